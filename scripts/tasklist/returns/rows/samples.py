"""What shows how to fill in a form and is no answer: it says so in its sheet's name, its row, its cell or its place."""

from __future__ import annotations

import re

from tasklist.returns.rows.unheaded import unheaded
from tasklist.tables.find import Table, TableRow
from tasklist.tables.template_text import Furniture
from tasklist.text.normalize import fold

_SHOWS = "示例|样例|范例|示范|样表|样本|范本|范文|样板"
_SHEET = re.compile(
    rf"{_SHOWS}|填(?:表|报|写)(?:说明|须知|指南|要求|指引|参考)|(?:使用|编制)(?:说明|须知|指南)|^(?:说明|须知|例)\d*$"
)
_MARK = rf"(?:填(?:报|写|表))?(?:{_SHOWS}|例|例如|举例)(?:一|二|三|\d{{1,2}})?"
_ROW = re.compile(
    rf"[(\[【<]*{_MARK}(?:行|项|文字|内容)?[)\]】>]*:?(?:\(?(?:仅供参考|勿删|可删除?|请删除|填写时删除)\)?)?"
)
_TITLE = re.compile(
    rf"[(\[【<]*(?:填(?:报|写|表))?(?:表)?(?:{_SHOWS})[)\]】>]*(?:\(?(?:仅供参考|勿填|请勿填写|参考)\)?)?"
)
_CELL = re.compile(rf"[(\[【<]{_MARK}[)\]】>]|{_MARK}:")


def is_sample_sheet(name: str, furniture: Furniture) -> bool:
    """Is a sheet of this name one of explanations or samples: by its name, or as the template's own such sheet?"""
    if fold(name) == fold(furniture.sheet):
        return False
    return name in furniture.sheets or bool(_SHEET.search(fold(name)))


def is_sample_title(line: str) -> bool:
    """Is a line above a table nothing but a name for samples (填写样例（仅供参考）)?"""
    return bool(_TITLE.fullmatch(fold(line)))


def is_sample_row(table: Table, row: TableRow) -> bool:
    """Does one of a row's cells, under a heading or none, call the row a sample (示例, 例：, （样例）)?"""
    said = (*row.texts.values(), *(table.sheet.grid.cells[cell] for cell in unheaded(table, row)))
    return any(len(text) <= 20 and _ROW.fullmatch(fold(text)) for text in said)


def calls_itself_sample(text: str) -> bool:
    """Does a text say in front that it is a sample (例：…, （例）…)?"""
    return bool(_CELL.match(fold(text)))


def is_sample(text: str, furniture: Furniture) -> bool:
    """Does an answer call itself a sample (例：…), or is it the template's own, left standing?"""
    return calls_itself_sample(text) or furniture.is_sample(text)
