"""A damage laboratory: what units do to a form, as small functions over a correct return that know the truth.

A `Draft` is a workbook on paper: pages of rows, every typed cell a `Word` that carries the answers it is part of.
However a draft is damaged, what its words mean travels with them, so `Draft.truth()` is right by construction.
A damage takes a draft and a source of chance and gives the draft a unit might send instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from tasklist import mark
from tasklist.form import ANSWERS
from tasklist.model import Book, Grid
from tasklist.wording import bare

Key = tuple[int, str]  # what a word answers: task number and field
OFFICIAL = ("seq", "theme", "theme2", "detail", "lead", "responsible", "deadline", *ANSWERS)


@dataclass(frozen=True)
class Word:
    """One typed cell. `answers`: what it is (part of) the answer to. Cells of one `group` side by side are merged.

    `own`: the unit's own words, which no task asked for: they must stand in 未归位内容.
    """

    text: str
    answers: frozenset[Key] = frozenset()
    group: int = 0
    own: bool = False


@dataclass(frozen=True)
class Row:
    """A row by column name (`kind` head or task, `more` for one that continues), or text at offsets (`kind` text)."""

    kind: str
    cells: Mapping[str, Word] = field(default_factory=dict)
    line: tuple[tuple[int, Word], ...] = ()
    task: int = 0
    hidden: bool = False

    def put(self, **cells: Word) -> Row:
        """The row with these cells instead."""
        return replace(self, cells={**self.cells, **cells})


@dataclass(frozen=True)
class Page:
    """A sheet. `columns` are names, left to right; `top` and `left` are empty rows and columns before it."""

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    top: int = 0
    left: int = 0
    hidden: str = ""
    hidden_columns: frozenset[str] = frozenset()

    def edit(self, change: Callable[[Row], Row]) -> Page:
        """The page with every row changed."""
        return replace(self, rows=tuple(map(change, self.rows)))

    def tasks(self, change: Callable[[Row], Row]) -> Page:
        """The page with every task row changed."""
        return self.edit(lambda row: change(row) if row.kind == "task" else row)

    @property
    def has_table(self) -> bool:
        """Does it hold the task table?"""
        return any(row.kind == "head" for row in self.rows)

    def typed(self) -> dict[tuple[int, int], Word]:
        """Every cell as (row, column), merged ones included."""
        found: dict[tuple[int, int], Word] = {}
        for number, row in enumerate(self.rows, self.top + 1):
            for place, name in enumerate(self.columns, self.left + 1):
                if name in row.cells:
                    found[number, place] = row.cells[name]
            found |= {(number, self.left + offset): word for offset, word in row.line}
        return found

    def render(self) -> tuple[dict[tuple[int, int], Word], tuple[tuple[int, int, int, int], ...]]:
        """The cells that show text, and the merged ranges."""
        typed = self.typed()
        shown = {cell: word for cell, word in typed.items() if not word.group}
        ranges: list[tuple[int, int, int, int]] = []
        groups: dict[int, set[tuple[int, int]]] = {}
        for cell, word in typed.items():
            if word.group:
                groups.setdefault(word.group, set()).add(cell)
        for left in groups.values():
            first = True
            while left:
                area = _rectangle(left)
                words = [typed[cell] for cell in sorted(area)]
                if first:
                    shown[min(area)] = replace(words[0], answers=frozenset().union(*(word.answers for word in words)))
                if len(area) > 1:
                    ranges.append((*min(area), *max(area)))
                left -= area
                first = False
        return {cell: word for cell, word in sorted(shown.items()) if word.text.strip()}, tuple(sorted(ranges))

    def grid(self) -> Grid:
        """The page as a reader hands it on."""
        shown, merged = self.render()
        return Grid(
            self.name,
            {cell: word.text for cell, word in shown.items()},
            merged,
            self.hidden,
            frozenset(number for number, row in enumerate(self.rows, self.top + 1) if row.hidden),
            frozenset(place for place, name in enumerate(self.columns, self.left + 1) if name in self.hidden_columns),
        )


def _rectangle(cells: set[tuple[int, int]]) -> set[tuple[int, int]]:
    row, column = min(cells)
    right = column
    while (row, right + 1) in cells:
        right += 1
    bottom = row
    while all((bottom + 1, each) in cells for each in range(column, right + 1)):
        bottom += 1
    return {(each, other) for each in range(row, bottom + 1) for other in range(column, right + 1)}


@dataclass(frozen=True)
class Draft:
    """A workbook a unit sends. `may_ask`: answers a program may rightly ask about, because the file says too little."""

    name: str
    pages: tuple[Page, ...]
    may_ask: frozenset[Key] = frozenset()

    def tables(self, change: Callable[[Page], Page]) -> Draft:
        """The draft with every page that holds the task table changed."""
        return replace(self, pages=tuple(change(page) if page.has_table else page for page in self.pages))

    def truth(self) -> dict[Key, list[str]]:
        """(task, field) → the pieces of its answer, in reading order; a piece said twice stands once."""
        found: dict[Key, list[str]] = {}
        for word in self.words():
            for key in sorted(word.answers):
                pieces = found.setdefault(key, [])
                if bare(word.text) not in map(bare, pieces):
                    pieces.append(word.text)
        return found

    def words(self) -> Iterator[Word]:
        """Every cell that shows text, page by page."""
        return (word for page in self.pages for word in page.render()[0].values())

    def book(self) -> Book:
        """The draft as a reader hands it on."""
        return Book("xlsx", tuple(page.grid() for page in self.pages))


def correct(name: str, grids: Iterable[Grid], answers: Mapping[Key, str]) -> Draft:
    """A unit's form, read from its own bytes, with `answers` typed into their cells."""
    return Draft(name, tuple(_page(grid, answers) for grid in grids))


