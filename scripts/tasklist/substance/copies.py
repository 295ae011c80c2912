"""Who copied from whom: texts that say the same in the same words."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz

from tasklist.substance.clauses import bare_of
from tasklist.substance.facts import READ, facts, prepared

SHORTEST = 8  # characters; shorter texts are formulas everyone uses


LONGEST = 2_000  # characters of a text that are compared in full; of a longer one its beginning and its end


def alike(one: str, other: str, share: int) -> bool:
    """Are two bare texts `share` percent alike, and neither of them empty? Very long ones: at both their ends."""
    if one == other or not (one and other):
        return bool(one)
    short, long = sorted((len(one), len(other)))
    if long * share > short * (200 - share):  # too much longer to reach the share
        return False
    ends = {(one[:LONGEST], other[:LONGEST]), (one[-LONGEST:], other[-LONGEST:])}
    return all(fuzz.ratio(*pair, score_cutoff=share) > 0 for pair in ends)


def copies(texts: Mapping[str, str], share: int = 90) -> Mapping[str, tuple[str, ...]]:
    """For one task's texts by unit: the units that filled in the same (`share` percent alike), in the given order.

    Units without a copy are left out. Texts that differ in a fact (a date, a number) are not copies.
    """
    texts = {unit: text[:READ] for unit, text in texts.items()}
    bared = {unit: bare_of(text) for unit, text in texts.items() if len(bare_of(text)) >= SHORTEST}
    distinct = sorted(set(bared.values()), key=lambda text: (len(text), text))
    evidence = {bare_of(text): frozenset(fact.words for fact in facts(prepared(text))) for text in texts.values()}
    same = {text: {text} for text in distinct}
    for at, one in enumerate(distinct):
        for other in distinct[at + 1 :]:
            if len(one) * (200 - share) < len(other) * share:  # too much longer to reach the share
                break
            if evidence[one] == evidence[other] and alike(one, other, share):
                same[one].add(other)
                same[other].add(one)
    found = {
        unit: tuple(peer for peer in bared if peer != unit and bared[peer] in same[text])
        for unit, text in bared.items()
    }
    return {unit: peers for unit, peers in found.items() if peers}
