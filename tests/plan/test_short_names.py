"""Whom a short name means beside the units a file is known to be about."""

from __future__ import annotations

import pytest

from tasklist.model.roster import Roster, Unit
from tasklist.plan.short_names import ShortNames
from tasklist.plan.unit_names import Names

FIRST, PART, EAST = "临河县第一中学", "临河县第一中学分校", "临河县实验小学东校区"
PRIMARY, POINT, MIDDLE = "柳林镇中心小学", "柳林镇中心小学河西教学点", "柳林镇初级中学"
OTHER, HIGH = "白塔镇中心小学", "白塔镇第一中学"
ABOVE = {PART: FIRST, EAST: "临河县实验小学", POINT: PRIMARY}
NAMES = (FIRST, PART, "临河县实验小学", EAST, PRIMARY, POINT, MIDDLE, OTHER, HIGH)
SHORT = ShortNames(Names(Roster(tuple(Unit(name) for name in NAMES)), "临河县教育局"), ABOVE)


@pytest.mark.parametrize(
    ("said", "near", "units"),
    [
        ("分校", (FIRST,), (PART,)),
        ("校本部", (FIRST,), (FIRST,)),
        ("校本部", (FIRST, PART), (FIRST,)),
        ("中心小学", (MIDDLE,), (PRIMARY,)),
        ("中心小学", (HIGH,), (OTHER,)),
        ("中心小学", (FIRST,), (PRIMARY, OTHER)),
        ("河西", (MIDDLE,), (POINT,)),
        ("柳林河西点", (), ()),
        ("河西点", (PRIMARY,), (POINT,)),
        ("柳林中学", (), (MIDDLE,)),
        ("白塔中学", (), (HIGH,)),
        ("东校", (), (EAST,)),
        ("教务处", (FIRST,), ()),
    ],
)
def test_a_short_name_means_who_is_related_to_the_file(
    said: str, near: tuple[str, ...], units: tuple[str, ...]
) -> None:
    assert SHORT.meant(said, near) == units


def test_a_town_in_the_words_around_tells_which_of_several(said: str = "中心小学") -> None:
    assert SHORT.meant(said, (), "白塔镇11月") == (OTHER,)
