"""The workbooks that go out to the units: one is drawn only when its content, the template or the program is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

from tasklist.files import cache
from tasklist.files.cache import Cache
from tasklist.model.layout import NINE, Layout
from tasklist.model.ledger import Ledger
from tasklist.model.tasks import Task
from tasklist.views.forms import content
from tasklist.views.forms.content import Standing
from tasklist.views.forms.correction import Correcting
from tasklist.views.forms.plates import Press
from tasklist.views.forms.unit_form import FormSheet


@dataclass(frozen=True)
class Forms:
    """Draws workbooks from the official template, and takes from the cache those drawn before."""

    template: bytes
    cache: Cache

    def forms(self, sheets: Iterable[FormSheet]) -> Iterator[tuple[str, bytes]]:
        """(unit, form) for each content, in the order given. Raises UserError as `unit_form.form` does."""
        press = Press(self.template, lambda sheet, draw: self._remembered("form", _content(sheet), draw))
        for sheet in sheets:
            yield sheet.unit, press.form(sheet)

    def corrections(self, ledger: Ledger, standing: Standing) -> dict[str, tuple[str, bytes]]:
        """Unit → (file name, correction workbook), for every unit with cells in question, in roster order."""
        desk = Correcting(self.template, ledger.as_of)

        def made() -> Iterator[tuple[str, bytes]]:
            for sheet, findings in content.asked(ledger, standing):
                about = (_content(sheet), findings, desk.is_late(sheet))
                yield sheet.unit, self._remembered("correction", about, partial(desk.correction, sheet, findings))

        return content.named(made(), ledger.period, "退回补填")

    @cached_property
    def _against(self) -> bytes:
        return cache.key(cache.program(), self.template)

    def _remembered(self, what: str, about: object, draw: Callable[[], bytes]) -> bytes:
        """A workbook as it was drawn before, when nothing that it shows is new. `about`: all of that."""
        key = cache.key(what, self._against, about)
        data: bytes | None = self.cache.get(key)
        if data is None:
            data = draw()
            self.cache.put(key, data)
        return data


def _content(sheet: FormSheet) -> tuple[object, ...]:
    """All a form shows: what is its unit's own, and the keys of what other forms show as well, which are made once."""
    return replace(sheet, tasks=(), layout=NINE), tuple(map(_shared, sheet.tasks)), _shared(sheet.layout)


@lru_cache(1 << 14)
def _shared(part: Task | Layout) -> bytes:
    return cache.key(part)
