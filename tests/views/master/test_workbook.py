"""The master: what a reader finds in it, what it refuses to do, and how it prints."""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock

import worlds
from tasklist.ledger.statistics import figures
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger, Status
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.returns import Clue, Outcome, Superseded
from tasklist.model.unplaced import Unplaced
from tasklist.tables.marks import MASTER_MARK, META_SHEET
from tasklist.text.display import visible
from tasklist.views.master import task_list
from tasklist.views.master.detail import COLUMNS
from tasklist.views.master.sheet import SHEETS
from tasklist.views.master.workbook import render
from tasklist.views.reports.call_list import call_list
from tasklist.views.style import TALLEST, text_height
from tasklist.views.text_height import pieces
from worlds import HEADINGS, line, unit

NASTY = (
    '=HYPERLINK("http://example.org","x")', "+1+1", "-2", "@SUM(A1)", "http://example.org/a",
    "mailto:a@example.org",
    "<r><t>注入</t></r>", "<b>粗</b>&amp;", "_x0041_", "internal:总览!A1", "\x07铃",
    "{=1+1}", "'单引号", "第一行\n第二行",
)  # fmt: skip


def book(ledger: Ledger, *history: Ledger) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(Summary(ledger, history))))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


@pytest.fixture(scope="module")
def made() -> Ledger:
    return worlds.world(8, 5, 900)


@pytest.fixture(scope="module")
def opened(made: Ledger) -> Any:
    return book(made, worlds.world(8, 5, seed=3, month=5))


def test_the_sheets_stand_in_their_order_and_the_mark_is_very_hidden(opened: Any, made: Ledger) -> None:
    assert tuple(opened.sheetnames) == (*SHEETS, META_SHEET)
    assert opened[META_SHEET].sheet_state == "veryHidden"
    assert [cell.value for cell in opened[META_SHEET]["A"]][:2] == [MASTER_MARK, made.period.id]


def test_the_first_sheet_shows_the_figures_of_the_ledger(opened: Any, made: Ledger) -> None:
    seen = [value for row in rows(opened["总览"]) for value in row if value is not None]
    for label, value, measure in figures(made).five:
        assert f"{label}（{measure}）" in seen
        assert value in seen
    assert opened["总览"].sheet_properties.pageSetUpPr.fitToPage
    assert opened["总览"].page_setup.fitToWidth in (None, 1)  # one is what is meant when nothing is said
    assert opened["总览"].page_setup.fitToHeight == 0
    assert len(opened["总览"]._charts) == 3


def test_the_official_sheet_has_the_nine_headings_and_a_row_per_unit_and_task(opened: Any, made: Ledger) -> None:
    sheet = opened["任务清单汇总"]
    assert rows(sheet)[2][:9] == HEADINGS
    named = [row[4] for row in rows(sheet)[3:]]
    for name in (one.name for one in made.plan.roster.units):
        assert named.count(name) == len(made.plan.task_list.tasks)


def test_a_unit_that_owes_is_red_and_says_so_in_words(opened: Any, made: Ledger) -> None:
    owing = next(one.obligation.unit for one in made.lines if one.status is Status.MISSING and one.obligation.task)
    row = next(row for row in opened["任务清单汇总"].iter_rows(min_row=4) if row[4].value == owing)
    assert row[6].value == "（未报）"
    assert row[4].fill.start_color.rgb.endswith("F8CBAD")


def test_the_flat_table_is_a_real_table_with_one_row_per_unit_and_task(opened: Any, made: Ledger) -> None:
    sheet = opened["明细台账"]
    assert [cell.value for cell in sheet[1]][: len(COLUMNS)] == [column.heading for column in COLUMNS]
    assert list(sheet.tables) == ["明细"]
    assert sheet.freeze_panes is not None
    table = [row for row in rows(sheet)[1:] if not row[10].startswith("（续")]
    owed = [one for one in made.lines if one.obligation.kind is Kind.TASKS]
    assert [(row[0], row[2], row[10]) for row in table] == [
        (one.obligation.unit, one.obligation.task, one.status.label) for one in owed
    ]


def test_every_text_stands_whole_in_both_sheets(opened: Any, made: Ledger) -> None:
    flat: dict[tuple[str, int], str] = {}
    for row in rows(opened["明细台账"])[1:]:
        flat[row[0], row[2]] = flat.get((row[0], row[2]), "") + (row[7] or "")
    printed = "".join(row[6] or "" for row in rows(opened["任务清单汇总"])[3:])
    for one in made.lines:
        if one.obligation.kind is Kind.TASKS:
            assert flat[one.obligation.unit, one.obligation.task or 0] == one.text
            assert one.text in printed


