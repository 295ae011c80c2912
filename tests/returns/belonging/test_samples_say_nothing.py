"""What a sheet shows as an example says nothing of the file it is in: no day, nobody to call."""

from __future__ import annotations

import pytest

from laboratory import form, received
from relaid import UNIT, book, issued, table
from tasklist.model.book import Book, Grid
from tasklist.model.returns import Outcome

COLUMNS = ("seq", "theme", "detail", "progress", "contact")
LAST = (f"填报单位：{UNIT}", "报送期：2023年5月")


@pytest.mark.parametrize("sample", [0, 13])
def test_the_days_of_a_sample_are_none_of_the_answers(sample: int) -> None:
    shown = [{**row, "progress": "4月5日召开动员部署会，参加58人。"} for row in issued()]
    sheets = (("样表", table(shown[:sample], *COLUMNS)), ("任务清单", [LAST, *table(issued(), *COLUMNS)]))
    made = book(*sheets, name=f"{UNIT}-2023年5月.xlsx")
    assert made.outcome is Outcome.SET_ASIDE  # every day of the answers lies in June


def test_whom_a_sample_says_to_call_is_nobody_who_filled_it_in() -> None:
    shown = [{**row, "contact": "联络员09 13900000009"} for row in issued()]
    own = [{**row, "contact": ""} for row in issued()]
    (_, *labels), named = (LAST[0], "报送期：2023年6月"), "填报表.xlsx"
    made = book(("填报示例", table(shown, *COLUMNS)), ("任务清单", [labels, *table(own, *COLUMNS)]), name=named)
    assert made.outcome is Outcome.SET_ASIDE
    assert "蒙医" not in made.reason


def test_a_sheet_of_last_month_beside_this_months_form_says_its_own_period_alone() -> None:
    form = table(issued(), *COLUMNS, "mark")
    last = table([{**row, "progress": "5月8日召开部署会，参加58人。"} for row in issued()], *COLUMNS)
    june = (f"填报单位：{UNIT}", "报送期：2023年6月")
    made = book(("6月", [june, *form]), ("5月", [LAST, *last]))
    assert (made.outcome, made.period) == (Outcome.MERGED, "2023-06")
    assert "报送期一栏" in {clue.source for clue in made.evidence}
    assert not any("5月8日" in entry.text for entry in made.entries if entry.span in ("", "2023-06"))


@pytest.mark.parametrize(("line", "answers"), [("填写样例（仅供参考）", 0), ("6月进展", 1)])
def test_the_line_above_a_table_of_a_document_may_call_it_a_sample(line: str, answers: int) -> None:
    shown = table([{**issued()[0], "progress": "3月5日召开动员部署会，参加58人。"}], *COLUMNS)
    cells = {(row, at): text for row, texts in enumerate(shown, 1) for at, text in enumerate(texts, 1)}
    grids = (Grid("正文", {(1, 1): f"填报单位：{UNIT}"}), Grid("表1", cells, led={1: (line,)}))
    made = received(form(UNIT), Book(grids=grids, format="docx"))
    assert len([entry for entry in made.entries if entry.field == "progress"]) == answers
