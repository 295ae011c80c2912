"""Zip files as offices send them: opened where Office, WPS and Windows open them, every leniency a rule of its own.

None of the rules touches what is packed: checksums are compared as ever, and what was cut short stays unreadable.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LEADING_BYTES = 1 << 16  # a byte order mark, a spanning marker, the headers of a careless download, its error page
_UTF8_NAME = 0x800
_DEFLATES = 20  # the version of zip that all know
_LOCAL_HEAD, _CENTRAL_HEAD, _END_HEAD = 30, 46, 22
_DRIVE = re.compile(r"[a-z]:/")
_AT_THE_TOP = ("[content_types].xml", "mimetype")  # what stands in the uppermost folder of a document's package


def begins(data: bytes) -> int:
    """Where a zip begins that has a few bytes before it, or −1. Nothing but a whole zip has a directory's end, too."""
    start = data.find(LOCAL, 0, LEADING_BYTES + len(LOCAL))
    return start if start >= 0 and data.rfind(END) > start else -1


def part_name(name: str) -> str:
    """What a member of a document's package is called, without regard to case, kind of slash, drive and detours."""
    return posixpath.normpath("/" + _DRIVE.sub("", name.replace("\\", "/").lower())).lstrip("/")


def part_names(names: Iterable[str]) -> Mapping[str, str]:
    """Member → its name as a part. A package whose parts all lie in one folder, packed with it, begins in that."""
    called = {name: part_name(name) for name in names}
    parts = [part for part in called.values() if not part.startswith("__macosx/")]
    tops = [part for part in parts if posixpath.basename(part) in _AT_THE_TOP]
    folder = posixpath.dirname(min(tops, key=len)) if tops else ""
    if not folder or not all(part.startswith(folder + "/") or part == folder for part in parts):
        return called
    return {name: part.removeprefix(folder + "/") for name, part in called.items()}


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip, for reading. Raises what zipfile raises when it is damaged.

    Leniencies: bytes before the first member (`begins`) and behind the end; names said to be UTF-8 that are not;
    names that differ between the directory and the member's own head, in slash, case, encoding or altogether
    (one letter off in a plain name is no custom but damage); a version the library
    does not know; a wrong size of the directory; the whole file once more behind itself.
    """
    content = data[max(begins(data), 0) :]
    end = content.rfind(END)
    if end >= 0:  # a comment belongs to the end, anything more does not
        content = content[: end + _END_HEAD + int.from_bytes(content[end + 20 : end + 22], "little")]
    buffer = io.BytesIO(content)
    if end >= 0:
        _measured(buffer, end)
    try:
        archive = _of_any_version(buffer, end)
    except UnicodeDecodeError:
        _unflag(buffer, end)
        archive = _of_any_version(buffer, end)
    if not archive.filelist and content.startswith(LOCAL):
        raise zipfile.BadZipFile("members, and a directory of none")
    first = min((info.header_offset for info in archive.filelist), default=0)
    if first and content[:first] != content[first:]:
        raise zipfile.BadZipFile("the directory is that of a zip inside: of this one only the beginning came")
    for info in archive.infolist():
        _agree(buffer, info)
    return archive


def _measured(buffer: io.BytesIO, end: int) -> None:
    """A directory that goes on to where its end stands is believed, whatever size it is said to have."""
    size, start = struct.unpack_from("<II", buffer.getbuffer(), end + 12)
    last = start
    for at, name in _heads(buffer, start):
        last = at + _CENTRAL_HEAD + name + sum(struct.unpack_from("<HH", buffer.getbuffer(), at + 30))
    if last == end and size != end - start:
        struct.pack_into("<I", buffer.getbuffer(), end + 12, end - start)


def _of_any_version(buffer: io.BytesIO, end: int) -> zipfile.ZipFile:
    """What version of zip a member says it needs is no matter: what it is packed with is told apart from that."""
    try:
        return zipfile.ZipFile(buffer)
    except NotImplementedError:
        for at, _ in _heads(buffer, _directory(buffer, end)):
            struct.pack_into("<H", buffer.getbuffer(), at + 6, _DEFLATES)
        return zipfile.ZipFile(buffer)


def _unflag(buffer: io.BytesIO, end: int) -> None:
    """Take back the claim of UTF-8 from the names in the directory that are in another encoding."""
    view = buffer.getbuffer()
    for at, name in _heads(buffer, _directory(buffer, end)):
        (flags,) = struct.unpack_from("<H", view, at + 8)
        if flags & _UTF8_NAME and not _is_utf8(bytes(view[at + _CENTRAL_HEAD : at + _CENTRAL_HEAD + name])):
            struct.pack_into("<H", view, at + 8, flags & ~_UTF8_NAME)


def _directory(buffer: io.BytesIO, end: int) -> int:
    """Where the directory begins, by the size it is said to have."""
    return end - int.from_bytes(buffer.getbuffer()[end + 12 : end + 16], "little")


def _heads(buffer: io.BytesIO, start: int) -> Iterator[tuple[int, int]]:
    """Where each entry of a directory begins, and how long its name is."""
    view, at = buffer.getbuffer(), start
    while at >= 0 and view[at : at + 4] == CENTRAL:
        name, extra, comment = struct.unpack_from("<HHH", view, at + 28)
        yield at, name
        at += _CENTRAL_HEAD + name + extra + comment


def _agree(buffer: io.BytesIO, info: zipfile.ZipInfo) -> None:
    """The member's own head names it as it likes: the library is told to expect just that."""
    view, at = buffer.getbuffer(), info.header_offset
    if not 0 <= at <= len(view) - _LOCAL_HEAD or view[at : at + 4] != LOCAL:
        return  # the library will say so
    flags, length = struct.unpack_from("<H18xH", view, at + 6)
    name = bytes(view[at + _LOCAL_HEAD : at + _LOCAL_HEAD + length])
    if flags & _UTF8_NAME and not _is_utf8(name):
        flags &= ~_UTF8_NAME
        struct.pack_into("<H", view, at + 6, flags)
    expected, info.orig_filename = info.orig_filename, name.decode("utf-8" if flags & _UTF8_NAME else "cp437")
    if expected != info.orig_filename and _is_one_off(expected, info.orig_filename):
        raise zipfile.BadZipFile(f"{expected!r} and {info.orig_filename!r}")


def _is_one_off(one: str, other: str) -> bool:
    one, other = (name.replace("\\", "/").lower() for name in (one, other))
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
