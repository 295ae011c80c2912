"""Fonts whose letters are signs: an R typed in Wingdings 2 is seen as a ticked box, and is read as one."""

from __future__ import annotations

_WINGDINGS = {
    **dict(zip("lnoqruwx¡¤¨«Øàûüýþ", "●■□□□◆◆☒○◉□★➢→×√☒☑", strict=True)),
    **{chr(0x81 + step): chr(0x2460 + step) for step in range(10)},
    **{chr(0x8C + step): chr(0x2776 + step) for step in range(10)},
}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings2": dict(zip("OPQRST£¢", "×√☒☑☒☒□■", strict=True)),
    "webdings": dict(zip("acgnr", "√□■●×", strict=True)),
    "marlett": dict(zip("ab", "√√", strict=True)),
    "symbol": dict(zip("Ö·´³£°±®", "√•×≥≤°±→", strict=True)),
}
_PRIVATE = 0xF000  # programs write a sign of such a font as its letter, or as that letter moved up here


def signs_of(font: str) -> dict[str, str]:
    """Letter → sign of a font with this name; empty for a font of letters."""
    return _FONTS.get(font.lower().replace(" ", ""), {})


def as_signs(text: str, font: str) -> str:
    """`text` as the font shows it. A letter without a known sign stays."""
    signs = signs_of(font)
    if not signs:
        return text
    return "".join(signs.get(chr(ord(char) - _PRIVATE) if _is_private(char) else char, char) for char in text)


def _is_private(char: str) -> bool:
    return _PRIVATE <= ord(char) <= _PRIVATE + 0xFF
