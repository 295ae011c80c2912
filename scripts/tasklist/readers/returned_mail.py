"""A mail of ours that came back: a report of the mail system that it could not be delivered (RFC 3464)."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from email.message import Message

from tasklist.model.finding import Advice
from tasklist.readers.limits import Refused
from tasklist.text.display import shorten
from tasklist.text.mail_headers import header

_SYSTEM = re.compile(r"(?:mailer[-_.]?daemon|postmaster|mail[-_.]?system)@", re.IGNORECASE)
_CAME_BACK = re.compile(
    r"退信|未送达|无法(?:送达|投递)|投递失败|发送失败|undeliver|not be delivered|returned (?:mail|to sender)"
    r"|delivery (?:status|failure|failed)|failure notice",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def refuse_returned_mail(message: Message) -> None:
    """Raises Refused `returned_mail` when the mail is such a report: what it encloses is our own, nobody's return."""
    subject = header(message, "Subject")
    writer = email.utils.parseaddr(header(message, "From"))[1]
    report = message.get_content_type() == "multipart/report" and "delivery-status" in str(message.get("Content-Type"))
    if report or (_SYSTEM.match(writer) and _CAME_BACK.search(subject)):
        to = "、".join(dict.fromkeys(_failed(message)))
        said = (
            f"发到 {to} 的邮件没有送到，被退了回来"
            if to
            else f"有一封邮件没有送到，被退了回来（“{shorten(subject, 40)}”）"
        )
        raise Refused("returned_mail", said, Advice("核对名册里这个单位的邮箱，改对后再发，或改用电话通知", ""))


def _failed(message: Message) -> Iterator[str]:
    """The addresses that were not reached."""
    for part in message.walk():
        for name in ("Final-Recipient", "Original-Recipient", "X-Failed-Recipients"):
            yield from _ADDRESS.findall(str(part.get(name, "")))
