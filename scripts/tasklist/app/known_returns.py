"""The Returns of files read before: the same bytes, read by the same program against the same office, say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tasklist.files import cache
from tasklist.files.cache import Cache
from tasklist.model.arrival import Arrival
from tasklist.model.plan import Kind
from tasklist.model.question import Doubt
from tasklist.model.returns import Return

# A refusal that memory, time or LibreOffice may have caused is no property of the bytes.
_PASSING = frozenset({"too_large", "unreadable", "unsupported", "half_copied"})


@dataclass(frozen=True)
class KnownReturns:
    """The Returns kept in the cache. `office`: the digest of what every file is read against, without the decisions."""

    cache: Cache
    office: bytes
    deliveries: Mapping[str, datetime]
    decisions: Mapping[str, str]

    def get(self, arrival: Arrival) -> tuple[Return, ...] | None:
        """The Returns of a file and its members, None when they must be made."""
        kept = self.cache.get(self._key(arrival))
        if kept is None or kept[0] != self._answers(kept[1]):
            return None
        returns: tuple[Return, ...] = kept[1]
        return returns

    def keep(self, arrival: Arrival, returns: Sequence[Return], passing: Set[str]) -> None:
        """Keep the Returns of a file, unless they rest on more than its bytes."""
        if arrival.path not in passing and all(map(_of_its_bytes, returns)):
            self.cache.put(self._key(arrival), (self._answers(returns), tuple(returns)))

    def _key(self, arrival: Arrival) -> bytes:
        return cache.key("return", self.office, self._of_rows, arrival, self.deliveries.get(arrival.sha256))

    @cached_property
    def _of_rows(self) -> tuple[tuple[str, str], ...]:
        """What a person decided about rows and cells, wherever they stand."""
        kinds = tuple(f"{doubt.value}:" for doubt in Doubt if doubt.of_rows)
        return tuple(sorted(pair for pair in self.decisions.items() if pair[0].startswith(kinds)))

    def _answers(self, returns: Sequence[Return]) -> tuple[str, ...]:
        """What a person decided about the file and its members."""
        keys = (doubt.of(each.arrival.sha256) for each in returns for doubt in Doubt if doubt.of_file)
        return tuple(self.decisions.get(key, "") for key in keys)


def _of_its_bytes(one: Return) -> bool:
    """Does a Return rest on its file alone, not on an old master of ours, other files or the state of the machine?"""
    refused = one.question and one.question.code in _PASSING
    return not (one.contestable or refused or (one.kind is Kind.MASTER and not one.archive))
