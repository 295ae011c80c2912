from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tasklist.agenda import runs
from tasklist.config import roster, schema
from tasklist.config.campaign import campaign_of
from tasklist.config.holidays import calendar_of, unknown_years
from tasklist.config.yaml_file import Settings, read_settings
from tasklist.model.errors import UserError
from tasklist.model.plan import Campaign
from tasklist.model.roster import Roster, Unit
from tasklist.model.workdays import Calendar

ROOT = Path(__file__).parents[2]
SMALL = """\
campaign:
  title: 专项工作
  office: 委
  issued_on: 2023-04-04
periods: {every: month, due: 25}
"""
ROSTER = Roster(
    (
        Unit("旗人民医院", aliases=("旗医院",), groups=("医院",)),
        Unit("旗中医院", groups=("医院",)),
        Unit("办公室", groups=("委机关股室",)),
    )
)
Write = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/任务清单.xlsx").touch()
    (tmp_path / "templates/单位名册.xlsx").touch()
    return tmp_path


@pytest.fixture
def read(home: Path) -> Callable[[str], Settings]:
    def write_and_read(text: str) -> Settings:
        (home / "config.yaml").write_text(text, "utf-8")
        return read_settings(home)

    return write_and_read


Read = Callable[[str], Settings]


def resolved(settings: Settings, roster: Roster = ROSTER) -> Campaign:
    return campaign_of(settings, roster, Calendar())


