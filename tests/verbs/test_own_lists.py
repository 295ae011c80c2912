"""A list in the office's own columns goes all the way: import, check, fill, returns in every state, merge."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import offices
import own_lists
import public_lists
import todo_book
from offices import verb
from own_lists import LISTS, OwnList
from tasklist.app.office import furniture, open_office
from tasklist.model.arrival import Arrival
from tasklist.model.layout import AnswerKind, Layout
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.readers import registry
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.tables import marks
from tasklist.tables.find import Table, find_tables
from tasklist.tables.heading_rows import MergedGrid, heading_rows
from tasklist.tables.layout_words import vocabulary_of
from tasklist.views.forms import official_list
from tasklist.views.forms.table import grid_of

AS_OF = "2024-02-24T09:00"
CAMPAIGN = Campaign("测试", "旗卫生健康委员会", "", own_lists.ISSUED, "Asia/Shanghai", PeriodRule("month", "25"))
SAID = {
    AnswerKind.TEXT: "{day}月{day}日开展{unit}专项工作{seq}次，参加{seq}5人",
    AnswerKind.CHOICE: "√",
    AnswerKind.NUMBER: "{seq}2",
    AnswerKind.PERCENT: "8{seq}",
    AnswerKind.DATE: "2024-02-1{seq}",
    AnswerKind.PERSON: "{unit}联络 1380000000{seq}",
}


def set_up(folder: Path, own: OwnList, more: str = "") -> Path:
    """A home with this list imported and its forms made."""
    home = own_lists.home(folder, more)
    source = folder / "通知.docx"
    source.write_bytes(own.word())
    code, _, err = verb("import_list", home, str(source))
    assert (code in (0, 1), err) == (True, "")
    assert verb("fill", home, "--as-of", "2024-02-20T09:00")[0] == 0
    return home


def table_of(sheet: Worksheet, layout: Layout) -> Table:
    return find_tables(grid_of(sheet), vocabulary_of(layout))[0]


def filled(path: Path, layout: Layout, unit: str) -> tuple[Workbook, dict[tuple[int, str], str]]:
    """A form with every answer written, and (task, key) → what was written."""
    book = load_workbook(path)
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    table, written = table_of(sheet, layout), {}
    for row in table.rows:
        token = next((mark for cell in sheet[row.number] if (mark := marks.mark_in(str(cell.value or "")))), None)
        for key in layout.answers if token else ():
            column = layout.find(key)
            assert token and column and column.kind
            text = SAID[column.kind].format(day=token.task % 9 + 1, unit=unit, seq=token.task % 9)
            if column.kind is AnswerKind.CHOICE and len(column.choices) > 2:
                text = column.choices[token.task % len(column.choices)]
            sheet.cell(row.number, table.columns[key][0], text)
            written[token.task, key] = text
    return book, written


# --- what happens to forms on their way -----------------------------------------------------------


def whole(book: Workbook, _: Layout) -> Workbook:
    return book


def without_marks(book: Workbook, _: Layout) -> Workbook:
    """The hidden column and the hidden sheet are gone."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if marks.mark_in(str(cell.value or "")):
                    cell.value = None
    del book[marks.META_SHEET]
    return book


def _values(sheet: Worksheet) -> list[list[str]]:
    for span in list(sheet.merged_cells.ranges):
        text = sheet.cell(span.min_row, span.min_col).value
        sheet.unmerge_cells(span.coord)
        if span.max_row > span.min_row:
            for row in range(span.min_row, span.max_row + 1):
                sheet.cell(row, span.min_col, text)
    return [[str(cell.value) if cell.value is not None else "" for cell in row] for row in sheet.iter_rows()]


def _again(book: Workbook, rows: list[list[str]]) -> Workbook:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.worksheets[0].title = book.worksheets[0].title
    return made


def pasted_as_values(book: Workbook, _: Layout) -> Workbook:
    """Copied into a workbook of its own: no merged cells, no hidden sheet."""
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    return _again(book, _values(sheet))


