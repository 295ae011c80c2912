"""What a sentence of a letter wants to stand as the answer to a task: without greeting, label and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.plan.task_names import mentioned
from tasklist.returns.context import Context
from tasklist.returns.letters import is_frame
from tasklist.text import task_numbers
from tasklist.text.normalize import fold

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
_ASKED = re.compile(r"(?:请|现|麻烦|烦请)?(?:帮忙|协助)?[将把]?$")  # before the task that is to be changed
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,2000})[”\"」』][。.;；]?")
_ADDS = re.compile(r"补充|补报|增加|追加|另有|还有|另外|此外|再加")
_BREAK = re.compile(r"(?<=[。！!；;？?\n])|(?<=[\u4e00-\u9fff\d])(?=[，,])")
_BEGINS = "。！!；;？?\n，,、 \u3000：:"  # what stands before a task that a new sentence is about


def corrects(text: str) -> bool:
    """Does a sentence say what should stand instead?"""
    return bool(re.search(_CHANGES, text))


def adds(text: str) -> bool:
    """Does a sentence add to what was answered?"""
    return bool(_ADDS.search(text)) and not corrects(text)


def answer_to(task: int, text: str, context: Context) -> str:
    """What a line that corrects, adds or gives an answer wants to stand there; any other as it is."""
    said = _part_of(task, text.strip(), context)
    found = _CORRECTS.fullmatch(said)
    if found:
        return (found["quoted"] or found["rest"]).strip()
    label = next(iter(_named(said)), None)
    if label and label[0] == 0 and (handed := _HANDS_OVER.match(said, label[1])):
        said = said[handed.end() :].strip()
        quoted = _QUOTED.fullmatch(said)
        said = quoted[1] if quoted else said
    return said or text.strip()


def _part_of(task: int, text: str, context: Context) -> str:
    """The part of a line about a task: from where it is named to where others are, without the letter's frame."""
    starts = [
        (begin, task in tuple(mentioned(context.plan.task_list, text[begin:end])))
        for begin, end in _named(text)
        if not (before := _ASKED.sub("", text[:begin])) or before[-1] in _BEGINS
    ]
    begin, end = 0, len(text)
    if mine := [at for at, ours in starts if ours]:
        others = [at for at, ours in starts if not ours]
        end = next((at for at in others if at > mine[0]), end)
        framed = all(is_frame(piece, context) for piece in _pieces(_ASKED.sub("", text[: mine[0]])))
        begin = mine[0] if framed or any(at < mine[0] for at in others) else 0
    pieces = list(_pieces(text[begin:end]))
    while len(pieces) > 1 and is_frame(pieces[-1], context):
        pieces.pop()
    return "".join(pieces).strip().strip("，,、；;").strip()


def _pieces(text: str) -> Iterator[str]:
    yield from (piece for piece in _BREAK.split(text) if piece)


def _named(text: str) -> list[tuple[int, int]]:
    """Where a text names tasks: the places of each such name in it, as it was typed."""
    text = task_numbers.parted(text)
    places = [place for place, char in enumerate(text) for _ in fold(char)]
    found = task_numbers.NAMES.finditer("".join(map(fold, text)))
    return [(places[each.start()], places[each.end() - 1] + 1) for each in found]
