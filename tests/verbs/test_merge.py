"""What comes back is placed, what does not is named, and nothing is lost."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from offices import CONFIG, DETAILS, FACT, HEADINGS, UNITS, answered, form, merged, office, own_table, sheet, verb


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def record(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in answer["files"] if each["path"].endswith(name))


def hashes(home: Path) -> dict[str, str]:
    files = [path for folder in ("inbox", "templates") for path in (home / folder).rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def codes(answer: dict[str, Any]) -> set[str]:
    return {one["code"] for one in answer["findings"]}


def balanced(answer: dict[str, Any]) -> bool:
    cells = [each["cells"] for each in answer["files"]]
    obligations = dict(answer["obligations"])
    return obligations.pop("expected") == sum(obligations.values()) and all(
        each["seen"] == each["merged"] + each["template"] + each["superseded"] + each["unplaced"] for each in cells
    )


def test_untouched_forms_give_no_entry_and_every_task_is_blank(home: Path) -> None:
    for unit in UNITS:
        shutil.copy(form(home, unit), home / "inbox")
    answer: Any = merged(home)
    assert answer["units"] == {"expected": 5, "returned": 0, "missing": []}, "an empty form is no report"
    assert answer["obligations"]["partial"] == answer["obligations"]["expected"] == 14
    assert {each["cells"]["merged"] for each in answer["files"]} == {0}
    assert {each["cells"]["unplaced"] for each in answer["files"]} == {0}
    assert balanced(answer)


def test_an_empty_inbox_still_shows_every_unit_as_missing(home: Path) -> None:
    answer: Any = merged(home)
    assert answer["units"] == {"expected": 5, "returned": 0, "missing": list(UNITS)}
    assert answer["obligations"]["missing"] == 14
    before: Any = merged(home, "2023-06-20")
    assert before["obligations"]["not_due"] == 14


def test_answers_are_merged_from_the_marked_form(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT, 2: "无", 3: "4月2日签订责任书12份"})
    answer: Any = merged(home, "2023-06-24T09:00")
    assert answer["obligations"]["reported"] == 2
    assert answer["obligations"]["partial"] == 1
    assert {(one["code"], one["task"]) for one in answer["findings"] if one["unit"] == UNITS[0]} == {("placeholder", 2)}


def test_the_inbox_and_the_templates_are_never_changed(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})
    before = hashes(home)
    for name in ("check", "merge", "flag", "remind", "send"):
        verb(name, home, "--as-of", "2023-06-26T09:00")
    assert hashes(home) == before


def test_two_runs_give_the_same_bytes(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})
    answered(home, UNITS[1], {1: "走访企业12家"})
    master = home / "outbox/2023-06/汇总表.xlsx"
    merged(home)
    first = master.read_bytes()
    master.unlink()
    merged(home)
    assert master.read_bytes() == first


def test_the_order_in_which_files_were_created_does_not_matter(home: Path, tmp_path: Path) -> None:
    files = [answered(home, unit, {1: f"{unit}{FACT}"}) for unit in UNITS]
    other = office(tmp_path / "other")
    for path in reversed(files):
        shutil.copy2(path, other / "inbox")
    merged(home)
    merged(other)
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == (other / "outbox/2023-06/汇总表.xlsx").read_bytes()


def test_a_units_own_table_is_known_by_its_file_name(home: Path) -> None:
    own_table(home / "inbox/旗医院6月进展.xlsx", {1: FACT, 3: "已走访牧户8户"})
    answer: Any = merged(home)
    assert record(answer, "旗医院6月进展.xlsx")["unit"] == UNITS[0]
    assert answer["units"]["returned"] == 1
    assert balanced(answer)


def test_a_colleagues_copy_is_set_aside_and_both_are_named(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT}, name="进展.xlsx")
    book = load_workbook(path)
    page = book.worksheets[0]
    for row in page.iter_rows(max_row=4):
        for cell in row:
            if str(cell.value).startswith("填报单位"):
                cell.value = f"填报单位：{UNITS[1]}"
    book.save(path)
    answer: Any = merged(home)
    told = record(answer, "进展.xlsx")
    assert told["outcome"] == "set_aside"
    assert UNITS[0] in told["reason"]
    assert UNITS[1] in told["reason"]
    assert balanced(answer)


def test_the_clerks_folder_settles_it(home: Path) -> None:
    own_table(home / "inbox/没有名字.xlsx", {1: FACT})
    assert record(merged(home, "2023-06-24"), "没有名字.xlsx")["outcome"] == "set_aside"
    folder = home / "inbox" / "蒙医医院"
    folder.mkdir()
    (home / "inbox/没有名字.xlsx").rename(folder / "没有名字.xlsx")
    answer: Any = merged(home, "2023-06-26")
    assert [(each["outcome"], each["unit"]) for each in answer["files"]] == [("merged", UNITS[1])]
    assert answer["obligations"]["reported"] == 1, "dragging a file does not make it late"


def test_a_later_version_wins_and_a_blank_never_erases(home: Path) -> None:
    answered(home, UNITS[0], {1: "旧的：开会1次", 3: "保留：走访8户"}, name="一.xlsx")
    merged(home, "2023-06-20")
    answered(home, UNITS[0], {1: "新的：开会2次"}, name="二.xlsx")
    answer: Any = merged(home, "2023-06-24")
    assert answer["obligations"]["reported"] == 2
    # With each answer the contact that fill knew of.
    assert record(answer, "一.xlsx")["cells"]["superseded"] == 2
    assert record(answer, "一.xlsx")["cells"]["merged"] == 2


def test_the_same_file_twice_counts_once(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    shutil.copy(path, home / "inbox" / "副本.xlsx")
    answer: Any = merged(home)
    assert sorted(each["outcome"] for each in answer["files"]) == ["duplicate", "merged"]
    assert balanced(answer)


def test_an_earlier_as_of_tells_what_was_known_then(home: Path) -> None:
    answered(home, UNITS[0], {1: "第一版：开会1次"}, name="a.xlsx")
    merged(home, "2023-06-20")
    then = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    answered(home, UNITS[0], {1: "第二版：开会2次"}, name="a.xlsx")
    answered(home, UNITS[1], {1: FACT})
    merged(home, "2023-06-24")
    (home / "inbox/a.xlsx").unlink()
    merged(home, "2023-06-26")
    merged(home, "2023-06-20")
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == then


def test_a_file_taken_away_no_longer_counts_and_that_is_said(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    merged(home, "2023-06-20")
    path.unlink()
    answer: Any = merged(home, "2023-06-22")
    assert (answer["units"]["returned"], "withdrawn" in codes(answer)) == (0, True)


def test_a_text_file_named_xlsx_and_a_lock_file_stop_nothing(home: Path) -> None:
    (home / "inbox/人民医院.xlsx").write_text("这不是表格，只是一段话", "utf-8")
    (home / "inbox/~$蒙医医院.xlsx").write_bytes(b"\x00" * 165)
    answered(home, UNITS[2], {1: FACT})
    answer: Any = merged(home)
    assert record(answer, "/人民医院.xlsx")["outcome"] == "set_aside"
    assert record(answer, "~$蒙医医院.xlsx")["outcome"] == "ignored"
    assert answer["units"]["returned"] == 1


def test_a_units_own_task_is_listed_and_not_guessed(home: Path) -> None:
    rows = [list(HEADINGS), ["4", "其他", "购置移动体检车一辆并投入使用", "", "", "", "6月已到货", "", ""]]
    sheet(home / "inbox/人民医院.xlsx", rows)
    answer: Any = merged(home)
    assert "own_task" in codes(answer)
    assert record(answer, "人民医院.xlsx")["cells"]["merged"] == 0
    assert balanced(answer)


def test_a_person_who_edited_the_master_loses_nothing(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})
    merged(home, "2023-06-24")
    master = home / "outbox/2023-06/汇总表.xlsx"
    book = load_workbook(master)
    book["明细台账"]["A1"].value = "手工改过"
    book.save(master)
    edited = master.read_bytes()
    answer: Any = merged(home, "2023-06-25T09:00")
    kept = [path for path in master.parent.iterdir() if "人工修改" in path.name]
    assert [path.read_bytes() for path in kept] == [edited]
    assert "changed_master" in codes(answer)


def test_an_edited_master_put_into_the_inbox_is_the_offices_own_correction(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})
    merged(home, "2023-06-24")
    master = home / "outbox/2023-06/汇总表.xlsx"
    book = load_workbook(master)
    for row in book["明细台账"].iter_rows():
        for cell in row:
            if cell.value == FACT:
                cell.value = "更正：6月12日学习1次，参训54人"
    book.save(home / "inbox/汇总表-更正.xlsx")
    code, out, _ = verb("why", home, "人民医院", "1", "--as-of", "2023-06-25T09:00", "--period", "2023-06")
    assert "参训54人" in out
    assert "汇总单位" in out
    answer: Any = merged(home, "2023-06-25T09:00")
    assert record(answer, "更正.xlsx")["kind"] == "master"
    assert balanced(answer)
    assert code == 0


def test_rows_known_by_number_alone_are_trusted_only_beside_words_of_the_list_and_when_not_numbered_anew(
    home: Path,
) -> None:
    heads = ["序号", "具体任务", "进展情况", "备注"]
    sheet(home / "inbox/办公室.xlsx", [heads, ["1", "", "开会2次"], ["2", "", "走访3户"]])
    rows = [["1", DETAILS[0], "开会2次"], ["2", "", "走访3户"], ["3", DETAILS[2], "培训4人"]]
    sheet(home / "inbox/人民医院.xlsx", [heads, *rows])
    answer: Any = merged(home, "2023-06-24")
    assert record(answer, "办公室.xlsx")["outcome"] == "set_aside"
    assert record(answer, "人民医院.xlsx")["cells"]["merged"] == 3


def test_answers_to_tasks_a_unit_does_not_owe_are_listed(home: Path) -> None:
    own_table(home / "inbox/办公室.xlsx", {1: FACT, 2: "建立教育点1个", 3: "走访8户"}, contact="联络员05 13900000005")
    answer: Any = merged(home, "2023-06-24")
    assert answer["obligations"]["reported"] == 2
    assert record(answer, "办公室.xlsx")["cells"]["unplaced"] >= 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes exist on POSIX only")
def test_pipes_and_links_are_named_and_left(home: Path) -> None:
    os.mkfifo(home / "inbox/人民医院.xlsx")
    (home / "inbox/蒙医医院.xlsx").symlink_to("/etc/passwd")
    answer: Any = merged(home)
    assert {each["outcome"] for each in answer["files"]} == {"set_aside"}


def test_the_console_counts_files_as_the_balance_of_the_master_does(home: Path) -> None:
    with zipfile.ZipFile(home / "inbox/一包.zip", "w") as archive:
        archive.writestr("a.docx", b"PK\x03\x04 cut off")
        archive.writestr("随便.txt", "你好，这是说明，请查收我们的材料")
    within = (home / "inbox/一包.zip").read_bytes()
    with zipfile.ZipFile(home / "inbox/一包.zip", "w") as archive:
        archive.writestr("里面.zip", within)
    (home / "inbox/不知道是谁.txt").write_text("今年的几件事", "utf-8")
    _, out, _ = verb("merge", home, "--as-of", "2023-06-20T09:00")
    assert "待处理的文件 2 个，压缩包和邮件里 2 个：" in out and "内含文件另列" not in out
    (balance,) = [
        str(cell.value)
        for row in load_workbook(home / "outbox/2023-06/汇总表.xlsx").worksheets[0]
        for cell in row
        if "收到文件" in str(cell.value)
    ]
    assert "收到文件2 = " in balance and "待处理2" in balance


def test_a_growing_file_is_left_for_the_next_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasklist.files import inbox

    path = answered(home, UNITS[0], {1: FACT})
    size = count(1)

    def grow(_: float) -> None:
        path.write_bytes(path.read_bytes() + b"\x00" * next(size))

    monkeypatch.setattr(inbox, "QUIET_SECONDS", 60.0)
    monkeypatch.setattr(inbox.time, "sleep", grow)
    assert record(merged(home), path.name)["outcome"] == "pending"


def test_a_read_only_outbox_is_one_sentence(home: Path) -> None:
    if os.name != "posix" or os.geteuid() == 0:
        (home / "outbox").rmdir()
        (home / "outbox").write_text("", "utf-8")  # a file where the folder should be: nobody can write there
    else:
        (home / "outbox").chmod(0o500)
    code, out, err = verb("merge", home, "--as-of", "2023-06-26")
    assert (code, out) == (2, "")
    assert err.startswith("没有完成：")
    assert "Traceback" not in err


def test_rows_of_several_units_on_several_sheets_go_to_each(home: Path) -> None:
    path = own_table(home / "inbox/各单位.xlsx", {1: FACT}, contact="联络员90 13900000090")
    book = load_workbook(path)
    first = book.worksheets[0]
    first.title = "人民医院"
    second = book.copy_worksheet(first)
    second.title = "蒙医医院"
    second["G2"].value = "蒙医医院走访5户"
    book.save(path)
    answer: Any = merged(home, "2023-06-24")
    assert answer["units"]["returned"] == 2
    assert balanced(answer)


def test_a_continued_row_goes_on_where_the_row_above_stopped(home: Path) -> None:
    rows = [
        list(HEADINGS),
        ["1", "主题一", DETAILS[0], "", "", "", "6月1日开会，", "", ""],
        ["", "", "", "", "", "", "6月9日再开会", "", ""],
    ]
    sheet(home / "inbox/人民医院.xlsx", rows)
    _, out, _ = verb("why", home, "人民医院", "1", "--as-of", "2023-06-24", "--period", "2023-06")
    assert "6月1日开会" in out
    assert "6月9日再开会" in out


def edited_master(home: Path, change: Callable[[Any], None], name: str = "汇总表-更正.xlsx") -> Path:
    """Merge, let a person change the master, put it into the inbox."""
    merged(home, "2023-06-24T09:00")
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    change(book)
    book.save(home / "inbox" / name)
    return home / "inbox" / name


def test_what_the_office_wrote_for_a_unit_makes_it_no_later(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT, 2: FACT})

    def change(book: Any) -> None:
        for row in book["明细台账"].iter_rows(min_row=2):
            if (row[0].value, row[2].value) in ((UNITS[0], 3), (UNITS[1], 1)):
                row[7].value = FACT

    edited_master(home, change)
    answer: Any = merged(home, "2023-06-28T09:00")
    assert answer["obligations"]["late"] == 0 and answer["obligations"]["reported"] == 4
    assert answer["units"]["returned"] == 1
    overview = " ".join(
        str(cell.value)
        for row in load_workbook(home / "outbox/2023-06/汇总表.xlsx")["总览"].iter_rows()
        for cell in row
        if cell.value
    )
    assert "迟报（0家）" in overview and "及时1家" in overview


def test_a_master_nobody_edited_changes_nothing(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT, 2: "六" * 20000})
    before: Any = merged(home, "2023-06-24T09:00")
    shutil.copy(home / "outbox/2023-06/汇总表.xlsx", home / "inbox/汇总表副本.xlsx")
    after: Any = merged(home, "2023-06-24T10:00")
    assert after["obligations"] == before["obligations"]
    assert record(after, "汇总表副本.xlsx")["cells"]["merged"] == 0
    assert record(after, "填报表.xlsx")["cells"] == record(before, "填报表.xlsx")["cells"]


def test_a_file_withdrawn_does_not_live_on_in_a_copy_of_the_master(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    edited_master(home, lambda _: None)
    path.unlink()
    answer: Any = merged(home, "2023-06-24T10:00")
    assert (answer["units"]["returned"], answer["obligations"]["reported"]) == (0, 0)


def test_a_detail_table_that_was_sorted_says_the_same_and_an_edit_in_it_keeps_the_order_of_a_long_text(
    home: Path,
) -> None:
    words = [f"6月{day}日学习{day}次，参训{day}人；" for day in range(1, 31)]
    text = "".join(words * 5)
    answered(home, UNITS[0], {1: text, 2: FACT})
    before: Any = merged(home, "2023-06-24T09:00")

    def backwards(book: Any) -> None:
        sheet = book["明细台账"]
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert sum(1 for row in values if str(row[10]).startswith("（续")) > 1
        for row, line in zip(sheet.iter_rows(min_row=2), reversed(values), strict=True):
            for cell, value in zip(row, line, strict=True):
                cell.value = value

    edited_master(home, backwards)
    after: Any = merged(home, "2023-06-24T10:00")
    assert after["obligations"] == before["obligations"]
    assert record(after, "更正.xlsx")["cells"]["merged"] == 0

    def change(book: Any) -> None:
        backwards(book)
        for row in book["明细台账"].iter_rows(min_row=2):
            if str(row[7].value).startswith(words[0]):
                row[7].value = "更正：" + row[7].value

    edited_master(home, change)
    merged(home, "2023-06-24T11:00")
    assert detailed(home, UNITS[0])[1] == "更正：" + text


def detailed(home: Path, unit: str) -> dict[int, str]:
    """What 明细台账 says of a unit's tasks, texts that go on joined."""
    found: dict[int, str] = {}
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    for row in book["明细台账"].iter_rows(min_row=2, values_only=True):
        if row[0] == unit:
            found[row[2]] = found.get(row[2], "") + (row[7] or "")
    return found


