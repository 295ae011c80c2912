"""Rows that say a number and no text: whether the numbers are the list's, or the unit's own."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.returns.rows.task_matching import How, Match, Matcher, lone_numbers, recognises
from tasklist.tables.find import TableRow
from tasklist.text.normalize import bare

RENUMBERED = Match(None, How.ASK, "只有序号没有任务文字，序号又像是重新编过的")
UNWORDED = Match(None, How.ASK, "整张表只有序号，没有任务文字")


def settled(
    rows: list[tuple[TableRow, Match]], duties: Sequence[int] | None, matcher: Matcher, beside: Sequence[int]
) -> list[tuple[TableRow, Match]]:
    """Rows known by number alone are trusted only beside words of the list, when the numbers cannot be the unit's own
    and no row that is known by more is of the same task.
    """
    held = {match.task for _, match in rows if match.how not in (How.NUMBER, How.CONTINUED)}
    worded = any(match.task and (match.how is not How.NUMBER or _told(row, matcher)) for row, match in rows)
    lone = [match.task for _, match in rows if match.task is not None and match.how is How.NUMBER]
    strange = any(_of_another_list(row, match, matcher) for row, match in rows)
    trusted = lone_numbers([*lone, *beside], () if strange else duties or ())

    def doubtful(row: TableRow, match: Match) -> bool:
        known = worded and trusted(match.task or 0) and match.task not in held and _fits(row, match, matcher)
        return match.how is How.NUMBER and not known

    doubt = RENUMBERED if worded else UNWORDED
    return [(row, doubt if doubtful(row, match) else match) for row, match in rows]


def _fits(row: TableRow, match: Match, matcher: Matcher) -> bool:
    """Do the other official columns of a row say nothing against the task its number names?"""
    task = matcher.task_list.find(match.task or 0)
    return task is not None and all(recognises(task, role, row.text(role)) for role in _told(row, matcher))


def _of_another_list(row: TableRow, match: Match, matcher: Matcher) -> bool:
    """Does a row without a task's text prove its number to be none of the list's: by a number beyond the last, or the
    theme of another task?
    """
    number = matcher.number(row.text("seq"))
    if number is None or bare(row.text("detail")):
        return False
    task, theme = matcher.task_list.find(number), row.text("theme")
    another = task is not None and matcher.is_theme(theme) and not recognises(task, "theme", theme)
    return task is None or (match.how is How.NUMBER and another)


def _told(row: TableRow, matcher: Matcher) -> Sequence[str]:
    """The columns besides a task's number and text in which a row has what the list says there."""
    told = (role for role in matcher.task_list.layout.official if role not in ("seq", "detail", "lead"))
    return [role for role in told if row.text(role).strip()]
