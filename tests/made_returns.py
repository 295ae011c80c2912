"""Returns made by hand, as the reading half of the program hands them on: forms, documents, counted items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tasklist.model.arrival import Arrival, Stamp
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Plan
from tasklist.model.returns import AnswerCell, Entry, Outcome, Return
from tasklist.plan import quotas

FACT = "6月12日组织专题学习1次，参训45人，发放宣传册300份。"
OTHER = "6月15日走访企业12家，收集意见建议6条，均已答复。"
SLOGAN = "高度重视，加强领导，统一思想，提高认识。"
NIL = "本期无此类情况（零报告）。"


def form(
    unit: str,
    texts: Mapping[int, str],
    at: datetime,
    name: str = "",
    period: str = "2023-06",
    items: Sequence[Entry] = (),
    instead: Mapping[int, tuple[str, str]] | None = None,
    modified: datetime | None = None,
) -> Return:
    """A task form: task → progress text (empty: the cell is blank). `instead`: what a cell without text holds."""
    path = f"inbox/{name or unit}.xlsx"
    stamp = Stamp(at, modified, at, path.rsplit("/", 1)[-1], f"{path}{at}")
    spots = {task: Place(path, "任务", f"G{task + 3}") for task in texts}
    entries = tuple(
        Entry(unit, Kind.TASKS, "progress", text, spots[task], stamp, period, task, sources=(spots[task],))
        for task, text in texts.items()
        if text
    )
    cells = tuple(
        AnswerCell(unit, period, task, spot, stamp, *(instead or {}).get(task, ("", "")))
        for task, spot in spots.items()
    )
    arrival = Arrival(path, stamp.sha256, at, at, 1)
    return Return(
        arrival, Outcome.MERGED, Kind.TASKS, unit, period, entries=(*entries, *items), answer_cells=cells, template=9
    )


def document(unit: str, name: str, at: datetime, field: str = "document", sha: str = "", folder: str = "") -> Return:
    """A document of a deliverable, or its evidence. The same `sha`: the same bytes."""
    path = f"inbox/{folder or name}/{unit}{field}{sha}.docx"
    stamp = Stamp(at, None, at, path.rsplit("/", 1)[-1], sha or path)
    place = Place(path)
    entry = Entry(unit, Kind.DELIVERABLE, field, path, place, stamp, name=name, sources=(place,))
    arrival = Arrival(path, stamp.sha256, at, at, 1)
    return Return(arrival, Outcome.MERGED, Kind.DELIVERABLE, unit, f"{at:%Y-%m}", entries=(entry,))


def item(made: Plan, unit: str, quota: str, title: str, on: date, at: datetime, name: str = "") -> Return:
    """A counted item in a file of its own."""
    path = f"inbox/{name or title}{unit}{on}.docx"
    stamp = Stamp(at, None, at, path.rsplit("/", 1)[-1], path)
    which = next(each for each in made.campaign.quotas if each.name == quota)
    window = quotas.window_of(made.campaign, which, on)
    place = Place(path)
    more: dict[str, Any] = {"span": window.id if window else "", "name": quota, "on": on, "sources": (place,)}
    entry = Entry(unit, Kind.QUOTA, "item", title, place, stamp, **more)
    return Return(Arrival(path, path, at, at, 1), Outcome.MERGED, Kind.QUOTA, unit, f"{at:%Y-%m}", entries=(entry,))
