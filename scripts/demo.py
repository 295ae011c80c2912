"""demo: a whole round of reporting in outbox/demo/, from shipped example returns; no mail server, no network."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("demo", VERBS["demo"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import argparse
import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fill
import flag
import merge
import remind
import send
from tasklist.app import cli
from tasklist.files import inbox
from tasklist.model.errors import UserError, cause
from tasklist.text.moments import month_day

EXAMPLE = Path(__file__).resolve().parents[1] / "tests" / "examples" / "demo-2023"
FOLDER = "outbox/demo"
MARK = "演示文件夹.txt"
MARK_TEXT = "这个文件夹由 demo 生成，下次运行 demo 会整个换新。不要把自己的文件放在这里。\n"
FILLED_AS_OF, REPORTED_AS_OF = "2023-06-01T09:00", "2023-06-26T09:00"
WAVE = "%Y-%m-%dT%H%M"  # how the folders in arrivals/ are named: when their files come
SHOWN = 4  # examples of a long list
FORM, CORRECTION = "乌审旗人民医院-2023年6月填报表.xlsx", "乌审旗卫生健康委员会人事股-2023年6月退回补填.xlsx"
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Stage:
    """Where the demo plays, and how it speaks."""

    home: Path
    say: Callable[..., None]

    def run(self, verb: Callable[[Sequence[str]], int], as_of: str) -> None:
        """Run a verb and show what it prints."""
        with _heard() as heard:
            code = verb(["--home", str(self.home), "--as-of", as_of])
        _expect(code)
        self.say(heard.getvalue().rstrip())

    def ask(self, verb: Callable[[Sequence[str]], int], as_of: str) -> dict[str, Any]:
        """Run a verb and hand on its JSON."""
        with _heard() as heard:
            code = verb(["--home", str(self.home), "--as-of", as_of, "--json"])
        _expect(code)
        answer: dict[str, Any] = json.loads(heard.getvalue())
        return answer


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo: 0 when the story was told to its end."""
    args = PARSER.parse_args(argv)
    return cli.guarded(lambda: act(args), as_json=args.json)


def act(args: argparse.Namespace) -> int:
    """Play the round from the forms going out to the report, and name the files to open."""

    def say(*lines: str) -> None:
        if not (args.quiet or args.json):
            print(*lines, sep="\n", flush=True)

    home = args.home.resolve() / FOLDER
    set_up(home)
    with whole_files():
        play(Stage(home, say))
    files = to_open(home)
    say("", f"演示结束。可以打开看的 {len(files)} 个文件（都在 {FOLDER}/ 里）：")
    say(*(f"  {place}. {what}\n     {FOLDER}/{path}" for place, (what, path) in enumerate(files.items(), 1)))
    if args.json:
        cli.print_json({"folder": FOLDER, "files": [f"{FOLDER}/{path}" for path in files.values()]})
    return 0


def play(stage: Stage) -> None:
    """The story, one headline per step."""
    say = stage.say
    say("演示：20 家单位、14 项任务，2023年6月这一期，25日截止。样例里的人和事都是编的。")
    waves = sorted((EXAMPLE / "arrivals").iterdir())
    earlier = [wave for wave in waves if wave.name < FILLED_AS_OF]
    say(last_round(stage, earlier))
    say("", "一、6月1日　fill：给每家单位发一份填好抬头的表")
    stage.run(fill.main, FILLED_AS_OF)
    say("", "二、陆续收到　把文件放进 inbox/，每次 merge")
    for wave in waves[len(earlier) : -1]:
        came, moment = receive(stage.home, wave)
        units = stage.ask(merge.main, f"{moment:%Y-%m-%dT%H:%M}")["units"]
        silent = len(units["missing"])
        rest = f"未报 {silent} 家" if silent else f"其余 {units['expected'] - units['returned']} 家还没到期限"
        say(f"{_when(moment)}　放入 {came} 个文件 → 已报 {units['returned']} 家，{rest}")
    came, moment = receive(stage.home, waves[-1])
    say(f"{_when(moment)}　放入 {came} 个文件（过了截止日）。9:00 汇总：")
    stage.run(merge.main, REPORTED_AS_OF)
    say("", "三、6月26日　flag：空白和存疑的格子，退回补填")
    say(*flagged(stage.ask(flag.main, REPORTED_AS_OF)))
    say("", "四、6月26日　remind：提醒还没报齐的单位，附上要补的表")
    stage.run(remind.main, REPORTED_AS_OF)
    say("", "五、6月26日　send：把汇总报告发给领导")
    stage.run(send.main, REPORTED_AS_OF)


