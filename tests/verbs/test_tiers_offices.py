"""Offices below offices: a lower office owes its master, its units are added up under it, strangers are asked."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from counties import EARLY, LAST, LATE, MASTER, OFFICES, handed, home_of, received, returns, roster, table, units
from offices import FACT, merged, own_table, verb

ABOVE = "省卫生健康委"


def offices(*places: int) -> list[list[object]]:
    """The rows of the offices themselves, as units of the class 汇总单位."""
    return [[OFFICES[place], "", "汇总单位", "", f"联络员9{place}", f"1390000900{place}", ""] for place in places]


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The masters of two counties."""
    work = tmp_path_factory.mktemp("masters")
    return {place: handed(work, place) for place in (0, 1)}


def province(tmp_path: Path, rows: list[list[object]], masters: dict[int, Path], *places: int) -> Path:
    """The province's home, the masters of these counties in its inbox."""
    home = home_of(tmp_path / "above", ABOVE, rows)
    for place in places:
        shutil.copyfile(masters[place], home / f"inbox/{OFFICES[place]}汇总表.xlsx")
    return home


def file(answer: dict[str, Any], path: str) -> dict[str, Any]:
    """What became of a file."""
    return next(each for each in answer["files"] if each["path"] == path)


def test_a_county_that_sent_nothing_is_a_red_row_and_is_reminded(tmp_path: Path, masters: dict[int, Path]) -> None:
    home = province(tmp_path, [*roster(0, 1, 2), *offices(0, 1, 2)], masters, 0, 1)
    answer = merged(home, LAST)
    missing = [one for one in answer["findings"] if one["code"] == "missing" and one["unit"] == OFFICES[2]]
    assert len(missing) == 1 and "汇总表" in missing[0]["message"]
    late = [row for row in table(home, "报送情况") if row[0] in OFFICES]
    assert [row[1] for row in late[:3]] == ["迟", "迟", "×"]
    assert verb("remind", home, "--as-of", LAST)[0] == 0
    letters = [path.read_text("utf-8", "replace") for path in (home / "outbox/mail").glob("*.eml")]
    told = load_workbook(home / "outbox/2023-06/催报清单.xlsx").worksheets[0]
    said = " ".join(str(cell.value) for row in told.iter_rows() for cell in row)
    assert f"{OFFICES[2]}" in said and "汇总表" in said, letters


def test_the_units_of_an_office_are_added_up_under_it(tmp_path: Path, masters: dict[int, Path]) -> None:
    home = province(tmp_path, [*roster(0, 1), *offices(0, 1)], masters, 0, 1)
    merged(home, LAST)
    rows = table(home, "报送情况")
    first = next(place for place, row in enumerate(rows) if row[0].startswith("分汇总单位"))
    assert [row[0] for row in rows[first + 2 : first + 4]] == list(OFFICES[:2])


def test_a_later_master_counts_and_the_same_one_sent_twice_counts_once(
    tmp_path: Path, masters: dict[int, Path]
) -> None:
    home = province(tmp_path, roster(0, 1), masters, 0)
    first = merged(home, LAST)
    shutil.copyfile(masters[0], home / "inbox/又一份.xlsx")
    again = merged(home, "2023-06-28T10:00")
    assert again["obligations"] == first["obligations"]
    inside = [each["outcome"] for each in again["files"] if "!" in each["path"]]
    assert sorted(inside) == ["duplicate"] * 3 + ["merged"] * 3
    unit = units(0)[3]
    county = masters[0].parents[2]
    own_table(county / f"inbox/{unit}.xlsx", {1: FACT, 2: FACT, 3: FACT})
    merged(county, "2023-06-29T09:00")
    shutil.copyfile(county / MASTER, home / f"inbox/{OFFICES[0]}汇总表（补）.xlsx")
    last = merged(home, "2023-06-30T09:00")
    assert unit in first["units"]["missing"] and unit not in last["units"]["missing"]