def sentence(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    text = str(caught.value)
    assert text.endswith("。")
    assert text.count("。") == 1
    assert "\n" not in text
    return text


# --- reading ------------------------------------------------------------------------------------------


def test_the_smallest_config_is_four_facts_and_a_rhythm(read: Read) -> None:
    found = resolved(read(SMALL))
    assert (found.title, found.office, found.issued_on) == ("专项工作", "委", date(2023, 4, 4))
    assert (found.periods.every, found.periods.due, found.timezone) == ("month", "25", "Asia/Shanghai")
    assert found.mail.host == ""


def test_values_stay_as_typed(read: Read) -> None:
    found = resolved(
        read(SMALL + "schedule:\n  - {do: merge, every: day, at: 18:30}\nmail: {user: 007, host: no, from: a@b.org}\n")
    )
    assert found.schedule[0].at == "18:30"
    assert (found.mail.user, found.mail.host) == ("007", "no")


def test_a_key_left_empty_counts_as_left_out(read: Read) -> None:
    assert resolved(read(SMALL + "deliverables:\nmail:\n  host:\nquotas: ~\n")).deliverables == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SMALL + "campagne: {}\n", ("第 6 行", "campagne", "campaign")),
        (SMALL + "mail:\n  hots: x\n", ("第 7 行", "mail.hots", "host")),
        (SMALL + "mail:\n  password: 秘密字串\n", ("第 7 行", "password_env")),
        (SMALL + "quotas:\n- {name: 信息, at_least: 1, per: day}\n", ("第 7 行", "第1项.per", "“day”", "week、month")),
        (SMALL + "quotas:\n- {name: 信息, at_least: -1, per: week}\n", ("第 7 行", "at_least", "不能小于 1")),
        (SMALL + "quotas:\n- {name: 信息, at_least: 两, per: week}\n", ("应写整数", "“两”")),
        (SMALL + "quotas:\n- {at_least: 1, per: week}\n", ("第 7 行", "name", "缺少")),
        (SMALL + "deliverables:\n- {name: 总结, due: 2023-12-20, evidence: 有}\n", ("evidence", "true", "“有”")),
        (SMALL + "deliverables: 总结\n", ("第 6 行", "deliverables", "列表")),
        (SMALL + "mail: smtp.example.org\n", ("第 6 行", "mail", "键: 值")),
        (SMALL + "mail:\n  from: someone\n", ("第 7 行", "mail.from", "“someone”", "不是邮箱")),
        (SMALL + "mail:\n  report_to: a@example.org、b\n", ("mail.report_to", "“b”", "不是邮箱")),
        (SMALL + "mail:\n  password_env: pa$$word\n", ("mail.password_env", "环境变量")),
        (SMALL + "mail:\n  port: 99999\n", ("mail.port", "65535")),
        (SMALL + "mail:\n  pause_seconds: nan\n", ("mail.pause_seconds", "数字")),
        (SMALL + "mail:\n  host: smtp.example.org\n", ("第 7 行", "from")),
        (SMALL + "schedule:\n- {do: merge, every: day, at: '25:00'}\n", ("第 7 行", "“25:00”", "17:30")),
        (SMALL + "schedule:\n- {do: merge, every: month:32}\n", ("“month:32”", "month:end")),
        (SMALL + "schedule:\n- {do: merge}\n", ("第 7 行", "every", "on_due")),
        (SMALL + "schedule:\n- {do: mergee, every: day}\n", ("“mergee”", "merge")),
        (SMALL + "schedule:\n- &a {do: merge, every: day}\n- *a\n", ("第 7 行", "不要用 & 和 *")),
        (SMALL + "schedule:\n- {do: merge, every: day}\n- {do: merge, every: day}\n", ("第 8 行", "完全相同")),
        (SMALL.replace("25", "32"), ("第 5 行", "periods.due", "“32”", "25")),
        (SMALL.replace("month", "week"), ("第 5 行", "periods.due", "“25”", "周五")),
        (SMALL + "schedule: &a\n- *a\n", ("不要用 & 和 *",)),
        (SMALL + "mail:\n\thost: x\n", ("第 7 行", "制表符")),
        (SMALL + "mail：\n  host: x\n", ("第 6 行", "全角冒号")),
        (SMALL + "checks：{due_soon_days: 3}\n", ("第 6 行", "全角冒号")),
        (SMALL + "mail: {host: 'x\n", ("行格式不对",)),
        (SMALL + "mail: \x00\n", ("第 6 行", "控制字符")),
        (SMALL + "mail: {}\nmail: {}\n", ("第 7 行", "前面已经写过")),
        (SMALL.replace("2023-04-04", "2023-02-30"), ("第 4 行", "campaign.issued_on", "2023-02-30", "不是日期")),
        (SMALL.replace("  office: 委\n", ""), ("campaign.office", "缺少", "汇总单位")),
        (SMALL + "calendar: {holidays: 无此表.xlsx}\n", ("第 6 行", "calendar.holidays", "找不到文件", "无此表.xlsx")),
        (SMALL.replace("  office", "  roster: ../名册.xlsx\n  office"), ("第 3 行", "campaign.roster", "相对路径")),
        (SMALL.replace("  office", "  timezone: Asia/Shanghia\n  office"), ("第 3 行", "timezone", "Asia/Shanghai")),
        (SMALL.replace("  office", "  timezone: ../../etc\n  office"), ("第 3 行", "timezone")),
        (SMALL.replace("every: month, ", ""), ("第 5 行", "periods", "every")),
        (SMALL.replace("{every: month, due: 25}", "\n- {id: 上/下, opens: 2023-01-01, due: 5日}"), ("第 6 行", "编号")),
        ("", ("campaign", "缺少")),
        ("只是一句话", ("键: 值",)),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_line_and_key(read: Read, text: str, words: tuple[str, ...]) -> None:
    told = sentence(lambda: resolved(read(text)))
    assert "config.yaml" in told
    assert all(word in told for word in words), told
    assert "秘密" not in told
    assert "pa$$word" not in told


def test_a_folder_without_config_and_a_config_in_another_encoding_are_sentences(home: Path) -> None:
    assert "config.yaml" in sentence(lambda: read_settings(home / "none"))
    (home / "config.yaml").write_bytes(("# 注释\n" + SMALL).encode("gb18030"))
    assert "第 1 行不是 UTF-8" in sentence(lambda: read_settings(home))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(home: Path) -> None:
    (home / "config.yaml").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert resolved(read_settings(home)).title == "专项工作"


def test_the_task_list_may_be_absent_only_while_it_is_being_imported(home: Path, read: Read) -> None:
    (home / "templates/任务清单.xlsx").unlink()
    assert "import_list" in sentence(lambda: read(SMALL))
    assert read_settings(home, list_needed=False).document.campaign.title == "专项工作"


# --- resolving ----------------------------------------------------------------------------------------


def test_units_are_names_aliases_or_groups_and_come_in_roster_order(read: Read) -> None:
    found = resolved(
        read(
            SMALL
            + """\
deliverables:
- {name: 总结, due: 12月20日前, evidence: true, units: [办公室, 旗医院]}
quotas:
- {name: 信息, at_least: 2, per: week, units: 医院、办公室, except: 旗中医院}
- {name: 学习, at_least: 2, per: year}
"""
        )
    )
    material = found.deliverables[0]
    assert (material.due, material.text, material.evidence) == (date(2023, 12, 20), "12月20日前", True)
    assert material.units == ("旗人民医院", "办公室")
    assert [quota.units for quota in found.quotas] == [
        ("旗人民医院", "办公室"),
        ("旗人民医院", "旗中医院", "办公室"),
    ]


