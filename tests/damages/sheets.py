"""What units do around the table, to sheets and to file names."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from damages.drafts import Draft, Page, Row, Word


def _above(draft: Draft, *rows: Row) -> Draft:
    return draft.tables(lambda page: replace(page, rows=(*rows, *page.rows)))


def _below(draft: Draft, *rows: Row) -> Draft:
    return draft.tables(lambda page: replace(page, rows=(*page.rows, *rows)))


def _line(text: str, *, own: bool = True) -> Row:
    return Row("text", line=((1, Word(text, own=own)),))


def title_lines(draft: Draft, chance: Random) -> Draft:
    """Lines above: 附件2, a letter, a title of the unit's own."""
    lines = [
        "附件2",
        "关于报送工作进展情况的函",
        "现将我单位有关工作任务推进措施及进展情况报送如下，请审阅。",
        "2023年6月20日",
    ]
    return _above(draft, *map(_line, chance.sample(lines, chance.randrange(1, 4))))


def notes_below(draft: Draft, chance: Random) -> Draft:
    """Notes under the table."""
    lines = [
        "注：以上数据截至6月20日。",
        "审核人：联络员09",
        "填表说明：每季度末前报送",
        "备注：如有调整另行报告",
        "制表：办公室　　电话：13900000009",
    ]
    return _below(draft, *map(_line, chance.sample(lines, chance.randrange(1, 4))))


def sign(draft: Draft, chance: Random) -> Draft:
    """The signature line filled in."""
    wording = chance.choice(
        [
            "单位负责人（签字盖章）：联络员08　　填报人：联络员07　　填报日期：2023年6月20日",
            "单位负责人：联络员08",
            "单位负责人（签字）：联络员08    填报人：联络员08  联系电话：13700000008",
        ]
    )
    return _below(draft, _line(wording, own=False))


def total_row(draft: Draft, chance: Random) -> Draft:
    """A total, a page number, an end mark under the rows."""
    words = {"seq": Word(chance.choice(["合计", "小计", "总计"]), own=True), "progress": Word("共办理99件", own=True)}
    return _below(draft, Row("own", words), _line("第1页 共1页", own=False), _line("（以下空白）"))


UNIT_LABELS = (
    "填报单位：{}",
    "填报单位（盖章）：{}",
    "报送单位：{}",
    "单位：{}",
    "单位名称：{}",
    "填表单位（公章）：{}",
    "上报单位: {}　　　　报送时间：6月20日",
)


def retype_unit(draft: Draft, chance: Random) -> Draft:
    """The line that names the unit, in other words."""
    unit = draft.name.split("-")[0]
    said = chance.choice(UNIT_LABELS).format(unit)
    dropped = [_labelled(row) for page in draft.pages if page.has_table for row in page.rows]

    def page(page: Page) -> Page:
        return replace(page, rows=(_line(said, own=False), *(row for row in page.rows if not _labelled(row))))

    return replace(draft.tables(page), nobodys=draft.nobodys and not any(dropped))


def _labelled(row: Row) -> bool:
    return any(word.text.startswith("填报单位") for _, word in row.line)


def unit_beside(draft: Draft, _: Random) -> Draft:
    """填报单位 and the name in two cells, a date in others."""
    unit = draft.name.split("-")[0]
    line = ((1, Word("填报单位")), (3, Word(unit)), (6, Word("填报日期", own=True)), (8, Word("2023-06-20", own=True)))
    return _above(draft, Row("text", line=line))


def move(draft: Draft, chance: Random) -> Draft:
    """The table somewhere else on its sheet."""
    top, left = chance.randrange(12), chance.randrange(6)
    return draft.tables(lambda page: replace(page, top=page.top + top, left=page.left + left))


def hide(draft: Draft, chance: Random) -> Draft:
    """Rows and columns hidden."""
    names = frozenset(chance.sample(["lead", "responsible", "deadline", "remark", "contact", "theme"], 2))

    def page(page: Page) -> Page:
        made = page.tasks(lambda row: replace(row, hidden=row.task % 4 == 0))
        return replace(made, hidden_columns=page.hidden_columns | names)

    return draft.tables(page)


