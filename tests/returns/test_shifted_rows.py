"""Rows pasted a column too far, wherever they are and whatever is beside them: asked, and nothing in a wrong place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from damages.drafts import Draft, Page, Row, Word
from laboratory import UNITS, form, judge, received
from tasklist.model.returns import Return

UNIT = UNITS[0]
ANSWERS = ("progress", "contact", "remark")


def to_the_left(row: Row, *, contact_too: bool = True) -> Row:
    """The answers of a row one column further left; without `contact_too` the contact was part of the progress."""
    said = row.cells["progress"], row.cells["contact"] if contact_too else Word(""), row.cells["remark"], Word("")
    return row.put(**dict(zip(("deadline", *ANSWERS), said, strict=True)))


def alone(page: Page, tasks: tuple[int, ...]) -> Page:
    kept = (row for row in page.rows if row.kind != "task" or row.task in tasks)
    return replace(page, rows=tuple(kept))


def asked(draft: Draft) -> Return:
    made = received(draft)
    assert not judge(replace(draft, may_ask=frozenset(draft.truth())), made, UNIT).faults
    return made


def test_the_only_row_of_a_sheet_asks_for_what_is_no_contact_under_the_contacts() -> None:
    draft = form(UNIT).tables(lambda page: alone(page, (3,)).tasks(lambda row: to_the_left(row, contact_too=False)))
    assert asked(draft).entries == ()


@pytest.mark.parametrize("contact_too", [True, False])
def test_one_row_among_others_that_are_right_asks_alone(*, contact_too: bool) -> None:
    def page(page: Page) -> Page:
        return page.tasks(lambda row: to_the_left(row, contact_too=contact_too) if row.task == 6 else row)

    tasks = {entry.task for entry in asked(form(UNIT).tables(page)).entries}
    assert tasks == {task for task, _ in form(UNIT).truth()} - {6}


def test_a_sample_row_and_an_empty_copy_below_say_nothing_of_where_the_answers_stand() -> None:
    def page(page: Page) -> Page:
        made = alone(page, (3, 6)).tasks(lambda row: to_the_left(row, contact_too=False))
        sample = Row("own", {"seq": Word("示例"), "progress": Word("5月8日召开会议77次", own=True)})
        first = next(at for at, row in enumerate(made.rows) if row.kind == "task")
        blank = (replace(row, kind="other", cells={**row.cells, "mark": Word("")}) for row in alone(page, (1, 2)).rows)
        below = [row.put(**dict.fromkeys(ANSWERS, Word(""))) for row in blank if row.cells]
        return replace(made, rows=(*made.rows[:first], sample, *made.rows[first:], Row("text"), *below))

    assert asked(form(UNIT).tables(page)).entries == ()


def test_a_contact_beside_a_deadline_that_was_written_over_stays_where_it_is() -> None:
    def edited(row: Row) -> Row:
        return row.put(deadline=row.cells["progress"], progress=Word("")) if row.task == 6 else row

    entries = asked(form(UNIT).tables(lambda page: page.tasks(edited))).entries
    assert [entry.text for entry in entries if (entry.task, entry.field) == (6, "contact")] == ["联络员06 13800000006"]


def test_lines_under_a_table_whose_first_column_is_the_remark_are_no_remarks() -> None:
    lines = [
        Row("text", line=((1, Word(text, own=True)),)) for text in ("填表说明：每季度末前报送", "备注：有调整另报")
    ]

    def page(page: Page) -> Page:
        others = (name for name in page.columns if name not in ("remark", "theme2"))
        unmerged = page.edit(lambda row: replace(row, cells={n: replace(w, group=0) for n, w in row.cells.items()}))
        rows = alone(unmerged, (1,)).rows
        last = max(at for at, row in enumerate(rows) if row.kind == "task")
        return replace(page, columns=("remark", *others), rows=(*rows[: last + 1], *lines))

    draft = form(UNIT).tables(page)
    assert not judge(draft, received(draft), UNIT).faults


def test_the_rest_of_a_table_with_persons_under_no_heading_has_not_its_columns() -> None:
    def page(page: Page, *, rest: bool) -> Page:
        own = (row for row in page.rows if (row.kind != "task" if not rest else row.kind == "task") or row.task < 8)
        rows = tuple(row for row in own if not rest or row.task > 7)
        flat = tuple(replace(row, cells={n: replace(w, group=0) for n, w in row.cells.items()}) for row in rows)
        spot = page.columns.index("remark") + 1 if rest else page.columns.index("contact")
        columns = (*page.columns[:spot], "empty", *page.columns[spot:])
        return replace(page, name=page.name + "（续）" * rest, columns=columns, rows=flat)

    pages = [each for each in form(UNIT).pages if each.has_table]
    made = received(replace(form(UNIT), pages=(page(pages[0], rest=False), page(pages[0], rest=True))))
    said = [entry.text for entry in made.entries if entry.field == "contact"]
    assert not [text for text in said if "附件" in text]
