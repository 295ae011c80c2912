"""Files to be double-clicked: one for each step of a campaign, with the right interpreter, ending in what it made."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from tasklist.app import arguments
from tasklist.files import atomic, disk

COMMAND, DESKTOP = ".cmd", ".desktop"
_STEPS = (
    ("0-检查设置", ("check",)),
    ("1-生成填报表", ("fill", "--open")),
    ("2-汇总", ("merge", "--open")),
    ("3-查空白", ("flag", "--open")),
    ("4-提醒", ("remind", "--open")),
    ("5-看报告（不发送）", ("send", "--dry-run", "--open")),
)


def interpreter() -> str:
    """The Python that will still be there when the .venv is made anew."""
    return getattr(sys, "_base_executable", "") or sys.executable


def place(home: Path) -> None:
    """Put the files of this machine's kind into a home folder. Raises OSError."""
    for name, data in buttons(home, windows=os.name == "nt").items():
        atomic.save(home / name, data)
        if os.name == "posix":
            disk.executable(home / name)


def buttons(home: Path, *, windows: bool) -> dict[str, bytes]:
    """The files, by their names in the home folder: .cmd for Windows, .desktop elsewhere."""
    run = str(Path(arguments.ROOT) / "scripts" / "run.py")
    if windows:
        return {f"{name}{COMMAND}": _cmd(interpreter(), run, verb) for name, verb in _STEPS}
    return {f"{name}{DESKTOP}": _desktop(name, home, [interpreter(), run, *verb]) for name, verb in _STEPS}


def _cmd(python: str, run: str, verb: tuple[str, ...]) -> bytes:
    """UTF-8 without a mark, told to the console before the first Chinese letter; the folder is the file's own."""
    command = " ".join(f'"{part.replace("%", "%%")}"' for part in (python, run, *verb))
    lines = (
        "@echo off",
        "chcp 65001 >nul",
        "setlocal",
        'cd /d "%~dp0"',
        f'{command} --home "%~dp0."',
        "echo.",
        "pause",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _desktop(name: str, home: Path, command: list[str]) -> bytes:
    shell = f"{shlex.join([*command, '--home', str(home)])}; echo; printf '按回车键关闭'; read _"
    quoted = "".join(f"\\{char}" if char in '"`$\\' else char for char in shell)
    executed = f'sh -c "{quoted}"'.replace("\\", "\\\\").replace("%", "%%")
    lines = ("[Desktop Entry]", "Type=Application", f"Name={name}", "Terminal=true", f"Exec={executed}")
    return "".join(f"{line}\n" for line in lines).encode()
