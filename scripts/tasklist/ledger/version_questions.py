"""Which of several versions counts, where only a person can say: two texts of one cell, or two files as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tasklist.ledger.history import field_name
from tasklist.ledger.rulings import HERE, SIDES, files, files_key, here, sides, tie_key
from tasklist.ledger.versions import Resolved
from tasklist.model.plan import Plan
from tasklist.model.question import CELL_BY_CELL, Doubt, Question
from tasklist.model.returns import Entry, Superseded
from tasklist.model.rule import Rule
from tasklist.model.tasks import Task
from tasklist.plan import periods
from tasklist.plan.task_names import named
from tasklist.text.display import shorten

_SHOWN = 60  # characters of a text in an answer or a sentence
_FEW = 3  # cells: where two files differ in fewer, these are soon answered one by one
_ADVICE = "核对两份原件，在“决定”一栏选采用哪一份；拿不准的先问单位"
_OF_FILES = (
    f"核对两份原件，在“决定”一栏选用哪一份；要一处一处选的选“{CELL_BY_CELL}”，下次汇总逐项列出来；拿不准的先问单位"
)


def questions(plan: Plan, settled: Resolved, decided: Collection[str]) -> Iterator[Question]:
    """Every question which version counts. `decided`: keys; two files a person wants to compare cell by cell are."""
    by_files: dict[str, list[Superseded]] = {}
    for tie in settled.ties:
        by_files.setdefault(files_key(tie), []).append(tie)
    for key, ties in by_files.items():
        if ties[0].rule is Rule.SAID:
            yield _claimed(ties[0])
        elif len(ties) >= _FEW and _of_two_files(ties[0]) and key not in decided:
            yield _of_files(ties, plan)
        else:
            yield from (_of_cell(tie, plan) for tie in ties)
    yield from _overtyped(plan, settled)
    yield from (_outrun(one, plan) for one in settled.outrun)


def cell_of(plan: Plan, entry: Entry) -> str:
    """What an answer is to: 任务3的进展, 措施编号3-2的“整改成效”."""
    return f"{plan.task_list.name(entry.task)}的{field_name(entry.field, plan.task_list.layout)}"


def about(entry: Entry, doubt: Doubt, key: str, seen: str, *, advice: str, options: tuple[str, ...]) -> Question:
    """A question about an answer, in whose place it stands."""
    return Question(
        key,
        doubt,
        entry.place,
        f"{entry.unit}：{seen}",
        advice,
        options=options,
        unit=entry.unit,
        task=entry.task,
        span=entry.span,
    )


def _version(entry: Entry, key: str, seen: str, options: tuple[str, ...], advice: str = _ADVICE) -> Question:
    return replace(about(entry, Doubt.VERSION, key, seen, advice=advice, options=options), claimants=options)


def _of_cell(tie: Superseded, plan: Plan) -> Question:
    one, other = tie.winner, tie.loser
    texts = sides(tie)
    options = tuple(f"{side}：{shorten(text, _SHOWN)}" for side, text in zip(SIDES, texts, strict=True))
    names = {entry.text.strip(): str(entry.place) for entry in (one, other)}
    said = "；".join(f"{side}在 {names[text]}" for side, text in zip(SIDES, texts, strict=True))
    now = SIDES[texts.index(one.text.strip())]
    seen = f"{cell_of(plan, one)}同一批收到两份不同的：{said}；暂用{now}（{tie.rule}）"
    return replace(_version(one, tie_key(tie), seen, options), words="\x1f".join((one.field, now, *texts)))


def _of_two_files(tie: Superseded) -> bool:
    return tie.winner.stamp.sha256 != tie.loser.stamp.sha256


def _of_files(ties: Sequence[Superseded], plan: Plan) -> Question:
    """Which of two files counts that differ in many cells: one question for all of them."""
    first = ties[0]
    pair = files(first)
    digests = [entry.stamp.sha256 for entry in pair]
    options = tuple(f"{side}：用 {entry.place.file}" for side, entry in zip(SIDES, pair, strict=True))
    used = dict.fromkeys(f"暂用{SIDES[digests.index(tie.winner.stamp.sha256)]}（{tie.rule}）" for tie in ties)
    fields: dict[str, list[Task]] = {}
    for tie in sorted(ties, key=lambda each: each.winner.task or 0):
        if tie.winner.task and (task := plan.task_list.find(tie.winner.task)):
            fields.setdefault(field_name(tie.winner.field, plan.task_list.layout), []).append(task)
    cells = "；".join(f"{named(tasks)}的{name}" for name, tasks in fields.items())
    said = "；".join(f"{side}是 {entry.place.file}" for side, entry in zip(SIDES, pair, strict=True))
    seen = f"同一批收到两份不同的，{len(ties)} 处不一样（{cells}）：{said}；{'，有的'.join(used)}"
    made = _version(first.winner, files_key(first), seen, (*options, CELL_BY_CELL), _OF_FILES)
    return replace(made, place=replace(first.winner.place, sheet="", cell=""), claimants=options, task=None)


def _claimed(tie: Superseded) -> Question:
    """Which of two files counts, of one of which its sender says that it does: one question for all its answers."""
    one, other = tie.winner, tie.loser
    options = tuple(f"{side}：用 {entry.place.file}" for side, entry in zip(SIDES, files(tie), strict=True))
    seen = (
        f"同一批收到两份不同的：{one.place.file} 写着“{shorten(one.stamp.claims, _SHOWN)}”，"
        f"另一份是 {other.place.file}；暂用写着的这一份"
    )
    made = _version(one, files_key(tie), seen, options)
    return replace(made, place=replace(one.place, sheet="", cell=""), task=None)


def _outrun(one: Superseded, plan: Plan) -> Question:
    """Whether words that were put behind an answer still go behind the one that has taken its place."""
    names = {one.winner.text.strip(): "只用后来填的", one.loser.text.strip(): "后来填的后面仍补上"}
    options = tuple(
        f"{side}：{names[text]}“{shorten(text, _SHOWN)}”" for side, text in zip(SIDES, sides(one), strict=True)
    )
    seen = (
        f"{cell_of(plan, one.loser)}后面补过“{shorten(one.loser.text, _SHOWN)}”（{one.loser.place}），"
        f"后来交的 {one.winner.place} 里没有写进去；暂用后来填的"
    )
    return _version(one.winner, tie_key(one), seen, options)


def _overtyped(plan: Plan, settled: Resolved) -> Iterator[Question]:
    """What a later form has instead of an earlier quarter's answer: mended, or in the wrong column while its own is
    blank?
    """
    answered = {entry.key for entry in settled.standing}
    for over in settled.overtyped:
        told, new = over.winner, over.loser
        first, second = sides(over)
        named = (f"{SIDES[0]}：{shorten(first, _SHOWN)}", f"{SIDES[1]}：{shorten(second, _SHOWN)}")
        period = periods.by_id(plan.campaign, new.again)
        name = period.name if period else new.again
        free = here(new).key not in answered
        options = (*named, f"{HERE}：填错了栏，“{shorten(new.text, _SHOWN)}”是{name}的") if free else named
        seen = (
            f"{cell_of(plan, told)}当时报的是“{shorten(told.text, _SHOWN)}”，"
            f"{name}的表里这一栏改成了“{shorten(new.text, _SHOWN)}”"
        )
        seen += f"，{name}的一栏却空着，可能填错了栏" if free else "，不知道是不是更正"
        yield replace(_version(told, tie_key(over), f"{seen}；暂用当时报的", options), place=new.place)
