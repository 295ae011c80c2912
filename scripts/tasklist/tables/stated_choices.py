"""What may be chosen in a column, as the list says it: in brackets in its heading, or in a note that names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasklist.text.normalize import bare, fold, without_brackets

_BRACKETS = re.compile(r"[（(]([^（）()]+)[）)]")
_PICK = re.compile(r"^(?:请|只|统一)*(?:选填|填写|填报|填|选择|选)?[:：]?")
_BETWEEN = re.compile(r"[/、／|｜]|或者?")
_QUOTES = "“”\"'‘’「」『』《》 "
_LONGEST = 8  # characters of a choice
_DENIED = re.compile(r"[未不否无非没]|尚未")  # of choices one at least says no, or that it goes on
_GOING = re.compile(r"正在.*|.*中")
_SCALES = (frozenset("绿蓝黄橙红"), frozenset("优良中差"), frozenset("ABCD"), frozenset("好中差"))
_NO_STATE = re.compile(r".*(?:工作|事项|情况|原因|内容|问题|措施|打算|计划|材料)")
_CLAUSES = re.compile(r"[；;。\n]+")
_HEAD = re.compile(r"^(?:(?:备?注|说明|填表说明|填报说明)\d?[:：])?(?:[(]?\d{1,2}[.、)])?(?:其中,?)?")
_SAID = re.compile(
    r"(?P<name>[^:：]{0,24}?)(?:一?栏)?(?:请|应|可|统一|只|均|里|中)*(?:(?:选填|填写|填报|填|选择|选|分为)[:：]?|[:：])"
    r"(?P<listed>[^:：]+?)(?:[一二两三四五六]?(?:者之一|[类种项档个]))?"
)


def listed(text: str) -> tuple[str, ...]:
    """The choices a text is a list of (已完成/正在推进/未启动), or nothing: names, units or topics are no choices."""
    parts = [part.strip(_QUOTES) for part in _BETWEEN.split(_PICK.sub("", text.strip(_QUOTES)))]
    if len(parts) < 2 or len(set(parts)) < len(parts) or not all(0 < len(part) <= _LONGEST for part in parts):
        return ()
    scale = any(set(parts) <= each for each in _SCALES)
    states = any(_DENIED.match(part) or _GOING.fullmatch(part) for part in parts)
    return tuple(parts) if scale or (states and not any(map(_NO_STATE.fullmatch, parts))) else ()


def in_heading(heading: str) -> tuple[str, ...]:
    """The choices a heading states in brackets: 整改进度（已完成/正在推进/未启动）."""
    return next(filter(None, (listed(each) for each in _BRACKETS.findall(heading))), ())


def in_notes(notes: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """(bare name, choices) of every clause of the notes that says what to choose; the name may be empty."""
    found = []
    for clause in (part for note in notes for part in _CLAUSES.split(fold(note))):
        said = _SAID.fullmatch(_HEAD.sub("", clause.strip()))
        if said and (choices := listed(said["listed"])):
            found.append((bare(said["name"]), choices))
    return found


def named(name: str, headings: Sequence[str]) -> str:
    """The one heading a note means by a name: its own words, or a part that no other one has; or empty."""
    said = {heading: bare(without_brackets(heading)) for heading in headings}
    same = [heading for heading in headings if name and said[heading] == name]
    part = [heading for heading in headings if len(name) > 1 and name in said[heading]]
    found = same or part
    return found[0] if len(found) == 1 else ""
