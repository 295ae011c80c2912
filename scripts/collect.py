"""collect: new mails, whole, → inbox/邮件/."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("collect", VERBS["collect"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

from collections.abc import Sequence

from tasklist.app import cli
from tasklist.app.cli import Desk
from tasklist.mail import collect, servers
from tasklist.model.arrival import MAILS
from tasklist.model.errors import UserError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when the mailbox was lost mid-way."""
    return cli.run(PARSER, argv, act)


def act(desk: Desk) -> int:
    """Fetch what is new; nothing in the mailbox is deleted."""
    office = desk.office
    campaign = office.plan.campaign
    settings = campaign.mail.collect
    if settings is None:
        raise UserError("config.yaml 没有写 mail.collect，不知道从哪个邮箱取信，请补上收信服务器的设置。")
    if desk.dry:
        desk.say(f"将登录 {settings.host} 的 {settings.folder}，取回新邮件，整封存入 {MAILS}/。")
        desk.answer({"saved": [], "skipped": []})
        return 0
    password = servers.secret(settings.password_env, "mail.collect.password_env")

    with desk.state() as connection:
        got = collect.collect(
            settings, password, office.plan.roster.by_address, desk.home, connection, desk.as_of,
            since=campaign.issued_on,
        )  # fmt: skip
    saved = [path.relative_to(desk.home).as_posix() for path in got.saved]
    desk.say(f"取回 {len(saved)} 封邮件。", *(f"  {path}" for path in saved))
    desk.say(*(f"{said}" for said in got.skipped), *(f"注意：{one.message}；{one.todo}" for one in got.findings))
    desk.answer(
        {"saved": saved, "skipped": list(got.skipped), "findings": [cli.finding_json(one) for one in got.findings]}
    )
    return int(bool(got.findings))


if __name__ == "__main__":
    sys.exit(main())
