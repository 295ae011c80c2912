"""Workbooks that take LibreOffice: old formats no reader of ours knows, and a second look at what ours give up on."""

from __future__ import annotations

from dataclasses import replace

from tasklist.model.book import Book
from tasklist.readers.libreoffice import converted, office_program
from tasklist.readers.limits import OPEN_AND_SAVE_AS, Faulty, Refused, unpack
from tasklist.readers.sheets.xlsx import read_xlsx
from tasklist.readers.sniff import sniff

# Kind → what a person calls it, and how such a file is called, which LibreOffice looks at as well.
_OLD = {
    "sylk": ("SYLK 格式的表格（.slk）", ".slk"),
    "dif": ("DIF 格式的表格（.dif）", ".dif"),
    "lotus": ("Lotus 1-2-3 或 Works 的旧式表格", ".wk1"),
    "sxc": ("旧版 OpenOffice 表格（.sxc）", ".sxc"),
    "dbf": ("dBASE 或 FoxPro 数据表（.dbf）", ".dbf"),
}
# Not .xlsb: of one whose parts are not called as its own lists say, LibreOffice shows other cells without a word.
_ENDINGS = {"xlsx": ".xlsx", "xlsm": ".xlsm", "xls": ".xls", "ods": ".ods"}


def read_old_sheets(data: bytes, name: str) -> Book:
    """A workbook in an old format. Raises Refused: `unsupported` when it takes LibreOffice and there is none."""
    kind = sniff(data)
    if kind == "sxc":
        unpack(data)
    called, ending = _OLD[kind]
    again = _as_xlsx(data, ending)
    if again is None:
        raise Refused("unsupported", f"{name} 是{called}", OPEN_AND_SAVE_AS)
    return replace(read_xlsx(again, name), format=kind)


def second_look(data: bytes, name: str, kind: str, refused: Faulty) -> Book:
    """What LibreOffice makes of a workbook that is whole and faulty. Raises `refused` when that is nothing."""
    said = refused.refusal
    again = _as_xlsx(data, _ENDINGS[kind]) if kind in _ENDINGS else None
    book = read_xlsx(again, name) if again else None
    if book is None or not any(grid.size for grid in book.grids):
        raise refused
    fault = said.seen.removesuffix("，没有读取")
    told = f"文件内部有差错（{fault}），是由 LibreOffice 打开后读取的，可能不全，请打开原件核对"
    return replace(book, format=kind, remarks=(*book.remarks, told))


def _as_xlsx(data: bytes, ending: str) -> bytes | None:
    program = office_program()
    return converted(program, data, ending, "xlsx") if program else None
