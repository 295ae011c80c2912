"""Does a text ask for more time to report, and until when? A meeting put off is no such thing."""

from __future__ import annotations

import re
from datetime import date

from tasklist.text import task_numbers
from tasklist.text.memory import remembered
from tasklist.text.normalize import fold, number

_LATER = r"(?:延期|延后|延缓|推迟|缓报|晚报|迟报|后报|宽限|顺延|延长)"
_REPORTS = r"(?:报送|上报|填报|补报|报告|提交|上交|交表|交报|完成|报(?!名|到|销|警|废))"
_ASKS = re.compile(
    rf"(?:申请|请求|恳请|恳求)(?:予以|批准|同意)?(?:适当)?{_LATER}"
    rf"|(?:申请|请求|恳[请求]|请予|望|希望|拟|需要?|要求|能否|可否|可不可以).{{0,20}}?{_LATER}.{{0,16}}?{_REPORTS}"
    rf"|(?:申请|请求|恳[请求]|请予|望|希望|拟|需要?|能否|可否|可不可以).{{0,12}}?{_REPORTS}.{{0,8}}?{_LATER}"
    r"|(?:申请|请求|恳[请求]|请予|希望|拟|能否|可否|可不可以).{0,8}?(?:缓报|晚报|迟报|后报)"
    rf"|{_LATER}(?:到|至|于).{{0,16}}?{_REPORTS}"
    rf"|请(?:予以?)?(?:准予|准许|允许|同意|批准|照顾).{{0,10}}?{_LATER}"
    rf"|(?:申请|恳请|请|望|希望|能否|可否)(?:再|予以|给予)?(?:宽限|宽延|缓).{{0,4}}?(?:天|日|周|期|报)"
    rf"|暂(?:时)?[缓不]{_REPORTS}|下(?:个)?[月周期].{{0,4}}?补报(?!名)"
)
_NOT = re.compile(
    rf"(?:不|无|未|没有|杜绝|避免|严禁|勿)(?:再|予|得|能|需|须|要|会|申请|要求|请求|同意|批准){{0,3}}{_LATER}|{_LATER}.{{0,6}}(?:通报|问责|扣)"
)
_DONE = re.compile(r"已|完成了|开展了|召开了")  # beside what was done, the rest of a sentence is an answer
_SENTENCE = re.compile(r"[。；;！!？?\n]")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")


def asks_for_time(text: str) -> bool:
    """Does a sentence of the text ask for its report to be due later?"""
    return remembered(("asks for time", text), lambda: bool(_asking(text)), bool, bool)


def only_asks_for_time(text: str) -> bool:
    """Does a text ask for more time and tell of nothing else?"""
    if not asks_for_time(text):
        return False
    said = [part for part in _SENTENCE.split(text) if fold(part).strip()]
    return len(_asking(text)) == len(said) and not _DONE.search(fold(text))


def tasks_named(text: str) -> tuple[int, ...]:
    """The numbers of the tasks the text asks more time for (任务3、4, 第三项, 任务1至5), in order, each once."""
    found: list[int | None] = []
    for first, last in (pair for sentence in _asking(text) for pair in task_numbers.named(sentence)):
        found += task_numbers.between(first, last) or [number(first), number(last)]
    return tuple(dict.fromkeys(each for each in found if each))


def until(text: str, received: date) -> date | None:
    """The day the text asks for: the last one it names behind the word, the next such day when it has no year."""
    named: date | None = None
    for sentence in _asking(text):
        word = re.search(_LATER, sentence)
        for found in _DAY.finditer(sentence, word.start() if word else 0):
            named = _day(found, received) or named
    return named


def _asking(text: str) -> list[str]:
    parts = (fold(part) for part in _SENTENCE.split(text))
    return [part for part in parts if _ASKS.search(part) and not _NOT.search(part)]


def _day(found: re.Match[str], received: date) -> date | None:
    try:
        if found[1]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        this = date(received.year, int(found[2]), int(found[3]))
        return this if this >= received else this.replace(year=received.year + 1)
    except ValueError:
        return None
