"""The measured limits of what is opened, and the checks made before anything is parsed.

Sizes are counted while inflating, because the sizes a file states of itself are claims. The limits
refused none of the several thousand honest workbooks they were measured on.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, TypeAlias

import olefile

from tasklist.model.book import Refusal
from tasklist.model.finding import Advice, by_anyone, by_unit
from tasklist.readers.zips import open_zip, part_name, part_names

ZIP_MEMBERS = 10_000  # a workbook full of pictures has hundreds
UNZIPPED_BYTES = 600 << 20  # the usual rule, a ratio of 100, refuses honest sheets of repeated text
PACKED_FILES = 2_000  # on all levels of an archive or mail: each costs what a file of the inbox costs
PACKED_BYTES = 200 << 20  # what an archive or mail holds on all its levels: what is packed comes to the parent whole
SECONDS = (
    9.0  # of CPU a file may take with all that is in it, LibreOffice included; the slowest honest one took a third
)
ORDINARY_SECONDS = 0.05  # what a form that came in a file takes beside that: as many might lie there unpacked
KEPT_BYTES = 32 << 20  # members of ordinary packages are inflated once and kept; larger ones are streamed
TEXT_BYTES = 64 << 20  # all the words of one file together
CELLS = 1_000_000  # filled cells of one file: what they become must still fit beside everything else
MERGES = 100_000  # merged ranges of one sheet
ZERO_TAIL = 1_024  # an interrupted copy has the right size and a tail of zeros

_CHUNK = 1 << 20
_DECLARES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]{0,1000}+(?!>)")

OleFile: TypeAlias = Any  # olefile.OleFileIO, which is published without types


class Refused(Exception):  # noqa: N818  the file is at fault, not the program
    """A file that is not read: a kind of finding, what was seen in Chinese, and what to do where that is closer."""

    def __init__(self, code: str, seen: str, advice: Advice | None = None) -> None:
        super().__init__(code, seen, advice)
        self.refusal = Refusal(code, seen, advice)


class Faulty(Refused):
    """A file that is whole, but says something our reader cannot follow: LibreOffice may look at it."""


SAVE_AS = by_unit("另存为 .xlsx 后重报")
OPEN_AND_SAVE_AS = by_unit("用表格软件打开后另存为 .xlsx 重报")
SEND_AGAIN = Advice("请重新拷贝或请单位重发", "重新发送一份")
CUT_DOWN = by_anyone("删去多余内容后另存重报")
CUT_ROWS_DOWN = Advice("请删去多余的空行和图片，请单位另存为 .xlsx 后重报", "删去多余的空行和图片，另存为 .xlsx 后重报")
HARMFUL = ("unreadable", "文件里夹带了文档类型声明（DOCTYPE），可能有害，没有读取")
HALF_COPIED = ("half_copied", "文件不完整或已损坏，像是没有拷贝完", SEND_AGAIN)


@dataclass
class Allowance:
    """What all the levels of one archive or mail together may still hold: a level by itself looks harmless."""

    members: int = PACKED_FILES
    room: int = PACKED_BYTES
    seconds: float = SECONDS

    def takes(self, members: Sequence[tuple[str, bytes]]) -> bool:
        """Is there room for these? Then there is so much less for what they hold in turn."""
        self.members -= len(members)
        self.room -= sum(len(data) for _, data in members)
        return self.members >= 0 and self.room >= 0

    def took(self, seconds: float) -> None:
        """One of them took so much CPU: what any form takes is free, for as many forms might lie there unpacked."""
        self.seconds -= max(seconds - ORDINARY_SECONDS, 0)


BEYOND = Refusal(
    "too_large",
    f"压缩包或邮件里外各层加起来超过 {PACKED_BYTES >> 20} MB 或 {PACKED_FILES} 个文件，这一层没有打开",
    by_anyone("分开打包后重报"),
)
OVER_TIME = Refusal(
    "too_large",
    f"同一个压缩包或邮件里的文件加起来读了 {SECONDS:.0f} 秒还没有读完，这一个没有读取",
    by_anyone("分开打包后重报"),
)


class Package:
    """The members of a zip that passed `unpack`, by their names as parts (`zips.part_names`)."""

    def __init__(self, archive: zipfile.ZipFile, kept: Mapping[str, bytes]) -> None:
        self._archive = archive
        called = part_names(info.filename for info in archive.infolist() if not info.is_dir())
        self._infos = {called[info.filename]: info for info in archive.infolist() if not info.is_dir()}
        self._kept = {called[name]: content for name, content in kept.items() if name in called}

    @property
    def names(self) -> tuple[str, ...]:
        """The members in the order stored, in lower case."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._infos

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises Refused when it is not there."""
        key = part_name(name)
        if key in self._kept:
            return self._kept[key]
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> IO[bytes]:
        """A member as a stream. Raises Refused when it is not there."""
        key = part_name(name)
        if key in self._kept:
            return io.BytesIO(self._kept[key])
        if key not in self._infos:
            raise Refused("unreadable", f"文件里缺少应有的部分（{key}）", OPEN_AND_SAVE_AS)
        return self._archive.open(self._infos[key])


def unpack(data: bytes) -> Package:
    """The members of a zip, every one inflated to the end and its checksum compared.

    Raises Refused: damaged or cut short (half_copied), too many members or too much in them (too_large),
    encrypted (password), an unknown compression (unsupported), a document type declaration (unreadable).
    """
    try:
        archive = open_zip(data)
        infos = archive.infolist()
        if len(infos) > ZIP_MEMBERS:
            raise Refused("too_large", f"压缩包里有 {len(infos)} 个文件，超过上限 {ZIP_MEMBERS} 个，没有读取")
        kept: dict[str, bytes] = {}
        total = 0
        for info in infos:
            if info.flag_bits & 1:
                raise Refused("password", "压缩包有密码，打不开", by_unit("取消密码后重报"))
            size, content = _inflate(archive, info, total)
            total += size
            if total <= KEPT_BYTES and content is not None:
                kept[info.filename] = content
    except NotImplementedError as error:
        raise Refused("unsupported", "压缩包用了不支持的压缩方法", by_unit("用普通 zip 重新压缩后再报")) from error
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refused(*HALF_COPIED) from error
    return Package(archive, kept)


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, before: int) -> tuple[int, bytes | None]:
    """The inflated size of one member and, when it is small, its content; its checksum is compared by zipfile."""
    size, first, chunk = 0, b"", b""
    is_xml = info.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(info) as stream:
        while following := stream.read(_CHUNK):
            if is_xml and declares_type(chunk[-64:] + following):
                raise Refused(*HARMFUL)
            chunk = following
            first = first or chunk
            size += len(chunk)
            if before + size > UNZIPPED_BYTES:
                limit = UNZIPPED_BYTES >> 20
                raise Refused("too_large", f"文件解压后超过 {limit} MB，为保护整批汇总没有读取", CUT_DOWN)
    return size, first if size <= _CHUNK else None


def declares_type(xml: bytes) -> bool:
    """Does this piece of XML declare entities, or a document type with declarations of its own (in UTF-8 or UTF-16)?

    A type that is only named is harmless (OpenDocument names one for its macros): no such thing is ever fetched.
    """
    return bool(_DECLARES.search(xml) or (b"\0!" in xml and _DECLARES.search(xml.replace(b"\0", b""))))


def open_ole(data: bytes) -> OleFile:
    """The streams of an OLE file (.xls, .doc, .et, encrypted .xlsx). Raises Refused when it is damaged.

    Faults in its head that Office passes over are passed over: what matters is whether the streams are whole.
    """
    try:
        return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL)
    except (OSError, ValueError, IndexError, TypeError, struct.error) as error:
        raise Refused(*HALF_COPIED) from error


def is_cut_short(ole: OleFile, data: bytes) -> bool:
    """Does the file end before the last sector it has given away?"""
    size = ole.sectorsize
    listed = struct.unpack("<109I", data[76:512].ljust(436, b"\xff"))  # where the table of sectors itself stands
    tables = [sector for sector in listed if sector < olefile.DIFSECT]
    table = b"".join(data[(sector + 1) * size : (sector + 2) * size].ljust(size, b"\xff") for sector in tables)
    given = len(table.rstrip(b"\xff")) + 3 >> 2  # the library keeps only as much of it as the file has room for
    return bool(max([given - 1, *tables]) + 1 >= len(data) / size)


def workbook_stream(data: bytes) -> bytes:
    """The Workbook (or Book) stream of an .xls, as far as it goes: its records tell whether it is whole.

    Raises Refused when there is none, and when the file ends before the last sector it has given away.
    """
    with open_ole(data) as ole:
        if is_cut_short(ole, data):
            raise Refused(*HALF_COPIED)
        for name in ("Workbook", "Book"):
            if ole.exists(name):
                try:
                    stream: bytes = ole.openstream(name).read()
                except (OSError, ValueError, IndexError, TypeError) as error:
                    raise Refused(*HALF_COPIED) from error
                return stream
    raise Refused("unreadable", "文件里没有工作簿", OPEN_AND_SAVE_AS)


def read_stream(ole: OleFile, name: str) -> bytes:
    """One stream of an OLE file, as long as it says it is. Raises Refused when sectors are missing."""
    try:
        stream = ole.openstream(name)
        content: bytes = stream.read()
        if len(content) < ole.get_size(name):
            raise Refused(*HALF_COPIED)
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise Refused(*HALF_COPIED) from error
    return content
