"""What leaves: a mail as a pure value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail: ASCII-safe `name` on the wire, bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """邮件: a pure value. `key` (report + slot) makes sending idempotent, per recipient."""

    key: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    cc: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    unit: str = ""
