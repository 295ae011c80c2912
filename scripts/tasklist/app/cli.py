"""What every verb shares: the flags, the clock, what is printed, and the exit codes.

0 done; 1 done, and a person must look at something; 2 not done, one Chinese sentence says what to change.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import re
import sqlite3
import sys
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tasklist.app import arguments, inner_errors, opened
from tasklist.app.office import Office, open_office
from tasklist.files import lock, outbox, stand_ins
from tasklist.files.state import connect, throwaway
from tasklist.mail.queue import State
from tasklist.model.errors import UserError, cause
from tasklist.model.finding import Finding, Severity
from tasklist.model.message import Message
from tasklist.model.plan import LAST_SECOND, Period
from tasklist.tables import small_tables
from tasklist.text.display import visible
from tasklist.text.moments import YEARS

if TYPE_CHECKING:
    from tasklist.mail.delivery import Delivery  # with it come the libraries of mail, which few verbs need

zoneinfo.reset_tzpath(())  # the same hours on every system: by the package tzdata, not by what each system has
_AS_OF = re.compile(r"(.{1,40}?)(?:[T ]\s{0,9}(\d{1,2}:\d{2}(?::\d{2})?))?")
# How often circles of values are looked for: a run makes millions of values, hardly a circle among them, and a look as
# often as Python takes one by itself costs a fifth of the run.
_COLLECTED = (100_000, 50, 100)


@dataclass
class Desk:
    """One run of a verb: its arguments, the office, the clock, and how to speak."""

    args: argparse.Namespace
    office: Office
    as_of: datetime
    period: Period

    @property
    def home(self) -> Path:
        """The home folder."""
        return self.office.home

    @property
    def dry(self) -> bool:
        """Is nothing to be written? A verb without --dry-run never writes."""
        return bool(getattr(self.args, "dry_run", True))

    def say(self, *lines: str) -> None:
        """Print lines for a person; nothing with --quiet or --json."""
        if not (self.args.quiet or self.args.json):
            for line in lines:
                print(visible(line))

    def show(self, path: str) -> None:
        """With --open: open a file or folder of the home in the machine's program for it, if it is there."""
        if getattr(self.args, "open", False) and (self.home / path).exists():
            opened.open_with_the_desktop(self.home / path)

    def answer(self, value: object) -> None:
        """Print the one JSON object, with --json."""
        if self.args.json:
            print_json(value)

    @contextlib.contextmanager
    def state(self) -> Iterator[sqlite3.Connection]:
        """The state file; in a dry run a copy in memory that is thrown away."""
        path = self.home / outbox.STATE
        with contextlib.closing(throwaway(path) if self.dry else connect(path)) as connection:
            if not self.dry:
                stand_ins.put_in_place(self.home, connection)
            yield connection


def run(
    made: argparse.ArgumentParser, argv: Sequence[str] | None, act: Callable[[Desk], int], *, writes: bool = True
) -> int:
    """Open the office and act. A person's mistake becomes one sentence on stderr and exit code 2.

    Only one run at a time writes to an outbox: a second waits a little, then says so.
    """
    gc.set_threshold(*_COLLECTED)
    args = made.parse_args(argv)

    def held() -> int:
        at = desk(args)
        if not writes or at.dry:
            return act(at)
        with lock.alone(at.home, verb=made.prog.rpartition(" ")[2]):
            return act(at)

    return guarded(held, home=args.home, as_json=args.json)


