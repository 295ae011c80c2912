"""What a list calls itself: the line above its table, or one of the document, that ends as a list's name does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasklist.config.list_text import words
from tasklist.model.book import Grid
from tasklist.tables.find import Table
from tasklist.tables.list_rows import title_over

TITLES = ("清单", "任务分工", "分解表", "台账", "台帐")  # how a list's name ends
_OWN_TITLES = (*TITLES, "表", "分工", "分解", "计划", "要点", "安排")
_ANNEX = re.compile(r"附件\d{0,2}[：:]?")
_LONGEST = 60  # characters of a title
_PROSE = re.compile(r"[，。；！？;]|^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]")
_HALF = re.compile(
    r"(?:重点|主要|年度|工作|任务|目标|责任|问题|整改|措施|项目|分解|分工|推进|落实|清单|台[账帐]|计划|安排|情况|进展|表)+"
)  # the second line of a title: 任务分解台账
_NO_HALF = re.compile(r"[：:〔\[]|(?:通知|文件|意见|通报|公告|决定|号|日)$|^附件")


def title_of(grids: Sequence[Grid], table: Table, endings: tuple[str, ...]) -> str:
    """What the list calls itself, of the lines with these endings the nearest; empty: it has no title.

    A sentence of the prose and an item in a row of annexes may end so too, and are no title.
    """
    above = _above(table)
    first = min(row for row, _ in table.headings)
    led = [words(line) for line in reversed(table.sheet.grid.led.get(first, ()))] if endings is _OWN_TITLES else []
    elsewhere = [words(text) for grid in grids if grid.sheet != table.name for _, text in sorted(grid.cells.items())]
    nearest = title_over(table)
    lines = sorted((*above, *led, *nearest, *elsewhere), key=lambda line: line.startswith("附件"))
    named = [name for name in (_ANNEX.sub("", line, count=1) for line in lines) if _names(name, endings)]
    told = (*named, *nearest, *(line for line in above[:1] if len(line) <= _LONGEST and "：" not in line))
    return _whole(next(iter(told), ""), above, led[::-1])


def own_title(grids: Sequence[Grid], tables: Sequence[Table], doubts: list[str]) -> str:
    """The title of a list in columns of its own. On sheets of a name each (2024年公卫任务台账 on 公卫) it is what their
    titles have in common.
    """
    first = title_of(grids, tables[0], _OWN_TITLES)
    each = own_titles(tables)
    if len(set(filter(None, each))) < 2:
        return first
    common = {title.replace(table.name, "", 1) for table, title in zip(tables, each, strict=True) if title}
    if len(common) == 1:
        return common.pop()
    doubts.append(f"各张工作表的标题不同，整张清单用了第一个“{first}”；要换的，请改 templates/任务清单.xlsx 的标题")
    return first


def own_titles(tables: Sequence[Table]) -> list[str]:
    """The title each table has above it, or nothing."""
    return [title_of((), table, _OWN_TITLES) for table in tables]


def is_title(line: str, title: str) -> bool:
    """Is a line the title, or a half of it that stands on a line of its own?"""
    said = words(line)
    return bool(title) and (said.endswith(title) or (len(said) > 1 and title.startswith(said)) or _ends(title, said))


def _ends(title: str, said: str) -> bool:
    return bool(_HALF.fullmatch(said)) and title.endswith(said)


def _whole(title: str, *sources: Sequence[str]) -> str:
    """A title with its first half, where it stands in two lines: 某委2024年改革要点 | 任务分解台账."""
    if not _HALF.fullmatch(title):
        return title
    for lines in sources:
        at = lines.index(title) if title in lines else 0
        if at and not (_NO_HALF.search(lines[at - 1]) or _PROSE.search(lines[at - 1])):
            return lines[at - 1] + title
    return title


def _above(table: Table) -> list[str]:
    first = min(row for row, _ in table.headings)
    return [words(text) for (row, _), text in sorted(table.sheet.grid.cells.items()) if row < first]


def _names(line: str, endings: tuple[str, ...]) -> bool:
    """Is a line the name of a list: short, no sentence, no item of an enumeration?"""
    return len(line) <= _LONGEST and line.rstrip("》”)）").endswith(endings) and not _PROSE.search(line)
