"""What Excel takes in a workbook (its published specifications and limits), looked up in the file's own parts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from openpyxl.utils import coordinate_to_tuple, range_boundaries

Box = tuple[int, int, int, int]  # first row, first column, last row, last column

ROWS, COLUMNS, CELL = 1_048_576, 16_384, 32_767
LINKS, LINK, BREAKS, STYLES = 65_530, 2_083, 1_026, 65_490
TITLE, WORDS, NAME = 32, 255, 255  # characters of a prompt's title, of its text, of a defined name
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]{1,31}(?<!')")
_DEFINED = re.compile(r"(?:_xlnm\.)?[^\W\d][\w.]*|_[\w.]*")


def faults(data: bytes) -> list[str]:
    """Everything in a workbook that Excel would refuse, repair or cut; empty for a good one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    twice = [
        f"{name}: stands twice in the archive" for name, count in Counter(map(str.lower, names)).items() if count > 1
    ]
    book = _Book(parts)
    return [*twice, *book.faults()]


class _Book:
    """A workbook's parts, read as XML."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.main = self.xml("xl/workbook.xml")
        self.strings = self.xml("xl/sharedStrings.xml")
        self.shared = [_text(each) for each in self.strings] if self.strings is not None else []
        self.sheets = [each.attrib["name"] for each in self.main.iterfind(".//{*}sheet")]

    def xml(self, name: str) -> ET.Element | None:
        """The root of a part, or None where there is none."""
        return ET.fromstring(self.parts[name]) if name in self.parts else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Id → (kind, part or address) of what a part is related to."""
        folder, _, own = name.rpartition("/")
        rels = self.xml(f"{folder}/_rels/{own}.rels")
        return {
            each.attrib["Id"]: (
                each.attrib["Type"].rpartition("/")[2],
                posixpath.normpath(f"{folder}/{each.attrib['Target']}"),
            )
            for each in (rels if rels is not None else ())
        }

    def faults(self) -> Iterator[str]:
        """The faults of the book, then of each sheet."""
        lowered = Counter(name.lower() for name in self.sheets)
        yield from (f"sheet name {name!r}" for name in self.sheets if not _SHEET_NAME.fullmatch(name))
        yield from (f"two sheets named {name!r}" for name, count in lowered.items() if count > 1)
        yield from (f"reserved sheet name {name!r}" for name in lowered if name == "history")
        named = [
            (each.attrib["name"], each.get("localSheetId", "")) for each in self.main.iterfind(".//{*}definedName")
        ]
        yield from (f"defined name {name!r}" for name, _ in named if len(name) > NAME or not _DEFINED.fullmatch(name))
        yield from (f"two names {name!r}" for name, count in Counter(named).items() if count > 1)
        styles = self.xml("xl/styles.xml")
        if len(styles.findall("{*}cellXfs/{*}xf")) > STYLES:
            yield "too many styles"
        related = self.related("xl/workbook.xml")
        tables: list[str] = []
        for each in self.main.iterfind(".//{*}sheet"):
            part = related[each.attrib[RELATIONS]][1]
            yield from (f"{each.attrib['name']}: {fault}" for fault in self.sheet(part, tables))
        yield from (f"two tables named {name!r}" for name, count in Counter(tables).items() if count > 1)

    def sheet(self, part: str, tables: list[str]) -> Iterator[str]:
        """The faults of one sheet; the names of its tables are added to `tables`."""
        root, related = self.xml(part), self.related(part)
        cells = {each.attrib["r"]: text for each in root.iter(_tag(root, "c")) if (text := self.shown(each))}
        yield from _sizes(root, cells)
        spans = [_box(each.attrib["ref"]) for each in root.iterfind("{*}mergeCells/{*}mergeCell")]
        yield from _merges(spans, cells)
        yield from self.links(root, related)
        yield from _validations(root)
        for kind, target in related.values():
            if kind == "table":
                yield from self.table(target, spans, cells, tables)
            elif kind == "comments":
                notes = self.xml(target).findall(".//{*}comment")
                yield from _long(("note", _text(note), CELL) for note in notes)
                refs = Counter(note.attrib["ref"] for note in notes)
                yield from (f"two notes on {ref}" for ref, count in refs.items() if count > 1)

    def shown(self, cell: ET.Element) -> str:
        """The text or number of a cell, or nothing."""
        value = cell.findtext("{*}v") or ""
        inline = cell.find("{*}is")
        return self.shared[int(value)] if cell.get("t") == "s" else value if inline is None else _text(inline)

    def links(self, root: ET.Element, related: dict[str, tuple[str, str]]) -> Iterator[str]:
        """Too many, too long, or to a sheet that is not there."""
        links = root.findall("{*}hyperlinks/{*}hyperlink")
        if len(links) > LINKS:
            yield f"{len(links)} links"
        for link in links:
            inside, target = link.get("location", ""), related.get(link.get(RELATIONS, ""), ("", ""))[1]
            yield from _long((("link", target + inside, LINK), ("tip", link.get("tooltip", ""), WORDS)))
            sheet = inside.rpartition("!")[0].strip("'").replace("''", "'")
            if not target and sheet not in self.sheets:
                yield f"link to {inside!r}, which is not there"

    def table(self, part: str, spans: list[Box], cells: dict[str, str], tables: list[str]) -> Iterator[str]:
        """Its name, its headings (each once, as they stand in the sheet), and no merged cells in it."""
        root = self.xml(part)
        tables.append(root.attrib["displayName"].lower())
        box = _box(root.attrib["ref"])
        heads = [each.attrib["name"] for each in root.iterfind(".//{*}tableColumn")]
        if len({head.lower() for head in heads}) < len(heads) or not all(heads):
            yield f"headings of a table: {heads}"
        above = {place[1]: text for ref, text in cells.items() if (place := coordinate_to_tuple(ref))[0] == box[0]}
        if (
            root.get("headerRowCount") != "0"
            and [above.get(column, "") for column in range(box[1], box[3] + 1)] != heads
        ):
            yield f"headings of a table differ from its cells: {heads}"
        yield from (f"merged cells {span} in a table" for span in spans if _meet(span, box))


