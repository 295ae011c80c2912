"""One set of cells stands behind every count, list and letter: what one paper calls blank, every other does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace

import docx
import pytest
from openpyxl import load_workbook

import worlds
from made_returns import FACT, NIL, SLOGAN, form
from tasklist.config import task_list
from tasklist.ledger import checks
from tasklist.ledger.build import build_ledger
from tasklist.ledger.gaps import words
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Kind, Waiver
from tasklist.plan import periods
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.views.forms import content as forms
from tasklist.views.forms import official_list
from tasklist.views.forms.correction import Correcting
from tasklist.views.master.workbook import render
from tasklist.views.reports import call_list, circular
from tasklist.views.reports import content as report
from tasklist.views.reports.reminder import Stage
from worlds import moment

Cells = set[tuple[str, int]]
A, B, C, D, E = (worlds.unit(number).name for number in range(5))
BLANK_FINDINGS = {"blank", "placeholder"}
EXPECTED = {(A, 2), (A, 3), (C, 2), (E, 1), (E, 2), (E, 3), (E, 4)}  # by hand: see `ledger`


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Blank, a placeholder, a picture, an extension, an exemption, a slogan, an empty form; five units, four tasks."""
    made = worlds.plan(5, 4)
    waivers = (
        Waiver(B, "数据未出", task=2, until=moment(30).date()),
        Waiver(C, "没有此项职能", task=3),
    )
    made = replace(made, campaign=replace(made.campaign, waivers=waivers, deliverables=(), quotas=()))
    returns = (
        form(A, {1: FACT, 2: "", 3: "无", 4: NIL}, moment(20)),
        form(B, {1: FACT + "甲", 2: "", 3: SLOGAN, 4: "6月2日培训12人"}, moment(20)),
        form(C, {1: "6月3日走访9户", 2: "/", 3: "", 4: "6月8日义诊1场"}, moment(20)),
        form(
            D,
            {1: "6月4日检查8家", 2: "", 3: "6月9日接诊40人", 4: "6月1日宣讲2场"},
            moment(20),
            instead={2: ("picture", "图")},
        ),
        form(E, {1: "", 2: "", 3: "", 4: ""}, moment(20)),
    )
    period = periods.period_at(made.campaign, moment(28).date())
    table = build_ledger(made, period, moment(28), returns, DEFAULT_WORDS)
    return replace(table, findings=checks.findings(table))


def numbers(text: str) -> set[int]:
    """1—3、5 → 1, 2, 3, 5."""
    found: set[int] = set()
    for part in re.findall(r"\d+(?:—\d+)?", text):
        first, _, last = part.partition("—")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def blank_in(owes: Iterable[tuple[str, str]]) -> Cells:
    """The blank tasks in sentences like 任务1—3、5空白；任务7没有文字（图）."""
    return {
        (unit, task)
        for unit, said in owes
        for part in re.findall(r"任务([\d—、]+)空白", said)
        for task in numbers(part)
    }


def test_findings_and_counts_have_the_cells_of_the_hand(ledger: Ledger) -> None:
    assert {(one.unit, one.task) for one in ledger.findings if one.code in BLANK_FINDINGS} == EXPECTED
    assert Summary(ledger).now.total.blank == len(EXPECTED)


def test_the_page_and_the_leaders_mail(ledger: Ledger) -> None:
    """Whose form is empty is told among those who sent nothing; each other with its cells."""
    silent, _, incomplete = report.brief(Summary(ledger)).parts[:3]
    empty = {one.text.partition("（")[0] for one in silent.items if "空表" in one.text}
    told = [one.text.partition("：")[::2] for one in incomplete.items]
    assert blank_in(told) | {(unit, task) for unit, task in EXPECTED if unit in empty} == EXPECTED
    assert empty == {E}


def test_the_call_list(ledger: Ledger) -> None:
    page = load_workbook(io.BytesIO(call_list.call_list(Summary(ledger), Stage.AFTER))).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]
    assert blank_in((row[0], row[4]) for row in rows) == EXPECTED


def test_the_circular(ledger: Ledger) -> None:
    document = docx.Document(io.BytesIO(circular.render(Summary(ledger))))
    text = "\n".join([each.text for each in document.paragraphs])
    named = re.findall(r"(第\d\d卫生健康单位)（([^（）]*(?:（[^（）]*）[^（）]*)*)）", text)
    assert blank_in(named) == EXPECTED, text


def test_the_master(ledger: Ledger) -> None:
    page = load_workbook(io.BytesIO(render(Summary(ledger))))["空白预警"]
    rows = [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]
    head = next(row for row in rows if "判定" in row)
    unit, task, said = (head.index(name) for name in ("单位", "事项", "判定"))
    current, found = "", set()
    for row in rows[rows.index(head) + 1 :]:
        current = row[unit] or current
        if row[said] == "空白":
            found |= {(current, number) for number in numbers(row[task])}
    assert found == EXPECTED


def test_the_correction_workbooks(ledger: Ledger) -> None:
    campaign, tasks = ledger.plan.campaign, ledger.plan.task_list
    assert tasks.headings == task_list.HEADINGS
    template = official_list.official_template(tasks, campaign)
    found = set()
    desk = Correcting(template, ledger.as_of)
    for content, findings in forms.asked(ledger, {}):
        unit, data = content.unit, desk.correction(content, findings)
        page = next(each for each in load_workbook(io.BytesIO(data)).worksheets if each.title == "补填说明")
        for row in page.iter_rows(values_only=True):
            said = " ".join(str(cell or "") for cell in row)
            if "须处理" in said and "没有文字" not in said:
                found |= {(unit, int(task)) for task in re.findall(r"任务(\d+)", said)[:1]}
    assert found == EXPECTED


def test_what_is_owed_is_the_same_words_everywhere(ledger: Ledger) -> None:
    for gap in Summary(ledger).calls:
        lines = [line for line in gap.overdue if line.obligation.kind is Kind.TASKS]
        assert blank_in([(gap.unit.name, words(lines))]) == {cell for cell in EXPECTED if cell[0] == gap.unit.name}