def corrected(home: Path, change: Callable[[Any], None]) -> Any:
    """What merge says of a master changed so."""
    edited_master(home, change)
    return merged(home, "2023-06-24T10:00")


def cells_of(book: Any, sheet: str, text: str) -> list[Any]:
    return [cell for row in book[sheet].iter_rows() for cell in row if cell.value == text]


@pytest.mark.parametrize("new", [FACT.replace(",", "，") + "（含党员12人）", FACT.replace("，", "，\n"), FACT + "。"])
def test_every_change_a_person_can_see_counts(home: Path, new: str) -> None:
    answered(home, UNITS[0], {1: FACT})

    def change(book: Any) -> None:
        cells_of(book, "明细台账", FACT)[0].value = new

    corrected(home, change)
    assert detailed(home, UNITS[0])[1] == new


LONG = "".join(f"6月{day}日下乡义诊{day}人次，发放双语宣传册{day}份。" for day in range(1, 31)) * 3


def unmerged(book: Any) -> None:
    sheet = book["任务清单汇总"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def torn(book: Any) -> None:
    sheet = book["明细台账"]
    for row in range(sheet.max_row, 1, -1):
        if str(sheet.cell(row, 11).value).startswith("（续"):
            sheet.delete_rows(row)


def doubled(book: Any) -> None:
    sheet = book["明细台账"]
    for column in range(1, 17):
        sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(2, column).value


def renamed(book: Any) -> None:
    cells_of(book, "明细台账", UNITS[0])[0].value = UNITS[1]


def shifted(book: Any) -> None:
    sheet = book["明细台账"]
    names = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    for row, name in enumerate(reversed(names), 2):
        sheet.cell(row, 1).value = name


@pytest.mark.parametrize("change", [unmerged, torn, doubled, renamed, shifted])
def test_rows_torn_out_doubled_or_shifted_change_no_answer(home: Path, change: Callable[[Any], None]) -> None:
    answered(home, UNITS[0], {1: "甲院6月1日学习1次", 2: LONG, 3: "甲院6月3日培训3人"})
    answered(home, UNITS[1], {1: "乙院6月4日学习4次", 2: "乙院6月5日义诊5人", 3: "乙院6月6日培训6人"})
    answer = corrected(home, change)
    assert detailed(home, UNITS[0]) == {1: "甲院6月1日学习1次", 2: LONG, 3: "甲院6月3日培训3人"}
    assert detailed(home, UNITS[1]) == {1: "乙院6月4日学习4次", 2: "乙院6月5日义诊5人", 3: "乙院6月6日培训6人"}
    assert balanced(answer)


def test_a_correction_follows_its_task_when_the_list_is_numbered_anew(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})

    def change(book: Any) -> None:
        cells_of(book, "明细台账", FACT)[0].value = "核实：6月12日学习2次"

    corrected(home, change)
    path = home / "templates/任务清单.xlsx"
    book = load_workbook(path)
    page = book.worksheets[0]
    first, second = (
        next(cell for row in page.iter_rows() for cell in row if cell.value == DETAILS[place]) for place in (0, 1)
    )
    first.value, second.value = second.value, first.value
    book.save(path)
    merged(home, "2023-06-24T11:00")
    assert detailed(home, UNITS[0])[2] == "核实：6月12日学习2次"


