"""backup and restore: everything of a campaign, verified both times."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from offices import UNITS, answered, merged, office, verb


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    answered(made, UNITS[0], {1: "6月12日组织学习1次，45人参加"})
    merged(made, "2023-06-24T09:00")
    return made


def test_what_was_received_when_comes_back_with_the_files(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    assert verb("backup", home, str(target))[0] == 0
    again = tmp_path / "恢复"
    assert verb("restore", again, str(target))[0] == 0
    before, after = merged(home, "2023-06-27T09:00"), merged(again, "2023-06-27T09:00")
    assert before == after
    assert (again / "outbox/2023-06/汇总表.xlsx").read_bytes() == (home / "outbox/2023-06/汇总表.xlsx").read_bytes()


def test_a_backup_is_never_written_over_and_never_inside_the_campaign(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    verb("backup", home, str(target))
    assert "已经有了" in verb("backup", home, str(target))[2]
    assert "换一个地方" in verb("backup", home, str(home / "outbox/备份.zip"))[2]


def test_nothing_is_restored_over_what_stands_there(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    verb("backup", home, str(target))
    code, _, err = verb("restore", home, str(target))
    assert (code, "不覆盖" in err) == (2, True)


@pytest.mark.parametrize("damage", ["changed", "missing", "foreign", "outside", "no zip"])
def test_a_damaged_or_foreign_backup_is_refused_before_a_file_is_written(
    damage: str, home: Path, tmp_path: Path
) -> None:
    target, broken = tmp_path / "备份.zip", tmp_path / "坏的.zip"
    verb("backup", home, str(target))
    with zipfile.ZipFile(target) as whole, zipfile.ZipFile(broken, "w") as bad:
        for name in whole.namelist():
            data = whole.read(name)
            if damage == "missing" and name == "config.yaml":
                continue
            bad.writestr(name, data + b"#" if damage == "changed" and name == "config.yaml" else data)
        if damage in ("foreign", "outside"):
            bad.writestr("inbox/多的.txt" if damage == "foreign" else "../外面.txt", b"")
    if damage == "no zip":
        broken.write_bytes(b"PK\x03\x04")
    again = tmp_path / "恢复"
    code, _, err = verb("restore", again, str(broken))
    assert (code, "请换一份" in err) == (2, True)
    assert not again.exists() or not list(again.iterdir())


def test_bytes_flipped_anywhere_in_a_backup_are_told_in_one_sentence(home: Path, tmp_path: Path) -> None:
    target, broken = tmp_path / "备份.zip", tmp_path / "坏的.zip"
    verb("backup", home, str(target))
    whole = target.read_bytes()
    for tenth in range(1, 30):
        place = len(whole) * tenth // 30
        broken.write_bytes(whole[:place] + bytes(40) + whole[place + 40 :])
        code, _, err = verb("restore", tmp_path / "恢复", str(broken))
        assert (code, "备份" in err, (tmp_path / "恢复").exists()) == (2, True, False), err


def test_a_dry_run_writes_nothing(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    assert verb("backup", home, str(target), "--dry-run")[0] == 0
    assert not target.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file can be called so")
def test_files_with_names_that_are_no_text_or_no_name_elsewhere_come_back_as_they_were_called(
    home: Path, tmp_path: Path
) -> None:
    names = ("\udcc6\udcfb.xlsx", "a:b.xlsx", "a\\b.xlsx", "100%3A.xlsx", "换\n行.xlsx", "-rf.xlsx")
    for number, name in enumerate(names):
        (home / "inbox" / name).write_bytes(b"%d" % number)
    assert verb("backup", home, str(tmp_path / "备份.zip"))[0] == 0
    again = tmp_path / "恢复"
    assert verb("restore", again, str(tmp_path / "备份.zip"))[0] == 0
    assert [(again / "inbox" / name).read_bytes() for name in names] == [b"%d" % number for number in range(len(names))]
    with zipfile.ZipFile(tmp_path / "备份.zip") as archive:
        archive.extractall(tmp_path / "解开")  # whatever a person opens it with
