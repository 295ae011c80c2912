"""Returns as careless units send them: a sample, an old form or a line beside the table is no answer unasked."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from offices import CONFIG, DETAILS, FACT, UNITS, answered, form, merged, office, own_table
from tasklist.model.question import ATTACHED, OWN_WORK
from tasklist.returns.rows.samples import is_sample_title
from todo_book import offered, open_rows, say, told


def unplaced(answer: Any, path: Path) -> int:
    (found,) = [each for each in answer["files"] if each["path"].endswith(path.name)]
    return int(found["cells"]["unplaced"])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


@pytest.mark.parametrize("title", ["填写样例（仅供参考）", "样表", "（填报示例）", "填表样例"])
def test_a_line_that_only_names_a_sample_is_a_samples_title(title: str) -> None:
    assert is_sample_title(title)


@pytest.mark.parametrize("title", ["填写说明：逐项填写", "示范点建设任务清单", "任务清单", ""])
def test_other_lines_above_a_table_are_none(title: str) -> None:
    assert not is_sample_title(title)


def test_what_a_sheet_titled_as_a_sample_says_is_no_answer(home: Path) -> None:
    path = own_table(home / "inbox" / f"{UNITS[0]}.xlsx", {1: FACT}, f"填报单位：{UNITS[0]}")
    book = load_workbook(path)
    sample = book.copy_worksheet(book.worksheets[0])
    sample.title = "Sheet2"
    for row in sample.iter_rows():
        for cell in row:
            if cell.value == FACT:
                cell.value = "6月1日组织活动9次，参加999人"
            elif cell.value == f"填报单位：{UNITS[0]}":
                cell.value = "填写样例（仅供参考）"
    book.save(path)
    answer: Any = merged(home, "2023-06-20")
    assert answer["obligations"]["reported"] == 1
    assert unplaced(answer, path) == 3, "the title, and the sample with its contact"


def test_a_form_of_june_whose_period_was_typed_anew_asks_which_it_is(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("报送期："):
                cell.value = "报送期：2023年7月"
    path.unlink()
    book.save(home / "inbox" / f"{UNITS[0]}.xlsx")
    answer: Any = merged(home)
    (told,) = answer["files"]
    assert (told["outcome"], told["unit"]) == ("set_aside", UNITS[0])
    assert "2023-06" in told["reason"] and "2023-07" in told["reason"]


def test_a_contact_beside_a_table_whose_rows_have_their_own_is_asked_about(home: Path) -> None:
    path = home / "inbox" / f"{UNITS[0]}.xlsx"
    book = Workbook()
    page = book.worksheets[0]
    page.append(["联络员：王新 13900000099"])
    page.append(["序号", "具体任务", "工作任务推进措施及进展情况", "联络员及联系电话"])
    details = [
        row[3].value for row in load_workbook(home / "templates/任务清单.xlsx").worksheets[0].iter_rows(min_row=3)
    ]
    for seq, detail in enumerate([text for text in details if text][:3], 1):
        page.append([seq, detail, FACT, f"联络员0{seq} 1390000000{seq}"])
    book.save(path)
    answer: Any = merged(home)
    asked = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["未归位内容"]
    assert unplaced(answer, path) == 3, "the line, and the two cells of the task the unit does not owe"
    assert any("13900000099" in str(cell.value) for row in asked.iter_rows() for cell in row)


def test_a_file_that_was_never_in_question_is_not_given_away_by_a_move(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    merged(home, "2023-06-20")
    (home / "inbox" / UNITS[4]).mkdir()
    path.rename(home / "inbox" / UNITS[4] / path.name)
    answer: Any = merged(home, "2023-06-21")
    (told,) = answer["files"]
    assert (told["outcome"], told["unit"]) == ("set_aside", ""), "the folder speaks against the form: a person is asked"


def retyped(home: Path, unit: str, changes: dict[str, object], name: str = "来表.xlsx") -> Path:
    """The unit's form with cells typed over: what stood there (or a cell's name) → what stands there now."""
    book = load_workbook(form(home, unit))
    page = book.worksheets[0]
    for row in page.iter_rows():
        for cell in row:
            for key in (cell.coordinate, str(cell.value)):
                if key in changes:
                    cell.value = changes[key]
    book.save(home / "inbox" / name)
    return home / "inbox" / name


def test_a_month_typed_into_the_title_of_junes_form_asks_too(home: Path) -> None:
    retyped(home, UNITS[0], {"试点工作任务清单": f"{UNITS[0]}2023年7月工作情况表", "H4": FACT})
    (record,) = merged(home)["files"]  # type: ignore[misc]
    assert record["outcome"] == "set_aside" and "标题" in record["reason"]
    assert open_rows(home) == ["是哪一期的"]


@pytest.mark.parametrize(("said", "status"), [("任务1", "reported"), (OWN_WORK, "partial")])
def test_an_answer_typed_over_the_tasks_own_text_waits_and_is_asked(home: Path, said: str, status: str) -> None:
    retyped(home, UNITS[4], {DETAILS[0]: FACT, "H5": FACT + "，发放资料30份"})
    answer: Any = merged(home, "2023-06-24T09:00")
    mine = [one for one in answer["findings"] if one["unit"] == UNITS[4]]
    assert answer["obligations"]["pending"] == 1 and UNITS[4] not in answer["units"]["missing"]
    assert not any(one["code"] in ("blank", "missing", "own_task") for one in mine)
    assert open_rows(home) == ["是哪一项任务"] and OWN_WORK in offered(home)
    say(home, "是哪一项任务", next(each for each in offered(home) if each.startswith(said)))
    before = answer["obligations"][status]
    answer = merged(home, "2023-06-24T10:00")
    assert answer["obligations"]["pending"] == 0 and answer["obligations"][status] == before + 1
    assert open_rows(home) == []


def test_a_task_of_ones_own_beside_all_of_the_lists_is_one(home: Path) -> None:
    path = own_table(home / "inbox/表.xlsx", dict.fromkeys((1, 2, 3), FACT), f"填报单位：{UNITS[0]}")
    book = load_workbook(path)
    page = book.worksheets[0]
    page.append(["3", "", "购置彩超设备一台并完成安装调试", "", "", "", "已安装", "", ""])
    book.save(path)
    answer: Any = merged(home)
    assert [one["code"] for one in answer["findings"] if one["unit"] == UNITS[0]].count("own_task") == 1


def test_a_title_over_a_units_own_table_is_listed_and_nobody_is_asked_about_it(home: Path) -> None:
    path = own_table(home / "inbox" / UNITS[0] / "表.xlsx", dict.fromkeys((1, 2, 3), FACT), "2023年6月工作进展情况表")
    answer: Any = merged(home)
    assert unplaced(answer, path) == 1 and "工作进展情况表" in told(home, "未归位内容")
    assert not any(one["code"] == "unplaced" for one in answer["findings"])


def test_a_sentence_over_a_table_is_no_title(home: Path) -> None:
    own_table(home / "inbox" / UNITS[0] / "表.xlsx", dict.fromkeys((1, 2, 3), FACT), "因停电晚报，任务2应为3次情况")
    merged(home)
    assert "是哪一项任务" in open_rows(home)


def test_beside_a_file_that_names_nobody_an_empty_form_may_not_be_all_that_came(home: Path) -> None:
    answered(home, UNITS[0], {})
    own_table(home / "inbox/表.xlsx", dict.fromkeys((1, 2, 3), FACT), contact="")
    answer: Any = merged(home)
    assert answer["obligations"]["pending"] == answer["obligations"]["expected"]
    say(home, "是哪个单位的", UNITS[1])
    after: Any = merged(home, "2023-06-26T10:00")
    assert (after["obligations"]["partial"], after["obligations"]["pending"]) == (3, 0)
    assert "交了空表" in told(home, "总览")


def test_words_beside_the_table_of_an_empty_form_may_be_all_its_answers(home: Path) -> None:
    path = answered(home, UNITS[0], {})
    book = load_workbook(path)
    book.worksheets[0]["M20"].value = "6月12日集中开展义诊1场，服务群众120人次，其他工作都在同步推进。"
    book.save(path)
    answer: Any = merged(home)
    assert (answer["obligations"]["partial"], answer["obligations"]["pending"]) == (0, 3)
    (asked,) = open_rows(home)
    say(home, asked, "不采用")
    after: Any = merged(home, "2023-06-26T10:00")
    assert (after["obligations"]["partial"], after["obligations"]["pending"]) == (3, 0)
    assert "交了空表" in told(home, "总览")


@pytest.mark.parametrize("title", ["王家镇卫生院", "王家镇卫生院2023年6月任务清单", "红星医院（公章）"])
def test_a_table_titled_by_somebody_outside_the_roster_is_asked_about(home: Path, title: str) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}.xlsx", dict.fromkeys((1, 2, 3), FACT), title)
    answer: Any = merged(home)
    assert answer["units"]["returned"] == 0 and open_rows(home) == ["是哪个单位的"]


@pytest.mark.parametrize(
    "title",
    ["全旗公立医院任务清单", "基层医疗卫生院重点任务推进情况表", "乌审旗卫生健康委员会任务清单", "各卫生院任务推进表"],
)
def test_a_title_that_names_a_kind_of_units_names_nobody(home: Path, title: str) -> None:
    own_table(home / "inbox" / f"{UNITS[0]}.xlsx", dict.fromkeys((1, 2, 3), FACT), title)
    answer: Any = merged(home)
    assert answer["units"]["returned"] == 1


@pytest.mark.parametrize(("folder", "asked"), [("", True), (UNITS[0], True)])
def test_a_form_with_another_units_contact_throughout_may_be_the_others(home: Path, folder: str, asked: bool) -> None:
    path = answered(home, UNITS[0], dict.fromkeys((1, 2, 3), FACT), into=f"inbox/{folder}")
    book = load_workbook(path)
    for page in book.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if "13900000001" in str(cell.value)):
            cell.value = "联络员02 13900000002"
    book.save(path)
    answer: Any = merged(home)
    assert ("是哪个单位的" in open_rows(home)) is asked
    assert answer["units"]["returned"] == (0 if asked else 1)
    assert not asked or not {UNITS[0], UNITS[1]} & set(answer["units"]["missing"])


def test_answers_in_the_remarks_are_no_empty_form(home: Path) -> None:
    retyped(home, UNITS[0], {"J4": FACT, "J5": FACT + "，走访3户", "J6": FACT + "，发放资料30份"})
    answer: Any = merged(home, "2023-06-24T09:00")
    assert answer["units"]["missing"] == [] or UNITS[0] not in answer["units"]["missing"]
    assert answer["obligations"]["pending"] == 3 and open_rows(home)
    assert "交了空表" not in told(home, "总览")


def test_another_units_contact_printed_in_a_form_is_nobodys_answer(home: Path) -> None:
    retyped(home, UNITS[0], {f"填报单位：{UNITS[0]}": f"填报单位：{UNITS[1]}", "H4": FACT, "H5": FACT, "H6": FACT})
    merged(home)
    say(home, "是哪个单位的", UNITS[1])
    answer: Any = merged(home, "2023-06-26T10:00")
    assert answer["units"]["returned"] == 1
    assert "13900000001" not in told(home, "明细台账") and "13900000001" in told(home, "未归位内容")


def test_the_heading_of_a_column_a_unit_added_and_left_empty_is_kept_and_not_asked_about(home: Path) -> None:
    told_apart = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}
    path = own_table(home / "inbox" / f"{UNITS[0]}6月.xlsx", told_apart)
    book = load_workbook(path)
    book.worksheets[0].cell(1, 10).value = "经费使用明细"
    book.save(path)
    merged(home)
    assert "经费使用明细" in told(home, "未归位内容") and not (home / "outbox/待办.xlsx").exists()


@pytest.mark.parametrize(
    ("contact", "returned", "told_of"),
    [
        ("联络员03 13900000003", 0, "各行的联系人是"),
        ("13900000003", 0, "各行的联系人是"),
        ("王晓明 13900000003", 1, "名字不是"),
        ("王晓明 13900000099", 1, ""),
    ],
)
def test_a_form_asks_whose_it_is_when_name_and_telephone_are_anothers_never_for_the_number_alone(
    home: Path, contact: str, returned: int, told_of: str
) -> None:
    retyped(home, UNITS[0], dict.fromkeys(("H4", "H5", "H6"), FACT) | {f"I{row}": contact for row in (4, 5, 6)})
    answer: Any = merged(home)
    assert answer["units"]["returned"] == returned
    seen = " ".join(each["message"] for each in answer["findings"])
    assert told_of in seen and ("电话都是" in seen) == (told_of == "名字不是")


def mail(home: Path, text: str, day: str = "20 Jun 2023 09:00:00 +0800") -> Path:
    """A mail of the third unit, dropped into the inbox as its writer's program saved it."""
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit03@example.org", "申请", day
    made.set_content(text)
    path = home / "inbox/来信.eml"
    path.write_bytes(bytes(made))
    return path


