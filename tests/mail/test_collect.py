from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servers import certificates
from servers import imap as imap_server
from tasklist.files import state
from tasklist.mail import collect, collected, imap
from tasklist.model.errors import UserError
from tasklist.model.roster import Roster, Unit
from tasklist.model.settings import ImapSettings
from tasklist.text.file_names import safe_name

DAY = timedelta(days=1)
SENT = datetime(2023, 6, 20, 10, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
NOW = datetime(2023, 6, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROSTER = Roster(
    (
        Unit("第一医院", emails=("one@example.org", "contact01@example.org")),
        Unit("第二医院", emails=("Two@Example.org", "shared@example.org")),
        Unit("第三医院", emails=("shared@example.org",)),
    )
)
BOOK = b"PK\x03\x04 a workbook"
NUMBERS = count()

needs_server = pytest.mark.skipif(bool(imap_server.absent()), reason=imap_server.absent() or "present")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def server(papers: certificates.Certificates) -> Iterator[imap_server.Server]:
    with imap_server.serving(papers) as running:
        yield running


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = state.connect(tmp_path / "outbox" / "state.sqlite3")
    yield opened
    opened.close()


def mail_from(sender: str, *files: tuple[str, bytes], day: int = 20) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"联络员01 <{sender}>"
    mail["To"] = "office@example.org"
    mail["Subject"] = "6月推进情况"
    mail["Date"] = f"{day} Jun 2023 10:00:00 +0800"
    mail.set_content("见附件")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


class Clerk:
    """Collects into a home folder's inbox from a mailbox of the test's own."""

    def __init__(
        self, home: Path, connection: sqlite3.Connection, server: imap_server.Server, papers: certificates.Certificates
    ) -> None:
        self.inbox, self.connection, self.server = home / "inbox", connection, server
        self.box = server.mailbox(f"office{next(NUMBERS)}")
        self.settings = ImapSettings(
            host="127.0.0.1",
            user=self.box.user,
            password_env="UNUSED",
            port=server.port,
            ca_file=str(papers.authority),
        )
        self.inbox.mkdir()

    def receives(self, *mails: EmailMessage | bytes, at: datetime | None = None) -> None:
        for mail in mails:
            self.box.deliver(mail, f"{next(NUMBERS)}.test", at)

    def collects(self, **changes: object) -> collect.Collected:
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        home, owners = self.inbox.parent, ROSTER.by_address
        return collect.collect(settings, imap_server.PASSWORD, owners, home, self.connection, NOW)

    def files(self) -> dict[str, bytes]:
        found = (path for path in sorted(self.inbox.rglob("*")) if path.is_file())
        return {path.relative_to(self.inbox).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def clerk(
    tmp_path: Path,
    connection: sqlite3.Connection,
    server: imap_server.Server,
    papers: certificates.Certificates,
) -> Clerk:
    return Clerk(tmp_path, connection, server, papers)


@needs_server
def test_every_mail_is_kept_whole_named_by_day_sender_and_subject(clerk: Clerk) -> None:
    first = mail_from("ONE@example.org", ("推进情况表.xlsx", BOOK), ("佐证.pdf", b"%PDF"))
    clerk.receives(first, mail_from("new_one@example.org"), at=SENT)
    done = clerk.collects()
    assert set(clerk.files()) == {
        "邮件/2023-06-20_第一医院_6月推进情况.eml",
        "邮件/2023-06-20_new-one@example.org_6月推进情况.eml",
    }
    kept = clerk.files()["邮件/2023-06-20_第一医院_6月推进情况.eml"]
    parts = message_from_bytes(kept, policy=policy.default)
    assert [part.get_filename() for part in parts.iter_attachments()] == ["推进情况表.xlsx", "佐证.pdf"]
    assert len(done.saved) == 2 and done.skipped == () and done.findings == ()
    assert collected.senders(clerk.connection)[sha256(kept).hexdigest()] == "one@example.org"


@needs_server
def test_the_time_the_server_took_a_mail_is_kept(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org"), at=SENT)
    clerk.collects()
    assert list(collected.deliveries(clerk.connection).values()) == [SENT]


@needs_server
def test_each_mail_is_taken_once_and_nothing_on_the_server_changes(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org", ("a.xlsx", BOOK)), at=SENT)
    (saved,) = clerk.collects().saved
    saved.rename(clerk.inbox / "moved.eml")  # the clerk may move things
    assert clerk.collects() == collect.Collected()
    assert list(clerk.files()) == ["moved.eml"]
    assert clerk.box.count() == 1 and "".join(clerk.box.flags()) == ""


@needs_server
def test_a_mail_that_comes_again_is_a_duplicate_and_the_earlier_time_counts(clerk: Clerk) -> None:
    mail = mail_from("one@example.org", ("a.xlsx", BOOK))
    mail["Message-ID"] = "<1@example.org>"
    clerk.receives(mail, at=SENT)
    assert len(clerk.collects().saved) == 1
    clerk.receives(b"Received: by relay; Wed, 21 Jun 2023 10:00:00 +0800\n" + mail.as_bytes(), at=SENT - DAY)
    done = clerk.collects()
    assert done.saved == () and "已经取过" in done.skipped[0]
    assert list(collected.deliveries(clerk.connection).values()) == [SENT - DAY]
    assert clerk.collects() == collect.Collected()


@needs_server
def test_one_message_id_on_two_mails_loses_neither(clerk: Clerk) -> None:
    mails = [mail_from("one@example.org", ("a.xlsx", data)) for data in (b"first", b"second")]
    for mail in mails:
        mail["Message-ID"] = "<always-the-same@scanner>"
    clerk.receives(*mails, at=SENT)
    assert len(clerk.collects().saved) == 2
    names = ("邮件/2023-06-20_第一医院_6月推进情况.eml", "邮件/2023-06-20_第一医院_6月推进情况（2）.eml")
    assert set(clerk.files()) == set(names)


@needs_server
def test_mails_are_marked_read_only_when_the_settings_say_so(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org", ("a.xlsx", BOOK)))
    clerk.collects(mark_seen=True)
    assert clerk.box.flags() == ["S"]


@needs_server
def test_a_mail_its_owner_marked_for_deletion_is_not_deleted_here(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org", ("a.xlsx", BOOK)))
    old = clerk.box.maildir / "cur" / "0.old:2,ST"  # T: deleted, not yet expunged
    old.write_bytes(mail_from("one@example.org", ("old.xlsx", b"old")).as_bytes())
    old.chmod(0o666)
    assert len(clerk.collects(mark_seen=True).saved) == 2
    assert clerk.box.count() == 2 and clerk.box.flags() == ["S", "ST"]


@needs_server
def test_an_address_two_units_share_names_no_unit(clerk: Clerk) -> None:
    clerk.receives(mail_from("shared@example.org", ("a.xlsx", BOOK)), at=SENT)
    clerk.collects()
    assert list(clerk.files()) == ["邮件/2023-06-20_shared@example.org_6月推进情况.eml"]


@needs_server
def test_a_large_mail_is_kept_whole_too(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org", ("big.xlsx", b"0" * 30_000_000)))
    assert len(clerk.collects().saved) == 1
    assert [len(data) > 40_000_000 for data in clerk.files().values()] == [True]


@needs_server
@pytest.mark.parametrize(
    "subject", ["../../../etc/cron.d/x", "C:\\windows\\CON", "名字\u202exslx", "长" * 200, "~$a", ""]
)
def test_a_dangerous_subject_stays_inside_the_folder(clerk: Clerk, subject: str) -> None:
    mail = mail_from("one@example.org")
    mail.replace_header("Subject", subject)
    clerk.receives(mail)
    clerk.collects()
    (path,) = clerk.files()
    folder, name = path.split("/")
    assert folder == "邮件" and len(name.encode()) <= 150 and name.isprintable() and name.endswith(".eml")


ODD_MAILS = [
    (b"From: one@example.org\r\nSubject: =?utf-8?b?zca9x?=\r\nDate: Mon, 99 Foo 2023\r\n", ""),
    (b"From: =?x-foo?b?zca9?= <one@example.org>\r\nSubject: =?foo-bar?b?zca9?=\r\n", ""),
    (
        b"From: \xcd\xc6 <one@example.org>\r\nSubject: \xcd\xc6\xbd\xf8\r\nDate: Mon, 26 Jun 2023 10:00:00 +9999\r\n",
        "推进",
    ),
]


@needs_server
@pytest.mark.parametrize(("head", "subject"), ODD_MAILS)
def test_a_mail_against_the_standard_is_taken_like_any_other(clerk: Clerk, head: bytes, subject: str) -> None:
    clerk.receives(head + b"Content-Type: application/octet-stream\r\n\r\ndata\r\n", at=SENT)
    done = clerk.collects()
    assert done.findings == () and done.skipped == ()
    (path,) = clerk.files()
    assert path.startswith(f"邮件/2023-06-20_第一医院_{subject}")


@needs_server
@pytest.mark.parametrize("after", [3_000, 5_000, 20_000, 150_000, 400_000])
def test_a_server_that_vanishes_midway_loses_nothing(clerk: Clerk, after: int) -> None:
    mails = [mail_from("one@example.org", (f"{number}.xlsx", bytes([number]) * 70_000)) for number in range(6)]
    clerk.receives(*mails)
    with imap_server.vanishing(clerk.server.port, after) as port:
        try:
            done = clerk.collects(port=port)
            assert [said.code for said in done.findings] == ["job_failed"]
            assert "下次接着取" in done.findings[0].message
        except UserError as error:
            assert after < 4_000 and "收件邮箱" in str(error)
    assert clerk.collects().findings == ()
    kept = [message_from_bytes(data, policy=policy.default) for data in clerk.files().values()]
    names = sorted(part.get_filename() or "" for mail in kept for part in mail.iter_attachments())
    assert names == [f"{number}.xlsx" for number in range(6)]
    assert clerk.collects().saved == ()


@needs_server
def test_a_server_that_falls_silent_is_left_after_a_while_and_nothing_is_lost(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org", ("a.xlsx", b"a" * 100_000)))
    with imap_server.vanishing(clerk.server.port, 20_000, silent=True) as port:
        settings = replace(clerk.settings, port=port)
        arguments = (settings, imap_server.PASSWORD, ROSTER.by_address, clerk.inbox.parent, clerk.connection, NOW)
        (said,) = collect.collect(*arguments, patience=0.5).findings
        assert "没有回应" in said.message
    assert len(clerk.collects().saved) == 1


@needs_server
def test_a_folder_that_cannot_be_written_leaves_the_mail_for_the_next_run(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org", ("a.xlsx", BOOK)))
    (clerk.inbox / "邮件").write_bytes(b"a file where the folder should be")
    with pytest.raises(UserError, match="写不进去"):
        clerk.collects()
    (clerk.inbox / "邮件").unlink()
    assert len(clerk.collects().saved) == 1


@needs_server
def test_only_mails_since_the_campaign_began_are_looked_at(clerk: Clerk) -> None:
    clerk.receives(mail_from("one@example.org", ("a.xlsx", BOOK)))
    tomorrow = datetime.now(tz=ZoneInfo("UTC")).date() + timedelta(days=2)
    arguments = (clerk.settings, imap_server.PASSWORD, ROSTER.by_address, clerk.inbox.parent, clerk.connection, NOW)
    assert collect.collect(*arguments, since=tomorrow).saved == ()
    assert len(collect.collect(*arguments, since=tomorrow - timedelta(days=9)).saved) == 1


@needs_server
@pytest.mark.parametrize("tls", ["starttls", "none"])
def test_the_mailbox_opens_with_the_encryption_the_settings_name(clerk: Clerk, tls: str) -> None:
    imap.check(replace(clerk.settings, port=clerk.server.plain, tls=tls), imap_server.PASSWORD)


@needs_server
def test_what_is_wrong_with_the_mailbox_is_one_chinese_sentence(clerk: Clerk) -> None:
    with pytest.raises(UserError, match="不接受登录"):
        imap.check(clerk.settings, "wrong")
    with pytest.raises(UserError, match="证书不可信"):
        imap.check(replace(clerk.settings, ca_file=""), imap_server.PASSWORD)
    with pytest.raises(UserError, match=r"文件夹“没有的”打不开.*INBOX"):
        imap.check(replace(clerk.settings, folder="没有的"), imap_server.PASSWORD)
    with pytest.raises(UserError, match="拒绝连接"):
        imap.check(replace(clerk.settings, port=1), imap_server.PASSWORD)


@needs_server
def test_a_sent_mail_is_found_and_absence_counts_only_beside_a_witness(clerk: Clerk) -> None:
    for number in ("<here@example.org>", "<witness@example.org>"):
        file = clerk.box.sent / "new" / f"{next(NUMBERS)}.test"
        file.write_bytes(f"Message-ID: {number}\r\nSubject: x\r\n\r\nbody\r\n".encode())
        file.chmod(0o666)
    since = datetime.now(tz=ZoneInfo("UTC")).date() - timedelta(days=2)
    asked = ("<here@example.org>", "<gone@example.org>")

    def found(*witnesses: str, **changes: object) -> list[bool | None]:
        settings = replace(clerk.settings, **changes)  # type: ignore[arg-type]
        answer = imap.look_up(settings, imap_server.PASSWORD, asked, witnesses=witnesses, since=since)
        return [answer[number] for number in asked]

    assert found() == [True, None]
    assert found("<nowhere@example.org>") == [True, None]
    assert found("<witness@example.org>") == [True, False]
    assert found("<witness@example.org>", sent_folder="没有的") == [None, None]


@given(st.text(max_size=300))
def test_every_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert safe and safe == safe_name(safe)
    assert len(safe.encode()) <= 150
    assert (not set(safe) & set('<>:"/\\|?*') and safe.isprintable()) or " " in safe or not safe.isascii()
    assert safe.strip(" .") == safe
    assert safe.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
