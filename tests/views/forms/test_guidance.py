"""What a form tells while it is filled in: filled like a unit would, recalculated by another program, sent back."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import laboratory
import printing
from formed import SHEET, TEMPLATE, opened
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book
from tasklist.model.returns import Outcome, Return
from tasklist.model.settings import LastText
from tasklist.plan import periods
from tasklist.readers import registry
from tasklist.returns.interpret import interpret
from tasklist.tables import marks
from tasklist.views import style
from tasklist.views.forms.content import sheets
from tasklist.views.forms.unit_form import form

COUNT, SIGNER, DAY = "I2", "F9", "I9"
LAST = {1: "5月12日开展主线宣讲3场，参加200人。", 3: "5月排查矛盾2起，化解2起。"}
GIVEN = replace(SHEET, last=LAST, answers={2: {"progress": "6月8日组织学习1次，36人参加。"}})


def filled(data: bytes, cells: Mapping[str, str]) -> bytes:
    """A form with these cells typed; like every program that does not calculate, it keeps no value of a formula."""
    book, stream = opened(data), io.BytesIO()
    for name, text in cells.items():
        book["任务清单"][name].value = text
    book.save(stream)
    return stream.getvalue()


def shown(data: bytes, name: str) -> Any:
    return opened(data, shown=True)["任务清单"][name].value


def test_a_form_says_how_much_is_left_and_which_cell_is_next() -> None:
    assert shown(form(TEMPLATE, SHEET), COUNT) == marks.still_open(5, "H4") == "还有 5 项未填，\n下一处：H4"
    half = replace(SHEET, answers={1: {"progress": "6月3日宣讲1场。"}, 2: {"progress": "暂无"}})
    assert shown(form(TEMPLATE, half), COUNT) == "还有 4 项未填，\n下一处：H5"
    whole = replace(SHEET, answers={task.seq: {"progress": "6月3日宣讲1场。"} for task in SHEET.tasks})
    assert shown(form(TEMPLATE, whole), COUNT) == marks.ALL_ANSWERED


def test_the_count_is_a_plain_formula_of_functions_every_program_knows() -> None:
    formula = opened(form(TEMPLATE, SHEET))["任务清单"][COUNT].value
    assert len(formula) < 8192, "the limit of Excel 2007"
    names = {word.rpartition(sign)[2] for word in formula.split("(")[:-1] for sign in "=,&+-*{(" if sign in word}
    known = {"IF", "SUMPRODUCT", "TRIM", "SUBSTITUTE", "LEN", "HYPERLINK", "MIN", "ROW", "CHAR"}
    assert {name for name in names if name.isalpha()} <= known


def test_whoever_fills_it_in_types_name_and_day_into_cells_of_their_own() -> None:
    sheet = opened(form(TEMPLATE, SHEET))["任务清单"]
    labels = [cell for cell in sheet[9] if cell.value]
    assert tuple(cell.value for cell in labels) == marks.SIGNED_BY
    assert all(cell.protection.locked for cell in labels)
    assert not sheet[SIGNER].protection.locked and not sheet[DAY].protection.locked


@pytest.mark.parametrize("how", ["note", "column", "none"])
def test_last_periods_text_stands_beside_each_cell_as_the_office_wants_it(how: LastText) -> None:
    sheet = opened(form(TEMPLATE, replace(GIVEN, last_text=how)))["任务清单"]
    notes = {cell: sheet[cell].comment.text for cell in ("H4", "H5", "H6") if sheet[cell].comment}
    beside = {cell: sheet[cell].value for cell in ("L3", "L4", "L6") if sheet[cell].value}
    told = {"H4": LAST[1], "H6": LAST[3]}
    assert notes == ({at: f"{marks.LAST_PREFIX}\n{text}" for at, text in told.items()} if how == "note" else {})
    assert beside == ({"L3": marks.LAST_HEADING, "L4": LAST[1], "L6": LAST[3]} if how == "column" else {})
    assert sheet.print_area.endswith("$J$9"), "it is not printed"


def shipped_form(how: LastText, long: int = 1) -> tuple[bytes, list[int]]:
    """The form of a real unit with last period's answers, `long` times as long, and the tasks it owes."""
    plan_, unit = laboratory.context().plan, laboratory.UNITS[0]
    period = periods.by_id(plan_.campaign, "2023-06")
    assert period
    standing = {(unit, "2023-05", seq, "progress"): f"5月{seq}日走访企业{seq}家。" * long for seq in range(1, 15)}
    told = sheets(plan_, period, laboratory.RECEIVED, standing)
    content = next(replace(one, last_text=how) for one in told if one.unit == unit)
    return form(laboratory.shipped().template, content), [task.seq for task in content.tasks]


def sent_back(data: bytes, name: str) -> Return:
    book = registry.read(data, name)
    assert isinstance(book, Book)
    arrival = Arrival(f"inbox/{name}", "0" * 64, laboratory.RECEIVED, laboratory.RECEIVED, len(data))
    return interpret(arrival, book, laboratory.context())


