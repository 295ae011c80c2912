"""A table without its heading row, its columns as they were issued."""

from __future__ import annotations

import pytest

from relaid import LABELS, PLACES, issued, sent, told

ROWS = [{**row, "detail": f"{row['detail'][:9]}…"} for row in issued()]


def answered() -> dict[int | None, str]:
    return {int(row["seq"]): row["progress"] for row in issued() if row["progress"]}


def test_marks_behind_the_last_column_prove_the_columns_of_shortened_texts() -> None:
    made = sent(LABELS, *([row[name] for name in PLACES] for row in ROWS))
    assert told(made) == answered()
    assert told(sent(LABELS, *([row[name] for name in PLACES if name != "mark"] for row in ROWS))) == {}


@pytest.mark.parametrize("gone", ["lead", "remark", "theme"])
def test_marks_prove_nothing_where_a_column_was_taken_out(gone: str) -> None:
    made = sent(LABELS, *([row[name] for name in PLACES if name != gone] for row in ROWS))
    assert told(made) == {}
    assert {*answered().values()} <= {each.text for each in made.unplaced}
