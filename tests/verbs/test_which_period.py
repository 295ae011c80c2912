"""Which period a file is of: its words, the days its answers name and when it came agree, or a person is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from mailing import mailed
from offices import UNITS, answered, merged, office, own_table
from todo_book import offered, open_rows, say

MAY = {1: "5月8日专题学习2次，参训38人", 2: "5月9日布置阵地1处，参观66人", 3: "5月10日推广蒙医药项目4个"}
JUNE = {1: "6月8日专题学习1次，参训40人", 2: "6月9日布置阵地2处，参观70人", 3: "6月10日推广蒙医药项目5个"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def done(answer: Any) -> int:
    return int(answer["obligations"]["reported"] + answer["obligations"]["late"])


def test_last_months_form_used_again_for_what_was_done_this_month_is_asked(home: Path) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}-1.xlsx", MAY, "2023年5月任务推进表")
    merged(home, "2023-05-20T09:00")
    own_table(home / "inbox" / f"{UNITS[0]}-2.xlsx", JUNE, "2023年5月任务推进表")
    assert done(merged(home, "2023-06-20T09:00", "--period", "2023-05")) == 3
    assert open_rows(home) == ["是哪一期的"] and {"2023-05", "2023-06"} <= set(offered(home))
    say(home, "是哪一期的", "2023-06")
    assert done(merged(home, "2023-06-20T10:00")) == 3


@pytest.mark.parametrize(
    "third",
    [
        "6月份推广蒙医药项目5个",
        "根据5月1日通知，6月10日推广项目5个",
        "6月10日推广项目5个；计划6月28日再推广2个",
        "5月25日至6月5日推广项目5个",
    ],
)
def test_so_it_is_whatever_else_its_answers_name(home: Path, third: str) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}.xlsx", JUNE | {3: third}, "2023年5月任务推进表")
    assert done(merged(home, "2023-06-20T09:00", "--period", "2023-05")) == 0
    assert open_rows(home) == ["是哪一期的"]


SEPT = {1: "专题学习2次，参训38人", 2: "布置阵地1处，参观66人", 3: "推广蒙医药项目4个"}
AGAIN = {1: "专题学习1次，参训40人", 2: "布置阵地2处，参观70人", 3: "推广蒙医药项目5个"}


def sent_again(home: Path, answers: dict[int, str], name: str) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}-1.xlsx", SEPT, "2023年5月任务推进表")
    merged(home, "2023-05-20T09:00")
    own_table(home / "inbox" / name, answers, "2023年5月任务推进表")


def test_a_whole_form_sent_again_in_the_next_period_with_all_answers_changed_is_asked(home: Path) -> None:
    sent_again(home, AGAIN, f"{UNITS[0]}-2.xlsx")
    assert done(merged(home, "2023-06-20T09:00", "--period", "2023-05")) == 3
    assert open_rows(home) == ["是哪一期的"] and offered(home)[:2] == ["2023-06", "2023-05"]
    assert done(merged(home, "2023-06-20T09:30")) == 0
    say(home, "是哪一期的", "2023-06")
    assert done(merged(home, "2023-06-20T10:00")) == 3 and not open_rows(home)
    say(home, "是哪一期的", "2023-05")
    assert done(merged(home, "2023-06-20T10:00")) == 0 and not open_rows(home)


@pytest.mark.parametrize(
    ("answers", "name"),
    [(AGAIN, f"{UNITS[0]}（更正）.xlsx"), (AGAIN | {3: SEPT[3]}, f"{UNITS[0]}-2.xlsx")],
)
def test_an_ordinary_correction_is_taken_without_a_question(home: Path, answers: dict[int, str], name: str) -> None:
    sent_again(home, answers, name)
    assert done(merged(home, "2023-06-20T09:00", "--period", "2023-05")) == 3
    assert not (home / "outbox/待办.xlsx").exists() or not open_rows(home)


def test_so_it_is_where_most_answers_tell_of_the_later_month(home: Path) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}.xlsx", JUNE | {3: MAY[3]}, "2023年5月任务推进表")
    assert done(merged(home, "2023-06-20T09:00", "--period", "2023-05")) == 0
    assert open_rows(home) == ["是哪一期的"]


def test_a_late_form_that_tells_of_its_own_month_is_not(home: Path) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}.xlsx", MAY | {3: "6月2日补开现场会1次"}, "2023年5月任务推进表")
    assert done(merged(home, "2023-06-20T09:00", "--period", "2023-05")) == 3


def test_a_form_tidied_into_another_months_folder_stays_what_it_says(home: Path) -> None:
    path = answered(home, UNITS[0], JUNE)
    assert done(merged(home, "2023-06-20T09:00")) == 3
    (home / "inbox/2023-07").mkdir()
    path.rename(home / "inbox/2023-07" / path.name)
    assert done(merged(home, "2023-07-02T09:00", "--period", "2023-06")) == 3


def test_a_table_of_a_month_that_has_not_begun_is_asked(home: Path) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}.xlsx", JUNE, "2023年7月任务推进表")
    assert done(merged(home, "2023-06-20T09:00")) == 0
    assert open_rows(home) == ["是哪一期的"]


def test_a_day_in_the_lists_own_head_is_no_word_of_the_units(home: Path) -> None:
    book = load_workbook(home / "templates/任务清单.xlsx")
    page = book.worksheets[0]
    page["A2"] = "（2023年3月）"
    book.save(home / "templates/任务清单.xlsx")
    answered(home, UNITS[0], JUNE)
    assert done(merged(home, "2023-06-20T09:00")) == 3


@pytest.mark.parametrize("came", ["2023-07-05T09:00", "2023-07-20T09:00"])
def test_a_form_that_says_nothing_of_its_month_but_days_of_last_is_asked_however_late_it_comes(
    home: Path, came: str
) -> None:
    days = {1: "6月3日组织专题学习1次，参训45人", 2: "6月8日建成教育点2处", 3: "6月12日义诊3场"}
    own_table(home / f"inbox/{UNITS[0]}.xlsx", days)
    answer: Any = merged(home, came, "--period", "2023-07")
    assert [each["outcome"] for each in answer["files"]] == ["set_aside"] and open_rows(home) == ["是哪一期的"]


@pytest.mark.parametrize("subject", ["6月进展", "进展"])
@pytest.mark.parametrize(
    "text",
    [
        "任务1：6月8日学习31人，较5月增加5人。",
        "任务1：6月8日学习31人。其余任务同5月。",
        "上月（5月）遗留问题已整改。任务1：义诊2次（5月为1次）。",
        "任务1：同比2022年6月增加2批。",
    ],
)
def test_another_month_in_a_sentence_about_the_work_moves_no_letter(home: Path, subject: str, text: str) -> None:
    mailed(home, text, subject=subject)
    answer: Any = merged(home, "2023-06-27T09:00")
    assert [each["period"] for each in answer["files"]] == ["2023-06"] and answer["obligations"]["pending"]


def test_a_letter_whose_subject_and_words_name_different_months_is_asked(home: Path) -> None:
    mailed(home, "现将5月份进展报上。任务1：学习31人", subject="6月进展")
    answer: Any = merged(home, "2023-06-27T09:00")
    assert [each["period"] for each in answer["files"]] == [""] and answer["obligations"]["pending"]


def test_a_table_that_says_it_is_of_a_month_before_the_campaign_is_asked(home: Path) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}.xlsx", JUNE, "2022年6月任务推进表")
    assert done(merged(home, "2023-06-20T09:00")) == 0
    assert open_rows(home) == ["是哪一期的"]


@pytest.mark.parametrize(("month", "rows"), [(5, ["是哪一期的"]), (6, ["是哪一项任务"])])
def test_a_document_whose_title_names_another_month_than_its_name_is_asked(
    home: Path, month: int, rows: list[str]
) -> None:
    document = Document()
    for line in (f"{UNITS[0]}2023年{month}月任务进展", f"任务1：{JUNE[1]}"):
        document.add_paragraph(line)
    document.save(str(home / "inbox" / f"{UNITS[0]}6月进展.docx"))
    merged(home, "2023-06-20T09:00")
    assert open_rows(home) == rows


@pytest.mark.parametrize("text", ["附件1为5月、附件2为6月，请查收。", "5月报表见附件1，6月报表见附件2"])
def test_a_letter_says_of_which_month_each_of_its_enclosures_is(home: Path, text: str) -> None:
    files = [own_table(home / f"附件{number}.xlsx", {1: f"开展学习{number}次"}) for number in (1, 2)]
    mailed(home, text, *files, subject="报表")
    answer: Any = merged(home, "2023-06-16T09:00")
    told = {one["path"].rpartition("!")[2]: one["period"] for one in answer["files"] if "附件" in one["path"]}
    assert told == {"附件1.xlsx": "2023-05", "附件2.xlsx": "2023-06"}


def test_a_letter_that_says_another_month_than_its_form_is_asked_about(home: Path) -> None:
    mailed(home, "附件是我院5月任务清单。", own_table(home / "6月任务清单.xlsx", {1: "开展学习2次"}), subject="报表")
    merged(home, "2023-06-16T09:00")
    assert open_rows(home) == ["是哪一期的"]


def test_a_letter_that_says_an_enclosure_is_another_units_is_asked_about(home: Path) -> None:
    files = [own_table(home / f"附件{number}.xlsx", {1: f"开展学习{number}次"}) for number in (1, 2)]
    mailed(home, "附件1为蒙医医院的，附件2为我院的。", *files, subject="6月报表")
    answer: Any = merged(home, "2023-06-16T09:00")
    assert {one["unit"] for one in answer["files"] if one["path"].endswith("附件1.xlsx")} == {""}


@pytest.mark.parametrize("month", ["3月", "2023年3月", "7月"])
def test_a_file_named_after_a_month_before_the_notice_or_not_yet_begun_is_asked_and_offered_neither(
    home: Path, month: str
) -> None:
    own_table(home / f"inbox/{UNITS[0]}{month}.xlsx", {1: "开展学习2次"})
    merged(home, "2023-06-16T09:00")
    assert open_rows(home) == ["是哪一期的"]
    assert not {"2023-03", "2024-03", "2023-07"} & {*offered(home)}
    say(home, "是哪一期的", "2023-06")
    merged(home, "2023-06-16T09:00")
    assert not open_rows(home)