def in_another_order(book: Workbook, layout: Layout) -> Workbook:
    """The lines sorted the other way round."""
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    table = table_of(sheet, layout)
    numbers = [row.number for row in table.rows if row.text("detail").strip()]
    rows = _values(sheet)
    first, last = numbers[0], numbers[-1]
    lines = [rows[number - 1] for number in numbers]
    return _again(book, [*rows[: first - 1], *reversed(lines), *rows[last:]])


def with_a_column_more(book: Workbook, _: Layout) -> Workbook:
    """A column of the unit's own in front."""
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    return _again(book, [["", *row] for row in _values(sheet)])


WAYS: tuple[Callable[[Workbook, Layout], Workbook], ...] = (
    whole,
    without_marks,
    pasted_as_values,
    in_another_order,
    with_a_column_more,
)


def returned(home: Path, layout: Layout) -> Iterator[tuple[str, Mapping[tuple[int, str], str]]]:
    """Every form filled in and sent back in one of the ways; a unit and what it wrote."""
    for place, path in enumerate(sorted((home / "outbox/2024-02/下发").glob("*.xlsx"))):
        unit = path.name.split("-")[0]
        book, written = filled(path, layout, unit)
        WAYS[place % len(WAYS)](book, layout).save(str(home / "inbox" / path.name))
        yield unit, written


@pytest.mark.parametrize("own", LISTS, ids=lambda own: own.name)
def test_every_answer_of_every_form_finds_its_place(own: OwnList, tmp_path: Path) -> None:
    more = "  owes: 牵头单位、配合单位\n" if own.owing == "lead" else ""
    home = set_up(tmp_path / "home", own, more)
    layout = open_office(home).plan.task_list.layout
    wrote = dict(returned(home, layout))
    _, out, err = verb("merge", home, "--as-of", AS_OF, "--json")
    answer = json.loads(out)
    assert err == "" and answer["units"]["returned"] == len(wrote), answer["files"]
    assert [file["reason"] for file in answer["files"] if file["outcome"] != "merged"] == []
    loose = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["未归位内容"]
    assert [[cell.value for cell in row][1:6] for row in loose.iter_rows(min_row=5) if row[4].value] == []
    found = answers(home)
    assert {(unit, seq, key): text for unit, written in wrote.items() for (seq, key), text in written.items()} == found
    shown = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["任务清单汇总"]
    texts = [str(cell.value) for row in shown.iter_rows(max_row=8) for cell in row if cell.value]
    assert {part for column in layout.columns for part in column.heading} <= set(texts)


def answers(home: Path) -> dict[tuple[str, int, str], str]:
    """(unit, task, key) → what was taken from the files in the inbox, as it was written."""
    office = open_office(home)
    own = furniture(office.template, office.plan.task_list.layout)
    context, now = Context(office.plan, own, office.words), datetime.fromisoformat(AS_OF).replace(tzinfo=office.zone)
    found = {}
    for place, path in enumerate(sorted((home / "inbox").iterdir())):
        book = registry.read(path.read_bytes(), path.name)
        made = interpret(Arrival(f"inbox/{path.name}", f"{place:064}", now, now, 1), book, context)
        found |= {(entry.unit, entry.task or 0, entry.field): entry.text for entry in made.entries}
    return found


# --- answers that a person must look at -----------------------------------------------------------


