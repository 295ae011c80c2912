"""待办.xlsx about words: rows and cells without a place, texts, versions, more time, phrases of the list, pictures."""

from __future__ import annotations

import os
import shutil
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from offices import CONFIG, DETAILS, FACT, UNITS, answered, merged, office, own_table, sheet, verb
from tasklist.config.task_list import HEADINGS
from todo_book import offered, open_rows, say, todo, told

FIRST, SECOND = UNITS[:2]
PLAIN = "已按要求开展相关工作。"
WHEN = "2023-06-20T09:00"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def text_of(home: Path, unit: str, task: int) -> dict[str, Any]:
    """The row of 明细台账 of a unit's task, by heading."""
    page = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"]
    rows = list(page.iter_rows(values_only=True))
    head = next(row for row in rows if "单位" in row and "状态" in row)
    return next(
        dict(zip(head, row, strict=False))
        for row in rows
        if row[0] == unit and str(row[head.index("序号")]) == str(task)
    )


def own_rows(home: Path, *rows: tuple[str, str, str], name: str = f"{FIRST}.xlsx", remark: str = "") -> None:
    """A table of the unit's own: number, task, progress."""
    made = [["填报单位：" + FIRST], list(HEADINGS)]
    made += [[seq, "", detail, "", "", "", text, "联络员01 13900000001", remark] for seq, detail, text in rows]
    sheet(home / "inbox" / name, made)


def test_a_row_of_an_unknown_task_is_merged_where_a_person_says(home: Path) -> None:
    own_rows(home, ("1", DETAILS[0], FACT), ("9", "开展冬季消防演练", "6月3日开展消防演练1次，参加80人"))
    merged(home, WHEN)
    assert open_rows(home) == ["单位自加的任务"]
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    say(home, "单位自加的任务", "任务2")
    answer: Any = merged(home, WHEN)
    assert not open_rows(home)
    assert text_of(home, FIRST, 2)["工作任务推进措施及进展情况"] == "6月3日开展消防演练1次，参加80人"
    assert not [one for one in answer["findings"] if one["code"] in ("own_task", "unplaced")]
    assert "已并入任务2" in told(home, "待办与决定")
    say(home, "单位自加的任务", "")
    merged(home, WHEN)
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before


@pytest.mark.parametrize("said", ["留作单位自加的工作", "不采用"])
def test_a_task_of_a_units_own_may_be_kept_out_and_is_asked_no_more(home: Path, said: str) -> None:
    own_rows(home, ("1", DETAILS[0], FACT), ("9", "开展冬季消防演练", "6月3日开展消防演练1次，参加80人"))
    merged(home, WHEN)
    say(home, "单位自加的任务", said)
    answer: Any = merged(home, WHEN)
    assert not open_rows(home)
    assert not [one for one in answer["findings"] if one["code"] in ("own_task", "unplaced")]
    assert f"经办人决定{said}" in told(home, "未归位内容")


def test_of_two_different_rows_for_one_task_a_person_takes_one(home: Path) -> None:
    own_rows(home, ("1", DETAILS[0], FACT), ("2", DETAILS[1], "6月2日走访12家"), ("2", DETAILS[1], "6月5日走访30家"))
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务"] * 2
    say(home, "是哪一项任务", "2", "30家")
    say(home, "是哪一项任务", "不采用", "12家")
    merged(home, WHEN)
    assert not open_rows(home)
    assert text_of(home, FIRST, 2)["工作任务推进措施及进展情况"] == "6月5日走访30家"


@pytest.mark.parametrize(("said", "status"), [("认可", "已报"), ("退回", "漏项")])
def test_a_doubtful_text_is_good_or_sent_back_as_a_person_says(home: Path, said: str, status: str) -> None:
    answered(home, FIRST, {1: FACT, 2: PLAIN})
    merged(home, WHEN)
    assert open_rows(home) == ["内容行不行"]
    say(home, "内容行不行", said)
    answer: Any = merged(home, WHEN)
    assert not open_rows(home)
    assert text_of(home, FIRST, 2)["状态"] == status
    assert not [one for one in answer["findings"] if one["code"] == "doubtful"]
    _, story, _ = verb("why", home, FIRST, "2", "--as-of", WHEN)
    assert f"决定“{said}”" in story
    assert verb("why", home, FIRST, "2", "--as-of", "2023-06-19T09:00")[0] == 0


def test_of_two_forms_of_one_run_a_person_says_which_counts(home: Path) -> None:
    for name, text in (
        ("甲.xlsx", "6月2日走访企业12家，发放资料30份"),
        ("乙.xlsx", "6月5日走访企业30家，发放资料60份"),
    ):
        own_table(home / "inbox" / FIRST / name, {1: text})
    merged(home, WHEN)
    (row,) = [row for row in todo(home) if row["事项"] == "以哪一份为准"]
    for letter in "甲乙":
        say(home, "以哪一份为准", next(option for option in offered(home) if option.startswith(letter)))
        answer: Any = merged(home, WHEN)
        assert not open_rows(home)
        assert text_of(home, FIRST, 1)["工作任务推进措施及进展情况"] in next(
            option for option in offered(home) if option.startswith(letter)
        )
        assert not [one for one in answer["findings"] if one["code"] == "tie"]
        assert "经办人决定" in told(home, "版本与冲突")
    assert "暂用" in row["看到的情况"]


