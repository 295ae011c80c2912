"""One answer per task and field of a file, whatever number of tables and cells say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasklist.model.returns import Entry
from tasklist.model.tasks import TaskList
from tasklist.returns.cell_accounts import Fates
from tasklist.returns.fates import Fate
from tasklist.text.normalize import bare


def one_answer_each(entries: Sequence[Entry], listed: TaskList) -> tuple[list[Entry], Fates]:
    """The entries that stand, and the fates of those in dispute. `listed`: says what their tasks are called.

    Two tables that say the same count once; two that differ both ask.
    """
    said: dict[object, list[Entry]] = {}
    for entry in entries:
        said.setdefault(entry.key, []).append(entry)
    kept: list[Entry] = []
    fates: Fates = {}
    for versions in said.values():
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