def _page(grid: Grid, answers: Mapping[Key, str]) -> Page:
    merged = {
        (row, column): (number, (top, left))
        for number, (top, left, bottom, right) in enumerate(grid.merged, 1)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }

    def word(cell: tuple[int, int]) -> Word | None:
        number, origin = merged.get(cell, (0, cell))
        text = grid.cells.get(origin, "")
        return Word(text, group=number) if text or number else None

    head = next((row for (row, _), text in sorted(grid.cells.items()) if text == "序号"), 0)
    tokens = {cell: token.task for cell, text in grid.cells.items() if (token := mark.read(text)) and token.task}
    names = (*OFFICIAL, "mark") if head else ()
    rows: list[Row] = []
    for number in range(1, max((row for row, _ in grid.cells), default=0) + 1):
        task = next((seq for (row, _), seq in tokens.items() if row == number), 0)
        cells = {place: found for place in range(1, 15) if (found := word((number, place)))}
        if number == head or task:
            named = {name: cells[place] for place, name in enumerate(names, 1) if place in cells}
            for role in ANSWERS if task else ():
                named[role] = Word(answers.get((task, role), ""), frozenset({(task, role)}))
            rows.append(Row("task" if task else "head", named, task=task))
        else:
            rows.append(Row("text", line=tuple(cells.items())))
    return Page(grid.sheet, names, tuple(rows), hidden=grid.hidden, hidden_columns=frozenset({"mark"}) & set(names))


# --- headings ------------------------------------------------------------------------------------

SYNONYMS = {
    "seq": ("编号", "序　号", "No.", "项目序号", "任务序号"),
    "theme": ("重点工作", "任务类别", "重点工作任务", "主要任务", "任务分类", "工作类别"),
    "detail": ("工作任务", "任务内容", "具体工作任务", "具体内容", "工作内容", "任务事项", "具体任务内容", "任务明细"),
    "lead": ("牵头部门", "牵头科室", "牵头单位（部门）", "主责单位"),
    "responsible": ("责任部门", "责任科室", "责任主体", "配合单位", "落实单位", "承办科室", "责任单位（科室）"),
    "deadline": ("完成时间", "时间节点", "时限要求", "办结时限", "完成期限", "时限"),
    "progress": (
        "进展情况", "推进措施及进展", "落实情况", "工作进展", "推进情况", "完成情况", "工作开展情况", "贯彻落实情况",
        "目前进展", "工作落实情况", "本期进展情况（2023年6月）", "我院工作推进情况", "进展成效", "任务完成进度",
        "推进落实情况", "工作进度", "具体落实举措及成效",
    ),
    "contact": ("联系人及电话", "联络人及电话", "联系方式", "联系人", "联络员、联系方式", "经办人及联系电话", "联系人手机号"),
    "remark": ("备注说明", "其他说明", "备　注", "备注（佐证材料）"),
}  # fmt: skip


def _headings(page: Page, change: Callable[[str, str], str]) -> Page:
    def edited(row: Row) -> Row:
        if row.kind != "head":
            return row
        return row.put(**{name: replace(word, text=change(name, word.text)) for name, word in row.cells.items() if word.text})

    return page.edit(edited)


def reword_headings(draft: Draft, chance: Random) -> Draft:
    """Every heading in the unit's own words."""
    said = {name: chance.choice(words) for name, words in SYNONYMS.items()}
    said["theme2"] = said["theme"]
    return draft.tables(lambda page: _headings(page, lambda name, text: said.get(name, text)))


def reword_a_heading(draft: Draft, chance: Random) -> Draft:
    """One heading in other words."""
    role = chance.choice(sorted(SYNONYMS))
    said = chance.choice(SYNONYMS[role])
    return draft.tables(lambda page: _headings(page, lambda name, text: said if name[:5] == role[:5] else text))


def decorate_headings(draft: Draft, chance: Random) -> Draft:
    """Spaces, line breaks, hints and stars in headings."""
    style = chance.choice(
        [
            lambda text: " ".join(text),
            lambda text: f"{text[:2]}\n{text[2:]}",
            lambda text: f"*{text}",
            lambda text: f"{text}：",
            lambda text: f"{text}\n（请如实填写，不得空项）",
            lambda text: f"【{text}】",
            lambda text: f"　{text} ",
            lambda text: "\n".join(text),
            lambda text: f"{number}、{text}" if (number := chance.randrange(1, 9)) else text,
        ]
    )
    return draft.tables(lambda page: _headings(page, lambda _, text: style(text)))


def split_heading(draft: Draft, chance: Random) -> Draft:
    """The heading in two rows: 任务 and 责任 span several columns, the rest is merged down."""
    tops = {"theme": "工作任务", "theme2": "工作任务", "detail": "工作任务", "lead": "责任分工", "responsible": "责任分工"}

    def split(page: Page) -> Page:
        rows: list[Row] = []
        for number, row in enumerate(page.rows):
            if row.kind != "head":
                rows.append(row)
                continue
            base = 900 + number * 20
            upper = {name: replace(word, group=word.group + 400 if word.group else base + place) for place, (name, word) in enumerate(row.cells.items())}
            lower = dict(upper)
            for name in [name for name in tops if name in row.cells]:
                upper[name] = Word(tops[name], group=base + (18 if tops[name] == "工作任务" else 19))
                lower[name] = row.cells[name]
            rows += [Row("head", upper), Row("head", lower)]
        return replace(page, rows=tuple(rows))

    return draft.tables(split)


