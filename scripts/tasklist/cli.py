"""What every verb shares: the flags, the clock, what is printed, and the exit codes.

0 done; 1 done, and a person must look at something; 2 not done, one Chinese sentence says what to change.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from tasklist import outbox, store
from tasklist.errors import UserError
from tasklist.loader import Office, open_office
from tasklist.model import Finding, Ledger, Outcome, Period, Return, Severity

ROOT = Path(__file__).resolve().parents[2]
_AS_OF = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?")


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
        """Is nothing to be written?"""
        return bool(getattr(self.args, "dry_run", False))

    def say(self, *lines: str) -> None:
        """Print lines for a person; nothing with --quiet or --json."""
        if not (self.args.quiet or self.args.json):
            for line in lines:
                print(line)

    def answer(self, value: object) -> None:
        """Print the one JSON object, with --json."""
        if self.args.json:
            print_json(value)

    @contextlib.contextmanager
    def state(self) -> Iterator[sqlite3.Connection]:
        """The state file; in a dry run a copy in memory that is thrown away."""
        path = self.home / outbox.STATE
        with contextlib.closing(store.throwaway(path) if self.dry else store.connect(path)) as connection:
            yield connection


def parser(verb: str, does: str, *, writes: bool = True) -> argparse.ArgumentParser:
    """A parser with the flags every verb has. `writes`: with --dry-run."""
    made = argparse.ArgumentParser(prog=f"run.py {verb}", description=does, add_help=False)
    flags = made.add_argument_group("通用选项")
    flags.add_argument("-h", "--help", action="help", help="显示这份说明")
    flags.add_argument("--home", metavar="文件夹", type=Path, default=ROOT, help="config.yaml 所在的文件夹（默认：程序所在处）")
    flags.add_argument("--period", metavar="编号", default="", help="报送期编号，如 2023-06（默认：当前报送期）")
    flags.add_argument("--as-of", metavar="日期", default="", help="截至时间，2023-06-26 或 2023-06-26T09:00（默认：现在）")
    if writes:
        flags.add_argument("--dry-run", action="store_true", help="只说会做什么，不写任何文件")
    flags.add_argument("--json", action="store_true", help="只输出一个 JSON 对象，给程序用")
    flags.add_argument("--quiet", action="store_true", help="不输出说明")
    return made


def run(made: argparse.ArgumentParser, argv: Sequence[str] | None, act: Callable[[Desk], int]) -> int:
    """Open the office and act. A person's mistake becomes one sentence on stderr and exit code 2."""
    return guarded(lambda: act(desk(made.parse_args(argv))))


def guarded(act: Callable[[], int]) -> int:
    """Call `act`; a person's mistake becomes one sentence and exit code 2, a break by the keyboard 130."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return act()
    except UserError as error:
        print(f"没有完成：{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("已中断，没有做完的部分下次会接着做。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0


def desk(args: argparse.Namespace) -> Desk:
    """The office of --home, at the moment of --as-of or now, in the period of --period or the current one."""
    office = open_office(args.home.resolve())
    as_of = moment(args.as_of, office.zone) if args.as_of else datetime.now(office.zone).replace(microsecond=0)
    return Desk(args, office, as_of, office.period(args.period, as_of))


def moment(text: str, zone: ZoneInfo) -> datetime:
    """--as-of as an aware moment. A day alone means the whole of it, to its last second."""
    found = _AS_OF.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError
        clock = time.fromisoformat(found[2]) if found[2] else time(23, 59, 59)
        return datetime.combine(date.fromisoformat(found[1]), clock, zone)
    except ValueError:
        raise UserError(f"--as-of 写的是“{text}”，请写成 2023-06-26 或 2023-06-26T09:00 的样子。") from None


def print_json(value: object) -> None:
    """One JSON object on stdout, Chinese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def progress(made: Iterable[Return], total: int) -> Iterable[Return]:
    """The same returns, with a bar on a terminal while they are read."""
    if not sys.stderr.isatty() or total < 20:
        return made
    from rich.console import Console  # noqa: PLC0415  a bar is drawn rarely, and --help stays instant
    from rich.progress import track  # noqa: PLC0415

    return track(made, "正在读取", total=total, console=Console(stderr=True), transient=True)


def attention(found: Iterable[Finding], ledger: Ledger | None = None) -> int:
    """1 when a person must look: an error among these findings, or a file that was not read or settled."""
    waiting = ledger is not None and any(
        record.outcome in (Outcome.SET_ASIDE, Outcome.PENDING) for record in ledger.files
    )
    return int(waiting or any(one.severity is Severity.ERROR for one in found))


def finding_json(one: Finding) -> dict[str, object]:
    """A finding as DESIGN §4.7 has it."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "unit": one.unit,
        "task": one.task,
        "place": one.place,
        "message": one.message,
        "todo": one.todo,
    }
