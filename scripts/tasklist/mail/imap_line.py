"""The line to an IMAP server, by imaplib and imap_tools: bounded in what it listens to and in the size of a mail."""

from __future__ import annotations

import imaplib
import re
import socket
from contextlib import suppress
from io import BufferedReader
from typing import Any

from imap_tools import BaseMailBox

from tasklist.mail.connection import tls_context
from tasklist.mail.listening import Listener
from tasklist.model.settings import ImapSettings

MAIL_BYTES = 128 << 20  # no provider takes a larger one
LINES = 4 << 20  # of an answer beside mails: the numbers of half a million
_ABSURD = re.compile(rb"\{\d{11,}\+?\}\r?\n\Z")  # a size that the library would not even take for a number


class TooLargeError(OSError):
    """The server would hand over more in one piece than a mail can be; the line is of no use any more."""


class MailLine(BaseMailBox):
    """A mailbox, connected as the settings say. Raises what imaplib raises, OSError and UserError."""

    client: Bounded

    def __init__(self, settings: ImapSettings, patience: float) -> None:
        self._settings, self._patience = settings, patience
        super().__init__()

    def _get_mailbox_client(self) -> Bounded:
        host, port, tls = self._settings.host, self._settings.port, self._settings.tls
        context = tls_context(self._settings.ca_file)
        if tls == "ssl":
            return _BoundedTls(host, port, ssl_context=context, timeout=self._patience)
        client = Bounded(host, port, self._patience)
        if tls == "starttls":
            client.starttls(context)
        return client


class Bounded(imaplib.IMAP4):
    """imaplib's client, each of its requests listened to by a Listener."""

    _listener: Listener
    _lines: BufferedReader
    _heard_on: socket.socket | None = None

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """As its parent, listened to."""
        self._listener = Listener(timeout or 0, LINES)
        self._listener.asked()
        super().open(host, port, timeout)

    def send(self, data: Any) -> None:  # noqa: ANN401  as its parent has it
        """As its parent, listened to."""
        self._listener.asked()
        super().send(data)

    def readline(self) -> bytes:
        """As its parent, listened to."""
        line = self._listener.line(self._file_now())
        if _ABSURD.search(line):
            raise TooLargeError
        return line

    def read(self, size: int) -> bytes:
        """As its parent, listened to."""
        if size > MAIL_BYTES:
            raise TooLargeError
        return self._listener.block(self._file_now(), size)

    def hurry(self, seconds: float) -> None:
        """Wait no longer than that for what is still to be said."""
        self.sock.settimeout(seconds)
        self._listener.patience = seconds

    def shutdown(self) -> None:
        """As its parent, listened to."""
        if self._heard_on:
            with suppress(OSError):
                self._lines.close()
        super().shutdown()

    def _file_now(self) -> BufferedReader:
        """What comes in; anew where the line has been encrypted since: what was said before that is not believed."""
        if self._heard_on is not self.sock:
            self._heard_on, self._lines = self.sock, self.sock.makefile("rb")
        return self._lines


class _BoundedTls(Bounded, imaplib.IMAP4_SSL):  # type: ignore[misc]  # their `open` differ in the default port
    pass
