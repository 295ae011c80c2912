"""上报稿 on disk held against the returns on disk, by a reading of its own: no noun of the program's is believed.

Every piece 来源 lists stands in the paper, in order; between the pieces stand only the frames; a unit's own words
stand in the cell that is named; a count has as many units of that status, a sum is the sum of its parts, and each
part stands in its cell.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import openpyxl
from python_calamine import CalamineWorkbook

COUNT = re.compile(r"(责任单位|已报|零报告|未报|漏项|未到期|免报|待核对)(\d+)家")
NOBODY = "本期没有单位应报此项。"
SUM = re.compile(r"(.+?)(\d+(?:\.\d+)?)([^\d（]+)（(.+)）")
REST = re.compile(r"另有(\d+)条（涉及(\d+)家单位）限于篇幅未列。")
TABLES = re.compile(r"另有(\d+)家单位填的是表格，未列入，请看原表。")
NO_ROOM, A_TABLE = "限于篇幅", "表格"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
STANDS = {"已报": {"已报", "迟报"}}  # what a count counts, where that is more than its own word
NONE = "(?:，(?:零报告|未报)0家)*"  # counts that rest on no unit
BETWEEN = rf"{NONE}[，；。\n]*(?:同类合计：)?"


@dataclass
class Piece:
    """A piece of the paper with the (unit, words, place) it rests on."""

    text: str
    rests: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """What the returns say: place → the text of a cell, (unit, task) → status, unit → its short name."""

    cell: Callable[[str], str]
    statuses: Mapping[tuple[str, int], str]
    short: Mapping[str, str]


def plain(text: object) -> str:
    """`text` without white space, its digits the plain ones."""
    return unicodedata.normalize("NFKC", "".join(str(text or "").split()))


def faults(workbook: bytes, document: bytes, known: Known) -> list[str]:
    """Everything in the paper that is not as it should be."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    found = [] if same(book, document) else ["Word and Excel differ"]
    left = [*book["未列入"].iter_rows(min_row=5, values_only=True)]  # task, unit, words, reason, place
    paper = texts(book)
    for (seq, column), pieces in listed(book).items():
        told = paper.pop((seq, column), "")
        nobody = re.findall(r"(零报告|未报)0家[，。]", told.split("\n")[0] * (column == "进展"))
        found += [f"任务{seq}：{label}0家" for label in nobody if label in _statuses(seq, known).values()]
        found += [f"任务{seq} {column}：{fault}" for fault in _walk(told, pieces, known)]
        short = [each for each in left if each[0] == seq]
        found += [f"任务{seq}：{one.text}：{why}" for one in pieces for why in _piece(one, seq, short, known)]
    return found + [f"任务{seq} {column} without a source：{text}" for (seq, column), text in paper.items() if text]


# --- reading ------------------------------------------------------------------------------------


def texts(book: openpyxl.Workbook) -> dict[tuple[int, str], str]:
    """(task, 进展 or 备注) → the text in the paper."""
    found: dict[tuple[int, str], str] = {}
    for row in book["上报稿"].iter_rows(min_row=4, values_only=True):
        if isinstance(row[0], int):
            for place, column in ((7, "进展"), (9, "备注")):
                found[row[0], column] = found.get((row[0], column), "") + str(row[place] or "")
    return found


def same(book: openpyxl.Workbook, document: bytes) -> bool:
    """Do Word and Excel say the same for every task?"""
    word: dict[tuple[int, str], str] = {}
    for row in docx.Document(io.BytesIO(document)).tables[0].rows[1:]:
        for place, column in ((7, "进展"), (9, "备注")):
            word[int(row.cells[0].text), column] = plain(row.cells[place].text)
    return {key: plain(text) for key, text in texts(book).items()} == word


def listed(book: openpyxl.Workbook) -> dict[tuple[int, str], list[Piece]]:
    """(task, column) → the pieces of 来源, in order."""
    rows = [row for row in book["来源"].iter_rows(min_row=5, values_only=True) if row[0] is not None]
    found: dict[tuple[int, str], list[Piece]] = {}
    for number, same_piece in groupby(rows, key=lambda row: row[0]):
        assert isinstance(number, int), "a text too long for one row"
        each = [tuple(str(cell or "") for cell in row) for row in same_piece]
        piece = Piece(each[0][3], [(row[4], row[5], row[6]) for row in each])
        found.setdefault((int(each[0][1]), each[0][2]), []).append(piece)
    return found


# --- the account ----------------------------------------------------------------------------------


def _walk(told: str, pieces: list[Piece], known: Known) -> Iterator[str]:
    """The text of a cell from its first sign to its last: pieces, and nothing between them but frames."""
    at = 0
    for one in pieces:
        begin = told.find(one.text, at)
        if begin < 0:
            yield f"is not in the text: {one.text}"
            return
        names = dict.fromkeys(known.short[unit] for unit, _, _ in one.rests if unit)
        many = f"{'、'.join(list(names)[:3])}等{len(names)}家单位"
        lead = rf"(?:{re.escape('、'.join(names))}：|{re.escape(many)}：)?" if names else ""
        if not re.fullmatch(BETWEEN + lead, told[at:begin]):
            yield f"in nobody's words: {told[at:begin]!r} before {one.text}"
        at = begin + len(one.text)
    if not re.fullmatch(f"{NONE}。?", told[at:]):
        yield f"in nobody's words: {told[at:]!r}"


