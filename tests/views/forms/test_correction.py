from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import printing
import worlds
from formed import SHEET, TEMPLATE, opened, texts
from offices import CONFIG, UNITS, office, sheet, verb
from tasklist.ledger import checks
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Colour, Status
from tasklist.model.plan import Deliverable, Kind
from tasklist.tables import marks
from tasklist.views import style
from tasklist.views.forms import table
from tasklist.views.forms.correction import Correcting
from tasklist.views.forms.unit_form import form

FINDINGS = (
    finding("blank", "这一格是空的", unit=SHEET.unit, task=2),
    finding("doubtful", "“积极开展”里没有时间、事项或数量", unit=SHEET.unit, task=3),
    finding("evidence_missing", "创建工作方案没有佐证材料", unit=SHEET.unit),
)
CONTENT = replace(SHEET, answers={3: {"progress": "积极开展。"}, 4: {"progress": "6月5日已办结。"}})
DATA = Correcting(TEMPLATE).correction(CONTENT, FINDINGS)


def test_the_cells_in_question_are_coloured_and_say_what_was_seen_and_what_to_do() -> None:
    sheet = opened(DATA)["任务清单"]
    assert sheet["H5"].fill.fgColor.rgb.endswith(style.LIGHTS[Colour.RED].fill)
    assert sheet["H6"].fill.fgColor.rgb.endswith(style.LIGHTS[Colour.YELLOW].fill)
    assert sheet["H7"].fill.fill_type is None and sheet["H7"].comment is None
    said = sheet["H5"].comment.text
    assert said.startswith(marks.NOTE_PREFIX) and "这一格是空的" in said and "本期无" in said
    assert not sheet["H5"].protection.locked


def test_the_units_own_answers_stand_in_it() -> None:
    sheet = opened(DATA)["任务清单"]
    assert (sheet["H5"].value, sheet["H6"].value, sheet["H7"].value) == (None, "积极开展。", "6月5日已办结。")


def test_the_first_sheet_lists_every_item_with_its_place_and_advice() -> None:
    workbook = opened(DATA)
    assert workbook.sheetnames[0] == marks.CORRECTION_SHEET == workbook.active.title
    shown = texts(DATA, marks.CORRECTION_SHEET)
    assert any("有 3 处需要处理" in text and "须补填 1 处" in text and "2023年6月25日" in text for text in shown)
    assert {"H5", "H6", "须处理：创建工作方案没有佐证材料", "材料"} <= set(shown)
    links = [cell.hyperlink.location for row in workbook[marks.CORRECTION_SHEET] for cell in row if cell.hyperlink]
    assert links == ["'任务清单'!H5", "'任务清单'!H6"]


def test_only_one_sheet_is_selected_when_it_opens() -> None:
    selected = [sheet.title for sheet in opened(DATA).worksheets if sheet.sheet_view.tabSelected]
    assert selected == [marks.CORRECTION_SHEET]


def test_it_carries_the_same_mark_as_the_form() -> None:
    mine, plain = opened(DATA), opened(form(TEMPLATE, CONTENT))
    column = [[workbook["任务清单"].cell(row, 11).value for row in range(4, 9)] for workbook in (mine, plain)]
    assert column[0] == column[1] and all(map(marks.mark_in, column[0]))
    assert marks.read_meta(table.grid_of(mine[marks.META_SHEET]).cells).unit == SHEET.unit


def test_the_same_findings_give_the_same_bytes_alone_and_among_others() -> None:
    desk = Correcting(TEMPLATE)
    desk.correction(replace(SHEET, unit="另一单位"), ())
    assert desk.correction(CONTENT, FINDINGS) == DATA


def test_after_the_due_day_it_is_asked_back_at_once() -> None:
    late = CONTENT.due + timedelta(days=1)
    shown = texts(Correcting(TEMPLATE, late).correction(CONTENT, FINDINGS), marks.CORRECTION_SHEET)
    assert any("收到后尽快把本文件发回" in text for text in shown)
    assert not any("2023年6月25日" in text for text in shown)
    assert any("2023年6月25日" in text for text in texts(DATA, marks.CORRECTION_SHEET))


