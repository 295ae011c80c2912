"""An office's own list understood: which column plays which role and why, from its headings and what stands under them.

Words come first, contents settle what they leave open: a column that is empty throughout is one that units fill in, a
column of numbers is the numbering, what stands merged over several lines belongs to all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasklist.model.layout import EVERYBODY, NINE, OWING, Layout, ListColumn, Role
from tasklist.tables.find import Table
from tasklist.tables.list_answers import SETTLED, main_answer, noted
from tasklist.tables.list_columns import ColumnFacts, columns_of, facts_of, repeats
from tasklist.tables.list_parts import common, timed, told_apart
from tasklist.tables.list_roles import Settled, column_of, sorts, told_by_offices
from tasklist.tables.list_rows import all_rows
from tasklist.text.normalize import bare

_PERIOD = re.compile(r"(?:[一二三四1-4]季度|\d{1,2}月份?|[上下]半年)")
_POINTS = re.compile(r"指标|内容|项目|事项")
_MET = re.compile(r"目标$|标准|要求|说明|解释|值$")  # how a 指标 is met
_SAYING = frozenset({Role.TASK, Role.MEASURE, Role.TARGET, Role.PROBLEM, Role.KEPT})  # may tell lines apart
_SLOTTED = frozenset({"seq", "theme", "detail", "lead", "responsible", "deadline", "progress", "contact", "remark"})


@dataclass(frozen=True)
class Understood:
    """A layout, the sheet column each of its columns stands in (0: it was added), and what a person should check."""

    layout: Layout
    places: tuple[int, ...]
    doubts: tuple[str, ...]


def understood(tables: Sequence[Table], settled: Settled, notes: Sequence[str] = ()) -> Understood:
    """The layout of one list, which may stand in several tables with the same headings; `notes` stand below them."""
    doubts: list[str] = []
    every = list(all_rows(tables))
    rows = [(table, row) for table, row in every if not row.line]
    facts = [facts_of(tables[0], column, rows) for column in columns_of(tables[0])]
    facts = [each for place, each in enumerate(facts) if not repeats(each, facts[:place], rows)]
    facts = told_apart(told_by_offices(facts), doubts)
    made = timed(facts, [column_of(each, facts, settled, doubts) for each in facts])
    made = _one_number(noted(made, notes, doubts), facts)
    named = {name for each in facts for name in (each.name, *map(bare, each.heading[-1:]))}
    doubts += [f"campaign.columns 里的“{name}”在清单里没有这一栏" for name in settled if name not in named]
    doubts += _odd_answers(made, facts)
    made = _detailed(made, facts, doubts)
    owing = _owing(made, facts, doubts)
    columns = _keyed(made, doubts)
    places = [each.place for each in facts]
    columns, places = _with_answers(columns, places)
    chapters = max((row.level + 1 for _, row in every if row.chapter), default=0)
    layout = Layout(tuple(columns), chapters, owing)
    return Understood(layout, tuple(places), tuple(doubts))


def _one_number(columns: Sequence[ListColumn], facts: Sequence[ColumnFacts]) -> list[ListColumn]:
    """The columns; of several with numbers the first that has one for each line is the line's, the others are kept."""
    seqs = [place for place, column in enumerate(columns) if column.role is Role.SEQ and column.why != SETTLED]
    whole = [place for place in seqs if not columns[place].joint and all(map(str.strip, facts[place].texts))]
    own = next(iter(whole or seqs), -1)
    why = f"行号取“{columns[own].title}”，这一栏照录" if seqs else ""
    return [
        replace(column, role=Role.KEPT, key="", why=why) if place in seqs and place != own else column
        for place, column in enumerate(columns)
    ]


