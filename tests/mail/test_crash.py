"""Senders killed at random instants, against a server that counts. TASKLIST_KILLS=200 for the long run."""

from __future__ import annotations

import email
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from servers import certificates, crashing, imap, smtp
from tasklist.files import state
from tasklist.mail import queue
from tasklist.mail.queue import State

KILLS = int(os.environ.get("TASKLIST_KILLS", "25"))
LAST = KILLS + 2  # two days go undisturbed first
TESTS = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the sender to be killed is forked")


def kill_at_random(home: Path, post: smtp.Post, authority: Path, box: tuple[int, str], seed: int) -> int:
    """Send and kill, one day after another; returns how many kills came before the sender was done."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "servers.crashing", str(home), str(post.port), str(authority), *map(str, box)]
    paths = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent / "scripts")))}
    with subprocess.Popen(command, env=paths, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as sender:
        assert sender.stdin and sender.stdout

        def run(order: str) -> bool:
            print(order, file=sender.stdin, flush=True)
            return sender.stdout.readline() == f"{signal.SIGKILL:d}\n"

        run("0")  # the interpreter is up now
        start = time.monotonic()
        run("1")
        whole = time.monotonic() - start
        hits = 0
        for day in range(2, LAST):
            hits += run(f"{day} {chance.uniform(0, whole):.4f}")
            time.sleep(0.06)  # the clock of the runs jumps a day; the server's does not
        sender.stdin.close()
    return hits


def deliveries(post: smtp.Post) -> Counter[str]:
    return Counter(email.message_from_bytes(data)["Message-ID"] for _, data in post.taken)


def prepare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", smtp.PASSWORD)
    monkeypatch.setenv("TASKLIST_TEST_MAILBOX", imap.PASSWORD)


def test_a_sender_killed_at_any_instant_doubles_nothing_and_shows_what_is_unsure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(monkeypatch)
    papers = certificates.make(tmp_path / "papers")
    with smtp.serving(papers, faults={leader: ["slow"] * 9999 for leader in crashing.LEADERS}) as post:
        hits = kill_at_random(tmp_path, post, papers.authority, (0, ""), seed=1)
        how = crashing.settings(post.port, str(papers.authority), 0, "")
        crashing.deliver(tmp_path, how, LAST)
        done = crashing.deliver(tmp_path, how, LAST + 1)
    connection = state.connect(tmp_path / "outbox" / "state.sqlite3")
    rows = queue.rows(connection)
    problems = queue.problems(connection)
    connection.close()
    counts = deliveries(post)
    assert max(counts.values()) == 1
    assert len(rows) == len(crashing.LEADERS) * (LAST + 2)
    assert {row.state for row in rows} <= {State.SENT, State.UNKNOWN}
    assert all(counts[row.message_id] == 1 for row in rows if row.state is State.SENT)
    unsure = [row for row in rows if row.state is State.UNKNOWN]
    assert [said.code for said in problems] == ["mail_unknown"] * len(unsure)
    assert [said for said in done.findings if said.code == "mail_unknown"] == list(problems)
    assert hits, "no kill fell into a delivery: the test has lost its point"


@pytest.mark.skipif(bool(imap.absent()), reason=imap.absent() or "present")
def test_with_the_sent_folder_to_look_into_nothing_is_lost_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(monkeypatch)
    papers = certificates.make(tmp_path / "papers")
    with imap.serving(papers) as server:
        box = server.mailbox("office")
        script = {leader: ["slow"] * 9999 for leader in crashing.LEADERS}
        with smtp.serving(papers, faults=script, sent_folder=box.sent) as post:
            kill_at_random(tmp_path, post, papers.authority, (server.port, box.user), seed=2)
            how = crashing.settings(post.port, str(papers.authority), server.port, box.user)
            for extra in range(3):
                done = crashing.deliver(tmp_path, how, LAST + extra)
    assert done.findings == ()
    connection = state.connect(tmp_path / "outbox" / "state.sqlite3")
    rows = queue.rows(connection)
    connection.close()
    assert {row.state for row in rows} == {State.SENT}
    assert deliveries(post) == Counter(row.message_id for row in rows)
