"""The verbs that mail, against a real server: once each, whatever goes wrong, and the clerk is told."""

from __future__ import annotations

import email
import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path
from typing import Any

import pytest

from offices import CONFIG, FACT, UNITS, answered, launched, office, verb
from servers import certificates, smtp
from tasklist.files import state
from tasklist.mail import queue
from tasklist.mail.queue import State

LEADERS = tuple(f"leader{number}@example.org" for number in range(1, 6))
AS_OF = ("--as-of", "2023-06-26T09:00")
KILLS = int(os.environ.get("TASKLIST_KILLS", "6"))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    return certificates.make(tmp_path_factory.mktemp("papers"))


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", smtp.PASSWORD)
    yield


def home_with_mail(folder: Path, post: smtp.Post, papers: certificates.Certificates, more: str = "") -> Path:
    mail = (
        f"mail: {{host: 127.0.0.1, port: {post.port}, tls: starttls, user: office@example.org, "
        f"password_env: TASKLIST_TEST_PASSWORD, from: office@example.org, operator: duty@example.org, "
        f"report_to: [{', '.join(LEADERS)}], ca_file: {papers.authority}}}\n"
    )
    config = CONFIG[: CONFIG.index("mail:")] + mail + more
    return office(folder, config)


def sent(home: Path, *options: str, as_of: str = "2023-06-26T09:00") -> tuple[int, dict[str, Any], str]:
    code, out, err = verb("send", home, "--as-of", as_of, "--json", *options)
    return code, json.loads(out) if out else {}, err


def test_one_refused_address_touches_no_other_and_nobody_gets_it_twice(
    tmp_path: Path, papers: certificates.Certificates
) -> None:
    with smtp.serving(papers, faults={LEADERS[2]: ["refuse"]}) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        code, answer, _ = sent(home)
        again, later, _ = sent(home)
    assert (code, answer["refused"]) == (1, [LEADERS[2]])
    assert sorted(answer["sent"]) == sorted(set(LEADERS) - {LEADERS[2]})
    assert (again, later["sent"]) == (1, [])
    assert set(post.counts().values()) == {1}


def test_a_busy_server_gets_it_on_a_later_run(tmp_path: Path, papers: certificates.Certificates) -> None:
    with smtp.serving(papers, faults={LEADERS[0]: ["busy", "busy-body"]}) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        first = sent(home)[1]
        runs = [sent(home, as_of=f"2023-06-26T{hour:02}:00")[1] for hour in (10, 12, 15)]
    assert first["queued"] == [LEADERS[0]]
    assert [LEADERS[0] in run["sent"] for run in runs].count(True) == 1
    assert post.counts() == dict.fromkeys(LEADERS, 1)


def test_silence_after_the_body_is_unknown_until_the_clerk_answers(
    tmp_path: Path, papers: certificates.Certificates
) -> None:
    with smtp.serving(papers, faults={LEADERS[1]: ["take-and-drop"]}) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        code, answer, _ = sent(home)
        assert (code, answer["unknown"]) == (1, [LEADERS[1]])
        assert sent(home, as_of="2023-06-26T18:00")[1]["sent"] == []
        assert verb("send", home, *AS_OF, "--settle", "sent")[0] == 0
        assert sent(home, as_of="2023-06-26T19:00")[0] == 0
    assert post.counts() == dict.fromkeys(LEADERS, 1)


