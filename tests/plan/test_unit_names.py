"""Everything a unit may be called leads to it, and to nobody else."""

from __future__ import annotations

import pytest

from tasklist.model.roster import Roster, Unit
from tasklist.plan.unit_names import Names, halves


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("旗妇幼保健院（旗妇幼保健服务中心）", ("旗妇幼保健院", "旗妇幼保健服务中心")),
        ("旗疾控中心(原旗防疫站)", ("旗疾控中心", "旗防疫站")),
        ("旗疾控中心（加挂旗卫生监督所牌子）", ("旗疾控中心", "旗卫生监督所")),
        ("市口腔医院（民营）", ("市口腔医院",)),
        ("旗人民医院（东院区）", ()),
        ("旗人民医院（总院）", ()),
        ("旗人民医院（含分院）", ("旗人民医院",)),
        ("学生工作部（处）", ("学生工作部", "学生工作处")),
        ("旗人民医院", ()),
    ],
)
def test_a_name_with_a_second_one_in_brackets_has_two_halves(name: str, parts: tuple[str, ...]) -> None:
    assert halves(Unit(name)) == parts


def test_a_half_finds_its_unit_unless_somebody_bears_it_as_a_name_or_two_share_it() -> None:
    found = Names(
        Roster(
            (
                Unit("旗妇幼保健院（康复中心）"),
                Unit("旗疾控中心（旗监督所）"),
                Unit("旗卫生院（康复中心）", ("旗监督所",)),
            )
        )
    ).find
    assert found("旗妇幼保健院") == Unit("旗妇幼保健院（康复中心）")
    assert found("旗监督所") == found("旗卫生院")
    assert found("康复中心") is None


def test_who_asks_for_a_unit_may_write_a_part_of_its_name_and_a_slip_is_met_with_the_likeliest() -> None:
    names = Names(
        Roster((Unit("旗人民医院"), Unit("旗蒙医综合医院", ("蒙医院",)), Unit("苏力德苏木卫生院"))), "旗卫健委"
    )
    assert names.meant("蒙医") == ("旗蒙医综合医院",)
    assert names.meant("医院") == ("旗人民医院", "旗蒙医综合医院")
    assert names.meant("、") == ()
    assert names.likely("苏立德苏木卫生院") == ("苏力德苏木卫生院",)


def test_names_that_only_end_alike_are_not_like_one_another() -> None:
    towns = ("双塔镇人民政府", "石桥镇人民政府", "柳镇人民政府", "林镇人民政府")
    names = Names(Roster(tuple(map(Unit, towns))), "市水务局")
    assert names.likely("双搭镇人民政府") == ("双塔镇人民政府",)
    assert {*names.likely("树镇人民政府")} == {"柳镇人民政府", "林镇人民政府"}
