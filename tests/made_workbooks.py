"""Workbooks as units send them, made on the spot: by XlsxWriter, by LibreOffice, and byte by byte."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter

Edits = Mapping[str, Callable[[bytes], bytes]]

HEADINGS = ("序号", "重点任务", "具体任务", "牵头单位", "责任单位", "完成时限", "进展情况", "联络员及联系电话", "备注")
SHEET = "xl/worksheets/sheet1.xml"
SAVED = datetime.fromisoformat("2023-06-20T08:00")  # in UTC, as the file says it


def ordinary(progress: str = "已培训{0}次，参训{1}人，印发方案{0}份。") -> bytes:
    """A return of 14 tasks with one sheet and a very hidden one."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.set_properties({"created": SAVED})
    sheet = book.add_worksheet("任务清单")
    sheet.merge_range(0, 0, 0, 8, "某专项工作任务清单")
    sheet.write_row(1, 0, HEADINGS)
    for number in range(1, 15):
        sheet.write_number(number + 1, 0, number)
        texts = (
            f"重点{number}",
            f"第{number}项具体任务",
            "办公室",
            "各单位",
            "2月底前",
            progress.format(number, number * 7),
        )
        for column, text in enumerate((*texts, "联络员01 13900000001"), 1):
            sheet.write_string(number + 1, column, text)
    meta = book.add_worksheet("_meta")
    meta.write(0, 0, "mark")
    meta.very_hidden()
    book.close()
    return data.getvalue()


def picture(red: int = 200) -> bytes:
    """A small PNG."""
    rows = b"".join(b"\0" + bytes((red, 30, 30)) * 40 for _ in range(40))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def rich() -> bytes:
    """One of everything a person can put into a sheet."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.set_properties({"created": SAVED})
    sheet = book.add_worksheet("进展")

    def styled(code: str | int) -> xlsxwriter.format.Format:
        return book.add_format({"num_format": code})

    struck = book.add_format({"font_strikeout": True})
    sheet.write(0, 0, 13800000000)
    sheet.write_datetime(0, 1, datetime.fromisoformat("2023-06-30"), styled("yyyy-mm-dd"))
    sheet.write_datetime(0, 2, datetime.fromisoformat("2023-06-30T14:30"), styled("yyyy/m/d h:mm"))
    sheet.write(0, 3, 0.25, styled("0%"))
    sheet.write(0, 4, 0.985, styled("0.00%"))
    sheet.write(0, 5, 0.1 + 0.2)
    sheet.write(0, 6, 14.5 / 24, styled("h:mm"))
    sheet.write(0, 7, 45107, styled('yyyy"年"m"月"d"日"'))
    sheet.write(0, 8, 45107, styled(31))
    sheet.write(0, 9, 1.25, styled("[h]:mm"))
    sheet.write(0, 10, 13800000000, styled("000-0000-0000"))
    sheet.write(0, 11, 150102199001011234)
    sheet.write(0, 12, -1.5, styled("#,##0.00;[Red]-#,##0.00"))
    sheet.write_string(1, 0, "第一行\n第二行")
    sheet.write_string(1, 1, "=1+1")
    sheet.write_string(1, 2, "  前后 空格 ")
    sheet.write_string(1, 3, "带_x0041_下划线")
    sheet.write_string(1, 4, "　 ")
    sheet.write_rich_string(2, 0, "保留", struck, "删去", "保留")
    sheet.write(2, 1, "全删", struck)
    sheet.write_formula(3, 0, "=NA()", None, "#N/A")
    sheet.write_formula(3, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 2, "=1+1", None, 2)
    sheet.merge_range(4, 0, 6, 2, "合并")
    sheet.write(7, 0, "隐行")
    sheet.set_row(7, None, None, {"hidden": 1})
    sheet.write(8, 5, "隐列")
    sheet.set_column(5, 5, 8, None, {"hidden": 1})
    sheet.write_comment(9, 1, "请核实\n第二行", {"author": "联络员01"})
    sheet.insert_textbox(11, 3, "文本框内容\n第二段")
    sheet.insert_image(15, 2, "first.png", {"image_data": io.BytesIO(picture())})
    sheet.insert_image(20, 4, "second.png", {"image_data": io.BytesIO(picture(20))})
    hidden = book.add_worksheet("隐藏表")
    hidden.write(2, 3, "藏")
    hidden.hide()
    book.close()
    return data.getvalue()


RICH_CELLS = {
    (1, 1): "13800000000",
    (1, 2): "2023-06-30",
    (1, 3): "2023-06-30 14:30",
    (1, 4): "25%",
    (1, 5): "98.5%",
    (1, 6): "0.3",
    (1, 7): "14:30",
    (1, 8): "2023-06-30",
    (1, 9): "2023-06-30",
    (1, 10): "30:00",
    (1, 11): "13800000000",
    (1, 12): "150102199001011000",  # a sheet keeps fifteen digits
    (1, 13): "-1.5",
    (2, 1): "第一行\n第二行",
    (2, 2): "=1+1",
    (2, 3): "  前后 空格 ",
    (2, 4): "带_x0041_下划线",
    (3, 1): "保留删去保留",
    (3, 2): "全删",
    (4, 3): "2",
    (5, 1): "合并",
    (8, 1): "隐行",
    (9, 6): "隐列",
}


def edited(
    data: bytes, edits: Mapping[str, Callable[[bytes], bytes]], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """The zip with some members changed and some added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edits.get(name, bytes)(old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return made.getvalue()


def without(data: bytes, *parts: str) -> bytes:
    """The zip without some of its members."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
    return made.getvalue()


def with_rows(data: bytes, rows: bytes) -> bytes:
    """The workbook with more rows at the end of its first sheet."""
    return edited(data, {SHEET: lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")})


def converted(program: str, data: bytes, target: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it in another format."""
    source = folder / "source.xlsx"
    source.write_bytes(data)
    home = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = (program, "--headless", home, "--convert-to", target, "--outdir", str(folder / "out"), str(source))
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"source.{target.partition(':')[0]}").read_bytes()


