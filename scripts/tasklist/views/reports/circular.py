"""通报（草稿）.docx: the circular in official form, for the clerk to edit. Page and fonts follow GB/T 9704—2012."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from tasklist.ledger.gaps import words
from tasklist.ledger.statistics import Figures
from tasklist.ledger.summary import Summary
from tasklist.ledger.tally import Tally
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind
from tasklist.text.display import percent, visible
from tasklist.text.moments import chinese, chinese_moment
from tasklist.views import style, word
from tasklist.views.word import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TABLE_ALIGNMENT, Document, Mm, Pt, Row

TITLE, SECTION, PART, TEXT = style.TITLE.name, style.HEADING.name, style.NOTE.name, style.BODY.name
SIZE = 16  # 三号
LEADING = 28  # points between lines: 22 lines a page
TITLE_LINE = 20  # characters of the title a line holds
MARGINS = (37, 35, 28, 26)  # millimetres: top, bottom, left, right
TOGETHER = 6  # the last demand, 附件, office and day, with the empty lines between them
NOTE = "注：数字以项计，应报不含未到期和免报；报送率=交来的项÷应报的项，及时率=按时交来的项÷应报的项。"
DEMANDS = (
    "请未报送的单位自本通报印发之日起3个工作日内补报，并书面说明原因。",
    "请有空白和漏项的单位对照退回的补填表逐项补齐，写明时间、事项和数量；本期确无开展的，按零报告填写并说明情况。",
    "请各单位明确专人负责，按时限要求报送，报送前由分管负责同志审核把关。",
)


class AnnexColumn(NamedTuple):
    """A column of the annex: heading, width in millimetres, and what it shows of a unit's tally."""

    heading: str
    width: int
    value: Callable[[Tally], str]


def _count(status: Status, tally: Tally) -> str:
    return str(tally.of(status))


_COUNTED = {Status.REPORTED: 11, Status.LATE: 11, Status.NIL: 14, Status.PARTIAL: 11, Status.MISSING: 11}
ANNEX = (
    AnnexColumn("单位", 55, lambda tally: tally.name),
    AnnexColumn("应报", 11, lambda tally: str(tally.due)),
    *(AnnexColumn(status.label, width, partial(_count, status)) for status, width in _COUNTED.items()),
    AnnexColumn("报送率", 16, lambda tally: percent(tally.reporting_rate)),
    AnnexColumn("及时率", 16, lambda tally: percent(tally.timely_rate)),
)


