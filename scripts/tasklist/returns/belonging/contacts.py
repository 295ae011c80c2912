"""Whom the rows of a form name to call, against the roster: whose staff may have filled it in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tasklist.returns.belonging.file_words import FileWords
from tasklist.text import phones
from tasklist.text.normalize import bare


@dataclass(frozen=True)
class Contacts:
    """The contacts one file's task tables name."""

    said: FileWords

    @cached_property
    def unit(self) -> str:
        """The unit whose telephone or, without any, whose contact the columns give by the roster; empty when it is not
        one throughout.
        """
        texts = [row.text("contact") for table in self.said.told for row in table.rows]
        numbers = [re.sub(r"\D", "", found) for found in phones.numbers("\n".join(texts))]
        names = (self.said.context.by_contact.get(bare(text), ()) for text in texts)
        told = (self.said.context.by_phone.get(number, ()) for number in numbers) if numbers else names
        owners = {unit for units in told for unit in units}
        return owners.pop() if len(owners) == 1 else ""

    @cached_property
    def another_name(self) -> bool:
        """Does another name than the roster's stand with the telephone of `unit` in every row?

        The number may be out of date in the roster or mistyped, so it alone is no proof of who filled in the form.
        """
        unit = self.said.context.plan.roster.by_name.get(self.unit)
        texts = [row.text("contact") for table in self.said.told for row in table.rows]
        names = {bare(phones.without_numbers(text)) for text in texts if phones.numbers(text)}
        known = bare(unit.contact) if unit else ""
        return bool(known) and all(name and known not in name and name not in known for name in names)

    @cached_property
    def in_full(self) -> bool:
        """Do name and number both stand in the rows as the roster has them of `unit`, and in most rows?"""
        unit = self.said.context.plan.roster.by_name.get(self.unit)
        known = bare(unit.contact) if unit else ""
        texts = [row.text("contact") for table in self.said.told for row in table.rows]
        return self.in_most_rows and bool(known) and any(known in bare(text) and phones.numbers(text) for text in texts)

    @cached_property
    def in_most_rows(self) -> bool:
        """Does more than half of what is answered name somebody to call?"""
        answered = [row for table in self.said.told for row in table.rows if row.text("progress").strip()]
        told = (row.text("contact") for row in answered)
        named = [text for text in told if phones.numbers(text) or bare(text) in self.said.context.by_contact]
        return len(named) * 2 > len(answered)
