"""What a clerk writes in 上报稿 stands while its sources do, is told when they change, and is never overwritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from offices import UNITS, answered, office, verb
from todo_book import open_rows, say

FIRST, LATER, LAST = "2023-06-20T09:00", "2023-06-21T09:00", "2023-06-22T09:00"
FOLDER = Path("outbox/2023-06")
EXCEL, WORD = FOLDER / "上报稿.xlsx", FOLDER / "上报稿.docx"
PROGRESS, ROW = 8, 4  # column H, the row of task 1


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office with one answer, merged once."""
    made = office(tmp_path)
    answered(made, UNITS[0], {1: "6月12日组织专题学习1次，参训45人。"})
    merge(made, FIRST)
    return made


def merge(home: Path, as_of: str) -> list[dict[str, Any]]:
    """The findings about 上报稿 of a merge."""
    _, out, err = verb("merge", home, "--as-of", as_of, "--period", "2023-06", "--json")
    assert out, err
    return [one for one in json.loads(out)["findings"] if "upward" in one["code"]]


def cell(home: Path, row: int = ROW) -> str:
    book = openpyxl.load_workbook(home / EXCEL)
    return str(book["上报稿"].cell(row, PROGRESS).value)


def write(home: Path, text: str, row: int = ROW) -> None:
    book = openpyxl.load_workbook(home / EXCEL)
    book["上报稿"].cell(row, PROGRESS).value = text
    book.save(home / EXCEL)


def write_word(home: Path, text: str) -> None:
    document = docx.Document(str(home / WORD))
    document.tables[0].rows[1].cells[7].text = text
    document.save(str(home / WORD))


def in_word(home: Path) -> str:
    return str(docx.Document(str(home / WORD)).tables[0].rows[1].cells[7].text)


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in found]


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / FOLDER).iterdir() if "人工修改" in path.name)


def test_an_edited_paper_is_kept_beside_and_its_words_stand_in_both_files(home: Path) -> None:
    write(home, "经办人写的话。")
    assert codes(merge(home, LATER)) == ["changed_upward"]
    assert kept(home) == ["上报稿（人工修改20230621-0900）.xlsx"]
    assert cell(home) == in_word(home) == "经办人写的话。"
    assert merge(home, LAST) == [] and cell(home) == "经办人写的话。"


def test_an_edited_word_document_counts_as_well(home: Path) -> None:
    write_word(home, "Word 里写的话。")
    assert codes(merge(home, LATER)) == ["changed_upward"]
    assert cell(home) == in_word(home) == "Word 里写的话。"


def test_when_the_sources_change_both_texts_are_told_side_by_side(home: Path) -> None:
    write(home, "经办人写的话。")
    merge(home, LATER)
    answered(home, UNITS[1], {1: "6月15日印发《学习方案》。"})
    (told,) = merge(home, LAST)
    assert told["code"] == "upward_overtaken" and told["task"] == 1
    assert "经办人写的话" in told["message"] and "责任单位5家，已报2家" in told["message"]
    assert "印发《学习方案》" in cell(home)
    sheet = openpyxl.load_workbook(home / EXCEL)["人工改动"]
    assert "经办人写的话。" in {str(row[2].value) for row in sheet.iter_rows()}


def test_writing_it_again_or_saving_without_a_change_settles_it(home: Path) -> None:
    write(home, "经办人写的话。")
    merge(home, LATER)
    answered(home, UNITS[1], {1: "6月15日印发《学习方案》。"})
    merge(home, LAST)
    write(home, "经办人看过以后写的话。")
    assert codes(merge(home, LAST)) == ["changed_upward"] and cell(home) == "经办人看过以后写的话。"
    answered(home, UNITS[2], {1: "6月16日义诊1场。"})
    assert codes(merge(home, "2023-06-23T09:00")) == ["upward_overtaken"]
    write(home, "另一项的话。", ROW + 1)  # saved with the new text of task 1 in view, and left as it is
    assert codes(merge(home, "2023-06-24T09:00")) == ["changed_upward"]
    assert "义诊1场" in cell(home) and cell(home, ROW + 1) == "另一项的话。"


