"""Odd files, as they really come: made by other programs, half copied, encrypted, hostile, or no return at all.

`MAKERS` gives each way of making one a name; `examples/odd_files.tsv` says which file is made how, and what must
become of it. A maker takes the `Stock` (good returns of one unit) and gives bytes.
"""

from __future__ import annotations

import email.message
import io
import re
import shutil
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msoffcrypto
from openpyxl import Workbook, load_workbook

import made_workbooks
from saved import zipped

TABLE = Path(__file__).parent / "examples" / "odd_files.tsv"
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Odd:
    """One line of the table: the file, how it is made, its outcome, how many answers were read, words of its reason."""

    name: str
    made: str
    outcome: str
    answers: int
    words: str

    @property
    def needs_soffice(self) -> bool:
        """Is it made by LibreOffice?"""
        return self.made.startswith("libreoffice")


def table() -> tuple[Odd, ...]:
    """Every odd file, as the readable table lists them."""
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    return tuple(Odd(name, made, outcome, int(answers), words) for name, made, outcome, answers, words in lines)


@dataclass
class Stock:
    """A unit's correctly filled form, and a folder to work in."""

    form: bytes
    folder: Path

    @cached_property
    def rows(self) -> list[list[str]]:
        """The task sheet as lines of text."""
        sheet = load_workbook(io.BytesIO(self.form)).worksheets[0]
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]

    def converted(self, target: str) -> bytes:
        """The form as LibreOffice saves it."""
        program = shutil.which("soffice")
        assert program
        folder = self.folder / target.partition(":")[0]
        folder.mkdir()
        return made_workbooks.converted(program, self.form, target, folder)

    @cached_property
    def xls(self) -> bytes:
        """An .xls of LibreOffice, made once."""
        return self.converted("xls")

    @cached_property
    def ods(self) -> bytes:
        """An .ods of LibreOffice, made once."""
        return self.converted("ods")


def _csv(stock: Stock, separator: str, encoding: str) -> bytes:
    def quoted(text: str) -> str:
        return f'"{text}"' if "\n" in text or separator in text else text

    return "\r\n".join(separator.join(map(quoted, row)) for row in stock.rows).encode(encoding)


def _html(stock: Stock) -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in stock.rows)
    return f"<html><meta charset=utf-8><body><table border=1>{rows}</table></body></html>".encode()


def _docx(stock: Stock) -> bytes:
    """The web page as LibreOffice Writer saves it."""
    import subprocess

    folder = stock.folder / "writer"
    folder.mkdir()
    (folder / "a.html").write_bytes(_html(stock))
    home = f"-env:UserInstallation=file://{folder / 'profile'}"
    target = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder))
    command = ("soffice", "--headless", home, "--infilter=HTML (StarWriter)", *target, str(folder / "a.html"))
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.docx").read_bytes()


def _cut(data: bytes, sixteenths: int) -> bytes:
    return data[: len(data) * sixteenths // 16]


def _zero_tail(data: bytes) -> bytes:
    half = len(data) // 2
    return data[:half] + bytes(len(data) - half)


def _flipped(data: bytes) -> bytes:
    spot = len(data) // 3
    return data[:spot] + bytes([data[spot] ^ 0x10]) + data[spot + 1 :]


def _encrypted(stock: Stock) -> bytes:
    made = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(stock.form)).encrypt("secret", made)
    return made.getvalue()


def _edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return made.getvalue()


def _stray_cell(stock: Stock) -> bytes:
    book = load_workbook(io.BytesIO(stock.form))
    book.worksheets[0]["XFD1048576"].value = "游离"
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _blank_rows(stock: Stock) -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(1001, 1_001_001))
    return _edited(stock.form, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def _bomb(stock: Stock) -> bytes:
    return _edited(stock.form, SHEET, lambda xml: xml.replace(b"</sheetData>", b" " * (700 << 20) + b"</sheetData>"))


def _entities(stock: Stock) -> bytes:
    lines = b"".join(b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 10))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">' + lines + b"]><x>&e9;</x>"
    return _edited(stock.form, SHEET, lambda _: bomb)


def _nested(stock: Stock) -> bytes:
    data = zipped(("表.xlsx", stock.form))
    for _ in range(200):
        data = zipped(("内层.zip", data))
    return data


def _gbk_zip(stock: Stock) -> bytes:
    """An archive of an old Windows program: names in GBK, no mark for it, and a macOS shadow beside."""
    name, shadow = "进展情况.xlsx".encode("gbk"), b"__MACOSX/._a.xlsx"
    stand_ins = {b"A" * len(name): name}
    data = zipped(("A" * len(name), stock.form), (shadow.decode(), b"\x00\x05\x16\x07"))
    for plain, real in stand_ins.items():
        data = data.replace(plain, real)
    return data


