"""Every number a person reads, made from a Ledger in one place: workbook, page, mail and JSON agree.

The unit of counting is the obligation (项) unless a name says units (家). Four measures, never mixed:

- 报送率 `reporting_rate` = due obligations whose return came / due obligations (DHIS2: actual / expected reports);
- 及时率 `timely_rate` = those that came not later than their due moment / due obligations (DHIS2: on time / expected);
- 完整率 `complete_rate` = answered (已报, 迟报, 零报告) / returned: how much of what came is filled in;
- 有效率 `sound_rate` = answered without doubt (no 建议核实) / answered: how much of it has substance.

Due obligations are all but 免报 and 未到期: neither may lower a rate. An answer given before its date has a
status of its own and counts. Every numerator is a part of its denominator, so no rate passes 100 %; a
rate over nothing is None and shown as —.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tasklist.ledger.tally import TOTAL, Tally
from tasklist.model.finding import Severity
from tasklist.model.ledger import Colour, FileRecord, Ledger, Line, Status
from tasklist.model.plan import Kind, Period
from tasklist.model.returns import Cells, Outcome
from tasklist.plan.tiers import Tiers
from tasklist.plan.unit_names import Names


@dataclass(frozen=True)
class Figures:
    """All numbers of one period. Names are in roster order. Every expected unit is in one of `returned`, `empty` (its
    form came with nothing answered), `pending` (something waits that may be its), `missing` (nothing came) and
    `not_due` (nothing came, and nothing had to: before the day, or with more time granted).
    """

    period: str
    name: str
    as_of: datetime
    expected: tuple[str, ...]
    returned: tuple[str, ...]
    on_time: tuple[str, ...]
    empty: tuple[str, ...]
    pending: tuple[str, ...]
    missing: tuple[str, ...]
    not_due: tuple[str, ...]
    blank: tuple[str, ...]
    doubtful: tuple[str, ...]
    flawless: tuple[str, ...]  # on time, nothing lacking, late or doubtful
    total: Tally
    units: tuple[Tally, ...]
    groups: tuple[Tally, ...]
    offices: tuple[Tally, ...]  # the units of the class 汇总单位, each with all below it
    tasks: tuple[Tally, ...]
    lights: tuple[tuple[int, ...], ...]  # per task of `tasks`, in the order of Colour
    files: Mapping[Outcome, int]
    other_files: int  # of other periods; neither they nor their cells are counted in `files` and `cells`
    cells: Cells
    documents: tuple[int, int]  # that came, and that are due by now or came
    items: tuple[int, int]  # counted items, likewise

    @property
    def late(self) -> tuple[str, ...]:
        """Who returned, and is not counted as on time: a bulletin that came late makes nobody late."""
        on_time = frozenset(self.on_time)
        return tuple(unit for unit in self.returned if unit not in on_time)

    @property
    def silent(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Everybody of whom nothing counts as returned, by why, in a word."""
        return (("未报", self.missing), ("交了空表", self.empty), ("待核对", self.pending), ("未到期", self.not_due))

    @property
    def five(self) -> tuple[tuple[str, int, str], ...]:
        """The five figures: 应报 已报 及时 in 家, 空白 存疑 in 处; without a task list 材料 in 份 and 频次 in 件."""
        texts = (("空白", self.total.blank, "处"), ("存疑", self.total.doubtful, "处"))
        things = (("材料", self.documents[0], "份"), ("频次", self.items[0], "件"))
        return (
            ("应报", len(self.expected), "家"),
            ("已报", len(self.returned), "家"),
            ("及时", len(self.on_time), "家"),
            *(texts if self.tasks else things),
        )

    @property
    def beneath(self) -> tuple[str, ...]:
        """What stands beneath each of the five figures."""
        texts = (f"涉及{len(self.blank)}家", f"涉及{len(self.doubtful)}家")
        things = (f"到期应报{self.documents[1]}份", f"到期应报{self.items[1]}件")
        rows = (f"共{self.total.due}项到期", f"{self.total.returned}项有回表", f"{self.total.on_time}项按时")
        return (*rows, *(texts if self.tasks else things))


