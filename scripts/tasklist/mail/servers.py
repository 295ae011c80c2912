"""The mail servers of a campaign: are the settings fit, does logging in work, what may be repeated of their words."""

from __future__ import annotations

import os

from tasklist.mail import imap, mime, smtp
from tasklist.mail.connection import redacted
from tasklist.model.errors import UserError
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.settings import MailSettings
from tasklist.text.addresses import is_address


def check(settings: MailSettings, patience: float = smtp.PATIENCE) -> tuple[Finding, ...]:
    """Log in where mail leaves and where it is collected, send nothing, and say what does not work."""
    said = []
    if settings.host:
        address = mime.sender(settings)[1]
        if "@" in settings.user and address.lower() != settings.user.lower():
            text = f"发件地址 {address} 与登录用户 {settings.user} 不一致，多数邮件服务商会拒收"
            said.append(finding("mail_setup", text, todo="把 config.yaml 的 mail.from 改成登录用户的地址"))
        try:
            ready(settings)
            smtp.hang_up(connect(settings, patience), politely=True)
        except UserError as error:
            said.append(finding("mail_server", str(error)))
        except smtp.LOST as error:
            said.append(finding("mail_server", without_secrets(smtp.trouble(error, settings), settings)))
    if settings.collect:
        try:
            imap.check(settings.collect, secret(settings.collect.password_env, "mail.collect.password_env"))
        except UserError as error:
            said.append(finding("mail_server", str(error)))
    return tuple(said)


def secret(variable: str, key: str) -> str:
    """The password in the environment variable named by the config's `key`; never asked for.

    Raises UserError when the config names none, it is not set or can be none.
    """
    if not variable:
        raise UserError(f"config.yaml 的 {key} 没有填：请写上存放邮箱密码（授权码）的环境变量名。")
    password = os.environ.get(variable, "")
    if not password:
        raise UserError(f"环境变量 {variable}（config.yaml 的 {key}）里没有邮箱密码：请先设置该环境变量再运行。")
    if not (password.isascii() and password.isprintable()):  # no server takes it, and none is asked
        raise UserError(
            f"环境变量 {variable}（config.yaml 的 {key}）里的密码有全角字符、汉字或换行：请用半角重新输入。"
        )
    return password


def ready(settings: MailSettings) -> None:
    """Raises UserError when mail cannot leave by these settings: no sender, no password in the environment."""
    if not settings.host:
        return
    if not (settings.sender or settings.user) or not is_address(mime.sender(settings)[1]):
        raise UserError("config.yaml 的 mail.from 不是一个邮箱地址：请填上发件邮箱，须与登录用户一致。")
    if settings.user:
        secret(settings.password_env, "mail.password_env")


def without_secrets(words: str, settings: MailSettings) -> str:
    """What a server said, before it is shown or kept: some echo the line that logged in."""
    return redacted(words, os.environ.get(settings.password_env, ""))


def connect(settings: MailSettings, patience: float) -> smtp.Connection:
    """A line to the server, logged in. Raises UserError without a password, one of `smtp.LOST` when it fails."""
    password = secret(settings.password_env, "mail.password_env") if settings.user else ""
    return smtp.connect(settings, password, mime.sender(settings)[1], patience)
