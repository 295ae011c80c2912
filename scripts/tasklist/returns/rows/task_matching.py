"""Which task a row is: number and text together; text decides when they disagree; ties ask.

Thresholds stand here and nowhere else. They were set so that a wrong placement needs two official
texts that are alike and a number that points at the wrong one: then the row asks.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from tasklist.model.tasks import Task, TaskList
from tasklist.text.display import shorten
from tasklist.text.normalize import bare, fold, ordinal, printed_number

SURE = 86.0  # a text this alike (0–100) is the task's own, edited
LIKELY = 62.0  # enough when the number says the same
MARGIN = 9.0  # how far the best must stand before the second, or it is a tie
LONG = 12  # characters of an official text that nobody writes by chance: where it stands whole, it is meant
_SLIP = 2  # characters in a row that may be a slip within an official text; at its ends, one
_SLIPS = 0.15  # of a text's characters may be slips, two at least
_FEW = 5  # words that stand in one of so many tasks tell it from others
SHORTEST = 6  # characters of a text that can still be told from others when it is a part of an official one


class How(StrEnum):
    """What a match rests on."""

    EXACT = "exact"  # the official text, verbatim
    ALIKE = "alike"  # the official text, edited or abbreviated
    MARK = "mark"  # the form's own mark, on a row whose text is gone
    NUMBER = "number"  # nothing but the number
    CONTINUED = "continued"  # the row above goes on
    OWN = "own"  # no task of the list; `rivals`: the one whose row it may have been typed over
    OVER = "over"  # other words stand where the form has a task's own
    ASK = "ask"  # several, or contradictory


@dataclass(frozen=True, slots=True)
class Match:
    """The task a row is and how that is known, or why it is none: then `rivals` are the tasks it could be."""

    task: int | None
    how: How
    reason: str = ""
    rivals: tuple[int, ...] = ()


@dataclass(frozen=True)
class Matcher:
    """The official list, prepared for comparing. One is made per run."""

    task_list: TaskList

    @cached_property
    def _texts(self) -> dict[int, str]:
        return {task.seq: bare(task.detail) for task in self.task_list.tasks}

    @cached_property
    def _exact(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for seq, text in self._texts.items():
            found[text] = (*found.get(text, ()), seq)
        return found

    @cached_property
    def _whole(self) -> dict[int, str]:
        return {task.seq: bare("".join(task.themes) + task.detail) for task in self.task_list.tasks}

    @cached_property
    def _themes(self) -> tuple[str, ...]:
        levels = {bare(part) for task in self.task_list.tasks for part in (*task.themes, "".join(task.themes))}
        return tuple(sorted(filter(None, levels), key=lambda theme: (-len(theme), theme)))

    @cached_property
    def by_pair(self) -> dict[str, tuple[int, ...]]:
        """A pair of characters → the tasks in whose text it stands."""
        return _by_pair(self._texts)

    def is_task(self, text: str) -> bool:
        """Is this the official text of a task, word for word?"""
        return bare(text) in self._exact

    def holds(self, text: str, task: int | None) -> bool:
        """Does the whole official text of a task stand in this one, long enough to be no other's?"""
        official = self._texts.get(task or 0, "")
        return len(official) >= LONG and official in bare(text)

    def twins(self, match: Match) -> tuple[int, ...]:
        """The tasks that have one text with the one a match is or could be; empty where it has its text alone."""
        task = match.task or next(iter(match.rivals), 0)
        same = self._exact.get(self._texts.get(task, ""), ())
        return same if len(same) > 1 else ()

    @cached_property
    def _official(self) -> frozenset[str]:
        tasks = self.task_list.tasks
        texts = ((*task.themes, task.detail, task.lead, task.responsible, *dict(task.cells).values()) for task in tasks)
        return frozenset(bare(text) for each in texts for text in each)

    @cached_property
    def _numbers(self) -> dict[str, tuple[int, ...]]:
        """The office's own printed numbers, plain → the tasks that carry them; empty when they are 1…N."""
        found: dict[str, tuple[int, ...]] = {}
        for task in self.task_list.tasks:
            if said := printed_number(task.number):
                found[said] = (*found.get(said, ()), task.seq)
        return found

    def number(self, text: str) -> int | None:
        """The task a printed number means; None when it is none, or stands beside several tasks."""
        if not self._numbers:
            return ordinal(text)
        same = self._numbers.get(printed_number(text), ())
        return same[0] if len(same) == 1 else None

    def sharing(self, text: str) -> tuple[int, ...]:
        """The tasks that carry this printed number of the office's own; empty where the numbers are 1…N."""
        return self._numbers.get(printed_number(text), ())

    def is_number(self, text: str) -> bool:
        """Is this a number of a line, whichever task it means?"""
        return ordinal(text) is not None or printed_number(text) in self._numbers

    @cached_property
    def _by_any_pair(self) -> dict[str, tuple[int, ...]]:
        """The same with the themes of the tasks."""
        return _by_pair(self._whole)

    def shares(self, text: str, task: int) -> bool:
        """Has a text words of a task's, of those that not many tasks have?"""
        few = max(1, len(self._whole) // _FEW)
        known = (self._by_any_pair.get(pair, ()) for pair in pairs(text))
        return any(task in tasks and len(tasks) <= few for tasks in known)

    def is_official(self, text: str) -> bool:
        """Does this stand in the list itself, word for word: a theme, a task, who leads, who is responsible?"""
        return bare(text) in self._official

    def is_theme(self, text: str) -> bool:
        """Is this a line that says 重点任务 of the list, with or without a number in front?"""
        said = bare(re.sub(r"^\s*[（(]?[0-9一二三四五六七八九十]+[）)]?[、.．]", "", text))
        return said in self._themes

    def _without_theme(self, text: str) -> str:
        """A task's text without the 重点任务 typed in front of it into the same cell."""
        theme = next((theme for theme in self._themes if text.startswith(theme)), "")
        rest = text.removeprefix(theme)
        return rest if len(rest) >= SHORTEST else text

    def match(self, seq: str, detail: str, marked: int | None = None) -> Match:
        """The task of a row that says `seq` and `detail`; `marked` is the number in the form's own mark."""
        said = self.number(seq)
        text = self._without_theme(bare(detail))
        if not text:
            return self._by_number(seq, marked)
        same = self._exact.get(text, ())
        agreed = same if len(same) == 1 else tuple(task for task in same if task in (said, marked))
        if len(agreed) == 1:
            return Match(agreed[0], How.EXACT)
        if same:
            return Match(None, How.ASK, "几项任务文字相同，序号又对不上", same)
        inside = tuple(seq for seq, official in self._texts.items() if len(official) >= LONG and official in text)
        if len(inside) == 1:
            return Match(inside[0], How.ALIKE)
        if inside:
            return Match(None, How.ASK, "一格里写了几项任务", inside)
        return self._by_text(text, said, marked)

    def _by_number(self, seq: str, marked: int | None) -> Match:
        same = self.sharing(seq)
        if len(same) > 1:
            asked = Match(None, How.ASK, f"序号“{shorten(seq, 12)}”下有几项任务，又没有任务文字", same)
            return Match(marked, How.MARK) if marked in same else asked
        said = self.number(seq)
        if said is None and bare(seq):
            return Match(None, How.ASK, f"序号写的是“{shorten(seq, 12)}”，看不出是哪一项，又没有任务文字")
        if marked is not None and said not in (None, marked):
            written = self.task_list.name(said).removeprefix("任务")
            why = f"序号写的是{written}，表单标记是{self.task_list.name(marked)}，又没有任务文字"
            return Match(None, How.ASK, why, (marked,))
        task = said if marked is None else marked
        if task is None:
            return Match(None, How.ASK, "没有序号，也没有任务文字")
        if not self.task_list.find(task):
            return Match(None, How.ASK, f"清单里没有任务{task}")
        return Match(task, How.NUMBER if marked is None else How.MARK)

    def _by_mark(self, text: str, said: int | None, marked: int | None) -> Match:
        """A text like no task's: still this one's, when number and mark both say so and the text is its theme's."""
        if said is not None and said == marked and text in self._whole.get(said, ""):
            return Match(said, How.MARK)
        instead_of = tuple(task for task in (marked or said,) if task and self.task_list.find(task))
        return Match(None, How.OWN, "清单里没有这项任务，像是单位自加的", instead_of)

    def _by_text(self, text: str, said: int | None, marked: int | None) -> Match:
        scores = {seq: likeness(text, official) for seq, official in self._texts.items()}
        best = max(scores.values(), default=0.0)
        rivals = tuple(seq for seq, score in scores.items() if score >= max(LIKELY, best - MARGIN))
        if not rivals:
            return self._by_mark(text, said, marked)
        # The number breaks a tie only where its own text is nearly as good as the best.
        agreed = tuple(seq for seq in rivals if seq in (said, marked) and scores[seq] >= best - MARGIN / 2)
        if len(agreed) == 1:
            return Match(agreed[0], How.ALIKE)
        if len(rivals) > 1:
            return Match(None, How.ASK, "与几项任务都相近", rivals)
        if best >= SURE:
            return Match(rivals[0], How.ALIKE)
        number = "序号却不是" if said or marked else "没有序号，不能断定"
        return Match(None, How.ASK, f"文字像{self.task_list.name(rivals[0])}，{number}", rivals)


_SEVERAL = re.compile(r"\D{0,2}\d{1,3}(?:[-—–~～至到、,，/和及]+\d{1,3})+\D{0,2}")


def several(text: str) -> bool:
    """Does a 序号 cell name several tasks, the lower first (`1-3`, `2、5`)?"""
    numbers = [int(found) for found in re.findall(r"\d+", fold(text))]
    return bool(_SEVERAL.fullmatch(fold(text))) and numbers == sorted(set(numbers))


def pairs(text: str) -> frozenset[str]:
    """Every two characters that stand side by side in the plain text."""
    plain = bare(text)
    return frozenset(map("".join, itertools.pairwise(plain)))


def _by_pair(texts: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for task, text in texts.items():
        for pair in pairs(text):
            found[pair] = (*found.get(pair, ()), task)
    return found


def likeness(text: str, official: str) -> float:
    """How alike two bare texts are, 0–100: as wholes, or as an abbreviation that keeps the official words."""
    whole = fuzz.ratio(text, official)
    if SHORTEST <= len(text) < len(official):
        whole = max(whole, fuzz.partial_ratio(text, official) * 0.97, _subsequence(text, official) * 0.9)
    return whole


def _subsequence(text: str, official: str) -> float:
    """100 when `text` is `official` with words left out, judged by its longest common subsequence."""
    kept = fuzz.ratio(text, official) * (len(text) + len(official)) / 200  # = characters in common
    return 100.0 * kept / len(text) if len(text) * 3 >= len(official) else 0.0


def lone_numbers(numbers: Sequence[int], duties: Sequence[int]) -> Callable[[int], bool]:
    """May rows that carry nothing but a number be trusted? A test for one number.

    Units that delete rows often number the rest anew. When the numbers run 1…k while the unit owes others
    or more, they may be the unit's own, and none is trusted.
    """
    renumbered = sorted(numbers) == list(range(1, len(numbers) + 1)) and sorted(numbers) != sorted(duties)
    return lambda value: not renumbered and value in duties and numbers.count(value) == 1


def recognises(task: Task, role: str, text: str) -> bool:
    """Is this the official text of a task column, verbatim, abbreviated or lightly edited?"""
    written, wanted = bare(text), bare(task.says(role))
    if role == "seq":
        return ordinal(text) is not None or written == wanted
    # A text much longer than the official one holds something of the unit's own.
    return written in wanted or (len(written) <= len(wanted) * 1.15 + 2 and likeness(written, wanted) >= LIKELY)


def beyond(written: str, wanted: str) -> str:
    """What a bare text says beyond an official one of which it keeps the words: empty when there are only slips."""
    runs = [
        (written[step.dest_start : step.dest_end], step.dest_start == 0 or step.dest_end == len(written))
        for step in Indel.opcodes(wanted, written)
        if step.tag == "insert"
    ]
    added = "".join(run for run, _ in runs)
    slips = all(len(run) <= _SLIP - edge and not any(map(str.isdigit, run)) for run, edge in runs)
    few = len(added) <= max(_SLIP, _SLIPS * len(written))
    return "" if len(written) >= SHORTEST and slips and few else added or written