def _owing(columns: Sequence[ListColumn], facts: Sequence[ColumnFacts], doubts: list[str]) -> tuple[str, ...]:
    """The key of the column that says who owes; everybody does where no column can be the one that says it."""
    if found := next((role for role in OWING if any(column.role is role for column in columns)), None):
        return (found.value,)
    if any(column.role is Role.PERSON for column in columns):
        doubts.append("没有责任单位一栏，先按责任人一栏计，名册里要有这些人；不对的请在 campaign.columns 里写明")
        return (Role.PERSON.value,)
    kept = [
        one for column, one in zip(columns, facts, strict=True) if column.role is Role.KEPT and column.why != SETTLED
    ]
    if any(one.filled and one.role != "kept" and not one.figures for one in kept):
        doubts.append(
            "没有看出哪一栏写的是责任单位，请在 config.yaml 的 campaign.columns 里写明；"
            "各单位都要报的，campaign.owes 写 各单位"
        )
        return ()
    doubts.append("清单没有责任单位一栏，按名册里的各单位都要填报计；不对的请在清单里加上这一栏")
    return (EVERYBODY,)


def _odd_answers(columns: Sequence[ListColumn], facts: Sequence[ColumnFacts]) -> Iterator[str]:
    """Answer columns that hold something already, and several for one period each."""
    for column, one in zip(columns, facts, strict=True):
        if column.kind and one.filled and column.key not in ("contact", "remark"):
            yield f"“{column.title}”一栏里已有内容，是填报栏的，下发时空着；清单自带的，请在 campaign.columns 写成 照录"
    timed = [column.title for column in columns if column.kind and not column.until and _PERIOD.search(column.title)]
    if len(timed) > 1:
        yield f"“{'”“'.join(timed)}”各管一段时间，先都下发、以第一栏为主；只要一栏的，请在清单里改成一栏“进展情况”"


# --- the columns together -------------------------------------------------------------------------


def _detailed(columns: Sequence[ListColumn], facts: Sequence[ColumnFacts], doubts: list[str]) -> list[ListColumn]:
    """The columns with the one that tells the lines apart as `detail`: of several the finest."""
    for roles in ((Role.TASK,), (Role.MEASURE,), (Role.PROBLEM,), (Role.TARGET,), (Role.THEME,), (Role.KEPT,)):
        found = [place for place, column in enumerate(columns) if column.role in roles and facts[place].filled]
        worded = [place for place in found if not facts[place].figures]  # 指标 rather than 目标值
        found = worded if worded or roles == (Role.TARGET,) else found
        if roles == (Role.TARGET,):  # 指标内容 | 评分标准: what a standard is about stands before it
            found = [place for place in found if facts[place].distinct][:1] or found
        if roles in ((Role.MEASURE,), (Role.TARGET,)):  # 重点任务 | 工作目标: the task where each line has its own
            themes = [
                place for place, column in enumerate(columns) if column.role is Role.THEME and not sorts(facts[place])
            ]
            found = [place for place in themes[-1:] if facts[place].distinct] or found
        if not found:
            continue
        chosen = _telling(found[-1], columns, facts)
        measures = [place for place, column in enumerate(columns) if column.role is Role.MEASURE]
        if columns[chosen].joint and measures and not columns[measures[-1]].joint:
            chosen = measures[-1]  # several measures under one task: a line each
        made = list(columns)
        if roles == (Role.KEPT,):
            chosen = max(found, key=lambda place: (facts[place].distinct, facts[place].length))
            doubts.append(f"没有看出哪一栏是任务，暂以“{columns[chosen].title}”为准，请在 campaign.columns 写明")
        role = Role.TASK if columns[chosen].role in (Role.THEME, Role.KEPT) else columns[chosen].role
        why = f"各行在“{columns[chosen].title}”里各不相同" if columns[chosen].role is Role.KEPT else columns[chosen].why
        made[chosen] = replace(columns[chosen], key="detail", role=role, joint=False, why=why)
        return _levels(made, facts, chosen)
    return list(columns)


