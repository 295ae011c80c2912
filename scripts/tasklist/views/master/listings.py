"""The sheets that list: 空白预警, 版本与冲突, 未归位内容."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tasklist.ledger.gaps import lack, missing_part
from tasklist.ledger.history import field_name, opens, origin, shown_place, subject
from tasklist.ledger.statistics import is_blank, is_doubtful
from tasklist.ledger.status import verdict_colour
from tasklist.ledger.summary import Summary
from tasklist.model.finding import Finding, Severity, Topic
from tasklist.model.finding_kinds import KINDS
from tasklist.model.layout import NINE
from tasklist.model.ledger import Colour, Ledger, Line, Status
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Period
from tasklist.model.returns import Superseded
from tasklist.model.tasks import TaskList
from tasklist.model.unplaced import Unplaced
from tasklist.text.normalize import fold
from tasklist.views import style
from tasklist.views.master.columns import Column, listed
from tasklist.views.master.difference import compared
from tasklist.views.master.sheet import Sheet, ShownCell, Value, opened

# --- 空白预警 -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Warned:
    """One row of 空白预警: whose, about what, the verdict, the text and why, what to do, where it stands and opens."""

    unit: str
    what: str
    verdict: Value
    text: str
    reason: str
    todo: str
    place: str
    link: Value = ""


BLANKS: tuple[Column[Warned], ...] = (
    Column("单位", 20, lambda one: one.unit, repeated=True),
    Column("事项", 11, lambda one: one.what, "centre"),
    Column("判定", 13, lambda one: one.verdict, "centre"),
    Column("原文", 30, lambda one: one.text),
    Column("理由", 30, lambda one: one.reason),
    Column("怎么办", 26, lambda one: one.todo),
    Column("位置", 24, lambda one: one.place),
    Column("原表", 7, lambda one: one.link, "centre"),
)


def blanks(sheet: Sheet, summary: Summary) -> None:
    """Blank and blank-in-meaning cells grouped by unit: verdict, reason, what to do, place; one row per cell."""
    own = "" if summary.ledger.plan.task_list.layout == NINE else "“必填栏空白”"
    note = (
        "红：空白，或只有占位符、提示语、任务原文等，视同没有填；黄（存疑）：有字，但没有找到时间、事项或数量，或像是填错了栏，"
        f"建议核实，由经办人判断。判定写“空白”{own}的行和黄色的行与总览的空白、存疑处数一致。"
        "零报告和如实写明“尚未开展”的不在此列。没有交表的单位见“报送情况”。"
    )
    listed(sheet, "空白预警", note, BLANKS, _warned(summary))


def _warned(summary: Summary) -> Iterator[Warned]:
    ledger = summary.ledger
    said: dict[tuple[str, int | None], list[Finding]] = {}
    for one in ledger.findings:
        if one.kind.topic in (Topic.TEXT, Topic.CELL):
            said.setdefault((one.unit, one.task), []).append(one)
    left, past, tasks = summary.gone, summary.elsewhere, ledger.plan.task_list
    for unit, lines in ledger.by_unit.items():
        for line in lines:
            mine = said.pop((unit, line.obligation.task), []) if line.obligation.task else []
            own = next((one for one in mine if one.kind.topic is Topic.TEXT and not one.field), None)
            if own or is_blank(line) or is_doubtful(line):
                yield _cell_row(line, own, left)
            yield from (_answer_row(one, line, left) for one in mine if one.field)
            if line.obligation.kind is Kind.DELIVERABLE and line.status is Status.PARTIAL:
                yield _document_row(line, left)
            yield from (_finding_row(one, past, tasks) for one in mine if one.kind.topic is Topic.CELL)
        for key in [key for key in said if key[0] == unit]:
            yield from (_finding_row(one, past, tasks) for one in said.pop(key))
    for rest in said.values():
        yield from (_finding_row(one, past, tasks) for one in rest)


def _cell_row(line: Line, own: Finding | None, left: Mapping[tuple[str, str], str]) -> Warned:
    """The row of a cell; `own` is the finding its verdict led to."""
    blank = is_blank(line)
    kind = KINDS["blank"] if blank else own.kind if own else KINDS["doubtful"]
    answer = line.answer("progress")
    place = line.place or (answer.place if answer else None)
    where = place or (own.place if own else None)
    reason = line.verdict.reason if line.verdict else ""
    quote = line.verdict.quote if line.verdict else ""
    if quote and fold(quote) != fold(line.text):  # the whole text stands beside it
        reason += f"（“{quote}”）"
    word = ShownCell("空白" if blank else kind.title, tint=style.LIGHTS[verdict_colour(line.verdict)])
    return Warned(
        line.obligation.unit,
        line.obligation.label,
        word,
        line.text,
        reason,
        own.todo if own else kind.todo,
        str(where or ""),
        opened(shown_place(line, left)),
    )


def _answer_row(one: Finding, line: Line, left: Mapping[tuple[str, str], str]) -> Warned:
    """The row of what was seen in one answer column of an office's own list."""
    entry = line.answer(one.field)
    colour = {Severity.ERROR: Colour.RED, Severity.WARNING: Colour.YELLOW}.get(one.severity)
    tint = style.LIGHTS[colour] if colour else None
    what, text = line.obligation.label, entry.text if entry else ""
    word, place = ShownCell(one.kind.title, tint=tint), opens(entry, left) if entry else one.place
    return Warned(line.obligation.unit, what, word, text, one.seen, one.todo, str(one.place or ""), opened(place))


