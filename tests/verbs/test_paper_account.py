"""上报稿 of whole campaigns, of random answers and of 120 units × 30 tasks, held against the returns themselves."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random

import openpyxl
import pytest

import campaign_2022
import demo
import fill
import golden
import merge
import paper_account
import worlds
from paper_account import Known, faults, of_home
from tasklist.ledger import upward
from tasklist.model.ledger import Line, Status
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.views.upward import document, workbook
from worlds import line, unit

SAID = (
    "6月12日组织专题学习1次", "发放宣传册300份", "义诊3场", "参训45人", "高度重视，加强领导", "下一步将走访30户",
    "存在问题：经费不足", "恳请上级协调解决", "印发《方案（试行）》", "我院走访企业12家", "一、工作开展情况", "1.",
    "（二）", "无", "约20份", "截至6月5日累计随访1.5万人次", "建议增加编制2名", "[1]", "<b>", "同类合计：义诊9场",
    "责任单位3家", "已报2家", "未报0家", "另有3条（涉及2家单位）限于篇幅未列", "2号单位：义诊2场", "培训３次",
    "满意率98.5%", "投入12.5万元", "义诊两三场", "全市开展义诊40场", "会同妇联走访12户", "计划培训6次",
    "因设备老化，更新设备3台", "6月2日义诊1场", "6月12日，组织专题学习1次", "“三会一课”2次",
)  # fmt: skip
TABLE = "时间\t内容\t人数\n6月1日\t义诊\t30\n"
STOPS = ("，", "。", "；", "：", "\n", "、", "")


def answer(chance: Random) -> str:
    """Anything a unit may write, frames of the paper among it."""
    if chance.random() < 0.1:
        return ""
    words = (chance.choice((*SAID, TABLE) if chance.random() < 0.1 else SAID) for _ in range(chance.randint(1, 9)))
    return "".join(word + chance.choice(STOPS) for word in words)


def lived(home: Path, month: int, chance: Random) -> list[str]:
    """Every form of the month filled, answered at random in both open columns, and merged: the faults of the paper."""
    period = f"{campaign(home)}-{month:02d}"
    golden.heard(fill.main, home, f"{period}-02T09:00", "--period", period)
    for form in sorted((home / "outbox" / period / "下发").iterdir()):
        book = openpyxl.load_workbook(form)
        page = book["任务清单"]
        heading = next(row for row in page.iter_rows(max_row=8) if row[0].value == "序号")
        column = next(cell.column for cell in heading if cell.value and "进展" in str(cell.value))
        for row in range(heading[0].row + 1, page.max_row + 1):
            if str(page.cell(row, 1).value or "").isdigit():
                page.cell(row, column).value = answer(chance)
                page.cell(row, column + 2).value = answer(chance) if chance.random() < 0.2 else None
        book.save(home / "inbox" / form.name)
    golden.heard(merge.main, home, f"{period}-20T09:00", "--period", period)
    return of_home(home, period)


def campaign(home: Path) -> str:
    """The year of a home's campaign."""
    return "2022" if "2022" in (home / "config.yaml").read_text("utf-8").split("issued_on:")[1][:12] else "2023"


def nation(home: Path) -> Path:
    """The campaign of 2022 with the list its notice has in words."""
    golden.set_up(golden.CASES[1], home)
    shutil.copyfile(campaign_2022.LIST, home / "templates/任务清单.xlsx")
    config = (home / "config.yaml").read_text("utf-8")
    (home / "config.yaml").write_text(
        config.replace("campaign:\n", "campaign:\n  task_list: templates/任务清单.xlsx\n"), "utf-8"
    )
    return home


def shipped(home: Path) -> Path:
    return golden.set_up(golden.CASES[0], home)


def test_the_paper_of_the_demo_says_what_the_returns_say(tmp_path: Path) -> None:
    assert demo.main(["--home", str(tmp_path), "--quiet"]) == 0
    assert of_home(tmp_path / demo.FOLDER, "2023-06") == []


@pytest.mark.parametrize("made", [shipped, nation])
def test_the_paper_of_random_answers_says_what_the_returns_say(made: Callable[[Path], Path], tmp_path: Path) -> None:
    assert lived(made(tmp_path / "home"), 6, Random(1)) == []


@lru_cache(2)
def province(units: int, tasks: int) -> tuple[bytes, bytes, Known]:
    """The paper in both forms, and what its ledger knows."""
    chance = Random(3)
    lines = [some(unit(place).name, seq, chance) for place in range(units) for seq in range(1, tasks + 1)]
    made = worlds.ledger(tuple(lines), worlds.plan(units, tasks))
    report = upward.build(made, DEFAULT_WORDS)
    cells = {str(each.place): each.text for one in lines for each in one.entries}
    statuses = {(one.obligation.unit, one.obligation.task or 0): one.status.label for one in lines}
    known = Known(cells.__getitem__, statuses, {unit(place).name: unit(place).aliases[0] for place in range(units)})
    return workbook.render(report), document.render(report), known


def some(name: str, seq: int, chance: Random) -> Line:
    text = answer(chance)
    return line(name, chance.choice((Status.REPORTED, Status.LATE)) if text else Status.MISSING, seq, text)


def test_the_paper_of_120_units_and_30_tasks_says_what_they_say() -> None:
    assert faults(*province(120, 30)) == []


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("300份", "301份"),
        ("已报", "未报"),
        ("号单位、", "号单位和"),
        ("。\n", "。各单位高度重视。\n"),
        ("计：", "计：约"),
    ],
)
def test_a_word_or_a_number_nobody_wrote_is_noticed(told: str, instead: str) -> None:
    data, word, known = province(12, 6)
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book["上报稿"]
    cell = next(row[7] for row in page.iter_rows(min_row=4) if told in str(row[7].value))
    cell.value = str(cell.value).replace(told, instead, 1)
    changed = io.BytesIO()
    book.save(changed)
    assert any(paper_account.texts(book))
    assert len(faults(changed.getvalue(), word, known)) > 1, "beside that Word and Excel differ"
