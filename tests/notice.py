"""An official notice as a Word file, with everything that makes its table hard to read."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

from tasklist.model.tasks import Task

HEADINGS = (
    "序号",
    "重点任务",
    "",
    "具体任务",
    "牵头\n单位",
    "责任单位",
    "完成\n时限",
    "工作任务推进措施及进展情况",
    "联络员及联系电话",
    "备注",
)


def notice(
    title: str,
    tasks: Sequence[Task],
    pages: Sequence[int] = (5, 5, 4),
    *,
    tables: bool = False,
    prose: Sequence[str] = (),
) -> bytes:
    """The notice with its list: `pages` tells how many tasks stand on each, the heading repeated on every one.

    重点任务 spans two columns; a theme of one level is merged over both; themes run down over their tasks;
    names are broken over lines, spaces and bookmarks stray about. `tables`: each page is a table of its own; `prose`:
    paragraphs before the annex. Without a title the list has none.
    """
    document = Document()
    document.add_paragraph("关于印发工作任务清单的通知")
    document.add_paragraph("各股室、各卫生健康单位：现将任务清单印发给你们，请结合实际抓好落实，并按要求报送推进情况。")
    for paragraph in prose:
        document.add_paragraph(paragraph)
    if title:
        document.add_paragraph("附件")
        document.add_paragraph(f" {title[:6]} {title[6:]} ")
    left = list(tasks)
    table: Table | None = None
    for count in pages:
        mine, left = left[:count], left[count:]
        if table is None or tables:
            table = document.add_table(0, len(HEADINGS))
        _heading(table)
        _lines(table, mine)
        if tables:
            document.add_paragraph("")
    document.add_paragraph("单位负责人（签字）：          填报人：")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _heading(table: Table) -> None:
    row = table.add_row()
    cells = row.cells
    for cell, text in zip(cells, HEADINGS, strict=True):
        cell.text = text
    cells[1].merge(cells[2])
    properties = row._tr.get_or_add_trPr()  # Word's own mark of a heading repeated on each page
    properties.append(OxmlElement("w:tblHeader"))


def _lines(table: Table, tasks: Sequence[Task]) -> None:
    first = len(table.rows)
    for task in tasks:
        cells = table.add_row().cells
        cells[0].text = f" {task.seq} "
        cells[1].text = _broken(task.themes[0])
        cells[2].text = _broken(task.themes[1]) if len(task.themes) > 1 else ""
        cells[3].text = f" {task.detail}　"
        cells[4].text = "\n".join(task.lead)
        cells[5].text = _broken(task.responsible)
        cells[6].text = _broken(task.deadline.text)
        _bookmark(cells[5], task.seq)
        if len(task.themes) == 1:
            cells[2].text = ""
            text = cells[1].text
            merged = cells[1].merge(cells[2])
            merged.text = text
    _merge_down(table, tasks, first)


def _merge_down(table: Table, tasks: Sequence[Task], first: int) -> None:
    start = 0
    for place in range(1, len(tasks) + 1):
        if place < len(tasks) and tasks[place].themes[0] == tasks[start].themes[0]:
            continue
        top, bottom = table.rows[first + start].cells, table.rows[first + place - 1].cells
        text = top[1].text
        wide = 2 if len(tasks[start].themes) == 1 else 1
        if place - start > 1:
            top[1].merge(bottom[wide])
            table.rows[first + start].cells[1].text = text
        start = place


def _broken(text: str) -> str:
    """A text broken over lines, as in a narrow column."""
    return "\n".join(text[place : place + 7] for place in range(0, len(text), 7))


def _bookmark(cell: object, number: int) -> None:
    paragraph = cell.paragraphs[0]._p  # type: ignore[attr-defined]
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), f"_GoBack{number}")
        paragraph.insert(1, mark)