def test_an_empty_form_beside_words_that_wait_is_not_counted_as_returned(home: Path) -> None:
    unit = UNITS[0]
    answered(home, unit, {})
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "somebody@example.org", f"{unit}6月", "20 Jun 2023 09:00:00 +0800"
    made.set_content(f"{unit}：\n任务2：6月12日开展义诊1场，服务群众120人次。\n")
    (home / "inbox" / unit).mkdir(exist_ok=True)
    (home / "inbox" / unit / "来信.eml").write_bytes(bytes(made))
    answer: Any = merged(home)
    assert answer["units"]["returned"] == 0 and unit not in answer["units"]["missing"]
    assert answer["obligations"]["pending"] > 0
    say(home, "是哪一项任务", next(each for each in offered(home) if each.startswith("任务2")))
    after: Any = merged(home, "2023-06-26T10:00")
    assert after["units"]["returned"] == 1


def test_a_mail_that_asks_for_more_time_is_one_question_and_until_then_nobody_is_late(home: Path) -> None:
    mail(home, "您好，任务2因故申请延期至7月15日报送。谢谢！")
    answer: Any = merged(home)
    assert open_rows(home) == ["是否同意延期"]
    assert answer["obligations"]["pending"] == 1
    say(home, "是否同意延期", "同意延期至 2023-07-15")
    answer = merged(home, "2023-06-26T10:00")
    assert (answer["obligations"]["pending"], answer["obligations"]["not_due"]) == (0, 1)
    assert open_rows(home) == []


