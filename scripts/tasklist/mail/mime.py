"""A Message as bytes on the wire: built by the standard library, the same bytes for the same message."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import datetime
from email.header import Header
from email.message import Message as Part
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime, formataddr, parseaddr
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from tasklist.model.message import Attachment, Message
from tasklist.model.settings import MailSettings
from tasklist.text.display import visible
from tasklist.text.file_names import safe_name

TYPES = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "pdf",
    ".zip": "zip",
}
GROWTH = 4 / 3 * 78 / 76  # base64, with a line break after every 76 characters


def sender(settings: MailSettings) -> tuple[str, str]:
    """The name and the address mail is sent from: key `from` (name <address> or address), else the login.

    Neither given (.eml files only): an address that stands for this program.
    """
    name, address = parseaddr(settings.sender or settings.user or "tasklist@localhost")
    return one_line(name), address


def one_line(text: str) -> str:
    """`text` fit for a header: one line, nothing invisible or unencodable."""
    return " ".join(visible(text).split())


def wire(message: Message, settings: MailSettings, now: datetime) -> bytes:
    """The mail without its Message-ID (the queue puts one on top for each recipient), lines ended by CRLF.

    multipart/mixed (multipart/alternative (text, html), attachments). Boundaries
    come from the content, so the same message at the same moment gives the same bytes.
    """
    mixed, bodies = MIMEMultipart("mixed"), MIMEMultipart("alternative")
    bodies.attach(MIMEText(visible(message.text), "plain", "utf-8"))
    bodies.attach(MIMEText(visible(message.html), "html", "utf-8"))
    mixed.attach(bodies)
    for attachment in message.attachments:
        mixed.attach(_attached(attachment))
    mixed["From"] = _from(*sender(settings))
    mixed["To"] = ", ".join(message.to)
    if message.cc:
        mixed["Cc"] = ", ".join(message.cc)
    mixed["Subject"] = _words(one_line(message.subject), "Subject")
    mixed["Date"] = format_datetime(now)
    mixed["Auto-Submitted"] = "auto-generated"
    mixed["X-Auto-Response-Suppress"] = "All"
    seed = "\0".join((message.key, message.subject, message.text, format_datetime(now)))
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    mixed.set_boundary(f"=_mixed_{digest}")  # "=_" cannot occur in base64
    bodies.set_boundary(f"=_bodies_{digest}")
    return mixed.as_bytes(policy=_Folded(linesep="\r\n"))


class _Folded(Compat32):
    """The library's own folding, but what describes a part stays on one line: a long name would else be torn apart."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as it goes out."""
        whole = name.lower() in ("content-type", "content-disposition")
        return Compat32.fold_binary(self.clone(max_line_length=998) if whole else self, name, value)


def fit(message: Message, max_mb: int, place: str) -> tuple[Message, tuple[Attachment, ...]]:
    """`message` made to fit `max_mb` megabytes on the wire, and the attachments left out (largest first).

    Too large, every attachment is zipped; still too large, the largest are left out one by one and both bodies
    say so and that the file lies in `place`, where the caller puts it.
    """
    room = max_mb * 1024 * 1024 - len((message.text + message.html).encode("utf-8", "replace")) * 2 - 8192
    if _weight(message.attachments) <= room:
        return message, ()
    pairs = [(_zipped(attachment), attachment) for attachment in message.attachments]
    left: list[Attachment] = []
    while pairs and _weight([packed for packed, _ in pairs]) > room:
        heaviest = max(pairs, key=lambda pair: len(pair[0].data))
        pairs.remove(heaviest)
        left.append(heaviest[1])
    fitted = replace(message, attachments=tuple(packed for packed, _ in pairs))
    for attachment in left:
        where = f"{place}/{safe_name(attachment.name)}"
        fitted = _told(fitted, f"附件 {attachment.name} 超过邮件大小上限 {max_mb} MB，没有随信发送，文件在：{where}")
    return fitted, tuple(left)


def _from(name: str, address: str) -> str:
    return formataddr((name, address)) if name.isascii() else f"{_words(name, 'From')} <{address}>"


def _words(text: str, header: str) -> str:
    """`text` as encoded words, none longer than the standard allows."""
    return Header(text, "utf-8", header_name=header).encode(linesep="", maxlinelen=75)


def _told(message: Message, sentence: str) -> Message:
    text = f"{message.text.rstrip()}\n\n{sentence}\n"
    paragraph = f"<p>{escape(sentence)}</p>"
    body, end, rest = message.html.rpartition("</body>")
    html = f"{body}{paragraph}{end}{rest}" if end else message.html + paragraph
    return replace(message, text=text, html=html)


def _attached(attachment: Attachment) -> Part:
    """An attachment under its own name: as RFC 2231 has it for Outlook, and as QQ reads it, in an encoded word."""
    name = safe_name(attachment.name)
    subtype = TYPES.get(PurePosixPath(name).suffix.lower(), "octet-stream")
    part = MIMEApplication(attachment.data, subtype)
    if name.isascii():
        part.set_param("name", name)
        part.add_header("Content-Disposition", "attachment", filename=name)
    else:
        part.replace_header("Content-Type", f'{part["Content-Type"]}; name="{_words(name, "")}"')
        part.add_header("Content-Disposition", f"attachment; filename*=utf-8''{quote(name)}")
    return part


def _zipped(attachment: Attachment) -> Attachment:
    name = safe_name(attachment.name)
    if name.lower().endswith(".zip"):
        return attachment
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        member = zipfile.ZipInfo(name)  # its own date is 1980-01-01: the same bytes every time
        member.create_system, member.external_attr = 3, 0o644 << 16  # and on every system
        archive.writestr(member, attachment.data, zipfile.ZIP_DEFLATED)
    return Attachment(f"{name}.zip", packed.getvalue())


def _weight(attachments: list[Attachment] | tuple[Attachment, ...]) -> int:
    return int(sum(len(attachment.data) * GROWTH + 512 for attachment in attachments))
