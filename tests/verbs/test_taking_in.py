"""What a clerk can take in by an answer: last month's sheet in this month's workbook, counted rows without a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from offices import CONFIG, DETAILS, FACT, UNITS, answered, merged, office, own_table, verb
from todo_book import offered, open_rows, say, todo, told

SHEET, UNIT = "是不是那一期的填报", "是哪个单位的"
ITEM, DAY = "是哪一项频次事项", "频次事项是哪一天的"
JUNE = {1: FACT, 2: "6月13日建成教育点2处，带教青年30人", 3: "6月14日义诊3场，服务牧民120人"}
MAY = {1: "5月8日专题学习2次，参训38人", 2: "5月9日布置阵地1处，参观66人", 3: "5月10日推广蒙医药项目4个"}
QUOTAS = """quotas:
- {name: 动态信息, at_least: 1, per: month, units: [卫生健康单位]}
- {name: 理论学习, at_least: 1, per: month, units: [卫生健康单位]}
"""


def two_months(home: Path) -> Path:
    """A unit's workbook with a sheet for May and one for June."""
    book = Workbook()
    for place, (title, said) in enumerate({"5月": MAY, "6月": JUNE}.items()):
        page = book.worksheets[0] if place == 0 else book.create_sheet()
        page.title = title
        page.append(["序号", "具体任务", "工作任务推进措施及进展情况", "联络员及联系电话"])
        for seq in (1, 2, 3):
            page.append([seq, DETAILS[seq - 1], said[seq], "联络员01 13900000001"])
    path = home / "inbox" / f"{UNITS[0]}.xlsx"
    book.save(path)
    return path


def progress(answer: dict[str, Any]) -> tuple[int, int]:
    """How much is reported, and how much waits."""
    return answer["obligations"]["reported"] + answer["obligations"]["late"], answer["obligations"]["pending"]


@pytest.mark.parametrize(("said", "reported"), [("并入2023-05", 3), ("不采用", 0)])
def test_last_months_sheet_in_this_months_workbook_is_taken_in_or_not(tmp_path: Path, said: str, reported: int) -> None:
    home = office(tmp_path / "home")
    two_months(home)
    assert progress(merged(home, "2023-06-20T09:00")) == (3, 0)
    assert open_rows(home) == [SHEET]
    assert progress(merged(home, "2023-06-20T09:30", "--period", "2023-05")) == (0, 3), "it may be May's"
    say(home, SHEET, said)
    may: Any = merged(home, "2023-06-20T10:00", "--period", "2023-05")
    assert progress(may) == (reported, 0)
    (record,) = may["files"]
    cells = record["cells"]
    assert cells["seen"] == cells["merged"] + cells["template"] + cells["superseded"] + cells["unplaced"]
    assert progress(merged(home, "2023-06-20T11:00")) == (3, 0) and open_rows(home) == []
    assert FACT in told(home, "明细台账") and MAY[1] not in told(home, "明细台账")


