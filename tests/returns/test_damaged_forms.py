"""The kinds of damage that once misled the program: each is read, or asked, and nothing of it vanishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from damages import DAMAGES, damaged
from damages.drafts import Draft, Page, Row, Word
from laboratory import UNITS, context, form, judge, received
from tasklist.model.returns import Outcome
from tasklist.plan.responsible.responsible import expand
from tasklist.tables.headings import TASKS, is_answer
from texts import csv, read, returned

UNIT = UNITS[0]
TRADITIONAL = str.maketrans("号点务体牵头责单时进况联络员系电话备", "號點務體牽頭責單時進況聯絡員繫電話備")


def above(draft: Draft, text: str, *, own: bool = True) -> Draft:
    line = Row("text", line=((1, Word(text, own=own)),))
    return draft.tables(lambda page: replace(page, rows=(line, *page.rows)))


def right(draft: Draft) -> None:
    verdict = judge(draft, received(draft), UNIT)
    assert not verdict.faults
    assert not verdict.asked


@pytest.mark.parametrize(
    "text",
    [
        "进展情况：走访9户，统一编号",
        "落实情况：完成。下一步落实责任单位",
        "No.（三）",
        "（三）",
        "联系人：张三",
        "2023年6月5日",
        "13900000000",
        "80%",
    ],
)
def test_what_stands_under_a_heading_is_an_answer(text: str) -> None:
    assert is_answer(text)


@pytest.mark.parametrize(
    "text", ["进展情况：", "我院6月份工作推进情况", "責任單位", "聯絡員及聯繫電話", "具体落实举措及成效"]
)
def test_a_text_of_headings_words_alone_is_a_heading(text: str) -> None:
    assert TASKS.names(text)
    assert not is_answer(text)


@pytest.mark.parametrize("text", ["已完成落实情况", "明确责任分工到人头", "院领导听取进展情况"])
def test_an_answer_with_a_headings_word_in_it_is_no_heading(text: str) -> None:
    assert not TASKS.names(text)


@pytest.mark.parametrize("name", ["完成进度(%)", "进度（百分比）", "完成进度"])
def test_a_number_of_per_cent_is_its_own_column(name: str) -> None:
    def edited(row: Row) -> Row:
        if row.kind == "head":
            return row.put(share=Word(name))
        return row.put(share=Word("80%", own=True)) if row.kind == "task" else row

    def page(page: Page) -> Page:
        return replace(page.edit(edited), columns=(*page.columns[:8], "share", *page.columns[8:]))

    right(form(UNIT).tables(page))


def test_headings_in_traditional_characters_are_read() -> None:
    def edited(row: Row) -> Row:
        cells = {name: replace(word, text=word.text.translate(TRADITIONAL)) for name, word in row.cells.items()}
        return replace(row, cells=cells) if row.kind == "head" else row

    right(form(UNIT).tables(lambda page: page.edit(edited)))


def test_a_number_without_a_heading_is_listed() -> None:
    right(
        form(UNIT).tables(
            lambda page: replace(
                page.tasks(lambda row: row.put(count=Word(str(row.task * 7), own=True))),
                columns=(*page.columns[:-1], "count", page.columns[-1]),
            )
        )
    )


@pytest.mark.parametrize(
    "text", ["联络员：王新 13900000000", "填报单位：乌审旗人民医院　　联系人：王新　电话：13900000000"]
)
def test_a_contact_above_the_table_is_that_of_every_row_without_one(text: str) -> None:
    draft = form(UNIT).tables(lambda page: page.tasks(lambda row: row.put(contact=Word(""))))
    made = received(above(draft, text, own=False))
    contacts = [entry.text for entry in made.entries if entry.field == "contact"]
    assert contacts == ["王新 13900000000"] * len({key[0] for key in form(UNIT).truth()})


@pytest.mark.parametrize("text", ["请于6月25日前报委办公室", "抄送：委办公室", "乌审旗卫生健康委员会办公室："])
def test_who_is_addressed_fills_nothing_in(text: str) -> None:
    right(above(form(UNIT), text))


@pytest.mark.parametrize("name", ["乌审旗人民医院北区", "乌审旗人民医院（东院区）", "鄂尔多斯市第二人民医院"])
def test_a_label_that_holds_another_name_is_nobodys(name: str) -> None:
    assert context().names.labelled(name) == ()
    assert received(above(form(UNIT), f"填报单位：{name}")).outcome is Outcome.SET_ASIDE


def test_a_sample_row_and_a_sample_sheet_answer_nothing() -> None:
    def sampled(page: Page) -> Page:
        place, first = next((place, row) for place, row in enumerate(page.rows) if row.kind == "task")
        shown = first.put(seq=Word("示例"), progress=Word("5月组织培训9次", own=True), contact=Word("某某", own=True))
        return replace(page, rows=(*page.rows[:place], replace(shown, kind="own"), *page.rows[place:]))

    right(form(UNIT).tables(sampled))
    right(replace(form(UNIT), pages=(*form(UNIT).pages, replace(empty(form(UNIT)), name="样表"))))


def empty(draft: Draft) -> Page:
    page = next(page for page in draft.pages if page.has_table)
    return page.tasks(lambda row: row.put(progress=Word("样例一段", own=True), contact=Word(""), remark=Word("")))


@pytest.mark.parametrize(("label", "counts"), [("", False), ("进展情况：", True), ("【工作进展】", False)])
def test_what_is_typed_below_a_tasks_text_is_the_units(label: str, counts: bool) -> None:
    said = "6月3日开会2次"

    def edited(row: Row) -> Row:
        if row.task != 1:
            return row
        return row.put(detail=Word(f"{row.cells['detail'].text}\n{label}{said}"), progress=Word(""))

    made = received(form(UNIT).tables(lambda page: page.tasks(edited)))
    told = [entry.text for entry in made.entries if (entry.task, entry.field) == (1, "progress")]
    assert told == ([said] if counts else [])
    assert counts or any(said in each.text for each in made.unplaced)


@pytest.mark.parametrize("phrase", ["其他各单位", "其余各卫生健康单位", "其它单位"])
def test_others_than_nobody_is_a_question(phrase: str) -> None:
    reach = expand(phrase, context().plan.roster)
    assert reach.units == ()
    assert "除谁以外" in reach.unreached[0]


@pytest.mark.parametrize("heading", ["进度（%）", "完成进度(%)", "形象进度%"])
def test_a_column_of_per_cents_is_no_progress_even_where_it_is_alone(heading: str) -> None:
    def edited(row: Row) -> Row:
        if row.kind == "head":
            return row.put(progress=Word("亮点"), share=Word(heading))
        return row.put(share=Word(str(50 + row.task), own=True)) if row.kind == "task" else row

    def page(page: Page) -> Page:
        return replace(page.edit(edited), columns=(*page.columns[:8], "share", *page.columns[8:]))

    made = received(form(UNIT).tables(page))
    assert not [entry for entry in made.entries if entry.field == "progress"]


def test_last_years_form_left_in_the_workbook_is_not_this_periods() -> None:
    def older(page: Page) -> Page:
        def edited(row: Row) -> Row:
            line = tuple((at, replace(word, text=word.text.replace("2023", "2022"))) for at, word in row.line)
            cells = {n: Word(f"去年{w.text}", own=True) if w.answers and w.text else w for n, w in row.cells.items()}
            return replace(row, line=line, cells={name: word for name, word in cells.items() if name != "mark"})

        return replace(page.edit(edited), name="旧表")

    draft = form(UNIT)
    right(replace(draft, pages=(*map(older, draft.pages[:1]), *draft.pages)))


def test_rows_under_a_heading_nobody_knows_are_not_blank_while_another_table_is_read() -> None:
    def strange(page: Page) -> Page:
        edited = page.edit(lambda row: row.put(progress=Word("亮点")) if row.kind == "head" else row)
        return replace(edited, name="亮点表")

    draft = form(UNIT)
    first = replace(draft.pages[0], rows=tuple(row for row in draft.pages[0].rows if row.task in (0, 1)))
    made = received(replace(draft, pages=(first, strange(draft.pages[0]), *draft.pages[1:])))
    waiting = {spot.task for spot in made.answer_cells if "亮点" in spot.waiting}
    assert waiting >= {task for task, _ in draft.truth() if task != 1}


def without_a_progress_heading(draft: Draft) -> Draft:
    """The heading of the answers says something else, and one of them speaks of two tasks."""

    def edited(row: Row) -> Row:
        if row.kind == "head":
            return row.put(progress=Word("亮点"), contact=Word("联系方式"))
        if row.task != 3:
            return row
        word = row.cells["progress"]
        return row.put(progress=replace(word, text=f"任务3：{word.text}\n任务4：本期无", means=word.text))

    return draft.tables(lambda page: page.edit(edited))


@pytest.mark.parametrize("marked", [True, False])
def test_a_table_without_its_heading_is_no_letter_and_its_contacts_are_no_signatures(marked: bool) -> None:
    drop = [each for each in DAMAGES if each.name in ("drop_the_mark", "drop_meta")]
    draft = without_a_progress_heading(damaged(form(UNIT), [] if marked else drop, 1))
    made = received(draft)
    verdict = judge(draft, made, UNIT)
    assert not verdict.faults
    assert (made.outcome is Outcome.SET_ASIDE) is marked


@pytest.mark.parametrize("text", ["※重点", "重点", "重要", "※", "★"])
@pytest.mark.parametrize("column", ["detail", "theme", "deadline"])
def test_a_word_of_the_units_own_over_a_text_of_the_list_is_listed(text: str, column: str) -> None:
    made = received(form(UNIT).tables(lambda page: page.tasks(lambda row: _with(row, column, text))))
    assert text in [each.text for each in made.unplaced]


def _with(row: Row, column: str, text: str) -> Row:
    return row.put(**{column: Word(text)}) if row.task == 9 else row


@pytest.mark.parametrize(("column", "text"), [("theme", "意识形态"), ("responsible", "各股室"), ("deadline", "2月底")])
def test_a_piece_of_a_text_of_the_list_is_the_lists(column: str, text: str) -> None:
    made = received(form(UNIT).tables(lambda page: page.tasks(lambda row: _with(row, column, text))))
    assert text not in [each.text for each in made.unplaced]


@pytest.mark.parametrize(("line", "asks"), [("2023年6月", False), ("另：6月15日又走访5户", True)])
def test_a_month_beside_the_units_name_above_the_table_is_a_title_and_other_words_are_not(
    line: str, asks: bool
) -> None:
    made = returned(read(f"填报单位：{UNIT},,{line}\n" + csv()))
    assert [(spot.text, spot.asks) for spot in made.unplaced] == [(line, asks)]
