"""collect: attachments of new mails from known senders → inbox/."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

from run import VERBS
from tasklist.app import cli
from tasklist.app.cli import Desk
from tasklist.files.inbox import FOLDER
from tasklist.mail import collect, delivery
from tasklist.model.errors import UserError
from tasklist.plan import periods


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a mail was not taken."""
    made = cli.parser("collect", VERBS["collect"])
    return cli.run(made, argv, act)


def act(desk: Desk) -> int:
    """Fetch what is new; nothing in the mailbox is deleted."""
    office = desk.office
    campaign = office.plan.campaign
    settings = campaign.mail.collect
    if settings is None:
        raise UserError("config.yaml 没有写 mail.collect，不知道从哪个邮箱取附件，请补上收信服务器的设置。")
    if desk.dry:
        desk.say(f"将登录 {settings.host} 的 {settings.folder}，取回新邮件的附件。")
        desk.answer({"saved": [], "skipped": []})
        return 0
    password = delivery.secret(settings.password_env, "mail.collect.password_env")

    def period_of(moment: datetime) -> str:
        return periods.period_at(campaign, campaign.day(moment)).id

    with desk.state() as connection:
        got = collect.collect(
            settings, password, office.plan.roster, desk.home / FOLDER, connection, desk.as_of, period_of,
            since=campaign.issued_on,
        )  # fmt: skip
    saved = [path.relative_to(desk.home).as_posix() for path in got.saved]
    desk.say(f"取回 {len(saved)} 个文件。", *(f"  {path}" for path in saved))
    desk.say(
        *(f"没有取：{said}" for said in got.skipped), *(f"注意：{one.message}；{one.todo}" for one in got.findings)
    )
    desk.answer(
        {"saved": saved, "skipped": list(got.skipped), "findings": [cli.finding_json(one) for one in got.findings]}
    )
    return int(bool(got.findings or got.skipped))


if __name__ == "__main__":
    sys.exit(main())
