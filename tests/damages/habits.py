"""What other programs and clerks in a hurry leave behind: unseen signs, foreign codes, words in the wrong place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.drafts import Draft, Page, Row, Word
from tasklist.tables.headings import ANSWERS

_INVISIBLE = ("\u200b", "\u00a0", "\ufeff", "\u200e", "\u00ad", "\u2060")
_HALF_WIDTH = str.maketrans("，。；：（）、！？", ",.;:(),!?")


def _printed(draft: Draft, change: Callable[[str], str]) -> Draft:
    """The draft with every printed text of the table's rows and headings changed, the answers as they are."""

    def edited(row: Row) -> Row:
        cells = {
            name: word if word.answers or word.own or name == "mark" else replace(word, text=change(word.text))
            for name, word in row.cells.items()
        }
        return replace(row, cells=cells) if row.kind in ("head", "task") else row

    return draft.tables(lambda page: page.edit(edited))


def invisible_signs(draft: Draft, chance: Random) -> Draft:
    """Signs nobody sees stand inside the printed texts, as a web page or a chat program leaves them."""
    sign = chance.choice(_INVISIBLE)

    def sprinkled(text: str) -> str:
        spot = chance.randrange(len(text) + 1)
        return f"{text[:spot]}{sign}{text[spot:]}{sign}" if text else text

    return _printed(draft, sprinkled)


def entities(draft: Draft, chance: Random) -> Draft:
    """Codes of a web page were pasted as text."""
    code = chance.choice(["&nbsp;", "&ensp;", "&#12288;", "&#160;"])
    return _printed(draft, lambda text: f"{text}{code}" if text and not text.isdigit() else text)


def half_width(draft: Draft, _: Random) -> Draft:
    """The punctuation of the printed texts is half as wide."""
    return _printed(draft, lambda text: text.translate(_HALF_WIDTH))


def apostrophes(draft: Draft, _: Random) -> Draft:
    """The sign that keeps numbers as text stands in the cells, as after a detour by a text file."""
    return _printed(draft, lambda text: f"'{text}" if text else text)


def same_numbers(draft: Draft, chance: Random) -> Draft:
    """The number of the first row was copied down over all."""
    number = chance.choice(["1", "3", "14"])

    def numbered(row: Row) -> Row:
        word = row.cells.get("seq")
        return row.put(seq=Word(number)) if word and not word.group else row

    return draft.tables(lambda page: page.tasks(numbered))


def composite_numbers(draft: Draft, chance: Random) -> Draft:
    """The numbers are theme and place in it: 2.3, 二-3."""
    style = chance.choice(["{0}.{1}", "{0}-{1}", "（{0}）{1}"])

    def page(page: Page) -> Page:
        themes: dict[str, int] = {}

        def numbered(row: Row) -> Row:
            word, theme = row.cells.get("seq"), row.cells.get("theme", Word("")).text or "".join([*themes][-1:])
            if not word or word.group:
                return row
            themes[theme] = themes.get(theme, 0) + 1
            return row.put(seq=Word(style.format([*themes].index(theme) + 1, themes[theme])))

        return page.tasks(numbered)

    return unmerge(draft, chance, filled=True).tables(page)


def status_column(draft: Draft, chance: Random) -> Draft:
    """A column of the unit's own says of every task how far it is, or ticks it."""
    heading, said = chance.choice(
        [
            ("完成状态", "已完成"),
            ("是否完成", "√"),
            ("办理状态", "推进中"),
            ("销号情况", "已销号"),
            ("状态", "正常推进"),
        ]
    )

    def page(page: Page) -> Page:
        if "progress" not in page.columns or "state" in page.columns:
            return page
        spot = page.columns.index("progress") + chance.randrange(2)

        def edited(row: Row) -> Row:
            if row.kind == "head" and "progress" in row.cells:
                word = row.cells["progress"]
                return row.put(state=replace(word, text=heading, group=word.group and word.group + 400))
            return row.put(state=Word(said, own=True)) if row.kind == "task" else row

        return replace(page.edit(edited), columns=(*page.columns[:spot], "state", *page.columns[spot:]))

    return draft.tables(page)


