"""One progress text and what stands around it, taken apart once for the substance rules to ask about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.substance.choices import chosen, unanswered
from tasklist.substance.clauses import Clause, bare_of, clauses, compiled, in_a_name, own_length, own_words
from tasklist.substance.facts import Fact, beside_basis, facts, prepared
from tasklist.substance.short_texts import beside_stage, changed, finished, only_deed, only_duty
from tasklist.substance.word_lists import DEFAULT_WORDS, Words
from tasklist.text.display import shorten
from tasklist.text.normalize import bare, fold

LITTLE = 3  # characters of its own a plain clause needs beside a general act (开展, 组织)
SOME = 4  # the same beside a claim, or for a named act among slogans
_WORD = 2  # characters of a word
_SIGNS = ",;。、:~"
RESIDUE = 10  # characters of its own that make a text with no recognised fact worth believing


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a text. `peers`: (unit, text) of others for this task; `others`: those of this
    unit's other rows that may read the same.

    `above`: the row above; `attached`: a document came with the return; `broken`: the error the cell shows;
    `due_passed`: is the task overdue, so that a mere plan no longer answers?
    """

    task_text: str = ""
    last: str = ""
    peers: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    above: str = ""
    attached: bool = False
    broken: str = ""
    has_picture: bool = False
    words: Words = DEFAULT_WORDS
    copied_share: int = 90
    due_passed: bool = False

    @property
    def alone(self) -> Surroundings:
        """The task and the words alone: what a text says by itself."""
        return Surroundings(self.task_text, words=self.words, copied_share=self.copied_share)

    @property
    def told(self) -> tuple[object, ...]:
        """What a text by itself is judged by, the words by their digest."""
        return self.task_text, compiled(self.words).digest, self.copied_share


class ProgressText:
    """A text taken apart once, for the rules to ask about."""

    def __init__(self, text: str, context: Surroundings) -> None:
        self.context = context
        self.lexicon = compiled(context.words)
        said = chosen(text)
        self.typed = text
        self.text = prepared(said).strip(";")
        self.bare = bare_of(said)
        self.quote = shorten(fold(text), 30)

    @cached_property
    def unticked(self) -> bool:
        """Is it boxes, and none of them ticked?"""
        return unanswered(self.typed)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The evidence in it, in reading order."""
        return facts(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses, in reading order."""
        return clauses(self.text, self.lexicon)

    @cached_property
    def done(self) -> list[Fact]:
        """The solid evidence that lies in no plan and no denial, and in no name."""
        told = [fact for fact in self.facts if fact.solid and self.clause(fact.at).tense == "done"]
        return [fact for fact in told if not in_a_name(fact, self.text, self.lexicon)]

    @cached_property
    def acts(self) -> list[Clause]:
        """The clauses that name something done: an act with an object of its own, or a month and an act."""
        return [clause for clause in self.clauses if clause.tense == "done" and self._is_act(clause)]

    def _is_act(self, clause: Clause) -> bool:
        words = clause.text.strip(_SIGNS)
        rest = beside_basis(words)
        if not rest or only_deed(words) or only_deed(rest) or only_duty(words):
            return False
        clause = clause if rest == words else replace(clause, text=rest)
        own = clause.own if bare(clause.own) not in bare_of(self.context.task_text) else ""
        if own and clause.under_way and self._at_stage(clause):
            return True
        if clause.act:
            return not clause.modified or len(own) >= (LITTLE - 1 if clause.under_way else SOME)
        if clause.generic_act:
            dated = bisect_left(self._coarse, clause.start) < bisect_left(self._coarse, clause.end)
            return dated or len(own) >= (SOME + 2 if clause.modified else LITTLE)
        return clause.claim and len(own) >= SOME

    def _at_stage(self, clause: Clause) -> bool:
        """渠道衬砌正在施工: does it say of a thing of its own at what stage it is?"""
        return len(own_words(beside_stage(clause.text, self.context.words), self.lexicon)) >= LITTLE - 1

    @property
    def changed(self) -> str:
        """The first clause that says in so many words what was done to what (系统已切换, 装了路灯), or empty."""
        return next((each.text.strip(_SIGNS) for each in self.clauses if self._says_what_changed(each)), "")

    def _says_what_changed(self, clause: Clause) -> bool:
        words = clause.text.strip(_SIGNS)
        thing = finished(words) if clause.tense == "done" else ""
        if thing and own_words(thing, self.lexicon) == thing:
            return True
        if clause.tense != "done" or clause.modified:
            return False
        deed, matter = (own_length(part, self.lexicon) for part in changed(words))
        if clause.generic_act:
            return matter >= _WORD
        if clause.claim and "已" not in words:
            return False
        return deed >= _WORD or (deed > 0 and matter >= _WORD) or (clause.claim and matter >= _WORD)

    def clause(self, at: int) -> Clause:
        """The clause around a place in the text."""
        return self.clauses[bisect_right(self._starts, at) - 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    @cached_property
    def _coarse(self) -> list[int]:
        """Where a month, a quarter or a year is named."""
        return [fact.at for fact in self.facts if fact.kind == "coarse"]

    @property
    def says(self) -> bool:
        """Does it name or claim a deed, be it as a slogan?"""
        return any(each.act or each.generic_act or each.claim or each.modified for each in self.clauses)

    @cached_property
    def substantial(self) -> bool:
        """Is there any evidence that something was done?"""
        return bool(self.done or self.acts)
