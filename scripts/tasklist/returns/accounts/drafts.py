"""Sheets that may count no more: by their names, or hidden and answering otherwise than a shown one of the same unit.

Only a person knows which is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.returns.belonging.evidence import Evidence
from tasklist.tables.find import Table
from tasklist.text.normalize import bare
from tasklist.text.taken_back import void_sheet


def drafts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Each such sheet, and what is seen."""
    yield from _hidden(evidence)
    for table in evidence.task_tables:
        answered = any(row.text("progress").strip() for row in table.rows)
        if answered and (said := void_sheet(table.name)) and not evidence.other_period(table):
            yield table.name, f"工作表“{table.name}”的名称里写着“{said}”"


def _hidden(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Each such sheet, and what is seen."""
    hidden = {grid.sheet for grid in evidence.grids if grid.hidden}
    tables = [table for table in evidence.task_tables if not evidence.other_period(table)]
    shown = [table for table in tables if table.name not in hidden and not evidence.is_sample(table.name)]
    for table in tables if hidden else ():
        if table.name not in hidden or evidence.is_sample(table.name):
            continue
        unit = evidence.unit_of(table)
        beside = [other for other in shown if evidence.unit_of(other) == unit]
        said = {text for other in beside for text in _said(other, evidence)}
        if said and any(text not in said for text in _said(table, evidence)):
            yield table.name, f"隐藏的工作表“{table.name}”填的与看得见的“{beside[0].name}”不同"


def _said(table: Table, evidence: Evidence) -> Iterator[tuple[int | None, str]]:
    """(task, words) of every answer."""
    matcher = evidence.context.matcher
    for row in table.rows:
        if text := bare(row.text("progress")):
            yield matcher.match(row.text("seq"), row.text("detail")).task, text
