"""What config.yaml sets beside the plan itself: thresholds, mail, the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tls = Literal["starttls", "ssl", "none"]  # how a connection to a mail server is kept private


@dataclass(frozen=True, slots=True)
class Checks:
    """Thresholds, in days and shares. Printed under the tables they colour."""

    due_soon_days: int = 7
    copied_share: int = 90  # percent alike from which a text counts as copied
    grace_days: int = 0  # after its window, in which a counted item that was sent singly is still in time


LastText = Literal["note", "column", "none"]  # how a form shows last period's answer beside each cell


@dataclass(frozen=True, slots=True)
class FormSettings:
    """How the form of a unit looks: last period's text beside each answer."""

    last_text: LastText = "note"


@dataclass(frozen=True, slots=True)
class UpwardSettings:
    """How 上报稿 is drawn: characters per task, footnote numbers in Word, the office's own contact."""

    length: int = 600
    footnotes: bool = False
    contact: str = ""


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """Where `collect` fetches, and where sent mail is looked up."""

    host: str
    user: str
    password_env: str
    port: int = 993
    tls: Tls = "ssl"
    folder: str = "INBOX"
    sent_folder: str = ""
    mark_seen: bool = False
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves. No `host`: messages are written to outbox/mail/ as .eml files."""

    host: str = ""
    port: int = 587
    tls: Tls = "starttls"
    user: str = ""
    password_env: str = ""
    sender: str = ""  # key `from`; must be the login address
    report_to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    allowed_domains: tuple[str, ...] = ()
    operator: str = ""
    receipts: bool = False
    max_mb: int = 20
    pause_seconds: float = 0.0
    ca_file: str = ""
    notice_after: int = 0
    show_phones: bool = False  # in mails and on the page
    collect: ImapSettings | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One line of `schedule:`: what to do (`do`) and when.

    Exactly one of `every` (day, week:5, month:25, month:end), `before_due` (days), `after_due` (days),
    `on_due`. `days` count working days when `workdays`; a slot that falls on no working day is then
    moved to the next one. `at` is HH:MM in the campaign's time zone. `catch_up`: how many missed slots
    are made good after an outage.
    """

    do: str
    every: str = ""
    before_due: int | None = None
    after_due: int | None = None
    on_due: bool = False
    at: str = "09:00"
    workdays: bool = False
    catch_up: int = 1
