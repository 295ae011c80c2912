"""Zip archives and saved mails: bytes in, the files inside out. What they are is asked of each member anew."""

from __future__ import annotations

import binascii
import email
import email.header
import email.policy
import email.utils
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.message import Message

from tasklist.model.book import Book, Grid
from tasklist.model.finding import by_anyone, by_unit
from tasklist.readers.limits import SEND_AGAIN, UNZIPPED_BYTES, ZIP_MEMBERS, Refused
from tasklist.readers.text import lines, plain, read_html
from tasklist.readers.zips import open_zip

_CHUNK = 1024 * 1024
_SPLIT = by_anyone("分开打包后重报")
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_UNICODE_PATH = 0x7075
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]+')
_ENDINGS = {  # for attachments that came without a name
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-excel": ".xls",
    "application/msword": ".doc",
    "application/zip": ".zip",
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/calendar": ".ics",
}


# --- zip ----------------------------------------------------------------------------------------


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
            names = _distinct([_relative(_zip_name(entry)) for entry in entries])
            members = tuple(zip(names, _inflated(archive, entries, name), strict=True))
    except NotImplementedError:
        raise Refused("unsupported", f"{name} 的压缩方式不支持", by_unit("用普通 zip 格式重新打包")) from None
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError):
        raise Refused("half_copied", "文件不完整或已损坏，解不开", SEND_AGAIN) from None
    return Book("zip", members=members)


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith(("/", "\\"))


def _inflated(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], name: str) -> Iterator[bytes]:
    left = UNZIPPED_BYTES
    for entry in entries:
        chunks = []
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused("too_large", f"{name} 解开后超过 {UNZIPPED_BYTES >> 20} MB，没有读取", _SPLIT)
                chunks.append(chunk)
        yield b"".join(chunks)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name as the sender typed it. Chinese Windows writes GBK without saying so, macOS UTF-8 likewise."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    return _unicode_path(entry.extra, raw) or _decoded(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The Info-ZIP unicode path (field 0x7075), when it was written for this very name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and body[1:5] == struct.pack("<L", binascii.crc32(raw)):
            return body[5:].decode("utf-8", "replace")
    return ""


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _relative(name: str) -> str:
    """The parts of a name that lead down: no drive, no root, no `..`."""
    parts = re.sub(r"^[A-Za-z]:", "", name.replace("\\", "/").replace("\x00", "")).split("/")
    return "/".join(part.strip() for part in parts if part.strip() not in ("", ".", "..")) or "未命名"


def _distinct(names: Sequence[str]) -> list[str]:
    """The same names, the second of two equal ones with （2）."""
    given: set[str] = set()
    result = []
    for name in names:
        stem, dot, ending = name.rpartition(".") if "." in name.rsplit("/", 1)[-1] else (name, "", "")
        candidate, number = name, 1
        while candidate in given:
            number += 1
            candidate = f"{stem}（{number}）{dot}{ending}"
        given.add(candidate)
        result.append(candidate)
    return result


# --- mail ---------------------------------------------------------------------------------------


class _RawHeaders(email.policy.Compat32):
    """Headers as they stand, so that raw GBK bytes in them can be decoded here."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002  the base class's signature
        return value


def read_eml(data: bytes, name: str) -> Book:
    """A saved mail: its attachments as members, the sender's address, the body as Grid 邮件正文.

    A mail inside is a member `<subject>.eml`. When the body holds a real table (units paste the filled form
    into the mail), its tables are Grids too. Raises Refused `unreadable` for nesting without end,
    `too_large` for too many parts.
    """
    try:
        message = email.message_from_bytes(data, policy=_RawHeaders())
        parts = list(_leaves(message))
        if len(parts) > ZIP_MEMBERS:
            raise Refused("too_large", f"{name} 里有 {len(parts)} 个附件，超出上限", by_anyone("分开发送"))
        attached = [part for part in parts if _is_attachment(part)]
        named = [(_relative(_part_name(part, at)), _payload(part)) for at, part in enumerate(attached, start=1)]
    except RecursionError:
        raise Refused("unreadable", f"{name} 的邮件结构层层嵌套，读不出来", by_unit("直接报送附件")) from None
    members = tuple(zip(_distinct([name for name, _ in named]), (payload for _, payload in named), strict=True))
    grids, remarks = _body([part for part in parts if not _is_attachment(part)], name)
    sender = email.utils.parseaddr(_header(message, "From"))[1].strip().lower()
    return Book(
        "eml",
        grids,
        members=members,
        sender=sender,
        remarks=remarks,
        delivered=_moment(_last_server(message)),
        written=_moment(str(message.get("Date", ""))),
    )


def _last_server(message: Message) -> str:
    """The date in the topmost Received line, that of the last server on the way, which the sender cannot write."""
    return str(next(iter(message.get_all("Received", ())), "")).rpartition(";")[2]


def _moment(said: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(" ".join(said.split()))
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content; a mail inside is one part, not entered."""
    for part in message.get_payload() if message.is_multipart() else [message]:
        if isinstance(part, str):
            continue
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        else:
            yield from _leaves(part)


