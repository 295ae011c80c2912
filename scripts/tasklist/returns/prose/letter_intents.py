"""What words beside a form want of the answer to a task: to stand instead of it or behind it, to mend words in it, to
have it taken back, or to say that there is nothing to report. Only what is offered; a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.model.question import AMENDED, BESIDE, EMPTIED, INSTEAD, NIL
from tasklist.returns.context import Context
from tasklist.returns.prose.letter_answers import adds, corrects
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.text import task_numbers
from tasklist.text.normalize import fold
from tasklist.text.taken_back import takes_back

Amendment = tuple[str, str]  # the words that are wrong, and those that should stand there

_QUOTED = r"[“\"「『‘']([^“”\"「」『』‘’']{1,200})[”\"」』’']"
# A number with what it counts, or a day, is plain without quotation marks: 由5家改为12家, 6月14日应为6月15日.
_FIGURE = (
    r"((?<![\d.任务第序号])\d[\d年月日号时点.:：/-]{0,16}(?:[年月日号%个名人次家场件份处户例台套张篇]|万元|元){1,2})"
)
_SHOULD_BE = (
    r"(?:应为|应该为|应当为|应该是|应当是|应是|应改为|应改成|改为|改成|更正为|更改为|修改为|订正为|换成|其实是|实际是)"
)
_MISTAKEN = r"[误错](?:写|填|打|录|报|输)(?:成|为)了?"
_WAS = (
    r"(?:原(?:来|先)?(?:上报|填报|[报填写录是为])?的?|(?:此前|之前|先前|上次)[报填写]的?"
    r"|[误错][写填打录报输]|[报填写录]成了?)[为是成]?\s?"
)
_IS = r"(?:实际(?:上)?(?:应?[为是])?|实[为是]|现(?:[为是]|更?改[为成])?|正确的?(?:应?[为是]))"
_BETWEEN = r"[^“”\"「」『』‘’'。；;\n]{0,16}?"


def _pairs(word: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    """The ways to say that words are wrong and what they should be, with which of the two the wrong ones are."""
    told = (
        (rf"{word}{_BETWEEN}{_SHOULD_BE}[:：]?\s?{word}", 1),
        (rf"不是{word}[，,]?(?:而|应该?)?是{word}", 1),
        (rf"{_WAS}{word}{_BETWEEN}{_IS}[:：]?\s?{word}", 1),
        (rf"{word}(?:有误|不对|写错|填错|报错)了?{_BETWEEN}{_IS}[:：]?\s?{word}", 1),
        (rf"{word}[，,（(]?(?:被|给)?{_MISTAKEN}{word}", 2),
        (rf"[是：:]\s?{word}[，,]?而?不是{word}", 2),
        (rf"(?:{_SHOULD_BE}|{_IS})[:：]?\s?{word}{_BETWEEN}{_WAS}{word}", 2),
    )
    return tuple((re.compile(pattern), wrong) for pattern, wrong in told)


_FIGURES = _pairs(_FIGURE)
# Several at once, in their order: 原报5家、28人，应为12家、82人.
_SEVERAL = rf"{_FIGURE}(?:[、，,和]{_FIGURE}){{1,4}}".replace("((?<!", "(?:(?<!")
_LISTS = re.compile(rf"(?P<wrong>{_SEVERAL}){_BETWEEN}(?:{_SHOULD_BE}|{_IS})[:：]?\s?(?P<right>{_SEVERAL})")
_ONE = re.compile(_FIGURE)
_PAIRS = (*_pairs(_QUOTED), *_FIGURES)
_WRONG = re.compile(rf"{_WAS}[“\"「『‘'\d]|有误|笔误|不是[“\"「『‘'\d]|写错|填错|报错")
_TAKES_BACK = re.compile(r"删除|删掉|删去|去掉|去除|剔除|作废|撤回|撤销|撤下|取消|清空|不要了|不再报|不报")
# What may stand around such a word without saying anything of the work.
_AROUND = re.compile(
    r"填错|报错|写错|有误|误报|误填|多报|多填|同时|另外?|此外|还有|再|请|麻烦|恳请|予以|帮忙|协助|其|它|全部|都|把|将|现|原来|原先|填报|填写|报送|内容|进展|情况"
    r"|以后再报|下[期月次周]再报|另行报送|谢谢|您好|你好|处理|即可|需要?|应当?|可以|给|表里|表中|我[院局中心单位]{1,3}|这|那|一?[项条行栏格]|[的了掉吧烦]"
    r"|[\s，,。.；;：:、！!]"
)
_SAME = re.compile(
    r"(?:仍|依然|还是)?(?:(?:与|和|同|跟)(?:上[期月周次年]|上个?季度?|上一期|前期|以前|之前|原来)(?:填?报?的?)?(?:内容)?(?:相同|一样|一致|不变|无变化)?"
    r"|(?:无|没有|未有|没)(?:新的?)?(?:变化|变动|更新)|(?:维持|保持|仍)?(?:原样|不变|原状)|照旧|不作?(?:修改|改动|调整))"
)
_BEHIND_NAME = re.compile(r"\s*(?:[项条](?:任务)?)?(?:的?(?:工作)?(?:进展|情况|内容|填报){1,2})?[:：，,、]?\s*")
_ENDS = "，,、；;。.!！ 　"


def ways(text: str, context: Context, *, answered: bool = False) -> tuple[str, ...]:
    """The ways in which words may answer a task, the likeliest first. `answered`: they stand beside answers."""
    said = _said(text)
    if _takes_back(text) or takes_back(text):
        return (EMPTIED,)
    if tuple(amendments(text)):
        return (AMENDED, BESIDE) if _tells_what_was(text) else (AMENDED, INSTEAD, BESIDE)
    if unchanged(text):
        return (INSTEAD,)
    verdict = judge(said, Surroundings(words=context.words))
    if verdict.code in ("nil", "placeholder"):
        return (NIL,) if verdict.blank else (NIL, INSTEAD, BESIDE)
    return (BESIDE, INSTEAD) if adds(text) or (answered and not corrects(text)) else (INSTEAD, BESIDE)


def _takes_back(text: str) -> bool:
    """Do words ask for no more than that an answer goes: 任务8的内容请删去，以后再报?"""
    rest = text
    for begin, end in reversed(task_numbers.places(text)):
        rest = rest[:begin] + rest[end:]
    rest, found = _TAKES_BACK.subn("", rest)
    return bool(found) and not _AROUND.sub("", rest)


def _tells_what_was(text: str) -> bool:
    """Do words name what was wrong as that (原报28人有误): then they are about an answer, and none themselves?"""
    return bool(_WRONG.search(text))


def unchanged(text: str) -> bool:
    """Do words say of tasks only that they are as they were: 任务2不变, 同上期?"""
    return bool(_SAME.fullmatch(fold(_said(text))))


def amendments(text: str) -> Iterator[Amendment]:
    """The words a text says are wrong, each with what should stand there: “2月6日”应为“12月6日”."""
    spans: list[tuple[int, int]] = []
    for listed in _LISTS.finditer(text):
        pairs = list(zip(_ONE.findall(listed["wrong"]), _ONE.findall(listed["right"]), strict=False))
        if all(_counts_alike(*pair, listed[0]) for pair in pairs):
            spans.append(listed.span())
            yield from (pair for pair in pairs if pair[0] != pair[1])
    for pattern, wrong in _PAIRS:
        for found in pattern.finditer(text):
            begin, end = found.span()
            pair = (found[wrong].strip(), found[3 - wrong].strip())
            alike = (pattern, wrong) not in _FIGURES or _counts_alike(*pair, found[0])
            if (
                alike
                and pair[0]
                and pair[0] != pair[1]
                and not any(begin < last and first < end for first, last in spans)
            ):
                spans.append((begin, end))
                yield pair


def _counts_alike(one: str, other: str, between: str) -> bool:
    """Are two figures of one kind, and about one thing: 5家, 12家; not 6月, 6月21日, nor with a task named between?"""
    kinds = {re.sub(r"[\d.]+", "0", figure) for figure in (one, other)}
    return len(kinds) == 1 and not task_numbers.places(between)


def _said(text: str) -> str:
    """What a text says of the tasks it names, without their names."""
    first = next(iter(task_numbers.places(text)), None)
    begins = first is not None and not text[: first[0]].strip(_ENDS)
    return (text[_behind(text, first[1]) :] if first and begins else text).strip(_ENDS)


def _behind(text: str, end: int) -> int:
    found = _BEHIND_NAME.match(text, end)
    return found.end() if found else end