def test_exemptions_and_extensions_name_units_and_what_they_are_for(read: Read) -> None:
    found = resolved(
        read(
            SMALL
            + """\
deliverables: [{name: 总结, due: 2023-12-20}]
exempt: [{unit: 医院, deliverable: 总结, reason: 合并报送}, {unit: 办公室, task: 5, reason: 划出}]
extensions: [{unit: 办公室, task: 4, until: 2023-07-15, reason: 改革}]
"""
        )
    )
    told = [(waiver.unit, waiver.name, waiver.task, waiver.until) for waiver in found.waivers]
    assert told == [
        ("旗人民医院", "总结", None, None),
        ("旗中医院", "总结", None, None),
        ("办公室", "", 5, None),
        ("办公室", "", 4, date(2023, 7, 15)),
    ]


def test_periods_listed_one_by_one_keep_their_moment(read: Read) -> None:
    listed = "periods:\n- {id: 上半年, name: 上半年, opens: 2023-04-04, due: 2023-06-30 17:00}\n"
    text = SMALL.replace("periods: {every: month, due: 25}\n", listed)
    period = resolved(read(text)).periods.listed[0]
    assert period.due == datetime(2023, 6, 30, 17, tzinfo=ZoneInfo("Asia/Shanghai"))
    told = sentence(lambda: resolved(read(text.replace("2023-06-30 17:00", "月底"))))
    assert "第 6 行" in told
    assert "“月底”" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "deliverables:\n- name: 总结\n  due: 2023-12-20\n  units: [旗人民医员]\n",
            ("第 9 行", "“旗人民医员”", "旗人民医院"),
        ),
        ("deliverables:\n- {name: 总结, due: 视情况而定}\n", ("第 7 行", "due", "视情况而定")),
        ("deliverables:\n- {name: 总结, due: 5月30日前和6月20日前}\n", ("第 7 行", "几个日期")),
        (
            "deliverables:\n- {name: 总结, due: 2023-12-20}\n- {name: 总结, due: 2023-12-21}\n",
            ("第 8 行", "“总结”", "重名"),
        ),
        ("exempt: [{unit: 办公室, quota: 信息, reason: 无}]\n", ("第 6 行", "“信息”", "没有声明")),
        ("quotas:\n- {name: 信息, at_least: 1, per: week, units: 医院, except: 医院}\n", ("except",)),
    ],
)
def test_what_nobody_declared_is_one_sentence_with_the_nearest(read: Read, text: str, words: tuple[str, ...]) -> None:
    told = sentence(lambda: resolved(read(SMALL + text)))
    assert all(word in told for word in words), told


# --- working days -------------------------------------------------------------------------------------


def test_published_years_are_known_and_the_offices_own_table_stands_above_them(read: Read, workbook: Write) -> None:
    calendar = calendar_of(read(SMALL), Path())
    assert not calendar.working(date(2023, 10, 2))
    assert calendar.working(date(2023, 10, 7))
    assert not calendar.knows(date(2031, 1, 1))
    rows = [
        ("日期", "类型", "名称"),
        ("2031-01-01", "放假", "元旦"),
        (date(2023, 10, 7), "放假", ""),
        ("2031-01-04", "上班", ""),
    ]
    path = workbook("节假日.xlsx", rows)
    own = calendar_of(read(SMALL + "calendar: {holidays: 节假日.xlsx}\n"), path.parent)
    assert not own.working(date(2031, 1, 1))
    assert own.working(date(2031, 1, 4))
    assert not own.working(date(2023, 10, 7))
    assert [found.code for found in unknown_years(own, date(2030, 1, 1), date(2032, 1, 1))] == ["calendar"] * 2


@pytest.mark.parametrize(
    ("row", "words"), [(("2031-02-30", "放假"), ("!A2", "不是日期")), (("2031-01-01", "请假"), ("!B2", "“请假”"))]
)
def test_a_holiday_that_cannot_be_read_names_its_cell(
    read: Read, workbook: Write, row: tuple[str, str], words: tuple[str, str]
) -> None:
    path = workbook("节假日.xlsx", [("日期", "类型"), row])
    settings = read(SMALL + "calendar: {holidays: 节假日.xlsx}\n")
    told = sentence(lambda: calendar_of(settings, path.parent))
    assert all(word in told for word in words), told


