"""一页纸.html and the HTML bodies of mails, from the same template. No script, nothing loaded from elsewhere."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from tasklist.ledger.status import RULES
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger, Line
from tasklist.model.plan import Kind
from tasklist.text.display import shorten, visible
from tasklist.views import style
from tasklist.views.attention import ON_ONE_PAGE, signs
from tasklist.views.reports.content import Brief, brief
from tasklist.views.style import text_width

PRINTED = (190, 75)  # millimetres across and down there are for the pictures on a printed page, more or less
STEP, BROADEST = 12, 16.0  # how far a cell is from the one below it, and at most from the one beside it
ACROSS = 358  # what labels and cells take at most, so that a telephone shows the letters at their size
PLACE, LONGEST = 4.5, 144  # a half-width place of a label, and the room for the longest label
ENLARGED, CELL, SCREEN = 1.75, 26, 760  # on a broad screen: times, or till a cell is so many pixels, in so many pixels
UNBROKEN = 20  # half-width places of a name or number that stands on one line
_PART = re.compile(r"[^\s、，,；;/]+[、，,；;/]*\s*")
_NUMBER = re.compile(r"(?<![\d*])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[2-9]\d{6,7})(?![\d*])")  # what a telephone can dial

# The pages are *.html.j2 files beside this module: part of the program, opened by Jinja's loader and never written.
_TEMPLATES = Environment(
    loader=PackageLoader("tasklist.views.reports", "."),
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
class PageLayout:
    """Where labels and cells of a picture stand: `left` of the first cell, `step` from one to the next."""

    left: int
    step: float
    width: int

    @property
    def wide(self) -> float:
        """How broad a cell is."""
        return round(self.step - 0.8, 1)

    @property
    def sign(self) -> float:
        """How large the sign in a cell is."""
        return round(min(8.0, self.step), 1)

    @property
    def most(self) -> int:
        """How many pixels broad the picture is shown at most."""
        return min(round(self.width * max(ENLARGED, CELL / self.step)), SCREEN)


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture: all units, or those of one of several standing side by side."""

    height: int
    layout: PageLayout
    heads: tuple[tuple[float, int], ...]
    rows: tuple[PanelRow, ...]


def page(summary: Summary) -> str:
    """一页纸: the report of a period as one self-contained HTML page with the unit × task picture of lights.

    With many units the picture is printed on a page of its own: no name is left out for want of room.
    """
    content = brief(summary)
    text: str = _TEMPLATES.get_template("page.html.j2").render(
        b=content,
        note="",
        panels=_panels(summary.ledger),
        rules=RULES,
        scale=11,
        own_page=signs(content.parts) > ON_ONE_PAGE,
    )
    return text


def mail(content: Brief, note: str, foot: str) -> str:
    """The HTML body of the report mail: the same text and figures, without the picture."""
    text: str = _TEMPLATES.get_template("mail.html.j2").render(b=content, note=visible(note), foot=foot)
    return text


def letter(greeting: str, parts: Sequence[tuple[str, Sequence[str]]], office: str, day: str, foot: str) -> str:
    """The HTML body of a letter to a unit: a greeting, parts of (heading, paragraphs), office and day."""
    text: str = _TEMPLATES.get_template("letter.html.j2").render(
        greeting=greeting, parts=parts, office=office, day=day, foot=foot
    )
    return text


def _parts(contact: str) -> list[tuple[str, bool, str]]:
    """Names and numbers of a contact, in order; True: never broken inside; and what a telephone dials, if it can."""
    found = []
    for part in _PART.findall(contact):
        number = _NUMBER.search(part)
        found.append((part, text_width(part.rstrip()) <= UNBROKEN, number[0].replace("-", "") if number else ""))
    return found


_TEMPLATES.filters["parts"] = _parts


def _panels(ledger: Ledger) -> tuple[Panel, ...]:
    seqs = [task.seq for task in ledger.plan.task_list.tasks]
    units = list(ledger.by_unit.items())
    if not seqs or not units:
        return ()
    labels = {unit: _label(unit, ledger) for unit, _ in units}
    layout = _layout(labels.values(), len(seqs))
    size = _most(len(units))
    heads = tuple((round(layout.left + (place + 0.5) * layout.step, 1), seq) for place, seq in enumerate(seqs))
    return tuple(
        Panel(
            height=STEP * (len(units[start : start + size]) + 1) + 2,
            layout=layout,
            heads=heads,
            rows=tuple(
                _row((unit, labels[unit]), lines, seqs, STEP * (place + 1), layout)
                for place, (unit, lines) in enumerate(units[start : start + size])
            ),
        )
        for start in range(0, len(units), size)
    )


def _label(unit: str, ledger: Ledger) -> str:
    """The unit as the picture names it: a section of the office without the office's own name."""
    return shorten(visible(unit.removeprefix(ledger.plan.campaign.office) or unit), 20)


def _most(units: int) -> int:
    """How many units one picture holds, so that the letters come out largest on paper."""
    across, down = PRINTED
    sizes = [math.ceil(units / pictures) for pictures in range(1, 7)]
    return max(sizes, key=lambda size: min(across / math.ceil(units / size) / ACROSS, down / STEP / (size + 1)))


def _layout(labels: Iterable[str], cells: int) -> PageLayout:
    left = min(math.ceil(max(map(text_width, labels)) * PLACE), LONGEST) + 4
    step = min((ACROSS - left) / cells, BROADEST)
    return PageLayout(left, step, math.ceil(left + cells * step) + 2)


def _row(names: tuple[str, str], lines: tuple[Line, ...], seqs: list[int], y: int, layout: PageLayout) -> PanelRow:
    unit, label = names
    lights = {line.obligation.task: line.light.colour for line in lines if line.obligation.kind is Kind.TASKS}
    shown = {seq: style.LIGHTS[colour] for seq, colour in lights.items()}
    cells = tuple(
        (round(layout.left + place * layout.step, 1), f"#{shown[seq].fill}", shown[seq].sign)
        for place, seq in enumerate(seqs)
        if seq in shown
    )
    return PanelRow(visible(unit), label, text_width(label) * PLACE > LONGEST, y, cells)
