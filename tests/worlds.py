"""Small worlds made by hand: a Ledger of any size, with every status, verdict and outcome in it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from tasklist.config.task_list import HEADINGS
from tasklist.model.arrival import Stamp
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Colour, FileRecord, Ledger, Light, Line, Status, Verdict
from tasklist.model.place import Place
from tasklist.model.plan import Campaign, Deliverable, Kind, Obligation, Period, PeriodRule, Plan, Quota
from tasklist.model.returns import Cells, Clue, Entry, Outcome, Superseded
from tasklist.model.roster import Roster, Unit
from tasklist.model.settings import MailSettings
from tasklist.model.tasks import Deadline, Task, TaskList
from tasklist.model.unplaced import Unplaced

ZONE = timezone(timedelta(hours=8))
GROUPS = ("委直属单位", "委注册医疗机构", "委机关股室")
THEMES = ("宣传教育", "交往交流交融", "依法治理", "阵地建设", "服务群众")
SENTENCE = "6月12日组织专题学习1次，参训45人；走访企业12家，发放宣传册300份，收集意见建议6条，均已答复。"
OK = Verdict("ok", True, "有时间、事项和数量")


def moment(day: int, hour: int = 9, month: int = 6) -> datetime:
    """A moment of 2023 in the campaign's time zone."""
    return datetime(2023, month, day, hour, tzinfo=ZONE)


