"""One function decides a Status; two lights, for time and for content, each carry their sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tasklist.ledger.waiting import Waiting
from tasklist.model.arrival import Stamp
from tasklist.model.ledger import Colour, Light, Status, Verdict
from tasklist.model.plan import Kind, Obligation
from tasklist.model.returns import Entry
from tasklist.model.settings import Checks
from tasklist.text.moments import month_day

# The colour of a status wherever one is shown, and of the light for time that follows from it.
COLOURS = {
    Status.REPORTED: Colour.GREEN,
    Status.LATE: Colour.YELLOW,
    Status.NIL: Colour.GREEN,
    Status.PARTIAL: Colour.RED,
    Status.MISSING: Colour.RED,
    Status.NOT_DUE: Colour.GREY,
    Status.EXEMPT: Colour.GREY,
    Status.PENDING: Colour.YELLOW,
}
DUE_SOON = Colour.YELLOW  # not there, and the day is near
LIGHT_RULES = {
    Colour.RED: "到期未报，或应填的内容空白",
    Colour.YELLOW: "迟报、临近到期或内容建议核实",
    Colour.GREEN: "按时报送且内容有事实",
    Colour.GREY: "未到期、免报或无从判断",
}
TASK_RULE = "长期坚持、常态化推进的任务不会逾期，但仍要按期报送进展；通知印发前已过的时限（下发时已过）不算逾期。"
RULES = ("；".join(f"{colour.value}：{words}" for colour, words in LIGHT_RULES.items()) + "。", TASK_RULE)


def status_colour(status: Status, *, in_time: bool) -> Colour:
    """The colour of a status; an explicit nothing that did not come `in_time` has that of what is late."""
    return COLOURS[Status.LATE if status is Status.NIL and not in_time else status]


def decide(
    obligation: Obligation,
    entries: Sequence[Entry],
    verdict: Verdict | None,
    returned: bool,
    as_of: datetime,
) -> Status:
    """The one status of an obligation as known at `as_of`, leaving out what waits for a person (`or_pending`).

    `entries` are the values that stand; for a task that of its progress, as of its first receipt. `returned`:
    did anything of this kind come for this span? A task counts as answered when its text is not certainly
    blank; the others when they are there in full, and in time when that was not later than the due moment.
    """
    if obligation.exempt:
        return Status.EXEMPT
    overdue = as_of > obligation.due
    nothing = Status.MISSING if overdue else Status.NOT_DUE
    if obligation.kind is Kind.TASKS:
        if verdict is None or verdict.blank or verdict.no_text:
            # Who was given more time may leave the cell blank until then.
            waiting = obligation.extended and not overdue
            return Status.PARTIAL if returned and not waiting else nothing
        if verdict.code == "nil":
            return Status.NIL
    done = fulfilled(obligation, entries)
    if done is None:
        # One item of two lacks nothing while the window lasts.
        return Status.PARTIAL if entries and (overdue or obligation.kind is not Kind.QUOTA) else nothing
    return Status.REPORTED if done <= obligation.due else Status.LATE


def or_pending(
    state: Status,
    obligation: Obligation,
    waiting: Waiting,
    *,
    empty: bool = False,
    said: Stamp | None = None,
) -> tuple[Status, tuple[str, ...]]:
    """PENDING with what may be it (files, cells), when something waits that could contradict `state`; else `state`.

    A file that names nobody speaks against what is overdue and missing, and against an `empty` form, alone: it may be
    the one that was meant. An open date says nothing of anybody. `said`: when the answer came, which may be taken back.
    """
    if said and state.answered and (back := waiting.taken_back(obligation, said)):
        return Status.PENDING, back
    if state is Status.MISSING or (empty and state is Status.PARTIAL):
        files = waiting.for_(obligation, empty=empty)
    elif state in (Status.PARTIAL, Status.NOT_DUE):
        files = waiting.for_(obligation, named=True)
    elif state is Status.LATE:
        files = waiting.in_time(obligation)
    else:
        files = ()
    return (Status.PENDING, files) if files else (state, ())


def pending(files: Sequence[str]) -> str:
    """The sentence of a line for which files wait."""
    others = f"等{len(files)}个文件" if len(files) > 1 else ""
    return f"{files[0]}{others}可能与此有关，待经办人核对，暂不算未报"


def fulfilled(obligation: Obligation, entries: Sequence[Entry]) -> datetime | None:
    """The moment from which everything owed was there, or None while something lacks.

    A quota: the receipt of the last item needed. A deliverable: that of its first document and, when asked for,
    of its first evidence, whichever is later.
    """
    if obligation.kind is Kind.QUOTA:
        received = sorted(came(entry, obligation) for entry in entries)
        return received[obligation.at_least - 1] if len(received) >= obligation.at_least else None
    if obligation.kind is Kind.TASKS:
        return min((came(entry, obligation) for entry in entries), default=None)
    parts = ("document", "evidence") if obligation.evidence else ("document",)
    found = {part: [came(entry, obligation) for entry in entries if entry.field == part] for part in parts}
    return max(min(received) for received in found.values()) if all(found.values()) else None


def came(entry: Entry, obligation: Obligation) -> datetime:
    """When an answer came, for telling late from in time: a doubt makes nobody late (DESIGN §5, time of receipt).

    A counted item in the form of the period that covers its window is in time as that form is.
    """
    received, receipt = entry.stamp.received, entry.stamp.receipt
    if entry.until and received <= entry.until:
        return min(received, obligation.due)
    return min(received, receipt.earliest or obligation.due) if receipt.doubt else received


def receipt_doubt(obligation: Obligation, entries: Sequence[Entry]) -> str:
    """Why it is not known whether an answer came in time, or empty."""
    late = (entry for entry in entries if entry.stamp.received > obligation.due)
    return next((entry.stamp.receipt.doubt for entry in late if came(entry, obligation) <= obligation.due), "")


def time_light(
    obligation: Obligation,
    status: Status,
    received: datetime | None,
    as_of: datetime,
    checks: Checks,
    *,
    doubt: str = "",
) -> Light:
    """The light for time. Days are counted by the calendar, from due day to as-of day.

    `doubt`: why it is not known whether the answer came in time (`receipt_doubt`), or came at all (`pending`).
    """
    if status in (Status.EXEMPT, Status.PENDING):
        return Light(COLOURS[status], doubt if status is Status.PENDING else f"免报：{obligation.exempt}")
    due = obligation.due
    extended = f"（延期：{obligation.extended}）" if obligation.extended else ""
    day = month_day(due)
    if status is Status.NOT_DUE:
        left = -_days(due, as_of)
        said = f"{day}到期{extended}，还有{left}天" if left else f"今日（{day}）到期{extended}"
        return Light(DUE_SOON if left <= checks.due_soon_days else COLOURS[status], said)
    if not status.answered:
        lack = f"未见{obligation.label}" if status is Status.MISSING else f"{obligation.label}尚未报全"
        if as_of > due:
            return Light(COLOURS[status], f"{day}到期{extended}，已逾期{_span(due, as_of)}，{lack}")
        return Light(DUE_SOON, f"{lack}，{day}到期{extended}")
    if doubt or (received and received > due):
        said = f"收到时间待核对：{doubt}" if doubt else f"迟报{_span(due, received or due)}"
        return Light(COLOURS[Status.LATE], f"{day}到期{extended}，{said}")
    return Light(COLOURS[Status.REPORTED], f"按时报送（{day}到期{extended}）")


def _days(due: datetime, moment: datetime) -> int:
    return (moment.astimezone(due.tzinfo).date() - due.date()).days


def _span(due: datetime, moment: datetime) -> str:
    days = _days(due, moment)
    return f"{days}天" if days else "不足1天"


def content_light(
    obligation: Obligation, status: Status, verdict: Verdict | None, entries: Sequence[Entry] = ()
) -> Light:
    """The light for content. `verdict` is that of a task's text, None when nothing was returned."""
    if status in (Status.EXEMPT, Status.PENDING):
        return Light(COLOURS[Status.EXEMPT], status.label)
    if status is Status.NOT_DUE and verdict:
        return Light(COLOURS[status], verdict.reason)
    if obligation.kind is Kind.QUOTA:
        return _counted_light(obligation, status, entries)
    if obligation.kind is Kind.DELIVERABLE:
        return _document_light(status, entries)
    return _text_light(verdict)


