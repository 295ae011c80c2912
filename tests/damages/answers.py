"""What units write into their answers and contacts that could be taken for something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from damages.drafts import Draft, Page, Row, Word


def _said(draft: Draft, role: str, change: Callable[[Row, str], str]) -> Draft:
    """The draft with the answers of one role in other words, which they still mean."""

    def edited(row: Row) -> Row:
        word = row.cells.get(role)
        if (
            not word
            or {field for _, field in word.answers} != {role}
            or not word.text
            or word.group
            or word.apart
            or word.means
        ):
            return row
        return row.put(**{role: replace(word, text=change(row, word.text))})

    return draft.tables(lambda page: page.tasks(edited))


def listed_answers(draft: Draft, chance: Random) -> Draft:
    """An answer is several numbered points in one cell."""
    style = chance.choice(["1.{0}\n2.{1}", "一是{0}二是{1}", "（1）{0}\n（2）{1}", "1、{0}2、{1}", "①{0}\n②{1}"])

    def listed(_: Row, text: str) -> str:
        first, sign, second = text.partition("；")
        return style.format(first + sign, second) if second else text

    return _said(draft, "progress", listed)


def quoted_tasks(draft: Draft, chance: Random) -> Draft:
    """An answer begins with the task's own words, or with its number."""
    style = chance.choice(["{detail}。{said}", "关于“{detail}”：{said}", "任务{task}：{said}", "{task}.{said}"])
    return _said(
        draft,
        "progress",
        lambda row, text: style.format(detail=row.cells.get("detail", Word("")).text[:20], task=row.task, said=text),
    )


def named_partners(draft: Draft, chance: Random) -> Draft:
    """Answers name another unit of the roster with whom something was done."""
    style = chance.choice(["联合{}开展：{{}}", "会同{}，{{}}", "{{}}，{}派员参加", "在{}召开现场会，{{}}"])
    said = style.format(draft.neighbour or "委办公室")
    return _said(draft, "progress", lambda row, text: said.format(text) if row.task % 3 == 0 else text)


def named_oneself(draft: Draft, _: Random) -> Draft:
    """Every answer begins with the unit's own name."""
    return _said(draft, "progress", lambda _, text: f"{draft.unit}：{text}")


def persons_in_answers(draft: Draft, _: Random) -> Draft:
    """Answers end with who is responsible and a telephone, beside contacts of their own."""
    return _said(draft, "progress", lambda row, text: f"{text}（责任人：王新，13600000{row.task:03d}）")


def two_persons(draft: Draft, chance: Random) -> Draft:
    """Two persons stand in a contact's cell."""
    style = chance.choice(["{}\n王新 13600000000", "{}、王新13600000000", "{}；王新（副科长）0477-7581234"])
    return _said(draft, "contact", lambda _, text: style.format(text))


def offices_in_contacts(draft: Draft, chance: Random) -> Draft:
    """An office stands in front of the contact, or a post behind it."""
    style = chance.choice(["办公室 {}", "医务科：{}", "{}（科长）", "{} 办公室主任"])
    return _said(draft, "contact", lambda _, text: style.format(text))


def phones_as_figures(draft: Draft, chance: Random) -> Draft:
    """Telephones in a column of their own became figures: 13800000001.0."""
    said = chance.choice(["联系电话", "手机号码", "电话"])

    def split(row: Row) -> Row:
        word = row.cells.get("contact")
        if not word:
            return row
        if row.kind == "head":
            heading = replace(word, text=said, group=word.group and word.group + 810)
            return row.put(contact=replace(word, text="联络员"), phone=heading)
        name, _, phone = word.text.partition(" ")
        return row.put(contact=replace(word, text=name), phone=replace(word, text=f"{phone}.0"))

    return _split_contacts(draft, split, "phone")


def two_telephones(draft: Draft, _: Random) -> Draft:
    """联络员, 办公电话 and 手机 in three columns."""

    def split(row: Row) -> Row:
        word = row.cells.get("contact")
        if not word:
            return row
        if row.kind == "head":
            group = word.group
            return row.put(
                contact=replace(word, text="联络员"),
                phone=replace(word, text="办公电话", group=group and group + 820),
                mobile=replace(word, text="手机", group=group and group + 840),
            )
        name, _, phone = word.text.partition(" ")
        office = f"0477-75812{row.task:02d}"
        return row.put(
            contact=replace(word, text=name), phone=replace(word, text=office), mobile=replace(word, text=phone)
        )

    return _split_contacts(draft, split, "phone", "mobile")


def cleared_answers(draft: Draft, chance: Random) -> Draft:
    """Some rows were left without a word."""
    tasks = set(chance.sample(range(1, 16), 5))

    def cleared(row: Row) -> Row:
        if row.task not in tasks or any(word.group and word.answers for word in row.cells.values()):
            return row
        answers = {name: word for name, word in row.cells.items() if word.answers and not word.apart}
        return row.put(**{name: replace(word, text="", means="") for name, word in answers.items()})

    return draft.tables(lambda page: page.tasks(cleared))


def _split_contacts(draft: Draft, split: Callable[[Row], Row], *columns: str) -> Draft:
    """The contacts in several columns, these behind the first, where every row has a name and a number."""

    def plain(row: Row) -> bool:
        word = row.cells.get("contact", Word(""))
        return row.kind != "task" or (bool(word.text) and not word.group and word.text.partition(" ")[2].isdigit())

    def page(page: Page) -> Page:
        if "contact" not in page.columns or {"contact2", "phone", "unheaded"} & {*page.columns}:
            return page
        if not all(map(plain, page.rows)):
            return page
        spot = page.columns.index("contact") + 1
        return replace(page.edit(split), columns=(*page.columns[:spot], *columns, *page.columns[spot:]))

    return draft.tables(page)
