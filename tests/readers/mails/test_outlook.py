"""What Outlook writes: winmail.dat and .msg give the same words and files a mail gives."""

from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compound import Tree, compound
from tasklist.model.book import Book, Refusal
from tasklist.readers import registry
from tasklist.readers.mails.mail import read_mail
from tasklist.readers.mails.outlook import TNEF, read_tnef

NAME = "乌审旗人民医院6月任务清单.xlsx"
PAGE = "<table><tr><td>序号<td>任务<td>进展</tr><tr><td>1<td>培训<td>3月5日培训45人</tr></table>"


def attribute(tag: int, value: bytes, level: int = 1) -> bytes:
    return struct.pack("<BII", level, tag, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def properties(*entries: tuple[int, int, bytes]) -> bytes:
    """MAPI properties as (name, type, value); variable ones with their length."""
    out = struct.pack("<I", len(entries))
    for name, kind, value in entries:
        out += struct.pack("<HH", kind, name)
        if name >= 0x8000:
            out += bytes(16) + struct.pack("<II", 0, 7)
        if kind in (0x1E, 0x1F, 0x102, 0x0D):
            out += struct.pack("<II", 1, len(value))
        out += value + bytes(-len(value) % 4)
    return out


def winmail(title: bytes = NAME.encode("gbk"), long_name: str = "", body: bytes = b"") -> bytes:
    data = TNEF + b"\x01\x00" + attribute(0x00089006, b"\x00\x00\x01\x00")
    data += attribute(0x00069003, properties((0x8005, 0x03, b"\1\0\0\0"), (0x1013, 0x102, body))) if body else b""
    data += attribute(0x00069002, bytes(14), 2) + attribute(0x00018010, title + b"\0", 2)
    data += attribute(0x0006800F, b"PK1", 2)
    named = properties((0x0E20, 0x03, b"\3\0\0\0"), (0x3707, 0x1F, f"{long_name}\0".encode("utf-16-le")))
    return data + (attribute(0x00069005, named, 2) if long_name else b"")


def mailed(data: bytes, text: str = "") -> Book:
    message = EmailMessage()
    message["From"], message["Subject"] = "u@example.org", "6月"
    message.set_content(text)
    message.add_attachment(data, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return read_mail(message.as_bytes(), "a.eml")


def test_what_is_wrapped_in_a_winmail_comes_out_under_its_chinese_name() -> None:
    assert mailed(winmail()).members == ((NAME, b"PK1"),)
    assert mailed(winmail(b"RENMIN~1.XLS", NAME)).members == ((NAME, b"PK1"),)


def test_the_page_in_a_winmail_is_the_body_of_a_mail_that_has_none() -> None:
    book = mailed(winmail(body=PAGE.encode()))
    assert book.grids[0].cells[2, 3] == "3月5日培训45人"
    assert [list(grid.cells.values()) for grid in mailed(winmail(body=PAGE.encode()), "见附件").grids] == [["见附件"]]


def test_a_body_that_a_winmail_keeps_as_rtf_alone_is_read() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg936 \'c8\'ce\'ce\'f13\'d3\'a6\'ce\'aa2\'b4\'ce\par}"
    stored = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    wrapped = TNEF + b"\x01\x00" + attribute(0x00089006, b"\x00\x00\x01\x00")
    wrapped += attribute(0x00069003, properties((0x1009, 0x102, stored)))
    assert mailed(wrapped).grids[0].cells == {(1, 1): "任务3应为2次"}


def test_a_winmail_saved_by_itself_is_read() -> None:
    book = registry.read(winmail(), "winmail.dat")
    assert isinstance(book, Book)
    assert book.members == ((NAME, b"PK1"),)


def test_a_damaged_wrapping_stays_an_attachment_and_is_told() -> None:
    data = winmail()[:-20]
    assert [name for name, _ in mailed(data).members] == ["winmail.dat"]
    told = registry.read(data, "winmail.dat")
    assert isinstance(told, Refusal)
    assert told.code == "half_copied"


@given(st.binary(max_size=120))
def test_any_wrapping_is_read_or_given_up(data: bytes) -> None:
    read_tnef(TNEF + data, "a")
    read_tnef(winmail(body=data), "a")


# --- .msg ---------------------------------------------------------------------------------------


def text(tag: int, said: str) -> Tree:
    return {f"__substg1.0_{tag:04X}001F": said.encode("utf-16-le")}


def message(*parts: Tree, moment: int = 0) -> dict[str, bytes | Tree]:
    made: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(32) + struct.pack("<IIQ", 0x00390040, 6, moment)}
    for part in (text(0x0037, "6月任务清单"), text(0x5D01, "Unit01@Example.org"), *parts):
        made |= part
    return made


def attached(number: int, *parts: Tree) -> Tree:
    inside: dict[str, bytes | Tree] = {"__properties_version1.0": b""}
    for part in parts:
        inside |= part
    return {f"__attach_version1.0_#{number:08X}": inside}


FILE: Tree = {"__substg1.0_37010102": b"PK1"}


def test_a_mail_saved_by_outlook_gives_body_sender_moment_and_files() -> None:
    data = compound(
        message(text(0x1000, "见附件"), attached(0, text(0x3707, NAME), FILE), moment=133_320_672_000_000_000)
    )
    book = registry.read(data, "6月.msg")
    assert isinstance(book, Book), book
    ((name, content),) = book.members
    assert (name, content.rstrip(b"\0"), book.sender, book.subject) == (
        NAME,
        b"PK1",
        "unit01@example.org",
        "6月任务清单",
    )
    assert [list(grid.cells.values()) for grid in book.grids] == [["见附件"]]
    assert book.written
    assert f"{book.written:%Y-%m-%d}" == "2023-06-24"


def test_a_table_in_the_page_of_a_saved_mail_is_a_grid() -> None:
    book = registry.read(compound(message({"__substg1.0_10130102": PAGE.encode()})), "a.msg")
    assert isinstance(book, Book)
    assert book.grids[0].cells[2, 3] == "3月5日培训45人"


def test_a_mail_passed_on_inside_a_saved_mail_is_opened() -> None:
    inner = message(text(0x1000, "任务3应为2次"), attached(0, text(0x3704, "a.xlsx"), FILE))
    book = registry.read(compound(message(attached(0, {"__substg1.0_3701000D": inner}))), "a.msg")
    assert isinstance(book, Book)
    assert [name for name, _ in book.members] == ["6月任务清单/正文.txt", "6月任务清单/a.xlsx"]


@pytest.mark.parametrize("cut", [600, 3000, 9000])
def test_half_a_saved_mail_is_refused(cut: int) -> None:
    data = compound(message(text(0x1000, "见附件"), attached(0, text(0x3707, NAME), FILE)))
    assert isinstance(registry.read(data[:cut], "a.msg"), Refusal)
