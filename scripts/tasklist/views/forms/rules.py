"""What a cell says and shows by rule: hints, lists to choose from, colours by plain formulas every program knows."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tasklist.views.forms.sheet import Workbook, Worksheet

_LIST_LIMIT = 255  # characters of a drop-down list written into the rule itself


def prompt(sheet: Worksheet, column: int, rows: tuple[int, int], title: str, text: str) -> None:
    """Show a hint when a cell of the range is selected (title at most 32, text at most 255 characters)."""
    rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=title, prompt=text)
    rule.add(_span(column, rows))
    sheet.add_data_validation(rule)


def choices(
    sheet: Worksheet, column: int, rows: tuple[int, int], names: Sequence[str], *, title: str = "", text: str = ""
) -> None:
    """Offer `names` as a drop-down list, without refusing other words; what a list cannot hold is not offered.

    `title`, `text`: a hint when a cell is selected, see `prompt`.
    """
    listed = ",".join(names)
    if names and len(listed) <= _LIST_LIMIT and listed.count(",") == len(names) - 1 and '"' not in listed:
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
        if text:
            rule.showInputMessage, rule.promptTitle, rule.prompt = True, title, text
        rule.add(_span(column, rows))
        sheet.add_data_validation(rule)


def mark_unanswered(sheet: Worksheet, column: int, rows: tuple[int, int], words: Sequence[str], fill: str) -> None:
    """Colour the cells that are empty or hold one of these words, for as long as they do, in every spreadsheet program.

    The test is a formula of plain text functions: Excel 2007, WPS and LibreOffice know them, and none is a macro.
    """
    cell = f"TRIM({get_column_letter(column)}{rows[0]})"
    tests = [f"LEN({cell})=0", *(f'{cell}="{word}"' for word in words)]
    _colour(sheet, _span(column, rows), f"OR({','.join(tests)})", fill)


def mark_same(sheet: Worksheet, at: tuple[int, int], name: str, fill: str) -> None:
    """Colour a cell for as long as it says the same as the cell a name of the workbook stands for.

    Through a name, since Excel 2007 lets no rule look at another sheet.
    """
    cell = f"{get_column_letter(at[1])}{at[0]}"
    _colour(sheet, cell, f"AND(LEN(TRIM({cell}))>0,TRIM({cell})=TRIM({name}))", fill)


def _colour(sheet: Worksheet, area: str, test: str, fill: str) -> None:
    background = DifferentialStyle(fill=PatternFill("solid", bgColor=fill))
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=background, formula=[test]))


def name_cell(workbook: Workbook, name: str, sheet: str, at: tuple[int, int]) -> None:
    """Give one cell a name formulas on every sheet can use."""
    place = f"'{sheet}'!${get_column_letter(at[1])}${at[0]}"
    workbook.defined_names[name] = DefinedName(name, attr_text=place)


def _span(column: int, rows: tuple[int, int]) -> str:
    return f"{get_column_letter(column)}{rows[0]}:{get_column_letter(column)}{rows[1]}"
