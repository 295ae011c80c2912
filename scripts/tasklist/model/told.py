"""What words that came are about, where they are no answer in a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tells(StrEnum):
    """What a text without a table tells as a whole."""

    NOTHING = "nothing"  # that can be read
    NIL = "nil"  # that there was nothing to be done
    WORK = "work"  # what was done


@dataclass(frozen=True, slots=True)
class Move:
    """That what is answered to the task `at` is the answer to `to`; `both`: and the other way round."""

    at: int
    to: int
    both: bool = False
