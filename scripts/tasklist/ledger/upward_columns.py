"""What 上报稿 says under an answer column of a list's own: a choice is counted, anything else told unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from tasklist.ledger.answer_values import value
from tasklist.model.layout import AnswerKind, ListColumn
from tasklist.model.ledger import Line
from tasklist.text.normalize import fold


def told(lines: Sequence[Line], column: ListColumn, called: Callable[[str], str]) -> str:
    """The words for one task; `called`: what a unit is called. What one unit alone owes is said as it wrote it."""
    said = [(line.obligation.unit, text) for line in lines if (text := value(column, line).shown)]
    if len(lines) == 1:
        return said[0][1] if said else ""
    if column.kind is AnswerKind.CHOICE:
        order = {fold(choice): place for place, choice in enumerate(column.choices)}
        counts = Counter(text for _, text in said)
        ranked = sorted(counts.items(), key=lambda each: (order.get(fold(each[0]), len(order)), each[0]))
        parts = [f"{text}{number}家" for text, number in ranked]
        silent = len(lines) - len(said)
        return "、".join([*parts, *([f"未填{silent}家"] if silent else [])])
    return "\n".join(f"{called(unit)}：{text}" for unit, text in said)
