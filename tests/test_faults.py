"""Whatever call fails, and however: old or new outputs, never half, and the next run completes without help.

A sample of the calls, spread evenly; all of them, and kills at any instant: python tests/bench/durability.py.
"""

from __future__ import annotations

import email
import os
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

import faults
from offices import CONFIG, FACT, UNITS, answered, office, verb
from servers import certificates, imap, smtp
from tasklist.files import outbox, state
from tasklist.mail import queue
from tasklist.mail.queue import State

POINTS = 8  # calls of each verb that are made to fail here
LEADERS = ("leader1@example.org", "leader2@example.org")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs to be killed are forked")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faults.home_before(tmp_path_factory.mktemp("faults") / "home")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    return certificates.make(tmp_path_factory.mktemp("papers"))


@pytest.mark.parametrize("name", faults.VERBS)
def test_a_call_that_fails_leaves_old_or_new_and_the_next_run_completes(home: Path, name: str, tmp_path: Path) -> None:
    one = faults.stage(home, name, tmp_path)
    points = [1 + turn * one.calls // POINTS for turn in range(POINTS)]
    found: list[str] = []
    for turn, at in enumerate(points):
        found += faults.trouble(one, tmp_path / "home", faults.KINDS[turn % len(faults.KINDS)], at)
    assert found == []


@pytest.mark.parametrize("kind", ["EIO", "kill"])
def test_a_word_to_the_mail_server_that_fails_doubles_nothing_and_loses_nothing(
    tmp_path: Path, papers: certificates.Certificates, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", smtp.PASSWORD)
    with smtp.serving(papers) as post:
        mail = (
            f"mail: {{host: 127.0.0.1, port: {post.port}, tls: starttls, user: office@example.org, "
            f"password_env: TASKLIST_TEST_PASSWORD, from: office@example.org, "
            f"report_to: [{', '.join(LEADERS)}], ca_file: {papers.authority}}}\n"
        )
        home = office(tmp_path / "home", CONFIG[: CONFIG.index("mail:")] + mail)
        answered(home, UNITS[0], {1: FACT})
        for turn in range(1, 5):
            day = ("--as-of", f"2023-{turn + 5:02}-26T18:00")
            faults.run(home, ("send", *day), kind, at=4 * turn - 3, only="smtp")
            assert verb("send", home, "--as-of", f"2023-{turn + 5:02}-26T18:30")[0] in (0, 1)
    with closing(state.throwaway(home / outbox.STATE)) as connection:
        rows = queue.rows(connection)
    counts = Counter(email.message_from_bytes(data)["Message-ID"] for _, data in post.taken)
    assert len(rows) == 4 * len(LEADERS)
    assert max(counts.values()) == 1
    assert {row.state for row in rows} <= {State.SENT, State.UNKNOWN}
    assert all(counts[row.message_id] == 1 for row in rows if row.state is State.SENT)


@pytest.mark.skipif(bool(imap.absent()), reason=imap.absent() or "present")
def test_a_mail_is_collected_whole_and_once_whatever_fails(
    tmp_path: Path, papers: certificates.Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKLIST_TEST_MAILBOX", imap.PASSWORD)
    with imap.serving(papers) as server:
        box = server.mailbox("office")
        more = (
            f"collect: {{host: 127.0.0.1, port: {server.port}, user: {box.user}, "
            f"password_env: TASKLIST_TEST_MAILBOX}}, ca_file: {papers.authority}"
        )
        start = office(tmp_path / "start", CONFIG.replace("report_to:", f"{more}, report_to:"))
        box.deliver(
            b"From: unit01@example.org\r\nSubject: =?utf-8?B?6KGo?=\r\nMessage-ID: <1@x>\r\n\r\nwords\r\n", "one"
        )
        command = ("collect", *faults.NEW, "--json")
        counted = faults.Faults()
        with counted.standing():
            code, _, err = verb(command[0], faults.copied(start, tmp_path / "calm"), *command[1:])
        assert code == 0, err
        for at in range(1, counted.count + 1):
            kind = faults.KINDS[at % len(faults.KINDS)]
            home = faults.copied(start, tmp_path / f"home{at}")
            faults.run(home, command, kind, at)
            code, _, err = verb(command[0], home, *command[1:])
            assert code == 0, err
            kept = list((home / "inbox/邮件").iterdir())
            assert [path.read_bytes().endswith(b"words\r\n") for path in kept] == [True], at
            assert faults.strays(home) == []


def test_no_receipt_stands_before_the_copy_is_in_the_archive(home: Path, tmp_path: Path) -> None:
    counted = faults.Faults()
    with counted.standing():
        verb("merge", faults.copied(home, tmp_path / "calm"), *faults.NEW)
    for at in range(1, counted.count, 17):
        here = faults.copied(home, tmp_path / f"home{at}")
        faults.run(here, ("merge", *faults.NEW), "kill", at)
        assert [said for said in faults.faults_in(here, None) if "receipt" in said] == []
