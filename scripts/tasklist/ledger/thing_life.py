"""The life of a document or counted item: what was owed when, what came of it and when, and what lost to what."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.ledger.history import FIELDS, known_by, origin
from tasklist.ledger.versions import order
from tasklist.model.ledger import Ledger, Line
from tasklist.model.returns import Outcome
from tasklist.text.display import shorten, visible
from tasklist.text.moments import moment


def told(ledger: Ledger, unit: str, name: str) -> tuple[str, ...]:
    """The story of a deliverable or quota `name` of `unit`, line by line in plain Chinese."""
    lines = [line for line in ledger.by_unit.get(unit, ()) if line.obligation.name == name]
    made = [f"{unit}　{name}　{ledger.period.name}（截至 {moment(ledger.as_of)}）"]
    if not lines:
        made.append("应报：这个单位到本期为止不欠这一项。")
    made += [text for line in lines for text in ("", *_line(line))]
    made += _rest(ledger, unit, name)
    return tuple(row for text in made for row in visible(text).split("\n"))


def _line(line: Line) -> Iterator[str]:
    owed = line.obligation
    span = f"{owed.span}：" if owed.span else ""
    if owed.exempt:
        yield f"{span}免报（{owed.exempt}）；本来因“{owed.why}”应报。"
    else:
        yield f"{span}因“{owed.why}”应报，{moment(owed.due)} 前报送。" + (
            f"延期：{owed.extended}" if owed.extended else ""
        )
    yield f"  状态：{line.status.label}；{line.time.sentence}"
    if line.content.sentence != line.time.sentence:
        yield f"  内容：{line.content.sentence}"
    for entry in sorted(line.entries, key=order):
        yield f"  {FIELDS[entry.field]}：{shorten(entry.text, 80)}　{'　'.join(origin(entry))}{known_by(entry)}"


def _rest(ledger: Ledger, unit: str, name: str) -> Iterator[str]:
    for each in ledger.superseded:
        if (each.loser.unit, each.loser.name) == (unit, name):
            yield f"未采用：{shorten(each.loser.text, 80)}　{'　'.join(origin(each.loser))}　{each.rule}"
    for file in ledger.files:
        if file.outcome in (Outcome.SET_ASIDE, Outcome.PENDING) and unit in (file.unit, *file.claimants):
            yield f"{file.path} 还没有并入：{file.reason}"
