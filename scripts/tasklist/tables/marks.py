"""The mark `fill` writes into a form, and the words a form says of itself: written by the views, read on return.

Two carriers. A token per row in a hidden column after the official nine: list, unit, period and task
with check characters, plain ASCII, so that it lives through xls, ods, row moves and whole-range paste.
And a very hidden sheet with the same facts in words. When both are gone, text decides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasklist.model.book import Book
from tasklist.text.normalize import fold

META_SHEET = "_meta"
QUOTA_SHEET = "频次填报"
LAST_SHEET = "上期填报"
CORRECTION_SHEET = "补填说明"
OWN_SHEETS = frozenset({META_SHEET, LAST_SHEET, CORRECTION_SHEET})  # nothing in them is a unit's answer
QUOTA_HEADINGS = ("事项", "日期", "标题或内容", "备注")
NOTE_PREFIX = "【退回补填】"  # how every comment begins that a correction workbook carries
# How the lines begin that a form says outside its table.
UNIT_LABEL, PERIOD_LABEL, DUE_LABEL = "填报单位：", "报送期：", "截止："
MATERIALS_LABEL, RULE_LABEL, HELP_LABEL = "另需报送材料：", "报送要求：", "填写说明："
DUTY_LABEL = "本单位职责："
QUOTA_TITLE = "报送频次填报表"
NO_TASKS = "本期没有需要填报进展的任务。"
SIGNATURE = "单位负责人（签字盖章）：　　　　　　　　　填报人：　　　　　　　　　填报日期：　　　　年　　月　　日"
SIGNED_BY = ("单位负责人（签字盖章）：", "填报人：", "填报日期：")  # the same in a form, a cell each, to type behind
LAST_PREFIX = "【上期填报】"  # how a comment begins that shows what was answered last period
LAST_TEXT = 3  # the column of 上期填报 with the texts
LAST_HEADING = "上期填报内容"  # the heading over the same in a column
ALL_ANSWERED = "各项都已填写"
UPWARD_MARK = "tasklist-upward"  # the word in the hidden sheet of our own 上报稿
SOURCES, LEFT_OUT, EDITED = "来源", "未列入", "人工改动"  # its sheets behind the paper itself
_LABELS = tuple(
    fold(label)
    for label in (UNIT_LABEL, PERIOD_LABEL, DUE_LABEL, MATERIALS_LABEL, RULE_LABEL, HELP_LABEL, NOTE_PREFIX, DUTY_LABEL)
)
_HEAD_LABELS = tuple(map(fold, (UNIT_LABEL, PERIOD_LABEL, DUE_LABEL)))  # a name, a month, a day stand behind these
_WHOLE = frozenset(fold(text) for text in (QUOTA_TITLE, NO_TASKS, SIGNATURE, *SIGNED_BY, ALL_ANSWERED))
_TOKEN = re.compile(r"RW\.([0-9A-F]*)\.([0-9A-F]{8})\.([0-9A-Z_-]*)\.([0-9]{1,6})\.([0-9A-F]{6})")
_QUOTES = "'`\"‘’“”′＇"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a token says. `task` 0: the sheet as a whole. `unit_digest`: see `unit_digest()`."""

    list_digest: str
    unit_digest: str
    period: str
    task: int


@dataclass(frozen=True, slots=True)
class Meta:
    """What the very hidden sheet says: the unit by its full name, the period's id, the list and its title.

    `contacts`: those that stood in the form when it went out, which nobody has answered with yet.
    """

    list_digest: str
    unit: str
    period: str
    title: str
    contacts: frozenset[str] = frozenset()

    @property
    def unit_digest(self) -> str:
        """The unit as a token would name it."""
        return unit_digest(self.unit)


def unit_digest(name: str) -> str:
    """Eight hex characters that stand for a unit's full name (spaces and full-width forms do not matter)."""
    return hashlib.sha256(fold(name).encode()).hexdigest()[:8]


def token(list_digest: str, unit: str, period: str, task: int) -> str:
    """One row's mark: `RW.<list>.<unit>.<period>.<task>.<check>`, at most about 60 ASCII characters."""
    escaped = re.sub(r"[^0-9A-Z-]", lambda char: "".join(f"_{byte:02X}" for byte in char[0].encode()), period)
    body = f"RW.{list_digest}.{unit_digest(unit)}.{escaped}.{task}".upper()
    return f"{body}.{_check(body)}"


def mark_in(text: str) -> Mark | None:
    """The mark in a cell's text, or None when it is none or its check characters are wrong.

    Leading apostrophes, spaces, full-width forms and letter case do not matter.
    """
    folded = fold(text)
    found = _TOKEN.fullmatch(folded.strip(_QUOTES).upper()) if "." in folded else None
    if not found or _check(found[0].rpartition(".")[0]) != found[5]:
        return None
    try:
        period = re.sub(r"(?:_[0-9A-F]{2})+", lambda run: bytes.fromhex(run[0].replace("_", "")).decode(), found[3])
    except UnicodeDecodeError:
        return None
    return Mark(found[1].lower(), found[2].lower(), period, int(found[4]))


