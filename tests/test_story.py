"""The life of a cell: every version in order, what became of it and why."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

import worlds
from tasklist.errors import UserError
from tasklist.model import Place, Status, Superseded
from tasklist.story import life
from tasklist.versions import settle
from tasklist.views.master import render
from worlds import entry, line, unit

NAME = unit(0).name


def test_every_version_is_told_oldest_first_with_its_file_and_what_became_of_it() -> None:
    texts = [f"已开展{number}次。" for number in range(1, 6)]
    versions = [entry(NAME, text, day=10 + place) for place, text in enumerate(texts)]
    winner = versions[-1]
    made = worlds.ledger(
        (line(NAME, Status.REPORTED, entries=(winner,)),),
        superseded=tuple(Superseded(winner, one, "后收到的一份为准") for one in versions[:-1]),
    )
    told = life(made, NAME, 1)
    places = [told.index(text) for text in texts]
    assert places == sorted(places)
    assert told.count("未采用：后收到的一份为准") == 4
    assert told.count("→ 采用") == 1
    assert str(winner.place) in told
    assert "现在的状态：已报" in told


def test_what_it_says_of_every_cell_is_what_the_sheet_of_versions_says() -> None:
    said = ("已开展1次。", "已开展2次。", "无", "已开展2次。", "已开展3次。", "已开展4次，参训30人。")
    versions = [
        replace(
            entry(NAME, text, seq, day=10 + (place + seq) // 2), place=Place(f"inbox/{place}.xlsx", "表", f"G{seq}")
        )
        for seq in (1, 2, 3)
        for place, text in enumerate(said)
    ]
    settled = settle(versions, lambda one: one.text == "无")
    lines = tuple(line(NAME, Status.REPORTED, one.task or 0, entries=(one,)) for one in settled.standing)
    made = worlds.ledger(lines, superseded=settled.superseded)
    sheet = openpyxl.load_workbook(io.BytesIO(render(made)))["版本与冲突"]
    table = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(settled.superseded) == 15 and table
    for one in lines:
        told, task = life(made, NAME, one.obligation.task or 0), one.obligation.label
        mine = [row for row in table if row[1] == task]
        assert told.count("未采用：") == len(mine)
        for row in mine:
            old, new = row[6].split("\n")[0], row[8].split("\n")[0]
            assert f"{old}　进展\n  “{row[3]}”\n  → 未采用：{row[5]}；采用的是 {new}" in told
            assert new == str(one.entries[0].place)


def test_an_alias_will_do() -> None:
    assert life(worlds.ledger((line(NAME, Status.MISSING),)), "1号单位", 1).startswith(NAME)


def test_a_cell_nobody_answered_says_what_was_owed_and_that_nothing_came() -> None:
    told = life(worlds.ledger((line(NAME, Status.MISSING),)), NAME, 1)
    assert "各卫生健康单位" in told
    assert "没有收到过这一项的内容" in told
    assert "还没有交来" in told


def test_a_task_the_unit_does_not_owe_is_said_so() -> None:
    assert "不欠这一项" in life(worlds.ledger((line(NAME, Status.MISSING),)), NAME, 2)


def test_an_office_correction_is_shown_as_such() -> None:
    fixed = replace(entry(NAME, "更正后"), office=True)
    assert "汇总单位更正" in life(worlds.ledger((line(NAME, Status.REPORTED, entries=(fixed,)),)), NAME, 1)


@pytest.mark.parametrize(("name", "task"), [("没有这家", 1), (NAME, 99)])
def test_an_unknown_unit_or_task_is_told_in_one_sentence(name: str, task: int) -> None:
    with pytest.raises(UserError, match="没有"):
        life(worlds.ledger((line(NAME, Status.MISSING),)), name, task)
