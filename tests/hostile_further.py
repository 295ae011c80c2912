# ruff: noqa: E501  tables: a line a file
"""Hostile files of further kinds: parts of packages, old and open formats, mails, pictures, and words that would act.

`files(form)` as in `hostile`; `LIVE` are words and targets none of which may come out of the program.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

from compound import compound
from hostile import (
    HEAD,
    SHEET,
    Make,
    behind,
    document,
    edited,
    inline,
    mail,
    many,
    page,
    with_answers,
    with_parts,
    with_rows,
    with_strings,
)
from saved import zipped

LIVE = ("javascript:", "cmd|", "evil.example.com", "WEBSERVICE(", "DDEAUTO", "\\\\evil", "powershell")
_FORMULAS = (
    "=cmd|' /C calc'!A0",
    "@SUM(1)*cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example.com","x")',
    '=WEBSERVICE("http://evil.example.com")',
)
_LONG_ROW = "6月12日组织专题学习{}次，参训45人"
_ROWS = '<row r="{0}"><c r="A{0}"><v>{1}</v></c>'


def files(form: bytes) -> dict[str, Make]:
    """Every hostile file by its name; `form` is an honest form with answers."""
    made: dict[str, Make] = {f"{name}.xlsx": partial(make, form) for name, make in _WORKBOOKS.items()}
    return made | dict(_OTHERS) | {name: partial(make, form) for name, make in _PACKED.items()}


# --- workbooks ------------------------------------------------------------------------------------


def _book(form: bytes, more: bytes) -> bytes:
    return edited(form, lambda xml: xml.replace(b"</workbook>", more + b"</workbook>"), "xl/workbook.xml")


def _wide(form: bytes, columns: int, rows: int) -> bytes:
    cell = b'<c t="inlineStr"><is><t>x</t></is></c>'
    return with_rows(
        form, b"".join(b'<row r="%d">%s</row>' % (row, cell * columns) for row in range(1001, 1001 + rows))
    )


def _chained(count: int) -> bytes:
    first = b'<row r="1001"><c r="A1001"><f t="shared" ref="A1001:A%d" si="0">A1000+1</f></c></row>' % (1000 + count)
    return first + b"".join(
        b'<row r="%d"><c r="A%d"><f t="shared" si="0"/></c></row>' % (row, row) for row in range(1002, 1001 + count)
    )


def _linked(form: bytes, count: int) -> bytes:
    """As many hyperlinks, each to a place of its own."""
    ids = b"".join(b'<hyperlink ref="A%d" r:id="h%d"/>' % (row, row) for row in range(1, count + 1))
    ids = ids.replace(b"r:id", b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id')
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    targets = "".join(
        f'<Relationship Id="h{row}" Type="{kind}" TargetMode="External" Target="{("javascript:alert(1)", "file://evil.example.com/x.exe", "http://evil.example.com/%00")[row % 3]}"/>'
        for row in range(1, count + 1)
    )
    book = behind(form, b"<hyperlinks>" + ids + b"</hyperlinks>")
    return with_parts(book, {"xl/worksheets/_rels/sheet1.xml.rels": _relations(targets)})


def _relations(inside: str) -> bytes:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def _everything_live(form: bytes) -> bytes:
    """Formulas, links, names, an external book, a DDE item, macros and embedded objects, and words that would act."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><f>%s</f><v>1</v></c><c r="B%d" t="str"><f>%s</f><v>%s</v></c></row>'
        % (row, row, said, row, said, said)
        for row, said in enumerate((text.lstrip("=@").replace('"', "&quot;").encode() for text in _FORMULAS), 1001)
    )
    book = with_answers(
        _linked(with_rows(form, rows), 50),
        "\n".join(_FORMULAS) + "\u202ejs.exe javascript:alert(1) \\\\evil\\share http://evil.example.com/a.exe",
    )
    names = b"".join(b'<definedName name="Auto_Open%d" hidden="1">[1]!x</definedName>' % number for number in range(20))
    parts = {
        "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/C powershell"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": _relations(f'<Relationship Id="r" Type="{office}/externalLinkPath" TargetMode="External" Target="\\\\evil\\share\\x.xlsx"/>'),
        "xl/vbaProject.bin": compound({"VBA": {"dir": b"\x01powershell"}}),
        "xl/embeddings/oleObject1.bin": compound({"\x01Ole10Native": b"\0" * 8 + b"x.exe\0MZ"}),
        "customUI/customUI.xml": b'<customUI onLoad="powershell"/>',
    }  # fmt: skip
    return with_parts(_book(book, b"<externalReferences/><definedNames>" + names + b"</definedNames>"), parts)