VAGUE = {"detail": "事项", "progress": "6月份情况", "theme": "类别", "theme2": "类别", "contact": "联络", "remark": "其他"}


def vague_headings(draft: Draft, _: Random) -> Draft:
    """Headings as short as can be."""
    return draft.tables(lambda page: _headings(page, lambda name, text: VAGUE.get(name, text)))


def strange_heading(draft: Draft, chance: Random) -> Draft:
    """A heading nobody could know."""
    role = chance.choice(["progress", "detail", "contact"])
    made = draft.tables(lambda page: _headings(page, lambda name, text: "亮点" if name == role else text))
    return _may_ask(made)


def lose_heading(draft: Draft, _: Random) -> Draft:
    """The heading row is deleted."""
    rid = draft.tables(lambda page: replace(page, rows=tuple(row for row in page.rows if row.kind not in ("head", "signs"))))
    return _may_ask(rid)


def number_the_columns(draft: Draft, chance: Random) -> Draft:
    """A row of column numbers under the heading: 1 2 3 … or 甲 乙 1 2 …."""
    letters = chance.random() < 0.4

    def numbered(page: Page) -> Page:
        shown = [name for name in page.columns if name != "mark"]
        signs = ["甲", "乙", *map(str, range(1, 30))] if letters else list(map(str, range(1, 30)))
        row = Row("signs", {name: Word(sign) for name, sign in zip(shown, signs, strict=False)})
        return _after_heads(page, row)

    return draft.tables(numbered)


def _after_heads(page: Page, row: Row) -> Page:
    last = max(place for place, each in enumerate(page.rows) if each.kind == "head")
    first = next(place for place, each in enumerate(page.rows) if each.kind == "head")
    if last > first + 1:
        last = first
    return replace(page, rows=(*page.rows[: last + 1], row, *page.rows[last + 1 :]))


def repeat_heading(draft: Draft, chance: Random) -> Draft:
    """The heading stands again in the middle, as on a second printed page."""

    def repeated(page: Page) -> Page:
        heads = tuple(
            replace(row, cells={name: replace(word, group=word.group and word.group + 5000) for name, word in row.cells.items()})
            for row in page.rows if row.kind == "head"
        )[:2]  # fmt: skip
        spots = [place for place, row in enumerate(page.rows) if row.kind == "task"][1:]
        if not spots:
            return page
        spot = spots[chance.randrange(len(spots))]
        return replace(page, rows=(*page.rows[:spot], *heads, *page.rows[spot:]))

    return unmerge(draft, chance).tables(repeated)


# --- columns -------------------------------------------------------------------------------------


def swap_columns(draft: Draft, chance: Random) -> Draft:
    """Two columns change places."""

    def swapped(page: Page) -> Page:
        columns = list(page.columns)
        one, other = chance.sample(range(len(columns)), 2)
        columns[one], columns[other] = columns[other], columns[one]
        return replace(page, columns=tuple(columns))

    return flat_theme(draft, chance).tables(swapped)


def shuffle_columns(draft: Draft, chance: Random) -> Draft:
    """The columns in any order."""

    def shuffled(page: Page) -> Page:
        return replace(page, columns=tuple(chance.sample(page.columns, len(page.columns))))

    return flat_theme(draft, chance).tables(shuffled)


def flat_theme(draft: Draft, _: Random) -> Draft:
    """重点任务 in one column, both levels in one text, nothing merged."""

    def flat(row: Row) -> Row:
        levels = [row.cells[name].text for name in ("theme", "theme2") if name in row.cells]
        cells = {name: replace(word, group=0) for name, word in row.cells.items() if name != "theme2"}
        if "theme" in cells:
            cells["theme"] = Word("\n".join(dict.fromkeys(filter(None, levels))))
        return replace(row, cells=cells)

    def page(page: Page) -> Page:
        kept = tuple(name for name in page.columns if name != "theme2")
        return replace(page.edit(flat), columns=kept)

    return unmerge(draft, Random(0), filled=True).tables(page)


STRANGE = {
    "经费（万元）": "{}万元", "分管领导": "领导{}", "是否完成": "是", "佐证材料": "照片{}张", "存在问题": "人手少{}人",
    "下一步打算": "七月再办{}场", "下一步工作措施": "八月再办{}场", "上月进展情况": "上月办了{}场", "完成百分比": "{}%",
    "类型": "第{}类", "得分": "{}分", "责任领导": "院长{}", "责任人": "科长{}", "完成率": "{}%", "审核意见": "同意{}",
    "困难和问题": "缺经费{}万", "完成状态": "推进中{}",
}  # fmt: skip


def insert_column(draft: Draft, chance: Random) -> Draft:
    """A column nobody asked for."""
    heading = chance.choice(sorted(STRANGE))
    name = f"extra{chance.randrange(10**6)}"

    def inserted(page: Page) -> Page:
        place = chance.randrange(len(page.columns) + 1)
        if "theme2" in page.columns[place : place + 1]:
            place += 1
        first = iter([Word(heading)])

        def edited(row: Row) -> Row:
            if row.kind == "head":
                return row.put(**{name: next(first, Word("", group=0)) if not _repeats(page, row) else Word(heading)})
            if row.kind == "task" and (seq := row.task) % 3:
                return row.put(**{name: Word(STRANGE[heading].format(seq), own=True)})
            return row

        made = page.edit(edited)
        return replace(made, columns=(*page.columns[:place], name, *page.columns[place:]))

    return draft.tables(inserted)


def _repeats(page: Page, row: Row) -> bool:
    """Is this heading row one of several that stand apart?"""
    heads = [place for place, each in enumerate(page.rows) if each.kind == "head"]
    return page.rows.index(row) == heads[0] or page.rows[page.rows.index(row) - 1].kind != "head"