@pytest.mark.parametrize(
    ("said", "status"), [("同意延期至 2023-07-10", "未到期"), ("不同意延期", "漏项"), ("2023-07-12", "未到期")]
)
def test_more_time_asked_for_in_a_remark_is_granted_or_not(home: Path, said: str, status: str) -> None:
    own_rows(home, ("1", DETAILS[0], FACT), ("2", DETAILS[1], ""), remark="因设备未到，申请延期至7月10日报送")
    when = "2023-06-27T09:00"
    merged(home, when)
    (row,) = [row for row in todo(home) if row["事项"] == "是否同意延期"]
    assert "任务1、2都是这句话" in row["看到的情况"]
    say(home, "是否同意延期", said)
    merged(home, when)
    assert not open_rows(home)
    assert text_of(home, FIRST, 2)["状态"] == status


def test_more_time_granted_for_june_is_none_for_may(home: Path) -> None:
    own_rows(home, ("1", DETAILS[0], "申请延期至7月10日报送"))
    merged(home, "2023-06-27T09:00")
    say(home, "是否同意延期", "同意延期至 2023-07-10")
    may: Any = merged(home, "2023-06-27T10:00", "--period", "2023-05")
    assert may["obligations"]["missing"] and not may["obligations"]["not_due"]
    merged(home, "2023-06-27T11:00")
    assert text_of(home, FIRST, 1)["状态"] == "未到期"


def test_a_text_of_an_earlier_period_is_still_asked_about(home: Path) -> None:
    answered(home, FIRST, {1: FACT, 2: PLAIN})
    merged(home, WHEN)
    merged(home, "2023-07-03T09:00")
    assert open_rows(home) == ["内容行不行"]
    say(home, "内容行不行", "认可")
    merged(home, "2023-07-03T10:00")
    assert not open_rows(home)


