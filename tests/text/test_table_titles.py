"""The title of a table, told from what somebody wrote above it."""

from __future__ import annotations

import pytest

from tasklist.text.table_titles import is_title


@pytest.mark.parametrize(
    "text",
    [
        "重点任务推进情况表",
        "附件2",
        "2023年5月",
        "（2023年第二季度）",
        "二〇二三年五月",
        "5月份",
        "6 月 25 日",
        "2023.05",
        "2023年上半年",
    ],
)
def test_a_line_that_ends_like_a_title_or_is_nothing_but_a_date_is_one(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text", ["5月更正", "任务3应为12人", "6月25日前报送", "2023", "30", "此表作废", "因停电晚报", "5月已报12份材料"]
)
def test_a_word_to_the_office_is_none(text: str) -> None:
    assert not is_title(text)
