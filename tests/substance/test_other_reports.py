"""Answers that only point to another period's report, or to another cell, are doubtful; those that tell are not."""

from __future__ import annotations

import pytest

from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings


@pytest.mark.parametrize(
    "text",
    [
        "此项作废，以10月报表为准", "已于10月完成，见10月报表", "10月完成，不再报送", "详见右栏", "见右边一栏",
        "见上月报表。",
        "本项已于9月份完成，不再填报", "同10月份报表", "以上期报送的为准", "上月已完成，不再重复报送",
        "内容见备注栏",
    ],
)  # fmt: skip
def test_what_only_points_to_another_report_or_cell_is_doubtful(text: str) -> None:
    verdict = judge(text, Surroundings())
    assert verdict.doubtful and verdict.code == "pointer", verdict


@pytest.mark.parametrize(
    "text",
    [
        "已于10月完成", "10月完成管网改造，见10月报表", "10月15日演练1次，320人参加，不再报送", "修订制度3项，作废2项",
        "10月完成线路更换，11月完成验收", "以10月检查结果为准，整改隐患3处",
    ],
)  # fmt: skip
def test_what_tells_of_the_work_is_not_called_pointing(text: str) -> None:
    assert judge(text, Surroundings()).code != "pointer"
