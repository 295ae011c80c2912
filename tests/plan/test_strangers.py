"""Houses outside the roster in the name of a file, beside a unit of it or alone."""

from __future__ import annotations

import pytest

from offices import ROSTER, UNITS
from tasklist.model.roster import Roster, Unit
from tasklist.plan.strangers import Strangers
from tasklist.plan.unit_names import Names

UNITS_OF = tuple(
    Unit(name, tuple(short.split("、")), (group,), parent=parent) for name, short, group, parent, *_ in ROSTER[1:]
)
STRANGERS = Strangers(Names(Roster(UNITS_OF), "乌审旗卫生健康委员会"))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("人民医院代王家镇卫生院报6月任务清单", "王家镇卫生院"),
        ("替王家镇卫生院填报_人民医院", "王家镇卫生院"),
        ("转发旗发改局报送的任务清单_人民医院", "旗发改局"),
        ("转：王家镇卫生院6月-人民医院", "王家镇卫生院"),
        ("人民医院和王家镇卫生院6月", "王家镇卫生院"),
        ("王家镇卫生院、人民医院6月", "王家镇卫生院"),
    ],
)
def test_a_name_that_says_it_is_of_somebody_nobody_knows_says_who(text: str, who: str) -> None:
    assert STRANGERS.spoken_for(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "转发市卫健委任务清单_人民医院",  # the office's own kind above it
        "人民医院转发旗教育局关于做好任务清单的通知",
        "代旗蒙医医院报",
        "人民医院和党支部6月",
        "人民医院（含王家分院）",
        "人民医院+蒙医医院",
        "人民医院代填6月任务清单",
        "人民医院时代先锋工作站6月",
        "现代医院6月",
    ],
)
def test_a_name_of_units_their_parts_and_whose_paper_it_is_says_nobody_else(text: str) -> None:
    assert STRANGERS.spoken_for(text) == ""


def test_at_the_head_of_a_title_a_house_of_the_rosters_kinds_is_a_stranger_and_a_kind_is_none() -> None:
    assert STRANGERS.at_the_head("王家镇卫生院2023年5月任务清单") == "王家镇卫生院"
    assert [STRANGERS.at_the_head(each) for each in ("全旗各卫生院任务清单", f"{UNITS[0]}5月")] == ["", ""]


@pytest.mark.parametrize(
    "text", ["两家医院6月汇总", "3家卫生院6月清单", "几所卫生院6月", "部分医院6月任务清单", "另外两家卫生院6月"]
)
def test_a_title_that_counts_houses_names_none(text: str) -> None:
    assert STRANGERS.at_the_head(text) == ""
    assert STRANGERS.spoken_for(f"{UNITS[0]}和{text}") == ""


def test_a_house_whose_name_begins_with_a_number_is_one() -> None:
    assert STRANGERS.at_the_head("第二医院6月任务清单") == "第二医院"