def rewritten(home: Path, unit: str, texts: Mapping[str, str]) -> None:
    """A unit's form with these texts under these headings of its first line, put into the inbox."""
    layout = open_office(home).plan.task_list.layout
    path = next((home / "outbox/2024-02/下发").glob(f"{unit}-*.xlsx"))
    book, _ = filled(path, layout, unit)
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    table = table_of(sheet, layout)
    row = next(each.number for each in table.rows if each.text("detail").strip())
    for title, text in texts.items():
        key = next(column.key for column in layout.columns if column.title == title)
        sheet.cell(row, table.columns[key][0]).value = text or None
    book.save(str(home / "inbox" / path.name))


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"是否销号": "是", "整改进展情况": "尚未启动，计划下月开展"}, "answer_contradicts"),
        ({"是否销号": "否", "整改进展情况": "已全部完成整改，2月5日通过验收"}, "answer_contradicts"),
        ({"是否销号": "是", "整改进展情况": "开展清查1次，建立台账1本"}, "answer_unproved"),
        ({"是否销号": "看情况"}, "answer_choice"),
        ({"是否销号": ""}, "answer_blank"),
    ],
)
def test_an_answer_that_does_not_fit_its_column_is_a_finding_and_coloured_in_its_own_cell(
    texts: Mapping[str, str], code: str, tmp_path: Path
) -> None:
    more = "  columns:\n    是否销号: {role: 选项, choices: 是、否, required: true}\n"
    home = set_up(tmp_path / "home", own_lists.RECTIFICATION, more)
    rewritten(home, "机关党办", texts)
    answer = json.loads(verb("merge", home, "--as-of", AS_OF, "--json")[1])
    assert [one["code"] for one in answer["findings"] if one["code"].startswith("answer_")] == [code]
    verb("flag", home, "--as-of", AS_OF)
    sent = load_workbook(next((home / "outbox/2024-02/退回补填").glob("机关党办-*.xlsx")))["任务清单"]
    noted = [cell for row in sent.iter_rows() for cell in row if cell.comment]
    layout = open_office(home).plan.task_list.layout
    column = table_of(sent, layout).columns["是否销号"][0]
    assert [cell.column for cell in noted if "是否销号" in cell.comment.text] == [column]


def test_what_is_wrong_in_a_column_of_the_lists_own_is_counted_lit_and_asked_until_a_person_accepts_it(
    tmp_path: Path,
) -> None:
    home = set_up(tmp_path / "home", own_lists.RECTIFICATION)
    rewritten(home, "机关党办", {"是否销号": "看情况"})
    assert "存疑 1 处" in verb("merge", home, "--as-of", AS_OF)[1]
    detail = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["明细台账"]
    heads = {cell.value: cell.column - 1 for cell in detail[1]}
    lines = [row for row in detail.iter_rows(min_row=2, values_only=True) if row[0] == "机关党办"]
    assert [row[heads["灯"]] for row in lines] == ["黄"]
    flagged = json.loads(verb("flag", home, "--as-of", AS_OF, "--json")[1])["findings"]
    assert [one["code"] for one in flagged] == ["answer_choice"]
    todo_book.say(home, "内容行不行", "认可", "看情况")
    assert "存疑 0 处" in verb("merge", home, "--as-of", AS_OF)[1]
    assert json.loads(verb("flag", home, "--as-of", AS_OF, "--json")[1])["findings"] == []


@pytest.mark.parametrize(
    ("said", "verdict", "text", "why"),
    [("看情况", "选项不在其列", "看情况", "应从是、否里选一项"), ("", "必填栏空白", "", "没有填")],
)
def test_the_list_of_warnings_names_what_is_wrong_in_a_column_of_the_lists_own(
    said: str, verdict: str, text: str, why: str, tmp_path: Path
) -> None:
    more = "  columns:\n    是否销号: {role: 选项, choices: 是、否, required: true}\n"
    home = set_up(tmp_path / "home", own_lists.RECTIFICATION, more)
    rewritten(home, "机关党办", {"是否销号": said})
    verb("merge", home, "--as-of", AS_OF)
    assert [(row[:4], why in row[4]) for row in warned(home)] == [(["机关党办", "任务1", verdict, text], True)]


@pytest.mark.parametrize(
    ("said", "verdict"), [("看情况", "选项不在其列"), ("/", "空白"), ("", "空白"), ("√", ""), ("未达标", "")]
)
def test_a_choice_that_is_the_main_answer_is_wrong_or_blank_or_one_of_the_choices(
    said: str, verdict: str, tmp_path: Path
) -> None:
    home = set_up(tmp_path / "home", own_lists.CHOSEN)
    rewritten(home, "旗人民医院", {"是否达标": said})
    verb("merge", home, "--as-of", AS_OF)
    assert [row[2] for row in warned(home)] == ([verdict] if verdict else [])