def _headings_again(form: bytes, count: int) -> bytes:
    """The heading row of the form, with a row of the task after it, again and again."""
    words = HEAD.strip().split(",")
    rows = []
    for number in range(count):
        top = 1001 + number * 2
        rows.append(_cells(top, words))
        rows.append(
            _cells(
                top + 1, ["1", "主题一", "专题学习", "卫健委", "各单位", "6月底前", _LONG_ROW.format(number), "", ""]
            )
        )
    return with_rows(form, "".join(rows).encode())


def _cells(row: int, texts: list[str]) -> str:
    cells = "".join(
        f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in enumerate(texts)
    )
    return f'<row r="{row}">{cells}</row>'


def _task_rows(form: bytes, count: int) -> bytes:
    """Rows that are each nearly one of the tasks."""
    texts = (
        "党组理论学习中心组每年专题学习不少于一次，书记讲专题课一次",
        "利用党员活动中心打造实践教育阵地",
        "加强传统医药资源保护和开发利用",
    )
    return with_rows(
        form,
        "".join(
            _cells(row, ["", "", f"{texts[row % 3]}{row % 977}", "", "", "", _LONG_ROW.format(row), "", ""])
            for row in range(1001, 1001 + count)
        ).encode(),
    )


def _unit_rows(form: bytes, count: int) -> bytes:
    return with_rows(
        form,
        "".join(
            _cells(row, [f"第{row % 200:03d}卫生院", f"填报单位：第{row % 201:03d}卫生院", _LONG_ROW.format(row)])
            for row in range(1001, 1001 + count)
        ).encode(),
    )


def _pictured(form: bytes, count: int) -> bytes:
    """Pictures anchored one to a row, each declaring more pixels than any memory holds."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    anchors = "".join(
        f'<xdr:oneCellAnchor><xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row % 8}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="9" cy="9"/>'
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{row}" name="p{row}"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="p{row}"/></xdr:blipFill></xdr:pic></xdr:oneCellAnchor>'
        for row in range(count)
    )
    parts: dict[str, bytes] = {
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{drawing}/spreadsheetDrawing" xmlns:a="{drawing}/main" xmlns:r="{office}">{anchors}</xdr:wsDr>'.encode(),
        "xl/drawings/_rels/drawing1.xml.rels": _relations("".join(f'<Relationship Id="p{row}" Type="{office}/image" Target="../media/p{row}.png"/>' for row in range(count))),
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(f'<Relationship Id="d" Type="{office}/drawing" Target="../drawings/drawing1.xml"/>'),
    }  # fmt: skip
    for row in range(count):
        parts[f"xl/media/p{row}.png"] = picture(60_000, 60_000, row)
    linked = edited(
        form,
        lambda xml: re.sub(rb"<(?:legacyDrawing|drawing)\b[^>]*/>", b"", xml).replace(
            b"</worksheet>", f'<drawing xmlns:r="{office}" r:id="d"/></worksheet>'.encode()
        ),
    )
    return with_parts(linked, parts)


def picture(wide: int, high: int, salt: int = 0, rows: int = 0) -> bytes:
    """A PNG that says it is so large; `rows` of it are really there."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    content = zlib.compress((b"\0" + bytes(wide // 8)) * rows) if rows else zlib.compress(b"\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0))
        + chunk(b"tEXt", b"n\0%d" % salt) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    )  # fmt: skip


