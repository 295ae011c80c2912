"""What an .xls holds beside its cells, as far as its records tell: page headers, controls, charts, embedded files."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from tasklist.model.book import Leftover
from tasklist.readers.embedded_files import stored_name
from tasklist.readers.limits import OleFile
from tasklist.readers.sheets.grid_builder import GridBuilder
from tasklist.readers.sheets.page_headers import header_words
from tasklist.readers.sheets.xls_drawings import CHART, CONTROLS, TICKED, Record, sheet_objects
from tasklist.text.display import visible

HEADER, FOOTER, CHART_TEXT, BACKGROUND = 0x0014, 0x0015, 0x100D, 0x00E9
KINDS = frozenset({HEADER, FOOTER, CHART_TEXT, BACKGROUND})
_HEADERS = {HEADER: "页眉", FOOTER: "页脚"}
_EMBEDDED = "MBD"  # what storages of embedded objects are called
_NO_WORDS = "（没有文字）"


def of_sheet(records: Sequence[Record], name: str, sheet: GridBuilder) -> Iterator[Leftover]:
    """What lies beside the cells of one sheet; its text boxes go to `sheet`, with what lies over which cells."""
    yield from (Leftover("背景图", _NO_WORDS, name) for kind, _ in records if kind == BACKGROUND)
    headers = (
        ("页眉" if kind == HEADER else "页脚", _header(body)) for kind, body in records if kind in (HEADER, FOOTER)
    )
    yield from (Leftover(what, words, name) for what, words in dict.fromkeys(headers) if words)
    objects = sheet_objects(records)
    for each in objects:
        what = CONTROLS.get(each.kind, "")
        if what in TICKED:
            what = ("已勾选的" if each.ticked else "未勾选的") + what
        if what and (each.words or each.ticked):
            sheet.cover(each.area, what, each.words or _NO_WORDS)
            yield Leftover(what, each.words or _NO_WORDS, name)
        elif each.words:
            sheet.floating.append(each.words)
            sheet.cover(each.area, "图形", each.words)
    told = set(sheet.cells.values())
    words = [text for text in _chart_texts(records) if text not in told]
    if words or any(each.kind == CHART for each in objects):
        yield Leftover("图表", "\n".join(words) or _NO_WORDS, name)


def chart_sheet(records: Sequence[Record], listed: bytes) -> list[Leftover]:
    """What a sheet that is one chart says. `listed`: the record of the workbook that names it."""
    words = "\n".join(_chart_texts(records))
    return [Leftover("图表", words or _NO_WORDS, visible(_string(listed[6:], wide=1)))]


def embedded(ole: OleFile) -> Iterator[Leftover]:
    """The files embedded in a workbook, by their names."""
    storages = dict.fromkeys(path[0] for path in ole.listdir() if path[0].startswith(_EMBEDDED))
    yield from (Leftover("嵌入文件", visible(stored_name(ole, storage))) for storage in storages)


def _chart_texts(records: Sequence[Record]) -> list[str]:
    texts = (_string(body[2:], wide=1) for kind, body in records if kind == CHART_TEXT)
    return list(dict.fromkeys(filter(None, (visible(text).strip() for text in texts))))


def _header(body: bytes) -> str:
    """The words of a header; before Unicode its length took one byte, and the rest was in the code page."""
    old = body[:1] == bytes((len(body) - 1 & 0xFF,))
    return header_words(body[1:].decode("gb18030", "replace") if old else _string(body, wide=2))


def _string(body: bytes, wide: int) -> str:
    """A string whose length takes `wide` bytes, with a byte that says how it is encoded."""
    if len(body) < wide + 1:
        return ""
    length = body[0] if wide == 1 else struct.unpack_from("<H", body)[0]
    content = body[wide + 1 :]
    return (
        content[: 2 * length].decode("utf-16-le", "replace") if body[wide] & 1 else content[:length].decode("latin-1")
    )
