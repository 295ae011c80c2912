"""Returns that come as mails alone: which of two counts, and what lies beside them in the inbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailing import mailed
from offices import FACT, UNITS, answered, merged, office, task_list
from tasklist.config.task_list import HEADINGS
from todo_book import open_rows, shown

FIRST, SECOND = UNITS[:2]
WHEN = "2023-06-24T09:00"
MONDAY, TUESDAY = "Mon, 19 Jun 2023 09:00:00 +0800", "Tue, 20 Jun 2023 09:00:00 +0800"
OLD = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}
NEW = {1: "6月15日专题学习2次", 2: "6月16日建成教育点5处", 3: "6月17日义诊6场"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def said(home: Path, unit: str = FIRST) -> list[str]:
    return [text for _, text in shown(home, unit).values()]


def asked(home: Path) -> list[str]:
    return open_rows(home) if (home / "outbox/待办.xlsx").exists() else []


def table(answers: dict[int, str], unit: str) -> str:
    """The body of a mail with the table of the tasks in it, signed in its rows by nobody."""
    heads = "".join(f"<td>{name}</td>" for name in HEADINGS)
    rows = "".join(
        f"<tr><td>{each.seq}</td><td>{each.theme}</td><td>{each.detail}</td><td></td><td></td><td></td>"
        f"<td>{answers[each.seq]}</td><td></td><td></td></tr>"
        for each in task_list().tasks
    )
    return f"<div>{unit}6月情况如下：</div><table border=1><tr>{heads}</tr>{rows}</table>"


@pytest.mark.parametrize("names", [("甲", "乙"), ("乙", "甲")])
def test_of_two_mails_that_one_run_saw_the_one_its_server_took_later_counts_and_nothing_is_asked(
    home: Path, names: tuple[str, str]
) -> None:
    mailed(home, "见附件", answered(home, FIRST, NEW), subject=names[0], taken=TUESDAY)
    mailed(home, "见附件", answered(home, FIRST, OLD), subject=names[1], taken=MONDAY)
    merged(home, WHEN)
    assert said(home) == list(NEW.values()) and not asked(home)


def test_beside_a_file_that_may_have_come_at_any_time_two_mails_are_asked_about(home: Path) -> None:
    mailed(home, "见附件", answered(home, FIRST, NEW), subject="乙", taken=TUESDAY)
    mailed(home, "见附件", answered(home, FIRST, OLD), subject="甲", taken=MONDAY)
    answered(home, FIRST, OLD | {2: "6月18日建成教育点9处"})
    merged(home, WHEN)
    assert "以哪一份为准" in asked(home)


def test_a_table_in_a_mail_is_of_its_sender_whatever_other_forms_lie_in_the_same_folder(home: Path) -> None:
    mailed(home, "", sender="unit02@example.org", page=table(NEW, ""))
    answered(home, FIRST, OLD)
    merged(home, WHEN)
    assert said(home, SECOND) == list(NEW.values())
    assert not asked(home)
