"""audit: what the records speak of is there, whole, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from offices import FACT, UNITS, answered, office, verb
from tasklist.files import atomic

AS_OF = ("--as-of", "2023-06-26T09:00")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = office(tmp_path / "home")
    answered(home, UNITS[0], {1: FACT, 2: "无"})
    for name in ("merge", "remind", "send"):
        assert verb(name, home, *AS_OF)[0] in (0, 1)
    return home


def problems(home: Path) -> tuple[int, list[tuple[str, str, str]]]:
    code, out, err = verb("audit", home, "--json")
    assert not err
    return code, [(one["problem"], one["about"], one["path"]) for one in json.loads(out)["problems"]]


def copy(home: Path) -> Path:
    return next((home / "outbox/archive").glob("[0-9a-f][0-9a-f]/*"))


def test_what_a_campaign_left_adds_up_and_nothing_is_written(home: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*"))
    assert problems(home) == (0, [])
    code, out, _ = verb("audit", home)
    assert code == 0
    assert "都对得上" in out and "收件记录 1" in out
    assert sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*")) == before


def lose_copy(home: Path) -> None:
    copy(home).unlink()


def change_copy(home: Path) -> None:
    copy(home).write_bytes(b"x" * copy(home).stat().st_size)


def strange_copy(home: Path) -> None:
    (home / "outbox/archive/ab").mkdir(exist_ok=True)
    (home / "outbox/archive/ab/note.txt").write_text("mine")


def change_master(home: Path) -> None:
    next((home / "outbox/archive/masters").iterdir()).write_bytes(b"other")


def lose_output(home: Path) -> None:
    (home / "outbox/2023-06/汇总表.xlsx").unlink()


def edit_output(home: Path) -> None:
    (home / "outbox/2023-06/汇总表.xlsx").write_bytes(b"edited")


def lose_mail(home: Path) -> None:
    next((home / "outbox/mail").glob("report*.eml")).unlink()


def strange_mail(home: Path) -> None:
    (home / "outbox/mail/other.eml").write_bytes(b"Subject: x\r\n\r\n")


def damage_state(home: Path) -> None:
    (home / "outbox/state.sqlite3").write_bytes(b"zero" * 2000)


def lose_state(home: Path) -> None:
    (home / "outbox/state.sqlite3").unlink()


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lose_copy, [("missing", "receipt")]),
        (change_copy, [("damaged", "copy")]),
        (strange_copy, [("foreign", "copy")]),
        (change_master, [("damaged", "master")]),
        (lose_output, [("missing", "output")]),
        (edit_output, [("changed", "output")]),
        (lose_mail, [("missing", "mail")]),
        (strange_mail, [("foreign", "mail")]),
        (damage_state, [("damaged", "state")]),
    ],
)
def test_what_is_missing_damaged_or_foreign_is_listed(
    home: Path, spoil: Callable[[Path], None], expected: list[tuple[str, str]]
) -> None:
    spoil(home)
    code, found = problems(home)
    assert (code, [(problem, about) for problem, about, _ in found]) == (1, expected)


@pytest.mark.parametrize("known", [True, False])
def test_what_a_run_wrote_before_it_was_cut_off_is_nobodys_edit_and_not_foreign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    home = office(tmp_path / "home")
    if known:
        verb("merge", home, *AS_OF)
    answered(home, UNITS[0], {1: FACT})
    save = atomic.save

    def cut_off(path: Path, data: bytes, *, private: bool = False) -> None:
        save(path, data, private=private)
        if path.name == "上报稿.docx":
            raise KeyboardInterrupt

    monkeypatch.setattr(atomic, "save", cut_off)
    assert verb("merge", home, *AS_OF)[0] == 130
    assert problems(home) == (0, [])
    (home / "outbox/2023-06/上报稿.docx").write_bytes(b"edited since")
    assert problems(home)[0] == 1


def test_without_its_records_everything_is_foreign_and_the_loss_is_told(home: Path) -> None:
    lose_state(home)
    code, found = problems(home)
    assert code == 1
    assert {about for problem, about, _ in found if problem == "missing"} == {"state"}
    assert {about for problem, about, _ in found if problem == "foreign"} == {"copy", "mail"}
    assert not (home / "outbox/state.sqlite3").exists()
