r"""The body of a mail that Outlook keeps as compressed RTF: unpacked, then the page it was made from, or its text.

[MS-OXRTFCP] packs it; [MS-OXRTFEX] says how a page is carried inside (\fromhtml, \htmltag, \htmlrtf).
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_LONGEST = 16 << 20  # bytes a body may unpack to
_WINDOW = 4096
_FIRST = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WORD, _BYTE, _SIGN = rb"\\([a-z]{1,32})(-?\d{1,10})? ?", rb"\\'([0-9a-f]{2})", rb"\\([^a-z])"
_TOKEN = re.compile(rb"|".join((_WORD, _BYTE, _SIGN, rb"([{}])", rb"[\r\n]+", rb"([^\\{}\r\n]+)")), re.IGNORECASE)
_FONT = re.compile(rb"\\f(\d{1,9})[^;{}]{0,400}?\\fcharset(\d{1,5})")
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict themedata colorschememapping datastore generator listtable xmlnstbl "
    b"listoverridetable rsidtbl mmathPr latentstyles fldinst bkmkstart bkmkend object header footer".split()
)
_BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"cell": "\t", b"tab": "\t"}
_SIGNS = {b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}
_SIGNS |= {b"bullet": "•", b"~": "\u00a0", b"{": "{", b"}": "}", b"\\": "\\"}


def unpacked(data: bytes) -> bytes:
    """The RTF of a compressed body. Raises ValueError when it is none, or damaged."""
    if len(data) < 16:
        raise ValueError("no header")
    size, kind = struct.unpack_from("<II", data, 4)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED or size > _LONGEST:
        raise ValueError("no compressed RTF")
    window = bytearray(_FIRST.ljust(_WINDOW))
    at, out, place = len(_FIRST), bytearray(), 16
    while place < len(data) and len(out) < size:
        flags, place = data[place], place + 1
        for bit in range(8):
            if place >= len(data):
                break
            if flags >> bit & 1:
                word = int.from_bytes(data[place : place + 2], "big")
                place += 2
                start = word >> 4
                if start == at:
                    return bytes(out)
                sources = [start + step for step in range((word & 15) + 2)]
            else:
                window[at], sources, place = data[place], [at], place + 1
            for source in sources:
                byte = window[source % _WINDOW]
                window[at] = byte
                out.append(byte)
                at = (at + 1) % _WINDOW
    return bytes(out[:size])


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a pair of braces."""

    silent: bool = False  # nothing in it is text
    page: bool = False  # markup of the page the text was made from
    beside: bool = False  # formatting the page knows nothing of
    charset: str = "cp1252"
    fallback: int = 1  # characters that stand behind \\uN for programs that do not know it


@dataclass
class _Reading:
    """An RTF while its words are gathered: bytes of one character set together."""

    from_page: bool
    out: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    charset: str = "cp1252"

    def bytes_(self, data: bytes, charset: str) -> None:
        if charset != self.charset:
            self.flush()
        self.charset = charset
        self.raw += data

    def text(self, text: str) -> None:
        self.flush()
        self.out.append(text)

    def flush(self) -> None:
        self.out.append(self.raw.decode(self.charset, "replace"))
        self.raw.clear()


def words(rtf: bytes) -> tuple[str, bool]:
    """What an RTF says, and whether that is the page it was made from; cells of a table are parted by tabs."""
    from_page = b"\\fromhtml" in rtf[:2048]
    fonts = {int(number): int(charset) for number, charset in _FONT.findall(rtf)}
    reading = _Reading(from_page)
    state, above, skip = _State(charset=_code_page(rtf)), [], 0
    for token in _TOKEN.finditer(rtf):
        word, number, escaped, sign, brace, plain = token.groups()
        if brace == b"{":
            above.append(state)
        elif brace == b"}":
            state, skip = above.pop() if above else state, 0
        elif word is not None:
            value = int(number) if number else None
            if word == b"u" and value is not None and _shown(state, reading):
                reading.text(chr(value % 65536))
                skip = state.fallback
            else:
                state = _control(word, value, state, fonts, reading)
        elif sign == b"*":
            state = replace(state, silent=True)
        elif _shown(state, reading):
            for piece, is_byte in _pieces(escaped, sign, plain):
                kept = piece[skip:] if skip else piece
                skip = max(0, skip - len(piece))
                if kept:
                    reading.bytes_(kept, state.charset) if is_byte else reading.text(_SIGNS.get(kept, ""))
    reading.flush()
    return _paired("".join(reading.out)), from_page


def _pieces(escaped: bytes | None, sign: bytes | None, plain: bytes | None) -> Iterator[tuple[bytes, bool]]:
    """(bytes, are they text as they stand): of one token."""
    if escaped:
        yield bytes.fromhex(escaped.decode("ascii")), True
    elif sign:
        yield sign, False
    elif plain:
        yield plain, True


def _shown(state: _State, reading: _Reading) -> bool:
    return not state.silent and not (reading.from_page and state.beside)


def _control(word: bytes, value: int | None, state: _State, fonts: dict[int, int], reading: _Reading) -> _State:
    if word in _SILENT:
        return replace(state, silent=True)
    if word == b"htmltag":
        return replace(state, silent=False, page=True)
    if word == b"htmlrtf":
        return replace(state, beside=value != 0)
    if word == b"f" and value is not None and fonts.get(value) in _CHARSETS:
        return replace(state, charset=_CHARSETS[fonts[value]])
    if word == b"uc" and value is not None:
        return replace(state, fallback=max(0, value))
    if _shown(state, reading) and (said := _BREAKS.get(word) or _SIGNS.get(word)):
        reading.text(said)
    return state


def _code_page(rtf: bytes) -> str:
    found = re.search(rb"\\ansicpg(\d{3,5})", rtf[:2048])
    name = f"cp{found[1].decode()}" if found else "cp1252"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return "gb18030" if name in ("cp936", "cp54936") else name


def _paired(text: str) -> str:
    """Halves of a character beyond the first plane put together; a lone half becomes a mark."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
