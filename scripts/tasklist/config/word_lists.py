"""The word list workbook 词表: what the clerk adds to, or takes out of, the words of the substance check."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from tasklist.config.office_files import book_of
from tasklist.model.errors import UserError
from tasklist.substance.word_lists import DEFAULT_WORDS, Words
from tasklist.tables import small_tables
from tasklist.tables.small_tables import SmallTable
from tasklist.text.display import shorten
from tasklist.text.normalize import bare

HEADINGS = ("类别", "词语", "处理", "备注")
ADD, REMOVE = "加入", "去掉"

# Category in the workbook → field of Words, and what the clerk is told of it.
CATEGORIES = {
    "占位词": ("placeholders", "整格只有它：判为空白"),
    "待说明词": ("soft_placeholders", "整格只有它：建议核实，请单位补原因"),
    "填写提示": ("hints", "整格只有它：判为没有填写"),
    "测试用语": ("tests", "整格只有它：判为没有填写"),
    "指代用语": ("pointers", "内容在别处：建议核实"),
    "零报告用语": ("nils", "如实报告没有：认可"),
    "未开展用语": ("not_started", "如实说明未开展：认可"),
    "打算用语": ("plans", "只写打算：建议核实"),
    "阶段词": ("stages", "写明到了这一步（正在安装、已验收）：算作事实"),
    "分阶段的事": ("staged", "与“阶段结果”连用：算作事实"),
    "阶段结果": ("reached", "与“分阶段的事”连用（设备到位、初验合格）：算作事实"),
    "汇报途径": ("channels", "只说汇报过（已电话汇报）：建议核实"),
    "笼统说法": ("claims", "只说做了：建议核实"),
    "事项动词": ("acts", "做了具体的事：算作事实"),
    "一般动词": ("generic_acts", "后面写明对象才算作事实"),
    "修饰词": ("modifiers", "与动词连用时，要另有具体内容才算作事实"),
    "口号": ("slogans", "不算作事实"),
    "常用词": ("fillers", "不算作具体内容"),
    "认可文本": ("accepted", "经办人看过、认可的整段文字：不再提示"),
    "不认可文本": ("rejected", "经办人看过、不认可的整段文字：判为空白"),
}


def load(path: Path) -> Words:
    """The default words as changed by the workbook at `path`, one word or whole text per row.

    处理 empty counts as 加入; a row that repeats a default changes nothing. Raises UserError that names file,
    sheet and cell: no such file, no heading row, an unknown 类别 or 处理, a whole text both accepted and rejected.
    """
    book = book_of(path, "词表")
    return changed(DEFAULT_WORDS, small_tables.find(book, path.name, HEADINGS[:2], HEADINGS[2:]))


def changed(words: Words, table: SmallTable) -> Words:
    """`words` with the rows of a table applied in order. Raises UserError as `load` does."""
    lists: dict[str, dict[str, str]] = {
        field.name: {_key(word): word for word in getattr(words, field.name)} for field in fields(words)
    }
    for row, values in table.rows.items():
        category, word, doing = values["类别"], values["词语"], values.get("处理", "") or ADD
        if not word:
            continue
        if category not in CATEGORIES:
            known = "、".join(CATEGORIES)
            raise UserError(f"{table.place(row, '类别')} 的“{shorten(category)}”不是词表的类别，可用的有：{known}。")
        if doing not in (ADD, REMOVE):
            raise UserError(f"{table.place(row, '处理')} 的“{shorten(doing)}”读不懂，请写“{ADD}”或“{REMOVE}”。")
        chosen = lists[CATEGORIES[category][0]]
        if doing == ADD:
            chosen.setdefault(_key(word), word)
        else:
            chosen.pop(_key(word), None)
        both = lists["accepted"].keys() & lists["rejected"].keys()
        if both:
            raise UserError(f"{table.place(row, '词语')} 的“{shorten(word)}”既在认可文本又在不认可文本里，请只留一条。")
    return Words(**{name: tuple(kept.values()) for name, kept in lists.items()})


def rows(words: Words = DEFAULT_WORDS) -> list[list[str]]:
    """The words as rows for the shipped workbook, the heading row first: 类别 · 词语 · 处理 · 备注."""
    listed = [list(HEADINGS)]
    for category, (name, note) in CATEGORIES.items():
        listed += [[category, word, ADD, note] for word in getattr(words, name)]
    return listed


def _key(word: str) -> str:
    return bare(word) or word.strip()
