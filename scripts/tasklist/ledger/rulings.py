"""What a person decided about the words of an answer: good or sent back, which of two counts, more time granted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasklist.ledger.versions import Resolved
from tasklist.model.layout import base_key
from tasklist.model.ledger import Line, Verdict
from tasklist.model.plan import Kind
from tasklist.model.question import AGREED, BACK, GOOD, Decision, Doubt
from tasklist.model.returns import Entry, Superseded
from tasklist.model.rule import TIES
from tasklist.substance.extension import only_asks_for_time, tasks_named

SIDES = "甲乙"  # what two versions are called in the answers: by their texts, so that no order of files turns them
HERE = "丙"  # what the answer is called that one of them stands in the wrong column: it is of the form's own period


@dataclass(frozen=True)
class Rulings:
    """The decisions about texts, by the key of their question."""

    by_key: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> Rulings:
        """Those among all decisions."""
        return cls({one.key: one.answer for one in decisions})

    def verdict(self, entry: Entry) -> Verdict | None:
        """The verdict a person gave on a progress text, or what an ask for more time comes to; None for any other."""
        if entry.kind is not Kind.TASKS or entry.field != "progress":
            return None
        said = self.by_key.get(text_key(entry), "") if self.by_key else ""
        if said == GOOD:
            return Verdict("ok", True, "经办人已认可")
        if said == BACK:
            return Verdict("sent_back", True, "经办人已退回，请补充事实")
        if not only_asks_for_time(entry.text):
            return None
        asked = tasks_named(entry.text) or (entry.task,)
        granted = next(filter(None, (self.by_key.get(extension_key(entry, task), "") for task in asked)), "")
        ruled = "，经办人已同意" if granted.startswith(AGREED) else "，经办人没有同意" if granted else ""
        return Verdict("extension", True, f"单位申请延期{ruled}，进展还没有写")

    @property
    def accepted(self) -> frozenset[str]:
        """The keys of the texts a person has said will do."""
        return frozenset(key for key, answer in self.by_key.items() if answer == GOOD)

    def chosen(self, settled: Resolved) -> set[tuple[object, str]]:
        """(what is answered, text) of the versions a person decided for, among those a person is asked about."""
        texts = ((tie.winner.key, self._text(tie)) for tie in settled.asked)
        return {(key, text) for key, text in texts if text is not None}

    def put_right(self, settled: Resolved, entries: Iterable[Entry]) -> list[Entry]:
        """All entries; those a person said stand in the wrong column as answers of their own period."""
        astray = {(one.loser.key, one.loser.text) for one in settled.overtyped if self._side(one) == HERE}
        return [here(entry) if entry.again and (entry.key, entry.text) in astray else entry for entry in entries]

    def _side(self, tie: Superseded) -> str:
        return self.by_key.get(tie_key(tie), "")[:1]

    def _text(self, tie: Superseded) -> str | None:
        """The text a person decided for: what was said of the two texts goes before what was said of their files."""
        if (side := self._side(tie)) and side in SIDES:
            return sides(tie)[SIDES.index(side)]
        side = self.by_key.get(files_key(tie), "")[:1] if tie.rule in TIES else ""
        return files(tie)[SIDES.index(side)].text.strip() if side and side in SIDES else None


def text_key(entry: Entry) -> str:
    """The key of the question about a text."""
    return Doubt.TEXT.about(entry.unit, entry.span, entry.task, entry.text.strip())


def answer_key(line: Line, field: str) -> str:
    """The key of the question about what stands in one of a list's own answer columns, beside all the others."""
    owed = line.obligation
    told = sorted((entry.field, entry.text.strip()) for entry in line.entries if entry.field != "contact")
    return Doubt.TEXT.about(owed.unit, owed.span, owed.task, field, *(word for pair in told for word in pair))


def extension_key(entry: Entry, task: int | None) -> str:
    """The key of the question about a text that asks for more time for a task."""
    return Doubt.EXTENSION.about(entry.unit, entry.span, task, entry.text.strip())


def tie_key(tie: Superseded) -> str:
    """The key of the question which of two texts counts."""
    one = tie.winner
    return Doubt.VERSION.about(one.unit, one.span, one.task, one.field, *sides(tie))


def files_key(tie: Superseded) -> str:
    """The key of the question which of two files counts, for all that they say differently."""
    one = tie.winner
    return Doubt.VERSION.about(one.unit, one.span, *sorted((one.stamp.sha256, tie.loser.stamp.sha256)))


def files(tie: Superseded) -> tuple[Entry, ...]:
    """The two answers in the order in which their files are called 甲 and 乙."""
    return tuple(sorted((tie.winner, tie.loser), key=lambda entry: entry.stamp.sha256))


def here(entry: Entry) -> Entry:
    """What stands in the column of an earlier part of the year as what the form's own period is answered with."""
    return replace(entry, span=entry.again, field=base_key(entry.field), again="")


def sides(tie: Superseded) -> tuple[str, ...]:
    """The two texts in the order in which they are called 甲 and 乙."""
    return tuple(sorted((tie.winner.text.strip(), tie.loser.text.strip())))