def _document_row(line: Line, left: Mapping[tuple[str, str], str]) -> Warned:
    """The row of a document that came without its evidence, or of evidence without its document."""
    place = shown_place(line, left)
    word = ShownCell(lack(line), tint=style.LIGHTS[Colour.RED])
    todo = f"请单位补送{missing_part(line)}"
    where = str(line.place or place or "")
    return Warned(
        line.obligation.unit,
        f"《{line.obligation.name}》",
        word,
        "",
        line.content.sentence,
        todo,
        where,
        opened(place),
    )


def _finding_row(one: Finding, past: Mapping[str, str], tasks: TaskList) -> Warned:
    """The row of what was seen beside the cells of the tasks: it is no verdict, and has no colour of one."""
    what = tasks.name(one.task) if one.task else ""
    said = _from(past.get(one.place.file, "") if one.place else "") + one.seen
    return Warned(one.unit, what, one.kind.title, "", said, one.todo, str(one.place or ""))


# --- 版本与冲突 ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of 版本与冲突: a value that lost, old and new with their difference marked, and where each is read."""

    one: Superseded
    subject: str
    field: str
    before: ShownCell
    after: ShownCell
    old: Place
    new: Place


VERSIONS: tuple[Column[Compared], ...] = (
    Column("单位", 18, lambda row: row.one.loser.unit, repeated=True),
    Column("事项", 12, lambda row: row.subject, "centre", repeated=True),
    Column("栏目", 10, lambda row: row.field, "centre", repeated=True),
    Column("原内容（未采用）", 38, lambda row: row.before),
    Column("现内容（采用）", 38, lambda row: row.after),
    Column("依据", 24, lambda row: row.one.rule),
    Column("原来源与收到时间", 24, lambda row: "\n".join(origin(row.one.loser))),
    Column("原表", 7, lambda row: opened(row.old), "centre"),
    Column("现来源与收到时间", 24, lambda row: "\n".join(origin(row.one.winner))),
    Column("现表", 7, lambda row: opened(row.new), "centre"),
)


def versions(sheet: Sheet, summary: Summary) -> None:
    """Every value that lost to a different one, by unit and task: old beside new, the difference marked."""
    ledger = summary.ledger
    order = ledger.plan.roster.order
    told = [one for one in ledger.superseded if not one.equal]
    kinds = tuple(Kind)
    told.sort(
        key=lambda one: (
            _of_another(one, ledger.period),
            order.get(one.loser.unit, len(order)),
            kinds.index(one.loser.kind),
            one.loser.task or 0,
        )
    )
    same = len(ledger.superseded) - len(told)
    note = (
        "红色加删除线：原来有、现在没有的字；蓝色加下划线：现在新增的字。空白从不覆盖已有内容。"
        + (f"另有{same}处先后报来的内容完全相同，不再列出。" if same else "")
        + _past(sum(_of_another(one, ledger.period) for one in told))
    )
    listed(sheet, "版本与冲突", note, VERSIONS, (_compared(one, ledger, summary.gone) for one in told), filtered=False)


def _of_another(one: Superseded, period: Period) -> bool:
    return one.loser.kind is Kind.TASKS and one.loser.span != period.id


def _past(count: int) -> str:
    return f"其中{count}处属于其他报送期，排在最后，不属于本期要处理的。" if count else ""


def _compared(one: Superseded, ledger: Ledger, left: Mapping[tuple[str, str], str]) -> Compared:
    old, new = one.loser, one.winner
    before, after = compared(old.text, new.text)
    tasks = ledger.plan.task_list
    about, column = subject(old, ledger.period, tasks), field_name(old.field, tasks.layout)
    return Compared(one, about, column, before, after, opens(old, left), opens(new, left))


# --- 未归位内容 ------------------------------------------------------------------------------------


def unplaced(sheet: Sheet, summary: Summary) -> None:
    """Every cell that found no place, with its text and the reason."""
    past = summary.elsewhere
    columns: tuple[Column[Unplaced], ...] = (
        Column("单位", 20, lambda one: one.unit, repeated=True),
        Column("文件", 32, lambda one: one.place.file, repeated=True),
        Column("工作表", 12, lambda one: one.place.sheet, "centre", repeated=True),
        Column("单元格", 9, lambda one: one.place.cell, "centre", repeated=True),
        Column("内容", 46, lambda one: one.text),
        Column("原因", 32, lambda one: _from(past.get(one.place.file, "")) + one.why),
        Column("原表", 7, lambda one: opened(one.place), "centre"),
    )
    told = sorted(summary.ledger.unplaced, key=lambda one: one.place.file in past)
    note = (
        "这些字没有进入汇总，一个也没有丢：由经办人决定归到哪一项，或退回单位。单位一栏空着的，是文件还没有认领。"
        + _past(sum(one.place.file in past for one in told))
    )
    listed(sheet, "未归位内容", note, columns, told)


def _from(period: str) -> str:
    return f"（{period}的表）" if period else ""
