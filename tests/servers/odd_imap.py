"""An IMAP server on the loopback, honest but for the answers that `odd` puts in place of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BufferedReader

from servers import odd
from servers.odd import Answer, Odd

DATE = "20-Jun-2023 10:05:00 +0800"


def honest(_: str, __: bytes, answer: bytes) -> Answer:
    """As it should be."""
    return answer


@dataclass
class Server:
    """What it holds: UID → mail; how it answers; the lines it heard."""

    mails: dict[int, bytes]
    odd: Odd = honest
    port: int = 0
    validity: int = 1
    date: str = DATE
    folders: tuple[str, ...] = ("INBOX", "Sent")
    heard: list[bytes] = field(default_factory=list)
    connections: int = 0

    def answer(self, command: str, tag: bytes, line: bytes) -> bytes:
        """What an honest server says."""
        if command == "GREETING":
            return b"* OK ready\r\n"
        said = b""
        if command == "CAPABILITY":
            said = b"* CAPABILITY IMAP4rev1 ID\r\n"
        elif command == "LIST":
            said = b"".join(b'* LIST () "/" "%s"\r\n' % name.encode() for name in self.folders)
        elif command in ("SELECT", "EXAMINE"):
            said = b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] fine\r\n" % (len(self.mails), self.validity)
        elif command == "UID SEARCH":
            said = b"* SEARCH %s\r\n" % b" ".join(b"%d" % uid for uid in sorted(self.mails))
        elif command == "UID FETCH":
            said = self._fetched(int(line.split()[3]), line)
        elif command == "LOGOUT":
            said = b"* BYE bye\r\n"
        return said + tag + b" OK done\r\n"

    def _fetched(self, uid: int, line: bytes) -> bytes:
        if uid not in self.mails:
            return b""
        part, data = b"BODY[]", self.mails[uid]
        if b"[HEADER]" in line:
            part, data = b"BODY[HEADER]", data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        place = sorted(self.mails).index(uid) + 1
        head = b'* %d FETCH (UID %d INTERNALDATE "%s" %s {%d}\r\n' % (
            place,
            uid,
            self.date.encode(),
            part,
            len(data),
        )
        return head + data + b")\r\n"


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Run it on a free port."""
    with odd.listening(partial(_conversation, server)) as server.port:
        yield server


def _conversation(server: Server, lines: BufferedReader, say: Callable[[Answer], bool]) -> None:
    server.connections += 1
    if not say(server.odd("GREETING", b"", server.answer("GREETING", b"", b""))):
        return
    for line in lines:
        server.heard.append(line)
        tag, *words = line.split()
        command = words[0].upper().decode() if words else ""
        if command == "UID":
            command += f" {words[1].upper().decode()}"
        if not say(server.odd(command, line, server.answer(command, tag, line))):
            return