def test_a_mail_that_also_corrects_an_answer_is_asked_about_for_that(home: Path) -> None:
    mail(home, "任务2申请延期至7月15日报送。任务1应为5次。")
    merged(home)
    assert open_rows(home) == ["是哪一项任务", "是否同意延期"]


THINGS = """deliverables: [{name: 工作方案, due: 2023-06-20}, {name: 工作总结, due: 2023-12-20}]
quotas: [{name: 理论学习, at_least: 2, per: year, units: [卫生健康单位, 委机关股室]}]
"""


@pytest.mark.parametrize(
    ("name", "open_"), [("理论学习照片.jpg", 1), ("6月12日理论学习.txt", 0), ("方案及总结.txt", 1)]
)
def test_a_photo_of_an_item_is_no_item_and_a_title_of_two_documents_is_neither(
    tmp_path: Path, name: str, open_: int
) -> None:
    home = office(tmp_path / "home", CONFIG + THINGS)
    (home / "inbox" / UNITS[0]).mkdir()
    (home / "inbox" / UNITS[0] / name).write_bytes(
        "今年的几件事".encode() if name.endswith("txt") else b"\xff\xd8\xff\xe0 JFIF"
    )
    answer: Any = merged(home, "2023-06-24T09:00")
    assert (home / "outbox/待办.xlsx").exists() == bool(open_)
    assert answer["files"][0]["outcome"] == ("set_aside" if open_ else "merged")
    if open_:
        assert open_rows(home) == ["这个文件怎么办"]
        say(home, "这个文件怎么办", ATTACHED)
        merged(home, "2023-06-24T10:00")
        assert open_rows(home) == []


