"""通报（草稿）: official form, named units in roster order, text as text, the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

import worlds
from tasklist.ledger.statistics import figures
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind, Obligation
from tasklist.text.display import percent
from tasklist.views.reports.circular import render
from worlds import line, unit


def opened(ledger: Ledger) -> Any:
    return docx.Document(io.BytesIO(render(Summary(ledger))))


def text(ledger: Ledger) -> str:
    return "\n".join(paragraph.text for paragraph in opened(ledger).paragraphs)


def test_it_states_the_figures_and_names_who_did_not_report_in_roster_order() -> None:
    made = worlds.world()
    now, said = figures(made), text(made)
    assert f"应报{len(now.expected)}家，已报{len(now.returned)}家" in said
    assert percent(now.total.reporting_rate) in said
    assert "、".join(now.missing) in said
    for part in ("一、总体情况", "二、按时完整报送的单位", "三、存在的问题", "四、有关要求", "（草稿"):
        assert part in said


def test_the_annex_has_a_row_per_unit_and_the_sum() -> None:
    made = worlds.world(12, 4)
    table = opened(made).tables[0]
    assert [row.cells[0].text for row in table.rows][1:] == [*(one.name for one in figures(made).units), "合计"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_signature_keeps_to_the_last_demand() -> None:
    paragraphs = opened(worlds.world(12, 4)).paragraphs
    day = next(place for place, one in enumerate(paragraphs) if one.text == "2023年6月28日")
    together = paragraphs[day - 5 : day]
    assert together[0].text.startswith("三是") and all(one.paragraph_format.keep_with_next for one in together)


def test_the_page_and_the_fonts_are_the_official_ones() -> None:
    document = opened(worlds.world(3, 2))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.top_margin, section.left_margin, section.page_width)] == [37, 28, 210]
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("根据"))
    assert body.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body.paragraph_format.first_line_indent.pt == 32


def test_the_late_units_are_those_the_figures_do_not_count_as_on_time() -> None:
    def counted(name: str, kind: Kind = Kind.QUOTA) -> Line:
        owed = Obligation(name, kind, "2023-W21", worlds.moment(1), "通知", name="动态信息")
        return line(name, Status.LATE, obligation=owed)

    first, second, third = (unit(place).name for place in range(3))
    lines = (
        *(line(first, Status.REPORTED), counted(first), counted(first)),
        *(line(second, Status.LATE), counted(second, Kind.DELIVERABLE)),
        line(third, Status.MISSING),
    )
    said = text(worlds.ledger(lines, worlds.plan(3, 1)))
    assert "应报3家，已报2家，未报1家；已报的单位中，按时报送1家，迟报1家。" in said
    assert f"迟报（1家）\n{second}。" in said
    assert f"材料和动态信息迟报（2家）\n{first}（动态信息2个时段）；{second}（《动态信息》）。" in said


def test_who_owes_no_task_is_not_named_for_the_progress_of_tasks() -> None:
    first, second = (unit(place).name for place in range(2))
    owed = Obligation(second, Kind.QUOTA, "2023-05", worlds.moment(1), "通知", name="动态信息")
    lines = (line(first, Status.MISSING), line(second, Status.MISSING, obligation=owed))
    said = text(worlds.ledger(lines, worlds.plan(2, 1)))
    assert "应报2家，已报0家，未报2家" in said
    assert f"未报送任务进展（1家）\n{first}。" in said
    assert f"未按要求报送材料和动态信息（1家）\n{second}（" in said


def test_the_pages_are_numbered_and_no_heading_ends_one() -> None:
    document = opened(worlds.world(12, 4))
    foot = document.sections[0].footer.paragraphs[0]
    assert foot.text == "第页"
    assert [one.text for one in foot._p.iter(qn("w:instrText"))] == ["PAGE"]
    headings = [one for one in document.paragraphs if one.text[:2] in ("一、", "二、", "三、", "四、", "（一", "（二")]
    assert len(headings) >= 6
    assert all(one.paragraph_format.keep_with_next for one in headings)


def test_a_long_title_is_broken_before_the_period_and_a_short_one_not() -> None:
    made = worlds.world(3, 2)
    assert opened(made).paragraphs[0].text == "关于《市卫生健康系统重点工作任务清单》\n2023年6月报送情况的通报"
    quoting = replace(made.plan.campaign, title="市卫健系统全方位建设“模范单位”工作任务清单")
    told = opened(replace(made, plan=replace(made.plan, campaign=quoting))).paragraphs[0].text
    assert told.split("\n")[:2] == ["关于《市卫健系统全方位建设", "“模范单位”工作任务清单》"]
    short = replace(made, plan=replace(made.plan, campaign=replace(made.plan.campaign, title="清单")))
    assert opened(short).paragraphs[0].text == "关于《清单》2023年6月报送情况的通报"


def test_the_annex_explains_what_it_shows_and_no_lights() -> None:
    said = text(worlds.world(3, 2))
    assert "及时率=按时交来的项÷应报的项" in said
    assert "黄：" not in said


def test_a_period_in_order_blames_nobody() -> None:
    said = text(worlds.ledger((line(unit(0).name, Status.REPORTED), line(unit(1).name, Status.REPORTED))))
    assert "未发现未报、迟报和漏项" in said
    assert f"{unit(0).name}、{unit(1).name}等2家单位" in said


def test_text_that_looks_like_markup_stays_text() -> None:
    made = worlds.world(3, 2)
    campaign = replace(made.plan.campaign, title='<w:t>&"\x0b清单')
    assert '<w:t>&"' in text(replace(made, plan=replace(made.plan, campaign=campaign)))


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert render(Summary(worlds.world(4, 3))) == render(Summary(worlds.world(4, 3)))
