"""Owed against came: the Plan's obligations joined with the Returns' entries. One pure function builds it.

The order of the returns does not matter; every cell of every file has one fate in the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tasklist.ledger import content_questions, file_records, questions, reused_forms
from tasklist.ledger.answer_checks import with_noticed
from tasklist.ledger.blanks import Blanks
from tasklist.ledger.joining import Join
from tasklist.ledger.rulings import Rulings
from tasklist.ledger.versions import Resolved, settle
from tasklist.ledger.waiting import Waiting
from tasklist.model.finding import Finding, Quote
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind, Period, Plan
from tasklist.model.question import Decision
from tasklist.model.returns import Entry, Outcome, Return
from tasklist.model.unplaced import OwnWork
from tasklist.plan import obligations
from tasklist.substance.word_lists import Words
from tasklist.text.display import shorten
from tasklist.text.normalize import bare


def build_ledger(
    plan_: Plan,
    period: Period,
    as_of: datetime,
    returns: Iterable[Return],
    words: Words,
    *,
    decisions: Sequence[Decision] = (),
) -> Ledger:
    """The Ledger of one period as known at `as_of`, from every Return of the campaign (any order).

    Lines are those of the period; files, superseded values, unplaced cells and questions are those of all returns,
    which were read with the `decisions` a person had made.
    """
    plan_ = plan_.during(period)
    known = _known(returns, plan_)
    counted = [each for each in known if each.outcome is Outcome.MERGED]
    rulings = Rulings.of(decisions)
    blanks = Blanks(plan_, words, rulings)
    settled = _settled([entry for each in counted for entry in each.entries], blanks, rulings)
    here = [each for each in known if each.outcome in (Outcome.MERGED, Outcome.SET_ASIDE) and not each.arrival.replaced]
    more_time = content_questions.more_time(plan_, period, settled.standing, here, decided=rulings.by_key)
    annexed = file_records.with_annexes(known)
    join = Join(
        plan_, period, as_of, settled, [asked for each in counted for asked in each.answer_cells], words, blanks,
        annexed, Waiting.of(known, more_time, settled.overtyped), rulings,
    )  # fmt: skip
    due = obligations.obligations(plan_, period, as_of)
    lines = with_noticed(_told_empty(tuple(map(join.line, due)), join), plan_, rulings.accepted)
    found = [one for each in known for one in each.findings if each.outcome is not Outcome.DUPLICATE]
    asked = (
        *questions.questions(known, plan_, as_of, settled.told),
        *content_questions.questions(plan_, lines, settled, more_time, decided=rulings.by_key),
    )
    return Ledger(
        plan_,
        period,
        as_of,
        lines,
        file_records.of_files(known, settled),
        tuple(spot for each in here for spot in each.unplaced),
        settled.superseded,
        (*found, *_ties(settled, plan_), *_overtyped(settled, plan_), *_overtaken(settled, plan_)),
        questions.by_urgency(asked),
        questions.standing(decisions, known),
        annexed,
        _own_work(plan_, period, here),
    )


def _known(returns: Iterable[Return], plan_: Plan) -> list[Return]:
    """All returns, those that are no others' copies, nor perhaps of another period, as they were read."""
    return reused_forms.held(
        file_records.without_duplicates(sorted(returns, key=lambda each: each.arrival.path)), plan_
    )


def _own_work(plan_: Plan, period: Period, here: Iterable[Return]) -> tuple[OwnWork, ...]:
    """What units added to the list and the office keeps in sight, each once, as it was told last."""
    told: dict[tuple[str, str], OwnWork] = {}
    for each in sorted(here, key=lambda one: (one.arrival.turn or one.arrival.received, one.arrival.path)):
        told |= {(one.unit, bare(one.title)): one for one in each.own_work if one.span == period.id}
    order = plan_.roster.order
    return tuple(sorted(told.values(), key=lambda one: (order.get(one.unit, len(order)), str(one.place))))


