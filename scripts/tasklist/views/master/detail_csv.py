"""明细.csv: the records of 明细台账 for other programs, each whole, in UTF-8 with the mark Excel knows it by."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from types import SimpleNamespace

from tasklist.ledger.summary import Summary
from tasklist.text.display import visible
from tasklist.views.master.columns import shown
from tasklist.views.master.detail import columns_of, records

_BEGINS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")  # in a spreadsheet program that opens the file by itself


def render(summary: Summary) -> bytes:
    """The file, the same bytes for the same ledger."""
    lines: list[bytes] = [codecs.BOM_UTF8]
    writer = csv.writer(SimpleNamespace(write=lambda line: lines.append(line.encode())))
    writer.writerows(_rows(summary))
    return b"".join(lines)


def _rows(summary: Summary) -> Iterator[list[str]]:
    columns = columns_of(summary.ledger.plan.task_list)
    yield [column.heading for column in columns]
    for record in records(summary):
        yield [_harmless(visible(shown(column.value(record)))) for column in columns]


def _harmless(text: str) -> str:
    """A text no program takes for a formula: one that begins like one has an apostrophe before it."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
