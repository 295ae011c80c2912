"""One door for every format: bytes in, a Book or the reason why not. A new format is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from tasklist.model.book import Book, Refusal
from tasklist.model.finding import Advice, by_unit
from tasklist.readers.limits import (
    CELLS,
    CUT_DOWN,
    CUT_ROWS_DOWN,
    FILE_BYTES,
    HALF_COPIED,
    SAVE_AS,
    SEND_AGAIN,
    Refused,
)
from tasklist.readers.sniff import sniff, unlock

# Format → module and function, imported when the first such file comes: Word costs nobody who has none.
READERS = {
    "xlsx": "xlsx:read_xlsx",
    "xlsm": "xlsx:read_xlsx",
    "xlsb": "xlsb:read_xlsb",
    "xls": "xls:read_xls",
    "ods": "ods:read_ods",
    "csv": "text:read_text",
    "html": "text:read_html",
    "docx": "docx:read_docx",
    "doc": "docx:read_doc",
    "zip": "archive:read_zip",
    "eml": "archive:read_eml",
}
_UNPACK = Advice("请解压后把里面的文件放进收件夹，或重新压缩成 .zip", "重新压缩成 .zip 后重报")
# What is recognised and not read, and what to do about it.
_UNSUPPORTED: Mapping[str, tuple[str, Advice]] = {
    "pdf": ("这是 PDF 文件，表格内容读不出来", SAVE_AS),
    "picture": ("这是一张图片，里面的文字读不出来", SAVE_AS),
    "rar": ("这是 RAR 压缩包", _UNPACK),
    "7z": ("这是 7z 压缩包", _UNPACK),
    "gz": ("这是 gz 压缩包", _UNPACK),
    "rtf": ("这是 RTF 文档", by_unit("用 Word 另存为 .docx 后重报")),
    "odt": ("这是 ODT 文档", by_unit("另存为 .docx 后重报")),
    "pptx": ("这是演示文稿，不是表格", SAVE_AS),
    "ppt": ("这是演示文稿，不是表格", SAVE_AS),
    "ofd": ("这是 OFD 版式文件，表格内容读不出来", SAVE_AS),
    "msg": ("这是 Outlook 邮件", Advice("请把其中的附件另存后放进收件夹", "把其中的附件另存后重报")),
    "xml": ("这是 XML 格式的表格", SAVE_AS),
    "unknown": ("认不出是什么格式的文件", SAVE_AS),
}


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
    if kind == "password":
        data = unlock(data, passwords)
        kind = sniff(data)
    if kind == "empty":
        raise Refused("unreadable", "文件是空的", SEND_AGAIN) if not data else Refused(*HALF_COPIED)
    if kind == "damaged":
        raise Refused(*HALF_COPIED)
    if kind not in READERS:
        raise Refused("unsupported", *_UNSUPPORTED[kind])
    module, _, function = READERS[kind].partition(":")
    reader: Callable[[bytes, str], Book] = getattr(import_module(f"tasklist.readers.{module}"), function)
    book = reader(data, name)
    if sum(grid.size for grid in book.grids) > CELLS:
        raise Refused("too_large", f"文件里有字的单元格超过 {CELLS} 个，没有读取", CUT_DOWN)
    return book
