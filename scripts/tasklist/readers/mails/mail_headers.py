"""What the headers of a mail say, however its sender's program wrote them: names, subjects, moments."""

from __future__ import annotations

import email.header
import email.policy
import email.utils
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.message import Message

from tasklist.text.mail_headers import header, readable, word

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
    "text/css": ".css",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/calendar": ".ics",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
}
_BEIJING = timezone(timedelta(hours=8))
_CHINA = re.compile(r"(?<!\()\bCST\b")  # written here it is China's standard time, not that of the American middle
# Dates as programs write them that know no RFC: 2023-06-24 16:00:00, 2023年6月24日 16:00, 24 6月 2023 16:00:00.
_CLOCK = r"\D{1,12}?(?P<hour>\d{1,2}):(?P<minute>\d\d)"
_CIVIL = (
    re.compile(rf"(?P<year>20\d\d)[-/.年](?P<month>\d{{1,2}})[-/.月](?P<day>\d{{1,2}})日?{_CLOCK}"),
    re.compile(rf"(?P<day>\d{{1,2}})[ -](?P<month>\d{{1,2}})月[ -](?P<year>20\d\d){_CLOCK}"),
)
# What the header block of a mail can begin with: in front of it a line of an mbox, or the length an .emlx begins with.
_NAME = re.compile(rb"([!-9;-~]{1,70}):")
_KNOWN = {b"from", b"date", b"subject", b"mime-version", b"content-type", b"to", b"message-id", b"received"}
_HEADERS = 8 << 20  # bytes: relays add seals and signatures of many lines in front of what the sender wrote
_HEADERS_AMONG_LINES = 0.8  # some programs break a header line without a space in front of its rest
_BEFORE = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s*\d{1,12}[ \t]*\r?\n|From [^\r\n]*\r?\n)?(?:\r?\n){0,3}")


def is_mail(data: bytes) -> bool:
    """Does this begin with the headers of a mail, however many: two that mails have, and hardly another line?"""
    before = _BEFORE.match(data)
    start = before.end() if before else 0
    if not _NAME.match(data, start):
        return False
    ends = [at for at in (data.find(b"\n\r\n", start), data.find(b"\n\n", start)) if at >= 0]
    block = data[start : min([*ends, start + _HEADERS])]
    lines = [line for line in block.splitlines() if line.strip() and line[:1] not in b" \t"]
    names = [found[1].lower() for line in lines if (found := _NAME.match(line))]
    return len(names) >= len(lines) * _HEADERS_AMONG_LINES and len(_KNOWN & set(names)) > 1


def moments(message: Message) -> tuple[datetime | None, datetime | None]:
    """When a mail says it was written, and when the last server on its way took it (the topmost Received line, which
    the sender cannot write); None where it says no such moment.
    """
    received = header(message, "Received").rpartition(";")[2]
    return _moment(header(message, "Date")), _moment(received)


def _moment(text: str) -> datetime | None:
    """The moment a header tells; without a zone it is that of the clock of the program that wrote it."""
    text = _CHINA.sub("+0800", " ".join(text.split()))
    try:
        when = _civil(text) or email.utils.parsedate_to_datetime(text)
        zone = UTC if text.endswith("-0000") else _BEIJING
        return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _civil(text: str) -> datetime | None:
    """A moment written as no mail should."""
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    found = next((each for pattern in _CIVIL if (each := pattern.search(text))), None)
    told = [int(found[part]) for part in ("year", "month", "day", "hour", "minute")] if found else []
    return datetime(*told, tzinfo=_BEIJING) if told else None  # type: ignore[arg-type,misc]


def part_name(part: Message, at: int) -> str:
    """What the `at`-th attachment is called: as its sender named it, after its subject when it is a mail, or 附件n."""
    given = readable(_filename(part)).strip()
    if given:
        return given
    inner = mail_inside(part)
    if inner is not None:
        return mail_name(header(inner, "Subject"), at)
    return f"附件{at}{_ENDINGS.get(part.get_content_type(), '')}"


def mail_name(subject: str, at: int) -> str:
    """A file name for a mail inside another file."""
    return (as_name(subject) or f"邮件{at}") + ".eml"


def as_name(subject: str) -> str:
    """A subject as a file can be called."""
    return _FORBIDDEN.sub("_", subject).strip()


def mail_inside(part: Message) -> Message | None:
    """The mail a part holds, or None."""
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        return payload[0] if isinstance(payload[0], Message) else None
    return None


def _filename(part: Message) -> str:
    """The name of an attachment. RFC 2231 names are decoded here: programs say gb2312 and mean GBK."""
    for key, where in (("filename", "content-disposition"), ("name", "content-type")):
        value = part.get_param(key, None, where)
        if isinstance(value, tuple):
            charset, _, text = value
            return word(text.encode("latin-1", "replace"), charset or "")
        if value:
            return value
    return ""
