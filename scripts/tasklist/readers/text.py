"""Plain text, csv and HTML tables: bytes in, Grids out.

`plain` (bytes to text) also serves the mail reader, whose bodies come in the same encodings.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tasklist.model.book import Book, Grid
from tasklist.readers.limits import SAVE_AS, SEND_AGAIN, Refused

Cells = dict[tuple[int, int], str]
Range = tuple[int, int, int, int]

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_PER_CHARACTER = 0.01  # pasted text has a stray control character now and then, binary data a third of it
_DELIMITERS = "\t,;"
_SAMPLE_ROWS = 200
_FIELD_LIMIT = 16 * 1024 * 1024
_CHINESE_LABELS = {"gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312"}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_SHEET_NAMES = re.compile(r"<x:Name>([^<]{1,31})</x:Name>")
_MAX_SPAN = 1000  # what browsers allow
_SILENT = ("script", "style", "head", "template", "noscript")
_BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "caption", "body"}

GB18030_REMARK = "文字按 GB18030（国标码）解码，请核对有无乱码"


# --- bytes to text ------------------------------------------------------------------------------


def plain(data: bytes, name: str, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of `data` and the remarks a person should see.

    Order: byte order mark, the declared `charset`, UTF-8, GB18030. Raises Refused: `half_copied` for text
    cut or damaged in the middle, `unreadable` for what is no text.
    """
    text, remarks = _decoded(data, name, charset)
    if text.rstrip("\x00") != text:
        raise Refused("half_copied", f"{name} 后半段是空的，像是没有拷贝完", SEND_AGAIN)
    if len(_CONTROL.findall(text)) > len(text) * _CONTROL_PER_CHARACTER:
        raise Refused("unreadable", f"{name} 不是文字文件", SAVE_AS)
    return text, remarks


def _decoded(data: bytes, name: str, charset: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name), ()
    declared = charset.strip().lower()
    encodings = ["utf-8", "gb18030"]
    if declared:
        encodings.insert(0, "gb18030" if declared in _CHINESE_LABELS else declared)
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            if encoding == "utf-8" and _damaged_utf8(data):
                raise Refused("half_copied", f"{name} 中间有损坏的字", SEND_AGAIN) from None
            continue
        return text, (GB18030_REMARK,) if encoding == "gb18030" and not text.isascii() else ()
    raise Refused("unreadable", f"{name} 的文字编码认不出来", SAVE_AS)


def _marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("half_copied", f"{name} 中间有损坏的字", SEND_AGAIN) from None