def test_a_comment_a_person_put_into_the_master_is_listed(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})

    def change(book: Any) -> None:
        book["明细台账"]["H2"].comment = Comment("此处应为3次", "张主任")

    answer = corrected(home, change)
    assert record(answer, "更正.xlsx")["cells"]["unplaced"] == 1
    assert balanced(answer)


def test_a_correction_is_taken_back_by_correcting_the_correction(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT, 2: "6月2日建教育点2个"})

    def change(book: Any) -> None:
        cells_of(book, "明细台账", FACT)[0].value = "核实：6月12日学习2次"
        cells_of(book, "明细台账", "6月2日建教育点2个")[0].value = "核实：教育点3个"

    path = edited_master(home, change)
    merged(home, "2023-06-24T10:00")
    book = load_workbook(path)
    cells_of(book, "明细台账", "核实：教育点3个")[0].value = "6月2日建教育点2个"
    book.save(path)
    answer: Any = merged(home, "2023-06-24T11:00")
    assert (detailed(home, UNITS[0])[1], detailed(home, UNITS[0])[2]) == ("核实：6月12日学习2次", "6月2日建教育点2个")
    assert balanced(answer)


def test_an_edit_in_the_printed_list_counts_like_one_in_the_detail(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})

    def change(book: Any) -> None:
        for row in book["任务清单汇总"].iter_rows():
            for cell in row:
                if cell.value == FACT:
                    cell.value = "汇总单位核实：6月12日学习1次，参训54人"

    edited_master(home, change)
    _, out, _ = verb("why", home, "人民医院", "1", "--as-of", "2023-06-24T10:00")
    assert "参训54人" in out


