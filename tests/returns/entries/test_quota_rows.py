"""A counted item is told by its title, its day and its unit: a note, a repeat or a new version makes no second one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from docx import Document
from hypothesis import given
from openpyxl import load_workbook

import laboratory
from laboratory import UNITS as NAMES
from offices import CONFIG, UNITS, form, merged, office, sheet
from tasklist.ledger.versions import Resolved, settle
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book, Grid
from tasklist.model.plan import Quota
from tasklist.model.returns import Entry
from tasklist.model.rule import Rule
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.tables import marks

Item = tuple[str, str, str]  # day, title, note
START = datetime(2023, 6, 20, 1, tzinfo=UTC)


@cache
def context() -> Context:
    made = laboratory.context()
    quotas = (Quota("动态信息", 2, "week", NAMES), Quota("理论学习", 1, "year", NAMES))
    campaign = replace(made.plan.campaign, quotas=quotas)
    return Context(replace(made.plan, campaign=campaign))


def sent(items: Sequence[Item], day: int = 0, name: str = "动态.xlsx", unit: str = NAMES[0]) -> list[Entry]:
    """The counted items of a list as it is read from a file received on a day."""
    rows: dict[tuple[int, int], str] = {(1, 1): f"填报单位：{unit}"}
    for row, line in enumerate((marks.QUOTA_HEADINGS, *(("动态信息", *item) for item in items)), 3):
        rows |= {(row, column): text for column, text in enumerate(line, 1) if text}
    when = START + timedelta(days=day)
    arrival = Arrival(f"inbox/{name}", f"{day:02d}{name}{items}", when, when, 1)
    made = interpret(arrival, Book("xlsx", (Grid("频次填报", rows),)), context())
    assert made.seen == made.template + len(made.unplaced) + sum(len(entry.sources) for entry in made.entries)
    return list(made.entries)


def settled(*lists: list[Entry]) -> Resolved:
    return settle([entry for entries in lists for entry in entries], lambda _: False)


def standing(*lists: list[Entry]) -> list[str]:
    return [entry.text for entry in settled(*lists).standing]


ITEM = ("2023-06-05", "义诊活动", "")


def test_a_note_added_when_a_list_is_sent_again_makes_no_second_item() -> None:
    again = [("6月5日", "义诊活动", "照片另送")]
    done = settled(sent([ITEM]), sent(again, 3, "动态（补）.xlsx"))
    assert [(entry.text, entry.stamp.received.day) for entry in done.standing] == [("义诊活动", 20)]
    assert [(each.loser.text, each.rule) for each in done.superseded] == [("义诊活动（照片另送）", Rule.REPEAT)]


@pytest.mark.parametrize(
    "again",
    [
        "义诊活动（附照片）",
        "义诊活动（补报）",
        "义诊活动 (终稿)",
        "义诊活动-修改稿",
        "义诊活动【更正】",
        "义诊活动_定稿（附签到表）",
    ],
)
def test_an_aside_behind_a_title_is_no_part_of_it(again: str) -> None:
    assert standing(sent([ITEM]), sent([(ITEM[0], again, "")], 3, "再.xlsx")) == ["义诊活动"]


@pytest.mark.parametrize(
    "other", ["义诊活动（二）", "义诊活动(2)", "义诊活动（社区）", "义诊活动方案修订", "义诊活动-2"]
)
def test_what_tells_two_titles_apart_is_no_aside(other: str) -> None:
    assert len(standing(sent([ITEM]), sent([(ITEM[0], other, "")], 3, "再.xlsx"))) == 2


def test_two_items_of_one_day_with_two_titles_are_two() -> None:
    assert len(standing(sent([ITEM, ("2023-06-05", "健康讲座", "")]))) == 2
    assert len(standing(sent([("2023-06-05", "学习（一）", ""), ("2023-06-05", "学习（二）", "")]))) == 2


def test_one_title_of_two_units_are_two_items() -> None:
    assert len(standing(sent([ITEM]), sent([ITEM], unit=NAMES[1], name="另.xlsx"))) == 2


def test_a_list_replaced_in_place_is_told_as_the_new_version_has_it() -> None:
    done = settled(sent([ITEM, ("6月6日", "讲坐", "")]), sent([ITEM, ("6月6日", "健康讲座", "")], 2))
    assert [entry.text for entry in done.standing] == ["义诊活动", "健康讲座"]
    assert [entry.stamp.received.day for entry in done.standing] == [20, 22]
    assert {each.loser.text: each.rule for each in done.superseded} == {"义诊活动": Rule.REPLACED, "讲坐": Rule.OTHER}
    assert {(each.loser.text, each.winner.text) for each in done.superseded} >= {("义诊活动", "义诊活动")}


def test_a_date_corrected_in_place_moves_the_item() -> None:
    done = settled(sent([ITEM]), sent([("2023-06-12", "义诊活动", "")], 2))
    assert [(entry.text, str(entry.on)) for entry in done.standing] == [("义诊活动", "2023-06-12")]
    assert [entry.stamp.received.day for entry in done.standing] == [20]
    assert [each.rule for each in done.superseded] == [Rule.REPLACED]


def test_a_date_corrected_twice_keeps_the_first_receipt_though_another_file_has_it_too() -> None:
    lists = [sent([(f"2023-06-{day}", "义诊活动", "")], sent_on) for day, sent_on in (("05", 1), ("06", 3), ("12", 5))]
    other = sent([("2023-06-12", "义诊活动", "")], 4, "另一份.xlsx")
    done = settled(*lists, other)
    assert [(str(entry.on), entry.stamp.received.day) for entry in done.standing] == [("2023-06-12", 21)]


@pytest.mark.parametrize(
    ("before", "after", "received"),
    [
        (["05"], ["05", "12"], {"05": 20, "12": 27}),
        (["05", "12"], ["06", "12"], {"06": 20, "12": 20}),
        (["05", "12"], ["06", "13", "14"], {"06": 20, "13": 20, "14": 27}),
        (["05", "12"], ["12"], {"12": 20}),
    ],
)
def test_of_several_items_of_one_title_each_keeps_its_own_receipt(
    before: list[str], after: list[str], received: dict[str, int]
) -> None:
    lists = (
        sent([(f"2023-06-{day}", "理论学习", "") for day in days], n * 7) for n, days in enumerate((before, after))
    )
    done = settled(*lists)
    assert {f"{entry.on:%d}": entry.stamp.received.day for entry in done.standing} == received


def test_an_item_that_happened_after_the_first_version_came_is_another_one() -> None:
    done = settled(sent([("2023-06-19", "理论学习", "")]), sent([("2023-06-26", "理论学习", "")], 7))
    assert [(str(entry.on), entry.stamp.received.day) for entry in done.standing] == [
        ("2023-06-19", 20),
        ("2023-06-26", 27),
    ]
    assert done.superseded == ()


def test_a_new_version_that_says_nothing_of_a_week_does_not_empty_it() -> None:
    weeks = [sent([("2023-06-05", "义诊", "")]), sent([("2023-06-12", "讲座", "")], 7)]
    assert standing(*weeks) == ["义诊", "讲座"]
    assert standing(*weeks, sent([("2023-06-13", "讲座进社区", "")], 8)) == ["义诊", "讲座进社区"]


def test_what_a_new_version_leaves_out_still_counts_where_another_file_has_it() -> None:
    first, other = sent([ITEM, ("6月6日", "讲座", "")]), sent([ITEM], 1, "另一份.xlsx")
    done = settled(first, other, sent([("6月6日", "讲座", "")], 2))
    assert {entry.text: entry.stamp.received.day for entry in done.standing} == {"义诊活动": 20, "讲座": 20}


days = st.sampled_from(["2023-06-05", "6月6日", "2023.6.12", "6月13日"])
titles = st.sampled_from(["义诊活动", "健康讲座", "义诊、活动", "学习(1)", "学习(2)", "走访牧户"])
notes = st.sampled_from(["", "照片另送", "（补）", "6月7日", "义诊活动"]) | st.text("补附图2（）\n", max_size=5)
lists = st.lists(st.tuples(days, titles, notes), min_size=1, max_size=6)


@given(lists, st.data(), st.sampled_from(["动态.xlsx", "动态（补）.xlsx"]))
def test_sending_a_list_again_with_other_notes_never_raises_the_count(
    items: list[Item], data: st.DataObject, name: str
) -> None:
    first = sent(items)
    again = [(day, title, data.draw(notes)) for day, title, _ in items]
    assert len(standing(first, sent(again, 3, name))) == len(standing(first))


@given(lists, lists)
def test_a_list_replaced_in_place_never_counts_what_neither_version_alone_would(
    one: list[Item], two: list[Item]
) -> None:
    first, second = sent(one), sent(two, 3)
    done = settled(first, second)
    assert len(standing(second)) <= len(done.standing) <= len(standing(first)) + len(standing(second))
    assert len(done.standing) + len(done.superseded) == len(first) + len(second), "nothing is lost"


# --- with real files ------------------------------------------------------------------------------

QUOTAS = """\
quotas:
  - {name: 动态信息, at_least: 2, per: month, units: 卫生健康单位}
  - {name: 每周简报, at_least: 1, per: week, units: 卫生健康单位}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home", CONFIG + QUOTAS)


