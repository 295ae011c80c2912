"""How wide the columns of a layout stand on paper: narrow ones as they need, what is left for those with long texts."""

from __future__ import annotations

from tasklist.model.layout import AnswerKind, Layout, ListColumn, Role
from tasklist.text.display import display_width

_ROLES = {
    Role.SEQ: 7.0,
    Role.THEME: 11.0,
    Role.TASK: 27.0,
    Role.PROBLEM: 20.0,
    Role.MEASURE: 24.0,
    Role.TARGET: 20.0,
    Role.LEAD: 10.0,
    Role.RESPONSIBLE: 13.0,
    Role.COOPERATING: 13.0,
    Role.UNDERTAKING: 12.0,
    Role.PERSON: 8.0,
    Role.LEADER: 8.0,
    Role.DEADLINE: 11.0,
    Role.COUNTED_IN: 7.0,
    Role.KEPT: 10.0,
}
_KINDS = {
    AnswerKind.TEXT: 20.0,
    AnswerKind.CHOICE: 7.5,
    AnswerKind.NUMBER: 8.5,
    AnswerKind.PERCENT: 8.5,
    AnswerKind.DATE: 11.0,
    AnswerKind.PERSON: 13.0,
}
_MAIN, _REMARK = 34.0, 9.0
_LISTED = 12.0  # of figures, days and counted choices that stand together, unit by unit
_LINES, _BROADEST = 4, 13.0  # a narrow column is as broad as its choices and four lines of its heading need, at most
_MAIN_LEAST = 18.0  # how narrow the main answer may become
_WIDE, _LEAST = 16.0, 11.0  # from where a column gives way, and how narrow it may become


def column_widths(layout: Layout, total: float, *, gathered: bool = False) -> tuple[float, ...]:
    """The width of each column in characters; together `total` where the wide ones allow it.

    `gathered`: what all units answered stands in one cell, figures and days with whose they are.
    """
    wanted = [_gathered(column) if gathered and column.kind else _wanted(column) for column in layout.columns]
    narrow = sum(width for width in wanted if width < _WIDE)
    wide = sum(width for width in wanted if width >= _WIDE)
    share = max(total - narrow, 0.0) / wide if wide else 1.0
    found = [
        width if width < _WIDE else max(round(width * share, 1), _MAIN_LEAST if column.key == "progress" else _LEAST)
        for column, width in zip(layout.columns, wanted, strict=True)
    ]
    return tuple(found)


def _gathered(column: ListColumn) -> float:
    if column.key == "progress":
        return _MAIN
    return _wanted(column) if column.kind in (AnswerKind.TEXT, AnswerKind.PERSON) else max(_wanted(column), _LISTED)


def _wanted(column: ListColumn) -> float:
    if column.key == "progress" and column.kind is AnswerKind.TEXT:
        return _MAIN
    if column.key == "remark":
        return _REMARK
    usual = _KINDS[column.kind] if column.kind else _ROLES[column.role]
    if usual >= _WIDE:
        return usual
    longest = max(map(display_width, column.choices), default=0) + 2.0 if column.kind is AnswerKind.CHOICE else 0.0
    heading = display_width(column.heading[-1]) / _LINES + 1.0
    return max(usual, min(_BROADEST, max(longest, heading)))