def warned(home: Path) -> list[list[str]]:
    """The rows of 空白预警."""
    rows = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["空白预警"].iter_rows(min_row=5, values_only=True)
    return [[str(text or "") for text in row] for row in rows if row[0] and row[1]]


def test_what_stands_in_the_text_column_alone_counts_for_the_choice(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", own_lists.RECTIFICATION)
    rewritten(home, "机关党办", {"整改进展情况": "已完成", "是否销号": ""})
    verb("merge", home, "--as-of", AS_OF)
    sheet = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["明细台账"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    line = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "机关党办")
    assert line[heads["是否销号"] - 1].value == "是"


# --- what each role must do -------------------------------------------------------------------------


def test_what_each_role_must_do_stands_in_the_form_the_letter_and_check(tmp_path: Path) -> None:
    more = "  owes: 牵头单位、配合单位\n  duties: {配合单位: 报本单位的情况并抄送牵头单位, 责任人: 签字}\n"
    home = set_up(tmp_path / "home", own_lists.DECOMPOSITION, more)
    said = {
        path.name.split("-")[0]: [
            text
            for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)
            for text in row
            if str(text or "").startswith(marks.DUTY_LABEL)
        ]
        for path in (home / "outbox/2024-02/下发").glob("*.xlsx")
    }
    lead = f"{marks.DUTY_LABEL}本项：牵头，汇总各配合单位的情况，填报本项的总体进展。"
    helps = f"{marks.DUTY_LABEL}本项：配合，报本单位的情况并抄送牵头单位（牵头单位：医政股）。"
    assert (said["医政股"], said["旗人民医院"]) == ([lead], [helps])
    assert said["图克镇卫生院"][0].count("第") == 2  # another lead for each of its two tasks
    checked = verb("check", home, "--as-of", AS_OF)[1]
    assert "配合单位：报本单位的情况并抄送牵头单位" in checked and "“责任人”，这一栏的单位不填报" in checked
    verb("merge", home, "--as-of", "2024-02-26T09:00")
    verb("remind", home, "--as-of", "2024-02-26T09:00")
    letters = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in (home / "outbox/mail").glob("*.eml")
    ]
    bodies = [letter.get_body(("plain",)).get_content() for letter in letters]  # type: ignore[union-attr]
    assert any("贵单位职责：配合，报本单位的情况并抄送牵头单位（牵头单位：医政股）" in body for body in bodies)


