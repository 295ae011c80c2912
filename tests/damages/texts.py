"""What units do to the numbers and the texts of tasks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from damages.columns import without
from damages.drafts import Draft, Page, Row, Word
from tasklist.tables import marks


def renumber(draft: Draft, _: Random) -> Draft:
    """The rows numbered anew from 1, whatever they were."""

    def page(page: Page) -> Page:
        numbers = iter(range(1, 200))
        return page.tasks(
            lambda row: row.put(seq=Word(str(next(numbers)), group=row.cells["seq"].group if "seq" in row.cells else 0))
        )

    return draft.tables(page)


def restart_numbers(draft: Draft, _: Random) -> Draft:
    """The numbers begin again with each theme."""

    def page(page: Page) -> Page:
        count: dict[str, int] = {}

        def numbered(row: Row) -> Row:
            theme = row.cells.get("theme", Word("")).text
            count[theme] = count.get(theme, 0) + 1
            return row.put(seq=Word(str(count[theme]), group=row.cells["seq"].group if "seq" in row.cells else 0))

        return page.tasks(numbered)

    return draft.tables(page)


CHINESE = "一二三四五六七八九十"


def write_numbers(draft: Draft, chance: Random) -> Draft:
    """Numbers as text in some other dress."""
    styles: list[Callable[[int], str]] = [
        lambda seq: f"{seq}.",
        lambda seq: f"{seq}、",
        lambda seq: f"（{seq}）",
        lambda seq: f"第{seq}项",
        lambda seq: f"任务{seq}",
        lambda seq: chr(0x245F + seq),
        lambda seq: "".join(chr(0xFF10 + int(digit)) for digit in str(seq)),
        lambda seq: ("十" if seq > 10 else "") + CHINESE[(seq - 1) % 10],
        lambda seq: f"{seq:02d}",
        lambda seq: f" {seq} ",
        lambda seq: f"{seq}.0",
    ]
    style = chance.choice(styles)

    def written(row: Row) -> Row:
        word = row.cells.get("seq")
        return row.put(seq=replace(word, text=style(int(word.text)))) if word and word.text.isdigit() else row

    return draft.tables(lambda page: page.tasks(written))


def _details(draft: Draft, change: Callable[[int, str], str]) -> Draft:
    def edited(row: Row) -> Row:
        word = row.cells.get("detail")
        typed = word and word.text and not word.answers
        return row.put(detail=replace(word, text=change(row.task, word.text))) if word and typed else row

    return draft.tables(lambda page: page.tasks(edited))


def mistype_tasks(draft: Draft, chance: Random) -> Draft:
    """A character lost, doubled or wrong in each task's text."""

    def mistyped(_: int, text: str) -> str:
        for _ in range(chance.choice([1, 1, 2, 3])):
            spot = chance.randrange(len(text))
            text = text[:spot] + chance.choice(["", text[spot] * 2, "的", "、"]) + text[spot + 1 :]
        return text

    return _details(draft, mistyped)


def abbreviate_tasks(draft: Draft, chance: Random) -> Draft:
    """The first clause, or the first two, of each task's text."""

    def short(_: int, text: str) -> str:
        clauses = re.split(r"(?<=[，、。：；])", text)
        return "".join(clauses[: chance.choice([1, 2, 2])]).rstrip("，、：；。")[:60]

    return _details(draft, short)


def number_the_tasks(draft: Draft, _: Random) -> Draft:
    """The number stands in front of the text as well."""
    return _details(draft, lambda seq, text: text if text[0].isdigit() else f"{seq}.{text}")


def theme_into_task(draft: Draft, _: Random) -> Draft:
    """重点任务 and 具体任务 typed into one cell."""

    def joined(row: Row) -> Row:
        theme, detail = row.cells.get("theme2") or row.cells.get("theme"), row.cells.get("detail")
        return (
            row.put(detail=replace(detail, text=f"{theme.text}：{detail.text}"))
            if theme and theme.text and detail
            else row
        )

    return without(draft.tables(lambda page: page.tasks(joined)), "theme", "theme2")


def break_lines(draft: Draft, chance: Random) -> Draft:
    """Line breaks and spaces inside every longer text, as they come from a narrow column."""
    width = chance.choice([5, 9, 14])

    def broken(word: Word) -> Word:
        if len(word.text) < 8 or marks.mark_in(word.text):
            return word
        return replace(
            word, text="\n".join(word.text[place : place + width] for place in range(0, len(word.text), width))
        )

    return draft.tables(
        lambda page: page.tasks(
            lambda row: row.put(
                **{name: broken(word) for name, word in row.cells.items() if name in ("detail", "theme", "responsible")}
            )
        )
    )


def answer_under_task(draft: Draft, _: Random) -> Draft:
    """The answer is typed under the task's text, in the same cell."""

    def moved(row: Row) -> Row:
        detail, said = row.cells.get("detail"), row.cells.get("progress")
        if not detail or not said or not said.text or said.group or detail.group or detail.answers or row.task % 4:
            return row
        text = f"{detail.text}\n{said.text}"
        return row.put(detail=Word(text, said.answers, means=said.means or said.text), progress=Word(""))

    made = draft.tables(lambda page: page.tasks(moved))
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[0] % 4 == 0})
