"""Who copied from whom: texts that say the same in the same words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from tasklist.substance.clauses import bare_of
from tasklist.substance.facts import READ, evidence
from tasklist.text.normalize import wording

SHORTEST = 8  # characters; shorter texts are formulas everyone uses


LONGEST = 2_000  # characters of a text that are compared in full; of a longer one its beginning and its end


def alike(one: str, other: str, share: int) -> bool:
    """Are two bare texts `share` percent alike, and neither of them empty? Very long ones: at both their ends."""
    if one == other or not (one and other):
        return bool(one and other)
    short, long = sorted((len(one), len(other)))
    if long * share > short * (200 - share):  # too much longer to reach the share
        return False
    if long <= LONGEST:
        return bool(fuzz.ratio(one, other, score_cutoff=share) > 0)
    ends = {(one[:LONGEST], other[:LONGEST]), (one[-LONGEST:], other[-LONGEST:])}
    return all(fuzz.ratio(*pair, score_cutoff=share) > 0 for pair in ends)


def copies(texts: Mapping[str, str], share: int = 90) -> Mapping[str, tuple[str, ...]]:
    """For one task's texts by unit: the units that filled in the same (`share` percent alike), in the given order.

    Units without a copy are left out. Texts that differ in a fact (a date, a number) are not copies.
    """
    texts = {unit: text[:READ] for unit, text in texts.items()}
    bared = {unit: wording(text) for unit, text in texts.items() if len(bare_of(text)) >= SHORTEST}
    facts = {bare: evidence(texts[unit]) for unit, bare in bared.items()}
    by_facts: dict[frozenset[str], set[str]] = defaultdict(set)
    for text in bared.values():
        by_facts[facts[text]].add(text)
    same = {text: likenesses for group in by_facts.values() for text, likenesses in _alike_in(group, share).items()}
    place = {unit: at for at, unit in enumerate(bared)}
    who: dict[str, list[str]] = defaultdict(list)
    for unit, text in bared.items():
        who[text].append(unit)
    found: dict[str, tuple[str, ...]] = {}
    for unit, text in bared.items():
        peers = [peer for like in same[text] for peer in who[like] if peer != unit]
        if peers:
            found[unit] = tuple(sorted(peers, key=place.__getitem__))
    return found


def _alike_in(texts: Iterable[str], share: int) -> dict[str, list[str]]:
    """Each text with those like it, itself among them. Only texts of a length that can reach the share are compared."""
    ordered = sorted(texts, key=lambda text: (len(text), text))
    same = {text: [text] for text in ordered}
    lengths = list(map(len, ordered))
    for at, one in enumerate(ordered):
        # a ratio is at most twice the shorter length in a hundred of both together
        end = bisect_right(lengths, len(one) * (200 - share) / share, at + 1) if share else len(ordered)
        near = ordered[at + 1 : end]
        for other, _, _ in (
            process.extract(one, near, scorer=fuzz.ratio, score_cutoff=share, limit=None) if near else ()
        ):
            same[one].append(other)
            same[other].append(one)
    return same
