"""A file of paragraphs, in whatever format, that answers tasks one by one: 任务1：…, 任务2：…"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from mailing import mailed
from offices import UNITS, merged, office
from tasklist.model.question import AS_NAMED
from todo_book import open_rows, say, shown

FIRST, PARENT, BRANCH = UNITS[0], UNITS[2], UNITS[3]
WHEN = "2023-06-21T09:00"
TEXTS = ("6月12日组织专题学习1次，参训45人", "6月13日建成教育点2处", "6月14日义诊3场")
LINES = [f"任务{number}：{text}。" for number, text in enumerate(TEXTS, 1)]


def docx(path: Path, lines: Sequence[str]) -> None:
    page = Document()
    for line in lines:
        page.add_paragraph(line)
    page.save(str(path))


def plain(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines), "utf-8")


def html(path: Path, lines: Sequence[str]) -> None:
    path.write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>", "utf-8")


def zipped(path: Path, lines: Sequence[str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("说明.txt", "\n".join(lines))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


@pytest.mark.parametrize(("ending", "write"), [("docx", docx), ("txt", plain), ("html", html), ("zip", zipped)])
@pytest.mark.parametrize("order", [1, -1])
def test_each_paragraph_is_offered_to_its_task(
    home: Path, ending: str, write: Callable[[Path, Sequence[str]], None], order: int
) -> None:
    write(home / f"inbox/{FIRST}6月.{ending}", LINES[::order])
    answer: Any = merged(home, WHEN)
    assert [state for state, _ in shown(home, FIRST).values()] == ["待核对"] * 3
    assert open_rows(home) == ["是哪一项任务"]
    say(home, "是哪一项任务", AS_NAMED)
    answer = merged(home, WHEN)
    assert [text for _, text in shown(home, FIRST).values()] == [f"{text}。" for text in TEXTS]
    assert open_rows(home) == [] and answer["files"][-1]["cells"]["merged"] == 3


def test_a_document_enclosed_in_a_mail_is_read_so_too(home: Path) -> None:
    docx(home / "6月进展.docx", LINES)
    mailed(home, "请查收", home / "6月进展.docx")
    merged(home, WHEN)
    assert [state for state, _ in shown(home, FIRST).values()] == ["待核对"] * 3


def test_a_document_of_two_units_is_asked_of_each(home: Path) -> None:
    docx(home / f"inbox/{PARENT}6月.docx", [f"{PARENT}：", LINES[0], f"{BRANCH}：", LINES[0], LINES[2]])
    merged(home, WHEN)
    assert [state for state, _ in shown(home, PARENT).values()].count("待核对") == 1
    assert [state for state, _ in shown(home, BRANCH).values()].count("待核对") == 2


def test_a_document_that_names_its_units_only_inside_waits_for_all_of_them(home: Path) -> None:
    docx(home / "inbox/6月.docx", [f"{PARENT}：", LINES[0], f"{BRANCH}：", LINES[0]])
    answer: Any = merged(home, "2023-06-26T09:00")
    assert open_rows(home) == ["是哪个单位的"] and not {PARENT, BRANCH} & {*answer["units"]["missing"]}
    say(home, "是哪个单位的", PARENT)
    merged(home, "2023-06-26T09:00")
    assert shown(home, BRANCH)[1][0] == shown(home, PARENT)[1][0] == "待核对"


def test_minutes_that_speak_of_a_task_are_no_answers(home: Path) -> None:
    docx(home / f"inbox/{FIRST}会议纪要.docx", ["会议纪要", "会议研究了任务3的落实，要求加快推进。"])
    merged(home, WHEN)
    assert open_rows(home) == ["这个文件怎么办"]
