"""总览: the stages of the campaign, and charts that survive a black and white print."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import printing
import worlds
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Phase
from tasklist.views.master.workbook import render

PHASES = (
    Phase("部署阶段", date(2023, 5, 31)),
    Phase("推进", date(2023, 11, 30)),
    Phase("总结阶段", date(2024, 1, 31)),
)


def staged(phases: tuple[Phase, ...] = PHASES) -> Ledger:
    made = worlds.world(20, 14, 60)
    return replace(made, plan=replace(made.plan, campaign=replace(made.plan.campaign, phases=phases)))


def overview(ledger: Ledger) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(render(Summary(ledger))))["总览"]
    return [value for row in sheet.iter_rows(values_only=True) for value in row if isinstance(value, str)]


def test_the_stages_are_shown_with_the_one_that_is_running() -> None:
    assert "实施步骤：部署阶段（至5月31日） → 推进阶段（至11月30日）‹当前› → 总结阶段（至2024年1月31日）" in overview(
        staged()
    )


def test_when_every_stage_is_over_none_is_running() -> None:
    (told,) = [text for text in overview(staged(PHASES[:1])) if text.startswith("实施步骤")]
    assert told == "实施步骤：部署阶段（至5月31日）"


def test_a_campaign_without_stages_says_nothing_of_them() -> None:
    assert not [text for text in overview(staged(())) if "实施步骤" in text]


def test_grey_is_hatched_and_no_other_light_is() -> None:
    with zipfile.ZipFile(io.BytesIO(render(Summary(worlds.world(6, 4))))) as book:
        charts = [book.read(name).decode() for name in book.namelist() if re.search(r"charts/chart\d", name)]
    (lights,) = [chart for chart in charts if "各项任务的灯" in chart]
    series = re.findall("<c:ser>.*?</c:ser>", lights, re.DOTALL)
    assert ["pattFill" in one for one in series] == [False, False, False, True]
    assert sum("pattFill" in chart for chart in charts) == 1


@pytest.mark.parametrize("units", [23, 31, 47, 64, 88, 120])
def test_no_heading_stands_alone_at_the_foot_of_a_page(units: int) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render(Summary(worlds.world(units, 14, 60)))))["总览"]
    assert sheet.row_breaks.brk
    assert printing.overfull(sheet) == []


def test_a_chart_without_data_leaves_no_gap_between_the_others() -> None:
    made = worlds.world(6, 4)
    bare = replace(made, lines=(), plan=replace(made.plan, task_list=replace(made.plan.task_list, tasks=())))
    wide = []
    for ledger in (made, bare):
        charts = openpyxl.load_workbook(io.BytesIO(render(Summary(ledger))))["总览"]._charts
        places = [(one.anchor._from.col, one.anchor._from.colOff) for one in charts]
        wide.append((len(charts), places[-1]))
    assert [count for count, _ in wide] == [3, 2]
    assert wide[1][1] < wide[0][1], "the second of two begins before the third of three"


@pytest.mark.libreoffice()
@pytest.mark.skipif(not printing.AVAILABLE, reason=printing.MISSING)
def test_with_stages_the_answers_still_stand_on_the_first_page(tmp_path: Path) -> None:
    (tmp_path / "master.xlsx").write_bytes(render(Summary(staged())))
    pages = printing.pages(printing.converted(tmp_path / "master.xlsx", "pdf", tmp_path))
    assert "实施步骤：部署阶段" in pages[0]
    rules = next(number for number, page in enumerate(pages) if "灯的规则" in page)
    assert rules < 4
    assert "填报日期" in pages[rules + 1]
