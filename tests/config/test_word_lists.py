"""The clerk's word list: a word added or removed changes the verdict, a decision on a text is remembered."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from tasklist.config.word_lists import CATEGORIES, HEADINGS, load, rows
from tasklist.model.errors import UserError
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.word_lists import DEFAULT_WORDS


def workbook(tmp_path: Path, *lines: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    book = Workbook()
    book.active.append(["进展文字核查词表"])
    book.active.append(list(headings))
    for line in lines:
        book.active.append(list(line))
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "词表.xlsx"
    path.write_bytes(out.getvalue())
    return path


def test_an_added_placeholder_makes_the_cell_blank(tmp_path: Path) -> None:
    words = load(workbook(tmp_path, ("占位词", "本栏免填", "加入")))
    assert judge("本栏免填", Surroundings(words=words)).blank
    assert not judge("本栏免填", Surroundings()).blank


def test_a_removed_placeholder_no_longer_does(tmp_path: Path) -> None:
    words = load(workbook(tmp_path, ("占位词", "暂无", "去掉", "我们允许")))
    assert not judge("暂无", Surroundings(words=words)).blank


def test_an_added_act_is_evidence_of_fact(tmp_path: Path) -> None:
    words = load(workbook(tmp_path, ("事项动词", "下沉")))
    assert judge("积极下沉", Surroundings()).doubtful
    assert judge("干部下沉", Surroundings(words=words)).code == "ok"


def test_a_decision_on_a_whole_text_is_remembered_whatever_its_spaces(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("认可文本", "按要求推进，成效显著", ""), ("不认可文本", "今年完成了3件大事", "加入"))
    words = load(path)
    assert judge("按要求推进 ,成效显著。", Surroundings(words=words)).code == "ok"
    verdict = judge("今年完成了３件大事", Surroundings(words=words))
    assert verdict.blank
    assert "经办人" in verdict.reason


def test_an_empty_list_is_the_default(tmp_path: Path) -> None:
    assert load(workbook(tmp_path)) == DEFAULT_WORDS


def test_the_shipped_rows_read_back_as_the_default(tmp_path: Path) -> None:
    listed = rows(DEFAULT_WORDS)
    assert listed[0] == list(HEADINGS)
    assert {line[0] for line in listed[1:]} == set(CATEGORIES) - {"认可文本", "不认可文本"}
    assert load(workbook(tmp_path, *map(tuple, listed[1:]))) == DEFAULT_WORDS


@pytest.mark.parametrize(
    ("line", "place", "says"),
    [
        (("占位", "暂无", "加入"), "A3", "可用的有：占位词"),
        (("占位词", "暂无", "删"), "C3", "“加入”或“去掉”"),
    ],
)
def test_what_cannot_be_understood_is_named_with_its_cell(
    tmp_path: Path, line: tuple[str, ...], place: str, says: str
) -> None:
    with pytest.raises(UserError) as error:
        load(workbook(tmp_path, line))
    assert place in str(error.value)
    assert says in str(error.value)


def test_a_text_both_accepted_and_rejected_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="只留一条"):
        load(workbook(tmp_path, ("认可文本", "持续推进"), ("不认可文本", "持续推进。")))


def test_a_missing_file_and_a_missing_heading_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="打不开"):
        load(tmp_path / "没有.xlsx")
    with pytest.raises(UserError, match="类别"):
        load(workbook(tmp_path, headings=("甲", "乙", "丙", "丁")))
