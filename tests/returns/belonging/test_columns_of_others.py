"""Columns and rows of answers under another unit's name, beside those under the unit's own."""

from __future__ import annotations

from laboratory import UNITS, form, received
from relaid import LABELS, issued, sent, told
from tasklist.model.book import Book, Grid
from twins import twins

COLUMNS = ("序号", "重点任务", "具体任务", "进展情况")
OWN, OTHER = "市第一人民医院", "市第十一人民医院"


def test_the_name_in_a_heading_counts_though_another_heading_crowns_it() -> None:
    world = twins()
    draft = form(OWN, world)
    issued = draft.book().grids[0].cells
    rows = [[issued.get((row, column), "") for column in (1, 2, 4, 8)] for row in range(4, 8)]
    crown = ("基本情况", "", "", "", "落实情况")
    heads = ("序号", "重点任务", "具体任务", f"{OTHER}进展情况", f"{OWN}进展情况")
    lines = [(f"填报单位：{OWN}",), crown, heads, *((*row[:3], f"乙院{row[3]}", row[3]) for row in rows)]
    cells = {(row, at): text for row, line in enumerate(lines, 1) for at, text in enumerate(line, 1) if text}
    made = received(draft, Book(grids=(Grid("Sheet1", cells, merged=((2, 1, 2, 4),)),), format="xlsx"), world=world)
    assert told(made) == {int(row[0]): row[3] for row in rows}


def test_rows_of_one_unit_under_a_line_that_names_another_are_asked_about() -> None:
    rows, heads = issued(), (*COLUMNS, "填报单位")
    own = [(*(row[name] for name in ("seq", "theme", "detail", "progress")), UNITS[0]) for row in rows[:4]]
    theirs = [(*line[:3], f"乙院{line[3]}", line[4]) for line in own]
    own[1] = (*own[1][:3], "", UNITS[0])
    made = sent(LABELS, heads, *own, (f"二、{UNITS[1]}",), heads, *theirs)
    assert not any(text.startswith("乙院") for text in told(made).values())
