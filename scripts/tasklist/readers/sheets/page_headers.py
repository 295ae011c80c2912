"""Page headers and footers of spreadsheets: their words, without codes and page numbers."""

from __future__ import annotations

import re

from tasklist.text.display import visible

_CODE = re.compile(
    r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|[A-JM-OQ-Zam-z]|[PN](?:[+-]\d+)?)', re.IGNORECASE
)
_SECTIONS = re.compile(r"&[LCR]")
_OF_PAGES = re.compile(r"(?:第|共|总|页|[码数张]|page|of|[\s/／—\-–·:：,，、|()（）.])*", re.IGNORECASE)


def header_words(code: str) -> str:
    """What a person wrote in a header or footer of a spreadsheet, its parts on lines of their own; else empty."""
    parts = (part.replace("\0", "&") for part in _SECTIONS.split(code.replace("&&", "\0")))
    return own_words("\n".join(_CODE.sub("", part) for part in parts))


def own_words(text: str) -> str:
    """The text without the lines that only count pages."""
    lines = (line.strip() for line in visible(text).splitlines())
    return "\n".join(line for line in lines if not _OF_PAGES.fullmatch(line))
