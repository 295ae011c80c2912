"""One home folder, read: the plan, the clerk's words, the official template."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tasklist.config import roster, task_list, word_lists
from tasklist.config.campaign import campaign_of
from tasklist.config.columns import owing_roles, settled_columns
from tasklist.config.holidays import calendar_of
from tasklist.config.yaml_file import Settings, read_settings
from tasklist.files import disk
from tasklist.model.book import Book, Refusal
from tasklist.model.errors import UserError
from tasklist.model.layout import NINE, Layout
from tasklist.model.plan import Campaign, Period, Plan
from tasklist.model.tasks import TaskList
from tasklist.plan import periods
from tasklist.plan.obligations import build_plan
from tasklist.readers import registry
from tasklist.substance.word_lists import DEFAULT_WORDS, Words
from tasklist.tables.template_text import Furniture, gathered


@dataclass(frozen=True)
class Office:
    """One home folder, read: the plan, the clerk's words, the official template."""

    home: Path
    plan: Plan
    words: Words
    template: bytes
    settings: Settings

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone."""
        return self.plan.campaign.zone

    def period(self, asked: str, as_of: datetime) -> Period:
        """The period with the id asked for, else the one current at `as_of`. Raises UserError for an unknown id."""
        campaign = self.plan.campaign
        day = campaign.day(as_of)
        if not asked:
            return periods.period_at(campaign, day)
        found = periods.by_id(campaign, asked)
        named = periods.named(campaign, asked, seen=day)
        if found or len(named) == 1:
            return found or named[0]
        known = periods.up_to(campaign, day)[-4:]
        raise UserError(f"没有报送期“{asked}”，--period 请写编号，最近的是：{'、'.join(each.id for each in known)}。")


def open_office(home: Path) -> Office:
    """Read config.yaml, the roster, the task list and the word lists. Raises UserError for what a person must mend."""
    settings = read_settings(home)
    units = roster.load(settings.roster)
    campaign = campaign_of(settings, units, calendar_of(settings, home))
    words = word_lists.load(settings.words) if settings.words else DEFAULT_WORDS
    tasks, template = _list_of(settings, campaign)
    return Office(home, build_plan(campaign, units, tasks), words, template, settings)


def _list_of(settings: Settings, campaign: Campaign) -> tuple[TaskList, bytes]:
    """The task list and the workbook it stands in; without one an empty list, and what forms of counts are made of."""
    if settings.has_list:
        tasks = task_list.load(
            settings.task_list,
            settings.shown_list,
            campaign.issued_on,
            campaign.calendar,
            settled=settled_columns(settings),
            owes=owing_roles(settings),
        )
        return tasks, disk.read(settings.task_list)
    # few campaigns have no list, and openpyxl takes its time
    from tasklist.views.forms import official_list  # noqa: PLC0415

    tasks = task_list.without(campaign)
    return tasks, official_list.official_template(tasks, campaign)


def furniture(template: bytes, layout: Layout = NINE) -> Furniture:
    """What the official template holds outside its task table: as the office keeps it, and as it is in the forms."""
    book = registry.read(template, "任务清单.xlsx")
    if isinstance(book, Refusal):
        return Furniture()
    books: list[Book | Refusal] = [book]
    if any(grid.notes or grid.pictures for grid in book.grids):
        from tasklist.views.forms import template as official  # noqa: PLC0415  few templates have a logo, and openpyxl takes its time

        with suppress(UserError):  # a list that is no .xlsx: no form was made of it
            books.append(registry.read(official.passed_through(template), "任务清单.xlsx"))
    return gathered((each for each in books if isinstance(each, Book)), layout)
