"""import_list FILE: an official list (.docx or .xlsx) → templates/任务清单.xlsx, with a report of what was read."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("import_list", VERBS["import_list"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import argparse
from collections.abc import Sequence

from tasklist.app import cli
from tasklist.config import task_list
from tasklist.config.columns import owing_roles, settled_columns
from tasklist.config.holidays import calendar_of
from tasklist.config.office_files import book_of
from tasklist.config.task_list import Listed
from tasklist.config.yaml_file import Settings, read_settings
from tasklist.files import atomic
from tasklist.model.layout import NINE
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.tables.list_layout import described
from tasklist.text.display import shorten
from tasklist.views.forms import unit_form


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a person must check what was read."""
    args = PARSER.parse_args(argv)
    return cli.guarded(lambda: act(args), as_json=args.json)


def act(args: argparse.Namespace) -> int:
    """Read the list, write it in the official layout, report."""
    home = args.home.resolve()
    settings = read_settings(home, list_needed=False)
    calendar = calendar_of(settings, home)
    book = book_of(args.file, todo="请核对文件名和路径")
    issued_on = settings.document.campaign.issued_on
    columns, owes = settled_columns(settings), owing_roles(settings)
    listed = task_list.listed_in(book, args.file.name, issued_on, calendar, settled=columns, owes=owes)
    data = unit_form.official_template(listed.task_list, _header(settings))
    shown = settings.shown_list
    changed = settings.task_list.exists() and settings.task_list.read_bytes() != data
    if not args.dry_run:
        if changed:
            kept = settings.task_list.with_name(f"{settings.task_list.stem}（导入前）{settings.task_list.suffix}")
            atomic.save(kept, settings.task_list.read_bytes())
        atomic.save(settings.task_list, data)
    if args.json:
        cli.print_json(_json(listed, shown))
    elif not args.quiet:
        print("\n".join(_report(listed, args.file.name, shown, changed, args.dry_run)))
    return int(bool(listed.doubts))


def _header(settings: Settings) -> Campaign:
    """As much of the campaign as a template says; the roster may not be there yet."""
    section = settings.document.campaign
    return Campaign(
        section.title, section.office, section.document_number, section.issued_on, section.timezone, PeriodRule()
    )


def _report(listed: Listed, name: str, shown: str, changed: bool, dry: bool) -> list[str]:
    tasks = listed.task_list.tasks
    lines = [
        f"从 {name} 读到《{listed.task_list.title}》，{len(tasks)} 项任务（序号 1 到 {max(t.seq for t in tasks)}）："
    ]
    if listed.task_list.layout != NINE:
        lines += [f"  {line}" for line in described(listed.task_list.layout)]
    for task in tasks:
        lines.append(f"  {task.seq:>2}　{shorten(task.theme, 24)}｜{shorten(task.detail, 40)}")
        lines.append(f"      责任单位：{task.responsible}　完成时限：{task.deadline.text}（{task.deadline.words}）")
    lines += [f"请核对：{doubt}。" for doubt in listed.doubts]
    lines.append(f"{'将写入' if dry else '已写入'} {shown}" + ("，原来的已另存为“（导入前）”" if changed else ""))
    lines.append("下一步：打开核对一遍，再运行 check 看每条时限和责任单位是怎么理解的。")
    return lines


def _json(listed: Listed, shown: str) -> dict[str, object]:
    return {
        "task_list": shown,
        "title": listed.task_list.title,
        "tasks": [
            {
                "seq": task.seq,
                "themes": list(task.themes),
                "detail": task.detail,
                "lead": task.lead,
                "responsible": task.responsible,
                "deadline": task.deadline.text,
            }
            for task in listed.task_list.tasks
        ],
        "doubts": list(listed.doubts),
    }


if __name__ == "__main__":
    sys.exit(main())
