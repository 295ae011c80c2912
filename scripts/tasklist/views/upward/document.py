"""上报稿.docx: the notice's own table, A4 on its side, headings on every page, one row per task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tasklist.model.layout import NINE
from tasklist.model.upward import FIELDS, UpwardReport, UpwardTask
from tasklist.tables.marks import UPWARD_MARK
from tasklist.tables.upward_table import NOTE
from tasklist.views import style, word
from tasklist.views.upward import own_work
from tasklist.views.upward.boxes import (
    CENTRE,
    CHAR,
    LEFT,
    POINTS,
    Box,
    Stand,
    heights,
    parts,
    stands,
    table_row,
    text_line,
)
from tasklist.views.upward.layout import about, fitted, theme_spans, token
from tasklist.views.upward.own_document import own_table
from tasklist.views.word import (
    WD_ORIENT,
    WD_TAB_ALIGNMENT,
    WD_TABLE_ALIGNMENT,
    Document,
    Mm,
    Paragraph,
    Pt,
    Table,
)

MARGINS = (20, 16, 15, 15)  # millimetres: top, bottom, left, right
# Millimetres: 序号, 重点任务 (two), 具体任务, 牵头单位, 责任单位, 完成时限, 进展, 联络员, 备注; together 267.
WIDTHS = (9, 17, 17, 47, 12, 20, 17, 92, 18, 18)
SEQ, THEME, DETAIL = (0, 0), 1, 3  # columns
TITLE, ABOUT, FOOT = 22, 12, 10.5


def render(report: UpwardReport, *, footnotes: bool = False) -> bytes:
    """The document as the bytes of a .docx. `footnotes`: with a number behind every piece and a list of places."""
    document = word.blank(style.BODY.name, POINTS)
    _page(document)
    text_line(
        document.add_paragraph(), report.title, style.TITLE.name, TITLE, CENTRE
    ).paragraph_format.space_after = Pt(6)
    office, day = about(report)
    _headline(document.add_paragraph(), f"{office}\t{day}")
    (_tasks if report.task_list.layout == NINE else own_table)(document, report, footnotes=footnotes)
    for line in own_work.told(report):
        made = text_line(document.add_paragraph(), line, style.BODY.name, POINTS, LEFT)
        made.paragraph_format.keep_with_next = line == own_work.HEAD
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


def _headline(paragraph: Paragraph, text: str) -> None:
    """Who reports on the left, the day on the right of one line."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(sum(WIDTHS)), WD_TAB_ALIGNMENT.RIGHT)
    text_line(paragraph, text, style.SUBTITLE.name, ABOUT, LEFT).paragraph_format.space_after = Pt(3)


# --- the table ----------------------------------------------------------------------------------


def _tasks(document: Document, report: UpwardReport, *, footnotes: bool) -> None:
    """The table in the nine official columns."""
    widths = [width * CHAR for width in fitted(report, [width / CHAR for width in WIDTHS], POINTS)]
    table = _table(document, report, widths)
    standing = list(stands(heights(_boxes(report, row, (), footnotes), widths) for row in report.tasks))
    for row, themes, stand in zip(report.tasks, _themes(report, standing), standing, strict=True):
        boxes = _boxes(report, row, themes, footnotes)
        made = table_row(table, boxes, style.BODY.name, widths, parted=stand.parted and not stand.whole)
        if stand.whole:
            word.whole(made)


def _table(document: Document, report: UpwardReport, widths: Sequence[float]) -> Table:
    """The table with its row of headings."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    word.narrow(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    spans = (SEQ, (THEME, DETAIL - 1), *((place, place) for place in range(DETAIL, len(widths))))
    boxes = [Box(*span, ((text, ""),)) for span, text in zip(spans, report.task_list.headings, strict=True)]
    word.repeated(table_row(table, boxes, style.HEADING.name, widths))
    return table


def _boxes(report: UpwardReport, row: UpwardTask, themes: Iterable[Box], footnotes: bool) -> Iterator[Box]:
    task = row.task
    yield Box(*SEQ, ((str(task.seq), ""),))
    yield from themes
    texts = (task.detail, task.lead, task.responsible, task.deadline.text)
    for place, text in enumerate(texts, DETAIL):
        yield Box(place, place, ((text, ""),), LEFT if place == DETAIL else CENTRE)
    for place, name in enumerate(FIELDS, DETAIL + len(texts)):
        align = CENTRE if name == "contact" else LEFT
        yield Box(place, place, tuple(parts(report, row, name, footnotes)), align, parted=name != "contact")


def _themes(report: UpwardReport, standing: Sequence[Stand]) -> list[list[Box]]:
    """For every task, its cells under 重点任务: the first of a merged one, or one it goes on in.

    In the first row of a page a theme is said anew.
    """
    found: list[list[Box]] = [[] for _ in report.tasks]
    for span in theme_spans([row.task for row in report.tasks]):
        for place in range(span.first, span.last + 1):
            merge = "restart" if place == span.first or standing[place].first else "continue"
            left, right = THEME + span.left, THEME + span.right
            found[place].append(Box(left, right, ((span.text, ""),), merge=merge))
    return [sorted(boxes, key=lambda box: box.left) for boxes in found]


# --- where it is from, on request ---------------------------------------------------------------


def _places(document: Document, report: UpwardReport) -> None:
    """On a page of its own: every footnote number with the units and cells behind it."""
    title = text_line(document.add_paragraph(), "来　源", style.HEADING.name, ABOUT, CENTRE)
    title.paragraph_format.page_break_before = True
    for row in report.tasks:
        for passage in (one for _, passages in row.passages for one in passages):
            if passage.sources:
                places = "；".join(f"{one.unit} {one.place or one.words}" for one in passage.sources)
                text = f"{NOTE.format(number=passage.number)}{row.task.name}　{passage.text}：{places}"
                text_line(document.add_paragraph(), text, style.NUMBER.name, 9, LEFT)
