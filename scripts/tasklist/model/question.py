"""待办与决定: what only a person can settle, and what a person decided."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tasklist.model.place import Place

BY_CLERK = "经办人的决定"  # evidence, the strongest there is
DROPPED, ATTACHED = "不采用", "作为附件"  # answers about what is none of the things owed
EACH_ITS_OWN = "按表里写的单位分开"  # of a sheet on which several units stand
IN_ROWS = "按所在的行作为各项任务的佐证材料"  # of pictures in the rows of several tasks
AS_PROGRESS = "都作为各项任务的进展"  # of answers that stand in another column, row by row
AS_COLUMN = "都算填在“{}”一栏"  # of the same, as one of the list's own columns
IN_PLACE = "按原位置"  # of answers that may stand a row off
ALONG, STAYING = "一起移", "不动"  # of columns that may have moved with them, behind their names
CELL_BY_CELL = "逐项选"  # of two files that differ in many cells
BY_NUMBER, ROW_BY_ROW = "按序号算", "逐行选任务"  # of a table of numbers without a word of the tasks
OWN_WORK = "留作单位自加的工作"  # a unit's own task that the office wants to keep in sight
AS_USUAL = "照常采用"  # of a file whose name says that it no longer counts
INTO = "并入"  # a sheet that names another period, as the answers of that period, which stands behind
# How words outside the table answer a task: as the answer, behind it, as the report that there is nothing to report,
# as words to be mended in it, as the wish that it be taken back.
INSTEAD, BESIDE, NIL = "（代替原来填的）", "（补在原来填的后面）", "（按零报告）"
AMENDED, EMPTIED = "（照信里说的改原来填的字）", "（原来填的作废）"
OF_PERIOD = "，报送期 "  # behind one of these, where the words may be of either of two periods
WAYS = (INSTEAD, BESIDE, NIL, AMENDED, EMPTIED)
AS_ANSWER, PART_BY_PART = (
    "（作为进展）",
    "逐段选任务",
)  # of a text without a table: all of it to one task, or part by part
AS_NAMED = "各归写明的任务"  # of the parts of a text that name a task each
NIL_REPORT = "零报告，报送期 "  # of words with which a unit says it has nothing to report; the period behind
GOOD, BACK = "认可", "退回"  # of a text in which a person should look for the facts
AGREED, DECLINED = "同意延期至 ", "不同意延期"  # of more time that a unit asks for; a day behind the first
ONGOING, NOBODY = "长期坚持", "不落到任何单位"  # of a phrase of the list that names no day, or reaches nobody
MINE, DRAWN = "用改过的", "用新汇总的"  # of a text of the 上报稿 that was overtaken


class Doubt(StrEnum):
    """What is not known, the most urgent first. Of a whole file: `of_file`; of one sheet of it: `part`."""

    UNIT = "unit"
    PART = "part"
    PERIOD = "period"
    ROWS = "rows"
    NUMBERS = "numbers"
    FILE = "file"
    TASK = "task"
    SHEET = "sheet"
    ITEM = "item"
    DAY = "day"
    VERSION = "version"
    RECEIVED = "received"
    EXTENSION = "extension"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    OWN_TASK = "own_task"
    UPWARD = "upward"
    CELL = "cell"
    TEXT = "text"

    @property
    def label(self) -> str:
        """What is asked, in Chinese."""
        return {
            "unit": "是哪个单位的",
            "part": "这张表是哪个单位的",
            "period": "是哪一期的",
            "rows": "填报是不是错了行",
            "numbers": "能不能按序号认任务",
            "file": "这个文件怎么办",
            "task": "是哪一项任务",
            "sheet": "是不是那一期的填报",
            "item": "是哪一项频次事项",
            "day": "频次事项是哪一天的",
            "version": "以哪一份为准",
            "received": "什么时候收到的",
            "extension": "是否同意延期",
            "deadline": "完成时限是哪天",
            "responsible": "由哪些单位负责",
            "own_task": "单位自加的任务",
            "upward": "上报稿用哪一稿",
            "cell": "没有归位的内容",
            "text": "内容行不行",
        }[self.value]

    @property
    def of_file(self) -> bool:
        """Is it asked about a whole file, known by its bytes?"""
        return self in (Doubt.UNIT, Doubt.PERIOD, Doubt.ROWS, Doubt.NUMBERS, Doubt.FILE, Doubt.RECEIVED)

    @property
    def is_soft(self) -> bool:
        """Does it only ask for a look, and hold nothing up until it is answered?"""
        return self is Doubt.TEXT

    @property
    def dated(self) -> bool:
        """May it be answered by a day of one's own?"""
        return self in (Doubt.RECEIVED, Doubt.EXTENSION, Doubt.DEADLINE, Doubt.DAY)

    @property
    def of_rows(self) -> bool:
        """Is it asked about rows and cells of a file, known by their words?"""
        return self in (Doubt.PART, Doubt.TASK, Doubt.SHEET, Doubt.ITEM, Doubt.DAY, Doubt.OWN_TASK, Doubt.CELL)

    def of(self, sha256: str) -> str:
        """The key of this question about a file: the same for the same bytes, wherever they lie."""
        return f"{self.value}:{sha256}"

    def about(self, *words: object) -> str:
        """The key of this question about anything else, known by its words (a unit, a task, a text)."""
        return self.of(hashlib.sha256("\x1f".join(map(str, words)).encode("utf-8", "replace")).hexdigest()[:32])


