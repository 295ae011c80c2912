"""Every kind of finding, declared once: its code, severity, why it matters and what to do.

A data problem is a value, not an exception. `finding()` is the one way to make a Finding.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasklist.model.finding import Finding, Severity
from tasklist.model.returns import Place

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding. `todo` is the default advice; a caller may say something closer to the case."""

    code: str
    severity: Severity
    title: str
    why: str
    todo: str


_KINDS = (
    # what a unit left out
    FindingKind("blank", ERROR, "进展空白", "应填的进展没有内容，无法汇总", "退回该单位补填"),
    FindingKind(
        "placeholder",
        ERROR,
        "以占位符代替进展",
        "“无”“/”等不能说明开展了没有",
        "请该单位写明“本期无”及原因，或补填进展",
    ),
    FindingKind(
        "doubtful", WARNING, "建议核实", "内容里没有找到时间、事项或数量", "请经办人看一眼，必要时请单位补充事实"
    ),
    FindingKind("misplaced", WARNING, "疑似填错栏", "内容像是另一栏的", "与单位核对后改到正确的栏"),
    FindingKind("broken", ERROR, "单元格显示错误", "公式没有值，内容读不出来", "请单位把公式改成文字后重报"),
    FindingKind("no_text", ERROR, "以图片或批注代替文字", "图片和批注里的字不能汇总", "请单位把内容写成格子里的文字"),
    FindingKind("missing", ERROR, "未报", "到期仍没有收到", "催报"),
    FindingKind("evidence_missing", ERROR, "缺佐证材料", "该材料要求附佐证", "请单位补送佐证材料"),
    FindingKind("own_task", WARNING, "单位自加的任务", "清单里没有这项任务", "由经办人决定是否采用"),
    # what a file is
    FindingKind("set_aside", ERROR, "文件待处理", "无法确定归属，未并入", "把文件拖进以单位全称命名的文件夹后重新汇总"),
    FindingKind("unreadable", ERROR, "文件读不出来", "内容没有并入", "请单位另存为 .xlsx 后重报"),
    FindingKind("half_copied", ERROR, "文件不完整", "像是没有拷贝完或已损坏，内容没有并入", "请重新拷贝或请单位重发"),
    FindingKind(
        "password", ERROR, "文件有密码", "打不开，内容没有并入", "请单位取消密码后重报，或在指定的环境变量里列出密码"
    ),
    FindingKind("too_large", ERROR, "文件超出上限", "为保护整批汇总，没有读取", "请单位删去多余的空行、图片后另存重报"),
    FindingKind("unsupported", ERROR, "不支持的格式", "内容没有并入", "请单位另存为 .xlsx 后重报"),
    FindingKind("pending", WARNING, "文件尚在拷贝", "大小还在变化，本次没有读取", "等拷贝完成后再汇总一次"),
    FindingKind("unplaced", WARNING, "有内容未归位", "这些字没有进入汇总", "见“未归位内容”，由经办人处理"),
    FindingKind("withdrawn", INFO, "文件已移走", "以前收到的文件已不在收件夹，不再计入", "如系误移，放回原处即可"),
    FindingKind("remark", INFO, "读取说明", "读取时有需要知道的情况", "核对即可"),
    FindingKind("hidden", WARNING, "内容在隐藏的行、列或表里", "打开文件时看不见，但已读取", "与单位核对是否有意隐藏"),
    FindingKind("struck", WARNING, "文字带删除线", "单位可能想删去这些字", "与单位核对"),
    FindingKind(
        "tie", WARNING, "先后难定", "同一批收到的两份内容不同，仅凭文件时间决定了先后", "见“版本与冲突”，请核对"
    ),
    FindingKind(
        "changed_master", WARNING, "汇总表被人改过", "已另存，没有覆盖", "如需采用改动，把另存的那份放进收件夹"
    ),
    # how the campaign is set up
    FindingKind("deadline_unread", WARNING, "完成时限读不懂", "无法判断是否逾期", "在任务清单“应完成日期”栏填上日期"),
    FindingKind(
        "nobody", ERROR, "责任单位没有落到任何单位", "这几个字没有人领", "在名册里补上类别或简称，或改责任单位"
    ),
    FindingKind("idle", WARNING, "单位没有任何应报项", "名册里有，但没有任务落到它", "核对名册类别和责任单位"),
    FindingKind("no_address", WARNING, "没有邮箱", "提醒和催报发不到", "在名册里补上邮箱，或按催报清单打电话"),
    FindingKind("mail_setup", WARNING, "邮件设置不全", "邮件发不出去", "补全 config.yaml 的 mail 一节"),
    FindingKind(
        "mail_server",
        ERROR,
        "邮件服务器登录不上",
        "现在发信或收信都会失败",
        "核对 config.yaml 里的服务器、端口、加密方式和密码",
    ),
    FindingKind("waiver", WARNING, "免报或延期对不上", "这一条不起作用", "核对 config.yaml 的 exempt 和 extensions"),
    FindingKind(
        "template_loss", WARNING, "模板里有保不住的内容", "生成表单时这部分会丢失", "从模板里删去，或改用普通单元格"
    ),
    FindingKind("calendar", INFO, "节假日表缺年份", "只按周末推算工作日", "在节假日表里补上该年"),
    FindingKind("mail_refused", ERROR, "邮件被拒收", "对方服务器拒绝了这个地址", "核对邮箱地址后用 --again 重发"),
    FindingKind("mail_failed", ERROR, "邮件没有发出", "服务器没有接受", "下次会再试；请检查网络和邮件设置"),
    FindingKind(
        "mail_unknown",
        ERROR,
        "邮件是否送达不明",
        "连接在正文之后断开，不敢重发",
        "向收件人确认后运行 send --settle sent 或 again",
    ),
    FindingKind("job_failed", ERROR, "定时任务失败", "该做的没有做成", "见运行日志"),
)

KINDS: dict[str, FindingKind] = {kind.code: kind for kind in _KINDS}


def finding(
    code: str,
    message: str,
    *,
    unit: str = "",
    task: int | None = None,
    place: Place | str = "",
    todo: str = "",
) -> Finding:
    """A Finding of a declared kind. Raises KeyError for a code that is not in KINDS."""
    kind = KINDS[code]
    return Finding(
        code=code,
        severity=kind.severity,
        message=message,
        unit=unit,
        task=task,
        place=str(place),
        why=kind.why,
        todo=todo or kind.todo,
    )