def test_more_time_asked_for_in_a_mail_is_granted_for_the_whole_report(home: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "unit01@example.org", "申请"
    mail.set_content("我院系统正在升级，申请延期至7月10日报送6月进展。")
    (home / "inbox/来信.eml").write_bytes(bytes(mail))
    when = "2023-06-27T09:00"
    merged(home, when)
    assert open_rows(home) == ["是否同意延期"]
    say(home, "是否同意延期", "同意延期至 2023-07-10")
    merged(home, when)
    assert not open_rows(home)
    assert [text_of(home, FIRST, task)["状态"] for task in (1, 2, 3)] == ["未到期"] * 3
    assert text_of(home, SECOND, 1)["状态"] == "未报"


def test_a_mail_of_an_unknown_sender_is_first_asked_whose_it_is(home: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "someone@example.com", "进展"
    mail.set_content("6月进展见下次来信，已开展学习2次。")
    (home / "inbox/来信.eml").write_bytes(bytes(mail))
    merged(home, WHEN)
    (row,) = todo(home)
    assert row["事项"] == "是哪个单位的" and "someone@example.com 不在名册里" in row["看到的情况"]
    say(home, "是哪个单位的", FIRST)
    merged(home, WHEN)
    assert open_rows(home) == ["这个文件怎么办"]
    say(home, "这个文件怎么办", "作为附件")
    merged(home, WHEN)
    assert not open_rows(home)


def test_phrases_of_the_list_that_must_be_asked_are_settled_in_the_same_workbook(home: Path) -> None:
    path = home / "templates/任务清单.xlsx"
    book = load_workbook(path)
    page = book.worksheets[0]
    for row in page.iter_rows():
        for cell in row:
            if cell.value == "6月底前":
                cell.value = "上级文件下发后尽快完成"
            elif cell.value == "各卫生健康单位":
                cell.value = "火星分队"
    book.save(path)
    merged(home, WHEN)
    assert sorted(open_rows(home)) == sorted(["完成时限是哪天", "由哪些单位负责"])
    say(home, "完成时限是哪天", "随便")
    merged(home, WHEN)
    assert "不是可选的答案" in next(row for row in todo(home) if row["事项"] == "完成时限是哪天")["说明"]
    say(home, "完成时限是哪天", "2023-06-15")
    say(home, "由哪些单位负责", f"{FIRST}、{SECOND}")
    merged(home, WHEN)
    assert not open_rows(home)
    assert text_of(home, SECOND, 2)["状态"] == "未到期"
    assert "2023-06-15" in str(text_of(home, FIRST, 1)["应完成日期"])
    assert "决定“2023-06-15”" in verb("why", home, FIRST, "1", "--as-of", WHEN)[1]
    _, said, _ = verb("check", home, "--as-of", "2023-06-21T09:00")
    assert "火星分队" not in said.partition("问题")[2] and "2023-06-15" in said


def test_a_photo_is_the_evidence_of_the_task_a_person_names(tmp_path: Path) -> None:
    home = office(tmp_path / "home", CONFIG + "deliverables: [{name: 工作总结, due: 2023-12-20}]\n")
    answered(home, FIRST, {1: FACT})
    (home / "inbox" / FIRST).mkdir()
    (home / "inbox" / FIRST / "IMG_1.png").write_bytes(PNG)
    merged(home, WHEN)
    assert open_rows(home) == ["这个文件怎么办"]
    say(
        home,
        "这个文件怎么办",
        next(option for option in offered(home) if option.startswith("任务1") and "佐证" in option),
    )
    answer: Any = merged(home, WHEN)
    (photo,) = [one for one in answer["files"] if one["path"].endswith("IMG_1.png")]
    assert (photo["outcome"], photo["unit"]) == ("merged", FIRST) and "任务1的佐证材料" in photo["reason"]
    assert text_of(home, FIRST, 1)["状态"] == "已报"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


ANSWERS = {
    "是哪个单位的": SECOND,
    "单位自加的任务": "任务2",
    "内容行不行": "退回",
    "是否同意延期": "2023-07-10",
    "以哪一份为准": "乙",
}


def with_doubts(home: Path) -> None:
    """Files in which nearly everything that can be asked is asked."""
    own_rows(
        home,
        ("1", DETAILS[0], PLAIN),
        ("9", "开展冬季消防演练", "6月3日开展消防演练1次，参加80人"),
        remark="申请延期报送",
    )
    own_table(home / "inbox/表.xlsx", {1: "6月4日走访牧户8户，发放资料40份"}, contact="张三")
    for name, text in (("甲.xlsx", "6月2日走访企业12家，发放资料30份"), ("乙.xlsx", "6月5日接诊外地游客60人次")):
        own_table(home / "inbox" / UNITS[2] / name, {3: text}, contact="联络员03 13900000003")
    for path in (home / "inbox").rglob("*.xlsx"):
        os.utime(path, (1687000000, 1687000000))


def chosen(home: Path, about: str) -> str:
    return next((one for one in offered(home) if one.startswith(f"{ANSWERS[about]}：")), ANSWERS[about])


@pytest.mark.parametrize("about", ANSWERS)
def test_an_answer_taken_back_leaves_the_bytes_of_before(home: Path, about: str) -> None:
    with_doubts(home)
    when, master = "2023-06-20T09:00", home / "outbox/2023-06/汇总表.xlsx"
    merged(home, when)
    before, asked = master.read_bytes(), (home / "outbox/待办.xlsx").read_bytes()
    say(home, about, chosen(home, about))
    merged(home, when)
    assert master.read_bytes() != before
    say(home, about, "")
    merged(home, when)
    assert master.read_bytes() == before
    assert (home / "outbox/待办.xlsx").read_bytes() == asked


def test_the_same_files_and_answers_in_any_order_make_the_same_bytes(tmp_path: Path) -> None:
    made = []
    with_doubts(office(tmp_path / "first"))
    for turned in (False, True):
        home = tmp_path / str(turned)
        shutil.copytree(tmp_path / "first", home, ignore=lambda *_: ("inbox",))
        for path in sorted((tmp_path / "first/inbox").rglob("*.xlsx"), reverse=turned):
            target = home / path.relative_to(tmp_path / "first")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        merged(home, WHEN)
        for about in sorted(ANSWERS, reverse=turned):
            say(home, about, chosen(home, about))
            if turned:  # one by one, a run after each; else all at once
                merged(home, WHEN)
        merged(home, WHEN)
        say(home, "是否同意延期", "2023-07-10")  # the row that was placed has a remark of its own
        merged(home, WHEN)
        assert not open_rows(home)
        made.append([(home / name).read_bytes() for name in ("outbox/2023-06/汇总表.xlsx", "outbox/待办.xlsx")])
    assert made[0] == made[1]


def test_a_task_of_a_units_own_that_is_kept_stands_below_the_list_in_the_paper_for_the_office_above(home: Path) -> None:
    own_rows(home, ("1", DETAILS[0], FACT), ("9", "开展冬季消防演练", "6月3日开展消防演练1次，参加80人"))
    merged(home, WHEN)
    say(home, "单位自加的任务", "留作单位自加的工作")
    merged(home, WHEN)
    book = load_workbook(home / "outbox/2023-06/上报稿.xlsx")
    paper, sources = (
        [" ".join(str(cell.value) for cell in row if cell.value) for row in book[name].iter_rows()]
        for name in ("上报稿", "来源")
    )
    assert "单位自加的工作（清单以外，经办人决定保留）" in paper[-2]
    assert paper[-1].endswith("：开展冬季消防演练：6月3日开展消防演练1次，参加80人")
    assert any("单位自加" in row and f"{FIRST}.xlsx" in row for row in sources)
    words = "\n".join(each.text for each in Document(str(home / "outbox/2023-06/上报稿.docx")).paragraphs)
    assert "开展冬季消防演练：6月3日" in words
    merged(home, "2023-07-02T09:00")
    july = load_workbook(home / "outbox/2023-07/上报稿.xlsx")["上报稿"]
    assert not any("自加" in str(cell.value) for row in july.iter_rows() for cell in row)
