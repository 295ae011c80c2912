"""A dated document, its evidence, or a counted item: a file that is kept whole, every word of it one answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasklist.model.finding import Finding
from tasklist.model.place import Place
from tasklist.model.plan import Campaign, Kind
from tasklist.model.question import Doubt
from tasklist.model.returns import Entry
from tasklist.plan import quotas
from tasklist.returns.accounts import cell_accounts, questions
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.entries.answers import Answers
from tasklist.returns.entries.counted_items import CountedItems
from tasklist.text.normalize import fold

_PROOF = re.compile(r"佐证|附件|照片|截图|签到|图片")
PICTURE = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".heic", ".webp")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|[-./]|$|\D)")


@dataclass(frozen=True)
class Whole:
    """What a file is as one answer."""

    entry: Entry
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Unsure:
    """Why it is not known which answer a file is, what it may be, and what to do."""

    reason: str
    todo: str
    kind: Kind | None = None
    ask: str = ""


def kept_whole(evidence: Evidence, answers: Answers, items: CountedItems) -> Whole | Unsure:
    """What a file of a known unit is: the one document or counted item it names, or why that is not known."""
    unit, campaign = evidence.unit.value, evidence.context.plan.campaign
    owed = [pair for pair in evidence.things if unit in _owing(campaign, *pair)]
    if len(owed) != 1:
        advice = questions.what_to_do(evidence)
        return Unsure(questions.no_kind(evidence, unit, owed), advice.clerk, ask=advice.unit)
    kind, name = owed[0]
    if year := _another_year(evidence):
        return Unsure(f"写的是{year}年，不像这一次的“{name}”", questions.ANSWER_IT)
    if kind is Kind.QUOTA:
        return _item(evidence, items, name)
    title = evidence.given_names[0]
    field = "evidence" if _is_proof(evidence) else "document"
    return Whole(answers.entry(unit, kind, field, title, _sources(evidence), name=name))


def _item(evidence: Evidence, items: CountedItems, name: str) -> Whole | Unsure:
    campaign = evidence.context.plan.campaign
    if _is_proof(evidence) and not _settled(evidence):
        return Unsure(f"像是“{name}”的照片或佐证，不能当作一件来计", questions.ANSWER_IT)
    quota = next(each for each in campaign.quotas if each.name == name)
    day = items.day(quota)
    if day is None:
        return Unsure(
            f"写的是别的月份或几个时段的日期，看不出是哪一天的“{name}”", "在文件名里写上日期再放进收件夹", Kind.QUOTA
        )
    if quotas.window_of(campaign, quota, day) is None:
        return Unsure(f"{day} 不在“{name}”的应报时段内", "核对日期；不需要时移出收件夹", Kind.QUOTA)
    entry = items.item(evidence.unit.value, quota, evidence.given_names[0], day, _sources(evidence))
    return Whole(entry, tuple(items.new_version(quota)))


def _another_year(evidence: Evidence) -> str:
    """The year a file's name says it is of, when nothing of the campaign is of that year; else empty."""
    if _settled(evidence):
        return ""
    campaign = evidence.context.plan.campaign
    told = set(_YEAR.findall(fold(evidence.given_names[0])))
    ours = {campaign.issued_on.year, evidence.received_on.year, *(each.due.year for each in campaign.deliverables)}
    return "" if not told or told & set(map(str, ours)) else min(told)


def _is_proof(evidence: Evidence) -> bool:
    """Is it a picture, or by its name something that goes with another document?"""
    return bool(_PROOF.search(evidence.given_names[0])) or evidence.arrival.path.lower().endswith(PICTURE)


def _settled(evidence: Evidence) -> bool:
    """Did a person say what it is, in 待办.xlsx or by a move?"""
    return bool(evidence.answered(Doubt.FILE)) or any(map(evidence.moved_into, evidence.folders))


def _sources(evidence: Evidence) -> tuple[Place, ...]:
    return tuple(each.place for each in cell_accounts.everything(evidence)) or (evidence.arrival.place(),)


def _owing(campaign: Campaign, kind: Kind, name: str) -> tuple[str, ...]:
    """The units that owe a deliverable or a quota."""
    things = campaign.deliverables if kind is Kind.DELIVERABLE else campaign.quotas
    return next((each.units for each in things if each.name == name), ())
