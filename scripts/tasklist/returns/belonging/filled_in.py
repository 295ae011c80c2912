"""Who filled in a form, against whose it says it is: the contact of its rows, whoever signed it, whom its answers name.

Staff of one unit fill in another's blank form, or a copy of it, and leave the name at its top as it was (DESIGN §5).
Superiors do so for those below them; that is ordinary and not asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasklist.returns.belonging.contacts import Contacts
from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.identity import FILE_NAME, LABEL, MARK, ROW_MARK, Attribution, Claim, decide
from tasklist.tables.heading_rows import Cell
from tasklist.text import phones
from tasklist.text.normalize import fold

_MARKS = (MARK, ROW_MARK)
_PRINTED = (LABEL, FILE_NAME)  # what a form with marks says of its unit as it goes out
_CONTACTS, _SIGNED, _ANSWERS = "各行的联系人", "填报人的电话", "各项进展里写的单位"
_SIGNS = re.compile(r"(?:填\s*[报表写]|制\s*表|报\s*送|经\s*办)\s*(?:人|者)[^:]{0,12}:")
_FEW = 3  # answers: fewer that name another unit may all be of work done with it


@dataclass(frozen=True)
class FilledIn:
    """What one file says of who filled it in."""

    said: FileWords
    contacts: Contacts
    several: bool  # do its sheets say that they are of several units?

    def against(self, found: Attribution, claims: Sequence[Claim]) -> Attribution:
        """The unit, or what is asked where another unit's staff may have filled in its form."""
        if not found.value:
            return found
        for source, unit in () if self.several else ((_SIGNED, self._signed), (_ANSWERS, self._named(found.value))):
            undecided = not any(claim.final for claim in claims)
            if undecided and unit not in ("", found.value, self.said.context.superiors.get(found.value)):
                return replace(decide([*claims, Claim(source, (unit,), unit)], ""), own=found.value)
        return self._with_contact(found, claims)

    def _with_contact(self, found: Attribution, claims: Sequence[Claim]) -> Attribution:
        """The unit, with a remark when its file names another unit's contact throughout.

        Where nothing but what `fill` printed speaks for the unit, the other's staff may have filled in its blank form,
        and with name and number of the roster throughout it may be the other's own: a person is asked.
        """
        called, above = self.contacts.unit, self.said.context.superiors
        if called in ("", found.value, above.get(found.value)):
            return found
        in_full = self.contacts.in_full and not any(claim.final for claim in claims)
        if above.get(called) == found.value and not in_full:
            return found
        sources = {claim.source for claim in claims}
        printed = sources & set(_MARKS) and sources <= {*_MARKS, *_PRINTED}
        if in_full or (printed and self.contacts.in_most_rows and not self.contacts.another_name):
            return replace(decide([*claims, Claim(_CONTACTS, (called,), called)], ""), own=found.value)
        who = f"电话都是{called}在名册上的，名字不是" if self.contacts.another_name else f"联系人都是{called}在名册上的"
        remark = f"各行的{who}，这份表按写明的算作{found.value}；是{called}填错了表的，请核对"
        return replace(found, remark="；".join(filter(None, (found.remark, remark))))

    @property
    def _signed(self) -> str:
        """The one unit to which, by the roster, the telephone belongs of whoever signs as having filled it in."""
        tables = {table.name for table in self.said.lists}
        lines = (line for grid in self.said.grids if grid.sheet in tables for line in _rows(grid.cells))
        signed = (line[found.end() :] for line in lines if (found := _SIGNS.search(line)))
        numbers = (re.sub(r"\D", "", number) for line in signed for number in phones.numbers(line))
        owners = {unit for number in numbers for unit in self.said.context.by_phone.get(number, ())}
        return owners.pop() if len(owners) == 1 else ""

    def _named(self, own: str) -> str:
        """The one other unit that every answer names as the one of which it tells, when there are more than a few; the
        report of an office above tells of those below it.
        """
        names, roster = self.said.context.names, self.said.context.plan.roster.by_name
        printed = self.said.context.furniture.says
        answers = (row.text("progress").strip() for table in self.said.told for row in table.rows)
        texts = [text for text in answers if text and not printed(text)]
        common: tuple[str, ...] = ()
        for number, text in enumerate(texts):
            units = names.within(text, partners=False)
            common = tuple(unit for unit in units if unit in common) if number else units
            if not common or own in units:
                return ""
        if len(texts) < _FEW or len(common) > 1 or self.said.context.superiors.get(common[0]) == own:
            return ""
        given = [fold(name) for name in (common[0], *roster[common[0]].aliases) if len(name) > 2]
        return common[0] if any(name in fold(text) for text in texts for name in given) else ""


def _rows(cells: Mapping[Cell, str]) -> Iterator[str]:
    """The rows of a sheet, each as one line."""
    rows: dict[int, list[str]] = {}
    for (row, _), text in sorted(cells.items()):
        rows.setdefault(row, []).append(text)
    return (unicodedata.normalize("NFKC", "  ".join(parts)) for parts in rows.values())
