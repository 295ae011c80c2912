"""A list with a column for each quarter is answered in one after the other; what was said before stands beside it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import own_lists
import todo_book
from further_lists import QUARTERS
from offices import verb

UNIT = "旗疾病预防控制中心"


def home_of(folder: Path, every: str) -> Path:
    home = own_lists.home(folder)
    config = home / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("every: month", f"every: {every}"), "utf-8")
    (home / "通知.docx").write_bytes(QUARTERS.word())
    assert verb("import_list", home, str(home / "通知.docx"))[0] == 0
    return home


def answered(home: Path, period: str, month: int, texts: Mapping[str, str]) -> dict[str, str]:
    """The unit's form of a period, sent back with these texts under their headings; what it said before that."""
    assert verb("fill", home, "--period", period, "--as-of", f"2024-{month:02}-02T09:00")[0] == 0
    path = next((home / f"outbox/{period}/下发").glob(f"{UNIT}-*.xlsx"))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=4) for cell in row if cell.value}
    shown = {name: sheet.cell(5, heads[name]).value for name in ("第一季度", "第二季度", "第三季度", "第四季度")}
    for name, text in texts.items():
        sheet.cell(5, heads[name]).value = text
    book.save(home / "inbox" / path.name)
    return {name: str(text) for name, text in shown.items() if text}


def merged(home: Path, period: str, month: int) -> tuple[Any, list[str]]:
    """The answer of merge, and the unit's row in 任务清单汇总 from the fifth column on."""
    out = verb("merge", home, "--period", period, "--as-of", f"2024-{month:02}-24T09:00", "--json")[1]
    sheet = load_workbook(home / f"outbox/{period}/汇总表.xlsx")["任务清单汇总"]
    row = next(row for row in sheet.iter_rows(values_only=True) if UNIT in row)
    return json.loads(out), [str(text or "") for text in row[4:8]]


def test_each_quarter_is_answered_in_its_own_column_and_the_earlier_ones_stand_beside_it(tmp_path: Path) -> None:
    home = home_of(tmp_path / "home", "quarter")
    assert answered(home, "2024-Q1", 3, {"第一季度": "3月5日开展讲座2次"}) == {}
    assert merged(home, "2024-Q1", 3)[1] == ["3月5日开展讲座2次", "", "", ""]
    assert answered(home, "2024-Q2", 6, {"第二季度": "6月8日开展讲座3次"}) == {"第一季度": "3月5日开展讲座2次"}
    answer, row = merged(home, "2024-Q2", 6)
    assert row == ["3月5日开展讲座2次", "6月8日开展讲座3次", "", ""]
    assert [(file["outcome"], file["cells"]["merged"]) for file in answer["files"]] == [("merged", 1), ("merged", 1)]


FIRST, MENDED, SECOND = "3月5日开展讲座2次", "3月5日开展讲座4次", "6月8日开展讲座3次"


def overtyped(folder: Path, texts: Mapping[str, str]) -> Path:
    """A home in which the first quarter was answered, and the second one's form says something else there."""
    home = home_of(folder, "quarter")
    answered(home, "2024-Q1", 3, {"第一季度": FIRST})
    merged(home, "2024-Q1", 3)
    answered(home, "2024-Q2", 6, texts)
    return home


@pytest.mark.parametrize(("side", "stands"), [("", FIRST), (MENDED, MENDED), (FIRST, FIRST)])
def test_an_earlier_quarter_changed_in_a_later_form_is_as_it_was_until_a_person_says_that_it_is_mended(
    side: str, stands: str, tmp_path: Path
) -> None:
    home = overtyped(tmp_path / "home", {"第一季度": MENDED, "第二季度": SECOND})
    answer, row = merged(home, "2024-Q2", 6)
    assert row[:2] == [FIRST, SECOND]
    assert "overtyped" in {one["code"] for one in answer["findings"]}
    offered = todo_book.offered(home)
    assert [option[:2] for option in offered] == ["甲：", "乙："]
    if side:
        todo_book.say(home, "以哪一份为准", next(option for option in offered if side in option))
    answer, row = merged(home, "2024-Q2", 6)
    assert row[:2] == [stands, SECOND]
    assert ("overtyped" in {one["code"] for one in answer["findings"]}) == (not side)
    assert merged(home, "2024-Q1", 7)[1][0] == stands


def test_an_earlier_quarter_changed_in_the_master_is_the_offices_correction(tmp_path: Path) -> None:
    home = overtyped(tmp_path / "home", {"第二季度": SECOND})
    merged(home, "2024-Q2", 6)
    book = load_workbook(home / "outbox/2024-Q2/汇总表.xlsx")
    spots = [cell for row in book["任务清单汇总"].iter_rows() for cell in row if cell.value in (FIRST, SECOND)]
    for cell in spots:
        cell.value = f"{cell.value}，已核实"
    book.save(home / "inbox/更正.xlsx")
    assert merged(home, "2024-Q2", 6)[1][:2] == [f"{FIRST}，已核实", f"{SECOND}，已核实"]
    assert merged(home, "2024-Q1", 7)[1][0] == f"{FIRST}，已核实"


