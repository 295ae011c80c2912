"""Whom a notice says to call: every name and every telephone of the line, in the order they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasklist.config.notice.facts import Said
from tasklist.config.notice.paragraphs import squeezed

_LABEL = re.compile(
    r"(?P<who>(?:业务|工作|具体)?(?:联系人|联络人|联络员)(?:员)?(?:姓名)?)(?:(?:[及和与、]|以及)?(?:联系|办公)?(?:电话|方式|号码))?"
    r"|(?P<phone>(?:联系|办公|咨询|值班|移动|固定)?(?:电话|手机|座机)(?:号码)?|联系方式)"
    r"|(?P<other>传真|电子邮箱|电子邮件|邮箱|邮件|[Ee]-?mail|QQ群?|微信群?|钉钉|地址|邮编|网址)(?:号码?)?"
)
_BEGINS = re.compile(
    r"(?:业务|工作|具体)?(?:联系人|联络人|联络员)(?:姓名)?(?:(?:[及和与、]|以及)?(?:联系|办公)?(?:电话|方式))?[：:]|(?:联系|咨询)(?:电话|方式)[：:]|^(?:电话|手机|座机)[：:]"
)
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\d{3,4}[-—–]{1,2})?\d{6,11}(?:[-—–转]\d{1,5})?|(?:内线|分机|短号)[：:]?\d{3,6})(?!\d)(?:[（(][\u4e00-\u9fff]{1,10}[)）])?"
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,20}(?:[（(][\u4e00-\u9fff]{2,16}[)）])?")
_NAME_OF_TWO = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) +([\u4e00-\u9fff])(?![\u4e00-\u9fff])")  # 周 明
_NO_NAME = re.compile(r"(?:及|和|与|或|同志|先生|女士)$")


def contact(whole: Sequence[str]) -> Said | None:
    """The contacts of a notice and the lines they stand in, blanks kept: 周明、李华 5551234、13800000001."""
    found = [(squeezed(line), said) for line in whole if (said := _said(_NAME_OF_TWO.sub(r"\1\2", line)))]
    texts = dict.fromkeys(said for _, said in found)
    return Said("、".join(texts), "；".join(dict.fromkeys(line for line, _ in found))) if found else None


def _said(line: str) -> str:
    begins = _BEGINS.search(line)
    if not begins:
        return ""
    text, was_name = "", False
    for word, is_name in _words(line[begins.start() :]):
        text += f"{' ' if was_name and not is_name else '、' if text else ''}{word}"
        was_name = is_name
    return text if re.search(r"\d|[\u4e00-\u9fff]{2}", text) else ""


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The names and telephones behind their labels, in order; True is a name. What belongs to 邮箱 or QQ is neither."""
    labels = list(_LABEL.finditer(text))
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        stretch = re.split(r"[。！]", text[label.end() : end])[0]
        if label["other"]:
            stretch = re.sub(r"^[：:]?[^，,；;、]*", "", stretch)  # the next contact may follow
        yield from _in(stretch)


def _in(stretch: str) -> Iterator[tuple[str, bool]]:
    place = 0
    for phone in (*_PHONE.finditer(stretch), None):
        between = stretch[place : phone.start() if phone else len(stretch)]
        for name in _NAME.findall(between):
            if plain := _NO_NAME.sub("", name):
                yield plain, True
        if phone:
            yield phone[0], False
            place = phone.end()
