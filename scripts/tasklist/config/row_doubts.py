"""What a person should check in the lines of a list: every cause said once, with the places counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tasklist.text.display import shorten

_FEW, _WORDS = 5, 20  # places named, characters of a line's words


@dataclass
class RowDoubts:
    """Doubts about lines as they are found. `causes`: the cause and what leads to the words → where, which words."""

    causes: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, where: str, cause: str, lead: str, words: str) -> None:
        """A doubt about the line at `where` (Sheet!B7): 没有写责任单位, 任务是, the task."""
        self.causes.setdefault((cause, lead), []).append((where, shorten(words, _WORDS)))

    def said(self) -> Iterator[str]:
        """A sentence for each cause."""
        for (cause, lead), places in self.causes.items():
            if len(places) == 1:
                ((where, words),) = places
                yield f"{where} {cause}{lead}“{words}”"
                continue
            cells: dict[str, list[str]] = {}
            for where, _ in places[:_FEW]:
                sheet, _, cell = where.rpartition("!")
                cells.setdefault(sheet, []).append(cell)
            named = "，".join(f"{sheet} 的 {'、'.join(found)}" for sheet, found in cells.items())
            yield f"有{len(places)}行{cause}：{named}{'等' if len(places) > _FEW else ''}"
