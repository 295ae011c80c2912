"""Whose words are, where a letter speaks for several units: by the name they begin with or stand under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.model.roster import Roster, Unit
from tasklist.plan.speakers import Speakers, parted
from tasklist.plan.unit_names import Names

OWN, BRANCH, OTHER, OFFICE = "图克镇中心卫生院", "图克镇中心卫生院呼吉尔特分院", "旗蒙医医院", "委办公室"
UNITS = (
    Unit(OWN, ("图克卫生院",)),
    Unit(BRANCH, ("呼吉尔特分院",)),
    Unit(OTHER, ("蒙医医院",)),
    Unit(OFFICE, ("办公室",)),
)
SPEAKERS = Speakers(Names(Roster(UNITS), "乌审旗卫生健康委员会"), OWN)


def whole(text: str) -> list[str]:
    return [text]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("任务3：与呼吉尔特分院联合义诊", [("任务3：与呼吉尔特分院联合义诊", (OWN,))]),
        ("呼吉尔特分院任务3：义诊2场", [("任务3：义诊2场", (BRANCH,))]),
        ("呼吉尔特分院的第三项：义诊", [("第三项：义诊", (BRANCH,))]),
        ("【呼吉尔特分院】任务3：义诊", [("任务3：义诊", (BRANCH,))]),
        ("另代报呼吉尔特分院：任务3：义诊", [("任务3：义诊", (BRANCH,))]),
        ("办公室任务1：学习", [("任务1：学习", (OFFICE,))]),
        ("我院任务3：3场；呼吉尔特分院任务3：2场", [("任务3：3场；", (OWN,)), ("任务3：2场", (BRANCH,))]),
        ("任务1：学习，蒙医医院任务3：2场", [("任务1：学习，", (OWN,)), ("任务3：2场", (OTHER,))]),
        ("呼吉尔特分院6月10日签约20户", [("呼吉尔特分院6月10日签约20户", (BRANCH, OWN))]),
        ("任务3：呼吉尔特分院义诊2场", [("任务3：呼吉尔特分院义诊2场", (OWN, BRANCH))]),
        ("任务3：我院3场，呼吉尔特分院2场", [("任务3：我院3场，呼吉尔特分院2场", (OWN, BRANCH))]),
    ],
)
def test_a_name_before_a_task_or_a_colon_says_whose_the_words_are(
    text: str, told: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(each.words, each.units) for each in SPEAKERS.told(text, (OWN,), whole)] == told


@pytest.mark.parametrize(
    ("lines", "under"),
    [
        (["图克镇中心卫生院：", "任务1：学习", "呼吉尔特分院：", "任务1：学习"], [(OWN,), (OWN,), (OWN,), (BRANCH,)]),
        (["一、图克卫生院", "任务1", "二、呼吉尔特分院", "任务1"], [(OWN,), (OWN,), (OWN,), (BRANCH,)]),
        (["呼吉尔特分院：", "任务1", "我院：", "任务1"], [(OWN,), (BRANCH,), (BRANCH,), (OWN,)]),
        (["任务1", "呼吉尔特分院任务2：学习", "任务3"], [(OWN, BRANCH)] * 3),
        (["我院任务1：学习", "呼吉尔特分院任务2：学习", "任务3"], [(OWN,)] * 3),
        (["呼吉尔特分院：", "我院任务1：学习", "任务3"], [(OWN,), (OWN, BRANCH), (OWN, BRANCH)]),
        (["旗蒙医医院：", "任务1：学习"], [(OWN,), (OWN, OTHER)]),
        (["委办公室：", "任务1：学习"], [(OWN,), (OWN,)]),
        (["呼吉尔特分院6月进展情况", "任务1"], [(OWN,), (BRANCH, OWN)]),
    ],
)
def test_lines_are_of_the_unit_under_whose_name_they_stand(lines: list[str], under: list[tuple[str, ...]]) -> None:
    assert SPEAKERS.under(lines) == under


def test_a_name_at_the_foot_of_a_letter_heads_nothing() -> None:
    assert parted(["任务1：学习", "呼吉尔特分院", "2023年6月20日"], SPEAKERS) == {"任务1：学习"}
    assert "呼吉尔特分院：" in parted(["我院任务1：学习", "呼吉尔特分院：", "任务1：学习"], SPEAKERS)


@given(
    st.permutations(
        ["任务1：学习", "我院任务2：建成", "呼吉尔特分院任务3：义诊", "蒙医医院任务1：学习", "办公室第三项：培训"]
    )
)
def test_the_order_of_lines_that_name_their_units_makes_no_difference(lines: list[str]) -> None:
    told = {
        (each.words, each.units)
        for line, under in zip(lines, SPEAKERS.under(lines), strict=True)
        for each in SPEAKERS.told(line, under, whole)
    }
    assert told == {
        ("任务1：学习", (OWN,)), ("任务2：建成", (OWN,)), ("任务3：义诊", (BRANCH,)), ("任务1：学习", (OTHER,)),
        ("第三项：培训", (OFFICE,)),
    }  # fmt: skip


def test_of_whom_a_stranger_says_branch_nobody_knows() -> None:
    names = Names(Roster((Unit("河东分院"), Unit(OWN), Unit(BRANCH, parent=OWN))), "")
    assert Speakers(names, "").named_in(["分院任务1：义诊2场"]) == ()
    assert Speakers(names, OWN).named_in(["分院任务1：义诊2场"]) == (BRANCH,)


SCHOOL, EAST, POINT = "临河县实验小学", "临河县实验小学东校区", "临河县实验小学河西教学点"
OF_A_SCHOOL = Speakers(
    Names(Roster((Unit(SCHOOL, ("实验小学",)), Unit(EAST, (), parent=SCHOOL), Unit(POINT, (), parent=SCHOOL))), ""),
    SCHOOL,
)


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("东校区情况如下：", (EAST,)),
        ("二、东校：", (EAST,)),
        ("河西：", (POINT,)),
        ("（二）河西教学点本月情况", (POINT,)),
        ("我校情况如下：", (SCHOOL,)),
        ("河西街道情况：", ()),
        ("东：", ()),
    ],
)
def test_a_word_of_a_branchs_name_heads_the_branchs_words(line: str, units: tuple[str, ...]) -> None:
    assert OF_A_SCHOOL.heading(line)[0] == units
