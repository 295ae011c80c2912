"""Tables in plain text (csv, txt): bytes in, one Grid out, every field as its author typed it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from tasklist.model.book import Book, Grid, cell_name
from tasklist.readers.decode import plain

Cells = dict[tuple[int, int], str]

_DELIMITERS = "\t,;|"
_WIDE = "；｜，、"  # signs of the prose, too: they set columns apart where every row has as many, and no few
_WIDE_COLUMNS = 5
_WIDE_ROWS = 3
_GAP = re.compile(r"(?<=\S)(?:[ \u3000]{2,}|\u3000)(?=\S)")  # how columns are set apart by hand
_COLUMNS = 3  # of a table set apart by hand
_QUOTED = re.compile(r"^(?:>[ ]?){1,9}")  # before every line of a mail that is passed on or answered
_SAMPLE_ROWS = 200
_SAMPLE = 200_000  # characters
_POWER = re.compile(r"([1-9])(?:\.(\d{1,14}))?[Ee]\+?0?(9|1[0-2])")  # a telephone number as a spreadsheet squeezes it
UNPAIRED = "引号不成对，引号按普通文字读取，请核对行列"


def read_text(data: bytes, name: str) -> Book:
    """A csv or txt file as one Grid named after the file, with the number of fields of every row.

    Quotation marks around a whole field are the format's own; all others are the author's and stay. Raises
    Refused for what is no text.
    """
    text, remarks = plain(data, name)
    text = _tabbed(text.replace("\r\n", "\n").replace("\r", "\n"))
    hint = re.match(r'"?sep=(.)"?\n', text)
    if hint:
        text = text[hint.end() :]
    delimiter = hint.group(1) if hint else _delimiter(text)
    rows = list(_rows(text, delimiter))
    cells: Cells = {}
    squeezed: list[tuple[int, int]] = []
    for row, fields in enumerate(rows, start=1):
        for column, value in enumerate(fields, start=1):
            shown = _unwrapped(value)
            if found := _POWER.fullmatch(shown):
                shown, whole = _restored(found)
                squeezed += [] if whole else [(row, column)]
            if shown:
                cells[row, column] = shown
    sheet = re.sub(r"\.\w{1,4}$", "", name.rsplit("/", 1)[-1])
    grid = Grid(sheet, cells, fields={row: len(fields) for row, fields in enumerate(rows, 1)}, glue=delimiter)
    return Book("csv", (grid,), remarks=(*remarks, *_remarks(text, squeezed, cells, cut=_is_cut(text, rows))))


def table_in(text: str) -> tuple[str, list[str]]:
    """The lines of a letter that are a table (cut into columns by tabs, bars or wide gaps), and the others."""
    written = _tabbed(text.replace("\r\n", "\n")).split("\n")
    for sign in "\t|":
        cut = [place for place, line in enumerate(written) if line.strip().count(sign) >= _COLUMNS - 1]
        if len(cut) > 1:
            table = (_QUOTED.sub("", line) for line in written[cut[0] : cut[-1] + 1])
            return "\n".join(table), [*written[: cut[0]], *written[cut[-1] + 1 :]]
    return "", text.splitlines()


def _tabbed(text: str) -> str:
    """The text with tabs for the gaps with which its columns were set apart, when it is a table set by hand."""
    if "\t" in text:
        return text
    rows = [line for line in text.split("\n") if len(_GAP.findall(line)) >= _COLUMNS - 1]
    return _GAP.sub("\t", text) if len(rows) > 1 else text


def _remarks(text: str, squeezed: Sequence[tuple[int, int]], cells: Cells, *, cut: bool) -> list[str]:
    """What the clerk should know of how the text was written."""
    said = [UNPAIRED] if text.count('"') % 2 else []
    if squeezed:
        first = squeezed[0]
        said.append(
            f"{cell_name(first)} 等 {len(squeezed)} 格写成了“{cells[first]}”，像是电话号码被表格软件改成了科学计数，"
            "后面的数字已经丢失，请单位把这一栏设成文本后重报"
        )
    if cut:
        said.append("最后一行不完整，文件像是没有存完，请与单位核对")
    return said


def _restored(found: re.Match[str]) -> tuple[str, bool]:
    """A number written as 1.39E+10: in full when every digit of it is there, else as it stands."""
    power, digits = int(found[3]), found[2] or ""
    whole = len(digits) >= power and not digits[power:].strip("0")
    return (found[1] + digits[:power], True) if whole else (found[0], False)


def _is_cut(text: str, rows: Sequence[Sequence[str]]) -> bool:
    """Does the text end inside a row that has fewer fields than nearly all others, or a single one where all others
    have as many, as a spreadsheet writes them? An end inside the last field cannot be told: many programs end so.
    """
    widths = [len(row) for row in rows if len(row) > 1]
    if text.endswith("\n") or len(widths) < 3:
        return False
    (usual, times), last = Counter(widths[:-1]).most_common(1)[0], len(rows[-1])
    if last == 1:
        return all(len(row) == usual for row in rows[:-1])
    return last < usual and times * 2 > len(widths)


def _unwrapped(value: str) -> str:
    """The field without outer space, and without the `="…"` that keeps leading zeros in a csv."""
    value = value.strip()
    wrapped = re.fullmatch(r'="([^"]*)"', value)
    return wrapped.group(1) if wrapped else value


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The fields of every row. A field is quoted when its quotation marks enclose the whole of it."""
    sign = re.escape(delimiter)
    field = re.compile(rf'(?:"((?:[^"]|"")*+)"(?=[{sign}\n]|\Z)|([^{sign}\n]*))(\Z|[{sign}\n])')
    at, row = 0, list[str]()
    while at < len(text) or row:
        found = field.match(text, at)
        if found is None:  # cannot be: an unquoted field may be empty
            break
        row.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        at = found.end()
        if found[3] != delimiter:
            yield row
            row = []


def _delimiter(text: str) -> str:
    """The sign that cuts most rows into the same number of fields: a sign of the prose cuts at random."""
    widths = {sign: _widths(text, sign) for sign in _DELIMITERS}
    scores = {
        sign: max((times * (fields - 1) for fields, times in counts.items()), default=0)
        for sign, counts in widths.items()
    }
    best = max(scores, key=lambda sign: scores[sign])
    if max(widths[best].values(), default=0) < _WIDE_ROWS:
        for sign in _WIDE:
            counts = _widths(text, sign)
            if len(counts) == 1 and min(counts) >= _WIDE_COLUMNS and counts.total() >= _WIDE_ROWS:
                return sign
    return best


def _widths(text: str, sign: str) -> Counter[int]:
    """How many rows have how many fields, more than one, when a text is cut at a sign."""
    return Counter(len(row) for row in islice(_rows(text[:_SAMPLE], sign), _SAMPLE_ROWS) if len(row) > 1)