@pytest.mark.parametrize(("rows", "blank"), [((1,), False), ((1, 2, 3), True)])
def test_a_row_of_the_units_own_may_be_a_task_that_has_no_row_and_no_other(
    home: Path, rows: tuple[int, ...], blank: bool
) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["序号", "具体任务", "工作任务推进措施及进展情况", "联络员及联系电话"])
    for seq in rows:
        page.append([seq, DETAILS[seq - 1], FACT if seq == 1 else "", ""])
    page.append(["", "开展爱国卫生运动、清理院内外卫生死角", "6月8日清理卫生死角3处", ""])
    book.save(home / "inbox" / f"{UNITS[0]}.xlsx")
    answer: Any = merged(home)
    told = {one["task"] for one in answer["findings"] if one["code"] == "blank" and one["unit"] == UNITS[0]}
    assert told == ({2, 3} if blank else set())
    assert answer["obligations"]["pending"] == (0 if blank else 2)


SIGNED = (
    f"填报单位：{UNITS[0]}　联络员：%s",
    "单位：旗医院　负责人：李明　联系人：%s",
    "填报人：李明　填报日期：2023年6月20日　联络员：%s",
)


@pytest.mark.parametrize("line", SIGNED)
@pytest.mark.parametrize(("who", "asked"), [("联络员01 13900000001", False), ("王新 13900000099", True)])
def test_a_signature_with_a_contact_is_settled_by_who_it_is_and_not_by_its_words(
    home: Path, line: str, who: str, asked: bool
) -> None:
    path = own_table(home / "inbox" / f"{UNITS[0]}.xlsx", {1: FACT, 2: FACT, 3: FACT})
    book = load_workbook(path)
    book.worksheets[0].append([])
    book.worksheets[0].append([line % who])
    book.save(path)
    answer: Any = merged(home)
    rows = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["未归位内容"].iter_rows(values_only=True)
    waiting = [str(cell) for row in rows for cell in row if "以谁为准" in str(cell)]
    assert (bool(waiting), unplaced(answer, path)) == (asked, int(asked))


