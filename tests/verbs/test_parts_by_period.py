"""One letter or file with parts for several periods: each part is of the period its heading says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from mailing import mailed
from offices import FACT, UNITS, merged, office, own_table, sheet, task_list
from todo_book import offered, open_rows, say, shown, todo

HEAD = ("序号", "重点任务", "具体任务", "完成时限", "工作任务推进措施及进展情况")
MAY, JUNE = {1: "5月12日专题学习1次", 3: "5月14日义诊2场"}, {1: FACT, 2: "6月13日建成教育点2处"}
WHEN = "2023-06-21T09:00"
TWO_PARTS = (
    "王主任：\n一、5月份补充：\n任务3：5月18日补查药房36处。\n二、6月份情况：\n任务1：6月12日专题学习1次，45人参加。\n"
    "任务3：6月14日义诊3场。\n联络员01"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def spans(home: Path) -> list[set[str]]:
    """Row by row of what is asked about tasks, the periods its sentence names."""
    rows = [row for row in todo(home) if row["事项"] == "是哪一项任务"]
    return [{span for span in ("2023-05", "2023-06") if span in row["看到的情况"]} for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        TWO_PARTS,
        TWO_PARTS.replace("一、5月份补充", "补报上月").replace("二、6月份情况", "本月情况"),
        TWO_PARTS.replace("一、5月份补充：", "2023年5月份").replace("二、6月份情况：", "6月工作进展情况"),
        TWO_PARTS.replace("一、5月份补充：\n", "补报5月：").replace("二、6月份情况：\n", "本月：\n"),
    ],
)
def test_each_part_of_a_letter_is_of_the_period_of_its_heading(home: Path, text: str) -> None:
    mailed(home, text, subject="报送")
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务"] * 3
    assert spans(home) == [{"2023-05"}, {"2023-06"}, {"2023-06"}]
    answers = [one for one in offered(home) if one.startswith("任务")]
    assert answers and all("报送期 2023-0" in one for one in answers)
    say(
        home,
        "是哪一项任务",
        "任务3　加强传统医药资源保护和开发利用，实…（代替原来填的），报送期 2023-05",
        seen="补查药房",
    )
    say(home, "是哪一项任务", "1", seen="专题学习")
    say(home, "是哪一项任务", "3", seen="义诊")
    merged(home, WHEN)
    assert not open_rows(home)
    assert [text for _, text in shown(home, UNITS[0]).values()] == [
        "6月12日专题学习1次，45人参加。",
        "",
        "6月14日义诊3场。",
    ]


def test_words_above_every_heading_of_a_period_may_be_of_any_of_them(home: Path) -> None:
    mailed(home, f"任务2：建成教育点2处。\n{TWO_PARTS}", subject="报送")
    merged(home, WHEN)
    assert "信里没有写是哪一期的" in todo(home)[0]["看到的情况"]
    assert {one[-7:] for one in offered(home) if one.startswith("任务2")} == {"2023-05", "2023-06"}


def test_a_heading_of_the_one_period_of_a_letter_is_not_asked_about(home: Path) -> None:
    mailed(home, "王主任：\n6月份补充：\n任务3：6月14日义诊3场。", subject="报送")
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务"]
    assert not [one for one in offered(home) if "报送期" in one and one.startswith("任务")]


def test_months_inside_the_answer_to_a_task_are_not_surely_the_report_s(home: Path) -> None:
    mailed(home, "任务3：\n5月份：\n义诊2场，接诊30人\n6月份：\n义诊3场，接诊45人", subject="6月报送")
    merged(home, WHEN)
    assert {one[-7:] for one in offered(home) if one.startswith("任务3")} == {"2023-05", "2023-06"}
    say(home, "是哪一项任务", next(one for one in offered(home) if "2023-06" in one and one.startswith("任务3")))
    merged(home, WHEN)
    assert shown(home, UNITS[0])[3][1] == "5月份：\n义诊2场，接诊30人\n6月份：\n义诊3场，接诊45人"


def rows(answers: dict[int, str]) -> list[list[str]]:
    tasks = [task for task in task_list().tasks if task.seq in answers]
    return [[str(each.seq), each.theme, each.detail, each.deadline.text, answers[each.seq]] for each in tasks]


def stacked(home: Path) -> None:
    lines = [
        [f"填报单位：{UNITS[0]}"],
        ["5月份"],
        list(HEAD),
        *rows(MAY),
        [""],
        ["6月份任务落实情况"],
        list(HEAD),
        *rows(JUNE),
    ]
    sheet(home / "inbox/任务清单.xlsx", lines)


def one_table(home: Path) -> None:
    lines = [[f"填报单位：{UNITS[0]}"], list(HEAD), ["一、5月份补报"], *rows(MAY), ["二、本月情况"], *rows(JUNE)]
    sheet(home / "inbox/任务清单.xlsx", lines)


def document(home: Path) -> None:
    made = Document()
    made.add_paragraph(f"填报单位：{UNITS[0]}")
    for title, answers in (("5月份任务落实情况", MAY), ("6月份任务落实情况", JUNE)):
        made.add_paragraph(title)
        table = made.add_table(0, len(HEAD))
        for line in (list(HEAD), *rows(answers)):
            for cell, text in zip(table.add_row().cells, line, strict=True):
                cell.text = text
    made.save(str(home / "inbox/任务清单.docx"))


@pytest.mark.parametrize("lay", [stacked, one_table, document])
def test_tables_under_the_lines_of_several_periods_are_each_of_its_own(home: Path, lay: Callable[[Path], None]) -> None:
    lay(home)
    merged(home, WHEN)
    assert [text for _, text in shown(home, UNITS[0]).values()] == [JUNE[1], JUNE[2], ""]
    assert open_rows(home) == ["是不是那一期的填报"] and "下面填的是2023-05的" in todo(home)[0]["看到的情况"]
    say(home, "是不是那一期的填报", "并入2023-05")
    merged(home, WHEN, "--period", "2023-05")
    assert not open_rows(home)
    assert (home / "outbox/2023-05/汇总表.xlsx").exists()
    merged(home, WHEN)
    assert [text for _, text in shown(home, UNITS[0]).values()] == [JUNE[1], JUNE[2], ""]


def test_one_period_above_all_tables_is_the_file_s_and_nothing_is_asked(home: Path) -> None:
    own_table(home / f"inbox/{UNITS[0]}.xlsx", JUNE, "2023年6月份任务落实情况")
    merged(home, WHEN)
    assert not (home / "outbox/待办.xlsx").exists() and shown(home, UNITS[0])[1][1] == FACT
