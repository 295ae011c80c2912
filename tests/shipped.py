"""The official list as it is shipped, and lists read the way import_list reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tasklist.config import task_list
from tasklist.config.task_list import Listed
from tasklist.model.book import Book
from tasklist.model.tasks import TaskList
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.readers import registry

ISSUED = date(2023, 4, 4)
TEMPLATE = Path(__file__).parents[1] / "templates/任务清单.xlsx"
SHIPPED = task_list.load(TEMPLATE, "任务清单.xlsx", ISSUED, WEEKENDS_ONLY)


def read(data: bytes, name: str) -> Listed:
    """The list in a file of this name."""
    book = registry.read(data, name)
    assert isinstance(book, Book), book
    return task_list.listed_in(book, name, ISSUED, WEEKENDS_ONLY)


def facts(tasks: TaskList) -> list[tuple[object, ...]]:
    """What an official line says, without what was made of it."""
    return [(t.seq, t.themes, t.detail, t.lead, t.responsible, t.deadline.text) for t in tasks.tasks]
