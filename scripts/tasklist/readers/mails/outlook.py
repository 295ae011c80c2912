"""What Outlook writes: its own mail files (.msg) and the wrapping it puts around a mail for others (winmail.dat).

Both are lists of MAPI properties ([MS-OXMSG], [MS-OXTNEF]); only those that hold words, names and files are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from tasklist.model.book import Book
from tasklist.model.finding import Advice, by_anyone
from tasklist.readers.decode import plain
from tasklist.readers.limits import ZIP_MEMBERS, OleFile, Refused, open_ole
from tasklist.readers.mails.letter import Enclosure, SavedMail
from tasklist.readers.mails.mail_headers import as_name
from tasklist.readers.mails.rtf_body import unpacked, words
from tasklist.text.mail_headers import decoded

TNEF = b"\x78\x9f\x3e\x22"

_SUBJECT, _BODY, _HTML, _RTF, _SENDER, _SENDER_SMTP = 0x0037, 0x1000, 0x1013, 0x1009, 0x0C1F, 0x5D01
_DATA, _SHORT_NAME, _LONG_NAME, _SHOWN_NAME, _CID = 0x3701, 0x3704, 0x3707, 0x3001, 0x3712
_WRITTEN, _ARRIVED = 0x0039, 0x0E06
_STRING, _UNICODE, _BINARY, _OBJECT, _TIME = 0x001E, 0x001F, 0x0102, 0x000D, 0x0040
_ONLY_RTF = "邮件正文是 Outlook 的 RTF 格式，读不出来，请打开邮件看一眼"

Properties = Mapping[int, tuple[int, bytes]]  # property → its type and value


def _text(found: Properties, *wanted: int) -> str:
    """The first of the wanted properties as text, or empty."""
    for each in wanted:
        kind, value = found.get(each, (0, b""))
        text = value.decode("utf-16-le", "replace") if kind == _UNICODE else _narrow(value)
        if text.strip("\0 \r\n"):
            return text.strip("\0")
    return ""


def _narrow(value: bytes) -> str:
    """Text in one of the encodings of one Windows or another."""
    try:
        return plain(value.rstrip(b"\0"), "")[0]
    except Refused:
        return decoded(value.rstrip(b"\0"))


def _add_body(letter: SavedMail, found: Properties) -> None:
    page, text = _text(found, _HTML), _text(found, _BODY)
    if page:
        letter.pages.append(page)
        letter.sources.append(page)
    elif text:
        letter.texts.append(text)
    elif _RTF in found:
        _add_rtf(letter, found[_RTF][1])


def _add_rtf(letter: SavedMail, packed: bytes) -> None:
    """The body where Outlook kept it as RTF alone."""
    try:
        said, is_page = words(unpacked(packed))
    except ValueError:
        said, is_page = "", False
    if not said.strip():
        letter.remarks.append(_ONLY_RTF)
    elif is_page:
        letter.pages.append(said)
        letter.sources.append(said)
    else:
        letter.texts.append(said)


# --- .msg ---------------------------------------------------------------------------------------


def read_msg(data: bytes, name: str) -> Book:
    """A mail saved by Outlook. Raises Refused when the file falls apart."""
    with open_ole(data) as ole:
        return _message(ole, ()).book("msg", name)


def _message(ole: OleFile, at: Sequence[str]) -> SavedMail:
    found = _streams(ole, at)
    letter = SavedMail(_text(found, _SUBJECT).strip(), _text(found, _SENDER_SMTP, _SENDER).strip().lower())
    letter.written, letter.delivered = _moment(found, _WRITTEN), _moment(found, _ARRIVED)
    _add_body(letter, found)
    for number, place in enumerate(_attachments(ole, at), start=1):
        inside = (*place, f"__substg1.0_{_DATA:04X}{_OBJECT:04X}")
        parts = _streams(ole, place)
        called = _text(parts, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME) or f"附件{number}"
        if ole.exists([*inside, "__properties_version1.0"]):
            letter.enclosures += _passed_on(_message(ole, inside), called)
        else:
            letter.enclosures.append(Enclosure(called, parts.get(_DATA, (0, b""))[1], _text(parts, _CID)))
    return letter


def _passed_on(inner: SavedMail, called: str) -> Iterator[Enclosure]:
    """A mail inside a mail: its body and its enclosures, in a folder of its subject."""
    folder = as_name(inner.subject) or called
    yield from (Enclosure(f"{folder}/正文.html", page.encode()) for page in inner.pages)
    yield from (Enclosure(f"{folder}/正文.txt", text.encode()) for text in inner.texts)
    yield from (Enclosure(f"{folder}/{each.name}", each.data, each.cid) for each in inner.enclosures)


def _attachments(ole: OleFile, at: Sequence[str]) -> list[tuple[str, ...]]:
    depth = len(at)
    found = {tuple(path[: depth + 1]) for path in ole.listdir(streams=True) if tuple(path[:depth]) == tuple(at)}
    places = sorted(path for path in found if path[-1].lower().startswith("__attach_version1.0"))
    if len(places) > ZIP_MEMBERS:
        raise Refused("too_large", f"邮件里有 {len(places)} 个附件，超出上限", by_anyone("分开发送"))
    return places


def _streams(ole: OleFile, at: Sequence[str]) -> dict[int, tuple[int, bytes]]:
    """The properties of a message or an attachment: one stream each, the fixed ones together in one."""
    found: dict[int, tuple[int, bytes]] = {}
    for path in ole.listdir(streams=True):
        label = path[-1]
        if tuple(path[:-1]) == tuple(at) and label.lower().startswith("__substg1.0_") and len(label) == 20:
            try:
                tag = int(label[-8:], 16)
                found[tag >> 16] = (tag & 0xFFFF, ole.openstream(path).read())
            except (ValueError, OSError, IndexError, TypeError):
                continue
    fixed = [*at, "__properties_version1.0"]
    if ole.exists(fixed):
        entries = ole.openstream(fixed).read()
        for place in range(len(entries) % 16, len(entries) - 15, 16):
            tag = struct.unpack_from("<I", entries, place)[0]
            if tag & 0xFFFF == _TIME:
                found[tag >> 16] = (_TIME, entries[place + 8 : place + 16])
    return found


def _moment(found: Properties, wanted: int) -> datetime | None:
    """A moment, or None."""
    kind, value = found.get(wanted, (0, b""))
    if kind != _TIME or len(value) != 8:
        return None
    try:
        since = timedelta(microseconds=struct.unpack("<Q", value)[0] // 10)
        return datetime(1601, 1, 1, tzinfo=UTC) + since
    except OverflowError:
        return None


# --- winmail.dat --------------------------------------------------------------------------------

_TITLE, _CONTENT, _START, _PROPERTIES, _MESSAGE, _PLAIN = 0x8010, 0x800F, 0x9002, 0x9005, 0x9003, 0x800C


def read_winmail(data: bytes, name: str) -> Book:
    """A winmail.dat that was saved from its mail. Raises Refused when it is cut short."""
    letter = read_tnef(data, name)
    if letter is None:
        raise Refused(
            "half_copied",
            f"{name} 不完整，解不开",
            Advice("请重新拷贝，或请单位用普通格式重发邮件", "用普通格式重发邮件"),
        )
    return letter.book("tnef", name)


def read_tnef(data: bytes, name: str) -> SavedMail | None:  # noqa: ARG001  every reader is told the name
    """What Outlook wrapped up, or None when the wrapping is damaged."""
    letter = SavedMail()
    try:
        for kind, value in _attributes(data):
            _attribute(letter, kind, value)
    except (struct.error, IndexError):
        return None
    letter.enclosures = [each if each.name else Enclosure("附件", each.data) for each in letter.enclosures]
    return letter


def _attribute(letter: SavedMail, kind: int, value: bytes) -> None:
    last = letter.enclosures[-1] if letter.enclosures else Enclosure("", b"")
    if kind == _START:
        letter.enclosures.append(Enclosure("", b""))
    elif kind == _MESSAGE:
        _add_body(letter, _mapi(value))
    elif kind == _PLAIN and value.strip(b"\0 \r\n"):
        letter.texts.append(_narrow(value))
    elif letter.enclosures and kind == _TITLE:
        letter.enclosures[-1] = Enclosure(last.name or _narrow(value).strip("\0"), last.data, last.cid)
    elif letter.enclosures and kind == _CONTENT:
        letter.enclosures[-1] = Enclosure(last.name, value, last.cid)
    elif letter.enclosures and kind == _PROPERTIES:
        found = _mapi(value)
        called = _text(found, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME) or last.name
        inner = found.get(_DATA, (0, b""))[1]
        letter.enclosures[-1] = Enclosure(called, last.data or _unwrapped(inner), _text(found, _CID))


def _unwrapped(inner: bytes) -> bytes:
    """An embedded object without the identifier in front of it; an embedded message is again a winmail.dat."""
    return inner[16:] if inner[16:20] == TNEF else inner


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        _, tag, size = struct.unpack_from("<BII", data, at)
        if at + 9 + size > len(data):
            raise IndexError(at)
        yield tag & 0xFFFF, data[at + 9 : at + 9 + size]
        at += 9 + size + 2  # a checksum follows


def _mapi(data: bytes) -> dict[int, tuple[int, bytes]]:
    """The properties of a block; what follows one whose length is unknown is left."""
    found: dict[int, tuple[int, bytes]] = {}
    (count,) = struct.unpack_from("<I", data, 0)
    at = 4
    for _ in range(min(count, 10_000)):
        kind, name = struct.unpack_from("<HH", data, at)
        at = _after_name(data, at + 4) if name >= 0x8000 else at + 4  # a named one
        base = kind & 0x0FFF
        several = 1
        if base in _VARIABLE or kind & 0x1000:
            (several,) = struct.unpack_from("<I", data, at)
            at += 4
        for _ in range(several):
            if base in _VARIABLE:
                (size,) = struct.unpack_from("<I", data, at)
                at += 4
            else:
                size = _FIXED.get(base, 4)
            found.setdefault(name, (base, data[at : at + size]))
            at += _padded(size)
    return found


_VARIABLE = {_STRING, _UNICODE, _BINARY, _OBJECT}
_FIXED = {0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, _TIME: 8, 0x0048: 16}


def _after_name(data: bytes, at: int) -> int:
    """Where the value of a named property begins: behind its set, and its number or its name in letters."""
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(size) if kind else 0)


def _padded(size: int) -> int:
    return (size + 3) // 4 * 4
