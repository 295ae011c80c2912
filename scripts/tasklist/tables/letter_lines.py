"""The lines of our own letters to units: as they are written, and as they are known when a unit's mail quotes them.

Each line is known by itself: what a unit writes between them, or behind one of them, is the unit's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tasklist.text.display import display_width
from tasklist.text.normalize import fold

OPENS = "贵单位承担的《{title}》{period}报送事项：{asks}"
CAME = "贵单位报送的《{title}》{period}材料已收到，现予回执。"
OVERDUE, SOON = "已到期未报齐（{count}项）", "即将到期（{count}项）"
ASIDE, FILES, STILL = "已收到但没有并入的文件（{count}个）", "收到的文件（{count}个）", "仍需补报"
OWED = "{what}：{lacks}，应于{due}报送{until}"
LEFT = "{file}（{moment}收到）：{why}"
RECEIVED = "{file}：{moment}收到，{outcome}；有字单元格{seen}个，并入{merged}个，未归位{unplaced}个；校验码{code}"
BY_FORM = "请填写下发的表格（或随信所附的补填表）后回复本邮件，表内的单位、序号请勿改动。感谢支持！"
BY_DOCUMENT = "请将所欠材料作为附件回复本邮件；要求附佐证材料的，请一并发来。感谢支持！"
BY_US = "本邮件由任务清单台账系统自动发出"
ASKS = {
    "before": "为便于汇总，请在到期前报送以下事项。",
    "after": "以下事项已到报送期限，尚未报齐，请尽快补报{nil}。",
    "notice": "以下事项经提醒和催报仍未报齐，拟列入本期报送情况通报。请于今日内补报；确有特殊情况的，请书面说明。",
}
NIL = "；本期确无开展的，请按零报告填写并说明情况"  # of a document there is no report that nothing was done

_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_SAID = {
    "count": r"\d{1,4}", "seen": r"\d{1,9}", "merged": r"\d{1,9}", "unplaced": r"\d{1,9}", "code": r"[0-9a-f]{16}",
    "due": f"{_DAY}前", "moment": rf"{_DAY}.{{0,8}}", "title": r"[^》]{1,120}", "period": r".{1,20}",
    "until": r"(?:\(已延期:[^()]{1,80}\))?", "nil": f"(?:{re.escape(fold(NIL))})?",
    "lacks": r"(?:进展(?:未报|空白|需补填\([^()]{1,80}\))|缺[^，,：:]{2,4}|[未待]报|应报\d{1,3}件[,，]还缺\d{1,3}件)",
    "what": r".{2,100}", "file": r".{1,80}", "why": r".{1,120}", "outcome": r".{2,120}",
}  # fmt: skip
_QUOTED = re.compile(r"^(?:[>|｜]\s{0,3}){1,9}")
_PARTS = 12  # into which a line may be broken
_UNEVEN = 16  # how much their widths differ
_NUMBER = r"\d{1,4}\."
_DUTY = r"(?:;贵单位职责:.{1,120})?"


def _known(template: str) -> str:
    """A pattern for the folded lines a template makes."""
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(_SAID[part] if place % 2 else re.escape(fold(part)) for place, part in enumerate(parts))


def _line(template: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(_known(template)).fullmatch


_LINES: tuple[Callable[[str], re.Match[str] | None], ...] = (
    *(_line(OPENS.replace("{asks}", asks)) for asks in ASKS.values()),
    *map(_line, (CAME, OVERDUE, SOON, ASIDE, FILES, STILL, BY_FORM, BY_DOCUMENT)),
    *(re.compile(_NUMBER + _known(each) + _DUTY).fullmatch for each in (OWED, RECEIVED)),
    re.compile(rf"{re.escape(BY_US)}.{{0,30}}").fullmatch,
)


def unquoted(line: str) -> str:
    """A line without the signs that mark it as quoted."""
    return _QUOTED.sub("", line.strip())


def broken(lines: Sequence[str]) -> set[int]:
    """Which of the lines are parts of one of ours that was broken where it grew too long, quoted or not.

    All but its last part are about as long, so that no line a unit wrote between them is taken for one.
    """
    found: set[int] = set()
    for first in range(len(lines)):
        for last in range(first + 1, min(first + _PARTS, len(lines))) if first not in found else ():
            parts = lines[first : last + 1]
            wide = [display_width(part) for part in parts]
            if max(wide[:-1]) - min(wide[:-1]) > _UNEVEN or wide[-1] > max(wide[:-1]) + _UNEVEN:
                break
            if ours("".join(map(unquoted, parts))) and not any(map(ours, parts)):
                found |= {*range(first, last + 1)}
                break
    return found


def ours(line: str) -> bool:
    """Is this a line of a letter of ours, quoted or not?"""
    said = fold(unquoted(line))
    return any(known(said) for known in _LINES)
