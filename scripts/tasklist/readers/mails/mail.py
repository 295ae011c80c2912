"""Mails as programs save them (.eml, .emlx, mbox): body and enclosures are both content, a mail inside a mail too."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message

from tasklist.model.book import Book
from tasklist.model.finding import by_anyone, by_unit
from tasklist.readers.decode import plain, with_damage
from tasklist.readers.limits import ZIP_MEMBERS, Refused
from tasklist.readers.mails import mail_headers as headers
from tasklist.readers.mails.letter import DAMAGED_BODY, UNREADABLE_BODY, Enclosure, SavedMail, distinct, is_table
from tasklist.readers.mails.outlook import TNEF, read_tnef
from tasklist.readers.mails.unwritten_mail import refuse_unwritten_mail
from tasklist.readers.mails.uuencoded import taken_out
from tasklist.readers.mails.web_archive import is_web_archive, read_web_archive
from tasklist.text.mail_headers import forged, header, parsed, sender

_LENGTH = re.compile(rb"\A\s*(\d{1,12})[ \t]*\r?\n")
_NEXT = re.compile(rb"(?:\A|\n)From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]{1,70}:)")
_SEPARATED = re.compile(rb"\s*(?:From [^\r\n]*\r?\n)?")
_BEFORE = b"\xef\xbb\xbf \t\r\n"  # a mark or empty lines that a program wrote before the mail
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_SOFT = re.compile(r"(?<!\n--) \n(?!>|-- \n)")  # a line that a program broke (RFC 3676)
_BROKEN = "\ufffd"  # what stands for a byte that is no character
_FRAGMENT = re.compile(r"ATT\d{3,6}\.(?:txt|html?)", re.IGNORECASE)  # what Outlook makes of a text behind an attachment


def read_mail(data: bytes, name: str) -> Book:
    """A saved mail: its body as Grids, its enclosures as members; of a mailbox every mail as a member.

    A page saved as a mail (MHTML) is read as the page it is. Raises Refused `unreadable` for nesting without end,
    `too_large` for too many parts, `returned_mail` and
    `auto_reply` for what nobody wrote.
    """
    data = data.lstrip(_BEFORE)
    length = _LENGTH.match(data)
    if length:  # .emlx: the mail has so many bytes, and a property list follows
        data = data[length.end() : length.end() + int(length[1])]
    mails = _mails(data)
    if len(mails) > 1:
        return _mailbox(mails, name)
    try:
        message = parsed(mails[0])
        if following := _following(message, mails[0]):
            return _mailbox(following, name)
        refuse_unwritten_mail(message)
        if is_web_archive(message):
            return read_web_archive(message, name)
        return _letter(message, name).book("eml", name)
    except RecursionError:
        raise Refused("unreadable", f"{name} 的邮件结构层层嵌套，读不出来", by_unit("直接报送附件")) from None


def _mails(data: bytes) -> list[bytes]:
    """The mails of a mailbox; a file that is none is one mail."""
    starts = [(found.start(), found.end()) for found in _NEXT.finditer(data)]
    if not starts or data[: starts[0][0]].strip():
        return [data]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    return [_QUOTED.sub(rb"\1", data[start:end]) for (_, start), end in zip(starts, ends, strict=True)]


def _following(message: Message, data: bytes) -> list[bytes]:
    """A mail and those written behind its end one after the other, when that is where further ones begin."""
    tail = (message.epilogue or "").encode("utf-8", "surrogateescape")
    rest = tail[len(_SEPARATED.match(tail)[0]) :]  # type: ignore[index]
    if not headers.is_mail(rest) or not data.endswith(rest):
        return []
    return [data[: len(data) - len(rest)], *(_following(parsed(rest), rest) or [rest])]


def _mailbox(mails: list[bytes], name: str) -> Book:
    if len(mails) > ZIP_MEMBERS:
        raise Refused("too_large", f"{name} 里有 {len(mails)} 封邮件，超出上限", by_anyone("分开导出"))
    subjects = (header(parsed(each), "Subject") for each in mails)
    names = distinct([headers.mail_name(subject, at) for at, subject in enumerate(subjects, start=1)])
    return Book("mbox", members=tuple(zip(names, mails, strict=True)))


def _letter(message: Message, name: str) -> SavedMail:
    letter = SavedMail(header(message, "Subject").strip(), sender(message), *headers.moments(message))
    if forged(message):
        letter.remarks.append(
            "收件服务器判定这封邮件的发件地址是冒用的（dmarc=fail），没有按发件人认单位，请核对是谁发的"
        )
    attached = 0
    for count, part in enumerate(_leaves(message)):
        if count > ZIP_MEMBERS:
            raise Refused("too_large", f"{name} 里的附件超过 {ZIP_MEMBERS} 个", by_anyone("分开发送"))
        if not _is_attachment(part):
            _add_words(letter, part, name)
            continue
        attached += 1
        _add_attachment(letter, part, headers.part_name(part, attached), name)
    letter.sources += [str(_words(part, name)) for part in message.walk() if part.get_content_type() == "text/html"]
    for part in _twins(message):
        words = _words(part, name) or ""
        letter.twins.append((words, part.get_content_subtype() == "html"))
    return letter


def _add_words(letter: SavedMail, part: Message, name: str) -> None:
    words = _words(part, name)
    if words is None:
        letter.remarks.append(UNREADABLE_BODY)
        return
    if _BROKEN in words:
        letter.remarks.append(DAMAGED_BODY)
    if part.get_content_subtype() == "html":
        letter.pages.append(words)
    else:
        text, files = taken_out(words)
        letter.texts.append(text)
        letter.enclosures += [Enclosure(called, content) for called, content in files]


def _add_attachment(letter: SavedMail, part: Message, called: str, name: str) -> None:
    data = _payload(part)
    if data.startswith(TNEF):
        inner = read_tnef(data, name)
        if inner is not None:
            letter.enclosures += inner.enclosures
            if not (letter.pages or any(text.strip() for text in letter.texts)):
                letter.texts, letter.pages = inner.texts, inner.pages
            return
    cid = str(part.get("Content-ID", "")).strip().strip("<>")
    letter.enclosures.append(Enclosure(called, data, cid))


def _words(part: Message, name: str) -> str | None:
    """The text of a part, bytes that are broken as �, or None when it cannot be read."""
    data, charset = _payload(part), part.get_content_charset() or ""
    try:
        text = plain(data, name, charset)[0]
    except Refused:
        text = with_damage(data, charset)
        if not text:
            return None
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    blank = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    return _SOFT.sub(blank, text.replace("\r\n", "\n"))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content; a mail inside is one part, not entered. Of alternatives the fullest is read."""
    for part in _parts(message) if message.is_multipart() else [message]:
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        elif part.get_content_type() == "multipart/alternative":
            yield from _alternative(part)
        else:
            yield from _leaves(part)


