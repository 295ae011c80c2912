"""One door for every format: bytes in, a Book or the reason why not. A new format is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from tasklist.model.book import Book, Refusal
from tasklist.readers.limits import CELLS, FILE_BYTES, HALF_COPIED, Refused
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
_SAVE_AS = "请单位另存为 .xlsx 后重报"
# What is recognised and not read, and what to do about it.
_UNSUPPORTED = {
    "pdf": f"这是 PDF 文件，表格内容读不出来，{_SAVE_AS}",
    "picture": f"这是一张图片，里面的文字读不出来，{_SAVE_AS}",
    "rar": "这是 RAR 压缩包，请解压后把里面的文件放进收件夹，或重新压缩成 .zip",
    "7z": "这是 7z 压缩包，请解压后把里面的文件放进收件夹，或重新压缩成 .zip",
    "gz": "这是 gz 压缩包，请解压后把里面的文件放进收件夹，或重新压缩成 .zip",
    "rtf": "这是 RTF 文档，请单位用 Word 另存为 .docx 后重报",
    "odt": "这是 ODT 文档，请单位另存为 .docx 后重报",
    "pptx": f"这是演示文稿，不是表格，{_SAVE_AS}",
    "ppt": f"这是演示文稿，不是表格，{_SAVE_AS}",
    "ofd": f"这是 OFD 版式文件，表格内容读不出来，{_SAVE_AS}",
    "msg": "这是 Outlook 邮件，请把其中的附件另存后放进收件夹",
    "xml": f"这是 XML 格式的表格，{_SAVE_AS}",
    "unknown": f"认不出是什么格式的文件，{_SAVE_AS}",
}


def read(data: bytes, name: str, passwords: tuple[str, ...] = ()) -> Book | Refusal:
    """The Book of a file, or why there is none. Never raises for what is in the file.

    `name` is only what the file is called; `passwords` are tried, in order, on a file that has one.
    """
    try:
        return _read(data, name, passwords)
    except Refused as refused:
        return Refusal(refused.code, refused.reason)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except (MemoryError, RecursionError):
        return Refusal("too_large", f"读取时超出内存上限，没有读取，请删去多余的空行和图片，{_SAVE_AS}")
    except BaseException as error:  # a library's panic is no Exception, and no file may stop the run
        return Refusal("unreadable", f"文件读不出来，可能已损坏（{type(error).__name__}），{_SAVE_AS}")


def _read(data: bytes, name: str, passwords: tuple[str, ...]) -> Book:
    if len(data) > FILE_BYTES:
        raise Refused("too_large", f"文件有 {len(data) >> 20} MB，超过上限 {FILE_BYTES >> 20} MB，没有读取")
    kind = sniff(data)
    if kind == "password":
        data = unlock(data, passwords)
        kind = sniff(data)
    if kind == "empty":
        raise Refused("unreadable", "文件是空的，请重新拷贝，或请单位重发") if not data else Refused(*HALF_COPIED)
    if kind == "damaged":
        raise Refused(*HALF_COPIED)
    if kind not in READERS:
        raise Refused("unsupported", _UNSUPPORTED[kind])
    module, _, function = READERS[kind].partition(":")
    reader: Callable[[bytes, str], Book] = getattr(import_module(f"tasklist.readers.{module}"), function)
    book = reader(data, name)
    if sum(grid.size for grid in book.grids) > CELLS:
        raise Refused("too_large", f"文件里有字的单元格超过 {CELLS} 个，没有读取，请删去多余内容后另存重报")
    return book