def typed(data: bytes, tasks: Sequence[int]) -> bytes:
    """The form filled in and signed."""
    sheet = opened(data)["任务清单"]
    sign = next(cell.row for row in sheet for cell in row if cell.value == marks.SIGNED_BY[0])
    head = next(cell for row in sheet for cell in row if cell.value == "工作任务推进措施及进展情况")
    rows = {mark.task: cell.row for row in sheet for cell in row if (mark := marks.mark_in(str(cell.value or "")))}
    answers = {sheet.cell(rows[seq], head.column).coordinate: f"6月{seq}日培训{seq}场。" for seq in tasks}
    open_cells = [cell.coordinate for cell in sheet[sign] if not cell.protection.locked and not cell.value]
    firsts = [name for name in open_cells if name not in _covered(sheet)]
    return filled(data, answers | dict(zip(firsts, ("王小新", "2023年6月20日"), strict=True)))


def _covered(sheet: Any) -> set[str]:
    spans = list(sheet.merged_cells.ranges)
    return {sheet.cell(*at).coordinate for each in spans for at in each.cells if at != (each.min_row, each.min_col)}


def all_told(back: Return, tasks: Sequence[int]) -> None:
    """Every answer arrived, and not one word of the form's own was taken for a unit's."""
    assert {each.task: each.text for each in back.entries if each.field == "progress"} == {
        seq: f"6月{seq}日培训{seq}场。" for seq in tasks
    }
    assert (back.outcome, back.unplaced, back.strays, back.findings) == (Outcome.MERGED, (), (), ())


@pytest.mark.parametrize("long", [1, 200])
@pytest.mark.parametrize("how", ["note", "column", "none"])
def test_what_the_form_says_of_itself_is_its_own_when_it_comes_back(how: LastText, long: int) -> None:
    data, tasks = shipped_form(how, long)
    all_told(sent_back(typed(data, tasks), f"{laboratory.UNITS[0]}.xlsx"), tasks)


def test_a_word_typed_into_the_column_of_last_period_is_listed() -> None:
    data, tasks = shipped_form("column")
    sheet = opened(data)["任务清单"]
    (at,) = [cell for row in sheet for cell in row if cell.value == f"5月{tasks[0]}日走访企业{tasks[0]}家。"]
    changed = filled(typed(data, tasks), {at.coordinate: "这一项改由办公室负责"})
    back = sent_back(changed, f"{laboratory.UNITS[0]}.xlsx")
    assert [(each.place.cell, each.text) for each in back.unplaced] == [(at.coordinate, "这一项改由办公室负责")]


@pytest.mark.libreoffice
@pytest.mark.skipif(not printing.AVAILABLE, reason=printing.MISSING)
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_the_same_holds_when_another_program_saved_it(ending: str, tmp_path: Path) -> None:
    data, tasks = shipped_form("column" if ending == "xls" else "note")
    (tmp_path / "form.xlsx").write_bytes(typed(data, tasks))
    saved = printing.converted(tmp_path / "form.xlsx", ending, tmp_path / "saved")
    all_told(sent_back(saved.read_bytes(), f"{laboratory.UNITS[0]}.{ending}"), tasks)


def calculated(path: Path) -> tuple[str, set[str]]:
    """What the first printed page says, and the colours, as RRGGBB, that cover more than a few dots of it."""
    pdf = printing.converted(path, "pdf", path.parent)
    subprocess.run(["pdftoppm", "-r", "40", "-l", "1", "-png", "-singlefile", str(pdf), str(path)], check=True)
    with Image.open(f"{path}.png") as picture:
        dots: Any = picture.convert("RGB").getcolors(1 << 24)
    return printing.pages(pdf)[0], {"".join(f"{part:02X}" for part in dot) for number, dot in dots if number > 50}


@pytest.mark.libreoffice
@pytest.mark.skipif(not printing.AVAILABLE, reason=printing.MISSING)
def test_filled_in_cell_by_cell_and_calculated_anew_count_and_colours_follow(tmp_path: Path) -> None:
    data = form(TEMPLATE, GIVEN)
    signed = {SIGNER: "王小新", DAY: "6月20日"}
    rest = {f"H{row}": "6月9日培训1场。" for row in (6, 7, 8)}
    steps: tuple[tuple[dict[str, str], str, set[str]], ...] = (
        ({"H4": "6月9日培训1场。", "H6": "　无 "}, marks.still_open(3, "H6"), {style.UNANSWERED}),
        ({"H4": LAST[1], **rest, **signed}, marks.ALL_ANSWERED, {style.REPEATED}),
        ({"H4": "6月9日培训1场。", **rest, **signed}, marks.ALL_ANSWERED, set()),
    )
    for number, (cells, told, coloured) in enumerate(steps):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(filled(data, cells))
        words, colours = calculated(path)
        assert printing.compact(told) in words
        assert colours & {style.UNANSWERED, style.REPEATED} == coloured
