"""What a notice asks for in its prose: documents by their days, counts by their windows, progress by its rhythm.

Every clause that names a time ends in exactly one of: taken, handed back open, or told as not used. Only the grammars
written here are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasklist.config.notice.facts import Count, DocumentDue, Notice, NoticeFacts, Rhythm, Said
from tasklist.config.notice.owing import CLASS, Owing, parts
from tasklist.config.notice.sentence import read_sentence
from tasklist.plan.quotas import RHYTHMS


def demands(
    facts: NoticeFacts,
    sentences: Iterator[str],
    notice: Notice,
    tabled: Sequence[DocumentDue] = (),
    doubted: Sequence[Said] = (),
) -> NoticeFacts:
    """The facts with what the sentences ask for added to them; `tabled`, `doubted`: what its tables of papers say."""
    documents: list[DocumentDue] = []
    counts: list[Count] = []
    rhythms: list[Rhythm] = []
    left: list[Said] = []
    unused: list[str] = []
    for sentence in sentences:
        found = read_sentence(sentence, notice)
        documents += found.documents
        counts += found.counts
        rhythms += found.rhythms
        left += found.open
        unused += [sentence] if found.unused else []
    documents += tabled
    left += doubted
    ways = {(each.every, each.due, each.roll) for each in rhythms}
    if len(ways) > 1:
        said = "、".join(f"{every} {due}" for every, due, _ in sorted(ways))
        left.append(Said(f"多久报一次有几种说法（{said}）", "；".join(each.sentence for each in rhythms)))
    return replace(
        facts,
        rhythm=rhythms[0] if len(ways) == 1 else None,
        documents=tuple(_documents_apart(documents)),
        counts=tuple(_counts_apart(counts)),
        open=tuple(dict.fromkeys((*facts.open, *left))),
        unused=tuple(dict.fromkeys(unused)),
    )


def _documents_apart(documents: Sequence[DocumentDue]) -> Iterator[DocumentDue]:
    """Names that are the same get their day behind them; what is said twice is one."""
    first = {replace(each, sentence=""): each.sentence for each in reversed(documents)}
    unique = list(dict.fromkeys(replace(each, sentence="") for each in documents))
    for each in unique:
        others = [other for other in unique if other.name == each.name and other != each]
        behind = (
            each.due
            if all(other.due != each.due for other in others)
            else each.units or ("其他单位" if each.spared else "全部单位")
        )
        yield replace(each, name=f"{each.name}（{behind}）" if others else each.name, sentence=first[each])


def _counts_apart(counts: Sequence[Count]) -> Iterator[Count]:
    """Names that are the same get their window behind them, or their units where that is the same too."""
    first = {replace(each, sentence=""): each.sentence for each in reversed(counts)}
    unique = list(dict.fromkeys(replace(each, sentence="") for each in counts))
    for each in unique:
        others = [other for other in unique if other.name == each.name and other != each]
        behind = (
            RHYTHMS[each.per]
            if all(other.per != each.per for other in others)
            else each.units or ("其他单位" if each.spared else "全部单位")
        )
        yield replace(each, name=f"{each.name}（{behind}）" if others else each.name, sentence=first[each])


def progress_owed(facts: NoticeFacts, *, listed: bool) -> NoticeFacts:
    """The facts with what its rhythm owes: with a task list the forms of its tasks; without one, one report a round."""
    rhythm = facts.rhythm
    if rhythm is None or (listed and not (rhythm.units or rhythm.spared)):
        return facts
    if not listed and rhythm.every in RHYTHMS:
        count = Count(rhythm.name, 1, rhythm.every, rhythm.units, rhythm.spared, rhythm.sentence)
        return replace(facts, counts=tuple(_counts_apart((*facts.counts, count))))
    who = Owing(rhythm.units, rhythm.spared).shown
    asked = (
        f"进展情况只写了{who}报，其余的单位报不报；不报的写进 exempt" if listed else f"每期一次的{rhythm.name}怎么计"
    )
    return replace(facts, open=(*facts.open, Said(asked, rhythm.sentence)))


def unit_words(facts: NoticeFacts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units the demands name one by one, and their other words for units, each once and in order."""
    owed: tuple[DocumentDue | Count, ...] = (*facts.documents, *facts.counts)
    phrases = [each.units for each in owed] + [name for each in owed for name in each.spared]
    found = [part for phrase in phrases for part in parts(phrase)]
    named = dict.fromkeys(part for part in found if not CLASS.search(part))
    return tuple(named), tuple(dict.fromkeys(part for part in found if part not in named))
