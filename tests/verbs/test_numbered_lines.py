"""Lines of a mail that bear a number without saying that it is a task's."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailing import mailed
from offices import FACT, UNITS, answered, merged, office
from tasklist.model.question import AS_NAMED, DROPPED, PART_BY_PART
from todo_book import offered, open_rows, say, shown

WHEN = "2023-06-26T09:00"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def status(home: Path) -> list[str]:
    return [state for state, _ in shown(home, UNITS[0]).values()]


@pytest.mark.parametrize("text", ["3、6月14日义诊3场", "（三）6月14日义诊3场", "③6月14日义诊3场"])
def test_a_number_that_no_mere_count_begins_with_is_a_tasks(home: Path, text: str) -> None:
    mailed(home, text)
    merged(home, WHEN)
    assert status(home) == ["未报", "未报", "待核对"] and open_rows(home) == ["是哪一项任务"]
    say(home, "是哪一项任务", "3")
    merged(home, WHEN)
    assert shown(home, UNITS[0])[3] == ("已报", "6月14日义诊3场")


def test_a_range_of_numbers_is_a_report_of_nothing_for_all_of_them(home: Path) -> None:
    mailed(home, "2-3项本月无进展零报告")
    merged(home, WHEN)
    say(home, "是哪一项任务", "任务2、3")
    merged(home, WHEN)
    assert status(home) == ["漏项", "零报告", "零报告"]


@pytest.mark.parametrize("sign", [" ", "\n"])
def test_numbers_that_run_through_the_list_are_its_tasks(home: Path, sign: str) -> None:
    mailed(home, sign.join(["1.6月12日开会1次", "2.6月13日走访1处", "3.6月14日义诊3场"]))
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务"] and status(home) == ["待核对"] * 3
    say(home, "是哪一项任务", AS_NAMED)
    merged(home, WHEN)
    assert open_rows(home) == ["什么时候收到的"]
    assert [text for _, text in shown(home, UNITS[0]).values()] == [
        "6月12日开会1次",
        "6月13日走访1处",
        "6月14日义诊3场",
    ]


def test_what_only_counts_its_lines_may_be_of_any_task(home: Path) -> None:
    mailed(home, "一、6月12日召开会议1次\n二、6月13日走访12户")
    merged(home, WHEN)
    assert status(home) == ["待核对"] * 3 and open_rows(home) == ["没有归位的内容"] * 2
    say(home, "没有归位的内容", next(one for one in offered(home) if one.startswith("任务3")), "走访")
    say(home, "没有归位的内容", "不采用", "会议")
    merged(home, WHEN)
    assert shown(home, UNITS[0])[3] == ("已报", "6月13日走访12户") and "待核对" not in status(home)


@pytest.mark.parametrize("rest", ["其余同上月", "其余任务同上月", "其余不变"])
def test_that_the_others_are_as_they_were_is_no_word_of_the_task_before(home: Path, rest: str) -> None:
    mailed(home, f"任务1：6月12日学习1次，{rest}。")
    merged(home, WHEN)
    say(home, "是哪一项任务", "1", "学习")
    merged(home, WHEN)
    assert shown(home, UNITS[0])[1] == ("已报", "6月12日学习1次") and status(home)[1:] == ["待核对"] * 2


def test_a_report_written_into_a_letter_is_one_question(home: Path) -> None:
    """Its answer can be taken back; a task of which nothing was done is reported so; other words are asked apart."""
    mailed(home, "任务1：6月12日开会1次\n任务2：本月无\n任务3：6月14日义诊3场\n另外，我院联络员下月更换")
    merged(home, WHEN)
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    assert sorted(open_rows(home)) == ["是哪一项任务", "没有归位的内容"] and status(home) == ["待核对"] * 3
    say(home, "是哪一项任务", AS_NAMED)
    merged(home, WHEN)
    assert status(home) == ["已报", "零报告", "已报"] and "是哪一项任务" not in open_rows(home)
    say(home, "是哪一项任务", "")
    merged(home, WHEN)
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before
    say(home, "是哪一项任务", DROPPED)
    merged(home, WHEN)
    assert open_rows(home) == ["没有归位的内容"] and "已报" not in status(home)


def test_parts_beside_a_form_are_asked_each_by_itself(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})
    mailed(
        home,
        "任务1：6月12日开会1次\n任务2：6月13日走访1处\n任务3：6月14日义诊3场",
        home / f"inbox/{UNITS[0]}-2023年6月填报表.xlsx",
    )
    merged(home, WHEN)
    assert open_rows(home).count("是哪一项任务") == 3


def test_equal_words_under_different_numbers_are_asked_each_by_itself(home: Path) -> None:
    mailed(home, "1.零报告\n2.零报告\n3.6月5日党课1次")
    merged(home, WHEN)
    say(home, "是哪一项任务", PART_BY_PART)
    merged(home, WHEN)
    assert len(open_rows(home)) == 3
    say(home, "是哪一项任务", "1", "提到任务1")
    merged(home, WHEN)
    assert status(home) == ["零报告", "待核对", "待核对"]


@pytest.mark.parametrize("label", ["任务{}：", "任务{}", "{}、", "（{}）"])
def test_a_line_that_is_only_a_label_heads_the_lines_below_it(home: Path, label: str) -> None:
    said = ("6月8日学习1次31人。", "学习党章", "6月12日参观3批。", "6月14日义诊3场")
    heads = [label.format(number) for number in (1, 2, 3)]
    mailed(home, "\n".join((heads[0], *said[:2], heads[1], said[2], heads[2], said[3], "联络员01", "2023年6月19日")))
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务"]
    say(home, "是哪一项任务", AS_NAMED)
    merged(home, WHEN)
    assert open_rows(home) == ["什么时候收到的"]
    assert [text for _, text in shown(home, UNITS[0]).values()] == ["\n".join(said[:2]), *said[2:]]
