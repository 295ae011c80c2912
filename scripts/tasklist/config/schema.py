"""The schema of config.yaml: one documented field per key, unknown keys forbidden. Nothing is resolved here.

Every value arrives as text (see settings.py); the fields say what it must be. A validator's ValueError is the
Chinese sentence the clerk reads, without file and line, which settings.py puts before it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tasklist.config import values
from tasklist.model.layout import EVERYBODY, OWING, AnswerKind, Role
from tasklist.model.settings import Checks, ImapSettings, Job, LastText, MailSettings, Tls

Text = Annotated[str, Field(min_length=1)]
ColumnRole = Annotated[str, BeforeValidator(values.named(Role, AnswerKind))]
ColumnKind = Annotated[str, BeforeValidator(values.named(AnswerKind))]
DutyRole = Annotated[str, BeforeValidator(values.named(Role, only=(*OWING, Role.PERSON, Role.LEADER)))]
OwingRole = Annotated[
    str, BeforeValidator(values.named(Role, only=(*OWING, Role.PERSON, Role.LEADER), others={EVERYBODY: "各单位"}))
]
Day = Annotated[date, BeforeValidator(values.day)]
Address = Annotated[str, AfterValidator(values.mail_address)]
Zone = Annotated[str, AfterValidator(values.zone)]
Variable = Annotated[str, AfterValidator(values.variable)]
Time = Annotated[str, AfterValidator(values.time_of_day)]
Rhythm = Annotated[str, AfterValidator(values.rhythm)]
Units = Annotated[tuple[Text, ...], BeforeValidator(values.phrase)]  # 其他 in a phrase looks at the names beside it
Numbers = Annotated[tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(values.numbers)]
Domains = Annotated[tuple[Text, ...], BeforeValidator(values.listed)]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(values.listed)]
Port = Annotated[int, Field(ge=1, le=65535)]

# What is left out is as the settings themselves have it.
_CHECKS, _MAIL, _IMAP, _JOB = Checks(), MailSettings(), ImapSettings("", "", ""), Job("")


class Section(BaseModel):
    """A group of keys: only the declared ones, unchangeable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ColumnItem(Section):
    """One column of `campaign.columns:` what its heading means."""

    heading: Text = Field(description="表头")
    role: ColumnRole = Field(description="这一栏是什么")
    kind: ColumnKind | Literal[""] = Field(default="", description="填报栏填什么")
    choices: Domains = Field(default=(), description="可选的几种")
    required: bool = Field(default=False, description="是否必填")


class CampaignSection(Section):
    """`campaign:` which notice this is, and where its two tables stand."""

    title: Text = Field(description="专项工作名称")
    office: Text = Field(description="汇总单位")
    document_number: str = Field(default="", description="文号")
    issued_on: Day = Field(description="印发日期")
    timezone: Zone = Field(default="Asia/Shanghai", description="时区")
    task_list: str = Field(default="", description="任务清单文件，通知没有清单时不写")
    roster: Text = Field(default="templates/单位名册.xlsx", description="单位名册文件")
    columns: Annotated[tuple[ColumnItem, ...], BeforeValidator(values.columns)] = Field(
        default=(), description="清单各栏是什么，程序认错或认不出时才写"
    )
    owes: Annotated[tuple[OwingRole, ...], BeforeValidator(values.listed)] = Field(
        default=(), description="由哪一栏的单位填报，不写时为责任单位；每家都报的写 各单位"
    )
    duties: dict[DutyRole, Text] = Field(default={}, description="各栏的单位各做什么，写进填报表和催报信")


class ListedPeriod(Section):
    """One item of `periods:` when it is a list."""

    id: Annotated[str, Field(pattern=r"^[^\s/\\:*?\"<>|!.][^\s/\\:*?\"<>|!]*$")] = Field(description="报送期编号")
    name: str = Field(default="", description="报送期名称")
    opens: Day = Field(description="开始日期")
    due: Text = Field(description="截止日期，可带时刻")


class PeriodsSection(Section):
    """`periods:` how collection rounds follow one another, or `listed` one by one."""

    every: Literal["", "week", "month", "quarter", "half-year", "year"] = Field(default="", description="报送周期")
    due: str = Field(default="", description="截止日")
    roll: Literal["", "next", "previous"] = Field(default="", description="截止日逢节假日")
    listed: tuple[ListedPeriod, ...] = Field(default=(), description="逐个列出的报送期")

    @model_validator(mode="after")
    def _regular_or_listed(self) -> Self:
        if not self.listed and not (self.every and self.due):
            raise ValueError("请写 every（周期）和 due（截止日），或者逐个列出 id、name、opens、due")
        return self


