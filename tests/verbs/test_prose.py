"""Words without a table or a number: what is offered first is what the words are."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from mailing import mailed
from offices import DETAILS, FACT, UNITS, answered, merged, office
from tasklist.model.question import AS_ANSWER, PART_BY_PART, Doubt
from todo_book import offered, open_rows, say, shown, todo

UNIT = UNITS[0]
WHEN = "2023-06-21T09:00"
HEALED = "6月15日到社区义诊，服务群众120人。"
WORK = f"您好：\n{FACT}。\n{HEALED}\n联络员01"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def texts(home: Path) -> dict[int, str]:
    return {task: text for task, (_, text) in shown(home, UNIT).items()}


def test_a_mail_that_tells_of_work_is_offered_the_tasks_and_no_report_of_nothing(home: Path) -> None:
    mailed(home, WORK)
    merged(home, WHEN)
    assert open_rows(home) == [Doubt.FILE.label]
    assert offered(home)[0] == PART_BY_PART
    assert [each for each in offered(home) if each.endswith(AS_ANSWER)] == offered(home)[1:4]
    assert not any("零报告" in each for each in offered(home))
    assert PART_BY_PART in todo(home)[0]["建议"]


def test_all_of_it_may_answer_one_task(home: Path) -> None:
    mailed(home, WORK)
    merged(home, WHEN)
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    say(home, Doubt.FILE.label, "任务3")
    merged(home, WHEN)
    assert texts(home) == {1: "", 2: "", 3: f"{FACT}。\n{HEALED}"}
    assert not open_rows(home)
    say(home, Doubt.FILE.label, "")
    merged(home, WHEN)
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before


def test_part_by_part_each_paragraph_is_asked_by_itself(home: Path) -> None:
    mailed(home, WORK)
    merged(home, WHEN)
    say(home, Doubt.FILE.label, PART_BY_PART)
    merged(home, WHEN)
    assert open_rows(home) == [Doubt.CELL.label] * 2
    say(home, Doubt.CELL.label, "任务1", FACT)
    say(home, Doubt.CELL.label, "任务3", HEALED)
    merged(home, WHEN)
    assert texts(home) == {1: f"{FACT}。", 2: "", 3: HEALED}
    assert not open_rows(home)


def test_a_document_of_paragraphs_is_asked_in_the_same_way(home: Path) -> None:
    document = Document()
    for line in (FACT, HEALED):
        document.add_paragraph(line)
    document.save(str(home / "inbox" / f"{UNIT}.docx"))
    merged(home, WHEN)
    assert offered(home)[0] == PART_BY_PART
    say(home, Doubt.FILE.label, PART_BY_PART)
    merged(home, WHEN)
    assert open_rows(home) == [Doubt.CELL.label] * 2


def test_words_that_nothing_was_done_are_offered_as_that_first(home: Path) -> None:
    mailed(home, "您好：\n本月无相关工作开展，零报告。")
    merged(home, WHEN)
    assert offered(home)[0].startswith("零报告")
    assert PART_BY_PART not in offered(home)


def test_what_cannot_be_read_may_be_evidence_first(home: Path) -> None:
    (home / "inbox" / f"{UNIT}.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    merged(home, WHEN)
    assert offered(home)[0].endswith("的佐证材料")
    assert any("零报告" in each for each in offered(home))


def test_work_told_beside_a_form_is_no_report_of_nothing(home: Path) -> None:
    mailed(home, f"另：{HEALED}", answered(home, UNIT, {1: FACT}))
    merged(home, WHEN)
    assert offered(home)[0].startswith("任务1")
    assert not any(each.startswith("零报告") for each in offered(home))


def test_a_report_of_nothing_above_a_mail_of_the_month_before_is_no_work(home: Path) -> None:
    mailed(home, "本月零报告。\n\n2023年5月22日 10:00，联络员01 写道：\n> 5月我院组织学习2次，参训45人。")
    merged(home, WHEN)
    assert open_rows(home) == [Doubt.FILE.label]
    assert offered(home)[0].startswith("零报告")


def test_words_of_another_unit_in_a_letter_packed_with_a_form_wait_for_that_unit(home: Path) -> None:
    letter = home / "说明.txt"
    letter.write_text("您好：\n随信附上我院6月表。另，旗蒙医医院的任务3有误，应为12场，请更正。", "utf-8")
    form = answered(home, UNIT, {1: FACT}, into="")
    with ZipFile(home / f"inbox/{UNIT}报送.zip", "w") as packed:
        for path in (letter, form):
            packed.write(path, path.name)
    merged(home, WHEN)
    (row,) = [each for each in todo(home) if "任务3" in each["看到的情况"]]
    assert row["看到的情况"].startswith(UNITS[1])
    assert shown(home, UNITS[1])[3][0] == "待核对"
    assert len(open_rows(home)) == 1


def test_words_typed_over_a_task_are_asked_about_where_they_stand(home: Path) -> None:
    path = answered(home, UNIT, {})
    book = load_workbook(path)
    (cell,) = [each for page in book.worksheets for row in page.iter_rows() for each in row if each.value == DETAILS[0]]
    cell.value = "我院6月12日开展了学习，参训45人"
    book.save(path)
    merged(home, WHEN)
    assert todo(home)[0]["文件"].endswith(f"!{cell.coordinate}")
