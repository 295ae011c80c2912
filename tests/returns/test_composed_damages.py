"""Damages that came together and misled the program: each is read, or asked, and nothing stands in a wrong place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from damages import DAMAGES, damaged
from damages.drafts import Draft, Page, Row, Word
from laboratory import UNITS, Verdict, World, form, judge, received, shipped
from tasklist.model.returns import Outcome, Return
from twins import twins

UNIT = UNITS[0]


def placed(draft: Draft, unit: str = UNIT, world: World | None = None) -> tuple[Return, Verdict]:
    made = received(draft, world=world or shipped())
    verdict = judge(draft, made, unit)
    assert not verdict.faults
    return made, verdict


def torn(draft: Draft, *pieces: str) -> Draft:
    """The lines above the table are one label, in pieces side by side."""
    line = Row("text", line=tuple((1 + 2 * at, Word(piece)) for at, piece in enumerate(pieces)))

    def page(page: Page) -> Page:
        return replace(page, rows=(line, *(row for row in page.rows if row.kind != "text")))

    return draft.tables(page)


@pytest.mark.parametrize(
    "pieces",
    [
        ("填报单", f"位：{UNIT}北区"),
        ("填报单位（盖", f"章）：新{UNIT}"),
        ("报送", "单位", f"：{UNIT}（南院）"),
        ("单位名", f"称：{UNIT}东院区"),
        (f"填报单位：{UNIT}", "附属门诊部"),
        (f"报送单位：{UNIT}（", "南院）"),
        ("填报单位：", UNIT, "北区"),
    ],
)
def test_a_label_torn_in_the_middle_still_says_whose_it_is(pieces: tuple[str, ...]) -> None:
    draft = torn(replace(form(UNIT), nobodys=True), *pieces)
    assert placed(draft)[0].outcome is Outcome.SET_ASIDE


@pytest.mark.parametrize("at", range(1, 6))
def test_the_rest_of_a_name_torn_apart_is_no_other_units_title(at: int) -> None:
    world = twins()
    for unit in world.units:
        draft = torn(form(unit, world), f"填报单位：{unit[:at]}", unit[at:])
        assert not placed(draft, unit, world)[1].asked


def test_a_label_of_nobodys_over_a_list_without_a_heading_of_progress_holds_for_the_sheet_it_goes_on_in() -> None:
    names = ("cut_table", "strange_heading", "foreign_label")
    made, _ = placed(damaged(form(UNIT), [next(each for each in DAMAGES if each.name == name) for name in names], 3))
    assert made.outcome is Outcome.SET_ASIDE


def test_a_label_made_of_the_units_name_on_a_sheet_without_a_list_holds_for_the_list_beside_it() -> None:
    label = Page("封面", rows=(Row("text", line=((1, Word(f"填报单位：{UNIT}（南院）")),)),))
    silent = form(UNIT).tables(lambda page: replace(page, rows=tuple(row for row in page.rows if row.kind != "text")))
    made, _ = placed(replace(silent, pages=(label, *silent.pages), nobodys=True))
    assert made.outcome is Outcome.SET_ASIDE


def without(draft: Draft, *names: str) -> Draft:
    def page(page: Page) -> Page:
        return replace(page, columns=tuple(name for name in page.columns if name not in names))

    return draft.tables(page)


@pytest.mark.parametrize("dropped", [("deadline",), ("deadline", "responsible", "lead"), ("contact", "deadline")])
def test_contacts_where_the_progress_belongs_are_asked_about_whatever_columns_are_left(
    dropped: tuple[str, ...],
) -> None:
    def pushed(row: Row) -> Row:
        return row.put(progress=row.cells["contact"], contact=row.cells["remark"], remark=Word(""))

    draft = without(form(UNIT).tables(lambda page: page.tasks(pushed)), *dropped)
    _, verdict = placed(draft)
    assert not any("progress" in each for each in verdict.right)


def test_same_as_above_in_a_table_pasted_a_column_too_far_is_no_progress() -> None:
    def pushed(row: Row) -> Row:
        contact = row.cells["contact"] if row.task == 1 else replace(row.cells["contact"], text="同上")
        return row.put(deadline=row.cells["progress"], progress=contact, contact=row.cells["remark"], remark=Word(""))

    made = received(form(UNIT).tables(lambda page: page.tasks(pushed)))
    assert made.entries == ()


@pytest.mark.parametrize("beside", ["contact", "remark"])
def test_the_rest_of_a_table_that_names_persons_where_it_had_remarks_keeps_them_out_of_these(beside: str) -> None:
    cut = next(each for each in DAMAGES if each.name == "cut_table")
    draft = damaged(form(UNIT), [cut], 1)
    first = next(page for page in draft.pages if page.has_table)
    kept = replace(first, columns=tuple(name for name in first.columns if name != beside))
    pages = tuple(kept if page is first else page for page in draft.pages)
    made, _ = placed(replace(draft, pages=pages))
    assert not [entry for entry in made.entries if entry.field == "remark" and "联络员" in entry.text]


@pytest.mark.parametrize("unit", twins().units)
def test_a_line_of_another_list_is_no_task_because_it_is_like_one(unit: str) -> None:
    world = twins()
    names = ("strange_heading", "second_list")
    chosen = [next(each for each in DAMAGES if each.name == name) for name in names]
    for seed in range(12):
        placed(damaged(form(unit, world), chosen, seed), unit, world)


def test_a_contact_merged_down_is_not_that_of_a_row_whose_answer_names_its_own() -> None:
    names = ("contact_behind_answer", "merge_contacts")
    chosen = [next(each for each in DAMAGES if each.name == name) for name in names]
    for seed in range(8):
        placed(damaged(form(UNIT), chosen, seed))


@pytest.mark.parametrize("line", ["联络员：王新 13900000000", "联系人：王新　电话：13900000000"])
def test_whom_to_call_below_a_table_that_is_set_aside_is_listed(line: str) -> None:
    draft = torn(form(UNIT), f"填报单位：{UNIT}北区")
    below = (
        Row(
            "text",
            line=(
                (
                    1,
                    Word("填报人："),
                ),
            ),
        ),
        Row("text", line=((1, Word(line)),)),
    )
    made = received(draft.tables(lambda page: replace(page, rows=(*page.rows, *below))))
    assert made.outcome is Outcome.SET_ASIDE
    assert line in [each.text for each in made.unplaced]


@pytest.mark.parametrize("rows", [(1, 2), (3, 4, 6), tuple(range(1, 15))])
def test_names_without_numbers_in_a_table_pasted_a_column_too_far_are_no_progress(rows: tuple[int, ...]) -> None:
    def pushed(row: Row) -> Row:
        if row.task not in rows:
            return row
        name = replace(row.cells["contact"], text="王新")
        return row.put(deadline=row.cells["progress"], progress=name, contact=Word(""), remark=Word(""))

    made = received(form(UNIT).tables(lambda page: page.tasks(pushed)))
    assert not [entry for entry in made.entries if entry.text == "王新"]


@pytest.mark.parametrize("mark", ["（样例）", "示例", "填写样例"])
def test_a_row_called_a_sample_in_a_column_without_a_heading_answers_nothing(mark: str) -> None:
    def page(page: Page) -> Page:
        first = next(row for row in page.rows if row.kind == "task")
        shown = first.put(
            seq=Word(mark), progress=Word("5月8日召开会议77次", own=True), contact=Word(""), remark=Word("")
        )
        at = page.rows.index(first)
        bare_seq = page.edit(lambda row: row.put(seq=Word("")) if row.kind == "head" else row)
        return replace(bare_seq, rows=(*bare_seq.rows[:at], replace(shown, kind="own"), *bare_seq.rows[at:]))

    assert not [entry for entry in placed(form(UNIT).tables(page))[0].entries if "77次" in entry.text]


@pytest.mark.parametrize("labels", ["任务3：\n任务4：", "任务3：\n任务4：\n任务5："])
def test_a_cell_of_nothing_but_task_numbers_leaves_the_file_in_balance(labels: str) -> None:
    def edited(row: Row) -> Row:
        return row.put(progress=Word(labels)) if row.task == 3 else row

    made = received(form(UNIT).tables(lambda page: page.tasks(edited)))
    assert made.outcome is Outcome.MERGED
    assert [(each.text, each.asks) for each in made.unplaced] == [(labels, False)]


@pytest.mark.parametrize("said", ["6、7", "6-7", "第6、7项"])
def test_two_contacts_beside_a_row_of_two_tasks_are_nobody_elses(said: str) -> None:
    def edited(row: Row) -> Row:
        if row.task != 6:
            return row.put(contact=Word("")) if row.kind == "task" else row
        who = "联系人：王新 电话：13900000000\n联系人：李新 电话：13900000001"
        return row.put(seq=Word(said), detail=Word("两项合填"), contact=Word(who, own=True))

    made = received(form(UNIT).tables(lambda page: page.edit(edited)))
    assert not [entry for entry in made.entries if entry.field == "contact"]


@pytest.mark.parametrize("heading", ["5月进展情况", "4月工作进展情况"])
def test_a_table_headed_by_another_month_is_of_that_month_whatever_table_stands_below(heading: str) -> None:
    def page(page: Page) -> Page:
        older = page.edit(lambda row: row.put(progress=Word(heading)) if row.kind == "head" else row)
        head = next(row for row in page.rows if row.kind == "head")
        blank = [row.put(progress=Word(""), contact=Word(""), remark=Word("")) for row in page.rows if row.task]
        return replace(older, rows=(*older.rows, Row("text"), head, *blank))

    made = received(form(UNIT).tables(page))
    assert not [entry for entry in made.entries if entry.field == "progress"]


@pytest.mark.parametrize("said", ["详见“进展情况”表", "见附表", "具体情况见进展情况", "详见《进展情况》工作表。"])
def test_an_answer_that_only_names_the_sheet_where_it_stands_is_no_second_answer(said: str) -> None:
    def referring(page: Page) -> Page:
        return page.tasks(lambda row: row.put(progress=Word(said, own=True), contact=Word(""), remark=Word("")))

    draft = form(UNIT)
    first = next(page for page in draft.pages if page.has_table)
    pages = (referring(first), replace(first, name="进展情况"), *(page for page in draft.pages if page is not first))
    made, verdict = placed(replace(draft, pages=pages))
    assert not verdict.asked
    assert not [each for each in made.unplaced if each.text == said and each.asks]


@pytest.mark.parametrize("said", ["详见“6月总结”表", "见附件", "见效明显的有3项"])
def test_a_reference_to_what_is_not_in_the_file_stays_an_answer(said: str) -> None:
    made = received(form(UNIT).tables(lambda page: page.tasks(lambda row: row.put(progress=Word(said)))))
    assert {entry.text for entry in made.entries if entry.field == "progress"} == {said}


@pytest.mark.parametrize("more", ["6月11日走访企业4家", "另整改问题3项"])
def test_words_that_go_on_below_a_cell_of_several_tasks_are_given_to_none_of_them(more: str) -> None:
    def page(page: Page) -> Page:
        at = next(at for at, row in enumerate(page.rows) if row.task == 3)
        said = Word("任务3：6月6日学习1次\n任务4：6月7日义诊1次")
        rows = [row.put(progress=Word("")) if row.task == 4 else row for row in page.rows]
        rows[at] = rows[at].put(progress=said)
        rows.insert(at + 1, Row("more", {"progress": Word(more)}))
        return replace(page, rows=tuple(rows))

    made = received(form(UNIT).tables(page))
    assert not [entry for entry in made.entries if more in entry.text and entry.task == 4]


def test_a_number_alone_is_no_task_of_which_another_row_has_the_mark() -> None:
    def page(page: Page) -> Page:
        at = next(at for at, row in enumerate(page.rows) if row.task == 3)
        rows = [row.put(progress=Word("")) if row.task == 3 else row for row in page.rows]
        rows.insert(at + 1, Row("own", {"seq": Word("3"), "progress": Word("已到货并验收")}))
        return replace(page, rows=tuple(rows))

    made = received(form(UNIT).tables(page))
    assert 3 not in {entry.task for entry in made.entries if entry.field == "progress"}
    assert [stray.text for stray in made.strays] == ["已到货并验收"]
