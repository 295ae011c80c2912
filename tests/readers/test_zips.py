"""Zips are opened where Office and Windows open them; what was cut short or damaged stays shut."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest

import made_workbooks as made
from tasklist.model.book import Book, Refusal
from tasklist.readers.registry import read

GOOD = made.ordinary()


def cells(data: bytes) -> list[dict[tuple[int, int], str]] | str:
    book = read(data, "表")
    return [dict(grid.cells) for grid in book.grids] if isinstance(book, Book) else book.code


def renamed(data: bytes, local: Callable[[bytes], bytes], central: Callable[[bytes], bytes] = bytes) -> bytes:
    """The zip with its names changed, in the members' own heads and in the directory, both of the same length."""
    changed = bytearray(data)
    at = data.index(b"PK\x01\x02")
    while data[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        (head,) = struct.unpack_from("<I", data, at + 42)
        changed[head + 30 : head + 30 + name] = local(data[head + 30 : head + 30 + name])
        changed[at + 46 : at + 46 + name] = central(data[at + 46 : at + 46 + name])
        at += 46 + name + extra + comment
    assert len(changed) == len(data)
    return bytes(changed)


def backslashes(name: bytes) -> bytes:
    return name.replace(b"/", b"\\")


def shifted(data: bytes, before: bytes) -> bytes:
    """Bytes put before the zip, its directory telling the places where things now are."""
    made_ = io.BytesIO(before)
    made_.seek(0, 2)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made_, "a", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return made_.getvalue()


def of_version(data: bytes, version: int) -> bytes:
    """The version of zip that every entry of the directory says it needs."""
    changed, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", changed, at + 6, version)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def of_size(data: bytes, size: int) -> bytes:
    """The size that the directory is said to have."""
    end = data.rfind(b"PK\x05\x06") + 12
    return data[:end] + struct.pack("<I", size) + data[end + 4 :]


LENIENCIES = {
    "a directory said to be of no size": of_size(GOOD, 0),
    "a directory said to be too small": of_size(GOOD, 50),
    "itself once more behind it": GOOD + GOOD,
    "a version yet to come": of_version(GOOD, 99),
    "a byte order mark before it": b"\xef\xbb\xbf" + GOOD,
    "a spanning marker before it": b"PK00" + GOOD,
    "a split marker before it": b"PK\x07\x08" + GOOD,
    "the headers of a download before it": b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n" + GOOD,
    "line ends before it, counted": shifted(GOOD, b"\r\n\r\n"),
    "zeros behind it": GOOD + bytes(100_000),
    "a page behind it": GOOD + b"<html>ok</html>" * 10_000,
    "backslashes in both": renamed(GOOD, backslashes, backslashes),
    "backslashes in the members' heads": renamed(GOOD, backslashes),
    "backslashes in the directory": renamed(GOOD, bytes, backslashes),
    "capitals in both": renamed(GOOD, bytes.upper, bytes.upper),
    "other names in the members' heads": renamed(GOOD, lambda name: b"x" * len(name)),
}


@pytest.mark.parametrize("how", LENIENCIES)
def test_a_workbook_is_read_with(how: str) -> None:
    assert cells(LENIENCIES[how]) == cells(GOOD)


def test_a_directory_of_nothing_behind_members_is_damage_and_no_empty_workbook() -> None:
    end = GOOD.rfind(b"PK\x05\x06")
    assert cells(GOOD[:end] + b"PK\x05\x06" + bytes(18)) == "half_copied"


def test_a_name_one_letter_off_is_damage() -> None:
    assert cells(renamed(GOOD, lambda name: b"y" + name[1:])) == "half_copied"


def test_a_zip_cut_short_is_not_taken_for_the_whole_one_inside_it() -> None:
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as package:
        package.writestr("甲.xlsx", GOOD)
        package.writestr("乙.xlsx", GOOD)
    content = outer.getvalue()
    assert cells(content[: content.index(GOOD) + len(GOOD) + 10]) == "half_copied"


def zipped(name: bytes, local_flag: int, central_flag: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("A" * len(name), GOOD)
    content = bytearray(data.getvalue().replace(b"A" * len(name), name))
    struct.pack_into("<H", content, 6, local_flag)
    struct.pack_into("<H", content, content.rindex(b"PK\x01\x02") + 8, central_flag)
    return bytes(content)


@pytest.mark.parametrize("flags", [(0x800, 0x800), (0, 0x800), (0x800, 0), (0, 0)])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_name_is_read_whatever_encoding_it_claims(flags: tuple[int, int], encoding: str) -> None:
    book = read(zipped("乌审旗人民医院6月任务清单.xlsx".encode(encoding), *flags), "各单位.zip")
    assert isinstance(book, Book)
    assert [name for name, _ in book.members] == ["乌审旗人民医院6月任务清单.xlsx"]


def test_no_damaged_zip_stops_the_program_or_reads_with_other_cells() -> None:
    chance = random.Random(20231128)
    for _ in range(200):
        broken = bytearray(GOOD[: chance.randrange(len(GOOD) // 2, len(GOOD) + 1)])
        for _ in range(chance.randrange(1, 4)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        result = read(bytes(broken), "表")
        assert isinstance(result, Refusal) or cells(bytes(broken)) == cells(GOOD)


# --- parts of a workbook that are missing, named otherwise, or written otherwise ---------------------


def test_a_workbook_whose_links_are_lost_is_read_by_the_usual_names() -> None:
    assert cells(made.without(GOOD, "_rels/.rels", "xl/_rels/workbook.xml.rels")) == cells(GOOD)


def test_a_link_that_leads_nowhere_costs_nothing() -> None:
    link = b'<Relationship Id="rId99" Type="http://x/theme" Target="NULL"/></Relationships>'
    edits = {"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"</Relationships>", link)}
    assert cells(made.edited(GOOD, edits)) == cells(GOOD)


def test_a_workbook_whose_types_say_nothing_is_known_by_its_parts() -> None:
    assert cells(made.edited(GOOD, {"[Content_Types].xml": lambda _: b"<Types/>"})) == cells(GOOD)
    assert cells(made.without(GOOD, "[Content_Types].xml")) == cells(GOOD)


def test_types_in_utf_16_are_read() -> None:
    def recoded(xml: bytes) -> bytes:
        return xml.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    assert cells(made.edited(GOOD, {"[Content_Types].xml": recoded})) == cells(GOOD)


def test_a_workbook_in_the_strict_namespace_is_read() -> None:
    def strict(xml: bytes) -> bytes:
        return xml.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )  # fmt: skip

    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
    assert cells(made.edited(GOOD, dict.fromkeys(names, strict))) == cells(GOOD)


def test_an_empty_line_before_every_part_is_no_damage() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
    assert cells(made.edited(GOOD, dict.fromkeys(names, lambda xml: b"\r\n" + xml))) == cells(GOOD)


@pytest.mark.parametrize(
    "calls",
    [
        lambda name: f"./{name}",
        lambda name: f"xl/../{name}",
        lambda name: f"/{name}",
        lambda name: f"C:\\报表\\{name}".replace("/", "\\"),
        lambda name: f"新建文件夹/{name}",
        str.upper,
    ],
)
def test_parts_are_known_by_whatever_way_their_names_lead_to_them(calls: Callable[[str], str]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name)
            part.filename = calls(name)  # as it stands: the constructor would tidy it
            new.writestr(part, old.read(name))
    assert cells(packed.getvalue()) == cells(GOOD)


def test_an_archive_with_a_workbook_unpacked_beside_other_files_is_an_archive() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(packed, "w") as new:
        new.writestr("说明.txt", "请查收")
        for name in old.namelist():
            new.writestr(f"表/{name}", old.read(name))
    book = read(packed.getvalue(), "各单位.zip")
    assert isinstance(book, Book) and "说明.txt" in dict(book.members)
