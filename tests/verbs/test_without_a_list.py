"""A notice without a task list: documents and counted items only, and every verb makes sense of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from offices import CONFIG, UNITS, merged, office, verb

DOCUMENTS = "deliverables: [{name: 创建工作方案, due: 2023-05-30}, {name: 工作总结, due: 2023-06-20}]\n"
COUNTS = "quotas: [{name: 动态信息, at_least: 1, per: month, units: [卫生健康单位]}]\n"


def without_list(home: Path, asked: str) -> Path:
    """A home folder whose notice has no list."""
    made = office(home, CONFIG.replace("  task_list: templates/任务清单.xlsx\n", "") + asked)
    (made / "templates/任务清单.xlsx").unlink()
    return made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return without_list(tmp_path / "home", DOCUMENTS + COUNTS)


def document(home: Path, unit: str, name: str) -> None:
    """A unit's document as a workbook without a task table."""
    book = Workbook()
    book.worksheets[0]["A1"] = f"{unit}{name}"
    book.worksheets[0]["A2"] = "成立专班，分三个阶段推进。"
    book.save(home / "inbox" / f"{unit}{name}.xlsx")


def test_check_speaks_of_documents_and_counts_alone(home: Path) -> None:
    code, out, err = verb("check", home, "--as-of", "2023-06-20T09:00")
    assert code == 0, err
    assert "没有任务清单，只计报送材料和频次" in out and "0 项任务" not in out
    assert f"{UNITS[0]}：2 份材料，1 种频次" in out


def test_only_units_with_counted_items_get_a_form(home: Path) -> None:
    code, out, err = verb("fill", home, "--as-of", "2023-06-01T09:00")
    assert code == 0, err
    assert "已生成 4 份表，" in out
    assert not list((home / "outbox/2023-06/下发").glob(f"{UNITS[4]}*"))


def test_without_counted_items_there_is_no_form_at_all(tmp_path: Path) -> None:
    home = without_list(tmp_path / "home", DOCUMENTS)
    code, out, err = verb("fill", home, "--as-of", "2023-06-01T09:00")
    assert code == 0, err
    assert "不用下发填报表" in out


def test_the_ledger_holds_documents_and_counts_and_page_one_speaks_of_them(home: Path) -> None:
    document(home, UNITS[0], "创建工作方案")
    document(home, UNITS[0], "工作总结")
    answer: Any = merged(home, "2023-06-20T10:00")
    assert [each["outcome"] for each in answer["files"]] == ["merged", "merged"]
    assert UNITS[0] not in answer["units"]["missing"] and UNITS[1] in answer["units"]["missing"]
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    said = {
        sheet.title: " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
        for sheet in book
    }
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["任务清单汇总", "明细台账"]
    assert "材料（份）" in said["总览"] and "频次（件）" in said["总览"] and "空白（处）" not in said["总览"]
    assert "明细台账" not in said["总览"]
    assert "创建工作方案" in said["报送情况"] and "动态信息" in said["频次台账"]


@pytest.mark.parametrize(
    ("name", "options"), [("flag", ()), ("remind", ()), ("send", ()), ("why", (UNITS[1], "工作总结"))]
)
def test_every_verb_makes_sense(home: Path, name: str, options: tuple[str, ...]) -> None:
    document(home, UNITS[0], "工作总结")
    code, out, err = verb(name, home, *options, "--as-of", "2023-06-26T09:00")
    assert code in (0, 1), err
    assert "0 项任务" not in out and "任务0" not in out and "None" not in out


def test_a_notice_that_asks_for_nothing_is_told_so(tmp_path: Path) -> None:
    home = without_list(tmp_path / "home", "")
    code, _, err = verb("check", home)
    assert code == 2 and "import_list" in err and "deliverables" in err


def test_a_list_that_is_named_and_not_there_is_missed(tmp_path: Path) -> None:
    home = office(tmp_path / "home", CONFIG + DOCUMENTS)
    (home / "templates/任务清单.xlsx").unlink()
    code, out, _ = verb("check", home, "--json")
    assert code == 2 and "任务清单.xlsx" in json.loads(out)["error"]


def test_why_tells_of_a_document_when_it_was_owed_and_came(home: Path) -> None:
    document(home, UNITS[0], "工作总结")
    code, out, err = verb("why", home, UNITS[0], "总结", "--as-of", "2023-06-20T09:00")
    assert code == 0, err
    assert "2023-06-20" in out and f"inbox/{UNITS[0]}工作总结.xlsx" in out and "状态：已报" in out
