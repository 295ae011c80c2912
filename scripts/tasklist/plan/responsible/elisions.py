"""What a list of units leaves out, said once for all of them: 东城区、西城区应急管理局, 税政一股、二股."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tasklist.plan.responsible import cuts
from tasklist.plan.responsible.groups import QUANTITY
from tasklist.plan.responsible.names import Directory
from tasklist.text.normalize import fold


def completed(pieces: Sequence[str], said: Callable[[str], str], directory: Directory) -> list[str]:
    """The pieces, each that is nobody's completed by its neighbour; `said`: a piece with the names it stands for."""
    whole = [*pieces]
    for place in range(len(whole) - 2, -1, -1):
        whole[place] = _shared(whole[place], said(whole[place]), said(whole[place + 1]), directory, behind=True)
    for place in range(1, len(whole)):
        whole[place] = _shared(whole[place], said(whole[place]), said(whole[place - 1]), directory, behind=False)
    return whole


def kinds_left_open(pieces: Sequence[str], said: Callable[[str], str], directory: Directory) -> Iterator[str]:
    """Kinds behind a house with a name: is 小学 in 实验中学、小学 all of them, or the one that belongs to the first?"""
    after_house = False
    for piece in pieces:
        text = fold(said(piece))
        is_kind = directory.groups.is_kind(text)
        if after_house and is_kind:
            yield piece
        single = () if QUANTITY.search(text) else directory.members(text)
        after_house = (after_house and is_kind) or directory.groups.are_of_a_kind(single)


def _shared(piece: str, said: str, other: str, directory: Directory, *, behind: bool) -> str:
    """The unit that a piece names with what the other ends with (`behind`), or begins with; else the piece."""
    own, whole = fold(said), _nearest(fold(other), directory, first=behind)
    if not own or cuts.is_empty(own):
        return piece
    if not behind and not directory.members(own) and directory.named(whole + own):  # 实验小学、东校区
        return whole + own
    if directory.reaches(own) and (directory.named(own) or not directory.groups.is_part_of_a_name(own)):
        return piece
    tried = [own + whole[at:] if behind else whole[:at] + own for at in range(1, len(whole))]
    others = {unit.name for unit in directory.members(whole)}
    found = {unit.name for text in tried for unit in directory.completed(text)} or {
        unit.name for text in tried for unit in directory.completed(text, short=True)
    }
    return min(found) if len(found) == 1 and not found <= others else piece


def _nearest(text: str, directory: Directory, *, first: bool) -> str:
    """The first or the last of those a neighbour names with 和 between them; else all of it."""
    if directory.reaches(text):
        return text
    ends = [pair[0] if first else pair[1] for pair in cuts.halves(text)]
    return next(filter(directory.reaches, ends if first else reversed(ends)), text)
