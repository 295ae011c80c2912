"""Zip archives: every file inside comes out, under the name its sender typed."""

from __future__ import annotations

import binascii
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.model.book import Refusal
from tasklist.readers import archive
from tasklist.readers.archive import read_zip
from tasklist.readers.limits import Refused
from tasklist.readers.registry import read

NAME = "第一医院/进展情况.xlsx"


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def zipped_raw(raw: bytes, extra: bytes = b"") -> bytes:
    """A stored zip whose one member has these raw name bytes and no utf-8 flag, as old zippers write it."""
    placeholder = "x" * len(raw)
    info = zipfile.ZipInfo(placeholder)
    info.extra = extra
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, b"data")
    return out.getvalue().replace(placeholder.encode(), raw)


def test_a_folder_that_apple_shows_as_one_document_is_told_as_that_document() -> None:
    inside = ("Index.zip", "preview.jpg", "Metadata/Properties.plist", "Data/院徽.png")
    data = zipped(("甲/说明.txt", b"x"), *((f"甲/6月清单.numbers/{name}", b"PK") for name in inside))
    members = dict(read_zip(data, "a.zip").members)
    assert list(members) == ["甲/说明.txt", "甲/6月清单.numbers"]
    refused = read(members["甲/6月清单.numbers"], "6月清单.numbers")
    assert isinstance(refused, Refusal)
    assert "Numbers" in refused.seen


def test_a_folder_that_is_only_called_so_is_a_folder() -> None:
    data = zipped(("6月.numbers/甲.xlsx", b"x"), ("6月.numbers/乙.xlsx", b"y"))
    assert [name for name, _ in read_zip(data, "a.zip").members] == ["6月.numbers/甲.xlsx", "6月.numbers/乙.xlsx"]


def test_members_come_in_stored_order_without_folders() -> None:
    data = zipped(("乙/", b""), ("乙/二.xlsx", b"2"), ("__MACOSX/._一", b"m"), ("一.csv", b"1"))
    book = read_zip(data, "a.zip")
    assert book.format == "zip"
    assert book.members == (("乙/二.xlsx", b"2"), ("__MACOSX/._一", b"m"), ("一.csv", b"1"))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_name_without_the_utf8_flag_is_read_as_the_sender_typed_it(encoding: str) -> None:
    assert read_zip(zipped_raw(NAME.encode(encoding)), "a.zip").members == ((NAME, b"data"),)


def test_the_unicode_path_field_beats_the_raw_name() -> None:
    raw = b"?????.xlsx"
    body = b"\x01" + struct.pack("<L", binascii.crc32(raw)) + NAME.encode()
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert read_zip(zipped_raw(raw, extra), "a.zip").members[0][0] == NAME


@pytest.mark.parametrize(
    ("stored", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/a.xlsx", "root/a.xlsx"),
        ("C:\\表\\..\\a.xlsx", "表/a.xlsx"),
        ("./a/./b.xlsx", "a/b.xlsx"),
        ("...", "..."),
        ("..", "未命名"),
    ],
)
def test_a_name_never_leads_out_of_the_folder(stored: str, safe: str) -> None:
    assert read_zip(zipped((stored, b"x")), "a.zip").members == ((safe, b"x"),)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_kept() -> None:
    data = zipped(("表.xlsx", b"1"), ("./表.xlsx", b"2"), ("表.xlsx", b"3"))
    assert [name for name, _ in read_zip(data, "a.zip").members] == ["表.xlsx", "表（2）.xlsx", "表（3）.xlsx"]


def test_an_encrypted_member_asks_for_the_password_to_be_lifted() -> None:
    data = bytearray(zipped(("a.xlsx", b"x" * 50)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused) as refused:
        read_zip(bytes(data), "a.zip")
    assert refused.value.refusal.code == "password"


def test_size_is_counted_while_inflating(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PACKED_BYTES", 1 << 20)
    data = zipped(("a.bin", b"\0" * (1 << 20)), ("b.bin", b"\0"))
    with pytest.raises(Refused) as refused:
        read_zip(data, "a.zip")
    assert refused.value.refusal.code == "too_large"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ZIP_MEMBERS", 3)
    with pytest.raises(Refused) as refused:
        read_zip(zipped(*((f"{n}", b"") for n in range(4))), "a.zip")
    assert refused.value.refusal.code == "too_large"


def test_an_unknown_compression_is_named_as_such() -> None:
    data = bytearray(zipped(("a.xlsx", b"x" * 50)))
    data[8] = 99
    data[data.index(b"PK\x01\x02") + 10] = 99
    with pytest.raises(Refused) as refused:
        read_zip(bytes(data), "a.zip")
    assert refused.value.refusal.code == "unsupported"


WHOLE = zipped(("a.xlsx", bytes(range(256)) * 20), ("b.csv", b"1,2\n" * 200))


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_damaged_zip_is_refused_or_gives_the_same_bytes(at: int, flip: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[at] ^= flip
    for data in (bytes(damaged), WHOLE[:at]):
        try:
            contents = [content for _, content in read_zip(data, "a.zip").members]
        except Refused:
            continue
        assert set(contents) <= {bytes(range(256)) * 20, b"1,2\n" * 200}


def test_what_programs_add_is_packing() -> None:
    added = ("甲.files/filelist.xml", "甲.files/stylesheet.css", "甲_files/tabstrip.htm", "名片.vcf", "smime.p7s")
    kept = ("甲.htm", "甲.files/sheet001.htm", "甲.files/image001.png", "filelist.xml", "css")
    book = read_zip(zipped(*((name, b"x") for name in (*added, *kept))), "a.zip")
    assert set(book.packing) == set(added)
