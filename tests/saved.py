"""A draft on paper saved as real bytes, as other programs would: workbook, text, web page, document, archive."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from docx import Document
from docx.document import Document as DocxDocument
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from damages.drafts import Draft, Page


def as_xlsx(draft: Draft) -> bytes:
    """Every page with its merged ranges and hidden parts; what looks like a number is typed as one."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in draft.pages:
        sheet = book.create_sheet(page.name)
        grid = page.grid()
        for (row, column), text in grid.cells.items():
            plain = text.isascii() and text.isdigit() and not text.startswith("0")
            sheet.cell(row, column).value = int(text) if plain else text
        for top, left, bottom, right in grid.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in grid.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in grid.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
        sheet.sheet_state = {"": "visible", "hidden": "hidden", "very": "veryHidden"}[grid.hidden]
    if all(sheet.sheet_state != "visible" for sheet in book.worksheets):
        book.worksheets[0].sheet_state = "visible"
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _lines(page: Page) -> list[list[str]]:
    cells = page.grid().cells
    rows, columns = max(row for row, _ in cells), max(column for _, column in cells)
    return [[cells.get((row, column), "") for column in range(1, columns + 1)] for row in range(1, rows + 1)]


def as_csv(draft: Draft, separator: str = ",", encoding: str = "gb18030") -> bytes:
    """The first page as separated text, quoted where need be."""

    def quoted(text: str) -> str:
        return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(char in text for char in f'{separator}"\n') else text

    return "\r\n".join(separator.join(map(quoted, line)) for line in _lines(draft.pages[0])).encode(encoding)


def as_loose_csv(draft: Draft) -> bytes:
    """The first page as somebody without a spreadsheet types it: half-width commas in the answers, nothing quoted."""
    lines = [[" ".join(text.split()) for text in line] for line in _lines(draft.pages[0])]
    head = next(at for at, line in enumerate(lines) if any(text.startswith("序") for text in line) or len(line) > 5)
    answers = [[text.replace("，", ",") if at > head else text for text in line] for at, line in enumerate(lines)]
    return "\r\n".join(map(",".join, answers)).encode("gb18030")


def as_html(draft: Draft) -> bytes:
    """The first page as a web page with spans, as it is saved under the name of a workbook."""
    page = draft.pages[0].grid()
    areas = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in page.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(areas)
    rows = []
    last, edge = max(row for row, _ in page.cells), max(column for _, column in page.cells)
    for row in range(1, last + 1):
        cells = []
        for column in range(1, edge + 1):
            if (row, column) in covered:
                continue
            down, across = areas.get((row, column), (1, 1))
            text = html.escape(page.cells.get((row, column), "")).replace("\n", "<br>")
            cells.append(f'<td rowspan="{down}" colspan="{across}">{text}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = f"<html><head><meta charset='utf-8'></head><body><table>{''.join(rows)}</table></body></html>"
    return body.encode()


def as_docx(draft: Draft) -> bytes:
    """The first page as a table of a document, merged cells included."""
    document = Document()
    _table(document, draft.pages[0])
    return _written(document)


def as_cut_docx(draft: Draft) -> bytes:
    """The first page as two tables of a document, a paragraph between them, the second without a heading."""
    page = draft.pages[0]
    spots = [at for at, row in enumerate(page.rows) if row.kind == "task"]
    document = Document()
    if len(spots) < 2 or any(word.group for row in page.rows for word in row.cells.values() if row.kind == "task"):
        _table(document, page)
        return _written(document)
    spot = spots[len(spots) // 2]
    _table(document, replace(page, rows=page.rows[:spot]))
    document.add_paragraph("（接上页）")
    _table(document, replace(page, rows=tuple(row for row in page.rows[spot:] if row.kind != "head"), top=0))
    return _written(document)


def _table(document: DocxDocument, drawn: Page) -> None:
    page, lines = drawn.grid(), _lines(drawn)
    table = document.add_table(len(lines), len(lines[0]))
    cells = [list(row.cells) for row in table.rows]
    for top, left, bottom, right in page.merged:
        if bottom <= len(lines) and right <= len(lines[0]):
            cells[top - 1][left - 1].merge(cells[bottom - 1][right - 1])
    for (row, column), text in page.cells.items():
        cells[row - 1][column - 1].text = text


def _written(document: DocxDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """An archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


# Ending and manner → how it is written, and whether it holds one page only.
FORMATS: dict[str, tuple[Callable[[Draft], bytes], bool]] = {
    "xlsx": (as_xlsx, False),
    "csv": (as_csv, True),
    "txt": (lambda draft: as_csv(draft, "\t", "utf-16"), True),
    "csv wide": (lambda draft: as_csv(draft, "；"), True),
    "xls": (as_html, True),
    "docx": (as_docx, True),
    "docx cut": (as_cut_docx, True),
    "csv commas": (as_loose_csv, True),
}


def fits(draft: Draft, ending: str) -> Draft:
    """The draft as far as a format can hold it: one page only, for most."""
    name = f"{draft.name.rsplit('.', 1)[0]}.{ending.partition(' ')[0]}"
    if not FORMATS[ending][1]:
        return replace(draft, name=name)
    fullest = max(draft.pages, key=lambda page: sum(bool(word.answers) for word in page.render()[0].values()))
    return replace(draft, name=name, pages=(fullest,))