class DeliverableItem(Section):
    """One item of `deliverables:`."""

    name: Text = Field(description="报送材料名称")
    due: Text = Field(description="截止日期")
    evidence: bool = Field(default=False, description="是否须附佐证材料")
    units: Units = Field(default=(), description="应报单位")
    except_: Units = Field(default=(), alias="except", description="除外单位")


class QuotaItem(Section):
    """One item of `quotas:`."""

    name: Text = Field(description="报送内容名称")
    at_least: int = Field(ge=1, description="至少条数")
    per: Literal["week", "month", "quarter", "half-year", "year"] = Field(description="每周、每月、每季、每半年或每年")
    units: Units = Field(default=(), description="应报单位")
    except_: Units = Field(default=(), alias="except", description="除外单位")


class PhaseItem(Section):
    """One item of `phases:`."""

    name: Text = Field(description="阶段名称")
    until: Text = Field(description="阶段截止")


class CalendarSection(Section):
    """`calendar:` official holidays and make-up working days."""

    holidays: str = Field(default="", description="节假日表文件")


class ChecksSection(Section):
    """`checks:` thresholds, and the office's own word lists."""

    due_soon_days: int = Field(default=_CHECKS.due_soon_days, ge=0, description="几天内到期算临近")
    grace_days: int = Field(
        default=_CHECKS.grace_days, ge=0, le=60, description="单独报送的信息、学习等，过了应报时段几天以内仍算及时"
    )
    copied_share: int = Field(default=_CHECKS.copied_share, ge=1, le=100, description="相似到百分之几算照抄")
    words: str = Field(default="", description="词表文件")


class FormSection(Section):
    """`form:` how the form of a unit looks."""

    last_text: LastText = Field(default="note", description="上期内容怎么放在格子旁边")


class UpwardSection(Section):
    """`upward:` how 上报稿 is drawn."""

    length: int = Field(default=600, ge=100, le=5000, description="每项任务最多多少字")
    footnotes: bool = Field(default=False, description="Word 里是否标来源编号")
    contact: str = Field(default="", description="汇总单位的联络员及电话")


class ExemptItem(Section):
    """One item of `exempt:`."""

    unit: Units = Field(min_length=1, description="单位")
    task: Numbers = Field(default=(), description="任务序号，几项用、隔开，连着的写 1-3")
    deliverable: str = Field(default="", description="报送材料名称")
    quota: str = Field(default="", description="频次名称")
    reason: Text = Field(description="原因")

    @model_validator(mode="after")
    def _at_most_one(self) -> Self:
        if sum(map(bool, (self.task, self.deliverable, self.quota))) > 1:
            raise ValueError("task、deliverable、quota 只能写一个；都不写表示全部免报")
        return self


class ExtensionItem(Section):
    """One item of `extensions:`."""

    unit: Units = Field(min_length=1, description="单位")
    task: Numbers = Field(default=(), description="任务序号，几项用、隔开，连着的写 1-3")
    deliverable: str = Field(default="", description="报送材料名称")
    until: Day = Field(description="延到哪一天")
    reason: Text = Field(description="原因")

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if bool(self.task) == bool(self.deliverable):
            raise ValueError("task 和 deliverable 须写一个，且只写一个")
        return self


class CollectSection(Section):
    """`mail.collect:` the mailbox returned forms arrive in."""

    host: Text = Field(description="收信服务器")
    user: Text = Field(description="登录名")
    password_env: Variable = Field(min_length=1, description="存放密码的环境变量名")
    port: Port = Field(default=_IMAP.port, description="端口")
    tls: Tls = Field(default=_IMAP.tls, description="加密方式")
    folder: Text = Field(default=_IMAP.folder, description="收件文件夹")
    sent_folder: str = Field(default=_IMAP.sent_folder, description="已发送文件夹")
    mark_seen: bool = Field(default=_IMAP.mark_seen, description="取过后是否标为已读")


