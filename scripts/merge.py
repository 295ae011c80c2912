"""merge: inbox → Ledger → outbox/PERIOD/, the master and its companions."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("merge", VERBS["merge"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tasklist.app import cli, reading
from tasklist.app.cli import Desk
from tasklist.app.reading import Received
from tasklist.app.unchanged import LastMerge, MergeTold
from tasklist.files import inbox, masters, outbox
from tasklist.files.outbox import Put
from tasklist.model.errors import UserError
from tasklist.model.finding import Finding, Severity
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import FileRecord, Ledger, Line, Status
from tasklist.model.question import Question
from tasklist.model.returns import Outcome
from tasklist.text.moments import moment

if TYPE_CHECKING:
    from tasklist.ledger.statistics import Figures
    from tasklist.ledger.summary import Summary


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes."""
    return cli.run(PARSER, argv, act)


def act(desk: Desk) -> int:
    """Read, build, write, and say what to look at next. With nothing changed, what was said last time is said again."""
    with desk.state() as connection, reading.known(desk) as kept:
        looked = reading.look(desk, connection)
        last = LastMerge(looked, connection, kept)
        new_csv = getattr(desk.args, "csv", False) and not _csv(desk).exists()
        told = (None if new_csv else last.told()) or _merged(desk, connection, looked.read(kept), last)
    desk.say(*told.lines)
    desk.answer(told.answer)
    desk.show(outbox.of_period(desk.period.id, outbox.MASTER))
    return told.code


def _csv(desk: Desk) -> Path:
    """Where 明细.csv lies once it was asked for: as long as it is there, it is written anew."""
    return desk.home / outbox.of_period(desk.period.id, outbox.CSV)


def _merged(desk: Desk, connection: sqlite3.Connection, received: Received, last: LastMerge) -> MergeTold:
    """Build the ledger, write everything, and say so."""
    from tasklist.app import last_net  # noqa: PLC0415  with nothing changed nothing is rendered
    from tasklist.app.publish import original, publish  # noqa: PLC0415

    received, (summary, workbook) = last_net.enduring(received, lambda known: _shown(desk, known))
    ledger = summary.ledger
    done: tuple[Put, ...] = ()
    written: tuple[Finding, ...] = ()
    master = outbox.of_period(desk.period.id, outbox.MASTER)
    if not desk.dry:
        done = publish(
            desk.home,
            connection,
            summary=summary,
            returns=received.returns,
            workbook=workbook,
            answers=received.answers,
            kept=last.cache,
            as_csv=getattr(desk.args, "csv", False) or _csv(desk).exists(),
        )
        master, written = done[0].path, tuple(one for put in done for one in put.findings)
        masters.keep_files(connection, ledger.period.id, (each.sha256 for each in ledger.files))
        if received.returns:
            inbox.told(connection, desk.as_of)
        written += _receipts(desk, connection, summary)
    noticed = (*written, *(one for one in received.findings if one.severity is not Severity.INFO))
    asked = open_rows(summary.open_questions)
    lines = [
        *said(ledger, summary.now, asked),
        *_not_yet_merged(ledger, connection),
        f"{'将写入' if desk.dry else '已写入'} {master}",
        *_next(summary.now),
        *(f"注意：{one.message}。{one.todo if one.severity is Severity.ERROR else ''}" for one in noticed),
    ]
    waiting = any(each.outcome in (Outcome.SET_ASIDE, Outcome.PENDING) for each in ledger.files)
    wrong = any(one.severity is Severity.ERROR for one in received.findings)
    held_up = any(not one.doubt.is_soft for one in summary.open_questions)
    answer = as_json(ledger, summary.now, master, written)
    told = MergeTold(lines, answer, int(waiting or bool(written) or wrong or held_up))
    if not received.passing:
        last.keep(told, done, [original(summary)])
    return told


