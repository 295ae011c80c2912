"""What asks for more time to report, and what only tells of something that was put off."""

from __future__ import annotations

from datetime import date

import pytest

from tasklist.substance.extension import asks_for_time, tasks_named, until

SEEN = date(2023, 6, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("因设备未到，申请延期至7月10日报送。", date(2023, 7, 10)),
        ("申请延期", None),
        ("恳请予以延期到2023年7月3日上报", date(2023, 7, 3)),
        ("能否晚报几天？我院正在迎检，拟于7月1日前报送。", date(2023, 7, 1)),
        ("本月进展推迟到1月5日报送", date(2024, 1, 5)),
        ("因负责人外出，请准予延期报送", None),
        ("暂缓报送，下月补报", None),
        ("您好，我院系统故障，请宽限三天", None),
        ("希望将任务3的报送时间推迟至6月30日", date(2023, 6, 30)),
        ("拟延期", None),
        ("因系统升级，可能晚两天", None),
        ("我院6月的表要晚几天才能报", None),
        ("预计下周一报", date(2023, 6, 26)),
        ("本月进展预计7月3日报送", date(2023, 7, 3)),
        ("材料明天再交", date(2023, 6, 25)),
        ("表格稍后补发", None),
        ("任务2的材料会迟几天，请谅解", None),
        ("恳请6月任务清单延至6月30日报送", date(2023, 6, 30)),
        ("申请任务清单延到6月30日", date(2023, 6, 30)),
        ("希望6月报表宽限到6月30日", date(2023, 6, 30)),
        ("请求将完成时限调整至9月30日", date(2023, 9, 30)),
        ("建议延期到年底", None),
    ],
)
def test_a_text_that_asks_for_more_time(text: str, day: date | None) -> None:
    assert asks_for_time(text)
    assert until(text, SEEN) == day


@pytest.mark.parametrize(
    "text",
    [
        "原定6月召开的专题会议推迟至7月召开。",
        "对逾期未报、延期的单位通报2家。",
        "手术延期3例，均已告知患者。",
        "按时报送，没有延期。",
        "请患者同意后延期手术3例",
        "设备暂不报废，继续使用",
        "下月补报名一批学员",
        "延长门诊时间2小时，服务群众300人次。",
        "项目因雨可能推迟两天",
        "会议拟延期召开",
        "建议将培训时间调整为下午",
        "预计下周一完成设备安装",
        "将于6月30日报送方案至旗政府",
        "6月25日上报材料3份",
        "下周三再培训",
        "培训班延至6月30日结束",
        "",
    ],
)
def test_a_text_that_tells_of_something_put_off_asks_nothing(text: str) -> None:
    assert not asks_for_time(text)


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("任务2申请延期至7月10日报送", (2,)),
        ("任务3和任务4申请延期至7月10日", (3, 4)),
        ("第三、四项因设备未到，申请延期报送", (3, 4)),
        ("申请延期至第3季度报送", ()),
        ("任务1已完成。任务2申请延期3天报送", (2,)),
        ("因人员变动，申请延期至7月10日报送", ()),
    ],
)
def test_the_tasks_that_are_asked_more_time_for_are_those_it_names(text: str, tasks: tuple[int, ...]) -> None:
    assert tasks_named(text) == tasks
