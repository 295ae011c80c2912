"""What units do to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.columns import halves, without
from damages.drafts import Draft, Page, Row, Word
from damages.texts import CHINESE
from tasklist.tables.headings import ANSWERS


def _arrange(page: Page, order: Callable[[list[Row]], Iterable[Row]]) -> Page:
    """The task rows in another order or number; a row that continues goes with the one above it."""
    blocks: list[list[Row]] = []
    for row in page.rows:
        if row.kind == "task":
            blocks.append([row])
        elif row.kind == "more" and blocks:
            blocks[-1].append(row)
    firsts = [block[0] for block in blocks]
    tails = {id(block[0]): block[1:] for block in blocks}
    arranged = iter([(row, tails.get(id(row), [])) for row in order(firsts)])
    rows: list[Row] = []
    for row in page.rows:
        if row.kind == "task":
            follow = next(arranged, None)
            if follow:
                rows += [follow[0], *follow[1]]
        elif row.kind != "more":
            rows.append(row)
    return replace(page, rows=tuple(rows))


def delete_rows(draft: Draft, chance: Random) -> Draft:
    """Rows the unit has nothing to say to are deleted."""
    share = chance.choice([0.2, 0.5, 0.8])

    def kept(rows: list[Row]) -> list[Row]:
        return [row for row in rows if chance.random() > share] or rows[:1]

    return draft.tables(lambda page: _arrange(page, kept))


def sort_rows(draft: Draft, chance: Random) -> Draft:
    """The rows in another order, each with its number."""

    def order(rows: list[Row]) -> list[Row]:
        return rows[::-1] if chance.random() < 0.3 else chance.sample(rows, len(rows))

    return unmerge(draft, chance, filled=True).tables(lambda page: _arrange(page, order))


def section_rows(draft: Draft, _: Random) -> Draft:
    """重点任务 as a line over the whole width instead of a column."""

    def page(page: Page) -> Page:
        rows: list[Row] = []
        said = ""
        for number, row in enumerate(page.rows):
            theme = row.cells.get("theme", Word("")).text if row.kind == "task" else ""
            if theme and theme != said:
                said = theme
                width = len([name for name in page.columns if name not in ("mark", "theme", "theme2")])
                text = f"{CHINESE[len([each for each in rows if each.kind == 'section']) % 10]}、{theme}"
                rows.append(
                    Row(
                        "section",
                        line=tuple((offset, Word(text, group=7000 + number)) for offset in range(1, width + 1)),
                    )
                )
            rows.append(row)
        return replace(page, rows=tuple(rows))

    return without(draft.tables(page), "theme", "theme2")


def blank_rows(draft: Draft, _: Random) -> Draft:
    """An empty row after each third task."""

    def page(page: Page) -> Page:
        rows: list[Row] = []
        for number, row in enumerate(page.rows):
            rows.append(row)
            last = row.kind in ("task", "more") and (
                number + 1 == len(page.rows) or page.rows[number + 1].kind != "more"
            )
            rows += [Row("text")] if last and row.task % 3 == 0 else []
        return replace(page, rows=tuple(rows))

    return draft.tables(page)


def section_lines(draft: Draft, chance: Random) -> Draft:
    """重点任务 as a line of its own, nothing merged."""
    return draft_unmerged_sections(section_rows(draft, chance))


def draft_unmerged_sections(draft: Draft) -> Draft:
    """Section lines in the first cell alone."""
    return draft.tables(
        lambda page: page.edit(
            lambda row: (
                replace(row, line=tuple((place, replace(word, group=0)) for place, word in row.line[:1]))
                if row.kind == "section"
                else row
            )
        )
    )


def shift_marks(draft: Draft, _: Random) -> Draft:
    """Rows were copied and typed over: each carries another row's mark."""

    def page(page: Page) -> Page:
        marks = [row.cells["mark"] for row in page.rows if row.kind == "task" and "mark" in row.cells]
        moved = iter(marks[1:] + marks[:1])
        return page.tasks(lambda row: row.put(mark=next(moved)) if "mark" in row.cells else row)

    return draft.tables(page)


