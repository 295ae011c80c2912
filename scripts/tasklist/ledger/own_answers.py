"""What units answered in a list's own columns beside progress, contact and remark: cell by cell, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tasklist.ledger.answer_values import Value, value
from tasklist.model.layout import NINE, AnswerKind, Layout, ListColumn
from tasklist.model.ledger import Ledger, Line
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.text.normalize import without_brackets

_USUAL = frozenset({"progress", "contact", "remark"})
_SILENT = "未填"


def own_columns(layout: Layout) -> tuple[ListColumn, ...]:
    """The answer columns of a list that only it has; a main answer that is no text (自评分) is one of them."""
    if layout == NINE:
        return ()
    texts = (AnswerKind.TEXT, AnswerKind.PERSON)
    return tuple(
        column
        for column in layout.columns
        if column.kind and not column.aside and (column.key not in _USUAL or column.kind not in texts)
    )


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What a unit answered to one task in one of these columns: as it means, as it was written, and where."""

    line: Line
    column: ListColumn
    value: Value
    written: str = ""
    place: Place | None = None


def own_answers(ledger: Ledger) -> Iterator[OwnAnswer]:
    """Every cell of these columns that a unit owes, in the order of the ledger, blank ones too."""
    columns = own_columns(ledger.plan.task_list.layout)
    for line in ledger.lines if columns else ():
        if line.obligation.kind is Kind.TASKS:
            for column in columns:
                entry = line.answer(column.key)
                said = value(column, line, ledger.plan.task_list.find(line.obligation.task or 0))
                yield OwnAnswer(line, column, said, entry.text if entry else "", entry.place if entry else None)


@dataclass
class ColumnCount:
    """How a column was answered. `units`: unit → what it chose, how often; of other kinds: filled or not."""

    column: ListColumn
    units: dict[str, Counter[str]] = field(default_factory=dict)
    doubtful: Counter[str] = field(default_factory=Counter)
    blank: Counter[str] = field(default_factory=Counter)  # where it may not be

    @property
    def title(self) -> str:
        """What it is called in a narrow place."""
        return without_brackets(self.column.heading[-1]) or self.column.title

    @property
    def total(self) -> Counter[str]:
        """All units together."""
        return sum(self.units.values(), Counter())

    def shown(self, counts: Counter[str]) -> str:
        """是2 否1 of a choice, 2/3 (filled of answered) of anything else."""
        if self.column.kind is AnswerKind.CHOICE:
            order = (*self.column.choices, *sorted(counts.keys() - {*self.column.choices, _SILENT}), _SILENT)
            return " ".join(f"{word}{counts[word]}" for word in order if counts[word])
        whole = counts.total()
        return f"{whole - counts[_SILENT]}/{whole}" if whole else ""


def counted(ledger: Ledger) -> tuple[ColumnCount, ...]:
    """Every one of these columns with its counts over the answers that came."""
    found: Mapping[str, ColumnCount] = {
        column.key: ColumnCount(column) for column in own_columns(ledger.plan.task_list.layout)
    }
    for one in own_answers(ledger):
        if not (one.line.returned and one.line.status.answered):
            continue
        count, unit = found[one.column.key], one.line.obligation.unit
        choice = one.column.kind is AnswerKind.CHOICE and not one.value.doubt
        said = one.value.shown if choice else "待核" if one.value.doubt else "已填"
        count.units.setdefault(unit, Counter())[said if one.value.shown else _SILENT] += 1
        count.doubtful[unit] += bool(one.value.doubt)
        count.blank[unit] += one.column.needed and not one.value.shown
    return tuple(found.values())
