"""Forms are looked at the way they come back: read with openpyxl, and placed by the same finder that reads returns."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import MergedCell
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

import laboratory
import offices_own
import printing
from formed import CAMPAIGN, SHEET, TASK_LIST, TEMPLATE, opened, texts
from tasklist.app.office import furniture
from tasklist.config.task_list import HEADINGS
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book
from tasklist.model.errors import UserError
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Deliverable, Quota
from tasklist.model.returns import Outcome
from tasklist.plan import obligations, periods
from tasklist.readers import registry
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.tables import marks
from tasklist.tables.find import Table, find_tables
from tasklist.tables.headings import QUOTAS, TASKS
from tasklist.views import style
from tasklist.views.forms import template
from tasklist.views.forms.content import sheets
from tasklist.views.forms.correction import Correcting
from tasklist.views.forms.official_list import official_template
from tasklist.views.forms.plates import Press
from tasklist.views.forms.sheet import save
from tasklist.views.forms.table import grid_of
from tasklist.views.forms.template import losses
from tasklist.views.forms.unit_form import form

QUOTA = Quota("工作动态信息", 1, "week", ("某市人民医院",))


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def table(sheet: Worksheet) -> Table:
    return find_tables(grid_of(sheet), TASKS)[0]


def test_the_official_template_reads_back_as_the_list_it_was_made_from() -> None:
    found = table(opened(TEMPLATE)["任务清单"])
    rows = [row for row in found.rows if row.text("seq").isdigit()]
    assert [(row.text("theme"), row.text("detail"), row.text("deadline")) for row in rows] == [
        (" ".join(task.themes), task.detail, task.deadline.text) for task in TASK_LIST.tasks
    ]
    assert len(found.columns["theme"]) == 2 and found.columns["settled"] == (11,)


def test_the_template_merges_theme_blocks_and_the_heading_over_two_levels() -> None:
    merged = {str(span) for span in opened(TEMPLATE)["任务清单"].merged_cells.ranges}
    assert {"A1:J1", "B3:C3", "B4:C4", "B5:B7", "C6:C7", "B8:C8"} <= merged


def test_a_form_holds_only_the_tasks_the_unit_owes_under_the_official_title() -> None:
    sheet = opened(form(TEMPLATE, replace(SHEET, tasks=TASK_LIST.tasks[2:4])))["任务清单"]
    assert sheet["A1"].value == TASK_LIST.title
    assert [sheet.cell(row, 1).value for row in (4, 5)] == ["3", "4"]
    assert [sheet.cell(row, 4).value for row in (4, 5)] == [task.detail for task in TASK_LIST.tasks[2:4]]
    assert {"B4:B5", "C4:C5"} <= {str(span) for span in sheet.merged_cells.ranges}


def test_a_form_names_unit_period_and_due_day() -> None:
    cells = texts(form(TEMPLATE, SHEET))
    assert {"填报单位：某市人民医院", "报送期：2023年6月", "截止：2023年6月25日"} <= set(cells)


def test_a_due_moment_inside_the_day_is_said() -> None:
    due = SHEET.due.replace(hour=17, minute=0)
    assert "截止：2023年6月25日 17:00" in texts(form(TEMPLATE, replace(SHEET, due=due)))


def test_the_answer_columns_are_open_and_everything_else_is_locked() -> None:
    sheet = opened(form(TEMPLATE, SHEET))["任务清单"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert not sheet.protection.formatRows and not sheet.protection.formatColumns
    for row in range(4, 9):
        locked = [sheet.cell(row, column).protection.locked for column in range(1, 11)]
        assert locked == [True] * 7 + [False] * 3
        shown = [cell for cell in sheet[row][:10] if not isinstance(cell, MergedCell)]
        assert all(cell.alignment.wrap_text for cell in shown)
    assert sheet["A1"].protection.locked and sheet["H3"].protection.locked


def test_each_answer_column_says_what_a_good_answer_holds_within_the_limits_of_excel() -> None:
    rules = opened(form(TEMPLATE, SHEET))["任务清单"].data_validations.dataValidation
    assert [str(rule.sqref) for rule in rules] == ["H4:H8", "I4:I8", "J4:J8"]
    assert all(rule.showInputMessage and len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in rules)
    assert "什么时间" in rules[0].prompt and "本期无" in rules[0].prompt


def test_it_prints_on_a4_landscape_one_page_wide_with_headings_and_page_numbers() -> None:
    sheet = opened(form(TEMPLATE, SHEET))["任务清单"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text.replace(" ", "") == "第&P页共&N页"
    assert sheet.print_area.startswith("'任务清单'!$A$1:$J$")


def test_the_official_fonts_stand_there_by_name() -> None:
    sheet = opened(form(TEMPLATE, SHEET))["任务清单"]
    assert [sheet[cell].font.name for cell in ("A1", "A3", "D4", "H4")] == [
        "方正小标宋简体",
        "黑体",
        "仿宋_GB2312",
        "仿宋_GB2312",
    ]
    shown = [cell for cell in sheet[4][:10] if not isinstance(cell, MergedCell)]
    assert all(cell.border.left.style == "thin" for cell in shown)


def test_what_was_answered_is_prefilled_and_what_looks_like_a_formula_stays_text() -> None:
    answers = {1: {"progress": "=1+1", "contact": "联络员01 13900000001"}, 2: {"progress": "6月学习1次\n参训45人"}}
    sheet = opened(form(TEMPLATE, replace(SHEET, answers=answers)))["任务清单"]
    assert (sheet["H4"].value, sheet["H4"].data_type) == ("=1+1", "s")
    assert sheet["I4"].value == "联络员01 13900000001"
    assert sheet["H5"].value == "6月学习1次\n参训45人"
    assert sheet["H4"].number_format == "@"


def test_control_characters_are_shown_and_a_text_beyond_the_limit_says_that_it_was_cut() -> None:
    answers = {1: {"progress": "甲\x07乙"}, 2: {"progress": "学" * 40_000}}
    sheet = opened(form(TEMPLATE, replace(SHEET, answers=answers)))["任务清单"]
    assert sheet["H4"].value == "甲␇乙"
    assert len(sheet["H5"].value) == style.CELL_LIMIT and sheet["H5"].value.endswith("）")


def test_a_long_answer_makes_its_row_taller_and_the_row_may_still_grow() -> None:
    plain = opened(form(TEMPLATE, SHEET))["任务清单"]
    answers = {3: {"progress": "6月12日组织学习，参训45人。" * 12}}
    data = form(TEMPLATE, replace(SHEET, answers=answers))
    assert opened(data)["任务清单"].row_dimensions[6].height > plain.row_dimensions[6].height
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    row = xml[xml.index('<row r="6"') :].partition(">")[0]
    assert "ht=" in row and 'customHeight="1"' not in row


def test_last_periods_answers_stand_on_their_own_sheet() -> None:
    data = form(TEMPLATE, replace(SHEET, last={2: "5月学习2次。", 9: "别的任务"}))
    assert "5月学习2次。" in texts(data, marks.LAST_SHEET) and "别的任务" not in texts(data, marks.LAST_SHEET)
    assert marks.LAST_SHEET not in opened(form(TEMPLATE, SHEET)).sheetnames


def test_counted_items_have_a_sheet_with_the_rule_in_words_and_rows_to_fill() -> None:
    workbook = opened(form(TEMPLATE, replace(SHEET, quotas=(QUOTA,))))
    sheet = workbook[marks.QUOTA_SHEET]
    found = find_tables(grid_of(sheet), QUOTAS)[0]
    head = max(row for row, _ in found.headings)
    assert any("每周至少 1 次" in str(cell.value) for (cell,) in sheet.iter_rows(max_col=1, max_row=head))
    assert sheet.max_row - head >= 15
    assert not sheet.cell(head + 1, 3).protection.locked and sheet.cell(head, 3).protection.locked
    assert not sheet.protection.insertRows
    assert marks.mark_in(sheet.cell(head, 5).value).task == 0 and sheet.column_dimensions["E"].hidden


def test_a_unit_without_tasks_gets_a_form_for_its_counted_items() -> None:
    workbook = opened(form(TEMPLATE, replace(SHEET, tasks=(), quotas=(QUOTA,))))
    assert workbook.active.title == marks.QUOTA_SHEET
    assert marks.NO_TASKS in grid_of(workbook["任务清单"]).cells.values()


def test_materials_to_hand_in_are_named_below_the_table() -> None:
    materials = (Deliverable("创建工作方案", date(2023, 5, 30), (SHEET.unit,), True),)
    note = f"{marks.MATERIALS_LABEL}创建工作方案（2023年5月30日前，附佐证材料）。"
    assert note in texts(form(TEMPLATE, replace(SHEET, deliverables=materials)))


def test_every_row_carries_its_mark_in_the_hidden_column_after_the_nine() -> None:
    sheet = opened(form(TEMPLATE, SHEET))["任务清单"]
    assert sheet.column_dimensions["K"].hidden
    for task, row in zip(TASK_LIST.tasks, range(4, 9), strict=True):
        found = marks.mark_in(sheet.cell(row, 11).value)
        assert found == marks.Mark(TASK_LIST.digest, marks.unit_digest(SHEET.unit), "2023-06", task.seq)


def test_the_very_hidden_sheet_names_unit_and_period() -> None:
    sheet = opened(form(TEMPLATE, SHEET))[marks.META_SHEET]
    assert sheet.sheet_state == "veryHidden"
    assert marks.read_meta(grid_of(sheet).cells) == marks.Meta("0a1b2c3d", SHEET.unit, "2023-06", SHEET.title)


def test_every_cell_of_an_untouched_form_is_known_as_the_forms_own() -> None:
    content = replace(SHEET, quotas=(QUOTA,), deliverables=(Deliverable("总结", date(2023, 12, 20), (SHEET.unit,)),))
    official = {SHEET.title, *HEADINGS, *marks.QUOTA_HEADINGS}
    for task in TASK_LIST.tasks:
        official |= {str(task.seq), *task.themes, task.detail, task.lead, task.responsible, task.deadline.text}
    for sheet in opened(form(TEMPLATE, content), shown=True).worksheets:
        for text in grid_of(sheet).cells.values() if sheet.title not in marks.OWN_SHEETS else ():
            assert text in official or marks.own_text(text) or marks.mark_in(text), text


def test_the_same_content_gives_the_same_bytes_alone_and_among_others() -> None:
    press = Press(TEMPLATE)
    press.form(replace(SHEET, unit="另一单位", answers={1: {"progress": "已开展"}}))
    assert press.form(SHEET) == form(TEMPLATE, SHEET)


@pytest.mark.parametrize("data", [TEMPLATE, offices_own.template()], ids=["official", "an office's own"])
def test_a_copy_of_an_open_workbook_is_saved_as_the_workbook_itself(data: bytes) -> None:
    opened_ = template.open_template(data)
    fresh = template.copies(opened_)
    made = {"title": "清单", "author": "办公室", "created": date(2023, 4, 4)}
    first, second = save(fresh(), **made), save(fresh(), **made)
    assert first == second == save(opened_, **made)


def test_nothing_depends_on_the_hash_seed_or_the_clock() -> None:
    code = (
        "import hashlib, formed; from tasklist.views.forms.unit_form import form;"
        "print(hashlib.sha256(form(formed.TEMPLATE, formed.SHEET)).hexdigest())"
    )
    here = Path(__file__).parents[2]
    path = f"{here}{';' if sys.platform == 'win32' else ':'}{here.parent / 'scripts'}"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone, "SYSTEMROOT": "C:\\Windows"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(seen) == 1


def test_forms_are_no_larger_than_they_need_be() -> None:
    assert len(form(TEMPLATE, replace(SHEET, quotas=(QUOTA,)))) < 30_000


# --- texts that need more room than they are usually given ---------------------------------------

LONG_TASK = replace(TASK_LIST.tasks[2], detail="深入排查化解矛盾纠纷，建立台账，逐件销号，按月通报。" * 46)
LONG_LIST = replace(TASK_LIST, tasks=(*TASK_LIST.tasks[:2], LONG_TASK, *TASK_LIST.tasks[3:]))
LONG_SHEET = replace(
    SHEET,
    unit="某自治州某自治县少数民族聚居地区综合卫生健康服务中心暨妇幼保健院",
    tasks=LONG_LIST.tasks,
    answers={3: {"progress": "6月走访12家。", "contact": "联络员01 13900000001"}, 4: {"progress": "已办结。"}},
    last={3: "5月12日走访企业12家，收集意见建议6条。" * 140, 4: "5月办结。"},
)
LONG_FORM = form(official_template(LONG_LIST, CAMPAIGN), LONG_SHEET)


def test_a_task_taller_than_a_row_takes_several_and_is_read_back_as_one() -> None:
    sheet = opened(LONG_FORM)["任务清单"]
    assert {"A6:A9", "D6:D9", "H6:H9", "B6:B9", "C6:C9"} <= {str(span) for span in sheet.merged_cells.ranges}
    assert sum(sheet.row_dimensions[row].height for row in range(6, 10)) > style.TALLEST
    assert not sheet["H6"].protection.locked and sheet["D6"].protection.locked


@pytest.mark.parametrize("asked_again", [False, True])
def test_a_form_with_texts_over_several_rows_is_read_back_whole(asked_again: bool) -> None:
    """Through the reader of returns, with long answers and long texts of last period."""
    plan_, unit = laboratory.context().plan, laboratory.UNITS[0]
    tasks = tuple(
        replace(task, detail=task.detail + LONG_TASK.detail) if place in (1, 2) else task
        for place, task in enumerate(plan_.task_list.tasks)
    )
    made = obligations.build_plan(plan_.campaign, plan_.roster, replace(plan_.task_list, tasks=tasks))
    period = periods.by_id(made.campaign, "2023-06")
    assert period
    said = {seq: f"6月{seq}日走访企业{seq}家。" * (300 if seq in (3, 4) else 1) for seq in range(1, 9)}
    standing = {(unit, "2023-06", seq, "progress"): text for seq, text in said.items()}
    standing |= {(unit, "2023-05", seq, "progress"): text.replace("6月", "5月") for seq, text in said.items()}
    template = official_template(made.task_list, made.campaign)
    content = next(one for one in sheets(made, period, laboratory.RECEIVED, standing) if one.unit == unit)
    doubts = (finding("doubtful", "没有事实", unit=unit, task=3),)
    data = Correcting(template).correction(content, doubts) if asked_again else form(template, content)
    book = registry.read(data, "a.xlsx")
    assert isinstance(book, Book)
    arrival = Arrival(f"inbox/{unit}.xlsx", "0" * 64, laboratory.RECEIVED, laboratory.RECEIVED, 1)
    back = interpret(arrival, book, Context(made, furniture(template)))
    owed = {task.seq for task in content.tasks}
    assert {each.task: each.text for each in back.entries if each.field == "progress"} == {
        seq: said[seq] for seq in said if seq in owed
    }
    assert {2, 3, 4} <= owed and len(back.answer_cells) == len(owed)
    assert (back.outcome, back.unplaced, back.findings) == (Outcome.MERGED, (), ())


def test_the_list_itself_keeps_one_row_per_task() -> None:
    found = table(opened(official_template(LONG_LIST, CAMPAIGN))["任务清单"])
    assert [row.text("seq") for row in found.rows if row.text("seq").isdigit()] == ["1", "2", "3", "4", "5"]


def test_a_long_text_of_last_period_goes_on_in_the_next_row_under_its_number() -> None:
    cells = grid_of(opened(LONG_FORM)[marks.LAST_SHEET]).cells
    rows = range(4, max(row for row, _ in cells) + 1)
    assert [cells[row, 1] for row in rows] == [*["3"] * (len(rows) - 1), "4"] and len(rows) > 3
    parts = [cells[row, 3] for row in rows[:-1]]
    assert all(part.startswith("（续）") for part in parts[1:])
    assert "".join(part.removeprefix("（续）") for part in parts) == LONG_SHEET.last[3]


@pytest.mark.libreoffice
@pytest.mark.skipif(not printing.AVAILABLE, reason=printing.MISSING)
def test_no_text_of_a_form_is_cut_however_long_name_task_and_answers_are(tmp_path: Path) -> None:
    assert printing.clipped([opened(LONG_FORM, shown=True)], tmp_path) == []


# --- templates of an office's own making ---------------------------------------------------------


def own_template() -> openpyxl.Workbook:
    """A plain list without a line for 填报单位, with a column of its own, a note and another sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "清单"
    sheet["A1"] = "本委自制任务清单"
    sheet["A1"].font = Font(name="华文中宋", size=20)
    sheet.merge_cells("A1:J1")
    for column, text in enumerate((*HEADINGS, "分管领导"), 1):
        sheet.cell(2, column, text)
    for row, task in enumerate(TASK_LIST.tasks, 3):
        line = (task.seq, task.theme, task.detail, task.lead, task.responsible, task.deadline.text)
        for column, text in enumerate(line, 1):
            sheet.cell(row, column, text)
        sheet.cell(row, 10, f"副主任{task.seq:02d}")
    sheet["C4"].font = Font(name="华文楷体", size=14, color="FF0000")
    sheet["A9"] = "注：本表一式两份。"
    sheet["A9"].font = Font(italic=True)
    sheet.row_dimensions[9].height = 40
    workbook.create_sheet("填报须知")["B2"] = "请先阅读通知。"
    return workbook


