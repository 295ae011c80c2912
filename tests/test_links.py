"""Whatever a file is called, the master's link leads to it: the target in the workbook names the file on disk."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from offices import FACT, UNITS, merged, office, own_table
from saved import zipped

ANYWHERE = (
    "急!件.xlsx",
    "!.xlsx",
    "2!3!4 (2).xlsx",
    "完成50%.xlsx",
    "%41%20b.xlsx",
    "第#1稿.xlsx",
    "it's 'quoted'.xlsx",
    "【终稿】[1]{2}.xlsx",
    "a;b,c=d&e+f@g$.xlsx",
    "反\u202exslx.xlsx",
    "隐\u200b形\u00ad.xlsx",
    "全角　空格、＃％！.xlsx",
    "^`~_-.xlsx",
    "两  个空格.xlsx",
    "😀𠮷.xlsx",
    "e\u0301combining.xlsx",
    "包.zip!表.xlsx",
)
LINUX = (
    '引"号.xlsx',
    "a<b>.xlsx",
    "a|b?.xlsx",
    "星*.xlsx",
    "反\\斜.xlsx",
    "冒:号.xlsx",
    "制\t表.xlsx",
    "换\n行.xlsx",
    "尾 .xlsx ",
)
NAMES = ANYWHERE if sys.platform == "win32" else ANYWHERE + LINUX


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def targets(home: Path) -> dict[str, list[Path]]:
    """Sheet → the files its links lead to, as the workbook itself writes them."""
    master = home / "outbox/2023-06/汇总表.xlsx"
    names = load_workbook(master, read_only=True).sheetnames
    found: dict[str, list[Path]] = {}
    with zipfile.ZipFile(master) as archive:
        for number, name in enumerate(names, 1):
            part = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            links = ElementTree.fromstring(archive.read(part)) if part in archive.namelist() else ()
            for link in links:
                if link.get("TargetMode") == "External":
                    target = unquote((link.get("Target") or "").replace("\\", "/"))
                    found.setdefault(name, []).append((master.parent / target).resolve())
    return found


def files(home: Path) -> set[Path]:
    return {path.resolve() for path in (home / "inbox").rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_the_link_of_a_file_finds_it_on_disk(home: Path, name: str) -> None:
    folder = home / "inbox" / UNITS[0]
    folder.mkdir()
    own_table(folder / "plain.xlsx", {1: FACT}, head="备忘：另送")
    (folder / "plain.xlsx").rename(folder / name)
    answer: Any = merged(home)
    assert [(each["outcome"], each["cells"]["merged"]) for each in answer["files"]] == [("merged", 2)]
    led = targets(home)
    assert set(led["文件清单"]) == set(led["未归位内容"]) == set(led["明细台账"]) == files(home)


@pytest.mark.parametrize("name", ["急!件.zip", "第#1%包!.zip", "反\u202epiz.zip"], ids=ascii)
def test_a_member_of_an_archive_opens_with_the_archive(home: Path, name: str) -> None:
    folder = home / "inbox" / f"{UNITS[0]}"
    folder.mkdir()
    members = [home / f"{number}.xlsx" for number in (1, 2)]
    own_table(members[0], {1: FACT}, head="备忘：另送")
    own_table(members[1], {3: "已走访牧户8户"}, head="备忘：再送")
    inner = zipped(("内!层/表!.xlsx", members[1].read_bytes()))
    (folder / name).write_bytes(zipped(("表!稿.xlsx", members[0].read_bytes()), ("里!层.zip", inner)))
    answer: Any = merged(home)
    assert [each["outcome"] for each in answer["files"]] == ["merged"] * 4
    whole, *inside = (each["cells"]["merged"] for each in answer["files"])
    assert (whole, sorted(inside)) == (4, [2, 2, 2]), "the archive inside carries its member's sum once more"
    led = targets(home)
    assert {path for paths in led.values() for path in paths} == files(home)


def test_a_file_named_like_a_member_of_an_archive_is_a_file_of_its_own(home: Path) -> None:
    folder = home / "inbox" / UNITS[0]
    folder.mkdir()
    own_table(folder / "包.zip!表.xlsx", {1: FACT})
    own_table(home / "表.xlsx", {3: "已走访牧户8户"})
    (folder / "包.zip").write_bytes(zipped(("另.xlsx", (home / "表.xlsx").read_bytes())))
    answer: Any = merged(home)
    cells = {each["path"].rpartition("/")[2]: each["cells"] for each in answer["files"]}
    assert cells["包.zip"] == cells["包.zip!另.xlsx"]
    assert cells["包.zip!表.xlsx"]["merged"] == 2
    assert set(targets(home)["文件清单"]) == files(home)


def test_an_archive_replaced_in_place_sums_its_own_members_alone(home: Path) -> None:
    path = home / "inbox" / UNITS[0] / "包.zip"
    path.parent.mkdir()
    for day, text in (("2023-06-10", FACT), ("2023-06-12", "已走访牧户8户")):
        own_table(home / "表.xlsx", {1: text})
        path.write_bytes(zipped(("表.xlsx", (home / "表.xlsx").read_bytes())))
        answer: Any = merged(home, day)
    wholes = [each for each in answer["files"] if each["path"].endswith("包.zip")]
    members = [each for each in answer["files"] if each["path"].endswith("表.xlsx")]
    assert [each["cells"] for each in wholes] == [each["cells"] for each in members]
    assert [each["outcome"] for each in members] == ["superseded", "merged"]


def test_a_comment_and_a_picture_are_opened_where_they_stand(home: Path) -> None:
    path = own_table(home / "inbox" / UNITS[0] / "表.xlsx", {1: FACT})
    book = load_workbook(path)
    book.worksheets[0]["G2"].comment = Comment("请协调设备一台", "联络员01")
    book.save(path)
    merged(home)
    with zipfile.ZipFile(home / "outbox/2023-06/汇总表.xlsx") as archive:
        places = re.findall(r'<hyperlink [^>]*location="([^"]*)"', archive.read("xl/worksheets/sheet8.xml").decode())
    assert "'Sheet1'!G2" in places
    assert not [place for place in places if not re.fullmatch(r"'[^']+'!\$?[A-Z]+\$?[0-9]+", place)]