def unit_column(draft: Draft, _: Random) -> Draft:
    """A column that names the unit in every row, as for pasting tables together."""
    unit = draft.name.split("-")[0]

    def inserted(page: Page) -> Page:
        made = page.edit(
            lambda row: row.put(whose=Word("填报单位" if row.kind == "head" else unit)) if row.kind in ("head", "task") else row
        )
        return made if "whose" in page.columns else replace(made, columns=("whose", *page.columns))

    return draft.tables(inserted)


def blank_column(draft: Draft, chance: Random) -> Draft:
    """An empty column among the others."""

    def inserted(page: Page) -> Page:
        place = chance.randrange(len(page.columns) + 1)
        place += page.columns[place : place + 1] == ("theme2",)
        return replace(page, columns=(*page.columns[:place], f"empty{place}", *page.columns[place:]))

    return draft.tables(inserted)


def _drop(draft: Draft, *names: str) -> Draft:
    return draft.tables(lambda page: replace(page, columns=tuple(name for name in page.columns if name not in names)))


def drop_a_column(draft: Draft, chance: Random) -> Draft:
    """A column that says nothing to the unit is deleted."""
    name = chance.choice(["lead", "responsible", "deadline", "remark", "theme", "seq", "contact"])
    return _drop(draft, name, *(["theme2"] if name == "theme" else []))


def drop_many_columns(draft: Draft, chance: Random) -> Draft:
    """Only what the unit needs is left."""
    names = ["lead", "responsible", "deadline", "remark", "contact"]
    return _drop(draft, "theme", "theme2", *chance.sample(names, chance.randrange(2, len(names))))


def drop_the_tasks(draft: Draft, _: Random) -> Draft:
    """The column of tasks is deleted: numbers are all that is left, and they may be anybody's."""
    return _may_ask(_drop(draft, "detail"))


def _may_ask(draft: Draft) -> Draft:
    return replace(draft, may_ask=draft.may_ask | frozenset(draft.truth()))


def drop_the_mark(draft: Draft, _: Random) -> Draft:
    """The hidden column is deleted."""
    return _drop(draft, "mark")


def show_the_mark(draft: Draft, _: Random) -> Draft:
    """The hidden column is shown."""
    return draft.tables(lambda page: replace(page, hidden_columns=frozenset()))


def drop_meta(draft: Draft, _: Random) -> Draft:
    """The hidden sheet is gone (saved by a program that drops such things)."""
    return replace(draft, pages=tuple(page for page in draft.pages if page.name != mark.META_SHEET))


def split_progress(draft: Draft, chance: Random) -> Draft:
    """推进措施 and 进展情况 in two columns."""
    one, other = chance.choice([("推进措施", "进展情况"), ("工作措施", "工作成效"), ("主要做法", "取得的进展"), ("6月上半月进展", "6月下半月进展")])

    def split(row: Row) -> Row:
        if row.kind == "head" and "progress" in row.cells:
            word = row.cells["progress"]
            new = {"progress": replace(word, text=one), "progress2": Word(other)}
            return row.put(**new) if not word.group or word.group > 5000 else row.put(progress=replace(word, text=one), progress2=replace(word, text=other, group=word.group + 700))
        if row.kind in ("task", "more") and "progress" in row.cells and not row.cells["progress"].group:
            word = row.cells["progress"]
            first, second = _halves(word.text)
            return row.put(progress=replace(word, text=first), progress2=replace(word, text=second))
        return row

    def page(page: Page) -> Page:
        if "progress2" in page.columns or "progress" not in page.columns:
            return page
        spot = page.columns.index("progress") + 1
        return replace(page.edit(split), columns=(*page.columns[:spot], "progress2", *page.columns[spot:]))

    return draft.tables(page)


def _halves(text: str) -> tuple[str, str]:
    first, sign, second = text.partition("；")
    return (first + sign, second) if second else (text, "")


def month_columns(draft: Draft, _: Random) -> Draft:
    """Last month's progress is kept in a column beside this month's."""

    def page(page: Page) -> Page:
        if "progress" not in page.columns or "before" in page.columns:
            return page

        def edited(row: Row) -> Row:
            if row.kind == "head" and "progress" in row.cells:
                word = row.cells["progress"]
                return row.put(before=replace(word, text="5月进展情况", group=word.group and word.group + 650), progress=replace(word, text="6月进展情况"))
            if row.kind == "task":
                return row.put(before=Word(f"五月办了{row.task}场", own=True))
            return row

        spot = page.columns.index("progress")
        return replace(page.edit(edited), columns=(*page.columns[:spot], "before", *page.columns[spot:]))

    return draft.tables(page)


def split_contact(draft: Draft, _: Random) -> Draft:
    """联络员 and 联系电话 in two columns."""

    def split(row: Row) -> Row:
        if "contact" not in row.cells:
            return row
        word = row.cells["contact"]
        if row.kind == "head":
            return row.put(contact=replace(word, text="联络员"), contact2=replace(word, text="联系电话", group=word.group and word.group + 800))
        name, _, phone = word.text.partition(" ")
        return row.put(contact=replace(word, text=name), contact2=replace(word, text=phone))

    def page(page: Page) -> Page:
        if "contact2" in page.columns or "contact" not in page.columns:
            return page
        spot = page.columns.index("contact") + 1
        return replace(page.edit(split), columns=(*page.columns[:spot], "contact2", *page.columns[spot:]))

    return draft.tables(page)


# --- rows ----------------------------------------------------------------------------------------


