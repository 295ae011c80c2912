"""What a person must look at: found once, errors first, with the unit, the task and the place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from made_returns import FACT, SLOGAN, document, form, item
from tasklist.ledger import checks
from tasklist.ledger.build import build_ledger
from tasklist.model.finding import Finding, Severity
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Waiver
from tasklist.model.returns import Return
from tasklist.plan import periods
from tasklist.substance.word_lists import DEFAULT_WORDS
from worlds import moment

FIRST, SECOND = worlds.unit(0).name, worlds.unit(1).name
MADE = worlds.plan(2, 3)


def built(*returns: Return, as_of: datetime | None = None, waivers: tuple[Waiver, ...] = ()) -> Ledger:
    made = replace(MADE, campaign=replace(MADE.campaign, waivers=waivers))
    period = periods.period_at(made.campaign, date(2023, 6, 1))
    return build_ledger(made, period, as_of or moment(28), returns, DEFAULT_WORDS)


def of(table: Ledger, unit: str = FIRST) -> list[Finding]:
    return [each for each in checks.findings(table) if each.unit == unit]


def told(table: Ledger, code: str, unit: str = FIRST) -> list[str]:
    return [each.message for each in of(table, unit) if each.code == code]


def test_a_unit_that_sent_no_form_is_told_once_and_its_documents_each() -> None:
    missing = told(built(), "missing")
    assert missing[0] == f"{FIRST} 2023年6月的3项任务进展未报（6月25日到期）"
    assert f"{FIRST}：6月10日到期，已逾期18天，未见实施方案" in missing
    assert missing[2:] == [f"{FIRST}：动态信息有 2 期不足（2023-04、2023-05），共缺 4 条"]


def test_before_the_due_day_nothing_is_missing() -> None:
    assert [each for each in of(built(as_of=moment(5, month=4))) if each.code == "missing"] == []


def test_a_blank_cell_a_placeholder_and_a_broken_cell_are_three_findings_with_their_place() -> None:
    returned = form(FIRST, {1: "", 2: "无", 3: ""}, moment(20), instead={3: ("broken", "单元格显示 #REF!")})
    found = {each.code: each for each in of(built(returned)) if each.task}
    assert {code: each.task for code, each in found.items()} == {"blank": 1, "placeholder": 2, "broken": 3}
    assert str(found["blank"].place) == f"inbox/{FIRST}.xlsx!任务!G4"
    assert "“无”" in found["placeholder"].message
    assert "#REF!" in found["broken"].message


def test_a_soft_doubt_is_never_an_error_and_quotes_the_words() -> None:
    found = [each for each in of(built(form(FIRST, {1: SLOGAN}, moment(20)))) if each.code == "doubtful"]
    assert len(found) == 1
    assert found[0].severity is not Severity.ERROR
    assert "建议核实" in found[0].message
    assert "高度重视" in found[0].message


def test_a_document_without_evidence_and_a_quota_not_filled_are_told() -> None:
    table = built(
        document(FIRST, "实施方案", moment(5)),
        item(MADE, FIRST, "动态信息", "义诊", date(2023, 5, 9), moment(9, month=5)),
    )
    assert told(table, "evidence_missing") == [f"{FIRST}的实施方案：缺佐证材料"]
    assert f"{FIRST}：动态信息有 2 期不足（2023-04、2023-05），共缺 3 条" in told(table, "missing")


def test_what_is_exempt_is_found_by_no_check() -> None:
    blank = form(FIRST, {1: "", 2: "无", 3: SLOGAN}, moment(20))
    assert of(built(blank, waivers=(Waiver(FIRST, "停业"),))) == []


def test_a_unit_with_everything_in_order_has_no_finding() -> None:
    texts = {task: FACT.replace("45", f"{40 + task}").replace("12日", f"{task + 1}日") for task in (1, 2, 3)}
    items = [
        item(MADE, FIRST, "动态信息", f"义诊{n}", date(2023, month, n), moment(n, month=month))
        for month in (4, 5, 6)
        for n in (8, 9)
    ]
    documents = [document(FIRST, "实施方案", moment(5), field) for field in ("document", "evidence")]
    assert of(built(form(FIRST, texts, moment(20)), *items, *documents)) == []


def test_the_findings_that_were_there_before_are_kept() -> None:
    first = form(FIRST, {1: FACT}, moment(20), "甲")
    second = form(FIRST, {1: FACT.replace("45", "54")}, moment(20), "乙")
    assert "tie" in {each.code for each in of(built(first, second))}


@given(st.lists(st.sampled_from(["", "无", FACT, SLOGAN]), min_size=6, max_size=6), st.permutations(range(2)))
@settings(max_examples=25)
def test_findings_stand_in_one_order_errors_first_then_the_roster(texts: list[str], order: list[int]) -> None:
    forms = [
        form(unit, dict(enumerate(texts[place * 3 : place * 3 + 3], 1)), moment(20))
        for place, unit in enumerate((FIRST, SECOND))
    ]
    found = checks.findings(built(*(forms[place] for place in order)))
    assert found == checks.findings(built(*forms))
    assert len(found) == len(set(found))
    ranks = [(list(Severity).index(each.severity), MADE.roster.order.get(each.unit, 99)) for each in found]
    assert ranks == sorted(ranks)
    assert all(each.message and each.todo for each in found)
