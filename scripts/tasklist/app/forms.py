"""The workbooks that go out to the units: one is drawn only when its content, the template or the program is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from tasklist.files import cache
from tasklist.files.cache import Cache
from tasklist.model.finding import Finding
from tasklist.model.layout import NINE, Layout
from tasklist.model.ledger import Ledger
from tasklist.model.tasks import Task
from tasklist.views.forms import content, correction, unit_form
from tasklist.views.forms.content import Standing
from tasklist.views.forms.unit_form import FormSheet

Asked = tuple[FormSheet, Sequence[Finding]]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Forms:
    """Draws workbooks from the official template, and takes from the cache those drawn before."""

    template: bytes
    cache: Cache

    def forms(self, sheets: Sequence[FormSheet]) -> Iterator[tuple[str, bytes]]:
        """(unit, form) for each content, in the order given. Raises UserError as `unit_form.forms` does."""

        def drawn(wanted: Sequence[FormSheet]) -> Iterable[tuple[str, bytes]]:
            return unit_form.forms(self.template, wanted)

        yield from self._each("form", sheets, drawn, lambda sheet: (sheet.unit, _content(sheet)))

    def corrections(self, ledger: Ledger, standing: Standing) -> dict[str, tuple[str, bytes]]:
        """Unit → (file name, correction workbook), for every unit with cells in question, in roster order."""
        as_of: datetime = ledger.as_of

        def drawn(wanted: Sequence[Asked]) -> Iterable[tuple[str, bytes]]:
            return correction.corrections(self.template, wanted, as_of)

        asked = content.asked(ledger, standing)
        made = self._each(
            "correction", asked, drawn, lambda one: (one[0].unit, (_content(one[0]), one[1], as_of > one[0].due))
        )
        return content.named(made, ledger.period, "退回补填")

    def _each(
        self,
        what: str,
        items: Sequence[Item],
        drawn: Callable[[Sequence[Item]], Iterable[tuple[str, bytes]]],
        about: Callable[[Item], tuple[str, object]],
    ) -> Iterator[tuple[str, bytes]]:
        """(unit, workbook) for every item. `about`: its unit, and all of it that the workbook shows."""
        against = cache.key(what, cache.program(), self.template)
        keys = [cache.key(against, about(item)[1]) for item in items]
        known: list[bytes | None] = [self.cache.get(key) for key in keys]
        new = iter(drawn([item for item, data in zip(items, known, strict=True) if data is None]))
        for item, key, before in zip(items, keys, known, strict=True):
            data = before
            if data is None:
                _, data = next(new)
                self.cache.put(key, data)
            yield about(item)[0], data


def _content(sheet: FormSheet) -> tuple[object, ...]:
    """All a form shows: what is its unit's own, and the keys of what other forms show as well, which are made once."""
    return replace(sheet, tasks=(), layout=NINE), tuple(map(_shared, sheet.tasks)), _shared(sheet.layout)


@lru_cache(1 << 14)
def _shared(part: Task | Layout) -> bytes:
    return cache.key(part)
