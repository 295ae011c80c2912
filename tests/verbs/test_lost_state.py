"""The state file is lost: what it alone knew is asked again, what the clerk wrote is taken, nothing is made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from offices import UNITS, answered, merged, office, own_table, verb
from tasklist.files import inbox
from todo_book import open_rows, say, todo

MAY = {1: "5月8日专题学习2次，参训38人", 2: "5月9日布置阵地1处，参观66人", 3: "5月10日推广蒙医药项目4个"}


def lose(home: Path) -> None:
    for path in (home / "outbox").glob("state.sqlite3*"):
        path.unlink()


def reported(answer: Any) -> int:
    return int(answer["obligations"]["reported"] + answer["obligations"]["late"])


def test_a_table_that_stood_in_may_by_its_day_of_receipt_alone_is_asked_about(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    own_table(home / "inbox" / UNITS[0] / "任务清单.xlsx", MAY)
    assert reported(merged(home, "2023-05-20T09:00", "--period", "2023-05")) == 3
    lose(home)
    assert reported(merged(home, "2023-06-20T09:00")) == 0
    assert "是哪一期的" in open_rows(home)
    may: Any = merged(home, "2023-06-20T09:00", "--period", "2023-05")
    assert UNITS[0] not in may["units"]["missing"]
    say(home, "是哪一期的", "2023-05")
    assert reported(merged(home, "2023-06-20T10:00", "--period", "2023-05")) == 3


def test_what_the_clerk_had_answered_is_taken_at_once_and_nobody_is_said_to_have_edited_the_master(
    tmp_path: Path,
) -> None:
    home = office(tmp_path / "home")
    own_table(home / "inbox/任务清单.xlsx", MAY, "2023年5月", contact="")
    merged(home, "2023-05-20T09:00", "--period", "2023-05")
    say(home, "是哪个单位的", UNITS[0])
    assert reported(merged(home, "2023-05-20T10:00", "--period", "2023-05")) == 3
    lose(home)
    answer: Any = merged(home, "2023-05-21T09:00", "--period", "2023-05")
    (row,) = [each for each in todo(home) if each["事项"] == "是哪个单位的"]
    assert row["决定"] == UNITS[0] and "记下" in row["说明"] and reported(answer) == 3
    changed = [one["message"] for one in answer["findings"] if one["code"] == "changed_master"]
    assert not [said for said in changed if "被人改过" in said or "汇总表.xlsx" in said]
    assert not list((home / "outbox/2023-05").glob("汇总表（人工修改*"))


def test_versions_that_were_replaced_are_named(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    for text in ("5月8日学习1次", "5月9日学习2次"):
        own_table(home / "inbox" / f"{UNITS[0]}.xlsx", {1: text})
        merged(home, "2023-05-20T09:00")
    lose(home)
    answer: Any = merged(home, "2023-05-21T09:00")
    (told,) = [one["message"] for one in answer["findings"] if one["code"] == "state_lost"]
    assert "1份留存副本" in told and "outbox/archive/" in told


def test_a_copy_that_cannot_be_opened_for_now_makes_nobody_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, june, due = office(tmp_path / "home"), "2023-06-20T09:00", "2023-06-27T09:00"
    answered(home, UNITS[0], {1: "6月8日专题学习2次，参训38人"})
    merged(home, june)
    answered(home, UNITS[0], {1: "6月8日专题学习2次，参训38人，另补学1次"})
    (home / "outbox/cache.sqlite3").unlink()
    read = inbox.content_of

    def locked(path: Path) -> bytes:
        if "archive" in path.parts and path.suffix == ".xlsx" and read(path) != current:
            raise PermissionError(13, "locked")
        return read(path)

    (form,) = (home / "inbox").rglob("*.xlsx")
    current = form.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(inbox, "content_of", locked)
        code, out, _ = verb("merge", home, "--as-of", due, "--json")
    told = json.loads(out)
    assert code == 1 and "locked_copy" in {one["code"] for one in told["findings"]}
    assert told["obligations"]["late"] == 0 < told["obligations"]["pending"]
    after: Any = merged(home, due)
    assert after["obligations"]["late"] == after["obligations"]["pending"] == 0 < after["obligations"]["reported"]
