"""A workbook of several units' sheets: one that does not say whose it is is asked about, and never its neighbour's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from offices import UNITS, merged, office, task_list, verb
from tasklist.config.task_list import HEADINGS
from todo_book import offered, open_rows, say, shown, todo

FIRST, SECOND, THIRD = UNITS[:3]
WHEN = "2023-06-27T09:00"
ASKED, APART = "是哪个单位的", "按表里写的单位分开"
ASKED_OF_ONE = "这张表是哪个单位的"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def text(seq: int, place: int) -> str:
    return f"6月{seq}日组织学习{seq}次，参训{seq}{place}人"


def gathered(home: Path, *sheets: str, tasks: Sequence[Sequence[int]] = (), alike: bool = False) -> None:
    """A workbook of these sheets, each with answers of its own or all `alike`, to all tasks or those given for it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for place, name in enumerate(sheets):
        page = book.create_sheet(name)
        page.append(list(HEADINGS))
        for task in task_list().tasks:
            if not tasks or task.seq in tasks[place]:
                official = (task.theme, task.detail, task.lead, task.responsible, task.deadline.text)
                page.append([str(task.seq), *official, text(task.seq, 0 if alike else place), "", ""])
    book.save(home / "inbox/六月.xlsx")


def states(home: Path, unit: str) -> set[str]:
    return {state for state, _ in shown(home, unit).values()}


def test_sheets_called_by_short_names_are_asked_about_and_taken_apart_by_one_answer(home: Path) -> None:
    gathered(home, FIRST, "蒙医", "图克")
    merged(home, WHEN)
    (row,) = todo(home)
    assert row["事项"] == ASKED and row["可能是"] == f"{SECOND}、{THIRD}、{FIRST}" and APART in offered(home)
    assert [states(home, unit) for unit in (FIRST, SECOND, THIRD)] == [{"待核对"}] * 3
    _, told, _ = verb("remind", home, "--as-of", WHEN, "--dry-run")
    assert f"先不催的 3 家，待处理的文件里可能有它们的：{FIRST}、{SECOND}、{THIRD}" in told
    say(home, ASKED, APART)
    merged(home, WHEN)
    assert not open_rows(home)
    for place, unit in enumerate((FIRST, SECOND, THIRD)):
        assert shown(home, unit)[2] == ("迟报", text(2, place))
    assert "六月.xlsx!图克!G3" in verb("why", home, THIRD, "2", "--as-of", WHEN)[1]


@pytest.mark.parametrize("name", ["嘎鲁图", "东区分队"])
def test_a_sheet_called_like_nobody_is_asked_about_beside_one_that_names_a_unit(home: Path, name: str) -> None:
    gathered(home, FIRST, name)
    merged(home, WHEN)
    assert open_rows(home) == [ASKED_OF_ONE] and states(home, FIRST) == {"待核对"}
    say(home, ASKED_OF_ONE, THIRD)
    merged(home, WHEN)
    assert not open_rows(home) and [shown(home, unit)[1][1] for unit in (FIRST, THIRD)] == [text(1, 0), text(1, 1)]


@pytest.mark.parametrize("name", ["Sheet2", "6月", "任务清单", "第2页", "汇总表（定稿）", "人民医院填报表"])
def test_a_sheet_called_after_its_place_its_month_or_its_unit_goes_with_the_other(home: Path, name: str) -> None:
    gathered(home, FIRST, name, alike=True)
    answer = merged(home, WHEN)
    assert [one["unit"] for one in answer["files"]] == [FIRST]  # type: ignore[attr-defined]
    assert states(home, FIRST) == {"迟报"}


def test_copies_of_one_sheet_called_after_branches_are_each_asked_about_and_nobody_is_reminded(home: Path) -> None:
    gathered(home, FIRST, SECOND, THIRD)
    book = load_workbook(home / "inbox/六月.xlsx")
    for page in book.worksheets:
        page.insert_rows(1)
        page["A1"] = f"填报单位：{FIRST}"
    book.save(home / "inbox/六月.xlsx")
    answer = merged(home, WHEN)
    assert open_rows(home) == [ASKED_OF_ONE] * 2
    assert not {FIRST, SECOND, THIRD} & {*answer["units"]["missing"]}  # type: ignore[index]
    for unit in (SECOND, THIRD):
        say(home, ASKED_OF_ONE, unit, f"“{unit}”")
    merged(home, WHEN)
    assert not open_rows(home)
    for place, unit in enumerate((FIRST, SECOND, THIRD)):
        assert shown(home, unit)[2] == ("迟报", text(2, place))


def test_what_answers_other_tasks_goes_on_with_its_neighbour_whatever_it_is_called(home: Path) -> None:
    gathered(home, FIRST, "蒙医", tasks=((1, 2), (3,)))
    merged(home, WHEN)
    assert shown(home, FIRST)[3] == ("迟报", text(3, 1))


