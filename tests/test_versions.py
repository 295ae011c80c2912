"""Which value stands: the latest that says something; what lost is kept with the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tasklist import versions
from tasklist.model import Entry, Kind, Place, Stamp

START = datetime(2023, 6, 1, tzinfo=UTC)


def entry(text: str, received: int = 0, modified: int | None = None, name: str = "a.xlsx", **more: object) -> Entry:
    stamp = Stamp(
        START + timedelta(days=received),
        None if modified is None else START + timedelta(minutes=modified),
        START,
        name,
        name + text,
    )
    made = Entry("甲", Kind.TASKS, "progress", text, Place(name, "表", "G5"), stamp, "2023-06", 1)
    return replace(made, **more)  # type: ignore[arg-type]


def blank(each: Entry) -> bool:
    return each.text in ("无", "/")


def settle(*entries: Entry) -> tuple[str, str]:
    done = versions.settle(entries, blank)
    return done.standing[0].text, done.superseded[0].rule if done.superseded else ""


def test_the_version_received_later_wins() -> None:
    assert settle(entry("新", received=2, name="b.xlsx"), entry("旧", received=1)) == ("新", versions.LATER_RULE)


def test_a_placeholder_never_erases_an_answer() -> None:
    assert settle(entry("已开会2次", received=1), entry("无", received=2)) == ("已开会2次", versions.BLANK_RULE)


def test_within_one_run_the_documents_own_stamp_decides_and_that_is_a_tie() -> None:
    done = versions.settle([entry("甲稿", modified=9), entry("乙稿", modified=5, name="b.xlsx")], blank)
    assert done.standing[0].text == "甲稿"
    assert [each.rule for each in done.ties] == [versions.TIE_RULES[0]]


def test_the_office_stands_above_every_unit_until_it_repeats_what_a_unit_said() -> None:
    correction = entry("更正", received=1, office=True)
    assert settle(correction, entry("后来的", received=5)) == ("更正", versions.OFFICE_RULE)
    stale = entry("原来的", received=3, office=True)
    assert settle(stale, entry("原来的", received=1), entry("后来的", received=5))[0] == "后来的"


def test_counted_items_of_one_title_and_day_are_one_item() -> None:
    day = START.date()
    items = [
        entry("义诊活动", received=n, name=f"{n}.xlsx", kind=Kind.QUOTA, task=None, on=day, span="2023-W22")
        for n in (1, 2)
    ]
    other = replace(items[0], text="健康讲座")
    assert len(versions.settle([*items, other], blank).standing) == 2


@given(st.permutations([entry(text, received=n % 3, modified=n, name=f"{n}.xlsx") for n, text in enumerate("甲乙丙丁无/")]))
def test_the_order_in_which_files_come_does_not_matter(entries: list[Entry]) -> None:
    settled = versions.settle(entries, blank)
    assert settled.standing[0].text == "丙"
    assert len(settled.superseded) == len(entries) - 1