def last_round(stage: Stage, waves: Sequence[Path]) -> str:
    """Collect the month before, the first wave in time and the others late: what this one is compared with."""
    rounds = []
    for wave in waves:
        _, moment = receive(stage.home, wave)
        rounds.append(stage.ask(merge.main, f"{moment:%Y-%m-%dT%H:%M}")["units"])
    in_time, last = rounds[0]["returned"], rounds[-1]
    late, missing = last["returned"] - in_time, len(last["missing"])
    return f"上一期（5月）已收过：按时 {in_time} 家，迟报 {late} 家，未报 {missing} 家；报告里的“较上期”就是和它比。"


@contextlib.contextmanager
def whole_files() -> Iterator[None]:
    """Nobody is still copying what the demo itself puts into the inbox: no wait to see whether a file grows."""
    wait, inbox.QUIET_SECONDS = inbox.QUIET_SECONDS, 0.0
    try:
        yield
    finally:
        inbox.QUIET_SECONDS = wait


def receive(home: Path, wave: Path) -> tuple[int, datetime]:
    """Put the files of a wave into the inbox, with the time they came as their own. How many, and when."""
    moment = datetime.strptime(wave.name, WAVE).replace(tzinfo=ZONE)
    files = sorted(path for path in wave.rglob("*") if path.is_file())
    for source in files:
        target = home / "inbox" / source.relative_to(wave)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        os.utime(target, (moment.timestamp(), moment.timestamp()))
    return len(files), moment


def flagged(answer: dict[str, Any]) -> Iterator[str]:
    """A few of the cells in question, how many there are, and where the correction workbooks lie."""
    found = answer["findings"]
    kinds = list(dict.fromkeys(one["code"] for one in found))
    first = [next(one for one in found if one["code"] == kind) for kind in kinds][:SHOWN]
    units = len({one["unit"] for one in found})
    yield f"{units} 家单位的表里有 {len(found)} 处要处理，例如："
    for one in first:
        yield f"  {one['message']}"
        yield f"      位置：{one['place'] or '（没有这一行）'}　办法：{one['todo']}"
    yield f"已生成 {len(answer['files'])} 份退回补填表，在 {answer['folder']}/（完整清单运行 flag 就能看到）"


def to_open(home: Path) -> dict[str, str]:
    """What a newcomer should look at → its path below the demo folder."""
    period = "outbox/2023-06"
    mails = [
        path for path in sorted((home / "outbox" / "mail").glob("*.eml")) if b"leader@example.org" in path.read_bytes()
    ]
    files = {
        "汇总表": f"{period}/汇总表.xlsx",
        "下发给单位的表": f"{period}/下发/{FORM}",
        "退回补填的表": f"{period}/退回补填/{CORRECTION}",
        "给领导看的一页纸": f"{period}/一页纸.html",
        "给领导的报告邮件，用邮件软件打开": mails[-1].relative_to(home).as_posix() if mails else "outbox/mail/",
    }
    lost = [path for path in files.values() if not (home / path).is_file()]
    if lost:
        raise UserError(f"演示没有生成 {'、'.join(lost)}，请把上面的输出交给维护人员。")
    return files


def set_up(home: Path) -> None:
    """A fresh demo folder: a former one is replaced, anything else in its place is left alone.

    Raises UserError when something else lies there, or it cannot be written.
    """
    if not EXAMPLE.is_dir():
        raise UserError("没有找到演示用的样例 tests/examples/demo-2023，请重新下载完整的程序。")
    try:
        if home.is_symlink() or (home.exists() and not (home / MARK).is_file() and any(home.iterdir())):
            raise UserError(f"{FOLDER}/ 里是别的文件，不是以前的演示；请把它改名或移走，再运行 demo。")
        if home.exists():
            shutil.rmtree(home)
        home.mkdir(parents=True)
        (home / MARK).write_text(MARK_TEXT, "utf-8")
        (home / "inbox").mkdir()
        shutil.copyfile(EXAMPLE / "config.yaml", home / "config.yaml")
        shutil.copytree(EXAMPLE / "templates", home / "templates")
    except OSError as error:
        raise UserError(
            f"{FOLDER}/ 换不了新的（{cause(error)}），请关掉从那里打开的文件，检查权限后再运行。"
        ) from error


def _when(moment: datetime) -> str:
    return f"{month_day(moment)} {moment:%H:%M}"


@contextlib.contextmanager
def _heard() -> Iterator[io.StringIO]:
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        yield heard


def _expect(code: int) -> None:
    """1 is part of the story: there is something to look at. 2 is not."""
    if code not in (0, 1):
        raise UserError("演示中断了，原因见上一行。")


if __name__ == "__main__":
    sys.exit(main())
