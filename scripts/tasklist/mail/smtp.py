"""One connection to the mail server through yagmail, and the conversation of one envelope, led by hand.

yagmail connects and logs in. Its own sending is not used: it mails again after a drop and does not say who
was refused.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

import yagmail

from tasklist.mail import connection
from tasklist.mail.listening import Heard, Listener
from tasklist.mail.queue import State
from tasklist.model.settings import MailSettings

PATIENCE = 60.0  # seconds for the server to answer one command
CHUNK = 1 << 16
LOST = (smtplib.SMTPException, OSError)
ANSWER = 1 << 20  # bytes of one answer
Connection: TypeAlias = yagmail.SMTP


class _Bounded(smtplib.SMTP):
    """The library's client; what is said to each of its requests is listened to within bounds."""

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock:
            self.file = Heard(self.sock.makefile("rb"), Listener(self.timeout, ANSWER))
        if self.file:
            self.file.listener.asked()
        return super().getreply()


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    pass


class _Yagmail(yagmail.SMTP):  # type: ignore[misc]  # it is published without types
    @property
    def connection(self) -> type[smtplib.SMTP]:
        return _BoundedTls if self.ssl else _Bounded


@dataclass(frozen=True, slots=True)
class Reply:
    """How one envelope ended; no state: another process had taken it. `alive`: the connection can go on."""

    state: State | None
    answer: str
    alive: bool = True


def converse(line: Connection, origin: str, recipient: str, body: bytes, claim: Callable[[], bool]) -> Reply:
    """One envelope to one recipient. `claim` writes down, durably, that the body is about to leave.

    A line lost before the final dot means not sent (a server must drop an unfinished mail); a line lost after
    it, or an answer that makes no sense, means unknown.
    """
    smtp = line.smtp
    try:
        verdict = _envelope(smtp, origin, recipient, len(body)) or _body(smtp, body, claim)
    except LOST as error:
        return Reply(State.QUEUED, f"正文发完之前连接中断：{error}", alive=False)
    if verdict is not None:
        return verdict
    try:
        smtp.send(b".\r\n")
        code, answer = smtp.getreply()
    except LOST as error:
        return Reply(State.UNKNOWN, f"正文发出后没有等到回答：{error}", alive=False)
    if code // 100 == 2:
        return Reply(State.SENT, _words(code, answer))
    if code // 100 in (4, 5):
        return _refused(smtp, code, answer, State.FAILED)
    return Reply(State.UNKNOWN, f"回答看不懂：{_words(code, answer)}", alive=False)


def _envelope(smtp: smtplib.SMTP, origin: str, recipient: str, size: int) -> Reply | None:
    code, answer = smtp.mail(origin, [f"size={size}"] if smtp.has_extn("size") else [])
    if code // 100 != 2:
        return _refused(smtp, code, answer, State.FAILED)
    code, answer = smtp.rcpt(recipient)
    return None if code // 100 == 2 else _refused(smtp, code, answer, State.REFUSED)


def _body(smtp: smtplib.SMTP, body: bytes, claim: Callable[[], bool]) -> Reply | None:
    if not claim():
        return Reply(None, "", alive=_reset(smtp))
    code, answer = smtp.docmd("DATA")
    if code != 354:
        return _refused(smtp, code, answer, State.FAILED)
    stuffed = re.sub(rb"(?m)^\.", b"..", body)
    for start in range(0, len(stuffed), CHUNK):  # each piece has the whole patience: slow lines get through
        smtp.send(stuffed[start : start + CHUNK])
    return None


def _refused(smtp: smtplib.SMTP, code: int, answer: bytes, permanent: State) -> Reply:
    state = permanent if code // 100 == 5 else State.QUEUED
    return Reply(state, _words(code, answer), alive=code not in (421, -1) and _reset(smtp))


def _reset(smtp: smtplib.SMTP) -> bool:
    """Leave the envelope; can the line go on?"""
    try:
        return smtp.rset()[0] // 100 == 2
    except LOST:
        return False


def _words(code: int, answer: bytes) -> str:
    return f"{code} {connection.decoded(answer)}"


def connect(settings: MailSettings, password: str, origin: str, patience: float = PATIENCE) -> Connection:
    """A connection, encrypted as the settings say, certificate checked, logged in when there is a user.

    `origin` is the address mail comes from. Raises one of LOST.
    """
    context = connection.tls_context(settings.ca_file)
    extra = {"context": context} if settings.tls == "ssl" else {}
    user = settings.user or origin
    line = _Yagmail(
        {user: user},
        password,
        settings.host,
        settings.port,
        smtp_starttls={"context": context} if settings.tls == "starttls" else False,
        smtp_ssl=settings.tls == "ssl",
        smtp_skip_login=not settings.user,
        soft_email_validation=False,
        timeout=patience,
        **extra,
    )
    try:
        line.login()
        line.smtp.ehlo_or_helo_if_needed()
    except BaseException:
        hang_up(line)
        raise
    return line


def hang_up(line: Connection, *, politely: bool = False) -> None:
    """Close the line; `politely` says goodbye first. Never raises."""
    line.is_closed = True  # or yagmail would talk to the server once more when it is collected
    if line.smtp is not None:
        if politely:
            with suppress(*LOST):
                line.smtp.quit()
        line.smtp.close()


def trouble(error: Exception, settings: MailSettings) -> str:
    """What went wrong with the connection, and what to do, in one sentence."""
    where = f"邮件服务器 {settings.host}:{settings.port}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        code, answer = error.smtp_code, error.smtp_error
        words = _words(code, answer if isinstance(answer, bytes) else str(answer).encode())
        return f"{where} 不接受登录（{words}）：请核对 mail.user 和环境变量 {settings.password_env} 里的密码（授权码）"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{where} 不支持所要求的加密或登录方式（{error}）：请核对 mail.tls 和 mail.port"
    return f"{where} {connection.trouble(error)}"