def _damaged_utf8(data: bytes) -> bool:
    """Was this UTF-8 before a byte was lost? GB18030 would decode it too, into wrong words."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    wide = sum(1 for char in text if ord(char) > 0x7FF) - bad
    return wide > 2 * bad


# --- csv and txt --------------------------------------------------------------------------------


def read_text(data: bytes, name: str) -> Book:
    """A csv or txt file as one Grid named after the file. Raises Refused for what is no text."""
    text, remarks = plain(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hint = re.match(r'"?sep=(.)"?\n', text)
    if hint:
        text = text[hint.end() :]
    quoting = csv.QUOTE_MINIMAL
    if text.count('"') % 2:
        quoting = csv.QUOTE_NONE
        remarks += ("引号不成对，引号按普通文字读取，请核对行列",)
    delimiter = hint.group(1) if hint else _delimiter(text, quoting)
    cells: Cells = {}
    for row, fields in enumerate(_rows(text, delimiter, quoting, name), start=1):
        for column, value in enumerate(fields, start=1):
            shown = _unwrapped(value)
            if shown:
                cells[row, column] = shown
    sheet = re.sub(r"\.\w{1,4}$", "", name.rsplit("/", 1)[-1])
    return Book("csv", (Grid(sheet, cells),), remarks=remarks)


def _unwrapped(value: str) -> str:
    """The field without outer space, and without the `="…"` that keeps leading zeros in a csv."""
    value = value.strip()
    wrapped = re.fullmatch(r'="([^"]*)"', value)
    return wrapped.group(1) if wrapped else value


def _rows(text: str, delimiter: str, quoting: int, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    except csv.Error:
        raise Refused("unreadable", f"{name} 的行列读不出来", SAVE_AS) from None


def _delimiter(text: str, quoting: int) -> str:
    """The sign that cuts most rows into the same number of fields: a sign of the prose cuts at random."""
    scores = {}
    sample = text[:200_000]
    for sign in _DELIMITERS:
        rows = _rows(sample, sign, quoting, "")
        counts = Counter(len(row) for row, _ in zip(rows, range(_SAMPLE_ROWS), strict=False) if len(row) > 1)
        scores[sign] = max((times * (fields - 1) for fields, times in counts.items()), default=0)
    return max(scores, key=lambda sign: scores[sign])


# --- HTML ---------------------------------------------------------------------------------------


def read_html(data: bytes, name: str, charset: str = "") -> Book:
    """The tables of an HTML page, and what stands outside of them as a Grid 正文. Nothing is fetched.

    A table that holds other tables is page layout: its inner tables are the Grids.
    """
    found = _META_CHARSET.search(data[:4096])
    text, remarks = plain(data, name, charset or (found.group(1).decode("ascii") if found else ""))
    root = _parsed(text, name)
    if root is None:
        return Book("html", remarks=remarks)
    etree.strip_elements(root, *_SILENT, with_tail=False)
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    names = _SHEET_NAMES.findall(text)
    if len(names) != len(tables):
        names = [f"表{number}" for number in range(1, len(tables) + 1)]
    grids = [_table(sheet, table) for sheet, table in zip(names, tables, strict=True)]
    for table in tables:
        tail, parent = table.tail, table.getparent()
        table.clear()
        table.tail = tail
        if parent is not None:
            table.tag = "div"
    body: Cells = {(row, 1): line for row, line in enumerate(lines(_shown(root)), start=1)}
    if body:
        grids.append(Grid("正文", body))
    return Book("html", tuple(grids), remarks=remarks)


def lines(text: str) -> list[str]:
    """The non-empty lines of a text, without outer space."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parsed(text: str, name: str) -> etree._Element | None:
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not markup.strip():
        return None
    try:
        root = etree.fromstring(markup, parser)
    except (etree.LxmlError, ValueError):
        raise Refused("unreadable", f"{name} 的网页内容读不出来", SAVE_AS) from None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):  # the rest of the page was dropped
        raise Refused("too_large", f"{name} 的网页嵌套过深，没有读取", SAVE_AS)
    return root


def _table(sheet: str, table: etree._Element) -> Grid:
    """One table with its spans laid out as browsers do: a cell takes the first free column of its row."""
    cells: Cells = {}
    merged: list[Range] = []
    hidden: set[int] = set()
    rows = list(table.iter("tr"))
    taken: dict[int, int] = {}  # column → last row a span from above covers
    for row, element in enumerate(rows, start=1):
        if _invisible(element):
            hidden.add(row)
        column = 1
        for cell in element.iter("td", "th"):
            while taken.get(column, 0) >= row:
                column += 1
            down = min(_span(cell, "rowspan"), len(rows) - row + 1)
            right = _span(cell, "colspan")
            text = "\n".join(lines(_shown(cell)))
            if text:
                cells[row, column] = text
            if down > 1 or right > 1:
                merged.append((row, column, row + down - 1, column + right - 1))
                taken.update(dict.fromkeys(range(column, column + right), row + down - 1))
            column += right
    return Grid(sheet, cells, merged=tuple(merged), hidden_rows=frozenset(hidden))


def _span(cell: etree._Element, attribute: str) -> int:
    value = (cell.get(attribute) or "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _invisible(element: etree._Element) -> bool:
    return "display:none" in (element.get("style") or "").replace(" ", "").lower()


def _shown(element: etree._Element) -> str:
    """The text a browser shows: source line breaks are spaces, blocks and <br> are line breaks."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if tag in _BLOCKS or (tag == "br" and event == "start"):
            parts.append("\n")
        if tag in ("td", "th") and event == "end" and node is not element:
            parts.append(" ")
        written = node.text if event == "start" else node.tail if node is not element else None
        if written:
            parts.append(re.sub(r"[ \t\r\n\f]+", " ", written))
    return "".join(parts).replace("\xa0", " ")
