"""The lines that call `tick`: for crontab, systemd and the Windows Task Scheduler, absolute paths filled in."""

from __future__ import annotations

import re
import shlex
import zlib
from pathlib import Path, PureWindowsPath

from tasklist.files import outbox

_LONGEST = 253  # characters schtasks takes behind /TR; what is longer some versions cut without a word
_SIGNS = re.compile(r"[&|<>^]")
LOG = f"{outbox.FOLDER}/log/tick.log"
_CRON = """\
# ---- Linux：运行 crontab -e，加上下面几行 ----
# 邮件密码的环境变量也要写在这里，例如 TASKLIST_MAIL_PASSWORD=……
*/5 * * * * mkdir -p -m 700 {folder} && {cron} >> {folder}/tick.log 2>&1

# ---- 或用 systemd：存为 /etc/systemd/system/{name}.service ----
[Unit]
Description=tasklist
[Service]
Type=oneshot
User={user}
# 邮件密码的环境变量写在这个文件里
EnvironmentFile=-{environment}
ExecStart={systemd}

# ---- 再存为 /etc/systemd/system/{name}.timer，然后运行 systemctl enable --now {name}.timer ----
[Unit]
Description=tasklist every five minutes
[Timer]
OnCalendar=*:0/5
Persistent=true
[Install]
WantedBy=timers.target

# ---- Windows：在命令提示符里运行下面一行；邮件密码先用 setx 设好。不弹黑窗口，日志在 outbox/log/tick.log ----
{windows}
"""


def cron_lines(home: Path, python: str, user: str) -> str:
    """The lines that call `tick` for `home` with this Python; `user`: who owns the files, for systemd."""
    script = Path(__file__).resolve().parents[2] / "run.py"
    command = [python, str(script), "tick", "--quiet", "--home", str(home.resolve())]
    return _CRON.format(
        name=name_of(home),
        cron=shlex.join(command).replace("%", r"\%"),
        folder=shlex.quote(str((home.resolve() / LOG).parent)).replace("%", r"\%"),
        environment=str(home.resolve() / "tick.env").replace("%", "%%"),
        user=user,
        systemd=" ".join(f'"{part}"' for part in command).replace("%", "%%").replace("$", "$$"),
        windows=windows_line(python, str(script), str(home.resolve()), name_of(home)),
    )


def name_of(home: Path) -> str:
    """What the timer of a campaign is called: each its own, so that the next campaign's does not take its place."""
    return f"tasklist-{zlib.crc32(str(home.resolve()).encode()):08x}"


def windows_line(python: str, script: str, home: str, name: str) -> str:
    """The line for the Task Scheduler; a sentence where the paths are longer than it takes.

    pythonw shows no black window and has nowhere to print to: `tick --log` keeps the log itself.
    """
    quiet = PureWindowsPath(python)
    if quiet.name.lower() == "python.exe":
        python = str(quiet.with_name("pythonw.exe"))
    parts = (python, script, "tick", "--log", "--home", home)
    command = " ".join(f'"{part}"' if " " in part else part for part in parts)
    if len(command) > _LONGEST:
        return (
            f"（路径太长：计划任务的命令最多 {_LONGEST} 个字符，现在是 {len(command)} 个；"
            "请把程序和专项工作的文件夹移到短一点的路径，如 D:\\tasklist 和 D:\\2026，再打印一次）"
        )
    return f'schtasks /Create /F /TN {name} /SC MINUTE /MO 5 /TR "{" ".join(map(_typed, parts))}"'


def _typed(part: str) -> str:
    r"""A part of the command as it is typed: the prompt takes \" for an end of quotation, so signs in it need a ^."""
    return '\\"' + _SIGNS.sub(r"^\g<0>", part) + '\\"' if " " in part else part
