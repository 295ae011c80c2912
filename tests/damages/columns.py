"""What units do to columns."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.drafts import Draft, Page, Row, Word
from tasklist.tables import marks
from tasklist.tables.headings import ANSWERS


def swap_columns(draft: Draft, chance: Random) -> Draft:
    """Two columns change places."""

    def swapped(page: Page) -> Page:
        columns = list(page.columns)
        one, other = chance.sample(range(len(columns)), 2)
        columns[one], columns[other] = columns[other], columns[one]
        return replace(page, columns=tuple(columns))

    return flat_theme(draft, chance).tables(swapped)


def shuffle_columns(draft: Draft, chance: Random) -> Draft:
    """The columns in any order."""

    def shuffled(page: Page) -> Page:
        return replace(page, columns=tuple(chance.sample(page.columns, len(page.columns))))

    return flat_theme(draft, chance).tables(shuffled)


def flat_theme(draft: Draft, _: Random) -> Draft:
    """重点任务 in one column, both levels in one text, nothing merged."""

    def flat(row: Row) -> Row:
        levels = [row.cells[name].text for name in ("theme", "theme2") if name in row.cells]
        cells = {name: replace(word, group=0) for name, word in row.cells.items() if name != "theme2"}
        if "theme" in cells:
            cells["theme"] = Word("\n".join(dict.fromkeys(filter(None, levels))))
        return replace(row, cells=cells)

    def page(page: Page) -> Page:
        kept = tuple(name for name in page.columns if name != "theme2")
        return replace(page.edit(flat), columns=kept)

    return unmerge(draft, Random(0), filled=True).tables(page)


STRANGE = {
    "经费（万元）": "{}万元", "分管领导": "领导{}", "是否完成": "是", "佐证材料": "照片{}张", "存在问题": "人手少{}人",
    "下一步打算": "七月再办{}场", "下一步工作措施": "八月再办{}场", "上月进展情况": "上月办了{}场", "完成百分比": "{}%",
    "类型": "第{}类", "得分": "{}分", "责任领导": "院长{}", "责任人": "科长{}", "完成率": "{}%", "审核意见": "同意{}",
    "困难和问题": "缺经费{}万", "完成状态": "推进中{}",
}  # fmt: skip


def insert_column(draft: Draft, chance: Random) -> Draft:
    """A column nobody asked for."""
    heading = chance.choice(sorted(STRANGE))
    name = f"extra{chance.randrange(10**6)}"

    def inserted(page: Page) -> Page:
        place = chance.randrange(len(page.columns) + 1)
        if "theme2" in page.columns[place : place + 1]:
            place += 1
        first = iter([Word(heading)])

        def edited(row: Row) -> Row:
            if row.kind == "head":
                return row.put(**{name: next(first, Word("", group=0)) if not _repeats(page, row) else Word(heading)})
            if row.kind == "task" and (seq := row.task) % 3:
                return row.put(**{name: Word(STRANGE[heading].format(seq), own=True)})
            return row

        made = page.edit(edited)
        return replace(made, columns=(*page.columns[:place], name, *page.columns[place:]))

    return draft.tables(inserted)


def _repeats(page: Page, row: Row) -> bool:
    """Is this heading row one of several that stand apart?"""
    heads = [place for place, each in enumerate(page.rows) if each.kind == "head"]
    return page.rows.index(row) == heads[0] or page.rows[page.rows.index(row) - 1].kind != "head"


def unit_column(draft: Draft, _: Random) -> Draft:
    """A column that names the unit in every row, as for pasting tables together."""
    unit = draft.name.split("-")[0]

    def inserted(page: Page) -> Page:
        made = page.edit(
            lambda row: (
                row.put(whose=Word("填报单位" if row.kind == "head" else unit)) if row.kind in ("head", "task") else row
            )
        )
        return made if "whose" in page.columns else replace(made, columns=("whose", *page.columns))

    return draft.tables(inserted)


def blank_column(draft: Draft, chance: Random) -> Draft:
    """An empty column among the others."""

    def inserted(page: Page) -> Page:
        place = chance.randrange(len(page.columns) + 1)
        place += page.columns[place : place + 1] == ("theme2",)
        return replace(page, columns=(*page.columns[:place], f"empty{place}", *page.columns[place:]))

    return draft.tables(inserted)


def without(draft: Draft, *names: str) -> Draft:
    return draft.tables(lambda page: replace(page, columns=tuple(name for name in page.columns if name not in names)))


def drop_a_column(draft: Draft, chance: Random) -> Draft:
    """A column that says nothing to the unit is deleted."""
    name = chance.choice(["lead", "responsible", "deadline", "remark", "theme", "seq", "contact"])
    return without(draft, name, *(["theme2"] if name == "theme" else []))


def drop_many_columns(draft: Draft, chance: Random) -> Draft:
    """Only what the unit needs is left."""
    names = ["lead", "responsible", "deadline", "remark", "contact"]
    return without(draft, "theme", "theme2", *chance.sample(names, chance.randrange(2, len(names))))


def drop_the_tasks(draft: Draft, _: Random) -> Draft:
    """The column of tasks is deleted: numbers are all that is left, and they may be anybody's."""
    return excused(without(draft, "detail"))