def figures(ledger: Ledger) -> Figures:
    """All numbers of the ledger, in roster and list order."""
    by_unit = ledger.by_unit
    expected = tuple(unit for unit, lines in by_unit.items() if _expected(lines))
    returned = tuple(unit for unit in expected if _returned(by_unit[unit]))
    came = set(returned)
    silent = [unit for unit in expected if unit not in came]
    empty = tuple(unit for unit in silent if any(line.empty for line in by_unit[unit]))
    told = set(empty)
    pending = tuple(unit for unit in silent if unit not in told and _pending(by_unit[unit]))
    told |= set(pending)
    missing = tuple(unit for unit in silent if unit not in told and _missing(by_unit[unit]))
    told |= set(missing)
    tasks = [line for line in ledger.lines if line.obligation.kind is Kind.TASKS]
    by_task = _groups(tasks, lambda line: [line.obligation.task or 0])
    by_task = {str(task.seq): by_task.get(task.seq, []) for task in ledger.plan.task_list.tasks}
    unit_groups = {unit.name: unit.groups for unit in ledger.plan.roster.units}
    by_group = _groups(ledger.lines, lambda line: unit_groups.get(line.obligation.unit, ()))
    below = Tiers(Names(ledger.plan.roster, ledger.plan.campaign.office)).under
    on_time = tuple(unit for unit in returned if all(map(_not_late, of_now(by_unit[unit], ledger.period))))
    every = [record for record in ledger.files if not record.member]
    files = [record for record in every if not of_another_period(record, ledger.period)]
    return Figures(
        period=ledger.period.id,
        name=ledger.period.name,
        as_of=ledger.as_of,
        expected=expected,
        returned=returned,
        on_time=on_time,
        empty=empty,
        pending=pending,
        missing=missing,
        not_due=tuple(unit for unit in silent if unit not in told),
        blank=tuple(unit for unit, lines in by_unit.items() if any(map(blank_cells, lines))),
        doubtful=tuple(unit for unit, lines in by_unit.items() if any(map(doubtful_cells, lines))),
        flawless=tuple(unit for unit in on_time if not any(map(_flawed, by_unit[unit]))),
        total=tally(TOTAL, ledger.lines),
        units=tuple(tally(unit, lines) for unit, lines in by_unit.items()),
        groups=tuple(tally(group, by_group.get(group, [])) for group in ledger.plan.roster.groups),
        offices=tuple(
            tally(office, [line for unit in units for line in by_unit.get(unit, ())]) for office, units in below.items()
        ),
        tasks=tuple(tally(name, lines) for name, lines in by_task.items()),
        lights=tuple(tuple(_colours(lines)) for lines in by_task.values()),
        files={outcome: sum(record.outcome is outcome for record in files) for outcome in Outcome},
        other_files=len(every) - len(files),
        cells=sum((record.cells for record in files), Cells()),
        documents=_came(ledger, Kind.DELIVERABLE),
        items=_came(ledger, Kind.QUOTA),
    )


def _came(ledger: Ledger, kind: Kind) -> tuple[int, int]:
    """How many documents or counted items came, and how many are due by now."""
    lines = [line for line in ledger.lines if line.obligation.kind is kind and line.status is not Status.EXEMPT]
    due = sum(line.obligation.at_least for line in lines if line.obligation.due <= ledger.as_of)
    return sum(items(line) if kind is Kind.QUOTA else line.status.answered for line in lines), due


def of_another_period(record: FileRecord, period: Period) -> bool:
    """Is a file the form of another period? Documents and counted items stand in every period's ledger."""
    return record.kind is Kind.TASKS and record.period not in ("", period.id)


def elsewhere(ledger: Ledger) -> Mapping[str, str]:
    """Path → id of its period, of every file that is the form of another period than the ledger's."""
    return {one.path: one.period for one in ledger.files if not one.replaced and of_another_period(one, ledger.period)}


def tally(name: str, lines: Iterable[Line]) -> Tally:
    """Count one set of lines."""
    lines = tuple(lines)
    return Tally(
        name=name,
        counts=tuple(sum(line.status is status for line in lines) for status in Status),
        on_time=sum(map(is_on_time, lines)),
        blank=sum(map(blank_cells, lines)),
        doubtful=sum(map(doubtful_cells, lines)),
        sound=sum(line.status.answered and not doubtful_cells(line) for line in lines),
        empty=sum(line.empty and line.status is Status.PARTIAL for line in lines),
    )


