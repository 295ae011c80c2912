"""The correction workbook 退回补填: a unit's form with its own answers, the cells in question coloured and commented.

It carries the same mark as the form, so that what comes back merges by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tasklist.model.book import cell_name
from tasklist.model.finding import Finding, Severity
from tasklist.model.ledger import Colour
from tasklist.tables import marks
from tasklist.text.display import shorten
from tasklist.views import style
from tasklist.views.forms.extra_sheets import ExtraSheet
from tasklist.views.forms.sheet import CellStyle, activate, comment, link
from tasklist.views.forms.unit_form import Form, FormSheet, draw, finish, moment, study

_FILLS = {
    Severity.ERROR: style.LIGHTS[Colour.RED].fill,
    Severity.WARNING: style.LIGHTS[Colour.YELLOW].fill,
    Severity.INFO: "",
}
_HEADINGS = ("序号", "位置", "任务或材料", "核查结果", "请这样处理")
_WIDTHS = (6.0, 8.0, 42.0, 46.0, 42.0)
_FACTS = "请写清什么时间、做了什么、结果多少；本期没有开展的，写“本期无”并说明原因。"
_ADVICE = {  # what a unit is asked to do; the finding's own advice speaks to the clerk
    "blank": _FACTS,
    "placeholder": _FACTS,
    "missing": "请按要求填报；" + _FACTS.removeprefix("请"),
    "doubtful": "请写明本期具体的时间、事项和数量；确实无需补充的，在备注栏说明。",
    "misplaced": "请核对后改填到正确的栏。",
    "broken": "请把公式改成文字或数字。",
    "no_text": "请在格内补一段文字，图片和批注可以保留。",
    "hidden": "请确认隐藏的内容是否要报：要报的请取消隐藏，不要的请删去。",
    "struck": "请确认带删除线的文字是否保留，并去掉删除线或删去文字。",
}
_OWED = "evidence_missing"  # a document of which the text or the evidence has not come; no cell is its place
_QUOTED = 60  # characters of a task's text, enough to know it by


def correction(
    template: bytes, content: FormSheet, findings: Sequence[Finding], as_of: datetime | None = None
) -> bytes:
    """One unit's form with `findings` shown: as a list on the first sheet, as colour and comment in the cells.

    `content` carries the unit's own answers. A finding with a task number belongs to that task's progress cell,
    one without stands in the list alone. It is asked back by the due day; when `as_of` is past that, at once.
    Raises UserError when the template holds no task table.
    """
    return next(corrections(template, [(content, findings)], as_of))[1]


def corrections(
    template: bytes, items: Iterable[tuple[FormSheet, Sequence[Finding]]], as_of: datetime | None = None
) -> Iterator[tuple[str, bytes]]:
    """(unit, correction workbook) for each (content, findings), in the order given. Raises as `correction` does."""
    original = study(template)
    for content, findings in items:
        yield content.unit, _corrected(draw(original, content), content, findings, as_of)


def _corrected(form: Form, content: FormSheet, findings: Sequence[Finding], as_of: datetime | None) -> bytes:
    for seq in form.rows:
        about = [each for each in findings if each.task == seq and each.severity is not Severity.INFO]
        if about:
            _flag(form, content, seq, about)
    late = as_of is not None and as_of > content.due
    _explain(form, content, findings, "收到后尽快" if late else f"于 {moment(content.due)} 前")
    return finish(form, content)


def _place(form: Form, seq: int | None) -> tuple[int, int] | None:
    """Where a task's progress cell stands in the form."""
    return (form.rows[seq], form.columns["progress"]) if seq is not None and seq in form.rows else None


def _said(finding: Finding) -> str:
    """What was seen; the unit need not read its own name in every line."""
    return finding.message.removeprefix(finding.unit).lstrip("的：，")


def _advice(finding: Finding, content: FormSheet) -> str:
    if finding.code != _OWED:
        return _ADVICE.get(finding.code, finding.todo)
    name = _material(finding, content)
    part, ending = ("正文", "") if "缺正文" in finding.message else ("佐证材料", "-佐证")
    what, file = (f"《{name}》的{part}", name) if name else (part, "材料名称")
    return f"请补送{what}：单独存成文件，文件名写“{content.unit}-{file}{ending}”，与本文件一起发回。"


def _material(finding: Finding, content: FormSheet) -> str:
    """The name of the document a finding is about, or empty."""
    names = [each.name for each in content.deliverables if each.name in finding.message]
    return max(names, key=len, default="").strip("《》")


def _about(finding: Finding, content: FormSheet) -> str:
    """The task or the document a finding is about, in words to know it by."""
    details = {task.seq: f"任务{task.seq}：{shorten(task.detail, _QUOTED)}" for task in content.tasks}
    name = _material(finding, content) if finding.code == _OWED else ""
    return f"《{name}》" if name else details.get(finding.task or 0, "")


def _flag(form: Form, content: FormSheet, seq: int, findings: Sequence[Finding]) -> None:
    worst = Severity.ERROR if any(each.severity is Severity.ERROR for each in findings) else Severity.WARNING
    at = (form.rows[seq], form.columns["progress"])
    form.pen.tint(form.sheet, at, _FILLS[worst])
    said = "\n".join(f"看到：{_said(each)}\n请您：{_advice(each, content).removeprefix('请')}" for each in findings)
    comment(form.sheet, at, f"{marks.NOTE_PREFIX}\n{said}", author="核查")


def _request(form: Form, content: FormSheet, findings: Sequence[Finding]) -> str:
    """How much is asked and where it goes: the cells in colour, the documents in files of their own."""
    owed = sum(each.code == _OWED for each in findings)
    errors = sum(each.severity is Severity.ERROR for each in findings) - owed
    counts = {
        "须补填 {} 处（红色）": errors,
        "请核实 {} 处（黄色）": len(findings) - errors - owed,
        "须补送材料 {} 份": owed,
    }
    named = "、".join(words.format(count) for words, count in counts.items() if count)
    asked = f"{content.period_name}应报内容经核查，有 {len(findings)} 处需要处理，其中{named}。"
    if any(_place(form, each.task) for each in findings):
        asked += f"请在“{form.sheet.title}”表标色的格子里直接填写或修改，其他格子不用重填，"
    return asked + ("欠的材料按下表备齐，" if owed else "")


def _explain(form: Form, content: FormSheet, findings: Sequence[Finding], back_by: str) -> None:
    """The sheet 补填说明, first in the workbook and shown when it is opened."""
    leaf = ExtraSheet.add(
        form.workbook, form.pen, marks.CORRECTION_SHEET, place=0, title="退回补填说明", widths=_WIDTHS
    )
    head = leaf.lines(2, (f"{content.unit}：", f"　　{_request(form, content, findings)}{back_by}把本文件发回。"))
    leaf.headings(head, _HEADINGS, style.HEADING_TINT.fill)
    for row, finding in enumerate(findings, head + 1):
        place = _place(form, finding.task)
        result = CellStyle(fill=_FILLS[finding.severity])
        texts = (
            str(row - head),
            cell_name(place) if place else "材料" if finding.code == _OWED else "",
            _about(finding, content),
            f"{finding.severity.label}：{_said(finding)}",
            _advice(finding, content),
        )
        leaf.row(
            row,
            texts,
            (CellStyle(style.NUMBER, "center"), CellStyle(style.NUMBER, "center"), CellStyle(), result, CellStyle()),
        )
        if place:
            link(leaf.sheet, (row, 2), form.sheet, place)
    leaf.finish(head, head + len(findings))
    activate(form.workbook, leaf.sheet)
