from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasklist.model.ledger import Colour
from tasklist.views import style

CHINESE = st.text(st.sampled_from("学习组织开展，。12 ab人次\n"), max_size=400)


def test_the_official_columns_fill_a_landscape_page_and_no_more() -> None:
    chars = sum(sum(widths) for widths in style.OFFICIAL_WIDTHS.values())
    assert 140 <= chars <= 147


def test_every_light_has_its_tint() -> None:
    assert set(style.LIGHTS) == set(Colour)


def test_a_wide_character_counts_two() -> None:
    assert style.text_width("学习1次") == 7
    assert style.text_width("“”…") == 6
    assert style.text_width("e\u0301") == 1


def test_twenty_characters_in_a_column_of_ten_take_two_lines_and_a_break_takes_one_more() -> None:
    one = style.text_height("学", 23, 11)
    two = style.text_height("学习" * 10, 23, 11)
    assert (
        style.text_height("学习" * 5, 23, 11) == one < two < style.text_height("学习" * 5 + "\n" + "学习" * 10, 23, 11)
    )


def test_an_address_longer_than_the_column_is_cut_over_lines() -> None:
    assert style.text_height("a" * 300, 10, 11) > 20 * 11


@given(CHINESE, st.floats(3, 120), st.sampled_from([9, 11, 12, 22]))
def test_a_row_is_never_lower_for_more_text_nor_taller_than_allowed(text: str, chars: float, points: float) -> None:
    height = style.text_height(text, chars, points)
    assert points < height <= style.TALLEST
    assert style.text_height(text + "学习", chars, points) >= height
    assert style.text_height(text, chars + 20, points) <= height


def test_a_table_wider_than_the_page_is_made_smaller_so_more_rows_stand_on_it() -> None:
    assert style.page_room(300) > style.page_room(140) == style.page_room(80)
    assert style.page_room(80, portrait=True) > style.page_room(80)
