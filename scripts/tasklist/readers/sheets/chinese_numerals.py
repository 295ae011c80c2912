"""Numbers in Chinese numerals, as the formats [DBNum1] and [DBNum2] show them: 一百二十三, 壹佰贰拾叁."""

from __future__ import annotations

_PLAIN = ("〇一二三四五六七八九", "十百千", "万亿兆")
_FORMAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万亿兆")
_GROUP = 4  # figures that are read together before 万, 亿


def figures(text: str, formal: bool) -> str:
    """Every figure of a text as its sign: 2023 → 二〇二三."""
    return text.translate(dict(zip(map(ord, "0123456789"), _signs(formal)[0], strict=True)))


def read_out(number: str, formal: bool) -> str:
    """A number in digits as it is read out: 305 → 三百〇五; fractions figure by figure."""
    sign, whole = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, point, fraction = whole.partition(".")
    if not whole.isdecimal() or len(whole) > _GROUP**2:
        return number
    return sign + (_whole(whole, formal) or _signs(formal)[0][0]) + point + figures(fraction, formal)


def _whole(whole: str, formal: bool) -> str:
    nought, units = _signs(formal)[0][0], _signs(formal)[2]
    filled = whole.zfill(-(-len(whole) // _GROUP) * _GROUP)
    groups = [filled[at : at + _GROUP] for at in range(0, len(filled), _GROUP)]
    written, skipped = "", False
    for place, group in zip(range(len(groups) - 1, -1, -1), groups, strict=True):
        if int(group):
            written += nought if written and (skipped or group.startswith("0")) else ""
            written += _four(group.lstrip("0"), formal) + (units[place - 1] if place else "")
        skipped = not int(group)
    return written


def _four(group: str, formal: bool) -> str:
    signs, tens = _signs(formal)[:2]
    written = ""
    for place, figure in zip(range(len(group) - 1, -1, -1), group, strict=True):
        if figure != "0":
            written += signs[int(figure)] + (tens[place - 1] if place else "")
        elif not written.endswith(signs[0]):
            written += signs[0]
    return written.rstrip(signs[0])


def _signs(formal: bool) -> tuple[str, str, str]:
    return _FORMAL if formal else _PLAIN