def _arrange(page: Page, order: Callable[[list[Row]], Iterable[Row]]) -> Page:
    """The task rows in another order or number; a row that continues goes with the one above it."""
    blocks: list[list[Row]] = []
    for row in page.rows:
        if row.kind == "task":
            blocks.append([row])
        elif row.kind == "more" and blocks:
            blocks[-1].append(row)
    firsts = [block[0] for block in blocks]
    tails = {id(block[0]): block[1:] for block in blocks}
    arranged = iter([(row, tails.get(id(row), [])) for row in order(firsts)])
    rows: list[Row] = []
    for row in page.rows:
        if row.kind == "task":
            follow = next(arranged, None)
            if follow:
                rows += [follow[0], *follow[1]]
        elif row.kind != "more":
            rows.append(row)
    return replace(page, rows=tuple(rows))


def delete_rows(draft: Draft, chance: Random) -> Draft:
    """Rows the unit has nothing to say to are deleted."""
    share = chance.choice([0.2, 0.5, 0.8])

    def kept(rows: list[Row]) -> list[Row]:
        return [row for row in rows if chance.random() > share] or rows[:1]

    return draft.tables(lambda page: _arrange(page, kept))


def sort_rows(draft: Draft, chance: Random) -> Draft:
    """The rows in another order, each with its number."""

    def order(rows: list[Row]) -> list[Row]:
        return rows[::-1] if chance.random() < 0.3 else chance.sample(rows, len(rows))

    return unmerge(draft, chance, filled=True).tables(lambda page: _arrange(page, order))


def renumber(draft: Draft, _: Random) -> Draft:
    """The rows numbered anew from 1, whatever they were."""

    def page(page: Page) -> Page:
        numbers = iter(range(1, 200))
        return page.tasks(lambda row: row.put(seq=Word(str(next(numbers)), group=row.cells["seq"].group if "seq" in row.cells else 0)))

    return draft.tables(page)


def restart_numbers(draft: Draft, chance: Random) -> Draft:
    """The numbers begin again with each theme."""

    def page(page: Page) -> Page:
        count: dict[str, int] = {}

        def numbered(row: Row) -> Row:
            theme = row.cells.get("theme", Word("")).text
            count[theme] = count.get(theme, 0) + 1
            return row.put(seq=Word(str(count[theme]), group=row.cells["seq"].group if "seq" in row.cells else 0))

        return page.tasks(numbered)

    return draft.tables(page)


CHINESE = "一二三四五六七八九十"


def write_numbers(draft: Draft, chance: Random) -> Draft:
    """Numbers as text in some other dress."""
    styles: list[Callable[[int], str]] = [
        lambda seq: f"{seq}.",
        lambda seq: f"{seq}、",
        lambda seq: f"（{seq}）",
        lambda seq: f"第{seq}项",
        lambda seq: f"任务{seq}",
        lambda seq: chr(0x245F + seq),
        lambda seq: "".join(chr(0xFF10 + int(digit)) for digit in str(seq)),
        lambda seq: ("十" if seq > 10 else "") + CHINESE[(seq - 1) % 10],
        lambda seq: f"{seq:02d}",
        lambda seq: f" {seq} ",
        lambda seq: f"{seq}.0",
    ]
    style = chance.choice(styles)

    def written(row: Row) -> Row:
        word = row.cells.get("seq")
        return row.put(seq=replace(word, text=style(int(word.text)))) if word and word.text.isdigit() else row

    return draft.tables(lambda page: page.tasks(written))


def _details(draft: Draft, change: Callable[[int, str], str]) -> Draft:
    def edited(row: Row) -> Row:
        word = row.cells.get("detail")
        typed = word and word.text and not word.answers
        return row.put(detail=replace(word, text=change(row.task, word.text))) if word and typed else row

    return draft.tables(lambda page: page.tasks(edited))


def mistype_tasks(draft: Draft, chance: Random) -> Draft:
    """A character lost, doubled or wrong in each task's text."""

    def mistyped(_: int, text: str) -> str:
        for _ in range(chance.choice([1, 1, 2, 3])):
            spot = chance.randrange(len(text))
            text = text[:spot] + chance.choice(["", text[spot] * 2, "的", "、"]) + text[spot + 1 :]
        return text

    return _details(draft, mistyped)


def abbreviate_tasks(draft: Draft, chance: Random) -> Draft:
    """The first clause, or the first two, of each task's text."""

    def short(_: int, text: str) -> str:
        clauses = re.split(r"(?<=[，、。：；])", text)
        return "".join(clauses[: chance.choice([1, 2, 2])]).rstrip("，、：；。")[:60]

    return _details(draft, short)


def number_the_tasks(draft: Draft, _: Random) -> Draft:
    """The number stands in front of the text as well."""
    return _details(draft, lambda seq, text: text if text[0].isdigit() else f"{seq}.{text}")


def theme_into_task(draft: Draft, _: Random) -> Draft:
    """重点任务 and 具体任务 typed into one cell."""

    def joined(row: Row) -> Row:
        theme, detail = row.cells.get("theme2") or row.cells.get("theme"), row.cells.get("detail")
        return row.put(detail=replace(detail, text=f"{theme.text}：{detail.text}")) if theme and theme.text and detail else row

    return _drop(draft.tables(lambda page: page.tasks(joined)), "theme", "theme2")


def break_lines(draft: Draft, chance: Random) -> Draft:
    """Line breaks and spaces inside every longer text, as they come from a narrow column."""
    width = chance.choice([5, 9, 14])

    def broken(word: Word) -> Word:
        if len(word.text) < 8 or mark.read(word.text):
            return word
        return replace(word, text="\n".join(word.text[place : place + width] for place in range(0, len(word.text), width)))

    return draft.tables(
        lambda page: page.tasks(lambda row: row.put(**{name: broken(word) for name, word in row.cells.items() if name in ("detail", "theme", "responsible")}))
    )