def test_what_a_person_wrote_elsewhere_in_the_master_is_listed(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})

    def change(book: Any) -> None:
        book["总览"]["A1"].value = "改过的标题"
        book.create_sheet("我的说明")["A1"].value = "这一页是我加的"

    edited_master(home, change)
    answer: Any = merged(home, "2023-06-24T10:00")
    assert record(answer, "更正.xlsx")["cells"]["unplaced"] == 2
    assert balanced(answer)


def test_a_correction_of_the_office_is_withdrawn_by_taking_it_away(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})

    def change(book: Any) -> None:
        for row in book["明细台账"].iter_rows():
            for cell in row:
                if cell.value == FACT:
                    cell.value = "更正的文字：6月13日学习"

    path = edited_master(home, change)
    merged(home, "2023-06-24T10:00")
    path.unlink()
    _, out, _ = verb("why", home, "人民医院", "1", "--as-of", "2023-06-24T11:00")
    assert "更正的文字" not in out


def test_a_clerks_folder_with_an_exclamation_mark_is_still_a_folder(home: Path) -> None:
    own_table(home / "inbox/加急!/人民医院/表!最终.xlsx", {1: FACT})
    answer: Any = merged(home, "2023-06-24")
    assert [(each["unit"], each["outcome"]) for each in answer["files"]] == [(UNITS[0], "merged")]


