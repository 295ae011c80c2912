"""Texts are compared folded and shown as they were typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.text.display import change, percent, shorten, visible
from tasklist.text.file_names import safe_name
from tasklist.text.normalize import bare, fold, number, verbatim


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("二〇二三", 2023),
        ("", None),
        ("三月", None),
    ],
)
def test_a_number_is_read_in_digits_and_in_chinese(text: str, value: int | None) -> None:
    assert number(text) == value


def test_what_two_people_type_differently_compares_equal() -> None:
    assert bare("６月底前，完成 ＡＢＣ。") == bare("6月底前,完成abc")


@given(st.text())
def test_folding_leaves_no_space_and_no_invisible_character(text: str) -> None:
    assert not [char for char in fold(text) if char.isspace() or unicodedata.category(char) in ("Cc", "Cf")]


@given(st.text())
def test_what_is_visible_can_be_written_anywhere(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not [char for char in shown if ord(char) < 32 and char not in "\t\n"]


def test_a_quote_is_shown_as_it_was_typed() -> None:
    assert verbatim("按要求推进， 成效 明显。", "按要求推进,成效明显") == "按要求推进， 成效 明显"
    assert verbatim("服务185人次，比上月多37人次。", "服务185人次,比上…") == "服务185人次，比上…"
    assert verbatim("别的", "没有的") == "没有的"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "CON.xlsx", "a" * 400 + ".xlsx", "汇总\u202e表.xlsx", "...", "甲/乙?*.xlsx"]
)
def test_a_file_name_is_safe_on_every_system(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe == safe_name(safe)
    assert len(safe.encode()) <= 150
    assert not set(safe) & set('/\\:*?"<>|')
    assert not safe.startswith(".")


def test_a_text_is_shortened_for_messages_only() -> None:
    assert shorten("一 二\n三", 10) == "一 二 三"
    assert shorten("一二三四五", 3) == "一二…"


def test_a_change_is_told_in_a_word() -> None:
    assert [change(3, 3), change(5, 3), change(1, 3), change(1, None)] == ["持平", "▲2", "▼2", "—"]


def test_almost_everything_is_not_shown_as_everything() -> None:
    assert percent(0.99999) == "99.9%"
    assert percent(1.0) == "100.0%"


def test_what_a_web_page_calls_a_blank_is_none() -> None:
    assert fold("序号&nbsp;") == "序号" and bare("进展&#12288;情况&ensp;") == bare("进展情况")
    assert fold("R&D；AT&T") == fold("R&D;AT&T")