def section_rows(draft: Draft, _: Random) -> Draft:
    """重点任务 as a line over the whole width instead of a column."""

    def page(page: Page) -> Page:
        rows: list[Row] = []
        said = ""
        for number, row in enumerate(page.rows):
            theme = row.cells.get("theme", Word("")).text if row.kind == "task" else ""
            if theme and theme != said:
                said = theme
                width = len([name for name in page.columns if name not in ("mark", "theme", "theme2")])
                text = f"{CHINESE[len([each for each in rows if each.kind == 'section']) % 10]}、{theme}"
                rows.append(Row("section", line=tuple((offset, Word(text, group=7000 + number)) for offset in range(1, width + 1))))
            rows.append(row)
        return replace(page, rows=tuple(rows))

    return _drop(draft.tables(page), "theme", "theme2")


def blank_rows(draft: Draft, _: Random) -> Draft:
    """An empty row after each third task."""

    def page(page: Page) -> Page:
        rows: list[Row] = []
        for number, row in enumerate(page.rows):
            rows.append(row)
            last = row.kind in ("task", "more") and (number + 1 == len(page.rows) or page.rows[number + 1].kind != "more")
            rows += [Row("text")] if last and row.task % 3 == 0 else []
        return replace(page, rows=tuple(rows))

    return draft.tables(page)


def section_lines(draft: Draft, chance: Random) -> Draft:
    """重点任务 as a line of its own, nothing merged."""
    return draft_unmerged_sections(section_rows(draft, chance))


def draft_unmerged_sections(draft: Draft) -> Draft:
    """Section lines in the first cell alone."""
    return draft.tables(lambda page: page.edit(lambda row: replace(row, line=tuple((place, replace(word, group=0)) for place, word in row.line[:1])) if row.kind == "section" else row))


def shift_marks(draft: Draft, _: Random) -> Draft:
    """Rows were copied and typed over: each carries another row's mark."""

    def page(page: Page) -> Page:
        marks = [row.cells["mark"] for row in page.rows if row.kind == "task" and "mark" in row.cells]
        moved = iter(marks[1:] + marks[:1])
        return page.tasks(lambda row: row.put(mark=next(moved)) if "mark" in row.cells else row)

    return draft.tables(page)


def copy_a_row(draft: Draft, chance: Random) -> Draft:
    """A row stands twice, with another answer."""

    def page(page: Page) -> Page:
        spots = [place for place, row in enumerate(page.rows) if row.kind == "task" and "progress" in row.cells and row.cells["progress"].text and not row.cells["progress"].group]
        if not spots:
            return page
        spot = chance.choice(spots)
        row = page.rows[spot]
        again = replace(row, cells={name: replace(word, group=0) for name, word in row.cells.items()})
        again = again.put(progress=replace(row.cells["progress"], text="另外又慰问职工9人"))
        last = max(place for place, each in enumerate(page.rows) if each.kind in ("task", "more"))
        return replace(page, rows=(*page.rows[: last + 1], again, *page.rows[last + 1 :]))

    made = draft.tables(page)
    doubled = {key for key, pieces in made.truth().items() if any("慰问" in piece for piece in pieces)}
    return replace(made, may_ask=made.may_ask | doubled | {(task, role) for task, _ in doubled for role in ANSWERS})


def join_tasks(draft: Draft, chance: Random) -> Draft:
    """Two tasks in one row, answered together."""
    joined: set[int] = set()

    def page(page: Page) -> Page:
        spots = [
            place
            for place, (row, below) in enumerate(zip(page.rows, page.rows[1:], strict=False))
            if row.kind == below.kind == "task"
            and page.rows[place + 2 : place + 3]
            and page.rows[place + 2].kind != "more"
            and not any(each.cells[role].group for each in (row, below) for role in ("seq", "detail", *ANSWERS) if role in each.cells)
        ]
        if not spots:
            return page
        spot = chance.choice(spots)
        one, other = page.rows[spot], page.rows[spot + 1]
        joined.update((one.task, other.task))
        cells = dict(one.cells)
        for name, word in other.cells.items():
            if name in one.cells and name not in ("theme", "theme2", "mark") and not word.group and not one.cells[name].group:
                texts = dict.fromkeys(filter(None, (one.cells[name].text, word.text)))
                cells[name] = Word(("、" if name == "seq" else "\n").join(texts), one.cells[name].answers | word.answers)
        return replace(page, rows=(*page.rows[:spot], replace(one, cells=cells), *page.rows[spot + 2 :]))

    made = draft.tables(page)
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[0] in joined})


def answer_under_task(draft: Draft, _: Random) -> Draft:
    """The answer is typed under the task's text, in the same cell."""

    def moved(row: Row) -> Row:
        detail, said = row.cells.get("detail"), row.cells.get("progress")
        if not detail or not said or said.group or detail.group or row.task % 4:
            return row
        return row.put(detail=Word(f"{detail.text}\n{said.text}", said.answers), progress=Word(""))

    made = draft.tables(lambda page: page.tasks(moved))
    return replace(made, may_ask=made.may_ask | {key for key in made.truth() if key[0] % 4 == 0})


OWN = ("购置移动体检车一辆并投入使用", "新建住院楼项目主体封顶", "引进高层次人才两名", "开展老年人免费白内障手术")


