"""The headings of an office's own list, typed anew by a unit, are still known where only one can be meant."""

from __future__ import annotations

import pytest

import own_lists
import public_lists
from tasklist.tables.layout_words import vocabulary_of


@pytest.mark.parametrize(
    ("said", "key"),
    [("是否已完成", "是否完成"), ("是否完成了", "是否完成"), ("措施的进展", "progress"), ("是否未完成", None)],
)
def test_a_heading_with_a_word_more_or_less_is_known_but_not_its_denial(said: str, key: str | None) -> None:
    layout = own_lists.read(public_lists.NUMBERED_MEASURES.excel(), "清单.xlsx").task_list.layout
    assert vocabulary_of(layout).role(said) == key
