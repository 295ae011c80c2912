"""What stands in and around a table that is printed, summed up and passed on: titles, sums, notes, other tables."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.drafts import Draft, Page, Row, Word
from tasklist.tables.headings import ANSWERS


def _spots(page: Page) -> list[int]:
    """The rows of tasks but the first, before which something can stand; none inside a task over several rows."""
    return [at for at, row in enumerate(page.rows) if row.kind == "task"][1:]


def _printed(line: tuple[tuple[int, Word], ...]) -> tuple[tuple[int, Word], ...]:
    """A line as it is pasted: what was merged over several cells stands in the first."""
    first = {word.group: at for at, word in reversed(line)}
    return tuple((at, replace(word, group=0)) for at, word in line if not word.group or first[word.group] == at)


def page_titles(draft: Draft, chance: Random) -> Draft:
    """Each printed page begins with the title, the unit and the heading again."""

    def page(page: Page) -> Page:
        spots = _spots(page)
        first = next(at for at, row in enumerate(page.rows) if row.kind == "head")
        heads = [row for row in page.rows if row.kind == "head"][:1]
        if not spots or len([row for row in page.rows if row.kind == "head"]) != 1:
            return page
        above = [row.line for row in page.rows[:first] if not any(word.own or word.answers for _, word in row.line)]
        lines = [Row("text", line=_printed(line)) for line in above if line]
        spot = chance.choice(spots)
        end = Row("text", line=((1, Word("第1页")),))
        return replace(page, rows=(*page.rows[:spot], end, *lines, *heads, *page.rows[spot:]))

    return unmerge(draft, chance, filled=True).tables(page)


def subtotals(draft: Draft, chance: Random) -> Draft:
    """Below some tasks stands a row that sums up."""
    line = ((1, Word(chance.choice(["小计", "本页小计", "累计"]), own=True)),)

    def page(page: Page) -> Page:
        spots = _spots(page)
        if not spots or "progress" not in page.columns[1:]:
            return page
        spot = chance.choice(spots)
        row = Row("own", {"progress": Word("共办理88件", own=True)}, line)
        return replace(page, rows=(*page.rows[:spot], row, *page.rows[spot:]))

    return unmerge(draft, chance, filled=True).tables(page)


def notes_between(draft: Draft, chance: Random) -> Draft:
    """A note stands between two rows, in one cell or merged over the whole width."""
    text = chance.choice(["注：以下任务由医务科负责", "以下为常态化任务", "（以下各项按季度推进）", "▲重点督办事项"])
    merged = chance.random() < 0.5

    def page(page: Page) -> Page:
        spots = _spots(page)
        if not spots:
            return page
        width = len([name for name in page.columns if name != "mark"]) if merged else 1
        spot = chance.choice(spots)
        line = tuple((at, Word(text, own=True, group=14_000 * merged)) for at in range(1, width + 1))
        return replace(page, rows=(*page.rows[:spot], Row("text", line=line), *page.rows[spot:]))

    return unmerge(draft, chance, filled=True).tables(page)


def crowned_heading(draft: Draft, chance: Random) -> Draft:
    """A row above the heading groups its columns: 任务信息, 填报内容."""
    told, asked = chance.choice([("任务信息", "填报内容"), ("基本情况", "落实情况"), ("清单内容", "本单位填写")])

    def page(page: Page) -> Page:
        first = next(at for at, row in enumerate(page.rows) if row.kind == "head")
        cells = {
            name: Word(asked if name in ANSWERS else told, group=15_001 if name in ANSWERS else 15_000)
            for name in page.columns
            if name != "mark"
        }
        return replace(page, rows=(*page.rows[:first], Row("head", cells), *page.rows[first:]))

    return unmerge(draft, chance, filled=True).tables(page)


def unit_over_answers(draft: Draft, _: Random) -> Draft:
    """The unit's name stands over the columns of its answers."""

    def page(page: Page) -> Page:
        first = next(at for at, row in enumerate(page.rows) if row.kind == "head")
        cells = {name: Word(draft.unit, group=15_100) for name in page.columns if name in ANSWERS}
        return replace(page, rows=(*page.rows[:first], Row("head", cells), *page.rows[first:]))

    return draft.tables(page)


def heading_in_two_rows(draft: Draft, _: Random) -> Draft:
    """A long heading is typed into two cells, one below the other; the others stand in the upper row."""

    def page(page: Page) -> Page:
        rows: list[Row] = []
        for row in page.rows:
            word = row.cells.get("progress")
            if row.kind != "head" or not word or len(word.text) < 6 or any(each.group for each in row.cells.values()):
                rows.append(row)
                continue
            half = len(word.text) // 2
            rows += [
                row.put(progress=replace(word, text=word.text[:half])),
                Row("head", {"progress": Word(word.text[half:])}),
            ]
        return replace(page, rows=tuple(rows))

    made = unmerge(draft, Random(0), filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))