def own_task(draft: Draft, chance: Random) -> Draft:
    """A task of the unit's own under the others."""
    text = chance.choice(OWN)

    def page(page: Page) -> Page:
        last = max(place for place, row in enumerate(page.rows) if row.kind in ("task", "more"))
        row = Row("own", {"seq": Word("15"), "detail": Word(text, own=True), "progress": Word("已到货并验收", own=True)})
        return replace(page, rows=(*page.rows[: last + 1], row, *page.rows[last + 1 :]))

    return draft.tables(page)


def continue_rows(draft: Draft, chance: Random) -> Draft:
    """Half of an answer stands in a new row under the task; everything else in it is empty."""
    return _continued(draft, chance, merged=False)


def stretch_rows(draft: Draft, chance: Random) -> Draft:
    """A task over two rows, its number and text merged down, an answer in each."""
    return _continued(draft, chance, merged=True)


def _continued(draft: Draft, chance: Random, *, merged: bool) -> Draft:
    def page(page: Page) -> Page:
        rows: list[Row] = []
        for number, row in enumerate(page.rows):
            word = row.cells.get("progress", Word(""))
            first, second = _halves(word.text)
            if row.kind != "task" or not second or word.group or chance.random() < 0.5:
                rows.append(row)
                continue
            base = 3000 + number * 12
            upper = {name: replace(each, group=each.group or (merged and base + place) or 0) for place, (name, each) in enumerate(row.cells.items())}
            if not merged:
                upper = dict(row.cells)
            lower = {name: each for name, each in upper.items() if each.group and name != "progress"}
            upper["progress"], lower["progress"] = replace(word, text=first), replace(word, text=second)
            rows += [replace(row, cells=upper), Row("more", lower, task=row.task)]
        return replace(page, rows=tuple(rows))

    return draft.tables(page)


# --- merged cells --------------------------------------------------------------------------------


def unmerge(draft: Draft, _: Random, *, filled: bool = False) -> Draft:
    """All merged cells of the table are split; the text stays in the first one, or is filled into all."""

    def page(page: Page) -> Page:
        seen: set[int] = set()

        def single(word: Word) -> Word:
            if not word.group:
                return word
            first = word.group not in seen
            seen.add(word.group)
            return replace(word, group=0, text=word.text if first or filled else "")

        def row(row: Row) -> Row:
            if row.kind not in ("task", "more", "head"):
                return row
            return replace(row, cells={name: single(word) for name, word in row.cells.items()})

        return page.edit(row)

    # A number filled down beside two answers may as well be two versions of one: then a program may ask.
    doubled = {row.task for page in draft.pages for row in page.rows if filled and row.kind == "more" and "seq" in row.cells}
    asked = frozenset(key for key in draft.truth() if key[0] in doubled)
    return replace(draft.tables(page), may_ask=draft.may_ask | asked)


def unmerge_and_fill(draft: Draft, chance: Random) -> Draft:
    """All merged cells split and filled."""
    return unmerge(draft, chance, filled=True)


def merge_equal(draft: Draft, _: Random) -> Draft:
    """Equal neighbours in 牵头单位, 责任单位 and 完成时限 are merged down."""

    def page(page: Page) -> Page:
        rows = list(page.rows)
        for place, name in enumerate(("lead", "responsible", "deadline")):
            group, said = 8000 + place * 100, ""
            for number, row in enumerate(rows):
                word = row.cells.get(name)
                if row.kind != "task" or not word or word.group:
                    said = ""
                    continue
                group += word.text != said
                said = word.text
                rows[number] = row.put(**{name: replace(word, group=group)})
        return replace(page, rows=tuple(rows))

    return draft.tables(page)


def _merge_answers(draft: Draft, role: str, chance: Random, most: int) -> Draft:
    seed = chance.random()  # a copy of the sheet has the same cells merged

    def page(page: Page) -> Page:
        rows = list(page.rows)
        spots = [
            number
            for number, (row, below) in enumerate(zip(rows, rows[1:], strict=False))
            if row.kind == below.kind == "task"
            and all(role in each.cells and not each.cells[role].group and each.cells[role].text for each in (row, below))
        ]
        if not spots or role not in page.columns:
            return page
        start = Random(seed).choice(spots)
        word = rows[start].cells[role]
        for number in range(start, min(start + most, len(rows))):
            other = rows[number].cells.get(role)
            if rows[number].kind != "task" or not other or other.group:
                break
            rows[number] = rows[number].put(**{role: replace(word, group=9900 + start, answers=other.answers | (word.answers if number == start else frozenset()))})
        return replace(page, rows=tuple(rows))

    return draft.tables(page)


def merge_progress(draft: Draft, chance: Random) -> Draft:
    """One progress text over two tasks."""
    return _merge_answers(draft, "progress", chance, 2)


def merge_contacts(draft: Draft, chance: Random) -> Draft:
    """One contact over many tasks."""
    return _merge_answers(draft, "contact", chance, 20)


# --- around the table ----------------------------------------------------------------------------


def _above(draft: Draft, *rows: Row) -> Draft:
    return draft.tables(lambda page: replace(page, rows=(*rows, *page.rows)))


def _below(draft: Draft, *rows: Row) -> Draft:
    return draft.tables(lambda page: replace(page, rows=(*page.rows, *rows)))


def _line(text: str, *, own: bool = True) -> Row:
    return Row("text", line=((1, Word(text, own=own)),))


def title_lines(draft: Draft, chance: Random) -> Draft:
    """Lines above: 附件2, a letter, a title of the unit's own."""
    lines = ["附件2", "关于报送工作进展情况的函", "现将我单位有关工作任务推进措施及进展情况报送如下，请审阅。", "2023年6月20日"]
    return _above(draft, *map(_line, chance.sample(lines, chance.randrange(1, 4))))


