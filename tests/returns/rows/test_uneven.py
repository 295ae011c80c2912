"""Rows of text that have more or fewer fields than their heading: one clear reading is taken, anything else asks."""

from __future__ import annotations

import pytest

from tasklist.returns.rows.uneven import is_contact
from texts import WHO, answers, csv, cut, html, read, returned, rows, said

EVERY = {seq: said(seq) for seq in range(1, 15)}
CONTACTS = dict.fromkeys(range(1, 15), WHO)


def test_an_even_table_is_read_as_it_stands() -> None:
    for text in (csv(), html()):
        made = returned(read(text))
        assert (answers(made), answers(made, "contact"), made.unplaced) == (EVERY, CONTACTS, ())


@pytest.mark.parametrize(
    "answer",
    [
        "6月9日专题学习1次,参加40人",
        "6月10日排查矛盾3件,化解3件,回访3件",
        "一是学习,二是培训,三是检查,四是走访,五是总结",
        "效果好,已验收",
    ],
)
def test_commas_nobody_quoted_are_glued_back(answer: str) -> None:
    made = returned(read(csv(cut(3, 6, answer))))
    assert answers(made) == EVERY | {3: answer}
    assert (answers(made, "contact"), answers(made, "remark"), made.unplaced) == (CONTACTS, {}, ())
    assert any("第4行" in found.message for found in made.findings)


def test_a_comma_that_only_fills_the_missing_last_field_is_seen_all_the_same() -> None:
    def changed(table: list[list[str]]) -> list[list[str]]:
        table[3] = [*table[3][:6], "学习1次", "参加40人", WHO]
        return table

    made = returned(read(csv(changed)))
    assert (answers(made)[3], answers(made, "contact")[3], answers(made, "remark")) == ("学习1次,参加40人", WHO, {})


def test_a_comma_in_the_official_text_is_its_own() -> None:
    def changed(table: list[list[str]]) -> list[list[str]]:
        table[3][2] = table[3][2].replace("、", ",")
        return table

    made = returned(read(csv(changed)))
    assert (answers(made), answers(made, "contact")) == (EVERY, CONTACTS)


def test_a_name_and_its_number_cut_in_two_are_one_contact() -> None:
    def changed(table: list[list[str]]) -> list[list[str]]:
        table[3][7:8] = ["王晓明", "13811110001"]
        return table

    made = returned(read(csv(changed)))
    assert (answers(made), answers(made, "contact")[3]) == (EVERY, "王晓明,13811110001")


@pytest.mark.parametrize("contact", ["", "王晓明"])
def test_a_comma_is_glued_back_where_no_telephone_tells_the_end(contact: str) -> None:
    def changed(table: list[list[str]]) -> list[list[str]]:
        for row in table[1:]:
            row[7] = contact
        table[3][6] = "学习1次,培训2次"
        return table

    made = returned(read(csv(changed)))
    assert answers(made) == EVERY | {3: "学习1次,培训2次"}
    assert set(answers(made, "contact").values()) == ({contact} if contact else set())


def test_an_extra_cell_in_a_row_of_a_page_asks() -> None:
    made = returned(read(html(lambda table: [*table[:4], [*table[4][:6], "", *table[4][6:]], *table[5:]])))
    assert (4 in answers(made), 4 in answers(made, "contact"), answers(made, "remark")) == (False, False, {})
    assert 4 in {cell.task for cell in made.answer_cells if cell.waiting}


def test_an_even_row_is_left_where_nothing_says_it_moved() -> None:
    made = returned(read(csv(cut(3, 7, "院办公室"))))
    assert (answers(made), answers(made, "contact")[3]) == (EVERY, "院办公室")


def test_a_line_break_nobody_quoted_is_joined() -> None:
    made = returned(read(csv(cut(5, 6, "6月7日召开会议\n6月8日走访3家"))))
    assert (answers(made)[5], answers(made, "contact")) == ("6月7日召开会议\n6月8日走访3家", CONTACTS)


