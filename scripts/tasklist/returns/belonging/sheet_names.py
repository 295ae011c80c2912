"""Answers on sheets that say of no unit, beside some that do: called by nobody's name (蒙医), or by none (Sheet3).

That such a sheet is of the unit of its neighbour is not known, and a person is asked. What its name is like is offered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tasklist.model.question import BY_CLERK, DROPPED, EACH_ITS_OWN, Doubt
from tasklist.model.returns import Clue
from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.identity import SHEET_NAME, Attribution, Claim, decide
from tasklist.text.normalize import bare, fold

# What people call a sheet that is not named after anybody: its place in the book, the month, what is in it.
_PLAIN = re.compile(
    r"sheet|工作表|任务|工作|清单|台账|填报|填写|报送|上报|汇总|推进|进展|措施|完成|落实|情况|重点|专项|统计|数据|反馈|附件|表格?|样例|模板|定稿|终稿"
    r"|终版|初稿|原稿|底稿|修改|更新|补充|补报|副本|备份|最新|续|上期|本期|上月|本月|全年|年度|季度|半年|[年月日期周第版稿页份一二三四五六七八九十\d]"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Sheets(NamedTuple):
    """Whose the known sheets are; for each that does not say it, the units its name is like. `named`: whom they
    name where the file as a whole contradicts it.
    """

    known: Mapping[str, str]
    likely: Mapping[str, tuple[str, ...]]
    named: Mapping[str, str]

    @property
    def apart(self) -> bool:
        """Can they be taken apart, each as its own unit's?"""
        alone = [units[0] for units in self.likely.values() if len(units) == 1]
        return len({*self.known.values(), *alone, *self.named.values()}) > 1


def in_doubt(said: FileWords, own: Mapping[str, Sequence[Claim]], decided: Mapping[str, Attribution]) -> Sheets:
    """The sheets with answers that may well be another unit's than their neighbours'. `own`: what each sheet says.

    What answers other tasks than they do goes on with them, unless it is called like a unit that is related to theirs.
    """
    told = _answered(said)
    known = {sheet: decided[sheet].value for sheet in told if own[sheet] and decided[sheet].value}
    silent = [sheet for sheet in told if not own[sheet]]
    ours = tuple(dict.fromkeys(decided[sheet].value for sheet in told if decided[sheet].value))
    beside = {sheet: _like(said, sheet, ours) for sheet in silent}
    another = [sheet for sheet in silent if beside[sheet] and decided[sheet].value not in ("", *beside[sheet])]
    likely = {sheet: beside[sheet] or _like(said, sheet) for sheet in silent if len(told) > 1 or sheet in another}
    silent = [*likely]
    open_ = [sheet for sheet in silent if _beside_others(sheet, told, known, likely)]
    open_ = [sheet for sheet in open_ if decided[sheet].value not in likely[sheet]]
    strange = [sheet for sheet in open_ if likely[sheet] or (known and _called(said, sheet))]
    several = len({*known.values()}) > 1
    undecided = [sheet for sheet in silent if several and not decided[sheet].value]
    asked_too = {*undecided, *another, *(open_ if strange else ())}
    found = {sheet: likely[sheet] for sheet in silent if sheet in asked_too} | _contradicted(own, told)
    rest = (sheet for sheet in told if not own[sheet] and sheet not in found and decided[sheet].value)
    said_so = {sheet: _said(own[sheet]) for sheet in told if own[sheet] and not decided[sheet].value}
    named = {sheet: unit for sheet, unit in said_so.items() if unit}
    return Sheets(known | {sheet: decided[sheet].value for sheet in rest}, found, named)