def notes_below(draft: Draft, chance: Random) -> Draft:
    """Notes under the table."""
    lines = ["注：以上数据截至6月20日。", "审核人：联络员09", "填表说明：每季度末前报送", "备注：如有调整另行报告", "制表：办公室　　电话：13900000009"]
    return _below(draft, *map(_line, chance.sample(lines, chance.randrange(1, 4))))


def sign(draft: Draft, chance: Random) -> Draft:
    """The signature line filled in."""
    wording = chance.choice(
        [
            "单位负责人（签字盖章）：联络员08　　填报人：联络员07　　填报日期：2023年6月20日",
            "单位负责人：联络员08",
            "单位负责人（签字）：联络员08    填报人：联络员07  联系电话：13900000007",
        ]
    )
    return _below(draft, _line(wording, own=False))


def total_row(draft: Draft, chance: Random) -> Draft:
    """A total, a page number, an end mark under the rows."""
    words = {"seq": Word(chance.choice(["合计", "小计", "总计"]), own=True), "progress": Word("共办理99件", own=True)}
    return _below(draft, Row("own", words), _line("第1页 共1页"), _line("（以下空白）"))


UNIT_LABELS = ("填报单位：{}", "填报单位（盖章）：{}", "报送单位：{}", "单位：{}", "单位名称：{}", "填表单位（公章）：{}", "上报单位: {}　　　　报送时间：6月20日")


def retype_unit(draft: Draft, chance: Random) -> Draft:
    """The line that names the unit, in other words."""
    unit = draft.name.split("-")[0]
    said = chance.choice(UNIT_LABELS).format(unit)

    def page(page: Page) -> Page:
        kept = tuple(row for row in page.rows if not any(word.text.startswith("填报单位") for _, word in row.line))
        return replace(page, rows=(_line(said, own=False), *kept))

    return draft.tables(page)


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


# --- sheets and names ----------------------------------------------------------------------------


def other_sheets(draft: Draft, chance: Random) -> Draft:
    """Other sheets before and behind: a cover, a list of names, an empty one."""
    cover = Page("封面", rows=(_line("工作进展情况报送表"), _line("2023年6月")))
    names = Page("名单", rows=(Row("text", line=tuple((place, Word(text, own=True)) for place, text in enumerate(("姓名", "单位", "电话"), 1))), _line("联络员06")))
    more = [cover, names, Page("Sheet3")]
    return replace(draft, pages=(*chance.sample(more, 2), *draft.pages))


def copy_sheet(draft: Draft, _: Random) -> Draft:
    """The sheet stands in the workbook twice, the same."""
    return replace(draft, pages=(*draft.pages, *(replace(page, name=f"{page.name} (2)") for page in draft.pages if page.has_table)))


def empty_copy(draft: Draft, chance: Random) -> Draft:
    """An unfilled copy of the form stands before the filled one."""

    def emptied(page: Page) -> Page:
        blank = page.edit(lambda row: replace(row, cells={name: replace(word, text="", answers=frozenset()) if word.answers else word for name, word in row.cells.items() if not word.own}))
        return replace(blank, name=f"{page.name}（空表）", rows=tuple(row for row in blank.rows if row.kind in ("head", "task") or (row.kind == "text" and not any(word.own for _, word in row.line))))

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
            cells = {name: Word(f"五月{word.text}", own=True) if word.answers and word.text else word for name, word in row.cells.items()}
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
    return replace(draft, name=chance.choice([f"{unit}-6月进展（终稿）.xlsx", f"{unit}-修改.xlsx", f"{unit}-附件2.xls.xlsx", f"{unit}-2023-06.xlsx"]))


# --- the catalogue -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Damage:
    """One thing units do. `slight`: after it, and another slight one, every cell must still be right."""

    do: Callable[[Draft, Random], Draft]
    slight: bool = True

    @property
    def name(self) -> str:
        """The function's name is the damage's."""
        return self.do.__name__


DAMAGES = (
    *map(
        Damage,
        (
            reword_a_heading, reword_headings, decorate_headings, split_heading, number_the_columns, repeat_heading,
            swap_columns, shuffle_columns, flat_theme, insert_column, unit_column, blank_column, drop_a_column,
            drop_many_columns, drop_the_mark, show_the_mark, drop_meta, split_progress, split_contact,
            delete_rows, sort_rows, renumber, restart_numbers, write_numbers, mistype_tasks, number_the_tasks,
            theme_into_task, break_lines, section_rows, blank_rows, own_task, continue_rows, stretch_rows,
            unmerge, unmerge_and_fill, merge_equal, merge_progress, merge_contacts,
            title_lines, notes_below, sign, retype_unit, unit_beside, move, hide,
            other_sheets, copy_sheet, empty_copy, split_sheets, rename_sheet, rename_file,
        ),
    ),
    *map(Damage, (section_lines, shift_marks, total_row, last_months_sheet, month_columns)),
    Damage(vague_headings, slight=False),
    Damage(strange_heading, slight=False),
    Damage(lose_heading, slight=False),
    Damage(copy_a_row, slight=False),
    Damage(join_tasks, slight=False),
    Damage(answer_under_task, slight=False),
    Damage(abbreviate_tasks, slight=False),
    Damage(drop_the_tasks, slight=False),
)  # fmt: skip


def damaged(draft: Draft, damages: Iterable[Damage], seed: int) -> Draft:
    """The draft after these damages, one after the other; `seed` decides every chance in them."""
    chance = Random(seed)
    for each in damages:
        draft = each.do(draft, chance)
    return draft
