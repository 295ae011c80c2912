"""What is asked about a clerk's own words in 上报稿: overtaken by what came since, or two files that differ.

The question keeps both texts, so that its answer can be carried out whenever it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tasklist.files.drafts import Cell
from tasklist.ledger import upward_told
from tasklist.model.place import Place
from tasklist.model.question import DRAWN, MINE, Decision, Doubt, Question
from tasklist.model.upward import ClerkText, UpwardReport
from tasklist.text.display import shorten

EXCEL, WORD = "用 Excel 里的", "用 Word 里的"
_SHOWN = 80  # characters of a text in a sentence


def ruled(made: UpwardReport, decisions: Sequence[Decision]) -> UpwardReport:
    """The report with a person's answers carried out: as long as what is drawn is what it was when they were asked."""
    clerk = dict(made.clerk)
    for one in (each for each in decisions if each.question.doubt is Doubt.UPWARD):
        asked = one.question
        row = made.find(asked.task or 0) if asked.span == made.period.id else None
        if row is None or row.drawn(asked.name) != asked.claimants[-1]:
            continue
        cell, (text, *_, drawn) = (row.task.seq, asked.name), asked.claimants
        if one.answer == WORD:
            text = asked.claimants[1]
        before = clerk.get(cell)
        mine = before is not None and before.text == text
        if one.answer == DRAWN and mine:
            del clerk[cell]
        elif mine or (one.answer in (EXCEL, WORD) and (before is None or before.against != drawn)):
            clerk[cell] = ClerkText(text, drawn)
    return replace(made, clerk=clerk)


def overtaken(made: UpwardReport, path: str) -> Iterator[Question]:
    """One question for every text of a person's whose sources have changed since."""
    for row, name, clerk in made.overtaken():
        drawn = row.drawn(name)
        words, new = shorten(clerk.text, _SHOWN), shorten(drawn, _SHOWN)
        seen = f"您在上报稿里写的“{words}”，原来的内容后来变了，现在汇总的是“{new}”"
        yield _question(made, path, (row.task.seq, name), (clerk.text, drawn), seen=seen, options=(MINE, DRAWN))


def disputed(
    made: UpwardReport, path: str, now: Mapping[Cell, tuple[str, str]], earlier: Iterable[Question]
) -> Iterator[Question]:
    """The cells that the two files have differently: found `now`, or asked `earlier` and written in neither since."""
    for cell, texts in sorted(now.items()):
        row = made.find(cell[0])
        if row:
            seen = (
                f"Excel 里改成“{shorten(texts[0], _SHOWN)}”，Word 里改成“{shorten(texts[1], _SHOWN)}”，两份都没有采用"
            )
            yield _question(made, path, cell, (*texts, row.drawn(cell[1])), seen=seen, options=(EXCEL, WORD, DRAWN))
    for one in earlier:
        cell = (one.task or 0, one.name)
        row = made.find(cell[0])
        same = one.doubt is Doubt.UPWARD and one.span == made.period.id and EXCEL in one.options
        if same and row and row.drawn(one.name) == one.claimants[-1] and cell not in made.clerk and cell not in now:
            yield one


def _question(
    made: UpwardReport, path: str, cell: Cell, texts: tuple[str, ...], *, seen: str, options: tuple[str, ...]
) -> Question:
    seq, name = cell
    span = made.period.id
    return Question(
        Doubt.UPWARD.about(span, seq, name, *texts),
        Doubt.UPWARD,
        Place(path),
        f"任务{seq}的{upward_told.FIELDS[name]}：{seen}",
        "两份都看一眼，在“决定”一栏选用哪一份；要另写的，直接写进上报稿那一格再保存",
        claimants=texts,
        options=options,
        task=seq,
        span=span,
        name=name,
    )
