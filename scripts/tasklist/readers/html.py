"""HTML pages: every table a Grid, what stands outside of them one more. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from tasklist.model.book import Book, Grid, Leftover
from tasklist.model.finding import Advice
from tasklist.readers.decode import plain
from tasklist.readers.html_lists import ListNumbers
from tasklist.readers.html_looks import PageLooks
from tasklist.readers.html_page import parsed_page
from tasklist.readers.limits import CUT_DOWN, Refused

Cells = dict[tuple[int, int], str]
Range = tuple[int, int, int, int]

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{2,20})", re.IGNORECASE)
_SHEET_MARK, _SHEET_LINK = re.compile(r"table\d+"), re.compile(r"#table\d+")
_SHEET_NAMES = re.compile(r"<x:Name>([^<]{1,31})</x:Name>")
_FRAMES = Advice("请把那个文件夹一起放进收件夹，或请单位另存为 .xlsx 后重报", "另存为 .xlsx 后重报")
_MAX_SPAN = 1000  # what browsers allow
_COVERED = 5_000_000  # places that spans from above cover, row by row: an honest table of 10,000 rows has 100,000
_TABLE = "\ue0fe"  # a sign of nobody's, where a table stood
_COLUMNS = 3  # of a list
_LAID_OUT = ("html", "body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup")
_COMMENT = "comment"  # what LibreOffice calls the comment of a cell
_SILENT = ("script", "style", "head", "title", "template", "noscript", "noframes")
_AS_TYPED = ("pre", "textarea", "listing", "xmp", "plaintext")  # their line breaks are shown
_BLOCK_NAMES = """
    p div li ul ol dl dt dd dir menu h1 h2 h3 h4 h5 h6 table tr caption body pre textarea listing xmp plaintext
    blockquote center address form fieldset legend section article header footer main nav aside figure figcaption
    details summary hr
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


def read_html(data: bytes, name: str, charset: str = "") -> Book:
    """The tables of an HTML page, and what stands outside of them as a Grid 正文. Nothing is fetched.

    A table that only lays out others is no Grid, and its inner tables are; one within an answer is text of its cell.
    Raises Refused: `frames` for a page that only shows others, `unreadable` or `too_large` for what cannot be read.
    """
    found = _META_CHARSET.search(data[:4096])
    text, remarks = plain(data, name, charset or (found.group(1).decode("ascii") if found else ""))
    root = parsed_page(text, name)
    if root is None:
        return Book("html", remarks=remarks)
    if root.find(".//frameset") is not None and root.find(".//table") is None:
        raise Refused("frames", f"{name} 只是网页的框架，表格在同名的 .files 文件夹里", _FRAMES)
    looks = PageLooks(root)
    etree.strip_elements(root, *_SILENT, with_tail=False)
    tables = _with_content(root)
    names = _SHEET_NAMES.findall(text) or _headed_sheets(root, len(tables))
    if len(names) != len(tables):
        names = [f"表{number}" for number in range(1, len(tables) + 1)]
    beside = [*_taken_out(root, looks, dict(zip(tables, names, strict=True)))]
    grids = [_table(sheet, table, looks) for sheet, table in zip(names, tables, strict=True)]
    beside += [replace(each, sheet=grid.sheet) for grid in grids for each in grid.over.values()]
    beside += [found for sheet, table in zip(names, tables, strict=True) for found in _pictures(sheet, table)]
    for table in tables:
        for caption in [each for each in table if each.tag == "caption"]:
            table.addprevious(caption)
        tail, parent = table.tail, table.getparent()
        table.clear()
        table.tail = tail
        if parent is not None:
            table.tag, table.text = "div", _TABLE
    beside += [*_pictures("", root), *filter(None, (_unchosen(root),))]
    said, led = _around(lines(_shown(root)))
    if len(led) == len(grids):
        grids = [replace(grid, led={1: above} if above else {}) for grid, above in zip(grids, led, strict=True)]
    body: Cells = {(row, 1): line for row, line in enumerate(said, start=1)}
    if body:
        grids.append(Grid("正文", body))
    return Book("html", tuple(grids), remarks=remarks, leftovers=tuple(beside))