def test_a_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    text = "开展活动1次。" * 6000
    made = worlds.ledger((line(unit(0).name, Status.REPORTED, 1, text),))
    opened = book(made)
    parts = [row[7] for row in rows(opened["明细台账"])[1:]]
    assert len(parts) > 2
    assert "".join(parts) == text
    listed = "".join(row[6] or "" for row in rows(opened["任务清单汇总"])[3:])
    told, left = listed.split("（后面还有 ")  # there a row is narrower, and after many the original is pointed at
    assert text.startswith(told)
    assert len(told) + int(left.partition(" ")[0]) == len(text)


def test_a_text_taller_than_a_row_goes_on_in_numbered_rows_that_name_the_unit_and_the_task() -> None:
    text = "开展活动1次，参加30人。" * 400
    opened = book(worlds.ledger((line(unit(0).name, Status.REPORTED, 1, text), line(unit(1).name, Status.REPORTED))))
    sheet = opened["明细台账"]
    *parts, other = rows(sheet)[1:]
    assert "".join(row[7] for row in parts) == text
    assert {row[:7] for row in parts} == {parts[0][:7]}
    assert [row[10] for row in parts] == ["已报", *(f"（续{turn}）" for turn in range(1, len(parts)))]
    assert {(row[11], row[15]) for row in parts} == {(parts[0][11], parts[0][15])}
    assert not any("".join(map(str, filter(None, row[8:10] + row[12:15]))) for row in parts[1:])
    assert other[0] == unit(1).name
    assert all(sheet.row_dimensions[row].height < TALLEST for row in range(2, len(parts) + 2))


@pytest.mark.parametrize("text", NASTY)
def test_text_from_outside_arrives_as_text(text: str) -> None:
    name = unit(0).name
    made = worlds.ledger(
        (line(name, Status.REPORTED, 1, text),),
        unplaced=(Unplaced(Place("inbox/a.xlsx", "Sheet1", "G7"), text, text, name),),
    )
    data = render(Summary(made))
    opened = openpyxl.load_workbook(io.BytesIO(data))
    for sheet, column in (("任务清单汇总", 7), ("明细台账", 8), ("未归位内容", 5)):
        cells = [cell for cell in next(opened[sheet].iter_cols(column, column)) if _plain(cell.value) == visible(text)]
        assert cells, sheet
        assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert not [name for name in parts.namelist() if "worksheets/sheet" in name and b"<f>" in parts.read(name)]


@pytest.mark.parametrize("text", [text for text in NASTY if "\n" not in text])
def test_names_and_titles_from_outside_arrive_as_text(text: str) -> None:
    task = replace(worlds.task(1, text, text), themes=(text, text), lead=text)
    base = worlds.plan(1, 1)
    base = replace(
        base,
        campaign=replace(base.campaign, title=text, office=text),
        roster=replace(base.roster, units=(unit(0, name=text, groups=(text,), contact=text, phone=text),)),
        task_list=replace(base.task_list, title=text, tasks=(task,)),
    )
    lines = (line(text, Status.MISSING),)
    made = worlds.ledger(lines, base, files=(worlds.record(text, reason=text, evidence=(Clue(text),)),))
    opened = book(made)
    for sheet in opened:
        for cell in (cell for row in sheet.iter_rows() for cell in row if _plain(cell.value) == visible(text)):
            assert cell.data_type == "s" and cell.hyperlink is None, f"{sheet.title}!{cell.coordinate}"
    assert _plain(opened["总览"]["A1"].value) == _plain(opened["任务清单汇总"]["A1"].value) == visible(text)
    for data in (render(Summary(made)), call_list(Summary(made))):
        parts = zipfile.ZipFile(io.BytesIO(data))
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
        assert not [part for part in sheets if b"<f>" in part]


def _plain(value: object) -> object:
    # openpyxl leaves Excel's own escape in place; a spreadsheet program shows what it stands for.
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def targets(data: bytes) -> set[str]:
    parts = zipfile.ZipFile(io.BytesIO(data))
    rels = "".join(parts.read(name).decode() for name in parts.namelist() if "worksheets/_rels" in name)
    return {html.unescape(found) for found in re.findall(r'Target="([^"]*)" TargetMode="External"', rels)}


def test_links_go_to_our_own_files_only(made: Ledger) -> None:
    found = targets(render(Summary(made)))
    assert found
    assert all(re.fullmatch(r"\.\.\\\.\.\\inbox\\[^:]*", target) for target in found)


