"""One connection to the IMAP server. Nothing is fetched in bulk: an answer about another mail would shift the rest."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.message import Message

from imap_tools import ImapToolsError, MailboxLoginError
from imap_tools.errors import UnexpectedCommandStatusError

from tasklist.mail import connection
from tasklist.mail.imap_line import MAIL_BYTES, MailLine, TooLargeError
from tasklist.model.errors import UserError
from tasklist.model.settings import ImapSettings
from tasklist.text.display import shorten, visible
from tasklist.text.mail_headers import parsed
from tasklist.text.moments import YEARS

LOST = (imaplib.IMAP4.error, ImapToolsError, OSError, UnicodeError)  # the last: what the libraries cannot decode
PATIENCE = 60.0  # seconds for the server to answer one command
GOODBYE = 5.0  # seconds for a last word
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@contextmanager
def opened(settings: ImapSettings, password: str, patience: float = PATIENCE) -> Iterator[MailLine]:
    """The mailbox, logged in, no folder selected. Raises UserError when it cannot be opened."""
    where = f"收件邮箱 {settings.host}:{settings.port}"
    box: MailLine | None = None
    try:
        box = MailLine(settings, patience)
        box.login(settings.user, password, initial_folder=None)
        if "ID" in box.client.capabilities:  # some providers refuse to open a folder to a nameless client
            _introduce(box)
    except MailboxLoginError as error:
        _close(box)
        text = (
            f"{where} 不接受登录（{_answer(error, password)}）："
            f"请核对 mail.collect.user 和 {settings.password_env} 里的密码（授权码）。"
        )
        raise UserError(text) from error
    except LOST as error:
        _close(box)
        raise UserError(f"{where} {trouble(error, password)}。") from error
    try:
        yield box
    finally:
        _close(box)


def _introduce(box: MailLine) -> None:
    try:
        box.client.xatom("ID", '("name" "tasklist" "version" "1.0")')
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:  # it need not be polite in return
        return


def trouble(error: BaseException, password: str) -> str:
    """What went wrong, for a sentence that has named the server: it refused, or the line was lost."""
    if isinstance(error, TooLargeError):
        return f"要交来的一封邮件超过 {MAIL_BYTES >> 20} MB，不是正常的邮件，没有取"
    if isinstance(error, UnicodeError):
        return "的回答看不懂：请核对服务器名和端口"
    refused = isinstance(error, imaplib.IMAP4.error) and not isinstance(error, imaplib.IMAP4.abort)
    if refused or isinstance(error, ImapToolsError):
        return f"没有照办（{_answer(error, password) or '没有说原因'}）"
    return connection.trouble(error, password)


def _answer(error: BaseException, password: str) -> str:
    """A server's own words in a refusal, as they may be shown."""
    words = str(error)
    if isinstance(error, UnexpectedCommandStatusError):
        words = _words(error.command_result[1])
    return connection.said(words, password)


def _words(answer: Iterable[object]) -> str:
    return connection.decoded(b" ".join(part for part in answer if isinstance(part, bytes)))


def _close(box: MailLine | None) -> None:
    if box is not None:
        with suppress(*LOST):
            box.client.hurry(GOODBYE)
            box.client.logout()
        with suppress(*LOST):
            box.client.shutdown()


def validity(box: MailLine) -> str:
    """UIDVALIDITY of the selected folder: UIDs mean something only together with it."""
    values = box.client.response("UIDVALIDITY")[1]
    return values[0].decode("ascii", "replace") if values and isinstance(values[0], bytes) else "0"


def listed(box: MailLine, criteria: str) -> list[int]:
    """The UIDs of the mails of the selected folder that fit, whatever the number of lines they are told in."""
    status, found = box.client.uid("SEARCH", criteria)
    if status != "OK":
        raise imaplib.IMAP4.error(_words(found))
    numbers = [number for part in found for number in (part.split() if isinstance(part, bytes) else [part]) if number]
    if not all(isinstance(number, bytes) and _UID.fullmatch(number) for number in numbers):
        raise imaplib.IMAP4.error("SEARCH: not numbers")
    return sorted(set(map(int, numbers)))