def _contradicted(own: Mapping[str, Sequence[Claim]], told: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Sheets that are called by another unit than their own words name, beside others with the same tasks: the copies
    of one sheet, of which only the names were changed, or only the words.
    """
    found: dict[str, tuple[str, ...]] = {}
    for sheet, tasks in told.items():
        called = {unit for claim in own[sheet] if claim.source == SHEET_NAME for unit in claim.candidates}
        words = dict.fromkeys(u for claim in own[sheet] if claim.source != SHEET_NAME for u in claim.candidates)
        if called and words and not called & {*words} and any(tasks & told[each] for each in told if each != sheet):
            found[sheet] = (*sorted(called), *words)
    return found


def _said(claims: Sequence[Claim]) -> str:
    """The one unit a sheet says it is of, or that it is like by the name it says."""
    found = decide(claims, "")
    return found.value or (found.claimants[0] if len(found.claimants) == 1 else "")


def _beside_others(
    sheet: str, told: Mapping[str, set[str]], known: Collection[str], likely: Mapping[str, tuple[str, ...]]
) -> bool:
    """Does a sheet answer the same tasks as one that says whose it is, or is called like another unit?"""
    others = {each for each, units in likely.items() if units and units != likely[sheet]} | {*known}
    return any(told[sheet] & told[each] for each in others)


def asked(
    said: FileWords, own: Mapping[str, Sequence[Claim]], decided: Mapping[str, Attribution]
) -> Mapping[str, Attribution]:
    """Each sheet in doubt as what is asked of it; when a person had them taken apart, as the unit its name is like."""
    found = in_doubt(said, own, decided)
    told = {sheet: _by_clerk(answer) for sheet in found.likely if (answer := _answer(said, sheet))}
    if said.each_its_own:
        alone = {sheet: units[0] if len(units) == 1 else "" for sheet, units in found.likely.items()}
        each = {sheet: Attribution(unit, (Clue(BY_CLERK, EACH_ITS_OWN),), own=unit) for sheet, unit in alone.items()}
        named = {
            sheet: Attribution(unit, (Clue(BY_CLERK, EACH_ITS_OWN),), own=unit) for sheet, unit in found.named.items()
        }
        return named | each | told
    if told:
        found = found._replace(likely={sheet: units for sheet, units in found.likely.items() if sheet not in told})
    ours = tuple(dict.fromkeys(filter(None, (*found.known.values(), *(decided[each].value for each in found.likely)))))
    units = tuple(dict.fromkeys((*(unit for several in found.likely.values() for unit in several), *ours)))
    names = "；".join(_doubt(sheet, likely, own[sheet]) for sheet, likely in found.likely.items())
    reason = f"{names}；同一份文件里写明或认定的是{'、'.join(ours)}" if ours else names
    return dict.fromkeys(found.likely, Attribution(reason=reason, claimants=units)) | told


def left_out(found: Attribution) -> bool:
    """Did a person say that a sheet counts for nobody?"""
    return not (found.value or found.claimants) and any(clue.source == BY_CLERK for clue in found.evidence)


def _answer(said: FileWords, sheet: str) -> str:
    return said.context.decisions.get(Doubt.PART.about(said.arrival.sha256, sheet), "")


def _by_clerk(answer: str) -> Attribution:
    unit = "" if answer == DROPPED else answer
    return Attribution(unit, (Clue(BY_CLERK, answer),), own=unit)


def _doubt(sheet: str, likely: Sequence[str], own: Sequence[Claim]) -> str:
    if words := tuple(dict.fromkeys(str(claim.clue) for claim in own if claim.source != SHEET_NAME)):
        return f"工作表“{sheet}”的名称和表里写的不是一家（{'、'.join(words)}）"
    like = f"，名称像是{'或'.join(likely)}的" if likely else ""
    return f"工作表“{sheet}”没有写是哪个单位的{like}"


def _answered(said: FileWords) -> Mapping[str, set[str]]:
    """Sheet → the tasks, by number and words, to which it holds progress."""
    found: dict[str, set[str]] = {}
    for table in said.lists:
        if "progress" in table.columns and not table.owner and not said.is_sample(table.name):
            rows = (row for row in table.rows if row.text("progress").strip())
            found.setdefault(table.name, set()).update(bare(row.text("detail") or row.text("seq")) for row in rows)
    return {sheet: tasks for sheet, tasks in found.items() if tasks}


def _called(said: FileWords, sheet: str) -> bool:
    """Has a sheet a name of its own, and not only the list's, a month, or what is in it?"""
    titles = (bare(title) for title in said.context.plan.titles)
    rest = _PLAIN.sub("", fold(sheet))
    return len(_CHINESE.findall(rest)) > 1 and not any(bare(sheet) in title for title in titles)


def _like(said: FileWords, sheet: str, ours: Sequence[str] = ()) -> tuple[str, ...]:
    """The units a sheet is called like, or that it means beside `ours`; of a house and its branches the house."""
    if not _called(said, sheet):
        return ()
    rest = _PLAIN.sub("", fold(sheet))
    if ours:
        return () if said.context.matcher.is_theme(sheet) else said.near.related(rest, ours)
    units = said.context.names.meant(rest)
    return tuple(unit for unit in units if said.context.superiors.get(unit) not in units)