def test_a_file_name_with_signs_of_its_own_is_escaped_in_the_link() -> None:
    place = Place("inbox/50% #1 <a>.xlsx", "Sheet'1", "G7")
    data = render(Summary(worlds.ledger((line(unit(0).name, Status.REPORTED, place=place),))))
    assert "..\\..\\inbox\\50%25%20%231%20%3Ca%3E.xlsx" in targets(data)
    assert "'Sheet''1'!G7" in html.unescape(zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet3.xml").decode())


def test_the_same_ledger_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib, worlds; from tasklist.ledger.summary import Summary;"
        "from tasklist.views.master.workbook import render;"
        "print(hashlib.sha256(render(Summary(worlds.world(4, 3), (worlds.world(4, 3, seed=2, month=5),)))).hexdigest())"
    )
    path = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3] / "scripts")]
    found = {
        subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0]={path!r}; {code}"],
            env={"PYTHONHASHSEED": seed}, check=True, capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


def test_an_empty_ledger_still_makes_every_sheet() -> None:
    bare = worlds.plan(0, 0)
    assert tuple(book(worlds.ledger((), bare)).sheetnames)[: len(SHEETS)] == SHEETS


def test_the_difference_between_two_versions_is_marked() -> None:
    data = render(Summary(worlds.world(4, 3)))
    strings = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
    assert re.search(r"<r><rPr>(?:(?!</r>).)*<strike/>(?:(?!</r>).)*<t>1</t></r>", strings)


def test_a_difference_far_down_in_a_long_text_is_marked_where_the_text_goes_on() -> None:
    name, same = unit(0).name, "6月12日组织专题学习1次，参训45人。" * 150
    old, new = (worlds.entry(name, f"{same}{end}{same}", day=day) for end, day in (("走访12家", 18), ("慰问30户", 24)))
    made = worlds.ledger((line(name, Status.REPORTED),), superseded=(Superseded(new, old, "后收到的为准"),))
    sheet = openpyxl.load_workbook(io.BytesIO(render(Summary(made))), rich_text=True)["版本与冲突"]
    marks = {"old": "", "new": ""}
    texts = {"old": "", "new": ""}
    for row in sheet.iter_rows(min_row=5):
        for kind, cell in (("old", row[3]), ("new", row[4])):
            parts = cell.value if isinstance(cell.value, CellRichText) else [cell.value or ""]
            texts[kind] += "".join(map(str, parts))
            for part in parts:
                if isinstance(part, TextBlock) and (part.font.strike or part.font.u):
                    marks[kind] += part.text
    assert texts == {"old": old.text, "new": new.text}
    assert (set(marks["old"]) & set("走访"), set(marks["new"]) & set("慰问")) == (set("走访"), set("慰问"))
    assert len(marks["old"]) < 8


def test_a_text_that_changed_wholly_is_marked_wholly() -> None:
    name = unit(0).name
    old, new = worlds.entry(name, "走访", day=18), worlds.entry(name, "慰问", day=24)
    made = worlds.ledger((line(name, Status.REPORTED),), superseded=(Superseded(new, old, "后收到的为准"),))
    sheet = book(made)["版本与冲突"]
    assert sheet["D5"].font.strike
    assert sheet["E5"].font.underline


def test_every_file_and_every_lost_value_has_its_row(opened: Any, made: Ledger) -> None:
    files = [row[0].strip() for row in rows(opened["文件清单"])[4:-1]]
    assert files == [one.path for one in made.files]
    assert len(rows(opened["版本与冲突"])[4:]) == len(made.superseded)
    assert [row[4] for row in rows(opened["未归位内容"])[4:]] == [one.text for one in made.unplaced]


def test_versions_that_say_the_same_are_counted_and_the_others_stand_in_the_order_of_the_roster() -> None:
    names = [unit(place).name for place in (1, 0)]
    lost = [
        Superseded(
            worlds.entry(name, "新", seq), worlds.entry(name, old, seq, day=18), "后收到的为准", equal=old == "新"
        )
        for name in names
        for seq in (2, 1)
        for old in ("旧", "新")
    ]
    made = worlds.ledger(tuple(line(name, Status.REPORTED) for name in names), superseded=tuple(lost))
    sheet = book(made)["版本与冲突"]
    assert [row[:2] for row in rows(sheet)[4:]] == [
        (unit(place).name, f"任务{seq}") for place in (0, 1) for seq in (1, 2)
    ]
    assert "另有4处" in sheet["A3"].value


def test_the_time_of_receipt_is_that_of_the_file_beside_it() -> None:
    name = unit(0).name
    answer = worlds.entry(name, "更正后", day=24)
    first = line(name, Status.REPORTED, entries=(answer,), place=answer.place, received=worlds.moment(20))
    blank = line(name, Status.PARTIAL, 2, place=Place(f"inbox/{name}.xlsx", "Sheet1", "G5"), came=worlds.moment(20))
    sheet = book(worlds.ledger((first, blank)))["明细台账"]
    assert [row[15] for row in rows(sheet)[1:]] == ["2023-06-24 09:00", "2023-06-20 09:00"]


