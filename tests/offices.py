"""A small home folder on disk: three tasks, five units, and returns made by filling the real forms."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from importlib import import_module
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tasklist.config.task_list import HEADINGS
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.model.tasks import Task, TaskList
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.plan.deadlines.deadlines import read_deadline
from tasklist.views.forms import official_list

ISSUED = date(2023, 4, 4)
UNITS = ("乌审旗人民医院", "旗蒙医医院", "图克镇中心卫生院", "图克镇中心卫生院呼吉尔特分院", "委办公室")
DETAILS = (
    "党组理论学习中心组每年专题学习不少于一次，书记讲专题课一次",
    "利用党员活动中心打造实践教育阵地，建立职工、青年教育点",
    "加强传统医药资源保护和开发利用，实施健康行动",
)
FACT = "6月12日组织专题学习1次，参训45人"

CONFIG = """\
campaign:
  title: 试点工作任务清单
  office: 乌审旗卫生健康委员会
  document_number: ""
  issued_on: 2023-04-04
  timezone: Asia/Shanghai
  task_list: templates/任务清单.xlsx
  roster: templates/单位名册.xlsx
periods: {every: month, due: 25}
mail: {from: office@example.org, report_to: leader@example.org}
"""
ROSTER = [
    ["单位名称", "简称", "类别", "上级单位", "联络员", "联系电话", "邮箱", "启用日期", "停用日期"],
    [UNITS[0], "人民医院、旗医院", "卫生健康单位", "", "联络员01", "13900000001", "unit01@example.org", "", ""],
    [UNITS[1], "蒙医医院", "卫生健康单位", "", "联络员02", "13900000002", "unit02@example.org", "", ""],
    [UNITS[2], "图克卫生院", "卫生健康单位", "", "联络员03", "13900000003", "unit03@example.org", "", ""],
    [UNITS[3], "呼吉尔特分院", "卫生健康单位", UNITS[2], "联络员04", "13900000004", "", "", ""],
    [UNITS[4], "办公室", "委机关股室", "", "联络员05", "13900000005", "unit05@example.org", "", ""],
]


def task_list() -> TaskList:
    """Three tasks: everybody owes 1 and 3, the institutions 2."""
    responsible = ("委机关各股室、各卫生健康单位", "各卫生健康单位", "委机关各股室、各卫生健康单位")
    phrases = ("6月底前", "常态化推进", "2月底前，常态化推进")
    tasks = tuple(
        Task(
            seq,
            ("主题一" if seq < 3 else "主题二",),
            detail,
            "卫健委",
            who,
            read_deadline(when, ISSUED, WEEKENDS_ONLY),
        )
        for seq, (detail, who, when) in enumerate(zip(DETAILS, responsible, phrases, strict=True), 1)
    )
    return TaskList("试点工作任务清单", tasks, HEADINGS)


def office(home: Path, config: str = CONFIG, roster: Sequence[Sequence[object]] = tuple(ROSTER)) -> Path:
    """Write a whole home folder and give it back."""
    for name in ("templates", "inbox", "outbox"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "config.yaml").write_text(config, "utf-8")
    campaign = Campaign(
        "试点工作任务清单", "乌审旗卫生健康委员会", "", ISSUED, "Asia/Shanghai", PeriodRule("month", "25")
    )
    (home / "templates/任务清单.xlsx").write_bytes(official_list.official_template(task_list(), campaign))
    sheet(home / "templates/单位名册.xlsx", roster)
    return home


def sheet(path: Path, rows: Sequence[Sequence[object]], title: str = "Sheet1") -> Path:
    """A workbook of one sheet, as typed."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = title
    for row in rows:
        page.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def own_table(path: Path, answers: Mapping[int, str], head: str = "", contact: str = "联络员01 13900000001") -> Path:
    """A unit's own copy of the table: official headings, no mark, a title line above."""
    rows = [[head], list(HEADINGS)] if head else [list(HEADINGS)]
    for task in task_list().tasks:
        if task.seq in answers:
            text = answers[task.seq]
            rows.append(
                [
                    str(task.seq),
                    task.theme,
                    task.detail,
                    task.lead,
                    task.responsible,
                    task.deadline.text,
                    text,
                    contact,
                    "",
                ]
            )
    return sheet(path, rows)


def verb(name: str, home: Path, *options: str) -> tuple[int, str, str]:
    """Run a verb in this process: exit code, what it printed, what it complained of."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = import_module(name).main([*options, "--home", str(home)])
    return code, out.getvalue(), err.getvalue()


def merged(home: Path, as_of: str = "2023-06-26T09:00", *options: str) -> dict[str, object]:
    """`merge --json` as data."""
    _, out, err = verb("merge", home, "--as-of", as_of, "--json", *options)
    assert out, err
    answer: dict[str, object] = json.loads(out)
    return answer


def form(home: Path, unit: str, as_of: str = "2023-06-01T09:00") -> Path:
    """The unit's form, filled if need be."""
    folder = home / "outbox/2023-06/下发"
    if not folder.exists():
        assert verb("fill", home, "--as-of", as_of, "--period", "2023-06")[0] == 0
    return next(path for path in sorted(folder.iterdir()) if path.name.startswith(f"{unit}-"))


def answered(home: Path, unit: str, answers: Mapping[int, str], name: str = "", into: str = "inbox") -> Path:
    """The unit's form with progress typed in, put into the inbox."""
    source = form(home, unit)
    book = load_workbook(source)
    page = next(
        each
        for each in book.worksheets
        if any("序号" in str(cell.value) for row in each.iter_rows(max_row=6) for cell in row)
    )
    heading = next(row for row in page.iter_rows(max_row=6) if any(str(cell.value) == "序号" for cell in row))
    column = next(cell.column for cell in heading if "进展" in str(cell.value))
    for row in page.iter_rows(min_row=heading[0].row + 1):
        seq = str(row[0].value or "")
        if seq.isdigit() and int(seq) in answers:
            page.cell(row[0].row, column).value = answers[int(seq)]
    target = home / into / (name or source.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def launched(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A verb as a process of its own, in the interpreter that runs the tests."""
    script = Path(__file__).parents[1] / "scripts" / f"{arguments[0]}.py"
    command = [sys.executable, str(script), *arguments[1:], "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