def listed(home: Path, items: Sequence[Item], name: str) -> None:
    path = form(home, UNITS[0])
    book = load_workbook(path)
    page = book[marks.QUOTA_SHEET]
    row = next(cell.row for cell in page["A"] if str(cell.value) == marks.QUOTA_HEADINGS[0])
    for number, item in enumerate(items, row + 1):
        for column, text in enumerate(("动态信息", *item), 1):
            page.cell(number, column).value = text
    book.save(home / "inbox" / name)


def outcomes(answer: Any) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in answer["files"]:
        cells = each["cells"]
        assert cells["seen"] == cells["merged"] + cells["template"] + cells["superseded"] + cells["unplaced"]
        found.setdefault(each["path"].rpartition("/")[2], []).append(each["outcome"])
    return found


def counted(home: Path) -> list[tuple[str, str, str]]:
    """(quota, day, title) of 频次台账."""
    page = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["频次台账"]
    rows = [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]
    return [(row[1], row[3], row[4]) for row in rows if row[0] == UNITS[0] and row[3].startswith("2023-")]


def test_a_form_sent_again_with_a_note_counts_its_items_once(home: Path) -> None:
    listed(home, [("2023-06-05", "义诊活动", "")], "一.xlsx")
    merged(home, "2023-06-10")
    listed(home, [("2023-06-05", "义诊活动", "照片另送"), ("2023-06-05", "健康讲座", "")], "二.xlsx")
    merged(home, "2023-06-20")
    assert counted(home) == [("动态信息", "2023-06-05", "义诊活动"), ("动态信息", "2023-06-05", "健康讲座")]


