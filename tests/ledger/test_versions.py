"""Which value stands: the latest that says something; what lost is kept with the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.ledger import versions
from tasklist.model.arrival import Stamp
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.returns import Entry
from tasklist.model.rule import Rule

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
    assert settle(entry("新", received=2, name="b.xlsx"), entry("旧", received=1)) == ("新", Rule.LATER)


def test_a_placeholder_never_erases_an_answer() -> None:
    assert settle(entry("已开会2次", received=1), entry("无", received=2)) == ("已开会2次", Rule.BLANK)


def test_within_one_run_the_documents_own_stamp_decides_and_that_is_a_tie() -> None:
    done = versions.settle([entry("甲稿", modified=9), entry("乙稿", modified=5, name="b.xlsx")], blank)
    assert done.standing[0].text == "甲稿"
    assert [each.rule for each in done.ties] == [Rule.BY_MODIFIED]


def test_the_office_stands_above_every_unit() -> None:
    correction = entry("更正", received=1, office=True)
    assert settle(correction, entry("后来的", received=5)) == ("更正", Rule.OFFICE)
    back = entry("原来的", received=7, office=True)
    assert settle(back, entry("原来的", received=1), entry("后来的", received=5))[0] == "原来的"


def test_a_placeholder_in_the_same_run_is_no_disagreement() -> None:
    for first, second in ((1, 9), (9, 1)):
        done = versions.settle([entry("已开会", modified=first), entry("/", modified=second, name="b.xlsx")], blank)
        assert (done.standing[0].text, done.ties) == ("已开会", ())
        assert done.superseded[0].rule == Rule.BLANK


def test_of_two_placeholders_the_later_one_stands() -> None:
    assert settle(entry("无", received=1), entry("/", received=2))[0] == "/"


def test_counted_items_of_one_title_and_day_are_one_item() -> None:
    day = START.date()
    items = [
        entry("义诊活动", received=n, name=f"{n}.xlsx", kind=Kind.QUOTA, task=None, on=day, span="2023-W22")
        for n in (1, 2)
    ]
    other = replace(items[0], text="健康讲座")
    assert len(versions.settle([*items, other], blank).standing) == 2


def item(text: str, day: int = 5, received: int = 0, **more: object) -> Entry:
    on = date(2023, 6, day)
    made = entry(text, received, name=f"{text}{received}", kind=Kind.QUOTA, task=None, field="item", on=on)
    return replace(made, name="动态信息（每周）", unit="市中心医院", span="2023-W23", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "again",
    ["6月5日义诊活动", "2023.6.5 义诊活动", "市中心医院动态信息（每周） 义诊活动", "义诊、活动", "６月５日义诊活动"],
)
def test_a_title_that_repeats_its_day_its_unit_or_its_quota_is_the_same_item(again: str) -> None:
    done = versions.settle([item("义诊活动"), item(again, received=3)], blank)
    assert [each.text for each in done.standing] == ["义诊活动"]
    assert [(each.rule, each.loser.text) for each in done.superseded] == [(Rule.REPEAT, again)]
    assert done.ties == ()


def test_items_of_different_days_or_numbers_are_different_items() -> None:
    different = [item("学习"), item("学习", day=6), item("学习(1)"), item("学习(2)"), item("6月5日")]
    assert len(versions.settle(different, blank).standing) == 5


def test_an_item_listed_again_in_a_later_form_keeps_its_first_receipt() -> None:
    done = versions.settle([item("义诊", received=n) for n in (30, 2, 60)], blank)
    assert [each.stamp.received for each in done.standing] == [START + timedelta(days=2)]


def test_a_document_sent_again_keeps_its_first_receipt_and_a_corrected_one_stands_beside_it() -> None:
    first = entry("总结", kind=Kind.DELIVERABLE, task=None, field="document", span="")
    again = replace(first, stamp=replace(first.stamp, received=START + timedelta(days=40), name="再.docx"))
    corrected = replace(first, stamp=replace(again.stamp, sha256="other"))
    done = versions.settle([corrected, again, first], blank)
    assert [(each.stamp.received - START).days for each in done.standing] == [0, 40]
    assert [each.rule for each in done.superseded] == [Rule.REPEAT]


@given(
    st.permutations([entry(text, received=n % 3, modified=n, name=f"{n}.xlsx") for n, text in enumerate("甲乙丙丁无/")])
)
def test_the_order_in_which_files_come_does_not_matter(entries: list[Entry]) -> None:
    settled = versions.settle(entries, blank)
    assert settled.standing[0].text == "丙"
    assert len(settled.superseded) == len(entries) - 1


def test_a_remark_that_a_later_version_has_in_its_progress_stands_no_more() -> None:
    said = "6月5日走访牧户8户"
    remark = entry(said, field="remark")
    done = versions.settle([remark, entry(f"{said}，发放资料", received=1, name="b.xlsx")], blank)
    assert [each.field for each in done.standing] == ["progress"]
    assert [(each.loser, each.rule) for each in done.superseded] == [(remark, Rule.MOVED)]
    both = versions.settle([remark, entry(said, name="b.xlsx")], blank)
    assert sorted(each.field for each in both.standing) == ["progress", "remark"], "within one run nothing was moved"


def test_a_contact_that_is_emptied_stands_for_nothing_and_an_empty_one_alone_is_nothing() -> None:
    former = entry("张三", field="contact")
    empty = entry("", received=1, field="contact", name="b.xlsx")
    done = versions.settle([former, empty], blank)
    assert not done.standing and [each.loser for each in done.superseded] == [former]
    assert versions.settle([empty], blank) == versions.Resolved((), ())