def test_in_an_archive_and_known_from_before_it_says_the_same(tmp_path: Path, masters: dict[int, Path]) -> None:
    home = province(tmp_path, roster(0, 1), masters)
    with zipfile.ZipFile(home / "inbox/两县.zip", "w") as archive:
        for place, path in masters.items():
            archive.write(path, f"{OFFICES[place]}/汇总表.xlsx")
    cold = merged(home, LAST)
    outer = file(cold, "inbox/两县.zip")
    own = [each for each in cold["files"] if each["path"].startswith("inbox/两县.zip!") and each["kind"] == "master"]
    assert outer["cells"]["seen"] == sum(each["cells"]["seen"] for each in own)
    bytes_ = (home / MASTER).read_bytes()
    (home / MASTER).unlink()  # so that the run is done again, with what is known
    assert merged(home, LAST) == cold
    assert (home / MASTER).read_bytes() == bytes_


def test_an_office_nobody_knows_is_asked_and_its_answer_taken(tmp_path: Path, masters: dict[int, Path]) -> None:
    home = province(tmp_path, [*roster(0, 1, above=False), *offices(1)], masters, 0)
    answer = merged(home, LAST)
    asked = file(answer, f"inbox/{OFFICES[0]}汇总表.xlsx")
    assert asked["outcome"] == "set_aside" and OFFICES[0] in asked["reason"]
    # While it waits nobody is called missing: anything of anybody may be in it.
    assert answer["units"]["missing"] == [] and answer["obligations"]["missing"] == 0


def test_units_in_no_roster_here_are_told_and_their_words_listed(tmp_path: Path, masters: dict[int, Path]) -> None:
    home = province(tmp_path, roster(0)[:-1], masters, 0)
    answer = merged(home, LAST)
    told = [one["message"] for one in answer["findings"] if one["code"] == "remark"]
    assert any(units(0)[3] in one for one in told)
    assert file(answer, f"inbox/{OFFICES[0]}汇总表.xlsx")["outcome"] == "merged"


def test_what_waits_at_the_county_waits_here(tmp_path: Path) -> None:
    county = home_of(tmp_path / "county", OFFICES[0], roster(0))
    for when in (EARLY, LATE):
        received(county, [0], when)
    (county / f"inbox/{units(0)[3]}.xlsx").write_bytes(b"PK\x03\x04 half a workbook")
    below = merged(county, LAST)
    home = province(tmp_path, roster(0), {0: county / MASTER}, 0)
    above = merged(home, LAST)
    assert above["obligations"] == below["obligations"]
    assert above["obligations"]["pending"] > 0


def test_our_own_master_is_still_our_own(tmp_path: Path) -> None:
    home = home_of(tmp_path / "home", OFFICES[0], roster(0))
    for moment, name, put in returns(0):
        if moment == EARLY:
            put(home / "inbox" / name)
    merged(home, EARLY)
    shutil.copyfile(home / MASTER, home / "inbox/汇总表（改）.xlsx")
    answer = merged(home, LATE)
    assert file(answer, "inbox/汇总表（改）.xlsx")["unit"] == ""
    assert not [each for each in answer["files"] if "!" in each["path"]]


def test_check_tells_of_offices_nobody_knows_and_of_circles(tmp_path: Path) -> None:
    rows = [*roster(0), *offices(0, 1)]
    rows[1][3] = OFFICES[0].replace("卫生健康局", "卫健康局")
    rows[-2][3], rows[-1][3] = OFFICES[1], OFFICES[0]
    home = home_of(tmp_path / "home", ABOVE, rows)
    _, out, _ = verb("check", home, "--json")
    answer = json.loads(out)
    told = [one["message"] for one in answer["findings"] if one["code"] == "superior"]
    assert any("不在名册里，是不是" in one and OFFICES[0] in one for one in told)
    assert any("绕成了圈" in one for one in told)
    owes = {each["name"]: each["owes"] for each in answer["units"]}
    assert owes[OFFICES[0]]["deliverables"] == 1


