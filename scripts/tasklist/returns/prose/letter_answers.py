"""What a sentence of a letter wants to stand as the answer to a task: without greeting, label and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.plan.task_names import mentioned
from tasklist.returns.context import Context
from tasklist.returns.prose.letters import is_frame
from tasklist.text import task_numbers

_CHANGES = r"(?:应为|应该是|应是|改为|改成|更正为|更改为|修改为|订正为)"
# 任务3应为“…”: what the letter wants to stand there is the words behind, in quotation marks if it has any.
_CORRECTS = re.compile(
    rf"[^。！？!?]{{0,60}}?{_CHANGES}"
    r"(?:[:：]?\s{0,3}[“\"「『](?P<quoted>[^”\"」』]{2,2000})[”\"」』][。.;；]?|[:：]\s{0,3}(?P<rest>[^“”\"「」『』]{4,2000}))"
)
# Behind the number of a task: what is said of its answer, up to where the answer begins.
_HANDS_OVER = re.compile(
    r"\s{0,3}(?:这?一?[行格栏项]|的?(?:工作)?(?:进展|内容|数据|填报|答复|情况){0,2}(?:[这那]?一?[栏格行])?)?"
    r"\s{0,3}(?:[填写报]?(?:错了?|有误|错误|漏了?))?[，,]?\s{0,3}(?:请|现|应当?|需|麻烦){0,2}\s{0,3}"
    rf"(?:{_CHANGES}[:：]?|(?:补充|补报|补填|补上|增加|更正|订正)(?:说明|如下|一下|为){{0,2}}(?:[:：，,]|(?=[另还再又]))|[:：])\s{{0,3}}"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,2000})[”\"」』][。.;；]?")
_ADDS = re.compile(r"补充|补报|增加|追加|另有|还有|另外|此外|再加")
_LEAD = 20  # characters before the task that is put right or added to: 6月报表中
_PAUSE = re.compile(r"[，,。；;：:]")
_BREAK = re.compile(r"(?<=[。！!；;？?\n])|(?<=[\u4e00-\u9fff\d])(?=[，,])")


def corrects(text: str) -> bool:
    """Does a sentence say what should stand instead?"""
    return bool(re.search(_CHANGES, text))


def adds(text: str) -> bool:
    """Does a sentence add to what was answered?"""
    return bool(_ADDS.search(text)) and not corrects(text)


def answer_to(task: int, text: str, context: Context) -> str:
    """What a line that corrects, adds or gives an answer wants to stand there; any other as it is."""
    said = _part_of(task, text.strip(), context)
    if not said:
        return text.strip()
    found = _CORRECTS.fullmatch(said)
    if found:
        return (found["quoted"] or found["rest"]).strip()
    label = next(iter(task_numbers.places(said)), None)
    handed = _HANDS_OVER.match(said, label[1]) if label else None
    lead = said[: label[0]] if label else ""
    leads = len(lead) <= _LEAD and handed and (corrects(handed[0]) or (adds(handed[0]) and not _PAUSE.search(lead)))
    if label and handed and (not lead or leads):
        said = said[handed.end() :].strip()
        quoted = _QUOTED.fullmatch(said)
        said = quoted[1] if quoted else said
    return said or text.strip()


def _part_of(task: int, text: str, context: Context) -> str:
    """The part of a line about a task, without the letter's frame; nothing where it is all about others."""
    told = [(part, tuple(mentioned(context.plan.task_list, part))) for part in task_numbers.parts(text)]
    if any(tasks for _, tasks in told) and not any(task in tasks for _, tasks in told):
        return ""
    part = next((part for part, tasks in told if task in tasks), text)
    begin, name = next(iter(task_numbers.starts(part)), (0, 0))
    framed = all(is_frame(piece, context) for piece in _pieces(part[:begin]))
    pieces = list(_pieces(part[name:] if framed else part))
    while len(pieces) > 1 and is_frame(pieces[-1], context):
        pieces.pop()
    return "".join(pieces).strip().strip("，,、；;").strip()


def _pieces(text: str) -> Iterator[str]:
    yield from (piece for piece in _BREAK.split(text) if piece)
