"""Pictures in a form: whatever sheet or row they stand in, a person may say which task they are the evidence of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.drawing.image import Image as Shown
from PIL import Image

from offices import UNITS, answered, merged, office, verb
from todo_book import offered, open_rows, say, todo, told

FIRST = UNITS[0]
WHEN = "2023-06-20T09:00"
ASKED = "没有归位的内容"
CABINET = "outbox/2023-06/材料"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def with_pictures(home: Path, *anchors: str, shade: int = 0) -> None:
    """The form of a unit that answered everything, with a picture in each of these cells."""
    path = answered(home, FIRST, {task: f"6月{task}日组织专题学习1次，参训{task}5人" for task in (1, 2, 3)})
    book = load_workbook(path)
    page = next(each for each in book.worksheets if each.sheet_state == "visible")
    for number, anchor in enumerate(anchors):
        source = home / f"{number}.png"
        Image.new("RGB", (64, 48), (number * 40, 90, shade)).save(source)
        page.add_image(Shown(str(source)), anchor)
    book.save(path)


def filed(home: Path) -> list[str]:
    """The folders of the cabinet in which pictures lie."""
    return [path.parent.relative_to(home / CABINET).as_posix() for path in sorted((home / CABINET).rglob("*.png"))]


def test_pictures_that_stand_anywhere_are_evidence_of_the_task_a_person_says(home: Path) -> None:
    with_pictures(home, "B12", "L20")
    merged(home, WHEN)
    assert open_rows(home) == [ASKED] and filed(home) == [FIRST] * 2
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    say(home, ASKED, "2")
    answer: Any = merged(home, WHEN)
    assert not open_rows(home) and filed(home) == [f"{FIRST}/任务2"] * 2
    assert answer["files"][0]["cells"]["unplaced"] == 0
    assert "已作为佐证材料存进“材料”文件夹（任务2）" in told(home, "待办与决定")
    assert "的佐证材料”" in verb("why", home, FIRST, "2", "--as-of", WHEN)[1]
    say(home, ASKED, "")
    merged(home, WHEN)
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before and filed(home) == [FIRST] * 2


def test_pictures_in_the_rows_of_tasks_are_offered_to_these_first(home: Path) -> None:
    with_pictures(home, "I4", "I6", "B12")
    merged(home, WHEN)
    rows = [row["可能是"] for row in todo(home)]
    assert sorted(rows) == ["", "按所在的行作为各项任务的佐证材料"] and set(rows) - {""} <= set(offered(home))
    say(home, ASKED, "按所在的行作为各项任务的佐证材料", "任务1、任务3")
    merged(home, WHEN)
    assert open_rows(home) == [ASKED] and filed(home) == [FIRST, f"{FIRST}/任务1", f"{FIRST}/任务3"]


def test_the_answer_about_one_picture_is_none_about_another_of_its_name(home: Path) -> None:
    with_pictures(home, "B12")
    merged(home, WHEN)
    say(home, ASKED, "不采用")
    merged(home, WHEN)
    assert not open_rows(home)
    with_pictures(home, "B12", shade=200)
    merged(home, "2023-06-21T09:00")
    assert open_rows(home) == [ASKED]
