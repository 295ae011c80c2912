"""The life of one cell: every version, its file, its time, which one stands and by what rule.

`why` and the sheet 版本与冲突 both tell it in the words of this module, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from tasklist.ledger.versions import order
from tasklist.model.layout import NINE, Layout
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Period
from tasklist.model.question import Decision
from tasklist.model.returns import Entry, Outcome, Superseded
from tasklist.model.tasks import Task, TaskList
from tasklist.tables.question_rows import tasks_of
from tasklist.text.display import visible
from tasklist.text.moments import moment

FIELDS = {
    "progress": "进展",
    "contact": "联络员",
    "remark": "备注",
    "item": "事项",
    "document": "材料",
    "evidence": "佐证",
}
OFFICE = "汇总单位更正"


def field_name(field: str, layout: Layout = NINE) -> str:
    """What an answer's column is called; one of an office's own list by its heading."""
    name, _, part = field.partition("@")
    own = layout.find(field) if layout != NINE else None
    if own:
        return f"“{own.title}”"
    return FIELDS.get(name, name) + (f"（到{int(part[-2:])}月为止的一栏）" if part else "")


_LONG = 200  # characters from which the length of a text is said
_MARGIN = "     "


# --- words shared with the sheet 版本与冲突 ---------------------------------------------------------


def subject(entry: Entry, period: Period, tasks: TaskList) -> str:
    """What an entry answers, in a few words; a task of another period than `period` with that period's id."""
    if entry.kind is not Kind.TASKS:
        return entry.name or entry.kind.label
    return tasks.name(entry.task) + (f"（{entry.span}）" if entry.span != period.id else "")


def origin(entry: Entry) -> tuple[str, ...]:
    """Where and when an entry came, and whether the office itself wrote it."""
    return (str(entry.place), moment(entry.stamp.received), *([OFFICE] if entry.office else []))


def known_by(entry: Entry) -> str:
    """What tells when an entry came (DESIGN §5, time of receipt), in brackets; empty when nothing is known of it."""
    said = entry.stamp.receipt.doubt or entry.stamp.receipt.by
    return f"（{said}）" if said else ""


def gone(ledger: Ledger) -> Mapping[tuple[str, str], str]:
    """(path, hash) of every version in whose place a newer file stands now → its kept copy, or its archive's."""
    here, left = (
        {(each.path, each.sha256): each.kept for each in ledger.files if each.replaced is replaced}
        for replaced in (False, True)
    )
    return {version: kept for version, kept in left.items() if version not in here}


def opens(entry: Entry, gone: Mapping[tuple[str, str], str]) -> Place:
    """Where an entry can still be read: its own place, or the kept copy when a newer file stands there."""
    place = entry.place
    kept = gone.get((place.file, entry.stamp.sha256))
    return replace(place, file=kept, outer=kept if place.outer else "") if kept else place


def shown_place(line: Line, gone: Mapping[tuple[str, str], str]) -> Place | None:
    """Where the answer of a line can still be read, or where it should have stood."""
    place = line.place or (line.entries[0].place if line.entries else None)
    entry = next((entry for entry in line.entries if entry.place == place), None)
    return opens(entry, gone) if entry else place


# --- the life of a cell ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one answer. `lost` says to what and why, None: it stands. `opens`: where it can be read."""

    entry: Entry
    lost: Superseded | None
    opens: Place


@dataclass(frozen=True)
class Life:
    """What is known of one unit's answer to one task in the ledger's period. `line` is None when it owes none.

    `versions`: the key of each answer column → its versions, oldest first.
    """

    ledger: Ledger
    unit: str
    task: Task
    line: Line | None
    versions: Mapping[str, tuple[Version, ...]]

    def stands(self, name: str) -> int:
        """Which version of a field stands, counted from 1; 0 when none does."""
        return next((number for number, each in enumerate(self.versions[name], 1) if each.lost is None), 0)


def life(ledger: Ledger, unit: str, task: Task) -> Life:
    """The life of the answer of `unit` (its full name) to `task`, in the period of the ledger."""
    wanted = (unit, Kind.TASKS, ledger.period.id, task.seq)
    line = next((one for one in ledger.by_unit.get(unit, ()) if _of(one, task.seq)), None)
    lost = {each.loser: each for each in ledger.superseded if _about(each.loser) == wanted}
    stands = line.entries if line else ()
    here = {(each.field, each.stamp, each.place) for each in stands}  # one may stand with what was put behind it
    winners = (each.winner for each in lost.values())
    standing = dict.fromkeys((*stands, *(one for one in winners if (one.field, one.stamp, one.place) not in here)))
    entries = sorted((*standing, *lost), key=order)
    left = gone(ledger)
    told = [Version(each, lost.get(each), opens(each, left)) for each in entries]
    return Life(
        ledger,
        unit,
        task,
        line,
        {
            name: tuple(each for each in told if each.entry.field == name)
            for name in ledger.plan.task_list.layout.answers
        },
    )


def _of(line: Line, task: int) -> bool:
    return line.obligation.kind is Kind.TASKS and line.obligation.task == task


def _about(entry: Entry) -> tuple[str, Kind, str, int | None]:
    return entry.unit, entry.kind, entry.span, entry.task


# --- told to a clerk ------------------------------------------------------------------------------


def told(one: Life) -> tuple[str, ...]:
    """The whole story in plain Chinese, line by line."""
    made = (*_head(one), *_owed(one.line), *_now(one.line), *_versions(one), *_rest(one))
    return tuple(line for text in made for line in visible(text).split("\n"))


