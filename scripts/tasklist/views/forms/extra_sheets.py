"""The sheets a form carries beside the task list: counted items, last period's answers, the very hidden facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tasklist.model.plan import Quota
from tasklist.plan.quotas import rhythm
from tasklist.tables import marks
from tasklist.tables.marks import AGAIN
from tasklist.views import style
from tasklist.views.forms.rules import choices, prompt
from tasklist.views.forms.sheet import (
    CellStyle,
    CellWriter,
    Workbook,
    Worksheet,
    merge,
    protect,
    set_page,
    set_text,
    set_width,
)
from tasklist.views.text_height import ROW_LIMIT, pieces

Place = tuple[int, int]  # (row, column), 1-based
_QUOTA_WIDTHS = (16.0, 14.0, 48.0, 16.0)
_LAST_WIDTHS = (6.0, 50.0, 90.0)
_TITLE_HEIGHT, _HEADING_HEIGHT, _LINE_HEIGHT = 42.0, 27.0, 24.0
_HELP = (
    marks.HELP_LABEL
    + "每报送一条填一行，“日期”写报送或开展的那一天，“标题或内容”写清是哪一条；行数不够可以插入行。没有的不用填。"
)


@dataclass(frozen=True)
class ExtraSheet:
    """A sheet of our own: a title, lines over the whole width, a table with headings; columns as wide as `widths`."""

    sheet: Worksheet
    pen: CellWriter
    widths: Sequence[float]

    @classmethod
    def add(
        cls, workbook: Workbook, pen: CellWriter, name: str, *, place: int, title: str, widths: Sequence[float]
    ) -> ExtraSheet:
        """A new sheet at `place` (instead of one of this name) with its title in row 1."""
        if name in workbook.sheetnames:
            workbook.remove(workbook[name])
        sheet: Worksheet = workbook.create_sheet(name, place)
        for column, width in enumerate(widths, 1):
            set_width(sheet, column, width)
        pen.put(sheet, (1, 1), title, CellStyle(style.TITLE, "center", ruled=False))
        merge(sheet, (1, 1), (1, len(widths)))
        sheet.row_dimensions[1].height = _TITLE_HEIGHT
        return cls(sheet, pen, widths)

    def lines(self, first: int, texts: Sequence[str]) -> int:
        """One text per row over the whole width, from row `first`; the row after them."""
        for row, text in enumerate(texts, first):
            self.pen.put(self.sheet, (row, 1), text, CellStyle(style.NOTE, ruled=False))
            merge(self.sheet, (row, 1), (row, len(self.widths)))
            height = style.text_height(text, sum(self.widths), style.NOTE.points) + 3
            self.sheet.row_dimensions[row].height = height
        return first + len(texts)

    def headings(self, row: int, texts: Sequence[str], fill: str) -> None:
        """The heading row of the table."""
        for column, text in enumerate(texts, 1):
            self.pen.put(self.sheet, (row, column), text, CellStyle(style.HEADING, "center", fill))
        self.sheet.row_dimensions[row].height = _HEADING_HEIGHT
        self.sheet.freeze_panes = f"A{row + 1}"

    def row(self, row: int, texts: Sequence[str], inks: Sequence[CellStyle]) -> None:
        """One row of the table, as tall as its longest text."""
        heights = [_LINE_HEIGHT]
        for column, (text, ink) in enumerate(zip(texts, inks, strict=True), 1):
            self.pen.put(self.sheet, (row, column), text, ink)
            heights.append(style.text_height(text, self.widths[column - 1], ink.face.points))
        self.sheet.row_dimensions[row].height = max(heights)

    def finish(self, heading: int, last: int, *, landscape: bool = True, insert: bool = False) -> None:
        """Page and protection, when everything is written."""
        width = len(self.widths)
        set_page(self.sheet, last_row=last, last_column=width, heading=(heading, heading), landscape=landscape)
        protect(self.sheet, insert=insert)


def rule(quota: Quota) -> str:
    """A quota in words, as a person would say it."""
    return f"{quota.name}，{rhythm(quota)}至少 {quota.at_least} 次（条）。"


def add_quotas(
    workbook: Workbook,
    pen: CellWriter,
    *,
    place: int,
    labels: Sequence[str],
    materials: Sequence[str],
    quotas: Sequence[Quota],
    token: str,
) -> None:
    """The sheet 频次填报: the rules in words, then 事项 · 日期 · 标题或内容 · 备注 with one page of rows to fill.

    `materials`: the line about documents, where no sheet with tasks says it.
    """
    leaf = ExtraSheet.add(workbook, pen, marks.QUOTA_SHEET, place=place, title=marks.QUOTA_TITLE, widths=_QUOTA_WIDTHS)
    rules = [f"{marks.RULE_LABEL}{rule(quota)}" for quota in quotas]
    head = leaf.lines(2, (labels[0], "　　".join(labels[1:]), *materials, *rules, _HELP))
    leaf.headings(head, marks.QUOTA_HEADINGS, style.ANSWER_TINT.fill)
    hidden = len(_QUOTA_WIDTHS) + 1
    pen.put(leaf.sheet, (head, hidden), token, CellStyle(style.HINT, ruled=False))
    set_width(leaf.sheet, hidden, 12, hidden=True)
    used = sum(leaf.sheet.row_dimensions[row].height or 0 for row in range(1, head + 1))
    last = head + int((style.page_room(sum(_QUOTA_WIDTHS), portrait=True) - used) / _LINE_HEIGHT)
    day = CellStyle(across="center", open=True, number_format="yyyy-mm-dd")
    for row in range(head + 1, last + 1):
        leaf.row(
            row, ("",) * 4, (CellStyle(across="center", open=True), day, CellStyle(open=True), CellStyle(open=True))
        )
    choices(leaf.sheet, 1, (head + 1, last), [quota.name for quota in quotas])
    prompt(leaf.sheet, 2, (head + 1, last), "日期", "写到日，如 2023-06-12。")
    leaf.finish(head, last, landscape=False, insert=True)


def add_last(
    workbook: Workbook, pen: CellWriter, *, place: int, labels: Sequence[str], rows: Sequence[tuple[int, str, str]]
) -> dict[int, Place]:
    """The sheet 上期填报: (task number, 具体任务, what was answered last period), to read and copy from.

    Task number → the cell of what was answered, where one cell holds all of it.
    """
    title = "上期填报内容（供参考，不用填写）"
    leaf = ExtraSheet.add(workbook, pen, marks.LAST_SHEET, place=place, title=title, widths=_LAST_WIDTHS)
    head = leaf.lines(2, labels[:1])
    leaf.headings(head, ("序号", "具体任务", marks.LAST_HEADING), style.HEADING_TINT.fill)
    shown = [part for seq, *texts in rows for part in _parts(seq, texts)]
    for row, part in enumerate(shown, head + 1):
        leaf.row(row, part, (CellStyle(style.NUMBER, "center"), CellStyle(), CellStyle()))
    leaf.finish(head, head + len(shown))
    numbers = [part[0] for part in shown]
    return {int(each): (row, 3) for row, each in enumerate(numbers, head + 1) if numbers.count(each) == 1}


def _parts(seq: int, texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of one task in 上期填报: a text too tall for one goes on in the next, under the same number."""
    room = ROW_LIMIT - 2 * style.BODY.points  # （续） may take a line more
    columns = (
        pieces(text, width, style.BODY.points, room) for text, width in zip(texts, _LAST_WIDTHS[1:], strict=True)
    )
    goes_on = [[AGAIN + piece if turn else piece for turn, piece in enumerate(column)] for column in columns]
    return [(str(seq), *part) for part in zip_longest(*goes_on, fillvalue="")]


def add_meta(workbook: Workbook, rows: Sequence[tuple[str, str]]) -> None:
    """The very hidden sheet `_meta`: (name, value) per row, as the last sheet."""
    if marks.META_SHEET in workbook.sheetnames:
        workbook.remove(workbook[marks.META_SHEET])
    sheet = workbook.create_sheet(marks.META_SHEET)
    for row, pair in enumerate(rows, 1):
        for column, text in enumerate(pair, 1):
            set_text(sheet.cell(row, column), text)
    sheet.sheet_state = "veryHidden"
