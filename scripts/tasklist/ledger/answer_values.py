"""What stands in an answer column with a kind, as it is meant: √ under 是否完成 is 是, 85 under 完成率 is 85%.

What a person wrote stays as it was written; only what it certainly means is said here, anything else is a doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasklist.model.layout import AnswerKind, ListColumn, Role
from tasklist.model.ledger import Line
from tasklist.model.tasks import Task
from tasklist.tables.small_tables import day
from tasklist.text.loose_days import loose_day
from tasklist.text.measures import measured
from tasklist.text.normalize import bare, fold
from tasklist.text.normalize import number as number_in

YES = frozenset(
    (
        "是",
        "对",
        "有",
        "y",
        "yes",
        "已",
        "完成",
        "已完成",
        "全部完成",
        "已全部完成",
        "办结",
        "已办结",
        "销号",
        "已销号",
        "达标",
        "已达标",
        "合格",
        "整改到位",
        "已整改到位",
    )
)
NO = frozenset(
    (
        "否",
        "不",
        "不是",
        "没有",
        "无",
        "未",
        "n",
        "no",
        "未完成",
        "没完成",
        "尚未完成",
        "未办结",
        "未销号",
        "尚未销号",
        "未达标",
        "不达标",
        "不合格",
    )
)
GOING = frozenset(
    ("推进中", "进行中", "正在推进", "正在进行", "持续推进", "整改中", "正在整改", "办理中", "有序推进", "部分完成")
)
NOT_BEGUN = frozenset(("未启动", "未开始", "未开展", "尚未启动", "尚未开展", "尚未开始", "没有开展"))
_TICK, _CROSS = re.compile(r"[√✓✔☑✅]"), re.compile(r"[×✗✘✕☒xX]")
_WHOLE = re.compile(r"100(?:\.0+)?[%％]?|百分之百|百分百")
_NUMBER = re.compile(r"(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(?P<unit>%?)")
_SPOKEN = re.compile(r"百分之(?P<words>[一二三四五六七八九十百零两]{1,4})")
_ASIDE = re.compile(r"[（(](?P<said>[^（）()]{0,30})[）)]")
_KNOWN_ASIDE = re.compile(r"(?:详?见|附|已附|后附|佐证|材料).{0,20}")  # beside a choice: where its proof is
_DONE_THEN = re.compile(r"已?(?:完成|办结|销号|整改到位)")
_DIGITS_OF_A_DAY = re.compile(r"(?:\d{2,4}[-./年])?\d{1,2}(?:[-./月]\d{1,2}[日号]?|月)")
_LIMIT = re.compile(
    r"(?P<number>\d{1,9}(?:\.\d{1,9})?)%(?:以上|及以上)?|(?:不低于|达到|达|≥)(?P<least>\d{1,9}(?:\.\d{1,9})?)%"
)


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer means: `shown` in the tables; `doubt`: why that is not certain, then `shown` is as written."""

    shown: str = ""
    doubt: str = ""
    elsewhere: bool = False  # it was not in its own column but stood in the main one


def value(column: ListColumn, line: Line, task: Task | None = None) -> Value:
    """What a unit answered under a column. A blank choice beside a main text that is nothing but one counts as it.

    `task`: may say in which unit amounts of this line are counted.
    """
    entry = line.answer(column.key)
    written = entry.text.strip() if entry else ""
    if not written and column.kind is AnswerKind.CHOICE and column.key != "progress":
        meant = choice(column.choices, line.text) if len(bare(line.text)) <= _SHORT else ""
        return Value(meant, elsewhere=True) if meant else Value()
    return read(column, written, task.says(Role.COUNTED_IN) if task else "") if written else Value()


_SHORT = 8  # bare characters of a text that may be nothing but a choice


def read(column: ListColumn, written: str, counted_in: str = "") -> Value:
    """What a text under a column means; `counted_in`: the unit amounts of its line are in."""
    if column.kind is AnswerKind.CHOICE:
        meant = choice(column.choices, written)
        return Value(meant) if meant else Value(written, f"应从{'、'.join(column.choices)}里选一项")
    if column.kind in (AnswerKind.NUMBER, AnswerKind.PERCENT):
        percent = column.kind is AnswerKind.PERCENT or fold(counted_in) == "%"
        meant = _percent(written) if percent else _amount(column, written, counted_in)
        wanted = "百分比，如 85%" if percent else "一个数，按表里写的单位"
        return Value(meant) if meant else Value(written, f"应填{wanted}")
    if column.kind is AnswerKind.DATE and not (day(written) or loose_day(written)):
        none = _DIGITS_OF_A_DAY.fullmatch(fold(written))
        return Value(written, "没有这一天" if none else "应填日期，如 2024-06-30")
    return Value(written)


def _amount(column: ListColumn, written: str, counted_in: str) -> str:
    spoken = number_in(written)
    return measured(column.title, written, counted_in or column.counted_in) or ("" if spoken is None else str(spoken))


def choice(choices: tuple[str, ...], written: str) -> str:
    """The one choice a text certainly means, or empty."""
    said, folded = bare(written), fold(written)
    same = [each for each in choices if bare(each) == said]
    if len(same) == 1:
        return same[0]
    if aside := _ASIDE.search(folded):  # 是（6月30日） is 是, 是（部分） is neither
        within, plain = aside["said"], _ASIDE.sub("", folded, count=1)
        meant = choice(choices, plain) if plain else ""
        agrees = not bare(within) or _KNOWN_ASIDE.fullmatch(within) or loose_day(_DONE_THEN.sub("", within))
        return meant if agrees or (meant and choice(choices, within) == meant) else ""
    if not said or _WHOLE.fullmatch(folded):
        sign = folded.strip("()（）")
        if _WHOLE.fullmatch(sign) or (_TICK.fullmatch(sign) and len(choices) == 2):
            return _one(choices, YES)
        return _one(choices, NO) if _CROSS.fullmatch(sign) and len(choices) == 2 else ""
    if said == "x" and len(choices) == 2:
        return _one(choices, NO)
    groups = (YES, NO | NOT_BEGUN if len(choices) == 2 else NO, GOING, NOT_BEGUN)
    found = {_one(choices, group) for group in groups if said in group} - {""}
    return found.pop() if len(found) == 1 else ""


def is_yes(shown: str) -> bool:
    """Does this choice say that the thing is done?"""
    return bare(shown) in YES or shown == "绿"


def _one(choices: tuple[str, ...], group: frozenset[str]) -> str:
    """The only one of the choices that is in a group of words, or empty."""
    found = [each for each in choices if bare(each) in group]
    return found[0] if len(found) == 1 else ""


def _percent(written: str) -> str:
    """A per cent as it is shown; a bare fraction or 1 (0.85, 1.2) may be meant as either and is none."""
    spoken = _SPOKEN.fullmatch(fold(written))
    if spoken:
        return f"{number_in(spoken['words']) or 0}%"
    found = _NUMBER.fullmatch(fold(written))
    if not found:
        return ""
    number = float(found["number"].replace(",", ""))
    sure = found["unit"] == "%" or number == 0 or number >= 2
    return f"{number:g}%" if sure and 0 <= number <= 1000 else ""


def least(target: str) -> float | None:
    """The per cent a target asks at least (达到95%以上), when it names exactly one."""
    found = {each["number"] or each["least"] for each in _LIMIT.finditer(fold(target))}
    return float(found.pop()) if len(found) == 1 else None
