"""How a set of obligations stands, counted: the four measures and their rates (see `statistics`)."""

from __future__ import annotations

from dataclasses import dataclass

from tasklist.model.ledger import Status

TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Tally:
    """How a set of obligations stands, in 项. `counts` follows the order of Status."""

    name: str
    counts: tuple[int, ...]
    on_time: int
    blank: int
    doubtful: int
    sound: int
    empty: int = 0  # of a form that came with nothing answered: no report

    def of(self, *statuses: Status) -> int:
        """How many have one of these statuses."""
        return sum(count for status, count in zip(Status, self.counts, strict=True) if status in statuses)

    @property
    def expected(self) -> int:
        """应报: every obligation there is. 应报 = 已报+迟报+零报告+漏项+未报+未到期+免报+待核对."""
        return sum(self.counts)

    @property
    def due(self) -> int:
        """The denominator of the rates: all but 免报, 未到期 and 待核对."""
        return self.expected - self.of(Status.EXEMPT, Status.NOT_DUE, Status.PENDING)

    @property
    def returned(self) -> int:
        """Obligations whose return came, whatever it says; an empty form is none."""
        return self.answered + self.of(Status.PARTIAL) - self.empty

    @property
    def answered(self) -> int:
        """Obligations with an answer: 已报, 迟报, 零报告."""
        return self.of(Status.REPORTED, Status.LATE, Status.NIL)

    @property
    def reporting_rate(self) -> float | None:
        """报送率, 0…1, or None."""
        return share(self.returned, self.due)

    @property
    def timely_rate(self) -> float | None:
        """及时率, 0…1, or None."""
        return share(self.on_time, self.due)

    @property
    def complete_rate(self) -> float | None:
        """完整率, 0…1, or None."""
        return share(self.answered, self.returned)

    @property
    def sound_rate(self) -> float | None:
        """有效率, 0…1, or None."""
        return share(self.sound, self.answered)


def share(part: int, whole: int) -> float | None:
    """`part` of `whole` as 0…1, or None when there is no whole."""
    return part / whole if whole else None