def test_our_own_form_with_a_renamed_heading_is_set_aside_with_advice_that_helps(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    book = load_workbook(path)
    page = next(each for each in book.worksheets if each.sheet_state == "visible")
    for row in page.iter_rows(max_row=5):
        for cell in row:
            if "进展" in str(cell.value):
                cell.value = "本月干了啥"
    book.save(path)
    answer: Any = merged(home, "2023-06-24")
    (one,) = [one for one in answer["findings"] if one["code"] == "set_aside"]
    assert "表头" in one["message"]
    assert "工作任务推进措施及进展情况" in one["todo"]


@pytest.mark.parametrize("corrected", ["预约率6.2%", "参学2-3人"])
def test_a_correction_of_a_point_or_a_dash_is_a_correction(home: Path, corrected: str) -> None:
    original = corrected.replace(".", "").replace("-", "")
    answered(home, UNITS[0], {1: original})

    def change(book: Any) -> None:
        for row in book["明细台账"].iter_rows():
            for cell in row:
                if cell.value == original:
                    cell.value = corrected

    edited_master(home, change)
    _, out, _ = verb("why", home, "人民医院", "1", "--as-of", "2023-06-24T10:00")
    assert corrected in out


def test_an_answer_the_office_took_by_telephone_fills_a_blank_cell(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})

    def change(book: Any) -> None:
        page = book["明细台账"]
        heads = {cell.value: cell.column for cell in page[1]}
        for row in page.iter_rows(min_row=2):
            if row[0].value == UNITS[1] and str(row[heads["序号"] - 1].value) == "1":
                row[heads["工作任务推进措施及进展情况"] - 1].value = FACT  # the same words stand in another row

    edited_master(home, change)
    answer: Any = merged(home, "2023-06-24T10:00")
    assert answer["obligations"]["reported"] == 2
    assert record(answer, "更正.xlsx")["cells"]["unplaced"] == 0