@pytest.mark.parametrize(("as_of", "late"), [("2023-06-24T09:00", 0), ("2023-06-26T09:00", 2)])
def test_bulletins_of_their_weeks_in_the_monthly_form_are_in_time_as_the_form_is(
    tmp_path: Path, as_of: str, late: int
) -> None:
    weekly = "quotas: [{name: 动态信息, at_least: 1, per: week, units: 卫生健康单位}]\n"
    home = office(tmp_path / "home", CONFIG.replace("2023-04-04", "2023-06-01") + weekly)
    listed(home, [("2023-06-07", "义诊活动", ""), ("2023-06-14", "健康讲座", "")], "表.xlsx")
    answer: Any = merged(home, as_of)
    assert answer["obligations"]["late"] == late and answer["obligations"]["reported"] == 2 - late


def test_an_item_sent_singly_is_in_time_within_the_campaigns_grace(tmp_path: Path) -> None:
    for days, late in ((0, 1), (3, 0)):
        weekly = "quotas: [{name: 动态信息, at_least: 1, per: week, units: 卫生健康单位}]\n"
        home = office(tmp_path / str(days), f"{CONFIG}{weekly}checks: {{grace_days: {days}}}\n")
        (home / "inbox" / UNITS[0]).mkdir()
        (home / "inbox" / UNITS[0] / "6月7日动态信息.txt").write_text("开展义诊", "utf-8")
        answer: Any = merged(home, "2023-06-13T09:00")
        assert answer["obligations"]["late"] == late


def test_a_form_replaced_in_place_counts_as_its_new_version(home: Path) -> None:
    listed(home, [("2023-06-05", "义诊活动", ""), ("2023-06-06", "讲坐", "")], "表.xlsx")
    merged(home, "2023-06-10")
    listed(home, [("2023-06-05", "义诊活动", "有照片"), ("2023-06-06", "讲座", "")], "表.xlsx")
    answer = merged(home, "2023-06-20")
    assert counted(home) == [("动态信息", "2023-06-05", "义诊活动（有照片）"), ("动态信息", "2023-06-06", "讲座")]
    assert outcomes(answer) == {"表.xlsx": ["superseded", "merged"]}


