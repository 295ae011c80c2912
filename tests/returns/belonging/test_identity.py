"""Whose file it is: none, one, or ask."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.model.book import Grid
from tasklist.model.plan import Deliverable, Kind, Quota
from tasklist.model.roster import Roster, Unit
from tasklist.plan.names_below import units_begun
from tasklist.plan.names_in_text import of_another
from tasklist.plan.unit_names import Names
from tasklist.returns.belonging.identity import Claim, decide, things_named, unit_cells
from tasklist.text.normalize import fold

ROSTER = Roster(
    (
        Unit("广元市中心医院", ("中心医院", "市中心医院")),
        Unit("广元市第一人民医院", ("市一医院",)),
        Unit("广元市第二人民医院"),
        Unit("广元市中医医院"),
        Unit("广元市妇幼保健院", ("市妇幼",)),
        Unit("大石镇中心卫生院"),
        Unit("大石镇中心卫生院河南分院", ("河南分院",)),
    )
)
NAMES = Names(ROSTER, "广元市卫生健康委员会")


def labelled_units(grid: Grid, **options: Any) -> tuple[str, ...]:
    """What stands after 填报单位：, from the top."""
    return tuple(said for _, said in unit_cells(grid, **options))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("广元市中心医院", ("广元市中心医院",)),
        ("市中心医院6月进展", ("广元市中心医院",)),
        ("关于报送市中心医院进展的函", ("广元市中心医院",)),
        ("第一人民医院（终稿）", ("广元市第一人民医院",)),
        ("附件1-广元市第二人民医院-汇总", ("广元市第二人民医院",)),
        ("市妇幼2023-06", ("广元市妇幼保健院",)),
        ("绵阳市中心医院", ()),
        ("绵阳市第一人民医院", ()),
        ("市第三人民医院", ()),
        ("人民医院", ()),
        ("中西医结合中心医院", ()),
        ("大石镇中心卫生院河南分院填报表", ("大石镇中心卫生院河南分院",)),
        ("大石镇中心卫生院填报表", ("大石镇中心卫生院",)),
        ("大石镇中心卫生院河南", ("大石镇中心卫生院", "大石镇中心卫生院河南分院")),
        ("大石镇中心卫生院北街分院", ()),
        ("市中医医院和市妇幼", ("广元市中医医院", "广元市妇幼保健院")),
        ("工作任务清单", ()),
    ],
)
def test_a_name_is_found_in_a_text_and_a_neighbours_is_not_ours(text: str, units: tuple[str, ...]) -> None:
    assert NAMES.within(text) == units


def found_one_by_one(names: Names, text: str) -> tuple[str, ...]:
    """The rule without an index: every variant searched for by itself, the longest first."""
    folded = fold(text)
    spans: list[tuple[int, int, tuple[str, ...]]] = []
    for variant in sorted(names.variants, key=len, reverse=True):
        for found in re.finditer(re.escape(variant), folded) if len(variant) >= 2 else ():
            start, end = found.span()
            if not any(first <= start and end <= last for first, last, _ in spans):
                strange = of_another(folded[:start], variant, folded[end:], names.place)
                begun = units_begun(names._longer.get(variant, ()), folded[end:], whole=strange)
                spans.append((start, end, (*(() if strange else names.variants[variant]), *begun)))
    return tuple(dict.fromkeys(unit for _, _, units in sorted(spans) for unit in units))


PIECES = st.sampled_from(
    [*NAMES.variants, "的", "和", "第二", "分院", "市", "广元市", "中医", "人民医院", "120", " 6月", "院"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_the_index_of_names_finds_what_a_search_for_each_name_finds(text: str) -> None:
    assert NAMES.within(text) == found_one_by_one(NAMES, text)


def test_a_text_is_compared_with_few_names_however_long_the_roster_is(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    class Counted(str):
        __slots__ = ()

        def startswith(self, *said: Any) -> bool:
            compared.append(said[0])
            return super().startswith(*said)

    monkeypatch.setattr("tasklist.plan.unit_names.fold", lambda text: Counted(fold(text)))
    town = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    names = Names(Roster(tuple(Unit(f"{one}{two}镇卫生院") for one in town for two in town)), "广元市卫健委")
    assert names.within("关于甲乙镇卫生院6月进展的报告") == ("甲乙镇卫生院",)
    assert len(compared) < 10


def test_the_place_may_be_written_left_out_or_shortened() -> None:
    for said in ("广元市中医医院", "市中医医院", "中医医院", "广元市 中医医院"):
        assert NAMES.exact(said) == ("广元市中医医院",)


def test_a_short_form_that_two_units_share_means_both() -> None:
    twins = Names(Roster((Unit("广元市口腔医院"), Unit("市口腔医院（民营）", ("口腔医院",)))), "广元市卫健委")
    assert twins.exact("口腔医院") == ("市口腔医院（民营）",)
    assert set(twins.exact("市口腔医院")) == {"广元市口腔医院", "市口腔医院（民营）"}


def test_either_half_of_a_name_with_a_second_one_in_brackets_is_that_unit() -> None:
    names = Names(
        Roster(
            (
                Unit("青山县妇幼保健院（青山县妇幼保健计划生育服务中心）"),
                Unit("青山县疾控中心（青山县卫生监督所）"),
                Unit("青山县卫生监督所"),
                Unit("青山县人民医院（东院区）"),
                Unit("城关卫生院（康复中心）"),
                Unit("城南卫生院（康复中心）"),
            )
        ),
        "青山县卫健局",
    )
    for said in ("青山县妇幼保健院", "县妇幼保健院", "县妇幼保健计划生育服务中心", "青山县妇幼保健院6月进展"):
        assert names.named(said) == ("青山县妇幼保健院（青山县妇幼保健计划生育服务中心）",)
    assert names.exact("青山县卫生监督所") == ("青山县卫生监督所",)
    assert names.exact("青山县疾控中心") == ("青山县疾控中心（青山县卫生监督所）",)
    assert names.named("青山县人民医院（西院区）") == ()
    assert names.exact("康复中心") == ("城关卫生院（康复中心）", "城南卫生院（康复中心）")


def test_one_claim_is_enough_and_agreeing_claims_narrow() -> None:
    assert decide([Claim("文件名", ("甲", "乙"), "甲乙"), Claim("标题", ("乙",), "乙")], "没有").value == "乙"
    assert decide([], "没有线索").reason == "没有线索"


def test_claims_that_disagree_name_everyone() -> None:
    carriers = ("表单标记", "行标记", "填报单位一栏", "文件名")
    said = zip(carriers, "甲甲乙乙", ("甲", "甲", "乙", "乙卫生院"), strict=True)
    asked = decide([Claim(source, (who,), words) for source, who, words in said], "")
    assert (asked.value, asked.claimants) == ("", ("甲", "乙"))
    assert asked.reason == "表单标记、行标记是“甲”；填报单位一栏“乙”、文件名“乙卫生院”指向乙"


def test_a_unit_that_is_not_on_the_roster_is_a_disagreement_too() -> None:
    asked = decide([Claim("填报单位一栏", (), "外县医院"), Claim("文件名", ("甲",), "甲")], "")
    assert asked.value == ""
    assert "名册以外的单位" in asked.reason


def test_the_clerks_folder_beats_every_other_evidence() -> None:
    claims = [Claim("文件夹", ("甲",), "甲", final=True), Claim("表单标记", ("乙",), "乙")]
    assert decide(claims, "").value == "甲"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({(2, 1): "填报单位：市中医医院"}, ("市中医医院",)),
        ({(2, 1): "填报单位（盖章）：市中医医院　　　填报日期：6月20日"}, ("市中医医院",)),
        ({(2, 1): "填报单位", (2, 2): "市中医医院"}, ("市中医医院",)),
        ({(2, 1): "填报单位："}, ()),
        ({(2, 1): "填报单位：　　　　（盖章）"}, ()),
        ({(2, 1): "填表单位（公章）：市中医医院（盖章）"}, ("市中医医院",)),
        ({(2, 1): "上报单位: 市中医医院　报送时间：6月20日"}, ("市中医医院",)),
        ({(2, 1): "填报单位：", (2, 4): "市中医医院（盖章）"}, ("市中医医院",)),
        ({(2, 1): "填报单位", (2, 4): "填报日期", (2, 6): "6月20日"}, ()),
        ({(2, 1): "填报单位", (2, 5): "报送期", (2, 6): "2023年6月"}, ()),
        ({(2, 1): "填报单位：", (2, 4): "联系人", (2, 5): "王新"}, ()),
        ({(2, 1): "填报单位", (2, 3): "截止", (2, 4): "6月25日"}, ()),
        ({(2, 1): "单位：（盖章）", (2, 8): "2023年6月20日"}, ()),
        ({(2, 1): "填报单位", (2, 2): "2023-06-20"}, ()),
        ({(2, 1): "填报单位：【市中医医院】"}, ("市中医医院",)),
        ({(2, 1): "填报单位：市中医医院："}, ("市中医医院",)),
        ({(4, 5): "责任单位"}, ()),
        ({(2, 1): "单位：万元"}, ()),
        ({(2, 1): "单位：人、张　2024年1月"}, ()),
        ({(4, 5): "单位负责人（签字）："}, ()),
    ],
)
def test_the_unit_cell_is_read_inline_or_beside(cells: dict[tuple[int, int], str], said: tuple[str, ...]) -> None:
    assert labelled_units(Grid("表", cells)) == said


def test_a_name_torn_into_two_cells_is_whole_where_that_is_known() -> None:
    torn = Grid("表", {(2, 1): "填报单位：市中", (2, 3): "医医院", (2, 5): "6月"})
    assert labelled_units(torn, known="市中医医院".__eq__) == ("市中医医院",)
    assert labelled_units(torn, known="县医院".__eq__) == ("市中",)
    assert labelled_units(Grid("表", {(2, 1): "填报单位", (2, 3): "：市中医医院"})) == ("市中医医院",)


@pytest.mark.parametrize("beside", ["报送期：2023年6月", "2023年6月", "（盖章）", "王新", "单位：万元"])
def test_what_stands_beside_a_known_name_and_makes_nobody_of_it_is_no_part_of_it(beside: str) -> None:
    assert labelled_units(Grid("表", {(2, 1): "填报单位：市中医医院", (2, 3): beside})) == ("市中医医院",)


def test_a_name_that_goes_on_in_the_next_line_of_its_cell_is_whole_where_that_is_known() -> None:
    torn = Grid("表", {(2, 1): "填报单位：市中医\n医院"})
    assert labelled_units(torn, known="市中医医院".__eq__) == ("市中医医院",)
    assert labelled_units(torn, known="县医院".__eq__) == ("市中医",)
    beside = Grid("表", {(2, 1): "填报单位：市中医医院\n报送期：2023年6月"})
    assert labelled_units(beside, known="市中医医院".__eq__) == ("市中医医院",)
    north = Grid("表", {(2, 1): "填报单位：市中医医院\n北区"})
    assert labelled_units(north, known="市中医医院".__eq__) == ("市中医医院北区",)


def test_materials_are_meant_by_name_or_by_what_sets_them_apart() -> None:
    from datetime import date

    papers = [Deliverable(name, date(2022, 5, 30), ()) for name in ("创建工作方案", "创建工作推进情况", "工作总结")]
    news = [
        Quota("工作动态信息（每周）", 1, "week", ()),
        Quota("工作动态信息（每月）", 1, "month", ()),
        Quota("理论学习", 2, "year", ()),
    ]
    meant = {
        "市中医医院创建工作方案": ((Kind.DELIVERABLE, "创建工作方案"),),
        "民族团结方案（定稿）": ((Kind.DELIVERABLE, "创建工作方案"),),
        "2022年总结": ((Kind.DELIVERABLE, "工作总结"),),
        "动态信息第3期": ((Kind.QUOTA, "工作动态信息（每周）"), (Kind.QUOTA, "工作动态信息（每月）")),
        "6月份请假条": (),
        "创建方案及总结": ((Kind.DELIVERABLE, "创建工作方案"), (Kind.DELIVERABLE, "工作总结")),
        "创建工作方案、工作总结": ((Kind.DELIVERABLE, "创建工作方案"), (Kind.DELIVERABLE, "工作总结")),
        "创建工作推进情况工作总结": ((Kind.DELIVERABLE, "创建工作推进情况"), (Kind.DELIVERABLE, "工作总结")),
        "方案和实施办法": ((Kind.DELIVERABLE, "创建工作方案"),),
    }
    assert {text: things_named(text, papers, news) for text in meant} == meant


def test_the_heading_of_a_column_is_no_label_of_the_form() -> None:
    cells = {(3, 1): "填报单位", (3, 2): "序号"}
    assert labelled_units(Grid("表", cells), headings=frozenset(cells)) == ()


def test_a_number_in_a_name_is_no_part_of_a_longer_number() -> None:
    names = Names(Roster((Unit("青山县急救中心", ("120",)), Unit("青山县医院"))), "青山县卫健局")
    assert names.within("20241201") == names.within("电话13912034567") == ()
    assert names.within("120进展") == ("青山县急救中心",)
