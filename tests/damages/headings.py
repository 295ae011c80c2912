"""What units do to headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from damages.cells import unmerge
from damages.columns import excused, without
from damages.drafts import Draft, Page, Row, Word

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
    "contact": ("联系人及电话", "联络人及电话", "联系方式", "联系人", "联络员、联系方式", "经办人及联系电话"),
    "remark": ("备注说明", "其他说明", "备　注", "备注（佐证材料）"),
}  # fmt: skip


def _headings(page: Page, change: Callable[[str, str], str]) -> Page:
    def edited(row: Row) -> Row:
        if row.kind != "head":
            return row
        return row.put(
            **{name: replace(word, text=change(name, word.text)) for name, word in row.cells.items() if word.text}
        )

    return page.edit(edited)


def reword_headings(draft: Draft, chance: Random) -> Draft:
    """Every heading in the unit's own words."""
    said = {name: chance.choice(words) for name, words in SYNONYMS.items()}
    said["theme2"] = said["theme"]
    return draft.tables(lambda page: _headings(page, said.get))


def reword_a_heading(draft: Draft, chance: Random) -> Draft:
    """One heading in other words."""
    role = chance.choice(sorted(SYNONYMS))
    said = chance.choice(SYNONYMS[role])
    return draft.tables(lambda page: _headings(page, lambda name, text: said if name[:5] == role[:5] else text))


def decorate_headings(draft: Draft, chance: Random) -> Draft:
    """Spaces, line breaks, hints and stars in headings."""
    style = chance.choice(
        [
            " ".join,
            lambda text: f"{text[:2]}\n{text[2:]}",
            lambda text: f"*{text}",
            lambda text: f"{text}：",
            lambda text: f"{text}\n（请如实填写，不得空项）",
            lambda text: f"【{text}】",
            lambda text: f"　{text} ",
            "\n".join,
            lambda text: f"{number}、{text}" if (number := chance.randrange(1, 9)) else text,
        ]
    )
    return draft.tables(lambda page: _headings(page, lambda _, text: style(text)))


def split_heading(draft: Draft, _: Random) -> Draft:
    """The heading in two rows: 任务 and 责任 span several columns, the rest is merged down."""
    tops = {
        "theme": "工作任务",
        "theme2": "工作任务",
        "detail": "工作任务",
        "lead": "责任分工",
        "responsible": "责任分工",
    }

    def split(page: Page) -> Page:
        rows: list[Row] = []
        for number, row in enumerate(page.rows):
            if row.kind != "head":
                rows.append(row)
                continue
            base = 900 + number * 20
            upper = {
                name: replace(word, group=word.group + 400 if word.group else base + place)
                for place, (name, word) in enumerate(row.cells.items())
            }
            lower = dict(upper)
            for name in [name for name in tops if name in row.cells]:
                upper[name] = Word(tops[name], group=base + (18 if tops[name] == "工作任务" else 19))
                lower[name] = row.cells[name]
            rows += [Row("head", upper), Row("head", lower)]
        return replace(page, rows=tuple(rows))

    return draft.tables(split)


VAGUE = {
    "detail": "事项",
    "progress": "6月份情况",
    "theme": "类别",
    "theme2": "类别",
    "contact": "联络",
    "remark": "其他",
}


def vague_headings(draft: Draft, _: Random) -> Draft:
    """Headings as short as can be."""
    return draft.tables(lambda page: _headings(page, VAGUE.get))


def strange_heading(draft: Draft, chance: Random) -> Draft:
    """A heading nobody could know."""
    role = chance.choice(["progress", "detail", "contact"])
    made = draft.tables(lambda page: _headings(page, lambda name, text: "亮点" if name == role else text))
    return excused(made)


def detail_as_theme(draft: Draft, _: Random) -> Draft:
    """重点任务 stands over the tasks themselves; the themes are gone."""
    made = without(draft, "theme", "theme2")
    return made.tables(lambda page: _headings(page, lambda name, text: "重点任务" if name == "detail" else text))


def blank_heading(draft: Draft, chance: Random) -> Draft:
    """A heading of the official columns was cleared."""
    role = chance.choice(["seq", "detail", "lead", "deadline"])

    def cleared(row: Row) -> Row:
        word = row.cells.get(role)
        return row.put(**{role: replace(word, text="", group=0)}) if word and row.kind == "head" else row

    return draft.tables(lambda page: page.edit(cleared))


def lose_heading(draft: Draft, _: Random) -> Draft:
    """The heading row is deleted."""
    rid = draft.tables(
        lambda page: replace(page, rows=tuple(row for row in page.rows if row.kind not in ("head", "signs")))
    )
    return excused(rid)


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
    if last > first + 1:  # repeated further down: behind the first, of however many rows
        last = next((place for place in range(first, last) if page.rows[place + 1].kind != "head"), last)
    return replace(page, rows=(*page.rows[: last + 1], row, *page.rows[last + 1 :]))


def repeat_heading(draft: Draft, chance: Random) -> Draft:
    """The heading stands again in the middle, as on a second printed page."""

    def repeated(page: Page) -> Page:
        heads = tuple(
            row.put(**{name: replace(word, group=word.group and word.group + 5000) for name, word in row.cells.items()})
            for row in page.rows if row.kind == "head"
        )[:2]  # fmt: skip
        spots = [place for place, row in enumerate(page.rows) if row.kind == "task"][1:]
        if not spots:
            return page
        spot = spots[chance.randrange(len(spots))]
        return replace(page, rows=(*page.rows[:spot], *heads, *page.rows[spot:]))

    return unmerge(draft, chance).tables(repeated)
