"""One connection to the IMAP server. Nothing is fetched in bulk: an answer about another mail would shift the rest."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailboxLoginError, MailBoxStartTls, MailBoxUnencrypted

from tasklist.mail.connection import redacted, tls_context, trouble
from tasklist.model.errors import UserError
from tasklist.model.settings import ImapSettings
from tasklist.text.display import shorten, visible

LOST = (imaplib.IMAP4.error, ImapToolsError, OSError)
PATIENCE = 60.0  # seconds for the server to answer one command
GOODBYE = 5.0  # seconds for a last word
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@contextmanager
def opened(settings: ImapSettings, password: str, patience: float = PATIENCE) -> Iterator[BaseMailBox]:
    """The mailbox, logged in, no folder selected. Raises UserError when it cannot be opened."""
    where = f"收件邮箱 {settings.host}:{settings.port}"
    box: BaseMailBox | None = None
    try:
        box = _connect(settings, patience)
        box.login(settings.user, password, initial_folder=None)
        if "ID" in box.client.capabilities:  # some providers refuse to open a folder to a nameless client
            box.client.xatom("ID", '("name" "tasklist" "version" "1.0")')
    except MailboxLoginError as error:
        _close(box)
        answer = shorten(redacted(visible(str(error)), password), 120)
        text = (
            f"{where} 不接受登录（{answer}）：请核对 mail.collect.user 和 {settings.password_env} 里的密码（授权码）。"
        )
        raise UserError(text) from error
    except LOST as error:
        _close(box)
        raise UserError(f"{where} {trouble(error)}。") from error
    try:
        yield box
    finally:
        _close(box)


def _connect(settings: ImapSettings, patience: float) -> BaseMailBox:
    if settings.tls == "none":
        return MailBoxUnencrypted(settings.host, settings.port, timeout=patience)
    kind = MailBoxStartTls if settings.tls == "starttls" else MailBox
    return kind(settings.host, settings.port, timeout=patience, ssl_context=tls_context(settings.ca_file))


def _close(box: BaseMailBox | None) -> None:
    if box is not None:
        with suppress(*LOST):
            box.client.sock.settimeout(GOODBYE)
            box.client.logout()
        with suppress(*LOST):
            box.client.shutdown()


def validity(box: BaseMailBox) -> str:
    """UIDVALIDITY of the selected folder: UIDs mean something only together with it."""
    values = box.client.response("UIDVALIDITY")[1]
    return values[0].decode() if values and values[0] else "0"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as the server holds it: every byte, and when the server took it (None when it does not say)."""

    data: bytes
    delivered: datetime | None


_DELIVERED = re.compile(
    rb'INTERNALDATE "([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"', re.IGNORECASE
)


def whole(box: BaseMailBox, uid: int) -> Mail | None:
    """One mail of the selected folder, left unread; None when it is gone. Raises one of LOST."""
    answer, found = box.client.uid("FETCH", str(uid), "(UID INTERNALDATE BODY.PEEK[])")
    if answer != "OK":
        raise imaplib.IMAP4.error(str(found))
    for at, part in enumerate(found):
        if isinstance(part, tuple):
            after = found[at + 1] if at + 1 < len(found) else b""
            said = part[0] + (after if isinstance(after, bytes) else b"")
            if re.search(rb"\bUID %d\b" % uid, said):
                return Mail(part[1], _delivered(said))
    return None


def _delivered(said: bytes) -> datetime | None:
    found = _DELIVERED.search(said)
    month = found[2].decode().capitalize() if found else ""
    if not found or month not in MONTHS:
        return None
    day, year, hour, minute, second, hours, minutes = (int(found[at]) for at in (1, 3, 4, 5, 6, 8, 9))
    ahead = timedelta(hours=hours, minutes=minutes) * (-1 if found[7] == b"-" else 1)
    try:
        return datetime(year, MONTHS.index(month) + 1, day, hour, minute, second, tzinfo=timezone(ahead))
    except ValueError:
        return None


def _sent_folder(box: BaseMailBox) -> str:
    known = ("Sent", "Sent Messages", "Sent Items", "已发送", "已发送邮件")
    folders = box.folder.list()
    marked = [info.name for info in folders if "\\sent" in [flag.lower() for flag in info.flags]]
    named = [info.name for info in folders if info.name.rsplit(info.delim or "/", 1)[-1] in known]
    return next(iter((*marked, *named)), "Sent")


def mark_seen(box: BaseMailBox, uid: str) -> None:
    """Mark one mail read. The library's own `flag` also expunges what the owner has marked for deletion."""
    box.client.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")


def since_day(day: date) -> str:
    """The search for mails that arrived on `day` or later, month names in English whatever the locale."""
    return f"SINCE {day.day}-{MONTHS[day.month - 1]}-{day.year}"


def look_up(
    settings: ImapSettings,
    password: str,
    message_ids: Collection[str],
    *,
    witnesses: Collection[str] = (),
    since: date,
    patience: float = PATIENCE,
) -> Mapping[str, bool | None]:
    """For each Message-ID: True when it lies in the Sent folder, False when it surely does not, else None.

    Not every server files what leaves by SMTP. So absence counts only when at least one of the `witnesses`,
    mails known to have been accepted since the day `since`, lies there. Headers are compared here because some
    servers answer searches by header wrongly. Raises UserError when the mailbox cannot be opened.
    """
    wanted = {*message_ids, *witnesses}
    found: set[str] = set()
    complete = False
    with opened(settings, password, patience) as box, suppress(*LOST):
        box.folder.set(settings.sent_folder or _sent_folder(box), readonly=True)
        for mail in box.fetch(since_day(since), None, headers_only=True, mark_seen=False):
            found |= {str(value).strip() for value in mail.obj.get_all("Message-ID", [])} & wanted
        complete = not found.isdisjoint(witnesses)
    return {number: True if number in found else (False if complete else None) for number in message_ids}


def check(settings: ImapSettings, password: str, patience: float = PATIENCE) -> None:
    """Log in and open the folders, change nothing. Raises UserError with what to mend."""
    with opened(settings, password, patience) as box:
        for folder in filter(None, (settings.folder, settings.sent_folder)):
            try:
                box.folder.set(folder, readonly=True)
            except LOST as error:
                names = "、".join(info.name for info in box.folder.list())
                said = shorten(visible(str(error)), 120)
                text = f"收件邮箱的文件夹“{folder}”打不开（{said}；现有文件夹：{names}）：请核对 mail.collect。"
                raise UserError(text) from error
