"""A contact where the progress belongs: one row, or a whole table pasted a column too far."""

from __future__ import annotations

import pytest

from relaid import LABELS, edited, issued, sent, table, told


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


def test_contacts_among_the_remarks_are_nothing_exchanged_where_no_column_is_the_contacts() -> None:
    rows = [{**row, "remark": row["contact"]} for row in issued()]
    made = sent(LABELS, *table(rows, "seq", "theme", "detail", "progress", "remark"))
    assert made.unplaced == ()
    assert len(told(made, "remark")) == len([row for row in rows if row["contact"]])


@pytest.mark.parametrize("contact", ["", "见附件3"])
def test_a_row_whose_remark_is_whom_to_call_and_whose_contact_is_nobody_asks(contact: str) -> None:
    made = edited(I6=contact, J6="王新 13812345678")
    assert 3 not in {*told(made, "contact"), *told(made, "remark")} and 3 in told(made)
    assert "王新 13812345678" in {each.text for each in made.unplaced}


def test_a_row_that_says_nothing_but_whom_to_call_as_a_remark_waits_whole() -> None:
    made = edited(H6="", I6="", J6="王新 13812345678")
    assert 3 not in told(made, "remark")


def test_words_of_work_for_a_contact_wait_where_the_progress_points_elsewhere() -> None:
    work = "6月6日组织专题学习3次，参训9人。"
    assert work in {each.text for each in edited(H6="见附件3", I6=work).unplaced}
    assert told(edited(I6=work), "contact")[3] == work


def test_words_of_work_under_the_heading_of_the_contacts_down_a_whole_table_wait() -> None:
    rows = [{**row, "contact": row["progress"], "progress": "已销号"} for row in issued()]
    made = sent(LABELS, *table(rows, "seq", "theme", "detail", "progress", "contact"))
    assert told(made, "contact") == {} and {row["contact"] for row in rows} <= {each.text for each in made.unplaced}