def _parts(message: Message) -> list[Message]:
    if message.get_content_type() == "multipart/alternative":
        return list(_alternative(message))
    return [part for part in message.get_payload() if isinstance(part, Message)]


def _alternative(message: Message) -> Iterator[Message]:
    """The words of one alternative (a page with a table, else plain text, else a page), the attachments of all."""
    leaves = [leaf for part in message.get_payload() if isinstance(part, Message) for leaf in _own_leaves(part)]
    words = [leaf for leaf in leaves if not _is_attachment(leaf)]
    pages = [leaf for leaf in words if leaf.get_content_subtype() == "html"]
    texts = [leaf for leaf in words if leaf.get_content_subtype() == "plain"]
    said = any((_words(leaf, "") or "").strip() for leaf in texts)
    chosen = pages if pages and (not said or any(is_table(_words(leaf, "") or "") for leaf in pages)) else texts
    yield from (leaf for leaf in leaves if leaf in chosen or leaf not in words)


def _twins(message: Message) -> Iterator[Message]:
    """The words of alternatives that were not read because a twin was."""
    read = {id(part) for part in _leaves(message)}
    yield from (part for part in _entered(message) if id(part) not in read and not _is_attachment(part))


def _entered(message: Message) -> Iterator[Message]:
    """Every part of a mail, a mail inside not entered."""
    parts = message.get_payload()
    for part in (each for each in (parts if isinstance(parts, list) else ()) if isinstance(each, Message)):
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            yield from _entered(part)
        else:
            yield part


def _own_leaves(part: Message) -> Iterator[Message]:
    return _leaves(part) if part.is_multipart() and part.get_content_type() != "message/rfc822" else iter([part])


def _is_attachment(part: Message) -> bool:
    if part.get_content_type() not in ("text/plain", "text/html"):
        return True
    called = part.get_filename() or ""
    if isinstance(called, str) and _FRAGMENT.fullmatch(called):
        return False
    return bool(called) or part.get_content_disposition() == "attachment"


def _payload(part: Message) -> bytes:
    inner = headers.mail_inside(part)
    if inner is not None:
        return inner.as_bytes(policy=email.policy.compat32)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