def _shown(desk: Desk, received: Received) -> tuple[Summary, bytes]:
    """What the report says, and the master."""
    from tasklist.app import upward  # noqa: PLC0415
    from tasklist.ledger.summary import Summary  # noqa: PLC0415
    from tasklist.views.master.workbook import render  # noqa: PLC0415

    ledger = received.ledger(desk.period)
    summary = Summary(ledger, received.history(desk.period), upward.drawn(ledger, desk.office.words))
    return summary, b"" if desk.dry else render(summary)


def _receipts(desk: Desk, connection: sqlite3.Connection, summary: Summary) -> tuple[Finding, ...]:
    """Tell the units what has arrived, when the config says so; what did not go out is a finding."""
    settings = summary.ledger.plan.campaign.mail
    if not settings.receipts:
        return ()
    from tasklist.mail import delivery  # noqa: PLC0415
    from tasklist.views.reports import receipt  # noqa: PLC0415

    try:
        return delivery.send_all(receipt.receipts(summary), desk.home, settings, connection, desk.as_of).findings
    except UserError as error:  # the master is written all the same
        said = f"汇总已完成，收件回执没有发出：{str(error).rstrip('。')}"
        return (finding("mail_failed", said, todo="改好后再运行一次 merge，回执会补发"),)


class OpenRows(NamedTuple):
    """What 待办.xlsx asks: how many rows wait, of how many units, of which kinds, and where."""

    open: int
    units: int
    kinds: dict[str, int]
    path: str = outbox.QUESTIONS


def open_rows(questions: Sequence[Question]) -> OpenRows:
    """What a person has yet to answer."""
    kinds = Counter(one.doubt.label for one in questions)
    return OpenRows(len(questions), len({one.unit for one in questions if one.unit}), dict(kinds))


def said(ledger: Ledger, now: Figures, asked: OpenRows) -> list[str]:
    """Five numbers, who sent nothing, and what waits for a person."""
    lines = [
        f"{ledger.plan.campaign.title}　{ledger.period.name}（截至 {moment(ledger.as_of)}）",
        f"  {'　'.join(f'{word} {number} {measure}' for word, number, measure in now.five)}",
    ]
    if now.missing:
        lines.append(f"  未报：{'、'.join(now.missing)}")
    if now.not_due:
        lines.append(f"  还没报（未到期）：{'、'.join(now.not_due)}")
    if now.empty:
        lines.append(f"  交了空表：{'、'.join(now.empty)}")
    if back := [unit for unit, its in ledger.by_unit.items() if any(map(_sent_back, its))]:
        lines.append(f"  有退回的填报，等单位补充：{'、'.join(back)}")
    if now.pending:
        lines.append(f"  待核对（收件夹里有文件可能就是，先核对，这几项不催）：{'、'.join(now.pending)}")
    lines += _aside(ledger, now)
    if asked.open:
        kinds = "、".join(f"{kind} {count}" for kind, count in asked.kinds.items())
        whom = f"，涉及 {asked.units} 家单位" if asked.units else ""
        lines.append(f"  等人决定的 {asked.open} 件{whom}，在 {asked.path} 里（{kinds}）")
    return lines


def _sent_back(line: Line) -> bool:
    return line.verdict is not None and line.verdict.code == "sent_back" and not line.status.answered


def _next(now: Figures) -> Iterator[str]:
    """What to do next."""
    if now.blank or now.doubtful:
        yield "下一步：运行 flag 看空白和存疑的格子，运行 remind 提醒欠报的单位。"
    elif now.missing:
        yield "下一步：运行 remind 提醒欠报的单位。"


def _not_yet_merged(ledger: Ledger, connection: sqlite3.Connection) -> Iterator[str]:
    """The periods of files that came just now and are not in the master of theirs."""
    from tasklist.ledger.statistics import of_another_period  # noqa: PLC0415

    late = {
        each.period: None
        for each in ledger.files
        if of_another_period(each, ledger.period)
        and each.receipt.seen == ledger.as_of
        and each.sha256 not in masters.known_files(connection, each.period)
    }
    if late:
        again = "；".join(f"merge --period {period}" for period in late)
        yield f"  新到的文件里有别的报送期的（{'、'.join(late)}），那一期的汇总表还没有更新，请运行 {again}"


