"""What odd mail servers on the loopback share: a conversation with whoever calls, and answers said as they come."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader

Answer = bytes | Iterable[bytes] | None
# (command in capitals, its line, what an honest server says) → what is said instead; None: the line is cut
Odd = Callable[[str, bytes, bytes], Answer]
# one connection: its lines as they come, and how to say something, which tells whether it can go on
Conversation = Callable[[BufferedReader, Callable[[Answer], bool]], None]
_HELLO = b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc"  # how a server begins to encrypt, announcing 16 KB


@contextmanager
def listening(converse: Conversation) -> Iterator[int]:
    """Talk to whoever connects, each on a thread; the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accepting, args=(listener, converse), daemon=True).start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)


def _accepting(listener: socket.socket, converse: Conversation) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_talk, args=(client, converse), daemon=True).start()


def _talk(client: socket.socket, converse: Conversation) -> None:
    def say(answer: Answer) -> bool:
        if answer is None:
            return False
        for piece in [answer] if isinstance(answer, bytes) else answer:
            client.sendall(piece)
        return True

    with client, suppress(OSError), client.makefile("rb") as lines:
        converse(lines, say)


def ever(piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    """The same again and again."""
    while True:
        yield piece
        time.sleep(pause)


def handshake_in_dribs(before: bytes = b"") -> Iterator[bytes]:
    """Encryption that is begun and never comes to an end, a byte at a time."""
    yield before
    yield _HELLO
    yield from ever(b"\x00", 0.05)
