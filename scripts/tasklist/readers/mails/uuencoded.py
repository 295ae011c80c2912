"""Files that old programs write into the text of a mail itself (uuencode): begin 644 name, lines, end."""

from __future__ import annotations

import binascii
import re

_BLOCK = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,200})\n((?:[ -`]{1,91}\n)++)end[ \t]*$", re.MULTILINE)


def taken_out(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without the files written into it, and these as (name, bytes); a damaged one stays text."""
    files: list[tuple[str, bytes]] = []

    def file(found: re.Match[str]) -> str:
        try:
            content = b"".join(map(_line, found[2].splitlines()))
        except binascii.Error:
            return found[0]
        files.append((found[1].strip(), content))
        return ""

    if "begin " not in text:
        return text, files
    return _BLOCK.sub(file, text.replace("\r\n", "\n")), files


def _line(line: str) -> bytes:
    """One line; some programs drop the blanks at its end, or add a sign to check it by."""
    length = 1 + ((ord(line[0]) - 32 & 63) + 2) // 3 * 4
    return binascii.a2b_uu(line[:length].ljust(length))