_UID = re.compile(rb"\d{1,10}")


class NotGivenError(Exception):
    """The server lists a mail and does not hand it over. Its words, as they may be shown."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as the server holds it: every byte, and when the server took it (None when it does not say)."""

    data: bytes
    delivered: datetime | None


_DELIVERED = re.compile(
    rb'INTERNALDATE "([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"', re.IGNORECASE
)


def whole(box: MailLine, uid: int, password: str) -> Mail:
    """One mail of the selected folder, left unread. Raises NotGivenError, or one of LOST when the line is lost."""
    said, data = _fetched(box, uid, "INTERNALDATE BODY.PEEK[]", password)
    return Mail(data, _delivered(said))


def head(box: MailLine, uid: int, password: str) -> Message:
    """The headers of one mail of the selected folder. Raises as `whole` does."""
    return parsed(_fetched(box, uid, "BODY.PEEK[HEADER]", password)[1])


def _fetched(box: MailLine, uid: int, what: str, password: str) -> tuple[bytes, bytes]:
    """What the server says of a mail, and the part of it that was asked for."""
    try:
        status, found = box.client.uid("FETCH", str(uid), f"(UID {what})")
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise NotGivenError(_answer(error, password)) from error
    if status != "OK":
        raise NotGivenError(connection.said(_words(found), password))
    for at, part in enumerate(found):
        if isinstance(part, tuple):
            after = found[at + 1] if at + 1 < len(found) else b""
            said = part[0] + (after if isinstance(after, bytes) else b"")
            if re.search(rb"\bUID %d\b" % uid, said) and part[1]:
                return said, part[1]
    raise NotGivenError("")


def _delivered(said: bytes) -> datetime | None:
    found = _DELIVERED.search(said)
    month = found[2].decode().capitalize() if found else ""
    if not found or month not in MONTHS or int(found[3]) not in YEARS:
        return None
    day, year, hour, minute, second, hours, minutes = (int(found[at]) for at in (1, 3, 4, 5, 6, 8, 9))
    ahead = timedelta(hours=hours, minutes=minutes) * (-1 if found[7] == b"-" else 1)
    try:
        return datetime(year, MONTHS.index(month) + 1, day, hour, minute, second, tzinfo=timezone(ahead))
    except ValueError:
        return None


def _sent_folder(box: MailLine) -> str:
    known = ("Sent", "Sent Messages", "Sent Items", "已发送", "已发送邮件")
    folders = box.folder.list()
    marked = [info.name for info in folders if "\\sent" in [flag.lower() for flag in info.flags]]
    named = [info.name for info in folders if info.name.rsplit(info.delim or "/", 1)[-1] in known]
    return next(iter((*marked, *named)), "Sent")


def mark_seen(box: MailLine, uid: str) -> None:
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
    with opened(settings, password, patience) as box, suppress(*LOST, NotGivenError):
        box.folder.set(settings.sent_folder or _sent_folder(box), readonly=True)
        for uid in listed(box, since_day(since)):
            found |= {str(value).strip() for value in head(box, uid, password).get_all("Message-ID", [])} & wanted
        complete = not found.isdisjoint(witnesses)
    return {number: True if number in found else (False if complete else None) for number in message_ids}


def check(settings: ImapSettings, password: str, patience: float = PATIENCE) -> None:
    """Log in and open the folders, change nothing. Raises UserError with what to mend."""
    with opened(settings, password, patience) as box:
        for folder in filter(None, (settings.folder, settings.sent_folder)):
            try:
                box.folder.set(folder, readonly=True)
            except LOST as error:
                why = trouble(error, password)
                text = f"收件邮箱的文件夹“{folder}”打不开（{why}；现有文件夹：{_folders(box)}）：请核对 mail.collect。"
                raise UserError(text) from error


def _folders(box: MailLine) -> str:
    try:
        names = [visible(info.name) for info in box.folder.list()]
    except LOST:
        return "问不到"
    more = f"等 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(shorten(name) for name in names[:_SHOWN]) + more


_SHOWN = 20
