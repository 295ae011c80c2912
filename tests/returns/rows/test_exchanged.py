"""A contact among the remarks, and words of work among the contacts: asked, row by row or as a whole column."""

from __future__ import annotations

import pytest

from relaid import LABELS, edited, issued, sent, table, told


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


def test_words_of_work_for_a_contact_wait_where_the_progress_points_elsewhere() -> None:
    work = "6月6日组织专题学习3次，参训9人。"
    assert work in {each.text for each in edited(H6="见附件3", I6=work).unplaced}
    assert told(edited(I6=work), "contact")[3] == work


def test_words_of_work_under_the_heading_of_the_contacts_down_a_whole_table_wait() -> None:
    rows = [{**row, "contact": row["progress"], "progress": "已销号"} for row in issued()]
    made = sent(LABELS, *table(rows, "seq", "theme", "detail", "progress", "contact"))
    assert told(made, "contact") == {} and {row["contact"] for row in rows} <= {each.text for each in made.unplaced}