def other_sheets(draft: Draft, chance: Random) -> Draft:
    """Other sheets before and behind: a cover, a list of names, an empty one."""
    cover = Page("封面", rows=(_line("工作进展情况报送表"), _line("2023年6月")))
    names = Page(
        "名单",
        rows=(
            Row(
                "text",
                line=tuple((place, Word(text, own=True)) for place, text in enumerate(("姓名", "单位", "电话"), 1)),
            ),
            _line("联络员06"),
        ),
    )
    more = [cover, names, Page("Sheet3")]
    return replace(draft, pages=(*chance.sample(more, 2), *draft.pages))


def copy_sheet(draft: Draft, _: Random) -> Draft:
    """The sheet stands in the workbook twice, the same."""
    return replace(
        draft, pages=(*draft.pages, *(replace(page, name=f"{page.name} (2)") for page in draft.pages if page.has_table))
    )


def empty_copy(draft: Draft, chance: Random) -> Draft:
    """An unfilled copy of the form stands before the filled one."""

    def emptied(page: Page) -> Page:
        blank = page.edit(
            lambda row: replace(
                row,
                cells={
                    name: replace(word, text="", answers=frozenset()) if word.answers else word
                    for name, word in row.cells.items()
                    if not word.own
                },
            )
        )
        return replace(
            blank,
            name=f"{page.name}（空表）",
            rows=tuple(
                row
                for row in blank.rows
                if row.kind in ("head", "task") or (row.kind == "text" and not any(word.own for _, word in row.line))
            ),
        )

    copies = tuple(emptied(page) for page in draft.pages if page.has_table)
    return replace(draft, pages=(*copies, *draft.pages) if chance.random() < 0.5 else (*draft.pages, *copies))


def split_sheets(draft: Draft, _: Random) -> Draft:
    """The first half of the tasks on one sheet, the rest on another."""

    def half(page: Page, part: int) -> Page:
        numbers = sorted({row.task for row in page.rows if row.task})
        mine = set(numbers[: len(numbers) // 2] if part == 1 else numbers[len(numbers) // 2 :])
        kept = tuple(row for row in page.rows if row.kind not in ("task", "more") or row.task in mine)
        if part == 2:
            kept = tuple(row for row in kept if row.kind not in ("own",))
        return replace(page, name=f"{page.name}（{'上' if part == 1 else '下'}）", rows=kept)

    if any(page.has_table and len({row.task for row in page.rows if row.task}) < 2 for page in draft.pages):
        return draft
    pages = [half(page, part) for page in draft.pages for part in (1, 2) if page.has_table]
    return replace(draft, pages=(*pages, *(page for page in draft.pages if not page.has_table)))


def last_months_sheet(draft: Draft, chance: Random) -> Draft:
    """Last month's sheet is still in the workbook."""

    def older(page: Page) -> Page:
        def edited(row: Row) -> Row:
            cells = {
                name: Word(f"五月{word.text}", own=True) if word.answers and word.text else word
                for name, word in row.cells.items()
            }
            return replace(row, cells=cells)

        return replace(page.edit(edited), name=chance.choice(["5月", "2023年5月", "五月份", "2023-05"]))

    copies = tuple(older(page) for page in draft.pages[:1] if page.has_table)
    return replace(draft, pages=(*copies, *draft.pages) if chance.random() < 0.5 else (*draft.pages, *copies))


def rename_sheet(draft: Draft, chance: Random) -> Draft:
    """The sheet under another name."""
    name = chance.choice(["Sheet1", "附件", "进展情况", "6月", "填报表 (2)", "汇总"])
    return draft.tables(lambda page: replace(page, name=page.name.replace("任务清单", name)))


def rename_file(draft: Draft, chance: Random) -> Draft:
    """The file under another name; the unit still stands in it or in the workbook."""
    unit = draft.name.split("-")[0]
    return replace(
        draft,
        name=chance.choice(
            [f"{unit}-6月进展（终稿）.xlsx", f"{unit}-修改.xlsx", f"{unit}-附件2.xls.xlsx", f"{unit}-2023-06.xlsx"]
        ),
    )