def test_a_title_that_says_nothing_by_the_clerks_own_word_list_is_no_item(home: Path) -> None:
    listed(
        home, [("2023-06-05", "义诊活动", ""), ("2023-06-06", "没有", ""), ("2023-06-07", "本栏免填", "")], "表.xlsx"
    )
    merged(home, "2023-06-10")
    assert [title for _, _, title in counted(home)] == ["义诊活动", "本栏免填"]
    sheet(home / "templates/词表.xlsx", [["类别", "词语"], ["占位词", "本栏免填"]])
    (home / "config.yaml").write_text(f"{CONFIG}{QUOTAS}checks: {{words: templates/词表.xlsx}}\n", "utf-8")
    merged(home, "2023-06-10")
    assert [title for _, _, title in counted(home)] == ["义诊活动"]


def document(home: Path, text: str, name: str) -> None:
    made = Document()
    made.add_paragraph(text)
    path = home / "inbox" / UNITS[0] / name
    path.parent.mkdir(exist_ok=True)
    made.save(str(path))


def test_an_undated_document_replaced_in_place_is_one_item_of_its_first_day(home: Path) -> None:
    document(home, "本周义诊1次", "每周简报.docx")
    merged(home, "2023-06-07")
    document(home, "本周义诊2次", "每周简报.docx")
    answer: Any = merged(home, "2023-06-14")
    assert counted(home) == [("每周简报", "2023-06-07", "每周简报")]
    assert outcomes(answer) == {"每周简报.docx": ["superseded", "merged"]}
    (said,) = [one for one in answer["findings"] if one["code"] == "remark"]
    assert "同一件" in said["message"] and "改名" in said["todo"]


def test_a_document_is_of_the_day_its_text_tells_of_and_not_of_the_day_it_came(home: Path) -> None:
    document(home, "6月7日，医院召开推进会，研究事项5项。", "推进会简报.docx")
    merged(home, "2023-06-20")
    assert counted(home) == [("每周简报", "2023-06-07", "推进会简报")]


def test_a_document_that_tells_of_several_weeks_is_asked_its_day_unless_it_came_in_one_of_them(home: Path) -> None:
    document(home, "6月1日，部署。6月7日，召开推进会。", "推进会简报.docx")
    answer: Any = merged(home, "2023-06-20")
    assert counted(home) == [] and [one["outcome"] for one in answer["files"]] == ["set_aside"]
    document(home, "6月7日，部署。6月19日，召开推进会。", "推进会简报.docx")
    merged(home, "2023-06-21")
    assert [day for _, day, _ in counted(home)] == ["2023-06-19"]


def test_documents_of_two_names_or_two_days_are_two_items(home: Path) -> None:
    document(home, "义诊", "每周简报6月5日.docx")
    merged(home, "2023-06-07")
    document(home, "讲座", "每周简报6月12日.docx")
    merged(home, "2023-06-14")
    assert [day for _, day, _ in counted(home)] == ["2023-06-05", "2023-06-12"]


def test_a_numbered_list_of_bulletins_is_read_and_its_numbers_are_no_words(home: Path) -> None:
    made = Document()
    rows = [
        ("序号", "事项", "时间", "标题", "备注"),
        ("1", "动态信息", "6月5日", "义诊", "附图"),
        ("2", "动态信息", "6月6日", "讲座", ""),
    ]
    table = made.add_table(len(rows), 5)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.save(str(home / "inbox" / f"{UNITS[0]}动态清单.docx"))
    answer: Any = merged(home, "2023-06-20")
    assert [title for _, _, title in counted(home)] == ["义诊（附图）", "讲座"]
    assert answer["files"][0]["cells"]["unplaced"] == 0


def test_a_cell_merged_over_several_items_is_not_the_place_of_the_lower_ones(home: Path) -> None:
    listed(home, [("2023-06-05", "义诊", ""), ("2023-06-06", "讲座", "")], "表.xlsx")
    path = home / "inbox/表.xlsx"
    book = load_workbook(path)
    page = book[marks.QUOTA_SHEET]
    first = next(cell.row for cell in page["C"] if cell.value == "义诊")
    page.cell(first + 1, 1).value = None
    page.merge_cells(start_row=first, start_column=1, end_row=first + 1, end_column=1)
    book.save(path)
    answer: Any = merged(home, "2023-06-20")
    assert [title for _, _, title in counted(home)] == ["义诊", "讲座"]
    ledger = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["频次台账"]
    places = {str(row[4]): str(row[5]) for row in ledger.iter_rows(values_only=True)}
    assert places["讲座"].endswith(f"!B{first + 1}")
    assert answer["files"][0]["cells"]["unplaced"] == 0