def excused(draft: Draft) -> Draft:
    tasks = {task for task, _ in draft.truth()}
    return replace(draft, may_ask=draft.may_ask | {(task, role) for task in tasks for role in ANSWERS})


def drop_the_mark(draft: Draft, _: Random) -> Draft:
    """The hidden column is deleted."""
    return without(draft, "mark")


def show_the_mark(draft: Draft, _: Random) -> Draft:
    """The hidden column is shown."""
    return draft.tables(lambda page: replace(page, hidden_columns=frozenset()))


def drop_meta(draft: Draft, _: Random) -> Draft:
    """The hidden sheet is gone (saved by a program that drops such things)."""
    return replace(draft, pages=tuple(page for page in draft.pages if page.name != marks.META_SHEET))


def split_progress(draft: Draft, chance: Random) -> Draft:
    """推进措施 and 进展情况 in two columns."""
    one, other = chance.choice(
        [
            ("推进措施", "进展情况"),
            ("工作措施", "工作成效"),
            ("主要做法", "取得的进展"),
            ("6月上半月进展", "6月下半月进展"),
        ]
    )

    def split(row: Row) -> Row:
        if row.kind == "head" and "progress" in row.cells:
            word = row.cells["progress"]
            new = {"progress": replace(word, text=one), "progress2": Word(other)}
            return (
                row.put(**new)
                if not word.group or word.group > 5000
                else row.put(
                    progress=replace(word, text=one), progress2=replace(word, text=other, group=word.group + 700)
                )
            )
        if (
            row.kind in ("task", "more")
            and "progress" in row.cells
            and not (row.cells["progress"].group or row.cells["progress"].apart)
        ):
            word = row.cells["progress"]
            first, second = halves(word.text)
            parts = (replace(word, text=part, means="") for part in (first, second))
            return row.put(progress=next(parts), progress2=next(parts))
        return row

    def page(page: Page) -> Page:
        if "progress2" in page.columns or "progress" not in page.columns:
            return page
        spot = page.columns.index("progress") + 1
        return replace(page.edit(split), columns=(*page.columns[:spot], "progress2", *page.columns[spot:]))

    return draft.tables(page)


def halves(text: str) -> tuple[str, str]:
    first, sign, second = text.partition("；")
    return (first + sign, second) if second else (text, "")


def month_columns(draft: Draft, _: Random) -> Draft:
    """Last month's progress is kept in a column beside this month's."""

    def page(page: Page) -> Page:
        if "progress" not in page.columns or "before" in page.columns:
            return page

        def edited(row: Row) -> Row:
            if row.kind == "head" and "progress" in row.cells:
                word = row.cells["progress"]
                return row.put(
                    before=replace(word, text="5月进展情况", group=word.group and word.group + 650),
                    progress=replace(word, text="6月进展情况"),
                )
            if row.kind == "task":
                return row.put(before=Word(f"五月办了{row.task}场", own=True))
            return row

        spot = page.columns.index("progress")
        return replace(page.edit(edited), columns=(*page.columns[:spot], "before", *page.columns[spot:]))

    return draft.tables(page)


def split_contact(draft: Draft, _: Random) -> Draft:
    """联络员 and 联系电话 in two columns."""

    def split(row: Row) -> Row:
        if "contact" not in row.cells:
            return row
        word = row.cells["contact"]
        if row.kind == "head":
            return row.put(
                contact=replace(word, text="联络员"),
                contact2=replace(word, text="联系电话", group=word.group and word.group + 800),
            )
        name, _, phone = word.text.partition(" ")
        return row.put(contact=replace(word, text=name), contact2=replace(word, text=phone))

    def whole(row: Row) -> bool:
        text = row.cells["contact"].text if row.kind == "task" and "contact" in row.cells else ""
        return not text or " " in text

    def page(page: Page) -> Page:
        if "contact2" in page.columns or "contact" not in page.columns or not all(map(whole, page.rows)):
            return page  # 同上 in one of the two columns means what stands in both above it
        spot = page.columns.index("contact") + 1
        return replace(page.edit(split), columns=(*page.columns[:spot], "contact2", *page.columns[spot:]))

    return draft.tables(page)
