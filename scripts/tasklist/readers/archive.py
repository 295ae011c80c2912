"""Zip archives: bytes in, the files inside out. What they are is asked of each member anew."""

from __future__ import annotations

import binascii
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from tasklist.model.book import Book
from tasklist.model.finding import by_anyone, by_unit
from tasklist.readers.limits import PACKED_BYTES, SEND_AGAIN, ZIP_MEMBERS, Refused
from tasklist.readers.mails.letter import distinct, relative
from tasklist.readers.zips import open_zip
from tasklist.text.mail_headers import decoded
from tasklist.text.packing import packing

_CHUNK = 1024 * 1024
_SPLIT = by_anyone("分开打包后重报")
_APPLE = re.compile(r"([^/]+(?:/[^/]+)*?\.(?:numbers|pages))/(.+)", re.IGNORECASE)
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_UNICODE_PATH = 0x7075


def read_zip(data: bytes, name: str) -> Book:
    """The files of a zip in stored order, directories left out, names made relative and distinct.

    Raises Refused: `password`, `too_large` (counted while inflating), `half_copied` (a checksum or the
    structure is wrong), `unsupported` (a compression method this program does not know).
    """
    try:
        with open_zip(data) as archive:
            entries = [entry for entry in archive.infolist() if not _is_folder(entry)]
            if len(entries) > ZIP_MEMBERS:
                raise Refused("too_large", f"{name} 里有 {len(entries)} 个文件，超出上限", _SPLIT)
            if any(entry.flag_bits & _ENCRYPTED for entry in entries):
                raise Refused("password", f"{name} 有密码，打不开", by_unit("取消密码后重报"))
            names = distinct([relative(_zip_name(entry)) for entry in entries])
            comment = decoded(archive.comment).strip()
            members = tuple(_folded(list(zip(names, _inflated(archive, entries, name), strict=True))))
    except NotImplementedError:
        raise Refused("unsupported", f"{name} 的压缩方式不支持", by_unit("用普通 zip 格式重新打包")) from None
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError):
        raise Refused("half_copied", "文件不完整或已损坏，解不开", SEND_AGAIN) from None
    remarks = (f"压缩包里写着注释：{comment}",) if comment else ()
    return Book(
        "zip", members=members, remarks=remarks, packing={each: what for each, _ in members if (what := packing(each))}
    )


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith(("/", "\\"))


def _folded(members: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files of an archive; a folder that Apple's programs show as one document is that document again."""
    parts: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in members:
        if found := _APPLE.fullmatch(name):
            parts.setdefault(found[1], []).append((found[2], data))
    documents = {folder for folder, held in parts.items() if any(name.startswith("Index") for name, _ in held)}
    for name, data in members:
        found = _APPLE.fullmatch(name)
        if not found or found[1] not in documents:
            yield name, data
    for folder in sorted(documents):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as document:
            for name, data in parts[folder]:
                document.writestr(zipfile.ZipInfo(name), data)
        yield folder, packed.getvalue()


def _inflated(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], name: str) -> Iterator[bytes]:
    left = PACKED_BYTES
    for entry in entries:
        chunks = []
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused("too_large", f"{name} 解开后超过 {PACKED_BYTES >> 20} MB，没有读取", _SPLIT)
                chunks.append(chunk)
        yield b"".join(chunks)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name as the sender typed it. Chinese Windows writes GBK without saying so, macOS UTF-8 likewise."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    return _unicode_path(entry.extra, raw) or decoded(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The Info-ZIP unicode path (field 0x7075), when it was written for this very name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and body[1:5] == struct.pack("<L", binascii.crc32(raw)):
            return body[5:].decode("utf-8", "replace")
    return ""
