"""What stands beside the cells of an .xlsx: comments, text boxes, pictures, and the links between parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from urllib.parse import unquote

from tasklist.model.book import Picture
from tasklist.readers.limits import SAVE_AS, Faulty, Package, Refused
from tasklist.readers.sheets.grid_builder import Area, Cell, GridBuilder
from tasklist.readers.sheets.number_formats import aware
from tasklist.readers.xml import Element, attribute, every, local, tree
from tasklist.text.display import visible

_T = TypeVar("_T")
_MARGIN = 76_200  # EMU (8 pixels) over the edge that do not yet cover the next cell
_BESIDE = ("comments", "threadedComment", "drawing")
ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another part of the same package. `kind` is the last word of its type."""

    kind: str
    target: str


def address(reference: str) -> Cell:
    """`AB12` → (12, 28). Raises Faulty when it is no cell of a sheet."""
    letters = reference.rstrip("0123456789")
    try:
        return int(reference[len(letters) :]), _column(letters)
    except ValueError as error:
        raise Faulty("unreadable", f"单元格地址“{visible(reference)}”无效", SAVE_AS) from error


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    total = 0
    for letter in letters.replace("$", "").upper():
        total = total * 26 + ord(letter) - 64
    if not 1 <= total <= 16_384:
        raise ValueError(letters)
    return total


def relations(package: Package, part: str) -> Mapping[str, Relation]:
    """The links of a part (of the package itself: `""`) by id. Links that leave the file are not followed."""
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", base + ".rels")
    if path not in package:
        return {}
    return {
        link.get("Id", ""): Relation(link.get("Type", "").rpartition("/")[2], _target(folder, link.get("Target", "")))
        for link in every(tree(package.read(path)), "Relationship")
        if link.get("TargetMode", "").lower() != "external"
    }


def _target(folder: str, target: str) -> str:
    path = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def add_beside(sheet: GridBuilder, package: Package, part: str) -> None:
    """Put what is linked to the sheet `part` and stands beside its cells into `sheet`."""
    threads: dict[Cell, list[str]] = {}
    for link in dict.fromkeys(
        relations(package, part).values()
    ):  # however often a part is linked to, it stands there once
        if link.target not in package or not is_well_formed(package, link):
            continue
        if link.kind == "comments" and link.target.lower().endswith(".xml"):
            sheet.notes |= _comments(package, link.target)
        elif link.kind == "threadedComment":
            for at, words in _threads(package, link.target):
                threads.setdefault(at, []).append(words)
        elif link.kind == "drawing":
            _add_drawing(sheet, package, link.target)
    sheet.notes |= {at: "\n".join(words) for at, words in threads.items()}


def is_well_formed(package: Package, link: Relation) -> bool:
    """Can the XML of a comment or drawing part be read? The cells count all the same, and the census tells."""
    try:
        return link.kind not in _BESIDE or tree(package.read(link.target)) is not None
    except Refused as refused:
        if refused.refusal.code != "unreadable":
            raise
        return False


def _comments(package: Package, part: str) -> dict[Cell, str]:
    found = {
        address(comment.get("ref", "")): _words(comment, "t") for comment in every(tree(package.read(part)), "comment")
    }
    return {at: words for at, words in found.items() if words}


def _threads(package: Package, part: str) -> Iterator[tuple[Cell, str]]:
    for comment in every(tree(package.read(part)), "threadedComment"):
        words = _words(comment, "text")
        if words:
            yield address(comment.get("ref", "")), words


def _words(element: Element, tag: str) -> str:
    pieces = (part.text or "" for part in every(element, tag) if local(part.getparent()) != "rPh")
    return visible("".join(pieces)).strip()


def _add_drawing(sheet: GridBuilder, package: Package, part: str) -> None:
    """Text boxes and pictures of a drawing, each picture with the cell its upper left corner lies in."""
    links = relations(package, part)
    for anchor in every(tree(package.read(part)), *ANCHORS):
        for body in chosen(anchor, "txBody"):
            words = "\n".join(paragraphs(body)).strip()
            sheet.floating += [words] if words else []
            sheet.cover(area(anchor) if words else None, "图形", words)
        for blip in chosen(anchor, "blip"):
            picture = _blip(package, links, blip, _corner(anchor))
            sheet.pictures += [picture] if picture else []


