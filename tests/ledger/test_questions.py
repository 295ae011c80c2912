"""What a person is asked: one question a doubt, with just the answers there are, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import worlds
from made_returns import FACT, form
from tasklist.ledger.questions import questions
from tasklist.model.arrival import Receipt
from tasklist.model.finding_kinds import finding
from tasklist.model.question import ATTACHED, DROPPED, Doubt, Question
from tasklist.model.returns import Outcome, Return
from worlds import moment

MADE = worlds.plan(3, 2)
FIRST, SECOND, THIRD = (worlds.unit(number).name for number in range(3))


def asked(*returns: Return) -> Sequence[Question]:
    return questions(returns, MADE, moment(28))


def waiting(doubt: Doubt, unit: str = "", claimants: tuple[str, ...] = (), spans: tuple[str, ...] = ()) -> Return:
    came = form(FIRST, {1: FACT}, moment(20), name=doubt.value)
    why = finding("set_aside", "对不上", of=came.arrival.place())
    aside = replace(came, outcome=Outcome.SET_ASIDE, kind=None, unit=unit, entries=(), question=why, reason="对不上")
    return replace(aside, doubt=doubt, claimants=claimants, spans=spans)


def test_whose_file_it_is_may_be_answered_by_any_unit_the_claimants_first() -> None:
    (one,) = asked(waiting(Doubt.UNIT, claimants=(THIRD, FIRST)))
    assert one.claimants == (THIRD, FIRST)
    assert one.options == (THIRD, FIRST, SECOND, DROPPED)


def test_which_period_may_be_answered_by_those_up_to_now() -> None:
    (one,) = asked(waiting(Doubt.PERIOD, FIRST, spans=("2023-05",)))
    assert one.options[:2] == ("2023-05", "2023-06")
    assert one.options[-1] == DROPPED


def test_a_file_of_a_known_unit_that_is_no_report_may_go_with_others() -> None:
    (known,) = asked(waiting(Doubt.FILE, FIRST))
    (unknown,) = asked(waiting(Doubt.FILE))
    assert ATTACHED in known.options and DROPPED in known.options
    assert unknown.options == (DROPPED,)


def test_when_a_file_came_is_asked_only_where_it_matters() -> None:
    late = form(FIRST, {1: FACT}, moment(27))
    receipt = Receipt("汇总时首次看到", moment(27), moment(20), "电脑记得的时间不可靠", moment(24))
    doubtful = replace(late, arrival=replace(late.arrival, receipt=receipt))
    (one,) = asked(doubtful)
    assert (one.doubt, len(one.options), one.first, one.last) == (Doubt.RECEIVED, 2, moment(20), moment(27))
    early = replace(doubtful, arrival=replace(doubtful.arrival, received=moment(22)))
    assert not asked(early)


def test_the_same_bytes_are_asked_about_once_and_the_order_of_files_does_not_matter() -> None:
    whose, which = waiting(Doubt.UNIT), waiting(Doubt.PERIOD, FIRST)
    copy = replace(whose, arrival=replace(whose.arrival, path="inbox/副本.xlsx"))
    assert [one.doubt for one in asked(which, whose, copy)] == [Doubt.UNIT, Doubt.PERIOD]
    assert asked(which, copy, whose) == asked(whose, copy, which)


def test_a_version_that_was_replaced_is_asked_about_no_more() -> None:
    whose = waiting(Doubt.UNIT)
    assert not asked(replace(whose, arrival=replace(whose.arrival, replaced=True)))
