"""A letter as every mail format says it: words, pages, enclosures; and the Book it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tasklist.model.book import Book, Grid, Leftover
from tasklist.model.finding import by_anyone
from tasklist.readers.html import lines, read_html
from tasklist.readers.limits import ZIP_MEMBERS, Refused
from tasklist.readers.text import read_text, table_in
from tasklist.text import quoted_mails
from tasklist.text.normalize import bare
from tasklist.text.packing import packing

UNREADABLE_BODY = "邮件正文读不出来，请打开邮件看一眼"
DAMAGED_BODY = "邮件正文里有损坏的字，显示为“\ufffd”，请打开邮件看一眼"
_ICON = 32 << 10  # bytes: a picture the body refers to that is no larger is a logo or a line, not a photograph
_SIGNS = re.compile(
    r"(?:^|[/\\])(?:image00\d|logo|signature|sign|icon|qr ?code|签名|二维码|名片|公众号)[^/\\]*$", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|svg|wmz|emz|wmf|emf)$", re.IGNORECASE)
_FROM = re.compile(r"^[>\s*]*(?:发件人|寄件者|From)\s*[:：]\s*(.+)$", re.IGNORECASE)
_SENT = re.compile(r"^[>\s*]*(?:发送时间|发送日期|寄件日期|日期|时间|Sent|Date)\s*[:：]\s*(.+)$", re.IGNORECASE)
_LINK = re.compile(r"<?(?:https?://|mailto:|www\.)[^\s<>]+>?|\[cid:[^\]]{1,200}\]", re.IGNORECASE)
_CUT = re.compile(r"[\n\t|]| {2,}")
_HIDDEN = "隐藏文字"
_BLOCK = 8  # lines the header of a forwarded mail takes at most


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a letter; `cid`: the name by which the letter's page refers to it."""

    name: str
    data: bytes
    cid: str = ""


