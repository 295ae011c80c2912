"""上报稿 from the ledger to the disk: a person's own words in it are read back first, and stand while they may."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tasklist.app import upward_questions
from tasklist.files import decisions, drafts, outbox
from tasklist.files.drafts import Cell, Draft
from tasklist.files.outbox import Put
from tasklist.ledger import upward, upward_told
from tasklist.model.book import Refusal
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger
from tasklist.model.question import Question
from tasklist.model.upward import FIELDS, ClerkText, UpwardReport
from tasklist.readers.pool import read_apart
from tasklist.substance.word_lists import Words
from tasklist.tables import upward_table
from tasklist.text.display import shorten
from tasklist.text.normalize import fold
from tasklist.views.upward import document, workbook

NAMES = ("上报稿.xlsx", "上报稿.docx")


@dataclass
class _Edits:
    """What a person did in the files: cells rewritten, cells left as they are with the new text in view, disputes."""

    rewritten: dict[Cell, ClerkText] = field(default_factory=dict)
    accepted: dict[Cell, str] = field(default_factory=dict)
    disputed: dict[Cell, tuple[str, str]] = field(default_factory=dict)

    def add(self, texts: Mapping[Cell, str], versions: Sequence[Mapping[Cell, Draft]]) -> None:
        """Take in an edited file: it was made from that version of ours with which it agrees most."""
        base = max(
            versions, key=lambda each: sum(_same(texts[cell], each[cell].shown) for cell in texts if cell in each)
        )
        for cell, text in texts.items():
            if cell not in base:
                continue
            if not _same(text, base[cell].shown):
                self._rewrite(cell, ClerkText(text, base[cell].drawn))
            elif base is versions[0]:
                self.accepted[cell] = text

    def _rewrite(self, cell: Cell, new: ClerkText) -> None:
        other = self.rewritten.setdefault(cell, new)
        if not _same(other.text, new.text):
            self.disputed[cell] = (other.text, new.text)


def _same(one: str, other: str) -> bool:
    """Do two texts differ in no more than white space?"""
    return fold(one) == fold(other)


def paths(ledger: Ledger) -> tuple[str, ...]:
    """Where the two files of a period lie, relative to the home."""
    return tuple(f"{outbox.FOLDER}/{ledger.period.id}/{name}" for name in NAMES)


def report(connection: sqlite3.Connection, ledger: Ledger, words: Words) -> UpwardReport:
    """The 上报稿 of the ledger's period, with what a person is known to have written in it."""
    drawn = upward.build(ledger, words)
    written = replace(drawn, clerk=drafts.rewritten(connection, ledger.period.id))
    return upward_questions.ruled(written, ledger.decisions)


def drawn(ledger: Ledger, words: Words) -> UpwardReport | None:
    """The 上报稿 of the ledger's period as drawn from what units wrote; None where a notice has no list."""
    return upward.build(ledger, words) if ledger.plan.task_list.tasks else None


def publish(
    home: Path, connection: sqlite3.Connection, ledger: Ledger, report: UpwardReport | None
) -> tuple[tuple[Put, ...], tuple[Question, ...]]:
    """Write both files, after reading what a person changed in them; what a person must look at is in the Puts, what
    is asked beside them.
    """
    if report is None:  # a notice that asks for documents and counts only has no such paper
        return (), ()
    edits = _edits(home, connection, ledger)
    clerk = _settled(drafts.rewritten(connection, ledger.period.id), edits)
    drafts.keep(connection, ledger.period.id, clerk)
    made = upward_questions.ruled(replace(report, clerk=clerk), ledger.decisions)
    shown = {
        (row.task.seq, name): Draft(row.drawn(name), made.shown(row, name)) for row in made.tasks for name in FIELDS
    }
    footnotes = ledger.plan.campaign.upward.footnotes
    done = []
    for path, data in zip(
        paths(ledger), (workbook.render(made), document.render(made, footnotes=footnotes)), strict=True
    ):
        put = outbox.put(home, connection, path, data, ledger.as_of)
        if put.path == path:  # one that is open still holds what was written there before
            drafts.remember(connection, path, shown)
        found = tuple(finding("changed_upward", each.message, place=each.place) for each in put.findings)
        done.append(replace(put, findings=found))
    path = done[0].path
    told = (*_overtaken(made, path), *_disputed(edits, path))
    earlier = decisions.asked(connection).values()
    asked = (
        *upward_questions.overtaken(made, path),
        *upward_questions.disputed(made, path, edits.disputed, earlier),
    )
    return (replace(done[0], findings=(*done[0].findings, *told)), *done[1:]), asked


def _edits(home: Path, connection: sqlite3.Connection, ledger: Ledger) -> _Edits:
    """What a person changed in the files since they were written."""
    found = _Edits()
    for path in paths(ledger):
        data = outbox.edited(home, connection, path)
        book = read_apart(data, path.rpartition("/")[2]) if data else None
        if book is None or isinstance(book, Refusal):  # one that no longer opens is kept as it is, beside the new one
            continue
        versions = drafts.written(connection, path)
        if versions:
            found.add(upward_table.texts(book, ledger.plan.task_list), versions)
    return found


def _settled(known: Mapping[Cell, ClerkText], edits: _Edits) -> dict[Cell, ClerkText]:
    """All that a person wrote and that is not taken back: not where two files say different things.

    A cell left as it was in a file that a person saved while it held the newly drawn text is that person's consent.
    """
    left = {cell: each for cell, each in known.items() if _same(edits.accepted.get(cell, each.text), each.text)}
    new = {cell: each for cell, each in edits.rewritten.items() if cell not in edits.disputed}
    return {cell: each for cell, each in (left | new).items() if not _same(each.text, each.against)}


def _overtaken(made: UpwardReport, path: str) -> list[Finding]:
    return [
        finding(
            "upward_overtaken",
            f"任务{row.task.seq}的{upward_told.FIELDS[name]}：您写的“{shorten(clerk.text)}”是在原来的内容上改的，内容已经变了，"
            f"现在汇总的是“{shorten(row.drawn(name))}”，先用了新汇总的",
            task=row.task.seq,
            place=path,
        )
        for row, name, clerk in made.overtaken()
    ]


def _disputed(edits: _Edits, path: str) -> list[Finding]:
    return [
        finding(
            "upward_disputed",
            f"任务{seq}的{upward_told.FIELDS[name]}：Excel 里改成“{shorten(one)}”，Word 里改成“{shorten(other)}”，"
            "两份都没有采用",
            task=seq,
            place=path,
        )
        for (seq, name), (one, other) in sorted(edits.disputed.items())
    ]
