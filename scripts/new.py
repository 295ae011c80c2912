"""new FOLDER: a home folder for a new campaign, outside the program's own, so that an upgrade never touches it."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("new", VERBS["new"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from tasklist.app import cli, launchers
from tasklist.config import new_home
from tasklist.config.yaml_file import FILE
from tasklist.files import atomic, copies
from tasklist.model.errors import UserError, cause
from tasklist.views.forms.roster import roster_workbook


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes."""
    args = PARSER.parse_args(argv)
    return cli.guarded(lambda: act(args), as_json=args.json)


def act(args: argparse.Namespace) -> int:
    """Make the folder, or take over a campaign that stands somewhere else."""
    folder = args.folder.expanduser().resolve()
    _refuse(folder)
    files, taken = ({} if args.take else blank()), 0
    if args.take:
        if not (args.home / FILE).is_file():
            raise UserError(f"{args.home} 里没有 {FILE}，请用 --home 写明现在这一项在哪个文件夹。")
        taken = 0 if args.dry_run else copies.copied(args.home.resolve(), folder)
    if not args.dry_run:
        _write(folder, files)
    says = f"{'将' if args.dry_run else '已'}建好 {folder}"
    lines = _taken(says, taken, args.home) if args.take else _fresh(says, folder)
    if args.json:
        cli.print_json({"folder": str(folder), "files": sorted(files), "taken": taken})
    elif not args.quiet:
        print("\n".join(lines))
    return 0


def blank() -> dict[str, bytes]:
    """The settings and the roster nobody has filled in yet."""
    return {
        FILE: new_home.blank_config(),
        new_home.ROSTER: roster_workbook("单位名册", "", new_home.MADE, ()),
    }


def _refuse(folder: Path) -> None:
    """No campaign inside the program's folder, none over another."""
    if folder == Path(arguments.ROOT) or Path(arguments.ROOT) in folder.parents:
        outside = Path(arguments.ROOT).parent / "专项工作"
        raise UserError(f"{folder} 在程序文件夹里，升级会碰到它，请换一个程序之外的地方，如 {outside}。")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} 已经有东西了，请换一个还没有的文件夹名。")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        for name in new_home.FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            atomic.save(folder / name, data)
        launchers.place(folder)
    except OSError as error:
        raise UserError(f"{folder} 写不进去（{cause(error)}），请换一个地方，或检查权限和磁盘空间。") from error


def _fresh(says: str, folder: Path) -> list[str]:
    return [
        says,
        f"第一步：运行 import_list 通知.docx --home {folder}，通知里写明的都会填进 {FILE}，每一项上面抄着原句。",
        f"第二步：补上 {FILE} 里写着“请补”的几项；在 {new_home.ROSTER} 里逐行填单位。",
        "第三步：运行 check 核对（也可以双击文件夹里的“0-检查设置”），再运行 fill。",
    ]


def _taken(says: str, taken: int, home: Path) -> list[str]:
    return [
        f"{says}，原样搬来 {taken} 个文件，逐个核对过；{home} 里的没有删。",
        "以后只用新的文件夹。核对无误后，在程序文件夹里运行 git checkout -- config.yaml templates "
        "换回样例，就能照常升级。",
    ]


if __name__ == "__main__":
    sys.exit(main())
