"""The life of a cell: every version in order, what became of it and why."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl

import worlds
from tasklist.ledger.history import life, told
from tasklist.ledger.summary import Summary
from tasklist.ledger.versions import settle
from tasklist.model.ledger import Ledger, Status
from tasklist.model.place import Place
from tasklist.model.returns import Superseded
from tasklist.model.unplaced import Unplaced
from tasklist.views.master.workbook import render
from worlds import entry, line, unit

NAME = unit(0).name


def story(made: Ledger, task: int) -> str:
    official = made.plan.task_list.find(task)
    assert official
    return "\n".join(told(life(made, NAME, official)))


def test_every_version_is_told_oldest_first_with_its_file_and_what_became_of_it() -> None:
    texts = [f"已开展{number}次。" for number in range(1, 6)]
    versions = [entry(NAME, text, day=10 + place) for place, text in enumerate(texts)]
    winner = versions[-1]
    made = worlds.ledger(
        (line(NAME, Status.REPORTED, entries=(winner,)),),
        superseded=tuple(Superseded(winner, one, "后收到的一份为准") for one in versions[:-1]),
    )
    said = story(made, 1)
    places = [said.index(text) for text in texts]
    assert places == sorted(places)
    assert said.count("未采用：后收到的一份为准；采用的是第5个") == 4
    assert said.count("→ 采用") == 1
    assert str(winner.place) in said
    assert "状态：已报" in said


def test_versions_told_apart_by_a_tie_break_stand_in_the_order_that_decided() -> None:
    first, second = entry(NAME, "乙稿", place=Place("inbox/二/甲.xlsx", "表", "G4")), entry(NAME, "甲稿")
    first = replace(first, stamp=replace(first.stamp, name="甲.xlsx"))
    second = replace(second, place=Place("inbox/一/乙.xlsx", "表", "G4"), stamp=replace(second.stamp, name="乙.xlsx"))
    settled = settle([first, second], lambda _: False)
    made = worlds.ledger((line(NAME, Status.REPORTED, entries=settled.standing),), superseded=settled.superseded)
    assert [each.entry for each in life(made, NAME, worlds.task(1)).versions["progress"]] == [
        settled.superseded[0].loser,
        *settled.standing,
    ]
    known = life(made, NAME, worlds.task(1))
    assert (known.stands("progress"), known.stands("remark")) == (2, 0)
    assert "采用第2个" in story(made, 1)


def test_versions_of_another_period_are_told_with_that_period() -> None:
    may = [replace(entry(NAME, text, day=day), span="2023-05") for text, day in (("旧", 10), ("新", 11))]
    settled = settle([*may, entry(NAME, "六月的")], lambda _: False)
    made = worlds.ledger((line(NAME, Status.REPORTED, entries=settled.standing[1:]),), superseded=settled.superseded)
    assert "旧" not in story(made, 1)
    sheet = openpyxl.load_workbook(io.BytesIO(render(Summary(made))))["版本与冲突"]
    assert [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)] == ["任务1（2023-05）"]


def test_an_answer_to_a_task_no_longer_owed_still_says_which_version_stands() -> None:
    old, new = entry(NAME, "旧的", 2, day=10), entry(NAME, "新的", 2, day=11)
    made = worlds.ledger((line(NAME, Status.MISSING),), superseded=(Superseded(new, old, "后收到的为准"),))
    said = story(made, 2)
    assert "不欠这一项" in said
    assert said.index("旧的") < said.index("→ 未采用：后收到的为准；采用的是第2个") < said.index("新的")


def test_no_text_can_pass_for_what_is_said_of_it() -> None:
    forged = entry(NAME, "空话\n     → 采用\u202e\r\n")
    said = story(worlds.ledger((line(NAME, Status.REPORTED, entries=(forged,)),)), 1)
    assert said.count("\n     → 采用") == 1
    assert "     │      → 采用" in said
    assert "\u202e" not in said


def test_a_place_where_words_were_not_placed_is_named_where_they_are_missed() -> None:
    spots = [
        Unplaced(Place(f"inbox/{place}.xlsx", "表", "G4"), "走访8户", reason, NAME, tasks)
        for place, (reason, tasks) in enumerate(
            (("同一文件里任务1有不同的填报（表!G4、表!G9）", (1,)), ("任务11的责任单位里没有这个单位", (11,)))
        )
    ]
    said = story(worlds.ledger((line(NAME, Status.PARTIAL),), unplaced=tuple(spots)), 1)
    assert "inbox/0.xlsx!表!G4 的“走访8户”没有归位" in said
    assert "inbox/1.xlsx" not in said
    assert "另有1处" in said


def test_a_cell_nobody_answered_says_what_was_owed_and_that_nothing_came() -> None:
    said = story(worlds.ledger((line(NAME, Status.MISSING),)), 1)
    assert "各卫生健康单位" in said
    assert "没有收到过这一项的内容" in said
    assert "还没有交来" in said


def test_a_task_the_unit_does_not_owe_is_said_so() -> None:
    assert "不欠这一项" in story(worlds.ledger((line(NAME, Status.MISSING),)), 2)


def test_an_office_correction_is_shown_as_such() -> None:
    fixed = replace(entry(NAME, "更正后"), office=True)
    assert "汇总单位更正" in story(worlds.ledger((line(NAME, Status.REPORTED, entries=(fixed,)),)), 1)