def render(summary: Summary) -> bytes:
    """The draft as the bytes of a .docx, the same for the same ledger."""
    ledger, now = summary.ledger, summary.now
    document = word.blank(TEXT, SIZE)
    _page(document)
    campaign = ledger.plan.campaign
    about, matter = f"关于《{visible(campaign.title)}》", f"{ledger.period.name}报送情况的通报"
    title = about + matter
    _paragraph(document, _broken(about, matter), TITLE, 22, align=WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    _paragraph(document, "（草稿，供经办人核对修改）", PART, SIZE, align=WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    _paragraph(document, "", TEXT, SIZE)
    _paragraph(document, "各责任单位：", TEXT, SIZE, indent=False)
    _paragraph(document, _opening(ledger), TEXT, SIZE)
    for text, font in (*_whole(now), *_praised(now), *_problems(ledger, now), *_demands()):
        _paragraph(document, text, font, SIZE)
    _paragraph(document, "", TEXT, SIZE)
    _paragraph(document, "附件：各单位报送情况统计表", TEXT, SIZE)
    for text in ("", visible(campaign.office), chinese(ledger.as_of)):
        _paragraph(document, text, TEXT, SIZE, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
    for paragraph in document.paragraphs[-TOGETHER:-1]:  # a signature never stands alone on a page
        paragraph.paragraph_format.keep_with_next = True
    _annex(document, now)
    return word.saved(document, title=title, office=campaign.office, as_of=ledger.as_of)


def _broken(about: str, matter: str) -> str:
    """The title on lines of its own choice: what it is about, before a quotation when that is long, then the rest."""
    if len(about + matter) <= TITLE_LINE:
        return about + matter
    quotation = about.rfind("“", 0, TITLE_LINE)
    if len(about) > TITLE_LINE >= len(about) - quotation and about[:quotation] != "关于《":
        about = f"{about[:quotation]}\n{about[quotation:]}"
    return f"{about}\n{matter}"


# --- what it says -------------------------------------------------------------------------------


def _form(ledger: Ledger) -> str:
    """What the units report in the form; nothing in a campaign without a task list."""
    return "任务进展" if ledger.plan.task_list.tasks else ""


def _owes_form(ledger: Ledger, unit: str) -> bool:
    """Is what a unit owes named by `_form`: a task, where there is a task list?"""
    return not _form(ledger) or any(line.obligation.kind is Kind.TASKS for line in ledger.by_unit[unit])


def _opening(ledger: Ledger) -> str:
    campaign = ledger.plan.campaign
    number = f"（{visible(campaign.document_number)}）" if campaign.document_number else ""
    return (
        f"根据《{visible(campaign.title)}》{number}要求，现将{ledger.period.name}{_form(ledger)}报送情况"
        f"通报如下（数据截至{chinese_moment(ledger.as_of)}）。"
    )


def _whole(now: Figures) -> Iterable[tuple[str, str]]:
    yield "一、总体情况", SECTION
    total = now.total
    told = ((word, units) for place, (word, units) in enumerate(now.silent) if units or not place)  # 未报 always
    silent = "".join(f"，{word}{len(units)}家" for word, units in told)
    yield (
        f"本期应报{len(now.expected)}家，已报{len(now.returned)}家{silent}；"
        f"已报的单位中，按时报送{len(now.on_time)}家，迟报{len(now.late)}家。"
        f"按应报事项计，报送率{percent(total.reporting_rate)}，及时率{percent(total.timely_rate)}，"
        f"完整率{percent(total.complete_rate)}。",
        TEXT,
    )
    groups = [f"{visible(group.name)}{percent(group.reporting_rate)}" for group in now.groups if group.due]
    if groups:
        yield f"分类别看，报送率分别为：{'，'.join(groups)}。", TEXT


def _praised(now: Figures) -> Iterable[tuple[str, str]]:
    good = now.flawless
    yield "二、按时完整报送的单位", SECTION
    yield (f"{_names(good)}等{len(good)}家单位按时报送且内容完整。" if good else "本期没有。"), TEXT


def _problems(ledger: Ledger, now: Figures) -> Iterable[tuple[str, str]]:
    yield "三、存在的问题", SECTION
    parts = (
        (f"未报送{_form(ledger)}", [visible(unit) for unit in now.missing if _owes_form(ledger, unit)]),
        ("迟报", [visible(unit) for unit in now.late]),
        ("空白或漏项", _lacking(ledger, set(now.missing))),
        ("未按要求报送材料和动态信息", _others(ledger)),
        ("材料和动态信息迟报", _late_others(ledger)),
    )
    found = [(title, named) for title, named in parts if named]
    for number, (title, named) in zip("一二三四五", found, strict=False):
        yield f"（{number}）{title}（{len(named)}家）", PART
        yield f"{'；'.join(named) if any('（' in name for name in named) else '、'.join(named)}。", TEXT
    if not found:
        yield "本期未发现未报、迟报和漏项。", TEXT


def _lacking(ledger: Ledger, missing: set[str]) -> list[str]:
    def tasks(lines: tuple[Line, ...]) -> list[Line]:
        return [line for line in lines if line.obligation.kind is Kind.TASKS and line.status is Status.PARTIAL]

    return [
        f"{visible(unit)}（{words(tasks(lines))}）"
        for unit, lines in ledger.by_unit.items()
        if unit not in missing and tasks(lines)
    ]


def _others(ledger: Ledger) -> list[str]:
    def owed(lines: tuple[Line, ...]) -> list[Line]:
        lacks = (Status.MISSING, Status.PARTIAL)
        return [line for line in lines if line.obligation.kind is not Kind.TASKS and line.status in lacks]

    return [
        f"{visible(unit)}（{visible(words(owed(lines)))}）" for unit, lines in ledger.by_unit.items() if owed(lines)
    ]


def _late_others(ledger: Ledger) -> list[str]:
    found = []
    for unit, lines in ledger.by_unit.items():
        late = [line.obligation for line in lines if line.status is Status.LATE]
        documents = [f"《{one.name}》" for one in late if one.kind is Kind.DELIVERABLE]
        windows = Counter(one.name for one in late if one.kind is Kind.QUOTA)
        named = (*documents, *(f"{name}{count}个时段" for name, count in windows.items()))
        if named:
            found.append(f"{visible(unit)}（{visible('、'.join(named))}）")
    return found


def _demands() -> Iterable[tuple[str, str]]:
    yield "四、有关要求", SECTION
    for number, demand in zip("一二三", DEMANDS, strict=True):
        yield f"{number}是{demand}", TEXT


def _names(units: Iterable[str]) -> str:
    return "、".join(map(visible, units))


# --- how it looks -------------------------------------------------------------------------------


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right = map(Mm, MARGINS)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
    word.numbered(section.footer.paragraphs[0])


def _paragraph(
    document: Document,
    text: str,
    font: str,
    points: float,
    *,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: bool = True,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    look = paragraph.paragraph_format
    leading = points * 1.5 if points < SIZE else LEADING if points < 20 else 36
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    look.space_before = look.space_after = Pt(0)
    look.keep_with_next = font in (SECTION, PART) or None  # a heading never ends a page
    if indent:
        look.first_line_indent = Pt(points * 2)
    word.font(paragraph.add_run(visible(text)), font, points)


def _annex(document: Document, now: Figures) -> None:
    _paragraph(document, "附件", SECTION, SIZE, indent=False)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    _paragraph(document, "各单位报送情况统计表", TITLE, 20, align=WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    _paragraph(document, NOTE, PART, 10.5, indent=False)
    table = document.add_table(rows=1, cols=len(ANNEX))
    table.style = "Table Grid"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    word.narrow(table)
    for column, each in zip(table.columns, ANNEX, strict=True):
        column.width = Mm(each.width)
    _row(table.rows[0], [each.heading for each in ANNEX], SECTION)
    word.repeated(table.rows[0])
    pattern = None
    for tally in (*now.units, now.total):
        texts = [visible(each.value(tally)) for each in ANNEX]
        if pattern is None or not word.alike(pattern, texts):
            pattern = table.add_row()
            _row(pattern, texts, TEXT)


def _row(row: Row, texts: Iterable[str], font: str) -> None:
    for place, (cell, each, text) in enumerate(zip(row.cells, ANNEX, texts, strict=True)):
        cell.width = Mm(each.width)
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if place else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_after = Pt(0)
        word.font(paragraph.add_run(visible(text)), font, 10.5)