def test_notes_under_the_templates_table_come_back_as_the_forms_own(home: Path) -> None:
    path = home / "templates/任务清单.xlsx"
    book = load_workbook(path)
    page = book.worksheets[0]
    page.cell(page.max_row + 2, 1).value = "填表说明：1.每月25日前报送。"
    page.cell(page.max_row + 1, 1).value = "注：本表由办公室负责解释。"
    book.save(path)
    for unit in UNITS:
        shutil.copy(form(home, unit), home / "inbox")
    answer: Any = merged(home)
    assert {each["cells"]["unplaced"] for each in answer["files"]} == {0}


def test_a_merge_whose_receipts_cannot_leave_has_done_its_work_and_says_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_SUCH_PASSWORD", raising=False)
    mail = "mail: {host: mail.invalid, user: office@example.org, password_env: NO_SUCH_PASSWORD, receipts: true, "
    home = office(tmp_path / "home", CONFIG.replace("mail: {", mail))
    answered(home, UNITS[0], {1: FACT})
    code, out, _ = verb("merge", home, "--as-of", "2023-06-20T09:00")
    assert code == 1 and (home / "outbox/2023-06/汇总表.xlsx").is_file()
    assert "已写入" in out and "回执没有发出" in out and "NO_SUCH_PASSWORD" in out


