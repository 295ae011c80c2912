"""The sheets that list and cross: what changed in a long text, other periods, one row per cell, signs and counts."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from tasklist.ledger.gaps import gaps
from tasklist.ledger.statistics import figures
from tasklist.ledger.summary import Summary
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Colour, Ledger, Light, Line, Status, Verdict
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.returns import Superseded
from tasklist.model.unplaced import Unplaced
from tasklist.views.master.difference import compared
from tasklist.views.master.sheet import ShownCell
from tasklist.views.master.workbook import render
from worlds import line, unit

NAME = unit(0).name
LONG = "".join(
    f"6月{day}日组织第{day}次专题学习，参训{day + 30}人；走访企业{day + 2}家，发放资料。" for day in range(1, 120)
)


def sheet(ledger: Ledger, name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(Summary(ledger))))[name]


def rows(ledger: Ledger, name: str) -> list[tuple[Any, ...]]:
    """The rows below the headings."""
    return list(sheet(ledger, name).iter_rows(min_row=5, values_only=True))


def marked(cell: ShownCell) -> str:
    return "".join(text for text, mark in cell.runs if mark)


# --- 空白预警 ---------------------------------------------------------------------------------------


def test_a_cell_has_one_row_and_the_yellow_rows_are_those_counted_doubtful() -> None:
    wrong = Verdict("misplaced", False, "像是联系方式，应填在联络员一栏", "13900000001")
    slogan = Verdict("slogan", False, "没有时间、事项和数量")
    picture = Verdict("picture", True, "单元格里只有图片")
    lines = (
        line(NAME, Status.REPORTED, 1, "13900000001", wrong),
        line(NAME, Status.REPORTED, 2, "高度重视", slogan),
        line(NAME, Status.PARTIAL, 3, verdict=picture),
        line(NAME, Status.PARTIAL, 4),
    )
    said = (
        finding("doubtful", "建议核实", unit=NAME, task=2),
        finding("misplaced", "疑似", unit=NAME, task=1),
        finding("no_text", "没有文字", unit=NAME, task=3),
        finding("blank", "空白", unit=NAME, task=4),
        finding("struck", "带删除线", unit=NAME, place=Place(f"inbox/{NAME}.xlsx", "Sheet1", "G4")),
    )
    made = worlds.ledger(lines, findings=said)
    page = sheet(made, "空白预警")
    table = list(page.iter_rows(min_row=5))
    assert [(row[1].value, row[2].value, row[3].value) for row in table] == [
        ("任务1", "疑似填错栏", "13900000001"),
        ("任务2", "建议核实", "高度重视"),
        ("任务3", "以图片或批注代替文字", None),
        ("任务4", "空白", None),
        (None, "文字带删除线", None),
    ]
    assert table[0][7].hyperlink
    yellow = [row for row in table if row[2].fill.start_color.rgb.endswith("FFEB9C")]
    now = figures(made).total
    assert (len(yellow), [row[2].value for row in table].count("空白")) == (now.doubtful, now.blank) == (2, 1)


def test_a_document_without_its_evidence_is_named_and_the_unit_is_not_told_twice() -> None:
    owed = replace(line(NAME, Status.MISSING).obligation, kind=Kind.DELIVERABLE, name="方案", task=None, evidence=True)
    came = worlds.entry(NAME, "方案.docx", field="document")
    light = Light(Colour.RED, "缺佐证材料")
    part = replace(line(NAME, Status.PARTIAL), obligation=owed, entries=(came,), verdict=None, content=light)
    said = (
        finding("evidence_missing", "方案：缺佐证材料", unit=NAME, link="的", name="方案"),
        finding("own_task", "填了清单以外的任务：种树", unit=NAME, link=""),
    )
    (document, own) = rows(worlds.ledger((part,), findings=said), "空白预警")
    assert document[:6] == (NAME, "《方案》", "缺佐证材料", None, "缺佐证材料", "请单位补送佐证材料")
    assert own[4] == "填了清单以外的任务：种树"


def test_what_was_seen_in_the_form_of_another_period_names_the_period() -> None:
    said = (finding("struck", "带删除线", unit=NAME, place=Place("inbox/5月.xlsx", "Sheet1", "G7")),)
    assert [row[4] for row in rows(with_may(findings=said), "空白预警")] == ["（2023-05的表）带删除线"]


# --- 版本与冲突 -------------------------------------------------------------------------------------


def test_three_small_changes_in_a_long_text_are_marked_alone() -> None:
    assert len(LONG) > 3000
    changed = LONG.replace("参训40人", "参训4人").replace("第60次", "第61次").replace("走访企业112家", "走访企业1120家")
    before, after = compared(LONG, changed)
    assert (marked(before), marked(after)) == ("00", "10")


def test_clauses_taken_out_of_a_long_text_and_put_in_are_marked_whole() -> None:
    gone, come = "走访企业52家，", "慰问老党员30户，"
    before, after = compared(LONG, LONG.replace(gone, "").replace("6月90日", f"{come}6月90日"))
    assert (marked(before), marked(after)) == (gone, come)


TEXTS = st.text(alphabet="开展活动1。\n，；", max_size=60)


@given(TEXTS, TEXTS, st.sampled_from(("", LONG[:1300])), st.booleans())
@settings(max_examples=60)
def test_the_runs_joined_are_the_two_texts_and_what_is_not_marked_is_in_both(
    old: str, new: str, same: str, twice: bool
) -> None:
    texts = (old + same + (old if twice else ""), new + same + (new if twice else ""))
    cells = compared(*texts)
    assert (
        tuple("".join(text for text, _ in cell.runs) for cell in cells) == texts == tuple(cell.text for cell in cells)
    )
    plain = ["".join(text for text, mark in cell.runs if not mark) for cell in cells]
    assert plain[0] == plain[1]


def test_a_text_longer_than_can_be_compared_is_marked_where_it_differs_at_the_least() -> None:
    before, after = compared("头" + "甲" * 5000 + "尾", "头" + "乙" * 5000 + "尾")
    assert (marked(before), marked(after)) == ("甲" * 5000, "乙" * 5000)


# --- other periods ----------------------------------------------------------------------------------


def with_may(**more: Any) -> Ledger:
    made = worlds.ledger((line(NAME, Status.REPORTED), line(unit(1).name, Status.REPORTED)), **more)
    return replace(made, files=(worlds.record(NAME, path="inbox/5月.xlsx", period="2023-05"), *made.files))


def test_what_was_not_placed_of_another_period_stands_last_and_names_it() -> None:
    places = [Place("inbox/5月.xlsx", "Sheet1", "G7"), Place(f"inbox/{NAME}.xlsx", "Sheet1", "G8")]
    made = with_may(unplaced=tuple(Unplaced(place, place.cell, "没有匹配的任务", NAME) for place in places))
    assert [(row[4], row[5]) for row in rows(made, "未归位内容")] == [
        ("G8", "没有匹配的任务"),
        ("G7", "（2023-05的表）没有匹配的任务"),
    ]
    assert "其中1处属于其他报送期" in sheet(made, "未归位内容")["A3"].value


def test_the_versions_of_another_period_stand_last_and_are_counted() -> None:
    def lost(name: str, span: str) -> Superseded:
        old, new = (worlds.entry(name, text, span=span, day=day) for text, day in (("旧", 18), ("新", 20)))
        return Superseded(new, old, "后收到的为准")

    made = with_may(superseded=(lost(NAME, "2023-05"), lost(NAME, "2023-06"), lost(unit(1).name, "2023-06")))
    assert [row[:2] for row in rows(made, "版本与冲突")] == [
        (NAME, "任务1"),
        (unit(1).name, "任务1"),
        (NAME, "任务1（2023-05）"),
    ]
    assert "其中1处属于其他报送期" in sheet(made, "版本与冲突")["A3"].value


def test_without_anything_of_another_period_no_sheet_speaks_of_one() -> None:
    made = worlds.world(4, 3)
    assert not any("其他报送期" in sheet(made, name)["A3"].value for name in ("版本与冲突", "未归位内容"))


# --- 报送情况 and 频次台账 ----------------------------------------------------------------------------


def windows(*came: tuple[str, Status, int], at_least: int = 1) -> tuple[Line, ...]:
    """Lines of one weekly quota: window, status, items."""
    base = replace(line(NAME, Status.MISSING).obligation, kind=Kind.QUOTA, name="信息", task=None, at_least=at_least)
    return tuple(
        replace(
            line(NAME, status),
            obligation=replace(base, span=span, due=worlds.moment(30 if status is Status.NOT_DUE else 10)),
            entries=tuple(worlds.entry(NAME, "义诊", place, "item", span=span) for place in range(count)),
            verdict=None,
        )
        for span, status, count in came
    )


WEEKS = windows(
    ("2023-W22", Status.REPORTED, 3),
    ("2023-W23", Status.MISSING, 0),
    ("2023-W24", Status.MISSING, 0),
    ("2023-W26", Status.NOT_DUE, 0),
)


def signs(made: Ledger) -> dict[str, Any]:
    headings, first = list(sheet(made, "报送情况").iter_rows(min_row=4, max_row=5, values_only=True))
    return dict(zip(headings, first, strict=True))


def test_the_count_of_a_quota_leaves_out_what_is_not_due_and_differs_by_what_lacks() -> None:
    made = worlds.ledger(WEEKS)
    assert signs(made)["信息"] == "1/3"
    assert [gap.words for gap in gaps(made)] == ["信息缺2件"]


def test_a_quota_of_which_nothing_is_due_has_no_count() -> None:
    assert signs(worlds.ledger(WEEKS[3:]))["信息"] == "…"


def test_a_nil_report_that_came_late_is_told_from_one_in_time() -> None:
    made = worlds.ledger((line(NAME, Status.NIL, 1), line(NAME, Status.NIL, 2, received=worlds.moment(27))))
    shown = signs(made)
    assert (shown["1"], shown["2"], shown["零报告"], shown["迟报"], shown["及时率"]) == ("零", "迟零", 2, 0, 0.5)


def test_weeks_are_headed_by_their_days_and_nothing_owed_is_no_nought() -> None:
    table = rows(worlds.ledger(WEEKS), "频次台账")
    assert table[0][:6] == (
        "单位", "5月29日—6月4日", "6月5日—11日", "6月12日—18日", "6月26日—7月2日", "合计",
    )  # fmt: skip
    assert table[1][:6] == (NAME, "3", "0", "0", "—", 3)
    assert {row[2] for row in table if row[1] == "信息"} == {"5月29日—6月4日"}


def test_units_that_owe_nothing_in_a_stretch_of_windows_have_no_table_there() -> None:
    spans = [f"2023-{month:02d}" for month in range(1, 13)]
    names = [unit(place).name for place in range(40)]
    base = WEEKS[0].obligation
    lines = tuple(
        line(name, Status.MISSING, obligation=replace(base, unit=name, span=span))
        for place, name in enumerate(names)
        for span in (spans if place > 30 else spans[6:])
    )
    table = rows(worlds.ledger(lines, worlds.plan(40, 1)), "频次台账")
    assert sum(row[0] == names[0] for row in table) == 1
    assert sum(row[0] == names[39] for row in table) == 2


def test_small_tables_share_a_page_and_long_ones_do_not_run_over_it() -> None:
    def breaks(units: int) -> int:
        names = [unit(place).name for place in range(units)]
        lines = [
            replace(one, obligation=replace(one.obligation, unit=name, name=quota))
            for quota in ("信息", "简报")
            for name in names
            for one in WEEKS
        ]
        return len(sheet(worlds.ledger(tuple(lines), worlds.plan(units, 1)), "频次台账").row_breaks.brk)

    assert breaks(2) == 0
    assert breaks(14) == 1


def test_a_campaign_without_quotas_says_so_in_a_sentence() -> None:
    base = worlds.plan(1, 1)
    none = replace(base, campaign=replace(base.campaign, quotas=()))
    page = sheet(worlds.ledger((line(NAME, Status.REPORTED),), none), "频次台账")
    assert (page["A3"].value, page.max_row) == ("本专项没有按次数要求的内容。", 3)
