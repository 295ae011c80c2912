"""One answer per task and field of a file, whatever number of tables and cells say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasklist.model.returns import Entry
from tasklist.model.tasks import TaskList
from tasklist.returns.accounts.cell_accounts import Fates
from tasklist.returns.rows.fates import Fate
from tasklist.text.normalize import bare

_REFERS = re.compile(
    r"(?:具体|内容|情况|请)*(?:详见|参见|见|参阅|同)(?P<beside>附表|附件|后表|后附)?(?P<name>.{0,40}?)(?:工作表|表格|表|页|sheet)?"
)
_ELSEWHERE = "只说见另一张工作表，已按那张表上填的算"


def one_answer_each(entries: Sequence[Entry], listed: TaskList) -> tuple[list[Entry], Fates]:
    """The entries that stand, and the fates of those in dispute. `listed`: says what their tasks are called.

    Two tables that say the same count once; two that differ both ask. 详见“进展”表 is the answer that sheet has.
    """
    said: dict[object, list[Entry]] = {}
    for entry in entries:
        said.setdefault(entry.key, []).append(entry)
    kept: list[Entry] = []
    fates: Fates = {}
    for every in said.values():
        versions = [entry for entry in every if not _refers(entry, every)] or every
        for entry in every:
            if entry not in versions:
                fates |= dict.fromkeys(entry.sources, Fate(_ELSEWHERE, (entry.task or 0,), asks=False))
        sources = tuple(dict.fromkeys(source for entry in versions for source in entry.sources))
        if len({bare(entry.text) for entry in versions}) == 1:
            first = versions[0]
            kept.append(first if sources == first.sources else replace(first, sources=sources))
        else:
            where = "、".join(f"{entry.place.sheet}!{entry.place.cell}" for entry in versions)
            task = versions[0].task or 0
            fates |= dict.fromkeys(sources, Fate(f"同一文件里{listed.name(task)}有不同的填报（{where}）", (task,)))
    # A cell merged over two tasks may be in dispute for one of them only: then it stands for the other.
    standing = {source for entry in kept for source in entry.sources}
    return kept, {spot: fate for spot, fate in fates.items() if spot not in standing}


def _refers(entry: Entry, every: Sequence[Entry]) -> bool:
    """Does an answer say no more than to see another sheet of the file, on which the task is answered?"""
    found = _REFERS.fullmatch(bare(entry.text))
    if found is None:
        return False
    others = {bare(other.place.sheet) for other in every} - {bare(entry.place.sheet)}
    names = {name for sheet in others for name in (sheet, sheet.removesuffix("表"))}
    return found["name"] in names or (bool(found["beside"]) and not found["name"] and len(others) == 1)
