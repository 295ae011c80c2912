"""The mailbox: what units mail is collected into the inbox, with its sender as evidence.

Nothing is deleted, and nothing marked unless the settings say so. A mail is written down as taken only
after its files are safely on disk, so a server that vanishes mid-way costs nothing but another run.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.errors import MessageError
from email.header import decode_header
from pathlib import Path

from imap_tools import BaseMailBox, MailAttachment, MailMessage

from tasklist.files import atomic, state
from tasklist.mail import imap
from tasklist.mail.connection import trouble
from tasklist.mail.imap import LOST
from tasklist.model.errors import UserError
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Roster, Unit
from tasklist.model.settings import ImapSettings
from tasklist.text.display import shorten, visible
from tasklist.text.file_names import safe_name

TABLES = (
    """CREATE TABLE IF NOT EXISTS mails (
        account TEXT, folder TEXT, validity TEXT, uid INTEGER, sender TEXT NOT NULL, taken INTEGER NOT NULL,
        PRIMARY KEY (account, folder, validity, uid)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS collected (
        sha256 TEXT, path TEXT, sender TEXT NOT NULL, collected TEXT NOT NULL, PRIMARY KEY (sha256, path, sender))""",
)

UNREADABLE = (MessageError, LookupError, ValueError)  # what headers against the standard make the parsers raise


@dataclass(frozen=True, slots=True)
class Collected:
    """What one run brought: files `saved` (absolute paths), mails and parts `skipped` (a sentence each), findings."""

    saved: tuple[Path, ...] = ()
    skipped: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def collect(  # noqa: PLR0917 - the signature the verbs rely on
    settings: ImapSettings,
    password: str,
    roster: Roster,
    inbox: Path,
    connection: sqlite3.Connection,
    now: datetime,
    period_of: Callable[[datetime], str],
    *,
    since: date | None = None,
    patience: float = imap.PATIENCE,
) -> Collected:
    """Save the attachments of new mails from the roster's addresses under inbox/PERIOD/UNIT/.

    `period_of` gives the period id of the moment a mail was written (empty: no such folder). `since`: leave
    older mails alone. A mail from an unknown address is listed once and not taken; it is taken when its sender
    has entered the roster. An address several units share gets no unit folder. Raises UserError when the
    mailbox cannot be opened or the inbox not be written; a server lost mid-way is a finding.
    """
    owners = roster.by_address
    haul = _Haul(inbox, connection, now)
    with imap.opened(settings, password, patience) as box:
        try:
            box.folder.set(settings.folder, readonly=not settings.mark_seen)
            ledger = _Ledger(connection, f"{settings.user}@{settings.host}", settings.folder, imap.validity(box))
            for header in _new(box, ledger, owners, since):
                units = owners.get(_sender(header), ())
                taken = _passed_over(header, units, settings, haul)
                if taken is None:
                    for mail in box.fetch(uid_list=[str(header.uid)], mark_seen=False):
                        taken = haul.take(mail, _folder(inbox, period_of(_sent_at(mail, now)), units))
                if taken is not None:
                    ledger.note(header, taken=taken)
                if taken and settings.mark_seen:
                    imap.mark_seen(box, str(header.uid))
        except LOST as error:
            text = f"收件邮箱 {settings.host} {trouble(error)}；已取 {len(haul.saved)} 个文件，其余下次接着取"
            todo = "不用处理，下次会接着取；一再出现时请检查网络和收信设置"
            haul.findings.append(finding("job_failed", text, todo=todo))
    return Collected(tuple(haul.saved), tuple(haul.skipped), tuple(haul.findings))


def senders(connection: sqlite3.Connection) -> Mapping[str, str]:
    """sha256 of every file collected so far → the address it came from; a file two addresses sent is left out."""
    state.ensure(connection, TABLES)
    found: dict[str, set[str]] = {}
    for sha256, sender in connection.execute("SELECT sha256, sender FROM collected ORDER BY sha256, sender"):
        found.setdefault(sha256, set()).add(sender)
    return {sha256: min(addresses) for sha256, addresses in found.items() if len(addresses) == 1}


# --- which mails, and where their files go ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Which mails of one folder were dealt with. UIDs mean something only together with the folder's validity."""

    connection: sqlite3.Connection
    account: str
    folder: str
    validity: str

    def seen(self) -> Mapping[int, tuple[str, bool]]:
        """UID → its sender, and whether it was taken."""
        state.ensure(self.connection, TABLES)
        sql = "SELECT uid, sender, taken FROM mails WHERE account=? AND folder=? AND validity=?"
        found = self.connection.execute(sql, (self.account, self.folder, self.validity))
        return {uid: (sender, bool(taken)) for uid, sender, taken in found}

    def note(self, header: MailMessage, *, taken: bool) -> None:
        """Write down that the mail is dealt with (`taken`) or passed over for now."""
        with self.connection:
            values = (self.account, self.folder, self.validity, int(header.uid or 0), _sender(header), taken)
            self.connection.execute("INSERT OR REPLACE INTO mails VALUES (?, ?, ?, ?, ?, ?)", values)


def _new(
    box: BaseMailBox, ledger: _Ledger, owners: Mapping[str, tuple[Unit, ...]], since: date | None
) -> tuple[MailMessage, ...]:
    """The headers of the mails not yet dealt with; one passed over comes back when its sender is known now."""
    seen = ledger.seen()
    uids = box.uids("ALL" if since is None else imap.since_day(since), None)
    fresh = [uid for uid in uids if int(uid) not in seen or _owed(seen[int(uid)], owners)]
    if not fresh:
        return ()
    return tuple(box.fetch(uid_list=fresh, headers_only=True, mark_seen=False))


def _owed(entry: tuple[str, bool], owners: Mapping[str, tuple[Unit, ...]]) -> bool:
    sender, taken = entry
    return not taken and sender in owners


def _sent_at(mail: MailMessage, now: datetime) -> datetime:
    """When the mail was sent, never later than `now`; `now` when its date cannot be read."""
    written = mail.date if mail.date.tzinfo else mail.date.replace(tzinfo=UTC)
    return min(written, now).astimezone(now.tzinfo) if written.year > 1971 else now


def _folder(inbox: Path, period: str, units: Sequence[Unit]) -> Path:
    folder = inbox / safe_name(period) if period else inbox
    return folder / safe_name(units[0].name) if len(units) == 1 else folder


@dataclass(slots=True)
class _Haul:
    """What one run has brought so far."""

    inbox: Path
    connection: sqlite3.Connection
    now: datetime
    saved: list[Path] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, mail: MailMessage, folder: Path) -> bool:
        """Put the files of one mail safely on disk and write down who sent them."""
        if not mail.attachments:
            self.skipped.append(f"{_label(mail)}：没有附件")
        for number, part in enumerate(mail.attachments, start=1):
            if part.content_type.startswith("image/") and part.content_id and part.content_disposition != "attachment":
                self.skipped.append(f"{_label(mail)}：正文里嵌的图片“{visible(_file_name(part)) or number}”没有取")
                continue
            name = _file_name(part) or f"附件{number}{'.eml' if part.content_type == 'message/rfc822' else ''}"
            try:
                path, fresh = _put(folder, safe_name(re.split(r"[/\\]", name)[-1]), part.payload)
            except OSError as error:
                raise UserError(f"{folder} 写不进去（{error}）：请检查磁盘空间和权限，再运行一次 collect。") from error
            with self.connection:
                sha256 = hashlib.sha256(part.payload).hexdigest()
                values = (sha256, path.relative_to(self.inbox.parent).as_posix(), _sender(mail), self.now.isoformat())
                self.connection.execute("INSERT OR IGNORE INTO collected VALUES (?, ?, ?, ?)", values)
            self.saved += [path] if fresh else []
        return True