def chosen(anchor: Element, *tags: str) -> Iterator[Element]:
    """Elements that are no stand-in for a program that cannot show the real ones."""
    return (found for found in every(anchor, *tags) if next(found.iterancestors("{*}Fallback"), None) is None)


def paragraphs(element: Element) -> list[str]:
    """The paragraphs of a drawing, diagram or chart that have words."""
    texts = (visible(_paragraph(each)) for each in every(element, "p") if next(every(each, "p"), each) is each)
    return [text for text in texts if text.strip()]


def _paragraph(paragraph: Element) -> str:
    return "".join("\n" if local(part) == "br" else part.text or "" for part in every(paragraph, "t", "br"))


def area(anchor: Element) -> Area | None:
    """The cells an anchored thing lies over: from one corner to the other, or the one it begins in."""
    first = _corner(anchor)
    end = next((corner for corner in anchor if local(corner) == "to"), None)
    if first is None or end is None:
        return (*first, *first) if first else None
    offsets = {local(part): int(part.text or 0) for part in end}
    row = offsets.get("row", 0) + (offsets.get("rowOff", 0) > _MARGIN)
    column = offsets.get("col", 0) + (offsets.get("colOff", 0) > _MARGIN)
    return (*first, max(first[0], row), max(first[1], column))


def _corner(anchor: Element) -> Cell | None:
    for corner in anchor:
        if local(corner) == "from":
            numbers = {local(part): int(part.text or 0) for part in corner if local(part) in ("row", "col")}
            return numbers.get("row", 0) + 1, numbers.get("col", 0) + 1
    return None


def _blip(package: Package, links: Mapping[str, Relation], blip: Element, cell: Cell | None) -> Picture | None:
    link = links.get(attribute(blip, "embed"))
    if link is None or link.target not in package:
        return None
    return Picture(posixpath.basename(link.target), package.read(link.target), cell)


def cell_images(package: Package) -> Mapping[str, Picture]:
    """The pictures WPS keeps for `=DISPIMG(…)` formulas, by their id."""
    part = "xl/cellimages.xml"
    if part not in package:
        return {}
    links = relations(package, part)
    found: dict[str, Picture] = {}
    for image in every(tree(package.read(part)), "cellImage"):
        names = [attribute(mark, "name") for mark in every(image, "cNvPr")]
        for blip in every(image, "blip"):
            picture = _blip(package, links, blip, None)
            if picture and names:
                found[names[0]] = picture
    return found


def package_stamp(package: Package) -> datetime | None:
    """When the document says it was last saved."""
    part = "docProps/core.xml"
    if part not in package:
        return None
    root = tree(package.read(part), lenient=True)
    return next((aware(stamp.text or "") for stamp in every(root, "modified")), None)


def rich_images(package: Package) -> tuple[Picture | None, ...]:
    """The pictures Excel places in cells, in the order of the numbers cells give as `vm`; None for other values."""
    folder = "xl/richData/"
    if "xl/metadata.xml" not in package or folder + "rdrichvalue.xml" not in package:
        return ()
    links = relations(package, folder + "richValueRel.xml")
    if not links:
        return ()
    metadata = tree(package.read("xl/metadata.xml"))
    images = [links.get(attribute(rel, "id")) for rel in every(tree(package.read(folder + "richValueRel.xml")), "rel")]
    values = [_first_number(value) for value in every(tree(package.read(folder + "rdrichvalue.xml")), "rv")]
    blocks = [int(block.get("i", "-1")) for block in every(metadata, "rvb")]
    found = []
    for record in (rc for bks in every(metadata, "valueMetadata") for rc in every(bks, "rc")):
        link = _nth(images, _nth(values, _nth(blocks, int(record.get("v", "-1")))))
        known = link is not None and link.target in package
        found.append(Picture(posixpath.basename(link.target), package.read(link.target)) if link and known else None)
    return tuple(found)


def _first_number(value: Element) -> int | None:
    text = next((v.text or "" for v in every(value, "v")), "")
    return int(text) if text.isdecimal() else None


def _nth(items: Sequence[_T], place: int | None) -> _T | None:
    return items[place] if place is not None and 0 <= place < len(items) else None