def _sizes(root: ET.Element, cells: dict[str, str]) -> Iterator[str]:
    yield from _long((f"cell {ref}", text, CELL) for ref, text in cells.items())
    for ref in cells:
        row, column = coordinate_to_tuple(ref)
        if row > ROWS or column > COLUMNS:
            yield f"cell {ref} lies outside"
    for row in root.iter(_tag(root, "row")):
        if float(row.get("ht", 0)) > 409.5:
            yield f"row {row.attrib['r']} of {row.attrib['ht']} points"
    yield from (f"column of width {each.attrib['width']}" for each in root.iter(_tag(root, "col"))
                if float(each.get("width", 0)) > 255)  # fmt: skip
    foot = root.find("{*}headerFooter")
    yield from _long(("header or footer", each.text or "", WORDS) for each in (foot if foot is not None else ()))
    if len(root.findall("{*}rowBreaks/{*}brk")) > BREAKS:
        yield "too many page breaks"


def _merges(spans: list[Box], cells: dict[str, str]) -> Iterator[str]:
    """Merged ranges that meet, and what stands unseen under one."""
    owner: dict[tuple[int, int], Box] = {}
    for span in spans:
        for row in range(span[0], span[2] + 1):
            for column in range(span[1], span[3] + 1):
                if owner.setdefault((row, column), span) != span:
                    yield f"merged ranges meet at {row, column}"
    if len(set(spans)) < len(spans):
        yield "a range is merged twice"
    for ref in cells:
        place = coordinate_to_tuple(ref)
        if place in owner and owner[place][:2] != place:
            yield f"{ref} holds text under a merged range"


def _validations(root: ET.Element) -> Iterator[str]:
    for each in root.iter(_tag(root, "dataValidation")):
        yield from _long((
            ("validation", each.findtext("{*}formula1") or "", WORDS + 2),  # with its quotation marks
            ("prompt", each.get("prompt", ""), WORDS),
            ("error", each.get("error", ""), WORDS),
            ("title", each.get("promptTitle", ""), TITLE),
            ("title", each.get("errorTitle", ""), TITLE),
        ))  # fmt: skip


def _long(texts: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    """What is longer than its limit, counted as Excel does: in units of UTF-16."""
    for what, text, most in texts:
        if (length := len(text.encode("utf-16-le")) // 2) > most:
            yield f"{what}: {length} characters"


def _text(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iter() if each.tag.endswith("}t"))


def _tag(root: ET.Element, name: str) -> str:
    return root.tag.rpartition("}")[0] + "}" + name


def _box(ref: str) -> Box:
    left, top, right, bottom = range_boundaries(ref)
    return top, left, bottom, right


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