def _passed_over(header: MailMessage, units: Sequence[Unit], settings: ImapSettings, haul: _Haul) -> bool | None:
    """None when the mail is to be taken; else whether it is done with (True) or may be taken later (False)."""
    if not units:
        haul.skipped.append(f"{_label(header)}：发件人不在名册里，没有取")
        return False
    if header.size_rfc822 > settings.max_mb * 1024 * 1024:
        text = f"{_label(header)}：邮件超过 {settings.max_mb} MB，没有取"
        haul.findings.append(finding("too_large", text, unit=units[0].name, todo="请在邮箱里打开，手工存入收件夹"))
        return True
    return None


def _sender(mail: MailMessage) -> str:
    return mail.from_.strip().lower()


def _label(mail: MailMessage) -> str:
    try:
        subject = mail.subject
    except UNREADABLE:
        subject = str(mail.obj["Subject"])
    said = shorten(visible(subject), 60) or "（无主题）"
    return f"{said}（{visible(_sender(mail)) or '没有发件人'}，{visible(mail.date_str)}）"


def _file_name(part: MailAttachment) -> str:
    """The attachment's name; one written in raw bytes against the standard, as old programs do, is UTF-8 or GB18030."""
    try:
        name = part.filename
    except UNREADABLE:
        name = ""
    if name and "\ufffd" not in name:
        return name
    for header in ("Content-Disposition", "Content-Type"):
        raw = b"".join(word for word, _ in decode_header(part.part.get(header, "")) if isinstance(word, bytes))
        if found := re.search(rb'name="?([^";]+)', raw):
            with suppress(UnicodeDecodeError):
                return found[1].decode("utf-8")
            return found[1].decode("gb18030", "replace")
    return name


def _put(folder: Path, name: str, data: bytes) -> tuple[Path, bool]:
    """Save `data` under `name` or the next free numbered one; the same content already there is not saved again."""
    folder.mkdir(parents=True, exist_ok=True)
    for other in sorted(folder.iterdir()):
        if other.is_file() and other.stat().st_size == len(data) and other.read_bytes() == data:
            return other, False
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / safe_name(f"{Path(name).stem}（{number}）{Path(name).suffix}")
    atomic.save(path, data)
    return path, True
