"""The looks of a rendered workbook, by name: fonts, borders, alignment, made from the house style."""

from __future__ import annotations

from tasklist.views import style
from tasklist.views.style import Face

Property = str | int | float | bool
Look = dict[str, Property]

LIST = Face(style.NUMBER.name, 10)
DENSE = Face(style.BODY.name, 10.5)  # 五号: the paper for the office above holds much in a row
HINT = Face(style.NUMBER.name, 10, colour="595959")  # a note must survive a grey printer

_BORDER: Look = {"border": 1, "border_color": "#A6A6A6"}
_RULED: Look = {"border": 1, "border_color": f"#{style.RULE}"}
_BLUE: Look = {"font_color": f"#{style.LINK}"}
_CARD: Look = {"left": 1, "right": 1, "border_color": "#A6A6A6", "bg_color": "#F7F9FC"}


def _face(face: Face, **more: Property) -> Look:
    base: Look = {
        "font_name": face.name,
        "font_size": face.points,
        "font_color": f"#{face.colour}",
        "valign": "vcenter",
    }
    return base | ({"bold": True} if face.bold else {}) | more


LOOKS: dict[str, Look] = {
    "title": _face(style.TITLE, text_wrap=True, align="center"),
    "title_fitted": _face(style.TITLE, align="center", shrink=True),
    "sheet_title": _face(Face(style.HEADING.name, 15), align="left"),
    "subtitle": _face(style.SUBTITLE, text_wrap=True, align="center"),
    "left": _face(style.SUBTITLE, text_wrap=True, align="left"),
    "right": _face(style.SUBTITLE, align="right"),
    "note": _face(style.NOTE, text_wrap=True, align="left"),
    "hint": _face(HINT, text_wrap=True, align="left"),
    "section": _face(Face(style.HEADING.name, 12, colour=style.LINK), bottom=2, bottom_color=f"#{style.LINK}"),
    "heading": _face(style.HEADING, align="center", text_wrap=True, bg_color=f"#{style.HEADING_TINT.fill}", **_RULED),
    "official": _face(style.BODY, text_wrap=True, align="left", **_RULED),
    "official_centre": _face(style.BODY, text_wrap=True, align="center", **_RULED),
    "dense": _face(DENSE, text_wrap=True, align="left", **_RULED),
    "dense_centre": _face(DENSE, text_wrap=True, align="center", **_RULED),
    "text": _face(LIST, text_wrap=True, align="left", **_BORDER),
    "centre": _face(LIST, text_wrap=True, align="center", **_BORDER),
    "answer": _face(LIST, text_wrap=True, align="left", num_format="@", bg_color="#FFF8DC", locked=False, **_BORDER),
    "number": _face(LIST, align="center", num_format="0", **_BORDER),
    "rate": _face(LIST, align="center", num_format="0.0%", **_BORDER),
    "total": _face(LIST, align="center", bold=True, top=2, bottom=1, left=1, right=1, num_format="0"),
    "total_rate": _face(LIST, align="center", bold=True, top=2, bottom=1, left=1, right=1, num_format="0.0%"),
    "link": _face(LIST, text_wrap=True, align="left", underline=1) | _BORDER | _BLUE,
    "left_text": _face(LIST, text_wrap=True, align="left"),
    "card_label": _face(Face(style.HEADING.name, 11, colour="404040"), align="center") | _CARD | {"top": 1},
    "card_number": _face(Face(style.NUMBER.name, 26, bold=True, colour=style.LINK), align="center") | _CARD,
    "card_small": _face(Face(style.NUMBER.name, 9, colour="595959"), align="center") | _CARD,
    "card_last": _face(Face(style.NUMBER.name, 9, colour="595959"), align="center") | _CARD | {"bottom": 1},
    "jump": _face(Face(style.NUMBER.name, 8, colour=style.LINK), align="center", underline=1, shrink=True),
    "warning": _face(Face(style.NUMBER.name, 10, colour="C00000"), align="left"),
    "back": _face(LIST, align="left", underline=1) | _BLUE,
}

# How the runs of a compared text differ: what only the old version has, what only the new one has.
MARKS: dict[str, Look] = {
    "": {},
    "old": {"font_color": "#C00000", "font_strikeout": True},
    "new": {"font_color": "#1F4E79", "bold": True, "underline": 1},
}
