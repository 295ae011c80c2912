"""Opening a workbook of the office's own: its book, or one sentence that says why not and what to do."""

from __future__ import annotations

from pathlib import Path

from tasklist.model.book import Book, Refusal
from tasklist.model.errors import UserError, cause
from tasklist.readers import registry


def book_of(path: Path, what: str = "", *, shown: str = "", todo: str = "请检查文件是否在那里") -> Book:
    """The workbook at `path`; messages call it `what` (单位名册) and `shown`, its path from the home folder.

    Raises UserError: it cannot be opened (with the advice `todo`), or not be read (with the reader's reason).
    """
    called = f"{what} " if what else ""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{called}{shown or path} 打不开（{cause(error)}），{todo}。") from error
    book = registry.read(data, path.name)
    if isinstance(book, Refusal):
        raise UserError(f"{called}{shown or path.name} 读不出来：{book.reason}。")
    return book
