"""engine.dask: a real scheduler and real workers on loopback do what the workers of this machine do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from offices import CONFIG, FACT, UNITS, merged, office, own_table, sheet, verb
from tasklist.app import cluster
from tasklist.app.file_work import FileJob, FileWork
from tasklist.app.office import open_office
from tasklist.model.arrival import Arrival
from tasklist.returns.context import Context
from worlds import moment, plan

pytest.importorskip("distributed", reason="只有多机读取才用：pip install -r scripts/requirements-cluster.txt")

SCRIPTS = Path(__file__).parents[2] / "scripts"
AS_OF = "2023-06-26T09:00"
MASTER = "outbox/2023-06/汇总表.xlsx"
START_SECONDS = 120  # until a scheduler or worker stands, on a busy machine


@contextmanager
def process(*arguments: str, scripts: Path = SCRIPTS) -> Iterator[subprocess.Popen[bytes]]:
    """A part of a cluster, ended with everything it started."""
    env = {**os.environ, "PYTHONPATH": str(scripts), "DASK_DISTRIBUTED__WORKER__DAEMON": "true"}
    command = [sys.executable, "-m", "dask", *arguments]
    started = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield started
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def until(stands: partial[object]) -> None:
    """Wait for a part of the cluster to stand."""
    end = time.monotonic() + START_SECONDS
    while not stands():
        assert time.monotonic() < end, "the cluster did not start"
        time.sleep(0.2)


class Workers:
    """A scheduler on loopback, and the workers that are added to it."""

    def __init__(self, folder: Path, parts: ExitStack) -> None:
        self._folder, self._parts = folder, parts
        self._told = folder / "scheduler.json"
        place = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._told))
        parts.enter_context(process("scheduler", "--no-dashboard", *place))
        until(partial(self._told.is_file))
        import distributed

        client = distributed.Client
        self.client = parts.enter_context(client(scheduler_file=str(self._told), set_as_default=False))

    @property
    def address(self) -> str:
        """Where the scheduler is, as config.yaml says it."""
        return str(self.client.scheduler.address)

    def add(self, *options: str, scripts: Path = SCRIPTS) -> subprocess.Popen[bytes]:
        """One more worker of one thread."""
        before = len(self._known())
        arguments = ("worker", "--scheduler-file", str(self._told), "--nthreads", "1", "--no-dashboard", *options)
        folder = ("--local-directory", str(self._folder / f"worker{before}"))
        started = self._parts.enter_context(process(*arguments, *folder, scripts=scripts))
        until(partial(lambda: len(self._known()) > before))
        return started

    def _known(self) -> Sequence[str]:
        return list(self.client.scheduler_info(n_workers=-1)["workers"])


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    with ExitStack() as parts:
        yield Workers(tmp_path, parts)


def home_of(path: Path, address: str = "") -> Path:
    """A home with returns of every unit, a broken file and an archive of nothing."""
    made = office(path, CONFIG + (f'engine: {{dask: "{address}"}}\n' if address else ""))
    for number, unit in enumerate(UNITS):
        own_table(made / f"inbox/{unit}.xlsx", {1: FACT, 2: f"6月{number + 2}日走访{number}户", 3: "无"})
    sheet(made / "inbox/不知道是谁的.xlsx", [["随便写的"]])
    (made / "inbox/坏的.xlsx").write_bytes(b"PK\x03\x04 half a workbook")
    return made


def test_the_bytes_are_those_of_the_local_run(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "BATCH", 2)
    workers.add()
    workers.add("--no-nanny")
    local, far = home_of(tmp_path / "local"), home_of(tmp_path / "far", workers.address)
    for path in (local / "inbox").iterdir():  # the documents' own stamps are those of the same bytes
        shutil.copy2(path, far / "inbox" / path.name)
    monkeypatch.setattr(cluster, "here", None)  # nothing is left for this machine to do
    assert merged(far, AS_OF) == merged(local, AS_OF)
    assert (far / MASTER).read_bytes() == (local / MASTER).read_bytes()


def test_a_worker_killed_in_mid_run_costs_nothing(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "BATCH", 1)
    workers.add()
    victim = workers.add("--no-nanny")
    home = home_of(tmp_path / "home")
    office_ = open_office(home)
    work = FileWork(Context(office_.plan, words=office_.words))
    paths = sorted((home / "inbox").iterdir()) * 4
    files = [(path.name, path.read_bytes, FileJob(arrival(path), None)) for path in paths]
    with cluster.Cluster(workers.address, work, 1, ()) as pool:
        coming = pool.make_all(files)
        made = [next(coming)]
        os.killpg(victim.pid, signal.SIGKILL)
        made += coming
    sent = [cluster.SentFile(name, source(), job) for name, source, job in files]
    assert made == cluster.here(work, (), sent, workers=1)


def arrival(path: Path) -> Arrival:
    """A file as the inbox tells of it."""
    return Arrival(f"inbox/{path.name}", "0" * 64, moment(20), moment(20), path.stat().st_size)


def test_a_worker_of_another_version_is_refused_in_one_sentence(workers: Workers, tmp_path: Path) -> None:
    other = shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "tasklist/text/display.py").open("a", encoding="utf-8") as program:
        program.write("# another version\n")
    workers.add(scripts=other)
    home = home_of(tmp_path / "home", workers.address)
    code, out, err = verb("merge", home, "--as-of", AS_OF)
    assert (code, out) == (2, "")
    assert "不是同一版" in err and err.count("\n") == 1
    assert not (home / MASTER).exists()


def test_a_worker_of_another_version_that_joins_later_is_refused_by_its_batch() -> None:
    said = cluster.work_on("another", FileWork(Context(plan())), (), [])
    assert said == cluster.worker_version()


def test_an_address_nobody_answers_at_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_SECONDS", 0.5)
    code, _, err = verb("merge", home_of(tmp_path / "home", "tcp://127.0.0.1:1"), "--as-of", AS_OF)
    assert code == 2
    assert "tcp://127.0.0.1:1 连不上" in err and err.count("\n") == 1


def test_without_the_package_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, err = verb("merge", home_of(tmp_path / "home", "tcp://127.0.0.1:1"), "--as-of", AS_OF)
    assert code == 2
    assert "requirements-cluster.txt" in err and err.count("\n") == 1