@dataclass(frozen=True, slots=True)
class Question:
    """待办: one thing a person is asked. `key`: what is asked, of which bytes or words (`Doubt.of`, `Doubt.about`).

    `claimants`: what the evidence names; `options`: every possible answer, those first. When it came may also be
    answered by a date and time of one's own between `first` (None: any time before) and `last`; an extension and a
    deadline by a day. `several`: options may be joined by 、. `unit` and `task`: whom and what it is about, if any.
    `words`: what is the same in questions about one unit that one answer can serve; empty: it is like no other. `like`:
    all that are asked as this one. `also`: where the same words stand again.
    """

    key: str
    doubt: Doubt
    place: Place
    seen: str
    advice: str
    claimants: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    unit: str = ""
    task: int | None = None
    span: str = ""
    name: str = ""
    several: bool = False
    words: str = ""
    like: tuple[Question, ...] = ()
    also: tuple[Place, ...] = ()

    @property
    def all(self) -> tuple[Question, ...]:
        """All that are asked in its row, each as it would be asked alone."""
        return self.like or (self,)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place it is asked about, each once."""
        return tuple(dict.fromkeys(place for one in self.all for place in (one.place, *one.also)))

    @property
    def sha256(self) -> str:
        """The file it is about, by its bytes; empty when it is not about a file."""
        return self.key.partition(":")[2] if self.doubt.of_file else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """决定: what a person answered to a question as it was asked, and the run that took it."""

    question: Question
    answer: str
    remark: str
    at: datetime

    @property
    def key(self) -> str:
        """The key of its question."""
        return self.question.key


def packed(one: Question) -> str:
    """A question as a line of text, so that its answer can be understood later."""
    place = one.place
    told = {
        "doubt": one.doubt.value,
        "place": [place.file, place.sheet, place.cell, place.outer],
        "seen": one.seen,
        "advice": one.advice,
        "claimants": one.claimants,
        "options": one.options,
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
        "about": [one.unit, one.task, one.span, one.name, one.several, one.words],
    }
    return json.dumps(told, ensure_ascii=False)


def unpacked(key: str, text: str) -> Question:
    """The question of a key. Raises ValueError, KeyError or TypeError for a line that is none."""
    told = json.loads(text)
    first, final = (datetime.fromisoformat(told[name]) if told[name] else None for name in ("first", "last"))
    return Question(
        key,
        Doubt(told["doubt"]),
        Place(*told["place"]),
        told["seen"],
        told["advice"],
        tuple(told["claimants"]),
        tuple(told["options"]),
        first,
        final,
        *told.get("about", ()),  # a question of an earlier program has none
    )
