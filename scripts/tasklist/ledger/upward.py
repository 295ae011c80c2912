"""上报稿, drawn from a Ledger: figures first, then what several units counted alike, then the units' own sentences.

Nothing is said that no unit wrote but the few frames below; every figure, sum and sentence carries its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from tasklist.ledger.history import gone, shown_place
from tasklist.ledger.upward_columns import told
from tasklist.ledger.upward_gathered import SaidOnce, gathered
from tasklist.ledger.upward_sums import Sum, sums
from tasklist.model.layout import AnswerKind
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind
from tasklist.model.roster import Roster
from tasklist.model.tasks import Task
from tasklist.model.unplaced import OwnWork
from tasklist.model.upward import FIELDS, LeftOut, Passage, Source, UpwardReport, UpwardTask
from tasklist.substance.sentences import Sense
from tasklist.substance.word_lists import Words

# The frames: all that is said in nobody's own words.
NOBODY = "本期没有单位应报此项。"
FIGURE = "{label}{number}家"
EXPECTED, SUMS, REST = "责任单位", "同类合计：", "另有{sentences}条（涉及{units}家单位）限于篇幅未列。"
TABLES = "另有{units}家单位填的是表格，未列入，请看原表。"
SUM, PARTS, MANY = "{thing}{total}{measure}（{parts}）", "{unit}{amount}{measure}", "{number}家单位"

ADDED, LISTED = "后面各项家数之和", "逐句列在“未列入”"
OTHERS = "{names}等{number}家单位"
NO_ROOM = "限于篇幅"
_FIGURES = (
    (Status.REPORTED, Status.LATE),
    (Status.NIL,),
    (Status.MISSING,),
)  # always said; the others when there are any
_SUM_SHARE, _REMARK_SHARE = 4, 3  # a quarter of the length for sums; 备注 is a third as long
_NAMED, _SOME = 10, 3  # as many units are named for one sentence; of more, the first few and how many there are
_RESERVE = 34  # characters kept for the sentence that counts what was left out


def build(ledger: Ledger, words: Words) -> UpwardReport:
    """The 上报稿 of the ledger's period; `words` say what is a fact and what a slogan."""
    plan = ledger.plan
    lines: dict[int | None, list[Line]] = {}
    for line in ledger.lines:
        if line.obligation.kind is Kind.TASKS:
            lines.setdefault(line.obligation.task, []).append(line)
    numbers, left = count(1), gone(ledger)
    tasks = (_Draft(ledger, words, left, task, tuple(lines.get(task.seq, ()))).drawn() for task in plan.task_list.tasks)
    rows = tuple(_numbered(one, numbers) for one in tasks)
    return UpwardReport(
        title=plan.campaign.title,
        office=plan.campaign.office,
        period=ledger.period,
        as_of=ledger.as_of,
        task_list=plan.task_list,
        tasks=rows,
        own=tuple(_own(one, next(numbers), plan.roster) for one in ledger.own_work),
    )


def _own(one: OwnWork, number: int, roster: Roster) -> Passage:
    """A task a unit added itself, in its own words."""
    words = "：".join(filter(None, (one.title, one.text)))
    return Passage(number, words, (Source(one.unit, words, one.place, one.place),), f"{short(roster, one.unit)}：")


def short(roster: Roster, unit: str) -> str:
    """What a unit is called in the text: its first 简称, else its name."""
    found = roster.by_name.get(unit)
    return found.aliases[0] if found and found.aliases else unit


