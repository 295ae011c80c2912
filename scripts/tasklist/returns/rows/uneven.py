"""Rows of a text table that have more or fewer fields than their heading: never placed by position alone.

A comma nobody quoted cuts an answer in two and moves what follows one column on. Such a row is read anew: every way
to lay its fields under the headings is tried, and the one that fits is taken when no other fits as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from tasklist.model.book import Book, Grid
from tasklist.returns.rows.task_matching import Matcher, recognises
from tasklist.tables.heading_rows import Head, MergedGrid, heading_rows
from tasklist.tables.layout_words import vocabulary_of
from tasklist.tables.marks import mark_in
from tasklist.text import phones
from tasklist.text.normalize import bare, fold, ordinal

_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
# 联络员03, 张三（2）: a number that tells one name from another, and counts nothing.
_COUNTED_NAME = re.compile(r"(?<=[\u4e00-\u9fff])\(?\d{1,2}\)?(?=$|[^\u4e00-\u9fff\d])|(?<=\D)\d{1,2}(?=\d{11}$)")
_SHORT = re.compile(r"[\u4e00-\u9fffa-z·/]{1,12}", re.IGNORECASE)  # a name or an office where a contact is expected
_BESIDE = 16  # characters a contact has beside its telephone numbers: names, an office, a label
_PIECES = 12  # fields more than the heading has: beyond that no reading is tried
_LINE = 2  # texts a row of the table has at least; a lone one is a title or a note


def is_contact(text: str) -> bool:
    """Is this a contact and nothing else: a telephone number, with a name or without?"""
    rest = _COUNTED_NAME.sub("", phones.without_numbers(text))
    return rest != _COUNTED_NAME.sub("", fold(text)) and len(rest) <= _BESIDE and not re.search(r"\d", rest)


def mended(book: Book, matcher: Matcher) -> Book:
    """The book with its uneven rows laid out anew, or marked as doubtful where not one reading alone fits."""
    grids: list[Grid] = []
    remarks: list[str] = []
    for grid in book.grids:
        laid = _Rows(grid, matcher).laid_out() if grid.fields else _Laid(grid)
        grids.append(laid.grid)
        if laid.mended:
            where = "、".join(map(str, laid.mended[:10])) + ("等" if len(laid.mended) > 10 else "")
            why = "答复里的逗号或换行没有加引号，已按栏目接回" if grid.glue else "少了或多了一格，已按栏目对上"
            remarks.append(f"第{where}行的格数与表头不同，像是{why}，请核对")
    return replace(book, grids=tuple(grids), remarks=(*book.remarks, *remarks))


@dataclass
class _Laid:
    """A sheet whose rows are laid out, and the numbers of those that were changed."""

    grid: Grid
    mended: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Rows:
    """The rows of one sheet, read under its headings."""

    grid: Grid
    matcher: Matcher

    @cached_property
    def sheet(self) -> MergedGrid:
        return MergedGrid(self.grid)

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        return tuple(heading_rows(self.sheet, vocabulary_of(self.matcher.task_list.layout)))

    def laid_out(self) -> _Laid:
        """Every row below a heading, one after the other."""
        cells, doubts, changed = dict(self.grid.cells), dict[int, str](), list[int]()
        for place, head in enumerate(self.heads):
            last = self.heads[place + 1].first - 1 if place + 1 < len(self.heads) else max(self.grid.fields)
            reading = _Reading(self, head)
            taken = head.last
            for row in range(head.last + 1, last + 1):
                if row <= taken:
                    continue
                if not reading.is_row(row):
                    doubts |= reading.too_wide(row)
                    continue
                fields, taken = reading.fields(row, last)
                written = sum(self.grid.fields.get(each, 0) for each in range(row, taken + 1)) - (taken - row)
                uneven = written != reading.width or taken > row
                best = reading.best(fields) if uneven or reading.is_shifted(fields) else []
                if len(best) == 1:
                    changed += [row] if self._put(cells, range(row, taken + 1), best[0]) else []
                elif best or uneven:
                    doubts[row] = reading.why(fields, written)
        return _Laid(replace(self.grid, cells=cells, doubts=doubts), changed)

    def _put(self, cells: dict[tuple[int, int], str], rows: range, laid: Sequence[str]) -> bool:
        """Write a row as laid out over the rows it was written in; was it another before?"""
        before = {place: cells.pop(place) for place in sorted(cells) if place[0] in rows and not mark_in(cells[place])}
        after = {(rows[0], column): text for column, text in enumerate(laid, start=1) if text}
        merged = {place for place in after if self.sheet.origin(place) != place}
        cells |= {place: text for place, text in after.items() if place not in merged}
        return before != {place: cells[place] for place in after if place in cells}


@dataclass(frozen=True)
class _Reading:
    """How the rows below one heading can be read."""

    rows: _Rows
    head: Head

    @cached_property
    def width(self) -> int:
        """How many fields the heading was written with."""
        named = max(column for _, column in self.head.cells)
        return max(named, self.rows.grid.fields.get(self.head.last, 0))

    @cached_property
    def roles(self) -> Mapping[int, str]:
        return {column: role for role, columns in self.head.columns.items() for column in columns}

    @property
    def official(self) -> tuple[str, ...]:
        return self.rows.matcher.task_list.layout.official

    @cached_property
    def contacts(self) -> frozenset[str]:
        """Names that stand in the contact column beside a number, or by themselves again and again."""
        column = self.head.columns.get("contact", (0,))[0]
        said = [text for (row, at), text in self.rows.grid.cells.items() if at == column and row > self.head.last]
        alone = {text for text in said if _NAME.fullmatch(fold(text)) and said.count(text) > 1}
        return frozenset(alone.union(*(_NAME.findall(text) for text in said if is_contact(text))))

    def is_row(self, row: int) -> bool:
        """Is this a row of the table: a number in front or a task's text somewhere, and something beside it?"""
        texts = [self.rows.sheet.text((row, column)) for column in range(1, self.rows.grid.fields.get(row, 0) + 1)]
        said = [text for text in texts if text]
        at = self.head.columns.get("seq", (0,))[0]
        numbered = any(ordinal(text) is not None for text in (*said[:1], *texts[max(at - 1, 0) : at]))
        return len(said) >= _LINE and (numbered or any(map(self.rows.matcher.is_task, said)))

    def too_wide(self, row: int) -> Mapping[int, str]:
        """The doubt about what looks like no row of the table and has more fields than it: their places say nothing."""
        written = self.rows.grid.fields.get(row, 0)
        texts = self._of(row)
        wide = bool(self.rows.grid.glue) and len(texts) > self.width and sum(map(bool, texts)) >= _LINE
        return {row: self.why(texts, written)} if wide else {}

    def fields(self, row: int, last: int) -> tuple[list[str], int]:
        """The fields of a row, and the last row they were written in: a line break nobody quoted starts a new one."""
        found = self._of(row)
        if not self.rows.grid.glue:
            return found, row
        joined, at = found, row
        while len(joined) < self.width and at < last and not self.is_row(at + 1):
            more = self._of(at + 1)
            if not any(more):
                break
            at += 1
            joined = [*joined[:-1], f"{joined[-1]}\n{more[0]}", *more[1:]]
        whole = at > row and len(joined) >= self.width
        return (joined, at) if whole else (found, row)

    def _of(self, row: int) -> list[str]:
        """The fields of a row, without the form's own mark and without empty ones beyond the heading."""
        texts = [self.rows.sheet.text((row, column)) for column in range(1, self.rows.grid.fields.get(row, 0) + 1)]
        found = ["" if mark_in(text) else text for text in texts]
        while len(found) > self.width and not found[-1]:
            found.pop()
        return found

    def is_shifted(self, fields: Sequence[str]) -> bool:
        """Does a contact stand under another heading of a row that has as many fields as it should? The column without
        a heading behind the contacts is theirs: their numbers stand in it.
        """
        headed = {column for _, column in self.head.cells}
        found = self.head.columns.get("contact", ())
        contact = {*found, *(each + 1 for each in found if each + 1 not in headed and each < len(fields))}
        said = [fields[column - 1] for column in contact if fields[column - 1]]
        beside = [text for column, text in enumerate(fields, start=1) if column not in contact]
        return bool(contact and self.rows.grid.glue) and (
            any(map(is_contact, beside)) and not any(map(is_contact, said))
        )

    def why(self, fields: Sequence[str], written: int) -> str:
        """Why a row is asked about."""
        tasks = (self.rows.matcher.match("", text) for text in fields if self.rows.matcher.is_task(text))
        named = next((f"{self.rows.matcher.task_list.name(match.task)}的" for match in tasks if match.task), "")
        return f"{named}这一行有{written}格，表头有{self.width}格，哪一格归哪一栏不能确定"

    def best(self, fields: Sequence[str]) -> list[list[str]]:
        """The fields under the headings in the ways that fit best: one is clear, several are a tie."""
        if abs(len(fields) - self.width) > _PIECES:
            return []
        best: list[list[str]] = []
        score = -1
        for laid in self._ways(fields, 1):
            found = self._score(laid)
            if found > score:
                best, score = [laid], found
            elif found == score and laid not in best:
                best.append(laid)
        return best

    def _ways(self, fields: Sequence[str], column: int) -> Iterator[list[str]]:
        """Every way to lay the fields under the columns from this one on, each fitting what stands over it."""
        if column > self.width:
            if not fields:
                yield []
            return
        glue = self.rows.grid.glue
        most = len(fields) if glue else min(1, len(fields))
        for count in range(1, most + 1):
            text = glue.join(fields[:count])
            if self._fits(column, text, fields[:count]):
                yield from ([text, *rest] for rest in self._ways(fields[count:], column + 1))
        # A csv can leave out fields at the end of a row only, an HTML row a cell anywhere.
        if not fields or (not glue and len(fields) < self.width - column + 1):
            yield from (["", *rest] for rest in self._ways(fields, column + 1))

    def _fits(self, column: int, text: str, parts: Sequence[str]) -> bool:
        role = self.roles.get(column, "")
        if len(parts) > 1:
            return self._fits_together(role, text, parts)
        if not text:
            return True
        if role == "seq":
            return ordinal(text) is not None
        if role in self.official:
            return any(recognises(task, role, text) for task in self.rows.matcher.task_list.tasks)
        if role == "contact":
            return self._is_person(text) or bool(_SHORT.fullmatch(fold(text)))
        return not role or "contact" not in self.head.columns or not self._is_person(text)

    def _fits_together(self, role: str, text: str, parts: Sequence[str]) -> bool:
        """Can several fields be the pieces of one text under this role? A contact is a piece of nothing else."""
        if role == "contact":
            numbers = any(not phones.without_numbers(part) for part in parts)
            names = (_COUNTED_NAME.sub("", fold(part)) for part in parts)
            named = (numbers and _NAME.fullmatch(name) for name in names)
            return is_contact(text) and all(map(lambda part, name: self._is_person(part) or name, parts, named))
        if role in ("", "seq", "unit") or not all(parts) or any(map(self._may_be_person, parts)):
            return False
        return role not in self.official or any(self._verbatim(role, text))

    def _may_be_person(self, text: str) -> bool:
        """Might this be a contact, so that it may not be taken for a piece of another text?"""
        short = len(fold(text)) <= 2 * _BESIDE and "contact" in self.head.columns
        return self._is_person(text) or bool(short and phones.numbers(text))

    def _is_person(self, text: str) -> bool:
        return is_contact(text) or text in self.contacts

    def _verbatim(self, role: str, text: str) -> Iterator[bool]:
        for task in self.rows.matcher.task_list.tasks:
            official = task.says(role) if role in self.official and role != "seq" else ""
            yield bare(official) == bare(text) or (
                role == "theme" and any(bare(part) == bare(text) for part in task.themes)
            )

    def _score(self, laid: Sequence[str]) -> int:
        """How many columns say just what is expected there: the list's own words, a person."""
        texts = [(self.roles.get(column, ""), text) for column, text in enumerate(laid, start=1) if text]
        told = [(role, text) for role, text in texts if role in self.official and role != "seq"]
        official = sum(any(self._verbatim(role, text)) for role, text in told)
        return official + sum(role == "contact" and self._is_person(text) for role, text in texts)