def test_evidence_that_agrees_names_only_its_kinds() -> None:
    said = tuple(Clue(kind, unit(0).name) for kind in ("表单标记", "行标记", "文件名", "表单标记"))
    files = (
        worlds.record(unit(0).name, evidence=said),
        worlds.record(unit(1).name, Outcome.SET_ASIDE, evidence=said[:2]),
    )
    sheet = book(worlds.ledger((line(unit(0).name, Status.REPORTED),), files=files))["文件清单"]
    assert [row[5] for row in rows(sheet)[4:6]] == ["表单标记；行标记；文件名", "；".join(map(str, said[:2]))]


def test_every_blank_is_warned_of_with_what_to_do(opened: Any, made: Ledger) -> None:
    table = rows(opened["空白预警"])[4:]
    blank = {
        (one.obligation.unit, one.obligation.label)
        for one in made.lines
        if one.returned and one.verdict and one.verdict.blank
    }
    assert {(row[0], row[1]) for row in table if row[2] == "空白"} == blank
    assert all(row[5] for row in table)


def test_the_matrix_agrees_with_the_figures(opened: Any, made: Ledger) -> None:
    now = figures(made)
    table = {row[0]: row for row in rows(opened["报送情况"])[4:]}
    width = 1 + len(made.plan.task_list.tasks) + 3
    for one in (*now.units, replace(now.total, name="合计（有答复的）")):
        assert tuple(table[one.name][width : width + 1 + len(one.counts)]) == (one.expected, *one.counts)


# --- long text and pages ------------------------------------------------------------------------


@given(st.text(alphabet="开展活动1。\n a，；", max_size=3000), st.sampled_from((14.0, 37.0, 60.0)))
@settings(max_examples=60)
def test_pieces_join_to_the_text_and_each_fits_its_row(text: str, width: float) -> None:
    cut = pieces(text, width, 10, 200)
    assert "".join(cut) == text
    assert all(text_height(piece, width, 10) <= 200 + 15 for piece in cut)


@pytest.mark.parametrize(("units", "tasks", "longest"), [(20, 6, 600), (3, 4, 6000), (60, 2, 40)])
def test_no_page_is_fuller_than_its_paper_and_no_row_is_lost(units: int, tasks: int, longest: int) -> None:
    made = worlds.world(units, tasks, longest)
    pages = list(task_list.paged(task_list._blocks(made), 440, 380))
    assert all(sum(part.height for part in page) <= (440 if place else 380) + 0.01 for place, page in enumerate(pages))
    texts = "".join(row.cells[1] for page in pages for part in page for row in part.rows)
    for one in made.lines:
        assert one.text in texts


def test_a_block_that_goes_on_names_its_task_again_on_every_page() -> None:
    pages = list(task_list.paged(task_list._blocks(worlds.world(60, 1, 300)), 440, 380))
    assert len(pages) > 2
    assert not pages[0][0].again
    assert all(page[0].again and page[0].detail for page in pages[1:])


@pytest.mark.parametrize("units", range(2, 40))
def test_a_page_break_leaves_no_row_of_a_block_alone(units: int) -> None:
    lines = tuple(line(unit(place).name, Status.MISSING, seq) for seq in (1, 2) for place in range(units))
    made = worlds.ledger(lines, worlds.plan(units, 2))
    for page in task_list.paged(task_list._blocks(made), 440, 380):
        assert all(len(part.rows) > 1 for part in page)


def test_a_long_theme_does_not_stretch_the_rows_on_the_next_page() -> None:
    themes = ("深入实施各项工程，" * 12, "第二级")
    base = worlds.plan(30, 1)
    long = replace(base, task_list=replace(base.task_list, tasks=(replace(worlds.task(1), themes=themes),)))
    lines = tuple(line(unit(place).name, Status.MISSING) for place in range(30))
    for page in task_list.paged(task_list._blocks(worlds.ledger(lines, long)), 440, 380):
        assert all(row.height < 60 for part in page if part.again for row in part.rows)


def test_a_task_text_longer_than_a_page_is_shown_whole() -> None:
    detail = "围绕本单位实际组织开展相应活动，明确专人负责。" * 60
    base = worlds.plan(1, 1)
    long = replace(base, task_list=replace(base.task_list, tasks=(worlds.task(1, detail),)))
    pages = list(
        task_list.paged(task_list._blocks(worlds.ledger((line(unit(0).name, Status.REPORTED),), long)), 440, 380)
    )
    shown = "".join(part.detail for page in pages for part in page if not part.shown)
    assert shown == detail