def test_fields_left_out_at_the_end_are_empty() -> None:
    made = returned(read(csv(lambda table: [table[0], *(row[:8] for row in table[1:])])))
    assert (answers(made), answers(made, "contact"), made.unplaced) == (EVERY, CONTACTS, ())


def test_a_cell_missing_in_a_row_of_a_page_moves_nothing() -> None:
    made = returned(read(html(lambda table: [*table[:4], [*table[4][:1], *table[4][2:]], *table[5:]])))
    assert (answers(made), answers(made, "contact"), made.unplaced) == (EVERY, CONTACTS, ())


@pytest.mark.parametrize(
    "row",
    [
        lambda row: [*row[:6], "学习1次", WHO, "培训", WHO, ""],  # two contacts
        lambda row: [*row[:6], "学习1次", "院办公室"],  # who answers for it, or a part of the answer?
        lambda row: [*row[:2], "单位自己的任务", *row[3:6], "学习", "培训", WHO, ""],  # no official text
    ],
)
def test_a_row_without_one_clear_reading_asks_and_its_task_is_not_blank(row: object) -> None:
    def changed(table: list[list[str]]) -> list[list[str]]:
        table[3] = row(table[3])  # type: ignore[operator]
        return table

    made = returned(read(csv(changed)))
    assert 3 not in answers(made)
    assert answers(made) == {seq: text for seq, text in EVERY.items() if seq != 3}
    assert "学习1次" in [each.text for each in made.unplaced] or "学习" in [each.text for each in made.unplaced]
    assert 3 in {cell.task for cell in made.answer_cells if cell.waiting}


def test_the_forms_own_mark_in_a_column_behind_is_no_field_too_many() -> None:
    table = [[*row, ""] for row in rows()]
    made = returned(read("".join(",".join(row) + "\n" for row in table)))
    assert answers(made) == EVERY


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("王晓明 13811110001", True),
        ("联系人：王晓明，电话：0477-7211234", True),
        ("王晓明13811110001、李四13900000002", True),
        ("1.39E+10", True),
        ("王晓明", False),
        ("6月9日学习1次，联系王晓明 13811110001", False),
        ("培训12000人次，发放资料3份", False),
    ],
)
def test_a_contact_is_a_number_with_hardly_more_than_names(text: str, whole: bool) -> None:
    assert is_contact(text) is whole


@pytest.mark.parametrize("who", ["联络员01 13811110001", "张三（2）13811110001", "办公室3 0477-7581234"])
def test_a_contact_with_a_number_in_its_name_is_a_contact(who: str) -> None:
    assert is_contact(who)


@pytest.mark.parametrize("text", ["6月3日电话通知13811110001", "走访12家 7581234", "联络员01"])
def test_a_text_with_a_telephone_in_it_is_no_contact(text: str) -> None:
    assert not is_contact(text)


@pytest.mark.parametrize("tail", ["张三6月3日电话13811110001", "咨询电话0477-7581234"])
def test_a_field_with_a_telephone_is_never_glued_to_an_answer(tail: str) -> None:
    made = returned(read(csv(cut(3, 6, f"6月9日专题学习1次,{tail}"))))
    assert tail not in answers(made).get(3, "")


def test_commas_in_a_table_that_stands_further_right_are_seen_too() -> None:
    moved = "".join(f",,{line}\n" for line in csv(cut(3, 2, "甲,乙,丙")).splitlines())
    made = returned(read(moved))
    assert all(text == EVERY[seq] for seq, text in answers(made).items())
    assert 3 not in answers(made)


def test_numbers_in_a_column_without_a_heading_behind_the_names_are_theirs() -> None:
    def changed(table: list[list[str]]) -> list[list[str]]:
        rest = [[*row[:7], *row[7].split(" ", 1), *row[8:]] for row in table[1:]]
        return [[*table[0][:8], "", *table[0][8:]], *rest]

    made = returned(read(csv(changed)))
    assert answers(made) == EVERY
    assert all(text in WHO for text in answers(made, "contact").values())