def _levels(columns: Sequence[ListColumn], facts: Sequence[ColumnFacts], detail: int) -> list[ListColumn]:
    """The columns with the levels of the list: what stands before its lines and is merged over several of them. What
    only sorts them (整改类型) is none behind them.
    """
    made = list(columns)
    for place, (column, one) in enumerate(zip(columns, facts, strict=True)):
        if column.why == SETTLED:
            continue
        of_points = column.role is Role.TARGET and _POINTS.search(one.name) and not _MET.search(one.name)
        same = column.role is Role.TASK and columns[detail].role is Role.TASK
        if column.joint and place < detail and (same or of_points or (column.role is Role.KEPT and not one.role)):
            made[place] = replace(column, role=Role.THEME, key="theme", why="各行合并，是上一级")
        if column.role is Role.THEME and place > detail and sorts(one):
            made[place] = replace(column, role=Role.KEPT, key="", why="只分类，照录")
    return made


def _telling(chosen: int, columns: Sequence[ListColumn], facts: Sequence[ColumnFacts]) -> int:
    """The chosen column; where it says the same in several lines (民生实事), the next that has a text for each."""
    if facts[chosen].distinct or facts[chosen].joint:
        return chosen
    said = [
        place
        for place, column in enumerate(columns)
        if column.role in _SAYING and facts[place].distinct and not facts[place].amounts
    ]
    return next(iter([place for place in said if place > chosen] or said[::-1]), chosen)


def _keyed(columns: Sequence[ListColumn], doubts: list[str]) -> list[ListColumn]:
    """The columns with a key each: the slot of their role, the main answer `progress`, else a name of their own."""
    main = main_answer(columns)
    taken: set[str] = set()
    made: list[ListColumn] = []
    parts: dict[str, str] = {}  # what columns for parts of the year have in common → their key
    for place, column in enumerate(columns):
        group = common(column) if column.kind else ""
        key = parts.get(group, "") or ("progress" if place == main else column.key)
        if not key or (key in taken and key != "theme" and group not in parts):
            key = _own_key(replace(column, heading=(group,)) if group else column, taken)
        if group:
            parts.setdefault(group, key)
        if column.title and any(other.heading == column.heading and other.key != "theme" for other in made):
            doubts.append(f"有两栏都叫“{column.title}”，退回来的表会分不清，请把表头写得不一样")
        taken.add(key)
        made.append(replace(column, key=key, needed=column.needed or key == "progress"))
    return made


def _own_key(column: ListColumn, taken: set[str]) -> str:
    """A key that stays when columns move: its role and heading."""
    name = column.role.value if column.role not in (Role.KEPT, Role.ANSWER) else bare(column.title) or "blank"
    names = [name, bare(column.title) or name, *(f"{name}{number}" for number in range(2, 99))]
    return next(each for each in names if each not in taken and (each not in _SLOTTED or each == column.role.value))


def _with_answers(columns: list[ListColumn], places: list[int]) -> tuple[list[ListColumn], list[int]]:
    """A list without a column to answer in gets those of the official one behind its own."""
    if any(column.key == "progress" for column in columns):
        return columns, places
    own = {column.key for column in columns}
    added = [replace(column, why="清单没有填报栏，程序加上的") for column in NINE.columns if column.kind]
    added = [column for column in added if column.key not in own]
    remark = next((place for place, column in enumerate(columns) if column.key == "remark"), len(columns))
    kept, tail = columns[:remark], columns[remark:]
    return kept + added + tail, places[:remark] + [0] * len(added) + places[remark:]


def described(layout: Layout) -> Iterator[str]:
    """The layout in words: column → role, why."""
    for column in layout.columns:
        choices = f"，可选：{'、'.join(column.choices)}" if column.choices else ""
        choices += f"，管到{column.until[0] or '当'}年{column.until[1]}月" if column.until else ""
        yield f"{column.title or '（没有表头）'} → {column.meaning}{choices}（{column.why or '正式的九栏'}）"
