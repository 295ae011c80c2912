"""Slides are no return; a workbook embedded in them is."""

from __future__ import annotations

import pytest

import made_workbooks as made
from compound import compound, dropped
from saved import zipped
from tasklist.model.book import Book, Refusal
from tasklist.readers.registry import read

TYPES = b'<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'  # noqa: E501
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def slides(*parts: tuple[str, bytes]) -> bytes:
    said = f"<p:sld xmlns:p='p' {A}><a:p><a:r><a:t>6月任务清单</a:t></a:r></a:p></p:sld>".encode()
    return zipped(("[Content_Types].xml", TYPES), ("ppt/slides/slide1.xml", said), *parts)


@pytest.mark.parametrize(
    ("part", "data", "name"),
    [
        ("Microsoft_Excel_Sheet1.xlsx", made.ordinary(), "microsoft_excel_sheet1.xlsx"),
        ("oleObject1.bin", compound({"\x01Ole10Native": dropped("6月清单.xlsx", made.ordinary())}), "6月清单.xlsx"),
        ("oleObject2.bin", compound({"Package": made.ordinary()}), "oleobject2"),
    ],
)
def test_a_workbook_in_slides_is_read_and_the_words_beside_it_are_told(part: str, data: bytes, name: str) -> None:
    book = read(slides((f"ppt/embeddings/{part}", data)), "6月.pptx")
    assert isinstance(book, Book)
    assert [each for each, _ in book.members] == [name]
    assert [grid.cells for grid in book.grids] == [{(1, 1): "6月任务清单"}]
    (inner,) = [read(content, called) for called, content in book.members]
    assert isinstance(inner, Book) and inner.grids[0].sheet == "任务清单"


def test_slides_alone_are_called_slides() -> None:
    refusal = read(slides(), "6月.pptx")
    assert isinstance(refusal, Refusal) and "演示文稿" in refusal.reason
