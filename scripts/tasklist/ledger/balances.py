"""The figures in sentences: the balance lines, each of which adds up, and what matters in one breath."""

from __future__ import annotations

from tasklist.ledger.statistics import Figures
from tasklist.ledger.tally import Tally
from tasklist.model.ledger import Status
from tasklist.model.returns import Cells, Outcome
from tasklist.text.display import percent


def obligation_balance(total: Tally) -> str:
    """应报 and its parts in one line."""
    parts = " + ".join(f"{status.label}{count}" for status, count in zip(Status, total.counts, strict=True))
    return f"应报{total.expected} = {parts}"


def file_balance(now: Figures) -> str:
    """Files received and their six outcomes in one line; those of other periods beside it."""
    parts = " + ".join(f"{outcome.label}{now.files[outcome]}" for outcome in Outcome)
    others = f"（另有其他报送期的{now.other_files}个）" if now.other_files else ""
    return f"收到文件{sum(now.files.values())} = {parts}{others}"


def cell_balance(cells: Cells) -> str:
    """Non-empty cells seen and their four fates in one line."""
    return (
        f"有字单元格{cells.seen} = 并入{cells.merged} + 表样自带{cells.template} + "
        f"被更新{cells.superseded} + 未归位{cells.unplaced}"
    )


def conclusion(now: Figures) -> str:
    """The first sentence of report, page and master: what matters, in one breath."""
    if not now.expected:
        return "本期没有单位应报。"
    parts = [f"应报{len(now.expected)}家，已报{len(now.returned)}家"]
    parts += [f"{word}{len(units)}家" for word, units in now.silent if units]
    parts.append(f"及时{len(now.on_time)}家（报送率{percent(now.total.reporting_rate)}，按项计）")
    tail = [f"{word}{count}处" for word, count in (("空白", now.total.blank), ("存疑", now.total.doubtful)) if count]
    if not now.tasks:
        things = (("材料", now.documents, "份"), ("频次", now.items, "件"))
        tail = [
            f"{word}收到{came}{measure}（到期应报{due}{measure}）"
            for word, (came, due), measure in things
            if came or due
        ]
    elif not tail:
        tail = ["没有空白和存疑"]
    return "，".join(parts) + ("；" + "、".join(tail) if tail else "") + "。"
