"""config.yaml made of what a notice says: every key with the sentence above it; what it does not say stays empty.

Without any facts it is the config.yaml of a new home folder: import_list fills in one that is still exactly that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from tasklist.config.notice.facts import Count, DocumentDue, NoticeFacts, Said
from tasklist.text.display import shorten

_TEMPLATE = Path(__file__).with_name("new_config.yaml")
_PLAIN = re.compile(r"[0-9A-Za-z_\u4e00-\u9fff（《“〔][\w\u4e00-\u9fff（）《》〔〕、·“”—.·-]*")
_SENTENCE = 400  # longer ones are cut in the comment; the notice has them whole
_ASKS = 60  # characters of the sentence a question quotes
_ASKED = {
    "title": "专项工作名称，用作表头和邮件标题",
    "office": "汇总单位，即发通知、收材料的一方",
    "document_number": "文号，没有就空着",
    "issued_on": "印发日期：完成时限里没写年份的，都按这一年算",
}


def as_config(facts: NoticeFacts, task_list: str = "") -> str:
    """The text of config.yaml. `task_list`: where the list stands from the home folder, empty when there is none."""
    contact = _key("contact", facts.contact, "汇总单位自己的联络员及电话，写进“联络员及联系电话”一栏", needed=False)
    parts = {
        "open": _open(facts.open),
        "campaign": "".join(
            _key(name, getattr(facts, name), what, needed=name != "document_number") for name, what in _ASKED.items()
        ),
        "list": f"{task_list or _quoted('')}",
        "periods": _periods(facts),
        "roll": _quoted(facts.rhythm.roll if facts.rhythm else ""),
        "deliverables": _listed("deliverables", [_document(each) for each in facts.documents]),
        "quotas": _listed("quotas", [_count(each) for each in facts.counts]),
        "phases": _listed("phases", [_stage(name, said) for name, said in facts.stages]),
        "contact": contact,
        "unused": _unused(facts.unused),
    }
    text = _TEMPLATE.read_text("utf-8")
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part)
    return text


def _key(name: str, said: Said | None, what: str, *, needed: bool = True) -> str:
    if said and said.value:
        return f"{_from(said.sentence)}  {name}: {_quoted(said.value)}  # {what}\n"
    empty = "" if needed else _quoted("")
    missing = "请补。" if needed else ""
    return f"  {name}: {empty}  # {missing}{what}\n".replace(":   #", ":  #")


def _from(sentence: str, depth: int = 2) -> str:
    return f"{' ' * depth}# 原文：{shorten(sentence, _SENTENCE)}\n"


def _quoted(text: str) -> str:
    """A YAML value: plain where it can be, else between quotation marks."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _open(found: Sequence[Said]) -> str:
    if not found:
        return ""
    lines = [f"{_from(each.sentence)}  - {json.dumps(_asked(each), ensure_ascii=False)}\n" for each in found]
    return "".join(
        [
            "# ---- 通知里没有读准的：定下来写进下面的设置，再删去这里的一条，check 就不再问 ----\n",
            "unsettled:\n",
            *lines,
            "\n",
        ]
    )


def _unused(sentences: Sequence[str]) -> str:
    """What names a time or asks for something and led to no key: nothing a notice asks for is lost in silence."""
    if not sentences:
        return ""
    lines = [f"#   {shorten(each, _SENTENCE)}\n" for each in sentences]
    return "".join(["\n# ---- 通知里提到日期或报送、这里没有用上的话（看一遍；其中要报的，请写进上面）----\n", *lines])


def _asked(each: Said) -> str:
    """A question as check asks it, with how its sentence begins."""
    return f"{each.value}（原句：{shorten(each.sentence.rstrip('。'), _ASKS)}）"


def _periods(facts: NoticeFacts) -> str:
    what = "报送周期：week 每周、month 每月、quarter 每季、half-year 每半年、year 每年"
    day = "截止日：25（几号）、end（最后一天）、06-25（几月几日）；按周报送写 1 至 7；可加时刻：25 17:00"
    if not facts.rhythm:
        return f"  every:  # 请补。{what}\n  due:  # 请补。{day}\n"
    said = facts.rhythm
    return f"{_from(said.sentence)}  every: {said.every}  # {what}\n  due: {said.due}  # {day}\n"


def _listed(section: str, items: Sequence[str]) -> str:
    return "".join([f"{section}:\n", *items]) if items else f"# {section}:  # 通知里没有读到\n"


def _document(each: DocumentDue) -> str:
    lines = [f"{_from(each.sentence)}  - name: {_quoted(each.name)}", f"    due: {_quoted(each.due)}"]
    if each.evidence:
        lines.append("    evidence: true")
    return "\n".join([*lines, *_units("units", each.units), *_units("except", "、".join(each.spared))]) + "\n"


def _count(each: Count) -> str:
    lines = [f"{_from(each.sentence)}  - name: {_quoted(each.name)}", f"    at_least: {each.at_least}"]
    lines += [f"    per: {each.per}", *_units("units", each.units), *_units("except", "、".join(each.spared))]
    return "\n".join(lines) + "\n"


def _units(key: str, words: str) -> list[str]:
    return [f"    {key}: {_quoted(words)}"] if words else []


def _stage(name: str, said: Said) -> str:
    until = _quoted(said.value) if said.value else " # 请补"
    return f"{_from(said.sentence)}  - name: {_quoted(name)}\n    until: {until}\n"
