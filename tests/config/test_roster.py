from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tasklist.config import roster
from tasklist.model.book import cell_name
from tasklist.model.errors import UserError
from tasklist.tables import small_tables
from tasklist.tables.small_tables import several
from tasklist.text.addresses import address

HEADINGS = ("单位名称", "简称", "类别", "上级单位", "联络员", "联系电话", "邮箱", "启用日期", "停用日期")
Write = Callable[..., Path]


def test_a_full_roster_is_read_in_its_own_order(workbook: Write) -> None:
    path = workbook(
        "单位名册.xlsx",
        [
            HEADINGS,
            (
                "旗人民医院",
                "旗医院、人民医院",
                "医院;卫生健康单位",
                "",
                "联络员01",
                13900000001,
                "a@example.org",
                None,
                None,
            ),
            ("办公室", "", "委机关股室", "", "联络员02", "0477-0000002", "b@example.org；c@example.org", None, None),
        ],
    )
    hospital, office = roster.load(path).units
    assert hospital.name == "旗人民医院"
    assert hospital.aliases == ("旗医院", "人民医院")
    assert hospital.groups == ("医院", "卫生健康单位")
    assert hospital.phone == "13900000001"
    assert office.emails == ("b@example.org", "c@example.org")
    assert office.contact == "联络员02"


def test_the_heading_row_may_stand_anywhere_and_the_columns_in_any_order(workbook: Write) -> None:
    rows = [
        ("单位名册（2023年）", None, None, None),
        (None, None, None, None),
        ("序号", "邮 箱", "单位名称", "领导意见"),
        (1, "a@example.org", "办公室", "不用"),
        ("序号", "邮箱", "单位名称", "领导意见"),
        (2, None, "旗人民医院", None),
    ]
    found = roster.load(workbook("r.xlsx", rows, merge=("A1:D1",)))
    assert [unit.name for unit in found.units] == ["办公室", "旗人民医院"]
    assert found.units[0].emails == ("a@example.org",)


def test_a_banner_across_the_columns_is_no_unit(workbook: Write) -> None:
    rows = [("单位名称", "类别"), ("一、委机关", None), ("办公室", "股室")]
    assert [unit.name for unit in roster.load(workbook("r.xlsx", rows, merge=("A2:B2",))).units] == ["办公室"]


def test_dates_are_read_from_date_cells_and_from_text(workbook: Write) -> None:
    rows = [("单位名称", "启用日期", "停用日期"), ("办公室", date(2023, 5, 1), "2023年6月30日")]
    unit = roster.load(workbook("r.xlsx", rows)).units[0]
    assert (unit.opens, unit.closes) == (date(2023, 5, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("名称", "类别"), ("办公室", "股室")], ("没有找到表头“单位名称”", "名称、类别")),
        ([("单位名称",), ("办公室",), ("办公室",)], ("r.xlsx!Sheet1!A3", "r.xlsx!Sheet1!A2", "重复")),
        ([("单位名称", "简称"), ("办公室", "办"), ("党办", "办")], ("!B3", "“办”", "重复")),
        ([("单位名称", "简称"), ("办公室", ""), ("党办", "办公室")], ("!B3", "!A2", "重复")),
        ([("单位名称", "单位名称"), ("办公室", "党办")], ("A1", "B1", "只留一列")),
        ([("单位名称", "启用日期"), ("办公室", "2023-02-30")], ("!B2", "2023-02-30", "不是日期")),
        ([("单位名称", "启用日期", "停用日期"), ("办公室", "2023-05-01", "2023-04-01")], ("!C2", "早于")),
        ([("单位名称", "邮箱"), ("办公室", "someone.example.org")], ("!B2", "someone.example.org", "不是邮箱")),
        ([("单位名称", "邮箱"), (None, "a@example.org")], ("!A2", "空的")),
        ([("单位名称", "邮箱")], ("没有单位",)),
    ],
)
def test_a_mistake_is_one_sentence_that_names_the_cell(workbook: Write, rows: list[object], words: tuple[str]) -> None:
    with pytest.raises(UserError) as caught:
        roster.load(workbook("r.xlsx", rows))
    assert all(word in str(caught.value) for word in words), caught.value
    assert str(caught.value).count("。") == 1


def test_a_file_that_is_no_workbook_or_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="打不开"):
        roster.load(tmp_path / "none.xlsx")
    (tmp_path / "r.xlsx").write_text("这不是表格", "utf-8")
    with pytest.raises(UserError, match=r"r\.xlsx"):
        roster.load(tmp_path / "r.xlsx")


@pytest.mark.parametrize(("row", "column", "name"), [(1, 1, "A1"), (7, 26, "Z7"), (10, 27, "AA10"), (3, 16384, "XFD3")])
def test_cells_are_named_as_in_a_sheet(row: int, column: int, name: str) -> None:
    assert cell_name((row, column)) == name


@pytest.mark.parametrize("text", ["2023-04-04", "2023/4/4", "2023.4.4", "２０２３年４月４日", "2023-04-04 00:00:00"])
def test_a_date_is_read_however_it_is_typed(text: str) -> None:
    assert small_tables.day(text) == date(2023, 4, 4)


@pytest.mark.parametrize("text", ["", "4月4日", "2023-13-01", "2023-02-29", "45020", "2023-04-04 17:00"])
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert small_tables.day(text) is None


@pytest.mark.parametrize("text", ["a@example.org", "a.b+c@mail.example.org", "office@localhost", "ａ＠example.org"])
def test_addresses_are_taken(text: str) -> None:
    assert address(text)


@pytest.mark.parametrize(
    "text", ["", "a", "a@", "@example.org", "a@b@c", "a@ex\nBcc", "张三<a@example.org>", "a@-x.org"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert address(text) is None


def test_a_category_with_a_sign_in_brackets_is_one() -> None:
    assert several("各县（市、区）卫生健康局、委直属各单位") == ("各县（市、区）卫生健康局", "委直属各单位")
