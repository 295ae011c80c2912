"""A form of a period that was over, sent again with every answer changed: it may be the report of the period running.

It is held until a person says of which period it is; what came first stands meanwhile.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Kind, Plan
from tasklist.model.question import BY_CLERK, Doubt
from tasklist.model.returns import Outcome, Return
from tasklist.model.unplaced import Unplaced
from tasklist.plan import periods
from tasklist.text.display import shorten
from tasklist.text.normalize import bare

_LEAST = 3  # answers that all changed
_MENDS = re.compile(r"更正|订正|修改|修订|补报|补填|补充|重报|重新|退回|完善|更新")
_TODO = "打开原件核对，在 outbox/待办.xlsx 里选它是哪一期的"


def held(returns: Sequence[Return], plan: Plan) -> list[Return]:
    """The returns, those forms that may be of the period running when they came set aside with both named."""
    came: dict[str, dict[str, list[Return]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(filter(_is_form, returns), key=lambda one: (_received(one), one.arrival.path)):
        came[each.unit][each.period].append(each)
    return [
        _set_aside(each, now) if _is_form(each) and (now := _perhaps(each, came[each.unit], plan)) else each
        for each in returns
    ]


def _is_form(each: Return) -> bool:
    return each.outcome is Outcome.MERGED and each.kind is Kind.TASKS and len(each.said) >= _LEAST


def _received(each: Return) -> datetime:
    return each.arrival.received


def _perhaps(each: Return, came: Mapping[str, Sequence[Return]], plan: Plan) -> str:
    """The period running when a form came, where it may be of that though it says an earlier one; else empty.

    `came`: the forms of its unit by period, in the order they came in.
    """
    arrival, campaign = each.arrival, plan.campaign
    settled = any(clue.source == BY_CLERK for clue in each.evidence) or arrival.first_path not in ("", arrival.outer)
    if arrival.replaced or settled or _MENDS.search(f"{arrival.path}{arrival.subject}"):
        return ""
    meant, now = periods.by_id(campaign, each.period), periods.period_at(campaign, campaign.day(arrival.received))
    following = periods.following(campaign, meant) if meant else None
    if following is None or following.id != now.id or now.id in came:
        return ""
    before = bisect_left(came[each.period], arrival.received, key=_received)
    return now.id if before and _all_changed(each, came[each.period][before - 1]) else ""


def _all_changed(each: Return, before: Return) -> bool:
    """Does a form answer all that the one before did, each with other words?"""
    old, new = before.said, each.said
    pairs = [(bare(old[task]), bare(new.get(task, ""))) for task in old if bare(old[task])]
    return len(pairs) >= _LEAST and all(one != other and other for one, other in pairs)


def _set_aside(each: Return, now: str) -> Return:
    reason = (
        f"表上写的是 {each.period}，那一期先前已报，这一份每一项都换了新的填报，又是 {now} 期间收到的，可能是拿旧表填的"
    )
    asked = finding("set_aside", reason, of=each.arrival.place(), unit=each.unit, todo=_TODO)
    waiting = "文件待处理，原因见“文件清单”"
    known = {spot.place for spot in each.unplaced}
    places = dict.fromkeys(place for entry in each.entries for place in entry.sources)
    texts = {place: entry.text for entry in each.entries for place in entry.sources}
    loose = (Unplaced(place, shorten(texts[place], 80), waiting, each.unit) for place in places if place not in known)
    return replace(
        each, outcome=Outcome.SET_ASIDE, period="", reason=reason, entries=(), answer_cells=(), strays=(),
        unplaced=(*each.unplaced, *loose), findings=(asked,), question=asked, doubt=Doubt.PERIOD,
        claimants=(each.unit,), spans=(now, each.period),
    )  # fmt: skip
