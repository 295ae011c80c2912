"""What a person must look at: a tuple of functions from Ledger to Findings, run in a loop."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.ledger.gaps import lacks_document, missing_part
from tasklist.ledger.history import field_name
from tasklist.model.finding import Finding, Severity
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind
from tasklist.text.display import shorten
from tasklist.text.moments import month_day
from tasklist.text.normalize import bare

# Code of the verdict on a blank cell → kind of finding; whatever else says nothing is a placeholder.
_BLANK = {
    "empty": "blank",
    "extension": "blank",
    "sent_back": "returned",
    "broken": "broken",
    "picture": "no_text",
    "comment": "no_text",
    "covered": "no_text",
}
_TELLING = 8  # characters of a remark that may be a progress report in the wrong column: 见附件3 is none


def findings(ledger: Ledger) -> tuple[Finding, ...]:
    """Every finding of a ledger: errors first, then by unit in roster order, then by task."""
    found = [*ledger.findings, *(one for check in CHECKS for one in check(ledger))]
    severity = list(Severity)
    order = ledger.plan.roster.order
    return tuple(
        sorted(
            found,
            key=lambda each: (
                severity.index(each.severity),
                order.get(each.unit, len(order)),
                each.task or 0,
                each.code,
                str(each.place or ""),
                each.message,
            ),
        )
    )


def _blank(ledger: Ledger) -> Iterator[Finding]:
    """A task whose form came back without an answer, or with nothing but a placeholder."""
    main = field_name("progress", ledger.plan.task_list.layout)
    for line in _tasks(ledger):
        if line.status is not Status.PARTIAL or line.verdict is None:
            continue
        code = _BLANK.get(line.verdict.code, "placeholder")
        todo = ""
        if code == "blank" and not line.text:
            said = f"{main}空白"
            remark = line.answer("remark")
            unplaced = ledger.unplaced_about(line.obligation.unit, line.obligation.task or 0)
            loose = [spot for spot in unplaced if spot.asks]  # of the others, more time, a person is asked by itself
            if loose:
                said += f"：交来的表里有{len(loose)}处内容没有采用，{loose[0].reason}"
                asked = any(spot.place.file in _asked_files(ledger) for spot in loose)
                todo = "在 outbox/待办.xlsx 里选用哪一处，或请单位确定后重报" if asked else ""
            elif remark and len(bare(remark.text)) >= _TELLING:
                said += f"，备注里写着“{shorten(remark.text, 30)}”"
                todo = f"退回该单位补填；备注里写的就是进展的，请移到{main}一栏"
        elif line.verdict.no_text:
            said = f"{main}没有文字：{line.verdict.reason}"
        else:
            said = f"{main}“{shorten(line.text, 20)}”：{line.verdict.reason}"
        yield _about(line, code, said, todo)


def _asked_files(ledger: Ledger) -> frozenset[str]:
    """The files of which something is asked that nobody has answered."""
    decided = {one.key for one in ledger.decisions}
    return frozenset(one.place.file for one in ledger.questions if one.key not in decided)


def _doubtful(ledger: Ledger) -> Iterator[Finding]:
    """An answer in which a person should look for the facts."""
    main = field_name("progress", ledger.plan.task_list.layout)
    for line in _tasks(ledger):
        if line.status.answered and line.verdict and line.verdict.doubtful:
            quote = f"“{shorten(line.verdict.quote, 30)}”" if line.verdict.quote else ""
            code = "misplaced" if line.verdict.code == "misplaced" else "doubtful"
            yield _about(line, code, f"{main}建议核实：{line.verdict.reason}{quote}")


def _missing(ledger: Ledger) -> Iterator[Finding]:
    """What never came: one finding per unit for its tasks, one for every other thing."""
    for unit, lines in ledger.by_unit.items():
        missing = [line for line in lines if line.status is Status.MISSING]
        tasks = [line for line in missing if line.obligation.kind is Kind.TASKS]
        if tasks:
            due = tasks[0].obligation.due
            said = f"{ledger.period.name}的{len(tasks)}项任务进展未报（{month_day(due)}到期）"
            yield finding("missing", said, unit=unit, link=" ")
        for line in missing:
            if line.obligation.kind is Kind.DELIVERABLE:
                yield finding("missing", line.time.sentence, unit=unit, link="：", name=line.obligation.name)


def _evidence(ledger: Ledger) -> Iterator[Finding]:
    """A deliverable that came without its evidence, or evidence without its document."""
    for line in ledger.lines:
        owed = line.obligation
        if line.status is Status.PARTIAL and owed.kind is Kind.DELIVERABLE:
            name = owed.name.strip("《》")
            file = f"{owed.unit}-{name}{'' if lacks_document(line) else '-佐证'}"
            ask = f"补送《{name}》的{missing_part(line)}：单独存成文件，文件名写“{file}”，与本文件一起发回。"
            said, where = f"{owed.label}：{line.content.sentence}", line.place
            yield finding("evidence_missing", said, unit=owed.unit, link="的", place=where, name=name, ask=ask)


def _quotas(ledger: Ledger) -> Iterator[Finding]:
    """Windows in which too few items came: one finding per unit and quota, however many there are."""
    for unit, lines in ledger.by_unit.items():
        short: dict[str, list[Line]] = {}
        for line in lines:
            if line.obligation.kind is Kind.QUOTA and line.status in (Status.MISSING, Status.PARTIAL):
                short.setdefault(line.obligation.name, []).append(line)
        for name, missed in short.items():
            spans = "、".join(line.obligation.span for line in missed[:6]) + ("等" if len(missed) > 6 else "")
            lacking = sum(line.obligation.at_least - len(line.entries) for line in missed)
            said = f"{name}有 {len(missed)} 期不足（{spans}），共缺 {lacking} 条"
            yield finding("missing", said, unit=unit, link="：", name=name)


def _answer_columns(ledger: Ledger) -> Iterator[Finding]:
    """What was seen in the answer columns of an office's own list."""
    return (one for line in ledger.lines for one in line.noticed)


CHECKS = (_blank, _missing, _evidence, _quotas, _doubtful, _answer_columns)


def _tasks(ledger: Ledger) -> Iterator[Line]:
    return (line for line in ledger.lines if line.obligation.kind is Kind.TASKS)


def _about(line: Line, code: str, said: str, todo: str = "") -> Finding:
    """A finding of a task's cell, which the sentence names."""
    owed = line.obligation
    words = f"{owed.label}的{said}"
    return finding(code, words, unit=owed.unit, link="", task=owed.task, place=line.place, todo=todo)
