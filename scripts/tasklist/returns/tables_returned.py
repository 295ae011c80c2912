"""A workbook or document with tables made into a Return."""

from __future__ import annotations

from tasklist.model.plan import Kind
from tasklist.model.question import Doubt
from tasklist.model.returns import Outcome, Return
from tasklist.returns import by_number
from tasklist.returns.accounts import cell_accounts, questions
from tasklist.returns.accounts.noticed import noticed
from tasklist.returns.accounts.titles import title_fates
from tasklist.returns.entries import elsewhere, off_in_file, other_sheets, remarks, row_strays, rows_of_nobody
from tasklist.returns.one_file import OneFile
from tasklist.returns.prose import letters


def tables(file: OneFile) -> Return:
    """A workbook or document with task tables, quota tables or both."""
    evidence = file.evidence
    kind = Kind.TASKS if evidence.task_tables else Kind.QUOTA
    if not evidence.unit.value:
        return file.nobodys(kind)
    if not (period := evidence.period).value:
        why, todo = questions.why(period, "报送期"), questions.how_to_settle(period, "报送期")
        return file.set_aside(why, kind, todo, doubt=Doubt.PERIOD)
    others = [evidence.other_period(table) for table in evidence.task_tables]
    if others and all(others) and not any(table.during for table in evidence.task_tables):
        said = "、".join(map(str, period.evidence))
        reason = f"报送期对不上：表里写的是{others[0]}，{said}指向{period.value}"
        todo = f"核对后{questions.ANSWER_IT}（或把文件拖进 inbox/ 下以报送期命名的文件夹），再汇总一次"
        return file.set_aside(reason, kind, todo, doubt=Doubt.PERIOD)
    answers = file.answers
    if off := off_in_file.asked(evidence, answers.off):
        return file.set_aside(off.reason, kind, off.todo, off.ask, doubt=Doubt.ROWS, cures=off.cures)
    if aside := by_number.asked(file):
        return aside
    entries, fates = answers.of_tasks()
    items, item_fates = file.items.of_tables()
    made = Return(
        file.arrival,
        Outcome.MERGED,
        kind,
        evidence.unit.value,
        evidence.period.value,
        evidence=tuple(dict.fromkeys(evidence.unit.evidence + evidence.period.evidence)),
        entries=(*entries, *items),
        answer_cells=(*answers.cells(), *other_sheets.waiting(answers)),
        strays=(
            *row_strays.asked(answers),
            *elsewhere.asked(answers),
            *other_sheets.asked(answers),
            *rows_of_nobody.asked(answers),
            *file.items.strays(),
        ),
        findings=(*remarks.of(answers), *noticed(evidence)),
        nameless=evidence.nameless,
    )
    fates = letters.packing(evidence) | fates | item_fates | title_fates(evidence)
    return cell_accounts.balanced(made, evidence, fates, "表格以外的文字")