def _headed_sheets(root: etree._Element, tables: int) -> list[str]:
    """The names LibreOffice writes above the sheets of a workbook, and once more in a list of links: both taken out,
    where every table has one.
    """
    heads = [
        each
        for each in root.iter("a")
        if _SHEET_MARK.fullmatch(each.get("name", "")) and each.find(".//em") is not None
    ]
    names = ["".join(each.find(".//em").itertext()).strip() for each in heads]
    links = [each for each in root.iter("a") if _SHEET_LINK.fullmatch(each.get("href", ""))]
    listed = [title for each in {link.getparent() for link in links} for title in each.findall("h1")]
    for each in (*heads, *links, *listed) if len(names) == tables else ():
        tail = each.tail
        each.clear()
        each.tail = tail
    return names


def _around(shown: list[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The lines of a page outside of its tables, and those above each table, behind the one before."""
    said: list[str] = []
    led: list[tuple[str, ...]] = []
    first = 0
    for line in shown:
        if line == _TABLE:
            led.append(tuple(said[first:]))
            first = len(said)
        else:
            said.append(line)
    return said, led


def _with_content(root: etree._Element) -> list[etree._Element]:
    """The tables that are no mere layout of others and lie in none of these."""
    found: list[etree._Element] = []
    inside: set[etree._Element] = set()
    for table in root.iter("table"):
        if table not in inside:
            nested = [each for each in table.iter("table") if each is not table]
            if not nested or _is_list(table, nested):
                found.append(table)
                inside.update(nested)
    return found


def _is_list(table: etree._Element, nested: list[etree._Element]) -> bool:
    """Is a table that holds others a list of its own: words in the columns of more rows than any of those has?"""
    return _listed(table) > max(1, *map(_listed, nested))


def _listed(table: etree._Element) -> int:
    return sum(sum(map(_has_words, _cells(row))) >= _COLUMNS for row in _rows(table))


def _has_words(cell: etree._Element) -> bool:
    inner = {part for table in cell.iter("table") for part in table.iter()}
    return any((part.text or "").strip() for part in cell.iter() if part not in inner)


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row itself, not of tables in them."""
    table = next(row.iterancestors("table"), None)
    yield from (cell for cell in row.iter("td", "th") if next(cell.iterancestors("table"), None) is table)


def _taken_out(root: etree._Element, looks: PageLooks, sheets: dict[etree._Element, str]) -> Iterator[Leftover]:
    """The words that nobody sees, taken out of the page; rows, columns and cells stay, and are told as hidden."""
    for element in [each for each in root.iter() if each.tag not in _LAID_OUT and looks.hides(each)]:
        if element.tag == _COMMENT and _cell_of(element, sheets) is not None:
            continue
        words = "\n".join(lines(_shown(element)))
        sheet = next((sheets[each] for each in element.iterancestors("table") if each in sheets), "")
        tail = element.tail
        element.clear()
        element.tail = tail
        if words:
            yield Leftover("隐藏文字", words, sheet)


def _cell_of(element: etree._Element, sheets: dict[etree._Element, str]) -> etree._Element | None:
    """The cell of one of these tables in which something lies."""
    cell = next(element.iterancestors("td", "th", "table"), None)
    return cell if cell is not None and next(cell.iterancestors("table"), None) in sheets else None


def _pictures(sheet: str, part: etree._Element) -> Iterator[Leftover]:
    """The pictures a table or what stands around it shows; those of a mail come as its attachments."""
    for image in part.iter("img"):
        source = (image.get("src") or "").strip()
        if source and not source.startswith("cid:"):
            name = image.get("alt") or ("图片" if source.startswith("data:") else source.rsplit("/", 1)[-1])
            yield Leftover("图片", name, sheet)


def lines(text: str) -> list[str]:
    """The non-empty lines of a text, without outer space."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _table(sheet: str, table: etree._Element, looks: PageLooks) -> Grid:
    """One table with its spans laid out as browsers do: a cell takes the first free column of its row."""
    cells: Cells = {}
    merged: list[Range] = []
    hidden: set[int] = set()
    rows = _rows(table)
    taken: dict[int, int] = {}  # column → last row a span from above covers
    fields: dict[int, int] = {}
    struck: dict[tuple[int, int], str] = {}
    unseen: set[tuple[int, int]] = set()
    over: dict[tuple[int, int], Leftover] = {}
    notes: dict[tuple[int, int], str] = {}
    covered = 0
    for row, element in enumerate(rows, start=1):
        if looks.hides(element):
            hidden.add(row)
        taken = {column: last for column, last in taken.items() if last >= row}
        covered += len(taken)
        if covered > _COVERED:
            raise Refused(
                "too_large", f"{sheet} 里向下合并的格子铺开来超过 {_COVERED // 10_000} 万处，没有读取", CUT_DOWN
            )
        column = 1
        for cell in _cells(element):
            while column in taken:
                column += 1
            down = min(_span(cell, "rowspan"), len(rows) - row + 1)
            right = _span(cell, "colspan")
            over |= {(row, column): found} if (found := _unchosen(cell)) else {}
            notes |= {(row, column): words} if (words := _commented(cell)) else {}
            text = "\n".join(lines(_shown(cell)))
            if text:
                cells[row, column] = text
                struck |= {(row, column): words} if (words := _struck(cell, looks)) else {}
                unseen |= {(row, column)} if looks.hides(cell) or any(map(looks.whitens, cell.iter())) else set()
            if down > 1 or right > 1:
                merged.append((row, column, row + down - 1, column + right - 1))
                taken.update(dict.fromkeys(range(column, column + right), row + down - 1))
            column += right
        fields[row] = max([column - 1, *taken])
    return Grid(
        sheet, cells, merged=tuple(merged), hidden_rows=frozenset(hidden), notes=notes, struck=struck,
        unseen=frozenset(unseen), over=over, fields=fields,
    )  # fmt: skip


def _struck(cell: etree._Element, looks: PageLooks) -> str:
    """The words of a cell that are struck through."""
    parts = [part for part in cell.iter() if looks.strikes(part)]
    outer = (part for part in parts if not any(each in parts for each in part.iterancestors()))
    return "".join("".join(part.itertext()) for part in outer).strip()


def _commented(cell: etree._Element) -> str:
    """The words of a cell's comments, which are taken out of it."""
    found: list[str] = []
    for comment in list(cell.iter(_COMMENT)):
        found += lines("".join(comment.itertext()))
        tail = comment.tail
        comment.clear()
        comment.tail = tail
    return "\n".join(found)


def _unchosen(part: etree._Element) -> Leftover | None:
    """A list of which the page does not say what was chosen: browsers do not save it."""
    for box in part.iter("select"):
        options = [" ".join("".join(each.itertext()).split()) for each in box.iter("option")]
        if options and not any(each.get("selected") is not None for each in box.iter("option")):
            return Leftover("下拉框", f"可选{'、'.join(filter(None, options))}，网页里没有记下选的是哪一项")
    return None


def _span(cell: etree._Element, attribute: str) -> int:
    value = (cell.get(attribute) or "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _shown(element: etree._Element) -> str:
    """The text a browser shows: source line breaks are spaces, blocks and <br> are line breaks."""
    parts: list[str] = []
    typed = sum(1 for _ in element.iterancestors(*_AS_TYPED))
    numbers, number = ListNumbers(), ""  # before the next words
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if tag in _AS_TYPED:
            typed += 1 if event == "start" else -1
        if tag in _BLOCKS or (tag == "br" and event == "start"):
            parts.append("\n")
        if tag in ("td", "th") and event == "end" and node is not element:
            parts.append(" ")
        if tag == "li" and event == "start":
            number += numbers.before(node)
        said = _control(node) if tag == "input" and event == "start" else ""
        if tag == "option" and node.get("selected") is None:
            node.text = None
        written = node.text if event == "start" else node.tail if node is not element else None
        said += (written or "") if typed else re.sub(r"[ \t\r\n\f]+", " ", written or "")
        if number and said.strip():
            said, number = number + said.lstrip(), ""
        parts.append(said)
    return "".join(parts).replace("\xa0", " ")


def _control(node: etree._Element) -> str:
    """What a box or a field of a form shows."""
    kind = (node.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "□" if node.get("checked") is None else "☑"
    return "" if kind in ("hidden", "password") else node.get("value") or ""
