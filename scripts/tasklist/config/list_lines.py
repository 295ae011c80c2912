"""The lines of an office's own list, from its tables: the chapters over them, what one line says for the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasklist.config.row_doubts import RowDoubts
from tasklist.model.book import cell_name
from tasklist.model.layout import ListColumn, Role
from tasklist.tables.find import Table
from tasklist.tables.list_columns import columns_of
from tasklist.tables.list_layout import Understood
from tasklist.tables.list_rows import ListRow, all_rows, led_by_title


@dataclass
class ListLine:
    """One line of the list: the texts of each column, left to right, and the chapters it stands under."""

    where: str
    columns: Sequence[ListColumn]
    texts: list[str]
    chapters: tuple[str, ...]
    settled: str = ""
    more: list[str] = field(default_factory=list)

    def all(self, key: str) -> list[str]:
        """The texts of the columns with this key."""
        return [text for column, text in zip(self.columns, self.texts, strict=True) if column.key == key]

    def text(self, key: str) -> str:
        """The text of the first column with this key."""
        return next(iter(self.all(key)), "")


def lines_of(tables: Sequence[Table], found: Understood, doubts: RowDoubts) -> Iterator[ListLine]:
    """Every line of the tables of one list; what a person should check goes to `doubts`."""
    columns = found.layout.columns
    before: ListLine | None = None
    chapters: tuple[str, ...] = ()
    places = {id(table): _places(tables, found, table) for table in tables}
    begun = ""
    for table, row in all_rows(tables):
        if table.name != begun:
            begun, chapters = table.name, chapters if led_by_title(table) else ()
        if row.line:
            chapters = (*chapters[: row.level], row.line.strip()) if row.chapter else chapters
            continue
        line = _line(table, row, columns, places[id(table)], chapters)
        if before and _goes_on(line, before):
            said = line.text("detail")
            doubts.add(line.where, "没有序号，已接在上一项后面", "：", said)
            before.more.append(said)
            continue
        _filled_down(line, before)
        if not line.text("detail").strip():
            if any(text.strip() for text in line.texts):
                said = next(text for text in line.texts if text.strip())
                doubts.add(line.where, "没有任务文字，没有采用", "：", said)
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _places(tables: Sequence[Table], found: Understood, table: Table) -> list[int]:
    """Where the columns of the layout stand in one of the tables, 0 where they do not."""
    here = dict(zip(columns_of(tables[0]), columns_of(table), strict=True))
    return [here.get(place, 0) for place in found.places]


def _line(
    table: Table, row: ListRow, columns: Sequence[ListColumn], places: Sequence[int], chapters: tuple[str, ...]
) -> ListLine:
    texts = [table.sheet.text((row.number, place)) if place else "" for place in places]
    at = next(place for column, place in zip(columns, places, strict=True) if column.key == "detail")
    settled = next((table.sheet.text((row.number, column)) for column in table.columns.get("settled", ())), "")
    return ListLine(f"{table.name}!{cell_name((row.number, at))}", columns, texts, chapters, settled)


def _goes_on(line: ListLine, before: ListLine) -> bool:
    """Is this the rest of the task above, cut at the end of a page: no number where lines have one, nobody, no day?"""
    numbered = any(column.role is Role.SEQ for column in line.columns) and before.text("seq").strip()
    given = [column for column in line.columns if not column.kind and column.key not in ("detail", "theme")]
    own = [text for column, text in zip(line.columns, line.texts, strict=True) if column in given]
    return bool(numbered and line.text("detail").strip() and not any(text.strip() for text in own))


def _filled_down(line: ListLine, before: ListLine | None) -> None:
    """Give a line what the one above says for both: themes, the task over several measures, 同上."""
    if before is None:
        return
    alone = not line.text("seq").strip()
    first = next((place for place, column in enumerate(line.columns) if column.key == "theme"), None)
    outer = first is not None and bool(line.texts[first].strip())
    for place, column in enumerate(line.columns):
        above, said = before.texts[place], line.texts[place].strip()
        theme = column.role is Role.THEME and column.key == "theme"
        shared = column.joint and alone and column.role in (Role.SEQ, Role.TASK, Role.PROBLEM)
        if not said and ((theme and not outer) or shared):
            line.texts[place] = above
        if column.role is Role.THEME and said:
            outer = True
