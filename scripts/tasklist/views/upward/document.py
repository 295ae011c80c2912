"""上报稿.docx: the notice's own table, A4 on its side, headings on every page, one row per task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasklist.model.upward import FIELDS, UpwardReport, UpwardTask
from tasklist.tables.upward_table import NOTE
from tasklist.text.display import visible
from tasklist.views import style, word
from tasklist.views.style import full_height
from tasklist.views.upward.layout import UPWARD_MARK, about, theme_spans, token
from tasklist.views.word import (
    WD_ALIGN_PARAGRAPH,
    WD_CELL_VERTICAL_ALIGNMENT,
    WD_ORIENT,
    WD_TAB_ALIGNMENT,
    WD_TABLE_ALIGNMENT,
    Cell,
    Document,
    Mm,
    Paragraph,
    Pt,
    Row,
    Table,
)

MARGINS = (20, 16, 15, 15)  # millimetres: top, bottom, left, right
# Millimetres: 序号, 重点任务 (two), 具体任务, 牵头单位, 责任单位, 完成时限, 进展, 联络员, 备注; together 267.
WIDTHS = (9, 17, 17, 47, 12, 20, 17, 92, 18, 18)
SEQ, THEME, DETAIL, PROGRESS = (0, 0), 1, 3, 7  # columns
CHAR = 1.85  # millimetres of a character of width, as style counts them
PAGE, ABOVE = 450.0, 60.0  # points of rows a page holds, and what stands over those of the first
POINTS, HEADING, TITLE, ABOUT, FOOT = 10.5, 10.5, 22, 12, 10.5
LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER


def render(report: UpwardReport, *, footnotes: bool = False) -> bytes:
    """The document as the bytes of a .docx. `footnotes`: with a number behind every piece and a list of places."""
    document = word.blank(style.BODY.name, POINTS)
    _page(document)
    _line(document.add_paragraph(), report.title, style.TITLE.name, TITLE, CENTRE).paragraph_format.space_after = Pt(6)
    office, day = about(report)
    _headline(document.add_paragraph(), f"{office}\t{day}")
    table = _table(document, report)
    for place, (row, themes) in enumerate(zip(report.tasks, _themes(report, footnotes), strict=True)):
        made = _row(table, _boxes(report, row, themes, footnotes), style.BODY.name)
        if place:  # the first may be parted: the title never stands on a page alone
            word.whole(made)
    if footnotes:
        _places(document, report)
    about_it = document.core_properties
    about_it.category, about_it.keywords = UPWARD_MARK, token(report)
    return word.saved(document, title=report.title, office=report.office, as_of=report.as_of)


# --- the page -----------------------------------------------------------------------------------


def _page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    top, bottom, left, right = map(Mm, MARGINS)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
    section.header_distance = section.footer_distance = Mm(9)
    word.numbered(section.footer.paragraphs[0], FOOT)


def _line(paragraph: Paragraph, text: str, name: str, points: float, align: WD_ALIGN_PARAGRAPH) -> Paragraph:
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    word.font(paragraph.add_run(visible(text)), name, points)
    return paragraph


def _headline(paragraph: Paragraph, text: str) -> None:
    """Who reports on the left, the day on the right of one line."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(sum(WIDTHS)), WD_TAB_ALIGNMENT.RIGHT)
    _line(paragraph, text, style.SUBTITLE.name, ABOUT, LEFT).paragraph_format.space_after = Pt(3)


# --- the table ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell of a row: the columns it spans, its pieces with their footnote numbers, and whether it is merged down."""

    left: int
    right: int
    parts: tuple[tuple[str, str], ...]
    align: WD_ALIGN_PARAGRAPH = CENTRE
    merge: str | None = None  # restart or continue


def _table(document: Document, report: UpwardReport) -> Table:
    """The table with its row of headings."""
    table: Table = document.add_table(rows=0, cols=len(WIDTHS))
    table.style = "Table Grid"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    word.narrow(table)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    spans = (SEQ, (THEME, DETAIL - 1), *((place, place) for place in range(DETAIL, len(WIDTHS))))
    boxes = [_Box(*span, ((text, ""),)) for span, text in zip(spans, report.task_list.headings, strict=True)]
    word.repeated(_row(table, boxes, style.HEADING.name))
    return table


