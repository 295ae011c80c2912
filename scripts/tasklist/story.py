"""The life of one cell, for `why`: every version, its file, its time, what was thought of it, which one stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tasklist.errors import UserError
from tasklist.model import Entry, Kind, Ledger, Line, Superseded, Task
from tasklist.wording import visible

FIELDS = {"progress": "进展", "contact": "联络员", "remark": "备注"}


def life(ledger: Ledger, unit: str, task: int) -> str:
    """Everything known of what `unit` (name or alias) said of task number `task`, oldest first, in plain Chinese.

    Raises UserError when the unit or the task is unknown.
    """
    who, what = ledger.plan.roster.find(unit), ledger.plan.task_list.find(task)
    if who is None:
        raise UserError(f"名册里没有“{visible(unit)}”这个单位，请核对全称或简称。")
    if what is None:
        last = ledger.plan.task_list.tasks[-1].seq if ledger.plan.task_list.tasks else 0
        raise UserError(f"任务清单里没有第{task}项，清单共到第{last}项。")
    line = next((line for line in ledger.by_unit.get(who.name, ()) if _is(line, task)), None)
    lost = [one for one in ledger.superseded if (one.loser.unit, one.loser.task) == (who.name, task)]
    return "\n".join(
        (
            *_head(ledger, who.name, what),
            *_owed(line),
            *_versions(line, lost),
            *_now(line),
            *_rest(ledger, who.name, task),
        )
    )


def _is(line: Line, task: int) -> bool:
    return line.obligation.kind is Kind.TASKS and line.obligation.task == task


def _head(ledger: Ledger, unit: str, task: Task) -> Iterator[str]:
    yield f"{visible(unit)}　任务{task.seq}　{ledger.period.name}（数据截至{_when(ledger.as_of)}）"
    yield f"任务：{visible(task.detail)}"
    yield f"时限：{visible(task.deadline.text)}" + (
        f"（{visible(task.deadline.words)}）" if task.deadline.words else ""
    )


def _owed(line: Line | None) -> Iterator[str]:
    if line is None:
        yield "这个单位本期不欠这一项，汇总表里没有它的行。"
        return
    owed = line.obligation
    yield f"为什么应报：{visible(owed.why)}；应于{_when(owed.due)}前报送。"
    if owed.exempt:
        yield f"免报：{visible(owed.exempt)}"
    if owed.extended:
        yield f"延期：{visible(owed.extended)}"


def _versions(line: Line | None, lost: list[Superseded]) -> Iterator[str]:
    standing = line.entries if line else ()
    told: list[tuple[Entry, str]] = [(entry, "采用") for entry in standing]
    told += [(one.loser, _lost(one)) for one in lost]
    if not told:
        yield "收到的版本：没有收到过这一项的内容。"
        return
    yield f"收到的版本（{len(told)}个，先后为序）："
    for entry, verdict in sorted(told, key=lambda item: _order(item[0])):
        yield (
            f"· {_when(entry.stamp.received)}　{visible(str(entry.place))}　{FIELDS.get(entry.field, entry.field)}"
            + ("　汇总单位更正" if entry.office else "")
        )
        yield f"  “{visible(entry.text)}”"
        yield f"  → {verdict}"


def _order(entry: Entry) -> tuple[int, datetime, datetime, datetime, str]:
    stamp = entry.stamp
    field = list(FIELDS).index(entry.field) if entry.field in FIELDS else len(FIELDS)
    return field, stamp.received, stamp.modified or stamp.mtime, stamp.mtime, str(entry.place)


def _lost(one: Superseded) -> str:
    same = "（内容相同）" if one.equal else ""
    return f"未采用{same}：{visible(one.rule)}；采用的是 {visible(str(one.winner.place))}"


def _now(line: Line | None) -> Iterator[str]:
    if line is None:
        return
    yield f"现在的状态：{line.status.label}　时间灯 {line.time.colour.value}（{visible(line.time.sentence)}）"
    yield f"　　　　　　内容灯 {line.content.colour.value}（{visible(line.content.sentence)}）"
    if line.verdict:
        quote = f"，依据“{visible(line.verdict.quote)}”" if line.verdict.quote else ""
        kind = "确定" if line.verdict.certain else "建议核实"
        yield f"内容判断（{kind}）：{visible(line.verdict.reason or '有事实内容')}{quote}"
    if not line.text and line.place:
        yield f"这一格应在：{visible(str(line.place))}"
    if not line.returned:
        yield "这个单位本期还没有交来任务进展表。"


def _rest(ledger: Ledger, unit: str, task: int) -> Iterator[str]:
    mine = [one for one in ledger.findings if one.unit == unit and one.task == task]
    if mine:
        yield "核查问题："
        for one in mine:
            yield f"· {visible(one.message)}　怎么办：{visible(one.todo)}" + (
                f"（{visible(one.place)}）" if one.place else ""
            )
    loose = [one for one in ledger.unplaced if one.unit == unit]
    if loose:
        yield f"另有{len(loose)}处该单位的内容没有归位，见“未归位内容”。"


def _when(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
