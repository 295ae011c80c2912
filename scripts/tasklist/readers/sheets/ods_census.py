"""What an OpenDocument spreadsheet holds beside its cells: page headers, controls, charts, embedded files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.model.book import Leftover
from tasklist.readers.limits import Package
from tasklist.readers.sheets.page_headers import own_words
from tasklist.readers.xml import Element, attribute, every, local, tree
from tasklist.text.display import visible

_HEADERS = {"header": "页眉", "footer": "页脚"}
_FIELDS = frozenset({"page-number", "page-count", "sheet-name", "file-name", "date", "time", "title"})
_FIGURE = re.compile(r"[-+]?[\d.,]+(?:E[-+]?\d+)?%?|NaN|(?:[行列]|Row|Column)\s?(?:\d+|[A-Z]{1,3})", re.IGNORECASE)
_CHART_WORDS = ("title", "subtitle", "footer", "shape", "data-label", "table-cell")
CONTROLS = {
    "checkbox": "复选框",
    "radio": "单选按钮",
    "button": "按钮",
    "fixed-text": "标签控件",
    "frame": "分组框",
    "text": "编辑框",
    "textarea": "编辑框",
    "formatted-text": "编辑框",
    "listbox": "列表框",
    "combobox": "下拉框",
    "date": "编辑框",
    "time": "编辑框",
    "number": "编辑框",
}
TICKED = ("复选框", "单选按钮")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".emf", ".wmf", ".webp")
_SILENT = re.compile(
    r"mimetype|(?:content|styles|meta|settings)\.xml|manifest\.rdf|meta-inf/.*|configurations2/.*|thumbnails/.*|basic/.*"
    r"|dialogs/.*|scripts/.*|objectreplacements/.*|versions/.*|pictures/.*|fonts/.*|.*layout-cache"
)


def page_headers(package: Package) -> Iterator[Leftover]:
    """Page headers and footers with words of their own, each once."""
    if "styles.xml" in package:
        found = (
            Leftover(_HEADERS[local(part).partition("-")[0]], words)
            for page in every(tree(package.read("styles.xml")), "master-page")
            for part in page
            if local(part).partition("-")[0] in _HEADERS and (words := own_words("\n".join(_lines(part))))
        )
        yield from dict.fromkeys(found)


def controls(forms: Element) -> Iterator[Leftover]:
    """The controls of a table's forms that say something, or are ticked."""
    for control in forms.iter():
        what = CONTROLS.get(local(control), "")
        said = (attribute(control, "label"), attribute(control, "current-value"), chosen_entries(control))
        label = visible(next(filter(None, said), "")).strip()
        state = attribute(control, "current-state") or attribute(control, "state")
        ticked = state == "checked" or attribute(control, "current-selected") == "true"
        if what in TICKED:
            what = ("已勾选的" if ticked else "未勾选的") + what
        if what and (label or ticked):
            yield Leftover(what, label or "（没有文字）")


def chosen_entries(control: Element) -> str:
    """The entries chosen from a list: those that are now, else those that were to begin with."""
    options = [each for each in control if local(each) == "option"]
    told = any(attribute(each, "current-selected") for each in options)
    chosen = (each for each in options if attribute(each, "current-selected" if told else "selected") == "true")
    return "、".join(attribute(each, "label") for each in chosen)


def embedded(package: Package, frame: Element, told: frozenset[str]) -> Iterator[Leftover]:
    """The chart, the embedded file or the linked picture of a frame. `told`: texts that stand in cells."""
    for held in every(frame, "object", "object-ole"):
        part = f"{attribute(held, 'href').removeprefix('./')}/content.xml"
        if local(held) == "object" and part in package:
            root = tree(package.read(part))
            chart = next(every(root, "chart"), None)
            words = "\n".join(line for line in _object_lines(root) if line not in told)
            yield Leftover("图表" if chart is not None else "嵌入的对象", words or "（没有文字）")
        else:
            yield Leftover("嵌入文件", attribute(frame, "name") or "（没有名称）")
    for image in every(frame, "image"):
        if "://" in attribute(image, "href"):
            yield Leftover("链接的图片", attribute(image, "href"))


def strays(package: Package, told: str) -> Iterator[Leftover]:
    """Parts of a kind nobody knows, when they have words that were not told; pictures outside their folder."""
    for part in package.names:
        if _SILENT.fullmatch(part) or re.match(r"object \d+/|obj[0-9a-f]+/", part):
            continue
        if part.endswith(_PICTURES):
            yield Leftover("图片", part)
        elif part.endswith(".xml"):
            words = "\n".join(line for line in _lines(tree(package.read(part), lenient=True)) if line not in told)
            if words:
                yield Leftover("没有用到的部分", words)


def _object_lines(root: Element) -> list[str]:
    parts = every(root, *_CHART_WORDS)
    titles = [line for part in parts for line in _lines(part) if not _FIGURE.fullmatch(line)]
    return list(dict.fromkeys(titles)) if next(every(root, "chart"), None) is not None else _lines(root)


def _lines(element: Element) -> list[str]:
    """The paragraphs with words, what a program fills in left out."""
    texts = (visible("".join(_run(each))).strip() for each in every(element, "p", "h"))
    return [text for text in texts if text]


def _run(element: Element) -> Iterator[str]:
    if local(element) not in _FIELDS:
        yield element.text or ""
        for child in element:
            yield from _run(child)
            yield child.tail or ""
