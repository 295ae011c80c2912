"""What lies in a workbook beside the unit's own form: another form, another list or year, samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from damages.columns import without
from damages.drafts import Draft, Page, Row, Word

OTHER_LIST = (
    "每季度开展安全生产大检查不少于1次",
    "完善消防设施并建立巡查台账",
    "组织职工开展应急疏散演练",
    "对特种设备逐台检测登记",
    "排查燃气使用隐患并整改到位",
    "签订安全生产责任书",
)


def _beside(draft: Draft, chance: Random, *pages: Page) -> Draft:
    return replace(draft, pages=(*pages, *draft.pages) if chance.random() < 0.5 else (*draft.pages, *pages))


def _answers(page: Page, change: Callable[[Word], Word]) -> Page:
    """The page with every answer in it changed."""
    return page.edit(
        lambda row: replace(
            row,
            cells={
                name: change(word) if word.answers and word.text else word
                for name, word in row.cells.items()
                if not (word.own or name == "mark")
            },
        )
    )


def _alone(page: Page) -> Page:
    """The page without the unit's own additions."""
    rows = tuple(row for row in page.rows if row.kind != "own" and not any(word.own for _, word in row.line))
    return replace(page, rows=rows)


def _first(draft: Draft) -> Page | None:
    """The unit's own form: a sample, an empty copy or an older form in its workbook is none."""
    return next((page for page in draft.pages if page.has_table and not page.whose and _answered(page)), None)


def _answered(page: Page) -> bool:
    return any(word.answers and word.text for word in page.typed().values())


def two_units(draft: Draft, chance: Random) -> Draft:
    """Another unit's form is a sheet of the same workbook, without its marks."""
    page = _first(draft)
    if page is None or not draft.neighbour:
        return draft

    def said(row: Row) -> Row:
        line = tuple((at, replace(word, text=word.text.replace(draft.unit, draft.neighbour))) for at, word in row.line)
        cells = {
            name: replace(word, text=word.text.replace(draft.unit, draft.neighbour)) for name, word in row.cells.items()
        }
        return replace(row, line=line, cells=cells)

    other = _answers(_alone(page), lambda word: replace(word, text=f"乙院{word.text}")).edit(said)
    label = Row("text", line=((1, Word(f"填报单位：{draft.neighbour}")),))
    other = replace(other, name=f"{draft.neighbour}", rows=(label, *other.rows), whose=draft.neighbour)
    return _beside(draft, chance, other)


def second_list(draft: Draft, chance: Random) -> Draft:
    """Another list's form, with numbers of its own, on a sheet of its own or under the table."""
    page = _first(draft)
    if page is None:
        return draft
    columns = tuple(
        name for name in ("seq", "theme", "detail", "responsible", "progress", "contact") if name in page.columns
    )
    said = {"seq": "序号", "theme": "重点任务", "detail": "具体任务", "responsible": "责任单位"}
    said |= {"progress": "工作任务推进措施及进展情况", "contact": "联络员及联系电话"}
    rows = [
        Row("text", line=((1, Word("安全生产专项整治任务清单")),)),
        Row("other", {name: Word(said[name]) for name in columns}),
    ]
    for number, text in enumerate(chance.sample(OTHER_LIST, 4), 1):
        cells = {
            "seq": Word(str(number)),
            "theme": Word("安全生产"),
            "detail": Word(text),
            "responsible": Word("各单位"),
            "progress": Word(f"5月{number}日检查{number + 80}处", own=True),
            "contact": Word(f"安全员{number} 1370000000{number}", own=True),
        }
        rows.append(Row("other", {name: cells[name] for name in columns}))
    if chance.random() < 0.5:
        return _beside(draft, chance, Page("安全生产", columns, tuple(rows)))
    below = (Row("text"), *rows)
    return draft.tables(lambda each: replace(each, rows=(*each.rows, *below)) if each.name == page.name else each)


def last_years_form(draft: Draft, chance: Random) -> Draft:
    """Last year's form of the same list, filled in, is still in the workbook."""
    page = _first(draft)
    if page is None:
        return draft
    old = _answers(_alone(page), lambda word: Word(f"去年{word.text}", own=True))

    def dated(row: Row) -> Row:
        return replace(
            row, line=tuple((at, replace(word, text=word.text.replace("2023", "2022"))) for at, word in row.line)
        )

    return _beside(
        draft, chance, replace(old.edit(dated), name=chance.choice(["2022年6月", "2022年", "去年6月份（2022）"]))
    )


def sample_sheet(draft: Draft, chance: Random) -> Draft:
    """A sheet that shows how to fill in the form, with sample answers."""
    page = _first(draft)
    if page is None:
        return draft
    shown = _answers(_alone(page), lambda word: Word(f"样例{word.text}", own=True))
    return _beside(draft, chance, replace(shown, name=chance.choice(["样表", "填写样例", "填表说明", "示例", "说明"])))


def sample_row(draft: Draft, chance: Random) -> Draft:
    """A row under the heading that shows how to fill it in."""
    mark = chance.choice(["示例", "例", "（样例）", "填写示例"])

    def page(page: Page) -> Page:
        first = next((at for at, row in enumerate(page.rows) if row.kind == "task"), None)
        if first is None or "progress" not in page.columns:
            return page
        text = page.rows[first].cells.get("detail", Word("")).text
        cells = {"seq": Word(mark), "detail": Word(text[:12]), "progress": Word("5月8日召开会议77次", own=True)}
        if "seq" not in page.columns:
            cells["detail"] = Word(mark)
        return replace(page, rows=(*page.rows[:first], Row("own", cells), *page.rows[first:]))

    return draft.tables(page)


def addressed(draft: Draft, chance: Random) -> Draft:
    """A line above that says to whom the form goes, naming a unit of the roster."""
    said = chance.choice(["请于6月25日前报{}", "报送至：{}", "此表报{}，抄送各股室", "主送：{}", "请填好后发{}邮箱"])
    line = Row("text", line=((1, Word(said.format(draft.neighbour or "委办公室"), own=True)),))
    return draft.tables(lambda page: replace(page, rows=(line, *page.rows)))


def foreign_label(draft: Draft, chance: Random) -> Draft:
    """The form says it is of somebody in nobody's roster, whose name holds the unit's."""
    said = chance.choice(
        ["填报单位：{}北区", "填报单位：{}附属门诊部", "报送单位：{}（南院）", "填报单位（盖章）：新{}"]
    )

    def page(page: Page) -> Page:
        kept = tuple(row for row in page.rows if not any(word.text.startswith("填报单位") for _, word in row.line))
        return replace(page, rows=(Row("text", line=((1, Word(said.format(draft.unit))),)), *kept))

    named = any(page.has_table and not page.whose for page in draft.pages)
    return replace(without(draft.tables(page), "mark"), nobodys=True) if named else draft