def test_a_rejected_login_sends_nothing_and_says_so(
    tmp_path: Path, papers: certificates.Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    with smtp.serving(papers) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        monkeypatch.setenv("TASKLIST_TEST_PASSWORD", "wrong")
        code, answer, err = sent(home)
        assert code in (1, 2)
        assert answer.get("findings") or err
        monkeypatch.delenv("TASKLIST_TEST_PASSWORD")
        assert sent(home)[0] == 2
        monkeypatch.setenv("TASKLIST_TEST_PASSWORD", smtp.PASSWORD)
        sent(home, as_of="2023-06-26T18:00")
    assert post.counts() == dict.fromkeys(LEADERS, 1)


def test_the_report_arrives_whole(tmp_path: Path, papers: certificates.Certificates) -> None:
    with smtp.serving(papers) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        answered(home, UNITS[0], {1: FACT, 2: "无"})
        sent(home)
    mails = [email.message_from_bytes(data, policy=policy.default) for _, data in post.taken]
    one = mails[0]
    assert "应报5" in str(one["Subject"]) and "已报1" in str(one["Subject"])
    plain, html = one.get_body(("plain",)), one.get_body(("html",))
    assert plain and html
    assert UNITS[1] in plain.get_content() and UNITS[1] in html.get_content()
    (attached,) = list(one.iter_attachments())
    assert attached.get_filename() == "2023年6月汇总表-试点工作任务清单.xlsx"
    assert attached.get_content_type().endswith("spreadsheetml.sheet")
    assert zipfile.ZipFile(io.BytesIO(attached.get_payload(decode=True))).testzip() is None
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == attached.get_payload(decode=True)
    assert len({str(mail["Message-ID"]) for mail in mails}) == len(mails)
    assert one["Date"] and str(one["Auto-Submitted"]) == "auto-generated"


def test_a_test_mail_spends_no_slot(tmp_path: Path, papers: certificates.Certificates) -> None:
    with smtp.serving(papers) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        assert sent(home, "--to", "clerk@example.org")[1]["sent"] == ["clerk@example.org"]
        assert sorted(sent(home)[1]["sent"]) == sorted(LEADERS)
    tested = email.message_from_bytes(post.taken[0][1], policy=policy.default)
    assert str(tested["Subject"]).startswith("【测试】")


def test_reminders_go_to_whoever_owes_at_most_once_a_day(tmp_path: Path, papers: certificates.Certificates) -> None:
    with smtp.serving(papers) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        answered(home, UNITS[0], {1: FACT, 2: FACT + "。", 3: "走访8户"})
        verb("remind", home, *AS_OF)
        verb("remind", home, "--as-of", "2023-06-26T15:00")
        verb("remind", home, "--as-of", "2023-06-27T09:00")
    assert post.counts() == {f"unit0{number}@example.org": 2 for number in (2, 3, 5)}
    assert (home / "outbox/2023-06/催报清单.xlsx").exists()


def test_a_slot_is_done_once_and_a_failed_job_tells_the_operator_once_a_day(
    tmp_path: Path, papers: certificates.Certificates
) -> None:
    jobs = 'schedule:\n  - {do: collect, every: day, at: "08:00"}\n  - {do: send, on_due: true, at: "17:45"}\n'
    with smtp.serving(papers) as post:
        home = home_with_mail(tmp_path / "home", post, papers, jobs)
        for moment in ("2023-06-25T18:00", "2023-06-25T18:05", "2023-06-25T19:00", "2023-06-25T23:00"):
            verb("tick", home, "--as-of", moment)
    assert post.counts() == dict.fromkeys((*LEADERS, "duty@example.org"), 1)


def test_two_ticks_at_once_one_works_and_the_other_says_so(tmp_path: Path) -> None:
    from tasklist.files import lock

    home = office(tmp_path / "home", CONFIG + 'schedule: [{do: merge, every: day, at: "08:00"}]\n')
    with lock.alone(home):
        ended = launched(home, "tick", *AS_OF)
    assert (ended.returncode, "另一个 tick 正在运行" in ended.stdout) == (0, True)


@pytest.mark.skipif(os.name != "posix", reason="a process is killed as POSIX does it")
def test_a_tick_killed_at_any_instant_doubles_nothing(tmp_path: Path, papers: certificates.Certificates) -> None:
    chance = random.Random(5)
    with smtp.serving(papers, faults={leader: ["slow"] * 9999 for leader in LEADERS}) as post:
        home = home_with_mail(tmp_path / "home", post, papers, 'schedule: [{do: send, every: day, at: "08:00"}]\n')
        command = [sys.executable, str(Path(__file__).parents[2] / "scripts/tick.py"), "--home", str(home), "--quiet"]
        started = time.monotonic()
        subprocess.run([*command, "--as-of", "2023-06-01T09:00"], check=False)
        whole = time.monotonic() - started
        for day in range(2, 2 + KILLS):
            running = subprocess.Popen([*command, "--as-of", f"2023-06-{day % 28 + 1:02}T09:00"])
            time.sleep(chance.uniform(whole * 0.5, whole))
            running.kill()
            running.wait()
        for hour in (10, 12, 15, 20):
            subprocess.run([*command, "--as-of", f"2023-06-28T{hour}:00"], check=False)
        got = [(recipient, str(email.message_from_bytes(data)["Message-ID"])) for recipient, data in post.taken]
    connection = state.connect(home / "outbox/state.sqlite3")
    rows = queue.rows(connection)
    connection.close()
    assert len(got) == len(set(got)), "a mail was delivered twice"
    assert {row.state for row in rows} <= {State.SENT, State.UNKNOWN}
    assert all((row.recipient, row.message_id) in got for row in rows if row.state is State.SENT)


def test_what_a_run_could_not_send_the_next_tick_delivers_and_health_says_so_until_then(
    tmp_path: Path, papers: certificates.Certificates
) -> None:
    jobs = 'schedule:\n  - {do: send, on_due: true, at: "17:45"}\n'
    with smtp.serving(papers, faults={leader: ["close"] for leader in LEADERS}) as post:
        home = home_with_mail(tmp_path / "home", post, papers, jobs)
        verb("tick", home, "--as-of", "2023-06-25T17:50")
        assert verb("check", home, "--health", "--as-of", "2023-06-25T18:00")[0] == 2
        for hour in (19, 20, 21, 22):
            verb("tick", home, "--as-of", f"2023-06-25T{hour}:00")
        assert verb("check", home, "--health", "--as-of", "2023-06-25T22:05")[0] == 0
    assert post.counts() == dict.fromkeys(LEADERS, 1)


def test_a_reminder_still_waiting_is_dropped_when_the_unit_has_returned(
    tmp_path: Path, papers: certificates.Certificates
) -> None:
    late = [f"unit0{number}@example.org" for number in (1, 2, 3, 5)]
    with smtp.serving(papers, faults={address: ["busy"] for address in late}) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        verb("remind", home, *AS_OF)
        answered(home, UNITS[0], {1: FACT, 2: FACT + "。", 3: "走访8户"})
        verb("tick", home, "--as-of", "2023-06-26T12:00")
        verb("send", home, "--as-of", "2023-06-28T09:00")
    assert post.counts() == dict.fromkeys((*late[1:], *LEADERS), 1)


# --- a state file that is lost ---------------------------------------------------------------------


def lose(home: Path) -> None:
    for path in (home / "outbox").glob("state.sqlite3*"):
        path.unlink()


def damage(home: Path) -> None:
    lose(home)
    (home / "outbox/state.sqlite3").write_bytes(b"\0zero" * 2000)


def empty(home: Path) -> None:
    lose(home)
    (home / "outbox/state.sqlite3").touch()


@pytest.mark.parametrize("spoil", [lose, damage, empty])
def test_after_a_lost_state_file_nothing_is_mailed_until_it_is_answered_what_was(
    tmp_path: Path, papers: certificates.Certificates, spoil: Callable[[Path], None]
) -> None:
    with smtp.serving(papers) as post:
        home = home_with_mail(tmp_path / "home", post, papers, "")
        answered(home, UNITS[0], {1: FACT})
        sent(home)
        assert verb("send", home, *AS_OF, "--period", "2023-05")[0] == 0
        assert verb("remind", home, *AS_OF)[0] in (0, 1)
        before = post.counts()
        spoil(home)
        later = ("--as-of", "2023-06-26T10:00")
        code, answer, _ = sent(home, as_of="2023-06-26T10:00")
        merged = json.loads(verb("merge", home, *later, "--json")[1])
        reminded = verb("remind", home, *later)
        assert verb("tick", home, *later)[0] in (0, 1)
        assert (code, answer["sent"], post.counts()) == (1, [], before)
        assert sorted(answer["unknown"]) == sorted(LEADERS)
        assert "不知道以前发过没有" in reminded[1]
        assert [one["code"] for one in merged["findings"] if one["code"] == "state_lost"] == ["state_lost"]
        assert verb("send", home, *later, "--settle", "sent")[0] == 0
        verb("remind", home, *later)
        assert sent(home, as_of="2023-06-26T11:00")[0] == 0
        done = verb("send", home, "--as-of", "2023-06-26T11:00", "--period", "2023-05", "--json")
        assert json.loads(done[1])["sent"] == []
        assert post.counts() == before, "of no period is anything sent again"
        verb("send", home, "--as-of", "2023-07-26T11:00")
    assert all(post.counts()[leader] == 3 for leader in LEADERS), "the next period is sent as ever"


def test_what_was_not_mailed_before_the_loss_goes_out_once_a_person_says_so(
    tmp_path: Path, papers: certificates.Certificates
) -> None:
    with smtp.serving(papers) as post:
        home = home_with_mail(tmp_path / "home", post, papers)
        verb("merge", home, *AS_OF)
        lose(home)
        assert sent(home)[1]["sent"] == []
        assert verb("send", home, *AS_OF, "--settle", "again")[0] == 0
        assert sorted(sent(home, as_of="2023-06-26T12:00")[1]["sent"]) == sorted(LEADERS)
    assert post.counts() == dict.fromkeys(LEADERS, 1)
