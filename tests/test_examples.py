"""Whole examples, from the files as they came to what a clerk reads, compared with what was found right."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import golden
from golden import CASES, Case, Run
from tasklist.model.book import Book
from tasklist.readers import registry

sys.path.insert(0, str(golden.EXAMPLES))

BY_NAME = {case.name: case for case in CASES}


@pytest.fixture(scope="module", params=sorted(BY_NAME))
def played(request: pytest.FixtureRequest, example: Callable[[Case], Run]) -> tuple[Case, Run]:
    case = BY_NAME[request.param]
    return case, example(case)


def test_an_example_comes_to_what_is_written_down(played: tuple[Case, Run]) -> None:
    case, run = played
    expected = {path.name: path.read_text("utf-8") for path in (case.folder / "expected").iterdir()}
    assert sorted(run.texts) == sorted(expected), "regenerate with: python tests/golden.py"
    for name, text in run.texts.items():
        assert text == expected[name], (
            f"{case.name}/expected/{name}: look at the difference, then python tests/golden.py"
        )


def test_every_cell_of_every_file_ends_in_exactly_one_place(played: tuple[Case, Run]) -> None:
    for answer in played[1].answers:
        for each in answer["files"]:
            cells = dict(each["cells"])
            assert cells.pop("seen") == sum(cells.values()), each["path"]


def test_an_archive_carries_the_sums_of_its_members(played: tuple[Case, Run]) -> None:
    files = {each["path"]: each for each in played[1].answers[-1]["files"]}
    for path, each in files.items():
        inside = [one["cells"] for name, one in files.items() if name.rpartition("!")[0] == path]
        if inside:
            assert each["cells"] == {key: sum(cells[key] for cells in inside) for key in each["cells"]}


def test_obligations_fall_into_exactly_one_status_each(played: tuple[Case, Run]) -> None:
    for answer in played[1].answers:
        counts: dict[str, int] = dict(answer["obligations"])
        assert counts.pop("expected") == sum(counts.values())


def test_every_file_that_arrived_is_accounted_for(played: tuple[Case, Run]) -> None:
    case, run = played
    came = {
        f"inbox/{path.relative_to(wave).as_posix()}"
        for _, wave in golden.waves(case)
        for path in wave.rglob("*")
        if path.is_file()
    }
    assert {each["path"] for each in run.answers[-1]["files"] if "!" not in each["path"]} == came


def test_no_verb_changed_a_file_that_was_put_in(played: tuple[Case, Run]) -> None:
    case, run = played
    for _, wave in golden.waves(case):
        for source in (path for path in wave.rglob("*") if path.is_file()):
            assert _digest(run.home / "inbox" / source.relative_to(wave)) == _digest(source)
    for name in (path.name for path in (case.folder / "templates").iterdir()):
        assert _digest(run.home / "templates" / name) == _digest(case.folder / "templates" / name)


@pytest.mark.parametrize("played", ["demo-2023"], indirect=True)
def test_the_units_of_the_demo_meet_the_fates_written_for_them(played: tuple[Case, Run]) -> None:
    answer = played[1].answers[0]
    of_may = [each for each in answer["files"] if each["path"].startswith("inbox/2023-05/")]
    of_june = [each for each in answer["files"] if each not in of_may and "!" not in each["path"]]
    assert Counter(each["outcome"] for each in of_may) == {"merged": 13}
    assert Counter(each["outcome"] for each in of_june) == {
        "merged": 14, "superseded": 1, "duplicate": 1, "set_aside": 2, "ignored": 1,
    }  # fmt: skip
    found = {(one["unit"], one["task"], one["code"]) for one in answer["findings"]}
    staff = "乌审旗卫生健康委员会人事股"
    assert {(staff, 5, "blank"), (staff, 6, "placeholder"), (staff, 9, "placeholder"), (staff, 12, "blank")} <= found
    assert ("无定河镇中心卫生院", None, "own_task") in found
    copied = [one for one in answer["findings"] if "与上期所填相同" in one["message"]]
    assert [(one["unit"], one["task"]) for one in copied] == [("嘎鲁图镇中心卫生院", 4), ("嘎鲁图镇中心卫生院", 9)]
    assert answer["units"]["missing"] == [
        "乌审旗卫生健康委员会蒙中医药股",
        "乌审旗卫生健康委员会疾病预防控制股",
        "无定河镇中心卫生院纳林河分院",
    ]
    assert answer["obligations"]["late"] + answer["obligations"]["nil"] >= 14


# --- the shipped files are what their makers make ------------------------------------------------


def shipped(name: str) -> dict[str, bytes]:
    folder = golden.EXAMPLES / name / "arrivals"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same(one: bytes, other: bytes, name: str) -> bool:
    """The same bytes, or (with another release of the library that wrote it) the same sheets."""
    return one == other or _said(one, name) == _said(other, name) != []


def _said(data: bytes, name: str) -> list[Any]:
    book = registry.read(data, name)
    if not isinstance(book, Book):
        return []
    return [book.modified, *book.grids, *(_said(member, inner) for inner, member in book.members)]


def test_the_returns_of_nation_2022_are_what_the_maker_makes() -> None:
    import make_nation

    made = make_nation.arrivals()
    there = shipped("nation-2022")
    assert sorted(made) == sorted(there), "run: python tests/examples/make_nation.py"
    assert [name for name in made if not same(made[name], there[name], name)] == []


def test_the_returns_of_demo_2023_are_what_the_maker_makes() -> None:
    import make_demo

    made = make_demo.arrivals()
    there = shipped("demo-2023")
    assert sorted([*made, *make_demo.BY_LIBREOFFICE]) == sorted(there), "run: python tests/examples/make_demo.py"
    assert [name for name in made if not same(made[name], there[name], name)] == []


def test_what_libreoffice_saved_says_what_it_was_given() -> None:
    import make_demo

    there = shipped("demo-2023")
    for name, source in make_demo.BY_LIBREOFFICE.items():
        given, saved = registry.read(source(), "a.xlsx"), registry.read(there[name], name)
        assert isinstance(given, Book) and isinstance(saved, Book)
        calculated = {(grid.sheet, cell) for grid in given.grids for cell in grid.broken}  # by LibreOffice alone
        assert {grid.sheet: dict(grid.cells) for grid in given.grids} == {
            grid.sheet: {cell: text for cell, text in grid.cells.items() if (grid.sheet, cell) not in calculated}
            for grid in saved.grids
        }
        assert {cell for _, cell in calculated} == {(2, 9)}, "the count above the table"


def test_the_templates_of_the_demo_are_those_of_the_top_level() -> None:
    for name in ("单位名册.xlsx", "任务清单.xlsx"):
        assert same(
            *(
                (folder / "templates" / name).read_bytes()
                for folder in (golden.EXAMPLES / "demo-2023", golden.HERE.parent)
            ),
            name,
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
