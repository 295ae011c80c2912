"""Whatever a file is called, the master's link leads to it: the target in the workbook names the file on disk."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

import worlds
from offices import FACT, UNITS, merged, office, own_table
from saved import zipped
from tasklist.ledger.summary import Summary
from tasklist.model.place import Place
from tasklist.model.unplaced import Unplaced
from tasklist.views.master import listings
from tasklist.views.master import sheet as pages
from tasklist.views.master import workbook as rendered

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
PROGRAMS = (
    "a.exe", "a.HTA", "表.vbs", "a.js", "a.bat", "a.cmd", "a.ps1", "a.scr", "a.lnk", "a.html", "a.xlsx.exe", "a.exe .",
    "a", "a.url", "a.msi", "a.jar", "a.svg", "a.chm",
)  # fmt: skip
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


def replaced_and_renamed(home: Path, *names: str) -> Any:
    """A return of the tasks 1 and 3, replaced by one of task 1 alone, then given each of the names in turn."""
    path = home / "inbox" / UNITS[0] / "进展.xlsm"
    own_table(path, {1: FACT, 3: "已走访牧户8户"})
    merged(home, "2023-06-10")
    own_table(path, {1: "6月13日再学习1次，参训54人"})
    merged(home, "2023-06-13")
    for day, name in enumerate(names, 14):
        path = path.rename(path.with_name(name))
        answer: Any = merged(home, f"2023-06-{day}")
    return answer


@pytest.mark.parametrize("names", [("进展.xlsx",), ("终稿.xlsx", "终稿.et"), ("进展",)], ids=ascii)
def test_a_file_renamed_to_another_ending_keeps_its_earlier_answers(home: Path, names: tuple[str, ...]) -> None:
    answer = replaced_and_renamed(home, *names)
    assert [(each["outcome"], each["cells"]["merged"]) for each in answer["files"]] == [("merged", 2), ("merged", 2)]
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    mine = [row for row in book["明细台账"].iter_rows(min_row=2) if row[0].value == UNITS[0]]
    texts = {row[2].value: (row[7].value, row[14]) for row in mine}
    assert texts[1][0] == "6月13日再学习1次，参训54人"
    assert texts[3][0] == "已走访牧户8户"
    (row,) = [row for row in book["版本与冲突"].iter_rows(min_row=5) if row[2].value == "进展"]
    told = [texts[3][::-1], (row[7], row[3].value), *([(row[9], row[4].value)] if names[-1].endswith("xlsx") else [])]
    assert [words(home, link) for link, _ in told] == [text for _, text in told]
    assert all(path.is_file() for paths in targets(home).values() for path in paths)


def words(home: Path, link: Any) -> str:
    """What stands where the link of a cell of the master leads to."""
    target, _, place = unquote(link.hyperlink.target.replace("\\", "/")).partition("#")
    found = re.fullmatch(r"'(.+)'!([A-Z]+\d+)", place or link.hyperlink.location)
    assert found
    return str(load_workbook(home / "outbox/2023-06" / target)[found[1]][found[2]].value)


def test_a_doubtful_answer_of_a_replaced_file_opens_where_it_stands(home: Path) -> None:
    path = home / "inbox" / UNITS[0] / "进展.xlsx"
    own_table(path, {1: FACT, 3: "高度重视，持续推进"})
    merged(home, "2023-06-10")
    own_table(path, {1: "6月13日再学习1次，参训54人"})
    merged(home, "2023-06-13")
    sheet = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["空白预警"]
    (row,) = [row for row in sheet.iter_rows(min_row=5) if row[0].value == UNITS[0] and row[7].hyperlink]
    assert words(home, row[7]) == row[3].value == "高度重视，持续推进"


def test_a_member_of_a_replaced_archive_opens_the_archive_it_came_in(home: Path) -> None:
    path = home / "inbox" / UNITS[0] / "包.zip"
    path.parent.mkdir()
    for day, text in (("2023-06-10", FACT), ("2023-06-12", "6月11日再学习1次，参训54人")):
        member = own_table(home / "表.xlsx", {1: text}).read_bytes()
        path.write_bytes(zipped(("表.xlsx", member), ("内/层.zip", zipped(("又.xlsx", member)))))
        merged(home, day)
    sheet = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["版本与冲突"]
    (row,) = [row for row in sheet.iter_rows(min_row=5) if row[2].value == "进展" and row[3].value != row[4].value]
    for link, text in ((row[7], row[3].value), (row[9], row[4].value)):
        target = (home / "outbox/2023-06" / unquote(link.hyperlink.target.replace("\\", "/"))).resolve()
        with zipfile.ZipFile(target) as archive, archive.open("表.xlsx") as file:
            assert load_workbook(io.BytesIO(file.read()))["Sheet1"]["G2"].value == text
    assert {path.suffix for path in targets(home)["文件清单"]} == {".zip"}
    assert len(set(targets(home)["文件清单"])) == 2


def test_what_an_older_version_put_back_undid_is_listed_and_its_words_can_be_opened(home: Path) -> None:
    path = home / "inbox" / UNITS[0] / "进展.xlsx"
    older = own_table(path, {1: FACT}).read_bytes()
    merged(home, "2023-06-10")
    between = own_table(path, {1: "6月13日再学习1次，参训54人"}).read_bytes()
    merged(home, "2023-06-13")
    path.write_bytes(older)
    answer: Any = merged(home, "2023-06-14")
    (told,) = [each for each in answer["findings"] if "换回了以前的一版" in each["message"]]
    assert (home / told["place"]).read_bytes() == between
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    (row,) = [row for row in book["文件清单"].iter_rows(min_row=5) if "换回了以前的一版" in str(row[6].value)]
    assert row[1].value == "已忽略"
    assert unquote(row[15].hyperlink.target.replace("\\", "/")) == f"../../{told['place']}"
    (home / "inbox" / UNITS[0] / "进展（补）.xlsx").write_bytes(between)
    answer = merged(home, "2023-06-15")
    assert not [each for each in answer["findings"] if "换回了以前的一版" in each["message"]]
    detail = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"]
    assert "6月13日再学习1次，参训54人" in [row[7] for row in detail.iter_rows(min_row=2, values_only=True)]


def test_a_lost_copy_is_told_and_nothing_else_is_read_in_its_stead(home: Path) -> None:
    path = home / "inbox" / UNITS[0] / "进展.xlsx"
    own_table(path, {1: FACT, 3: "已走访牧户8户"})
    before: Any = merged(home, "2023-06-10")
    (kept,) = (home / "outbox/archive").rglob(f"{before['files'][0]['sha256']}.*")
    own_table(path, {1: "6月13日再学习1次，参训54人"})
    kept.unlink()
    answer: Any = merged(home, "2023-06-13")
    lost, now = sorted(answer["files"], key=lambda each: each["outcome"], reverse=True)
    assert (lost["outcome"], now["outcome"]) == ("set_aside", "merged")
    assert kept.name in lost["reason"]
    assert [each["code"] for each in answer["findings"] if kept.name in each["message"]] == ["not_opened"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_that_would_run_is_linked_and_its_place_still_stands_there(name: str) -> None:
    words = "名下的一份文件"
    for place in (Place(f"inbox/{name}"), Place("表.xlsx", outer=f"inbox/{name}")):
        shown = pages.opened(place, words)
        assert isinstance(shown, pages.ShownCell) and (shown.text, shown.link) == (words, "")
        button = pages.opened(place)
        assert isinstance(button, pages.ShownCell) and (button.text, button.link) == ("", "")
    document = pages.opened(Place("inbox/a.xlsx"))
    assert isinstance(document, pages.ShownCell) and document.link


def test_a_name_of_stray_bytes_has_no_link_and_costs_nothing_else() -> None:
    shown = pages.opened(Place("inbox/\udcff.xlsx"), "名下")
    assert isinstance(shown, pages.ShownCell) and (shown.text, shown.link) == ("名下", "")


def test_links_end_before_the_sheet_is_full_of_them_and_the_sheet_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages.LINKS < 65_530, "what Excel takes, with room for the links between the sheets"
    monkeypatch.setattr(pages, "LINKS", 8)
    made = worlds.world(6, 4)
    book = load_workbook(io.BytesIO(rendered.render(Summary(made))))
    detail = book["明细台账"]
    linked = [row[13].hyperlink or row[14].hyperlink for row in detail.iter_rows(min_row=2)]
    assert [bool(link) for link in linked if link is not None] == [True] * 8
    last = max(number for number, link in enumerate(linked, 2) if link)
    told = str(detail.cell(2, 17).value)
    first = int(re.search(r"从第 (\d+) 行起", told)[1])  # type: ignore[index]
    assert first > last
    assert all(row[14].value for row in detail.iter_rows(min_row=2) if row[13].value), "the place stands without it too"
    assert "个链接" not in str(book["空白预警"]["B2"].value)


def test_a_sheet_with_more_unclaimed_cells_than_links_is_written_whole() -> None:
    made = worlds.world(4, 2)
    strange = tuple(
        Unplaced(Place("inbox/登记簿.csv", "登记簿", f"A{row}"), "张", "不是任务") for row in range(1, 65_700)
    )
    stream = io.BytesIO()
    book = pages.workbook(stream, "", office="", as_of=made.as_of)
    page = pages.Sheet(book, "未归位内容")
    listings.unplaced(page, Summary(replace(made, unplaced=strange)))
    with zipfile.ZipFile(io.BytesIO(pages.finished(book, stream))) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert text.count("<hyperlink ") == pages.LINKS + 1
    assert text.count("<row ") > 65_700
