"""What a field of a Word document shows that keeps no result: words put over each other (□ with √), signs, prompts."""

from __future__ import annotations

import re
import unicodedata

from tasklist.readers.word.docx_symbols import TICKED, UNTICKED, symbol

_KIND = re.compile(r"\s*([A-Za-z]+)\s*(.*)", re.DOTALL)
_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)')  # \* MERGEFORMAT, \* "Font:宋体"
_OVER = re.compile(r"\\o\s*(?:\\a[a-z]\s*)?\(([^,，]{1,4})[,，](.{1,20})\)\s*", re.IGNORECASE | re.DOTALL)
_GUIDE = re.compile(r"\\o\s*\\a[a-z]\s*\(\\s\\up\s*\d+\s*\([^()]*\)\s*[,，](.{1,200})\)\s*", re.IGNORECASE | re.DOTALL)
_FRACTION = re.compile(r"\\f\s*\(([^(),，]{1,200})[,，]([^(),，]{1,200})\)\s*", re.IGNORECASE)
_ORDER = re.compile(r"\\[a-z]+\d*|[()]", re.IGNORECASE)
_PLACE = re.compile(r"0x[0-9a-f]{1,4}|\d{1,5}", re.IGNORECASE)
_FONT = re.compile(r'\\f\s*(?:"([^"]{1,40})"|(\w{1,40}))', re.IGNORECASE)
_RINGS, _BOXES = "○◯〇", "□☐◻"
_TICKS, _CROSSES = "√✓✔", "×✕✗"


def shown_by(instruction: str) -> tuple[str, bool]:
    """What a field without a result shows, and whether that is only a prompt to click and type."""
    found = _KIND.match(instruction)
    kind, rest = (found[1].upper(), found[2].strip()) if found else ("", "")
    if kind == "MACROBUTTON":
        return rest.partition(" ")[2].strip(), True
    if kind == "EQ":
        return _equation(_SWITCH.sub("", rest).strip()), False
    if kind == "SYMBOL" and (place := _PLACE.match(rest)):
        font = _FONT.search(rest)
        return symbol((font[1] or font[2]) if font else "", f"{int(place[0], 0) & 0xFFFF:X}"), False
    return "", False


def _equation(said: str) -> str:
    if guide := _GUIDE.fullmatch(said):
        return guide[1].strip()
    if over := _OVER.fullmatch(said):
        return _together(over[1].strip(), over[2].strip())
    if parts := _FRACTION.fullmatch(said):
        return f"{parts[1].strip()}/{parts[2].strip()}"
    return _ORDER.sub("", said).strip()


def _together(below: str, above: str) -> str:
    """Two texts written over each other: a box with a tick, a number in a ring, or both as they are."""
    if below in _BOXES and (above in _TICKS or not above):
        return TICKED if above else UNTICKED
    if below in _BOXES and above in _CROSSES:
        return "☒"
    ringed = (chr(code) for code in range(0x2460, 0x2474))
    if below in _RINGS:
        return next((each for each in ringed if unicodedata.normalize("NFKC", each) == above), above)
    return f"{below}{above}"