def meta(
    list_digest: str, unit: str, period: str, title: str, contacts: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """The rows (name, value) of the sheet `_meta`; `read_meta` reads them back."""
    facts = (list_digest, unit, period, title)
    return (
        *zip(("list", "unit", "period", "title"), facts, strict=True),
        ("check", _check("\n".join(map(fold, facts)))),
        *((f"contact{number}", text) for number, text in enumerate(sorted(set(contacts)), 1)),
    )


def read_meta(cells: Mapping[tuple[int, int], str]) -> Meta | None:
    """What the cells of `_meta` ((row, column) → text) say, or None when they are not whole."""
    rows = {
        fold(name).strip(_QUOTES).lower(): cells.get((row, column + 1), "").strip().strip(_QUOTES[:1])
        for (row, column), name in cells.items()
    }
    facts = [rows.get(name, "") for name in ("list", "unit", "period", "title")]
    if fold(rows.get("check", "")).upper() != _check("\n".join(map(fold, facts))):
        return None
    contacts = frozenset(text for name, text in rows.items() if name.startswith("contact"))
    return Meta(facts[0].lower(), facts[1], facts[2], facts[3], contacts)


def still_open(number: int | str, cell: str) -> str:
    """What a form says above its table while `number` cells wait to be filled in, the first of them `cell`."""
    return f"还有 {number} 项未填，\n下一处：{cell}"


_STILL_OPEN = re.compile(
    re.escape(fold(still_open(0, "@"))).replace("0", "[0-9]{1,4}").replace("@", "[A-Z]{1,3}[0-9]{1,7}")
)


def own_text(text: str) -> bool:
    """Is this a line the form says of itself (填报单位：…, 填写说明：…), not a unit's answer?"""
    folded = fold(text)
    return folded in _WHOLE or folded.startswith(_LABELS) or bool(_STILL_OPEN.fullmatch(folded))


def own_line(text: str) -> bool:
    """Is this such a line, and none behind whose label a unit or a month may have been written?"""
    return own_text(text) and (fold(text).endswith(":") or not fold(text).startswith(_HEAD_LABELS))


# The form's own signature line, filled in: its labels, in the unit's own wording, with a name or a date behind each.
SIGNED = (
    r"(?:(?:单位|主要)?负责人(?:签字|签名)?|(?:填报|填表)人|(?:填报|填表|报送)(?:日期|时间)|联系人|联络员|(?:联系)?电话)"
    r"(?:[（(][^）)]{0,40}[）)])*[:：]"
)
_TO_SIGN = re.compile(r"(?:(?:单位|主要)?负责人|(?:填报|填表)人|(?:填报|填表|报送)(?:日期|时间))[^:：]{0,40}[:：]")
_SIGNED_WITH = 24  # characters of a name or a day
_SENTENCE = re.compile(r"[。；;！!]|[\u4e00-\u9fff]{4},[\u4e00-\u9fff]{2}")  # in what is neither


def to_sign(text: str) -> bool:
    """Is this a line to sign, or a label of one: 填报人：, 填报日期：…?"""
    return bool(_TO_SIGN.match(fold(text)))


def signed_values(texts: Sequence[str]) -> set[int] | None:
    """Which texts of a row to sign are names and days, behind labels that stand alone (填报人： | 王新).

    None for any other row: one to sign has several texts, and they are labels and what stands behind these.
    """
    values: set[int] = set()
    for place, text in enumerate(texts):
        behind = place > 0 and place - 1 not in values and bool(_TO_SIGN.fullmatch(fold(texts[place - 1])))
        if behind and not to_sign(text) and _is_signature(fold(text)):
            values.add(place)
        elif not to_sign(text):
            return None
    return values if len(texts) > 1 else None


def _is_signature(text: str) -> bool:
    """May this be a name or a day (folded)?"""
    return len(text) <= _SIGNED_WITH and ":" not in text and not _SENTENCE.search(text)


def _check(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6].upper()


MASTER_MARK = "tasklist-master"  # the word in the hidden sheet of our own master


def master_digest(book: Book) -> str:
    """Which master a workbook is: the digest in its hidden sheet, or empty when it is none of ours."""
    hidden = [grid.cells for grid in book.grids if grid.sheet == META_SHEET]
    found = (cells.get((3, 1), "") for cells in hidden if fold(cells.get((1, 1), "")) == MASTER_MARK)
    return next(found, "").strip()


AGAIN = "（续）"  # behind a unit's name where its text goes on in the next row


def again(turn: int) -> str:
    """What 明细台账 says in 状态 of a row that goes on, `turn` rows behind the first: the table may be sorted."""
    return f"（续{turn}）"


_TURN = re.compile(r"（续(\d{1,6})）")


def turn_of(state: str) -> int:
    """How many rows behind the first a row of 明细台账 is, by what its 状态 says."""
    found = _TURN.fullmatch(state.strip())
    return int(found[1]) if found else 0


def behind_the_paper(book: Book) -> frozenset[str]:
    """The sheets of our own 上报稿 that say where its words are from; none in any other workbook."""
    hidden = (grid for grid in book.grids if grid.sheet == META_SHEET)
    ours = any(UPWARD_MARK in grid.cells.values() for grid in hidden)
    return frozenset({SOURCES, LEFT_OUT, EDITED}) if ours else frozenset()
