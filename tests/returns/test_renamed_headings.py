"""Tables whose headings were renamed are read where what stands under them is plain: months, and two columns alone."""

from __future__ import annotations

from tasklist.tables.find import find_tables
from tasklist.tables.headings import TASKS
from texts import UNIT, answers, read, returned, rows, said

PROGRESS, DETAIL = 6, 2


def months(*headings: str) -> str:
    """A table with the number, the task and one column a month."""
    table = rows()
    lines = [["序号", "工作内容", *headings]]
    lines += [[row[0], row[DETAIL], *(f"{name}{row[PROGRESS]}" for name in headings)] for row in table[1:]]
    return "".join(",".join(line) + "\n" for line in lines)


def test_a_table_with_one_column_a_month_is_the_month_that_is_reported_and_asks_of_the_other() -> None:
    made = returned(read(months("5月", "6月份")))
    assert answers(made) == {seq: f"6月份{said(seq)}" for seq in range(1, 15)}
    (stray,) = made.strays
    assert {entry.span for entry in stray.entries} == {"2023-05"} and len(stray.entries) == 14


def test_a_month_beside_a_column_of_progress_is_none() -> None:
    book = read("序号,工作内容,完成情况,6月\n1,走访企业,走访3次,√\n")
    (table,) = find_tables(book.grids[0], TASKS)
    assert (table.columns["progress"], table.extra) == ((3,), {4: "6月"})


def test_two_columns_alone_are_a_table_of_tasks() -> None:
    table = rows()
    text = "".join(f"{row[DETAIL]},{row[PROGRESS]}\n" for row in table[1:])
    made = returned(read(f"工作任务,完成情况\n{text}"), f"{UNIT}6月.csv")
    assert answers(made) == {seq: said(seq) for seq in range(1, 15)}
