"""What a worker finds out about a file's answers beyond reading them: what is said of a text whoever else sent what.

It is found behind the same wall as the file is read, beside other files, and remembered by whoever asked for the file:
asked about the same text later, the answer is there. It changes nothing that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from tasklist.ledger.blanks import Blanks
from tasklist.model.plan import Kind, Plan
from tasklist.model.returns import Entry, Return
from tasklist.substance import sentences
from tasklist.substance.clauses import compiled
from tasklist.substance.extension import asks_for_time
from tasklist.substance.facts import evidence
from tasklist.substance.quantities import counted, mentioned
from tasklist.substance.sentences import Sense
from tasklist.substance.word_lists import Words
from tasklist.text import memory
from tasklist.text.memory import Plain

LONGEST = 2_000  # characters: what is found in a longer text takes room; it is taken apart where it is told of


def found_in(returns: Iterable[Return], plan: Plan, words: Words, period: str) -> Mapping[bytes, Plain]:
    """What was found, to be remembered; only the `period` that is reported is taken apart sentence by sentence."""
    blanks = Blanks(plan, words)
    with memory.apart() as found, suppress(Exception):  # a text that is too much is met again where it is told of
        answers = (entry for each in returns for entry in each.entries if entry.kind is Kind.TASKS)
        for entry in (each for each in answers if len(each.text) <= LONGEST):
            blank = blanks(entry)
            if entry.field == "progress":
                asks_for_time(entry.text)
                evidence(entry.text)
            if entry.span == period and not blank and entry.field in ("progress", "remark"):
                _sentence_by_sentence(entry, plan, words)
    return found


def _sentence_by_sentence(entry: Entry, plan: Plan, words: Words) -> None:
    task = plan.task_list.find(entry.task or 0)
    for one in sentences.read(entry.text, words, task.detail) if task else ():
        if one.sense is Sense.FACT and entry.field == "progress":
            mentioned(one.text)
            if one.alone:
                counted(one.text, compiled(words))
