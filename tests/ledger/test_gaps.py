"""Who owes what, in words; what must be decided; numbers that may not leave the office."""

from __future__ import annotations

from dataclasses import replace

import pytest

import worlds
from tasklist.ledger.gaps import decisions, gaps, words
from tasklist.ledger.statistics import figures
from tasklist.ledger.summary import Summary
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Status, Verdict
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.returns import Outcome
from tasklist.text.display import ranges
from worlds import line, moment, unit

NAME = unit(0).name


def test_only_who_owes_has_a_gap() -> None:
    fine = (Status.REPORTED, Status.LATE, Status.NIL, Status.EXEMPT, Status.NOT_DUE)
    lines = tuple(line(NAME, status, seq + 1) for seq, status in enumerate(fine))
    assert gaps(worlds.ledger(lines)) == ()


def test_missing_and_blank_tasks_are_told_by_number() -> None:
    lines = [line(NAME, Status.MISSING, seq) for seq in (1, 2, 3, 5)] + [line(NAME, Status.PARTIAL, 7)]
    assert words(lines) == "任务1—3、5未报；任务7空白"


def test_a_document_and_items_are_told_by_name() -> None:
    base = line(NAME, Status.MISSING).obligation
    document = replace(line(NAME, Status.MISSING), obligation=replace(base, kind=Kind.DELIVERABLE, name="实施方案"))
    quota = replace(base, kind=Kind.QUOTA, name="动态信息", at_least=2)
    some = replace(line(NAME, Status.PARTIAL), obligation=quota)
    assert words([document, some, some]) == "《实施方案》未报；动态信息缺4件"


def test_a_picture_or_an_error_in_the_cell_is_not_called_blank() -> None:
    broken = [Verdict("comment", True, "文字写在批注里"), Verdict("broken", True, "单元格显示 #REF!")]
    told = words([line(NAME, Status.PARTIAL, seq + 11, verdict=verdict) for seq, verdict in enumerate(broken)])
    assert told == "任务11没有文字（文字写在批注里）；任务12没有文字（单元格显示 #REF!）"


def test_the_tasks_called_blank_are_those_counted_blank() -> None:
    codes = ("empty", "placeholder", "broken", "pointer")
    lines = tuple(
        line(NAME, Status.PARTIAL, seq, verdict=Verdict(code, True, "原因")) for seq, code in enumerate(codes, 1)
    )
    assert words(lines) == "任务1、2、4空白；任务3没有文字（原因）"
    assert figures(worlds.ledger(lines)).total.blank == 3


@pytest.mark.parametrize(("came", "lacks"), [("document", "缺佐证材料"), ("evidence", "缺正文")])
def test_a_document_that_is_not_complete_says_what_it_lacks(came: str, lacks: str) -> None:
    owed = replace(line(NAME, Status.MISSING).obligation, kind=Kind.DELIVERABLE, name="实施方案", evidence=True)
    part = worlds.entry(NAME, "方案.docx", field=came)
    assert words([replace(line(NAME, Status.PARTIAL), obligation=owed, entries=(part,))]) == f"《实施方案》{lacks}"


def test_what_falls_due_within_the_days_given_is_soon_and_not_overdue() -> None:
    made = worlds.ledger((line(NAME, Status.NOT_DUE),), as_of=moment(20))
    assert gaps(made) == ()
    (gap,) = gaps(made, soon_days=7)
    assert (len(gap.overdue), len(gap.soon)) == (0, 1)


def test_a_blank_before_the_due_date_is_not_overdue_yet() -> None:
    (gap,) = gaps(worlds.ledger((line(NAME, Status.PARTIAL),), as_of=moment(24)), soon_days=7)
    assert (gap.overdue, len(gap.soon)) == ((), 1)


def test_what_a_unit_must_mend_is_not_a_decision_of_the_office() -> None:
    found = (
        finding("blank", "空白", unit=NAME),
        finding("tie", "先后难定"),
        finding("set_aside", "无名"),
        finding("remark", "略"),
    )
    made = worlds.ledger((line(NAME, Status.REPORTED),), findings=found)
    assert [one.title for one in decisions(made)] == ["文件待处理", "先后难定"]


def test_what_was_seen_in_the_form_of_another_period_is_decided_there_unless_the_form_still_waits() -> None:
    may = worlds.record(NAME, path="inbox/5月.xlsx", period="2023-05")
    waits = worlds.record(NAME, Outcome.SET_ASIDE, "inbox/5月!2.xlsx", period="2023-05")
    found = tuple(
        finding("unplaced", Place(place.file), " 有 1 处内容未归位", place=place)
        for place in (Place(may.path, "Sheet1", "G7"), Place(waits.path, "Sheet1", "G7"), Place(f"inbox/{NAME}.xlsx"))
    )
    made = worlds.ledger((line(NAME, Status.REPORTED),), findings=found)
    (one,) = decisions(replace(made, files=(*made.files, may, waits)))
    assert (one.count, one.example.split("有")[0].strip()) == (2, "5月!2.xlsx")


def test_who_owes_most_is_called_first() -> None:
    owed = [len(gap.overdue) for gap in Summary(worlds.world()).calls]
    assert owed == sorted(owed, reverse=True)
    assert all(owed)


def test_runs_of_three_or_more_are_joined() -> None:
    assert ranges([5, 1, 2, 3, 8, 9]) == "1—3、5、8、9"