def test_a_further_edit_leaves_the_former_ones_standing(home: Path) -> None:
    write(home, "第一项的话。")
    merge(home, LATER)
    write(home, "第二项的话。", ROW + 1)
    merge(home, LAST)
    assert (cell(home), cell(home, ROW + 1)) == ("第一项的话。", "第二项的话。")


def test_an_old_copy_saved_over_a_newer_one_is_no_edit_of_what_it_left_alone(home: Path) -> None:
    old = openpyxl.load_workbook(home / EXCEL)
    answered(home, UNITS[1], {1: "6月15日印发《学习方案》。", 2: "6月16日义诊1场。"})
    merge(home, LATER)
    old["上报稿"].cell(ROW, PROGRESS + 2).value = "备注里写的话。"
    old.save(home / EXCEL)
    assert codes(merge(home, LAST)) == ["changed_upward"]
    assert "印发《学习方案》" in cell(home) and "义诊1场" in cell(home, ROW + 1)
    assert openpyxl.load_workbook(home / EXCEL)["上报稿"].cell(ROW, PROGRESS + 2).value == "备注里写的话。"


def test_two_files_that_say_different_things_are_told_and_neither_is_taken(home: Path) -> None:
    before = cell(home)
    write(home, "Excel 里写的话。")
    write_word(home, "Word 里写的话。")
    told = merge(home, LATER)
    assert codes(told) == ["changed_upward", "upward_disputed", "changed_upward"]
    assert cell(home) == in_word(home) == before and len(kept(home)) == 2


@pytest.mark.parametrize(("answer", "stands"), [("用改过的", "经办人写的话。"), ("用新汇总的", "")])
def test_which_text_is_used_may_be_answered_in_the_workbook_of_questions(home: Path, answer: str, stands: str) -> None:
    write(home, "经办人写的话。")
    merge(home, LATER)
    answered(home, UNITS[1], {1: "6月14日走访企业12家。"})
    assert "upward_overtaken" in codes(merge(home, LAST))
    drawn = cell(home)
    say(home, "上报稿用哪一稿", answer)
    assert merge(home, "2023-06-23T09:00") == []
    assert cell(home) == in_word(home) == (stands or drawn)
    say(home, "上报稿用哪一稿", "")
    assert codes(merge(home, "2023-06-24T09:00")) == ["upward_overtaken"]
    assert cell(home) == drawn


def test_a_dispute_stays_asked_until_it_is_answered(home: Path) -> None:
    write(home, "一种说法。")
    write_word(home, "另一种说法。")
    merge(home, LATER)
    merge(home, LAST)
    say(home, "上报稿用哪一稿", "用 Word 里的")
    assert merge(home, "2023-06-23T09:00") == []
    assert cell(home) == in_word(home) == "另一种说法。"
    assert "上报稿用哪一稿" not in open_rows(home)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    made = office(tmp_path)
    verb("merge", made, "--as-of", FIRST, "--dry-run")
    assert not (made / EXCEL).exists() and not (made / WORD).exists()


def test_why_answers_for_the_paper(home: Path) -> None:
    code, out, _ = verb("why", home, "上报稿", "1", "--as-of", FIRST, "--period", "2023-06")
    assert code == 0 and "已报1家" in out
    assert f"← {UNITS[0]}　inbox/" in out and "!H" in out
    _, out, _ = verb("why", home, "上报稿", "1", "--as-of", FIRST, "--period", "2023-06", "--json")
    answer = json.loads(out)
    assert answer["text"]["progress"] == cell(home)
    assert all(one["sources"] or "0家" in one["text"] for one in answer["passages"])


def test_the_length_and_the_offices_contact_are_taken_from_the_config(tmp_path: Path) -> None:
    made = office(tmp_path)
    config = (made / "config.yaml").read_text("utf-8")
    (made / "config.yaml").write_text(f"{config}upward: {{length: 100, contact: 张三 123}}\n", "utf-8")
    answered(made, UNITS[0], {1: "".join(f"6月{day}日组织第{day}次学习，参训{day}人。" for day in range(1, 20))})
    merge(made, FIRST)
    assert len(cell(made)) <= 100 and "限于篇幅未列" in cell(made)
    assert openpyxl.load_workbook(made / EXCEL)["上报稿"].cell(ROW, PROGRESS + 1).value == "张三 123"
