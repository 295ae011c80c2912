"""明细台账 tells the day a recurring deadline falls on next."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import load_workbook

import worlds
from tasklist.ledger.summary import Summary
from tasklist.model.tasks import Deadline
from tasklist.views.master import workbook


def test_a_recurring_deadline_shows_the_day_that_follows_the_report() -> None:
    ledger = worlds.world(8, 2)
    tasks = tuple(
        replace(each, deadline=Deadline("每月28日前", every="month:28")) for each in ledger.plan.task_list.tasks
    )
    plan = replace(ledger.plan, task_list=replace(ledger.plan.task_list, tasks=tasks))
    book = load_workbook(io.BytesIO(workbook.render(Summary(replace(ledger, plan=plan)))))
    rows = list(book["明细台账"].iter_rows(values_only=True))
    days = {row[rows[0].index("应完成日期")] for row in rows[1:]}
    assert days == {"2023-06-28"}
