"""待办.xlsx as a clerk has it open: its rows, the answers offered, and what is typed into it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def todo(home: Path) -> list[dict[str, Any]]:
    """The rows of 待办.xlsx by heading."""
    page = load_workbook(home / "outbox/待办.xlsx")["待办"]
    return [{name: page.cell(row, column).value or "" for name, column in _heads(page).items()} for row in _rows(page)]


def open_rows(home: Path) -> list[str]:
    """What is asked and not yet answered."""
    return [row["事项"] for row in todo(home) if not row["决定"]]


def write(home: Path, *answers: str, column: str = "决定") -> None:
    """What a person types into a column, row by row from the top, and saves."""
    path = home / "outbox/待办.xlsx"
    book = load_workbook(path)
    page = book["待办"]
    for row, answer in zip(_rows(page), answers, strict=False):
        page.cell(row, _heads(page)[column]).value = answer or None
    book.save(path)


def say(home: Path, about: str, answer: str, seen: str = "") -> None:
    """What a person answers to the rows about something, those whose sentence holds `seen`, and saves."""
    path = home / "outbox/待办.xlsx"
    book = load_workbook(path)
    page, heads = book["待办"], _heads(book["待办"])
    rows = [
        row
        for row in _rows(page)
        if page.cell(row, heads["事项"]).value == about and seen in str(page.cell(row, heads["看到的情况"]).value)
    ]
    assert rows, [f"{row['事项']}：{row['看到的情况']}" for row in todo(home)]
    for row in rows:
        page.cell(row, heads["决定"]).value = answer or None
    book.save(path)


def offered(home: Path) -> list[str]:
    """Every answer in a drop-down."""
    rows = load_workbook(home / "outbox/待办.xlsx")["可选的答案"].iter_rows(values_only=True)
    return [str(text) for row in rows for text in row if text]


def told(home: Path, sheet: str) -> str:
    """Everything a sheet of the master says."""
    page = load_workbook(home / "outbox/2023-06/汇总表.xlsx")[sheet]
    return " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)


def shown(home: Path, unit: str) -> dict[int, tuple[str, str]]:
    """Task → status and progress of a unit, as the master's 明细台账 has them."""
    rows = list(load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"].iter_rows(values_only=True))
    head = next(row for row in rows if "单位" in row and "状态" in row)
    where = [head.index(name) for name in ("序号", "状态", "工作任务推进措施及进展情况")]
    mine = ([str(row[place] or "") for place in where] for row in rows if row[0] == unit)
    return {int(seq): (status, text) for seq, status, text in mine}


def _heads(page: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in page[4] if cell.value}


def _rows(page: Worksheet) -> list[int]:
    key = _heads(page)["编码"]
    return [row for row in range(5, page.max_row + 1) if page.cell(row, key).value]
