"""待办.xlsx between two runs: what a person wrote in it is taken at the start, and it is written anew at the end.

It belongs to the present. A run that looks back neither takes nor writes anything: it replays what was decided by then.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tasklist.files import decisions, disk, inbox, outbox, receipts
from tasklist.files.outbox import Put
from tasklist.model.book import Refusal
from tasklist.model.errors import UserError
from tasklist.model.ledger import Ledger
from tasklist.model.question import Decision, Doubt, Question
from tasklist.plan import periods
from tasklist.readers import registry
from tasklist.tables import question_rows
from tasklist.tables.question_rows import AnswerRow
from tasklist.text.moments import moment

if TYPE_CHECKING:
    from tasklist.views.questions import Row  # with it comes the library that writes workbooks


_OF_TEXTS = (Doubt.VERSION, Doubt.EXTENSION, Doubt.TEXT)  # asked of the answers of one period, by its own ledger


@dataclass(frozen=True)
class ClerkAnswers:
    """What a person decided as known at a run, and what the workbook held when it began.

    `written`: the key of a row → what stands in it; `impossible`: the key → what is wrong with its answer.
    `present`: may the workbook be written? `bytes`: what was read, None when there was none or it made no sense.
    """

    decisions: tuple[Decision, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, AnswerRow] = field(default_factory=dict)
    impossible: Mapping[str, str] = field(default_factory=dict)
    present: bool = False
    bytes: bytes | None = None

    @property
    def by_key(self) -> Mapping[str, str]:
        """The key of a question → the answer that stands."""
        return {one.key: one.answer for one in self.decisions}


class _Workbook(NamedTuple):
    """待办.xlsx on disk: its bytes, what is written beside each key, and what each asks as it says itself."""

    data: bytes | None
    written: Mapping[str, AnswerRow]
    asked: Mapping[str, Question]


_NOTHING = _Workbook(None, {}, {})


def taken(
    home: Path,
    connection: sqlite3.Connection,
    as_of: datetime,
    zone: tzinfo,
    units: Callable[[str], Sequence[str]],
) -> ClerkAnswers:
    """Read 待办.xlsx as it was last saved, record what is new in it with the run's time, and say what stands.

    `units`: the units a name may be of.
    """
    known = [each for each in (receipts.latest(connection), decisions.last(connection)) if each]
    now = inbox.came(as_of)
    present = max(known, default=now) <= now
    data, written, known_by_workbook = _read(home, connection) if present else _NOTHING
    impossible: dict[str, str] = {}
    asked = {**known_by_workbook, **decisions.asked(connection)}  # the state file may be new
    before = {one.key: one for one in decisions.standing(connection, as_of)}
    for key, said in written.items():
        question = asked.get(key)
        if question is None:
            continue
        answer = question_rows.meant(question, said.answer, zone, units) if said.answer else ""
        if said.answer and not answer:
            impossible[key] = question_rows.impossible(question, said.answer)
        old = before.get(key)
        if (answer, said.remark) != ((old.answer, old.remark) if old else ("", "")):
            unchanged = old is not None and old.answer == answer
            at, about = (old.at, old.question) if old is not None and unchanged else (now, question)
            decisions.record(connection, Decision(about, answer, said.remark, at))
    remarks = {one.key: one.remark for one in decisions.standing(connection, as_of)}
    return ClerkAnswers(standing(connection, as_of), remarks, written, impossible, present, data)


def standing(connection: sqlite3.Connection, as_of: datetime) -> tuple[Decision, ...]:
    """What a person has decided by then and not taken back."""
    return tuple(one for one in decisions.standing(connection, as_of) if one.answer)


def _read(home: Path, connection: sqlite3.Connection) -> _Workbook:
    """The workbook as it stands on disk, with what is written in it; nothing when it cannot be read now."""
    from tasklist.readers.pool import read_apart  # noqa: PLC0415  most runs find what the last one wrote

    path = home / outbox.QUESTIONS
    try:
        data = disk.read(path)
        ours = outbox.holds(home, connection, outbox.QUESTIONS, hashlib.sha256(data).hexdigest())
        book = registry.read(data, path.name) if ours else read_apart(data, path.name)
        if isinstance(book, Refusal):
            return _NOTHING
        return _Workbook(data, question_rows.written(book, outbox.QUESTIONS), question_rows.asked(book))
    except (OSError, UserError):  # absent, open and locked, or no longer our table: then it is kept as it is
        return _NOTHING


def publish(
    home: Path,
    connection: sqlite3.Connection,
    ledger: Ledger,
    answers: ClerkAnswers,
    more: Iterable[Question] = (),
) -> tuple[Put, ...]:
    """Write 待办.xlsx: what is open first, then what was decided. Nothing while there was never anything to ask.

    `more`: what is asked beside the ledger's questions, about 上报稿 and texts of earlier periods.
    """
    from tasklist.ledger.questions import by_urgency  # noqa: PLC0415
    from tasklist.views import questions as view  # noqa: PLC0415  every run takes answers, few write the workbook

    path = outbox.QUESTIONS
    later = _of_later_periods(connection, ledger, answers)
    ledger = replace(ledger, questions=by_urgency((*ledger.questions, *more, *later)))
    rows = tuple(_rows(ledger, answers))
    if not answers.present or not (rows or (home / path).exists()):
        return ()
    decisions.ask(connection, ledger.questions)
    campaign = ledger.plan.campaign
    data = view.render(rows, title=campaign.title, office=campaign.office, as_of=ledger.as_of)
    if answers.bytes is None and (home / path).exists():
        return (outbox.put(home, connection, path, data, ledger.as_of),)
    return (outbox.put_over(home, connection, path, data, answers.bytes),)


def _of_later_periods(connection: sqlite3.Connection, ledger: Ledger, answers: ClerkAnswers) -> Iterator[Question]:
    """What stands in the workbook about texts of periods after the ledger's, which only a merge of theirs asks anew."""
    campaign = ledger.plan.campaign
    for key, question in decisions.asked(connection).items():
        period = periods.by_id(campaign, question.span) if question.span else None
        open_ = key in answers.written and key not in answers.by_key
        if open_ and question.doubt in _OF_TEXTS and period and period.opens > ledger.period.opens:
            yield question


def _rows(ledger: Ledger, answers: ClerkAnswers) -> Iterator[Row]:
    from tasklist.ledger.effects import effect  # noqa: PLC0415
    from tasklist.ledger.like_questions import together  # noqa: PLC0415
    from tasklist.views.questions import Row  # noqa: PLC0415

    listed = ledger.plan.task_list
    decided = {one.key: one for one in ledger.decisions}
    for question in together((one for one in ledger.questions if one.key not in decided), listed):
        yield _open(question, answers)
    groups: dict[tuple[str, str, str], list[Question]] = {}
    for one in ledger.decisions:
        said = f"{moment(one.at)} 记下：{effect(ledger, one)}"
        groups.setdefault((one.answer, one.remark, said), []).append(one.question)
    rows = {each.key: Row(each, *said) for said, asked in groups.items() for each in together(asked, listed)}
    yield from (rows[one.key] for one in ledger.decisions if one.key in rows)


def _open(question: Question, answers: ClerkAnswers) -> Row:
    """A question without an answer; an impossible one stays where it was written, with what is wrong with it."""
    from tasklist.views.questions import Row  # noqa: PLC0415

    written = answers.written.get(question.key, AnswerRow("", ""))
    said = answers.impossible.get(question.key, "")
    return Row(question, written.answer, written.remark or answers.remarks.get(question.key, ""), said)