def unit(place: int, **more: object) -> Unit:
    """Unit number `place` (0-based), with contact, phone and address."""
    made = Unit(
        name=f"第{place + 1:02d}卫生健康单位",
        aliases=(f"{place + 1}号单位",),
        groups=(GROUPS[place % 3],),
        contact=f"联络员{place + 1:02d}",
        phone=f"139{place + 1:08d}",
        emails=(f"unit{place + 1:02d}@example.org",),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def task(seq: int, detail: str = "", responsible: str = "各卫生健康单位") -> Task:
    """Task number `seq`, under one of five themes."""
    text = detail or f"第{seq}项：" + "围绕本单位实际组织开展相应活动，明确专人负责，按时报送进展。" * (1 + seq % 4)
    return Task(
        seq,
        (THEMES[(seq - 1) // 3 % 5],),
        text,
        "市卫生健康委",
        responsible,
        Deadline(
            "2023年12月20日前" if seq % 2 else "常态化推进", ongoing=not seq % 2, due=(date(2023, 12, 20),) * (seq % 2)
        ),
    )


def plan(units: int = 20, tasks: int = 14, **more: object) -> Plan:
    """A plan in which every unit owes every task, one document and one monthly quota."""
    names = tuple(unit(place).name for place in range(units))
    campaign = Campaign(
        title="市卫生健康系统重点工作任务清单",
        office="市卫生健康委办公室",
        document_number="卫办〔2023〕8号",
        issued_on=date(2023, 4, 4),
        timezone="Asia/Shanghai",
        periods=PeriodRule("month", "25"),
        deliverables=(
            Deliverable("实施方案", date(2023, 6, 10), names, True),
            Deliverable("年度总结", date(2023, 12, 20), names),
        ),
        quotas=(Quota("动态信息", 2, "month", names),),
        mail=MailSettings(report_to=("leader@example.org",), cc=("office@example.org",), sender="office@example.org"),
    )
    task_list = TaskList(
        "市卫生健康系统重点工作任务清单", tuple(task(seq + 1) for seq in range(tasks)), HEADINGS, "0a1b2c3d"
    )
    duties = {name: {seq + 1: "各卫生健康单位" for seq in range(tasks)} for name in names}
    made = Plan(campaign, Roster(tuple(unit(place) for place in range(units))), task_list, duties)
    return replace(made, **more)  # type: ignore[arg-type]


def period(month: int = 6) -> Period:
    """A month of 2023, due on the 25th at 24:00."""
    due = datetime(2023, month, 25, 23, 59, 59, tzinfo=ZONE)
    first = date(2023, month, 1)
    last = first.replace(day=monthrange(2023, month)[1])
    return Period(f"2023-{month:02d}", f"2023年{month}月", first, last, due)


def entry(unit_name: str, text: str, seq: int = 1, field: str = "progress", day: int = 20, **more: object) -> Entry:
    """One answer in its unit's file, row `seq + 3`."""
    path = f"inbox/{unit_name}.xlsx"
    column = {"progress": "G", "contact": "H", "remark": "I"}.get(field, "A")
    stamp = Stamp(moment(day), None, moment(day), path, f"{seq:064x}")
    made = Entry(unit_name, Kind.TASKS, field, text, Place(path, "Sheet1", f"{column}{seq + 3}"), stamp, "2023-06", seq)
    return replace(made, **more)  # type: ignore[arg-type]


LIGHTS = {
    Status.REPORTED: Light(Colour.GREEN, "按时报送"),
    Status.LATE: Light(Colour.YELLOW, "6月27日收到，迟2天"),
    Status.NIL: Light(Colour.GREEN, "零报告"),
    Status.PARTIAL: Light(Colour.GREEN, "按时报送"),
    Status.MISSING: Light(Colour.RED, "6月25日到期，没有收到"),
    Status.NOT_DUE: Light(Colour.GREY, "未到期"),
    Status.EXEMPT: Light(Colour.GREY, "免报"),
    Status.PENDING: Light(Colour.YELLOW, "待核对"),
}


def line(
    unit_name: str,
    status: Status,
    seq: int = 1,
    text: str = "",
    verdict: Verdict | None = None,
    **more: object,
) -> Line:
    """One task line with what usually goes with its status."""
    answered = status in (Status.REPORTED, Status.LATE, Status.NIL)
    verdict = verdict or (OK if answered else Verdict("empty", True, "没有内容") if status is Status.PARTIAL else None)
    content = Light(Colour.GREEN, "有事实")
    if verdict and verdict.blank:
        content = Light(Colour.RED, f"空白：{verdict.reason}")
    elif verdict and verdict.doubtful:
        content = Light(Colour.YELLOW, f"建议核实：{verdict.reason}")
    elif not answered:
        content = Light(Colour.GREY, "没有内容可判断")
    text = text or (SENTENCE if answered else "")
    day = 27 if status is Status.LATE else 20
    entries = (entry(unit_name, text, seq, day=day),) if text else ()
    if answered:
        entries += (entry(unit_name, "联络员01 13900000001", seq, "contact", day=day),)
    obligation = Obligation(
        unit_name,
        Kind.TASKS,
        "2023-06",
        period().due,
        "各卫生健康单位",
        task=seq,
        exempt="本单位无此业务" if status is Status.EXEMPT else "",
    )
    made = Line(
        obligation,
        status,
        LIGHTS[status],
        content,
        entries,
        verdict,
        returned=answered or status is Status.PARTIAL,
        received=moment(day) if answered else None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def ledger(lines: tuple[Line, ...], made: Plan | None = None, **more: object) -> Ledger:
    """A ledger of these lines as of 28 June 2023."""
    units = dict.fromkeys(line.obligation.unit for line in lines)
    files = tuple(record(name) for name in units)
    return replace(Ledger(made or plan(2, 3), period(), moment(28), lines, files), **more)  # type: ignore[arg-type]


def record(unit_name: str, outcome: Outcome = Outcome.MERGED, path: str = "", **more: object) -> FileRecord:
    """One row of 文件清单."""
    cells = Cells(40, 20, 20) if outcome is Outcome.MERGED else Cells()
    made = FileRecord(
        path or f"inbox/{unit_name}.xlsx",
        outcome,
        Kind.TASKS,
        unit_name,
        "2023-06",
        "",
        (Clue("表内标记：" + unit_name),),
        f"{len(unit_name):064x}",
        moment(20),
        cells,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def world(units: int = 20, tasks: int = 14, longest: int = 600, seed: int = 1, month: int = 6) -> Ledger:
    """A whole period: every status and verdict in it, texts of 5 to `longest` characters, the same every time."""
    made = plan(units, tasks)
    lines: list[Line] = []
    for place, one in enumerate(made.roster.units):
        for seq in range(1, tasks + 1):
            lines.append(_some_line(one.name, place, seq, longest, seed))
        lines += _documents(one.name, place, made)
    names = [one.name for one in made.roster.units]
    spare = (
        record(names[0], Outcome.SUPERSEDED, f"inbox/{names[0]}-旧.xlsx", cells=Cells(40, 0, 20, 20)),
        record(
            "",
            Outcome.SET_ASIDE,
            "inbox/无名 表 (2)#1.xlsx",
            unit="",
            reason="没有找到填报单位，请拖进以单位全称命名的文件夹",
            cells=Cells(30, 0, 0, 0, 30),
        ),
        record(names[1], Outcome.DUPLICATE, "inbox/副本/进展.xlsx"),
        record("", Outcome.IGNORED, "inbox/~$进展.xlsx", kind=None, reason="临时文件"),
        record("", Outcome.PENDING, "inbox/正在拷贝.xlsx", kind=None, reason="大小还在变化"),
    )
    returned = dict.fromkeys(line.obligation.unit for line in lines if line.returned)
    old, new = entry(names[0], "已开展学习1次，参训30人。", 1, day=18), entry(names[0], "已开展学习2次，参训62人。", 1)
    lost = tuple(Superseded(replace(new, task=seq), replace(old, task=seq), "后收到的一份为准") for seq in range(1, 4))
    base = Ledger(
        made, period(month), moment(28, month=month), tuple(lines), tuple(record(name) for name in returned) + spare
    )
    return replace(
        base,
        unplaced=(
            Unplaced(Place("inbox/无名 表 (2)#1.xlsx", "Sheet1", "G7"), "=SUM(A1:A9)", "没有匹配的任务"),
            Unplaced(Place(f"inbox/{names[2]}.xlsx", "Sheet1", "G30"), "自行开展的工作", "自加的任务", names[2]),
        ),
        superseded=lost,
        findings=tuple(_findings(base)),
    )


def _some_line(name: str, place: int, seq: int, longest: int, seed: int) -> Line:
    dice = (place * 31 + seq * 17 + seed * 7) % 29
    if place % 7 == 3:
        return line(name, Status.MISSING, seq)
    if dice == 0:
        return line(name, Status.EXEMPT, seq)
    if dice == 1:
        return line(name, Status.PARTIAL, seq)
    if dice == 2:
        return line(name, Status.PARTIAL, seq, "无", Verdict("placeholder", True, "只写了“无”", "无"))
    if dice == 3:
        return line(name, Status.NIL, seq, "本期无此类情况（零报告）。")
    if dice == 4:
        doubt = Verdict("slogan", False, "没有时间、事项和数量", "高度重视，加强领导")
        return line(name, Status.REPORTED, seq, "高度重视，加强领导，统一思想，提高认识。", doubt)
    length = 5 + (place * 7919 + seq * 104729) % max(longest - 5, 1) if dice != 5 else longest
    if dice > 12:
        length = min(length, 80)
    status = Status.LATE if place % 6 == 5 else Status.REPORTED
    own = SENTENCE.replace("45人", f"{place + 20}人").replace("12家", f"{seq + 3}家")
    return line(name, status, seq, (own * (length // len(own) + 1))[:length])


def _documents(name: str, place: int, made: Plan) -> list[Line]:
    lines = []
    for deliverable in made.campaign.deliverables:
        due = datetime(deliverable.due.year, deliverable.due.month, deliverable.due.day, 23, 59, tzinfo=ZONE)
        status = Status.NOT_DUE if due > moment(28) else Status.MISSING if place % 7 == 3 else Status.REPORTED
        owed = Obligation(
            name, Kind.DELIVERABLE, "", due, "通知第五条", name=deliverable.name, evidence=deliverable.evidence
        )
        lines.append(
            Line(owed, status, LIGHTS[status], Light(Colour.GREY, "不判断内容"), (), None, status is Status.REPORTED)
        )
    for quota in made.campaign.quotas:
        for month in (5, 6):
            owed = Obligation(
                name, Kind.QUOTA, f"2023-{month:02d}", period(month).due, "通知第六条", name=quota.name, at_least=2
            )
            found = tuple(
                entry(name, f"动态信息第{number + 1}篇：开展义诊活动", number + 1, "item",
                      on=date(2023, month, 5 + number), kind=Kind.QUOTA, name=quota.name, task=None, span=owed.span)
                for number in range((place + month) % 4)
            )  # fmt: skip
            status = Status.REPORTED if len(found) >= 2 else Status.PARTIAL if found else Status.MISSING
            lines.append(Line(owed, status, LIGHTS[status], Light(Colour.GREEN, "有内容"), found, None, bool(found)))
    return lines


def _findings(made: Ledger) -> list[Finding]:
    found = [
        finding("set_aside", "没有找到填报单位", place="inbox/无名 表 (2)#1.xlsx"),
        finding("deadline_unread", "任务2的时限“适时”读不出日期", task=2),
        finding("tie", "同一批两份内容不同", unit=made.lines[0].obligation.unit, task=1),
    ]
    for one in made.lines:
        if one.returned and one.verdict and one.verdict.blank:
            place = Place(f"inbox/{one.obligation.unit}.xlsx", "Sheet1", f"G{(one.obligation.task or 0) + 3}")
            code = "placeholder" if one.verdict.code == "placeholder" else "blank"
            found.append(
                finding(code, one.verdict.reason, unit=one.obligation.unit, task=one.obligation.task, place=place)
            )
    return found
