"""LibreOffice has its time of the processor; a busy machine changes no outcome, and one that hangs is ended."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tasklist.readers import libreoffice
from tasklist.readers.libreoffice import converted
from tasklist.readers.limits import Refused

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not tell processor time")

_WORKS = """
import pathlib, sys, time
for turn in range(6):  # a little work now and then, as on a machine with much else to do
    time.sleep(0.5)
    sum(range(1_000_000))
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
folder.mkdir()
(folder / "in.xlsx").write_bytes(b"made")
"""


def program(folder: Path, code: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{code}", "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("code", "seconds", "idle", "made"),
    [
        (_WORKS, 2, 2, b"made"),
        ("import time\ntime.sleep(600)", 60, 2, None),
        ("while True: pass", 1, 60, None),
        ("import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'while True: pass'])", 1, 60, None),
    ],
    ids=["slow machine", "hangs", "runs for ever", "its own child runs for ever"],
)
def test_what_counts_is_the_time_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, seconds: int, idle: int, made: bytes | None
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", seconds)
    monkeypatch.setattr(libreoffice, "_IDLE", idle)
    assert converted(program(tmp_path, code), b"a file", ".xls", "xlsx") == made


@pytest.mark.skipif(sys.platform == "win32", reason="nobody counts there")
def test_the_time_it_takes_is_time_of_the_file_it_works_on(tmp_path: Path) -> None:
    burns = "import time\nwhile time.process_time() < 1: pass\n"
    signal.setitimer(signal.ITIMER_PROF, 100)
    try:
        assert converted(program(tmp_path, burns + _WORKS), b"a file", ".xls", "xlsx") == b"made"
        assert 0 < signal.getitimer(signal.ITIMER_PROF)[0] < 99
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def test_when_the_computer_cannot_convert_nothing_is_said_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        converted(str(tmp_path / "gone"), b"a file", ".xls", "xlsx")
    assert "不是文件的问题" in refused.value.refusal.reason and "损坏" not in refused.value.refusal.reason
