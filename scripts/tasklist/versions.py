"""Which value stands when a cell was answered more than once (DESIGN §5, Resubmission).

Per cell the latest non-blank value wins and a blank never erases. Later means received in a later run;
within one run the document's own modified stamp decides, then the file's time, then its name, and when
two different values were told apart only so, that is said. The office's own correction stands above all.
A counted item or a document sent again is the same one: there the first received stands, so that a repeat
makes nothing late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tasklist.counted import undated
from tasklist.model import Entry, Kind, Superseded
from tasklist.wording import bare

_EARLIEST = datetime.min.replace(tzinfo=UTC)

OFFICE_RULE = "汇总单位的更正为准"
LATER_RULE = "后收到的为准"
BLANK_RULE = "占位符不覆盖已有内容"
REPEAT_RULE = "同一件只计一次，以先收到的为准"
TIE_RULES = ("同一批收到，以文件自身的修改时间为准", "同一批收到，以文件时间为准", "同一批收到，以文件名先后为准")


@dataclass(frozen=True)
class Settled:
    """The values that stand, and every value that lost. `standing` keeps the order of first appearance."""

    standing: tuple[Entry, ...]
    superseded: tuple[Superseded, ...]

    @property
    def ties(self) -> tuple[Superseded, ...]:
        """Different values that only a tie-break told apart."""
        return tuple(each for each in self.superseded if each.rule in TIE_RULES and not each.equal)


def settle(entries: Iterable[Entry], is_blank: Callable[[Entry], bool]) -> Settled:
    """Decide among versions. `is_blank`: does a text certainly say nothing (无, /, the hint)?

    Counted items with one title and day are one item however often they are sent; documents of a
    deliverable all stand, since a plan and its annex are two files.
    """
    groups: dict[object, list[Entry]] = {}
    for entry in sorted(entries, key=_order):
        groups.setdefault(_key(entry), []).append(entry)
    standing: list[Entry] = []
    lost: list[Superseded] = []
    for versions in groups.values():
        winner = _first_or_latest(versions, is_blank)
        standing.append(winner)
        lost += [_lost(winner, entry, is_blank) for entry in versions if entry is not winner]
    return Settled(tuple(standing), tuple(lost))


def _first_or_latest(versions: Sequence[Entry], is_blank: Callable[[Entry], bool]) -> Entry:
    if len(versions) == 1 or versions[0].kind is not Kind.TASKS:
        return versions[0]
    return max(versions, key=lambda entry: (entry.office, not is_blank(entry), _order(entry)))


def _key(entry: Entry) -> object:
    if entry.kind is Kind.QUOTA:
        return (entry.key, _title(entry), entry.on)
    if entry.kind is Kind.DELIVERABLE:
        return (entry.key, entry.stamp.sha256)
    return entry.key


def _title(entry: Entry) -> str:
    """What a counted item is called, without the day, the unit and the quota that a file name repeats."""
    title = bare(undated(entry.text))
    for word in (entry.unit, entry.name):
        title = title.replace(bare(word), "")
    return title or bare(entry.text)


def _order(entry: Entry) -> tuple[datetime, datetime, datetime, str, str, str]:
    stamp = entry.stamp
    modified = stamp.modified or stamp.mtime
    return (stamp.received, modified or _EARLIEST, stamp.mtime, stamp.name, stamp.sha256, str(entry.place))


def _lost(winner: Entry, loser: Entry, is_blank: Callable[[Entry], bool]) -> Superseded:
    return Superseded(winner, loser, _rule(winner, loser, is_blank), equal=winner.text.strip() == loser.text.strip())


def _rule(winner: Entry, loser: Entry, is_blank: Callable[[Entry], bool]) -> str:
    first, second = winner.stamp, loser.stamp
    if winner.kind is not Kind.TASKS:
        return REPEAT_RULE
    if winner.office and not loser.office:
        return OFFICE_RULE
    if is_blank(loser) and not is_blank(winner) and first.received <= second.received:
        return BLANK_RULE
    if first.received != second.received:
        return LATER_RULE
    apart = ((first.modified or first.mtime) != (second.modified or second.mtime), first.mtime != second.mtime, True)
    return TIE_RULES[apart.index(True)]
