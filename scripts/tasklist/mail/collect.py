"""The mailbox: every new mail is kept whole in the inbox, with its sender and the time the server took it as evidence.

Nothing is deleted, and nothing marked unless the settings say so. A mail is written down as taken only
after it is safely on disk, so a server that vanishes mid-way costs nothing but another run.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import Message
from pathlib import Path

from tasklist.files import atomic, disk, state
from tasklist.mail import imap
from tasklist.mail.collected import TABLES
from tasklist.mail.imap import LOST, Mail, NotGivenError
from tasklist.mail.imap_line import MailLine
from tasklist.model.arrival import MAILS
from tasklist.model.errors import UserError, cause
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.roster import Unit
from tasklist.model.settings import ImapSettings
from tasklist.text.display import shorten, visible
from tasklist.text.file_names import free_name, mail_name
from tasklist.text.mail_headers import header, parsed, sender


@dataclass(frozen=True, slots=True)
class Collected:
    """What one run brought: mails `saved` (absolute paths), those `skipped` as known (a sentence each), findings."""

    saved: tuple[Path, ...] = ()
    skipped: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def collect(  # noqa: PLR0917 - the signature the verbs rely on
    settings: ImapSettings,
    password: str,
    owners: Mapping[str, Sequence[Unit]],
    home: Path,
    connection: sqlite3.Connection,
    now: datetime,
    *,
    since: date | None = None,
    patience: float = imap.PATIENCE,
) -> Collected:
    """Save every new mail whole under inbox/邮件/, named by day, sender and subject; `owners`: the units by address.

    A mail moved or delivered again is known by its Message-ID and content. `since`: leave older mails alone.
    Raises UserError when the mailbox cannot be opened or the inbox not be written; a server lost mid-way is a finding.
    """
    state.ensure(connection, TABLES)
    haul = _Haul(owners, home, connection, now)
    with imap.opened(settings, password, patience) as box:
        try:
            box.folder.set(settings.folder, readonly=not settings.mark_seen)
            known = _Known(connection, f"{settings.user}@{settings.host}", settings.folder, imap.validity(box))
            for uid in known.new(box, since):
                _take(box, uid, haul, known, settings, password)
        except LOST as error:
            why = imap.trouble(error, password)
            text = f"收件邮箱 {settings.host} {why}；已取 {len(haul.saved)} 封邮件，其余下次接着取"
            todo = "不用处理，下次会接着取；一再出现时请检查网络和收信设置"
            haul.findings.append(finding("job_failed", text, todo=todo))
    return Collected(tuple(haul.saved), tuple(haul.skipped), (*haul.findings, *_withheld(settings.host, haul.withheld)))


_NAMED = 10  # mails not handed over that are told by name


def _withheld(host: str, mails: Sequence[tuple[str, str]]) -> list[Finding]:
    """What the server lists and does not hand over."""
    where, todo = f"收件邮箱 {host} ", "到邮箱里看看：打得开的另存为 .eml 放进收件夹，已经移走的不用管。下次还会再取"
    said = [
        f"{where}没有交出一封邮件：{which}（{f'服务器的回答：{answer}' if answer else '没有说为什么'}）"
        for which, answer in mails[:_NAMED]
    ]
    more = [f"{where}另有 {len(mails) - _NAMED} 封邮件没有交出来"] if len(mails) > _NAMED else []
    return [finding("job_failed", text, todo=todo) for text in (*said, *more)]


def _take(  # noqa: PLR0917 - one step of `collect`
    box: MailLine, uid: int, haul: _Haul, known: _Known, settings: ImapSettings, password: str
) -> None:
    """One mail; what the server lists and does not hand over is told, and asked for again next time."""
    try:
        mail = imap.whole(box, uid, password)
    except NotGivenError as error:
        which = _which(box, uid, password) if len(haul.withheld) < _NAMED else ""
        haul.withheld.append((which, str(error)))
        return
    except LOST:
        known.note(uid, "", taken=False)
        raise
    known.note(uid, haul.take(mail), taken=True)
    if settings.mark_seen:
        imap.mark_seen(box, str(uid))


def _which(box: MailLine, uid: int, password: str) -> str:
    """Which mail it is, as far as the server tells."""
    try:
        return _label(imap.head(box, uid, password))
    except NotGivenError:
        return f"服务器编号 {uid}"


@dataclass(frozen=True, slots=True)
class _Known:
    """Which mails of one folder were taken. UIDs mean something only together with the folder's validity."""

    connection: sqlite3.Connection
    account: str
    folder: str
    validity: str

    def new(self, box: MailLine, since: date | None) -> list[int]:
        """The UIDs of the mails not yet taken; last those over which the line was lost, lest they bar the rest."""
        sql = "SELECT uid, taken FROM mails WHERE account=? AND folder=? AND validity=?"
        known = dict(self.connection.execute(sql, (self.account, self.folder, self.validity)).fetchall())
        there = imap.listed(box, "ALL" if since is None else imap.since_day(since))
        return sorted((uid for uid in there if not known.get(uid)), key=lambda uid: uid in known)

    def note(self, uid: int, address: str, *, taken: bool) -> None:
        """Write down that the mail is taken, or that the line was lost over it."""
        with self.connection:
            values = (self.account, self.folder, self.validity, uid, address, taken)
            self.connection.execute("INSERT OR REPLACE INTO mails VALUES (?, ?, ?, ?, ?, ?)", values)


