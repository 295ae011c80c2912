"""The second reader: .xlsb, and old workbooks the first one gives up on. It sees values and where they stand, no more.

It can abort the process it runs in: only the reading processes call it (see `pool`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tasklist.model.book import Book, Grid
from tasklist.readers.limits import CUT_ROWS_DOWN, OPEN_AND_SAVE_AS, Faulty, Refused, unpack
from tasklist.readers.sheets.grid_builder import GridBuilder
from tasklist.readers.sheets.number_formats import Show, civil_text, number, shown
from tasklist.readers.sheets.xlsx_parts import package_stamp
from tasklist.text.display import visible

UNTOLD = "看不出其中的出错公式、批注、图片、文本框和隐藏的行列，请打开原文件看一眼，或请单位另存为 .xlsx 后重报"
PLACES = 5_000_000  # of the range the cells span: the library makes a value of every place in it, filled or not
TOO_WIDE = Faulty("too_large", "表格里有内容的范围大得离奇，没有读取", CUT_ROWS_DOWN)
_HIDDEN = ((SheetVisibleEnum.Hidden, "hidden"), (SheetVisibleEnum.VeryHidden, "very"))  # no keys: they have no hash
_MIDNIGHT = datetime.min  # noqa: DTZ901  a civil time


def read_xlsb(data: bytes, name: str) -> Book:  # noqa: ARG001  every reader has this shape
    """The sheets of an .xlsb, in their order. Raises Refused."""
    package = unpack(data)
    macros = any(part.endswith("vbaproject.bin") for part in package.names)
    remarks = ("文件带有宏，宏没有运行，也没有读取",) if macros else ()
    said = f"这是 .xlsb 二进制工作簿，只读出了格子里的值，{UNTOLD}"
    return Book("xlsb", grids(data), modified=package_stamp(package), remarks=(*remarks, said))


def grids(data: bytes) -> tuple[Grid, ...]:
    """The worksheets of a workbook in any format, values only. Raises Refused when it cannot be read."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(_grids(book))
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, Refused):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        raise Faulty("unreadable", "表格文件内部有错误，读不出来", OPEN_AND_SAVE_AS) from error


def _grids(book: CalamineWorkbook) -> Iterator[Grid]:
    for place, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        page = book.get_sheet_by_index(place)
        top, left = page.start or (0, 0)
        bottom, right = page.end or (0, 0)
        if (bottom - top + 1) * (right - left + 1) > PLACES:
            raise TOO_WIDE
        sheet = GridBuilder()
        for row, values in enumerate(page.to_python(), top + 1):
            for column, value in enumerate(values, left + 1):
                sheet.put((row, column), _text(value))
        sheet.merged += [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in page.merged_cell_ranges or ()]
        yield sheet.grid(about.name, next((word for flag, word in _HIDDEN if about.visible == flag), ""))


def _text(value: object) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number(float(value))
    if isinstance(value, date):
        return civil_text(value.replace(microsecond=0)) if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, time):
        value = datetime.combine(_MIDNIGHT, value) - _MIDNIGHT
    if isinstance(value, timedelta):
        return shown(value / timedelta(days=1), Show.CLOCK if value < timedelta(days=1) else Show.ELAPSED)
    return visible(str(value))
