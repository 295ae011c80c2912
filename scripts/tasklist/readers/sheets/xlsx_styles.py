"""The cell styles of a workbook package: number formats, struck and white text, fonts of signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from tasklist.readers.sheets.grid_builder import Style
from tasklist.readers.sheets.number_formats import BUILTIN
from tasklist.readers.sheets.symbol_fonts import signs_of
from tasklist.readers.sheets.worded_formats import GENERAL, NumberFormat, format_of
from tasklist.readers.xml import Element, attribute, every, local

_T = TypeVar("_T")
_UNTRUE = ("", "0", "false", "off")


def is_true(flag: str | None) -> bool:
    """Is a flag of the format set?"""
    return (flag or "").lower() not in _UNTRUE


def strikes(font: Element) -> bool:
    """Does a font, or the properties of a run, strike text through?"""
    return any(is_true(mark.get("val", "1")) for mark in every(font, "strike"))


def cell_styles(root: Element) -> tuple[Style, ...]:
    """The styles of the cells, by their number."""
    codes = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in every(root, "numFmt")}
    fonts = [font for fonts in root if local(fonts) == "fonts" for font in fonts]
    fills = [fill for fills in root if local(fills) == "fills" for fill in fills]
    looks = [(strikes(font), _sign_font(font), is_white(font)) for font in fonts]
    grounds = [_is_ground(fill) for fill in fills]
    styles = []
    for style in (style for formats in root if local(formats) == "cellXfs" for style in formats):
        struck, font, white = _nth(looks, style.get("fontId"), (False, "", False))
        ground = _nth(grounds, style.get("fillId"), True)
        box = next(every(style, "xfComplement"), None) is not None  # Excel's own boxes live in cells
        styles.append(
            Style(_format(codes, int(style.get("numFmtId", "0"))), struck, font, white and ground, box, ground)
        )
    return tuple(styles)


def _format(codes: Mapping[int, str], number: int) -> NumberFormat:
    if number in codes:
        return format_of(codes[number])
    return NumberFormat(BUILTIN[number]) if number in BUILTIN else GENERAL


def _nth(items: Sequence[_T], place: str | None, otherwise: _T) -> _T:
    at = int(place or 0)
    return items[at] if at < len(items) else otherwise


def _sign_font(font: Element) -> str:
    name = next((attribute(each, "val") for each in every(font, "name")), "")
    return name if signs_of(name) else ""


def is_white(holder: Element, tag: str = "color") -> bool:
    """Is this colour the ground of every theme, or written out as white?"""
    return any(
        color.get("rgb", "").upper().endswith("FFFFFF")
        or (color.get("theme") == "0" and not color.get("tint"))
        or color.get("indexed") in ("1", "9")
        for color in every(holder, tag)
    )


def _is_ground(fill: Element) -> bool:
    pattern = next((each.get("patternType", "none") for each in every(fill, "patternFill")), "gradient")
    return pattern == "none" or (pattern == "solid" and is_white(fill, "fgColor"))
