"""Workbooks as LibreOffice prints them: PDF, the text of each page, and the cells whose text has too little room."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter
from xlsxwriter import Workbook

from tasklist.views import style
from tasklist.views.master.overview import COLUMNS, WIDTH

FONTS = Path(__file__).with_name("fonts.conf")
AVAILABLE = bool(shutil.which("soffice") and shutil.which("pdftotext"))
UNSAID = 14.25  # points of a row nothing is said of
MISSING = "LibreOffice (soffice) or pdftotext is not installed"


def converted(source: Path, ending: str, folder: Path, seconds: int = 300) -> Path:
    """`source` in another format, made by LibreOffice in `folder`, with stand-ins for the official fonts."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(source)]
    there = os.environ | {"FONTCONFIG_FILE": str(FONTS)}
    subprocess.run(command, check=True, capture_output=True, timeout=seconds, env=there)
    return folder / f"{source.stem}.{ending}"


def pages(pdf: Path) -> tuple[str, ...]:
    """The text of every page, without any white space."""
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True).stdout
    return tuple(map(compact, text.decode().split("\f")[:-1]))


def compact(text: str) -> str:
    """`text` without white space: where lines break on paper does not matter."""
    return "".join(text.split())


class Face(NamedTuple):
    """Font, size in points, bold."""

    name: str
    points: float
    bold: bool


@dataclass(frozen=True)
class Box:
    """A text, what it is written with, and the room it has: pixels across, points down."""

    where: str
    text: str
    face: Face
    across: int
    down: float


def clipped(books: Iterable[openpyxl.Workbook], folder: Path, room: float = 1.0) -> list[str]:
    """The cells of workbooks whose wrapped text needs taller rows than it has, as LibreOffice measures it.

    Every text is set once more in a column of the same width and a row of no given height, merged cells too
    (their own height no program computes), and LibreOffice is asked how tall that row comes out. Of the room
    a cell has, the part `room` may be used.
    """
    boxes = [box for book in books for box in _boxes(book)]
    wanted = list(dict.fromkeys((box.text, box.face, box.across) for box in boxes))
    folder.mkdir(parents=True, exist_ok=True)
    _probe(wanted, folder / "probe.xlsx")
    loose = _loosened(converted(folder / "probe.xlsx", "ods", folder), folder / "loose.ods")
    measured = openpyxl.load_workbook(converted(loose, "xlsx", folder)).worksheets[0]
    needs = {key: measured.row_dimensions[row].height or 0.0 for row, key in enumerate(wanted, 1)}
    return [
        f"{box.where}: {box.down:.0f} points, needs {need:.0f}: {box.text[:30]}"
        for box in boxes
        if (need := needs[box.text, box.face, box.across]) > box.down * room
    ]


def _probe(wanted: Sequence[tuple[str, Face, int]], path: Path) -> None:
    """A sheet with one text per row, each in a column of its width."""
    columns = {width: place for place, width in enumerate(dict.fromkeys(width for _, _, width in wanted))}
    book = Workbook(path, {"default_format_properties": {"font_name": "宋体", "font_size": 11}})
    sheet = book.add_worksheet()
    formats = {
        face: book.add_format({"font_name": face.name, "font_size": face.points, "bold": face.bold, "text_wrap": True})
        for face in dict.fromkeys(face for _, face, _ in wanted)
    }
    for width, place in columns.items():
        sheet.set_column_pixels(place, place, width)
    for row, (text, face, width) in enumerate(wanted):
        sheet.write_string(row, columns[width], text, formats[face])
    book.close()


def _loosened(source: Path, target: Path) -> Path:
    """The OpenDocument sheet without its row heights: the program that opens it works them out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "content.xml":
                data = re.sub(rb' style:row-height="[^"]*"', b"", data)
            new.writestr(part, data)
    return target


def _boxes(book: openpyxl.Workbook) -> Iterator[Box]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        spans = {(one.min_row, one.min_col): (one.max_row, one.max_col) for one in sheet.merged_cells.ranges}
        width = {}
        for one in sheet.column_dimensions.values():
            for column in range(one.min, one.max + 1):
                width[column] = 0 if one.hidden else round((one.width or 0) * 8)
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                    continue
                last_row, last_column = spans.get((cell.row, cell.column), (cell.row, cell.column))
                down = sum(sheet.row_dimensions[row].height or 15.0 for row in range(cell.row, last_row + 1))
                across = sum(width.get(column, 72) for column in range(cell.column, last_column + 1))
                if across:
                    face = Face(cell.font.name or "", float(cell.font.sz or 11), bool(cell.font.b))
                    where = f"{sheet.title}!{get_column_letter(cell.column)}{cell.row}"
                    yield Box(where, cell.value, face, across, down)


def unprinted(book: openpyxl.Workbook, printed: Sequence[str]) -> list[str]:
    """The cells inside the print areas of a workbook whose text stands on none of the printed pages whole."""
    everything = "\n".join(printed)
    cells = [
        (f"{sheet.title}!{cell.coordinate}: {cell.value[:40]}", cell.value)
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        for row in _printed_rows(sheet)
        for cell in row
        if isinstance(cell.value, str)
    ]
    there = {text: compact(text) in everything for _, text in cells}  # the same text stands in many cells
    return [where for where, text in cells if not there[text]]


def headless(book: openpyxl.Workbook, printed: Sequence[str]) -> list[int]:
    """The numbers of the pages behind the first on which the headings of no sheet stand."""
    heads = [
        [compact(str(cell.value)) for row in _printed_rows(sheet) for cell in row if cell.row == last and cell.value]
        for sheet in book.worksheets
        if sheet.print_title_rows
        for last in (int(sheet.print_title_rows.rpartition("$")[2]),)
    ]
    return [
        number
        for number, page in enumerate(printed[1:], 2)
        if not any(all(word in page for word in head) for head in heads)
    ]


def _printed_rows(sheet: Any) -> Any:
    return sheet[sheet.print_area.rpartition("!")[2] or sheet.dimensions]


def overfull(sheet: Any) -> list[str]:
    """What is wrong with the pages of 总览, by its own breaks: too tall for their paper, or ending with a heading."""
    if sheet.page_setup.fitToHeight != 0:
        return []  # made smaller until it is one page
    last = int(sheet.print_area.rpartition("$")[2])
    ends = [each.id for each in sheet.row_breaks.brk]
    found = [f"row {row} begins no page" for row in ends if not 0 < row < last]
    for first, end in itertools.pairwise([0, *ends, last]):
        tall = sum(sheet.row_dimensions[row].height or UNSAID for row in range(first + 1, end + 1))
        if tall > style.page_room(COLUMNS * WIDTH, portrait=True):
            found.append(f"rows {first + 1} to {end} are {tall:.0f} points tall")
        if end < last and sheet.cell(end, 1).font.name == style.HEADING.name:
            found.append(f"row {end} is a heading, and the last of its page")
    return found
