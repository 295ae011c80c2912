"""A contact where the progress belongs: one row, or a whole table pasted a column too far."""

from __future__ import annotations

import pytest

from relaid import edited, told


@pytest.mark.parametrize("person", ["王新 13812345678", "联系人：王新13812345678；李明0477-7581234", "13812345678"])
@pytest.mark.parametrize("contact", ["6月6日组织专题学习3次，参训9人。", ""])
def test_a_row_that_says_whom_to_call_for_progress_waits_whole(person: str, contact: str) -> None:
    made = edited(H6=person, I6=contact)
    assert 3 not in {*told(made), *told(made, "contact")}
    assert {person, contact} - {""} <= {each.text for each in made.unplaced}
    assert 4 in told(made)


@pytest.mark.parametrize(
    "progress", ["已公布热线电话0477-7581234，接听群众来电36次。", "6月6日完成，联系人王新13812345678。"]
)
def test_a_number_to_call_within_words_of_progress_is_no_contact(progress: str) -> None:
    assert told(edited(H6=progress, I6=""))[3] == progress


def test_a_row_that_says_nothing_but_whom_to_call_as_a_remark_waits_whole() -> None:
    made = edited(H6="", I6="", J6="王新 13812345678")
    assert 3 not in told(made, "remark")
