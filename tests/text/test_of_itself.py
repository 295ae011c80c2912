"""A month of which a line says something of the work, or with which it compares, is not the report's own."""

from __future__ import annotations

import pytest

from tasklist.text.of_itself import of_itself


@pytest.mark.parametrize(
    "line",
    [
        "任务1：6月8日学习31人，较5月增加5人。", "其余任务同5月。", "任务3：与5月一致，无新增",
        "任务4：已完成；其它同5月",
        "义诊2次（5月为1次）。其余零报告。", "上月（5月）遗留问题已整改。", "任务2：同比2022年5月增加2批。",
        "学习31人，比上月5月多5人", "较4、5月增加5人", "较去年5月增加", "义诊2次（其中5月1次）",
        "第3项：5月已报，6日另补",
        "5月为1次", "> 5月份进展如下：", "和5月的数据相比增加5人", "进展同5月份",
    ],
)  # fmt: skip
def test_a_month_of_the_work_is_not_among_them(line: str) -> None:
    assert "5月" not in of_itself(line)


@pytest.mark.parametrize(
    "line",
    [
        "5月份进展如下：", "现将5月份进展报上。任务1：学习31人", "2023年5月任务推进表", "任务清单（5月）",
        "任务推进表（2023年5月份进展情况）", "报送期：2023年5月", "（补报5月）", "任务5月进展表", "5月零报告",
        "任务3的5月份数应为6次", "5月任务1至14进展情况", "连同5月的一并报上", "5月（较4月增加5人）", "5月、6月进展",
    ],
)  # fmt: skip
def test_a_month_of_the_report_is(line: str) -> None:
    assert "5月" in of_itself(line)
