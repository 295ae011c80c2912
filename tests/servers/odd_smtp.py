"""An SMTP server on the loopback, honest but for the answers that `odd` puts in place of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BufferedReader

from servers import odd
from servers.odd import Answer, Odd

# GREETING comes before any command; BODY is the dot behind a mail.
ABLE = b"250-here\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 9000000\r\n"
_HONEST = {
    "GREETING": b"220 ready\r\n",
    "EHLO": ABLE,
    "AUTH": b"235 in\r\n",
    "DATA": b"354 go on\r\n",
    "BODY": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
}


@dataclass
class Server:
    """How it answers, and the mails whose last dot it has seen: recipient → how often."""

    odd: Odd = lambda *said: said[2]
    port: int = 0
    taken: list[str] = field(default_factory=list)


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Run it on a free port."""
    with odd.listening(partial(_conversation, server)) as server.port:
        yield server


def _conversation(server: Server, lines: BufferedReader, say: Callable[[Answer], bool]) -> None:
    if not say(server.odd("GREETING", b"", _HONEST["GREETING"])):
        return
    recipient, body = "", False
    for line in lines:
        if body and line != b".\r\n":
            continue
        command = "BODY" if body else line.split()[0].upper().decode()
        if command == "RCPT":
            recipient = line.partition(b"<")[2].partition(b">")[0].decode()
        answer = server.odd(command, line, _HONEST.get(command, b"250 fine\r\n"))
        if command == "BODY" and (answer is None or not isinstance(answer, bytes) or answer[:1] not in b"45"):
            server.taken.append(recipient)
        body = command == "DATA" and answer == _HONEST["DATA"]
        if not say(answer):
            return
