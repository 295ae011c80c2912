"""材料目录.xlsx: the photos and documents of a period, each with a small picture, its unit, its task and its day."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasklist.model.ledger import Ledger
from tasklist.model.place import Place
from tasklist.text.display import shorten, visible
from tasklist.text.moments import chinese_moment
from tasklist.views.master.columns import Column, printed, put_head, put_row, titled
from tasklist.views.master.sheet import Sheet, Value, finished, opened, workbook
from tasklist.views.text_height import height

_HIGH = 86.0  # points of a row with a picture
_PICTURE = 24.0  # characters of the column with the pictures
_LONG = 160  # characters of a text that still stands in one row


@dataclass(frozen=True)
class Material:
    """One photo or document: where it lies in the folder 材料, what it belongs to, where it was sent.

    `task`: its number, None for what belongs to no one task; `said`: what it is then; `picture`: a small JPEG or none.
    """

    unit: str
    path: str
    came: date
    source: str
    task: int | None = None
    said: str = ""
    picture: bytes = b""


def render(ledger: Ledger, items: Sequence[Material]) -> bytes:
    """The workbook, in the order of the items."""
    stream = io.BytesIO()
    book = workbook(stream, "材料目录", office=ledger.plan.campaign.office, as_of=ledger.as_of)
    sheet = Sheet(book, "材料目录")
    known = f"{visible(ledger.plan.campaign.title)}　{ledger.period.name}　数据截至{chinese_moment(ledger.as_of)}"
    note = f"{known}　共{len(items)}份，{len({item.unit for item in items})}家单位。点文件名打开原件。"
    columns: tuple[Column[Material], ...] = (
        Column("图", _PICTURE, lambda item: "" if item.picture else "（没有缩略图）", "centre"),
        Column("单位", 20, lambda item: item.unit),
        Column("任务", 40, lambda item: _task(ledger, item)),
        Column("收到日期", 12, lambda item: item.came.isoformat(), "centre"),
        Column("文件", 34, _link),
        Column("出处", 34, lambda item: shorten(item.source, _LONG)),
    )
    first = titled(sheet, "材料目录", note, columns, back=False)
    put_head(sheet, columns, first)
    widths = [column.width for column in columns]
    row = first + 1
    for item in items:
        last = put_row(sheet, columns, item, row)
        if item.picture:
            texts = [item.unit, _task(ledger, item), item.path, item.source]
            sheet.page.set_row(row, max(_HIGH, height(texts, [widths[1], widths[2], widths[4], widths[5]], 11)))
            place = {"image_data": io.BytesIO(item.picture), "x_offset": 4, "y_offset": 2, "object_position": 1}
            sheet.page.insert_image(row, 0, "图.jpg", {**place, "description": visible(f"{item.unit} {_name(item)}")})
        row = last
    printed(sheet, len(columns), row - 1, first)
    sheet.page.autofilter(first, 0, row - 1, len(columns) - 1)
    return finished(book, stream)


def _name(item: Material) -> str:
    return item.path.rsplit("/", 1)[-1]


def _task(ledger: Ledger, item: Material) -> str:
    task = ledger.plan.task_list.find(item.task) if item.task is not None else None
    return f"{task.name}　{shorten(task.detail, _LONG)}" if task else item.said


def _link(item: Material) -> Value:
    return opened(Place(item.path), _name(item), up="")