def is_blank(line: Line) -> bool:
    """空白: the return came, and this item is empty or blank in meaning."""
    return line.status is Status.PARTIAL and line.verdict is not None and line.verdict.blank


def is_doubtful(line: Line) -> bool:
    """存疑: there is something a person should look at (建议核实)."""
    return line.status is not Status.EXEMPT and line.verdict is not None and line.verdict.doubtful


def blank_cells(line: Line) -> int:
    """空白处: the main answer, and every answer column of the list's own that may not be left blank."""
    return is_blank(line) + sum(one.severity is Severity.ERROR for one in line.noticed)


def doubtful_cells(line: Line) -> int:
    """存疑处: the main answer, and everything in the list's own answer columns a person should look at."""
    return is_doubtful(line) + sum(one.severity is Severity.WARNING for one in line.noticed)


def is_overdue(line: Line, as_of: datetime) -> bool:
    """Does the unit owe this now, with its date gone by?"""
    return line.status in (Status.MISSING, Status.PARTIAL) and line.obligation.due <= as_of


def is_on_time(line: Line) -> bool:
    """及时: what was owed came not later than its due moment, whatever it says."""
    if line.status is Status.REPORTED:
        return True
    in_time = line.received is not None and line.received <= line.obligation.due and not line.empty
    return in_time and line.status in (Status.NIL, Status.PARTIAL)


def items(line: Line) -> int:
    """How many counted items a quota line has."""
    return sum(entry.field == "item" for entry in line.entries)


def _not_late(line: Line) -> bool:
    return line.status is not Status.LATE and (line.received is None or line.received <= line.obligation.due)


def _flawed(line: Line) -> bool:
    lacking = line.status in (Status.MISSING, Status.PARTIAL, Status.LATE, Status.PENDING)
    return lacking or bool(blank_cells(line) + doubtful_cells(line))


def _expected(lines: tuple[Line, ...]) -> bool:
    # A unit without tasks counts from the day something falls due: a summary owed in December
    # does not make it a missing unit of June.
    open_lines = [line for line in lines if line.status is not Status.EXEMPT]
    return any(line.obligation.kind is Kind.TASKS or line.status is not Status.NOT_DUE for line in open_lines)


def _form(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines that say whether a unit has returned this period: those of its form, or all when it has none.

    A bulletin that came late in April makes nobody late in June.
    """
    tasks = [line for line in lines if line.obligation.kind is Kind.TASKS and line.status is not Status.EXEMPT]
    return tuple(tasks) or lines


def of_now(lines: tuple[Line, ...], period: Period) -> tuple[Line, ...]:
    """The lines that say whether a unit is late this period: its form's; without one, of what fell due in it.

    A document that came late in May makes nobody late in June.
    """
    if any(line.obligation.kind is Kind.TASKS for line in lines):
        return _form(lines)
    return tuple(line for line in lines if period.opens <= line.obligation.due.date() <= period.last)


def _returned(lines: tuple[Line, ...]) -> bool:
    """Did its form come, with something in it? Not as long as all that may be an answer waits for a person."""
    form = _form(lines)
    tasks = [line for line in form if line.obligation.kind is Kind.TASKS]
    said = any(line.status.answered or (line.verdict and line.verdict.no_text) for line in tasks)
    if not said and any(line.status is Status.PENDING for line in tasks):
        return False
    came = any(line.returned and not line.empty and line.status is not Status.PENDING for line in form)
    return came or all(line.status.answered for line in form)


def _pending(lines: tuple[Line, ...]) -> bool:
    return any(line.status is Status.PENDING for line in _form(lines))


def _missing(lines: tuple[Line, ...]) -> bool:
    return any(line.status is Status.MISSING for line in _form(lines))


def _groups(lines: Iterable[Line], keys: Callable[[Line], Iterable[Any]]) -> dict[Any, list[Line]]:
    found: dict[Any, list[Line]] = {}
    for line in lines:
        for key in keys(line):
            found.setdefault(key, []).append(line)
    return found


def _colours(lines: Iterable[Line]) -> Iterable[int]:
    colours = [line.light.colour for line in lines]
    return (colours.count(colour) for colour in Colour)
