# ruff: noqa: E501  tables: a line a file
"""Hostile files, made here: each a few kilobytes or megabytes that cost a careless reader minutes, gigabytes or more.

`files(form)` gives name → function that makes the bytes, from one honest form; `names()` odd names for honest files.
"""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from openpyxl import Workbook, load_workbook

from saved import zipped

Make = Callable[[], bytes]
SHEET = "xl/worksheets/sheet1.xml"
LONG = 32_700  # characters: nearly what a cell holds
VERY_LONG = 200_000

# What the patterns and rules of the program may fear when it comes again and again.
PIECES = {
    "opening": "（", "opening and a word": "(中", "closing": ")", "titles": "《中", "quotes": "“", "breaks": "\n",
    "breaks and blanks": "\n ", "blanks": " ", "days": "6月1日，", "counts": "1次，", "digits": "1", "numerals": "十",
    "plans": "拟", "plans in clauses": "计划，", "denials": "尚未开展，", "nothing": "没有", "acts": "开展",
    "clauses": "a，", "sentences": "6月1日开会。", "mail addresses": "a@b.", "dots": ".", "links": "www.",
    "telephones": "13912345678、", "labels": "联系人：", "label brackets": "联系电话(", "headings": "下一步打算：",
    "list numbers": "（一）1、", "policy": "1+", "crosses": "X", "pointers": "详见", "as before": "同上月",
    "as of": "截至2023", "bases": "根据", "errors": "#REF!", "ligatures": "\ufdfa", "radicals": "\u2f00",
    "combining": "e\u0301", "overrides": "\u202e", "escapes": "_x0041_", "formulas": "=1+1;", "slashes": "/",
    "dashes": "—", "semicolons": "；", "commas": "，", "stars": "*", "tasks": "任务1", "serials": "第1期",
    "unit names": "乌审旗人民医院", "contacts": "联络员：王新 13900000001 ", "percent": "100%", "hundreds": "1,111",
}  # fmt: skip
HEAD = "序号,重点任务,具体任务,牵头单位,责任单位,完成时限,工作任务推进措施及进展情况,联络员及联系电话,备注\r\n"