def _numbered(one: UpwardTask, numbers: Iterator[int]) -> UpwardTask:
    def each(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(replace(passage, number=next(numbers)) for passage in passages)

    progress, remark = each(one.progress), each(one.remark)
    return replace(
        one,
        progress=progress,
        remark=remark,
        others=tuple(replace(own, passages=each(own.passages)) for own in one.others),
    )


@dataclass(frozen=True)
class _Draft:
    """One task, its lines in roster order, and what is drawn from them."""

    ledger: Ledger
    words: Words
    left: Mapping[tuple[str, str], str]  # the kept copies of files that stand no more
    task: Task
    lines: tuple[Line, ...]

    def drawn(self) -> UpwardTask:
        settings = self.ledger.plan.campaign.upward
        facts, problems, left_out = gathered(
            self.lines, self.task, self.words, self.left, ("remark",) if self._plain else ("progress", "remark")
        )
        tables, added = self._tables(left_out), self._added(facts)
        progress, rest = self._progress(facts, added, settings.length - _long(tables))
        remark, more = self._listed(problems, settings.length // _REMARK_SHARE)
        for one in (*rest, *more):
            left_out += [LeftOut(source, NO_ROOM) for source in one.sources]
        progress = (*progress, *tables, *self._plain)
        layout = self.ledger.plan.task_list.layout
        if "remark" not in layout.answers:  # nothing is dropped because the list has no column for it
            progress, remark = (*progress, *remark), ()
        others = tuple(
            told(self.lines, self.task, column, self._called, self.left)
            for column in layout.columns
            if column.kind and column.key not in FIELDS
        )
        return UpwardTask(self.task, progress, remark, settings.contact, tuple(left_out), others, self._counted(added))

    @cached_property
    def _plain(self) -> tuple[Passage, ...]:
        """What stands in a main answer column of choices, numbers or days, unit by unit: no sentences are in it."""
        main = self.ledger.plan.task_list.layout.find("progress")
        if main is None or main.kind in (None, AnswerKind.TEXT) or not self.lines:
            return ()
        said = told(self.lines, self.task, main, self._called, self.left).passages
        return tuple(replace(one, before=f"\n{one.before}") if place == 0 else one for place, one in enumerate(said))

    def _called(self, unit: str) -> str:
        return short(self.ledger.plan.roster, unit)

    def _progress(
        self, facts: Sequence[SaidOnce], sums_: Sequence[Sum], length: int
    ) -> tuple[tuple[Passage, ...], list[SaidOnce]]:
        """The text under 进展, at most `length` characters, and what it had no room for."""
        if not self.lines:
            return (Passage(0, NOBODY, ()),), []
        figures = self._figures()
        added = self._sums(sums_, min(length // _SUM_SHARE, length - _long(figures) - _RESERVE))
        listed, rest = self._listed(facts, length - _long(figures) - _long(added), "\n")
        return (*figures, *added, *listed), rest

    def _tables(self, left_out: Sequence[LeftOut]) -> tuple[Passage, ...]:
        """How many units pasted a table where words belong: its rows say nothing without their heading."""
        sources = tuple(one.source for one in left_out if one.reason == Sense.TABLE)
        words = TABLES.format(units=len({source.unit for source in sources}))
        return (Passage(0, words, sources, before="\n", note=LISTED),) if sources else ()

    def _figures(self) -> tuple[Passage, ...]:
        """How many units owe, and how many of each status there are: they add up."""
        others = [(status,) for status in Status if not any(status in each for each in _FIGURES)]
        groups = [(each, [line for line in self.lines if line.status in each]) for each in (*_FIGURES, *others)]
        said = [(each[0].label, group) for each, group in groups if group or each in _FIGURES]
        counted = [(EXPECTED, list(self.lines)), *said]
        return tuple(
            Passage(
                0,
                FIGURE.format(label=label, number=len(group)),
                tuple(self._of(line) for line in group),
                after="，" if place < len(counted) else "。",
                note=ADDED if label == EXPECTED else "",
            )
            for place, (label, group) in enumerate(counted, 1)
        )

    def _of(self, line: Line) -> Source:
        place = line.place or (line.entries[0].place if line.entries else None)
        return Source(line.obligation.unit, line.status.label, place, shown_place(line, self.left))

    def _sums(self, added: Sequence[Sum], room: int) -> tuple[Passage, ...]:
        """The sums of what several units counted alike, with their parts, as far as `room` goes."""
        found: list[Passage] = []
        for each in added:
            before = "；" if found else f"\n{SUMS}"
            used = _long(found) + len(before) + 1
            text = next((text for text in self._sum(each) if used + len(text) <= room), None)
            if text:
                found.append(Passage(0, text, each.sources, before=before))
        if found:
            found[-1] = replace(found[-1], after="。")
        return tuple(found)

    def _counted(self, added: Sequence[Sum]) -> tuple[str, ...]:
        """The sums in their shortest form, those of most units first."""
        return tuple(list(self._sum(each))[-1] for each in added)

    def _added(self, facts: Sequence[SaidOnce]) -> tuple[Sum, ...]:
        doubtful = {line.obligation.unit for line in self.lines if line.verdict and line.verdict.doubtful}
        return sums(
            [each for one in facts for each in one.by.values()],
            self.ledger.plan.roster,
            doubtful,
            self.ledger.period,
            self.words,
        )

    def _sum(self, each: Sum) -> Iterator[str]:
        """A sum with every part in it, and a shorter one that says how many there are: 来源 has them all."""
        named = (
            PARTS.format(unit=self._short(unit), amount=f"{amount:f}", measure=each.measure)
            for unit, amount in each.parts
        )
        for parts in ("、".join(named), MANY.format(number=len(each.parts))):
            yield SUM.format(thing=each.thing, total=f"{each.total:f}", measure=each.measure, parts=parts)

    def _listed(
        self, said: Sequence[SaidOnce], room: int, before: str = ""
    ) -> tuple[tuple[Passage, ...], list[SaidOnce]]:
        """The sentences that fit into `room`, in roster order, each behind who said it, and how many do not fit.

        Every unit has its first sentence before any has a second; then what many say, and what is rich in facts.
        """
        cost = [len(self._names(one)) + len(one.sentence.text) + 2 for one in said]
        if sum(cost) + len(before) > room:
            room -= _RESERVE
        chosen: set[int] = set()
        for place in sorted(range(len(said)), key=lambda place: (*said[place].rank, place)):
            if cost[place] + len(before) <= room:
                chosen.add(place)
                room -= cost[place]
        told = tuple(self._told([one for place, one in enumerate(said) if place in chosen], before))
        rest = [one for place, one in enumerate(said) if place not in chosen]
        if rest:
            words = REST.format(units=len({unit for one in rest for unit in one.units}), sentences=len(rest))
            sources = tuple(source for one in rest for source in one.sources)
            told = (*told, Passage(0, words, sources, before="\n" if told else before, note=LISTED))
        return told, rest

    def _told(self, said: Sequence[SaidOnce], before: str) -> Iterator[Passage]:
        """One passage a sentence; the units are named where they change."""
        names = ["", *map(self._names, said), ""]
        for place, one in enumerate(said, 1):
            lead = f"{names[place]}：" if names[place] != names[place - 1] else ""
            after = "；" if names[place] == names[place + 1] else "。"
            yield Passage(0, one.sentence.text, one.sources, (before if place == 1 else "") + lead, after)

    def _names(self, one: SaidOnce) -> str:
        named = one.units if len(one.units) <= _NAMED else one.units[:_SOME]
        names = "、".join(map(self._short, named))
        return names if named == one.units else OTHERS.format(names=names, number=len(one.units))

    def _short(self, unit: str) -> str:
        return short(self.ledger.plan.roster, unit)


def _long(passages: Iterable[Passage]) -> int:
    return sum(len(str(one)) for one in passages)
