"""What became of each file: duplicates found, every cell's fate counted, one record per file seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tasklist.ledger.versions import Resolved
from tasklist.model.arrival import Arrival
from tasklist.model.ledger import FileRecord
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.question import Doubt
from tasklist.model.returns import Cells, Outcome, Return

# An archive shows the best that became of a member, in this order.
_BEST = (Outcome.MERGED, Outcome.SUPERSEDED, Outcome.DUPLICATE, Outcome.SET_ASIDE, Outcome.PENDING, Outcome.IGNORED)


def without_duplicates(returns: Sequence[Return]) -> list[Return]:
    """The same bytes for one unit, period and thing count once: the first received, by whatever evidence, stands, the
    rest are duplicates. Who sends in a form of another unit's, which that sent in too, has most likely taken the wrong
    file: that is still asked, where nothing else of theirs came.

    A version that was replaced in place and had been set aside is settled by its replacement, unless its copy is lost.
    """
    first: dict[object, Return] = {}
    placed: dict[str, Return] = {}
    # Of two names the shorter is the original: 表.xlsx before 表 - 副本.xlsx.
    # What stands in the inbox is the original of what was replaced there.
    by_receipt = sorted(
        returns,
        key=lambda each: (
            each.arrival.received,
            each.arrival.receipt.seen or each.arrival.received,
            each.arrival.replaced,
            len(each.arrival.path),
            each.arrival.path,
        ),
    )
    for each in by_receipt:
        if each.outcome is Outcome.MERGED and not each.archive:
            first.setdefault(_sameness(each), each)
            placed.setdefault(each.arrival.sha256, each)
    came = {(each.unit, each.period) for each in first.values()}
    settled: list[Return] = []
    for each in returns:
        sha = each.arrival.sha256
        same = first.get(_sameness(each)) if each.outcome is Outcome.MERGED else placed.get(sha)
        readable = each.outcome in (Outcome.MERGED, Outcome.SET_ASIDE) and not each.archive
        if readable and same is not None and same is not each and not _mistaken(each, same, came):
            reason = f"与 {same.arrival.path} 内容完全相同，只计一次"
            settled.append(replace(each, outcome=Outcome.DUPLICATE, reason=reason, unit=same.unit, period=same.period))
        elif each.outcome is Outcome.MERGED and each.arrival.replaced:
            settled.append(replace(each, findings=()))
        elif each.outcome is Outcome.SET_ASIDE and each.arrival.replaced and not each.arrival.state:
            settled.append(replace(each, outcome=Outcome.SUPERSEDED, reason="已被同名的新文件替换", findings=()))
        else:
            settled.append(each)
    return settled


def _mistaken(each: Return, same: Return, came: Collection[tuple[str, str]]) -> bool:
    """Was a form mailed by its own unit, and again by one of which nothing else came?"""
    mailed = same.arrival.sender and each.arrival.sender not in ("", same.arrival.sender)
    others = [unit for unit in each.claimants if unit != same.unit and (unit, same.period) not in came]
    return bool(mailed and others) and each.outcome is Outcome.SET_ASIDE and each.doubt is Doubt.UNIT


def _sameness(each: Return) -> tuple[object, ...]:
    # One document can be the plan and the report on it, when the clerk put it into both folders.
    things = frozenset(entry.name for entry in each.entries)
    return (each.arrival.sha256, each.unit, each.period, each.kind, things)


def of_files(returns: Sequence[Return], settled: Resolved) -> tuple[FileRecord, ...]:
    """One record per file, by path; a file all of whose answers have been overtaken is superseded."""
    counted = (*settled.standing, *settled.added)
    standing_cells = {(entry.stamp.sha256, source) for entry in counted for source in entry.sources}
    latest = _latest_form(returns)
    single = [(each.arrival, _record(each, standing_cells, latest)) for each in returns if not each.archive]
    holders = [each for each in returns if each.archive]
    came: dict[object, list[tuple[Arrival, FileRecord]]] = {}
    for arrival, record in single:
        came.setdefault(_together(arrival), []).append((arrival, record))
    nested: dict[object, list[Return]] = {}
    for each in holders:
        nested.setdefault(_together(each.arrival), []).append(each)
    archives = [
        _archive(
            each,
            [record for arrival, record in came.get(_together(each.arrival), ()) if _inside(arrival, each.arrival)],
            [other for other in nested[_together(each.arrival)] if _inside(other.arrival, each.arrival)],
        )
        for each in holders
    ]
    records = (*(record for _, record in single), *archives)
    return tuple(sorted(records, key=lambda record: (record.path, record.received, record.sha256)))


def _latest_form(returns: Sequence[Return]) -> Mapping[tuple[str, str], datetime]:
    """(unit, period) → the turn of its latest task form among the versions."""
    latest: dict[tuple[str, str], datetime] = {}
    for each in returns:
        if each.outcome is Outcome.MERGED and each.kind is Kind.TASKS:
            key = (each.unit, each.period)
            turn = each.arrival.turn or each.arrival.received
            latest[key] = max(latest.get(key, turn), turn)
    return latest


def _record(
    each: Return, standing_cells: set[tuple[str, Place]], latest: Mapping[tuple[str, str], datetime]
) -> FileRecord:
    sources = {(entry.stamp.sha256, source) for entry in each.entries for source in entry.sources}
    loose = sum(one.count for one in each.unplaced)
    parts = each.template + loose + len(sources)
    seen = parts if each.seen is None else each.seen
    outcome, reason = each.outcome, each.reason
    if outcome is Outcome.MERGED:
        merged = len(sources & standing_cells)
        # What an older version could not place is asked once, of the version that replaced it.
        dropped = loose if each.arrival.replaced else 0
        superseded = len(sources) - merged + dropped
        cells = Cells(seen, merged, each.template, superseded, loose - dropped)
        turn = each.arrival.turn or each.arrival.received
        newer = latest.get((each.unit, each.period), turn) > turn
        if not merged and (sources or newer) and each.kind is not Kind.MASTER:
            outcome = Outcome.SUPERSEDED
            reason = "每一格都有更新的填报" if each.kind is Kind.TASKS else "同一件先前已收到，只计一次"
            reason = "已被同名的新文件替换" if each.arrival.replaced else reason
    elif outcome is Outcome.SET_ASIDE:
        cells = Cells(seen, 0, each.template, 0, seen - each.template)
    else:
        cells = Cells(seen, 0, each.template, seen - each.template, 0)
    arrival, waits = each.arrival, outcome in (Outcome.SET_ASIDE, Outcome.PENDING)
    return FileRecord(
        arrival.path, outcome, each.kind, each.unit, each.period, reason, each.evidence,
        arrival.sha256, arrival.received, cells, arrival.place().outer, arrival.replaced, arrival.kept,
        each.question if waits else None, each.claimants if waits else (), arrival.receipt, each.signed,
    )  # fmt: skip


def with_annexes(returns: Sequence[Return]) -> frozenset[tuple[str, str]]:
    """(unit, period id) of those who sent more than the form itself: a document, a picture, an archive with both."""
    return frozenset(
        (each.unit, each.period)
        for each in returns
        if each.unit and (each.pictures or each.annexed or each.kind not in (Kind.TASKS, Kind.MASTER))
    )


def _together(arrival: Arrival) -> object:
    """What a file has in common with everything that came in one version of one archive."""
    return (arrival.outer, arrival.received, arrival.replaced)


def _inside(member: Arrival, archive: Arrival) -> bool:
    """Of files that came together: does one lie in an archive, at any depth?"""
    depth = len(archive.inside)
    return len(member.inside) > depth and member.inside[:depth] == archive.inside


def _archive(each: Return, members: Sequence[FileRecord], nested: Sequence[Return]) -> FileRecord:
    """The record of an archive or mail, or of a lower office's master: the best outcome of its members, and their sums
    with what it holds itself, and what the archives inside it (`nested`) do.
    """
    arrival = each.arrival
    empty = Outcome.IGNORED if each.kind is None else each.outcome  # a master says something of those who sent nothing
    outcome = min((record.outcome for record in members), key=_BEST.index, default=empty)
    units = each.unit or "、".join(dict.fromkeys(record.unit for record in members if record.unit))
    kinds = {record.kind for record in members if record.kind}
    spans = {record.period for record in members if record.period}
    own = sum(map(_of_its_own, (each, *nested)), Cells())
    return FileRecord(
        arrival.path,
        outcome,
        each.kind or (kinds.pop() if len(kinds) == 1 else None),
        units,
        spans.pop() if len(spans) == 1 else "",
        each.reason if members or each.kind else "里面没有文件",
        each.evidence,
        arrival.sha256,
        arrival.received,
        sum((record.cells for record in members), own),
        arrival.place().outer,
        arrival.replaced,
        arrival.kept,
        receipt=arrival.receipt,
    )


def _of_its_own(each: Return) -> Cells:
    """What an archive holds beside its members."""
    loose = sum(one.count for one in each.unplaced)
    dropped = loose if each.arrival.replaced else 0
    return Cells(each.template + loose, 0, each.template, dropped, loose - dropped)
