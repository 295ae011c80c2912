"""明细.csv on request: 明细台账 for other programs, every text whole, nothing in it acts."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from offices import FACT, UNITS, merged, office, own_table, verb

CSV = "outbox/2023-06/明细.csv"
LONG = "6月12日在旗里组织专题学习1次，参训45人。" * 200
AS_OF = "2023-06-26T09:00"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = office(tmp_path / "home")
    own_table(home / "inbox" / UNITS[0] / "表.xlsx", {1: FACT, 2: "+6月12日讲解2次，参加30人", 3: LONG})
    return home


def rows(home: Path) -> list[dict[str, str]]:
    text = (home / CSV).read_bytes().decode("utf-8-sig")
    assert (home / CSV).read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def run(home: Path, *more: str) -> Any:
    return verb("merge", home, "--as-of", AS_OF, *more)


def test_it_holds_a_record_for_every_row_of_the_sheet_and_every_text_whole(home: Path) -> None:
    run(home, "--csv")
    found = rows(home)
    sheet = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"]
    listed = [row for row in sheet.iter_rows(min_row=2, values_only=True) if "（续" not in str(row[10])]
    assert [(row["单位"], row["序号"], row["状态"]) for row in found] == [
        (row[0], str(row[2]), row[10]) for row in listed
    ]
    assert list(found[0]) == [cell.value for cell in sheet[1]][:16]
    mine = {row["序号"]: row["工作任务推进措施及进展情况"] for row in found if row["单位"] == UNITS[0]}
    assert mine == {"1": FACT, "2": "'+6月12日讲解2次，参加30人", "3": LONG}


def test_it_is_written_when_asked_for_and_then_kept_up_to_date_until_it_is_deleted(home: Path) -> None:
    merged(home, AS_OF)
    assert not (home / CSV).exists()
    run(home, "--csv")
    before = (home / CSV).read_bytes()
    own_table(home / "inbox" / UNITS[1] / "表.xlsx", {1: FACT})
    run(home)
    assert (home / CSV).read_bytes() != before
    (home / CSV).unlink()
    run(home)
    assert not (home / CSV).exists()
