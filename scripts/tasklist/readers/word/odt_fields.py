"""What an OpenDocument text shows in controls and fields, written out as plain words where it stands.

LibreOffice, which converts the document, leaves controls and what is bound to an XForms model out, and writes an
input field several times.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from tasklist.model.book import Leftover
from tasklist.readers.limits import unpack
from tasklist.readers.sheets.ods_census import CONTROLS, TICKED, chosen_entries
from tasklist.readers.xml import Element, attribute, every, local, markup, tree
from tasklist.readers.zips import open_zip
from tasklist.text.display import visible

_CONTENT = "content.xml"
_MARKS = (b"<draw:control", b"<form:form", b"<text:text-input", b"<text:placeholder", b"<text:hidden-text")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_IN_LINE = ("p", "h", "span", "a")
_TRUE = ("true", "1", "checked")


def written_out(data: bytes) -> tuple[bytes, tuple[Leftover, ...]]:
    """The document with such words in place, and those that have none. Raises Refused as `unpack` does."""
    package = unpack(data)
    content = package.read(_CONTENT) if _CONTENT in package else b""
    changed, found = written_out_flat(content)
    if changed is content:
        return data, found
    out = io.BytesIO()
    with open_zip(data) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info.filename, changed if info.filename == _CONTENT else source.read(info))
    return out.getvalue(), found


def written_out_flat(content: bytes) -> tuple[bytes, tuple[Leftover, ...]]:
    """The same for the part with the text, or a document that is one XML file; the very bytes when nothing is to do."""
    if not any(mark in content for mark in _MARKS):
        return content, ()
    root = tree(content)
    found = [*_controls(root), *_hidden(root)]
    for typed in [*every(root, "text-input")]:
        _put(typed, "".join(typed.itertext()))
    for prompt in [*every(root, "placeholder")]:
        _put(prompt, "")
    return markup(root), tuple(found)


def _hidden(root: Element) -> Iterator[Leftover]:
    for held in every(root, "hidden-text"):
        if attribute(held, "is-hidden") != "false" and (words := visible(attribute(held, "string-value")).strip()):
            yield Leftover("隐藏文字", words)


def _controls(root: Element) -> Iterator[Leftover]:
    """Put what each control shows where it stands; one that stands nowhere, or nowhere in the text, is a leftover."""
    values = _bound(root)
    told = {attribute(each, "id"): _shown(each, values) for forms in every(root, "forms") for each in forms.iter()}
    places = {attribute(place, "control"): place for place in every(root, "control")}
    for name, (what, words) in told.items():
        place = places.get(name)
        if what and words and (place is None or not _put(place, words)):
            yield Leftover(what, words)


def _shown(control: Element, values: Mapping[str, str]) -> tuple[str, str]:
    """What a control is called, and what it shows: its tick and label, what was typed or chosen."""
    what = CONTROLS.get(local(control), "")
    bound = values.get(attribute(control, "bind"), "")
    label = visible(attribute(control, "label")).strip()
    if what in TICKED:
        state = attribute(control, "current-state") or attribute(control, "state")
        ticked = state == "checked" or attribute(control, "current-selected") == "true" or bound.lower() in _TRUE
        return what, f"{'☑' if ticked else '□'}{label}"
    typed = attribute(control, "current-value") or attribute(control, "value") or chosen_entries(control)
    return what, visible(bound or typed or label).strip()


def _bound(root: Element) -> Mapping[str, str]:
    """The name of each binding of an XForms model → what the model holds there."""
    found: dict[str, str] = {}
    for model in every(root, "model"):
        held = {
            local(each): "".join(each.itertext()).strip() for data in every(model, "instance") for each in data.iter()
        }
        for bind in every(model, "bind"):
            steps = attribute(bind, "nodeset").split("/")
            found[attribute(bind, "id")] = held.get(steps[-1].rpartition(":")[2].lstrip("@"), "")
    return found


def _put(element: Element, words: str) -> bool:
    """Put words in the place of an element; False where no text can stand."""
    parent = element.getparent()
    lines = parent is not None and local(parent) in _IN_LINE
    if parent is None or not (lines or local(parent) in ("text", "table-cell", "text-box", "section")):
        return False
    plain = parent.makeelement(f"{_TEXT}{'span' if lines else 'p'}")
    plain.text, plain.tail = words, element.tail
    parent.replace(element, plain)
    return True
