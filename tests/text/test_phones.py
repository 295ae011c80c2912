"""Telephone numbers that may not leave the office, and numbers that are none."""

from __future__ import annotations

import pytest

from tasklist.text.phones import discreet, is_contact, masked, numbers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13900000001", "139****0001"),
        ("139 0000 0001", "139****0001"),
        ("联络员01 13900000001、13900000002", "联络员01 139****0001、139****0002"),
        ("0839-3261234", "0839-***1234"),
        ("2023-06-25", "2023-06-25"),
        ("20230625", "20230625"),
        ("卫办〔2023〕8号", "卫办〔2023〕8号"),
    ],
)
def test_a_phone_is_masked_and_a_date_is_not(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人张三13900000001", "联系人张三139****0001"),
        ("电话 0839-3261234", "电话 0839-***1234"),
        ("投入1000000元，发放3261234份", "投入1000000元，发放3261234份"),
        ("专项资金13900000000000元", "专项资金13900000000000元"),
    ],
)
def test_in_the_words_of_others_only_what_can_be_nothing_else_is_a_phone(text: str, shown: str) -> None:
    assert discreet(text) == shown


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("联络员01 13900000001", True),
        ("王新、李明（办公室）0839-1234567", True),
        ("联络员01", True),
        ("6月12日组织专题学习1次，参训45人", False),
        ("详见附件13900000001，本月共组织学习活动若干次并向全体职工发放学习资料手册与笔记本", False),
        ("", False),
        ("13900000001", True),
    ],
)
def test_a_contact_is_a_name_or_two_with_numbers(text: str, is_one: bool) -> None:
    assert is_contact(text) is is_one


@pytest.mark.parametrize("code", ["RW.15E3C49D.95808760.2026-Q2.0.38023D", "RW.95808760.C5E9A1B2.2023-06.2.B5E10A"])
def test_digits_within_a_code_with_dots_are_no_telephone_number(code: str) -> None:
    assert numbers(code) == ()
    assert numbers(f"{code} Tel.13900000001") == ("13900000001",)


@pytest.mark.parametrize("text", ["联络员01 1.39E+10", "7.21E9", "tel.7212345", "办公室7212345."])
def test_a_number_as_a_sheet_shows_it_and_one_beside_a_dot_are_found(text: str) -> None:
    assert len(numbers(text)) == 1
