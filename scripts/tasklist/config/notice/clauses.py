"""A sentence of a notice cut into clauses, each with the times it names and what it says to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasklist.config.notice.owing import owing
from tasklist.config.notice.times import FEASTS, TimePhrase, times

_PARTS = "，,；;：:"
_NUMBERED = r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十][，、]|[①-⑳]"
_MARK = re.compile(rf"^(?:{_NUMBERED}|[一二三四五六七八九十](?:是|要(?=[^求点])))+")
_HANDED = (  # 交 and 报 alone, where they are no part of another word
    r"(?<![提上递送转移社外成立杂])交(?=[至到给我本]|[市区县旗省局委][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,6}(?:[科股处]|办公室))"
    "|(?<![通汇申举情预播海日周月季年简专快公登见填])报(?![告名刊道销批考表纸社警到价废账请备送])"
)
SENDS = f"(?:报送|上报|提交|送交|递交|上交|反馈|填报(?!人|单位|日期)|报备|发送|寄送|印送|{_HANDED})"
_SET = re.compile("时间|日期|期限|截止")  # 报送截止时间为6月30日
AT_LEAST = re.compile(
    r"(?:不少于|不得少于|不低于|至少)[\d一二两三四五六七八九十]|至少[^，。；\d]{1,10}\d{1,4}[条次篇期场件份节堂个家]"
)
SAYS = re.compile(rf"{SENDS}|报名|回复|函告|上传|报告(?=我|本|市|区|县|省|旗|至|给)|{AT_LEAST.pattern}")
_TELLS = re.compile(
    r"(?:已|曾|已经)[^，。；]{0,8}(?:报送|上报|提交|反馈|填报)|(?:报送|上报|提交|反馈|填报)[了过]"
    r"|未(?:按时|按期|按要求|及时)|(?:未|没有|不|逾期|迟|漏|瞒|谎|可|能)(?:能|按时|按要求|及时|按期)?(?:报送|上报|提交|反馈|填报|报)"
)
_FREE = re.compile(r"鼓励|倡导|提倡|可以|欢迎|支持(?=各|有|开)|(?<![不认许])可(?=每|于|在|根|结|按|自|适|报)")
_BOUND = re.compile(r"必须|务必|应当|[应须]|要(?!求)")


@dataclass(frozen=True, slots=True)
class NoticeClause:
    """A stretch between two commas, brackets whole. `label`: a colon stands behind it."""

    text: str
    times: tuple[TimePhrase, ...]
    label: bool = False

    @property
    def head(self) -> str:
        """What stands before its time; all of it when it has none."""
        return self.text[: self.times[0].start] if self.times else self.text

    @property
    def tail(self) -> str:
        """What stands behind its time; all of it when it has none."""
        return self.text[self.times[-1].end :] if self.times else self.text

    @property
    def says(self) -> bool:
        """Does it ask for something: report, at least so many?"""
        return bool(SAYS.search(self.text)) and not self.label

    @property
    def tells(self) -> bool:
        """Does it tell what was, or what happens to whom has not: 已报送, 未按时报送的?"""
        return bool(_TELLS.search(self.text))

    @property
    def free(self) -> bool:
        """Does it say that nobody must: 鼓励各单位…, 可每月…?"""
        return bool(_FREE.search(self.text))

    @property
    def bound(self) -> bool:
        """Does it say that somebody must?"""
        return bool(_BOUND.search(self.text)) and not self.free


def without_mark(sentence: str) -> str:
    """A sentence without the mark of the list it is an item of: （六）, 1., 一是."""
    return _MARK.sub("", sentence)


def clauses(sentence: str) -> Iterator[NoticeClause]:
    """The clauses of a sentence. A row of days with commas between stays whole."""
    text = without_mark(sentence).rstrip("。！？!?")
    whole = {place for each in _outside(text) for place in range(each.start, each.end)}
    start, depth = 0, 0
    for place, char in enumerate(text):
        depth += (char in "（(《“") - (char in "）)》”")
        if depth > 0 or place in whole or place < start:
            continue
        if char in _PARTS or (char == "、" and _begins_anew(text[start:place], text[place + 1 :])):
            yield from _clause(text[start:place], label=char in "：:")
            start = place + 1
    yield from _clause(text[start:], label=False)


def _clause(text: str, *, label: bool) -> Iterator[NoticeClause]:
    """A clause and its times: one behind the verb is a deadline only where it says 前 (报送上半年总结)."""
    verb = re.search(SENDS, text)
    behind = verb.end() if verb else len(text)
    found = tuple(
        each for each in _outside(text) if each.start < behind or each.ends or _SET.search(text[: each.start])
    )
    if text:
        yield NoticeClause(text, found, label)


def _outside(text: str) -> list[TimePhrase]:
    """The times of a text that stand in no brackets."""
    masked = re.sub(
        r"[（(《“][^（()）《》“”]*[)）》”]",
        lambda match: match[0] if _is_time(match[0]) else "〇" * len(match[0]),
        text,
    )
    return list(times(masked))


def _is_time(text: str) -> bool:
    """Is what stands in brackets or quotation marks a part of a time: （周五）, “七一”?"""
    return bool(re.fullmatch(rf"[（(](?:星期|周)[一二三四五六日天][)）]|“{FEASTS}”", text))


def _begins_anew(before: str, behind: str) -> bool:
    """At a 、: has the part before its time, and begins behind it somebody else's, or another time?"""
    part = re.split(r"[，,；;。]", behind, maxsplit=1)[0]
    ahead = next(iter(_outside(part)), None)
    if ahead is None or not _outside(before):
        return False
    if re.search(SENDS, before) and not (ahead.ends or ahead.rhythm or re.search(SENDS, part)):
        return False  # a paper called by its time: 实施方案、三季度情况
    who = behind[: ahead.start]
    return not who.strip("于在请") or owing(who) is not None