def verdict_colour(verdict: Verdict | None) -> Colour:
    """The colour of what is said of a text: red when there is none, yellow when a person should look."""
    if verdict is None:
        return Colour.GREY
    if verdict.blank or verdict.no_text:
        return Colour.RED
    return Colour.YELLOW if verdict.doubtful else Colour.GREEN


def _text_light(verdict: Verdict | None) -> Light:
    colour = verdict_colour(verdict)
    if verdict is None:
        return Light(colour, "未收到，无从判断")
    if colour is Colour.YELLOW:
        return Light(colour, f"建议核实：{verdict.reason}" + (f"（“{verdict.quote}”）" if verdict.quote else ""))
    return Light(colour, verdict.reason or ("进展空白" if colour is Colour.RED else "内容有事实"))


def _document_light(status: Status, entries: Sequence[Entry]) -> Light:
    if status is Status.PARTIAL:
        document = any(entry.field == "document" for entry in entries)
        return Light(Colour.RED, "缺佐证材料" if document else "只有佐证材料，缺正文")
    return Light(Colour.GREEN, "材料已收到") if status.answered else Light(Colour.GREY, "未收到，无从判断")


def _counted_light(obligation: Obligation, status: Status, items: Sequence[Entry]) -> Light:
    enough = len(items) >= obligation.at_least
    colour = Colour.GREEN if enough else Colour.RED if status in (Status.MISSING, Status.PARTIAL) else Colour.GREY
    late = sum(made_up(obligation, item) for item in items)
    return Light(colour, f"应报{obligation.at_least}条，收到{len(items)}条" + (f"，其中补报{late}条" if late else ""))


def count_colour(obligation: Obligation, status: Status, came: int) -> Colour:
    """The colour of the number of items in 频次台账: of that alone, whenever they came."""
    if came >= obligation.at_least:
        return Colour.GREEN
    if status in (Status.EXEMPT, Status.NOT_DUE):
        return COLOURS[status]
    return Colour.YELLOW if came else Colour.RED


def made_up(obligation: Obligation, item: Entry) -> bool:
    """补报: did a counted item come after the window it belongs to was due?"""
    return came(item, obligation) > obligation.due


def with_milestone(
    light: Light, milestones: Sequence[date], answered: bool, verdict: Verdict | None, today: date
) -> Light:
    """The time light of a task, worsened when one of its own dates has passed without an act.

    `milestones`: the dates charged to the unit (`plan.milestones`). `answered`: has it ever told of an act, in
    this period or an earlier one? Ongoing work has no such date and is never overdue.
    """
    passed = [day for day in milestones if day < today]
    if not passed or light.colour is Colour.RED:
        return light
    if answered and not (verdict and verdict.code in ("not_started", "plan_only")):
        return light
    day = max(passed)
    return Light(Colour.RED, f"完成时限{month_day(day)}已过{(today - day).days}天，仍未见进展")
