from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import schedule
from chinese_calendar import constants as official
from filelock import FileLock

import on_schedule
from tasklist.agenda import runs as agenda
from tasklist.agenda.cron import cron_lines, name_of, windows_line
from tasklist.agenda.due_times import DueTime, slots
from tasklist.model.errors import UserError
from tasklist.model.plan import Campaign, Period, PeriodRule
from tasklist.model.settings import Job
from tasklist.model.workdays import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
CHINA = Calendar(
    dict.fromkeys(official.holidays, False) | dict.fromkeys(official.workdays, True), frozenset({2023, 2024})
)
DAY = timedelta(days=1)
EVERY_DAY = Job("merge", every="day", at="17:30")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def period(year: int, month: int, day: int) -> Period:
    first, due = date(year, month, 1), date(year, month, day)
    return Period(f"{year}-{month:02}", "", first, due, datetime.combine(due, time(23, 59, 59), ZONE))


PERIODS = [period(2023 + (month - 1) // 12, (month - 1) % 12 + 1, 25) for month in range(1, 37)]


def campaign(*jobs: Job, calendar: Calendar = CHINA) -> Campaign:
    return Campaign(
        title="专项工作",
        office="委",
        document_number="",
        issued_on=date(2023, 4, 4),
        timezone="Asia/Shanghai",
        periods=PeriodRule(every="month", due="25"),
        schedule=jobs,
        calendar=calendar,
    )


class Office:
    """A home whose verbs only write down when they were called, by a clock the test moves."""

    def __init__(self, home: Path, *jobs: Job) -> None:
        self.home, self.campaign, self.calls = home, campaign(*jobs), list[tuple[datetime, str, str]]()
        self.answers: Mapping[str, Callable[[], int]] = {}
        self.now = at("2023-11-01T00:00")

    def tick(self, moment: datetime) -> list[tuple[str, str]] | None:
        self.now = moment
        verbs = {do: self._verb(do) for do in ("collect", "merge", "remind", "send")}
        done = agenda.run_due(self.home, self.campaign, verbs, lambda: self.now)
        return None if done is None else [(job.do, run.outcome) for job, run in done]

    def _verb(self, do: str) -> agenda.Verb:
        def verb(job: Job, slot: DueTime) -> int:
            assert job.do == do
            self.calls.append((self.now, do, slot.period))
            return self.answers.get(do, lambda: 0)()

        return verb

    def health(self, moment: datetime) -> list[str]:
        return [found.message for found in agenda.health(self.home, self.campaign, moment)]


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., Office]:
    return lambda *jobs: Office(tmp_path, *jobs)


def moments(job: Job, first: str, last: str, calendar: Calendar = CHINA) -> list[str]:
    found = slots(job, at(first), at(last), zone=ZONE, calendar=calendar, periods=PERIODS)
    return [f"{slot.at.astimezone(ZONE):%m-%d %H:%M}" for slot in found]


@pytest.mark.parametrize(
    ("job", "first", "last", "expected"),
    [
        (
            Job("merge", every="day"),
            "2023-09-28T09:00",
            "2023-10-01T09:00",
            ["09-29 09:00", "09-30 09:00", "10-01 09:00"],
        ),
        # National Day 2023: off from 09-29 to 10-06, working on Saturday 10-07 and Sunday 10-08
        (
            Job("merge", every="day", workdays=True),
            "2023-09-28T00:00",
            "2023-10-09T23:00",
            ["09-28 09:00", "10-07 09:00", "10-08 09:00", "10-09 09:00"],
        ),
        (
            Job("merge", every="week:5", workdays=True),
            "2023-09-25T00:00",
            "2023-10-14T00:00",
            ["10-07 09:00", "10-13 09:00"],
        ),
        (
            Job("merge", every="month:end"),
            "2024-01-15T00:00",
            "2024-03-31T23:00",
            ["01-31 09:00", "02-29 09:00", "03-31 09:00"],
        ),
        (
            Job("merge", every="month:31"),
            "2024-02-01T00:00",
            "2024-04-30T23:00",
            ["02-29 09:00", "03-31 09:00", "04-30 09:00"],
        ),
        (
            Job("merge", every="month:1", workdays=True),
            "2023-09-30T00:00",
            "2023-11-01T23:00",
            ["10-07 09:00", "11-01 09:00"],
        ),
        # 2024-02-25 is a Sunday; the Spring Festival ends on 02-17, a Saturday, and 02-18 is worked
        (Job("remind", before_due=5, workdays=True), "2024-02-01T00:00", "2024-02-28T00:00", ["02-19 09:00"]),
        (Job("remind", before_due=6, workdays=True), "2024-02-01T00:00", "2024-02-28T00:00", ["02-18 09:00"]),
        (Job("remind", before_due=7, workdays=True), "2024-02-01T00:00", "2024-02-28T00:00", ["02-09 09:00"]),
        (Job("remind", before_due=3), "2024-02-01T00:00", "2024-02-28T00:00", ["02-22 09:00"]),
        (Job("remind", after_due=1, workdays=True), "2024-02-01T00:00", "2024-02-28T00:00", ["02-26 09:00"]),
        (Job("remind", after_due=10), "2024-02-01T00:00", "2024-03-10T00:00", ["02-04 09:00", "03-06 09:00"]),
        (Job("send", on_due=True, at="17:45"), "2024-02-01T00:00", "2024-02-28T00:00", ["02-25 17:45"]),
        (Job("send", on_due=True, at="17:45", workdays=True), "2024-02-01T00:00", "2024-02-28T00:00", ["02-26 17:45"]),
    ],
)
def test_slots_fall_where_the_calendar_says(job: Job, first: str, last: str, expected: list[str]) -> None:
    assert moments(job, first, last) == expected


def test_the_first_moment_is_not_counted_and_the_last_one_is() -> None:
    assert moments(Job("merge", every="day"), "2023-05-01T09:00", "2023-05-02T09:00") == ["05-02 09:00"]
    assert moments(Job("merge", every="day"), "2023-05-01T09:00", "2023-05-02T08:59") == []


def test_two_periods_due_on_one_day_are_two_slots() -> None:
    twin = [PERIODS[4], Period("专报", "", date(2023, 5, 1), date(2023, 5, 25), PERIODS[4].due)]
    found = slots(
        Job("send", on_due=True),
        at("2023-05-01T00:00"),
        at("2023-05-31T00:00"),
        zone=ZONE,
        calendar=CHINA,
        periods=twin,
    )
    assert [slot.period for slot in found] == ["2023-05", "专报"]


# --- fourteen months against a brute force that shares no code --------------------------------------

JOBS = (
    Job("merge", every="day", at="17:30"),
    Job("merge", every="day", at="08:00", workdays=True),
    Job("collect", every="week:1", at="07:15", workdays=True),
    Job("collect", every="month:end", at="23:55"),
    Job("collect", every="month:31", at="06:00", workdays=True),
    Job("remind", before_due=3, at="09:00", workdays=True),
    Job("remind", before_due=10, at="09:05"),
    Job("remind", after_due=2, at="09:10", workdays=True),
    Job("send", on_due=True, at="17:45", workdays=True),
    Job("send", after_due=6, at="00:00", catch_up=3),
)
START, END = at("2023-08-20T00:10"), at("2024-10-20T00:10")
OUTAGES = [
    (at("2023-09-24T08:30"), at("2023-10-09T11:00")),
    (at("2024-02-08T00:00"), at("2024-02-20T10:00")),
    (at("2024-02-28T12:00"), at("2024-04-02T05:00")),
]


def is_working(day: date) -> bool:
    if day in official.workdays:
        return True
    return day not in official.holidays and day.weekday() < 5


def brute_force(job: Job) -> Iterator[datetime]:
    """Walks every day of two years and asks of each whether the job's words name it."""
    named: set[date] = set()
    day = date(2023, 1, 1)
    dues = {each.due.date() for each in PERIODS}
    while day < date(2025, 6, 1):
        tomorrow = day + DAY
        unit, _, which = job.every.partition(":")
        if unit == "day" or (unit == "week" and day.weekday() + 1 == int(which)):
            named.add(day)
        if unit == "month" and (day.month != tomorrow.month if which in ("end", "31") else day.day == int(which)):
            named.add(day)
        if day in dues:
            step, left = (-DAY, job.before_due) if job.before_due else (DAY, job.after_due or 0)
            target = day
            while left:
                target += step
                left -= 1 if not job.workdays or is_working(target) else 0
            if not job.every:
                named.add(target)
        day = tomorrow
    for each in named:
        moved = each
        while job.workdays and not is_working(moved):
            moved += DAY
        yield datetime.combine(moved, time.fromisoformat(job.at), ZONE)


def expected_runs(job: Job, ticks: list[datetime]) -> list[datetime]:
    """The slots that must run: each at the first tick not before it; of several waiting, the newest `catch_up`."""
    waiting, left = [], sorted({moment for moment in brute_force(job) if moment > START})
    runs: list[datetime] = []
    for tick in ticks:
        while left and left[0] <= tick:
            waiting.append(left.pop(0))
        runs += waiting[-job.catch_up :]
        waiting = []
    return runs


def test_fourteen_months_with_three_outages_fire_what_an_independent_list_says(tmp_path: Path) -> None:
    ticks, moment, steps = [], START, cycle((13, 480, 7, 900, 620, 59))
    while moment <= END:
        if not any(first <= moment < last for first, last in OUTAGES):
            ticks.append(moment)
        moment += timedelta(minutes=next(steps))
    world = Office(tmp_path, *JOBS)
    for tick in ticks:
        world.tick(tick)
    with sqlite3.connect(tmp_path / "outbox" / "state.sqlite3") as connection:
        rows = connection.execute("SELECT job, slot FROM runs WHERE outcome = 'done' ORDER BY slot").fetchall()
    connection.close()
    for job in JOBS:
        fired = [datetime.fromisoformat(slot) for name, slot in rows if name == agenda.name(job)]
        assert fired == expected_runs(job, ticks), agenda.name(job)
    assert len(world.calls) == len(rows) == sum(len(expected_runs(job, ticks)) for job in JOBS)


# --- the record -------------------------------------------------------------------------------------


def test_a_new_job_starts_with_the_day_it_was_first_seen(office: Callable[..., Office]) -> None:
    world = office(EVERY_DAY)
    assert world.tick(at("2023-11-10T18:00")) == [("merge", "done")]
    assert world.tick(at("2023-11-11T17:29")) == []
    assert world.tick(at("2023-11-11T17:30")) == [("merge", "done")]
    assert world.tick(at("2023-11-11T17:31")) == []


def test_a_verb_is_told_the_period_whose_due_day_caused_it(office: Callable[..., Office]) -> None:
    world = office(Job("remind", after_due=7, at="09:00"), EVERY_DAY)
    world.tick(at("2023-11-30T12:00"))
    world.tick(at("2023-12-02T12:00"))
    assert [call[1:] for call in world.calls] == [("remind", "2023-11"), ("merge", "")]


def test_after_an_outage_the_newest_slots_are_made_good_and_the_others_shown(office: Callable[..., Office]) -> None:
    world = office(EVERY_DAY, Job("collect", every="day", at="08:00", catch_up=2))
    world.tick(at("2023-11-01T00:00"))
    done = world.tick(at("2023-11-05T12:00"))
    assert done is not None
    assert [outcome for do, outcome in done if do == "merge"] == ["skipped"] * 3 + ["done"]
    assert [outcome for do, outcome in done if do == "collect"] == ["skipped"] * 3 + ["done"] * 2


def test_one_failing_job_starves_no_other_and_is_tried_again_later_and_later(office: Callable[..., Office]) -> None:
    def broken() -> int:
        raise RuntimeError("没有磁盘")

    world = office(Job("merge", every="day", at="09:00"), Job("send", every="day", at="09:00"))
    world.tick(at("2023-11-01T00:00"))
    world.answers = {"merge": broken}
    assert world.tick(at("2023-11-01T09:00")) == [("merge", "failed"), ("send", "done")]
    start, tried = at("2023-11-01T09:00"), []
    for minute in range(1, 300):
        if world.tick(start + timedelta(minutes=minute)):
            tried.append(minute)
    assert tried == [5, 15, 35, 75]
    assert "没有磁盘" in world.health(start + timedelta(hours=5))[0]
    world.answers = {}
    assert world.tick(at("2023-11-02T09:00")) == [("merge", "skipped"), ("merge", "done"), ("send", "done")]
    assert world.health(at("2023-11-02T10:00")) == []


@pytest.mark.parametrize(("code", "outcome"), [(0, "done"), (1, "attention"), (2, "failed"), (-9, "failed")])
def test_the_exit_code_of_the_verb_is_the_outcome(office: Callable[..., Office], code: int, outcome: str) -> None:
    world = office(EVERY_DAY)
    world.tick(at("2023-11-01T00:00"))
    world.answers = {"merge": lambda: code}
    assert world.tick(at("2023-11-01T17:30")) == [("merge", outcome)]
    assert world.tick(at("2023-11-01T17:31")) == []


def test_a_users_mistake_is_recorded_in_its_own_words(office: Callable[..., Office]) -> None:
    def refuse() -> int:
        raise UserError("名册第 3 行要改。")

    world = office(EVERY_DAY)
    world.tick(at("2023-11-01T00:00"))
    world.answers = {"merge": refuse}
    world.tick(at("2023-11-01T17:30"))
    assert world.health(at("2023-11-01T19:00")) == [
        "“每天 17:30 汇总”应在 2023-11-01 17:30 做，没有做成：名册第 3 行要改。"
    ]


def test_a_tick_that_was_cut_off_is_done_again_at_once(office: Callable[..., Office]) -> None:
    def killed() -> int:
        raise KeyboardInterrupt

    world = office(EVERY_DAY)
    world.tick(at("2023-11-01T00:00"))
    world.answers = {"merge": killed}
    with pytest.raises(KeyboardInterrupt):
        world.tick(at("2023-11-01T17:30"))
    world.answers = {}
    assert world.tick(at("2023-11-01T17:31")) == [("merge", "done")]


def test_two_ticks_at_once_one_works_and_the_other_says_so(office: Callable[..., Office], tmp_path: Path) -> None:
    world = office(EVERY_DAY)
    world.tick(at("2023-11-01T00:00"))
    with FileLock(tmp_path / "outbox" / ".lock"):
        assert world.tick(at("2023-11-01T18:00")) is None
    assert world.tick(at("2023-11-01T18:01")) == [("merge", "done")]


def test_an_outbox_that_cannot_be_written_is_one_sentence(office: Callable[..., Office], tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("一个同名的文件", "utf-8")
    with pytest.raises(UserError, match="写不进去"):
        office(EVERY_DAY).tick(at("2023-11-01T00:00"))


def test_the_loop_goes_on_whatever_a_tick_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tick = tmp_path / "tick.py"
    body = "import os, sys\nwith open('count', 'a') as file: file.write(sys.argv[1] + ' ')\nos._exit(134)\n"
    tick.write_text(body, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(on_schedule, "TICK", tick)
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            raise KeyboardInterrupt
        schedule.run_all()

    monkeypatch.setattr(on_schedule.time, "sleep", nap)
    assert on_schedule.main(["--quiet"]) == 0
    assert (tmp_path / "count").read_text().split() == ["--quiet"] * 3
    schedule.clear()


def test_what_is_waiting_is_told_without_doing_or_writing_it(office: Callable[..., Office], tmp_path: Path) -> None:
    world = office(EVERY_DAY)
    moment = at("2023-11-01T18:00")
    assert agenda.waiting(tmp_path, world.campaign, at("2023-11-01T17:00")) == ()
    assert [slot.at for _, slot in agenda.waiting(tmp_path, world.campaign, moment)] == [at("2023-11-01T17:30")]
    assert not (tmp_path / "outbox").exists()
    world.tick(at("2023-11-01T00:00"))
    assert [slot.at for _, slot in agenda.waiting(tmp_path, world.campaign, moment)] == [at("2023-11-01T17:30")]
    assert world.tick(moment) == [("merge", "done")]
    assert agenda.waiting(tmp_path, world.campaign, moment) == ()


def test_every_tick_leaves_a_heartbeat(office: Callable[..., Office], tmp_path: Path) -> None:
    office(EVERY_DAY).tick(at("2023-11-01T18:00"))
    assert (tmp_path / "outbox/log/heartbeat").read_text("utf-8") == "2023-11-01T18:00:00+08:00\n"


def test_health_speaks_when_nobody_ticks(office: Callable[..., Office]) -> None:
    world = office(EVERY_DAY)
    assert world.health(at("2023-11-01T00:00")) == ["定时任务从来没有运行过"]
    world.tick(at("2023-11-01T00:00"))
    assert world.health(at("2023-11-01T17:40")) == []
    assert "2023-11-01 17:30" in world.health(at("2023-11-01T18:01"))[0]
    world.tick(at("2023-11-01T18:02"))
    assert world.health(at("2023-11-01T18:03")) == []


def test_an_hour_that_comes_twice_is_one_slot_and_one_that_is_left_out_still_fires() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    job = Job("merge", every="day", at="02:30")
    for day in (date(2024, 10, 27), date(2024, 3, 31)):
        first = datetime.combine(day, time(), berlin)
        found = slots(job, first, first + DAY, zone=berlin, calendar=Calendar(), periods=())
        assert len(found) == 1
        assert {found[0], DueTime(datetime.fromisoformat(found[0].at.isoformat()), "")} == set(found)
        assert found[0].at.tzinfo is UTC


def test_the_timer_lines_carry_absolute_paths_and_survive_awkward_names(tmp_path: Path) -> None:
    text = cron_lines(tmp_path / "任务 100%", "/opt/py thon/bin/python3", "office")
    assert "mkdir -p" in text and "User=office" in text
    cron = next(line for line in text.splitlines() if line.startswith("*/5"))
    assert "'/opt/py thon/bin/python3'" in cron
    assert "100\\%" in cron
    assert "100%%" in next(line for line in text.splitlines() if line.startswith("ExecStart="))
    name = name_of(tmp_path / "任务 100%")
    assert f'schtasks /Create /F /TN {name} /SC MINUTE /MO 5 /TR "\\"/opt' in text
    assert f"/etc/systemd/system/{name}.timer" in text
    assert name != name_of(tmp_path / "另一项"), "the timer of one campaign never takes another's place"
    assert str(Path(agenda.__file__).parents[2] / "run.py") in text


def test_the_windows_line_shows_no_window_keeps_a_log_and_is_never_cut_in_silence() -> None:
    line = windows_line(
        r"C:\Program Files\Python\python.exe", r"D:\tasklist\scripts\run.py", r"D:\工作 2026", "tasklist-1"
    )
    assert r"\"C:\Program Files\Python\pythonw.exe\"" in line
    assert "tick --log" in line
    long = windows_line("python.exe", "D:\\" + "很长的文件夹\\" * 30 + "run.py", "D:\\工作", "tasklist-1")
    assert "schtasks" not in long and "路径太长" in long
