"""Page headers and footers of spreadsheets: their words, without codes and page numbers."""

from __future__ import annotations

import re

from tasklist.text.display import visible

_CODE = re.compile(
    r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|[A-JM-OQ-Zam-z]|[PN](?:[+-]\d+)?)', re.IGNORECASE
)
_FILLED_IN = re.compile(r"&[DTFAZ]", re.IGNORECASE)  # the day, the clock, the names of file and sheet
_LABEL = re.compile(r"(?m)^[ \t\u3000]*[\u4e00-\u9fff]{2,8}[:：][ \t\u3000]*\x01[ \t\u3000\x01]*$")  # 打印日期：&D
_SECTIONS = re.compile(r"&[LCR]")
_OF_PAGES = re.compile(r"(?:第|共|总|页|[码数张]|page|of|[\s/／—\-–·:：,，、|()（）.])*", re.IGNORECASE)


def header_words(code: str) -> str:
    """What a person wrote in a header or footer of a spreadsheet, its parts on lines of their own; else empty."""
    parts = (part.replace("\0", "&") for part in _SECTIONS.split(code.replace("&&", "\0")))
    told = "\n".join(_CODE.sub("", _FILLED_IN.sub("\x01", part)) for part in parts)
    return own_words(_LABEL.sub("", told).replace("\x01", ""))


def own_words(text: str) -> str:
    """The text without the lines that only count pages."""
    lines = (line.strip() for line in visible(text).splitlines())
    return "\n".join(line for line in lines if not _OF_PAGES.fullmatch(line))