def test_an_answer_in_the_column_of_an_earlier_quarter_counts_for_its_own_once_a_person_says_so(tmp_path: Path) -> None:
    home = overtyped(tmp_path / "home", {"第一季度": SECOND})
    answer, row = merged(home, "2024-Q2", 6)
    assert row[0] == FIRST and row[1] != SECOND
    assert answer["obligations"]["pending"] == 1 and "blank" not in {one["code"] for one in answer["findings"]}
    offered = todo_book.offered(home)
    todo_book.say(home, "以哪一份为准", next(option for option in offered if "填错了栏" in option))
    answer, row = merged(home, "2024-Q2", 6)
    assert row[:2] == [FIRST, SECOND] and answer["obligations"]["pending"] == 0
    assert [file["cells"]["unplaced"] for file in answer["files"]] == [0, 0]


def test_a_form_waits_for_the_answers_of_its_own_quarter_alone(tmp_path: Path) -> None:
    home = home_of(tmp_path / "home", "quarter")
    answered(home, "2024-Q2", 6, {})
    sheet = load_workbook(next((home / "outbox/2024-Q2/下发").glob(f"{UNIT}-*.xlsx")), data_only=True).worksheets[0]
    told = [str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row if "未填" in str(cell.value or "")]
    assert [text.partition("，")[0] for text in told] == ["还有 1 项未填"]


def test_what_is_written_for_a_quarter_to_come_waits(tmp_path: Path) -> None:
    home = home_of(tmp_path / "home", "quarter")
    answered(home, "2024-Q1", 3, {"第一季度": "3月5日开展讲座2次", "第三季度": "计划开展讲座9次"})
    assert merged(home, "2024-Q1", 3)[1] == ["3月5日开展讲座2次", "", "", ""]
    loose = load_workbook(home / "outbox/2024-Q1/汇总表.xlsx")["未归位内容"]
    told = [str(cell.value) for row in loose.iter_rows(min_row=5) for cell in row if cell.value]
    assert "计划开展讲座9次" in told and any("现在还不用填" in text for text in told)


@pytest.mark.parametrize(
    ("every", "period", "month", "own", "earlier"),
    [("month", "2024-05", 5, "第二季度", ""), ("half-year", "2024-H1", 6, "第二季度", "第一季度")],
)
def test_the_column_of_a_report_is_that_of_its_part_of_the_year(
    every: str, period: str, month: int, own: str, earlier: str, tmp_path: Path
) -> None:
    home = home_of(tmp_path / "home", every)
    texts = {own: "5月6日开展讲座2次"} | ({earlier: "2月6日开展讲座1次"} if earlier else {})
    answered(home, period, month, texts)
    answer, row = merged(home, period, month)
    assert [text for text in row if text] == [texts[name] for name in (earlier, own) if name]
    assert [file["cells"]["unplaced"] for file in answer["files"]] == [0]


def test_check_tells_in_which_period_each_column_is_filled_in(tmp_path: Path) -> None:
    home = home_of(tmp_path / "home", "quarter")
    said = verb("check", home, "--as-of", "2024-03-02T09:00")[1]
    assert "“工作进展情况·第二季度”在报送期 2024-Q2 填，截止 2024-06-25" in said


def test_each_quarters_master_handed_up_brings_its_own_quarter_once(tmp_path: Path) -> None:
    below = home_of(tmp_path / "below", "quarter")
    answered(below, "2024-Q1", 3, {"第一季度": "3月5日开展讲座2次"})
    merged(below, "2024-Q1", 3)
    answered(below, "2024-Q2", 6, {"第二季度": "6月8日开展讲座3次"})
    county, row = merged(below, "2024-Q2", 6)
    above = home_of(tmp_path / "above", "quarter")
    config = above / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("office: 旗卫生健康委员会", "office: 市卫生健康委"), "utf-8")
    book = load_workbook(above / "templates/单位名册.xlsx")
    for line in book.worksheets[0].iter_rows(min_row=2):
        line[3].value = "旗卫生健康委员会"
    book.save(above / "templates/单位名册.xlsx")
    for period in ("2024-Q1", "2024-Q2"):
        shutil.copyfile(below / f"outbox/{period}/汇总表.xlsx", above / f"inbox/旗汇总表{period}.xlsx")
    answer, handed = merged(above, "2024-Q2", 6)
    assert handed == row == ["3月5日开展讲座2次", "6月8日开展讲座3次", "", ""]
    assert answer["obligations"] == county["obligations"]
    assert {each["outcome"] for each in answer["files"]} == {"merged"}
