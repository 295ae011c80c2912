"""Tables of a document each behind a line that says whose it is: none goes to whom another one names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import pytest

from offices import UNITS, merged, office, task_list
from tasklist.config.task_list import HEADINGS
from tasklist.model.question import EACH_ITS_OWN
from todo_book import offered, open_rows, say, shown

WHOLE, BRANCH = UNITS[2], UNITS[3]
ASKED = "是哪个单位的"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def text(seq: int, place: int) -> str:
    return f"6月{seq}日组织学习{seq}次，参训{seq}{place}人"


def rows(place: int) -> Iterator[list[str]]:
    yield list(HEADINGS)
    for task in task_list().tasks:
        official = [str(task.seq), task.theme, task.detail, task.lead, task.responsible, task.deadline.text]
        yield [*official, text(task.seq, place), "", ""]


def document(path: Path, *heads: str, title: str = "") -> None:
    made = docx.Document()
    for line in filter(None, (title, *heads[:1])):
        made.add_paragraph(line)
    for place, head in enumerate(heads):
        if place:
            made.add_paragraph(head)
        table = made.add_table(rows=0, cols=len(HEADINGS))
        for row in rows(place):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    made.save(str(path))


def page(path: Path, *heads: str) -> None:
    def table(place: int) -> str:
        lines = ("".join(f"<td>{text}</td>" for text in row) for row in rows(place))
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    body = "".join(f"<p>{head}</p>{table(place)}" for place, head in enumerate(heads))
    path.write_text(f"<html><meta charset='utf-8'><body>{body}</body></html>", "utf-8")


def answers(home: Path, units: Sequence[str]) -> list[str]:
    return [shown(home, unit)[1][1] for unit in units]


@pytest.mark.parametrize("heads", [("一、院本部", "二、呼吉尔特分院"), ("（一）总院：", "（二）分院情况如下：")])
def test_tables_under_headings_are_asked_and_taken_apart_by_one_answer(home: Path, heads: tuple[str, str]) -> None:
    document(home / f"inbox/{WHOLE}6月.docx", *heads, title=f"{WHOLE}6月任务落实情况")
    merged(home)
    assert open_rows(home)[:1] == [ASKED] and offered(home)[:2] == [WHOLE, BRANCH]
    say(home, ASKED, EACH_ITS_OWN)
    merged(home, "2023-06-26T10:00")
    assert open_rows(home) == []
    assert answers(home, (WHOLE, BRANCH)) == [text(1, 0), text(1, 1)]


@pytest.mark.parametrize("heads", [(f"{WHOLE}：", f"{BRANCH}："), (f"填报单位：{WHOLE}", f"填报单位：{BRANCH}")])
def test_tables_of_a_page_headed_by_full_names_are_each_their_own(home: Path, heads: tuple[str, str]) -> None:
    page(home / "inbox/六月.html", *heads)
    assert [one["unit"] for one in merged(home)["files"]] == [f"{WHOLE}、{BRANCH}"]  # type: ignore[attr-defined]
    assert not (home / "outbox/待办.xlsx").exists()
    assert answers(home, (WHOLE, BRANCH)) == [text(1, 0), text(1, 1)]


@pytest.mark.parametrize(
    "head", ["落实情况如下：", "各卫生院情况：", "一、本月进展", f"{WHOLE}6月份落实情况", "办公室："]
)
def test_a_line_that_names_nobody_else_leaves_the_table_the_files_own(home: Path, head: str) -> None:
    document(home / f"inbox/{WHOLE}6月.docx", head)
    assert [one["unit"] for one in merged(home)["files"]] == [WHOLE]  # type: ignore[attr-defined]
