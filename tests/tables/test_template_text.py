"""The office's logo, seal and comments come back with every form and are nobody's answer or evidence."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from made_workbooks import converted, picture
from offices import FACT, UNITS, answered, form, merged, office
from tasklist.model.book import Book, Grid, Picture
from tasklist.tables.template_text import Furniture, gathered

LOGO, OWN = picture(30), picture(90)
HINT = "请写清时间、事项和数量"
SOFFICE = shutil.which("soffice")

SAID = 2  # the fact, and the contact that fill wrote beside it


def show(page: Worksheet, data: bytes, cell: str) -> None:
    image = Image(io.BytesIO(data))
    image.anchor = cell
    page.add_image(image)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    path = made / "templates/任务清单.xlsx"
    book = load_workbook(path)
    page = book.worksheets[0]
    show(page, LOGO, "A1")
    page["G3"].comment = Comment(HINT, "委办公室")
    book.save(path)
    return made


def told(answer: Any) -> list[tuple[str, int, int]]:
    return [(each["outcome"], each["cells"]["merged"], each["cells"]["unplaced"]) for each in answer["files"]]


def test_a_template_with_logo_and_comment_leaves_nothing_unplaced(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    page = load_workbook(path).worksheets[0]
    assert page._images, "the form carries the logo"
    answer: Any = merged(home)
    assert told(answer) == [("merged", SAID, 0)]
    assert not (home / "outbox/2023-06/材料").exists(), "the logo is nobody's evidence"
    assert {one["code"] for one in answer["findings"]} & {"unplaced", "no_text"} == set()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_however_the_form_is_saved_the_logo_stays_the_templates(home: Path, tmp_path: Path, ending: str) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    saved = converted(str(SOFFICE), path.read_bytes(), ending, tmp_path)
    path.unlink()
    path.with_suffix(f".{ending}").write_bytes(saved)
    assert told(merged(home)) == [("merged", SAID, 0)]


def test_a_units_own_picture_and_comment_are_listed_and_kept(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    book = load_workbook(path)
    page = book.worksheets[0]
    show(page, OWN, "A1")
    page["H4"].comment = Comment("请协调设备一台", "联络员01")
    book.save(path)
    answer: Any = merged(home)
    assert told(answer) == [("merged", SAID, 2)]
    kept = [each.read_bytes() for each in (home / "outbox/2023-06/材料").rglob("*.png")]
    assert kept == [OWN]


def test_a_logo_or_a_hint_on_a_blank_answer_does_not_stand_for_one(home: Path) -> None:
    path = form(home, UNITS[0])
    book = load_workbook(path)
    page = book.worksheets[0]
    row = next(row for row in range(1, 20) if str(page.cell(row, 1).value) == "1")
    column = next(cell.column for cell in page[row - 1] if "进展" in str(cell.value))
    at = page.cell(row, column)
    show(page, LOGO, at.coordinate)
    at.comment = Comment(f"委办公室:\n{HINT}", "委办公室")
    book.save(home / "inbox" / path.name)
    answer: Any = merged(home)
    said = {one["task"]: one["code"] for one in answer["findings"] if one["unit"] == UNITS[0]}
    assert said[1] == "blank"


def test_a_comment_with_words_before_or_behind_the_templates_is_the_units() -> None:
    furniture = gathered([Book("xlsx", (Grid("表", {}, notes={(1, 1): HINT}),))])
    assert furniture.notes_say(HINT) and furniture.notes_say(f"委办公室:\n{HINT}")
    assert not furniture.notes_say(f"{HINT}\n联络员01：本月没有")
    assert not furniture.notes_say(f"这条不清楚\n{HINT}")


def test_texts_of_signs_alone_are_told_apart() -> None:
    furniture = gathered([Book("xlsx", (Grid("表", {(1, 1): "——", (2, 1): "备注"}, floating=("监制",)),))])
    assert furniture.says("——") and furniture.says("监制") and not furniture.says("√")


def test_a_picture_is_known_by_its_content_alone() -> None:
    furniture = Furniture(pictures=frozenset([Picture("", LOGO).sha256]))
    assert furniture.shows(Picture("any.png", LOGO, (9, 9)))
    assert not furniture.shows(Picture("image1.png", OWN, (1, 1)))
