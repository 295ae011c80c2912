"""What goes wrong when answers are copied and pasted: a column too far, headings exchanged, a block twice."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.drafts import Draft, Page, Row, Word
from tasklist.tables.headings import ANSWERS

_ROUND = ("deadline", *ANSWERS)


def _asked(draft: Draft, tasks: set[int]) -> Draft:
    keys = {key for key in draft.truth() if key[0] in tasks}
    return replace(draft, may_ask=draft.may_ask | keys)


def _whole(row: Row, *names: str) -> bool:
    """Has a row all these cells, none of them merged?"""
    return all(name in row.cells and not row.cells[name].group for name in names)


def _one_contact(page: Page) -> bool:
    """Do names and numbers stand in one column, and the progress, too?"""
    return not {"contact2", "phone", "unheaded", "progress2", "twin"} & {*page.columns}


def some_pasted_left(draft: Draft, chance: Random) -> Draft:
    """In some rows the answers were pasted one column too far to the left, over the printed 完成时限."""
    tasks = set(chance.sample(range(1, 15), chance.choice([1, 3, 6])))

    def shifted(row: Row) -> Row:
        if row.task not in tasks or not row.at_home(*_ROUND):
            return row
        moved = (*(row.cells[name] for name in ANSWERS), Word(""))
        return row.put(**dict(zip(_ROUND, moved, strict=True)))

    return _asked(draft.tables(lambda page: page.tasks(shifted) if _one_contact(page) else page), tasks)


def pasted_right(draft: Draft, chance: Random) -> Draft:
    """In all rows, or in some, the answers were pasted one column too far to the right."""
    tasks = set(chance.sample(range(1, 16), chance.choice([1, 4, 15])))

    def shifted(row: Row) -> Row:
        if row.task not in tasks or not row.at_home(*ANSWERS) or not row.cells["contact"].text:
            return row
        moved = (Word(""), row.cells["progress"], row.cells["contact"], row.cells["remark"])
        return row.put(**dict(zip((*ANSWERS, "beyond"), moved, strict=True)))

    def page(page: Page) -> Page:
        if "remark" not in page.columns or "beyond" in page.columns or not _one_contact(page):
            return page
        spot = page.columns.index("remark") + 1
        return replace(page.tasks(shifted), columns=(*page.columns[:spot], "beyond", *page.columns[spot:]))

    return _asked(draft.tables(page), tasks)


def exchanged_headings(draft: Draft, chance: Random) -> Draft:
    """The contacts stand under the heading of another column of answers, and what belongs there under theirs."""
    other = chance.choice(["progress", "remark"])

    def edited(row: Row) -> Row:
        if not row.at_home(*ANSWERS) or not row.cells["contact"].text:
            return row
        return row.put(**{"contact": row.cells[other], other: row.cells["contact"]})

    made = draft.tables(lambda page: page.tasks(edited) if _one_contact(page) else page)
    return _asked(made, {task for task, _ in made.truth()})


def block_twice(draft: Draft, chance: Random) -> Draft:
    """The whole table, heading and answers, stands once more below itself, the same."""

    def page(page: Page) -> Page:
        table = tuple(row for row in page.rows if row.kind in ("head", "task", "more"))
        again = (replace(row, cells={n: w for n, w in row.cells.items() if n != "mark"}) for row in table)
        return replace(page, rows=(*page.rows, Row("text"), *again))

    return unmerge(draft, chance, filled=True).tables(page)


def older_block(draft: Draft, chance: Random) -> Draft:
    """Last month's table stands below this month's, under a line that says so."""
    line = chance.choice(["2023年5月填报情况", "上期（5月）进展情况", "5月份"])

    def older(row: Row) -> Row:
        cells = {
            name: Word(f"五月{word.text}", own=True) if word.answers and word.text else word
            for name, word in row.cells.items()
            if not word.own and name != "mark"
        }
        return replace(row, kind="other", cells=cells)

    def page(page: Page) -> Page:
        table = [row for row in page.rows if row.kind in ("head", "task")]
        below = (Row("text"), Row("text", line=((1, Word(line)),)), *map(older, table))
        return replace(page, rows=(*page.rows, *below))

    made = unmerge(draft, chance, filled=True).tables(page)
    return _asked(made, {task for task, _ in made.truth()})


def doubled_heading(draft: Draft, chance: Random) -> Draft:
    """The column of progress stands there twice under one heading, and the second is empty, or holds the rest."""
    rest = chance.random() < 0.5

    def edited(row: Row) -> Row:
        word = row.cells.get("progress")
        if not word:
            return row
        if row.kind == "head":
            return row.put(twin=replace(word, group=word.group and word.group + 760))
        first, sign, second = word.text.partition("；")
        if not rest or not second or word.group or word.apart or row.kind != "task":
            return row
        parts = (replace(word, text=text, means="") for text in (first + sign, second))
        return row.put(progress=next(parts), twin=next(parts))

    def page(page: Page) -> Page:
        if "progress" not in page.columns or "twin" in page.columns:
            return page
        spot = page.columns.index("progress") + 1
        return replace(page.edit(edited), columns=(*page.columns[:spot], "twin", *page.columns[spot:]))

    return draft.tables(page)


def merged_across(draft: Draft, chance: Random) -> Draft:
    """In some rows the progress is merged over the contact's cell, which is gone."""
    tasks = set(chance.sample(range(1, 15), 4))

    def page(page: Page) -> Page:
        if "progress" not in page.columns or "contact" not in page.columns:
            return page
        if page.columns.index("contact") != page.columns.index("progress") + 1:
            return page

        def merged(row: Row) -> Row:
            if row.task not in tasks or not _whole(row, "progress", "contact") or not row.cells["progress"].text:
                return row
            group = 12_000 + row.task
            word = replace(row.cells["progress"], group=group)
            return row.put(progress=word, contact=Word("", group=group))

        return page.tasks(merged)

    return draft.tables(page)


def merged_remarks(draft: Draft, chance: Random) -> Draft:
    """One remark is merged over several tasks."""
    first, told = chance.randrange(1, 10), set[int]()

    def page(page: Page) -> Page:
        rows = [row for row in page.rows if row.kind == "task" and first <= row.task < first + 4]
        if len(rows) < 2 or not all(_whole(row, "remark") for row in rows):
            return page
        said = next((row.cells["remark"] for row in rows if row.cells["remark"].text), None)
        spots = [page.rows.index(row) for row in rows]
        if said is None or spots != list(range(spots[0], spots[0] + len(spots))):
            return page
        told.update(row.task for row in rows)

        def merged(row: Row) -> Row:
            if row not in rows:
                return row
            return row.put(remark=replace(said, group=13_000, answers=frozenset({(row.task, "remark")})))

        return page.edit(merged)

    made = draft.tables(page)
    return replace(made, may_ask=made.may_ask | {(task, "remark") for task in told})
