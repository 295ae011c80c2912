"""Boxes to tick: what is ticked is said, what is not ticked is only printed."""

from __future__ import annotations

import pytest

from tasklist.substance.choices import chosen
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("☑已完成 □未完成", "已完成"),
        ("☑已完成□未完成", "已完成"),
        ("■已完成　☐未完成", "已完成"),
        ("已完成☑ 未完成☐", "已完成"),
        ("（√）已完成（ ）未完成", "已完成"),
        ("已完成（√）未完成（）", "已完成"),
        ("□ 未开展 ☑ 已开展，6月8日培训40人", "已开展，6月8日培训40人"),
        ("□已完成 ☑未完成，因经费未到位", "未完成，因经费未到位"),
    ],
)
def test_what_is_not_ticked_is_not_said(text: str, said: str) -> None:
    assert chosen(text) == said


@pytest.mark.parametrize("text", ["■培训3场 □走访12户", "□完成培训 □完成排查", "●一是开展培训 ○二是走访", "√", ""])
def test_boxes_that_are_bullets_stay(text: str) -> None:
    assert chosen(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("☑已完成 □未完成", "bare_claim"),
        ("□已完成 ☑未完成，因经费未到位，计划8月实施", "not_started"),
        ("□已完成 □未完成", "placeholder"),
        ("未开展☐已开展☐", "placeholder"),
        ("□完成培训3场 □完成排查2次", "ok"),
    ],
)
def test_a_choice_is_judged_by_what_was_ticked(text: str, code: str) -> None:
    verdict = judge(text, Surroundings())
    assert verdict.code == code
    assert code != "placeholder" or verdict.doubtful
