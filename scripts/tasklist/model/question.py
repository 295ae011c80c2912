"""待办与决定: what only a person can settle about a file, and what a person decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tasklist.model.place import Place

BY_CLERK = "经办人的决定"  # evidence, the strongest there is
DROPPED, ATTACHED = "不采用", "作为附件"  # answers about a file that is none of the things owed


class Doubt(StrEnum):
    """What is not known of a file, the most urgent first."""

    UNIT = "unit"
    PERIOD = "period"
    FILE = "file"
    RECEIVED = "received"

    @property
    def label(self) -> str:
        """What is asked, in Chinese."""
        return {
            "unit": "是哪个单位的",
            "period": "是哪一期的",
            "file": "这个文件怎么办",
            "received": "什么时候收到的",
        }[self.value]

    def of(self, sha256: str) -> str:
        """The key of this question about a file: the same for the same bytes, wherever they lie."""
        return f"{self.value}:{sha256}"


@dataclass(frozen=True, slots=True)
class Question:
    """待办: one thing a person is asked about a file. `key`: what is asked, of which bytes (`Doubt.of`).

    `claimants`: what the evidence names; `options`: every possible answer, those first. When it came may also be
    answered by a date and time of one's own between `first` (None: any time before) and `last`.
    """

    key: str
    doubt: Doubt
    place: Place
    seen: str
    advice: str
    claimants: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None

    @property
    def sha256(self) -> str:
        """The file it is about, by its bytes."""
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Decision:
    """决定: what a person answered to a question as it was asked, and the run that took it."""

    question: Question
    answer: str
    remark: str
    at: datetime

    @property
    def key(self) -> str:
        """The key of its question."""
        return self.question.key