def test_an_offices_own_template_keeps_its_title_notes_columns_looks_and_sheets() -> None:
    workbook = opened(form(saved(own_template()), replace(SHEET, tasks=TASK_LIST.tasks[1:3])))
    sheet = workbook["清单"]
    assert sheet["A1"].value == "本委自制任务清单" and sheet["A1"].font.name == "华文中宋"
    assert sheet["A2"].value == "填报单位：某市人民医院"
    assert [sheet.cell(3, column).value for column in range(1, 11)] == [*HEADINGS, "分管领导"]
    assert [sheet.cell(row, 10).value for row in (4, 5)] == ["副主任02", "副主任03"]
    assert sheet["C4"].font.name == "华文楷体" and sheet["D4"].font.name == "仿宋_GB2312"
    assert sheet["A7"].value == "注：本表一式两份。" and sheet["A7"].font.italic
    assert sheet.row_dimensions[7].height == 40
    assert marks.mark_in(sheet["K4"].value).task == 2
    assert workbook["填报须知"]["B2"].value == "请先阅读通知。"


def test_a_heading_that_is_merged_stays_merged_when_a_line_is_put_above_it() -> None:
    workbook = own_template()
    sheet = workbook["清单"]
    sheet.insert_cols(3)
    sheet.merge_cells("B2:C2")
    sheet.row_dimensions[2].height = 33
    made = opened(form(saved(workbook), SHEET))["清单"]
    assert {"A1:J1", "B3:C3", "B4:C4"} <= {str(span) for span in made.merged_cells.ranges}
    assert "B2:C2" not in {str(span) for span in made.merged_cells.ranges}
    assert made.row_dimensions[3].height == 33


