"""Where a mail's text passes on an older mail, as mail programs head it: lines of 发件人, 发送时间, 收件人, 主题, or
one like “在 …，某某 写道：”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_BEFORE = r"^[>|｜\s*]{0,20}"
_FIELDS = (
    "发件人",
    "寄件者",
    "收件人",
    "收件者",
    "抄送人?",
    "密送",
    "主题",
    "发送时间",
    "发送日期",
    "寄件日期",
    "日期",
)
_FIELD = rf"(?:{'|'.join(_FIELDS)}|时间|From|To|Cc|Sent|Date|Subject)"
_LINE = re.compile(rf"{_BEFORE}{_FIELD}\s{{0,5}}[:：]", re.IGNORECASE)
_ROW = re.compile(rf"{_BEFORE}{_FIELD}", re.IGNORECASE)  # of a table: its cells run together
_FROM = re.compile(rf"{_BEFORE}(?:发件人|寄件者|From)\s{{0,5}}[:：]?\s{{0,5}}(.+)$", re.IGNORECASE)
_SENT = re.compile(
    rf"{_BEFORE}(?:发送时间|发送日期|寄件日期|日期|时间|Sent|Date)\s{{0,5}}[:：]?\s{{0,5}}.*\d", re.IGNORECASE
)
_ABOVE = re.compile(r"^[-—>\s]*(?:转发|回复)的(?:原)?邮件(?:信息)?[-—:：\s]*$")
_SAYS = re.compile(r"写道|wrote", re.IGNORECASE)
_LONGEST = 8  # lines such a head takes at most


def heads(lines: Sequence[str]) -> list[range]:
    """The lines that head a passed-on mail, head by head: who wrote it and when are among them."""
    found: list[range] = []
    for at, line in enumerate(lines):
        if found and at < found[-1].stop:
            continue
        above = bool(_ABOVE.match(line))
        field, first = (_ROW, at + 1) if above else (_LINE, at)
        last = first
        while last < min(len(lines), first + _LONGEST) and field.match(lines[last]):
            last += 1
        fields = lines[first:last]
        if any(map(_FROM.match, fields)) and any(map(_SENT.match, fields)):
            found.append(range(at, last))
    return found


def placed(lines: Sequence[str], tables: Sequence[Mapping[tuple[int, int], str]]) -> tuple[list[str], list[int]]:
    """The lines of a page, and among them the heads it lays out as tables, each below the line that announces it; and
    which of its tables these are.
    """
    told, found = list(lines), []
    for number, cells in enumerate(tables):
        rows = sorted({row for row, _ in cells})
        head = ["：".join(text for (at, _), text in sorted(cells.items()) if at == row) for row in rows]
        free = [at for at, line in enumerate(told) if _ABOVE.match(line) and not _LINE.match((*told, "")[at + 1])]
        if free and all(map(_LINE.match, head)) and any(map(_FROM.match, head)):
            told[free[0] + 1 : free[0] + 1] = head
            found.append(number)
    return told, found


def is_sent(line: str) -> bool:
    """Is this the line of a head that tells when the mail was written?"""
    return bool(_SENT.match(line))


def written_by(line: str, names: Sequence[str]) -> bool:
    """Does a line say that one of these (names, addresses) wrote what stands below it?"""
    wrote = _FROM.match(line)
    said = wrote[1] if wrote else line if _SAYS.search(line) else ""
    whole = re.sub(r"<[^<>]*>|[\s\"“”;；]", "", said)
    return any(name and (name == whole or (("@" in name or not wrote) and name in said.lower())) for name in names)
