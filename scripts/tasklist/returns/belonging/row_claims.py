"""Whom the rows of a list name under 单位, or at the head of their block, as claims about whose file it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.identity import LABEL, Claim, is_measure
from tasklist.tables.find import Table
from tasklist.tables.marks import own_text


def claims_of_rows(said: FileWords, tables: Sequence[Table]) -> Iterator[Claim]:
    """What the rows of these tables claim: in short words, too, and by the name of a house that nobody bears."""
    owners = tuple(dict.fromkeys(each.owner for each in tables if each.owner))
    for each in tables:
        if each.called:
            meant = said.near.meant(each.called, owners)
            yield Claim(LABEL, tuple(unit for unit in meant if unit == each.owner or unit not in owners), each.called)
        elif each.owner:
            yield Claim(LABEL, (each.owner,), each.owner)
    whole = (table for table in tables if not table.owner and not table.called)
    names, short = said.context.names, said.context.short_names
    for text in dict.fromkeys(row.text("unit").strip() for table in whole for row in table.rows):
        if own_text(text):  # 填报单位：… over the next part of the table is read as the label it is
            continue
        units = () if is_measure(text) else said.near.meant(text)
        if units or names.foreign(text) or short.is_institution(text):
            like = () if units else said.near.like(text)
            yield Claim(LABEL, units, text, like=like, short=not names.exact(text))
