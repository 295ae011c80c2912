"""The master on paper: LibreOffice prints it, and what it prints is held against the Ledger."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import openpyxl
import pytest

import demo
import printing
import worlds
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger, Status
from tasklist.views.master.workbook import render
from worlds import line

pytestmark = [
    pytest.mark.libreoffice(),
    pytest.mark.skipif(not printing.AVAILABLE, reason=printing.MISSING),
]

LONGEST = 6000


def wide() -> Ledger:
    """120 units × 30 tasks: each unit has one text of 5 to 6,000 characters, the other texts are short."""
    made = worlds.world(120, 30, 60)
    own = iter(range(120))
    lines, seen = [], set()
    for one in made.lines:
        if one.status is Status.REPORTED and one.text and one.obligation.unit not in seen:
            seen.add(one.obligation.unit)
            length = 5 + next(own) * 50 % (LONGEST - 4)
            one = line(one.obligation.unit, one.status, one.obligation.task or 0, (one.text * 600)[:length])  # noqa: PLW2901
        lines.append(one)
    return replace(made, lines=tuple(lines))


MIXED = (
    "6月12日", "参训45人，", "13900000001", "www.example.org/abc?x=1", "（一）", "走访企业", "；", "发放宣传册300份、",
    "A4", "2023-06-25", "12.5%", "\n", "“民族团结”", "①", "WPS", "GDP", "1,234,567.89元",
)  # fmt: skip


def mixed() -> Ledger:
    """Texts of every make: addresses, numbers, capitals, line breaks; long tasks, themes and names of units."""
    chance = Random(7)

    def text() -> str:
        some, length = chance.sample(MIXED, chance.randint(2, 9)), chance.choice((5, 20, 60, 150, 170, 300, 800, 3000))
        return "走访" + "".join(chance.choices(some, k=length))[:length].strip()

    plan = worlds.plan(12, 10)
    tasks = tuple(
        replace(
            one,
            detail=LONG_TASK[: chance.choice((30, 280, 700, len(LONG_TASK)))],
            themes=("深入实施各项工程，" * 5, "第二级工程"),
        )
        for one in plan.task_list.tasks
    )
    roster = replace(
        plan.roster, units=tuple(replace(one, name=one.name + "及所属综合服务站" * 2) for one in plan.roster.units)
    )
    office = replace(
        plan.campaign, office="某某市卫生健康委员会（市中医药管理局、市疾病预防控制局、市老龄工作委员会办公室）"
    )
    names = [one.name for one in roster.units]
    lines = (line(name, Status.REPORTED, seq, text()) for name in names for seq in range(1, 11))
    return worlds.ledger(
        tuple(lines), replace(plan, campaign=office, roster=roster, task_list=replace(plan.task_list, tasks=tasks))
    )


LONG_TASK = "总体要求如下。\n" + "".join(
    f"（{number}）围绕第{number}个方面组织开展相应活动，明确专人负责，建立台账，按季度报送进展，并做好宣传引导和资料归档；\n"
    for number in range(1, 23)
)


WORLDS = {"20 × 14": lambda: worlds.world(20, 14, 600), "120 × 30": wide, "mixed": mixed}


@dataclass(frozen=True)
class Printed:
    """A master, what it was made from, and the text of its pages."""

    ledger: Ledger
    book: openpyxl.Workbook
    pages: tuple[str, ...]


@pytest.fixture(scope="module", params=WORLDS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    ledger = WORLDS[request.param]()
    folder = tmp_path_factory.mktemp("print")
    data = render(Summary(ledger))
    (folder / "master.xlsx").write_bytes(data)
    book = openpyxl.load_workbook(io.BytesIO(data))
    yield Printed(ledger, book, printing.pages(printing.converted(folder / "master.xlsx", "pdf", folder)))


def test_the_overview_answers_on_its_first_page_and_the_official_list_follows(printed: Printed) -> None:
    """All names are told, so that the clerk's part and the pictures may stand on the next page."""
    assert printed.ledger.plan.campaign.title in printed.pages[0]
    assert "未报送的单位" in printed.pages[0]
    rules = next(number for number, page in enumerate(printed.pages) if "灯的规则" in page)
    assert rules < 4 + len(printed.ledger.plan.roster.units) // 60  # every name is told
    assert "填报日期" in printed.pages[rules + 1]


def test_no_page_is_empty_and_the_headings_stand_on_every_page(printed: Printed) -> None:
    assert len(printed.pages) > 20
    assert all(len(page) > 40 for page in printed.pages)
    bare = [printed.pages[number - 1] for number in printing.headless(printed.book, printed.pages)]
    # 总览 goes on without headings of its own; a table of 频次台账 brings its own.
    rules = next(number for number, page in enumerate(printed.pages) if "灯的规则" in page)
    bare = [page for page in bare if page not in printed.pages[: rules + 1]]
    assert all("每时段不少于" in page and "合计" in page for page in bare)


def test_every_cell_of_every_sheet_is_printed_whole(printed: Printed) -> None:
    assert printing.unprinted(printed.book, printed.pages) == []


def test_the_printed_cells_say_what_the_ledger_says(printed: Printed) -> None:
    book = printed.book
    detail: dict[tuple[str, int], str] = {}
    for row in book["明细台账"].iter_rows(min_row=2, values_only=True):
        detail[row[0], row[2]] = detail.get((row[0], row[2]), "") + (row[7] or "")
    owed = {(one.obligation.unit, one.obligation.task): one.text for one in printed.ledger.lines if one.obligation.task}
    assert detail == owed
    column = "".join(
        row[0] or "" for row in book["任务清单汇总"].iter_rows(min_row=4, min_col=7, max_col=7, values_only=True)
    )
    assert all(text in column for text in owed.values())


def test_no_text_is_taller_than_its_row(printed: Printed, tmp_path: Path) -> None:
    assert printing.clipped([printed.book], tmp_path) == []


def test_a_row_too_low_is_noticed(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(Summary(mixed()))))
    found = printing.clipped([book], tmp_path, room=0.7)
    assert len(found) > 50


@pytest.mark.parametrize("printed", ["20 × 14"], indirect=True)
def test_twenty_units_print_on_one_page_with_their_total(printed: Printed) -> None:
    (page,) = [page for page in printed.pages if "有效率=无存疑的项÷有内容的项" in page]
    assert "合计（有答复的）" in page


def test_no_text_of_any_workbook_the_demo_sends_or_keeps_is_taller_than_its_row(tmp_path: Path) -> None:
    assert demo.main(["--home", str(tmp_path), "--quiet"]) == 0
    period = tmp_path / demo.FOLDER / "outbox" / "2023-06"
    forms = sorted((period / "下发").iterdir())[::9]
    paths = (*sorted(period.glob("*.xlsx")), *sorted((period / "退回补填").iterdir()), *forms)
    assert len(paths) > 6
    shown = (openpyxl.load_workbook(path, data_only=True) for path in paths)
    assert printing.clipped(shown, tmp_path / "probe") == []
