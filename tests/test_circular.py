"""通报（草稿）: official form, named units in roster order, text as text, the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

import worlds
from tasklist.figures import figures, percent
from tasklist.model import Ledger, Status
from tasklist.views.circular import render
from worlds import line, unit


def opened(ledger: Ledger) -> Any:
    return docx.Document(io.BytesIO(render(ledger)))


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


def test_a_period_in_order_blames_nobody() -> None:
    said = text(worlds.ledger((line(unit(0).name, Status.REPORTED), line(unit(1).name, Status.REPORTED))))
    assert "未发现未报、迟报和漏项" in said
    assert f"{unit(0).name}、{unit(1).name}等2家单位" in said


def test_text_that_looks_like_markup_stays_text() -> None:
    made = worlds.world(3, 2)
    campaign = replace(made.plan.campaign, title='<w:t>&"\x0b清单')
    assert '<w:t>&"' in text(replace(made, plan=replace(made.plan, campaign=campaign)))


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert render(worlds.world(4, 3)) == render(worlds.world(4, 3))
