"""Mail servers that misbehave: nobody gets a mail twice, what is unsure is said, no password is shown."""

from __future__ import annotations

import base64
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from servers import odd_smtp
from servers.odd import Answer, Odd, ever, handshake_in_dribs
from servers.odd_smtp import ABLE, Server
from tasklist.files import state
from tasklist.mail import delivery, queue, smtp
from tasklist.mail.queue import State
from tasklist.model.message import Message
from tasklist.model.settings import MailSettings, Tls

PASSWORD = 'an-"app"-pass\\word'
NOW = datetime(2023, 6, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LEADERS = ("leader1@example.org", "leader2@example.org")
MESSAGE = Message(key="report/2023-06", to=LEADERS, subject="汇总", text="结论", html="<p>结论</p>", attachments=())
PATIENCE = 0.2
STEPS = ("GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "BODY", "RSET", "QUIT")
WAIT, NEVER = b"451 later\r\n", b"550 never\r\n"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = state.connect(tmp_path / "outbox/state.sqlite3")
    yield opened
    opened.close()


def at(command: str, answer: Callable[[bytes], Answer]) -> Odd:
    return lambda asked, line, honest: answer(line) if asked == command else honest


def odd_answers(step: str) -> dict[str, Odd]:
    plain = base64.b64encode(f"\0office@example.org\0{PASSWORD}".encode())
    return {
        "later": at(step, lambda _: WAIT),
        "never": at(step, lambda _: NEVER),
        "gone": at(step, lambda _: b"421 going\r\n"),
        "cut": at(step, lambda _: None),
        "silent": at(step, lambda _: b""),
        "half": at(step, lambda _: b"25"),
        "nonsense": at(step, lambda _: b"\0\xff\xfe what\r\n"),
        "a number nobody knows": at(step, lambda _: b"999 what\r\n"),
        "no end of lines": at(step, lambda _: ever(b"250-and\r\n" * 9000)),
        "a line without end": at(step, lambda _: ever(b"x" * 99_000)),
        "a dribble": at(step, lambda _: ever(b"250-x\r\n", 0.05)),
        "an echo": at(step, lambda line: b"535 " + line.strip() + b"\r\n"),
        "half an echo": at(step, lambda line: b"550 what is " + line[: len(line) * 3 // 4].strip() + b"\r\n"),
        "the password": at(step, lambda _: b"550 " + PASSWORD.encode() + b" " + plain + b"\r\n"),
        "a challenge": at(step, lambda _: b"334 !!!\r\n"),
        "a challenge in base64": at(step, lambda _: b"334 VXNlcm5hbWU6\r\n"),
    }


def send(
    tmp_path: Path, connection: sqlite3.Connection, server: Server, now: datetime, patience: float
) -> delivery.Delivery:
    settings = MailSettings(
        host="127.0.0.1", port=server.port, tls="none", user="office@example.org", password_env="TASKLIST_TEST_PASSWORD"
    )
    return delivery.send_all([MESSAGE], tmp_path, settings, connection, now, patience=patience)


@pytest.mark.parametrize("what", odd_answers(""))
@pytest.mark.parametrize("step", STEPS)
def test_an_odd_answer_doubles_no_mail_and_every_outcome_is_told(
    step: str, what: str, tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", PASSWORD)
    monkeypatch.setattr(smtp, "ANSWER", 200_000)
    with odd_smtp.serving(Server(odd_answers(step)[what])) as server:
        first = send(tmp_path, connection, server, NOW, PATIENCE)
        rows = queue.rows(connection)
        told = "".join(one.message + one.todo for one in first.findings)
        kept = "".join(row.answer for row in rows)
        assert not any(each in told + kept for each in ("app", "pass", "word", "AG9mZmljZUB")), told + kept
        assert bool(first.findings) == any(row.state is not State.SENT for row in rows)
        server.odd = lambda *said: said[2]
        send(tmp_path, connection, server, NOW + timedelta(days=1), 20.0)
        after = {row.recipient: row.state for row in queue.rows(connection)}
        times = Counter(server.taken)
    assert all(times[each] <= 1 for each in LEADERS)
    assert all(times[each] == 1 for each in LEADERS if after[each] is State.SENT)
    assert all(after[each] is not State.QUEUED for each in LEADERS)
    if step in ("GREETING", "EHLO", "AUTH", "RSET", "QUIT"):
        assert set(after.values()) == {State.SENT}


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_a_server_whose_encryption_comes_in_dribs_is_left_after_the_patience(tls: Tls) -> None:
    def able(command: str, _: bytes, honest: bytes) -> Answer:
        if command == "EHLO":
            return ABLE.replace(b"AUTH PLAIN LOGIN", b"STARTTLS")
        if command == ("GREETING" if tls == "ssl" else "STARTTLS"):
            return handshake_in_dribs(b"" if tls == "ssl" else b"220 go\r\n")
        return honest

    with odd_smtp.serving(Server(able)) as server, pytest.raises(TimeoutError):
        smtp.connect(
            MailSettings(host="127.0.0.1", port=server.port, tls=tls), PASSWORD, "office@example.org", PATIENCE
        )


def test_a_server_that_hides_its_encryption_gets_no_password(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", PASSWORD)
    heard: list[bytes] = []

    def odd(command: str, line: bytes, honest: bytes) -> Answer:
        heard.append(line)
        return ABLE if command == "EHLO" else honest

    with odd_smtp.serving(Server(odd)) as server:
        settings = MailSettings(
            host="127.0.0.1", port=server.port, tls="starttls", user="office@example.org",
            password_env="TASKLIST_TEST_PASSWORD",
        )  # fmt: skip
        done = delivery.send_all([MESSAGE], tmp_path, settings, connection, NOW, patience=PATIENCE)
    assert "不支持所要求的加密" in done.findings[0].message and server.taken == []
    assert not any(line.upper().startswith((b"AUTH", b"MAIL")) for line in heard)
