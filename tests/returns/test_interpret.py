"""What becomes of one file: whose, which period, and the fate of every cell around the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from damages.drafts import Draft, Page, Row, Word
from laboratory import UNITS, form, received
from tasklist.model.book import Book, Grid, Leftover, cell_name
from tasklist.model.returns import Outcome, Return
from tasklist.tables import marks

UNIT = UNITS[0]


def with_line(text: str, *, below: bool = True) -> Return:
    row = Row("text", line=((1, Word(text)),))

    def added(page: Page) -> Page:
        return replace(page, rows=(*page.rows, row) if below else (row, *page.rows))

    return received(form(UNIT).tables(added))


def regrid(change: Callable[[Grid], Grid]) -> Return:
    book = form(UNIT).book()
    return received(form(UNIT), replace(book, grids=tuple(change(grid) for grid in book.grids)))


@pytest.mark.parametrize(
    "line",
    [
        "单位负责人（签字盖章）：联络员08　　填报人：联络员07　　填报日期：2023年6月20日",
        "单位负责人：联络员08",
        "填报单位：乌审旗人民医院　联系人：联络员07　电话：13800000007",
        "截止：2023年6月25日 17:00　　（逾期视为未报）",
        "填报单位：乌审旗人民医院　　报送期：2023年6月　　截止：2023年6月25日 17:00",
        "填报单位：乌审旗人民医院（盖章）　填报人：联络员08　联系电话：13900000008",
        "填报人：联络员08 联系电话：13900000008",
        "填报人：联络员08，电话：13900000008；填报日期：2023年6月20日",
    ],
)
def test_a_signature_line_filled_in_is_the_forms_own(line: str) -> None:
    made = with_line(line)
    assert made.unplaced == ()
    assert not [found for found in made.findings if found.code == "unplaced"]


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：乌审旗人民医院　　另：请增拨彩超设备一台",
        "填报人：联络员07。另：请协调解决彩超设备一台",
        "填报人：联络员07，请协调解决彩超设备一台",
        "审核意见：同意上报",
        "负责人外出，由副院长代签",
    ],
)
def test_a_line_that_says_more_is_listed(line: str) -> None:
    assert [each.text for each in with_line(line).unplaced] == [line]


def test_a_long_list_of_contacts_in_one_cell_is_read_through() -> None:
    people = "\n".join(f"单位负责人：联络员{n:03d} 联系电话：13900000{n:03d}" for n in range(200))
    assert with_line(people).unplaced == ()
    asking = f"{people}\n请协调解决彩超设备一台，谢谢。"
    assert [each.text for each in with_line(asking).unplaced] == [asking]


@pytest.mark.parametrize(
    ("words", "told"), [("3次", "有一部分带删除线，划掉的是：3次"), ("", "带删除线")], ids=["a part", "the whole"]
)
def test_struck_words_are_told_and_stand(words: str, told: str) -> None:
    def struck(grid: Grid) -> Grid:
        cell = next((cell for cell, text in grid.cells.items() if text.startswith("6月6日")), None)
        return replace(grid, struck={cell: words or grid.cells[cell]}) if cell else grid

    made = regrid(struck)
    (found,) = [found for found in made.findings if found.code == "struck"]
    assert told in found.message
    assert any("3次" in entry.text for entry in made.entries)


def test_comments_of_our_own_correction_workbook_are_the_forms_own() -> None:
    note = f"{marks.NOTE_PREFIX}这一格是空的"
    shown = regrid(
        lambda grid: replace(grid, notes={(5, 8): note, (6, 8): f"办公室:\n{note}"}) if not grid.hidden else grid
    )
    assert shown.unplaced == ()
    typed = regrid(lambda grid: replace(grid, notes={(5, 8): "数据待核"}) if not grid.hidden else grid)
    assert [each.text for each in typed.unplaced] == ["数据待核"]


def test_a_broken_formula_outside_the_answers_says_what_it_is() -> None:
    made = regrid(lambda grid: replace(grid, broken={(40, 2): "#REF!"}) if not grid.hidden else grid)
    assert [(each.text, "公式" in each.reason) for each in made.unplaced] == [("#REF!", True)]


def test_a_file_set_aside_keeps_the_unit_that_is_known() -> None:
    letter = Grid("表", {(1, 1): "本月工作正常"})
    made = received(Draft(f"{UNIT}来函.xlsx", ()), Book("xlsx", (letter,)))
    assert (made.outcome, made.unit) == (Outcome.SET_ASIDE, UNIT)
    assert made.findings[0].unit == UNIT


def test_a_sheet_of_another_month_is_listed_and_not_merged() -> None:
    older = form(UNIT).tables(lambda page: replace(page, name="2023年5月"))
    both = replace(form(UNIT), pages=(older.pages[0], *form(UNIT).pages))
    made = received(both)
    assert {entry.place.sheet for entry in made.entries} == {"任务清单"}
    assert any("2023-05" in each.reason for each in made.unplaced)


def test_a_table_without_any_name_is_known_by_its_own_column_of_units() -> None:
    def named(page: Page) -> Page:
        heads = page.edit(
            lambda row: row.put(whose=Word("单位名称" if row.kind == "head" else UNIT)) if row.cells else row
        )
        return replace(heads, columns=("whose", *(name for name in page.columns if name != "mark")))

    bare = replace(
        form(UNIT), name="进展.xlsx", pages=tuple(named(page) for page in form(UNIT).pages if page.has_table)
    )
    stripped = bare.tables(lambda page: replace(page, rows=tuple(row for row in page.rows if row.kind != "text")))
    made = received(stripped)
    assert (made.outcome, made.unit) == (Outcome.MERGED, UNIT)


def test_sheets_of_one_name_are_told_apart() -> None:
    book = form(UNIT).book()
    twice = replace(book, grids=(book.grids[0], *book.grids))
    made = received(form(UNIT), twice)
    assert sum(grid.size for grid in twice.grids) == made.template + len(made.unplaced) + sum(
        len(entry.sources) for entry in made.entries
    )


def test_a_table_of_another_month_alone_is_set_aside_and_a_folder_settles_it() -> None:
    older = replace(form(UNIT).tables(lambda page: replace(page, name="2023年5月")), name=f"{UNIT}6月进展.xlsx")
    draft = replace(older, pages=tuple(page for page in older.pages if page.has_table))
    made = received(draft)
    assert (made.outcome, made.unit) == (Outcome.SET_ASIDE, UNIT)
    assert "2023-05" in made.reason and "2023-06" in made.reason
    assert made.entries == ()
    moved = replace(draft, name=f"2023-06/{draft.name}")
    assert received(moved).outcome is Outcome.SET_ASIDE, "a month's folder is where the clerk puts what comes in it"
    settled = received(moved, first_path=f"inbox/{draft.name}")
    assert settled.outcome is Outcome.MERGED and settled.entries


# --- what is seen, and what lies beside -------------------------------------------------------------


def codes(made: Return, code: str) -> list[str]:
    return [found.message for found in made.findings if found.code == code]


def blanked(grid: Grid, cell: tuple[int, int], **beside: object) -> Grid:
    return replace(grid, cells={at: text for at, text in grid.cells.items() if at != cell}, **beside)  # type: ignore[arg-type]


@pytest.mark.parametrize("what", ["已勾选的复选框", "SmartArt", "图形", "图表"])
def test_a_cell_under_a_control_or_a_drawing_is_not_simply_blank(what: str) -> None:
    cell = progress_cell()
    made = regrid(lambda grid: blanked(grid, cell, over={cell: Leftover(what, "已完成")}))
    notes = [each.note for each in made.answer_cells if each.place.cell == cell_name(cell)]
    assert notes == [f"{what}“已完成”盖在这一格上，格里没有文字"]


def test_what_stands_beside_the_grids_is_listed_and_counted() -> None:
    book = replace(form(UNIT).book(), leftovers=(Leftover("页脚", "另报：督查1次", "任务清单"), Leftover("文本框", "")))
    plain, made = received(form(UNIT)), received(form(UNIT), book)
    assert [(each.place.cell, each.text) for each in made.unplaced] == [("页脚1", "另报：督查1次")]
    assert made.seen == plain.seen + 2


@pytest.mark.parametrize("what", ["页眉", "页脚"])
def test_a_page_header_that_names_another_unit_is_asked_about(what: str) -> None:
    book = replace(form(UNIT).book(), leftovers=(Leftover(what, f"填报单位：{UNITS[1]}", "任务清单"),))
    made = received(form(UNIT), book)
    assert UNITS[1] in codes(made, "other_unit")[0]
    assert [each.text for each in made.unplaced] == [f"填报单位：{UNITS[1]}"]


def test_a_page_header_that_names_the_unit_itself_is_the_forms_own() -> None:
    book = replace(form(UNIT).book(), leftovers=(Leftover("页眉", f"填报单位：{UNIT}", "任务清单"),))
    made = received(form(UNIT), book)
    assert (made.unplaced, codes(made, "other_unit")) == ((), [])


def test_where_the_screen_shows_something_else_than_is_stored_both_are_told() -> None:
    cell = progress_cell()
    made = regrid(lambda grid: replace(grid, cells={**grid.cells, cell: "已完成"}, stored={cell: "1"}))
    assert "显示“已完成”，存的是“1”" in codes(made, "shown")[0]


def test_a_text_hidden_by_its_format_is_told_as_hidden() -> None:
    cell = progress_cell()
    made = regrid(lambda grid: replace(grid, unseen=frozenset({cell})))
    assert cell_name(cell) in codes(made, "hidden")[0]


@pytest.mark.parametrize("text", ["1.39E+10", "联络员07 1.39E+10", "150102199001011000", "\uf052 已完成"])
def test_what_a_spreadsheet_has_mangled_is_pointed_out(text: str) -> None:
    cell = progress_cell()
    made = regrid(lambda grid: replace(grid, cells={**grid.cells, cell: text}))
    assert len(codes(made, "mangled")) == 1


@pytest.mark.parametrize("text", ["联络员07 13912345678", "投入资金1000000元", "检测E+级3次", "编号150102199001011234"])
def test_whole_numbers_are_not_taken_for_mangled(text: str) -> None:
    cell = progress_cell()
    made = regrid(lambda grid: replace(grid, cells={**grid.cells, cell: text}))
    assert codes(made, "mangled") == []


def progress_cell() -> tuple[int, int]:
    """Where the first answer of a filled form stands."""
    place = received(form(UNIT)).answer_cells[0].place.cell
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]), ord(letters) - 64
