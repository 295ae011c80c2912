"""What units do to contacts, and to columns of figures beside them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from damages.columns import without
from damages.drafts import Draft, Page, Row, Word
from tasklist.tables.headings import ANSWERS

_GLUED = "{0}{1}"
_WRITTEN = str.maketrans("0123456789", "〇一二三四五六七八九")


def contact_line(draft: Draft, chance: Random) -> Draft:
    """One contact for all, on a line above or below the table; the column is empty or gone."""
    named = "王新 13900000000"
    label = chance.choice(["联络员：{}", "联络员及联系电话：{}", "联系人：{}", "填报人及电话：{}"])
    above, gone = chance.random() < 0.6, chance.random() < 0.5

    def page(page: Page) -> Page:
        tasks = [row.task for row in page.rows if row.kind == "task"]
        keys = frozenset((task, "contact") for task in tasks)
        line = Row("text", line=((1, Word(label.format(named), keys, means=named)),))
        bared = page.edit(
            lambda row: row.put(contact=Word("")) if row.kind in ("task", "more") and "contact" in row.cells else row
        )
        return replace(bared, rows=(line, *bared.rows) if above else (*bared.rows, line))

    contacts = [row.cells.get("contact", Word("")) for each in draft.pages for row in each.rows if row.kind == "task"]
    if any(word.group for word in contacts):
        return draft
    made = draft.tables(page)
    made = without(made, "contact", "contact2") if gone else made
    # Who filled in the form, or signs below it, may be somebody else than the contact.
    sure = above and not label.startswith("填报人")
    asked = frozenset() if sure else frozenset(key for key in made.truth() if key[1] == "contact")
    return replace(made, may_ask=made.may_ask | asked)


def contact_labels(draft: Draft, chance: Random) -> Draft:
    """Heading words stand inside the contacts: 联系人：张三 电话：139…."""
    style = chance.choice(["联系人：{0} 电话：{1}", "姓名：{0}\n手机：{1}", "联络员：{0}　联系电话：{1}"])

    def labelled(row: Row) -> Row:
        word = row.cells.get("contact")
        name, _, phone = word.text.partition(" ") if word else ("", "", "")
        if not word or not phone or word.group or ":" in word.text or "：" in word.text:
            return row
        return row.put(contact=replace(word, text=style.format(name, phone)))

    return draft.tables(lambda page: page.tasks(labelled))


def contact_lines_broken(draft: Draft, chance: Random) -> Draft:
    """Name and telephone on two lines, or written together, or the number first."""
    style = chance.choice(["{0}\n{1}", _GLUED, "{1} {0}", "{0}（{1}）", "{0}，{1}"])

    def written(row: Row) -> Row:
        word = row.cells.get("contact")
        name, _, phone = word.text.partition(" ") if word else ("", "", "")
        if not word or not phone or word.group or not phone.isdigit():
            return row
        called = name.translate(_WRITTEN) if style == _GLUED else name  # no name ends in figures, or none could tell
        return row.put(contact=replace(word, text=style.format(called, phone)))

    return draft.tables(lambda page: page.tasks(written))


def contact_in_first_row(draft: Draft, chance: Random) -> Draft:
    """The contact stands in the first row alone, or 同上 below it."""
    below = chance.choice(["", "同上", "〃"])
    first: set[str] = set()

    def once(row: Row) -> Row:
        word = row.cells.get("contact")
        if not word or word.group or any(field != "contact" for _, field in word.answers):
            return row
        if not first:
            first.add(word.text)
            return row
        return row.put(contact=replace(word, text=below))

    def page(page: Page) -> Page:
        first.clear()
        return page.tasks(once)

    return draft.tables(page)


def unheaded_phones(draft: Draft, _: Random) -> Draft:
    """Telephones in a column of their own behind the contact, without a heading."""

    def page(page: Page) -> Page:
        if "contact" not in page.columns or "contact2" in page.columns or "unheaded" in page.columns:
            return page

        def split(row: Row) -> Row:
            word = row.cells.get("contact")
            name, _, phone = word.text.partition(" ") if word else ("", "", "")
            if row.kind != "task" or not word or not phone or word.group:
                return row
            return row.put(contact=replace(word, text=name), unheaded=Word(phone, own=True))

        spot = page.columns.index("contact") + 1
        return replace(page.edit(split), columns=(*page.columns[:spot], "unheaded", *page.columns[spot:]))

    return draft.tables(page)


def unheaded_counts(draft: Draft, chance: Random) -> Draft:
    """Head-counts in a column without a heading."""
    at = chance.choice(["progress", "contact", "remark"])

    def page(page: Page) -> Page:
        if at not in page.columns or "counts" in page.columns:
            return page
        spot = page.columns.index(at) + 1
        made = page.tasks(lambda row: row.put(counts=Word(str(row.task * 3 + 100), own=True)))
        return replace(made, columns=(*page.columns[:spot], "counts", *page.columns[spot:]))

    return draft.tables(page)


def percent_column(draft: Draft, chance: Random) -> Draft:
    """完成进度(%) beside the progress, with a number in every row."""
    heading = chance.choice(["完成进度(%)", "进度（%）", "完成比例（%）", "任务完成率", "形象进度%"])

    def page(page: Page) -> Page:
        if "progress" not in page.columns or "percent" in page.columns:
            return page
        spot = page.columns.index("progress") + chance.randrange(2)

        def edited(row: Row) -> Row:
            if row.kind == "head" and "progress" in row.cells:
                word = row.cells["progress"]
                return row.put(percent=replace(word, text=heading, group=word.group and word.group + 300))
            return row.put(percent=Word(str(50 + row.task), own=True)) if row.kind == "task" else row

        return replace(page.edit(edited), columns=(*page.columns[:spot], "percent", *page.columns[spot:]))

    return draft.tables(page)


def words_like_headings(draft: Draft, _: Random) -> Draft:
    """Short texts that hold heading words: a theme 重点工作任务, a number （三）, an answer 进展情况：…."""

    def edited(row: Row) -> Row:
        cells = dict(row.cells)
        if "theme" in cells and not cells["theme"].group:
            cells["theme"] = Word("重点工作任务")
        if "seq" in cells and not cells["seq"].group and cells["seq"].text.isdigit():
            cells["seq"] = Word(f"（{cells['seq'].text}）")
        word = cells.get("progress")
        if word and word.text and not word.group and row.task % 2:
            cells["progress"] = replace(word, text=f"进展情况：{word.text}", means=word.means or word.text)
        return replace(row, cells=cells)

    return draft.tables(lambda page: page.tasks(edited))


def wrong_column(draft: Draft, chance: Random) -> Draft:
    """In some rows the answer stands under 备注, and what was the remark under the progress."""
    rows = set(chance.sample(range(1, 15), 3))

    def moved(row: Row) -> Row:
        progress, remark = row.cells.get("progress"), row.cells.get("remark")
        if row.task not in rows or not progress or not remark or not row.at_home("progress", "remark"):
            return row
        if progress.own or remark.own:
            return row
        return row.put(
            progress=replace(remark, answers=frozenset({(row.task, "progress")}) if remark.text else frozenset()),
            remark=replace(progress, answers=frozenset({(row.task, "remark")}) if progress.text else frozenset()),
        )

    return draft.tables(lambda page: page.tasks(moved))


TRADITIONAL = str.maketrans(
    "号点体务单时进联络员电话备责标属项题内类称说册关部门", "號點體務單時進聯絡員電話備責標屬項題內類稱說冊關部門"
)


def traditional_headings(draft: Draft, _: Random) -> Draft:
    """The headings in traditional characters."""

    def edited(row: Row) -> Row:
        if row.kind != "head":
            return row
        return replace(
            row, cells={name: replace(word, text=word.text.translate(TRADITIONAL)) for name, word in row.cells.items()}
        )

    return draft.tables(lambda page: page.edit(edited))


def label_under_task(draft: Draft, _: Random) -> Draft:
    """The answer is typed under the task's text, in its cell, behind 进展情况：."""

    def moved(row: Row) -> Row:
        detail, said = row.cells.get("detail"), row.cells.get("progress")
        if not detail or not said or not said.text or said.group or detail.group or detail.answers or row.task % 3:
            return row
        if said.apart:
            return row
        text = f"{detail.text}\n进展情况：{said.text}"
        return row.put(detail=Word(text, said.answers, means=said.means or said.text), progress=Word(""))

    made = draft.tables(lambda page: page.tasks(moved))
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[0] % 3 == 0 and key[1] in ANSWERS})
