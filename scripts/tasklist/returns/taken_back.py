"""A file whose name says that it no longer counts: （作废）. It is taken for nothing until a person says otherwise."""

from __future__ import annotations

from tasklist.model.book import MAILS
from tasklist.model.plan import Kind
from tasklist.model.question import AS_USUAL, Doubt
from tasklist.model.returns import Return
from tasklist.returns.accounts import questions
from tasklist.returns.one_file import OneFile
from tasklist.text.taken_back import void


def by_name(file: OneFile) -> Return | None:
    """The file set aside with the words of its name, or None where it says no such thing, a mail says it
    of another, or a person decided.
    """
    evidence = file.evidence
    said = next(filter(None, map(void, evidence.given_names)), "")
    if not said or not evidence.unit.value or evidence.answered(Doubt.FILE):
        return None
    kind = Kind.TASKS if evidence.task_tables else Kind.QUOTA if evidence.quota_tables else None
    if kind is None and evidence.book.format in MAILS:  # it is about another file, and is heard as what it says
        return None
    return file.set_aside(f"文件名里写着“{said}”", kind, f"打开原件看一眼，{questions.ANSWER_IT}", cures=(AS_USUAL,))
