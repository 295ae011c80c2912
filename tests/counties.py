"""Three counties with four units each below a province: homes, what their units send, what their masters say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from golden import grids
from offices import CONFIG, FACT, merged, office, own_table, sheet

OFFICES = ("东县卫生健康局", "西县卫生健康局", "南县卫生健康局")
HEAD = ["单位名称", "简称", "类别", "上级单位", "联络员", "联系电话", "邮箱"]
EARLY, LATE, LAST = "2023-06-20T09:00", "2023-06-27T09:00", "2023-06-28T09:00"
MASTER = "outbox/2023-06/汇总表.xlsx"
THINGS = """\
deliverables: [{name: 实施方案, due: 2023-06-24, units: [卫生健康单位]}]
quotas: [{name: 动态信息, at_least: 2, per: month, units: [卫生健康单位]}]
"""
SAME = "6月8日召开专题会议1次，研究部署重点工作，参会32人，形成会议纪要1份，明确责任人5名"

Put = Callable[[Path], object]
SOMEBODY = "联络员90 13900000090"  # in no roster


def returned(at: Path, answers: Mapping[int, str]) -> Path:
    """A unit's own table, with a contact that is nobody else's."""
    return own_table(at, answers, contact=SOMEBODY)


def units(place: int) -> tuple[str, ...]:
    """The four units of a county."""
    county = OFFICES[place][:2]
    return tuple(f"{county}{kind}" for kind in ("人民医院", "中医医院", "妇幼保健院", "疾控中心"))


def roster(*places: int, above: bool = True) -> list[list[object]]:
    """The roster of the units of these counties."""
    rows: list[list[object]] = [list(HEAD)]
    for place in places:
        for number, name in enumerate(units(place), 1):
            superior = OFFICES[place] if above else ""
            rows.append([name, "", "卫生健康单位", superior, f"联络员{place}{number}", f"1390000{place}00{number}", ""])
    return rows


def home_of(path: Path, name: str, rows: Sequence[Sequence[object]], **more: str) -> Path:
    """A home whose office is called `name`."""
    config = CONFIG.replace("office: 乌审旗卫生健康委员会", f"office: {name}") + THINGS
    for old, new in more.items():
        config = config.replace(f"{old}:", new)
    return office(path, config, rows)


def returns(place: int) -> Iterator[tuple[str, str, Put]]:
    """(when, file, how it is made) of everything a county's units send."""
    first, second, third, _ = units(place)
    yield EARLY, f"{first}.xlsx", lambda at: returned(at, {1: FACT, 2: f"{place}月2日走访{place + 3}户", 3: SAME})
    yield EARLY, f"{second}.xlsx", lambda at: returned(at, {1: "无", 2: "", 3: SAME})
    yield EARLY, f"{second}-实施方案.xlsx", lambda at: sheet(at, [["实施方案"], ["一、总体要求"]])
    yield LATE, f"{first}-实施方案.xlsx", lambda at: sheet(at, [["实施方案"], ["一、目标"]])
    yield LATE, f"{third}.xlsx", lambda at: returned(at, {1: "本月未开展，计划7月组织。", 2: "已完成", 3: "见附件"})
    for day in (3, 9 + place):
        yield EARLY, f"{first}-动态信息-6月{day}日.xlsx", lambda at, day=day: sheet(at, [[f"6月{day}日举办义诊"]])
    # what was in time stays so when it is corrected after the day
    yield LATE, f"{first}.xlsx", lambda at: returned(at, {1: f"{FACT}，另走访3户", 2: "5月2日走访3户", 3: SAME})


def received(home: Path, places: Sequence[int], when: str) -> None:
    """What comes at a moment, then a merge."""
    for place in places:
        for moment, name, put in returns(place):
            if moment == when:
                put(home / "inbox" / name)
    merged(home, when)


def handed(tmp_path: Path, place: int, **more: str) -> Path:
    """A county's master of all that came to it."""
    county = home_of(tmp_path / f"county{place}", OFFICES[place], roster(place), **more)
    for when in (EARLY, LATE):
        received(county, [place], when)
    merged(county, LAST)
    return county / MASTER


SOURCES = {"来源文件", "来源位置", "来源", "原表", "位置"}


def table(home: Path, name: str) -> list[list[str]]:
    """A sheet of the master, without the columns that say where something stands."""
    grid = next(grid for grid in grids((home / MASTER).read_bytes()) if grid.sheet == name)
    hidden = {column for (_, column), text in grid.cells.items() if text in SOURCES}
    rows: dict[int, list[str]] = {}
    for (row, column), text in sorted(grid.cells.items()):
        if column not in hidden:
            rows.setdefault(row, []).append(text)
    return list(rows.values())
