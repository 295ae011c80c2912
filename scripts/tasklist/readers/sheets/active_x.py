"""What an ActiveX control on a sheet shows: its caption and tick, written out or in its binary state ([MS-OFORMS])."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.readers.xml import Element, attribute, every
from tasklist.text.display import visible

_TICKED = {"8bd21d40": "复选框", "8bd21d50": "单选按钮", "8bd21d60": "切换按钮"}  # by the beginnings of their classes
_STATES = {"1": "已勾选的", "true": "已勾选的", "-1": "已勾选的", "0": "未勾选的", "false": "未勾选的"}
# Chinese characters, signs, letters and figures in UTF-16, of which a caption holds two Chinese ones side by side.
_WORDS = re.compile(rb"(?:[\x20-\x7e]\0|.[\x4e-\x9f]|[\0-\x3f]\x30|.\xff){2,460}", re.DOTALL)
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_FONT = re.compile(r"(?:新?宋|黑|楷|仿宋|雅黑|等线|隶书|幼圆|微软)[^\s]{0,6}")
_PADDING = 4  # bytes: a string of the state begins where that many end


def shown(control: Element, state: bytes) -> tuple[str, str]:
    """What a control is called (with its tick), and its words; `state`: of its binary part, when it has one."""
    said = {attribute(each, "name"): attribute(each, "value") for each in every(control, "ocxPr")}
    caption, value = said.get("Caption", ""), said.get("Value", "")
    found = next(_captions(state), None)
    if found and not caption:
        caption, value = found
    kind = _TICKED.get(attribute(control, "classid").lstrip("{").lower()[:8], "")
    if kind:
        return _STATES.get(value.lower(), "") + kind, visible(caption).strip()
    words = (caption, value if not found else "", said.get("Text", ""))
    return "控件", visible("，".join(filter(None, words))).strip()


def _captions(state: bytes) -> Iterator[tuple[str, str]]:
    """The words in a binary state that are no font's name, and the value that stands right before each."""
    for found in _WORDS.finditer(state):
        words = found[0].decode("utf-16-le", "ignore").strip()
        if _CHINESE.search(words) and not _FONT.fullmatch(words):
            value = state[max(found.start() - _PADDING, 0) : found.start()].rstrip(b"\0").decode("latin-1")
            yield words, value if value in ("0", "1") else ""
