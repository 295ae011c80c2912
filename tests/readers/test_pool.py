"""One file can neither stop, nor slow, nor swell the run."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import made_workbooks as made
from pooled import Readers
from tasklist.model.book import Book, Refusal
from tasklist.readers import pool, worker
from tasklist.readers.limits import OVER_TIME, Allowance
from tasklist.readers.pool import Pool
from tasklist.readers.registry import read

not_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit or kind of file")

GOOD = made.ordinary()


@pytest.fixture(scope="module")
def endless() -> bytes:
    """A workbook that takes seconds to read: nearly a million cells."""
    rows = b"".join(
        b'<row r="%d">' % line
        + b"".join(b'<c r="%c%d"><v>%d</v></c>' % (65 + c, line, line) for c in range(9))
        + b"</row>"
        for line in range(100, 100_100)
    )
    return made.with_rows(GOOD, rows)


def kinds(results: Iterator[tuple[str, Book | Refusal]]) -> list[tuple[str, str]]:
    return [(name, result.code if isinstance(result, Refusal) else result.format) for name, result in results]


def test_results_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.xlsx" for number in range(200)]
    for path in paths:
        path.write_bytes(made.ordinary(path.stem + "：{0}")) if path.stem == "7" else path.write_bytes(GOOD)
    with Readers(2) as readers:
        results = list(readers.read_all((path.stem, path.read_bytes) for path in paths))
    assert [name for name, _ in results] == [str(number) for number in range(200)]
    seventh = results[7][1]
    assert isinstance(seventh, Book)
    assert seventh == read(paths[7].read_bytes(), "7")
    assert seventh.grids[0].cells[3, 7] == "7：1"


def test_bytes_may_be_asked_for_when_their_turn_comes() -> None:
    asked: list[int] = []

    def bytes_of(number: int) -> bytes:
        asked.append(number)
        return GOOD

    with Readers(1) as readers:
        results = readers.read_all((str(number), lambda number=number: bytes_of(number)) for number in range(100))
        next(results)
        assert len(asked) < 100
        assert len(list(results)) == 99


def test_no_files_start_no_process() -> None:
    before = len(multiprocessing.active_children())
    with Readers(2) as readers:
        assert list(readers.read_all([])) == []
        assert len(multiprocessing.active_children()) == before


def test_a_batch_after_a_batch_uses_the_same_processes() -> None:
    with Readers(1) as readers:
        kinds(readers.read_all([("a", lambda: GOOD)]))
        first = {child.pid for child in multiprocessing.active_children()}
        kinds(readers.read_all([("b", lambda: GOOD)]))
        assert {child.pid for child in multiprocessing.active_children()} == first


def test_no_process_outlives_the_readers() -> None:
    with Readers(2) as readers:
        kinds(readers.read_all([("a", lambda: GOOD), ("b", lambda: GOOD)]))
    assert not multiprocessing.active_children()


def test_a_file_that_takes_too_long_is_given_up_and_the_rest_goes_on(endless: bytes) -> None:
    with Readers(1, seconds=0.5) as readers:
        results = list(readers.read_all([("a", lambda: GOOD), ("slow", lambda: endless), ("b", lambda: GOOD)]))
    assert kinds(iter(results)) == [("a", "xlsx"), ("slow", "too_large"), ("b", "xlsx")]
    slow = results[1][1]
    assert isinstance(slow, Refusal)
    assert "没有读完" in slow.reason


@not_windows
def test_time_is_counted_in_cpu_and_not_on_the_wall(endless: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Readers, "_until", lambda *_: time.monotonic() + 0.1)  # the wall says again and again: late
    with Readers(1, seconds=120) as readers:
        assert kinds(readers.read_all([("slow", lambda: endless)])) == [("slow", "xlsx")]


@not_windows
def test_files_that_came_in_one_share_their_time_and_what_an_ordinary_one_takes_is_free(endless: bytes) -> None:
    files = [(name, partial(bytes, data), None) for name, data in (("a", GOOD), ("slow", endless), ("b", GOOD))]
    with Readers(1) as readers:
        first, slow, after = readers.make_all(files, Allowance(seconds=0.5))
        many = list(readers.make_all([files[0]] * 30, allowance := Allowance(seconds=0.5)))
    assert isinstance(first, Book) and slow == after == OVER_TIME
    assert all(isinstance(each, Book) for each in many) and allowance.seconds > 0


@not_windows
def test_a_file_read_apart_that_kills_its_reader_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(pool.read_apart(GOOD, "a.xlsx"), Book)
    monkeypatch.setattr(worker, "read", lambda *_file: os._exit(1))
    assert pool.read_apart(GOOD, "a.xlsx") == worker.GONE


@not_windows
def test_a_worker_that_dies_as_its_deadline_passes_costs_its_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "read", lambda *_file: os._exit(1))
    monkeypatch.setattr(Readers, "_until", lambda *_: 0.0)
    monkeypatch.setattr(pool, "at_work", lambda _pid: (0, True))
    with Readers(1) as readers:
        assert kinds(readers.read_all([("a", lambda: GOOD)])) == [("a", "too_large")]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the wall alone decides")
def test_a_worker_that_sleeps_is_ended_by_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "read", lambda *_file: time.sleep(60))
    with Readers(1, seconds=0.2) as readers:
        assert kinds(readers.read_all([("a", lambda: GOOD)])) == [("a", "too_large")]


def _stumbles(job: str, _content: Book | Refusal) -> str:
    if job == "bad":
        raise ValueError(job)
    return job


def test_what_is_made_of_a_file_is_made_in_the_worker_and_a_fault_of_ours_costs_that_file_alone() -> None:
    files = [(job, lambda: GOOD, job) for job in ("a", "bad", "b")]
    with Pool(_stumbles, 1) as workers:
        first, bad, last = workers.make_all(files)
    assert (first, last) == ("a", "b")
    assert isinstance(bad, Refusal)
    assert "ValueError" in bad.reason


def test_what_workers_share_is_made_before_the_first_and_not_without_files() -> None:
    made: list[str] = []
    with Pool(_stumbles, 2, prepare=lambda: made.append("once")) as workers:
        assert list(workers.make_all([])) == []
        assert made == []
        list(workers.make_all([(job, lambda: GOOD, job) for job in "abcd"]))
    assert made == (["once"] if pool._FORKS else [])


def test_the_death_of_a_process_is_the_finding_of_the_file_it_was_reading(endless: bytes) -> None:
    def death() -> bytes:
        for child in multiprocessing.active_children():
            child.kill()
        return GOOD

    files = [("victim", lambda: endless), ("killer", death), ("next", lambda: GOOD)]
    with Readers(2) as readers:
        assert kinds(readers.read_all(files)) == [("victim", "too_large"), ("killer", "xlsx"), ("next", "xlsx")]


@not_windows
def test_a_file_that_swells_hits_the_limit_of_its_process(endless: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "ADDRESS_SPACE", 48 << 20)
    with Readers(1) as readers:
        files = [("a", lambda: GOOD), ("fat", lambda: endless), ("b", lambda: GOOD)]
        assert kinds(readers.read_all(files)) == [("a", "xlsx"), ("fat", "too_large"), ("b", "xlsx")]


def test_a_process_that_has_grown_makes_room_for_a_fresh_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "RETIRE_BYTES", 1)
    with Readers(1) as readers:
        assert kinds(readers.read_all((name, lambda: GOOD) for name in "abc")) == [(name, "xlsx") for name in "abc"]


def test_a_source_that_fails_is_the_finding_of_its_file() -> None:
    def fails() -> bytes:
        raise PermissionError(13, "Permission denied")

    with Readers(1) as readers:
        files = [("a", lambda: GOOD), ("locked", fails), ("b", lambda: GOOD)]
        assert kinds(readers.read_all(files)) == [("a", "xlsx"), ("locked", "unreadable"), ("b", "xlsx")]


def test_leaving_in_the_middle_leaves_nothing_behind(endless: bytes) -> None:
    with Readers(2) as readers:
        results = readers.read_all([("a", lambda: GOOD), ("slow", lambda: endless), ("b", lambda: GOOD)])
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert kinds(readers.read_all([("c", lambda: GOOD)])) == [("c", "xlsx")]
    assert not multiprocessing.active_children()


def test_without_fork_the_processes_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_CONTEXT", multiprocessing.get_context("spawn"))
    monkeypatch.setattr(pool, "_FORKS", False)
    with Readers(2) as readers:
        assert kinds(readers.read_all((name, lambda: GOOD) for name in "ab")) == [("a", "xlsx"), ("b", "xlsx")]


def test_passwords_reach_the_processes() -> None:
    import io

    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt("秘密2023", locked)
    with Readers(1, passwords=("秘密2023",)) as readers:
        assert kinds(readers.read_all([("locked", locked.getvalue)])) == [("locked", "xlsx")]


@not_windows
def test_nothing_a_reader_prints_reaches_the_output(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def talks(*_file: object) -> Book:
        os.write(1, b"noise")
        return Book(format="xlsx")

    monkeypatch.setattr(worker, "read", talks)
    with Readers(1) as readers:
        kinds(readers.read_all([("a", lambda: GOOD)]))
    assert capfd.readouterr().out == ""
