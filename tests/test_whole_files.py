"""Everything a file holds is counted, from the inbox to the master: mails, pages, two units in one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from made_workbooks import picture
from offices import DETAILS, UNITS, answered, merged, office, own_table, sheet, verb

FACTS = {seq: f"6月{seq + 3}日组织专题学习{seq}次，参训{seq * 7}人" for seq in (1, 2, 3)}
UNIT, OTHER = UNITS[0], UNITS[1]
HEAD = ("序号", "具体任务", "进展情况", "联络员及联系电话")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def page(answers: Mapping[int, str] = FACTS) -> str:
    rows = [HEAD, *((str(seq), DETAILS[seq - 1], text, "王晓明 13900000001") for seq, text in answers.items())]
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def mail(
    body: str = "见附件", html: str = "", subject: str = "6月任务清单", sender: str = "x@example.net"
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "office@example.org", subject
    message["Date"] = "Sat, 24 Jun 2023 16:00:00 +0800"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def enclosed(message: EmailMessage, name: str, data: bytes, cid: str = "") -> EmailMessage:
    kind = "png" if name.endswith(".png") else "octet-stream"
    message.add_attachment(
        data, maintype="image" if cid or kind == "png" else "application", subtype=kind, filename=name, cid=cid or None
    )
    return message


def form(home: Path, unit: str = UNIT, answers: Mapping[int, str] = FACTS) -> bytes:
    return answered(home, unit, answers, into="elsewhere").read_bytes()


def put(home: Path, name: str, data: bytes | EmailMessage) -> None:
    path = home / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.as_bytes())


def run(home: Path, as_of: str = "2023-06-20T10:00") -> tuple[int, Any]:
    answer: Any = merged(home, as_of)
    for record in answer["files"]:
        cells = record["cells"]
        assert cells["seen"] == cells["merged"] + cells["template"] + cells["superseded"] + cells["unplaced"]
    return verb("merge", home, "--as-of", as_of, "--quiet")[0], answer


def told(home: Path, unit: str = UNIT) -> dict[int, str]:
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    rows = [[str(cell or "") for cell in row] for row in book["明细台账"].iter_rows(values_only=True)]
    return {int(row[2]): row[7] for row in rows if row[0] == unit and row[2].isdigit() and row[7] in FACTS.values()}


def codes(answer: Any) -> set[str]:
    return {each["code"] for each in answer["findings"]} - {"missing", "doubtful"}


# --- packing ------------------------------------------------------------------------------------


def test_logo_and_signature_of_a_mail_are_named_once_and_ask_nothing(home: Path) -> None:
    message = mail(html='见附件<img src="cid:image001.png@01D9">')
    enclosed(message, "image001.png", picture(), "<image001.png@01D9>")
    enclosed(message, "smime.p7s", b"0")
    put(home, "来信.eml", enclosed(message, f"{UNIT}6月.xlsx", form(home)))
    code, answer = run(home)
    assert (code, told(home), codes(answer)) == (0, FACTS, {"remark"})
    named = [each["message"] for each in answer["findings"] if "没有采用" in each["message"]]
    assert len(named) == 1
    assert "image001.png" in named[0]
    assert "smime.p7s" in named[0]
    outcomes = {each["path"].split("!")[-1]: each["outcome"] for each in answer["files"]}
    assert outcomes["image001.png"] == outcomes["smime.p7s"] == "ignored"


def test_a_page_with_its_folder_is_its_sheets_alone(home: Path) -> None:
    folder = f"{UNIT}6月.files"
    put(home, f"{UNIT}6月.htm", b'<html><frameset><frame src="6.files/sheet001.htm"></frameset></html>')
    put(home, f"{folder}/sheet001.htm", f"填报单位：{UNIT}{page()}".encode())
    put(home, f"{folder}/tabstrip.htm", "<table><tr><td>任务清单</td></tr></table>".encode())
    put(home, f"{folder}/stylesheet.css", b".x{}")
    put(home, f"{folder}/filelist.xml", b"<xml/>")
    code, answer = run(home)
    assert (code, told(home), codes(answer)) == (0, FACTS, set())
    assert sorted(each["outcome"] for each in answer["files"]) == ["ignored"] * 4 + ["merged"]


@pytest.mark.parametrize("ending", [".files", "_files"])
def test_whatever_else_is_saved_with_a_page_asks_nothing_and_is_of_whom_the_page_is(home: Path, ending: str) -> None:
    folder, blank = f"{UNIT}6月{ending}", b"<html><body><table><tr><td></td></tr></table></body></html>"
    put(home, f"{UNIT}6月.htm", f'<html><frameset><frame src="{folder}/sheet001.htm"></frameset></html>'.encode())
    put(home, f"{folder}/sheet001.htm", page().encode())
    for name, data in {
        "sheet002.htm": blank, "header.htm": blank, "jquery.min.js.下载": b"f()",
        "main.css.download": b".x{}", "a.woff2": b"wOF2",
        "editdata.mso": b"\x01", "themedata.thmx": b"PK", "colorschememapping.xml": b"<x/>",
    }.items():  # fmt: skip
        put(home, f"{folder}/{name}", data)
    code, answer = run(home)
    assert (code, told(home), codes(answer)) == (0, FACTS, set())
    put(home, f"{folder}/image001.png", picture())
    _, answer = run(home)
    assert [each["unit"] for each in answer["files"] if each["path"].endswith(".png")] == [UNIT]


def test_a_frame_page_alone_says_where_its_table_is(home: Path) -> None:
    put(home, f"{UNIT}6月.htm", b'<html><frameset><frame src="6.files/sheet001.htm"></frameset></html>')
    code, answer = run(home)
    (record,) = answer["files"]
    assert (code, record["outcome"]) == (1, "set_aside")
    assert ".files" in record["reason"]


# --- bodies and enclosures ----------------------------------------------------------------------


def test_a_table_in_the_body_is_the_return_and_the_photograph_is_listed(home: Path) -> None:
    html = f"<p>各位领导，我院6月填报如下：</p>{page()}"
    put(home, "来信.eml", enclosed(mail("", html, sender="unit01@example.org"), "photo1.png", picture()))
    _, answer = run(home)
    assert told(home) == FACTS
    assert any(each["path"].endswith("!photo1.png") for each in answer["files"])
    assert "unplaced" not in codes(answer)


def test_a_subject_that_names_the_unit_tells_whose_the_body_is(home: Path) -> None:
    put(home, "来信.eml", enclosed(mail("", page(), subject=f"{UNIT}6月"), "photo1.png", picture()))
    run(home)
    assert told(home) == FACTS


def test_a_mail_that_is_a_table_is_whose_its_subject_says_not_whom_the_table_names(home: Path) -> None:
    put(home, "来信.eml", mail("", page().replace(DETAILS[0], f"{DETAILS[0]}，{OTHER}"), subject=f"{UNIT}6月"))
    _, answer = run(home)
    assert told(home) == FACTS
    assert answer["units"]["returned"] == 1


def test_a_file_name_and_a_subject_that_name_two_units_are_asked(home: Path) -> None:
    put(home, f"{OTHER}来信.eml", mail("", page(), subject=f"{UNIT}6月"))
    _, answer = run(home)
    (record,) = answer["files"]
    assert record["outcome"] == "set_aside"
    assert UNIT in record["reason"] and OTHER in record["reason"]


def test_an_invitation_asks_nothing(home: Path) -> None:
    message = enclosed(mail(), f"{UNIT}6月.xlsx", form(home))
    message.add_attachment("BEGIN:VCALENDAR\nSUMMARY:例会\nEND:VCALENDAR\n", subtype="calendar", filename="invite.ics")
    put(home, "来信.eml", message)
    code, answer = run(home)
    assert (code, told(home), codes(answer)) == (0, FACTS, {"remark"})


def test_a_correction_beside_the_form_waits_with_the_task_it_names(home: Path) -> None:
    body = "附件请查收。另外附件里任务3写错了，应为：6月12日专题学习2次，请帮忙改一下。"
    put(home, "来信.eml", enclosed(mail(body), f"{UNIT}6月.xlsx", form(home)))
    _, answer = run(home)
    assert told(home) == FACTS
    (asked,) = [each["message"] for each in answer["findings"] if each["code"] == "unplaced"]
    assert "任务3" in asked


@pytest.mark.parametrize(
    ("body", "task"),
    [
        ("更正：任务2的进展应为6月20日走访企业9家，请以此为准。", "任务2"),
        ("张主任：附表第3项漏写了一句，请补上“6月28日复训1次”。", ""),
    ],
)
def test_whatever_a_body_corrects_or_adds_waits_beside_the_form(home: Path, body: str, task: str) -> None:
    put(home, "来信.eml", enclosed(mail(body), f"{UNIT}6月.xlsx", form(home)))
    _, answer = run(home)
    (left,) = [one for one in answer["findings"] if one["code"] == "unplaced"]
    assert told(home) == FACTS and task in left["message"]


@pytest.mark.parametrize(
    "line",
    [
        {"B30": "负责人（签字）：联络员01"},
        {"B30": "单位负责人：联络员01　　填报人：联络员02　　填报日期：2023年6月19日"},
        {"B30": "填报人：", "C30": "联络员01", "E30": "填报日期：", "F30": "2023年6月19日"},
    ],
)
def test_who_signed_stands_in_the_list_of_files_and_asks_nothing(home: Path, line: Mapping[str, str]) -> None:
    path = answered(home, UNIT, FACTS)
    book = load_workbook(path)
    for cell, text in line.items():
        book.worksheets[0][cell] = text
    book.save(path)
    code, answer = run(home)
    files = list(load_workbook(home / answer["master"])["文件清单"].iter_rows(values_only=True))
    (reason,) = [str(row[6]) for row in files if str(row[0]).startswith("inbox/")]
    assert "联络员01" in reason and all(day in reason for day in ("2023年6月19日",) if day in str(line))
    assert (code, codes(answer) - {"remark"}) == (0, set())


def test_every_mail_of_a_mailbox_counts(home: Path) -> None:
    parts = [enclosed(mail(), f"{unit}6月.xlsx", form(home, unit)) for unit in (UNIT, OTHER)]
    put(
        home,
        "收到的邮件.mbox",
        b"".join(b"From - Sat Jun 24 16:00:00 2023\n" + each.as_bytes() + b"\n" for each in parts),
    )
    code, _ = run(home)
    assert (code, told(home), told(home, OTHER)) == (0, FACTS, FACTS)


def test_a_form_in_a_mail_passed_on_in_a_mailbox_is_reached(home: Path) -> None:
    inner = enclosed(mail(), f"{UNIT}6月.xlsx", form(home))
    outer = mail("转发")
    outer.add_attachment(inner)
    put(
        home,
        "邮件.mbox",
        b"".join(b"From - Sat Jun 24 16:00:00 2023\n" + each.as_bytes() + b"\n" for each in (outer, mail())),
    )
    run(home)
    assert told(home) == FACTS


def test_the_moment_a_mail_tells_makes_a_late_receipt_a_question(home: Path) -> None:
    put(home, "来信.eml", enclosed(mail(), f"{UNIT}6月.xlsx", form(home)))
    _, answer = run(home, "2023-06-27T09:00")
    assert (answer["obligations"]["late"], answer["obligations"]["reported"]) == (0, 3)
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    said = [str(cell or "") for row in book["明细台账"].iter_rows(values_only=True) for cell in row]
    assert sum("收到时间待核对" in text and "06-24 16:00" in text for text in said) == 3


def test_a_mail_its_server_took_late_is_late_with_a_word_of_its_own_date(home: Path) -> None:
    taken = b"Received: from a by b; Mon, 26 Jun 2023 08:05:00 +0800\n"
    put(home, "来信.eml", taken + enclosed(mail(), f"{UNIT}6月.xlsx", form(home)).as_bytes())
    _, answer = run(home, "2023-06-27T09:00")
    assert answer["obligations"]["late"] == 3
    (said,) = [each["message"] for each in answer["findings"] if "自写的日期" in each["message"]]
    assert "2023-06-24 16:00" in said and "2023-06-26 08:05" in said


# --- several units, several sheets --------------------------------------------------------------


def both(home: Path, second: str, *, marked: bool = True) -> bytes:
    path = own_table(home / "a.xlsx", FACTS, f"填报单位：{UNIT}")
    book = load_workbook(path)
    book.worksheets[0].title = "任务清单"
    copy = book.copy_worksheet(book.worksheets[0])
    copy.title = second
    copy["A1"].value = f"填报单位：{second}" if marked else None
    for row in copy.iter_rows(min_row=3):
        row[6].value = f"{row[6].value}。"
        row[7].value = "联络员02 13900000002" if marked else row[7].value
    book.save(path)
    return path.read_bytes()


@pytest.mark.parametrize("name", [f"{UNIT}/两家6月.xlsx", f"{UNIT}/两家医院6月汇总.xlsx", "2所医院6月.xlsx"])
def test_another_units_sheet_is_that_units_whatever_folder_it_lies_in(home: Path, name: str) -> None:
    put(home, name, both(home, OTHER))
    _, answer = run(home)
    assert told(home) == FACTS
    assert answer["units"]["returned"] == 2
    assert "blank" not in codes(answer)


def test_a_sheets_name_alone_against_its_contact_is_asked(home: Path) -> None:
    put(home, f"{UNIT}/两家6月.xlsx", both(home, OTHER, marked=False))
    _, answer = run(home)
    assert answer["units"]["returned"] == 0
    assert "set_aside" in codes(answer)


def test_the_next_sheet_without_a_heading_goes_on(home: Path) -> None:
    table = [[str(seq), DETAILS[seq - 1], FACTS[seq], "王晓明 13900000001"] for seq in FACTS]
    book = load_workbook(sheet(home / "a.xlsx", [list(HEAD), *table[:1]]))
    rest = book.create_sheet("续表")
    for row in table[1:]:
        rest.append(row)
    book.save(home / "inbox" / f"{UNIT}6月.xlsx")
    code, answer = run(home)
    assert (code, told(home), codes(answer)) == (0, FACTS, set())


@pytest.mark.parametrize("between", ["（续表）", "续表1", "接上页", "（续）", "第2页 共3页"])
def test_the_line_between_two_parts_of_a_table_asks_nothing(home: Path, between: str) -> None:
    first, second = page({1: FACTS[1]}), page({2: FACTS[2], 3: FACTS[3]}).replace("<tr>", "<tr class=x>", 1)
    rest = second[: second.index("<tr")] + second[second.index("</tr>") + 5 :]
    put(home, f"{UNIT}6月.html", f"{first}<p>{between}</p>{rest}".encode())
    code, answer = run(home)
    assert (code, told(home), codes(answer)) == (0, FACTS, set())


def test_what_may_be_in_a_rest_that_does_not_fit_is_neither_blank_nor_sent_back(home: Path) -> None:
    book = Workbook()
    first, rest = book.worksheets[0], book.create_sheet("续表")
    first.append(list(HEAD))
    first.append(["1", DETAILS[0], FACTS[1], "王晓明 13900000001"])
    rest.append(["", "2", DETAILS[1], FACTS[2], "王晓明 13900000001"])
    book.save(home / "inbox" / f"{UNIT}6月.xlsx")
    _, answer = run(home, "2023-06-26T09:00")
    assert told(home) == {1: FACTS[1]}
    assert [each for each in answer["findings"] if each["code"] in ("blank", "placeholder")] == []
    assert "unplaced" in codes(answer)
    verb("flag", home, "--as-of", "2023-06-26T09:00")
    assert not [path for path in (home / "outbox/2023-06/退回补填").glob("*") if path.name.startswith(UNIT)]
    written = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["任务清单汇总"]
    said = [str(cell) for row in written.iter_rows(values_only=True) for cell in row if cell]
    assert any("待核对" in text for text in said)
