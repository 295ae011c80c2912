"""What came of a decision that a person made in 待办.xlsx."""

from __future__ import annotations

from tasklist.model.ledger import Ledger
from tasklist.model.question import (
    AMENDED,
    AS_COLUMN,
    AS_NAMED,
    AS_PROGRESS,
    CELL_BY_CELL,
    DROPPED,
    EMPTIED,
    GOOD,
    NIL,
    NIL_REPORT,
    OF_PERIOD,
    PART_BY_PART,
    Decision,
    Doubt,
)
from tasklist.tables.question_rows import PROOF, move_of, tasks_of
from tasklist.text.moments import moment

_EFFECTS = {
    Doubt.VERSION: "采用选中的一份",
    Doubt.DEADLINE: "按它判断是否逾期",
    Doubt.RESPONSIBLE: "任务按它落到单位",
    Doubt.EXTENSION: "应报时间按它算",
    Doubt.UPWARD: "上报稿里用这一稿",
    Doubt.SHEET: "按那一期的填报并入",
    Doubt.PART: "这张表算作选定的单位的",
    Doubt.ITEM: "计入频次",
    Doubt.DAY: "计入频次",
}

_BY_ANSWER = {
    AS_PROGRESS: "已按进展并入各项任务",
    AS_NAMED: "各段已并入写明的任务",
    PART_BY_PART: "已一段一段列出来选",
    CELL_BY_CELL: "已一处一处列出来选",
}
_BY_WAY = {
    NIL: "{}按零报告并入，有具体填报的不受影响",
    AMENDED: "照信里说的改了{}的字",
    EMPTIED: "{}原来填的作废，算没有填",
}


def effect(ledger: Ledger, decision: Decision) -> str:
    """What came of a decision, in Chinese."""
    still = any(one.key == decision.key for one in ledger.questions)
    if not decision.question.sha256:
        return "没有起作用，请再看一眼这一行" if still else _effect_on_words(decision)
    record = next((each for each in ledger.files if each.sha256 == decision.question.sha256), None)
    if record is None:
        return "文件已不在收件夹"
    if still:
        return f"没有起作用：{record.reason}"
    told = [record.outcome.label, record.unit, record.period, record.reason]
    if decision.question.doubt is Doubt.RECEIVED:
        told.insert(0, f"按 {moment(record.received)} 收到算")
    return "，".join(filter(None, told))


def _effect_on_words(decision: Decision) -> str:
    doubt = decision.question.doubt
    if doubt is Doubt.TEXT:
        return "不再提示存疑" if decision.answer == GOOD else "按空白退回单位补充"
    if decision.answer != DROPPED and (told := _BY_ANSWER.get(decision.answer) or _EFFECTS.get(doubt)):
        return told
    if decision.answer.startswith(NIL_REPORT):
        return "按零报告并入，有具体填报的任务不受影响"
    if decision.answer.startswith(AS_COLUMN.partition("{")[0]):
        return "已并入那一栏"
    if decision.answer.endswith(PROOF):
        return f"已作为佐证材料存进“材料”文件夹（{decision.answer.partition('　')[0].removesuffix(PROOF)}）"
    return _effect_on_tasks(decision)


def _effect_on_tasks(decision: Decision) -> str:
    if move := move_of(decision.answer):
        left = f"填的已算作任务{move.to}的；任务{move.at}没有别的填报的，算没有填"
        return f"任务{move.at}" + (f"和任务{move.to}填的已对调" if move.both else left)
    if not (tasks := tasks_of(decision.answer)):
        return "不计入填报，不再询问"
    said, _, span = decision.answer.partition(OF_PERIOD)
    way = next(filter(said.endswith, _BY_WAY), "")
    return _BY_WAY.get(way, "已并入{}").format(f"{span}任务{'、'.join(map(str, tasks))}")
