"""import_list FILE: a notice → templates/任务清单.xlsx, and what its prose says → config.yaml of a new home."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("import_list", VERBS["import_list"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tasklist.app import cli
from tasklist.app.notice import Prose, told
from tasklist.config import new_home, task_list
from tasklist.config.columns import owing_roles, settled_columns
from tasklist.config.holidays import calendar_of, published
from tasklist.config.notice.reading import read_notice, without_papers
from tasklist.config.office_files import book_of
from tasklist.config.task_list import Listed
from tasklist.config.yaml_file import LIST, Settings, read_settings
from tasklist.files import atomic
from tasklist.model.layout import NINE
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.tables.list_layout import described
from tasklist.text.display import shorten
from tasklist.views.forms import official_list


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a person must check what was read."""
    args = PARSER.parse_args(argv)
    return cli.guarded(lambda: act(args), as_json=args.json)


def act(args: argparse.Namespace) -> int:
    """Read the notice, write the list in the official layout and the settings of a new home, report."""
    home = args.home.resolve()
    settings = None if new_home.untouched(home) else read_settings(home, list_needed=False)
    book = book_of(args.file, todo="请核对文件名和路径")
    prose = Prose(home, read_notice(book), fresh=settings is None)
    issued = _issued(settings, prose)
    calendar = calendar_of(settings, home) if settings else published()
    listed: Listed | None = None
    book = without_papers(book) if prose.facts.asks else book
    if task_list.has_list(book) or not prose.facts.asks:
        columns, owes = (settled_columns(settings), owing_roles(settings)) if settings else (task_list.NOTHING, ())
        listed = task_list.listed_in(
            book, args.file.name, issued or new_home.MADE, calendar, settled=columns, owes=owes
        )
    prose = prose.beside(listed.task_list if listed else None)
    if listed and not listed.task_list.title:
        named = replace(listed.task_list, title=_header(settings, prose).title or task_list.UNTITLED)
        listed = replace(listed, task_list=named)
    lines: list[str] = []
    shown = settings.shown_list if settings else LIST
    if listed:
        changed = _save(home / shown, official_list.official_template(listed.task_list, _header(settings, prose)), args)
        lines += _report(listed, args.file.name, shown, changed, args.dry_run, dated=bool(issued))
    else:
        lines.append(f"{args.file.name} 里没有任务清单表，只有材料和按次数报的内容；不用任务清单也能汇总。")
    lines += prose.write(listed.task_list if listed else None, dry=args.dry_run)
    if args.json:
        cli.print_json(_json(listed, shown, prose))
    elif not args.quiet:
        print("\n".join([*lines, "下一步：打开核对一遍，再运行 check 看每条时限和责任单位是怎么理解的。"]))
    return int(bool(listed and listed.doubts) or bool(prose.facts.open))


def _issued(settings: Settings | None, prose: Prose) -> date | None:
    """The day the notice was issued: as the settings say, else as the notice does."""
    said = prose.facts.issued_on
    return settings.document.campaign.issued_on if settings else date.fromisoformat(said.value) if said else None


def _save(path: Path, data: bytes, args: argparse.Namespace) -> bool:
    """Write the list; one that stood there and said something else is kept, and then the answer is True."""
    changed = path.exists() and path.read_bytes() != data
    if not args.dry_run:
        if changed:
            atomic.save(path.with_name(f"{path.stem}（导入前）{path.suffix}"), path.read_bytes())
        atomic.save(path, data)
    return changed


def _header(settings: Settings | None, prose: Prose) -> Campaign:
    """As much of the campaign as a template says; the roster may not be there yet."""
    if settings is None:
        facts = prose.facts
        title, office, number = (
            said.value if said else "" for said in (facts.title, facts.office, facts.document_number)
        )
        day = date.fromisoformat(facts.issued_on.value) if facts.issued_on else new_home.MADE
        return Campaign(title, office, number, day, "Asia/Shanghai", PeriodRule())
    section = settings.document.campaign
    return Campaign(
        section.title, section.office, section.document_number, section.issued_on, section.timezone, PeriodRule()
    )


def _report(listed: Listed, name: str, shown: str, changed: bool, dry: bool, *, dated: bool) -> list[str]:
    tasks = listed.task_list.tasks
    lines = [
        f"从 {name} 读到《{listed.task_list.title}》，{len(tasks)} 项任务（序号 1 到 {max(t.seq for t in tasks)}）："
    ]
    if listed.task_list.layout != NINE:
        lines += [f"  {line}" for line in described(listed.task_list.layout)]
    for task in tasks:
        read = task.deadline.words if dated else "没有印发日期，补上之后由 check 来读"
        lines.append(f"  {task.seq:>2}　{shorten(task.theme, 24)}｜{shorten(task.detail, 40)}")
        lines.append(f"      责任单位：{task.responsible}　完成时限：{task.deadline.text}（{read}）")
    lines += [f"请核对：{doubt}。" for doubt in listed.doubts]
    lines.append(f"{'将写入' if dry else '已写入'} {shown}" + ("，原来的已另存为“（导入前）”" if changed else ""))
    return lines


def _json(listed: Listed | None, shown: str, prose: Prose) -> dict[str, object]:
    return {
        "task_list": shown if listed else "",
        "title": listed.task_list.title if listed else "",
        "tasks": [
            {
                "seq": task.seq,
                "themes": list(task.themes),
                "detail": task.detail,
                "lead": task.lead,
                "responsible": task.responsible,
                "deadline": task.deadline.text,
            }
            for task in (listed.task_list.tasks if listed else ())
        ],
        "doubts": list(listed.doubts) if listed else [],
        "prose": list(told(prose.facts)),
        "unsettled": [each.value for each in prose.facts.open],
    }


if __name__ == "__main__":
    sys.exit(main())
