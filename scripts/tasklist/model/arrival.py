"""A file as it arrived: which version, where, when, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tasklist.model.place import Place

BY_MAIL = "邮件送达时间"  # evidence of when a file came: the word of the mail server that took it
_LEAST = timedelta(microseconds=1)  # no two moments lie nearer to each other
MAILS = "inbox/邮件"  # where `collect` puts whole mails, relative to the home


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the time a file came is known (DESIGN §5, time of receipt): it lies after one run and not after another.

    `by`: the best evidence, in Chinese; `seen`: the run that first saw the file; `after`: the last run that did not
    (None: there was none). `doubt`: why it may have come earlier than is known, or empty; then `earliest` is the
    earliest it may have come (None: any time).
    """

    by: str = ""
    seen: datetime | None = field(default=None, repr=False)  # no master shows the runs, and none depends on them
    after: datetime | None = field(default=None, repr=False)
    doubt: str = ""
    earliest: datetime | None = None

    def within(self, moment: datetime) -> datetime:
        """`moment`, or the nearer end of the interval when it lies outside."""
        late = min(moment, self.seen) if self.seen else moment
        return max(late, self.after) if self.after else late


def folders_of(path: str) -> tuple[str, ...]:
    """The folders between inbox/ and a file in it, nearest first."""
    return tuple(reversed(path.split("/")[1:-1]))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version of a file, as received. `path` is relative to the home, with `/`, members after `!`.

    `received`: when it came, as `receipt` knows. `mtime`: the file's own time. `replaced`: a newer
    version stands at the same path, and this one is read from the archive. `first_path`: where it was first seen.
    `sender`: mail address, when `collect` brought it.
    `state`: "" (to be read), or why it is not: "ignored", "pending", "refused", or "locked" (the copy of an earlier
    version, for now).
    """

    path: str
    sha256: str
    received: datetime
    mtime: datetime
    size: int
    replaced: bool = False
    sender: str = ""
    state: str = ""
    reason: str = ""
    inside: tuple[str, ...] = ()  # for a member of an archive: its path there, outermost archive first
    since: datetime | None = None  # when the first version at this path was received, if this is a later one
    kept: str = ""  # where its copy in the archive is, relative to the home; a member has that of its archive
    turn: datetime | None = None  # when it took its place among the versions: never before the one it replaced
    receipt: Receipt = Receipt()
    first_path: str = ""
    collected: bool = False  # a mail `collect` brought, or something in one, wherever the clerk has put it since
    shared: bool = False  # it came in a folder or mail together with forms of several units
    copies: tuple[str, ...] = ()  # where else in the inbox the same bytes lie
    subject: str = ""  # of the mail it came in
    company: tuple[str, ...] = ()  # what the letter it came with says, line by line, and the names of what came with it
    forms: tuple[tuple[str, str], ...] = ()  # of a letter: unit and period of the forms that came with it

    @property
    def folders(self) -> tuple[str, ...]:
        """The clerk's folders between inbox/ and the file, nearest first (folders inside an archive are not)."""
        return folders_of(self.outer)

    @property
    def outer(self) -> str:
        """The file in the inbox: itself, or the archive it is a member of."""
        return self.path.removesuffix("".join(f"!{name}" for name in self.inside))

    def delivered(self, moment: datetime, by: str, *, elsewhere: bool = False) -> Arrival:
        """The arrival by better evidence of when it came, as far as the runs that saw it allow.

        `elsewhere`: it came to where no run looked, and may well have waited there while runs went by.
        """
        after = None if elsewhere else self.receipt.after
        receipt = replace(self.receipt, by=by, doubt="", earliest=None, after=after)
        return replace(self, received=receipt.within(moment), receipt=receipt)

    def perhaps(self, moment: datetime, doubt: str, *, elsewhere: bool = False) -> Arrival:
        """The arrival with a word that it came earlier, which does not prove it and so is asked about.

        `elsewhere`: it may have come to where no run looked.
        """
        receipt = replace(self.receipt, after=None) if elsewhere else self.receipt
        earliest = receipt.within(moment)
        if earliest >= self.received:
            return self
        return replace(self, receipt=replace(receipt, doubt=doubt, earliest=earliest))

    @property
    def stamp(self) -> Stamp:
        """When its own words were said, among versions."""
        name = self.path.rsplit("/", 1)[-1]
        return Stamp(self.received, None, self.mtime, name, self.sha256, self.turn, self.receipt)

    def place(self, sheet: str = "", cell: str = "") -> Place:
        """A place in this file."""
        return Place(self.path, sheet, cell, self.outer if self.inside else "")


@dataclass(frozen=True, slots=True)
class Stamp:
    """How versions are put in order: the receipt first; within one run the times at which mail servers took them, where
    all are mails, else the document's own modified stamp, the file's time, its name and the place in it decide, and
    that is said (DESIGN §5, resubmission). `first`: when an
    earlier version of the answer came to an office below, which handed up the one that stands. `claims`: the words with
    which its sender says that it is the one that counts: 以此为准.
    """

    received: datetime
    modified: datetime | None
    mtime: datetime = field(repr=False)  # copied with the bytes or not: the same ledger, unless it decided something
    name: str
    sha256: str
    turn: datetime | None = None  # of its Arrival
    receipt: Receipt = Receipt()
    first: datetime | None = None
    claims: str = ""

    @property
    def order(self) -> datetime:
        """What comes later in this counts."""
        return self.turn or self.received

    def before_its_company(self) -> Stamp:
        """The stamp of words about what came earlier, and not about what came with them.

        Of two mails that one run saw the earlier comes before them; of other files nobody knows which was the earlier.
        """
        if self.receipt.by == BY_MAIL:
            return replace(self, received=self.received - _LEAST, turn=self.order)
        return replace(self, turn=self.order - _LEAST)

    def behind(self, other: Stamp) -> bool:
        """Did it come later than another one, by the runs that saw them, or by the mail servers that took both?"""
        if self.order != other.order:
            return self.order > other.order
        return self.receipt.by == other.receipt.by == BY_MAIL and self.received > other.received

    def surely_behind(self, other: Stamp) -> bool:
        """Is it later than another one, and is there no doubt that it came earlier than is known?"""
        early = self.receipt.doubt and (self.receipt.earliest is None or self.receipt.earliest <= other.received)
        return self.behind(other) and not early
