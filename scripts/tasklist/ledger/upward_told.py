"""Where every word of a task's row in 上报稿 is from, told line by line."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.upward import Passage, UpwardReport, UpwardTask
from tasklist.text.display import visible
from tasklist.text.moments import moment

OWN = "单位自加"  # what a unit added to the list, in the column of the tasks
FIELDS = {"progress": "进展", "contact": "联络员", "remark": "备注"}
_MARGIN = "     "


def told(report: UpwardReport, row: UpwardTask) -> tuple[str, ...]:
    """The whole story of a row in plain Chinese."""
    pieces = (line for name, passages in row.passages for line in _passages(row.titled(name), passages))
    made = (*_head(report, row), *pieces, *_left_out(row))
    return tuple(line for text in made for line in visible(text).split("\n"))


def _head(report: UpwardReport, row: UpwardTask) -> Iterator[str]:
    yield f"上报稿　任务{row.task.seq}　{report.period.name}（截至 {moment(report.as_of)}）"
    yield f"任务：{row.task.detail}"
    for name, words in FIELDS.items():
        clerk = report.clerk.get((row.task.seq, name))
        if clerk:
            stands = report.written(row, name) is not None
            yield f"{words}：经办人改写过" + (
                "，用的是改写的：" if stands else "，内容后来变了，先用汇总的；改写的是："
            )
            yield from (f"{_MARGIN}│ {line}" for line in clerk.text.split("\n"))


def _passages(name: str, passages: tuple[Passage, ...]) -> Iterator[str]:
    if not passages:
        return
    yield ""
    yield f"{name}（{sum(len(str(one)) for one in passages)}字）："
    for one in passages:
        yield f"  {one.number}. {one.text}"
        if one.note:
            yield f"{_MARGIN}← {one.note}"
            continue
        for source in one.sources:
            words = "" if source.words == one.text else f"　{source.words}"
            yield f"{_MARGIN}← {source.unit}{words}{f'　{source.place}' if source.place else ''}"


def _left_out(row: UpwardTask) -> Iterator[str]:
    if not row.left_out:
        return
    yield ""
    yield f"没有列入的{len(row.left_out)}条："
    for one in row.left_out:
        yield f"  · {one.source.unit}：{one.source.words}　（{one.reason}）　{one.source.place}"


def as_json(report: UpwardReport, row: UpwardTask) -> dict[str, object]:
    """The same for programs; `written` is a person's text that stands, or null."""
    return {
        "period": report.period.id,
        "as_of": report.as_of.isoformat(),
        "task": row.task.seq,
        "text": {name: report.shown(row, name) for name in FIELDS},
        "written": {name: report.written(row, name) for name in FIELDS},
        "passages": [
            {
                "number": one.number,
                "field": name,
                "text": one.text,
                "sources": [
                    {"unit": each.unit, "words": each.words, "place": str(each.place) if each.place else None}
                    for each in one.sources
                ],
            }
            for name, passages in row.passages
            for one in passages
        ],
        "left_out": [
            {"unit": one.source.unit, "words": one.source.words, "reason": one.reason, "place": str(one.source.place)}
            for one in row.left_out
        ],
    }
