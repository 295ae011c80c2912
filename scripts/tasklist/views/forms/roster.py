"""The roster workbook: the list of units to fill in, and the sheet in which words for units are answered by ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasklist.model.roster import Roster
from tasklist.tables.unit_words import ANSWERS, TICK, TICKS, UNIT, UNSURE
from tasklist.views import style
from tasklist.views.forms.rules import choices
from tasklist.views.forms.sheet import (
    CellStyle,
    CellWriter,
    Worksheet,
    merge,
    new_workbook,
    save,
    set_height,
    set_page,
    set_width,
)
from tasklist.views.forms.template import open_workbook

COLUMNS: tuple[tuple[str, int], ...] = (
    ("单位名称", 42),
    ("简称", 34),
    ("类别", 16),
    ("上级单位", 26),
    ("联络员", 12),
    ("联系电话", 15),
    ("邮箱", 24),
    ("启用日期", 13),
    ("停用日期", 13),
)
_MIDDLE = (3, 5, 6, 8, 9)  # columns set in the middle
_NAMES, _WORDS = 34, 16  # the widths of the answers' columns
_NOTE = (
    f"责任单位里的这些说法在名册里没有落到任何单位。哪些单位算，就在它那一格选“{TICK}”；“{UNSURE}”是按最接近的类别提的，不算数，"
    f"认可就改成“{TICK}”，不认可就清空。也可以不用这张表，在名册的“简称”“类别”里补上同样的字。"
)


@dataclass(frozen=True, slots=True)
class Word:
    """Words for units that reach nobody: where they stand (任务3、5), and the units they may mean."""

    said: str
    where: str
    nearest: tuple[str, ...] = ()


def roster_workbook(title: str, office: str, created: date, rows: Sequence[Sequence[str]]) -> bytes:
    """The roster as it is given to a clerk: title, headings, one row a unit in the official order."""
    (workbook, sheet), pen = new_workbook("单位名册"), CellWriter()
    for column, (heading, width) in enumerate(COLUMNS, 1):
        set_width(sheet, column, width)
        pen.put(sheet, (2, column), heading, CellStyle(style.HEADING, "center", style.HEADING_TINT.fill))
    pen.put(sheet, (1, 1), title, CellStyle(style.TITLE, "center", ruled=False))
    merge(sheet, (1, 1), (1, len(COLUMNS)))
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 45, 27
    for place, row in enumerate(rows, 3):
        for column, text in enumerate(row, 1):
            pen.put(sheet, (place, column), text, CellStyle(across="center" if column in _MIDDLE else "left"))
        needed = (style.text_height(text, COLUMNS[column][1], style.BODY.points) for column, text in enumerate(row[:4]))
        sheet.row_dimensions[place].height = max(24.0, *needed)
    sheet.freeze_panes = "B3"
    set_page(sheet, last_row=len(rows) + 2, last_column=len(COLUMNS), heading=(2, 2), landscape=True)
    return save(workbook, title=title, author=office, created=created)


def with_words(roster: bytes, units: Roster, words: Sequence[Word], *, office: str, created: date) -> bytes:
    """The roster workbook with the sheet of answers: a row a unit, a column for every word; ticks made before stay.

    Raises UserError when the roster is no .xlsx.
    """
    workbook = open_workbook(roster, "单位名册")
    known = dict(units.answers)
    if ANSWERS in workbook.sheetnames:
        workbook.remove(workbook[ANSWERS])
    columns = [*(Word(said, "已回答") for said in known), *(each for each in words if each.said not in known)]
    sheet = workbook.create_sheet(ANSWERS)
    _answers(sheet, units, columns, known)
    return save(workbook, title=workbook.properties.title or "单位名册", author=office, created=created)


def _answers(sheet: Worksheet, units: Roster, words: Sequence[Word], known: Mapping[str, Sequence[str]]) -> None:
    pen, last = CellWriter(), len(words) + 1
    head = CellStyle(style.HEADING, "center", style.HEADING_TINT.fill)
    width = max(_NAMES + _WORDS * len(words), 80)
    pen.put(sheet, (1, 1), _NOTE, CellStyle(style.HINT, ruled=False))
    merge(sheet, (1, 1), (1, max(last, 4)))
    set_height(sheet, 1, style.text_height(_NOTE, width, style.HINT.points) + 6)
    for row, text in ((2, UNIT), (3, "出现在")):
        pen.put(sheet, (row, 1), text, head)
    set_width(sheet, 1, _NAMES)
    for column, word in enumerate(words, 2):
        set_width(sheet, column, _WORDS)
        pen.put(sheet, (2, column), word.said, head)
        pen.put(sheet, (3, column), word.where, CellStyle(style.HINT, "center", style.HEADING_TINT.fill))
        for row, unit in enumerate(units.units, 4):
            said = TICK if unit.name in known.get(word.said, ()) else UNSURE if unit.name in word.nearest else ""
            pen.put(sheet, (row, column), said, CellStyle(across="center", fill=style.ANSWER_TINT.fill))
        choices(sheet, column, (4, len(units.units) + 3), TICKS)
    for row, unit in enumerate(units.units, 4):
        pen.put(sheet, (row, 1), unit.name, CellStyle())
    for row in (2, 3):
        longest = max((word.said if row == 2 else word.where for word in words), key=len, default="")
        set_height(sheet, row, max(27.0, style.text_height(longest, _WORDS, style.HEADING.points)))
    sheet.freeze_panes = "B4"
    set_page(sheet, last_row=len(units.units) + 3, last_column=last, heading=(2, 3), landscape=True)
