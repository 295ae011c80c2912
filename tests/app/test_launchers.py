"""The files to double-click: the right interpreter, paths of any kind, a console that reads Chinese."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path

from tasklist.app import launchers
from tasklist.app.arguments import ROOT


def test_the_windows_files_speak_utf8_before_the_first_chinese_letter_and_know_their_own_folder() -> None:
    for name, data in launchers.buttons(Path("D:/工作"), windows=True).items():
        assert name.endswith(".cmd")
        lines = data.decode("utf-8").split("\r\n")
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert lines[:2] == ["@echo off", "chcp 65001 >nul"]
        (command,) = [line for line in lines if "run.py" in line]
        assert command.startswith(f'"{launchers.interpreter()}"') and command.endswith('--home "%~dp0."')
        assert lines[-2] == "pause", "what it said stays to be read"


def test_the_desktop_files_run_whatever_the_folder_is_called(tmp_path: Path) -> None:
    home = tmp_path / '100% "民族" $团结'
    for name, data in launchers.buttons(home, windows=False).items():
        read = configparser.ConfigParser(interpolation=None)
        read.read_string(data.decode())
        written = read["Desktop Entry"]["Exec"].replace("\\\\", "\\").replace("%%", "%")
        program, option, shell = shlex.split(written.replace("\\$", "$"))  # which shlex leaves alone in quotes
        assert (program, option) == ("sh", "-c")
        command = shlex.split(shell.partition(";")[0])
        assert command[:2] == [launchers.interpreter(), str(Path(ROOT) / "scripts/run.py")]
        assert command[-2:] == ["--home", str(home)]
        assert name.startswith(read["Desktop Entry"]["Name"])


def test_each_step_that_makes_something_opens_it() -> None:
    made = launchers.buttons(Path("/srv/a"), windows=True)
    assert sum(b"--open" in data for data in made.values()) == len(made) - 1