@dataclass(slots=True)
class _Haul:
    """What one run has brought so far."""

    owners: Mapping[str, Sequence[Unit]]
    home: Path
    connection: sqlite3.Connection
    now: datetime
    saved: list[Path] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    withheld: list[tuple[str, str]] = field(default_factory=list)  # which mails were not handed over, and why

    def take(self, mail: Mail) -> str:
        """Put one mail safely on disk and write down who sent it, and when it came; its sender."""
        head = parsed(mail.data[: _head_end(mail.data)])
        address, who = sender(head), _identity(head, mail.data)
        if self._known(who, mail):
            self.skipped.append(f"{_label(head)}：已经取过，不再取")
            return address
        path, fresh = self._put(self._name(head, mail), mail.data)
        sha256 = hashlib.sha256(mail.data).hexdigest()
        with self.connection:
            values = (sha256, path.relative_to(self.home).as_posix(), address, self.now.isoformat())
            self.connection.execute("INSERT OR IGNORE INTO collected VALUES (?, ?, ?, ?)", values)
            delivered = mail.delivered.isoformat() if mail.delivered else None
            self.connection.execute("INSERT INTO kept_mails VALUES (?, ?, ?)", (who, sha256, delivered))
        self.saved += [path] if fresh else []
        return address

    def _known(self, who: str, mail: Mail) -> bool:
        """Was this mail taken before? The earlier of its deliveries is the time it came."""
        row = self.connection.execute("SELECT delivered FROM kept_mails WHERE identity=?", (who,)).fetchone()
        if row and mail.delivered and (not row[0] or mail.delivered < datetime.fromisoformat(row[0])):
            with self.connection:
                values = (mail.delivered.isoformat(), who)
                self.connection.execute("UPDATE kept_mails SET delivered=? WHERE identity=?", values)
        return row is not None

    def _name(self, head: Message, mail: Mail) -> str:
        units = self.owners.get(sender(head), ())
        who = units[0].name if len(units) == 1 else sender(head)
        day = (mail.delivered or self.now).astimezone(self.now.tzinfo).date()
        return mail_name(day, who or "没有发件人", header(head, "Subject").strip() or "无主题")

    def _put(self, name: str, data: bytes) -> tuple[Path, bool]:
        """Save `data` under `name` or the next free one; the same bytes left there by a broken run are not new."""
        folder = self.home / MAILS
        try:
            disk.folder(folder)
            taken: set[str] = set()
            while (path := folder / free_name(name, taken)).exists():
                with suppress(OSError):
                    if disk.read(path) == data:
                        return path, False
                taken.add(path.name.casefold())
            atomic.save(path, data, private=True)
        except OSError as error:
            raise UserError(
                f"{folder} 写不进去（{cause(error)}）：请检查磁盘空间和权限，再运行一次 collect。"
            ) from error
        return path, True


def _identity(head: Message, data: bytes) -> str:
    """What makes a mail the same one, by whatever way it came: its number, sender and date, and all it holds.

    The number alone does not: some programs write one and the same into every mail.
    """
    own = "\n".join(header(head, name) for name in ("Message-ID", "From", "Date", "Subject"))
    made = hashlib.sha256(own.encode("utf-8", "replace"))
    made.update(memoryview(data)[_head_end(data) :])
    return made.hexdigest()


def _head_end(data: bytes) -> int:
    """Where the headers of a mail end, with the empty line behind them."""
    found = _EMPTY_LINE.search(data)
    return found.end() if found else len(data)


_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")


def _label(head: Message) -> str:
    said = shorten(visible(header(head, "Subject")), 60) or "（无主题）"
    return f"{said}（{visible(sender(head)) or '没有发件人'}，{visible(header(head, 'Date'))}）"
