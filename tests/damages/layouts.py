"""What units do to the table as a whole: tasks across, a sheet a task, cut by a page, all answers in one cell."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.drafts import Draft, Page, Row, Word

_TABLE = ("head", "task", "more")


def tasks_across(draft: Draft, chance: Random) -> Draft:
    """Rows and columns change places: a column a task."""

    def page(page: Page) -> Page:
        names = [name for name in page.columns if name != "mark"]
        body = [row for row in page.rows if row.kind in ("head", "task")]
        above = [row for row in page.rows if row.kind == "text" and page.rows.index(row) < page.rows.index(body[0])]
        turned = [
            Row("text", line=tuple((at, row.cells[name]) for at, row in enumerate(body, 1) if name in row.cells))
            for name in names
        ]
        return replace(page, rows=(*above, *turned), columns=(), hidden_columns=frozenset())

    plain = unmerge(draft, chance, filled=True)
    whole = all(row.kind != "more" and row.kind != "own" for each in plain.pages for row in each.rows)
    return plain.tables(page) if whole and not any(_odd(each) for each in plain.pages if each.has_table) else draft


def _odd(page: Page) -> bool:
    """Is there more to a table than one heading row and its rows?"""
    first = next(at for at, row in enumerate(page.rows) if row.kind == "head")
    return any(row.kind not in ("task",) and row.cells for row in page.rows[first + 1 :]) or any(
        row.line for row in page.rows[first + 1 :]
    )


def sheet_per_task(draft: Draft, chance: Random) -> Draft:
    """Each task on a sheet of its own, under the same heading."""
    style = chance.choice(["任务{}", "{}", "第{}项", "Sheet{}"])
    plain = unmerge(draft, chance, filled=True)
    pages: list[Page] = []
    for page in plain.pages:
        if not page.has_table or page.whose or any(row.kind not in ("text", "head", "task") for row in page.rows):
            pages.append(page)
            continue
        tasks = [row for row in page.rows if row.kind == "task"]
        first = page.rows.index(tasks[0]) if tasks else 0
        pages += [
            replace(
                page,
                name=f"{style.format(row.task)}{'' if len(plain.pages) < 4 else page.name[:6]}",
                rows=(*page.rows[:first], row),
            )
            for row in tasks
        ]
    names = [page.name for page in pages]
    return replace(plain, pages=tuple(pages)) if len(set(names)) == len(names) else draft


def cut_table(draft: Draft, chance: Random) -> Draft:
    """The rest of the table stands on the next sheet, without headings, as after a page break."""
    pages: list[Page] = []
    for page in unmerge(draft, chance, filled=True).pages:
        spots = [at for at, row in enumerate(page.rows) if row.kind == "task"][1:]
        if not page.has_table or page.whose or not spots:
            pages.append(page)
            continue
        spot = chance.choice(spots)
        pages += [
            replace(page, rows=page.rows[:spot]),
            replace(page, name=f"{page.name}（续）", rows=tuple(row for row in page.rows[spot:] if row.kind != "head")),
        ]
    return replace(draft, pages=tuple(pages))


def one_cell(draft: Draft, _: Random) -> Draft:
    """What belongs to three tasks is typed into the first one's cell, line by line."""
    told: set[int] = set()

    def page(page: Page) -> Page:
        rows = list(page.rows)
        spots = [at for at, row in enumerate(rows) if row.kind == "task" and "progress" in row.cells]
        spots = spots[2:5]
        if len(spots) < 3 or not all(rows[at].at_home("progress") for at in spots):
            return page
        words = [rows[at].cells["progress"] for at in spots]
        text = "\n".join(f"任务{rows[at].task}：{word.text}" for at, word in zip(spots, words, strict=True))
        answers = frozenset().union(*(word.answers for word in words))
        apart = tuple((key, word.means or word.text) for word in words for key in sorted(word.answers))
        for at in spots:
            rows[at] = rows[at].put(progress=Word(""))
        rows[spots[0]] = rows[spots[0]].put(progress=Word(text, answers, apart=apart))
        told.update(rows[at].task for at in spots)
        return replace(page, rows=tuple(rows))

    made = draft.tables(page)
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[0] in told})


def torn_titles(draft: Draft, chance: Random) -> Draft:
    """The lines above the table are torn into several cells."""

    def page(page: Page) -> Page:
        first = next(at for at, row in enumerate(page.rows) if row.kind == "head")

        def torn(row: Row) -> Row:
            cells = [word for _, word in row.line if word.text][:1]
            if row.kind != "text" or not cells or cells[0].own or cells[0].answers or len(cells[0].text) < 6:
                return row
            text, cut = cells[0].text, chance.randrange(2, len(cells[0].text) - 2)
            return replace(row, line=((1, Word(text[:cut])), (3, Word(text[cut:]))))

        return replace(page, rows=(*map(torn, page.rows[:first]), *page.rows[first:]))

    return draft.tables(page)