def test_a_list_typed_without_any_formatting_makes_a_form_that_looks_official() -> None:
    typed = openpyxl.Workbook()
    typed.active.append(["本委任务清单"])
    typed.active.append(HEADINGS)
    for task in TASK_LIST.tasks:
        typed.active.append([task.seq, task.theme, task.detail, task.lead, task.responsible, task.deadline.text])
    sheet = opened(form(saved(typed), SHEET)).worksheets[0]
    assert [sheet.column_dimensions[letter].width for letter in "ABCG"] == [5, 19, 29.5, 35.5]
    assert (sheet["A1"].font.name, sheet["A1"].alignment.horizontal) == (style.TITLE.name, "center")
    assert "A1:I1" in {str(span) for span in sheet.merged_cells.ranges}
    assert sheet["G3"].value == HEADINGS[6] and sheet["G3"].font.name == style.HEADING.name
    assert {sheet[cell].border.left.style for cell in ("A3", "I3", "A4", "C4", "G4", "I8")} == {"thin"}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_mark_lives_through_xls_and_ods(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(form(TEMPLATE, SHEET))
    for ending in ("xls", "ods"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
        subprocess.run([*command, str(tmp_path / "form.xlsx")], capture_output=True, check=True, timeout=120)
        book = registry.read((tmp_path / f"form.{ending}").read_bytes(), f"form.{ending}")
        assert isinstance(book, Book)
        cells = {grid.sheet: grid.cells for grid in book.grids}
        assert marks.read_meta(cells[marks.META_SHEET]) == marks.Meta("0a1b2c3d", SHEET.unit, "2023-06", SHEET.title)
        assert [found.task for text in cells["任务清单"].values() if (found := marks.mark_in(text))] == [1, 2, 3, 4, 5]


def test_a_logo_comes_through() -> None:
    workbook, picture = own_template(), io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(picture, "png")
    workbook["清单"].add_image(Image(picture), "A1")
    template = saved(workbook)
    data = form(template, SHEET)
    assert [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "media" in name] == ["xl/media/image1.png"]
    assert losses(template) == ()


def test_a_place_for_the_unit_in_the_template_is_filled_and_the_rest_of_its_line_stays() -> None:
    workbook = own_template()
    workbook["清单"]["A1"] = "填报单位：________    （盖章）"
    sheet = opened(form(saved(workbook), SHEET))["清单"]
    assert sheet["A1"].value == "填报单位：某市人民医院　　（盖章）"
    assert sheet["A2"].value == "报送期：2023年6月"


def test_what_a_template_cannot_keep_is_named() -> None:
    stream = io.BytesIO(saved(own_template()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/cellimages.xml", "<x/>")
        archive.writestr("xl/ctrlProps/ctrlProp1.xml", "<x/>")
        archive.writestr("xl/drawings/drawing1.xml", '<xdr:wsDr><xdr:sp macro=""></xdr:sp></xdr:wsDr>')
    assert losses(stream.getvalue()) == ("WPS 嵌入单元格的图片", "文本框或形状", "复选框、按钮等控件")
    assert losses(TEMPLATE) == ()


def test_a_template_without_the_table_is_refused_with_the_headings_it_has() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["序号", "事项", "负责人"])
    with pytest.raises(UserError, match="事项"):
        form(saved(workbook), SHEET)


@pytest.mark.parametrize("data", [b"", b"not a workbook", TEMPLATE[: len(TEMPLATE) // 2]])
def test_a_template_that_is_no_workbook_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UserError, match="打不开"):
        form(data, SHEET)
    with pytest.raises(UserError, match="打不开"):
        losses(data)


def test_the_shipped_lists_and_rosters_are_what_their_maker_writes(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    maker = (root / "tests" / "examples" / "make_templates.py").read_text("utf-8")
    names: dict[str, object] = {"__file__": str(root / "tests" / "examples" / "make_templates.py"), "__name__": "maker"}
    exec(compile(maker, "make_templates.py", "exec"), names)
    names["ROOT"] = tmp_path
    names["main"]()  # type: ignore[operator]
    for path in sorted(tmp_path.rglob("*.xlsx")):
        assert path.read_bytes() == (root / path.relative_to(tmp_path)).read_bytes(), path.name


def test_an_answer_still_to_be_given_is_coloured_by_a_formula_every_program_knows() -> None:
    sheet = opened(form(TEMPLATE, SHEET))["任务清单"]
    found = table(sheet)
    (column,), rows = found.columns["progress"], [row.number for row in found.rows if row.text("seq").isdigit()]
    rules = {str(each.sqref): rule for each in sheet.conditional_formatting for rule in each.rules}
    letter = openpyxl.utils.get_column_letter(column)
    rule = rules[f"{letter}{rows[0]}:{letter}{rows[-1]}"]
    assert rule.formula[0].startswith(f'OR(LEN(TRIM({letter}{rows[0]}))=0,TRIM({letter}{rows[0]})="无"')
    assert not any(sign in rule.formula[0] for sign in "!{"), "Excel 2007 takes neither here"