def _is_attachment(part: Message) -> bool:
    if part.get_filename() or part.get_content_disposition() == "attachment":
        return True
    return part.get_content_type() not in ("text/plain", "text/html")


def _payload(part: Message) -> bytes:
    inner = _mail_inside(part)
    if inner is not None:
        return inner.as_bytes(policy=email.policy.compat32)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _mail_inside(part: Message) -> Message | None:
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        return payload[0] if isinstance(payload[0], Message) else None
    return None


def _part_name(part: Message, at: int) -> str:
    given = _unquoted(part.get_filename() or "").strip()
    if given:
        return given
    inner = _mail_inside(part)
    if inner is not None:
        subject = _header(inner, "Subject")
        return (_FORBIDDEN.sub("_", subject).strip() or f"邮件{at}") + ".eml"
    return f"附件{at}{_ENDINGS.get(part.get_content_type(), '')}"


def _header(message: Message, name: str) -> str:
    return _unquoted(str(message.get(name, "")))


def _unquoted(value: str) -> str:
    """A header value in readable text: encoded words, and raw UTF-8 or GBK bytes."""
    raw = value.encode("utf-8", "surrogateescape")
    if not value.isascii():
        value = _decoded(raw)
    if "=?" not in value:
        return re.sub(r"[\r\n]+[ \t]*", "", value)
    try:
        pieces = email.header.decode_header(re.sub(r"\r?\n[ \t]+", " ", value))
    except (email.errors.HeaderParseError, ValueError):
        return value
    return "".join(piece if isinstance(piece, str) else _word(piece, charset or "") for piece, charset in pieces)


def _word(raw: bytes, charset: str) -> str:
    declared = "gb18030" if charset.lower() in ("gb2312", "gbk", "cp936") else charset
    try:
        return raw.decode(declared or "ascii")
    except (UnicodeDecodeError, LookupError):
        return _decoded(raw)


def _body(parts: Sequence[Message], name: str) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """The body as Grids: an HTML body when it holds a real table or there is no plain one, else the plain one."""
    said: list[str] = []
    grids: list[Grid] = []
    remarks: tuple[str, ...] = ()
    for part in parts:
        try:
            text = plain(_payload(part), name, part.get_content_charset() or "")[0]
            if part.get_content_subtype() == "html":
                grids += [grid for grid in read_html(text.encode(), name, "utf-8").grids if grid.cells]
            else:
                said += lines(text)
        except Refused:  # the attachments count all the same
            remarks = ("邮件正文读不出来，请打开邮件看一眼",)
    if grids and (not said or any(_is_real(grid) for grid in grids)):
        return tuple(_renamed(grid) for grid in grids), remarks
    return ((Grid("邮件正文", {(row, 1): line for row, line in enumerate(said, start=1)}),) if said else ()), remarks


def _is_real(grid: Grid) -> bool:
    """A table of content, not of layout: at least two rows and three columns."""
    return len({row for row, _ in grid.cells}) > 1 and len({column for _, column in grid.cells}) > 2


def _renamed(grid: Grid) -> Grid:
    sheet = "邮件正文" if grid.sheet == "正文" else f"邮件正文{grid.sheet}"
    return Grid(sheet, grid.cells, merged=grid.merged, hidden_rows=grid.hidden_rows)
