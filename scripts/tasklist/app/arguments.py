"""What may be written behind a verb: argparse in Chinese, and nothing else, so that --help is there at once."""

from __future__ import annotations

import argparse
import os
import re

TYPE_CHECKING = False  # as typing has it, whose import is a fifth of --help
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any, NoReturn

ROOT = os.path.abspath(f"{__file__}/../../../..")  # noqa: PTH100  pathlib takes longer to import than all of this
_READ_ONLY = ("check", "why", "audit")  # verbs that write nothing anyway
_OPENING = ("fill", "flag", "merge", "remind", "send")  # verbs whose work may be opened when they are done


class VerbParser(argparse.ArgumentParser):
    """argparse that says a person's mistake in one Chinese sentence."""

    def __init__(self, verb: str, does: str) -> None:
        super().__init__(
            prog=f"run.py {verb}",
            description=f"{does}。",
            add_help=False,
            formatter_class=_help,
        )
        self._positionals.title, self._optionals.title = "要写的", "选项"

    def format_help(self) -> str:
        """The help, its usage line with what must be written."""
        needed = [str(action.metavar or action.dest) for action in self._get_positional_actions()]
        self.usage = " ".join([self.prog, *needed, "[选项]"])
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        for pattern, words in _MISTAKES:
            message = re.sub(pattern, words, message)
        message = message.replace(", ", "、")
        self.exit(2, f"没有完成：{message}。用法见 {self.prog} --help\n")


class _ChineseFormatter(argparse.HelpFormatter):
    """argparse's own, whose usage line begins in Chinese."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _help(prog: str) -> argparse.HelpFormatter:
    """As wide as the terminal; argparse would import all of shutil to ask."""
    try:
        width = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns or 80)
    except (OSError, ValueError):
        width = 80
    return _ChineseFormatter(prog, width=width - 2)


_MISTAKES = (
    (r"unrecognized arguments: (.*)", r"不认识“\1”"),
    (r"the following arguments are required: (.*)", r"还缺少 \1"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一个值"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1 不能写 \2，可以写 \3"),
    (r"argument (\S+): ignored explicit argument (\S+)", r"\1 后面不用写 \2"),
    (r"ambiguous option: (\S+) could match (.*)", r"“\1”不够清楚，可能是 \2"),
)


def parser(verb: str, does: str) -> VerbParser:
    """The parser of a verb. `does`: its line in run.VERBS."""
    made = VerbParser(verb, does)
    if verb != "demo":
        _common(made, writes=verb not in _READ_ONLY)
    if verb in _OWN:
        _OWN[verb](made)
    if verb in _OPENING:
        made.add_argument("--open", action="store_true", help="做完打开生成的文件或文件夹（双击用的快捷文件里已写上）")
    return made


def _common(made: VerbParser, *, writes: bool) -> None:
    flags = made.add_argument_group("通用选项")
    flags.add_argument("-h", "--help", action="help", help="显示这份说明")
    where = "config.yaml 所在的文件夹（默认：程序所在处）"
    flags.add_argument("--home", metavar="文件夹", type=_path, default=ROOT, help=where)
    flags.add_argument("--period", metavar="编号", default="", help="报送期编号，如 2023-06（默认：当前报送期）")
    flags.add_argument(
        "--as-of", metavar="日期", default="", help="截至时间，2023-06-26 或 2023-06-26T09:00（默认：现在）"
    )
    if writes:
        flags.add_argument("--dry-run", action="store_true", help="只说会做什么，不写任何文件")
    flags.add_argument("--json", action="store_true", help="只输出一个 JSON 对象，给程序用")
    flags.add_argument("--quiet", action="store_true", help="不输出说明")


def _path(text: str) -> Path:
    from pathlib import Path  # noqa: PLC0415  --help needs none

    return Path(text)


# --- the flags that one verb alone has ----------------------------------------------------------


def _check(made: VerbParser) -> None:
    made.add_argument("--mail", action="store_true", help="再登录一次邮件服务器试试，不发信")
    made.add_argument(
        "--ask", action="store_true", help="责任单位里没有落到任何单位的说法，写进名册的“责任单位对照”表，打勾回答"
    )
    made.add_argument("--health", action="store_true", help="只看定时任务是否按时做了；有误点的退出码为 2")


def _merge(made: VerbParser) -> None:
    made.add_argument(
        "--csv", action="store_true", help="另写 明细.csv（明细台账，给别的程序用）；以后每次汇总都更新，删掉即停"
    )


def _why(made: VerbParser) -> None:
    made.add_argument("unit", metavar="单位", help="单位全称或简称；写“上报稿”，查上报稿里那一项每句话的出处")
    made.add_argument("task", metavar="任务", help="任务序号，或任务原文里的几个字；也可以写材料、频次的名称")
    made.set_defaults(dry_run=True)  # asking changes nothing


def _send(made: VerbParser) -> None:
    settle = "回答送达不明的邮件：sent 已送达，again 没送达、重发；done 没发出的已用别的办法告知，不再提示"
    made.add_argument("--again", action="store_true", help="整个重新发一遍")
    made.add_argument("--to", metavar="邮箱", default="", help="只发一封【测试】给这个地址，不算正式发送")
    made.add_argument("--settle", choices=("sent", "again", "done"), help=settle)


def _tick(made: VerbParser) -> None:
    made.add_argument("--print-cron", action="store_true", help="打印 crontab、systemd 和 Windows 计划任务要用的几行")
    made.add_argument(
        "--log", action="store_true", help="说的话写进 outbox/log/tick.log，不用屏幕（Windows 计划任务用）"
    )


def _import_list(made: VerbParser) -> None:
    made.add_argument("file", metavar="文件", type=_path, help="通知或清单，.docx 或 .xlsx")


def _new(made: VerbParser) -> None:
    made.add_argument("folder", metavar="文件夹", type=_path, help="新专项工作放在哪里，如 D:\\民族团结2026")
    made.add_argument(
        "--take", action="store_true", help="把 --home 里正在用的那一项（默认：程序文件夹里的）原样搬进去，原来的不删"
    )


def _backup(made: VerbParser) -> None:
    made.add_argument("file", metavar="文件", type=_path, help="备份写到哪里，如 E:\\备份-0626.zip")


def _restore(made: VerbParser) -> None:
    made.add_argument("file", metavar="文件", type=_path, help="backup 写的备份文件")


def _demo(made: VerbParser) -> None:
    flags = made.add_argument_group("通用选项")
    flags.add_argument("-h", "--help", action="help", help="显示这份说明")
    where = "演示放在哪个文件夹的 outbox/demo/（默认：程序所在处）"
    flags.add_argument("--home", metavar="文件夹", type=_path, default=ROOT, help=where)
    flags.add_argument("--json", action="store_true", help="只输出一个 JSON 对象，给程序用")
    flags.add_argument("--quiet", action="store_true", help="不输出说明")


def _audit(made: VerbParser) -> None:
    made.set_defaults(dry_run=True)  # looking changes nothing


_OWN: dict[str, Callable[[VerbParser], None]] = {
    "check": _check,
    "merge": _merge,
    "why": _why,
    "send": _send,
    "tick": _tick,
    "audit": _audit,
    "new": _new,
    "backup": _backup,
    "restore": _restore,
    "import_list": _import_list,
    "demo": _demo,
}
