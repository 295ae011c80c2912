"""tick: whatever the agenda says is due and not yet done; what cron calls."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("tick", VERBS["tick"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import argparse
import contextlib
import getpass
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import collect
import merge
import remind
import send
from tasklist.agenda import cron, runs
from tasklist.agenda.due_times import DueTime, told
from tasklist.app import cli, launchers, reading, reminders
from tasklist.app.cli import Desk
from tasklist.files import disk, lock
from tasklist.mail import delivery, queue
from tasklist.mail.queue import State
from tasklist.model.settings import Job
from tasklist.text.moments import moment
from tasklist.views.reports import letters


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a job failed or needs a person."""
    args = PARSER.parse_args(argv)
    if not args.log:
        return cli.run(PARSER, argv, act, writes=False)
    return cli.guarded(lambda: logged(args.home.resolve() / cron.LOG, argv), home=args.home)


def logged(path: Path, argv: Sequence[str] | None) -> int:
    """Run the verb; what it says goes into the log. Raises OSError when there can be none."""
    disk.folder(path.parent)
    disk.own(path.parent)
    disk.own_from_the_start(path)
    with path.open("a", encoding="utf-8") as log, contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
        return cli.run(PARSER, argv, act, writes=False)


def act(desk: Desk) -> int:
    """Do what is due, each job apart from the others, and record it."""
    campaign = desk.office.plan.campaign
    if desk.args.print_cron:
        lines = cron.cron_lines(desk.home, launchers.interpreter(), getpass.getuser())
        desk.say(lines)
        desk.answer({"cron": lines.splitlines()})
        return 0
    if desk.dry:
        due = [f"{told(job)}（{_local(desk, slot)}）" for job, slot in runs.waiting(desk.home, campaign, desk.as_of)]
        desk.say(*[f"到点：{line}" for line in due] or ["现在没有到点的事。"])
        desk.answer({"due": due})
        return 0
    done = runs.run_due(desk.home, campaign, _verbs(desk), lambda: desk.as_of)
    if done is None:
        desk.say("另一个 tick 正在运行，这一次不做。")
        desk.answer({"busy": True, "runs": []})
        return 0
    desk.say(*[_line(desk, job, run) for job, run in done] or ["现在没有到点的事。"])
    desk.answer({"busy": False, "runs": [_json(job, run) for job, run in done]})
    _alarm(desk, [(job, run) for job, run in done if run.outcome == "failed"])
    unsent = _deliver_leftovers(desk)
    return int(unsent or any(run.outcome in ("failed", "attention") for _, run in done))


def _deliver_leftovers(desk: Desk) -> bool:
    """Try again what an earlier run could not deliver, settle what it left open; is a person needed?"""
    with lock.alone(desk.home, verb="tick"), desk.state() as connection:
        waiting = queue.due(connection, desk.as_of)
        if not waiting and not any(row.state in (State.SENDING, State.UNKNOWN) for row in queue.rows(connection)):
            return False
        if any(row.key.startswith(reminders.KEY) for row in waiting):
            reminders.withdraw_stale(reading.receive(desk, connection), connection)
        done = delivery.deliver(desk.home, desk.office.plan.campaign.mail, connection, desk.as_of)
    desk.say(
        f"补发以前没发成的：发出 {len(done.sent)} 封。", *(f"注意：{one.message}。{one.todo}" for one in done.findings)
    )
    return bool(done.findings)


_OUTCOMES = {"done": "已完成", "attention": "已完成，有事要看", "failed": "失败", "skipped": "错过，已由更近的一次代替"}


def _local(desk: Desk, slot: DueTime) -> str:
    return moment(slot.at.astimezone(desk.office.zone))


def _line(desk: Desk, job: Job, run: runs.Run) -> str:
    error = f"，{run.error}" if run.error else ""
    return f"{told(job)}（{_local(desk, run.slot)}）：{_OUTCOMES.get(run.outcome, run.outcome)}{error}"


def _json(job: Job, run: runs.Run) -> dict[str, object]:
    return {"job": runs.name(job), "slot": run.slot.at.isoformat(), "outcome": run.outcome, "error": run.error}


def _verbs(desk: Desk) -> dict[str, Callable[[Job, DueTime], int]]:
    def at(slot: DueTime) -> Desk:
        """The desk of one slot: silent, in the period whose due day caused it."""
        quiet = argparse.Namespace(**{**vars(desk.args), "quiet": True, "json": False})
        return replace(desk, args=quiet, period=desk.office.period(slot.period, desk.as_of))

    return {
        "collect": lambda _, slot: collect.act(at(slot)),
        "merge": lambda _, slot: merge.act(at(slot)),
        "remind": lambda _, slot: remind.act(at(slot)),
        "send": lambda job, slot: send.act(at(slot), send.ONCE if job.on_due else slot.at.isoformat()),
    }


def _alarm(desk: Desk, failed: Sequence[tuple[Job, runs.Run]]) -> None:
    """Tell the operator of failed jobs, once a day at most."""
    campaign = desk.office.plan.campaign
    if failed and campaign.mail.operator:
        message = letters.alarm(campaign, [f"{told(job)}：{run.error}" for job, run in failed], desk.as_of)
        with desk.state() as connection:
            delivery.send_all((message,), desk.home, campaign.mail, connection, desk.as_of)


if __name__ == "__main__":
    sys.exit(main())