def own_departments(draft: Draft, chance: Random) -> Draft:
    """The unit wrote its own offices over the printed 责任单位."""
    said = chance.choice(["医务科、护理部", "办公室", "各科室"])

    def edited(row: Row) -> Row:
        word = row.cells.get("responsible")
        return row.put(responsible=Word(said)) if word and not word.group else row

    return draft.tables(lambda page: page.tasks(edited))


def deadlines_as_days(draft: Draft, chance: Random) -> Draft:
    """The printed 完成时限 became days."""
    said = chance.choice(["2023-06-30", "2023年6月30日", "45107", "6月30日"])

    def edited(row: Row) -> Row:
        word = row.cells.get("deadline")
        return row.put(deadline=Word(said)) if word and not word.group else row

    return draft.tables(lambda page: page.tasks(edited))


def table_beside(draft: Draft, chance: Random) -> Draft:
    """A small table of the unit's own stands right of the list."""
    heads = chance.choice([("项目", "数量"), ("科室", "人数"), ("序号", "活动名称", "时间")])

    def page(page: Page) -> Page:
        first = max(at for at, row in enumerate(page.rows) if row.kind == "head")
        names = tuple(f"beside{at}" for at in range(len(heads) + 1))
        if names[0] in page.columns:
            return page
        rows = list(page.rows)
        for at in range(first, min(first + 4, len(rows))):
            if rows[at].kind not in ("head", "task"):
                break
            said = heads if at == first else tuple(f"附表{head}{at - first}" for head in heads)
            rows[at] = rows[at].put(
                **{name: Word(text, own=at > first) for name, text in zip(names[1:], said, strict=True)}
            )
        return replace(page, rows=tuple(rows), columns=(*page.columns, *names))

    made = unmerge(draft, chance, filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))


def merged_unit_column(draft: Draft, chance: Random) -> Draft:
    """The unit's name is merged down beside all rows."""
    heading = chance.choice(["填报单位", "单位", "单位名称", "报送单位"])

    def page(page: Page) -> Page:
        if "whose" in page.columns:
            return page
        made = page.edit(
            lambda row: (
                row.put(whose=Word(heading) if row.kind == "head" else Word(draft.unit, group=15_200))
                if row.kind in ("head", "task", "more")
                else row
            )
        )
        return replace(made, columns=("whose", *page.columns))

    return draft.tables(page)


def contacts_on_a_sheet(draft: Draft, chance: Random) -> Draft:
    """Whom to call is listed on a sheet of its own, by number and task; the column of contacts is empty."""
    listed: list[Row] = [
        Row("text", line=((1, Word("序号")), (2, Word("具体任务")), (3, Word("联络员")), (4, Word("电话"))))
    ]

    def moved(row: Row) -> Row:
        word = row.cells.get("contact")
        name, _, phone = word.text.partition(" ") if word else ("", "", "")
        if not word or word.group or word.apart or not phone.isdigit():
            return row
        task = row.cells.get("detail", Word("")).text
        line = (Word(str(row.task)), Word(task), replace(word, text=name), replace(word, text=phone))
        listed.append(Row("text", line=tuple((at, each) for at, each in enumerate(line, 1) if each.text)))
        return row.put(contact=Word(""))

    made = draft.tables(lambda page: page.tasks(moved))
    sheet = Page(chance.choice(["联络员名单", "通讯录", "联系人"]), rows=tuple(listed))
    keys = {key for key in made.truth() if key[1] == "contact"}
    moved_keys = {key for row in listed for _, word in row.line for key in word.answers}
    return replace(made, pages=(*made.pages, sheet), may_ask=made.may_ask | keys | moved_keys)


def blocks_of_lines(draft: Draft, chance: Random) -> Draft:
    """Each task is a block of lines, a label and what stands behind it."""

    def page(page: Page) -> Page:
        head = next(row for row in page.rows if row.kind == "head")
        if any(row.kind in ("more", "own", "signs") for row in page.rows) or page.columns == ():
            return page
        names = [name for name in page.columns if name in head.cells and name not in ("mark", "theme2")]
        first = page.rows.index(head)
        above = [row for row in page.rows[:first] if row.kind == "text"]
        below: list[Row] = []
        for row in (row for row in page.rows if row.kind == "task"):
            for name in names:
                word = row.cells.get(name, Word(""))
                line = ((1, replace(head.cells[name], group=0)), (2, replace(word, group=0)))
                below.append(Row("text", line=line))
            below.append(Row("text"))
        return replace(page, rows=(*above, *below), columns=(), hidden_columns=frozenset())

    made = unmerge(draft, chance, filled=True).tables(page)
    return replace(made, may_ask=made.may_ask | frozenset(made.truth()))
