"""One function decides a Status; two lights, for time and for content, each carry their sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tasklist.model import Checks, Colour, Deadline, Entry, Kind, Light, Obligation, Status, Verdict

RULES = (
    "红：到期未报，或应填的内容空白；黄：迟报、临近到期或内容建议核实；绿：按时报送且内容有事实；灰：未到期、免报或无从判断。",
    "长期坚持、常态化推进的任务不会逾期，但仍要按期报送进展；通知印发前已过的时限（下发时已过）不算逾期。",
)


def decide(
    obligation: Obligation,
    entries: Sequence[Entry],
    verdict: Verdict | None,
    returned: bool,
    as_of: datetime,
) -> Status:
    """The one status of an obligation as known at `as_of`.

    `entries` are the values that stand; for a task those of its progress, first received first. `returned`:
    did anything of this kind come for this span? A task counts as answered when its text is not certainly
    blank; a quota when enough items came, in time when that many came in time.
    """
    if obligation.exempt:
        return Status.EXEMPT
    nothing = Status.MISSING if as_of > obligation.due else Status.NOT_DUE
    if obligation.kind is Kind.QUOTA:
        return _counted(obligation, entries, nothing)
    if obligation.kind is Kind.DELIVERABLE:
        documents = [entry for entry in entries if entry.field == "document"]
        if not documents:
            return Status.PARTIAL if entries else nothing
        if obligation.evidence and not any(entry.field == "evidence" for entry in entries):
            return Status.PARTIAL
        return _in_time(documents, obligation)
    if verdict is None or verdict.blank or verdict.code == "broken":
        return Status.PARTIAL if returned else nothing
    return Status.NIL if verdict.code == "nil" else _in_time(entries, obligation)


def _counted(obligation: Obligation, items: Sequence[Entry], nothing: Status) -> Status:
    in_time = [item for item in items if item.stamp.received <= obligation.due]
    if len(in_time) >= obligation.at_least:
        return Status.REPORTED
    if len(items) >= obligation.at_least:
        return Status.LATE
    return Status.PARTIAL if items and nothing is Status.MISSING else nothing


def _in_time(entries: Sequence[Entry], obligation: Obligation) -> Status:
    first = min(entry.stamp.received for entry in entries)
    return Status.REPORTED if first <= obligation.due else Status.LATE


def time_light(
    obligation: Obligation, status: Status, received: datetime | None, as_of: datetime, checks: Checks
) -> Light:
    """The light for time. Days are counted by the calendar, from due day to as-of day."""
    day = f"{obligation.due.month}月{obligation.due.day}日"
    late = (as_of.astimezone(obligation.due.tzinfo).date() - obligation.due.date()).days
    extended = f"（延期：{obligation.extended}）" if obligation.extended else ""
    if status is Status.EXEMPT:
        return Light(Colour.GREY, f"免报：{obligation.exempt}")
    if status is Status.MISSING:
        return Light(Colour.RED, f"{day}到期{extended}，已逾期{max(late, 1)}天，未见{obligation.label}")
    if status is Status.PARTIAL:
        if late > 0:
            return Light(Colour.RED, f"{day}到期{extended}，已逾期{late}天，{obligation.label}尚未报全")
        return Light(Colour.YELLOW, f"{obligation.label}尚未报全，{day}到期{extended}")
    if status is Status.NOT_DUE:
        soon = -late <= checks.due_soon_days
        said = f"{day}到期{extended}，还有{-late}天" if late else f"今日（{day}）到期{extended}"
        return Light(Colour.YELLOW if soon else Colour.GREY, said)
    if status is Status.LATE and received:
        days = (received.astimezone(obligation.due.tzinfo).date() - obligation.due.date()).days
        return Light(Colour.YELLOW, f"{day}到期{extended}，迟报{max(days, 1)}天")
    return Light(Colour.GREEN, f"按时报送（{day}到期{extended}）")


def content_light(
    obligation: Obligation, status: Status, verdict: Verdict | None, returned: bool, count: int = 0
) -> Light:
    """The light for content. `count`: counted items received, for a quota."""
    if status is Status.EXEMPT:
        return Light(Colour.GREY, "免报")
    if obligation.kind is Kind.QUOTA:
        enough = count >= obligation.at_least
        colour = Colour.GREEN if enough else Colour.RED if status in (Status.MISSING, Status.PARTIAL) else Colour.GREY
        return Light(colour, f"应报{obligation.at_least}条，收到{count}条")
    if obligation.kind is Kind.DELIVERABLE:
        if status is Status.PARTIAL:
            return Light(Colour.RED, "缺佐证材料" if count else "只有佐证材料，缺正文")
        return Light(Colour.GREEN, "材料已收到") if status.answered else Light(Colour.GREY, "未收到，无从判断")
    if verdict is None or not returned:
        return Light(Colour.GREY, "未收到，无从判断")
    if verdict.blank or verdict.code == "broken":
        return Light(Colour.RED, verdict.reason or "进展空白")
    if verdict.doubtful:
        return Light(Colour.YELLOW, f"建议核实：{verdict.reason}" + (f"（“{verdict.quote}”）" if verdict.quote else ""))
    return Light(Colour.GREEN, verdict.reason or "内容有事实")


def with_milestone(light: Light, deadline: Deadline, answered: bool, verdict: Verdict | None, as_of: date) -> Light:
    """The time light of a task, worsened by the task's own milestone when that has passed without an act.

    A milestone already past when the notice was issued is charged to nobody; ongoing work is never overdue.
    """
    passed = [day for day in deadline.due if day < as_of]
    if not passed or "下发时已过" in deadline.note or light.colour is Colour.RED:
        return light
    day, late = max(passed), (as_of - max(passed)).days
    if answered and not (verdict and verdict.code in ("not_started", "plan_only")):
        return light
    return Light(Colour.RED, f"完成时限{day.month}月{day.day}日已过{late}天，仍未见进展")
