"""A file of words made into a Return: a letter beside enclosures or alone, or a document that is kept whole."""

from __future__ import annotations

from dataclasses import replace

from tasklist.model.book import LETTER, MAILS
from tasklist.model.plan import Kind
from tasklist.model.question import PART_BY_PART, Doubt
from tasklist.model.returns import Outcome, Return
from tasklist.returns import by_number
from tasklist.returns.accounts import cell_accounts, questions
from tasklist.returns.accounts.noticed import noticed
from tasklist.returns.entries import documents
from tasklist.returns.one_file import OneFile
from tasklist.returns.prose import letters
from tasklist.returns.prose.letter_parts import partly_nil
from tasklist.returns.rows.fates import ANSWERED
from tasklist.text.display import shorten, visible
from tasklist.text.packing import page_of


def letter(file: OneFile) -> Return:
    """The words beside enclosures, or of a text that answers tasks: what says something waits for a person, greeting
    and signature are packing.
    """
    asked, whose = letters.asked(file.evidence), file.evidence.unit
    if not whose.value and whose.claimants and letters.is_of_tasks(file.evidence):
        return file.nobodys()
    if asked and not file.evidence.period.value and not any(fate.spans for fate in asked.values()):
        why, todo = (
            questions.why(file.evidence.period, "报送期"),
            questions.how_to_settle(file.evidence.period, "报送期"),
        )
        return file.set_aside(why, Kind.TASKS, todo, doubt=Doubt.PERIOD)
    unit, period = (letters.writer(file.evidence), file.evidence.period.value) if asked else ("", "")
    spans = tuple(filter(None, (period, file.evidence.perhaps_before)))
    written = file.evidence.book.format in (LETTER, *MAILS)
    told = () if written else tuple(noticed(file.evidence))
    why = "信里有话要核对" if written else "文件里的话要逐条核对是哪一项任务的"
    made = Return(file.arrival, Outcome.MERGED, unit=unit, period=period, reason=why, spans=spans, findings=told)
    fates = letters.packing(file.evidence, in_a_mail=False) | asked
    made = cell_accounts.balanced(made, file.evidence, fates, letters.SAID)
    if made.unplaced:
        return made
    return replace(made, outcome=Outcome.IGNORED, unit="", reason="只有问候、署名之类的话")


def _mail_alone(file: OneFile) -> Return:
    """A mail without attachment and without a table.

    The subject of a mail whose attachment was forgotten proves nothing: it is asked, until a person has put it
    into the folder of what it is. From an unknown sender it is not what anybody owes. Asking for more time, and
    what it says of a task, are questions of their own.
    """
    if file.evidence.unit.value in file.context.plan.duties and letters.is_of_tasks(file.evidence):
        return letter(file)
    todo = f"打开邮件看一眼，{questions.ANSWER_IT}：是哪家的、是什么，无关的选“不采用”；漏了附件的请单位重发"
    doubt = Doubt.FILE if file.evidence.unit.value else Doubt.UNIT
    lines = [text for grid in file.evidence.grids for text in grid.cells.values()]
    words = next((each for each in lines if letters.says(each, file.context)), "")
    subject = file.evidence.book.subject
    told, text = ("写的", words) if words else ("主题", subject)
    written = f"，{told}是“{shorten(visible(text), 60)}”" if text else ""
    said = f"{file.evidence.stranger}邮件没有附件，正文里也没有任务表{written}"
    made = file.set_aside(said, None, todo, doubt=doubt)
    return made if made.claimants else replace(made, things=())


def document(file: OneFile) -> Return:
    """A dated document or a counted item, kept whole: every word of it is one answer. Or what a person says it is."""
    if (
        page_of(file.arrival.path)
        and file.evidence.book.format == "html"
        and not cell_accounts.everything(file.evidence)
    ):
        return Return(file.arrival, Outcome.IGNORED, reason="网页里没有字的一页")
    said = file.evidence.answered(Doubt.FILE)
    return letter(file) if said and said.value == PART_BY_PART else _document(file)


def _document(file: OneFile) -> Return:
    evidence, answers = file.evidence, file.answers
    unit = evidence.unit.value
    if unit and not evidence.things and (aside := by_number.asked(file)):
        return aside
    if evidence.book.format == "eml" and not (evidence.thing_in_folder or evidence.answered(Doubt.FILE)):
        return _mail_alone(file)
    if not unit:
        return file.nobodys()
    found = documents.kept_whole(evidence, answers, file.items)
    if isinstance(found, documents.Unsure):
        if partly_nil(evidence) or (letters.answers_tasks(evidence) and not evidence.is_form):
            return letter(file)
        return file.set_aside(found.reason, found.kind, found.todo, found.ask)
    made = Return(
        file.arrival,
        Outcome.MERGED,
        found.entry.kind,
        unit,
        evidence.period.value,
        evidence=evidence.unit.evidence,
        entries=(found.entry,),
        findings=(*found.findings, *noticed(evidence)),
    )
    return cell_accounts.balanced(made, evidence, dict.fromkeys(found.entry.sources, ANSWERED), "")
