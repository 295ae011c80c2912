"""Who owes what at this moment, in words a clerk would say on the phone; and what a person must decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tasklist.ledger.statistics import elsewhere, is_overdue, items
from tasklist.model.finding import Finding, FindingKind, Severity
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind, Obligation
from tasklist.model.returns import Outcome
from tasklist.model.roster import Unit
from tasklist.plan.task_names import named
from tasklist.text.display import shorten

EXAMPLE = 64  # characters of the first of several findings of a kind


@dataclass(frozen=True, slots=True)
class Gap:
    """What one unit owes: `overdue` lines (未报, 漏项, date gone by) and lines falling due `soon`."""

    unit: Unit
    overdue: tuple[Line, ...]
    soon: tuple[Line, ...] = ()

    @property
    def words(self) -> str:
        """What is overdue, in one line."""
        return words(self.overdue)


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of thing the clerk must handle: how many, the first of them, what to do; `leader`: who handles it."""

    title: str
    count: int
    example: str
    todo: str
    leader: str


def gaps(ledger: Ledger, soon_days: int = 0) -> tuple[Gap, ...]:
    """Every unit that owes something now, or within `soon_days` days, in roster order."""
    horizon = ledger.as_of + timedelta(days=soon_days)
    units = {unit.name: unit for unit in ledger.plan.roster.units}
    found = []
    for name, lines in ledger.by_unit.items():
        overdue = tuple(line for line in lines if is_overdue(line, ledger.as_of))
        soon = tuple(line for line in lines if _open(line) and ledger.as_of < line.obligation.due <= horizon)
        if overdue or soon:
            found.append(Gap(units.get(name, Unit(name)), overdue, soon))
    return tuple(found)


def _open(line: Line) -> bool:
    return line.status in (Status.NOT_DUE, Status.PARTIAL, Status.MISSING)


def words(lines: Iterable[Line]) -> str:
    """What these lines lack, in one line: 任务1—3、5未报；任务7空白；《实施方案》缺佐证材料."""
    lines = tuple(lines)
    tasks: dict[str, list[Obligation]] = {}
    for status in (Status.MISSING, Status.NOT_DUE, Status.PARTIAL):
        for line in lines:
            if line.obligation.kind is Kind.TASKS and line.status is status:
                tasks.setdefault(lack(line), []).append(line.obligation)
    parts = [f"{named(owed)}{verb}" for verb, owed in tasks.items()]
    parts += [f"《{line.obligation.name}》{lack(line)}" for line in lines if line.obligation.kind is Kind.DELIVERABLE]
    short: dict[str, int] = {}
    for line in lines:
        if line.obligation.kind is Kind.QUOTA:
            short[line.obligation.name] = short.get(line.obligation.name, 0) + lacking(line)
    parts += [f"{name}缺{count}件" for name, count in short.items()]
    return "；".join(parts)


def waiting(lines: Iterable[Line]) -> str:
    """What of these lines waits for a person, in one line: 任务1—3、《实施方案》、动态信息; empty when nothing does."""
    held = [line.obligation for line in lines if line.status is Status.PENDING]
    tasks = [one for one in held if one.kind is Kind.TASKS]
    others = [f"《{one.name}》" if one.kind is Kind.DELIVERABLE else one.name for one in held if one not in tasks]
    return "、".join(dict.fromkeys([*([named(tasks)] if tasks else []), *others]))


def lacking(line: Line) -> int:
    """How many items a quota line still lacks."""
    return max(line.obligation.at_least - items(line), 0)


def lack(line: Line) -> str:
    """What an open task or document lacks, in a word or two. A cell with a picture or an error is not called blank."""
    if line.status is not Status.PARTIAL:
        return "待报" if line.status is Status.NOT_DUE else "未报"
    if line.obligation.kind is Kind.DELIVERABLE:
        return f"缺{missing_part(line)}"
    if line.verdict and line.verdict.no_text:
        return f"没有文字（{line.verdict.reason}）"
    if line.verdict and line.verdict.code == "sent_back":
        return "退回待补充"
    return "空白"


def missing_part(line: Line) -> str:
    """What lacks of a document that did not come in full, in a word."""
    return "正文" if lacks_document(line) else "佐证材料"


def lacks_document(line: Line) -> bool:
    """Is it the document itself that has not come, and not only its evidence?"""
    return not any(entry.field == "document" for entry in line.entries)


def decisions(ledger: Ledger) -> tuple[Matter, ...]:
    """What the clerk must handle, errors first, one entry per kind of finding; what a leader must decide is apart.

    What was seen in the forms of another period is asked in that period, unless such a form still waits to be taken in.
    """
    kinds: dict[FindingKind, list[Finding]] = {}
    outcomes = {one.path: one.outcome for one in ledger.files}
    past = {path for path in elsewhere(ledger) if outcomes[path] not in (Outcome.SET_ASIDE, Outcome.PENDING)}
    for one in ledger.findings:
        if one.kind.leader and not one.kind.asks_leader and not (one.place and one.place.file in past):
            kinds.setdefault(one.kind, []).append(one)
    ordered = sorted(kinds.items(), key=lambda item: tuple(Severity).index(item[0].severity))
    return tuple(_matter(kind, found) for kind, found in ordered)


def _matter(kind: FindingKind, found: Sequence[Finding]) -> Matter:
    first = found[0]
    return Matter(kind.title, len(found), shorten(first.brief(), EXAMPLE), first.todo, kind.leader)
