"""One cell that stands for several tasks: merged over their rows, or with the answers to others in it line by line.

It is the answer to all of them only where its words are: they tell no single act, or name the tasks. Else a person is
asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasklist.model.layout import AnswerKind
from tasklist.plan.task_names import mentioned
from tasklist.returns.rows.fates import Answer, Fate, Placement
from tasklist.returns.rows.labelled_lines import Pieces, named, pieces, unknown
from tasklist.returns.rows.task_matching import Matcher
from tasklist.substance.extension import only_asks_for_time
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.word_lists import Words
from tasklist.text import line_numbers

_APART = frozenset((AnswerKind.TEXT, AnswerKind.NUMBER, AnswerKind.PERCENT))  # kinds of which each task has its own
_BESIDE = ("contact", "remark")  # fields of which several tasks have one as a matter of course
_OF_ACTS = frozenset(("ok", "plan_only", "copied_task"))  # verdicts on texts that tell of something in particular
_ALL = re.compile(
    r"^\s*(?:以上|上述|本|这|此)?(?:[0-9一二三四五六七八九十几各]{1,3}|全部|所有)项(?:重点)?(?:工作|任务)?(?:均|都|皆|全部)?"
)


@dataclass(frozen=True)
class SharedCells:
    """The cells of a table that stand for several tasks. `duties`: those the unit owes."""

    placed: Placement
    matcher: Matcher
    duties: Sequence[int]
    words: Words

    def merged(self, answers: Sequence[Answer]) -> Iterator[Answer]:
        """The answers, each before it is joined with others, what is merged over tasks for those it is the answer to;
        where that is not plain, it asks.
        """
        over: dict[object, list[int]] = {}
        for answer in answers:
            over.setdefault((answer.field, answer.cells), []).append(answer.task)
        for answer in answers:
            tasks = tuple(dict.fromkeys(over[answer.field, answer.cells]))
            if len(tasks) == 1 or not self._own_each(answer.field) or self._says_of_all(answer.text, tasks):
                yield answer
            elif apart := dict(self._parts(answer.text, tasks)):
                if said := apart.get(answer.task):
                    yield replace(answer, text=said)
            else:
                self._ask(answer, f"写在{self._names(tasks)}合并的一格里，分不清是几项共同的，还是只说其中一项", tasks)

    def _own_each(self, field: str) -> bool:
        """Has each task an answer of its own in a column, as the list was issued?"""
        column = self.matcher.task_list.layout.find(field)
        return field not in _BESIDE and column is not None and column.kind in _APART and not column.joint

    def _says_of_all(self, text: str, tasks: Sequence[int]) -> bool:
        """Is a text of all tasks alike: that nothing was done, that all goes well, or named one by one?"""
        if only_asks_for_time(text) or {*tasks} <= {*mentioned(self.matcher.task_list, text.partition("\n")[0])}:
            return True
        verdict = judge(_ALL.sub("", text), Surroundings(words=self.words))
        return verdict.code not in _OF_ACTS and not any(map(str.isdigit, text))

    def _parts(self, text: str, tasks: Sequence[int]) -> Pieces:
        """What a text says of each of the tasks by their numbers; nothing where it does not say it of all that it is
        merged over, or where its numbers may as well only count its lines.
        """
        labelled = pieces(text, self.matcher.number)
        if labelled and {task for task, _ in labelled} <= {*tasks}:
            return labelled
        parts = [part for line in text.splitlines() for part in line_numbers.parts(line) if part.strip()]
        labels = [line_numbers.label(part) for part in parts]
        if not all(len(pairs) == 1 and not pairs[0][1] for pairs, _ in labels):
            return ()
        told = [self.matcher.number(pairs[0][0]) for pairs, _ in labels]
        said = [part[begins:].strip() for part, (_, begins) in zip(parts, labels, strict=True)]
        counted = told == list(range(1, len(told) + 1))
        found = tuple((task, words) for task, words in zip(told, said, strict=True) if task)
        if told != list(tasks) or (counted and not all(self.matcher.shares(words, task) for task, words in found)):
            return ()
        return found

    def labelled(self, answers: Sequence[Answer]) -> Iterator[Answer]:
        """The answers, one that names other tasks line by line taken apart; where that is not plain, it asks."""
        number = self.matcher.number
        progress = [answer for answer in answers if answer.field == "progress"]
        taken = {answer.task for answer in progress}
        of_several = {cell for cell, times in Counter(each.cells[0] for each in progress).items() if times > 1}
        for answer in answers:
            if answer.field != "progress" or answer.cells[0] in of_several:
                yield answer
                continue
            others = named(answer.text, number) - {answer.task}
            found = pieces(answer.text, number) if others else ()
            strange = unknown(answer.text, number) if not others else ()
            name = self.matcher.task_list.name(answer.task)
            if strange:
                self._ask(answer, f"{name}这一格里分行写着{'、'.join(strange)}，清单里没有这些序号", (answer.task,))
            elif not others:
                yield answer
            elif found and not any(said for _, said in found):
                why = f"{name}这一格里只写了任务序号，没有写内容"
                self.placed.fates |= dict.fromkeys(answer.cells, Fate(why, (answer.task,), asks=False))
            elif len(answer.cells) == 1 and answer.task in dict(found) and others <= set(self.duties) - taken:
                yield from (replace(answer, task=task, text=said) for task, said in found if said)
            else:
                tasks = tuple(sorted({answer.task, *others}))
                self._ask(answer, f"{name}这一格里分行写着别的任务（{self._names(tasks)}），不知道各算哪一项", tasks)

    def _ask(self, answer: Answer, why: str, tasks: tuple[int, ...]) -> None:
        self.placed.fates |= dict.fromkeys(answer.cells, Fate(why, tasks))

    def _names(self, tasks: Sequence[int]) -> str:
        return "、".join(map(self.matcher.task_list.name, tasks))