def guarded(act: Callable[[], int], *, home: Path = Path(arguments.ROOT), as_json: bool = False) -> int:
    """Call `act`; a person's mistake becomes one sentence and exit code 2, a break by the keyboard 130.

    A mistake of the program's own is kept in a report beside, and told in one sentence too. With --json the sentence
    is the one object on stdout as well: {"error": …}; an answer given before it went wrong is not another.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    answer = io.StringIO()
    try:
        with contextlib.redirect_stdout(answer) if as_json else contextlib.nullcontext():
            code = act()
        print(answer.getvalue(), end="", flush=as_json)
        return code
    except UserError as error:
        return _not_done(str(error), as_json)
    except KeyboardInterrupt:
        print("已中断，没有做完的部分下次会接着做。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except (OSError, sqlite3.Error) as error:
        return _not_done(f"{_refused(error)}，再运行一次；已经写好的不受影响，没做完的会接着做。", as_json)
    except Exception as error:
        path = inner_errors.keep(home.resolve(), inner_errors.report(error, "a verb"))
        return _not_done(f"程序出了内部错误，收件夹里的文件没有动；{inner_errors.told(path)}。", as_json)


def _refused(error: OSError | sqlite3.Error) -> str:
    """What the disk or the state file refused, where, and what to look at."""
    if isinstance(error, sqlite3.Error):
        return f"状态文件 {outbox.STATE} 读写出错（{cause(error)}）：请关闭占用它的程序，检查磁盘空间和权限"
    where = f"：{error.filename}" if error.filename else ""
    return f"读写出错（{cause(error)}{where}），请检查磁盘空间和文件夹权限"


def _not_done(why: str, as_json: bool) -> int:
    if as_json:
        print_json({"error": why})
    print(f"没有完成：{visible(why)}", file=sys.stderr)
    return 2


def desk(args: argparse.Namespace) -> Desk:
    """The office of --home, at the moment of --as-of or now, in the period of --period or the current one."""
    office = open_office(args.home.resolve())
    as_of = clock(args.as_of, office.zone) if args.as_of else datetime.now(office.zone).replace(microsecond=0)
    return Desk(args, office, as_of, office.period(args.period, as_of))


def clock(text: str, zone: ZoneInfo) -> datetime:
    """--as-of as an aware moment. A day alone means the whole of it, to its last second."""
    found = _AS_OF.fullmatch(text.strip())
    day = small_tables.day(found[1]) if found else None
    try:
        if not found or day is None or day.year not in YEARS:
            raise ValueError
        hour = time.fromisoformat(found[2].zfill(5)) if found[2] else LAST_SECOND
    except ValueError:
        raise UserError(f"--as-of 写的是“{text}”，请写成 2023-06-26 或 2023-06-26T09:00 的样子。") from None
    return datetime.combine(day, hour, zone)


def print_json(value: object) -> None:
    """One JSON object on stdout, Chinese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def preview(at: Desk, messages: Sequence[Message]) -> int:
    """Show exactly what would go to whom; nothing is written."""
    for one in messages:
        at.say(f"将发给：{'、'.join((*one.to, *one.cc)) or '（没有收件人）'}", f"标题：{one.subject}")
        at.say(f"附件：{'、'.join(each.name for each in one.attachments) or '无'}", one.text, "—" * 30)
    at.say(f"共 {len(messages)} 封，没有发出（--dry-run）。")
    shown = [
        {"key": one.key, "to": list(one.to), "cc": list(one.cc), "subject": one.subject, "text": one.text}
        for one in messages
    ]
    at.answer({"period": at.period.id, "messages": shown})
    return 0


def tell_delivery(at: Desk, done: Delivery) -> int:
    """Say what became of every mail; 1 when one was not accepted."""
    where = "发出" if at.office.plan.campaign.mail.host else "写成 .eml 文件（outbox/mail/）"
    lines = [f"已{where} {len(done.sent)} 封。"] if done.sent else []
    sent_before = [row for row in done.already if row.state is State.SENT]
    if sent_before:
        lines.append(f"以前已经发过、这次没有重发的 {len(sent_before)} 封。")
    if not lines and not done.findings:
        lines.append("没有要发的邮件。")
    at.say(*lines, *(f"注意：{one.message}。{one.todo}" for one in done.findings))
    at.answer(
        {
            "period": at.period.id,
            "sent": [row.recipient for row in done.sent],
            "already": [row.recipient for row in sent_before],
            "queued": [row.recipient for row in done.queued],
            "refused": [row.recipient for row in done.refused],
            "failed": [row.recipient for row in done.failed],
            "unknown": [row.recipient for row in done.unknown],
            "findings": [finding_json(one) for one in done.findings],
        }
    )
    return int(any(one.severity is Severity.ERROR for one in done.findings))


def finding_json(one: Finding) -> dict[str, object]:
    """A finding as DESIGN §4.7 has it."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "unit": one.unit,
        "task": one.task,
        "place": str(one.place or ""),
        "message": one.message,
        "todo": one.todo,
    }
