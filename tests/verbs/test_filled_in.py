"""Whoever filled in a form speaks through it: a signature, contacts and answers of another unit's ask whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from offices import UNITS, form, merged, office, own_table
from todo_book import open_rows, say, shown

PARENT, BRANCH = UNITS[2], UNITS[3]
ANSWERS = {1: "6月12日{}组织学习1次，参训45人", 2: "6月13日{}建成教育点2处", 3: "6月14日，{}义诊3场"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def told_of(unit: str) -> dict[int, str]:
    return {seq: text.format(unit) for seq, text in ANSWERS.items()}


def filled(home: Path, unit: str, answers: Mapping[int, str], foot: str = "") -> Path:
    """The unit's form with these answers, signed by somebody."""
    book = load_workbook(form(home, unit))
    page = book.worksheets[0]
    for row in page.iter_rows():
        seq = str(row[0].value)
        if seq.isdigit() and int(seq) in answers:
            row[7].value = answers[int(seq)]
        for cell in row:
            if foot and str(cell.value).startswith("填报人"):
                cell.value = foot
    path = home / "inbox/来表.xlsx"
    book.save(path)
    return path


def asks(home: Path) -> bool:
    """Does a file wait, and is all that is asked whose it is?"""
    answer: Any = merged(home)
    return "set_aside" in {each["outcome"] for each in answer["files"]} and open_rows(home) == ["是哪个单位的"]


@pytest.mark.parametrize(
    ("foot", "asked"),
    [
        ("填报人：联络员02 13900000002", True),
        ("填 报 人：联络员02　联系电话：13900000002", True),
        ("填报人：联络员01 13900000001", False),
        ("填报人：王晓明 13900000099", False),
        ("填报人：联络员02", False),
    ],
)
def test_a_form_signed_with_the_telephone_of_another_unit_asks_whose_it_is(home: Path, foot: str, asked: bool) -> None:
    filled(home, UNITS[0], told_of(""), foot)
    assert asks(home) == asked
    if asked:
        say(home, "是哪个单位的", UNITS[1])
        merged(home)
        assert shown(home, UNITS[1])[1][1] == ANSWERS[1].format("") and not open_rows(home)


def test_a_superior_signs_for_its_branch_and_is_not_asked(home: Path) -> None:
    filled(home, BRANCH, told_of(""), "填报人：联络员03 13900000003")
    assert not asks(home)


def test_a_form_in_which_every_answer_tells_of_another_unit_asks_whose_it_is(home: Path) -> None:
    filled(home, UNITS[0], told_of("蒙医医院"))
    assert asks(home)


@pytest.mark.parametrize(
    "answers",
    [
        {**told_of("蒙医医院"), 3: "6月14日义诊3场"},
        {seq: text.replace("日", "日联合") for seq, text in told_of("蒙医医院").items()},
        {**told_of("蒙医医院"), 2: "6月13日旗医院与蒙医医院建成教育点2处"},
        told_of("旗医院"),
    ],
    ids=["not every answer", "work done with it", "its own name, too", "its own name"],
)
def test_a_form_that_tells_of_others_beside_itself_is_its_own(home: Path, answers: dict[int, str]) -> None:
    filled(home, UNITS[0], answers)
    assert not asks(home)


@pytest.mark.parametrize(("contact", "asked"), [("联络员04 13900000004", True), ("联络员03 13900000003", False)])
def test_a_branchs_contact_in_every_row_of_its_parents_form_asks(home: Path, contact: str, asked: bool) -> None:
    own_table(home / "inbox" / PARENT / "表.xlsx", told_of(""), f"填报单位：{PARENT}", contact)
    assert asks(home) == asked
    answer: Any = merged(home)
    assert not asked or not {PARENT, BRANCH} & {*answer["units"]["missing"]}


def mailed(home: Path, unit: int, path: Path) -> None:
    """A mail of the unit with a form in it, as its bytes are."""
    made = EmailMessage()
    made["From"], made["Subject"] = f"unit0{unit + 1}@example.org", "6月报表"
    made["Date"] = made["Received"] = f"Tue, {19 + unit} Jun 2023 09:00:00 +0800"
    made.set_content("请查收")
    made.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename="填报表.xlsx")
    (home / f"inbox/{unit}.eml").write_bytes(bytes(made))


def test_who_mails_a_form_that_its_own_unit_mailed_too_is_asked_about_until_one_of_theirs_comes(home: Path) -> None:
    path = filled(home, UNITS[0], told_of("")).rename(home / "填报表.xlsx")
    mailed(home, 0, path)
    mailed(home, 1, path)
    answer: Any = merged(home, "2023-06-27T09:00")
    assert open_rows(home) == ["是哪个单位的"] and shown(home, UNITS[0])[1][1] == ANSWERS[1].format("")
    assert UNITS[1] not in answer["units"]["missing"]
    own_table(home / "inbox/蒙医医院6月.xlsx", {1: "6月20日义诊2场"}, f"填报单位：{UNITS[1]}", "")
    merged(home, "2023-06-27T10:00")
    assert not open_rows(home) and shown(home, UNITS[1])[1][1] == "6月20日义诊2场"


def test_the_same_form_mailed_twice_by_its_unit_or_by_its_superior_too_is_nothing_to_ask(home: Path) -> None:
    path = filled(home, BRANCH, told_of("")).rename(home / "填报表.xlsx")
    for place in (2, 4):
        mailed(home, place, path)
    (home / "inbox/4.eml").write_bytes((home / "inbox/2.eml").read_bytes() + b"\n")
    assert not asks(home)
