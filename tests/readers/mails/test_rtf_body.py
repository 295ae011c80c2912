"""The body of a mail that Outlook keeps as compressed RTF alone."""

from __future__ import annotations

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from compound import compound
from tasklist.model.book import Book
from tasklist.readers import registry
from tasklist.readers.mails.rtf_body import unpacked, words

# The example of [MS-OXRTFCP] 4.1.1.
HELLO = bytes.fromhex(
    "2d000000 2b000000 4c5a4675 f1c5c7a7 03000a00 72637067 31323542 320af320 68656c09 00206277 05b06c64 7d0a800f a0"
)
TABLE = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset134 SimSun;}}"
    rb"{\*\generator Riched20;}\pard\f1 "
)


def escaped(text: str) -> bytes:
    return b"".join(rb"\'%02x" % byte for byte in text.encode("gbk"))


def stored(rtf: bytes) -> bytes:
    """The RTF as the property keeps it, not compressed."""
    return struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf


def mail(body: bytes) -> bytes:
    return compound({"__properties_version1.0": bytes(32), "__substg1.0_10090102": body})


def test_the_example_of_the_specification_is_unpacked() -> None:
    assert unpacked(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_text_is_read_in_its_fonts_character_set() -> None:
    rtf = TABLE + escaped("任务3应为") + rb"\f0 2" + rb"\u27425?\par " + rb"\f1 " + escaped("特此更正") + b"}"
    assert words(rtf) == ("任务3应为2次\n特此更正", False)


def test_a_row_of_a_table_is_a_line_with_tabs() -> None:
    cells = b"".join(escaped(text) + rb"\cell " for text in ("序号", "进展情况"))
    assert words(TABLE + cells + rb"\row}")[0] == "序号\t进展情况\t\n"


def test_the_page_it_was_made_from_is_found_again() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg936\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        + escaped("任务3应为2次")
        + rb"\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}"
    )
    assert words(rtf) == ("<p>任务3应为2次</p>", True)


def test_a_mail_with_such_a_body_alone_is_read() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg936 " + escaped("任务3应为2次") + b"}"
    book = registry.read(mail(stored(rtf)), "a.msg")
    assert isinstance(book, Book)
    assert [list(grid.cells.values()) for grid in book.grids] == [["任务3应为2次"]]
    assert book.remarks == ()


def test_a_damaged_one_is_told() -> None:
    book = registry.read(mail(b"\x01" * 40), "a.msg")
    assert isinstance(book, Book)
    assert any("读不出来" in said for said in book.remarks)


@given(data=st.binary(max_size=300), packed=st.booleans())
@settings(max_examples=200, derandomize=True)
def test_any_bytes_are_read_or_given_up(data: bytes, packed: bool) -> None:
    head = struct.pack("<IIII", len(data) + 12, 4096, 0x75465A4C if packed else 0x414C454D, 0)
    words(unpacked(head + data))
