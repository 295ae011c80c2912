"""What a line says of the report it stands in: not what it says of the work, nor what it compares that with.

Of 6月进展（较5月增加5人） that is 6月进展. A month inside a sentence about a task is no word of the report's own month,
unless the sentence puts an answer right.
"""

from __future__ import annotations

import re

from tasklist.text import task_numbers
from tasklist.text.normalize import SMALL, fold

_YEAR = r"(?:(?:[0-9]{4}|[0-9]{2})年度?|[去今前上本]一?年度?)"
_BARE = rf"(?:{SMALL}月份?|第?[1-4一二三四]季度|[上下]半年|第{SMALL}周)"
_ONE = rf"(?:{_YEAR}?的?(?:{SMALL}[、和及]){{0,3}}{_BARE}|{_YEAR})"
_SPAN = rf"(?:{_ONE}(?:[、和及]{_ONE}){{0,3}})"
_BEFORE = r"(?:上个?月|上一?期|上个?季度|上周|同期)"
_COMPARED = re.compile(
    rf"(?:较之?|比(?!例)|(?<![连会协共一])同|参照|沿用|仍按)于?{_BEFORE}?{_SPAN}"
    rf"|[与和跟]{_BEFORE}?{_SPAN}(?:的|数据|情况|进展|内容|工作){{0,3}}(?:相?比|对比|一致|相同|持平|一样|同|没有|无|不变)"
    rf"|{_BEFORE}[，,]?{_SPAN}|{_SPAN}(?:[为是](?=[0-9])|遗留)"
)
_BRACKETS = re.compile(r"[(（]([^()（）]{0,60})[)）]")
_PERIOD = re.compile(  # in brackets, where they are a title's: （5月）, （补报2023年5月）, （6月份进展情况）
    rf"[报送填补期更正新:：]{{0,6}}{_SPAN}(?:[^0-9]{{0,8}}(?:表|清单|台账|情况|报告|进展|总结|材料|汇总))?"
)
_AFTER = re.compile(rf"(?:{_BEFORE}|[去上]一?年)$")
_SENTENCE = re.compile(r"[^。！!;；？?\n]{1,2000}")
_OF_AN_ANSWER = re.compile(r"如下|报上|补报|更正|订正|更改|修改|应为|应是|改为|改成")


def of_itself(line: str) -> str:
    """The words of a line, folded, that may say of which period the report is; what a mail quotes is not its own."""
    said = fold(line)
    if said.startswith(">"):
        return ""
    plain = _BRACKETS.sub(lambda found: found[0] if _is_titles(found) else "", said)
    return ";".join(_without_work(each[0]) for each in _SENTENCE.finditer(_COMPARED.sub("，", plain)))


def _is_titles(found: re.Match[str]) -> bool:
    """Do brackets hold the name of a period, not an aside: not 上月（5月）, 2次（5月为1次）?"""
    return bool(_PERIOD.fullmatch(found[1])) and not _AFTER.search(found.string[: found.start()])


def _without_work(sentence: str) -> str:
    """A sentence up to where it names tasks, of which the rest then tells."""
    if _OF_AN_ANSWER.search(sentence):
        return sentence
    named = (each for pattern in (task_numbers.NAMES, task_numbers.OTHERS) for each in pattern.finditer(sentence))
    begins = [
        each.start() for each in named if each[0] and sentence[each.end() : each.end() + 1] not in tuple("年月日")
    ]
    return sentence[: min(begins, default=len(sentence))]