# --- .xls of Excel 95, whose text is in the code page of its country --------------------------------


def _old(kind: int, form: str = "", *values: object, tail: bytes = b"") -> bytes:
    body = struct.pack("<" + form, *values) + tail
    return struct.pack("<HH", kind, len(body)) + body


def ancient() -> bytes:
    """A workbook stream with a text in GBK, a date and a percentage."""
    words, name = "单位".encode("gbk"), "进展".encode("gbk")
    fonts = _old(0x31, "HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, tail=b"\5Arial") * 5
    styles = b"".join(_old(0xE0, "8H", 0, number_format, 0, 0, 0, 0, 0, 0) for number_format in (0, 14, 9))
    start = _old(0x809, "4H", 0x500, 5, 0, 0) + _old(0x42, "H", 936) + fonts + styles
    sheet = (
        _old(0x809, "4H", 0x500, 0x10, 0, 0)
        + _old(0x200, "5H", 0, 2, 0, 3, 0)
        + _old(0x204, "4H", 0, 0, 0, len(words), tail=words)
        + _old(0x203, "3Hd", 0, 1, 1, 45107.0)
        + _old(0x203, "3Hd", 1, 2, 2, 0.25)
        + _old(0x0A)
    )
    place = len(start) + len(_old(0x85, "IBBB", 0, 0, 0, len(name), tail=name)) + len(_old(0x0A))
    return start + _old(0x85, "IBBB", place, 0, 0, len(name), tail=name) + _old(0x0A) + sheet


# --- .xlsb, which no free program writes: records as in [MS-XLSB] ----------------------------------


def record(kind: int, body: bytes = b"") -> bytes:
    """One record: kind and size in seven bits a byte."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, sizes = len(body), b""
    while True:
        sizes += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + sizes + body


def wide(text: str) -> bytes:
    """A string with its length."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    """A cell record."""
    return record(kind, struct.pack("<II", column, style) + value)


def row(number: int, hidden: bool = False) -> bytes:
    """The head of a row (0-based)."""
    return record(0, struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 if hidden else 0, 0) + struct.pack("<I", 0))


_RELATION = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)


def _relations(*links: tuple[str, str, str]) -> str:
    inner = "".join(_RELATION.format(*link) for link in links)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def binary() -> bytes:
    """An .xlsb with every kind of cell, a hidden row and column, a merged range and a hidden sheet."""
    cells = (
        row(0)
        + cell(7, 0, struct.pack("<I", 0))
        + cell(6, 1, wide("行内"))
        + cell(2, 2, struct.pack("<i", (42 << 2) | 2))
        + cell(2, 3, struct.pack("<i", (2550 << 2) | 3))
        + cell(5, 4, struct.pack("<d", 13800000000.0))
        + cell(5, 5, struct.pack("<d", 45107.0), 1)
        + cell(5, 6, struct.pack("<d", 0.25), 2)
        + row(1)
        + cell(4, 0, b"\1")
        + cell(3, 1, b"\x17")
        + cell(8, 2, wide("公式") + struct.pack("<HII", 0, 0, 0))
        + cell(9, 3, struct.pack("<dHII", 3.5, 0, 0, 0))
        + cell(11, 4, b"\x2a" + struct.pack("<HII", 0, 0, 0))
        + cell(1, 5, b"")
        + row(4, hidden=True)
        + cell(7, 3, struct.pack("<I", 1), 3)
    )
    columns = record(390) + record(60, struct.pack("<IIIIH", 3, 3, 2000, 0, 1)) + record(391)
    merged = record(177, struct.pack("<I", 1)) + record(176, struct.pack("<IIII", 4, 5, 3, 4)) + record(178)
    dimension = record(148, struct.pack("<IIII", 0, 5, 0, 6))
    sheet = record(129) + dimension + columns + record(145) + cells + record(146) + merged + record(130)
    last = (
        record(129)
        + record(148, bytes(16))
        + record(145)
        + row(0)
        + cell(6, 0, wide("mark"))
        + record(146)
        + record(130)
    )
    book = (
        record(131)
        + record(153, struct.pack("<II", 0, 0) + wide(""))
        + record(143)
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("进展"))
        + record(156, struct.pack("<II", 2, 2) + wide("rId2") + wide("_meta"))
        + record(144)
        + record(132)
    )
    strings = record(159, struct.pack("<II", 2, 2)) + b"".join(
        record(19, b"\0" + wide(text)) for text in ("共享\n文字", "藏")
    )
    fonts = b"".join(
        record(43, struct.pack("<HHHHBBBB", 220, bits, 400, 0, 0, 0, 134, 0) + bytes(9) + wide("宋体"))
        for bits in (0, 8)
    )
    styles = b"".join(
        record(47, struct.pack("<HHHHHBBHH", 0, number_format, font, 0, 0, 0, 0, 0, 0))
        for number_format, font in ((0, 0), (14, 0), (9, 0), (0, 1))
    )
    style_part = (
        record(278)
        + (record(611, struct.pack("<I", 2)) + fonts + record(612))
        + (record(617, struct.pack("<I", 4)) + styles + record(618))
        + record(279)
    )
    types = "".join(
        f'<Override PartName="/xl/{part}" ContentType="application/vnd.ms-excel.{kind}"/>'
        for part, kind in (
            ("workbook.bin", "sheet.binary.macroEnabled.main"),
            ("worksheets/sheet1.bin", "worksheet"),
            ("worksheets/sheet2.bin", "worksheet"),
            ("sharedStrings.bin", "sharedStrings"),
            ("styles.bin", "styles"),
        )
    )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{defaults}{types}</Types>",
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.bin"),
            ("rId2", "worksheet", "worksheets/sheet2.bin"),
            ("rId3", "sharedStrings", "sharedStrings.bin"),
            ("rId4", "styles", "styles.bin"),
        ),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/worksheets/sheet2.bin": last,
        "xl/sharedStrings.bin": strings + record(160),
        "xl/styles.bin": style_part,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()
