"""What config.yaml settles of the list's columns: `campaign.columns` and `campaign.owes`."""

from __future__ import annotations

from tasklist.config.schema import ColumnItem
from tasklist.config.yaml_file import Settings
from tasklist.model.layout import AnswerKind, Role
from tasklist.tables.list_roles import Settled, SettledColumn
from tasklist.text.normalize import bare


def settled_columns(settings: Settings) -> Settled:
    """Bare heading → what a person said of the column."""
    return {bare(item.heading): _told(item) for item in settings.document.campaign.columns}


def owing_roles(settings: Settings) -> tuple[str, ...]:
    """Of which roles the units report, or `EVERYBODY`, as `campaign.owes` says; nothing: as the list itself has it."""
    return settings.document.campaign.owes


def _told(item: ColumnItem) -> SettledColumn:
    """An item whose role is a kind of answer means an answer of that kind."""
    if item.role in list(AnswerKind):
        return SettledColumn(Role.ANSWER, AnswerKind(item.role), item.choices, item.required)
    kind = AnswerKind(item.kind) if item.kind else None
    return SettledColumn(
        Role(item.role), kind or (AnswerKind.CHOICE if item.choices else None), item.choices, item.required
    )
