"""An end to what a mail server says: it may be slow, and it may say much, but neither for ever."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from io import BufferedReader

SLOWEST = 8 << 10  # bytes a second beside the patience: a large mail over a poor line gets through, a dribble does not


class EndlessError(OSError):
    """A server says more than an honest one would."""


@dataclass
class Listener:
    """What is said to one request: at most so many bytes in lines, and not in dribs and drabs."""

    patience: float
    most: int
    _until: float = field(default=0.0, init=False)
    _left: int = field(default=0, init=False)

    def asked(self) -> None:
        """A new request: what is said from now on answers it."""
        self._until, self._left = time.monotonic() + self.patience, self.most

    def line(self, file: BufferedReader) -> bytes:
        """One line with its end; without it where the server is gone. Raises OSError."""
        line = bytearray()
        while not line.endswith(b"\n") and (waiting := file.peek(1)):
            piece = file.read(waiting.find(b"\n") + 1 or len(waiting))
            line += piece
            self._left -= len(piece)
            self._heard(piece)
        return bytes(line)

    def block(self, file: BufferedReader, size: int) -> bytes:
        """So many bytes; fewer where the server is gone. Raises OSError."""
        pieces: list[bytes] = []
        while size and (piece := file.read1(min(size, 1 << 16))):
            pieces.append(piece)
            size -= len(piece)
            self._heard(piece)
        return b"".join(pieces)

    def _heard(self, piece: bytes) -> None:
        self._until += len(piece) / SLOWEST
        if self._left < 0:
            raise EndlessError
        if time.monotonic() > self._until:
            raise TimeoutError


@dataclass
class Heard:
    """A file whose lines are listened to, for a library that reads them itself."""

    file: BufferedReader
    listener: Listener

    def readline(self, _: int = -1) -> bytes:
        """One line, however long: the listener has a bound of its own."""
        return self.listener.line(self.file)

    def close(self) -> None:
        """Close the file."""
        self.file.close()
