"""What the makers of examples share: forms filled in by hand, tables of a unit's own, and bytes that stay the same."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests"), str(ROOT / "tests" / "examples")]

import docx  # noqa: E402
import xlsxwriter  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402
from openpyxl.worksheet.worksheet import Worksheet  # noqa: E402

from tasklist.app.office import Office, open_office  # noqa: E402
from tasklist.model.plan import Period  # noqa: E402
from tasklist.views.forms import content  # noqa: E402
from tasklist.views.forms.plates import Press  # noqa: E402

Answers = Mapping[int, Sequence[str]]  # task number → progress, contact, remark (the last ones may be left out)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def blank_forms(home: Path, as_of: str) -> tuple[Office, Period, dict[str, bytes]]:
    """The office of a home, the period current at `as_of`, and each unit's form, untouched."""
    office = open_office(home)
    moment = datetime.fromisoformat(as_of).replace(tzinfo=office.zone)
    period = office.period("", moment)
    sheets = content.sheets(office.plan, period, moment, {})
    press = Press(office.template)
    return office, period, {sheet.unit: press.form(sheet) for sheet in sheets}


def opened(form: bytes) -> Workbook:
    """A form, open as in a spreadsheet program."""
    return load_workbook(io.BytesIO(form))


def task_rows(sheet: Worksheet) -> dict[int, int]:
    """Task number → row of a form."""
    return {int(cell.value): cell.row for cell in sheet["A"] if str(cell.value or "").isdigit() and cell.row}


def column(sheet: Worksheet, heading: str) -> int:
    """The column whose heading begins so."""
    found = (
        cell.column for row in sheet.iter_rows(max_row=8) for cell in row if str(cell.value or "").startswith(heading)
    )
    return next(found)


def fill_in(workbook: Workbook, answers: Answers) -> Worksheet:
    """Type the answers into a form's open cells."""
    sheet = workbook.worksheets[0]
    rows = task_rows(sheet)
    columns = [column(sheet, heading) for heading in ("工作任务推进措施", "联络员", "备注")]
    for task, texts in answers.items():
        for at, text in zip(columns, texts, strict=False):
            if text:
                sheet.cell(rows[task], at).value = text
    return sheet


def add_items(workbook: Workbook, items: Iterable[Sequence[str]]) -> None:
    """Type counted items (事项, 日期, 标题, 备注) into the first free rows of 频次填报."""
    sheet = workbook["频次填报"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "事项") or 0
    for row, item in enumerate(items, top + 1):
        for at, text in enumerate(item, 1):
            sheet.cell(row, at).value = text


def saved(workbook: Workbook, at: str) -> bytes:
    """The workbook as saved at `at` (in UTC): the same bytes each time."""
    data = io.BytesIO()
    workbook.save(data)
    return stamped(data.getvalue(), at)


def stamped(data: bytes, at: str) -> bytes:
    """An Office file with its parts in a fixed order and its own stamp set to `at` (in UTC)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>" + f"{at}:00Z".encode(), part)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(info, part)
    return packed.getvalue()


def own_table(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    at: str,
    *,
    picture: bytes = b"",
    sheet: str = "",
) -> bytes:
    """A unit's own workbook: a title, headings in its own words, a row per line, and perhaps a picture below."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.set_properties({"created": datetime.fromisoformat(at).replace(tzinfo=UTC)})
    page = book.add_worksheet(sheet or None)
    wrapped = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
    page.merge_range(0, 0, 0, len(headings) - 1, title, book.add_format({"bold": True, "align": "center"}))
    last = 1
    for last, row in enumerate((headings, *rows), 1):
        for at_column, text in enumerate(row):
            page.write_string(last, at_column, text, wrapped)
    page.set_column(0, len(headings) - 1, 24)
    if picture:
        page.insert_image(last + 2, 1, "签到表.png", {"image_data": io.BytesIO(picture)})
    book.close()
    return data.getvalue()


def document(at: str, *lines: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document: its lines, then a table."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if table:
        grid = made.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    data = io.BytesIO()
    made.save(data)
    return stamped(data.getvalue(), at)


def gbk_zip(members: Mapping[str, bytes]) -> bytes:
    """A zip as older Windows programs make it: member names in GBK, and no word about it."""
    packed = io.BytesIO()
    plain = {f"{place}".ljust(len(name.encode("gbk")), "#"): name for place, name in enumerate(members)}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for stand_in, name in plain.items():
            info = zipfile.ZipInfo(stand_in, (2023, 6, 24, 16, 30, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, members[name])
    data = packed.getvalue()
    for stand_in, name in plain.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their relative paths."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
