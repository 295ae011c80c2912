"""Servers that misbehave: each ends in an outcome and a sentence, nothing is lost or doubled, no password is shown."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from servers import odd_imap
from servers.odd import Answer, Odd, ever, handshake_in_dribs
from servers.odd_imap import Server
from tasklist.files import state
from tasklist.mail import collect, imap, imap_line
from tasklist.model.errors import UserError
from tasklist.model.settings import ImapSettings, Tls

PASSWORD = 'a-"mailbox"-pass\\word'
NOW = datetime(2023, 6, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PATIENCE = 0.4  # seconds


def mail(number: int) -> bytes:
    head = f"From: unit01@example.org\r\nSubject: letter {number}\r\nMessage-ID: <{number}@x>\r\n\r\n"
    return f"{head}words {number}\r\n".encode()


def at(command: str, answer: Callable[[bytes, bytes], Answer], only: bytes = b"") -> Odd:
    """Another answer to one command, from its line and what an honest server says."""

    def odd(asked: str, line: bytes, honest: bytes) -> Answer:
        return answer(line, honest) if asked == command and only in line else honest

    return odd


def done(line: bytes, answer: bytes = b"OK done") -> bytes:
    return line.split()[0] + b" " + answer + b"\r\n"


def second(answer: Callable[[bytes, bytes], Answer]) -> Odd:
    """Another answer when the second mail is asked for."""
    return at("UID FETCH", answer, b" 2 ")


def begun(honest: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    return itertools.chain([honest[:60]], rest)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = state.connect(tmp_path / "outbox/state.sqlite3")
    yield opened
    opened.close()


def settings(server: Server) -> ImapSettings:
    return ImapSettings("127.0.0.1", "office", "UNUSED", server.port, "none")


def collected(
    tmp_path: Path, connection: sqlite3.Connection, server: Server, patience: float = 20.0
) -> tuple[list[bytes], str]:
    """The mails that lie in the inbox after one more run, and what was said of it."""
    try:
        got = collect.collect(settings(server), PASSWORD, {}, tmp_path, connection, NOW, patience=patience)
        said = "".join(one.message for one in got.findings)
    except UserError as error:
        said = str(error)
    return sorted(path.read_bytes() for path in (tmp_path / "inbox/邮件").glob("*")), said


ODD: dict[str, tuple[Odd, str]] = {  # what it does, and what the clerk is told
    "no greeting": (at("GREETING", lambda *_: None), "连接中断"),
    "a greeting in a strange tongue": (at("GREETING", lambda *_: b"\0\xff junk\r\n"), "连接中断"),
    "a greeting without end": (at("GREETING", lambda *_: ever(b"* OK hello\r\n" * 9000)), "说个没完"),
    "a line without end": (at("GREETING", lambda *_: ever(b"x" * 99_000)), "说个没完"),
    "a dribble": (at("GREETING", lambda *_: ever(b"x", 0.05)), "没有回应"),
    "abilities nobody can read": (at("CAPABILITY", lambda line, _: b"* CAPABILITY \xff\r\n" + done(line)), "看不懂"),
    "a login refused with its echo": (at("LOGIN", lambda line, _: done(line, b"NO " + line)), "不接受登录"),
    "a login that is no command": (at("LOGIN", lambda line, _: done(line, b"BAD " + line)), "没有照办"),
    "an echo": (at("LOGIN", lambda line, _: line), "不接受登录"),
    "half an echo": (at("LOGIN", lambda line, _: b"what? " + line[:-11] + b"\r\n"), "连接中断"),
    "a login in GBK": (at("LOGIN", lambda line, _: done(line, "NO 登录失败".encode("gbk"))), "登录失败"),
    "a folder refused": (at("EXAMINE", lambda line, _: done(line, b"NO Unsafe Login")), "没有照办（Unsafe Login）"),
    "a folder without a number": (at("EXAMINE", lambda line, _: done(line)), ""),
    "numbers that are none": (at("UID SEARCH", lambda line, _: b"* SEARCH 1 x2 3\r\n" + done(line)), "没有照办"),
    "numbers in two lines": (
        at("UID SEARCH", lambda line, _: b"* SEARCH 1\r\n* SEARCH 2 3 1\r\n" + done(line)), ""),
    "mails nobody has": (
        at("UID SEARCH", lambda line, _: b"* SEARCH 1 2 3 77\r\n" + done(line)), "没有交出一封邮件：服务器编号 77"),
    "a mail refused": (
        at("UID FETCH", lambda line, _: done(line, b"NO cannot convert"), b" 2 (UID INTER"), "cannot convert"),
    "a mail that is no command": (second(lambda line, _: done(line, b"BAD x")), "没有交出一封邮件"),
    "an empty mail": (
        second(lambda line, _: b"* 2 FETCH (UID 2 BODY[] {0}\r\n)\r\n" + done(line)), "没有交出一封邮件"),
    "another mail": (second(lambda _, honest: honest.replace(b"UID 2", b"UID 9")), "没有交出一封邮件"),
    "another mail before": (
        second(lambda _, honest: b"* 1 FETCH (UID 1 BODY[] {6}\r\nother\n)\r\n" + honest), ""),
    "half a mail": (second(lambda _, honest: begun(honest, ever(b"", 1.0))), "没有回应"),
    "a mail in a dribble": (second(lambda _, honest: begun(honest, ever(b"z", 0.05))), "没有回应"),
    "a mail too large": (
        second(lambda _, honest: honest.replace(b"BODY[] {", b"BODY[] {99999999")), "超过 128 MB"),
    "a mail of a size past counting": (
        second(lambda *_: b"* 2 FETCH (UID 2 BODY[] {" + b"9" * 5000 + b"}\r\nx"), "超过 128 MB"),
    "a mail said too short": (second(lambda _, honest: honest.replace(b"{7", b"{1")), "连接中断"),
    "a day that is none": (second(lambda _, honest: honest.replace(b"20-Jun-2023", b"31-Feb-2023")), ""),
    "the first day of all": (second(lambda _, honest: honest.replace(b"20-Jun-2023", b"01-Jan-0001")), ""),
    "the last day of all": (
        second(lambda _, honest: honest.replace(b"20-Jun-2023 10:05:00 +", b"31-Dec-9999 23:59:59 -")), ""),
    "no goodbye": (at("LOGOUT", lambda *_: None), ""),
    "a goodbye without end": (at("LOGOUT", lambda *_: ever(b"* OK x\r\n" * 9000)), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_server_is_told_and_costs_no_mail(
    name: str, tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_line, "LINES", 200_000)
    odd, told = ODD[name]
    mails = {number: mail(number) for number in (1, 2, 3)}
    with odd_imap.serving(Server(mails, odd)) as server:
        before, said = collected(tmp_path, connection, server, PATIENCE)
        assert told in said and bool(told) == bool(said)
        assert set(before) <= set(mails.values()) and len(before) == len(set(before))
        assert "mailbox" not in said and "word" not in said and "pass" not in said
        server.odd = odd_imap.honest
        assert collected(tmp_path, connection, server) == (sorted(mails.values()), "")


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_a_server_whose_encryption_comes_in_dribs_is_left_after_the_patience(tls: Tls) -> None:
    def able(asked: str, line: bytes, answer: bytes) -> Answer:
        if asked == "CAPABILITY":
            return answer.replace(b"ID", b"STARTTLS")
        if asked == ("GREETING" if tls == "ssl" else "STARTTLS"):
            return handshake_in_dribs(b"" if tls == "ssl" else done(line))
        return answer

    with odd_imap.serving(Server({}, able)) as server, pytest.raises(UserError, match="没有回应"):
        imap.check(replace(settings(server), tls=tls), PASSWORD, PATIENCE)


def test_a_mail_that_ends_the_line_each_time_bars_no_other(tmp_path: Path, connection: sqlite3.Connection) -> None:
    mails = {number: mail(number) for number in (1, 2, 3)}
    with odd_imap.serving(Server(mails, second(lambda *_: None))) as server:
        assert len(collected(tmp_path, connection, server)[0]) == 1
        after, said = collected(tmp_path, connection, server)
    assert after == [mail(1), mail(3)] and "连接中断" in said


def test_a_folder_renumbered_brings_nothing_twice(tmp_path: Path, connection: sqlite3.Connection) -> None:
    with odd_imap.serving(Server({number: mail(number) for number in (1, 2)})) as server:
        before = collected(tmp_path, connection, server)
        server.validity, server.mails = 2, {5: mail(1), 6: mail(2)}
        assert collected(tmp_path, connection, server) == before


def test_of_ten_thousand_folders_a_few_are_named() -> None:
    server = Server({}, at("EXAMINE", lambda line, _: done(line, b"NO none such")))
    server.folders = tuple(f"folder{number}" for number in range(10_000))
    with odd_imap.serving(server), pytest.raises(UserError, match="等 10000 个") as caught:
        imap.check(settings(server), PASSWORD, 5.0)
    assert len(str(caught.value)) < 500


def test_mails_told_in_two_lines_are_all_looked_up() -> None:
    """Or one that arrived would be taken for absent, and sent again."""
    odd = at("UID SEARCH", lambda line, _: b"* SEARCH 1\r\n* SEARCH 2\r\n" + done(line))
    with odd_imap.serving(Server({1: mail(1), 2: mail(2)}, odd)) as server:
        found = imap.look_up(
            settings(server), PASSWORD, ["<2@x>", "<9@x>"], witnesses=["<1@x>"], since=NOW.date(), patience=5.0
        )
    assert found == {"<2@x>": True, "<9@x>": False}