def _settled(entries: list[Entry], blanks: Blanks, rulings: Rulings) -> Resolved:
    """What stands among all versions, a person's word before a tie-break."""
    chosen: set[tuple[object, str]] = set()

    def preferred(entry: Entry) -> bool:
        return (entry.key, entry.text.strip()) in chosen

    settled = settle(entries, blanks)
    if (mended := rulings.put_right(settled, entries)) != entries:
        entries, settled = mended, settle(mended, blanks)
    while new := rulings.chosen(settled) - chosen:
        chosen |= new
        settled = settle(entries, blanks, preferred)
    return settled


def standing_texts(
    returns: Sequence[Return], plan_: Plan, words: Words, *, decisions: Sequence[Decision] = ()
) -> Mapping[tuple[str, str, int, str], str]:
    """(unit, period id, task, field) → the text that stands, for prefilling forms."""
    known = _known(returns, plan_)
    entries = [entry for each in known if each.outcome is Outcome.MERGED for entry in each.entries]
    rulings = Rulings.of(decisions)
    settled = _settled(entries, Blanks(plan_, words, rulings), rulings)
    return {
        (entry.unit, entry.span, entry.task, entry.field): entry.text
        for entry in settled.standing
        if entry.kind is Kind.TASKS and entry.task is not None
    }


def _told_empty(lines: tuple[Line, ...], join: Join) -> tuple[Line, ...]:
    """The lines, those of a form in which nothing is answered marked so (DESIGN §5, an empty form is no report).

    Whom to call is no answer; what stands in 备注 or another column is one, though in the wrong place; and so is what
    came and was sent back.
    """

    def beside(line: Line) -> bool:
        told = (one for one in line.entries if one.field not in ("progress", "contact", "evidence"))
        return any(one.text.strip() and not join.blanks(one) for one in told)

    tasks = [line for line in lines if line.obligation.kind is Kind.TASKS]
    said = {
        line.obligation.unit
        for line in tasks
        if line.status.answered
        or line.status is Status.PENDING
        or (line.verdict and (line.verdict.no_text or line.verdict.code == "sent_back"))
        or beside(line)
    }
    mute = {line.obligation.unit for line in tasks if line.returned} - said
    return tuple(
        join.line(line.obligation, empty=True)
        if line.obligation.unit in mute and line.obligation.kind is Kind.TASKS
        else line
        for line in lines
    )


def _ties(settled: Resolved, plan_: Plan) -> Iterable[Finding]:
    for each in settled.ties:
        winner, loser = each.winner, each.loser
        yield finding(
            "tie",
            f"{plan_.task_list.name(winner.task)}有两份不同的填报，{each.rule}：采用 ",
            *(winner.place, "“", Quote(shorten(winner.text, 20)), "”，未采用 "),
            *(loser.place, "“", Quote(shorten(loser.text, 20)), "”"),
            unit=winner.unit,
            link="的",
            task=winner.task,
            place=winner.place,
        )


def _overtaken(settled: Resolved, plan_: Plan) -> Iterable[Finding]:
    for each in settled.overtaken:
        winner, loser = each.winner, each.loser
        yield finding(
            "words_lost",
            f"{plan_.task_list.name(loser.task)}里经办人并入的“",
            *(Quote(shorten(loser.text, 30)), "”（", loser.place, f"）：{each.rule}"),
            unit=loser.unit,
            link="的",
            task=loser.task,
            place=winner.place,
        )


def _overtyped(settled: Resolved, plan_: Plan) -> Iterable[Finding]:
    for each in settled.overtyped:
        winner, loser = each.winner, each.loser
        yield finding(
            "overtyped",
            f"{plan_.task_list.name(winner.task)}以前报的“",
            *(Quote(shorten(winner.text, 20)), f"”，在 {loser.again} 的表里改成了“"),
            *(Quote(shorten(loser.text, 20)), "”，没有采用"),
            unit=winner.unit,
            link="的",
            task=winner.task,
            place=loser.place,
        )