def test_a_workbook_that_keeps_the_months_already_handed_in_is_no_question(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    own_table(home / "inbox" / f"{UNITS[0]}-5月.xlsx", MAY, "2023年5月")
    assert progress(merged(home, "2023-05-20T09:00", "--period", "2023-05")) == (3, 0)
    two_months(home)
    assert progress(merged(home, "2023-06-20T09:00")) == (3, 0)
    assert not (home / "outbox/待办.xlsx").exists()
    assert progress(merged(home, "2023-06-20T09:00", "--period", "2023-05")) == (3, 0)


def test_one_with_a_word_more_for_last_month_is(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    own_table(home / "inbox" / f"{UNITS[0]}-5月.xlsx", MAY | {3: "5月10日推广蒙医药项目3个"}, "2023年5月")
    merged(home, "2023-05-20T09:00", "--period", "2023-05")
    two_months(home)
    merged(home, "2023-06-20T09:00")
    assert open_rows(home) == [SHEET]


def test_last_months_form_kept_as_a_sheet_of_this_months_is_one_question(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    path = answered(home, UNITS[0], JUNE)
    assert verb("fill", home, "--as-of", "2023-05-02", "--period", "2023-05")[0] == 0
    before = next(each for each in (home / "outbox/2023-05/下发").iterdir() if each.name.startswith(UNITS[0]))
    book, old = load_workbook(path), load_workbook(before)["任务清单"]
    kept = book.create_sheet("5月")
    for cell in (cell for row in old.iter_rows() for cell in row if cell.value is not None):
        kept[cell.coordinate] = cell.value
    for row, text in zip((4, 5, 6), MAY.values(), strict=True):
        kept.cell(row, 8, text)
    book.save(path)
    assert progress(merged(home, "2023-06-20T09:00")) == (3, 0)
    assert open_rows(home) == [SHEET]
    say(home, SHEET, "并入2023-05")
    assert progress(merged(home, "2023-06-20T10:00", "--period", "2023-05")) == (3, 0)
    assert progress(merged(home, "2023-06-20T11:00")) == (3, 0) and open_rows(home) == []


def counted(home: Path, *rows: tuple[str, str, str]) -> None:
    """A unit's 频次填报."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "频次填报"
    page.append(["事项", "日期", "标题或内容", "备注"])
    for row in rows:
        page.append([*row, ""])
    book.save(home / "inbox" / f"{UNITS[0]}-频次.xlsx")


def short_in_june(answer: dict[str, Any]) -> set[str]:
    """The counted items of the unit that are said to be short in June."""
    told = (one["message"] for one in answer["findings"] if one["unit"] == UNITS[0] and one["code"] == "missing")
    return {name for one in told for name in ("动态信息", "理论学习") if name in one and "2023-06" in one}


@pytest.mark.parametrize(
    ("row", "asked", "impossible", "answer"),
    [
        (("动态信息", "上旬", "义诊进牧区"), DAY, "6月25日", "6月9日"),
        (("", "6月9日", "义诊进牧区"), ITEM, "6月9日", "动态信息"),
    ],
)
def test_a_counted_row_without_a_day_or_an_item_waits_and_counts_when_one_is_given(
    tmp_path: Path, row: tuple[str, str, str], asked: str, impossible: str, answer: str
) -> None:
    home = office(tmp_path / "home", CONFIG + QUOTAS)
    answered(home, UNITS[0], JUNE)
    counted(home, row)
    before: Any = merged(home, "2023-06-24T09:00")
    assert open_rows(home) == [asked]
    waiting = before["obligations"]["pending"]
    say(home, asked, impossible)
    merged(home, "2023-06-24T09:30")
    (row_now,) = todo(home)
    assert "没有采用" in row_now["说明"], "a day after it came, a day for an item"
    say(home, asked, answer)
    after: Any = merged(home, "2023-06-24T10:00")
    assert open_rows(home) == [] and after["obligations"]["pending"] < waiting
    late: Any = merged(home, "2023-07-02T09:00", "--period", "2023-06")
    assert short_in_june(late) == {"理论学习"}
    (taken,) = (one["决定"] for one in todo(home) if one["事项"] == asked)
    assert taken == ("2023-06-09" if answer == "6月9日" else answer)


def test_whose_a_file_is_may_be_answered_by_the_short_name_of_the_roster(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    path = two_months(home)
    path.rename(path.with_name("汇报.xlsx"))
    merged(home, "2023-06-20T09:00")
    assert UNITS[0] in offered(home)
    say(home, UNIT, "旗医院")
    answer: Any = merged(home, "2023-06-20T10:00")
    assert [(each["outcome"], each["unit"]) for each in answer["files"]] == [("merged", UNITS[0])]


def test_a_row_of_a_day_that_has_not_been_is_offered_as_no_item(tmp_path: Path) -> None:
    home = office(tmp_path / "home", CONFIG + QUOTAS)
    counted(home, ("", "6月29日", "义诊进牧区"))
    merged(home, "2023-06-24T09:00")
    assert "动态信息" not in offered(home) and open_rows(home) == ["没有归位的内容"]
