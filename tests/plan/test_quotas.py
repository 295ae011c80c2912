"""The windows of counted items: from when on they are owed, and how a quota is said."""

from __future__ import annotations

from datetime import date

import pytest

from tasklist.model.plan import Quota
from tasklist.plan import periods, quotas


@pytest.mark.parametrize(
    ("issued_on", "owed"), [(date(2023, 6, 1), True), (date(2023, 6, 16), True), (date(2023, 6, 17), False)]
)
def test_a_window_already_begun_is_owed_when_at_least_half_of_it_remains(issued_on: date, owed: bool) -> None:
    june = periods.span_at("month", issued_on)
    assert quotas.owed_from(june, issued_on) is owed
    assert quotas.owed_from(june, date(2023, 5, 31))
    assert not quotas.owed_from(june, date(2023, 7, 1))


@pytest.mark.parametrize("per", ["week", "month", "quarter", "half-year", "year"])
def test_every_rhythm_has_its_word_and_its_window(per: str) -> None:
    quota = Quota("动态信息", 1, per, ())
    assert quotas.rhythm(quota).startswith("每")
    assert periods.span_at(per, date(2023, 6, 14)).first <= date(2023, 6, 14)
