"""What the clerk is asked when a file cannot be settled: what is unclear, and how to settle it."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.model.book import Grid
from tasklist.model.finding import Advice, by_unit
from tasklist.model.layout import NINE
from tasklist.model.plan import Kind
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.belonging.identity import Attribution
from tasklist.tables.find import find_tables
from tasklist.tables.marks import own_text
from tasklist.tables.nearest_headings import nearest_headings
from tasklist.text.display import shorten

ANSWER_IT = "在 outbox/待办.xlsx 里选一个答案"


def why(decision: Attribution, what: str) -> str:
    """Why there is no one unit or period (`what`)."""
    return f"{what}对不上：{decision.reason}" if decision.claimants else decision.reason


def how_to_settle(decision: Attribution, what: str) -> str:
    """How to settle whose a file is, or which period's (`what`): an answer, or a folder it is moved into."""
    names = "或".join(f"“{name}”" for name in decision.claimants[:4]) or f"{what}名称"
    return f"核对后{ANSWER_IT}（或把文件拖进 inbox/ 下以{names}命名的文件夹），再汇总一次"


def no_kind(evidence: Evidence, unit: str, owed: Sequence[tuple[Kind, str]]) -> str:
    """Why a file is none of the things `unit` owes; `owed`: those it could be."""
    if owed:
        return f"可能是{'、'.join(name for _, name in owed)}，无法确定是哪一项"
    if evidence.things:
        return f"{unit}不用报“{'、'.join(name for _, name in evidence.things)}”"
    return _no_table(evidence)


def _no_table(evidence: Evidence) -> str:
    """Why no task table was found in a file."""
    if evidence.is_form:
        return "是下发的填报表，但找不到进展一栏，表头可能被改过或删掉了"
    if any(find_tables(_turned(grid), evidence.context.vocabulary) for grid in evidence.grids):
        return "栏目名是竖着写的，不是一行一项任务，程序不敢对位"
    nearest = nearest_headings(evidence.grids, evidence.context.vocabulary)
    headings = "、".join(shorten(text, 12) for text in nearest[:12])
    shown = any(grid.pictures for grid in evidence.grids)
    if headings and not (shown and all(map(own_text, nearest))):
        return f"没有找到“{'、'.join(_headings(evidence))}”这样的表头，最接近的一行是：{headings}"
    if _is_empty(evidence):
        return "压缩包里没有文件" if evidence.book.format == "zip" else "文件里没有文字"
    if shown:
        return "没有任务表，只看到图片，图片里的字读不出来"
    return "没有任务表，文件名也看不出是哪一项报送材料"


def _headings(evidence: Evidence) -> tuple[str, ...]:
    """The headings a table of the list is looked for by."""
    layout = evidence.context.plan.task_list.layout
    if layout == NINE:
        return "序号", "具体任务", "进展情况"
    return tuple(column.title for key in ("seq", "detail", "progress") if (column := layout.find(key)))


def _is_empty(evidence: Evidence) -> bool:
    return bool(evidence.book.format) and not cell_accounts.everything(evidence)


def _turned(grid: Grid) -> Grid:
    """The sheet with rows and columns exchanged."""
    return Grid(grid.sheet, {(column, row): text for (row, column), text in grid.cells.items()})


def what_to_do(evidence: Evidence) -> Advice:
    """What to do with a file that is none of the things a unit owes."""
    if evidence.is_form:
        answer = evidence.context.plan.task_list.layout.find("progress")
        heading = answer.title if answer else ""
        return Advice(f"请把那一列的表头改回“{heading}”，放回收件夹再汇总", "")
    if _is_empty(evidence) and not evidence.things:
        return by_unit("核对后重新发送一份")
    campaign = evidence.context.plan.campaign
    if not (campaign.deliverables or campaign.quotas):
        return Advice("请单位按下发的表一行一项填成文字，或把表头改成正式清单的样子后再汇总", "")
    return Advice(f"{ANSWER_IT}（或把文件拖进以报送材料名称命名的文件夹），再汇总一次", "")