def _mail(stock: Stock) -> bytes:
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "unit03@example.org", "office@example.org", "6月进展"
    mail.set_content("请查收附件。")
    mail.add_attachment(stock.form, maintype="application", subtype="octet-stream", filename="进展情况.xlsx")
    return mail.as_bytes()


def _pdf(_: Stock) -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _jpeg(_: Stock) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200) + b"\xff\xd9"


def _sheet(*rows: list[str]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return _bytes(book)


def _with_macro(stock: Stock) -> bytes:
    made = io.BytesIO(stock.form)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    return made.getvalue()


def _formulas(stock: Stock) -> bytes:
    """Progress as formulas nobody has computed, one of them reaching for a program and one for another file."""
    book = load_workbook(io.BytesIO(stock.form))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=4):
        if str(row[0].value or "").isdigit():
            row[7].value = "=cmd|'/c calc'!A1" if row[0].value == "1" else "='[其他.xlsx]Sheet1'!A1"
    return _bytes(book)


def _swollen_header(stock: Stock) -> bytes:
    """A shared-string table that says it holds four billion texts."""
    return _edited(
        stock.form, "xl/sharedStrings.xml", lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', xml)
    )


MAKERS: dict[str, Callable[[Stock], bytes]] = {
    "form": lambda stock: stock.form,
    "libreoffice xls": lambda stock: stock.xls,
    "libreoffice ods": lambda stock: stock.ods,
    "libreoffice html": lambda stock: stock.converted("html"),
    "libreoffice docx": _docx,
    "libreoffice pdf": lambda stock: stock.converted("pdf"),
    "libreoffice xls, first quarter": lambda stock: _cut(stock.xls, 4),
    "libreoffice xls, half": lambda stock: _cut(stock.xls, 8),
    "libreoffice xls, zero tail": lambda stock: _zero_tail(stock.xls),
    "libreoffice ods, half": lambda stock: _cut(stock.ods, 8),
    "libreoffice ods, zero tail": lambda stock: _zero_tail(stock.ods),
    "xlsb": lambda _: made_workbooks.binary(),
    "excel 95": lambda _: made_workbooks.ancient(),
    "csv gb18030": lambda stock: _csv(stock, ",", "gb18030"),
    "csv utf-16": lambda stock: _csv(stock, "\t", "utf-16"),
    "csv utf-8 mark, semicolons": lambda stock: _csv(stock, ";", "utf-8-sig"),
    "csv utf-8": lambda stock: _csv(stock, ",", "utf-8"),
    "html": _html,
    "1 of 16": lambda stock: _cut(stock.form, 1),
    "4 of 16": lambda stock: _cut(stock.form, 4),
    "8 of 16": lambda stock: _cut(stock.form, 8),
    "12 of 16": lambda stock: _cut(stock.form, 12),
    "15 of 16": lambda stock: _cut(stock.form, 15),
    "zero tail": lambda stock: _zero_tail(stock.form),
    "one bit flipped": lambda stock: _flipped(stock.form),
    "encrypted": _encrypted,
    "zip bomb": _bomb,
    "entity bomb": _entities,
    "stray cell": _stray_cell,
    "million blank rows": _blank_rows,
    "200 archives": _nested,
    "swollen header": _swollen_header,
    "zip": lambda stock: zipped(("进展情况.xlsx", stock.form)),
    "zip in zip": lambda stock: zipped(("第二层.zip", zipped(("进展情况.xlsx", stock.form)))),
    "zip gbk": _gbk_zip,
    "zip empty": lambda _: zipped(),
    "zip escaping": lambda stock: zipped(("../../外面.xlsx", stock.form)),
    "mail": _mail,
    "macro": _with_macro,
    "formulas": _formulas,
    "nothing": lambda _: b"",
    "one byte": lambda _: b"\n",
    "zeros": lambda _: bytes(4096),
    "noise": lambda _: bytes((place * 197 + 31) % 251 for place in range(4096)),
    "pdf": _pdf,
    "jpeg": _jpeg,
    "png": lambda _: made_workbooks.picture(),
    "rar": lambda _: b"Rar!\x1a\x07\x01\x00" + bytes(64),
    "7z": lambda _: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(64),
    "rtf": lambda _: rb"{\rtf1\ansi progress}",
    "program": lambda _: b"MZ" + struct.pack("<60x I", 64) + b"PE\0\0" + bytes(256),
    "letter": lambda _: "各位领导：我院6月份工作正常开展，详情见下月报告。".encode(),
    "script": lambda _: b"#!/bin/sh\nrm -rf /\n",
    "empty workbook": lambda _: _bytes(Workbook()),
    "other table": lambda _: _sheet(["日期", "菜名", "价格"], ["6月1日", "炖羊肉", "58"], ["6月2日", "手把肉", "66"]),
    "heading alone": lambda stock: _sheet(*stock.rows[2:3]),
    "shortcut": lambda _: b"[InternetShortcut]\r\nURL=http://example.org/\r\n",
    "lock": lambda _: bytes(165),
}
