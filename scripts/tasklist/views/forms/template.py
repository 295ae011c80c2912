"""The office's own template: opened to be filled, and what of it cannot come through into the forms."""

from __future__ import annotations

import copyreg
import io
import pickle
import re
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.drawing import image
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.table import TableList

from tasklist.model.errors import UserError

_BROKEN = "{}打不开，不是完整的 .xlsx 文件；请用 WPS 或 Excel 打开后另存为 .xlsx。"
_TEMPLATE = "任务清单模板"


def open_template(template: bytes) -> Workbook:
    """The template as a workbook. Raises UserError when it is none."""
    return open_workbook(template, _TEMPLATE)


def open_workbook(data: bytes, what: str) -> Workbook:
    """A workbook of the office's own, `what` a message calls it. Raises UserError when it is no .xlsx."""
    try:
        return load_workbook(io.BytesIO(data), rich_text=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        raise UserError(_BROKEN.format(what)) from error


def copies(workbook: Workbook) -> Callable[[], Workbook]:
    """What gives a copy of a workbook as it is now, a dozen times as fast as it is opened."""
    stream = io.BytesIO()
    packer = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    packer.dispatch_table = _PACKED
    packer.dump(workbook)
    packed = stream.getvalue()
    return lambda: pickle.loads(packed)  # noqa: S301  our own, of this very run


# The library's own dictionaries, which as dictionaries would lose what else they know, or give away other values.
_DICTIONARIES = (DimensionHolder, TableList)


def _held(one: Any) -> Any:  # noqa: ANN401  as the library has it
    defaults = {"default_factory": one.default_factory} if isinstance(one, DimensionHolder) else {}
    return copyreg.__newobj__, (type(one),), (vars(one), defaults), None, iter(dict.items(one))  # type: ignore[attr-defined]


_PACKED = copyreg.dispatch_table | dict.fromkeys(_DICTIONARIES, _held)


def passed_through(template: bytes) -> bytes:
    """The template as it comes through into every form: a picture or a comment may be written anew on the way.

    Raises UserError when it is no workbook.
    """
    loose = io.BytesIO()
    open_template(template).save(loose)
    return loose.getvalue()


# Part name, what its text holds, and what a person calls it: all of it is dropped on the way through openpyxl.
_LOST = (
    (r"xl/cellimages\.xml", rb"", "WPS 嵌入单元格的图片"),
    (r"xl/drawings/drawing\d+\.xml", rb"<(?:xdr:)?(?:sp|cxnSp|grpSp)[ >]", "文本框或形状"),
    (r"xl/(?:ctrlProps|activeX)/.*", rb"", "复选框、按钮等控件"),
    (r"xl/worksheets/sheet\d+\.xml", rb"sparklineGroup", "单元格内的迷你图"),
    (r"xl/worksheets/sheet\d+\.xml", rb"x14:conditionalFormatting ", "新式条件格式（数据条、图标等）"),
    (r"xl/worksheets/sheet\d+\.xml", rb"x14:dataValidation ", "引用其他工作表的下拉列表"),
    (r"xl/threadedComments/.*", rb"", "带讨论的批注"),
    (r"xl/embeddings/.*", rb"", "嵌入的文档"),
    (r"xl/diagrams/.*", rb"", "SmartArt 图形"),
    (r"xl/slicers?/.*", rb"", "切片器"),
    (r"xl/vbaProject\.bin", rb"", "宏"),
    (r"xl/media/.*\.(?:emf|wmf|svg)", rb"", "矢量图片（请换成 png 或 jpg）"),
)


def losses(template: bytes) -> tuple[str, ...]:
    """What a template holds that cannot come through into the forms, each in a few Chinese words."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError) as error:
        raise UserError(_BROKEN.format(_TEMPLATE)) from error
    table = _LOST if image.PILImage else (*_LOST, (r"xl/media/.*", rb"", "图片"))
    return tuple(
        words
        for part, inside, words in table
        if any(re.fullmatch(part, name) and re.search(inside, data) for name, data in parts.items())
    )
