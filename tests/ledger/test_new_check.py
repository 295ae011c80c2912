"""A new check is one function and one declaration: with nothing else touched it is told wherever findings are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from openpyxl import load_workbook

from offices import UNITS, answered, office, verb
from tasklist.ledger import checks
from tasklist.model.finding import Finding, FindingKind, Quote, Severity, Topic
from tasklist.model.finding_kinds import KINDS, finding
from tasklist.model.ledger import Ledger
from tasklist.tables import marks

AS_OF = ("--as-of", "2023-06-26T09:00")
ABOUT = FindingKind(
    "about",
    Severity.WARNING,
    Topic.CELL,
    "数字是约数",
    "约数加不起来",
    todo="向单位问清确数",
    ask="把约数改成确数。",
    sent_back=True,
    leader="由经办人问清确数",
)
SEEN = "任务1的数字是约数“6月12日培训约45人”"


def about(ledger: Ledger) -> Iterator[Finding]:
    """A text that says 约 before a number."""
    for line in ledger.lines:
        if "约" in line.text:
            unit, task = line.obligation.unit, line.obligation.task
            said = (f"任务{task}的数字是约数“", Quote(line.text), "”")
            yield finding("about", *said, unit=unit, link="", task=task, place=line.place)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(KINDS, ABOUT.code, ABOUT)
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, about))
    made = office(tmp_path / "home")
    answered(made, UNITS[0], {1: "6月12日培训约45人", 2: "6月3日义诊1次，接诊60人", 3: "6月5日走访12户"})
    return made


def texts(path: Path, sheet: str) -> set[str]:
    return {str(cell.value) for row in load_workbook(path)[sheet] for cell in row if cell.value}


def test_it_is_in_the_json(home: Path) -> None:
    (told,) = [
        one for one in json.loads(verb("merge", home, *AS_OF, "--json")[1])["findings"] if one["code"] == "about"
    ]
    assert told["message"] == UNITS[0] + SEEN
    assert (told["severity"], told["unit"], told["task"], told["todo"]) == ("warning", UNITS[0], 1, ABOUT.todo)
    assert told["place"].endswith("!任务清单!H4")


def test_it_is_in_the_master(home: Path) -> None:
    verb("merge", home, *AS_OF)
    master = home / "outbox/2023-06/汇总表.xlsx"
    assert {ABOUT.title, SEEN, ABOUT.todo} <= texts(master, "空白预警")
    assert any(text.startswith(f"{ABOUT.title}（1条）：") for text in texts(master, "总览"))


def test_it_is_in_the_correction_workbook_of_the_unit(home: Path) -> None:
    told = verb("flag", home, *AS_OF)[1]
    assert SEEN in told and ABOUT.todo in told
    (path,) = (home / "outbox/2023-06/退回补填").iterdir()
    assert {f"请核实：{SEEN}", f"请{ABOUT.ask}"} <= texts(path, marks.CORRECTION_SHEET)
    comment = load_workbook(path)["任务清单"]["H4"].comment
    assert SEEN in comment.text and ABOUT.ask in comment.text


def test_it_is_in_the_letter_to_the_leaders(home: Path) -> None:
    verb("send", home, *AS_OF)
    (path,) = (home / "outbox/mail").rglob("*.eml")
    text = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",)).get_content()
    assert f"{ABOUT.title}1件，{ABOUT.leader}" in text


def test_a_kind_that_goes_back_to_the_unit_says_what_the_unit_is_asked() -> None:
    assert all(kind.ask for kind in KINDS.values() if kind.sent_back)
