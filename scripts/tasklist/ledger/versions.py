"""Which value stands when a cell was answered more than once (DESIGN §5, Resubmission).

Per cell the latest non-blank value wins and a blank never erases. Later means received in a later run; within one run
as mail servers took them, where all are mails; else the document's own modified stamp decides, then the file's time,
then its name, and when two different values were told apart only so, that is said.
The office's own correction stands above all.
A counted item or a document sent again is the same one: there the first received stands, so that a repeat
makes nothing late. Of a file that was replaced in place the new version tells which items there are; one of the
same title, its day corrected, keeps its receipt too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tasklist.ledger.moved_rows import moved
from tasklist.ledger.placed_words import behind, followed, mended, overtaken
from tasklist.model.arrival import BY_MAIL, Stamp
from tasklist.model.plan import Kind
from tasklist.model.returns import Entry, Superseded
from tasklist.model.rule import TIES, Rule
from tasklist.text.item_titles import called
from tasklist.text.normalize import bare

_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Resolved:
    """The values that stand, and every value that lost. `standing` keeps the order of first appearance.

    `added`: what a person put behind another answer, in whose text it stands.
    """

    standing: tuple[Entry, ...]
    superseded: tuple[Superseded, ...]
    added: tuple[Entry, ...] = ()

    @property
    def told(self) -> frozenset[tuple[object, str]]:
        """What was answered and with which text, standing or overtaken."""
        lost = (each.loser for each in self.superseded)
        return frozenset((entry.key, entry.text.strip()) for entry in (*self.standing, *lost))

    @property
    def ties(self) -> tuple[Superseded, ...]:
        """Different values that only a tie-break told apart."""
        return tuple(each for each in self.superseded if each.rule in TIES and not each.equal)

    @property
    def overtyped(self) -> tuple[Superseded, ...]:
        """What a later form has instead of an answer of an earlier part of the year: mended, or in the wrong column."""
        return tuple(each for each in self.superseded if each.rule == Rule.OVER)

    @property
    def overtaken(self) -> tuple[Superseded, ...]:
        """What a person put behind an answer, or had mended in one, that the answer which stands says nothing of."""
        return tuple(each for each in self.superseded if each.rule in (Rule.ADDED, Rule.AMENDS))

    @property
    def outrun(self) -> tuple[Superseded, ...]:
        """What a person put behind an answer that a later form took the place of, without these words."""
        return tuple(each for each in self.superseded if each.rule == Rule.ADDED)

    @property
    def asked(self) -> tuple[Superseded, ...]:
        """Where only a person can say which of two texts counts."""
        return (*self.ties, *self.overtyped, *self.outrun)


def _nothing(entry: Entry) -> bool:  # noqa: ARG001  the shape of `chosen`
    return False


def settle(
    entries: Iterable[Entry], is_blank: Callable[[Entry], bool], chosen: Callable[[Entry], bool] = _nothing
) -> Resolved:
    """Decide among versions. `is_blank`: does a text certainly say nothing (无, /, the hint)? `chosen`: of those one
    run saw together, did a person decide for this one?

    Counted items with one title and day are one item however often they are sent; documents of a
    deliverable all stand, since a plan and its annex are two files.
    """
    found = moved(entries, is_blank, lambda versions: _first_or_latest(versions, is_blank, chosen))
    groups: dict[object, list[Entry]] = {}
    for entry in sorted(found.entries, key=order):
        groups.setdefault(_key(entry), []).append(entry)
    replaced = _replaced(groups.values())
    first = _first_received(groups.values(), replaced)
    standing: list[Entry] = []
    lost: list[Superseded] = [*found.lost]
    added: list[Entry] = [*found.done]
    for group in groups.values():
        versions = [entry for entry in group if not entry.amends]
        if not versions:  # the answer that was to be mended is no more
            lost += [Superseded(entry, entry, Rule.AMENDS) for entry in group]
            continue
        kept = [entry for entry in versions if entry.kind is not Kind.QUOTA or entry not in replaced]
        stands = _first_or_latest(kept, is_blank, chosen) if kept else replaced[versions[-1]]
        more = behind(stands, versions, chosen)
        more = [] if more and (is_blank(stands) or _emptied(stands)) else more
        added += more
        added += [stands] if stands.empties else []
        # A contact or remark that the unit has emptied in its correction stands for nothing.
        whole = followed(_received(stands, first.get(_key(stands))), more)
        whole, done, others = mended(whole, stands, [entry for entry in group if entry.amends])
        added += done
        lost += others
        standing += [whole] if kept and not _emptied(stands) else []
        losers = [entry for entry in versions if entry is not stands and entry not in more and not _emptied(entry)]
        for entry in losers:
            by_person = chosen(stands) or (stands.placed and not entry.placed)
            lost.append(_lost(stands, entry, is_blank, by_person=by_person))
    told = _told_in_progress(standing)
    return Resolved(tuple(entry for entry in standing if entry not in told), (*lost, *told.values()), tuple(added))


def _emptied(entry: Entry) -> bool:
    return entry.kind is Kind.TASKS and not entry.text


def _told_in_progress(standing: Sequence[Entry]) -> dict[Entry, Superseded]:
    """The remarks that a later version has in its progress, as units are told to do, and so no more beside it."""
    progress = {entry.key[:-1]: entry for entry in standing if entry.field == "progress"}
    found: dict[Entry, Superseded] = {}
    for entry in standing:
        instead = progress.get(entry.key[:-1]) if entry.field == "remark" else None
        if (
            instead
            and instead.stamp.order > entry.stamp.order
            and bare(entry.text)
            and bare(entry.text) in bare(instead.text)
        ):
            found[entry] = Superseded(instead, entry, Rule.MOVED)
    return found


def _first_or_latest(
    versions: Sequence[Entry], is_blank: Callable[[Entry], bool], chosen: Callable[[Entry], bool]
) -> Entry:
    if len(versions) == 1 or versions[0].kind is not Kind.TASKS:
        return versions[0]
    last = max(entry.stamp.order for entry in versions)
    mails = all(entry.stamp.receipt.by == BY_MAIL for entry in versions if entry.stamp.order == last)
    return max(
        versions,
        key=lambda entry: (
            entry.office,
            not is_blank(entry),
            not entry.beside,
            not entry.nil,
            chosen(entry) or not _over(entry, versions, is_blank),
            entry.stamp.order,
            chosen(entry),
            entry.stamp.received if mails else _EARLIEST,
            entry.placed,
            order(entry),
        ),
    )


def _over(entry: Entry, versions: Sequence[Entry], is_blank: Callable[[Entry], bool]) -> bool:
    """Does it stand in the column of an earlier part of the year, of which the unit said something at the time?"""
    return bool(entry.again) and any(not other.again and not is_blank(other) for other in versions)


def _received(chosen: Entry, first: datetime | None) -> Entry:
    """A counted item, received when its first version was (`first`); any other answer as it is."""
    if first is None or chosen.stamp.received == first:
        return chosen
    return replace(chosen, stamp=replace(chosen.stamp, received=first))


def _first_received(groups: Iterable[Sequence[Entry]], replaced: Mapping[Entry, Entry]) -> dict[object, datetime]:
    """When each counted item first came, on whatever day that version had it, by key."""
    first: dict[object, datetime] = {}
    for entry in (entry for versions in groups for entry in versions if entry.kind is Kind.QUOTA):
        instead = replaced.get(entry, entry)
        for each in (entry, instead) if _same(instead, entry) else (entry,):
            first[_key(each)] = min(first.get(_key(each), entry.stamp.received), entry.stamp.received)
    return first


def _replaced(groups: Iterable[Sequence[Entry]]) -> dict[Entry, Entry]:
    """The counted items of file versions that were replaced in place → what the latest version has instead.

    A later version takes the place of an item when it has one of that title, or any in the same window: of the
    other windows it says nothing, and a blank never erases.
    """
    lists: dict[object, list[Entry]] = {}
    for entry in (entry for versions in groups for entry in versions if entry.kind is Kind.QUOTA):
        lists.setdefault((entry.place.file, entry.unit, entry.name), []).append(entry)
    found: dict[Entry, Entry] = {}
    for items in lists.values():
        ordered = sorted(items, key=order, reverse=True)
        for entry in ordered if len({item.stamp.sha256 for item in items}) > 1 else ():
            if instead := _instead(entry, ordered):
                found[entry] = found.get(instead, instead)
    return found


def _instead(entry: Entry, items: Sequence[Entry]) -> Entry | None:
    """What the later versions among `items` (the latest first) have instead of an item.

    Of several with its title the nearest day, but first those its own version did not have beside it.
    """
    beside = {_key(item) for item in items if item.stamp.sha256 == entry.stamp.sha256} - {_key(entry)}
    later = [item for item in items if item.stamp.sha256 != entry.stamp.sha256 and order(item) > order(entry)]
    named = [item for item in later if _same(item, entry)]
    named.sort(key=lambda item: (_key(item) in beside, abs(_day(item) - _day(entry))))
    return next(iter(named or (item for item in later if item.span == entry.span)), None)


def _day(entry: Entry) -> int:
    return entry.on.toordinal() if entry.on else 0


def _key(entry: Entry) -> object:
    if entry.kind is Kind.QUOTA:
        return (entry.key, _title(entry), entry.on)
    if entry.kind is Kind.DELIVERABLE or entry.field == "evidence":
        return (entry.key, entry.stamp.sha256)
    return entry.key


def _title(entry: Entry) -> str:
    """What a counted item is called, without the day, the unit and the quota that a file name repeats."""
    title = called(entry.title or entry.text)
    for word in (entry.unit, entry.name):
        title = title.replace(bare(word), "")
    return title or bare(entry.title or entry.text)


def _same(later: Entry, entry: Entry) -> bool:
    """Is an item of a later version this one, its day perhaps corrected? What had not happened yet is another one."""
    came = entry.stamp.received.toordinal() + 1  # where the office is, the next day may have begun
    return _title(later) == _title(entry) and _day(later) <= came


def order(entry: Entry) -> tuple[datetime, bool, datetime, datetime, str, str, str]:
    """What puts versions one after the other: the receipt, then what breaks a tie within one run."""
    stamp = entry.stamp
    modified = stamp.modified or stamp.mtime
    return (
        stamp.order,
        bool(stamp.claims),
        modified or _EARLIEST,
        stamp.mtime,
        stamp.name,
        stamp.sha256,
        str(entry.place),
    )


def _lost(winner: Entry, loser: Entry, is_blank: Callable[[Entry], bool], *, by_person: bool) -> Superseded:
    rule = _rule(winner, loser, is_blank, by_person=by_person)
    return Superseded(winner, loser, rule, equal=winner.text.strip() == loser.text.strip())


def _rule(winner: Entry, loser: Entry, is_blank: Callable[[Entry], bool], *, by_person: bool) -> Rule:
    first, second = winner.stamp, loser.stamp
    if winner.kind is not Kind.TASKS:
        anew = winner.kind is Kind.QUOTA and winner.place.file == loser.place.file and first.sha256 != second.sha256
        instead = Rule.REPLACED if _same(winner, loser) else Rule.OTHER
        return instead if anew else Rule.REPEAT
    if winner.office and not loser.office:
        return Rule.OFFICE
    if first.order <= second.order and (rule := _overwrites_nothing(winner, loser, is_blank)):
        return rule
    if by_person and (winner.again or loser.again or loser.beside or first.order == second.order):
        return Rule.DECIDED
    if loser.again and not winner.again and first.order <= second.order:
        return Rule.AGAIN if bare(winner.text) == bare(loser.text) else Rule.OVER
    return overtaken(winner, loser) or (
        Rule.LATER if first.behind(second) or first.order != second.order else _tie_rule(first, second)
    )


def _overwrites_nothing(winner: Entry, loser: Entry, is_blank: Callable[[Entry], bool]) -> Rule | None:
    """Why an answer takes the place of none though it came later, or nothing."""
    if is_blank(loser) and not is_blank(winner):
        return Rule.GIVEN if loser.given else Rule.BLANK
    return Rule.NIL if loser.nil and not winner.nil else None


def _tie_rule(first: Stamp, second: Stamp) -> Rule:
    """What told two versions of one run apart."""
    claimed = bool(first.claims) != bool(second.claims)
    apart = (
        claimed,
        (first.modified or first.mtime) != (second.modified or second.mtime),
        first.mtime != second.mtime,
        True,
    )
    return TIES[apart.index(True)]
