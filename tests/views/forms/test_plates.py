"""A form whose words were exchanged is the form that would have been drawn, to the byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offices_own
from formed import SHEET, TEMPLATE
from tasklist.model.plan import Deliverable, Quota
from tasklist.views.forms.plates import Press, of_nobody
from tasklist.views.forms.unit_form import FormSheet, form

QUOTA = Quota("工作动态信息", 1, "week", (SHEET.unit,))
TASKS = [task.seq for task in SHEET.tasks]


def told(unit: str, *contacts: str) -> FormSheet:
    """A unit's content, with these contacts for its tasks in turn."""
    by_task = {task: {"contact": text} for task, text in zip(TASKS, contacts, strict=False)}
    return replace(SHEET, unit=unit, answers=by_task)


ALIKE = [
    [told("某市人民医院"), told("本市中医医院"), told("某市人民医院（新）")],
    [told("甲卫生院", *["张三 13800000001"] * 5), told("乙卫生院", *["李四 13900000002"] * 5)],
    [told("甲卫生院", "张三 0477-1", "李四 0477-2"), told("乙卫生院", "王五 0477-3", "赵六 0477-4")],
    [told("甲卫生院", "张三 0477-1", "李四 0477-2"), told("乙卫生院", "赵六 0477-4", "王五 0477-3")],
    [told("甲卫生院", "组织专题"), told("乙卫生院", "乙卫生院"), told("丙卫生院", "委机关")],
    [told("各单位"), told("委机关"), told("_x4e00_院"), told("A&B院"), told("CDC"), told("甲 院")],
    [replace(told(name), tasks=(), quotas=(QUOTA,)) for name in ("甲卫生院", "乙卫生院")],
    [
        replace(told(name), quotas=(QUOTA,), deliverables=(Deliverable("总结", SHEET.created, (name,)),))
        for name in ("甲卫生院", "乙卫生院")
    ],
    [replace(told(name), last={1: "上期已开展"}) for name in ("甲卫生院", "乙卫生院")],
    [replace(told(name), answers={1: {"progress": "已开展"}}) for name in ("甲卫生院", "乙卫生院")],
    [told("甲卫生院"), replace(told("乙卫生院"), tasks=SHEET.tasks[1:]), replace(told("丙卫生院"), period="2023-07")],
]


@pytest.mark.parametrize("template", [TEMPLATE, offices_own.template()], ids=["official", "an office's own"])
@pytest.mark.parametrize("contents", ALIKE)
def test_it_is_the_form_that_would_have_been_drawn(contents: list[FormSheet], template: bytes) -> None:
    press = Press(template)
    for content in contents:
        assert press.form(content) == form(template, content)


_WORD = st.text(st.sampled_from("院心㐀一1９A_&< 。，/-（x0"), min_size=1, max_size=6).filter(str.strip)


@settings(max_examples=40)  # each draws whole forms
@given(st.lists(st.builds(told, _WORD, _WORD, _WORD), min_size=1, max_size=2))
def test_whatever_a_unit_and_its_contacts_are_called(contents: list[FormSheet]) -> None:
    press = Press(TEMPLATE)
    for content in [told("甲心院", "乙 1", "丙 2"), *contents]:
        assert press.form(content) == form(TEMPLATE, content)


def test_forms_alike_are_drawn_once() -> None:
    drawn: list[str] = []
    press = Press(TEMPLATE, lambda content, draw: drawn.append(content.unit) or draw())
    for unit in ("甲卫生院", "乙卫生院", "丙卫生院"):
        press.form(told(unit, "张三 13800000001"))
    nobody = of_nobody(told("丁卫生院"))
    assert nobody and drawn == [nobody.unit]
