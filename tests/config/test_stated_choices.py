"""Choices that a list states, in brackets in a heading or in a note below, are those of the column, or are asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

import own_lists
from own_lists import read
from tasklist.model.layout import AnswerKind, Layout, Role
from tasklist.tables.list_roles import SettledColumn
from tasklist.tables.stated_choices import in_heading, in_notes

STATES = ("已完成", "正在推进", "未启动")


def listed(*headings: str, notes: tuple[str, ...] = ()) -> own_lists.OwnList:
    blank = ("",) * len(headings)
    return replace(
        own_lists.RECTIFICATION,
        rows=(
            ("序号", "问题", "整改措施", "责任单位", *headings),
            ("1", "台账不全", "补建台账", "医政股", *blank),
            ("2", "巡查不够", "加密巡查", "办公室", *blank),
        ),
        heading=1,
        merged=(),
        below=notes,
    )


def answers(layout: Layout) -> dict[str, tuple[str, AnswerKind | None, tuple[str, ...]]]:
    return {column.title: (column.key, column.kind, column.choices) for column in layout.columns if column.kind}


def test_a_heading_with_its_choices_is_a_choice_and_the_text_beside_it_the_main_answer() -> None:
    own = listed("整改进度（已完成/正在推进/未启动）", "整改进展")
    found = answers(read(own.excel(), "清单.xlsx").task_list.layout)
    assert found["整改进度（已完成/正在推进/未启动）"][1:] == (AnswerKind.CHOICE, STATES)
    assert found["整改进展"][:2] == ("progress", AnswerKind.TEXT)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_note_that_names_a_column_states_its_choices(kind: str) -> None:
    note = "注：1.每月25日前报送；2.“销号情况”填“已销号”或“未销号”；3.整改进度填报：已完成、正在推进、未启动。"
    own = listed("整改进度", "整改进展", "验收销号情况", notes=(note,))
    read_in = read(own.excel() if kind == "xlsx" else own.word(), f"清单.{kind}")
    found = answers(read_in.task_list.layout)
    assert found["整改进度"][1:] == (AnswerKind.CHOICE, STATES)
    assert found["验收销号情况"][1:] == (AnswerKind.CHOICE, ("已销号", "未销号"))
    assert (found["整改进展"][0], read_in.doubts) == ("progress", ())


def test_choices_in_a_note_that_names_no_column_are_asked() -> None:
    own = listed("整改进度", "整改进展", notes=("注：填报：已完成、整改中、未整改。",))
    read_in = read(own.excel(), "清单.xlsx")
    assert {kind for _, kind, _ in answers(read_in.task_list.layout).values()} == {AnswerKind.TEXT}
    assert any("已完成、整改中、未整改" in doubt and "campaign.columns" in doubt for doubt in read_in.doubts)


def test_what_a_person_settled_stays_whatever_a_note_says() -> None:
    own = listed("整改进度", "整改进展", notes=("注：整改进度填已完成、未完成。",))
    settled = {"整改进度": SettledColumn(Role.ANSWER, AnswerKind.CHOICE, ("好", "差"))}
    read_in = read(own.excel(), "清单.xlsx", settled=settled)
    assert answers(read_in.task_list.layout)["整改进度"][2] == ("好", "差")


@pytest.mark.parametrize(
    "heading",
    [
        "联系人（姓名/电话）",
        "完成时间（年/月/日）",
        "完成量（万元/亩）",
        "进展（已完成工作/未完成工作）",
        "投资（万元）",
    ],
)
def test_names_units_and_topics_in_brackets_are_no_choices(heading: str) -> None:
    assert in_heading(heading) == ()


@pytest.mark.parametrize(
    "note",
    [
        "注：每月25日前报送。",
        "注：联系人填姓名、电话。",
        "说明：未完成、逾期的，请写明原因。",
        "注：填报单位：办公室、医政股",
    ],
)
def test_other_notes_state_no_choices(note: str) -> None:
    assert in_notes((note,)) == []
