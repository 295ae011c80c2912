"""The files to double-click and the line for the Task Scheduler, run by Windows' own command interpreter (under Wine).

The campaign lies in a folder whose name is as awkward as a clerk's. The program's own folder has no Chinese name: what
stands in a .cmd file Wine reads by code page 936 whatever `chcp` says, and it takes a % in the name of the folder for a
variable; Windows does neither.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import wine
from tasklist.agenda import cron
from tasklist.app import launchers

pytestmark = pytest.mark.skipif(bool(wine.why_not()), reason=wine.why_not() or "ready")
AWKWARD = "任务 清单（一）&"
PROGRAM = "task list 100%A%"


@pytest.fixture(scope="module")
def desk() -> Iterator[Path]:
    """A folder under C: with the program and a campaign `new` made there."""
    folder = wine.drive() / f"desk{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    wine.install(folder / PROGRAM)
    made = wine.run([f"{windows(folder / PROGRAM)}\\scripts\\new.py", windows(folder / AWKWARD)], folder)
    assert made.returncode == 0, made
    shutil.copy(wine.ROOT / "config.yaml", folder / AWKWARD)
    shutil.copytree(wine.ROOT / "templates", folder / AWKWARD / "templates", dirs_exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def windows(path: Path) -> str:
    """A path under C: as Windows names it."""
    return "C:\\" + str(path.relative_to(wine.drive())).replace("/", "\\")


SAID = {
    "0-检查设置": "14 项任务，20 家单位",
    "1-生成填报表": "已生成 20 份表",
    "2-汇总": "已写入 outbox",
    "3-查空白": "空白或存疑的格子",
    "4-提醒": " 封。",
    "5-看报告（不发送）": "没有发出",
}


def test_every_file_that_is_double_clicked_runs_its_step_on_the_campaign_it_lies_in(desk: Path) -> None:
    buttons = sorted((desk / AWKWARD).glob(f"*{launchers.COMMAND}"))
    assert [path.stem for path in buttons] == list(SAID)
    for path in buttons:
        # Wine's Explorer, once it shows a folder, stays and holds the pipe its output is read from.
        step = path.with_name("one step.cmd")
        step.write_bytes(path.read_bytes().replace(b' "--open"', b""))
        done = wine.command_file(step)
        assert SAID[path.stem] in done.stdout, done


def test_a_campaign_that_was_moved_with_its_files_is_still_the_one_they_are_about(desk: Path) -> None:
    moved = desk / "搬 到（别处）"
    shutil.copytree(desk / AWKWARD, moved)
    text = (moved / "config.yaml").read_text("utf-8")
    title = next(line for line in text.splitlines() if line.strip().startswith("title:"))
    (moved / "config.yaml").write_text(text.replace(title, "  title: 搬过的工作"), "utf-8")
    done = wine.command_file(next(moved.glob(f"0-*{launchers.COMMAND}")))
    assert "搬过的工作" in done.stdout, done


def test_the_line_for_the_task_scheduler_arrives_whole_and_its_command_keeps_a_log(desk: Path) -> None:
    home, python = windows(desk / AWKWARD), windows(desk / PROGRAM / ".venv/Scripts/python.exe")
    line = cron.windows_line(python, f"{windows(desk / PROGRAM)}\\scripts\\run.py", home, "tasklist-test")
    (desk / "told.py").write_text(
        "import subprocess, sys\n"
        "told = dict(zip(sys.argv[1:], sys.argv[2:]))\n"
        "print(told['/SC'], told['/MO'], told['/TN'], 'pythonw.exe' in told['/TR'])\n"
        "print(subprocess.run(told['/TR'] + ' --as-of 2023-06-01T12:00').returncode)\n",  # as the scheduler starts it
        "utf-8",
    )
    typed = line.replace("schtasks", f'"{python}" told.py', 1).replace("%", "%%")  # a file, not a prompt, halves them
    (desk / "line.cmd").write_bytes(f"@echo off\r\n{typed}\r\n".encode("gbk"))
    done = wine.command_file(desk / "line.cmd")
    assert done.stdout.splitlines()[:1] == ["MINUTE 5 tasklist-test True"], done
    assert (desk / AWKWARD / cron.LOG).exists(), done
