"""Every kind of finding, declared once. A new check is one function in `ledger/checks` and one declaration here.

A data problem is a value, not an exception. `finding()` is the one way to make a Finding.
"""

from __future__ import annotations

from tasklist.model.finding import Finding, FindingKind, Part, Severity, Topic
from tasklist.model.place import Place

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
TEXT, CELL, THING = Topic.TEXT, Topic.CELL, Topic.THING
FILE, SETUP, MAIL = Topic.FILE, Topic.SETUP, Topic.MAIL

_FACTS = "写清什么时间、做了什么、结果多少；本期没有开展的，写“本期无”并说明原因。"
_BY_CLERK = "由经办人核对处理"
_TO_BE_SENT_AGAIN = "由经办人请单位重新报送"
_WITH_THE_UNIT = "由经办人与单位核对"
_WHICH_COUNTS = "由经办人核对后确定采用哪些内容"

# fmt: off
_KINDS = (
    # what a unit wrote, or left out
    FindingKind("blank", ERROR, TEXT, "进展空白", "应填的进展没有内容，无法汇总",
                todo="退回该单位补填", ask=_FACTS, sent_back=True),
    FindingKind("placeholder", ERROR, TEXT, "以占位符代替进展", "“无”“/”等不能说明开展了没有",
                todo="请该单位写明“本期无”及原因，或补填进展", ask=_FACTS, sent_back=True),
    FindingKind("returned", ERROR, TEXT, "经办人退回", "没有写明做了什么，经办人要求补充",
                todo="等单位补充后再汇总", ask=_FACTS, sent_back=True),
    FindingKind("doubtful", WARNING, TEXT, "建议核实", "内容里没有找到时间、事项或数量",
                todo="请经办人看一眼，在 outbox/待办.xlsx 里选认可或退回",
                ask="写明本期具体的时间、事项和数量；确实无需补充的，在备注栏说明。", sent_back=True),
    FindingKind("misplaced", WARNING, TEXT, "疑似填错栏", "内容像是另一栏的",
                todo="与单位核对后改到正确的栏", ask="核对后改填到正确的栏。", sent_back=True),
    FindingKind("broken", ERROR, TEXT, "单元格显示错误", "公式没有值，内容读不出来",
                todo="请单位把公式改成文字后重报", ask="把公式改成文字或数字。", sent_back=True),
    FindingKind("no_text", ERROR, TEXT, "以图片或批注代替文字", "图片和批注里的字不能汇总",
                todo="请单位把内容写成格子里的文字", ask="在格内补一段文字，图片和批注可以保留。", sent_back=True),
    FindingKind("hidden", WARNING, CELL, "内容在隐藏的行、列或表里", "打开文件时看不见，但已读取",
                todo="与单位核对是否有意隐藏", ask="确认隐藏的内容是否要报：要报的请取消隐藏，不要的请删去。",
                sent_back=True, leader=_WITH_THE_UNIT),
    FindingKind("struck", WARNING, CELL, "文字带删除线", "单位可能想删去这些字",
                todo="与单位核对", ask="确认带删除线的文字是否保留，并去掉删除线或删去文字。",
                sent_back=True, leader=_WITH_THE_UNIT),
    FindingKind("shown", INFO, CELL, "显示的与存的不同", "汇总采用屏幕上显示的文字",
                todo="与单位核对显示的是不是要报的"),
    FindingKind("mangled", WARNING, CELL, "号码或符号已走样", "原来的数字或符号在这份文件里已经没有了",
                todo="向单位问清原来的号码或内容", leader=_WITH_THE_UNIT),
    FindingKind("own_task", WARNING, CELL, "单位自加的任务", "清单里没有这项任务",
                todo="在 outbox/待办.xlsx 里决定是否采用", leader="请确定是否采用，由经办人落实"),
    FindingKind("answer_blank", ERROR, TEXT, "必填栏空白", "这一栏要求填写",
                todo="退回该单位补填", ask="补填这一栏。", sent_back=True),
    FindingKind("answer_choice", WARNING, TEXT, "选项不在其列", "写的不是可选的哪一项，没有计入",
                todo="与单位核对是哪一项", ask="从下拉列表里选一项。", sent_back=True, leader=_WITH_THE_UNIT),
    FindingKind("answer_kind", WARNING, TEXT, "填法不合要求", "看不出是哪一个答案，没有计入",
                todo="与单位核对", ask="按提示改填这一栏。", sent_back=True, leader=_WITH_THE_UNIT),
    FindingKind("answer_contradicts", WARNING, TEXT, "选项与文字矛盾", "两处说的相反",
                todo="与单位核对以哪一处为准", ask="核对后改成一致。", sent_back=True, leader=_WITH_THE_UNIT),
    FindingKind("answer_unproved", WARNING, TEXT, "销号没有依据", "销号应写明完成时间或附佐证材料",
                todo="请该单位补写完成时间或补送佐证", ask="写明完成时间，或附佐证材料。", sent_back=True),
    FindingKind("answer_ahead", WARNING, TEXT, "完成时间还没有到", "写的是交来以后的日期",
                todo="与单位核对是哪天完成的", ask="核对完成的日期；还没有完成的，这一栏请留空。", sent_back=True,
                leader=_WITH_THE_UNIT),
    FindingKind("answer_below", INFO, TEXT, "未达到目标", "填报的数低于清单的目标", todo="知悉即可"),
    # what is owed and is not there
    FindingKind("missing", ERROR, THING, "未报", "到期仍没有收到", todo="催报", ask=f"按要求填报；{_FACTS}"),
    FindingKind("evidence_missing", ERROR, THING, "缺佐证材料", "该材料要求附佐证",
                todo="请单位补送佐证材料", ask="补送佐证材料：单独存成文件，与本文件一起发回。", sent_back=True),
    # what a file is
    FindingKind("set_aside", ERROR, FILE, "文件待处理", "无法确定归属，未并入",
                todo="在 outbox/待办.xlsx 里选一个答案，再汇总一次", leader="由经办人与单位核对后并入"),
    FindingKind("unreadable", ERROR, FILE, "文件读不出来", "内容没有并入",
                todo="请单位另存为 .xlsx 后重报", ask="另存为 .xlsx 后重报", leader=_TO_BE_SENT_AGAIN),
    FindingKind("not_opened", ERROR, FILE, "文件打不开", "是链接、没有权限、太大或不在了，内容没有并入",
                todo="请换成能打开的文件本身，太大的请删减", ask="重新发送文件本身，太大的请删减",
                leader=_TO_BE_SENT_AGAIN),
    FindingKind("locked_copy", ERROR, FILE, "留存的副本打不开", "早先收到的这一份没有读到，它的单位先不判迟报",
                todo="请关闭正在使用它的程序、检查权限，再运行一次", ask="", leader=""),
    FindingKind("half_copied", ERROR, FILE, "文件不完整", "像是没有拷贝完或已损坏，内容没有并入",
                todo="请重新拷贝或请单位重发", ask="重新发送一份", leader=_TO_BE_SENT_AGAIN),
    FindingKind("password", ERROR, FILE, "文件有密码", "打不开，内容没有并入",
                todo="请单位取消密码后重报，或在指定的环境变量里列出密码", ask="取消密码后重报",
                leader=_TO_BE_SENT_AGAIN),
    FindingKind("protected", ERROR, FILE, "文件受保护", "只有被授权的电脑或账号打得开，内容没有并入",
                todo="请单位解除保护或解密后重报", ask="解除保护或解密后重报", leader=_TO_BE_SENT_AGAIN),
    FindingKind("not_sent", ERROR, FILE, "只来了链接", "文件本身没有来，内容没有并入",
                todo="请单位重新发送文件本身", ask="重新发送文件本身", leader=_TO_BE_SENT_AGAIN),
    FindingKind("too_large", ERROR, FILE, "文件超出上限", "为保护整批汇总，没有读取",
                todo="请单位删去多余的空行、图片后另存重报", ask="删去多余的空行、图片后另存重报",
                leader=_TO_BE_SENT_AGAIN),
    FindingKind("unsupported", ERROR, FILE, "不支持的格式", "内容没有并入",
                todo="请单位另存为 .xlsx 后重报", ask="另存为 .xlsx 后重报", leader=_TO_BE_SENT_AGAIN),
    FindingKind("pending", WARNING, FILE, "文件尚在拷贝", "大小还在变化，本次没有读取",
                todo="等拷贝完成后再汇总一次", leader=_BY_CLERK),
    FindingKind("returned_mail", WARNING, FILE, "邮件被退回", "单位没有收到这封邮件",
                todo="核对名册里这个单位的邮箱，改对后再发", leader=_BY_CLERK),
    FindingKind("auto_reply", INFO, FILE, "自动回复", "不是单位报的材料", todo="不用处理", leader=_BY_CLERK),
    FindingKind("unplaced", WARNING, FILE, "有内容未归位", "这些字没有进入汇总",
                todo="在 outbox/待办.xlsx 里选归到哪一项或不采用", leader=_WHICH_COUNTS),
    FindingKind("withdrawn", INFO, FILE, "文件已移走", "以前收到的文件已不在收件夹，不再计入",
                todo="如系误移，放回原处即可"),
    FindingKind("received_when", WARNING, FILE, "收到时间待核对", "不知道是不是按时收到的，暂不算迟报",
                todo="在 outbox/待办.xlsx 里写是哪天收到的；当时的 outbox/state.sqlite3 有备份的，也可以恢复它",
                leader=_BY_CLERK),
    FindingKind("remark", INFO, FILE, "读取说明", "读取时有需要知道的情况", todo="核对即可"),
    FindingKind("other_unit", WARNING, FILE, "写着另一家单位", "可能拿了别家的文件来填",
                todo="与单位核对这份文件是谁的", leader=_WITH_THE_UNIT),
    FindingKind("tie", WARNING, FILE, "先后难定", "同一批收到的两份内容不同，仅凭文件时间决定了先后",
                todo="在 outbox/待办.xlsx 里选以哪一份为准", leader=_WHICH_COUNTS),
    FindingKind("overtyped", WARNING, FILE, "以前的栏被改", "不知道是更正以前的，还是把本期的填错了栏",
                todo="在 outbox/待办.xlsx 里选以哪一个为准", leader=_WHICH_COUNTS),
    FindingKind("words_lost", WARNING, FILE, "补充或更正的话没有用上", "信里的话并入以后，填报又变了",
                todo="核对现在的填报：仍要的，请单位写进表里重报，或在 outbox/待办.xlsx 里改选", leader=_WHICH_COUNTS),
    FindingKind("changed_master", WARNING, FILE, "汇总表被人改过", "已另存，没有覆盖",
                todo="如需采用改动，把另存的那份放进收件夹", leader=_WHICH_COUNTS),
    FindingKind("changed_upward", WARNING, FILE, "上报稿被人改过", "原样另存了一份，没有覆盖",
                todo="核对新写的上报稿：您改过的文字应当还在"),
    FindingKind("upward_overtaken", WARNING, FILE, "您改过的内容有了变化", "照原来的内容写的话可能已不符合现在收到的",
                todo="在 outbox/待办.xlsx 里选用哪一份（两份也都在“人工改动”表里）；或写回那一格再保存"),
    FindingKind("upward_disputed", WARNING, FILE, "上报稿的两份改得不一样", "不知道以哪一份为准",
                todo="在 outbox/待办.xlsx 里选用哪一份；或只在其中一份里改这一格，再汇总一次"),
    # how the campaign is set up
    FindingKind("deadline_unread", WARNING, SETUP, "完成时限读不懂", "无法判断是否逾期",
                todo="在任务清单“应完成日期”栏填上日期，或汇总后在 outbox/待办.xlsx 里写",
                leader="请确定完成日期，由经办人填入任务清单"),
    FindingKind("list_doubt", WARNING, SETUP, "任务清单待核对", "这一处可能理解错了",
                todo="核对任务清单；某一栏认错的，在 config.yaml 的 campaign.columns 里写明", leader=_BY_CLERK),
    FindingKind("nobody", ERROR, SETUP, "责任单位没有落到任何单位", "这几个字没有人领",
                todo="在名册里补上类别或简称，或汇总后在 outbox/待办.xlsx 里选指的是谁",
                leader="请确定由哪些单位负责，由经办人写入名册"),
    FindingKind("unsettled", ERROR, SETUP, "通知里没有读准", "该报什么、哪天报还没有定下来",
                todo="定下来写进 config.yaml，再删去 unsettled 下面的这一条", leader=_BY_CLERK),
    FindingKind("in_program", WARNING, SETUP, "专项工作放在程序文件夹里", "升级程序会碰到它，git pull 会停下",
                todo="运行 python3 scripts/run.py new ../专项工作 --take，原样搬到程序之外",
                leader=_BY_CLERK),
    FindingKind("idle", WARNING, SETUP, "单位没有任何应报项", "名册里有，但没有任务落到它",
                todo="核对名册类别和责任单位", leader=_BY_CLERK),
    FindingKind("superior", WARNING, SETUP, "上级单位对不上", "按层级汇总时，这些单位算不到它下面",
                todo="在名册里把“上级单位”写成名册上的全称，或把它加进名册；不逐级汇总的可以不管", leader=_BY_CLERK),
    FindingKind("no_address", WARNING, SETUP, "没有邮箱", "提醒和催报发不到",
                todo="在名册里补上邮箱，或按催报清单打电话", leader=_BY_CLERK),
    FindingKind("waiver", WARNING, SETUP, "免报或延期对不上", "这一条不起作用",
                todo="核对 config.yaml 的 exempt 和 extensions", leader="请确认是否同意免报或延期，由经办人落实"),
    FindingKind("template_loss", WARNING, SETUP, "模板里有保不住的内容", "生成表单时这部分会丢失",
                todo="从模板里删去，或改用普通单元格", leader=_BY_CLERK),
    FindingKind("calendar", INFO, SETUP, "节假日表缺年份", "只按周末推算工作日", todo="在节假日表里补上该年"),
    FindingKind("not_made", ERROR, SETUP, "有一份没有做成", "程序出了内部错误，别的都已写好",
                todo="把错误报告发给维护人员", leader=_BY_CLERK),
    FindingKind("job_failed", ERROR, SETUP, "定时任务失败", "该做的没有做成", todo="见运行日志", leader=_BY_CLERK),
    FindingKind("state_lost", ERROR, SETUP, "收发记录不全", "不知道以前发过哪些邮件、何时收到的文件",
                todo="有备份的，恢复 outbox/state.sqlite3 后再运行；没有的，以前的邮件都发过了运行 send --settle sent，"
                     "没发过或要再发运行 send --settle again。回答之前一封邮件都不会发", leader=_BY_CLERK),
    # mail
    FindingKind("mail_setup", WARNING, MAIL, "邮件设置不全", "邮件发不出去",
                todo="补全 config.yaml 的 mail 一节", leader=_BY_CLERK),
    FindingKind("mail_server", ERROR, MAIL, "邮件服务器登录不上", "现在发信或收信都会失败",
                todo="核对 config.yaml 里的服务器、端口、加密方式和密码", leader=_BY_CLERK),
    FindingKind("mail_refused", ERROR, MAIL, "邮件被拒收", "对方服务器拒绝了这个地址",
                todo="改好邮箱后再运行一次原来的命令；旧的这一条用 send --settle done 销去", leader=_BY_CLERK),
    FindingKind("mail_failed", ERROR, MAIL, "邮件没有发出", "服务器没有接受",
                todo="下次会再试；请检查网络和邮件设置", leader=_BY_CLERK),
    FindingKind("mail_unknown", ERROR, MAIL, "邮件是否送达不明", "连接在正文之后断开，不敢重发",
                todo="向收件人确认后运行 send --settle sent 或 again", leader=_BY_CLERK),
)
# fmt: on

KINDS: dict[str, FindingKind] = {kind.code: kind for kind in _KINDS}


def finding(
    code: str,
    *said: Part,
    unit: str = "",
    link: str | None = None,
    of: Place | str | None = None,
    task: int | None = None,
    place: Place | str | None = None,
    name: str = "",
    todo: str = "",
    ask: str = "",
    advised: bool = False,
    field: str = "",
) -> Finding:
    """A Finding of a declared kind; see there. `of` and `place` as text are files, and `of` is where it is, too.

    Raises KeyError for a code that is not in KINDS.
    """
    kind, of = KINDS[code], _place(of)
    return Finding(
        kind,
        said,
        unit,
        task,
        _place(place) or of,
        name,
        todo or kind.todo,
        ask or kind.ask,
        of,
        link,
        advised,
        field,
    )


def _place(spot: Place | str | None) -> Place | None:
    return (Place(spot) if isinstance(spot, str) else spot) if spot else None
