"""What a list of units leaves out, said once for all of them: 东城区、西城区应急管理局, 税政一股、二股."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tasklist.plan.responsible import cuts
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


def _shared(piece: str, said: str, other: str, directory: Directory, *, behind: bool) -> str:
    """The unit that a piece names with what the other ends with (`behind`), or begins with; else the piece."""
    own, whole = fold(said), fold(other)
    if not own or cuts.is_empty(own) or directory.reaches(own):
        return piece
    tried = [own + whole[at:] if behind else whole[:at] + own for at in range(1, len(whole))]
    found = {unit.name for text in tried for unit in directory.completed(text)} or {
        unit.name for text in tried for unit in directory.completed(text, short=True)
    }
    return min(found) if len(found) == 1 else piece
