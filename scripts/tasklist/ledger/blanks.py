"""Which answers certainly say nothing: they overwrite nothing and report nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasklist.ledger.answer_values import choice
from tasklist.ledger.rulings import Rulings
from tasklist.model.layout import AnswerKind, base_key
from tasklist.model.plan import Kind, Plan
from tasklist.model.returns import Entry
from tasklist.substance import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.word_lists import Words


@dataclass
class Blanks:
    """Does an answer certainly say nothing? Asked again and again of the same texts, so the answers are kept.

    A contact or a remark says nothing only when it is a placeholder: what else is expected there differs.
    """

    plan: Plan
    words: Words
    rulings: Rulings = field(default_factory=Rulings)
    known: dict[tuple[int | None, str], bool] = field(default_factory=dict)

    def __call__(self, entry: Entry) -> bool:
        """Does it?"""
        if entry.kind is not Kind.TASKS or entry.field == "evidence":
            return False
        if entry.given:
            return True
        if entry.nil or entry.empties:  # a person has read it: there is nothing to report, or it is taken back
            return False
        if ruled := self.rulings.verdict(entry):
            return ruled.blank
        column = self.plan.task_list.layout.find(base_key(entry.field))
        if column and column.kind is AnswerKind.CHOICE and choice(column.choices, entry.text):
            return False  # 有 or 无, the one as good as the other
        progress = entry.field == "progress" and (column is None or column.kind is AnswerKind.TEXT)
        task = entry.task if progress else None
        key = (task, entry.text)
        if key not in self.known:
            asked = self.plan.task_list.find(task or 0)
            verdict = judge.judge(entry.text, Surroundings(task_text=asked.detail if asked else "", words=self.words))
            self.known[key] = verdict.blank and (progress or verdict.code == "placeholder")
        return self.known[key]
