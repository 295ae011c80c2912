"""One mail that reports for its sender and for another unit: each is asked for its own, and nobody is dunned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mailing import mailed
from offices import UNITS, answered, merged, office, verb
from todo_book import offered, open_rows, say, shown, todo

PARENT, BRANCH, OTHER = UNITS[2], UNITS[3], UNITS[1]
SENDER, DUE = "unit03@example.org", "2023-06-26T09:00"
MIXED = "我院任务3：6月12日义诊3场；呼吉尔特分院任务3：6月13日义诊2场。"
HEADED = ["图克镇中心卫生院：", "任务3：6月12日义诊3场", "呼吉尔特分院：", "任务3：6月13日义诊2场"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def status(home: Path, unit: str) -> list[str]:
    return [state for state, _ in shown(home, unit).values()]


@pytest.mark.parametrize("text", [MIXED, "\n".join(HEADED), "\n".join(HEADED[2:] + HEADED[:2])])
def test_each_units_words_wait_for_it_and_are_put_where_they_belong(home: Path, text: str) -> None:
    mailed(home, text, sender=SENDER)
    answer: Any = merged(home, DUE)
    assert status(home, PARENT) == status(home, BRANCH) == ["未报", "未报", "待核对"]
    assert open_rows(home) == ["是哪一项任务"] * 2
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    say(home, "是哪一项任务", "3")
    answer = merged(home, DUE)
    assert shown(home, PARENT)[3][1].startswith("6月12日义诊3场") and shown(home, BRANCH)[3][1].startswith(
        "6月13日义诊2场"
    )
    assert answer["files"][0]["outcome"] == "merged" and open_rows(home) == ["什么时候收到的"]
    say(home, "是哪一项任务", "不采用", f"{BRANCH}：")
    merged(home, DUE)
    assert status(home, BRANCH) == ["未报"] * 3 and shown(home, PARENT)[3][0] == "已报"
    say(home, "是哪一项任务", "")
    merged(home, DUE)
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before


def test_a_unit_named_without_a_task_waits_wholly_and_is_not_reminded(home: Path) -> None:
    mailed(home, "我院任务1：6月12日学习1次。\n蒙医医院：6月10日签约20户，培训45人。", sender=SENDER)
    merged(home, DUE)
    assert status(home, OTHER) == ["待核对"] * 3
    assert f"{OTHER}：“6月10日签约20户，培训45人。”" in " ".join(row["看到的情况"] for row in todo(home))
    verb("remind", home, "--as-of", DUE)
    letters = [path for path in (home / "outbox/mail").rglob("*.eml") if b"unit02@example.org" in path.read_bytes()]
    assert not letters
    say(home, "没有归位的内容", "不采用")
    merged(home, DUE)
    assert status(home, OTHER) == ["未报"] * 3


@pytest.mark.parametrize("order", [1, -1])
def test_words_that_may_be_either_units_are_offered_to_both(home: Path, order: int) -> None:
    lines = ["呼吉尔特分院任务3：义诊2场。", "任务1：6月12日学习1次。"]
    mailed(home, "\n".join(lines[::order]), sender=SENDER)
    merged(home, DUE)
    assert shown(home, PARENT)[1][0] == shown(home, BRANCH)[1][0] == "待核对"
    assert shown(home, PARENT)[3][0] == "未报"
    say(home, "是哪一项任务", "1", "学习")
    merged(home, DUE)
    assert shown(home, PARENT)[1] == ("已报", "6月12日学习1次。") and shown(home, BRANCH)[1][0] == "未报"
    say(home, "是哪一项任务", next(one for one in offered(home) if one.startswith(f"{BRANCH}的任务1")), "学习")
    merged(home, DUE)
    assert shown(home, BRANCH)[1] == ("已报", "6月12日学习1次。") and shown(home, PARENT)[1][0] == "未报"


def test_more_time_that_a_mail_asks_for_another_unit_is_that_units(home: Path) -> None:
    mailed(home, "呼吉尔特分院任务1申请延期至7月5日报送；我院任务3：6月14日义诊2场。", sender=SENDER)
    merged(home, DUE)
    say(home, "是否同意延期", "同意延期至 2023-07-05", BRANCH)
    merged(home, DUE)
    assert shown(home, BRANCH)[1][0] == "未到期" and shown(home, PARENT)[1][0] == "未报"


def test_why_tells_of_the_words_in_the_others_mail(home: Path) -> None:
    mailed(home, MIXED, sender=SENDER)
    merged(home, DUE)
    assert "义诊2场" in verb("why", home, BRANCH, "3", "--as-of", DUE)[1]


def test_a_strangers_mail_holds_the_units_it_speaks_for_until_somebody_says_whose_it_is(home: Path) -> None:
    mailed(home, "\n".join(HEADED), sender="stranger@example.org")
    merged(home, DUE)
    assert {*status(home, PARENT), *status(home, BRANCH)} == {"待核对"} and "未报" in status(home, OTHER)
    say(home, "是哪个单位的", PARENT)
    merged(home, DUE)
    assert status(home, PARENT) == status(home, BRANCH) == ["未报", "未报", "待核对"]
    say(home, "是哪个单位的", "不采用")
    merged(home, DUE)
    assert {*status(home, PARENT), *status(home, BRANCH)} == {"未报"}


@pytest.mark.parametrize(("subject", "above"), [("代旗蒙医医院报6月进展", ""), ("6月报表", "现代旗蒙医医院报送：\n")])
def test_the_words_of_a_mail_sent_for_another_unit_may_be_of_either(home: Path, subject: str, above: str) -> None:
    mailed(home, f"{above}任务1：6月8日学习15人。", sender=SENDER, subject=subject)
    merged(home, DUE)
    assert shown(home, PARENT)[1][0] == shown(home, OTHER)[1][0] == "待核对"


@pytest.mark.parametrize(("text", "states"), [
    ("呼吉尔特分院的表见附件。我院本月零报告。", ["待核对"] * 3),
    ("呼吉尔特分院的表见附件。我院任务2：6月15日义诊2次。", ["未报", "待核对", "未报"]),
])  # fmt: skip
def test_beside_the_branchs_form_the_parents_words_are_the_parents(home: Path, text: str, states: list[str]) -> None:
    form = answered(home, BRANCH, {1: "6月3日学习1次", 2: "6月4日义诊5次", 3: "6月5日培训8人"})
    mailed(home, text, form, sender=SENDER, subject="呼吉尔特分院6月表")
    merged(home, DUE)
    assert status(home, PARENT) == states and status(home, BRANCH) == ["已报"] * 3
    if "任务2" in text:
        say(home, "是哪一项任务", "2")
        merged(home, DUE)
        assert shown(home, PARENT)[2][1].startswith("6月15日义诊2次") and shown(home, BRANCH)[2][1] == "6月4日义诊5次"


@pytest.mark.parametrize(("text", "states"), [
    ("我院任务1：6月8日学习31人。\n分院任务2：6月9日义诊2次。", ["未报", "待核对", "未报"]),
    ("我院及呼吉尔特分院6月均为零报告。", ["待核对"] * 3),
])  # fmt: skip
def test_a_branch_may_be_called_just_that_or_be_named_with_the_sender(home: Path, text: str, states: list[str]) -> None:
    mailed(home, text, sender=SENDER)
    merged(home, DUE)
    assert status(home, BRANCH) == states and "待核对" in status(home, PARENT)
