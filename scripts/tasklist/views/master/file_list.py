"""The sheet 文件清单: every file seen, what became of it and why, whose it is and by what, the balance of its cells."""

from __future__ import annotations

from tasklist.ledger.statistics import of_another_period
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Colour, FileRecord
from tasklist.model.place import Place
from tasklist.model.returns import Cells, Outcome
from tasklist.text.moments import moment
from tasklist.views import style
from tasklist.views.master.columns import Column, listed
from tasklist.views.master.sheet import Sheet, ShownCell, Value, opened

_OUTCOME_COLOURS = {
    Outcome.MERGED: Colour.GREEN,
    Outcome.SET_ASIDE: Colour.RED,
    Outcome.PENDING: Colour.YELLOW,
}


def _files(cells: Cells, total: str) -> tuple[Column[FileRecord], ...]:
    """The columns of 文件清单, with the sums of the files' cells at their foot."""
    return (
        Column("文件", 32, lambda one: ("　" if one.member else "") + one.path, repeated=True, total=total),
        Column("结果", 10, _outcome, "centre"),
        Column("类型", 10, lambda one: one.kind.label if one.kind else "", "centre"),
        Column("单位", 18, lambda one: one.unit),
        Column("报送期", 10, lambda one: one.period, "centre"),
        Column("依据", 24, _evidence),
        Column("原因", 24, _reason),
        Column("有字单元格", 8, lambda one: one.cells.seen, "number", total=cells.seen),
        Column("并入", 7, lambda one: one.cells.merged, "number", total=cells.merged),
        Column("表样自带", 7, lambda one: one.cells.template, "number", total=cells.template),
        Column("被更新", 7, lambda one: one.cells.superseded, "number", total=cells.superseded),
        Column("未归位", 7, lambda one: one.cells.unplaced, "number", total=cells.unplaced),
        Column("收到时间", 17, lambda one: moment(one.received), "centre"),
        Column("收到依据", 16, lambda one: one.receipt.doubt or one.receipt.by),
        Column("校验码（SHA-256）", 36, lambda one: one.sha256),
        Column("原件", 7, lambda one: opened(Place(one.kept) if one.replaced else one.place), "centre"),
    )


def files(sheet: Sheet, summary: Summary) -> None:
    """Every file seen, those of other periods last: outcome, unit, evidence, the balance of its cells, hash, time."""
    ledger, now = summary.ledger, summary.now
    columns = _files(now.cells, "合计（不含其他报送期）" if now.other_files else "合计")
    _, balance, cells = summary.balances
    note = f"{balance}。{cells}。压缩包内的文件缩进列出，其数已含在压缩包一行里。"
    records = sorted(ledger.files, key=lambda one: of_another_period(one, ledger.period))
    listed(sheet, "文件清单", note, columns, records, totals=True)


def _outcome(one: FileRecord) -> Value:
    colour = _OUTCOME_COLOURS.get(one.outcome, Colour.GREY)
    return ShownCell(one.outcome.label, tint=style.LIGHTS[colour])


def _reason(one: FileRecord) -> str:
    """Why it is so; and who signed, which stands nowhere else."""
    signed = f"表上签的：{'　'.join(one.signed)}" if one.signed else ""
    return "；".join(filter(None, (one.reason, signed)))


def _evidence(one: FileRecord) -> str:
    """What identified the file; its words only where they disagree, for elsewhere they repeat the unit."""
    agreed = one.unit and one.outcome is not Outcome.SET_ASIDE
    return "；".join(dict.fromkeys(clue.source if agreed else str(clue) for clue in one.evidence))
