from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasklist.files.state import connect
from tasklist.mail import queue
from tasklist.mail.queue import BACK_OFF, State
from tasklist.model.message import Message

NOW = datetime(2023, 6, 26, 9, 0, tzinfo=UTC)
MESSAGE = Message(
    key="report/2023-06",
    to=("leader01@example.org", "leader02@example.org"),
    cc=("clerk01@example.org",),
    subject="汇总表",
    text="正文",
    html="<p>正文</p>",
    unit="",
)
EVERYBODY = ("leader01@example.org", "leader02@example.org", "clerk01@example.org")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = connect(tmp_path / "state.sqlite3")
    yield opened
    opened.close()


def put(connection: sqlite3.Connection, message: Message = MESSAGE, *, again: bool = False) -> tuple[str, ...]:
    return queue.enqueue(connection, message, b"From: a@example.org\r\n\r\nbody\r\n", "example.org", NOW, again=again)


def first(connection: sqlite3.Connection) -> queue.QueueRow:
    return queue.rows(connection)[0]


def test_every_recipient_gets_a_row_and_a_message_id_of_its_own(connection: sqlite3.Connection) -> None:
    assert put(connection) == EVERYBODY
    rows = queue.due(connection, NOW)
    assert tuple(row.recipient for row in rows) == EVERYBODY
    assert len({row.message_id for row in rows}) == 3
    wires = [queue.wire_of(connection, row) for row in rows]
    assert [wire.split(b"\r\n")[0].decode() for wire in wires] == [f"Message-ID: {row.message_id}" for row in rows]
    assert len({wire.split(b"\r\n", 1)[1] for wire in wires}) == 1


def test_the_same_key_and_recipient_is_never_queued_again(connection: sqlite3.Connection) -> None:
    put(connection)
    for row in queue.rows(connection):
        queue.mark(connection, row, State.SENT, "250", NOW)
    assert put(connection) == ()
    louder = replace(MESSAGE, to=("LEADER01@EXAMPLE.ORG", "leader03@example.org"), cc=())
    assert put(connection, louder) == ("leader03@example.org",)
    assert [row.recipient for row in queue.due(connection, NOW)] == ["leader03@example.org"]


def test_an_address_named_twice_gets_one_mail(connection: sqlite3.Connection) -> None:
    assert put(connection, replace(MESSAGE, cc=("Leader01@example.org",))) == EVERYBODY[:2]


def test_again_opens_a_new_row_and_replaces_what_was_still_waiting(connection: sqlite3.Connection) -> None:
    put(connection)
    old = queue.rows(connection)
    queue.mark(connection, old[0], State.SENT, "250", NOW)
    assert put(connection, again=True) == EVERYBODY
    new = queue.rows(connection)
    assert len(new) == 3
    assert not {row.message_id for row in new} & {row.message_id for row in old}
    assert len(queue.due(connection, NOW)) == 3


def test_a_temporary_failure_waits_longer_each_time_and_is_given_up_in_the_end(connection: sqlite3.Connection) -> None:
    put(connection)
    now = NOW
    for minutes in BACK_OFF:
        assert queue.mark(connection, first(connection), State.QUEUED, "451 later", now) is State.QUEUED
        wait = timedelta(minutes=minutes)
        early = [row.id for row in queue.due(connection, now + wait - timedelta(seconds=1))]
        assert first(connection).id not in early
        now += wait
        assert first(connection).id in [row.id for row in queue.due(connection, now)]
    assert queue.mark(connection, first(connection), State.QUEUED, "451 later", now) is State.GIVEN_UP
    (problem,) = queue.problems(connection)
    assert problem.code == "mail_failed"
    assert "已放弃" in problem.message and "不再自动再试" in problem.todo


def test_only_one_of_two_runs_can_claim_a_row(connection: sqlite3.Connection) -> None:
    put(connection)
    row = first(connection)
    assert queue.claim(connection, row, NOW)
    assert not queue.claim(connection, row, NOW)
    assert row.id not in [waiting.id for waiting in queue.due(connection, NOW)]


def test_what_a_crash_left_in_sending_becomes_unknown_and_is_asked_about(connection: sqlite3.Connection) -> None:
    put(connection)
    queue.claim(connection, first(connection), NOW)
    assert queue.recover(connection, NOW) == 1
    assert first(connection).state is State.UNKNOWN
    assert len(queue.due(connection, NOW + timedelta(days=9))) == 2
    (problem,) = queue.problems(connection, keys=())
    assert problem.code == "mail_unknown"
    assert "leader01@example.org" in problem.message and "--" not in problem.message
    assert "send --settle" in problem.todo


@pytest.mark.parametrize(("answer", "state"), [("sent", State.SENT), ("again", State.QUEUED)])
def test_the_clerks_answer_settles_an_unknown_mail(connection: sqlite3.Connection, answer: str, state: State) -> None:
    put(connection)
    queue.claim(connection, first(connection), NOW)
    queue.recover(connection, NOW)
    (settled,) = queue.settle(connection, answer, NOW)
    assert settled.recipient == "leader01@example.org"
    assert first(connection).state is state
    assert queue.problems(connection) == ()
    assert queue.wire_of(connection, queue.due(connection, NOW)[0])


def test_settling_with_any_other_word_is_an_error(connection: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="sent, again or done"):
        queue.settle(connection, "maybe", NOW)


def test_an_unknown_mail_replaced_by_again_is_no_question_any_more(connection: sqlite3.Connection) -> None:
    put(connection)
    queue.claim(connection, first(connection), NOW)
    queue.recover(connection, NOW)
    put(connection, again=True)
    assert queue.problems(connection) == ()
    assert queue.settle(connection, "again", NOW) == ()


def test_a_reminder_withdrawn_before_it_left_may_be_queued_anew(connection: sqlite3.Connection) -> None:
    put(connection)
    assert queue.withdraw(connection, MESSAGE.key, "单位已报送", NOW) == 3
    assert queue.due(connection, NOW) == () and queue.problems(connection) == ()
    assert put(connection) == EVERYBODY


def test_the_stored_mail_is_dropped_once_nobody_waits_for_it(connection: sqlite3.Connection) -> None:
    put(connection)
    rows = queue.rows(connection)
    for row, state in zip(rows, (State.SENT, State.REFUSED, State.SENT), strict=True):
        assert connection.execute("SELECT wire FROM letters").fetchone()[0]
        queue.mark(connection, row, state, "", NOW)
    assert connection.execute("SELECT wire FROM letters").fetchone() == (None,)


def test_a_servers_answer_is_shown_harmless_and_on_one_line(connection: sqlite3.Connection) -> None:
    put(connection)
    queue.mark(connection, first(connection), State.REFUSED, "550 no\r\nBcc: x\x1b[31m" + "y" * 999, NOW)
    (problem,) = queue.problems(connection)
    assert "\n" not in problem.message and "\x1b" not in problem.message and len(problem.message) < 400


@pytest.mark.parametrize("state", [State.REFUSED, State.FAILED])
def test_a_failure_a_person_has_settled_stays_settled(connection: sqlite3.Connection, state: State) -> None:
    put(connection)
    queue.mark(connection, first(connection), state, "550 no such user", NOW)
    (problem,) = queue.problems(connection)
    assert "--settle done" in problem.todo
    assert queue.settle(connection, "sent", NOW) == ()  # that answers for the unknown alone
    assert len(queue.settle(connection, "done", NOW)) == 1
    assert queue.problems(connection) == () and queue.settle(connection, "done", NOW) == ()
    assert put(connection) == ()  # and nothing is sent to that address once more
