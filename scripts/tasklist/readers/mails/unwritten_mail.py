"""Mails that no person wrote: a mail of ours that came back (RFC 3464), a receipt, an automatic reply (RFC 3834)."""

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
_ANSWERS_BY_ITSELF = re.compile(
    r"\s*(?:(?:外出)?自动(?:回复|答复)|auto(?:matic)?[- ]?(?:reply|response)|out of office)\s{0,3}[:：]", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def refuse_unwritten_mail(message: Message) -> None:
    """Raises Refused `returned_mail` or `auto_reply` when nobody wrote the mail: it is nobody's return, and what a mail
    that came back encloses is our own.
    """
    if _is_automatic(message):
        raise Refused("auto_reply", "是邮件系统的自动回复或已读回执", Advice("不用处理", ""))
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


def _is_automatic(message: Message) -> bool:
    """A receipt that a mail was read, or a reply that encloses nothing and says itself that a program wrote it, in its
    headers or as its subject begins. Where a person answers such a mail, its subject begins with that.
    """
    if message.get_content_type() == "multipart/report" and "disposition-notification" in str(message["Content-Type"]):
        return True
    told = str(message.get("Auto-Submitted", "")).lower().startswith("auto-replied") or "X-Autoreply" in message
    told = told or bool(_ANSWERS_BY_ITSELF.match(header(message, "Subject")))
    return told and not any(part.get_content_disposition() == "attachment" for part in message.walk())


def _failed(message: Message) -> Iterator[str]:
    """The addresses that were not reached."""
    for part in message.walk():
        for name in ("Final-Recipient", "Original-Recipient", "X-Failed-Recipients"):
            yield from _ADDRESS.findall(str(part.get(name, "")))