@dataclass
class SavedMail:
    """`texts` and `pages` (HTML) together are its body; `written` is what its sender says, `delivered` its server."""

    subject: str = ""
    sender: str = ""
    written: datetime | None = None
    delivered: datetime | None = None
    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)  # every HTML part, also one whose plain twin was read instead
    twins: list[tuple[str, bool]] = field(default_factory=list)  # words not read as a twin says them; is it HTML?
    enclosures: list[Enclosure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def book(self, kind: str, name: str) -> Book:
        """The letter as a Book: its body as Grids, its enclosures as members. Raises Refused for too many of them."""
        if len(self.enclosures) > ZIP_MEMBERS:
            raise Refused("too_large", f"{name} 里有 {len(self.enclosures)} 个附件，超出上限", by_anyone("分开发送"))
        names = distinct([relative(each.name) for each in self.enclosures])
        unmeant = zip(names, map(self._packing, self.enclosures), strict=True)
        hidden: list[Leftover] = []
        grids = tuple(self._grids(name, hidden))
        return Book(
            kind,
            grids,
            members=tuple((called, each.data) for called, each in zip(names, self.enclosures, strict=True)),
            sender=self.sender,
            remarks=tuple(dict.fromkeys(self.remarks)),
            delivered=self.delivered,
            written=self.written,
            packing={called: what for called, what in unmeant if what},
            subject=self.subject,
            leftovers=tuple(hidden),
        )

    def _only_twins_say(self, told: Sequence[str]) -> list[str]:
        """The lines of an alternative that was not read and says more than the one that was."""
        known = bare(_LINK.sub("", "\n".join(told)))
        said = [line for words, page in self.twins for line in (_piecewise(words) if page else _CUT.split(words))]
        return list(dict.fromkeys(line.strip() for line in said if bare(_LINK.sub("", line)) not in known))

    def _packing(self, each: Enclosure) -> str:
        """What an enclosure is when nobody meant to send it, or empty."""
        shown = each.cid and any(f"cid:{each.cid}".lower() in source.lower() for source in self.sources)
        if (shown or _SIGNS.search(each.name)) and len(each.data) <= _ICON and _PICTURE.search(each.name):
            return "正文里的小图片，像是签名或图标"
        return packing(each.name)

    def _grids(self, name: str, hidden: list[Leftover]) -> Iterator[Grid]:
        """The tables of the body, then its lines; `hidden` takes what the page keeps from sight."""
        said: list[str] = []
        tables: list[Grid] = []
        for number, text in enumerate(self.texts, start=1):
            table, others = table_in(text)
            said += lines("\n".join(others))
            tables += [replace(grid, sheet=f"邮件正文表格{number}") for grid in _table(table) if grid.cells]
        for page in self.pages:
            try:
                book = read_html(page.encode("utf-8", "replace"), name, "utf-8")
            except Refused as refused:  # the enclosures count all the same
                if refused.refusal.code != "frames":
                    self.remarks.append(UNREADABLE_BODY)
                continue
            pasted = [grid for grid in book.grids if grid.sheet != "正文" and grid.cells]
            words = [text for grid in book.grids if grid.sheet == "正文" for text in grid.cells.values()]
            words, heads = quoted_mails.placed(words, [grid.cells for grid in pasted])
            pasted = [grid for number, grid in enumerate(pasted) if number not in heads]
            said += words
            tables += [replace(grid, sheet=f"邮件正文{grid.sheet}") for grid in pasted]
            hidden += [each for each in book.leftovers if each.what == _HIDDEN]
        said += self._only_twins_say([*said, *(text for grid in tables for text in grid.cells.values())])
        yield from tables
        self.remarks += _forwarded(said)
        if said:
            yield Grid("邮件正文", {(row, 1): line for row, line in enumerate(said, start=1)})


def _piecewise(page: str) -> Iterator[str]:
    """The lines of a page, those of its tables cell by cell."""
    try:
        grids = read_html(page.encode("utf-8", "replace"), "", "utf-8").grids
    except Refused:
        return
    yield from (line for grid in grids for text in grid.cells.values() for line in text.splitlines())


def _table(text: str) -> tuple[Grid, ...]:
    """A table typed or pasted into plain text."""
    return read_text(text.encode("utf-8", "replace"), "").grids if text else ()


def is_table(page: str) -> bool:
    """Does an HTML body hold a table of content, not of layout: at least two rows and three columns?"""
    try:
        grids = read_html(page.encode("utf-8", "replace"), "", "utf-8").grids
    except Refused:
        return False
    return any(
        len({row for row, _ in grid.cells}) > 1 and len({column for _, column in grid.cells}) > 2 for grid in grids
    )


def _forwarded(said: Sequence[str]) -> Iterator[str]:
    """Whose words a letter passes on, as the header of the forwarded mail in its text says."""
    for place, line in enumerate(said):
        writer = _FROM.match(line)
        sent = [found[1] for each in said[place + 1 : place + _BLOCK] if (found := _SENT.match(each))]
        if writer and sent:
            yield f"正文里转发了 {writer[1].strip()} 的邮件，原信时间是 {sent[0].strip()}"


def relative(name: str) -> str:
    """The parts of a name that lead down: no drive, no root, no `..`."""
    parts = re.sub(r"^[A-Za-z]:", "", name.replace("\\", "/").replace("\x00", "")).split("/")
    return "/".join(part.strip() for part in parts if part.strip() not in ("", ".", "..")) or "未命名"


def distinct(names: Sequence[str]) -> list[str]:
    """The same names, the second of two equal ones with （2）."""
    given: set[str] = set()
    result = []
    for name in names:
        stem, dot, ending = name.rpartition(".") if "." in name.rsplit("/", 1)[-1] else (name, "", "")
        candidate, number = name, 1
        while candidate in given:
            number += 1
            candidate = f"{stem}（{number}）{dot}{ending}"
        given.add(candidate)
        result.append(candidate)
    return result
