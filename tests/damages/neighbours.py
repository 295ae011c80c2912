"""Another unit's answers on the unit's own sheet: in rows, in a block and in a column of its own."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.drafts import Draft, Page, Row, Word
from tasklist.tables.headings import ANSWERS


def _theirs(row: Row, neighbour: str) -> Row:
    """A row as another unit would have answered it."""
    cells = {
        name: replace(word, text=f"乙院{word.text}", whose=neighbour) if word.answers and word.text else word
        for name, word in row.cells.items()
        if not word.own and name != "mark"
    }
    return replace(row, kind="theirs", cells=cells)


def _plain(page: Page) -> bool:
    """Is there nothing in the table but one heading and a row a task?"""
    kinds = [row.kind for row in page.rows]
    return kinds.count("head") == 1 and not {*kinds} & {"more", "own", "signs", "section", "other", "theirs"}


def neighbours_rows(draft: Draft, chance: Random) -> Draft:
    """Rows of another unit stand among the unit's own, told apart by a column of names."""
    heading = chance.choice(["填报单位", "单位", "单位名称", "报送单位"])
    below = chance.random() < 0.5

    def page(page: Page) -> Page:
        if not draft.neighbour or not _plain(page) or "whose" in page.columns:
            return page
        rows: list[Row] = []
        last: list[Row] = []
        for row in page.rows:
            if row.kind != "task":
                rows += last if row.kind == "text" and rows and rows[-1].kind == "task" else []
                last = [] if row.kind == "text" and rows and rows[-1].kind == "theirs" else last
                rows.append(row.put(whose=Word(heading)) if row.kind == "head" else row)
                continue
            other = _theirs(row, draft.neighbour).put(whose=Word(draft.neighbour))
            rows.append(row.put(whose=Word(draft.unit)))
            if below:
                last.append(other)
            else:
                rows.append(other)
        return replace(page, rows=(*rows, *last), columns=("whose", *page.columns))

    made = unmerge(draft, chance, filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))


def neighbours_block(draft: Draft, chance: Random) -> Draft:
    """Another unit's table stands below the unit's own, under its own label, with headings or without."""
    label = chance.choice(["填报单位：{}", "报送单位：{}", "{}", "二、{}"])
    headed = chance.random() < 0.7

    def page(page: Page) -> Page:
        if not draft.neighbour or not _plain(page):
            return page
        table = [row for row in page.rows if row.kind == "task" or (headed and row.kind == "head")]
        line = Row("text", line=((1, Word(label.format(draft.neighbour))),))
        below = (Row("text"), line, *(_theirs(row, draft.neighbour) for row in table))
        return replace(page, rows=(*page.rows, *below))

    made = unmerge(draft, chance, filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))


def neighbours_column(draft: Draft, chance: Random) -> Draft:
    """Another unit's progress stands in a column beside the unit's own, each under its name."""
    style = chance.choice(["{}", "{}进展情况", "进展情况（{}）"])
    before = chance.random() < 0.5

    def page(page: Page) -> Page:
        if not draft.neighbour or "progress" not in page.columns or "theirs" in page.columns:
            return page

        def edited(row: Row) -> Row:
            word = row.cells.get("progress")
            if not word or row.kind not in ("head", "task"):
                return row
            if row.kind == "head":
                said = (replace(word, text=style.format(name), group=0) for name in (draft.unit, draft.neighbour))
                return row.put(progress=next(said), theirs=next(said))
            if not word.text or not word.answers:
                return row
            return row.put(theirs=replace(word, text=f"乙院{word.text}", whose=draft.neighbour))

        spot = page.columns.index("progress") + (not before)
        return replace(page.edit(edited), columns=(*page.columns[:spot], "theirs", *page.columns[spot:]))

    made = unmerge(draft, chance, filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))


def neighbours_columns(draft: Draft, chance: Random) -> Draft:
    """Another unit's answers stand in columns behind the unit's, both under a name over several columns."""

    def page(page: Page) -> Page:
        first = next(at for at, row in enumerate(page.rows) if row.kind == "head")
        if not draft.neighbour or not _plain(page) or any(name.startswith("their_") for name in page.columns):
            return page
        names = [name for name in page.columns if name in ANSWERS]

        def edited(row: Row) -> Row:
            if row.kind not in ("head", "task"):
                return row
            theirs = _theirs(row, draft.neighbour).cells
            return row.put(**{f"their_{name}": theirs[name] for name in names if name in theirs})

        over = {name: Word(draft.unit, group=16_000) for name in names}
        over |= {f"their_{name}": Word(draft.neighbour, group=16_001) for name in names}
        made = page.edit(edited)
        rows = (*made.rows[:first], Row("head", over), *made.rows[first:])
        return replace(made, rows=rows, columns=(*page.columns, *(f"their_{name}" for name in names)))

    made = unmerge(draft, chance, filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))
