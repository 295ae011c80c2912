"""restore FILE: a campaign out of its backup, into a new folder, every file verified."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("restore", VERBS["restore"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import argparse
from collections.abc import Sequence

from tasklist.app import cli, launchers
from tasklist.files import copies
from tasklist.model.errors import UserError, cause


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes."""
    args = PARSER.parse_args(argv)
    return cli.guarded(lambda: act(args), as_json=args.json)


def act(args: argparse.Namespace) -> int:
    """Unpack into an empty folder; nothing that stands there is ever written over."""
    home = args.home.expanduser().resolve()
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UserError(f"{home} 里已经有东西，恢复不覆盖任何文件；请用 --home 写一个还没有的文件夹。")
    if not args.file.is_file():
        raise UserError(f"找不到备份文件 {args.file}，请核对文件名和路径。")
    number = 0
    if not args.dry_run:
        try:
            number = copies.unpacked(args.file, home)
            launchers.place(home)
        except OSError as error:
            raise UserError(f"{home} 写不进去（{cause(error)}），请换一个地方，或检查权限和磁盘空间。") from error
    else:
        number = copies.checked(args.file)
    if args.json:
        cli.print_json({"folder": str(home), "files": number})
    elif not args.quiet:
        print(f"{'备份完好，将恢复' if args.dry_run else '已恢复'} {number} 个文件到 {home}，逐个核对过。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
