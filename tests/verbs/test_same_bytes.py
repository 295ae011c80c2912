"""One file that lies in several places: it is one report, of one unit, that came when the best evidence says."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from offices import FACT, UNITS, answered, merged, office, own_table
from todo_book import open_rows, say

ALL = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def test_a_mail_proves_that_the_copy_saved_beside_it_was_in_time(home: Path) -> None:
    form = answered(home, UNITS[0], ALL)
    mail = EmailMessage()
    mail["Received"] = "from a.example.org by mx.example.org; Sat, 24 Jun 2023 16:00:00 +0800"
    mail["From"], mail["Date"] = "someone@example.org", "Sat, 24 Jun 2023 15:59:00 +0800"
    mail.add_attachment(form.read_bytes(), maintype="application", subtype="octet-stream", filename="form.xlsx")
    (home / "inbox/来信.eml").write_bytes(bytes(mail))
    answer: Any = merged(home, "2023-06-27T09:00")
    assert (answer["obligations"]["late"], answer["obligations"]["reported"]) == (0, 3)


def test_a_table_that_lies_in_two_units_folders_is_one_of_theirs(home: Path) -> None:
    for unit in UNITS[:2]:
        own_table(home / "inbox" / unit / "表.xlsx", ALL, contact="")
    second, first = (home / "inbox" / unit / "表.xlsx" for unit in UNITS[:2])
    first.write_bytes(second.read_bytes())
    answer: Any = merged(home, "2023-06-24T09:00")
    assert answer["units"]["returned"] == 0 and open_rows(home) == ["是哪个单位的"]
    say(home, "是哪个单位的", UNITS[1])
    after: Any = merged(home, "2023-06-24T10:00")
    assert after["units"]["returned"] == 1 and open_rows(home) == []


def test_the_same_bytes_with_other_times_on_them_make_the_same_master(tmp_path: Path) -> None:
    made = [office(tmp_path / name) for name in ("one", "other")]
    form = answered(made[0], UNITS[0], ALL).read_bytes()
    masters = []
    for home, moment in zip(made, (1_687_000_000, 1_687_200_000), strict=True):
        (path := home / "inbox/6月报表.xlsx").write_bytes(form)
        for each in (home / "inbox").iterdir():
            if each != path:
                each.unlink()
        os.utime(path, (moment, moment))
        merged(home, "2023-06-20T09:00")
        masters.append((home / "outbox/2023-06/汇总表.xlsx").read_bytes())
    assert masters[0] == masters[1]