class MailSection(Section):
    """`mail:` how mail leaves and to whom."""

    host: str = Field(default=_MAIL.host, description="发信服务器")
    port: Port = Field(default=_MAIL.port, description="端口")
    tls: Tls = Field(default=_MAIL.tls, description="加密方式")
    user: str = Field(default=_MAIL.user, description="登录名")
    password_env: Variable = Field(default=_MAIL.password_env, description="存放密码的环境变量名")
    sender: Address = Field(default=_MAIL.sender, alias="from", description="发件地址")
    report_to: Addresses = Field(default=_MAIL.report_to, description="汇总报告收件人")
    cc: Addresses = Field(default=_MAIL.cc, description="抄送")
    allowed_domains: Domains = Field(default=_MAIL.allowed_domains, description="允许的收件域名")
    operator: Address = Field(default=_MAIL.operator, description="值班邮箱")
    receipts: bool = Field(default=_MAIL.receipts, description="是否发回执")
    max_mb: int = Field(default=_MAIL.max_mb, ge=1, description="附件上限（MB）")
    pause_seconds: float = Field(default=_MAIL.pause_seconds, ge=0, allow_inf_nan=False, description="两封信之间停几秒")
    ca_file: str = Field(default=_MAIL.ca_file, description="自建证书文件")
    notice_after: int = Field(default=_MAIL.notice_after, ge=0, description="通报前告知，截止后第几个工作日")
    show_phones: bool = Field(default=_MAIL.show_phones, description="邮件和一页纸里是否写全电话")
    collect: CollectSection | None = Field(default=None, description="收信")

    @model_validator(mode="after")
    def _port_as_its_encryption(self) -> Self:
        if self.host and (self.port, self.tls) in ((465, "starttls"), (587, "ssl")):
            usual = "ssl" if self.port == 465 else "starttls"
            raise ValueError(f"端口 {self.port} 一般配 tls: {usual}，现在写的是 {self.tls}，会连不上；请改其中一个")
        return self


class JobItem(Section):
    """One item of `schedule:`: what to do, exactly one of the four whens, at what time."""

    do: Literal["merge", "remind", "send", "collect"] = Field(description="做什么")
    every: Rhythm = Field(default=_JOB.every, description="每天、每周几、每月几日")
    before_due: int | None = Field(default=_JOB.before_due, ge=1, description="截止前几天")
    after_due: int | None = Field(default=_JOB.after_due, ge=1, description="截止后几天")
    on_due: bool = Field(default=_JOB.on_due, description="截止当天")
    at: Time = Field(default=_JOB.at, description="时刻")
    workdays: bool = Field(default=_JOB.workdays, description="按工作日计")
    catch_up: int = Field(default=_JOB.catch_up, ge=1, description="停机后最多补做几次")

    @model_validator(mode="after")
    def _exactly_one_when(self) -> Self:
        if sum((bool(self.every), self.before_due is not None, self.after_due is not None, self.on_due)) != 1:
            raise ValueError("every、before_due、after_due、on_due 须写一个，且只写一个")
        return self


class EngineSection(Section):
    """`engine:` how hard the machine may work."""

    workers: int = Field(default=0, ge=0, le=256, description="读取进程数")
    dask: str = Field(
        default="",
        pattern=r"^(?:|false|no|tcp://[^\s/:]+:\d{1,5})$",
        description="集群调度进程的地址，如 tcp://10.0.0.5:8786",
    )


class Document(Section):
    """The whole config.yaml."""

    unsettled: tuple[Text, ...] = Field(default=(), description="通知里没有读准、要人定的")
    campaign: CampaignSection = Field(description="专项工作")
    periods: PeriodsSection = Field(description="报送期")
    deliverables: tuple[DeliverableItem, ...] = Field(default=(), description="报送材料")
    quotas: tuple[QuotaItem, ...] = Field(default=(), description="报送频次")
    phases: tuple[PhaseItem, ...] = Field(default=(), description="实施步骤")
    calendar: CalendarSection = Field(default=CalendarSection(), description="节假日")
    checks: ChecksSection = Field(default=ChecksSection(), description="核查口径")
    form: FormSection = Field(default=FormSection(), description="填报表")
    upward: UpwardSection = Field(default=UpwardSection(), description="上报稿")
    exempt: tuple[ExemptItem, ...] = Field(default=(), description="免报")
    extensions: tuple[ExtensionItem, ...] = Field(default=(), description="延期")
    mail: MailSection = Field(default=MailSection(), description="邮件")
    schedule: tuple[JobItem, ...] = Field(default=(), description="定时任务")
    engine: EngineSection = Field(default=EngineSection(), description="运行")
