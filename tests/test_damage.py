"""However a return is damaged, nothing is misplaced, nothing is lost, and slight damage costs nothing."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from damages import DAMAGES, Damage, damaged
from damages.drafts import Draft
from laboratory import RECEIVED, UNITS, context, form, judge, overtaken, received, shipped
from made_workbooks import converted
from saved import FORMATS, as_xlsx, fits
from tasklist.ledger.build import build_ledger
from tasklist.model.book import Book
from tasklist.model.returns import Outcome
from tasklist.plan import periods
from tasklist.readers import registry
from tasklist.substance.word_lists import DEFAULT_WORDS
from twins import twins

SLIGHT = [each for each in DAMAGES if each.slight]
SEEDS = st.integers(0, 10**6)
bounded = settings(suppress_health_check=list(HealthCheck))


def several(pool: list[Damage], most: int) -> st.SearchStrategy[list[Damage]]:
    return st.lists(st.sampled_from(pool), min_size=1, max_size=most, unique_by=lambda each: each.name)


@pytest.mark.parametrize("unit", UNITS)
def test_an_undamaged_form_is_placed_word_for_word(unit: str) -> None:
    verdict = judge(form(unit), received(form(unit)), unit)
    assert not verdict.faults and not verdict.asked
    assert len(verdict.right) == sum(map(len, form(unit).truth().values()))


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.name)
@pytest.mark.parametrize("unit", UNITS)
def test_one_damage_misplaces_and_loses_nothing(damage: Damage, unit: str) -> None:
    for seed in range(4):
        draft = damaged(form(unit), [damage], seed)
        verdict = judge(draft, received(draft), unit)
        assert not verdict.faults
        assert not (damage.slight and verdict.asked)


@given(unit=st.sampled_from(UNITS), chosen=several(SLIGHT, 2), seed=SEEDS)
@settings(bounded, max_examples=150)
def test_slight_damage_costs_nothing(unit: str, chosen: list[Damage], seed: int) -> None:
    draft = damaged(form(unit), chosen, seed)
    verdict = judge(draft, received(draft), unit)
    assert not verdict.faults
    assert not verdict.asked


@given(unit=st.sampled_from(UNITS), chosen=several(list(DAMAGES), 5), seed=SEEDS)
@settings(bounded, max_examples=250)
def test_whatever_is_damaged_nothing_is_misplaced_or_lost(unit: str, chosen: list[Damage], seed: int) -> None:
    draft = damaged(form(unit), chosen, seed)
    assert not judge(draft, received(draft), unit).faults


@given(place=st.sampled_from(range(3)), chosen=several(list(DAMAGES), 4), seed=SEEDS)
@settings(bounded, max_examples=120)
def test_the_same_is_true_among_near_twins(place: int, chosen: list[Damage], seed: int) -> None:
    world = twins()
    unit = world.units[place]
    made = received(draft := damaged(form(unit, world), chosen, seed), world=world)
    assert not judge(draft, made, unit).faults


@given(unit=st.sampled_from(UNITS), chosen=several(list(DAMAGES), 4), seed=SEEDS)
@settings(bounded, max_examples=20)
def test_what_a_damaged_return_says_is_never_overtaken_by_an_older_one(
    unit: str, chosen: list[Damage], seed: int
) -> None:
    assert not overtaken(received(damaged(form(unit), chosen, seed)), unit, shipped())


@given(chosen=several(SLIGHT, 3), seed=SEEDS, ending=st.sampled_from(list(FORMATS)))
@settings(bounded, max_examples=60)
def test_the_same_is_true_of_real_files(chosen: list[Damage], seed: int, ending: str) -> None:
    draft = fits(damaged(form(UNITS[0]), chosen, seed), ending)
    book = read(draft, FORMATS[ending][0](draft))
    verdict = judge(draft, received(draft, book), UNITS[0], book)
    assert not (verdict.misplaced or verdict.unbalanced)
    assert not verdict.lost or ending == "csv commas"  # an answer that waits is listed there in pieces


@given(one=several(list(DAMAGES), 3), other=several(list(DAMAGES), 3), seed=SEEDS)
@settings(bounded, max_examples=15)
def test_the_order_of_the_files_changes_nothing(one: list[Damage], other: list[Damage], seed: int) -> None:
    drafts = [
        damaged(form(unit), chosen, seed + place)
        for place, (unit, chosen) in enumerate(zip(UNITS, (one, other), strict=True))
    ]
    returns = [received(draft) for draft in drafts]
    plan = context().plan
    period = periods.by_id(plan.campaign, "2023-06")
    assert period
    forth, back = (build_ledger(plan, period, RECEIVED, order, DEFAULT_WORDS) for order in (returns, returns[::-1]))
    assert forth == back


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["xls", "ods", "html"])
def test_a_form_saved_by_another_program_is_placed_word_for_word(
    ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draft = form(UNITS[1])
    data = saved_elsewhere(as_xlsx(draft), ending, tmp_path_factory)
    if ending == "html":
        draft = Draft(draft.name, tuple(page for page in draft.pages if page.has_table))
    book = read(draft, data)
    verdict = judge(draft, received(draft, book), UNITS[1], book)
    assert not verdict.faults and not verdict.asked


def saved_elsewhere(data: bytes, ending: str, folders: pytest.TempPathFactory) -> bytes:
    import shutil

    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice (soffice) is not installed")
    return converted(program, data, ending, folders.mktemp("saved"))


def read(draft: Draft, data: bytes) -> Book:
    book = registry.read(data, draft.name)
    assert isinstance(book, Book), book
    return book


def test_a_form_whose_heading_row_is_gone_is_read_by_its_issued_columns() -> None:
    lost = next(each for each in DAMAGES if each.name == "lose_heading")
    draft = damaged(form(UNITS[0]), [lost], 1)
    verdict = judge(draft, received(draft), UNITS[0])
    assert not (verdict.faults or verdict.asked or verdict.excused)


def test_an_unknown_heading_sets_the_file_aside_and_names_the_headings_found() -> None:
    lost = [each for each in DAMAGES if each.name in ("lose_heading", "shuffle_columns")]
    made = received(damaged(form(UNITS[0]), lost, 1))
    assert made.outcome is Outcome.SET_ASIDE
    assert made.unit == UNITS[0]
    assert "表头" in made.reason
