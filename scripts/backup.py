"""backup FILE: everything of a campaign in one archive, receipts and sent mails included."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("backup", VERBS["backup"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import argparse
from collections.abc import Sequence

from tasklist.app import cli
from tasklist.config.yaml_file import FILE
from tasklist.files import copies, lock
from tasklist.model.errors import UserError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes."""
    args = PARSER.parse_args(argv)
    return cli.guarded(lambda: act(args), as_json=args.json)


def act(args: argparse.Namespace) -> int:
    """Pack the campaign while nothing else writes to it, and read the archive back."""
    home, target = args.home.resolve(), args.file.expanduser().resolve()
    if not (home / FILE).is_file():
        raise UserError(f"{home} 里没有 {FILE}，请用 --home 写明专项工作在哪个文件夹。")
    if target.exists():
        raise UserError(f"{target} 已经有了，请换一个文件名，不覆盖旧的备份。")
    if any(home / name in target.parents for name in copies.KEPT):
        raise UserError(f"备份不要放在专项工作自己的文件夹里，请换一个地方，最好是另一个磁盘：{target}。")
    if args.dry_run:
        number = sum(1 for _ in copies.kept(home))
    else:
        with lock.alone(home):
            number = copies.packed(home, target)
    if args.json:
        cli.print_json({"file": str(target), "files": number})
    elif not args.quiet:
        print(f"{'将' if args.dry_run else '已'}备份 {home} 的 {number} 个文件：{target}")
        if not args.dry_run:
            print("写完又整个读了一遍，逐个核对过。恢复用 restore，恢复到一个新的文件夹。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