def contacts(home: Path) -> dict[int, str]:
    """Task → the contact 明细台账 shows for the first unit."""
    rows = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"].iter_rows(values_only=True)
    return {int(str(row[2])): str(row[8] or "") for row in rows if row[0] == UNITS[0] and str(row[2]).isdigit()}


@pytest.mark.parametrize("same", ["同上", "同前", "〃", "”", "同 上", "联系人同上"])
def test_a_contact_that_says_the_same_as_above_is_the_one_above_and_that_is_told(home: Path, same: str) -> None:
    path = own_table(home / "inbox" / f"{UNITS[0]}.xlsx", {1: FACT, 2: FACT, 3: FACT}, contact=same)
    book = load_workbook(path)
    book.worksheets[0]["H2"] = "王新 13900000099"
    book.save(path)
    answer: Any = merged(home)
    assert contacts(home) == dict.fromkeys((1, 2, 3), "王新 13900000099")
    (told_,) = [one for one in answer["findings"] if "同上" in one["message"]]
    assert "有 2 格" in told_["message"] and "王新" in told_["message"] and told_["place"].endswith("H3")
    assert unplaced(answer, path) == 0


@pytest.mark.parametrize("first", ["同上", ""])
def test_a_contact_like_one_that_is_not_there_is_asked_about(home: Path, first: str) -> None:
    path = own_table(home / "inbox" / f"{UNITS[0]}.xlsx", {1: FACT, 2: FACT, 3: FACT}, contact="同上")
    book = load_workbook(path)
    book.worksheets[0]["H2"] = first
    book.save(path)
    answer: Any = merged(home)
    assert set(contacts(home).values()) == {""}
    assert unplaced(answer, path) == (3 if first else 2)
    asked = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["未归位内容"]
    assert any("不知道指谁" in str(cell.value) for row in asked.iter_rows() for cell in row)