def copy_a_row(draft: Draft, chance: Random) -> Draft:
    """A row stands twice, with another answer."""

    def page(page: Page) -> Page:
        spots = [
            place
            for place, row in enumerate(page.rows)
            if row.kind == "task"
            and "progress" in row.cells
            and row.cells["progress"].text
            and not row.cells["progress"].group
        ]
        if not spots:
            return page
        spot = chance.choice(spots)
        row = page.rows[spot]
        again = replace(row, cells={name: replace(word, group=0) for name, word in row.cells.items()})
        again = again.put(progress=replace(row.cells["progress"], text="另外又慰问职工9人"))
        last = max(place for place, each in enumerate(page.rows) if each.kind in ("task", "more"))
        return replace(page, rows=(*page.rows[: last + 1], again, *page.rows[last + 1 :]))

    made = draft.tables(page)
    doubled = {key for key, pieces in made.truth().items() if any("慰问" in piece for piece in pieces)}
    return replace(made, may_ask=made.may_ask | doubled | {(task, role) for task, _ in doubled for role in ANSWERS})


def join_tasks(draft: Draft, chance: Random) -> Draft:
    """Two tasks in one row, answered together."""
    joined: set[int] = set()

    def page(page: Page) -> Page:
        spots = [
            place
            for place, (row, below) in enumerate(zip(page.rows, page.rows[1:], strict=False))
            if row.kind == below.kind == "task"
            and page.rows[place + 2 : place + 3]
            and page.rows[place + 2].kind != "more"
            and not any(
                each.cells[role].group
                for each in (row, below)
                for role in ("seq", "detail", *ANSWERS)
                if role in each.cells
            )
        ]
        if not spots:
            return page
        spot = chance.choice(spots)
        one, other = page.rows[spot], page.rows[spot + 1]
        joined.update((one.task, other.task))
        cells = dict(one.cells)
        for name, word in other.cells.items():
            if (
                name in one.cells
                and name not in ("theme", "theme2", "mark")
                and not word.group
                and not one.cells[name].group
            ):
                texts = dict.fromkeys(filter(None, (one.cells[name].text, word.text)))
                cells[name] = Word(
                    ("、" if name == "seq" else "\n").join(texts), one.cells[name].answers | word.answers
                )
        return replace(page, rows=(*page.rows[:spot], replace(one, cells=cells), *page.rows[spot + 2 :]))

    made = draft.tables(page)
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[0] in joined})


OWN = ("购置移动体检车一辆并投入使用", "新建住院楼项目主体封顶", "引进高层次人才两名", "开展老年人免费白内障手术")


def own_task(draft: Draft, chance: Random) -> Draft:
    """A task of the unit's own under the others."""
    text = chance.choice(OWN)

    def page(page: Page) -> Page:
        last = max(place for place, row in enumerate(page.rows) if row.kind in ("task", "more"))
        row = Row(
            "own", {"seq": Word("15"), "detail": Word(text, own=True), "progress": Word("已到货并验收", own=True)}
        )
        return replace(page, rows=(*page.rows[: last + 1], row, *page.rows[last + 1 :]))

    return draft.tables(page)


def continue_rows(draft: Draft, chance: Random) -> Draft:
    """Half of an answer stands in a new row under the task; everything else in it is empty."""
    return _continued(draft, chance, merged=False)


def stretch_rows(draft: Draft, chance: Random) -> Draft:
    """A task over two rows, its number and text merged down, an answer in each."""
    return _continued(draft, chance, merged=True)


def _continued(draft: Draft, chance: Random, *, merged: bool) -> Draft:
    def page(page: Page) -> Page:
        rows: list[Row] = []
        for number, row in enumerate(page.rows):
            word = row.cells.get("progress", Word(""))
            first, second = halves(word.text)
            if row.kind != "task" or not second or word.group or word.apart or chance.random() < 0.5:
                rows.append(row)
                continue
            base = 3000 + number * 12
            upper = {
                name: replace(each, group=each.group or (merged and base + place) or 0)
                for place, (name, each) in enumerate(row.cells.items())
            }
            if not merged:
                upper = dict(row.cells)
            lower = {name: each for name, each in upper.items() if each.group and name != "progress"}
            upper["progress"], lower["progress"] = (
                replace(word, text=first, means=""),
                replace(word, text=second, means=""),
            )
            rows += [replace(row, cells=upper), Row("more", lower, task=row.task)]
        return replace(page, rows=tuple(rows))

    return draft.tables(page)
