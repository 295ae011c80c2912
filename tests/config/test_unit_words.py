"""责任单位 words that reach nobody: asked once, offered in the roster, answered by ticks."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from offices import ROSTER, UNITS, office, sheet, task_list, verb
from tasklist.config import roster
from tasklist.plan.responsible import responsible
from tasklist.tables.unit_words import ANSWERS, TICK, UNSURE


def home(tmp_path: Path) -> Path:
    """A campaign whose sections have no group: 委机关各股室 reaches nobody."""
    rows = [[*row[:2], "" if row[0] == UNITS[4] else row[2], *row[3:]] for row in ROSTER]
    rows[0] = list(ROSTER[0])
    return office(tmp_path / "home", roster=rows)


def tick(path: Path, marks: dict[str, str]) -> None:
    book = load_workbook(path)
    page = book[ANSWERS]
    for row in page.iter_rows(min_row=4):
        row[1].value = marks.get(str(row[0].value))
    book.save(path)


def test_one_cause_is_told_once_with_the_tasks_it_stands_in(tmp_path: Path) -> None:
    _, out, _ = verb("check", home(tmp_path))
    assert out.count("没有落到任何单位") == 1
    assert "任务1、3责任单位里的“委机关各股室”没有落到任何单位" in out


def test_the_words_are_offered_in_the_roster_and_a_tick_answers_them(tmp_path: Path) -> None:
    here = home(tmp_path)
    path = here / "templates/单位名册.xlsx"
    code, out, _ = verb("check", here, "--ask")
    assert (code, ANSWERS in out) == (1, True)
    page = load_workbook(path)[ANSWERS]
    assert (page["B2"].value, page["B3"].value) == ("委机关各股室", "任务1、3")
    assert [page.cell(row, 1).value for row in range(4, 9)] == list(UNITS)
    tick(path, {UNITS[4]: TICK})
    _, out, _ = verb("check", here)
    assert "没有落到任何单位" not in out
    reach = responsible.expand(task_list().tasks[0].responsible, roster.load(path))
    assert dict(reach.units)[UNITS[4]] == "委机关各股室"


def test_what_the_program_proposes_does_not_count_until_a_person_ticks_it(tmp_path: Path) -> None:
    here = office(tmp_path / "home", roster=[*ROSTER[:-1], [*ROSTER[-1][:2], "委机关内设机构", *ROSTER[-1][3:]]])
    path = here / "templates/单位名册.xlsx"
    before = roster.load(path)
    verb("check", here, "--ask")
    marks = {str(row[0].value): row[1].value for row in load_workbook(path)[ANSWERS].iter_rows(min_row=4)}
    assert marks[UNITS[4]] == UNSURE
    assert roster.load(path).answers == before.answers == {}


def test_answers_given_stay_when_more_is_asked(tmp_path: Path) -> None:
    here = home(tmp_path)
    path = here / "templates/单位名册.xlsx"
    verb("check", here, "--ask")
    tick(path, {UNITS[4]: TICK})
    book = load_workbook(path)
    book.worksheets[0].append(["新设科室", "", "", "", "", "", "", "", ""])
    book.save(path)
    assert "没有要在名册里打勾回答的" in verb("check", here, "--ask")[1]
    assert roster.load(path).answers == {"委机关各股室": (UNITS[4],)}


def test_a_tick_for_a_unit_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    here = home(tmp_path)
    path = here / "templates/单位名册.xlsx"
    verb("check", here, "--ask")
    tick(path, {UNITS[4]: TICK})
    book = load_workbook(path)
    book.worksheets[0].delete_rows(6)
    book.save(path)
    code, _, err = verb("check", here)
    assert (code, UNITS[4] in err, "名册里没有这个单位" in err) == (2, True, True)


def test_the_sheet_is_no_roster(tmp_path: Path) -> None:
    rows = [["单位", "委机关各股室"], ["某院", "√"]]
    path = sheet(tmp_path / "单位名册.xlsx", ROSTER)
    book = load_workbook(path)
    page = book.create_sheet(ANSWERS, 0)
    for row in rows:
        page.append(row)
    page["A2"] = UNITS[0]
    book.save(path)
    assert len(roster.load(path).units) == len(UNITS)