def test_a_unit_does_not_read_its_own_name_in_every_line() -> None:
    told = (finding("blank", "任务2的进展空白", unit=SHEET.unit, link="", task=2),)
    data = Correcting(TEMPLATE).correction(CONTENT, told)
    assert "须处理：任务2的进展空白" in texts(data, marks.CORRECTION_SHEET)
    assert SHEET.unit not in opened(data)["任务清单"]["H5"].comment.text


def owing(came: str = "document") -> list[str]:
    """The list of a unit of whose 创建工作方案 only this part came."""
    material = Deliverable("创建工作方案", date(2023, 5, 30), (SHEET.unit,), True)
    base = worlds.line(SHEET.unit, Status.PARTIAL)
    owed = replace(base.obligation, kind=Kind.DELIVERABLE, name=material.name, span="", task=None)
    line = replace(base, obligation=owed, entries=(worlds.entry(SHEET.unit, "方案.docx", field=came),))
    found = checks.findings(worlds.ledger((line,)))
    return texts(
        Correcting(TEMPLATE).correction(replace(SHEET, deliverables=(material,)), found), marks.CORRECTION_SHEET
    )


def test_a_document_owed_is_named_with_what_is_missing_and_how_to_send_it() -> None:
    shown = owing()
    assert "《创建工作方案》" in shown
    assert (
        f"请补送《创建工作方案》的佐证材料：单独存成文件，文件名写“{SHEET.unit}-创建工作方案-佐证”，与本文件一起发回。"
        in shown
    )
    assert any(
        "《创建工作方案》的正文" in text and f"“{SHEET.unit}-创建工作方案”" in text for text in owing("evidence")
    )


def test_where_no_cell_is_coloured_nobody_is_sent_to_one() -> None:
    shown = owing()
    assert any("其中须补送材料 1 份。欠的材料按下表备齐" in text for text in shown)
    assert not any("标色" in text or "红色" in text for text in shown)


@pytest.mark.libreoffice
@pytest.mark.skipif(not printing.AVAILABLE, reason=printing.MISSING)
def test_a_very_long_answer_is_shown_whole(tmp_path: Path) -> None:
    long = replace(CONTENT, answers={3: {"progress": "6月12日走访企业12家，收集意见建议6条。" * 150}})
    data = Correcting(TEMPLATE).correction(long, FINDINGS)
    sheet = opened(data)["任务清单"]
    assert sheet["H6"].fill.fgColor.rgb.endswith(style.LIGHTS[Colour.YELLOW].fill) and sheet["H6"].comment
    assert printing.clipped([opened(data, shown=True)], tmp_path) == []


def test_flag_tells_apart_cells_and_documents_and_the_advice_it_gives_works(tmp_path: Path) -> None:
    unit = UNITS[0]
    owed = f"deliverables:\n- {{name: 工作方案, due: 2023-06-15, evidence: true, units: [{unit}]}}\n"
    home = office(tmp_path / "home", CONFIG + owed)
    sheet(home / f"inbox/{unit}-工作方案.xlsx", [["本院工作方案"], ["6月12日起开展专题学习。"]])
    _, told, _ = verb("flag", home, "--as-of", "2023-06-20", "--period", "2023-06")
    assert "没有空白或存疑的格子，另有 1 家欠材料或有内容要核对：" in told and "缺佐证材料" in told
    assert "已生成 1 份退回补填表" in told
    data = next((home / "outbox/2023-06/退回补填").iterdir()).read_bytes()
    file = f"{unit}-工作方案-佐证"
    assert any(f"文件名写“{file}”" in text for text in texts(data, marks.CORRECTION_SHEET))
    sheet(home / f"inbox/{file}.xlsx", [["签到表"], ["参训45人"]])
    _, told, _ = verb("flag", home, "--as-of", "2023-06-20", "--period", "2023-06")
    assert "没有空白或存疑的格子。" in told and "退回补填表" not in told