@pytest.mark.parametrize(("second", "rows"), [(THIRD, [ASKED_OF_ONE]), ("图克", [ASKED, ASKED_OF_ONE])])
def test_a_sheet_without_a_name_beside_two_units_is_left_out_when_a_person_says_so(
    home: Path, second: str, rows: list[str]
) -> None:
    gathered(home, FIRST, second, "Sheet3")
    merged(home, WHEN)
    assert open_rows(home) == rows and {*states(home, FIRST), *states(home, THIRD)} == {"待核对"}
    for asked in rows:
        say(home, asked, APART if asked == ASKED else "不采用")
    merged(home, WHEN)
    assert [shown(home, unit)[1][1] for unit in (FIRST, THIRD)] == [text(1, 0), text(1, 1)]
    assert not open_rows(home)


def test_what_nobody_says_of_it_when_the_others_are_taken_apart_still_waits(home: Path) -> None:
    gathered(home, FIRST, "图克", "Sheet3")
    merged(home, WHEN)
    say(home, ASKED, APART)
    merged(home, WHEN)
    assert any("“Sheet3”没有写是哪个单位的" in row["看到的情况"] for row in todo(home) if not row["决定"])


def test_of_two_named_sheets_and_one_without_a_name_the_answer_is_about_that(home: Path) -> None:
    gathered(home, FIRST, THIRD, "Sheet3")
    merged(home, WHEN)
    say(home, ASKED_OF_ONE, SECOND)
    merged(home, WHEN)
    assert not open_rows(home)
    assert [shown(home, unit)[1][1] for unit in (FIRST, THIRD, SECOND)] == [text(1, place) for place in range(3)]


def test_each_of_several_sheets_like_nobodys_is_asked_by_itself_and_may_be_anybodys(home: Path) -> None:
    gathered(home, FIRST, "康复中心", "疗养中心", THIRD)
    merged(home, WHEN)
    assert open_rows(home) == [ASKED_OF_ONE] * 2
    assert all(states(home, unit) == {"待核对"} for unit in UNITS)
    say(home, ASKED_OF_ONE, SECOND, "康复中心")
    merged(home, WHEN)
    assert open_rows(home) == [ASKED_OF_ONE]
    say(home, ASKED_OF_ONE, "不采用", "疗养中心")
    merged(home, WHEN)
    assert not open_rows(home)
    assert [shown(home, unit)[1][1] for unit in (FIRST, SECOND, THIRD)] == [text(1, 0), text(1, 1), text(1, 3)]
    assert states(home, UNITS[4]) == {"未报"}
    say(home, ASKED_OF_ONE, "", "康复中心")
    merged(home, WHEN)
    assert open_rows(home) == [ASKED_OF_ONE]


def test_beside_sheets_called_by_short_names_one_like_nobodys_has_a_row_of_its_own(home: Path) -> None:
    gathered(home, FIRST, "蒙医", "康复中心", THIRD)
    merged(home, WHEN)
    assert open_rows(home) == [ASKED, ASKED_OF_ONE]
    say(home, ASKED_OF_ONE, UNITS[4])
    say(home, ASKED, APART)
    merged(home, WHEN)
    assert [shown(home, unit)[1][1] for unit in (SECOND, UNITS[4])] == [text(1, 1), text(1, 2)]


def test_sheets_called_by_short_names_of_the_files_own_house_are_never_all_its_own(home: Path) -> None:
    gathered(home, "院本部", "呼吉尔特", tasks=((1, 2), (3,)))
    (home / "inbox/六月.xlsx").rename(home / f"inbox/{THIRD}6月.xlsx")
    merged(home, WHEN)
    assert open_rows(home)[:1] == [ASKED] and APART in offered(home)
    say(home, ASKED, APART)
    merged(home, WHEN)
    assert not open_rows(home)
    assert [shown(home, unit)[3 if place else 1][1] for place, unit in enumerate((THIRD, UNITS[3]))] == [
        text(1, 0),
        text(3, 1),
    ]


def test_a_sheet_of_a_branch_beside_the_files_own_is_taken_apart_by_one_answer(home: Path) -> None:
    gathered(home, THIRD, UNITS[3])
    (home / "inbox/六月.xlsx").rename(home / f"inbox/{THIRD}6月.xlsx")
    merged(home, WHEN)
    assert open_rows(home) == [ASKED] and APART in offered(home)
    say(home, ASKED, APART)
    merged(home, WHEN)
    assert not open_rows(home)
    assert [shown(home, unit)[1][1] for unit in (THIRD, UNITS[3])] == [text(1, 0), text(1, 1)]
