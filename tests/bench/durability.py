# ruff: noqa: T201  a measurement speaks to a person
"""Every call of every verb made to fail, then random kills: python tests/bench/durability.py [every|all] [KILLS].

`every` (default): each call fails once, the kinds of fault taking turns; `all`: each call in each way (hours).
Prints what is wrong after a fault or after the run that follows it; nothing is printed of what is as it should be.
"""

from __future__ import annotations

import email
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import faults  # noqa: E402
from offices import CONFIG, verb  # noqa: E402
from servers import certificates, smtp  # noqa: E402
from tasklist.files import inbox  # noqa: E402

KILLED = ("merge", "fill", "send", "tick")


def main() -> int:
    """Faults, then kills; 1 when anything was wrong."""
    ways = sys.argv[1] if len(sys.argv) > 1 else "every"
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    inbox.QUIET_SECONDS = 0.0
    with tempfile.TemporaryDirectory() as folder:
        home = faults.home_before(Path(folder) / "home")
        wrong = sum(failing(home, Path(folder), name, ways == "all") for name in faults.VERBS) if ways != "none" else 0
        wrong += killed(Path(folder), kills) if kills else 0
    return int(bool(wrong))


def failing(home: Path, folder: Path, name: str, every_way: bool) -> int:
    """Let each call of a verb fail; how much was wrong."""
    start, one, wrong, tried = time.monotonic(), faults.stage(home, name, folder), 0, 0
    for at in range(1, one.calls + 1):
        for kind in faults.KINDS if every_way else (faults.KINDS[at % len(faults.KINDS)],):
            tried += 1
            for said in faults.trouble(one, folder / "tried", kind, at):
                wrong += 1
                print(said, flush=True)
    print(f"{name}: {tried} faults in {one.calls} calls, {wrong} wrong, {time.monotonic() - start:.0f} s", flush=True)
    return wrong


def killed(folder: Path, kills: int) -> int:
    """kill -9 at random instants, the verbs taking turns on one home, a day a round, mail through a real server.

    Only a kill that came before the verb was done counts. After each: the master is there and whole, no receipt is
    without its bytes, the inbox is as it was; at the end an undisturbed run of each, what it left swept, the audit
    content, and no mail was delivered twice.
    """
    os.environ["TASKLIST_TEST_PASSWORD"] = smtp.PASSWORD
    papers = certificates.make(folder / "papers")
    with smtp.serving(papers) as post:
        home = faults.home_before(folder / "killed", _mailing(post.port, papers.authority))
        came = faults.inbox(home)
        chance, wrong, hits, turn = random.Random(1), 0, Counter[str](), -1
        long = dict.fromkeys(KILLED, 0.0)
        while hits.total() < kills:
            turn += 1
            name, day = KILLED[turn % len(KILLED)], (turn // len(KILLED))
            at = datetime(2023, 6, 26, 18, turn % len(KILLED)) + timedelta(days=day)  # noqa: DTZ001  as a person types it
            more = ("--again",) if name == "send" else ()
            child = os.fork()
            start = time.monotonic()
            if not child:
                devnull = os.open(os.devnull, os.O_WRONLY)
                os.dup2(devnull, 1), os.dup2(devnull, 2)
                verb(name, home, "--as-of", at.isoformat(timespec="minutes"), *more)
                os._exit(0)
            if turn >= len(KILLED):
                time.sleep(chance.uniform(0, long[name]))
                os.kill(child, signal.SIGKILL)
            hit = os.WIFSIGNALED(os.waitpid(child, 0)[1])
            hits[name] += hit
            if not hit:
                long[name] = 0.8 * long[name] + 0.2 * (time.monotonic() - start) or time.monotonic() - start
            for said in (*faults.faults_in(home, None), *faults.missing(home, came)):
                wrong += 1
                print(f"kill {turn} of {name}: {said}", flush=True)
            if turn % 100 == 0:
                print(f"{turn} runs, {dict(hits)}, {len(post.taken)} mails", flush=True)
        for name in KILLED:
            code, _, err = verb(name, home, "--as-of", (at + timedelta(days=1)).isoformat(timespec="minutes"))
            wrong += code not in (0, 1)
            print(f"{name} afterwards: {code} {err}".rstrip(), flush=True)
        counts = Counter(email.message_from_bytes(data)["Message-ID"] for _, data in post.taken)
    doubled = [number for number, times in counts.items() if times > 1]
    left = faults.strays(home)
    _, out, _ = verb("audit", home, "--json")
    audited = [one for one in json.loads(out)["problems"] if one["about"] != "mail"]  # unsure ones are asked about
    print(f"{turn + 1} runs, {hits.total()} killed before they were done ({dict(hits)}), {wrong} wrong")
    print(f"{counts.total()} mails delivered, {len(doubled)} twice, strays {left}, audit {audited}")
    return wrong + len(left) + len(doubled) + len(audited)


def _mailing(port: int, authority: Path) -> str:
    """The config of a home that mails through the server of the tests."""
    mail = (
        f"mail: {{host: 127.0.0.1, port: {port}, tls: starttls, user: office@example.org, "
        f"password_env: TASKLIST_TEST_PASSWORD, from: office@example.org, "
        f"report_to: [leader1@example.org, leader2@example.org], ca_file: {authority}}}\n"
    )
    return CONFIG[: CONFIG.index("mail:")] + mail


if __name__ == "__main__":
    sys.exit(main())