_WORKBOOKS: dict[str, Callable[[bytes], bytes]] = {
    "a million defined names": lambda form: _book(form, b"<definedNames>" + b"".join(b'<definedName name="n%d">x!$A$1</definedName>' % n for n in range(1_000_000)) + b"</definedNames>"),
    "sixteen thousand columns": lambda form: _wide(form, 16_384, 20),
    "columns by the million cells": lambda form: _wide(form, 16_384, 60),
    "formulas in a chain": lambda form: with_rows(form, _chained(50_000)),
    "a hundred thousand attributes": lambda form: behind(form, b"<x " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"),
    "namespaces without end": lambda form: behind(form, b"".join(b'<x xmlns:n%d="u%d">' % (n, n) for n in range(5_000)) + b"</x>" * 5_000),
    "conditions without end": lambda form: behind(form, b"".join(b'<conditionalFormatting sqref="A%d"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>' % n for n in range(1, 100_001))),
    "validations without end": lambda form: behind(form, b"<dataValidations>" + b"".join(b'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>x!A%d</formula1></dataValidation>' % n for n in range(1, 100_001)) + b"</dataValidations>"),
    "links without end": lambda form: _linked(form, 100_000),
    "styles without end": lambda form: edited(form, lambda xml: xml.replace(b"</cellXfs>", b'<xf numFmtId="14"/>' * 500_000 + b"</cellXfs>"), "xl/styles.xml"),
    "formats of their own": lambda form: edited(form, lambda xml: xml.replace(b"<cellXfs", b"<numFmts>" + b"".join(b'<numFmt numFmtId="%d" formatCode="yyyy&quot;%d&quot;"/>' % (n, n) for n in range(200, 100_200)) + b"</numFmts><cellXfs"), "xl/styles.xml"),
    "relations in a circle": lambda form: with_parts(form, {"xl/worksheets/_rels/sheet1.xml.rels": _relations("".join(f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{("drawing", "comments", "worksheet", "vmlDrawing")[n % 4]}" Target="sheet1.xml"/>' for n in range(2_000)))}),
    "phonetic words": lambda form: with_strings(with_rows(form, b'<row r="1001"><c r="A1001" t="s"><v>0</v></c></row>'), (b"<si><t>x</t>" + b'<rPh sb="0" eb="1"><t>a</t></rPh>' * 2_000 + b"</si>") * 50),
    "headings again and again": lambda form: _headings_again(form, 5_000),
    "rows that are nearly tasks": lambda form: _task_rows(form, 20_000),
    "the names of all units": lambda form: _unit_rows(form, 20_000),
    "two hundred pictures of four gigabytes": lambda form: _pictured(form, 200),
    "lone surrogates": lambda form: with_rows(form, b'<row r="1001"><c r="A1001" t="inlineStr"><is><t>&#xD800;</t></is></c></row>'),
    "escaped controls": lambda form: with_answers(form, "_x0000__x001B__x000D__xD800__xFFFF_\u202e\u2066\u200f" * 300),
    "everything that is live": _everything_live,
    "three hundred thousand words of one row": lambda form: with_rows(form, inline("字" * 3000, 300, 1)),
    "sheets hidden with a form each": lambda form: _books_sheet(form, 300),
    "a sheet in UTF-32": lambda form: edited(form, lambda xml: xml.decode().encode("utf-32")),
    "entities by number": lambda form: with_rows(form, b'<row r="1001"><c r="A1001" t="inlineStr"><is><t>' + b"&#20013;" * 500_000 + b"</t></is></c></row>"),
}  # fmt: skip


def _books_sheet(form: bytes, count: int) -> bytes:
    """The form's own sheet under many names, all but one hidden."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        links, sheet = package.read("xl/_rels/workbook.xml.rels"), package.read(SHEET)
    sheets = "".join(
        f'<sheet xmlns:r="{office}" name="第{n}份" sheetId="{n + 100}" state="hidden" r:id="z{n}"/>'
        for n in range(count)
    )
    more = "".join(
        f'<Relationship Id="z{n}" Type="{office}/worksheet" Target="worksheets/z{n}.xml"/>' for n in range(count)
    )
    book = edited(form, lambda xml: xml.replace(b"</sheets>", sheets.encode() + b"</sheets>"), "xl/workbook.xml")
    parts: dict[str, bytes] = {
        "xl/_rels/workbook.xml.rels": links.replace(b"</Relationships>", more.encode() + b"</Relationships>"),
    }
    for n in range(count):
        parts[f"xl/worksheets/z{n}.xml"] = sheet
    return with_parts(book, parts)


# --- open and old formats -------------------------------------------------------------------------


def _ods(body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    return zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.encode()),
        (
            "META-INF/manifest.xml",
            b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        ),
    )


def _ods_rows(rows: str) -> bytes:
    return _ods(f'<table:table table:name="a">{rows}</table:table>')


_TEXT_CELL = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
_EVERYWHERE = f'<table:table-row table:number-rows-repeated="1048576">{_TEXT_CELL.format("table:number-columns-repeated=" + chr(34) + "16384" + chr(34), "字")}</table:table-row>'


def _noted(count: int) -> str:
    note = '<office:annotation xmlns:dc="http://purl.org/dc/elements/1.1/"><text:p>批</text:p></office:annotation>'
    return f"<table:table-row>{_TEXT_CELL.format('', 'x' + note)}</table:table-row>" * count


def _circling_sectors() -> bytes:
    """A compound file whose chains of sectors lead back to themselves."""
    data = bytearray(compound({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(100_000)}))
    table = struct.unpack_from("<I", data, 76)[0]
    for sector in range(100):
        struct.pack_into("<I", data, 512 * (table + 1) + 4 * sector, (sector + 1) % 100)
    return bytes(data)


def _circling_folders() -> bytes:
    """A compound file whose folders hold one another."""
    data = bytearray(compound({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(5_000), "A": {"B": b"x"}}))
    root = 512 * (struct.unpack_from("<I", data, 48)[0] + 1)
    for entry in range(4):
        struct.pack_into("<III", data, root + 128 * entry + 68, 1, 1, 0)
    return bytes(data)


def _records(*each: tuple[int, bytes]) -> bytes:
    stream = b"".join(
        struct.pack("<HH", kind, len(body)) + body for kind, body in ((0x809, b"\x00\x06\x05\x00" + bytes(12)), *each)
    )
    return compound({"Workbook": stream})


def _mailbox(count: int) -> bytes:
    one = "From a@b Mon Jun 26 09:00:00 2023\nFrom: unit03@example.org\nSubject: =?utf-8?b?6L+b5bGV?= {}\nMessage-ID: <{}@x>\n\n任务1：6月12日学习{}次\n\n"
    return "".join(one.format(n, n, n) for n in range(count)).encode()


def _list(count: int) -> bytes:
    rows = (f"{n % 3 + 1},主题一,专题学习,委,各单位,6月底前,学习{n}次,,\r\n" for n in range(count))
    return (HEAD + "".join(rows)).encode()


def _page_of_tables(count: int) -> bytes:
    return page("<table><tr><td>序号<td>进展<tr><td>1<td>字</table>" * count)


_ENCLOSED = 'Content-Type: text/csv; name="a.csv"\r\nContent-Disposition: attachment; filename="a.csv"\r\n\r\n1,2\r\n'
_BODY = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n'
_TASK_LINES = "".join(f"<p>任务{n % 3 + 1}：6月{n % 28 + 1}日组织专题学习{n}次，参训45人</p>" for n in range(20_000))
_OTHERS: dict[str, Make] = {
    "repeated everywhere.ods": lambda: _ods_rows(_EVERYWHERE * 100),
    "columns repeated in every row.ods": lambda: _ods_rows((f"<table:table-row>{_TEXT_CELL.format('table:number-columns-repeated=' + chr(34) + '16384' + chr(34), '字')}</table:table-row>") * 2_000),
    "blanks by number.ods": lambda: _ods_rows(f"<table:table-row>{_TEXT_CELL.format('', '<text:s text:c=' + chr(34) + '2000000000' + chr(34) + '/>')}</table:table-row>" * 100),
    "notes without end.ods": lambda: _ods_rows(_noted(30_000)),
    "sheets without end.ods": lambda: _ods("".join(f'<table:table table:name="t{n}">{_EVERYWHERE}</table:table>' for n in range(2_000))),
    "spans in spans.ods": lambda: _ods_rows(f"<table:table-row>{_TEXT_CELL.format('', '<text:span>' * 20_000 + '字' + '</text:span>' * 20_000)}</table:table-row>"),
    "sectors in a circle.xls": _circling_sectors,
    "folders in a circle.xls": _circling_folders,
    "strings that are not there.xls": lambda: _records((0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + b"\xff\xff\x00" * 2_000)),
    "strings without end.xls": lambda: _records((0xFC, struct.pack("<II", 90_000, 90_000) + b"\x01\x00\x00a" * 2_000), *[(0x3C, b"\x01\x00\x00a" * 2_000)] * 40),
    "sheets at one place.xls": lambda: _records(*[(0x85, struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"a")] * 20_000),
    "nested groups.rtf": lambda: b"{\\rtf1\\ansi " + b"{\\b x" * 10_000 + b"}" * 10_001,
    "binary without end.rtf": lambda: b"{\\rtf1\\ansi " + b"\\bin2000000000 x" * 20_000 + b"}",
    "thirty thousand cells.rtf": lambda: b"{\\rtf1\\ansi " + b"\\trowd\\cellx1000\\cellx2000 a\\cell b\\cell\\row " * 15_000 + b"}",
    "escapes without end.rtf": lambda: b"{\\rtf1\\ansi " + b"\\u20013?\\'d6" * 300_000 + b"}",
    "objects that act.rtf": lambda: b"{\\rtf1\\ansi {\\object\\objautlink\\objupdate{\\*\\objclass Word.Document.8}{\\*\\objdata " + b"d0cf11e0" * 50_000 + b"}}{\\field{\\*\\fldinst DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe powershell}{\\fldrslt x}}}",
    "five thousand parts.eml": partial(mail, *[_ENCLOSED.replace("a.csv", f"{n}.csv") for n in range(5_000)]),
    "mails two hundred deep.eml": lambda: _in_parts(200),
    "a long body with an enclosure.eml": lambda: mail(_BODY.format("<table>" + "<tr><td>6月1日，开会1次<td>字" * 100_000 + "</table>"), _ENCLOSED),
    "a long text with an enclosure.eml": lambda: mail("Content-Type: text/plain; charset=utf-8\r\n\r\n" + "6月1日，开会1次，" * 400_000 + "\r\n", _ENCLOSED),
    "twenty thousand lines of tasks.eml": lambda: mail(_BODY.format(_TASK_LINES)),
    "twenty thousand lines of tasks and a form.eml": lambda: mail(_BODY.format(_TASK_LINES), _ENCLOSED),
    "corrections without end.eml": lambda: mail(_BODY.format("".join(f"<p>任务{n % 3 + 1}应为“第{n}次学习”</p>" for n in range(20_000)))),
    "a subject that breaks the line.eml": lambda: mail(_BODY.format("x"), head="Subject: =?utf-8?q?a=0D=0ABcc:_all@evil.example.com?=\r\nFrom: =?utf-8?q?a=0D=0AX:_y?= <unit03@example.org>\r\n"),
    "twenty thousand mails.mbox": partial(_mailbox, 20_000),
    "thirty megabytes of one line.csv": lambda: b"a1," * 10_000_000,
    "thirty megabytes of one field.csv": lambda: b'"' + b"6.1 " * 7_500_000 + b'"',
    "a list of two hundred thousand rows.csv": partial(_list, 200_000),
    "a hundred thousand tables.html": partial(_page_of_tables, 100_000),
    "lists in lists.html": lambda: page("<ul><li>" * 400 + "字"),
    "struck in every cell.html": lambda: page("<table>" + "<tr><td><s>6月1日</s>学习<input value='x'><select><option>a<option selected>b</select>" * 40_000),
    "a page that would act.html": lambda: page("<script>powershell</script><iframe src='http://evil.example.com'></iframe><table><tr><td onclick='javascript:1'>=cmd|' /C calc'!A0<td><a href='javascript:alert(1)'>x</a></table>"),
    "任务1佐证-照片.png": lambda: picture(60_000, 60_000),
    "任务2佐证-大图.png": lambda: picture(16_000, 16_000, rows=16_000),
    "任务3佐证-材料.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n" * 400_000,
    "a bomb.gz": lambda: zlib.compress(bytes(50 << 20), wbits=31),
    "parts without end.mht": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: text/html\r\nContent-Location: a\r\n\r\n<table><tr><td>x</table>\r\n" * 20_000 + b"--b--\r\n",
    "streams without end.msg": partial(compound, {"__properties_version1.0": bytes(64), **{f"__attach_version1.0_#{n:08X}": {"__substg1.0_37010102": b"x" * 100, "__substg1.0_3707001F": f"{n}.csv".encode("utf-16-le")} for n in range(400)}}),
    "attributes without end.dat": lambda: b"\x78\x9f\x3e\x22\x00\x00" + (b"\x02" + struct.pack("<II", 0x0001800F, 4) + b"abcd" + struct.pack("<H", 394)) * 50_000,
}  # fmt: skip


def _in_parts(levels: int) -> bytes:
    inner = b"Subject: x\r\n\r\nhello\r\n"
    for level in range(levels):
        b = b"b%d" % level
        inner = (
            b"Subject: x\r\nContent-Type: multipart/mixed; boundary=%b\r\n\r\n--%b\r\nContent-Type: message/rfc822\r\n\r\n%b\r\n--%b--\r\n"
            % (b, b, inner, b)
        )
    return inner


# --- archives and documents -----------------------------------------------------------------------


def _tables(levels: int) -> str:
    """Tables in the cells of tables, each with a word of its own."""
    inside = "<w:p><w:r><w:t>字</w:t></w:r></w:p>"
    for level in range(levels):
        inside = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>第{level}层</w:t></w:r></w:p>{inside}<w:p/></w:tc></w:tr></w:tbl>"
    return inside


def _field(code: str) -> str:
    return f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"


def _enclosing(form: bytes) -> bytes:
    """A document of very many words that also holds a workbook: its own words are read beside that."""
    words = "".join(f"<w:p><w:r><w:t>任务{n % 3 + 1}：6月1日学习{n}次</w:t></w:r></w:p>" for n in range(20_000))
    parts = {
        "word/embeddings/a.xlsx": form,
        "word/_rels/document.xml.rels": _relations('<Relationship Id="e" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" Target="embeddings/a.xlsx"/>'),
    }  # fmt: skip
    return with_parts(document(words), parts)


_PACKED: dict[str, Callable[[bytes], bytes]] = {
    "sixty-five thousand empty members.zip": lambda _: many(65_535, "{}", b""),
    "slow members.zip": lambda form: zipped(*[(f"{n}.xlsx", _task_rows(form, 6_000)) for n in range(12)]),
    "names on every path.zip": lambda form: zipped(*[(name, form) for name in ("..\\..\\x.xlsx", "//evil.example.com/s/x.xlsx", "/etc/passwd.xlsx", "C:x.xlsx", "a/../../b.xlsx", "长" * 80 + ".xlsx", "a" * 255, "\\\\?\\C:\\x.xlsx", "x.xlsx:ads", "COM1", " .xlsx", "...", "a/./b//c.xlsx")]),
    "tables two hundred deep.docx": lambda _: document(_tables(60) + _tables(200)),
    "changes without end.docx": lambda _: document("<w:p>" + "<w:ins><w:r><w:t>字</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>" * 50_000 + "</w:p>"),
    "fields that act.docx": lambda _: document(_field("DDEAUTO c:\\\\windows\\\\cmd.exe powershell") + _field('HYPERLINK "javascript:alert(1)"') + _field("INCLUDETEXT \\\\\\\\evil\\\\x") + "<w:altChunk r:id='x' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'/>"),
    "words around a workbook.docx": _enclosing,
    "lists in lists.docx": lambda _: document("<w:p><w:pPr><w:numPr><w:ilvl w:val='8'/><w:numId w:val='2147483647'/></w:numPr></w:pPr><w:r><w:t>字</w:t></w:r></w:p>" * 10_000),
    "cells merged down without end.docx": lambda _: document("<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='60'/><w:vMerge/></w:tcPr><w:p><w:r><w:t>字</w:t></w:r></w:p></w:tc></w:tr>" * 10_000 + "</w:tbl>"),
    "a text box in a text box.docx": lambda _: document("<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>" * 100 + "<w:p/>" + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>" * 100),
}  # fmt: skip
