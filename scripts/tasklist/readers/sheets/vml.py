"""The older drawings of Office (VML): form controls with their labels and ticks, boxes, pictures of page headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tasklist.readers.sheets.grid_builder import Area
from tasklist.readers.xml import Element, attribute, every, local, tree
from tasklist.text.display import visible

_KINDS = {
    "checkbox": "复选框",
    "radio": "单选按钮",
    "drop": "下拉框",
    "list": "列表框",
    "button": "按钮",
    "label": "标签控件",
    "gbox": "分组框",
    "groupbox": "分组框",
    "edit": "编辑框",
    "editbox": "编辑框",
}
_SHAPES = ("shape", "rect", "oval", "roundrect")
_TICKED = ("复选框", "单选按钮")
_STATES = {"": "未勾选的", "0": "未勾选的", "1": "已勾选的", "2": "半勾选的"}
_OPEN_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)
_MARGIN = 8  # pixels over the edge that do not yet cover the next cell


@dataclass(frozen=True, slots=True)
class Control:
    """A control or an old text box: what it is (with its tick), its label, and the cells it lies over."""

    what: str
    label: str
    area: Area | None = None


def drawing(part: bytes) -> Element:
    """The root of a VML part, which Office writes with line breaks left open."""
    return tree(_OPEN_BREAK.sub(b"<br/>", part), lenient=True)


def controls(root: Element, ticks: Mapping[str, bool]) -> Iterator[Control]:
    """The controls and boxes of a sheet's VML part; comments and empty ones left out.

    `ticks`: shape number → is it ticked, in the order of the sheet. LibreOffice numbers its shapes otherwise: then
    the order tells them apart.
    """
    shapes = [shape for shape in root.iter() if local(shape) in _SHAPES and _sort(shape) != "note"]
    numbers = [(attribute(shape, "spid") or attribute(shape, "id")).rpartition("_s")[2] for shape in shapes]
    if ticks and not set(numbers) & ticks.keys() and len(numbers) == len(ticks):
        numbers = list(ticks)
    for shape, number in zip(shapes, numbers, strict=True):
        control = _control(shape, ticks.get(number, False))
        if control.label or control.what.startswith("已勾选"):
            yield control


def _control(shape: Element, ticked: bool) -> Control:
    client = _client(shape)
    fields = {local(each).lower(): (each.text or "").strip() for each in client} if client is not None else {}
    label = _label(shape)
    what = _KINDS.get(_sort(shape), "艺术字" if next(every(shape, "textpath"), None) is not None else "文本框")
    if what in _TICKED:
        what = _STATES.get("1" if ticked else fields.get("checked", ""), "") + what
    elif what in ("下拉框", "列表框") and fields.get("sel", "0") not in ("", "0"):
        label = label or f"选了第{fields['sel']}项"
    return Control(what, label, _area(fields.get("anchor", "")))


def _client(shape: Element) -> Element | None:
    return next((child for child in shape if local(child) == "ClientData"), None)


def _sort(shape: Element) -> str:
    client = _client(shape)
    return attribute(client, "ObjectType").lower() if client is not None else ""


def header_pictures(root: Element) -> Iterator[str]:
    """The pictures and word art of page headers and footers, by name."""
    for shape in every(root, "shape"):
        for image in every(shape, "imagedata"):
            yield visible(attribute(image, "title") or attribute(shape, "id") or "图片")
        for path in every(shape, "textpath"):
            yield visible(attribute(path, "string"))


def _label(shape: Element) -> str:
    boxes = ("".join(box.itertext()) for box in every(shape, "textbox"))
    art = (attribute(path, "string") for path in every(shape, "textpath"))
    return visible("\n".join(filter(None, (" ".join(words.split()) for words in (*boxes, *art)))))


def _area(anchor: str) -> Area | None:
    """The cells between the corners: left column, pixels, top row, pixels, right column, pixels, bottom row, pixels."""
    numbers = [int(part) for part in anchor.replace(",", " ").split() if part.lstrip("-").isdigit()]
    if len(numbers) != 8:
        return None
    left, _, top, _, right, over_right, bottom, over_bottom = numbers
    return (
        top + 1,
        left + 1,
        max(top, bottom - (over_bottom < _MARGIN)) + 1,
        max(left, right - (over_right < _MARGIN)) + 1,
    )
