"""一页纸.html and the HTML bodies of mails, from the same template. No script, nothing loaded from elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from jinja2 import DictLoader, Environment, StrictUndefined

from tasklist.model import Colour, Kind, Ledger, Line
from tasklist.status import RULES
from tasklist.views import style, templates
from tasklist.views.brief import Brief, brief
from tasklist.views.style import text_width
from tasklist.wording import shorten, visible

PANEL = 40  # units in one picture; more stand in pictures side by side
LEFT, RIGHT = 112.0, 358.0  # of 360: where the cells begin and end
STEP = 12
WIDE = 24  # half-width places of a label that stands beside the cells as it is
SIGNS = {Colour.RED: "×", Colour.YELLOW: "△", Colour.GREEN: "", Colour.GREY: "·"}
# Rows of a table, bars, and signs of a list of names there is room for: on one printed page, and in a mail.
ON_PAGE = {"calls": 5, "bars": 7, "room": 200}
IN_MAIL = {"calls": 40, "bars": 40, "room": 20_000}

_TEMPLATES = Environment(
    loader=DictLoader(
        {"body": templates.BODY, "page": templates.PAGE, "mail": templates.MAIL, "letter": templates.LETTER}
    ),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One unit of the picture: cells are (x, fill, sign). `squeezed`: the label is too long for its place."""

    name: str
    label: str
    squeezed: bool
    y: int
    cells: tuple[tuple[float, str, str], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of at most PANEL units."""

    height: int
    wide: float
    heads: tuple[tuple[float, int], ...]
    rows: tuple[PanelRow, ...]


def page(ledger: Ledger, history: tuple[Ledger, ...] = ()) -> str:
    """一页纸: the report of a period as one self-contained HTML page with the unit × task picture of lights."""
    panels = _panels(ledger)
    text: str = _TEMPLATES.get_template("page").render(
        b=brief(ledger, history),
        note="",
        panels=panels,
        rules=RULES,
        scale=11,
        fitting=partial(_fitting, ON_PAGE["room"]),
        **ON_PAGE,
    )
    return text


def mail(content: Brief, note: str, foot: str) -> str:
    """The HTML body of the report mail: the same text and figures, without the picture."""
    text: str = _TEMPLATES.get_template("mail").render(
        b=content, note=visible(note), foot=foot, fitting=partial(_fitting, IN_MAIL["room"]), **IN_MAIL
    )
    return text


def letter(greeting: str, parts: Sequence[tuple[str, Sequence[str]]], office: str, day: str, foot: str) -> str:
    """The HTML body of a letter to a unit: a greeting, parts of (heading, paragraphs), office and day."""
    text: str = _TEMPLATES.get_template("letter").render(
        greeting=greeting, parts=parts, office=office, day=day, foot=foot
    )
    return text


def _fitting(room: int, names: Sequence[str | tuple[str, ...]]) -> int:
    """How many of the names stand in `room` signs; at least one."""
    total = accumulate(sum(map(len, (name,) if isinstance(name, str) else name)) + 1 for name in names)
    return max(sum(used <= room for used in total), 1)


def _panels(ledger: Ledger) -> tuple[Panel, ...]:
    seqs = [task.seq for task in ledger.plan.task_list.tasks]
    units = list(ledger.by_unit.items())
    if not seqs or not units:
        return ()
    step = (RIGHT - LEFT) / len(seqs)
    size = math.ceil(len(units) / math.ceil(len(units) / PANEL))
    heads = tuple((round(LEFT + (place + 0.5) * step, 1), seq) for place, seq in enumerate(seqs))
    return tuple(
        Panel(
            height=STEP * (len(units[start : start + size]) + 1) + 2,
            wide=round(step - 0.8, 1),
            heads=heads,
            rows=tuple(
                _row(_label(unit, ledger), unit, lines, seqs, STEP * (place + 1))
                for place, (unit, lines) in enumerate(units[start : start + size])
            ),
        )
        for start in range(0, len(units), size)
    )


def _label(unit: str, ledger: Ledger) -> str:
    """The unit as the picture names it: a section of the office without the office's own name."""
    return shorten(visible(unit.removeprefix(ledger.plan.campaign.office) or unit), 20)


def _row(label: str, unit: str, lines: tuple[Line, ...], seqs: list[int], y: int) -> PanelRow:
    step = (RIGHT - LEFT) / len(seqs)
    lights = {line.obligation.task: line.light.colour for line in lines if line.obligation.kind is Kind.TASKS}
    cells = tuple(
        (round(LEFT + place * step, 1), f"#{style.LIGHTS[lights[seq]].fill}", SIGNS[lights[seq]])
        for place, seq in enumerate(seqs)
        if seq in lights
    )
    return PanelRow(visible(unit), label, text_width(label) > WIDE, y, cells)