@pytest.mark.parametrize("said", ["1390000010%s", "0477-758123%s", "王新 1390000010%s"])
def test_telephones_down_a_column_without_a_heading_are_one_question(home: Path, said: str) -> None:
    path = own_table(home / "inbox" / f"{UNITS[0]}.xlsx", {1: FACT, 2: FACT, 3: FACT}, contact="王新")
    book = load_workbook(path)
    for row in (2, 3, 4):
        book.worksheets[0].cell(row, 11).value = said % row
    book.save(path)
    answer: Any = merged(home)
    assert unplaced(answer, path) == 3
    assert open_rows(home).count("没有归位的内容") == 1
    shown = [
        str(cell.value) for row in load_workbook(home / "outbox/待办.xlsx").worksheets[0].iter_rows() for cell in row
    ]
    assert any("等3处”各行里，没有表头的一栏" in cell for cell in shown)


def test_more_time_is_asked_for_the_tasks_that_are_named_and_no_others(home: Path) -> None:
    mail(home, "您好，任务2和任务3因故申请延期至7月15日报送。谢谢！")
    merged(home)
    assert open_rows(home) == ["是否同意延期", "是否同意延期"]
    say(home, "是否同意延期", "同意延期至 2023-07-15")
    answer: Any = merged(home, "2023-06-26T10:00")
    assert (answer["obligations"]["not_due"], answer["obligations"]["pending"]) == (2, 0)


def test_more_time_for_another_task_is_asked_in_the_remarks_of_any(home: Path) -> None:
    retyped(home, UNITS[0], {"H4": FACT, "J4": "任务2申请延期至7月10日报送"})
    merged(home, "2023-06-24T09:00")
    say(home, "是否同意延期", "同意延期至 2023-07-10")
    answer: Any = merged(home, "2023-06-26T10:00")
    assert (answer["obligations"]["not_due"], answer["obligations"]["partial"]) == (1, 1)


@pytest.mark.parametrize(("state", "text", "returned"), [("visible", FACT, 2), ("hidden", FACT, 0), ("hidden", "", 1)])
def test_a_hidden_sheet_of_another_unit_is_asked_about(home: Path, state: str, text: str, returned: int) -> None:
    path = own_table(home / "inbox/两家.xlsx", dict.fromkeys((1, 2, 3), FACT), f"填报单位：{UNITS[0]}")
    book = load_workbook(path)
    other = book.copy_worksheet(book.worksheets[0])
    other["A1"].value = f"填报单位：{UNITS[1]}"
    other.sheet_state = state
    for row in (3, 4, 5):
        other.cell(row, 7).value = text or None
    book.save(path)
    answer: Any = merged(home)
    assert answer["units"]["returned"] == returned
    assert ("是哪个单位的" in open_rows(home)) is (returned == 0)


def test_a_title_over_a_units_own_table_in_word_is_nobodys_question(home: Path) -> None:
    made = Document()
    made.add_paragraph("试点工作任务清单")
    made.add_paragraph("2023年6月")
    table = made.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("序号", "具体任务", "工作任务推进措施及进展情况"), strict=True):
        cell.text = text
    for seq, detail in enumerate(DETAILS, 1):
        for cell, text in zip(table.add_row().cells, (str(seq), detail, f"{FACT}，第{seq}项"), strict=True):
            cell.text = text
    made.save(str(home / f"inbox/{UNITS[0]}.docx"))
    answer: Any = merged(home, "2023-06-24T09:00")
    assert answer["obligations"]["reported"] == 3
    assert "没有归位的内容" not in (open_rows(home) if (home / "outbox/待办.xlsx").exists() else [])
