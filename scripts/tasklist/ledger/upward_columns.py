"""What 上报稿 says under an answer column of a list's own: a choice is counted, anything else told unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tasklist.ledger.answer_values import value
from tasklist.ledger.history import opens
from tasklist.model.layout import AnswerKind, ListColumn
from tasklist.model.ledger import Line
from tasklist.model.tasks import Task
from tasklist.model.upward import Passage, Source, UpwardColumn
from tasklist.text.normalize import fold

_SILENT = "未填"


def told(
    lines: Sequence[Line],
    task: Task,
    column: ListColumn,
    called: Callable[[str], str],
    left: Mapping[tuple[str, str], str],
) -> UpwardColumn:
    """The words for one task, each with its sources; `called`: what a unit is called, `left`: kept copies of files.

    What one unit alone owes is said as it wrote it.
    """
    said = [(line, text) for line in lines if (text := value(column, line, task).shown)]
    if len(lines) == 1:
        passages = [Passage(0, text, (_source(line, column, text, left),)) for line, text in said]
    elif column.kind is AnswerKind.CHOICE:
        passages = list(_counted(lines, column, left))
    else:
        passages = [
            Passage(
                0,
                text,
                (_source(line, column, text, left),),
                f"{'' if place == 0 else chr(10)}{called(line.obligation.unit)}：",
            )
            for place, (line, text) in enumerate(said)
        ]
    return UpwardColumn(column.key, column.title, tuple(passages))


def _counted(lines: Sequence[Line], column: ListColumn, left: Mapping[tuple[str, str], str]) -> Iterator[Passage]:
    """How many units chose what, in the order of the choices; those that chose nothing last."""
    order = {fold(choice): place for place, choice in enumerate(column.choices)}
    groups: dict[str, list[Source]] = {}
    for line in lines:
        text = value(column, line).shown or _SILENT
        groups.setdefault(text, []).append(_source(line, column, text, left))
    ranked = sorted(groups, key=lambda text: (text == _SILENT, order.get(fold(text), len(order)), text))
    for place, text in enumerate(ranked):
        yield Passage(0, f"{text}{len(groups[text])}家", tuple(groups[text]), "" if place == 0 else "、")


def _source(line: Line, column: ListColumn, text: str, left: Mapping[tuple[str, str], str]) -> Source:
    """A unit's own words in the column, or where they stand instead, with their cell."""
    entry = line.answer(column.key) or line.answer("progress")
    if entry is None:
        return Source(line.obligation.unit, text, line.place)
    own = entry.field == column.key and entry.text.strip()
    return Source(line.obligation.unit, entry.text if own else text, entry.place, opens(entry, left))
