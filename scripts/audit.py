"""audit: re-verifies every hash, receipt, master, decision and mail record; lists what is missing or foreign."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("audit", VERBS["audit"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

from collections.abc import Sequence

from tasklist.app import audit, cli
from tasklist.app.audit import Problem, Remark
from tasklist.app.cli import Desk
from tasklist.files import outbox
from tasklist.model.errors import UserError

_KINDS = {
    "state": "状态文件", "copy": "留存副本", "receipt": "收件记录", "master": "留存的汇总表",
    "output": "写出的文件", "decision": "决定", "mail": "邮件",
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when anything is not as it should be."""
    return cli.run(PARSER, argv, act, writes=False)


def act(desk: Desk) -> int:
    """Look at everything and tell."""
    try:
        with desk.state() as connection:
            looked, found = audit.audit(desk.home, connection)
    except UserError as error:
        looked, found = {}, (Remark(Problem.DAMAGED, "state", outbox.STATE, str(error).rstrip("。"), audit.RESTORE),)
    counts = "、".join(f"{_KINDS[about]} {count}" for about, count in looked.items())
    desk.say(f"核对了：{counts}。" if counts else "没有可以核对的记录。")
    desk.say(
        *(f"  [{one.problem.label}] {one.path}{'：' if one.path else ''}{one.said}　办法：{one.todo}" for one in found)
    )
    desk.say("都对得上，没有缺的，也没有多的。" if not found else f"有 {len(found)} 处要看。")
    desk.answer({"checked": looked, "problems": [_json(one) for one in found]})
    return int(bool(found))


def _json(one: Remark) -> dict[str, str]:
    return {
        "problem": one.problem.value,
        "about": one.about,
        "path": one.path,
        "message": one.said,
        "todo": one.todo,
    }


if __name__ == "__main__":
    sys.exit(main())
