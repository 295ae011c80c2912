"""The cache is never a source of truth: deleted, damaged or foreign, it costs time and nothing else."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import worlds
from tasklist.files import cache
from tasklist.files.cache import CACHE
from tasklist.model.arrival import Arrival, Receipt
from tasklist.model.returns import Outcome, Return
from tasklist.substance.word_lists import DEFAULT_WORDS

ARRIVAL = Arrival("inbox/a.xlsx", "0" * 64, worlds.moment(20), worlds.moment(19), 7)
RETURN = Return(ARRIVAL, Outcome.MERGED, entries=(worlds.entry("甲", "6月2日学习1次"),))


def kept(home: Path, key: bytes = b"key") -> object:
    with cache.opened(home, write=True) as opened:
        return opened.get(key)


def keep(home: Path, value: object, key: bytes = b"key") -> None:
    with cache.opened(home, write=True) as opened:
        opened.put(key, value)


def test_what_was_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    assert kept(tmp_path) is None
    keep(tmp_path, ("", (RETURN,)))
    assert kept(tmp_path) == ("", (RETURN,))


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_a_damaged_or_deleted_file_is_begun_anew(tmp_path: Path, damage: bytes | None) -> None:
    keep(tmp_path, RETURN)
    (tmp_path / CACHE).unlink()
    if damage is not None:
        (tmp_path / CACHE).write_bytes(damage)
    assert kept(tmp_path) is None
    keep(tmp_path, RETURN)
    assert kept(tmp_path) == RETURN


def test_nothing_but_nouns_of_the_model_is_made_of_a_foreign_file(tmp_path: Path) -> None:
    keep(tmp_path, RETURN)
    for foreign in (pickle.dumps(print), pickle.dumps(Path("x")), b"garbage"):
        with sqlite3.connect(tmp_path / CACHE) as connection:
            connection.execute("UPDATE kept SET value = ?", (zlib.compress(foreign),))
        connection.close()
        assert kept(tmp_path) is None


def test_a_run_that_writes_nothing_adds_nothing(tmp_path: Path) -> None:
    with cache.opened(tmp_path, write=False) as opened:
        opened.put(b"key", RETURN)
        assert opened.get(b"key") is None
    assert list(tmp_path.iterdir()) == []
    keep(tmp_path, RETURN)
    with cache.opened(tmp_path, write=False) as opened:
        opened.put(b"other", RETURN)
        assert (opened.get(b"key"), opened.get(b"other")) == (RETURN, None)


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (b"a", b"b"):
        keep(tmp_path, name * 5, name)
    assert kept(tmp_path, b"a") == b"aaaaa"
    monkeypatch.setattr(cache, "LIMIT", 50)
    keep(tmp_path, b"ccccc", b"c")
    assert (kept(tmp_path, b"a"), kept(tmp_path, b"b"), kept(tmp_path, b"c")) == (b"aaaaa", None, b"ccccc")


def test_a_key_covers_every_field_even_one_that_is_not_shown() -> None:
    assert cache.key(ARRIVAL) == cache.key(replace(ARRIVAL))
    others = [
        replace(ARRIVAL, size=8),
        replace(ARRIVAL, inside=("a",)),
        replace(ARRIVAL, received=ARRIVAL.received + timedelta(seconds=1)),
        replace(ARRIVAL, receipt=Receipt(seen=worlds.moment(20))),
    ]
    assert len({cache.key(each) for each in (ARRIVAL, *others)}) == 5
    assert cache.key("ab", "c") != cache.key("a", "bc")
    assert cache.key(("a", "b")) != cache.key("a", "b") != cache.key(["a", "b"])


def test_a_key_is_the_same_in_every_process() -> None:
    # The order of a set and the numbers of objects differ from process to process.
    code = (
        "import sys; sys.path[:0] = ['scripts', 'tests']; import worlds; from tasklist.files import cache;"
        "from tasklist.substance.word_lists import DEFAULT_WORDS;"
        "print(cache.key(worlds.plan(3, 2), DEFAULT_WORDS, frozenset('甲乙丙丁')).hex())"
    )
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root).stdout
    assert said.strip() == cache.key(worlds.plan(3, 2), DEFAULT_WORDS, frozenset("丁丙乙甲")).hex()
