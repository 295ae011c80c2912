"""A master that came back edited: what a person changed in it, against the master as it was written.

Only changes count, so a copy nobody edited changes nothing. In 明细台账 and 任务清单汇总 the three answer
columns are the office's corrections, found by unit and task wherever the rows now stand; any other new text
is listed, never dropped. Where rows were torn out, doubled or shifted, nothing is guessed: it is listed too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from tasklist.model.book import Book, Grid
from tasklist.model.layout import NINE
from tasklist.model.tasks import TaskList
from tasklist.returns.masters.master_answers import DETAIL, SHEETS, AnswerPiece, Key, MasterReader, Pieces, Spot, headed
from tasklist.tables.heading_rows import MergedGrid
from tasklist.text.normalize import bare, fold, number

_ALIKE = 0.8  # of a task's wording, from which it is the same task with a word mended
_ELSEWHERE = "汇总表里这一处的改动不作数：只认“明细台账”和“任务清单汇总”的进展、联系和备注三栏"
_OWN_ELSEWHERE = "汇总表里这一处的改动不作数：只认“明细台账”和“任务清单汇总”里各单位填报的栏"
_NO_LINE = "看不出这一行是哪个单位的哪一项，没有采用"
_TWO_WAYS = "“明细台账”和“任务清单汇总”里改得不一样，没有采用"
_TORN = "这个单位这一项的行被删过、拆过或多了一份，拼不回原来的一段话，没有采用；请在一份没有动过行的汇总表里改"
_SHIFTED = "这段话原来在别的单位名下，像是只排了一栏，没有采用"
_RENUMBERED = "任务清单改过，看不出这一项现在是第几项，没有采用"
_BROKEN = "公式没有算出值，没有采用；请写成文字"


@dataclass
class Written:
    """What a master says under one key, and the cells it stands in."""

    text: str
    cells: list[Spot]


@dataclass(frozen=True)
class Changes:
    """What a person changed: `answers` by key, `other` cells with new text, how many answers were `cleared`."""

    answers: Mapping[Key, Written]
    other: Mapping[Spot, str]
    cleared: int


@dataclass
class _Compared:
    """One sheet held against the same sheet as it was written."""

    now: Pieces
    then: Pieces
    flat: bool  # 明细台账, where a row that is gone was deleted
    answers: dict[Key, Written] = field(default_factory=dict)
    disputed: dict[Spot, str] = field(default_factory=dict)
    handled: set[Spot] = field(default_factory=set)
    cleared: int = 0

    def __post_init__(self) -> None:
        for key in self.now.keys() & self.then.keys():
            self.handled |= {piece.spot for piece in self.now[key]}
            self._key(key)
        if self.flat and self.now:
            gone = self.then.keys() - self.now.keys()
            self.cleared += sum(bool(_joined(self.then[key]).strip()) for key in gone)
        for key in [key for key in self.answers if self._shifted(key)]:
            self.disputed |= dict.fromkeys(self.answers.pop(key).cells, _SHIFTED)

    def _key(self, key: Key) -> None:
        now, then = (sorted(pieces[key], key=lambda piece: piece.turn) for pieces in (self.now, self.then))
        if [piece.turn for piece in now] != [piece.turn for piece in then]:
            if _saved(_joined(self.now[key])) != _saved(_joined(self.then[key])):
                new = [piece.spot for piece in now if piece.text.strip() and _saved(piece.text) not in self._known]
                self.disputed |= dict.fromkeys(new, _TORN)
                self.cleared += max(len(then) - len(now), 0)
            return
        changed = [new for new, old in zip(now, then, strict=True) if _saved(new.text) != _saved(old.text)]
        self.disputed |= {piece.spot: _BROKEN for piece in changed if piece.broken}
        if any(piece.text.strip() for piece in changed):
            # What a program saved differently at the end of a cell is no change: the old words stay as they were.
            text = "".join(new.text if new in changed else old.text for new, old in zip(now, then, strict=True))
            self.answers[key] = Written(text, [piece.spot for piece in now if piece.text])
        else:
            self.cleared += sum(not piece.broken for piece in changed)

    @cached_property
    def _known(self) -> set[str]:
        return {_saved(piece.text) for pieces in self.then.values() for piece in pieces}

    def _shifted(self, key: Key) -> bool:
        """Did this text come from another unit, and the old one go to another: was one column sorted alone?"""
        unit, _, what = key
        new, old = _saved(_joined(self.now[key])), _saved(_joined(self.then[key]))
        others = [
            (_saved(_joined(self.now[other])), _saved(_joined(self.then[other])))
            for other in self.answers
            if other[0] != unit and other[2] == what
        ]
        return any(before == new for _, before in others) and any(after == old for after, _ in others)


def changes(edited: Book, original: Book, reader: MasterReader, task_list: TaskList) -> Changes:
    """The differences. A key changed in two sheets to different texts is in neither: both cells are `other`."""
    before = {grid.sheet: grid for grid in original.grids}
    compared = [
        _Compared(reader.pieces(grid), reader.pieces(before[grid.sheet]), grid.sheet == DETAIL)
        for grid in edited.grids
        if grid.sheet in SHEETS and grid.sheet in before
    ]
    disputed = {spot: reason for each in compared for spot, reason in each.disputed.items()}
    numbers = _numbers(before.get(DETAIL), task_list)
    answers: dict[Key, Written] = {}
    for old_key, written in ((key, written) for each in compared for key, written in each.answers.items()):
        unit, old, what = old_key
        seq = numbers.get(old)
        if seq is None:
            disputed |= dict.fromkeys(written.cells, _RENUMBERED)
            continue
        first = answers.setdefault((unit, seq, what), written)
        if first is not written and _saved(first.text) == _saved(written.text):
            first.cells += written.cells
        elif first is not written:
            disputed |= dict.fromkeys((*first.cells, *written.cells), _TWO_WAYS)
    answers = {key: written for key, written in answers.items() if not set(written.cells) & set(disputed)}
    handled = {spot for each in compared for spot in each.handled}
    other = dict(_other(edited, before, handled, reader)) | disputed
    return Changes(answers, other, sum(each.cleared for each in compared))


def _numbers(detail: Grid | None, task_list: TaskList) -> Mapping[int, int | None]:
    """Task number in the master → its number in the list as it is now, or None when that cannot be told."""
    if detail is None:
        return {task.seq: task.seq for task in task_list.tasks}
    sheet = MergedGrid(detail)
    head, columns = headed(sheet)
    words: dict[int, dict[str, None]] = {}
    for row in (row for row in sheet.rows if row > head and "具体任务" in columns):
        seq = number(sheet.text((row, columns["序号"])))
        if seq is not None:
            words.setdefault(seq, {})[bare(sheet.text((row, columns["具体任务"])))] = None
    return {seq: _now(seq, list(said), task_list) for seq, said in words.items()}


def _now(seq: int, said: Sequence[str], task_list: TaskList) -> int | None:
    """The task whose text was `said` (in one piece, or in several that follow one another)."""
    text = said[0] if len(said) == 1 else "".join(said)
    known = {task.seq: bare(task.detail) for task in task_list.tasks}
    if known.get(seq) == text:
        return seq
    same = [other for other, words in known.items() if words == text]
    if same:
        return same[0] if len(same) == 1 else None
    alike = SequenceMatcher(None, known.get(seq, ""), text, autojunk=False).ratio() >= _ALIKE
    return seq if alike else None


def _other(
    edited: Book, before: Mapping[str, Grid], handled: set[Spot], reader: MasterReader
) -> Iterator[tuple[Spot, str]]:
    """Cells outside the answers with a text that stood less often on that sheet as it was written."""
    elsewhere = _ELSEWHERE if reader.layout == NINE else _OWN_ELSEWHERE
    for grid in edited.grids:
        known = Counter(map(fold, before[grid.sheet].cells.values())) if grid.sheet in before else Counter()
        columns = reader.columns(grid) if grid.sheet in SHEETS else None
        for cell, text in sorted(grid.cells.items()):
            if (grid.sheet, cell) in handled:
                continue
            known[fold(text)] -= 1
            if known[fold(text)] < 0:
                beside = columns and cell[0] > columns.head and cell[1] in columns.answers
                line = beside or (grid.sheet in SHEETS and not columns)
                yield (grid.sheet, cell), _NO_LINE if line else elsewhere


def _joined(pieces: Sequence[AnswerPiece]) -> str:
    return "".join(piece.text for piece in pieces)


def _saved(text: str) -> str:
    """`text` as far as every program saves it: no white space at the ends of lines, nor twice in a row."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