def _piece(one: Piece, seq: int, left: list[tuple[Any, ...]], known: Known) -> Iterator[str]:
    """What is wrong with one piece: a unit's own sentence, whatever it looks like, or one of the frames."""
    if any(one.text == words for _, words, _ in one.rests):
        yield from _written(one, known)
        yield from _sentence(one)
    elif one.text == NOBODY:
        yield from ["somebody owes it"] * bool(_statuses(seq, known))
    elif counted := COUNT.fullmatch(one.text):
        yield from _count(counted[1], int(counted[2]), one, seq, known)
    elif rest := REST.fullmatch(one.text):
        pieces = [each for each in left if each[3] == NO_ROOM]
        yield from ["more units than are listed"] * (len({each[1] for each in pieces}) < int(rest[2]))
    elif TABLES.fullmatch(one.text):
        yield from ["no table is listed"] * (not any(A_TABLE in str(each[3]) for each in left))
    elif added := SUM.fullmatch(one.text):
        yield from _written(one, known)
        yield from _sum(added, one, known)
    else:
        yield "is nobody's sentence"


def _written(one: Piece, known: Known) -> Iterator[str]:
    """The words a piece rests on that do not stand in the cell that is named."""
    for _, words, place in one.rests:
        if plain(words) not in plain(known.cell(place)):
            yield f"{words!r} is not in {place}"


def _count(label: str, number: int, one: Piece, seq: int, known: Known) -> Iterator[str]:
    owing = _statuses(seq, known)
    if label == "责任单位":
        yield from ["not as many owe it"] * (number != len(owing))
        return
    units = {unit for unit, status in owing.items() if status in STANDS.get(label, {label})}
    told = {unit for unit, _, _ in one.rests if unit}
    yield from [f"counts {sorted(told)}, is {sorted(units)}"] * (told != units or number != len(units))


def _statuses(seq: int, known: Known) -> dict[str, str]:
    """unit → its status, of those that owe the task."""
    return {unit: status for (unit, task), status in known.statuses.items() if task == seq}


def _sum(added: re.Match[str], one: Piece, known: Known) -> Iterator[str]:
    thing, total, measure, parts = added.groups()
    amounts = []
    if parts != f"{len(one.rests)}家单位":
        for part, (unit, words, _) in zip(parts.split("、"), one.rests, strict=True):
            amount = part.removeprefix(known.short[unit]).removesuffix(measure)
            amounts.append(Decimal(amount))
            yield from [f"{amount} is not in {words}"] * (amount not in NUMBER.findall(plain(words)))
        yield from [f"{amounts} is not {total}"] * (sum(amounts) != Decimal(total))
    yield from (f"{measure} is not in {words}" for _, words, _ in one.rests if measure not in words)
    yield from [f"{thing}: fewer than two units"] * (len({unit for unit, _, _ in one.rests}) < 2)


def _sentence(one: Piece) -> Iterator[str]:
    for _, words, _ in one.rests:
        numbers = [Counter(NUMBER.findall(plain(text))) for text in (one.text, words)]
        yield from [f"other numbers than {words}"] * (numbers[0] != numbers[1])


# --- a home on disk -------------------------------------------------------------------------------


def of_home(home: Path, period: str) -> list[str]:
    """The faults of the paper in a home folder, held against its inbox, its master and its roster."""
    folder = home / "outbox" / period
    detail = openpyxl.load_workbook(folder / "汇总表.xlsx")["明细台账"]
    heads = [cell.value for cell in detail[1]]
    unit, seq, status = (heads.index(name) for name in ("单位", "序号", "状态"))
    rows = [row for row in detail.iter_rows(min_row=2, values_only=True) if not str(row[status]).startswith("（续")]
    statuses = {(str(row[unit]), int(row[seq])): str(row[status]) for row in rows}
    roster = openpyxl.load_workbook(home / "templates" / "单位名册.xlsx").worksheets[0]
    names = [row for row in roster.iter_rows(values_only=True) if row[0]]
    short = {str(row[0]): re.split("[、，,]", str(row[1] or row[0]))[0] for row in names}
    known = Known(Cells(home), statuses, short)
    return faults((folder / "上报稿.xlsx").read_bytes(), (folder / "上报稿.docx").read_bytes(), known)


@dataclass
class Cells:
    """The text of a cell as two other libraries read it; of an older version, where the archive keeps it, nothing."""

    home: Path
    books: dict[str, dict[str, list[list[object]]]] = field(default_factory=dict)

    def __call__(self, place: str) -> str:
        *path, sheet, cell = place.split("!")
        name = "!".join(path)
        if name.endswith(".docx"):
            return self._word(name)
        if name not in self.books:
            self.books[name] = self._read(path)
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
        column = openpyxl.utils.column_index_from_string(letters)
        rows = self.books[name][sheet]
        return str(rows[int(number) - 1][column - 1])

    def _word(self, name: str) -> str:
        """All that stands in the tables of a document: its cells have no names of their own."""
        tables = docx.Document(str(self.home / name)).tables
        return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)

    def _read(self, path: list[str]) -> dict[str, list[list[object]]]:
        data = (self.home / path[0]).read_bytes()
        for member in path[1:]:
            with zipfile.ZipFile(io.BytesIO(data), metadata_encoding="gbk") as archive:
                data = archive.read(next(each for each in archive.infolist() if each.filename.endswith(member)))
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            rows = [[""] * left + list(row) for row in sheet.to_python(skip_empty_area=True)]
            found[name] = [[]] * top + rows
        return found
