"""Signs of the symbol fonts (Wingdings, Webdings, Symbol) as characters everyone has: ☑, ☒, □, √.

Word stores such a sign as a place in a font; without the font it is a private-use character or a plain letter.
"""

from __future__ import annotations

import re

TICKED, UNTICKED = "☑", "☐"

# Font → place in it → the character it looks like. What is not listed is kept as it is stored.
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x77: "◆", 0x76: "❖",
    0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xF0: "⇨",
    0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS |= {0x81 + number: chr(0x2460 + number) for number in range(10)}
_WINGDINGS |= {0x8C + number: chr(0x2776 + number) for number in range(10)}
_WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0x99: "○", 0xA2: "■",
    0xA3: "□", 0xA4: "□", 0x9A: "○", 0x9E: "◉", 0xAE: "◆",
}  # fmt: skip
_WINGDINGS_2 |= {0x6A + number: chr(0x2460 + number) for number in range(10)}
_WEBDINGS = {0x61: "√", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "×", 0x3D: "■"}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xD7: "·", 0x2D: "-", 0x25: "%", 0x2B: "+", 0x3D: "=",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
_PLACE = re.compile(r"[0-9A-Fa-f]{1,4}")
_ALIKE = str.maketrans({"☒": "☑", "✓": "☑", "✔": "☑", "√": "☑", "☐": "□", "◻": "□", "❑": "□", "❒": "□"})


def symbol(font: str, place: str) -> str:
    """The sign at a place (hexadecimal, F052 or 52) of a font; in an ordinary font the character itself."""
    if not _PLACE.fullmatch(place):
        return ""
    return as_shown(font, chr(int(place, 16)))


def as_shown(font: str, text: str) -> str:
    """A text written in a symbol font, as the signs a person sees; characters the font does not have are kept."""
    signs = _FONTS.get(font.strip().lower())
    return text if signs is None else "".join(signs.get(_within(char), char) for char in text)


def _within(char: str) -> int:
    """The place of a character in its font: private-use characters F000 to F0FF stand for 00 to FF."""
    code = ord(char)
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else code


def alike(text: str) -> str:
    """A text with every kind of tick and of empty box written the same, for comparing."""
    return text.translate(_ALIKE)