def test_a_master_saved_by_another_program_sorted_and_mended_is_read_by_its_rows(
    tmp_path: Path, masters: dict[int, Path]
) -> None:
    home = province(tmp_path, roster(0), {}, *())
    book = load_workbook(masters[0])
    page = book["明细台账"]
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    text = lines[0].index(next(value for value in lines[0] if str(value).startswith("6月12日")))
    lines[0][text] = "6月30日县里改写：专题学习9次，参训400人"
    for row, values in enumerate(reversed(lines), 2):
        for column, value in enumerate(values, 1):
            page.cell(row, column).value = value
    page.cell(3, 8).comment = Comment("县里的批注", "县")
    book.save(home / f"inbox/{OFFICES[0]}汇总表.xlsx")
    answer = merged(home, LAST)
    made = file(answer, f"inbox/{OFFICES[0]}汇总表.xlsx")
    # The comment, and what the other sheet still says.
    assert (made["outcome"], made["cells"]["unplaced"]) == ("merged", 2)
    told = {(row[0], row[2]): row for row in table(home, "明细台账")}
    assert told[units(0)[0], "1"][7] == "6月30日县里改写：专题学习9次，参训400人"
    assert len({row[0] for row in table(home, "明细台账")}) == 5


def test_what_was_written_into_the_other_sheet_alone_is_listed(tmp_path: Path, masters: dict[int, Path]) -> None:
    home = province(tmp_path, roster(0), {}, *())
    book = load_workbook(masters[0])
    page = book["任务清单汇总"]
    spot = next(cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("6月12日"))
    spot.value = "6月29日县里写在别处：走访88户"
    book.save(home / f"inbox/{OFFICES[0]}汇总表.xlsx")
    answer = merged(home, LAST)
    assert file(answer, f"inbox/{OFFICES[0]}汇总表.xlsx")["cells"]["unplaced"] == 1
    assert next(one["place"] for one in answer["findings"] if one["code"] == "unplaced").endswith(spot.coordinate)


def test_a_master_without_its_table_of_rows_is_set_aside(tmp_path: Path, masters: dict[int, Path]) -> None:
    home = province(tmp_path, roster(0), {}, *())
    book = load_workbook(masters[0])
    book["明细台账"]["C1"].value = "号"
    book.save(home / f"inbox/{OFFICES[0]}汇总表.xlsx")
    answer = merged(home, LAST)
    made = file(answer, f"inbox/{OFFICES[0]}汇总表.xlsx")
    assert made["outcome"] == "set_aside" and "明细台账" in made["reason"]
    assert answer["units"]["missing"] == []


@pytest.mark.parametrize("name", ["上报稿.xlsx", "上报稿.docx"])
def test_the_paper_for_the_office_above_is_the_answer_of_the_office_itself(
    tmp_path: Path, masters: dict[int, Path], name: str
) -> None:
    rows = [*roster(0), [OFFICES[0], "", "卫生健康单位", "", "联络员90", "13900009000", ""]]
    home = province(tmp_path, rows, {}, *())
    shutil.copyfile(masters[0].parent / name, home / "inbox" / name)
    made = file(merged(home, LAST), f"inbox/{name}")
    assert (made["outcome"], made["kind"], made["unit"]) == ("merged", "tasks", OFFICES[0])
    assert made["cells"]["merged"] == 3 and made["cells"]["unplaced"] == 0


def test_a_master_of_a_county_to_which_nothing_came_is_taken_all_the_same(tmp_path: Path) -> None:
    county = home_of(tmp_path / "county", OFFICES[0], roster(0))
    below = merged(county, LAST)
    home = province(tmp_path, [*roster(0), *offices(0)], {0: county / MASTER}, 0)
    answer = merged(home, LAST)
    assert file(answer, f"inbox/{OFFICES[0]}汇总表.xlsx")["outcome"] == "merged"
    assert answer["obligations"]["missing"] == below["obligations"]["missing"] > 0
    assert answer["obligations"]["late"] == 1  # the master itself
