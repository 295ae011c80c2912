"""tick: whatever the agenda says is due and not yet done; what cron calls."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import collect
import merge
import remind
import send
from tasklist import agenda, cli
from tasklist.agenda import Slot
from tasklist.cli import Desk
from tasklist.model import Job


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a job failed or needs a person."""
    made = cli.parser("tick", "做定时任务里到点还没做的事，每件只做一次（给 cron 或计划任务调用）。")
    made.add_argument("--print-cron", action="store_true", help="打印 crontab、systemd 和 Windows 计划任务要用的几行")
    return cli.run(made, argv, act, writes=False)


def act(desk: Desk) -> int:
    """Do what is due, each job apart from the others, and record it."""
    if desk.args.print_cron:
        desk.say(agenda.cron_lines(desk.home, sys.executable))
        desk.answer({"cron": agenda.cron_lines(desk.home, sys.executable).splitlines()})
        return 0
    campaign = desk.office.plan.campaign
    if desk.dry:
        due = agenda.waiting(desk.home, campaign, desk.as_of)
        desk.say(*(f"到点：{agenda.name(job)}（{slot.at.astimezone(desk.office.zone):%Y-%m-%d %H:%M}）" for job, slot in due) or ("现在没有到点的事。",))
        desk.answer({"due": [agenda.name(job) for job, _ in due]})
        return 0
    done = agenda.run_due(desk.home, campaign, _verbs(desk), _clock(desk))
    if done is None:
        desk.say("另一个 tick 正在运行，这一次不做。")
        desk.answer({"busy": True, "runs": []})
        return 0
    desk.say(*(f"{agenda.name(job)}：{_OUTCOMES.get(run.outcome, run.outcome)}{'，' + run.error if run.error else ''}" for job, run in done) or ("现在没有到点的事。",))
    desk.answer({"busy": False, "runs": [{"job": agenda.name(job), "slot": run.slot.at.isoformat(), "outcome": run.outcome, "error": run.error} for job, run in done]})
    failed = [(job, run) for job, run in done if run.outcome in ("failed", "attention")]
    _alarm(desk, failed)
    return int(bool(failed))


_OUTCOMES = {"done": "已完成", "attention": "已完成，有事要看", "failed": "失败", "skipped": "错过，已由更近的一次代替"}


def _clock(desk: Desk) -> Callable[[], datetime]:
    return lambda: desk.as_of


def _verbs(desk: Desk) -> dict[str, Callable[[Job, Slot], int]]:
    def at(slot: Slot) -> Desk:
        """The desk of one slot: silent, in the period whose due day caused it."""
        quiet = argparse.Namespace(**{**vars(desk.args), "quiet": True, "json": False})
        return replace(desk, args=quiet, period=desk.office.period(slot.period, desk.as_of))

    return {
        "collect": lambda job, slot: collect.act(at(slot)),
        "merge": lambda job, slot: merge.act(at(slot)),
        "remind": lambda job, slot: remind.act(at(slot)),
        "send": lambda job, slot: send.act(at(slot), send.ONCE if job.on_due else slot.at.isoformat()),
    }


def _alarm(desk: Desk, failed: Sequence[tuple[Job, agenda.Run]]) -> None:
    """Tell the operator of a failed job, once a day at most."""
    mail_settings = desk.office.plan.campaign.mail
    broken = [(job, run) for job, run in failed if run.outcome == "failed"]
    if not broken or not mail_settings.operator:
        return
    lines = tuple(f"{agenda.name(job)}：{run.error}" for job, run in broken)
    with desk.state() as connection:
        mail.send_all((letters.alarm(desk.office.plan.campaign, lines, desk.as_of),), desk.home, mail_settings, connection, desk.as_of)


if __name__ == "__main__":
    sys.exit(main())
