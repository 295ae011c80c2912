"""What units do to merged cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

from damages.drafts import Draft, Page, Row, Word


def unmerge(draft: Draft, _: Random, *, filled: bool = False) -> Draft:
    """All merged cells of the table are split; the text stays in the first one, or is filled into all."""

    def page(page: Page) -> Page:
        seen: set[int] = set()

        def single(word: Word) -> Word:
            if not word.group:
                return word
            first = word.group not in seen
            seen.add(word.group)
            return replace(word, group=0, text=word.text if first or filled else "")

        def row(row: Row) -> Row:
            if row.kind not in ("task", "more", "head"):
                return row
            return replace(row, cells={name: single(word) for name, word in row.cells.items()})

        return page.edit(row)

    # A number filled down beside two answers may as well be two versions of one: then a program may ask.
    doubled = {
        row.task for page in draft.pages for row in page.rows if filled and row.kind == "more" and "seq" in row.cells
    }
    asked = frozenset(key for key in draft.truth() if key[0] in doubled)
    return replace(draft.tables(page), may_ask=draft.may_ask | asked)


def unmerge_and_fill(draft: Draft, chance: Random) -> Draft:
    """All merged cells split and filled."""
    return unmerge(draft, chance, filled=True)


def merge_equal(draft: Draft, _: Random) -> Draft:
    """Equal neighbours in 牵头单位, 责任单位 and 完成时限 are merged down."""

    def page(page: Page) -> Page:
        rows = list(page.rows)
        for place, name in enumerate(("lead", "responsible", "deadline")):
            group, said = 8000 + place * 100, ""
            for number, row in enumerate(rows):
                word = row.cells.get(name)
                if row.kind != "task" or not word or word.group:
                    said = ""
                    continue
                group += word.text != said
                said = word.text
                rows[number] = row.put(**{name: replace(word, group=group)})
        return replace(page, rows=tuple(rows))

    return draft.tables(page)


def _merge_answers(draft: Draft, role: str, chance: Random, most: int) -> Draft:
    seed = chance.random()  # a copy of the sheet has the same cells merged

    def page(page: Page) -> Page:
        rows = list(page.rows)
        spots = [
            number
            for number, (row, below) in enumerate(pairwise(rows))
            if row.kind == below.kind == "task"
            and all(
                role in each.cells and not each.cells[role].group and each.cells[role].text for each in (row, below)
            )
        ]
        if not spots or role not in page.columns:
            return page
        start = Random(seed).choice(spots)
        word = rows[start].cells[role]
        for number in range(start, min(start + most, len(rows))):
            other = rows[number].cells.get(role)
            if rows[number].kind != "task" or not other or other.group:
                break
            rows[number] = rows[number].put(
                **{
                    role: replace(
                        word,
                        group=9900 + (50 if role == "contact" else 0) + start,  # one of its own
                        answers=other.answers | (word.answers if number == start else frozenset()),
                    )
                }
            )
        return replace(page, rows=tuple(rows))

    return draft.tables(page)


def merge_progress(draft: Draft, chance: Random) -> Draft:
    """One progress text over two tasks."""
    return _merge_answers(draft, "progress", chance, 2)


def merge_contacts(draft: Draft, chance: Random) -> Draft:
    """One contact over many tasks."""
    return _merge_answers(draft, "contact", chance, 20)
