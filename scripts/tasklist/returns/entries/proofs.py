"""A photo or document beside the form that says itself which task it is the evidence of: 任务7佐证-培训现场.jpg."""

from __future__ import annotations

import re

from tasklist.model.book import LETTER
from tasklist.model.plan import Kind
from tasklist.model.returns import Clue, Outcome, Return
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.accounts.noticed import noticed
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.belonging.identity import FILE_NAME, FOLDER, TITLE
from tasklist.returns.entries.answers import Answers
from tasklist.returns.entries.documents import PICTURE
from tasklist.returns.rows.fates import ANSWERED
from tasklist.returns.rows.task_matching import Matcher
from tasklist.tables.question_rows import PROOF
from tasklist.text.normalize import fold

_NUMBER = r"([0-9]{1,3}|[一二三四五六七八九十]{1,4})"
_NEXT = rf"(?:[、,和及~至到](?:第|任务)?{_NUMBER})?"
# A number behind 任务 may be the month or the quantity of something else (任务3月进展): then it names no task.
_TASK = re.compile(
    rf"(?:任务|序号){_NUMBER}(?![0-9年月日次场个家人条])(?!\.[0-9]){_NEXT}|第{_NUMBER}[项条](?:任务|工作)?{_NEXT}"
)
_PROOF = re.compile(r"佐证|证明|附件|照片|图片|相片|截图|签到|现场|合影|影像")
_SHOWS = re.compile(r"佐证|证明|附件|照片|相片|签到|现场|合影|影像")  # 微信图片, 截图 is what programs call any picture
_NO_TABLE = (".mp3", ".mp4", ".m4a", ".wav", ".amr", ".avi", ".mov", ".wmv", ".flv", ".mkv", ".exe", ".apk", ".msi")
_ANSWER = re.compile(r"填报|填写|清单|进展|汇总|报表|台账")  # it may be the answer itself, photographed


def proved(evidence: Evidence, answers: Answers) -> Return | None:
    """A file that is evidence of a task, kept whole: it is filed under the task, and answers nothing. None for others.

    What has tables, is a letter, or is something the unit owes by itself is no evidence of a task.
    """
    unit, span = evidence.unit, evidence.period.value
    other = evidence.task_tables or evidence.quota_tables or evidence.things or evidence.is_master
    if other or evidence.book.format in ("eml", LETTER) or not (unit.value and span):
        return None
    found = _proof_of(evidence)
    if found is None:
        return None
    task, why = found
    sources = tuple(each.place for each in cell_accounts.everything(evidence)) or (evidence.arrival.place(),)
    entry = answers.entry(unit.value, Kind.TASKS, "evidence", evidence.given_names[0], sources, span=span, task=task)
    made = Return(
        evidence.arrival,
        Outcome.MERGED,
        Kind.DELIVERABLE,
        unit.value,
        span,
        f"{why}写明是{evidence.context.plan.task_list.name(task)}{PROOF}",
        evidence=unit.evidence,
        entries=(entry,),
        findings=tuple(noticed(evidence)),
    )
    return cell_accounts.balanced(made, evidence, dict.fromkeys(sources, ANSWERED), "")


def may_be_answers(evidence: Evidence) -> bool:
    """May a file that cannot be read be a table of tasks: scanned, damaged, locked, packed? Not what says that it is
    evidence, or something else that is owed; nor a film, a sound, a program.
    """
    words = " ".join((*evidence.given_names, *evidence.folders))
    shows = _SHOWS.search(words) and not _ANSWER.search(words)
    return not (evidence.things or shows or evidence.arrival.path.lower().endswith(_NO_TABLE))


def _proof_of(evidence: Evidence) -> tuple[int, Clue] | None:
    """The one task of its unit that a file says it is the evidence of, and what says so; None when it does not.

    The file's name, the folders around it and its first lines together must name one task, in words of evidence; of a
    picture in the task's folder that need not be said. What may be an answer (进展, 填报) is not taken for evidence: a
    person is asked.
    """
    said = [(Clue(FILE_NAME, name), name) for name in evidence.given_names]
    said += [(Clue(FOLDER, name), name) for name in evidence.folders]
    said += [(Clue(TITLE, line), line) for grid in evidence.grids[:1] for line in evidence.titles(grid)[:2]]
    words = " ".join(text for _, text in said)
    named = [(clue, tasks) for clue, text in said if (tasks := _tasks(text, evidence.context.matcher))]
    shown = evidence.arrival.path.lower().endswith(PICTURE) and any(clue.source == FOLDER for clue, _ in named)
    if not named or not (shown or _PROOF.search(words)) or _ANSWER.search(words):
        return None
    tasks = {task for _, found in named for task in found}
    owed = evidence.context.plan.duties.get(evidence.unit.value, ())
    task = next(iter(tasks))
    return (task, named[0][0]) if len(tasks) == 1 and task in owed else None


def _tasks(text: str, matcher: Matcher) -> set[int]:
    """The tasks a text names; 0 for a number that is none of the list's."""
    numbers = (number for found in _TASK.finditer(fold(text)) for number in found.groups() if number)
    return {matcher.number(number) or 0 for number in numbers}