def _aside(ledger: Ledger, now: Figures) -> Iterator[str]:
    """The files that wait, counted as the balance in the master counts them, and those inside archives and mails."""
    from tasklist.ledger.statistics import of_another_period  # noqa: PLC0415

    waiting = [each for each in ledger.files if each.outcome in (Outcome.SET_ASIDE, Outcome.PENDING)]
    if not waiting:
        return
    outer = {each.path[:end] for each in waiting for end, char in enumerate(each.path) if char == "!"}
    others = sum(not each.member and of_another_period(each, ledger.period) for each in waiting)
    counts = {
        "尚在拷贝": now.files[Outcome.PENDING],
        "压缩包和邮件里": sum(each.member and each.path not in outer for each in waiting),
        "其他报送期": others,
    }
    more = "".join(f"，{words} {number} 个" for words, number in counts.items() if number)
    yield f"  待处理的文件 {now.files[Outcome.SET_ASIDE]} 个{more}："
    for each in waiting:
        if each.path not in outer:  # an archive whose members are told says nothing of its own
            said = (each.question.seen, each.question.todo) if each.question else (each.reason, "核对后再汇总一次")
            yield f"    {each.path}：{'。→ '.join(said)}"


def as_json(ledger: Ledger, now: Figures, master: str, written: Sequence[Finding]) -> dict[str, object]:
    """The answer of --json, as DESIGN §4.7 has it."""
    counts = dict(zip(Status, now.total.counts, strict=True))
    return {
        "period": ledger.period.id,
        "as_of": ledger.as_of.isoformat(),
        "master": master,
        "units": {
            "expected": len(now.expected),
            "returned": len(now.returned),
            "missing": list(now.missing),
        },
        "obligations": {"expected": sum(counts.values())} | {status.value: count for status, count in counts.items()},
        "files": [_file(record) for record in ledger.files],
        "findings": [cli.finding_json(one) for one in (*ledger.findings, *written)],
        **_own(ledger),
    }


def _own(ledger: Ledger) -> dict[str, object]:
    """The answer columns only the list itself has: how often each was answered how, and every answer."""
    from tasklist.ledger.own_answers import counted, own_answers  # noqa: PLC0415  with nothing changed nothing is counted

    counts = counted(ledger)
    if not counts:
        return {}
    columns = [
        {
            "key": count.column.key,
            "heading": count.column.title,
            "kind": count.column.kind and count.column.kind.value,
            "choices": list(count.column.choices),
            "counts": dict(sorted(count.total.items())),
        }
        for count in counts
    ]
    answers = [
        {
            "unit": one.line.obligation.unit,
            "task": one.line.obligation.task,
            "column": one.column.key,
            "value": one.value.shown,
            "written": one.written,
            "doubt": one.value.doubt,
            "place": str(one.place) if one.place else None,
        }
        for one in own_answers(ledger)
        if one.value.shown
    ]
    return {"columns": columns, "answers": answers}


def _file(record: FileRecord) -> dict[str, object]:
    cells = record.cells
    return {
        "path": record.path,
        "outcome": record.outcome.value,
        "kind": record.kind.value if record.kind else None,
        "unit": record.unit,
        "period": record.period,
        "reason": record.reason,
        "evidence": list(map(str, record.evidence)),
        "sha256": record.sha256,
        "cells": {
            "seen": cells.seen,
            "merged": cells.merged,
            "template": cells.template,
            "superseded": cells.superseded,
            "unplaced": cells.unplaced,
        },
    }


if __name__ == "__main__":
    sys.exit(main())
