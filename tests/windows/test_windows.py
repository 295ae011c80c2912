"""The verbs on a real Windows Python (under Wine): the same words and the same bytes as on this system.

Every verb runs in a folder `C:\\任务 清单` on a system of code page 936, with readers that are spawned.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import wine

ROOT = wine.ROOT
ARRIVALS = ROOT / "tests/examples/demo-2023/arrivals"
AS_OF = ("--as-of", "2023-06-26T09:00")
CAME = ("嘎鲁图卫生院6月.xls", "基层股6月进展.docx", "疾控中心报送.xlsx")
pytestmark = pytest.mark.skipif(bool(wine.why_not()), reason=wine.why_not() or "ready")


@dataclass(frozen=True)
class Desk:
    """The same home on two systems: what each verb printed, and what lies in outbox/ after them."""

    here: Path
    there: Path

    def both(self, verb: str, *more: str) -> tuple[subprocess.CompletedProcess[str], subprocess.CompletedProcess[str]]:
        """A verb run in both homes, here and on Windows."""
        script = f"scripts/{verb}.py"
        ours = subprocess.run(
            [sys.executable, script, "--home", str(self.here), *AS_OF, *more],
            cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return ours, wine.run([script, "--home", self.windows, *AS_OF, *more], ROOT)

    @property
    def windows(self) -> str:
        """The home as Windows names it."""
        return "C:\\" + str(self.there.relative_to(wine.drive())).replace("/", "\\")

    def papers(self, pattern: str) -> dict[str, tuple[bytes, bytes]]:
        """Every file here that fits, with its bytes here and there."""
        found = sorted(path.relative_to(self.here) for path in self.here.glob(pattern))
        return {str(each): ((self.here / each).read_bytes(), (self.there / each).read_bytes()) for each in found}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    here = tmp_path_factory.mktemp("任务 清单", numbered=True)
    there = wine.drive() / f"任务 清单{os.getpid()}"
    _furnish(here)
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(here, there)
    yield Desk(here, there)
    shutil.rmtree(there, ignore_errors=True)


def _furnish(home: Path) -> None:
    """The shipped campaign with three returns, written an hour ago."""
    shutil.copy(ROOT / "config.yaml", home)
    shutil.copytree(ROOT / "templates", home / "templates")
    (home / "inbox").mkdir()
    for name in CAME:
        (source,) = ARRIVALS.rglob(name)
        shutil.copy(source, home / "inbox" / name)
        os.utime(home / "inbox" / name, (time.time() - 3600,) * 2)


def test_a_merge_on_windows_prints_the_same_words_and_writes_the_same_bytes(desk: Desk) -> None:
    here, there = desk.both("merge")
    assert there.stdout == here.stdout
    assert there.returncode == here.returncode
    for name, (ours, theirs) in desk.papers("outbox/2023-06/*.*").items():
        assert ours == theirs, name


def test_a_form_filled_on_windows_is_the_same_file(desk: Desk) -> None:
    here, there = desk.both("fill")
    assert there.stdout == here.stdout
    forms = desk.papers("outbox/2023-06/下发/*.xlsx")
    assert len(forms) == 20
    assert [name for name, (ours, theirs) in forms.items() if ours != theirs] == []


def test_a_master_that_is_open_in_another_program_is_left_alone_and_the_new_one_stands_beside_it(desk: Desk) -> None:
    held = (
        "import subprocess, sys\n"
        "import ctypes\n"
        "path = sys.argv[1] + r'\\outbox\\2023-06\\汇总表.xlsx'\n"
        "kernel = ctypes.windll.kernel32\n"
        "kernel.CreateFileW.restype = ctypes.c_void_p\n"
        "open_alone = kernel.CreateFileW(path, 0x80000000, 1, None, 3, 0, None)\n"  # to read; others may read too
        "sys.exit(subprocess.run([sys.executable, 'scripts/merge.py', '--home', *sys.argv[1:]]).returncode)\n"
    )
    desk.both("merge")
    extra = desk.there / "inbox" / "乌审旗卫生健康委员会办公室-2023年6月填报表.xlsx"
    (source,) = ARRIVALS.rglob(extra.name)
    shutil.copy(source, extra)
    os.utime(extra, (time.time() - 3600,) * 2)
    before = (desk.there / "outbox/2023-06/汇总表.xlsx").read_bytes()
    done = wine.run(["-c", held, desk.windows, "--as-of", "2023-06-26T10:00"], ROOT)
    assert "打开" in done.stdout, done
    assert (desk.there / "outbox/2023-06/汇总表.xlsx").read_bytes() == before
    assert len(list((desk.there / "outbox/2023-06").glob("汇总表*.xlsx"))) == 2
