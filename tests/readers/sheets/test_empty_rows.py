"""Rows and cells that hold nothing are left out before a sheet is parsed, and nothing else is."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tasklist.readers.sheets import empty_rows
from tasklist.readers.sheets.empty_rows import WithoutEmptyRows
from tasklist.readers.xml import Element, events

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADS = ("", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', "\ufeff")


def sheet(*rows: str, head: str = "") -> bytes:
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


def told(stream: io.BytesIO | WithoutEmptyRows) -> list[tuple[str, str, str]]:
    """What a reader makes of the rows: where each cell with something in it stands, and which rows are hidden."""
    found, row = list[tuple[str, str, str]](), 0
    for element in events(stream, "row"):
        row = int(element.get("r") or row + 1)
        found += [("hidden", str(row), "")] if element.get("hidden") else []
        found += _cells(row, element)
    return found


def _cells(row: int, element: Element) -> list[tuple[str, str, str]]:
    found, last, steps = [], "", 0
    for cell in element:
        last, steps = (cell.get("r"), 0) if cell.get("r") else (last, steps + 1)
        found += [(f"{row} {last}+{steps}", cell.get("s", ""), "".join(cell.itertext()))] if len(cell) else []
    return found


def sifted(data: bytes) -> bytes:
    stream = WithoutEmptyRows(io.BytesIO(data))
    return b"".join(iter(stream.read, b""))


CELL = some.sampled_from(
    ['<c r="{at}"/>', '<c r="{at}" s="7"/>', "<c/>", '<c s="2"/>', '<c r="{at}" t="s"/>', '<c r="{at}" s="1"></c>',
     '<c r="{at}" s="3"><v>1</v></c>', "<c><v>2</v></c>",
     '<c r="{at}" t="inlineStr"><is><t>&lt;c r="A1"/&gt;</t></is></c>',
     '<c r="{at}" t="inlineStr"><is><t><![CDATA[<c r="A1"/></row>]]></t></is></c>', '<!--<c r="A1"/>--><c r="{at}"/>'],
)  # fmt: skip
ROW = some.sampled_from(
    ["<row>", '<row r="{n}">', '<row r="{n}" spans="1:9" ht="20" customHeight="1">', '<row r="{n}" hidden="1">',
     '<row r="{n}" ht="9" hidden="true" x="hidden=">', "<row r='{n}'>"],
)  # fmt: skip


@given(
    some.lists(some.tuples(ROW, some.lists(CELL, max_size=5)), max_size=12),
    some.sampled_from(HEADS),
    some.integers(1, 90),
)
def test_what_a_sheet_holds_is_the_same_without_its_empty_rows(
    rows: list[tuple[str, list[str]]], head: str, at_once: int
) -> None:
    written = []
    for number, (row, cells) in enumerate(rows, 1):
        inside = "".join(cell.replace("{at}", f"{'ABCDE'[place]}{number}") for place, cell in enumerate(cells))
        written.append(
            f"{row.format(n=number)}{inside}</row>" if inside or number % 2 else f"{row.format(n=number)[:-1]}/>"
        )
    data = sheet(*written, head=head)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(empty_rows, "_AT_ONCE", at_once)
        assert told(WithoutEmptyRows(io.BytesIO(data))) == told(io.BytesIO(data))


def test_a_form_coloured_to_the_end_comes_to_the_few_rows_that_hold_something() -> None:
    empty = [f'<row r="{n}" ht="20"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(2, 50_000)]
    data = sheet('<row r="1"><c r="A1"><v>1</v></c></row>', *empty, '<row r="50000"><c r="A50000"><v>2</v></c></row>')
    assert len(sifted(data)) < 1_000
    assert [text for _, _, text in told(WithoutEmptyRows(io.BytesIO(data)))] == ["1", "2"]


@pytest.mark.parametrize("coding", ["utf-16", "gb18030"])
def test_a_sheet_in_another_coding_is_handed_on_as_it_is(coding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{coding}"?>{sheet(*["<row r=" + chr(34) + "1" + chr(34) + "/>"] * 9).decode()}'
    )
    assert sifted(text.encode(coding)) == text.encode(coding)
