"""Phrases of 责任单位 over the rosters of two campaigns, and what must hold of any phrase."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.config.readiness import findings
from tasklist.model.finding import Severity
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.model.roster import Roster, Unit
from tasklist.model.tasks import Deadline, Task, TaskList
from tasklist.plan.obligations import build_plan
from tasklist.plan.responsible.responsible import Reach, expand, resolve


def unit(name: str, groups: str, parent: str = "", aliases: str = "") -> Unit:
    return Unit(name, tuple(aliases.split()), tuple(groups.split()), parent)


COUNTY = Roster(
    (
        unit("卫健委党组", "委党组"),
        unit("办公室", "委机关股室"),
        unit("医政股", "委机关股室", aliases="医政医管股"),
        unit("疾控股", "委机关股室"),
        unit("旗人民医院", "卫生健康单位"),
        unit("旗人民医院东城分院", "卫生健康单位", "旗人民医院"),
        unit("蒙医医院", "卫生健康单位"),
        unit("妇幼保健和计划生育服务中心", "卫生健康单位", aliases="妇计中心"),
        unit("疾病预防控制中心", "卫生健康单位", aliases="疾控中心"),
        unit("前山镇卫生院", "卫生健康单位"),
    )
)
CITY = Roster(
    (
        unit("市中心医院", "委直属单位"),
        unit("市第一人民医院", "委直属单位"),
        unit("市中医医院", "委直属单位"),
        unit("市疾病预防控制中心", "委直属单位"),
        unit("城北门诊部", "委注册医疗机构"),
        unit("和平医院", "委注册医疗机构"),
        unit("办公室", "委机关科室"),
        unit("机关党办", "委机关科室"),
    )
)
SHORT = {
    "党": "卫健委党组", "办": "办公室", "医": "医政股", "疾": "疾控股", "旗": "旗人民医院", "东": "旗人民医院东城分院",
    "蒙": "蒙医医院", "妇": "妇幼保健和计划生育服务中心", "控": "疾病预防控制中心", "前": "前山镇卫生院",
    "心": "市中心医院", "一": "市第一人民医院", "中": "市中医医院", "预": "市疾病预防控制中心", "北": "城北门诊部",
    "和": "和平医院", "机": "机关党办",
}  # fmt: skip


def letters(reach: Reach) -> str:
    names = {name: letter for letter, name in SHORT.items()}
    return "".join(names[name] for name, _ in reach.units)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("卫健委党组、各卫生健康单位党支部", "党旗东蒙妇控前"),
        ("卫健委机关各股室、各卫生健康单位", "办医疾旗东蒙妇控前"),
        ("卫健委机关各股室，各卫生健康单位", "办医疾旗东蒙妇控前"),
        ("委机关各科室", "办医疾"),
        ("机关股室", "办医疾"),
        ("卫生健康委员会各股室", "办医疾"),
        ("所有卫生健康单位", "旗东蒙妇控前"),
        ("全体卫生健康单位主要负责人", "旗东蒙妇控前"),
        ("各单位", "党办医疾旗东蒙妇控前"),
        ("全系统各单位", "党办医疾旗东蒙妇控前"),
        ("旗人民医院及其分院", "旗东"),
        ("旗人民医院及所属单位", "旗东"),
        ("旗人民医院（含分院）、蒙医医院", "旗东蒙"),
        ("旗人民医院各分院", "东"),
        ("除疾控中心外的各卫生健康单位", "旗东蒙妇前"),
        ("各卫生健康单位，除疾控中心外", "旗东蒙妇前"),
        ("除疾控中心、妇计中心以外的各卫生健康单位", "旗东蒙前"),
        ("各卫生健康单位（不含疾控中心、蒙医医院）", "旗东妇前"),
        ("各卫生健康单位（疾控中心除外）", "旗东蒙妇前"),
        ("办公室牵头，医政股、疾控股配合", "办医疾"),
        ("牵头单位：办公室；配合单位：医政股、其他各股室", "办医疾"),
        ("办公室（牵头）、医政股", "办医"),
        ("医政股会同疾控股", "医疾"),
        ("由办公室负责", "办"),
        ("医政医管股", "医"),
        ("妇幼保健和计划生育服务中心和蒙医医院", "蒙妇"),
        ("妇计中心及疾控中心以及机关股室", "办医疾妇控"),
        ("办公室 医政股\n疾控股", "办医疾"),
        ("前山卫生院", "前"),
        ("人民医院", "旗"),
        ("办公室、办公室", "办"),
        ("办公室　医政股　疾控股", "办医疾"),
        ("办公室\n各卫生健康单位党支部", "办旗东蒙妇控前"),
        ("各股室\n各卫生健康单位", "办医疾旗东蒙妇控前"),
        ("旗 人民\n医院", "旗"),
        ("旗人民\n医院\n疾病预防\n控制中心", "旗控"),
        ("旗人民医院 旗人民医院东城分院", "旗东"),
        ("医政股、疾控股\n办公室 蒙医医院", "办医疾蒙"),
        ("医政股（疾控股）", "医疾"),
        ("医政股（医政医管股）", "医"),
        ("医政股（牵头股室）、疾控股（共同配合）", "医疾"),
        ("医政股（疾控股配合）", "医疾"),
        ("医政股（牵头）疾控股（配合）", "医疾"),
        ("疾控中心（原防疫站）", "控"),
        ("疾控中心（以下简称“中心”）", "控"),
        ("疾控股（联系人：联络员01，0477-0000001）", "疾"),
        ("旗人民医院（东城分院）", "旗东"),
        ("各有关医院（旗人民医院、蒙医医院）", "旗蒙"),
        ("相关股室（医政股、疾控股）、办公室", "办医疾"),
        ("委机关有关股室（医政股、疾控股）", "医疾"),
        ("各股室（办公室、医政股、疾控股）", "办医疾"),
        ("各卫生健康单位（疾控中心牵头）", "旗东蒙妇控前"),
        ("全旗各卫生健康单位", "旗东蒙妇控前"),
        ("旗人民医院等各卫生健康单位", "旗东蒙妇控前"),
        ("委机关、疾控中心", "办医疾控"),
        ("除委机关外的各单位", "党旗东蒙妇控前"),
        ("医政股负责，旗人民医院具体实施", "医旗"),
        ("", ""),
    ],
)
def test_a_phrase_over_the_county_roster_reaches(phrase: str, expected: str) -> None:
    reach = expand(phrase, COUNTY)
    assert letters(reach) == expected
    assert (reach.unreached, reach.doubts) == ((), ())


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("委直属各单位，委注册医疗机构，委机关各科室", "心一中预北和办机"),
        ("委直属其他单位、委注册医疗机构", "心一中预北和"),
        ("市中心医院、市第一人民医院、委直属其他单位", "心一中预"),
        ("委注册各医疗机构", "北和"),
        ("市疾控中心、和平医院", "预和"),
        ("市一医院", "一"),
        ("市中医院", "中"),
        ("市中医医院和和平医院", "中和"),
        ("局机关各处室", "办机"),
        ("市卫生健康委直属各单位", "心一中预"),
        ("除市中心医院、市中医医院以外的委直属单位", "一预"),
    ],
)
def test_a_phrase_over_the_city_roster_reaches(phrase: str, expected: str) -> None:
    reach = expand(phrase, CITY)
    assert letters(reach) == expected
    assert reach.unreached == ()


def test_each_unit_keeps_the_words_that_caused_it() -> None:
    words = dict(expand("市中心医院、委直属其他单位（不含市中医医院）、委机关各科室", CITY).units)
    assert words == {
        "市中心医院": "市中心医院",
        "市第一人民医院": "委直属其他单位（不含市中医医院）",
        "市疾病预防控制中心": "委直属其他单位（不含市中医医院）",
        "办公室": "委机关各科室",
        "机关党办": "委机关各科室",
    }


@pytest.mark.parametrize(
    ("phrase", "unreached"),
    [
        ("某某公司、办公室", ("某某公司",)),
        ("各有关单位", ("各有关单位（没有说明是哪些单位）",)),
        ("市医院", ("市医院（可能是市中心医院或市第一人民医院或市中医医院）",)),
        ("各股室、各村", ("各村",)),
        ("除某院外的委直属单位", ("某院",)),
        ("市中心医院及其分院", ("市中心医院及其分院（名册里没有上级单位是市中心医院的单位）",)),
    ],
)
def test_words_that_reach_nobody_are_handed_back(phrase: str, unreached: tuple[str, ...]) -> None:
    assert expand(phrase, CITY).unreached == unreached


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("医政股（中医药股）", "医"),
        ("办公室（党办）", "办"),
        ("医政股（疾控股、督导组）", "医疾"),
        ("旗人民医院\n（医务科）\n蒙医医院", "旗蒙"),
        ("各卫生健康单位（旗人民医院、蒙医医院）", "旗东蒙妇控前"),
        ("各卫生健康单位（名单见附件）", "旗东蒙妇控前"),
    ],
)
def test_brackets_nobody_understands_leave_the_units_before_them_and_are_handed_back(
    phrase: str, expected: str
) -> None:
    reach = expand(phrase, COUNTY)
    assert letters(reach) == expected
    assert reach.unreached == ()
    assert ["（" in words for words in reach.doubts] == [True]


@pytest.mark.parametrize(
    ("phrase", "expected", "unreached"),
    [
        ("某公司（办公室）", "", ("某公司",)),
        ("某公司各部门（办公室）", "", ("某公司各部门",)),
        ("各有关医院（旗人民医院、某医院）", "旗", ("某医院",)),
        ("某公司 办公室 某厂 医政股", "办医", ("某公司", "某厂")),
        ("办公室\n某公司\n医政股", "办医", ("某公司",)),
        ("各卫生健康单位（不含某院）", "旗东蒙妇控前", ("某院",)),
    ],
)
def test_what_reaches_nobody_is_named_and_the_known_around_it_still_counts(
    phrase: str, expected: str, unreached: tuple[str, ...]
) -> None:
    reach = expand(phrase, COUNTY)
    assert (letters(reach), reach.unreached, reach.doubts) == (expected, unreached, ())


def test_a_doubtful_bracket_is_a_mild_finding_and_a_mistake_in_the_settings() -> None:
    task = Task(1, ("主题",), "开展宣传", "卫健委", "医政股（中医药股）", Deadline("", ask=True))
    listed = TaskList("清单", (task,), ())
    campaign = Campaign("专项", "旗卫健委", "", date(2023, 4, 4), "Asia/Shanghai", PeriodRule("month", "25"))
    found = [each for each in findings(build_plan(campaign, COUNTY, listed), (), ()) if each.task == 1]
    assert [(each.code, each.severity) for each in found if "责任单位" in each.message] == [("remark", Severity.INFO)]
    assert any("医政股（中医药股）" in each.message for each in found)
    assert resolve(["医政股（中医药股）"], COUNTY).unreached == ("医政股（中医药股）",)


TWICE_NAMED = Roster(
    (
        unit("旗妇幼保健院（旗妇幼保健和计划生育服务中心）", "院"),
        unit("旗疾控中心（加挂旗卫生监督所牌子）", "院", aliases="旗疾控"),
        unit("旗人民医院（东院区）", "院"),
        unit("第一门诊部（康复中心）", "院"),
        unit("第二门诊部（康复中心）", "院"),
        unit("旗 蒙医 医院", "院"),
        unit("旗卫生监督所", "院"),
    )
)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("旗妇幼保健院", (0,)),
        ("旗妇幼保健和计划生育服务中心", (0,)),
        ("旗妇幼保健院(旗妇幼保健和计划生育服务中心)", (0,)),
        ("旗妇幼保健院 （旗妇幼保健和计划生育服务中心）、旗疾控中心", (0, 1)),
        ("旗疾控中心和旗妇幼保健和计划生育服务中心", (0, 1)),
        ("旗卫生监督所", (6,)),
        ("旗 蒙医 医院", (5,)),
        ("旗疾控 旗 蒙医 医院", (1, 5)),
        ("旗疾控\n旗蒙医医院", (1, 5)),
    ],
)
def test_either_half_of_a_name_finds_its_unit_and_a_name_may_hold_a_blank(
    phrase: str, expected: tuple[int, ...]
) -> None:
    reach = expand(phrase, TWICE_NAMED)
    assert [name for name, _ in reach.units] == [TWICE_NAMED.units[place].name for place in expected]
    assert (reach.unreached, reach.doubts) == ((), ())


@pytest.mark.parametrize("gap", [" ", "\n", "\u3000", "、"])
def test_two_groups_with_a_gap_between_are_both(gap: str) -> None:
    both = expand("各卫生健康单位、各股室", COUNTY)
    assert len(both.units) == 9
    assert {name for name, _ in expand(f"各卫生健康单位{gap}各股室", COUNTY).units} == {name for name, _ in both.units}


def test_a_part_of_every_unit_behind_a_gap_is_no_other_group() -> None:
    assert expand("各卫生健康单位 各党支部", COUNTY).units == expand("各卫生健康单位各党支部", COUNTY).units
    assert len(expand("各 股 室", COUNTY).units) == 3


HOUSES = Roster(
    (
        unit("机关党委", "委机关科室"),
        unit("医政医管科", "委机关科室", aliases="医政科"),
        unit("西旗卫健委", "旗卫健委"),
        unit("市中心医院", "委直属单位"),
    )
)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("委机关党委", "机关党委"),
        ("本委医政科", "医政医管科"),
        ("卫健委医政科", "医政医管科"),
        ("各旗卫健委", "西旗卫健委"),
        ("旗委、旗政府", ""),
        ("市委各科室", ""),
        ("区卫健委医政科", ""),
    ],
)
def test_a_unit_behind_its_office_is_itself_and_the_partys_committee_is_no_office(phrase: str, expected: str) -> None:
    assert "".join(name for name, _ in expand(phrase, HOUSES).units) == expected


@pytest.mark.parametrize("phrase", ["各卫生健康单位各股室", "各股室各卫生健康单位"])
def test_two_groups_without_anything_between_are_asked(phrase: str) -> None:
    reach = expand(phrase, COUNTY)
    assert (reach.units, reach.unreached) == ((), (phrase,))


def test_half_of_two_names_is_asked_and_a_part_is_not_the_whole() -> None:
    two = "第一门诊部（康复中心）或第二门诊部（康复中心）"
    assert expand("康复中心", TWICE_NAMED).unreached == (f"康复中心（可能是{two}）",)
    assert expand("旗人民医院", TWICE_NAMED).unreached == ("旗人民医院",)


def test_two_groups_that_fit_equally_are_both_named() -> None:
    both = Roster((unit("甲", "委机关股室"), unit("乙", "局机关科室")))
    assert expand("各科室", both).unreached == ("各科室（可能是委机关股室或局机关科室）",)
    assert expand("委机关各股室", both).units == (("甲", "委机关各股室"),)


def test_two_units_with_one_alias_are_both_named() -> None:
    both = Roster((unit("城东卫生院", "院", aliases="卫生院"), unit("城西卫生院", "院", aliases="卫生院")))
    assert expand("卫生院", both).unreached == ("卫生院（可能是城东卫生院或城西卫生院）",)


def test_a_circle_of_parents_ends() -> None:
    ring = Roster((unit("甲院", "院", "乙院"), unit("乙院", "院", "甲院")))
    assert [name for name, _ in expand("甲院及其分院", ring).units] == ["甲院", "乙院"]


def test_a_list_of_names_is_resolved_in_roster_order() -> None:
    reach = resolve(["城北门诊部", "委直属单位", "某院"], CITY)
    assert letters(reach) == "心一中预北"
    assert reach.unreached == ("某院",)
    assert resolve([], CITY) == Reach()


WORDS = [
    *SHORT.values(),
    *"、，及和与（）除外各其他所有的等 ",
    "不含",
    "以外",
    "牵头",
    "配合",
    "委直属单位",
    "委机关股室",
    "及其分院",
    "某院",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join) | st.text(max_size=12))
def test_no_phrase_raises_and_units_come_once_in_roster_order(phrase: str) -> None:
    for roster in (COUNTY, CITY):
        names = [name for name, _ in expand(phrase, roster).units]
        assert names == [each.name for each in roster.units if each.name in names]


@given(st.sets(st.sampled_from([each.name for each in CITY.units]), min_size=1))
def test_a_list_of_full_names_reaches_exactly_those(names: set[str]) -> None:
    assert {name for name, _ in expand("、".join(sorted(names)), CITY).units} == names


def test_those_named_before_and_so_on_owe_it_and_the_rest_is_asked() -> None:
    hospitals = Roster((Unit("青山县人民医院", groups=("医院",)), Unit("青山县中医院", groups=("医院",))))
    reach = expand("青山县人民医院、青山县中医院等4家单位", hospitals)
    assert [unit for unit, _ in reach.units] == ["青山县人民医院", "青山县中医院"]
    assert reach.unreached


@pytest.mark.parametrize("group", ["县区教育局", "各县（区）教育局", "县（区）教育局"])
@pytest.mark.parametrize("phrase", ["各县（区）教育局", "各县区教育局", "各县(区)教育局党组（党委）"])
def test_areas_in_brackets_are_part_of_the_name(group: str, phrase: str) -> None:
    roster = Roster((unit("青山县教育局", group), unit("市第一中学", "市直学校")))
    assert resolve((phrase,), roster) == Reach((("青山县教育局", resolve((phrase,), roster).units[0][1]),))


TOWNS = Roster(
    (
        *(unit(name, "乡镇（街道）") for name in ("石桥镇", "柳林乡", "城关街道")),
        *(unit(name, "开发区") for name in ("高新区", "经开区")),
        unit("县公安局", "县直部门"),
    )
)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("石桥镇人民政府、柳林乡政府", "石桥镇 柳林乡"),
        ("城关街道办事处，城关街道党工委", "城关街道"),
        ("高新区管理委员会", "高新区"),
        ("各开发区管委会", "高新区 经开区"),
        ("各乡镇、街道", "石桥镇 柳林乡 城关街道"),
        ("各乡（镇）、街道", "石桥镇 柳林乡 城关街道"),
        ("各乡镇人民政府、街道办事处，县公安局", "石桥镇 柳林乡 城关街道 县公安局"),
        ("各乡镇（街道），柳林乡除外", "石桥镇 城关街道"),
        ("各乡镇、街道，石桥镇、柳林乡除外", "城关街道"),
        ("各乡、镇政府及街道办", "石桥镇 柳林乡 城关街道"),
    ],
)
def test_a_place_acts_by_its_government_and_areas_may_be_listed(phrase: str, expected: str) -> None:
    reach = expand(phrase, TOWNS)
    assert " ".join(name for name, _ in reach.units) == expected
    assert (reach.unreached, reach.doubts) == ((), ())


@pytest.mark.parametrize(
    ("phrase", "unreached"),
    [
        ("县政府、县人民政府", ("县政府", "县人民政府")),
        ("大河镇人民政府", ("大河镇人民政府",)),
        ("各县、市公安局", ("各县", "市公安局")),
        ("石桥镇政府办公室", ("石桥镇政府办公室",)),
    ],
)
def test_a_government_of_here_or_of_a_strange_place_is_handed_back(phrase: str, unreached: tuple[str, ...]) -> None:
    assert expand(phrase, TOWNS) == Reach((), unreached)


@pytest.mark.parametrize("phrase", ["各县区、乡镇", "各县（区）、乡镇", "各县、区，各乡镇"])
def test_areas_of_two_levels_in_a_row_are_two_groups(phrase: str) -> None:
    levels = Roster((unit("东城区", "县区"), unit("石桥镇", "乡镇"), unit("县公安局", "县直部门")))
    reach = expand(phrase, levels)
    assert ([name for name, _ in reach.units], reach.unreached) == (["东城区", "石桥镇"], ())
