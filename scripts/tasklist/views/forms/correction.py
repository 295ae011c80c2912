"""The correction workbook 退回补填: a unit's form with its own answers, the cells in question coloured and commented.

It carries the same mark as the form, so that what comes back merges by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tasklist.model.book import cell_name
from tasklist.model.finding import Finding, Severity, Topic
from tasklist.model.ledger import Colour
from tasklist.tables import marks
from tasklist.text.display import shorten
from tasklist.text.moments import chinese_due
from tasklist.views import style
from tasklist.views.forms.extra_sheets import ExtraSheet
from tasklist.views.forms.sheet import CellStyle, activate, comment, link
from tasklist.views.forms.unit_form import Form, FormSheet, Original, draw, finish, study

_FILLS = {
    Severity.ERROR: style.LIGHTS[Colour.RED].fill,
    Severity.WARNING: style.LIGHTS[Colour.YELLOW].fill,
    Severity.INFO: "",
}
_HEADINGS = ("序号", "位置", "任务或材料", "核查结果", "请这样处理")
_WIDTHS = (6.0, 8.0, 42.0, 46.0, 42.0)
_QUOTED = 60  # characters of a task's text, enough to know it by


@dataclass
class Correcting:
    """Makes the correction workbooks of one template. They are asked back by the due day; when `as_of` is past that, at
    once.
    """

    template: bytes
    as_of: datetime | None = None
    _original: Original | None = None

    def is_late(self, content: FormSheet) -> bool:
        """Is the day past by which the unit's answers were due?"""
        return self.as_of is not None and self.as_of > content.due

    def correction(self, content: FormSheet, findings: Sequence[Finding]) -> bytes:
        """One unit's form with `findings` shown: as a list on the first sheet, as colour and comment in the cells.

        `content` carries the unit's own answers. A finding with a task number belongs to that task's progress cell,
        one without stands in the list alone. Raises UserError when the template holds no task table.
        """
        self._original = self._original or study(self.template, content.layout)
        return _corrected(draw(self._original, content), content, findings, late=self.is_late(content))


def _corrected(form: Form, content: FormSheet, findings: Sequence[Finding], *, late: bool) -> bytes:
    for seq in form.rows:
        about = [each for each in findings if each.task == seq and each.severity is not Severity.INFO]
        for at in dict.fromkeys(map(partial(_place, form), about)):
            if at:
                _flag(form, at, [each for each in about if _place(form, each) == at])
    _explain(form, content, findings, "收到后尽快" if late else f"于 {chinese_due(content.due)} 前")
    return finish(form, content)


def _place(form: Form, finding: Finding) -> tuple[int, int] | None:
    """Where the cell a finding is about stands in the form: of a task the main answer, unless it names another."""
    column = form.columns.get(finding.field) or form.columns["progress"]
    return (form.rows[finding.task], column) if finding.task is not None and finding.task in form.rows else None


def _about(finding: Finding, content: FormSheet) -> str:
    """The task or the document a finding is about, in words to know it by."""
    details = {task.seq: f"{task.name}：{shorten(task.detail, _QUOTED)}" for task in content.tasks}
    return f"《{finding.name}》" if finding.name else details.get(finding.task or 0, "")


def _flag(form: Form, at: tuple[int, int], findings: Sequence[Finding]) -> None:
    worst = Severity.ERROR if any(each.severity is Severity.ERROR for each in findings) else Severity.WARNING
    form.pen.tint(form.sheet, at, _FILLS[worst])
    said = "\n".join(f"看到：{each.seen}\n请您：{each.ask}" for each in findings)
    comment(form.sheet, at, f"{marks.NOTE_PREFIX}\n{said}", author="核查")


def _request(form: Form, content: FormSheet, findings: Sequence[Finding]) -> str:
    """How much is asked and where it goes: the cells in colour, the documents in files of their own."""
    owed = sum(each.kind.topic is Topic.THING for each in findings)
    errors = sum(each.severity is Severity.ERROR for each in findings) - owed
    counts = {
        "须补填 {} 处（红色）": errors,
        "请核实 {} 处（黄色）": len(findings) - errors - owed,
        "须补送材料 {} 份": owed,
    }
    named = "、".join(words.format(count) for words, count in counts.items() if count)
    asked = f"{content.period_name}应报内容经核查，有 {len(findings)} 处需要处理，其中{named}。"
    if any(_place(form, each) for each in findings):
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
        place = _place(form, finding)
        result = CellStyle(fill=_FILLS[finding.severity])
        texts = (
            str(row - head),
            cell_name(place) if place else "材料" if finding.kind.topic is Topic.THING else "",
            _about(finding, content),
            f"{finding.severity.label}：{finding.seen}",
            f"请{finding.ask}",
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