def sections_by_state(draft: Draft, chance: Random) -> Draft:
    """The rows are sorted by how far they are, under lines that say so."""
    first, second = chance.choice([("一、已完成的任务", "二、正在推进的任务"), ("已完成", "推进中")])

    def page(page: Page) -> Page:
        spots = [at for at, row in enumerate(page.rows) if row.kind == "task"]
        if len(spots) < 2 or any(row.kind == "more" for row in page.rows):
            return page
        half = spots[len(spots) // 2]
        lines = [Row("text", line=((1, Word(said)),)) for said in (first, second)]
        rows = (*page.rows[: spots[0]], lines[0], *page.rows[spots[0] : half], lines[1], *page.rows[half:])
        return replace(page, rows=rows)

    return unmerge(draft, chance, filled=True).tables(page)


def overwritten_deadline(draft: Draft, chance: Random) -> Draft:
    """In some rows the unit wrote its state over the printed 完成时限."""
    rows, said = set(chance.sample(range(1, 15), 4)), chance.choice(["已完成", "已于6月10日完成", "长期"])

    def edited(row: Row) -> Row:
        word = row.cells.get("deadline")
        return row.put(deadline=Word(said)) if word and not word.group and row.task in rows else row

    return draft.tables(lambda page: page.tasks(edited))


def blank_table_below(draft: Draft, _: Random) -> Draft:
    """An unfilled copy of the table stands below the filled one on the same sheet."""

    def blank(row: Row) -> Row:
        cells = {
            name: replace(word, group=word.group and word.group + 500_000)
            for name, word in row.cells.items()
            if not (word.answers or word.own or name == "mark")
        }
        return replace(row, kind="other", cells=cells)

    def page(page: Page) -> Page:
        table = [row for row in page.rows if row.kind in ("head", "task")]
        return replace(page, rows=(*page.rows, Row("text"), *map(blank, table)))

    return draft.tables(page)


def contact_behind_answer(draft: Draft, chance: Random) -> Draft:
    """The contact is typed behind the answer, in its cell; its own column is empty."""
    style = chance.choice(["{0}（联系人：{1}）", "{0}\n联系人：{1}", "{0} {1}"])

    def joined(row: Row) -> Row:
        said, contact = row.cells.get("progress"), row.cells.get("contact")
        if not said or not contact or not said.text or not contact.text or said.group or contact.group or said.apart:
            return row
        if any(field != "contact" for _, field in contact.answers):
            return row
        apart = tuple((key, contact.means or contact.text) for key in sorted(contact.answers))
        text = style.format(said.text, contact.text)
        return row.put(progress=Word(text, said.answers | contact.answers, apart=apart), contact=Word(""))

    made = draft.tables(lambda page: page.tasks(joined))
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[1] == "contact"})


def two_abreast(draft: Draft, chance: Random) -> Draft:
    """The second half of the table stands right of the first, under headings of its own."""

    def page(page: Page) -> Page:
        table = [row for row in page.rows if row.kind == "task"]
        heads = [row for row in page.rows if row.kind == "head"]
        first = page.rows.index(heads[0])
        if len(heads) != 1 or len(table) < 4 or len(table) + first + 1 != len(page.rows):
            return page
        names = [name for name in page.columns if name != "mark"]
        half, width = (len(table) + 1) // 2, len(names) + 1
        rows = []
        for left, right in zip([heads[0], *table[:half]], [heads[0], *table[half:], Row("task")], strict=False):
            sides = ((left, 0), (right, width))
            line = tuple(
                (at + shift, replace(row.cells[name], group=0))
                for row, shift in sides
                for at, name in enumerate(names, 1)
                if name in row.cells
            )
            rows.append(Row("text", line=line))
        return replace(page, rows=(*page.rows[:first], *rows), columns=(), hidden_columns=frozenset())

    made = unmerge(draft, chance, filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))


def shifted_paste(draft: Draft, _: Random) -> Draft:
    """The answers were pasted one column too far to the left, over the printed 完成时限."""

    def shifted(row: Row) -> Row:
        names = ("deadline", *ANSWERS)
        words = [row.cells.get(name) for name in names]
        if not row.at_home(*names) or {"contact2", "phone", "unheaded"} & {*row.cells}:
            return row
        moved = [word for word in words[1:] if word is not None]
        return row.put(**dict(zip(names, [*moved, Word("")], strict=True)))

    made = draft.tables(lambda page: page.tasks(shifted))
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[1] in ANSWERS})
