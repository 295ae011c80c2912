"""One door for every format: bytes in, a Book or the reason why not. Its formats: `formats`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from tasklist.model.book import FILE_BYTES, Book, Refusal
from tasklist.readers.downloads import is_volume, stands_instead
from tasklist.readers.formats import FORMATS
from tasklist.readers.limits import (
    CELLS,
    CUT_DOWN,
    CUT_ROWS_DOWN,
    HALF_COPIED,
    SAVE_AS,
    SEND_AGAIN,
    Faulty,
    Refused,
)
from tasklist.readers.sniff import OLE, sniff, unlock
from tasklist.readers.zips import LEADING_BYTES


def read(data: bytes, name: str, passwords: tuple[str, ...] = ()) -> Book | Refusal:
    """The Book of a file, or why there is none. Never raises for what is in the file.

    `name` is only what the file is called; `passwords` are tried, in order, on a file that has one.
    """
    try:
        return _read(data, name, passwords)
    except Refused as refused:
        return refused.refusal
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except (MemoryError, RecursionError):
        return Refusal("too_large", "读取时超出内存上限，没有读取", CUT_ROWS_DOWN)
    except BaseException as error:  # a library's panic is no Exception, and no file may stop the run
        return Refusal("unreadable", f"文件读不出来，可能已损坏（{type(error).__name__}）", SAVE_AS)


def _read(data: bytes, name: str, passwords: tuple[str, ...]) -> Book:
    if len(data) > FILE_BYTES:
        raise Refused("too_large", f"文件有 {len(data) >> 20} MB，超过上限 {FILE_BYTES >> 20} MB，没有读取")
    kind = sniff(data)
    if kind == "unknown" and (start := data.find(OLE, 1, LEADING_BYTES)) > 0:
        data = data[start:]  # a download with a mark or the server's headers before the old workbook or document
        kind = sniff(data)
    if kind == "password":
        data = unlock(data, passwords)
        kind = sniff(data)
    if kind == "empty":
        raise Refused("unreadable", "文件是空的", SEND_AGAIN) if not data else Refused(*HALF_COPIED)
    if kind == "damaged":
        raise Refused(*HALF_COPIED)
    if kind in ("html", "csv") and stands_instead(data, name):
        kind = "page"
    elif is_volume(data, name, kind):
        kind = "volume"
    known = FORMATS[kind]
    if not known.reader:
        raise Refused(known.code, known.seen, known.advice)
    module, _, function = known.reader.partition(":")
    reader: Callable[[bytes, str], Book] = getattr(import_module(f"tasklist.readers.{module}"), function)
    try:
        book = reader(data, name)
    except Faulty as refused:
        from tasklist.readers.sheets.office_sheets import second_look  # noqa: PLC0415  few files are refused

        book = second_look(data, name, kind, refused)
    if sum(grid.size for grid in book.grids) > CELLS:
        raise Refused("too_large", f"文件里有字的单元格超过 {CELLS} 个，没有读取", CUT_DOWN)
    return book