def _head(one: Life) -> Iterator[str]:
    task, ledger = one.task, one.ledger
    own = f"（{task.own_name}）" if task.own_name else ""
    yield f"{one.unit}　任务{task.seq}{own}　{ledger.period.name}（截至 {moment(ledger.as_of)}）"
    yield f"任务：{task.detail}"
    deadline = task.deadline
    yield f"完成时限：{deadline.text}" + (
        f"（{deadline.words}）" if deadline.reading not in ("", deadline.text) else ""
    )


def _owed(line: Line | None) -> Iterator[str]:
    if line is None:
        yield "应报：这个单位本期不欠这一项，汇总表里没有它的行。"
        return
    owed = line.obligation
    if owed.exempt:
        yield f"应报：免报（{owed.exempt}）；本来因“{owed.why}”应报。"
    else:
        yield f"应报：因“{owed.why}”，{moment(owed.due)} 前报送。"
    if owed.extended:
        yield f"延期：{owed.extended}"


def _now(line: Line | None) -> Iterator[str]:
    if line is None:
        return
    yield f"状态：{line.status.label}"
    yield f"  时间灯 {line.time.colour.value}：{line.time.sentence}"
    yield f"  内容灯 {line.content.colour.value}：{line.content.sentence}"
    if line.verdict and (line.verdict.quote or line.status is Status.EXEMPT):  # else the light has said it
        quote = f"，依据“{line.verdict.quote}”" if line.verdict.quote else ""
        kind = "确定" if line.verdict.certain else "建议核实"
        yield f"  内容判断（{kind}）：{line.verdict.reason or '有事实内容'}{quote}"
    if not line.returned:
        yield "  这个单位本期还没有交来任务进展表。"
    elif not line.text and line.place:
        yield f"  交来的表里，这一格在 {line.place}，没有读到文字。"


def _versions(one: Life) -> Iterator[str]:
    if not any(one.versions.values()):
        yield "没有收到过这一项的内容。"
        return
    layout = one.ledger.plan.task_list.layout
    for name, versions in one.versions.items():
        yield ""
        if not versions:
            yield f"{field_name(name, layout)}：没有收到过"
            continue
        stands = one.stands(name)
        which = f"采用第{stands}个" if len(versions) > 1 else "采用"
        which = which if stands else "都没有采用"
        yield f"{field_name(name, layout)}：收到过{len(versions)}个版本，先收到的在前，{which}"
        for number, each in enumerate(versions, 1):
            yield from _version(each, number, stands)


def _version(each: Version, number: int, stands: int) -> Iterator[str]:
    text = visible(each.entry.text)
    length = (f"共{len(text)}字",) if len(text) >= _LONG else ()
    yield f"  {number}. {'　'.join((*origin(each.entry), *length))}{known_by(each.entry)}"
    yield from (
        f"{_MARGIN}│ {line}" for line in (text or "（清空）").split("\n")
    )  # a bar: no text can pass for what is said of it
    yield f"{_MARGIN}→ {_verdict(each, stands)}"
    if each.opens != each.entry.place and not (each.lost and each.lost.equal):
        yield f"{_MARGIN}（这个文件后来换过，这一版存为 {each.opens.file}）"


def _verdict(each: Version, stands: int) -> str:
    """Whether a version stands, else by what rule it lost and to which number."""
    if each.lost is None:
        return "采用"
    if not stands:  # the unit has it in another column now
        return f"未采用：{each.lost.rule}"
    same = "（内容相同）" if each.lost.equal else ""
    return f"未采用{same}：{each.lost.rule}；采用的是第{stands}个"


def _rest(one: Life) -> Iterator[str]:
    ledger = one.ledger
    found = [each for each in ledger.findings if each.unit == one.unit and each.task == one.task.seq]
    waiting = [
        each
        for each in ledger.files
        if each.outcome in (Outcome.SET_ASIDE, Outcome.PENDING) and one.unit in (each.unit, *each.claimants)
    ]
    loose = [each for each in ledger.unplaced if one.unit in (each.unit, *each.units)]
    near = ledger.unplaced_about(one.unit, one.task.seq)
    paths = {each.path for each in ledger.files if each.unit == one.unit}
    decided = [each for each in ledger.decisions if _concerns(each, one, paths)]
    if not (found or waiting or loose or decided):
        return
    yield ""
    yield "还要知道的："
    for finding in found:
        where = f"（{finding.place}）" if finding.place else ""
        yield f"  · {finding.message}　办法：{finding.todo}{where}"
    for file in waiting:
        yield f"  · {file.path} 还没有并入：{file.reason}"
    for each in decided:
        yield f"  · {each.question.place}：{each.question.doubt.label}，经办人 {moment(each.at)} 决定“{each.answer}”"
    for spot in near:
        yield f"  · {spot.place} 的“{spot.text}”没有归位：{spot.why}"
    if len(loose) > len(near):
        yield f"  · 这个单位另有{len(loose) - len(near)}处内容没有归位，见“未归位内容”。"


def _concerns(decision: Decision, one: Life, paths: Collection[str]) -> bool:
    """Is a decision about the unit's files (`paths`), about its words for this task and period, or about the task?"""
    asked = decision.question
    if asked.sha256:
        return asked.place.file in paths or decision.answer == one.unit
    if asked.unit:
        tasks = (asked.task,) if asked.task else tasks_of(decision.answer)
        span = one.ledger.period.id
        return asked.unit == one.unit and (not tasks or one.task.seq in tasks) and asked.span in ("", span)
    of_task = asked.name == one.task.deadline.text or (asked.several and asked.name in one.task.responsible)
    return of_task or (asked.task == one.task.seq and asked.span == one.ledger.period.id)