def repeated(piece: str, length: int) -> str:
    """`piece` again and again, `length` characters of it."""
    return (piece * (length // len(piece) + 1))[:length]


def files(form: bytes) -> dict[str, Make]:
    """Every hostile file by its name; `form` is an honest form with answers."""
    made: dict[str, Make] = {}
    for number, (name, piece) in enumerate(PIECES.items()):
        made[f"answers of {name}.xlsx"] = partial(with_answers, form, repeated(piece, LONG))
        made[f"page of {name}{('.txt', '.csv', '.htm')[number % 3]}"] = partial(_page, number, piece)
    made |= {f"{name}.xlsx": partial(make, form) for name, make in _WORKBOOKS.items()}
    made |= dict(_OTHERS)
    made |= {name: partial(make, form) for name, make in _PACKED.items()}
    return made


def with_answers(form: bytes, text: str) -> bytes:
    book = load_workbook(io.BytesIO(form))
    page = book.worksheets[0]
    for row in page.iter_rows(min_row=4):
        if str(row[0].value or "").isdigit():
            for place in (7, 8, 9):
                if place < len(row) and type(row[place]).__name__ == "Cell":
                    row[place].value = None
                    row[place]._value = _allowed(text)
                    row[place].data_type = "s"
    return _bytes(book)


def _allowed(text: str) -> str:
    return "".join(char for char in text if char in "\t\n" or char >= " ")


def _page(number: int, piece: str) -> bytes:
    text = repeated(piece, VERY_LONG)
    if number % 3 == 0:
        return text.encode("utf-8", "replace")
    if number % 3 == 1:
        quoted = text.replace('"', '""')
        return (HEAD + f'1,主题,"{quoted}",委,各单位,6月底前,"{quoted}",,\r\n').encode("utf-8", "replace")
    cell = text.replace("<", "&lt;")
    return f"<html><meta charset=utf-8><table><tr><td>1<td>{cell}<td>{cell}</table></html>".encode("utf-8", "replace")


def _bytes(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


# --- workbooks ------------------------------------------------------------------------------------


def edited(form: bytes, change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    """The package with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        return with_parts(form, {part: change(package.read(part))})


def with_parts(form: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with parts in the place of those of the same name, or beside them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts[name] if name in parts else old.read(name))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return made.getvalue()


def with_strings(form: bytes, strings: bytes) -> bytes:
    """The workbook with these shared strings, whose cells had none."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="strings" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'.encode()
    linked = edited(form, lambda xml: xml.replace(b"</Relationships>", link), "xl/_rels/workbook.xml.rels")
    return with_parts(linked, {"xl/sharedStrings.xml": b'<sst xmlns="%b">%b</sst>' % (main.encode(), strings)})


def with_rows(form: bytes, rows: bytes) -> bytes:
    return edited(form, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def behind(form: bytes, more: bytes) -> bytes:
    return edited(form, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + more))


def inline(text: str, cells: int, wide: int = 10) -> bytes:
    return b"".join(
        b'<row r="%d">%s</row>'
        % (
            row,
            b"".join(
                f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
                for column in range(wide)
            ),
        )
        for row in range(1001, 1001 + cells // wide)
    )


def _one_string(form: bytes) -> bytes:
    """One text of 5 MB that 20,000 cells share."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1001, 21_001))
    return with_strings(with_rows(form, cells), b"<si><t>" + b"x" * 5_000_000 + b"</t></si>")


def _sheets(count: int, name: str = "表{}") -> bytes:
    book = Workbook()
    for number in range(count):
        book.create_sheet(name.format(number))["A1"] = "字"
    return _bytes(book)


def _comments(_: bytes) -> bytes:
    from openpyxl.comments import Comment

    book = Workbook()
    for row in range(1, 3001):
        book.worksheets[0].cell(row, 1, "字").comment = Comment("批注" * 50, "某")
    return _bytes(book)


def _nested_xml(form: bytes) -> bytes:
    return behind(form, b"<extLst>" * 100_000 + b"</extLst>" * 100_000)


_MERGE = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(2001, 102_002))
_WORKBOOKS: dict[str, Callable[[bytes], bytes]] = {
    "one string, twenty thousand cells": _one_string,
    "sixty thousand cells": lambda form: with_rows(form, inline("字", 60_000)),
    "a hundred thousand long cells": lambda form: with_rows(form, inline("字" * 100, 100_000)),
    "a stray cell": lambda form: with_rows(form, b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'),
    "a million empty rows": lambda form: with_rows(form, b"".join(b'<row r="%d"/>' % r for r in range(1001, 1_001_001))),
    "a hundred thousand merges": lambda form: behind(form, b"<mergeCells>" + _MERGE + b"</mergeCells>"),
    "a merge of everything": lambda form: behind(form, b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "merges across one another": lambda form: behind(
        form, b"<mergeCells>" + b"".join(b'<mergeCell ref="A1:Z%d"/>' % row for row in range(1, 5_000)) + b"</mergeCells>"
    ),
    "columns hidden without end": lambda form: edited(
        form, lambda xml: xml.replace(b"<sheetData>", b'<cols><col min="1" max="4294967295" hidden="1"/></cols><sheetData>')
    ),
    "rows numbered beyond": lambda form: with_rows(form, b'<row r="99999999999999999999"><c r="A9"><v>1</v></c></row>'),
    "cells named beyond": lambda form: with_rows(form, b'<row r="9"><c r="ZZZZZZ99999999999"><v>1</v></c></row>'),
    "cells named twice": lambda form: with_rows(form, b'<row r="900">' + b'<c r="A900"><v>1</v></c>' * 50_000 + b"</row>"),
    "elements within elements": _nested_xml,
    "an attribute of ten megabytes": lambda form: behind(form, b'<x a="' + b"a" * 10_000_000 + b'"/>'),
    "a comment of ten megabytes": lambda form: behind(form, b"<!--" + b"-a" * 5_000_000 + b"-->"),
    "a declared type": lambda form: edited(form, lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml),
    "formulas without a value": lambda form: with_rows(
        form, b"".join(b'<row r="%d"><c r="A%d"><f>A1</f></c></row>' % (row, row) for row in range(1001, 21_001))
    ),
    "a formula of a megabyte": lambda form: with_rows(form, b'<row r="900"><c r="A900"><f>' + b"(" * 1_000_000 + b"</f></c></row>"),
    "numbers of a million digits": lambda form: with_rows(form, b'<row r="900"><c r="A900"><v>' + b"9" * 1_000_000 + b"</v></c></row>"),
    "exponents": lambda form: with_rows(form, b'<row r="900"><c r="A900"><v>1E308</v></c><c r="B900"><v>1E-320</v></c></row>'),
    "a day far away": lambda form: edited(form, lambda xml: xml.replace(b"<v>", b"<v>9")),
    "runs of one letter": lambda form: with_rows(
        form, b'<row r="900"><c r="A900" t="inlineStr"><is>' + b"<r><t>a</t></r>" * 200_000 + b"</is></c></row>"
    ),
    "five hundred sheets": lambda _: _sheets(500),
    "sheets of one name": lambda form: edited(
        form, lambda xml: xml.replace(b"</sheets>", b'<sheet name="x" sheetId="9" r:id="rId1"/>' * 2_000 + b"</sheets>"),
        "xl/workbook.xml",
    ),
    "a sheet's name of a megabyte": lambda form: edited(
        form, lambda xml: xml.replace(b"<sheets>", b'<sheets><sheet name="' + b"n" * 1_000_000 + b'" sheetId="9" r:id="rId1"/>'),
        "xl/workbook.xml",
    ),
    "three thousand comments": _comments,
    "formats without end": lambda form: edited(
        form, lambda xml: xml.replace(b"<cellXfs", b'<numFmts><numFmt numFmtId="200" formatCode="'
                                      + b"[" * 100_000 + b'"/></numFmts><cellXfs'), "xl/styles.xml",
    ),
    "a stamp of nonsense": lambda form: edited(form, lambda _: b"<a>" * 1000 + b"\x00", "docProps/core.xml"),
    "no sheet at all": lambda form: edited(form, lambda _: b"", SHEET),
    "zeros for a sheet": lambda form: edited(form, lambda xml: bytes(len(xml))),
    "the last half zeros": lambda form: form[: len(form) // 2] + bytes(len(form) // 2),
    "half of it": lambda form: form[: len(form) // 2],
    "twice itself": lambda form: form + form,
    "a swollen sheet": lambda form: edited(form, lambda xml: xml + b" " * (300 << 20)),
}  # fmt: skip

# --- pages, texts, mails --------------------------------------------------------------------------


def page(body: str) -> bytes:
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode()


def mail(*parts: str, head: str = "") -> bytes:
    lines = [
        f"From: unit03@example.org\r\nTo: o@example.org\r\nSubject: 6月进展\r\nMIME-Version: 1.0\r\n{head}".rstrip()
    ]
    lines.append('Content-Type: multipart/mixed; boundary="b"\r\n')
    for part in parts:
        lines.append(f"--b\r\n{part}")
    return "\r\n".join([*lines, "--b--", ""]).encode()


def _in_one_another(levels: int) -> bytes:
    inner = b"Subject: x\r\n\r\nhello\r\n"
    for _ in range(levels):
        inner = b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    return inner


_ATTACHED = 'Content-Type: text/csv; name="a.csv"\r\nContent-Disposition: attachment; filename="a.csv"\r\n\r\n1,2\r\n'
_OTHERS: dict[str, Make] = {
    "spans.html": lambda: page("<table>" + "<tr>" + "<td colspan=1000 rowspan=1000>字" * 100 + "<tr><td>x" * 2_000),
    "spans of everything.html": lambda: page("<table>" + "<tr><td rowspan=65534 colspan=1000>a" * 3_000),
    "tables in tables.html": lambda: page("<table><tr><td>" * 200 + "字"),
    "blocks in blocks.html": lambda: page("<div>" * 100_000 + "字"),
    "cells without end.html": lambda: page("<table><tr>" + "<td>a" * 300_000),
    "choices.html": lambda: page("<table><tr><td><select>" + "<option>a" * 100_000),
    "entities.html": lambda: page("<p>" + "&#x4e00;" * 200_000),
    "attributes.html": lambda: page("<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">字"),
    "an open comment.html": lambda: page("<!--" + "-" * 500_000),
    "charsets.html": lambda: b"<meta charset=" + b" " * 4_000 + b"<meta charset = ' " * 200,
    "nine hundred thousand cells.csv": lambda: b"\n".join([b"1," * 30] * 30_000),
    "a hundred thousand rows.csv": lambda: "\n".join(f"{row},字" for row in range(100_000)).encode(),
    "one row.csv": lambda: b"a," * 500_000,
    "one line.txt": lambda: b"a" * 10_000_000,
    "quotes.csv": lambda: b'"' * 1_000_001,
    "quotes in turn.csv": lambda: b'",' * 500_000,
    "nothing but zeros.csv": lambda: bytes(1_000_000),
    "utf-16 of one kind.csv": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000,
    "lines.txt": lambda: b"\n" * 2_000_000,
    "greetings.eml": lambda: mail("Content-Type: text/plain; charset=utf-8\r\n\r\n" + "联系人：" * 50_000 + "\r\n"),
    "quoted lines.eml": lambda: mail("Content-Type: text/plain; charset=utf-8\r\n\r\n" + "> 发件人：x\r\n" * 20_000),
    "two thousand enclosures.eml": lambda: mail(*[_ATTACHED] * 2_000),
    "mails in mails.eml": lambda: _in_one_another(150),
    "ten thousand mails in mails.eml": lambda: _in_one_another(10_000),
    "a subject of a megabyte.eml": lambda: mail(head="Subject: " + "=?utf-8?b?5a2X?= " * 50_000 + "\r\n"),
    "received without end.eml": lambda: mail(head="Received: from a; Mon, 26 Jun 2023 09:00:00 +0800\r\n" * 20_000),
    "boundaries.eml": lambda: mail(*["x"] * 30_000),
    "parameters.eml": lambda: mail(head="X: y; " + "".join(f"a*{number}=b; " for number in range(20_000)) + "\r\n"),
    "encoded names.eml": lambda: mail(
        "Content-Type: text/csv\r\nContent-Disposition: attachment; filename*=utf-8''" + "%E5" * 20_000 + "\r\n\r\n1"
    ),
    "base64 of nothing.eml": lambda: mail(
        "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + "=" * 500_000
    ),
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 100_000,
    "a page saved by Word.xml": lambda: b'<?xml version="1.0"?><pkg:package>' + b'<pkg:part pkg:name="a"><pkg:xmlData>' * 20_000,
    "elements.xml": lambda: b"<a>" * 500_000,
    "an old workbook of noise.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 400,
    "an old workbook of ones.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100_000,
    "records.xls": lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x04\x02\xff\xff" * 50_000,
}  # fmt: skip

# --- archives and documents -----------------------------------------------------------------------


def _levels(form: bytes, levels: int) -> bytes:
    data = zipped(("表.xlsx", form))
    for _ in range(levels):
        data = zipped(("内层.zip", data))
    return data


def many(count: int, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(name.format(number), content)
    return made.getvalue()


def _zeros(levels: int, wide: int) -> bytes:
    """Zips in zips: a few kilobytes, and gigabytes when every level is summed by itself."""
    data = many(1, "{}.txt", bytes(40 << 20))
    for _ in range(levels):
        data = many(wide, "{}.zip", data)
    return data


def _overlapping() -> bytes:
    """A thousand entries of the directory that are all one and the same member."""
    data = bytearray(zipped(("a.txt", b"a" * 1_000_000)))
    end = data.rfind(b"PK\x05\x06")
    start = data.find(b"PK\x01\x02")
    entry = bytes(data[start:end])
    many = b"".join(entry.replace(b"a.txt", f"{number:05d}".encode()) for number in range(1_000))
    tail = bytearray(data[end:])
    for at in (8, 10):
        tail[at : at + 2] = (1_000).to_bytes(2, "little")
    tail[12:16] = len(many).to_bytes(4, "little")
    return bytes(data[:start]) + many + bytes(tail)


def document(body: str) -> bytes:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        (
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'.encode(),
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}" '
            'Target="word/document.xml"/></Relationships>'.encode(),
        ),
        ("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'.encode()),
    )


_CELL = "<w:tc><w:p><w:r><w:t>字</w:t></w:r></w:p></w:tc>"
_PACKED: dict[str, Callable[[bytes], bytes]] = {
    "archives in archives.zip": partial(_levels, levels=200),
    "six levels.zip": partial(_levels, levels=6),
    "zeros.zip": lambda _: many(1, "{}.txt", bytes(300 << 20)),
    "zeros in zips.zip": lambda _: _zeros(2, 10),
    "zeros in zips in zips.zip": lambda _: _zeros(3, 6),
    "nine thousand files.zip": lambda _: many(9_000, "{}.txt", b"a"),
    "twenty thousand files.zip": lambda _: many(20_000, "{}.txt", b"a"),
    "three hundred forms.zip": lambda form: many(300, "{}.xlsx", form),
    "one member, a thousand entries.zip": lambda _: _overlapping(),
    "a long comment.zip": lambda form: zipped(("a.xlsx", form))[:-2] + (60_000).to_bytes(2, "little") + "铃".encode() * 20_000,
    "names that climb.zip": lambda form: zipped(("../../../etc/cron.d/x.xlsx", form), ("C:\\Windows\\x.xlsx", form)),
    "names of the system.zip": lambda form: zipped(("CON.xlsx", form), ("NUL", b"x"), ("aux.txt", b"x"), ("a:b.txt", b"x")),
    "names of a megabyte.zip": lambda form: zipped(("n" * 60_000 + ".xlsx", form)),
    "names that deceive.zip": lambda form: zipped(("\u202excod.xslx", form), ("=1+1.xlsx", form), ("a\nb\r.xlsx", form)),
    "programs.zip": lambda _: zipped(*[(f"a.{end}", b"MZ") for end in ("exe", "js", "vbs", "hta", "lnk", "bat", "scr")]),
    "tables in tables.docx": lambda _: document("<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300),
    "thirty thousand paragraphs.docx": lambda _: document("<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 30_000),
    "thirty thousand cells.docx": lambda _: document("<w:tbl>" + f"<w:tr>{_CELL * 10}</w:tr>" * 3_000 + "</w:tbl>"),
    "a span without end.docx": lambda _: document(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "a paragraph of a megabyte.docx": lambda _: document("<w:p>" + "<w:r><w:t>1、</w:t></w:r>" * 50_000 + "</w:p>"),
    "cut flate.zip": lambda form: zipped(("a.txt", zlib.compress(form)))[:-100],
    "a workbook of base64.txt": lambda form: base64.b64encode(form * 20),
}  # fmt: skip


def names(length: int = 200) -> Iterator[str]:
    """Names a disk may hold and a program may stumble on; where the system refuses one, it is passed over."""
    yield from (
        "=cmd()|x.xlsx",
        "-rf.xlsx",
        "@SUM(A1).xlsx",
        "名\u202excod.xlsx",
        "换\n行.xlsx",
        "尾点.xlsx.",
        "尾空 .xlsx ",
    )
    yield from (
        "CON.xlsx",
        "aux.xlsx",
        "e\u0301te\u0301.xlsx",
        "\u00e9t\u00e9.xlsx",
        "[1]'表'!$A$1.xlsx",
        "&amp;<b>.xlsx",
    )
    yield from ("长" * (length // 3) + ".xlsx", "\ud800.xlsx", "a#b%20?c.xlsx", "'引号'.xlsx", "a!b.xlsx", "~.xlsx")