def test_the_title_in_the_settings_is_the_one_over_the_tables(home: Path) -> None:
    shutil.copy(form(home, next(iter(UNITS))), home / "inbox")
    settings = home / "config.yaml"
    settings.write_text(settings.read_text("utf-8").replace("title: 试点工作任务清单", "title: 改正过的标题"), "utf-8")
    merged(home)
    out = home / "outbox" / "2023-06"
    assert load_workbook(out / "汇总表.xlsx")["任务清单汇总"]["A1"].value == "改正过的标题"
    assert load_workbook(out / "上报稿.xlsx").worksheets[0]["A1"].value == "改正过的标题"


def test_a_title_corrected_in_the_settings_reaches_the_forms_and_comes_back_as_nobodys_word(home: Path) -> None:
    old = form(home, UNITS[1])
    shutil.copy(old, home / "inbox")
    settings = home / "config.yaml"
    settings.write_text(settings.read_text("utf-8").replace("title: 试点工作任务清单", "title: 改正过的标题"), "utf-8")
    assert verb("fill", home, "--as-of", "2023-06-01T09:00", "--period", "2023-06")[0] == 0
    new = form(home, UNITS[0])
    titled = [sheet["A1"].value for sheet in (load_workbook(new).worksheets[0], load_workbook(old).worksheets[0])]
    assert titled == ["改正过的标题", "改正过的标题"]
    shutil.copy(new, home / "inbox")
    answer: Any = merged(home)
    assert [(each["kind"], each["cells"]["unplaced"]) for each in answer["files"]] == [("tasks", 0)] * 2
