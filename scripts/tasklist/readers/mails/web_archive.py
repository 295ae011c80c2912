"""A page saved as one file (MHTML), often named .xls or .doc: its sheets are Grids, what a program added is packing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from tasklist.model.book import Book, Grid, Leftover, Picture
from tasklist.readers.decode import plain
from tasklist.readers.html import read_html
from tasklist.readers.limits import Refused

_TRAVELLED = ("To", "Received", "Delivered-To", "Return-Path")  # headers of a mail, which a saved page has not
_TABS = re.compile(r"tabstrip\.html?", re.IGNORECASE)
_MARGINS = re.compile(r"header\.html?", re.IGNORECASE)  # where Word puts page headers and footers
_PICTURE = "图片"
_NAMES = re.compile(r"<x:Name>([^<]{1,31})</x:Name>")


def is_web_archive(message: Message) -> bool:
    """Is this a page with its parts, not a letter: parts with a place of their own, and no mark of a journey?"""
    placed = any(part.get("Content-Location") for part in message.walk())
    return placed and not any(message.get(header) for header in _TRAVELLED)


def read_web_archive(message: Message, name: str) -> Book:
    """The sheets of a saved page in the order stored, its pictures on the first of them, Word's margins as leftovers.

    Raises Refused when a page cannot be read.
    """
    grids: list[Grid] = []
    names: list[str] = []
    pictures: list[Picture] = []
    leftovers: list[Leftover] = []
    beside: list[tuple[int | None, Leftover]] = []  # on which sheet, by its place
    added: list[str] = []
    for part in message.walk():
        called = re.split(r"[/\\]", str(part.get("Content-Location", "")))[-1] or part.get_content_type()
        data = part.get_payload(decode=True)
        if part.is_multipart() or not isinstance(data, bytes):
            continue
        if part.get_content_maintype() == "image":
            pictures.append(Picture(called, data))
        elif part.get_content_subtype() not in ("html", "plain") or _TABS.fullmatch(called):
            added.append(called)
        elif _MARGINS.fullmatch(called):
            leftovers += _margins(data, name, part.get_content_charset() or "")
        else:
            page, titles = _page(data, name, part.get_content_charset() or "")
            sheets = [grid for grid in page.grids if grid.cells or grid.notes]
            others = [*_beside(page, sheets, len(grids))]
            names += titles
            beside += others
            grids += sheets
            added += [] if sheets or others else [called]
    if len(names) == len(grids):
        grids = [replace(grid, sheet=title) for grid, title in zip(grids, names, strict=True)]
    leftovers += [each if at is None else replace(each, sheet=grids[at].sheet) for at, each in beside]
    if pictures:
        first = grids[0] if grids else Grid(_PICTURE, {})
        grids[:1] = [replace(first, pictures=tuple(pictures))]
    remarks = (f"随网页存下的 {'、'.join(dict.fromkeys(added))} 不是报送内容，没有采用",) if added else ()
    return Book("mht", tuple(grids), remarks=remarks, leftovers=tuple(leftovers))


def _page(data: bytes, name: str, charset: str) -> tuple[Book, list[str]]:
    """What one page holds, and the names of the sheets a frame page lists."""
    try:
        return read_html(data, name, charset), []
    except Refused as refused:
        if refused.refusal.code != "frames":
            raise
    return Book("html"), _NAMES.findall(plain(data, name, charset)[0])


def _beside(page: Book, sheets: list[Grid], before: int) -> Iterator[tuple[int | None, Leftover]]:
    """What a page holds beside its sheets, each with the place of its sheet; its pictures are parts of the file."""
    places = {grid.sheet: before + at for at, grid in enumerate(sheets)}
    yield from ((places.get(each.sheet), each) for each in page.leftovers if each.what != _PICTURE)


def _margins(data: bytes, name: str, charset: str) -> Iterator[Leftover]:
    for grid in read_html(data, name, charset).grids:
        yield from (Leftover("页眉页脚", text) for text in grid.cells.values())