def _row(table: Table, boxes: Iterable[_Box], name: str) -> Row:
    row: Row = table.add_row()  # type: ignore[no-untyped-call]  # the library does not say
    for empty in row._tr.tc_lst:
        row._tr.remove(empty)
    for box in boxes:
        cell = Cell(row._tr._add_tc(), table)
        cell.width = Mm(sum(WIDTHS[box.left : box.right + 1]))
        if box.right > box.left:
            cell._tc.grid_span = box.right - box.left + 1
        if box.merge:
            cell._tc.vMerge = box.merge
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if box.merge != "continue":
            _fill(cell, box, name)
    return row


def _fill(cell: Cell, box: _Box, name: str) -> None:
    """Write the pieces; a line break in them begins a paragraph."""
    paragraph = _line(cell.paragraphs[0], "", name, POINTS, box.align)
    for text, note in box.parts:
        first, *others = visible(text).split("\n")
        word.font(paragraph.add_run(first), name, POINTS)
        for line in others:
            paragraph = _line(cell.add_paragraph(), line, name, POINTS, box.align)
        if note:
            run = paragraph.add_run(note)
            word.font(run, style.NUMBER.name, POINTS)
            run.font.superscript = True


def _boxes(report: UpwardReport, row: UpwardTask, themes: Iterable[_Box], footnotes: bool) -> Iterator[_Box]:
    task = row.task
    yield _Box(*SEQ, ((str(task.seq), ""),))
    yield from themes
    texts = (task.detail, task.lead, task.responsible, task.deadline.text)
    for place, text in enumerate(texts, DETAIL):
        yield _Box(place, place, ((text, ""),), LEFT if place == DETAIL else CENTRE)
    for place, name in enumerate(FIELDS, DETAIL + len(texts)):
        align = CENTRE if name == "contact" else LEFT
        yield _Box(place, place, tuple(_parts(report, row, name, footnotes)), align)


def _parts(report: UpwardReport, row: UpwardTask, name: str, footnotes: bool) -> Iterator[tuple[str, str]]:
    passages = {"progress": row.progress, "remark": row.remark}.get(name, ())
    if not footnotes or name == "contact" or report.written(row, name) is not None:
        yield report.shown(row, name), ""
        return
    for passage in passages:
        yield passage.before + passage.text, NOTE.format(number=passage.number) if passage.sources else ""
        yield passage.after, ""


def _themes(report: UpwardReport, footnotes: bool) -> list[list[_Box]]:
    """For every task, its cells under 重点任务: the first of a merged one, or one it goes on in."""
    found: list[list[_Box]] = [[] for _ in report.tasks]
    fresh = _first_rows(report, footnotes)
    for span in theme_spans([row.task for row in report.tasks]):
        for place in range(span.first, span.last + 1):
            merge = "restart" if place == span.first or place in fresh else "continue"
            left, right = THEME + span.left, THEME + span.right
            found[place].append(_Box(left, right, ((span.text, ""),), merge=merge))
    return [sorted(boxes, key=lambda box: box.left) for boxes in found]


def _first_rows(report: UpwardReport, footnotes: bool) -> frozenset[int]:
    """The rows that are likely to be the first on their page, for rows are not parted: there a theme is said anew."""
    first: set[int] = set()
    left = PAGE - ABOVE
    for place, row in enumerate(report.tasks):
        written = ["".join(map("".join, _parts(report, row, name, footnotes))) for name in ("progress", "remark")]
        texts = zip((row.task.detail, *written), (DETAIL, PROGRESS, -1), strict=True)
        tall = max(full_height(visible(text), WIDTHS[column] / CHAR, POINTS) for text, column in texts)
        if tall > left and place:
            first.add(place)
            left = PAGE
        left -= tall
    return frozenset(first)


# --- where it is from, on request ---------------------------------------------------------------


def _places(document: Document, report: UpwardReport) -> None:
    """On a page of its own: every footnote number with the units and cells behind it."""
    title = _line(document.add_paragraph(), "来　源", style.HEADING.name, ABOUT, CENTRE)
    title.paragraph_format.page_break_before = True
    for row in report.tasks:
        for passage in (*row.progress, *row.remark):
            if passage.sources:
                places = "；".join(f"{one.unit} {one.place or one.words}" for one in passage.sources)
                text = f"{NOTE.format(number=passage.number)}任务{row.task.seq}　{passage.text}：{places}"
                _line(document.add_paragraph(), text, style.NUMBER.name, 9, LEFT)
