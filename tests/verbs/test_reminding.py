"""remind asks for nothing that may lie at the office already, and merge says how much waits for a person."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from offices import CONFIG, FACT, UNITS, answered, office, verb
from todo_book import open_rows, say

WHEN = "2023-06-27T09:00"
FIRST = UNITS[0]
DOCUMENTS = f"deliverables:\n- {{name: 工作方案, due: 2023-06-10, units: {FIRST}}}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """One unit has answered one of its three tasks; a plan came that says nobody's name."""
    made = office(tmp_path / "home", CONFIG + DOCUMENTS)
    answered(made, FIRST, {1: FACT})
    document = docx.Document()
    document.add_paragraph("工作方案")
    document.add_paragraph("为做好今年的工作，制定本方案。")
    document.save(str(made / "inbox/工作方案.docx"))
    verb("merge", made, "--as-of", WHEN)
    return made


def test_what_may_have_come_is_not_asked_for_and_the_rest_is(home: Path) -> None:
    _, told, _ = verb("remind", home, "--as-of", WHEN, "--dry-run")
    assert "只催一部分的 1 家，其余的请先核对：" in told
    assert f"  {FIRST}：《工作方案》先不催，催的是" in told
    letter = told.partition("只催一部分的")[0].partition(FIRST)[2]
    assert "任务2" in letter


def test_the_paper_is_asked_for_again_when_it_was_another_units(home: Path) -> None:
    say(home, "是哪个单位的", UNITS[1])
    verb("merge", home, "--as-of", WHEN)
    _, told, _ = verb("remind", home, "--as-of", WHEN, "--dry-run")
    assert "先不催" not in told
    assert "工作方案" in told.partition(FIRST)[2]


def test_merge_says_how_many_rows_wait_of_how_many_units_and_of_which_kinds(home: Path) -> None:
    code, told, _ = verb("merge", home, "--as-of", WHEN)
    rows = open_rows(home)
    assert rows and code == 1
    kinds = "、".join(f"{kind} {rows.count(kind)}" for kind in dict.fromkeys(rows))
    assert f"等人决定的 {len(rows)} 件" in told
    assert f"在 outbox/待办.xlsx 里（{kinds}）" in told