def test_a_form_with_its_duties_comes_back_with_nothing_unplaced(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", own_lists.DECOMPOSITION, "  owes: 牵头单位、配合单位\n")
    rewritten(home, "图克镇卫生院", {})
    answer = json.loads(verb("merge", home, "--as-of", AS_OF, "--json")[1])
    assert [file["cells"]["unplaced"] for file in answer["files"]] == [0]


@pytest.mark.parametrize(("heading", "asked"), [("责任单位及责任人", 0), ("责任单位", 1)])
def test_a_person_named_behind_his_unit_is_asked_about_only_where_the_heading_asks_for_none(
    heading: str, asked: int, tmp_path: Path
) -> None:
    first, *rows = own_lists.RECTIFICATION.rows
    told = [(*row[:3], f"{row[3]}\u3000张某某", *row[4:]) if row[0] == "1" else row for row in rows]
    own = replace(own_lists.RECTIFICATION, rows=((*first[:3], heading, *first[4:]), *told))
    home = set_up(tmp_path / "home", own)
    assert verb("check", home)[1].count("没有落到任何单位") == asked
    assert verb("merge", home, "--as-of", "2024-06-20T09:00")[0] in (0, 1)
    told = todo_book.todo(home) if (home / "outbox/待办.xlsx").exists() else []
    assert len([row for row in told if "张某某" in str(row)]) == asked


def test_what_is_asked_about_a_row_names_its_task_by_the_offices_own_number(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", public_lists.NUMBERED_MEASURES)
    layout = open_office(home).plan.task_list.layout
    path = next((home / "outbox/2024-02/下发").glob("旗人民医院-*.xlsx"))
    book, _ = filled(path, layout, "旗人民医院")
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    detail = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "开展暗访")
    detail.value = "新建夜间急诊病房三处并配齐设备"
    book.save(home / "inbox" / path.name)
    assert verb("merge", home, "--as-of", AS_OF)[0] in (0, 1)
    asked = str(todo_book.todo(home))
    assert ("措施编号3-2那一行的任务文字换成了别的话" in asked, "任务5那一行" in asked) == (True, False), asked


def test_a_file_without_the_table_is_told_which_headings_the_offices_own_list_has(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", public_lists.NUMBERED_MEASURES)
    offices.sheet(home / "inbox/旗人民医院.xlsx", [["编号", "内容", "说明"], ["一", "已办", "无"]])
    files = offices.merged(home, AS_OF)["files"]
    assert "没有找到“措施编号、整改措施、措施进展”这样的表头" in str(files), files


def test_whom_to_ask_in_the_office_printed_under_its_list_is_no_units_contact(tmp_path: Path) -> None:
    below = ("注：每月25日前报送。", "联系人：联络员77，电话：0839-3260001")
    home = set_up(tmp_path / "home", replace(own_lists.DECOMPOSITION, below=below))
    rewritten(home, "医政股", {"联络员及联系电话": ""})
    answer = json.loads(verb("merge", home, "--as-of", AS_OF, "--json")[1])
    assert [file["cells"]["unplaced"] for file in answer["files"]] == [0]
    detail = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["明细台账"]
    assert not any("联络员77" in str(cell.value) for row in detail.iter_rows() for cell in row)


# --- the paper for the leaders ---------------------------------------------------------------------


def test_every_word_of_the_paper_in_the_lists_own_answer_columns_has_its_source(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", own_lists.WITHOUT_NUMBERS)
    dict(returned(home, open_office(home).plan.task_list.layout))
    verb("merge", home, "--as-of", AS_OF)
    book = load_workbook(home / "outbox/2024-02/上报稿.xlsx")
    paper = [str(cell.value) for row in book["上报稿"].iter_rows() for cell in row if cell.value]
    cited = [row for row in book["来源"].iter_rows(min_row=4, values_only=True) if row[2] == "完成率（%）"]
    assert cited and all(row[4] and row[5] and str(row[6]).startswith("inbox/") for row in cited)
    assert all(any(str(row[3]) in text for text in paper) for row in cited)


def test_a_choice_in_the_paper_is_counted_and_each_count_names_its_units(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", own_lists.INSPECTION)
    rewritten(home, "旗人民医院", {"是否达标": "√"})
    verb("merge", home, "--as-of", AS_OF)
    rows = load_workbook(home / "outbox/2024-02/上报稿.xlsx")["来源"].iter_rows(min_row=4, values_only=True)
    cited = [(row[1], row[3], row[4], row[5]) for row in rows if row[2] == "是否达标"]
    assert (1, "是", "旗人民医院", "√") in cited
    assert [row for row in cited if row[0] == 3] == [
        (3, "是1家", "旗人民医院", "√"),
        (3, "未填1家", "图克镇卫生院", "未填"),
    ]


def test_a_main_answer_that_is_no_text_stands_in_the_paper_as_it_was_given(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", own_lists.CHOSEN)
    rewritten(home, "旗人民医院", {"是否达标": "√"})
    verb("merge", home, "--as-of", AS_OF)
    book = load_workbook(home / "outbox/2024-02/上报稿.xlsx")
    texts = [str(cell.value) for row in book["上报稿"].iter_rows() for cell in row if "已报1家" in str(cell.value)]
    assert texts and all(text.split("\n")[1].startswith("是") for text in texts), texts
    assert any(row[4] == "旗人民医院" for row in book["来源"].iter_rows(min_row=4, values_only=True))


# --- the master edited by the office ----------------------------------------------------------------


@pytest.mark.parametrize("own", LISTS, ids=lambda own: own.name)
def test_what_the_office_changes_in_the_lists_own_columns_of_the_master_is_its_correction(
    own: OwnList, tmp_path: Path
) -> None:
    home = set_up(tmp_path / "home", own)
    dict(returned(home, open_office(home).plan.task_list.layout))
    verb("merge", home, "--as-of", AS_OF)
    book = load_workbook(home / "outbox/2024-02/汇总表.xlsx")
    sheet, layout = book["任务清单汇总"], open_office(home).plan.task_list.layout
    table = next(heading_rows(MergedGrid(grid_of(sheet)), vocabulary_of(layout)))
    lines = [row for row in sheet.iter_rows() if any(marks.mark_in(str(cell.value or "")) for cell in row)]
    spots = {}
    for row, key in zip([lines[0], lines[-1]] * 3, layout.answers, strict=False):
        column, cell = layout.find(key), row[table.columns[key][0] - 1]
        others = [choice for choice in column.choices if choice != cell.value] if column else []
        spots[cell.coordinate] = others[0] if others else f"3月1日核实{len(spots) + 3}次"
    for spot, text in spots.items():
        sheet[spot] = text
    book.save(home / "inbox/汇总表-更正.xlsx")
    answer = json.loads(verb("merge", home, "--as-of", "2024-02-24T10:00", "--json")[1])
    record = next(one for one in answer["files"] if one["path"].endswith("更正.xlsx"))
    assert (record["kind"], record["cells"]["merged"], record["cells"]["unplaced"]) == ("master", len(spots), 0)
    shown = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["任务清单汇总"]
    assert {spot: shown[spot].value for spot in spots} == spots


# --- the columns counted ----------------------------------------------------------------------------


def test_the_lists_own_answers_are_in_the_json_and_counted_in_the_matrix(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", own_lists.INSPECTION)
    rewritten(home, "旗人民医院", {"是否达标": "×"})
    answer = json.loads(verb("merge", home, "--as-of", AS_OF, "--json")[1])
    assert [(one["heading"], one["kind"], one["counts"]) for one in answer["columns"]] == [
        ("是否达标", "choice", {"否": 1, "是": 2})
    ]
    first = answer["answers"][0]
    assert (first["unit"], first["task"], first["value"], first["written"]) == ("旗人民医院", 1, "否", "×")
    assert first["place"].startswith("inbox/")
    sheet = load_workbook(home / "outbox/2024-02/汇总表.xlsx")["报送情况"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    at = rows[0].index("是否达标")
    told = {row[0]: row[at] for row in rows[1:]}
    assert told["旗人民医院"] == "是2 否1" and told["合计（有答复的）"] == "是2 否1"


def test_the_official_list_has_no_columns_of_its_own_in_the_json(tmp_path: Path) -> None:
    home = own_lists.home(tmp_path / "home")
    (home / "templates/任务清单.xlsx").write_bytes(official_list.official_template(offices.task_list(), CAMPAIGN))
    answer = json.loads(verb("merge", home, "--as-of", AS_OF, "--json")[1])
    assert not {"columns", "answers"} & answer.keys()


def test_two_forms_of_one_batch_that_choose_differently_are_asked_about(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home", own_lists.RECTIFICATION)
    rewritten(home, "机关党办", {"是否销号": "是"})
    first = next((home / "inbox").iterdir())
    first.rename(home / "inbox/机关党办-补报.xlsx")
    rewritten(home, "机关党办", {"是否销号": "否"})
    answer = json.loads(verb("merge", home, "--as-of", AS_OF, "--json")[1])
    assert "tie" in {one["code"] for one in answer["findings"]}
    asked = load_workbook(home / "outbox/待办.xlsx").worksheets[0]
    assert any("“是否销号”同一批收到两份不同的" in str(cell.value) for row in asked.iter_rows() for cell in row)
