from __future__ import annotations

import email
import random
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email import policy
from email.header import decode_header, make_header
from email.message import Message as Part
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from servers import certificates, imap, smtp
from tasklist.files import state
from tasklist.mail import delivery, mime, queue, servers
from tasklist.mail.queue import State
from tasklist.model.errors import UserError
from tasklist.model.message import Attachment, Message
from tasklist.model.settings import ImapSettings, MailSettings

NOW = datetime(2023, 6, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LATER = NOW + timedelta(days=1)
FIVE = tuple(f"leader0{number}@example.org" for number in range(1, 6))
TITLE = "清廉建设任务清单推进情况汇总（应报20家，已报17家）" * 2
BOOK = bytes(range(256)) * 300
MESSAGE = Message(
    key="report/2023-06",
    to=FIVE,
    subject=TITLE,
    text="结论：3 家未报。\n.\n.以点开头的一行\n" + "长" * 3000,
    html="<html><body><p>结论：3 家未报。</p></body></html>",
    attachments=(Attachment("report-2023-06.xlsx", BOOK),),
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", smtp.PASSWORD)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = state.connect(tmp_path / "outbox" / "state.sqlite3")
    yield opened
    opened.close()


def settings_for(post: smtp.Post, papers: certificates.Certificates, **changes: object) -> MailSettings:
    settings = MailSettings(
        host="127.0.0.1",
        port=post.port,
        tls="starttls",
        user="office@example.org",
        password_env="TASKLIST_TEST_PASSWORD",
        sender="卫生健康委员会办公室 <office@example.org>",
        ca_file=str(papers.authority),
    )
    return replace(settings, **changes)  # type: ignore[arg-type]


class World:
    """A home folder, its state file, and a server with scripted faults."""

    def __init__(self, home: Path, connection: sqlite3.Connection, post: smtp.Post, settings: MailSettings) -> None:
        self.home, self.connection, self.post, self.settings = home, connection, post, settings

    def send(
        self, *messages: Message, now: datetime = NOW, patience: float = 5, again: bool = False
    ) -> delivery.Delivery:
        return delivery.send_all(
            messages, self.home, self.settings, self.connection, now, again=again, patience=patience
        )

    def states(self) -> dict[str, str]:
        return {row.recipient: row.state.value for row in queue.rows(self.connection)}


@contextmanager
def world(
    home: Path,
    connection: sqlite3.Connection,
    papers: certificates.Certificates,
    tls: str = "starttls",
    **faults: list[str],
) -> Iterator[World]:
    script = {f"{name}@example.org": list(script) for name, script in faults.items()}
    with smtp.serving(papers, tls, faults=script) as post:
        yield World(home, connection, post, settings_for(post, papers, tls=tls))


def parts(data: bytes) -> tuple[Part, dict[str, Part]]:
    whole = email.message_from_bytes(data)
    return whole, {part.get_content_type(): part for part in whole.walk() if not part.is_multipart()}


def text_of(part: Part) -> str:
    return part.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]


# --- what arrives -------------------------------------------------------------------------------


def test_no_header_begins_below_an_empty_line_and_none_is_longer_than_mail_may_be() -> None:
    wire = mime.wire(MESSAGE, MailSettings(sender="office@example.org"), NOW)
    heads = [line for line in wire.split(b"\r\n") if not line.startswith(b" ")]
    assert [line for line in heads if re.fullmatch(rb"[A-Za-z-]+:\s*", line)] == []
    assert any(b"spreadsheetml.sheet; name=" in line for line in heads)
    assert max(map(len, wire.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("tls", ["starttls", "ssl", "none"])
def test_a_mail_arrives_whole_and_reads_in_the_standard_library(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, tls: str
) -> None:
    with world(tmp_path, connection, papers, tls) as here:
        done = here.send(MESSAGE)
        assert done.findings == () and len(done.sent) == 5
        assert here.post.counts() == dict.fromkeys(FIVE, 1)
        assert len(here.post.peers) == 1
        assert all(len(envelope) == 1 for envelope in here.post.envelopes)
    whole, found = parts(here.post.taken[0][1])
    assert str(make_header(decode_header(whole["Subject"]))) == TITLE
    assert text_of(found["text/plain"]) == MESSAGE.text
    assert text_of(found["text/html"]) == MESSAGE.html
    book = found["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
    assert book.get_filename() == "report-2023-06.xlsx"
    assert book.get_payload(decode=True) == BOOK
    assert whole["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(whole["Date"]) == NOW
    name, address = parseaddr(str(make_header(decode_header(whole["From"]))))
    assert (name, address) == ("卫生健康委员会办公室", "office@example.org")
    numbers = [email.message_from_bytes(data)["Message-ID"] for _, data in here.post.taken]
    assert len(set(numbers)) == 5 and all(number.endswith("@example.org>") for number in numbers)


def test_no_line_of_a_mail_is_too_long_or_unclean() -> None:
    settings = MailSettings(user="office@example.org", sender=f"{'很长的单位名称' * 12} <office@example.org>")
    message = replace(MESSAGE, to=tuple(f"leader{number:03}@example.org" for number in range(60)))
    data = mime.wire(message, settings, NOW)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"") and data.isascii()
    head = data.split(b"\r\n\r\n", 1)[0]
    assert all(len(word) <= 75 for word in head.split() if word.startswith(b"=?"))


def test_the_same_message_at_the_same_moment_is_the_same_bytes() -> None:
    settings = MailSettings(user="office@example.org")
    assert mime.wire(MESSAGE, settings, NOW) == mime.wire(MESSAGE, settings, NOW)


@pytest.mark.parametrize(
    "poison", ["标题\r\nBcc: thief@example.org", "标题\n\n正文", "标\x00题\u2028Bcc: x", "半\ud800个"]
)
def test_no_title_or_name_can_smuggle_in_a_header(poison: str) -> None:
    settings = MailSettings(sender=f"{poison} <office@example.org>", user="office@example.org")
    message = replace(MESSAGE, subject=poison, text=poison, attachments=(Attachment(f"{poison}.xlsx", b"x"),))
    whole, found = parts(mime.wire(message, settings, NOW))
    assert whole["Bcc"] is None
    assert set(whole.keys()) == {
        *("Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Auto-Submitted", "X-Auto-Response-Suppress")
    }
    assert len(found) == 3
    assert not [part for part in found.values() if "Bcc" in part]


@pytest.mark.parametrize(
    "name", ["report-2023-06.xlsx", "2023年6月汇总表-试点工作.xlsx", "乌审旗人民医院-“模范”补填 100%.xlsx"]
)
def test_an_attachment_keeps_its_name_in_both_ways_mail_programs_read_one(name: str) -> None:
    wire = mime.wire(replace(MESSAGE, attachments=(Attachment(name, BOOK),)), MailSettings(sender="a@example.org"), NOW)
    (part,) = email.message_from_bytes(wire, policy=policy.default).iter_attachments()
    assert part.get_filename() == name  # filename*=, as Outlook reads it
    old = next(each for each in email.message_from_bytes(wire).walk() if each.get_filename())
    assert str(make_header(decode_header(str(old.get_param("name"))))) == name  # the encoded word QQ reads
    for header in (b"Content-Type: application", b"Content-Disposition: attachment"):
        line = next(line for line in wire.split(b"\r\n") if line.startswith(header))
        assert b"name" in line, "on one line"


def test_an_attachment_name_is_never_a_path() -> None:
    wire = mime.wire(replace(MESSAGE, attachments=(Attachment("../../etc/passwd", b"x"),)), MailSettings(), NOW)
    (part,) = email.message_from_bytes(wire, policy=policy.default).iter_attachments()
    assert "/" not in str(part.get_filename())


def test_too_large_an_attachment_is_zipped_first() -> None:
    message = replace(MESSAGE, attachments=(Attachment("report.xlsx", b"0" * 3_000_000),))
    fitted, left = mime.fit(message, 1, "outbox/mail/x")
    assert left == () and fitted.text == message.text
    assert [attachment.name for attachment in fitted.attachments] == ["report.xlsx.zip"]
    assert fitted == mime.fit(message, 1, "outbox/mail/x")[0]


def test_a_zipped_attachment_is_the_same_bytes_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    from tasklist.mail.mime import _zipped

    here = _zipped(Attachment("report.xlsx", b"words" * 1000))
    monkeypatch.setattr(sys, "platform", "win32")
    assert _zipped(Attachment("report.xlsx", b"words" * 1000)) == here


def test_what_is_still_too_large_is_left_out_and_both_bodies_say_where_it_lies(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    noise = random.Random(1).randbytes(2_000_000)
    message = replace(MESSAGE, attachments=(Attachment("report.xlsx", noise), Attachment("small.xlsx", b"small")))
    with world(tmp_path, connection, papers) as here:
        here.settings = replace(here.settings, max_mb=1)
        assert here.send(message).findings == ()
    data = here.post.taken[0][1]
    assert len(data) < 1024 * 1024
    _, found = parts(data)
    place = "outbox/mail/report_2023-06/report.xlsx"
    assert place in text_of(found["text/plain"]) and place in text_of(found["text/html"])
    assert text_of(found["text/html"]).endswith("</body></html>")
    assert found["application/zip"].get_filename() == "small.xlsx.zip"
    assert (tmp_path / place).read_bytes() == noise


# --- faults -------------------------------------------------------------------------------------


def test_one_refused_address_touches_no_other(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    with world(tmp_path, connection, papers, leader03=["refuse"] * 9) as here:
        done = here.send(MESSAGE)
        assert [row.recipient for row in done.refused] == ["leader03@example.org"]
        assert len(done.sent) == 4
        (said,) = done.findings
        assert said.code == "mail_refused" and "leader03@example.org" in said.message and "550" in said.message
        again = here.send(MESSAGE, now=LATER)
        assert again.rows == () and len(again.already) == 4 and again.findings == (said,)
        assert here.post.counts() == {address: 1 for address in FIVE if "03" not in address}


@pytest.mark.parametrize("fault", ["busy", "busy-body", "close", "drop-body"])
def test_what_certainly_failed_is_delivered_once_on_a_later_run(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, fault: str
) -> None:
    with world(tmp_path, connection, papers, leader02=[fault] * 2) as here:
        done = here.send(MESSAGE)
        assert len(done.sent) == 4
        if done.unknown:  # the line was lost so late that nobody can say: only the clerk's word sends it again
            assert fault == "drop-body"
            queue.settle(connection, "again", NOW)
        else:
            assert [row.recipient for row in done.queued] == ["leader02@example.org"]
            assert [said.code for said in done.findings] == ["mail_failed"]
            assert here.send(now=NOW + timedelta(minutes=4)).rows == ()
        here.send(now=NOW + timedelta(minutes=6))
        queue.settle(connection, "again", LATER)
        done = here.send(now=LATER)
        assert done.findings == () and len(done.sent) == 1
        assert here.post.counts() == dict.fromkeys(FIVE, 1)


def test_a_mail_refused_after_its_body_has_failed_and_is_not_tried_again(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    with world(tmp_path, connection, papers, leader02=["fail-body"]) as here:
        done = here.send(MESSAGE)
        assert [row.recipient for row in done.failed] == ["leader02@example.org"]
        assert here.send(now=LATER).rows == ()
        assert "leader02@example.org" not in here.post.counts()


@pytest.mark.parametrize("fault", ["take-and-drop", "take-and-hang"])
def test_silence_after_the_body_is_unknown_and_never_sent_again_blindly(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, fault: str
) -> None:
    with world(tmp_path, connection, papers, leader02=[fault]) as here:
        done = here.send(MESSAGE, patience=1)
        assert [row.recipient for row in done.unknown] == ["leader02@example.org"]
        assert len(done.sent) == 4
        for _ in range(3):
            done = here.send(MESSAGE, now=LATER)
            assert [said.code for said in done.findings] == ["mail_unknown"]
        assert here.post.counts() == dict.fromkeys(FIVE, 1)
        queue.settle(connection, "sent", LATER)
        assert here.send(MESSAGE, now=LATER).findings == ()
        assert here.post.counts() == dict.fromkeys(FIVE, 1)


def test_a_server_that_hangs_before_the_body_costs_one_wait_and_no_mail(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    with world(tmp_path, connection, papers, leader01=["hang"]) as here:
        done = here.send(MESSAGE, patience=1)
        assert [row.recipient for row in done.queued] == ["leader01@example.org"] and len(done.sent) == 4
        assert len(here.send(now=LATER).sent) == 1
        assert here.post.counts() == dict.fromkeys(FIVE, 1)


def test_a_server_that_drops_every_line_ends_the_run_early_and_loses_nothing(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    faults = {f"leader0{number}": ["close"] for number in range(1, 6)}
    with world(tmp_path, connection, papers, **faults) as here:
        done = here.send(MESSAGE)
        assert len(done.queued) == 5 and sum(row.attempts for row in done.queued) == delivery.DROPS
        assert "连续" in done.findings[0].message
        for day in range(2, 5):
            here.send(now=NOW + timedelta(days=day))
        assert here.post.counts() == dict.fromkeys(FIVE, 1)


def test_a_rejected_login_is_one_sentence_and_everything_waits(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world(tmp_path, connection, papers) as here:
        monkeypatch.setenv("TASKLIST_TEST_PASSWORD", "wrong")
        done = here.send(MESSAGE)
        assert len(done.queued) == 5 and here.post.taken == []
        assert "不接受登录" in done.findings[0].message and "TASKLIST_TEST_PASSWORD" in done.findings[0].message
        assert "wrong" not in str(done.findings)
        monkeypatch.setenv("TASKLIST_TEST_PASSWORD", smtp.PASSWORD)
        assert len(here.send(MESSAGE, now=LATER).sent) == 5
        assert here.post.counts() == dict.fromkeys(FIVE, 1)


def test_a_server_with_a_strange_certificate_never_gets_the_password(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    with world(tmp_path, connection, papers) as here:
        here.settings = replace(here.settings, ca_file="")
        done = here.send(MESSAGE)
        assert "证书不可信" in done.findings[0].message
        assert here.post.taken == []


def test_nobody_listening_is_said_plainly(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    with world(tmp_path, connection, papers) as here:
        pass
    done = here.send(MESSAGE)
    assert "拒绝连接" in done.findings[0].message and len(done.queued) == 5


def test_without_a_password_nothing_is_queued_and_nobody_is_asked(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TASKLIST_TEST_PASSWORD")
    with world(tmp_path, connection, papers) as here:
        with pytest.raises(UserError, match="TASKLIST_TEST_PASSWORD"):
            here.send(MESSAGE)
        assert here.states() == {}


FAULTS = ("busy", "busy-body", "close", "drop-body", "refuse", "fail-body", "take-and-drop", "", "", "")


@pytest.mark.parametrize("seed", range(4))
def test_over_all_faults_nobody_gets_a_mail_twice_and_every_outcome_is_told(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, seed: int
) -> None:
    chance = random.Random(seed)
    messages = [replace(MESSAGE, key=f"report/{number}", attachments=()) for number in range(4)]
    script = {address.split("@")[0]: chance.choices(FAULTS, k=8) for address in FIVE}
    with world(tmp_path, connection, papers, **script) as here:
        for day in range(14):
            done = here.send(*messages[: day + 1], now=NOW + timedelta(days=day))
    arrived = Counter(email.message_from_bytes(data)["Message-ID"] for _, data in here.post.taken)
    rows = queue.rows(connection)
    assert len(rows) == len(messages) * len(FIVE)
    for row in rows:
        allowed = {State.SENT: {1}, State.REFUSED: {0}, State.FAILED: {0}, State.UNKNOWN: {0, 1}}
        assert arrived[row.message_id] in allowed[row.state], row
    assert len(done.findings) == sum(row.state is not State.SENT for row in rows)


def test_two_senders_at_once_double_nothing(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    script = {address.split("@")[0]: ["slow"] * 20 for address in FIVE}

    def one(here: World) -> None:
        own = state.connect(tmp_path / "outbox" / "state.sqlite3")
        World(tmp_path, own, here.post, here.settings).send(MESSAGE)
        own.close()

    with world(tmp_path, connection, papers, **script) as here:
        with ThreadPoolExecutor(3) as pool:
            for future in [pool.submit(one, here) for _ in range(3)]:
                future.result()
        assert here.post.counts() == dict.fromkeys(FIVE, 1)
        assert here.states() == dict.fromkeys(FIVE, "sent")


# --- looking into the Sent folder ---------------------------------------------------------------


@pytest.mark.skipif(bool(imap.absent()), reason=imap.absent() or "present")
def test_an_unknown_mail_is_settled_by_the_sent_folder(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKLIST_TEST_MAILBOX", imap.PASSWORD)
    with imap.serving(papers) as server, world(tmp_path, connection, papers, leader02=["take-and-drop"]) as here:
        box = server.mailbox("office")
        here.post.sent_folder = box.sent
        collect = ImapSettings(
            "127.0.0.1", box.user, "TASKLIST_TEST_MAILBOX", port=server.port, ca_file=str(papers.authority)
        )
        here.settings = replace(here.settings, collect=collect)
        assert len(here.send(MESSAGE).unknown) == 1
        lost = queue.rows(connection)[4]
        connection.execute(
            "UPDATE deliveries SET state='sending' WHERE id=?", (lost.id,)
        )  # a crash before its body left
        connection.commit()
        (gone,) = (path for path in (box.sent / "new").iterdir() if lost.message_id.encode() in path.read_bytes())
        gone.unlink()
        here.post.taken = [item for item in here.post.taken if item[0] != lost.recipient]

        soon = here.send(MESSAGE, now=NOW + timedelta(minutes=1))  # one is found; the other may yet be filed
        assert [said.code for said in soon.findings] == ["mail_unknown"]
        assert here.states()["leader02@example.org"] == "sent"
        late = here.send(MESSAGE, now=NOW + timedelta(minutes=12))
        assert late.findings == () and [row.recipient for row in late.sent] == [lost.recipient]
        assert here.post.counts() == dict.fromkeys(FIVE, 1)


def test_the_pause_between_mails_is_kept(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    with world(tmp_path, connection, papers) as here:
        monkeypatch.setattr("tasklist.mail.delivery.time.sleep", pauses.append)
        here.settings = replace(here.settings, pause_seconds=2.5)
        assert len(here.send(MESSAGE).sent) == 5
    assert pauses == [2.5] * 4


# --- who may be written to ----------------------------------------------------------------------


def test_addresses_outside_the_allowed_domains_get_nothing(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    message = replace(MESSAGE, to=("a@example.org", "b@sub.example.org", "c@example.com"), cc=("d@notexample.org",))
    with world(tmp_path, connection, papers) as here:
        here.settings = replace(here.settings, allowed_domains=("example.org",))
        done = here.send(message)
        assert set(here.post.counts()) == {"a@example.org", "b@sub.example.org"}
        assert [said.code for said in done.findings] == ["mail_refused"] * 2
        assert "c@example.com" in done.findings[0].message and "allowed_domains" in done.findings[0].todo
        assert b"example.com" not in here.post.taken[0][1]


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nRCPT TO:<x@example.org>", "甲@example.org", "a b@example.org"]
)
def test_what_is_no_address_is_a_finding_and_not_a_command(
    tmp_path: Path, connection: sqlite3.Connection, address: str
) -> None:
    done = delivery.send_all([replace(MESSAGE, to=(address,))], tmp_path, MailSettings(), connection, NOW)
    assert [said.code for said in done.findings] == ["mail_refused"] and done.rows == ()


# --- without a server ---------------------------------------------------------------------------


def test_without_a_server_the_same_mail_becomes_a_file(tmp_path: Path, connection: sqlite3.Connection) -> None:
    settings = MailSettings(sender="office@example.org")
    done = delivery.send_all([MESSAGE], tmp_path, settings, connection, NOW)
    assert len(done.sent) == 5 and done.findings == ()
    (path,) = (tmp_path / "outbox" / "mail").glob("*.eml")
    assert path.name.startswith("report_2023-06-")
    whole, found = parts(path.read_bytes())
    assert whole["Message-ID"] == done.sent[0].message_id
    assert whole["X-Unsent"] == "1", "it opens as a draft"
    assert whole["To"].replace("\r\n", "").split(", ") == list(FIVE)
    assert text_of(found["text/plain"]) == MESSAGE.text
    assert delivery.send_all([MESSAGE], tmp_path, settings, connection, LATER).rows == ()
    assert list((tmp_path / "outbox" / "mail").glob("*.eml")) == [path]


def test_with_nothing_configured_the_file_still_is_a_proper_mail(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    delivery.send_all([MESSAGE], tmp_path, MailSettings(), connection, NOW)
    (path,) = (tmp_path / "outbox" / "mail").glob("*.eml")
    whole, _ = parts(path.read_bytes())
    assert whole["From"] == "tasklist@localhost" and whole["Message-ID"].endswith("@localhost>")


def test_two_homes_write_the_same_file(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        opened = state.connect(tmp_path / name / "outbox" / "state.sqlite3")
        delivery.send_all([MESSAGE], tmp_path / name, MailSettings(sender="office@example.org"), opened, NOW)
        opened.close()
        (path,) = (tmp_path / name / "outbox" / "mail").glob("*.eml")
        files.append((path.name, path.read_bytes()))
    assert files[0] == files[1]


# --- check --------------------------------------------------------------------------------------


def test_the_servers_are_tried_without_sending(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world(tmp_path, connection, papers) as here:
        assert servers.check(here.settings) == ()
        (said,) = servers.check(replace(here.settings, sender="boss@example.org"))
        assert "不一致" in said.message
        monkeypatch.setenv("TASKLIST_TEST_PASSWORD", "wrong")
        (said,) = servers.check(here.settings)
        assert said.code == "mail_server" and "不接受登录" in said.message
        assert here.post.taken == []
    assert servers.check(MailSettings()) == ()


def test_again_sends_anew_to_everybody(
    tmp_path: Path, connection: sqlite3.Connection, papers: certificates.Certificates
) -> None:
    with world(tmp_path, connection, papers) as here:
        here.send(MESSAGE)
        assert len(here.send(MESSAGE, now=LATER, again=True).sent) == 5
        assert here.post.counts() == dict.fromkeys(FIVE, 2)
        assert here.states() == dict.fromkeys(FIVE, State.SENT.value)