# --- the shipped ones ---------------------------------------------------------------------------------


def shipped(home: Path) -> Campaign:
    settings = read_settings(home)
    return campaign_of(settings, roster.load(settings.roster), calendar_of(settings, home))


def test_the_campaign_of_2023_collects_every_month_by_the_25th() -> None:
    found = shipped(ROOT)
    assert (found.issued_on, found.periods.every, found.periods.due) == (date(2023, 4, 4), "month", "25")
    assert (found.deliverables, found.quotas, found.mail.host) == ((), (), "")
    assert [runs.name(job) for job in found.schedule] == [
        "merge day 17:30",
        "remind before_due:3 09:00 workdays",
        "remind after_due:1 09:00 workdays",
        "send on_due 17:45 workdays",
    ]


def test_the_campaign_of_2022_has_three_phases_three_materials_and_three_quotas() -> None:
    found = shipped(ROOT / "tests/examples/nation-2022")
    assert [(phase.name, phase.until) for phase in found.phases] == [
        ("部署阶段", date(2022, 5, 31)),
        ("推进阶段", date(2022, 9, 30)),
        ("评估阶段", date(2022, 10, 20)),
    ]
    assert [(each.name, each.due, each.evidence) for each in found.deliverables] == [
        ("创建工作方案", date(2022, 5, 30), False),
        ("创建工作推进情况", date(2022, 6, 20), False),
        ("工作总结", date(2022, 12, 20), True),
    ]
    weekly, monthly, study = found.quotas
    assert (weekly.per, len(weekly.units), monthly.per, study.at_least, study.per) == ("week", 6, "month", 2, "year")
    assert not set(weekly.units) & set(monthly.units)
    assert set(weekly.units) | set(monthly.units) < set(study.units)


def test_every_key_of_the_shipped_config_has_a_comment() -> None:
    bare = [
        line
        for line in (ROOT / "config.yaml").read_text("utf-8").splitlines()
        if line.startswith("  ") and line.strip() and "#" not in line
    ]
    assert bare == []


def test_every_key_of_the_schema_stands_in_the_shipped_config() -> None:
    text = (ROOT / "config.yaml").read_text("utf-8")
    sections = [getattr(schema, name) for name in dir(schema) if name.endswith(("Section", "Item", "Document"))]
    keys = {field.alias or name for section in sections for name, field in section.model_fields.items()} - {"listed"}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", text)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schedule:\n- {do: merge, every: day, at: “17:30”}\n", "中文引号"),
        ("calendar: {holidays: “”}\n", "中文引号"),
        ("upward: {contact: “张三 13900000001”}\n", "中文引号"),
        ("checks:\n  due_soon_days:7\n  copied_share: 90\n", "冒号后面少一个空格"),
        ("schedule:\n- {do:merge, every: day}\n", "冒号后面少一个空格"),
        ("mail: {host: smtp.example.org, port: 465, tls: starttls, from: a@example.org}\n", "tls: ssl"),
    ],
)
def test_slips_of_the_pen_are_told_for_what_they_are(text: str, said: str, read: Read) -> None:
    assert said in sentence(lambda: read(SMALL + text))


def test_quotation_marks_that_are_part_of_a_name_stay_in_it(read: Read) -> None:
    for said in ("'“健康中国”'", '"“健康中国”"', "全方位建设“模范自治区”工作"):
        found = read(SMALL + f"upward: {{contact: {said}}}\n")
        assert found.document.upward.contact == said.strip("'\"")


def test_an_exemption_may_name_several_tasks(read: Read) -> None:
    found = resolved(read(SMALL + "exempt: [{unit: 办公室, task: 5、7, reason: 划出}]\n"))
    assert [each.task for each in found.waivers] == [5, 7]


@pytest.mark.parametrize(("said", "tasks"), [("1-3", (1, 2, 3)), ("2、5至7", (2, 5, 6, 7)), ('"３—４，9"', (3, 4, 9))])
def test_tasks_in_a_row_may_be_written_as_a_range(read: Read, said: str, tasks: tuple[int, ...]) -> None:
    found = resolved(read(SMALL + f"exempt: [{{unit: 办公室, task: {said}, reason: 划出}}]\n"))
    assert tuple(waiver.task for waiver in found.waivers) == tasks
