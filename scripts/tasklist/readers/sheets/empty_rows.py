"""Rows and cells that hold nothing, left out of a sheet's XML before it is parsed: a form may be coloured to the end.

Only what surely changes nothing: cells that say where they are and what they look like and no more, rows that say where
they are and are not hidden, each followed by one that says so too.
"""

from __future__ import annotations

import io
import re
from typing import IO

_AT_ONCE = 1 << 20
_CELLS = re.compile(rb'((?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,9}")?/>)++)(</row>|<c r=)?')
_ROWS = re.compile(
    rb'((?:<row r="[0-9]{1,7}"(?: (?!hidden=)[\w:]++="[^"<]*+")*+(?:/>|></row>))++)(<row r=|</sheetData>|\Z)?'
)
_PLAIN = re.compile(
    rb"\s*+<(?!\?)|(?:\xef\xbb\xbf)?<\?xml(?:(?!encoding)[^>])*+(?:encoding=.utf-?8.[^>]*+)?>", re.IGNORECASE
)


class WithoutEmptyRows:
    """A sheet's part as a stream, its empty rows and cells left out."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._rest = b""
        self._ready = io.BytesIO()
        self._sifts: bool | None = None  # not in what is quoted or commented out, nor where letters are no bytes

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes or fewer; empty only at the end. More at a time would cost the parser its square."""
        piece = self._ready.read(size)
        if not piece:
            self._ready = io.BytesIO(self._sifted())
            piece = self._ready.read(size)
        return piece

    def _sifted(self) -> bytes:
        while piece := self._stream.read(_AT_ONCE):
            if self._sifts is None:
                self._sifts = bool(_PLAIN.match(piece))
            piece, self._rest = self._rest + piece, b""
            if not self._sifts or b"<!" in piece:
                self._sifts = False
                return piece
            cut = piece.rfind(b"<row r=")
            if cut <= 0 and piece.endswith(b"<"):
                cut = len(piece) - 1
            if cut > 0:
                piece, self._rest = piece[:cut], piece[cut:]
            if b"<c r=" in piece:
                piece = _CELLS.sub(_kept, piece)
            if b"<row r=" in piece:
                piece = _ROWS.sub(_kept, piece)
            if piece:
                return piece
        piece, self._rest = self._rest, b""
        return piece


def _kept(found: re.Match[bytes]) -> bytes:
    """What follows empty ones; all of it where that is no other."""
    follower: bytes | None = found[2]
    return found[0] if follower is None else follower
