"""A merge whose inputs are those of the last one, and whose outputs still stand: nothing need be done again.

The inputs are everything a merge looks at: the program, the office's files, what came and when, what a person decided
or wrote in the 上报稿, the period and the moment. The outputs are looked at byte by byte.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasklist.app.reading import Looked
from tasklist.files import cache, drafts, masters, outbox, output_records
from tasklist.files.cache import Cache
from tasklist.files.outbox import Put


@dataclass(frozen=True)
class MergeTold:
    """What a merge said: its lines for a person, its answer for a program, its exit code."""

    lines: Sequence[str]
    answer: object
    code: int


@dataclass(frozen=True)
class LastMerge:
    """What the last merge with the same inputs said and wrote, as far as it is known."""

    looked: Looked
    connection: sqlite3.Connection
    cache: Cache

    def told(self) -> MergeTold | None:
        """What it said; None when there was none such, or something it wrote is no longer as it was written."""
        kept = None if self._always else self.cache.get(self._key())
        if kept is None:
            return None
        lines, answer, code, outputs, others = kept
        home = self.looked.desk.home
        if not outbox.stands(home, self.connection, outputs) or not all((home / path).is_file() for path in others):
            return None
        return MergeTold(lines, json.loads(answer), code)

    def keep(self, told: MergeTold, puts: Iterable[Put], others: Iterable[str]) -> None:
        """Keep what was said and written; not when a file could not be written as it should, or a person changed it."""
        done = tuple(puts)
        if self._always or any(put.findings for put in done):
            return
        outputs: Mapping[str, str] = output_records.written_of(self.connection, [put.path for put in done])
        answer = json.dumps(told.answer, ensure_ascii=False)
        self.cache.put(self._key(), (tuple(told.lines), answer, told.code, outputs, tuple(others)))

    @property
    def _always(self) -> bool:
        """Must the work be done whatever is known? A dry run says what it would do, receipts may still be owed."""
        desk = self.looked.desk
        return desk.dry or desk.office.plan.campaign.mail.receipts

    def _key(self) -> bytes:
        looked = self.looked
        desk, answers = looked.desk, looked.answers
        decided = (answers.decisions, answers.remarks, answers.impossible, answers.present)
        rewritten = drafts.rewritten(self.connection, desk.period.id)
        came = (looked.scan.arrivals, looked.scan.findings, looked.deliveries, looked.lost)
        elsewhere = masters.known_elsewhere(self.connection, desk.period.id)
        return cache.key("merge", looked.against, desk.period, desk.as_of, *came, *decided, rewritten, elsewhere)
