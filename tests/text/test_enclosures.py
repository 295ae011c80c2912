"""The clauses of a letter that are about one of its enclosures."""

from __future__ import annotations

import pytest

from tasklist.text.enclosures import said_of, unlabelled


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("附件1", "附件1为6月、附件2为7月，请查收。", ["附件1为6月"]),
        ("附件2", "附件1为6月、附件2为7月，请查收。", ["附件2为7月"]),
        ("附件1", "10月报表见附件1", ["10月报表见附件1"]),
        ("附件二", "附件（二）为7月", ["附件（二）为7月"]),
        ("附件3-清单", "附件1、3为6月", ["附件1、3为6月"]),
        ("任务清单", "附件是我院6月任务清单。", ["附件是我院6月任务清单"]),
        ("附件10", "附件1为6月", []),
        ("任务清单", "附件1为6月", []),
        ("附件1", "请于6月25日前报送", []),
    ],
)
def test_a_clause_is_about_the_enclosure_it_numbers_or_about_all(name: str, line: str, said: list[str]) -> None:
    assert list(said_of(name, [line])) == said


def test_a_clause_without_its_label_is_what_it_says() -> None:
    assert unlabelled("附件1为蒙医医院的") == "蒙医医院的"
