"""The headers of a mail as readable text: encoded words, and the raw UTF-8 or GBK bytes old programs write."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import email.utils
import re
from email.message import Message

_CODINGS = 3  # gateways encode what is encoded already
_CODED = re.compile(r"=\?[\w-]{1,20}\?[bq]\?[^?]*\?=", re.IGNORECASE)


class _RawHeaders(email.policy.Compat32):
    """Headers as they stand, so that raw GBK bytes in them can be decoded here."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002  the base class's signature
        """The value as it is."""
        return value


_TORN = re.compile(rb"(?<=[^\r\n])(\r?\n)(?![!-9;-~]{1,70}:|[ \t\r\n]|\Z)")


def parsed(data: bytes) -> Message:
    """The mail as parts, its headers as they stand. Raises RecursionError for nesting without end.

    A header line broken without a space in front of its rest is one line: it ends no headers.
    """
    end = min((at for at in (data.find(b"\n\n"), data.find(b"\n\r\n")) if at >= 0), default=0)
    return email.message_from_bytes(_TORN.sub(rb"\1 ", data[:end]) + data[end:], policy=_RawHeaders())


def header(message: Message, name: str) -> str:
    """The first header of that name, readable; empty without one."""
    return readable(str(message.get(name, "")))


_FORGED = re.compile(r"\bdmarc\s{0,9}=\s{0,9}fail\b", re.IGNORECASE)


def forged(message: Message) -> bool:
    """Did the server that took the mail find that it is not from whom it says (RFC 8601, its topmost result)?"""
    return bool(_FORGED.search(str(message.get("Authentication-Results", ""))[:10_000]))


def sender(message: Message) -> str:
    """The address the mail says it is from, in small letters; empty without one, and where it is `forged`."""
    if forged(message):
        return ""
    return email.utils.parseaddr(header(message, "From"))[1].strip().lower()


def readable(value: str) -> str:
    """A header value in readable text."""
    raw = value.encode("utf-8", "surrogateescape")
    if not value.isascii():
        value = decoded(raw)
    if "=?" not in value:
        return re.sub(r"[\r\n]+[ \t]*", "", value)
    for _ in range(_CODINGS):
        try:
            pieces = email.header.decode_header(re.sub(r"\r?\n[ \t]+", " ", value))
        except (email.errors.HeaderParseError, ValueError):
            return value
        value = "".join(piece if isinstance(piece, str) else word(piece, charset or "") for piece, charset in pieces)
        if not _CODED.search(value):
            break
    return value


def word(raw: bytes, charset: str) -> str:
    """A word of a header in its declared set; the Chinese ones mean their common superset."""
    declared = "gb18030" if charset.lower() in ("gb2312", "gbk", "cp936") else charset
    try:
        return raw.decode(declared or "ascii")
    except (UnicodeDecodeError, LookupError):
        return decoded(raw)


def decoded(raw: bytes) -> str:
    """Bytes whose encoding nobody told: UTF-8, else GB18030, else what every byte can be."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
