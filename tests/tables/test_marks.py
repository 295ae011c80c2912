from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.tables import marks

LIST, UNIT = "0a1b2c3d", "乌审旗人民医院"


def test_a_token_is_short_plain_ascii_and_says_list_unit_period_and_task() -> None:
    token = marks.token(LIST, UNIT, "2023-06", 7)
    assert token.isascii() and len(token) < 60 and not set(token) & set("=+@ ,;\t")
    assert marks.mark_in(token) == marks.Mark(LIST, marks.unit_digest(UNIT), "2023-06", 7)


@pytest.mark.parametrize(
    "change", [str.lower, str.upper, lambda text: f"'{text}", lambda text: f"  {text}\n", lambda text: f"‘{text}’"]
)
def test_letter_case_spaces_and_a_leading_apostrophe_do_not_matter(change: Callable[[str], str]) -> None:
    token = marks.token(LIST, UNIT, "2023-W24", 14)
    assert marks.mark_in(change(token)) == marks.mark_in(token) is not None


def test_full_width_forms_are_read() -> None:
    token = marks.token(LIST, UNIT, "2023-Q2", 1)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in token)
    assert marks.mark_in(wide) == marks.mark_in(token)


@given(st.text(), st.text(min_size=1), st.integers(0, 999_999))
def test_any_period_id_comes_back_as_it_was(period: str, unit: str, task: int) -> None:
    assert marks.mark_in(marks.token(LIST, unit, period, task)) == marks.Mark(
        LIST, marks.unit_digest(unit), period, task
    )


@given(st.data())
def test_a_token_with_one_character_changed_is_no_token(data: st.DataObject) -> None:
    token = marks.token(LIST, UNIT, "2023-06", 7)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEFRW.-X").filter(lambda char: char != token[place]))
    assert marks.mark_in(token[:place] + other + token[place + 1 :]) is None


@given(st.text())
def test_ordinary_text_is_no_token(text: str) -> None:
    assert marks.mark_in(text) is None


def test_a_hand_made_period_escape_that_is_no_text_is_refused_not_a_crash() -> None:
    body = "RW..00000000._FF.1"
    assert marks.mark_in(f"{body}.{marks._check(body)}") is None


def test_the_hidden_sheet_comes_back_whole_wherever_it_was_moved_to() -> None:
    rows = marks.meta(LIST, UNIT, "2023-06", "某某工作任务清单")
    cells = {(row + 5, column + 2): text for row, pair in enumerate(rows) for column, text in enumerate(pair)}
    assert marks.read_meta(cells) == marks.Meta(LIST, UNIT, "2023-06", "某某工作任务清单")
    assert marks.read_meta({cell: f"'{text}" for cell, text in cells.items()}) == marks.read_meta(cells)


def test_a_hidden_sheet_that_someone_edited_says_nothing() -> None:
    rows = marks.meta(LIST, UNIT, "2023-06", "某某工作任务清单")
    cells = {(row, column): text for row, pair in enumerate(rows, 1) for column, text in enumerate(pair, 1)}
    assert marks.read_meta(cells | {(2, 2): "旗蒙医综合医院"}) is None
    assert marks.read_meta({}) is None


def test_the_lines_a_form_says_of_itself_are_known_again() -> None:
    assert marks.own_text(f"{marks.UNIT_LABEL}{UNIT}") and marks.own_text(" 截止: 2023年6月25日")
    assert marks.own_text(marks.SIGNATURE)
    assert not marks.own_text("6月12日组织学习1次，参训45人。")
    assert not marks.own_text(marks.SIGNATURE + "联络员01")
