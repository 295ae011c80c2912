"""How far a task is by each answer of a row: done, going, not begun. Answers that leave nothing in common contradict.

An answer tells the states it leaves possible; one that tells nothing of it (是否需要协调) leaves them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasklist.ledger.answer_values import GOING, NO, NOT_BEGUN, YES, value
from tasklist.model.layout import AnswerKind, ListColumn, Role
from tasklist.model.ledger import Line
from tasklist.model.tasks import TaskList
from tasklist.tables.small_tables import day
from tasklist.text.loose_days import loose_day
from tasklist.text.normalize import bare, fold

States = frozenset[str]
_DONE, _GOING, _NONE = "done", "going", "none"
_ANY: States = frozenset({_DONE, _GOING, _NONE})
_WORDS: tuple[tuple[frozenset[str], States], ...] = (
    (frozenset(("绿", "绿灯", "基本完成", "达标", "合格", "序时", "已启动", "已达标")), frozenset({_DONE, _GOING})),
    (frozenset(("红", "红灯", "滞后")), frozenset({_GOING, _NONE})),
    (frozenset(("未达标", "不达标", "不合格")), _ANY),
    (frozenset(("阶段性完成",)) | GOING, frozenset({_GOING})),
    (NOT_BEGUN, frozenset({_NONE})),
)
_ENDS = re.compile(r"完成|办结|销号|销账|到位|完工|竣工|整改|办理|落实")  # what 是 and 否 may be said of
_BEGINS = re.compile(r"启动|开展|实施|开工")
_PLAIN = frozenset("是否对有不无yn") | {"yes", "no", "不是", "没有"}
_OF_TIME = re.compile(r"按期|按时|如期|逾期|超期|延期|及时")
_OF_DONE = re.compile(r"完成率|进度|完成比例|完成百分比|完成度|办结率|整改率|销号率")
_DAY_DONE = re.compile(r"实际|销号|办结(?!时限)|完工|竣工")
_DAY_MAYBE = re.compile(r"完成(?:时间|日期)")
_PLANNED = re.compile(r"计划|预计|拟|时限|期限|要求|目标|应")
_NOTHING = frozenset({"not_started", "plan_only", "nil"})  # verdicts on a main text that says nothing was done
_ALL = r"(?:已|全部|均已|已经)(?:全部|全面|按期|如期|均)?(?:完成|办结|整改到位|整改完毕|销号)|完成率(?:为|达到?)?100%"
_CLAIM = re.compile(_ALL)
_WHOLE = re.compile(
    rf"(?:{_ALL})(?=整改|任务|工作|目标|指标|全部|[,.，。;；!！、]|$)|(?:全部|全面|均已)(?:完成|办结|整改到位|整改完毕|销号)"
)
_REST = re.compile(r"正在|尚未|未完成|剩余|还需|推进中|进行中|部分|阶段|前期|初步|基本完成|[余剩]\d|继续推进")
_NOT_YET = re.compile(r"(?:未|没有?)(?:正式)?(?:启动|开展|开始|开工|动工|实施)")


@dataclass(frozen=True, slots=True)
class ToldState:
    """What one answer tells: its column, its words, the states it leaves; `near`: it may be a part of the task only."""

    column: ListColumn
    words: str
    states: States
    near: bool = False

    def against(self, other: ToldState) -> bool:
        """Do the two leave no state in common? What may be of a part is against a plain no, not against 推进中."""
        if self.states & other.states:
            return False
        return not (self.near or other.near) or _NONE in (self.states | other.states)


def contradictions(line: Line, tasks: TaskList) -> Iterator[tuple[ToldState, ToldState]]:
    """The pairs of answers of a row that contradict each other, a choice first, then a per cent, then a day."""
    told = list(_told(line, tasks))
    for place, one in enumerate(told):
        for other in told[place + 1 :]:
            if one.against(other):
                yield one, other


def done_on(column: ListColumn, tasks: TaskList) -> bool:
    """Is a column of days for the day on which the task was done?"""
    if column.kind is not AnswerKind.DATE or _PLANNED.search(column.title.replace("实际", "")):
        return False
    planned = any(each.role is Role.DEADLINE for each in tasks.layout.columns)
    return bool(_DAY_DONE.search(column.title) or (planned and _DAY_MAYBE.search(column.title)))


def _told(line: Line, tasks: TaskList) -> Iterator[ToldState]:
    columns = [column for column in tasks.layout.columns if column.kind and not column.aside]
    kinds = (AnswerKind.CHOICE, AnswerKind.PERCENT, AnswerKind.DATE)
    for kind in kinds:
        for column in columns:
            said = value(column, line, tasks.find(line.obligation.task or 0))
            if column.kind is kind and said.shown and not said.doubt and not said.elsewhere:
                yield ToldState(column, said.shown, _of_kind(column, said.shown, tasks))
    for column in columns:
        if column.key == "progress" and column.kind is AnswerKind.TEXT:
            yield _of_text(column, line)


def _of_kind(column: ListColumn, shown: str, tasks: TaskList) -> States:
    if column.kind is AnswerKind.CHOICE:
        return _of_choice(column.title, bare(shown))
    if column.kind is AnswerKind.PERCENT:
        number = float(shown.rstrip("%"))
        sure = frozenset({_DONE}) if number >= 100 else frozenset({_GOING}) if number else frozenset({_GOING, _NONE})
        return sure if _OF_DONE.search(column.title) else _ANY
    return frozenset({_DONE}) if done_on(column, tasks) and (day(shown) or loose_day(shown)) else _ANY


def _of_choice(title: str, shown: str) -> States:
    for words, states in _WORDS:
        if shown in words:
            return states
    if shown in _PLAIN and (_OF_TIME.search(title) or not _ENDS.search(title)):
        started = frozenset({_DONE, _GOING}) if shown in YES else frozenset({_NONE})
        return started if _BEGINS.search(title) else _ANY  # 是否启动；是否需要协调 tells nothing
    if shown in YES:
        return frozenset({_DONE})
    return frozenset({_GOING, _NONE}) if shown in NO else _ANY


def _of_text(column: ListColumn, line: Line) -> ToldState:
    """What the main text tells of itself; most tell what was done, which leaves every state."""
    text, short = re.split(r"下一?步|下一?阶段", fold(line.text))[0], bare(line.text)
    if short in NOT_BEGUN or (line.verdict and line.verdict.code in _NOTHING):
        quote = line.verdict.quote if line.verdict and line.verdict.quote else line.text
        begun = () if _NOT_YET.search(text) else (_GOING,)
        return ToldState(column, quote, frozenset({_NONE, *begun}))
    if short in GOING or (short in NO and len(short) > 1):
        return ToldState(column, line.text, frozenset({_GOING}) if short in GOING else frozenset({_GOING, _NONE}))
    if _REST.search(text):
        return ToldState(column, line.text, _ANY)
    if whole := _WHOLE.search(text):
        return ToldState(column, whole[0], frozenset({_DONE}))
    if short in YES and len(short) > 1:
        return ToldState(column, line.text, frozenset({_DONE}))
    claim = _CLAIM.search(text)
    return ToldState(column, claim[0], frozenset({_DONE}), near=True) if claim else ToldState(column, line.text, _ANY)
