"""Texts of a few words that say one thing: not ours, a stage reached, as last month, told already, the prompt, a torso.

Each kind is a small grammar over lists of words; it must fit the whole text, or for a stage a whole clause.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasklist.substance.word_lists import Words
from tasklist.text.normalize import SMALL, fold

_HAN = "[\u4e00-\u9fff]"
_SO_MANY = 16  # characters of a clause that says in so many words what was done to what
FEW = 100  # characters a text of a few words has at most

_WE = (
    "(?:[我本该此各]?(?:单位|院|中心|局|所|科室?|站|支部|委|部门|辖区|项|项任务|项工作|任务|工作|事项|条|镇|街道|社区"
    "|学?校|幼儿园|园|村|乡|县|市|区|旗|股室?|处室?|办|厂|公司|企业|[大支分中]队|分局))"
)
_NOW = r"(?:目前|现在?|暂时|至今|本期|本月|当前|截至目前|经核查?,?|经自查,?)"
_NOT_OURS = re.compile(
    rf"(?:{_NOW}|{_WE}|均|也|都)*+(?:不涉及|未涉及|不适用|不承担|不负责|不属于|不存在|"
    rf"不在{_WE}(?:的?职责|业务)?(?:范围)?(?:之?内)?|"
    rf"(?:与|同|和){_WE}(?:工作|职责|业务)?无关|非{_WE}(?:的?职责|业务)(?:范围)?)"
    rf"(?:{_WE}|此|该|的|项|类|相关|工作|任务|业务|职责|内容|情况|事项|范围)*+[。.;]?"
)

_WHEN = (
    rf"(?:第?[一二三四1-4]季度|{SMALL}月份?|"
    r"(?:上|前|去)(?:一?个?)(?:期|月|周|季度?|次|年度?|半年|阶段|回))"
)
_MATTER = (
    r"(?:内容|情况|进展|进度|填报|所报|所填|报送|汇报|工作|的|无变化|没有变化|基本|完全|仍|保持|说明|描述|所述|材料|数据|"
    r"填写|开展|落实)"
)
_AS_BEFORE = re.compile(
    rf"{_MATTER}*,?(?:(?:同|如|照|按照?|参照|参考|参见|沿用|延续|详?见|承接){_WHEN}(?:{_MATTER})*"
    rf"|(?:与|和|跟|同){_WHEN}{_MATTER}*(?:一致|相同|一样|无异|无变化|没有变化|没变|差不多|无差别|持平)"
    "|维持(?:原状|现状|不变)"
    rf"|{_WHEN}{_MATTER}*已(?:经)?(?:报|填|上报|报送|填报|说明|汇报)过?)(?:,?(?:没有|无)(?:新)?(?:变化|进展))?[。.;]?"
)

_PROMPT = (
    "工作|任务|推进|措施|进展|情况|具体|本期|本月|成效|落实|完成|主要|内容|举措|做法|开展|及|和|与|或|的|、|该项|此项|单位|"
    "简要|有关|相关"
)
_ASKS = r"(?:请|此处|在此|此栏|这里|本栏|需|应)*(?:填写|填报|填入|填|写明|输入|简述|概述|描述|写出|录入)"
_LENGTH = r"(?:字数|篇幅)?(?:不超过|不少于|控制在|限|约)?\d{1,4}字(?:以内|之内|以上|左右)?"
_NO_GAPS = "(?:请?勿|不得|不能|不要|不可)(?:留空|空项|空白|漏项|漏填|为空|缺项|空着)"
_TYPE = "(?:单击|点击|双击|单击或点击)(?:此处|这里|此)?(?:以|可)?(?:输入|键入|添加|编辑)(?:文字|内容|文本)?"
_BRIEFLY = (
    "文字(?:表述|说明|描述)|请?(?:简要|简明|如实|据实|详细|逐项|分条|扼要){1,2}(?:说明|填写|填报|描述|叙述|列出|概述)"
)
_ONLY_PROMPT = re.compile(
    rf"[(\[【]?(?:(?:{_TYPE}|{_BRIEFLY}|{_NO_GAPS}|{_LENGTH}|{_ASKS}(?:{_PROMPT})+)[,，、]?){{1,4}}[)\]】]?[。.:]?|[(\[【]?(?:{_ASKS}(?:{_PROMPT})+|(?:工作|任务|推进|落实)*措施[及和与](?:{_PROMPT})+)[)\]】]?[。.:]?"
)

_OPENS = re.compile(
    r"[(\[【<《]?(?:(?P<shows>示例|样例|范例|示范|样本|范本|模板|举例|例如|例|如|填(?:写|报|表)(?:说明|要求|提示|须知|示例|样例))"
    r"|(?P<may>温馨提示|提示|说明|注意?|备注|要求))\d{0,2}[)\]】>》]?[:：]?"
)
_INSTRUCTS = re.compile(
    r"填(?:写|报|入|列)|写明|注明|写清|本栏|此栏|该栏|请[^,。;]{0,6}(?:报送|说明|简述|概述|按|如实)|不得空|不能空|勿留空"
)

_HOUSE_NAME = (
    r"[\u4e00-\u9fff]{1,12}(?:局|委员会|村委会|居委会|办公室|卫生院|医院|学校|小学|中学|幼儿园|中心|分局|派出所|[支大]队|公司"
    r"|[站所科股镇乡村]|街道|街道办|社区)"
)
_HOUSE = re.compile(_HOUSE_NAME)
_DOES = "填报|填写|报送|上报|汇总|提供|统计|反馈|负责|安排|实施|办理|落实|承担"
_WHOSE = re.compile(
    r"(?:(?:此|该|本|这)?项?(?:工作|任务)?|(?:相关|具体|有关)?(?:数据|材料|情况|内容|进展|信息))(?:已|均|统一)?由"
    rf"[\u4e00-\u9fff、]{{2,14}}?(?:牵头|统一|具体|统筹|全权|共同)?(?:(?:{_DOES}){{1,2}})[。.]?"
    r"|(?:由|等|等待|待|服从|听从)(?!已)[\u4e00-\u9fff]{2,8}统一[\u4e00-\u9fff]{2}[。.]?"
    rf"|(?:数据|时间|具体|情况|结果){{0,2}}(?:均|一律)?以{_HOUSE_NAME}[\u4e00-\u9fff]{{0,6}}为准[。.]?"
    rf"|(?:{_HOUSE_NAME}|办公室)(?:具体|统一)?(?:牵头|负责|配合|主抓)[。.]?"
    rf"|(?:积极|全力|主动|认真|做好)*(?:配合|协助|支持|协同|会同)(?:好|了)?(?:{_HOUSE_NAME}|(?:牵头|主管|责任|相关|有关|上级)(?:单位|部门)|办公室)"
    r"(?:做好|做|开展|推进|完成|落实|抓好|抓)(?:了|好)?(?:(?:相关|有关|各项|该项|此项|本项|日常|专项)(?:的)?)*(?:工作|任务|事项|活动)[。.]?"
)
_HOUSES_DEED = re.compile("[已了到进在建改修查办开成入下赴往送对向与和无未没不有是]")  # 改造卫生院 names no unit

# A deed of no kind: 已召开会议, 排查中. With a thing, a day or a number it is none of these.
_DEED = (
    "例?会议?|检查|排查|自查(?:自纠)?|巡查|抽查|督查|督导|培训|学习|宣传|起草|拟定|转发|对接|申报|"
    "走访|座谈|考核|演练|宣讲|调研|动员|通报|调度"
)
_ONLY_DEED = re.compile(
    rf"(?:{_NOW}|{_WE}|均|都|多次|定期|不定期|经常|及时|认真|积极|已经?|正在?|现已|现正|按要求|按时"
    r"|(?:坚持|做到|实行)?每(?:[日天周月旬年]|季度|半年))*+"
    r"(?:召开|开展|组织|进行|实施|完成)?了?(?:相关|有关|各项|专项|专题|全面|集中|多次|此项|该项)*+"
    r"(?:(?:按照?|采取|采用|通过|以)[^,。;\d]{1,12}(?:方式|形式|方法|要求))?(?:开展|组织|进行|实施)?"
    rf"(?:{_DEED})(?:工作|活动|任务)?(?:[至到给]?各(?:科室|单位|部门|村|学校|社区))?(?:中|了|过|完毕|完成|结束)?[。.]?"
    rf"|(?:{_DEED})(?:均|都)?已经?(?:召开|开展|组织|进行|实施|举行)[。.]?"
)

# A duty lived up to, a paper carried out, is no deed of a day: 落实河长制三级责任, 执行值班制度.
_CARRIES_OUT = r"(?:认真|严格|切实|全面|层层|积极|坚决|扎实|深入|进一步)*(?:落实|贯彻|执行|履行|遵守|压实)(?:好|了)?"
_DUTY = re.compile(
    rf"{_CARRIES_OUT}[\"“]?(?:20\d\d年度?)?{_HAN}{{0,12}}(?:责任[书制]?|职责|承诺书?|义务|方案|预案|规定|制度|要求)[\"”]?"
)

_TORSO = re.compile(
    rf"(?:{_NOW}|{_WE}|该项工作|此项工作)*+(?:暂未|尚未|还未|还没有?|仍未|未|暂时没有|尚待|尚|"
    rf"正在?|拟|将|因|由于|因为|待|已经?|计划|准备)[,。.;…]*"
)
_DAY = rf"(?:{SMALL}月份?)?{SMALL}[日号]|[今昨前]天|当[天日]"
_TELLING = (
    "网报|汇报|报告|报送|发送|上传|录入|填报|上报|提交|"
    "沟通|告知|说明|反馈|发出|寄出|寄送|传送|传真|传|发|报|交|送|递交|转达|报备|请示|知会"
)
_ABOVE = r"[\u4e00-\u9fff]{0,10}(?:局|委|办|部|厅|处|科|股|政府|镇|乡|街道)(?:备案|审核|汇总)?"  # 已报县教育局
_PAPER = "汇报材料|自查|图片|照片|材料|报告|情况|表格|报表|邮件|文件|总结|台账|进展|资料|附件|工作|此项|该项|相关|有关"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted((re.escape(fold(word)) for word in words), key=lambda word: (-len(word), word))) or "(?!)"


@lru_cache(maxsize=4)
def _told(words: Words) -> re.Pattern[str]:
    """(材料)已(通过)邮件发送(办公室), 已向领导汇报, 报告已提交: the whole text tells of reporting."""
    channel = _any(words.channels)
    return re.compile(
        rf"(?>{_PAPER})*(?:于?(?:{_DAY}))?(?:均|都)?(?:已经?|现已)"
        rf"(?>于?(?:{_DAY})|通过|以|用|在|向|经|由|至|到|给|{channel}|{_PAPER}|形式|方式)*"
        rf"(?:(?:{_TELLING})(?:过|了|完毕|完成|成功)?(?>至|到|给|在|于|{channel}|{_PAPER})*+"
        rf"|(?:上?报送?|报告|提交|反馈)(?:至|到|给|了)?{_ABOVE})[。.;]?|(?:{channel})(?:{_TELLING})(?:过|了)?[。.;]?",
        re.IGNORECASE,
    )


# What was done to what, in so many words: 系统已切换, 已结案, 装了路灯. What one does with any matter at all
# (已跟进, 已布置, 已交镇政府) says no more than that it is in hand.
_CHANGED = re.compile(
    rf"(?P<thing>(?:{_HAN}|[A-Za-z0-9]){{0,10}}?)(?:现|均|都|全部)?已经?(?:全部|均)?(?P<deed>{_HAN}{{1,10}}?)了?|(?P<did>{_HAN}{{1,2}})了(?P<what>{_HAN}{{2,8}})"
)
_IN_HAND = re.compile(
    "传达|着手|跟进|考虑|遵照|遵循|对照|显现|显示|体现|取得|传导|达到?(?!产)|关注|了解|熟悉|掌握|领会|理解|牢记|铭记|展开|铺开|推开|行动|响应|承接|接手|认领|分解|细化|转办|交办|督办|列入|提上|养成"
    "|布置|融入|责成|[归存]档|存查|回复|反馈|通知|告知|同意|认可|支持|配合|重视|强调|要求|提醒|嘱|清楚|明白|[填交另知阅看收悉懂做搞弄办抓管说讲忘没]"
)


_NO_THING = re.compile(
    "效果|成效|作风|压力|认识|思想|氛围|机制|干劲|责任|意识|能力|水平|精神|态度|信心|局面|格局|面貌|进展|预期|议程|成果|材料|资料|情况|状况|工作|任务|要求|措施"
)
_FINISHED = re.compile(
    rf"(?P<thing>(?!超额|足额|提前|无法|不能|部分|大部|预期|目标|指标|进度){_HAN}{{2,8}}?)(?:现|已经?|均|都|全部|顺利|按期|如期)*(?:完成|合格|通过|结束|完毕|就位|到齐|到货|[打贯]通)"
)


_WHICH = "[^\\W\\d_a-zA-Z待等需拟将未无不没尚若如因请望要保争预计划按已]{0,6}?"  # 水库主体工程完工, not 待资金到位


@lru_cache(maxsize=4)
def _stage(words: Words) -> re.Pattern[str]:
    """设备到位, 主体已封顶, 正在安装, 已投入使用: how far a thing with stages has come."""
    thing, stage, reached = _any(words.staged), _any(words.stages), _any(words.reached)
    done = "(?:正在|正|已经?|现已|现正|均已|全部|基本|顺利|一次性|按期|如期|刚|完成了?|进入|通过了?|取得|进行)"
    return re.compile(
        rf"(?!高度|认真|积极|严格|及时){_WHICH}(?:{thing}|的){{1,3}}{done}*(?:{reached}|{stage})(?:阶段|中|完毕|完成|使用)?"
        rf"|{done}+(?:(?:国家|自治区|[省市县旗区])级?)?(?:{thing})?(?:{stage})(?:阶段|中|完毕|完成|合格|通过|工作)?(?:{thing})?"
        rf"|(?:{stage})(?:{reached}|阶段|中)"
        rf"|{done}*(?:取得|获得|领取|拿到|办理|办好|办妥)了?[\u4e00-\u9fff]{{0,6}}(?:{thing})|在建|续建|缓建|停建",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)
def _stage_word(words: Words) -> re.Pattern[str]:
    return re.compile(_any(words.stages), re.IGNORECASE)


def not_ours(text: str) -> bool:
    """不涉及, 本单位不适用: an explicit nil that says why. `text` is folded, here and below."""
    return len(text) <= FEW and bool(_NOT_OURS.fullmatch(text))


def stage(text: str, words: Words) -> str:
    """The first clause that says which stage a thing has reached (主体封顶), or empty."""
    fits = _stage(words)
    return next(
        (clause for clause in re.split(r"[,。;、!]", text) if len(clause) <= FEW and fits.fullmatch(clause)), ""
    )


def changed(clause: str) -> tuple[str, str]:
    """What was done and to what, of a clause that says both or the first in so many words; empty of any other."""
    found = _CHANGED.fullmatch(clause) if len(clause) <= _SO_MANY else None
    if not found or _IN_HAND.search(found["deed"] or found["did"]) or _NO_THING.search(clause):
        return "", ""
    return found["deed"] or found["did"], found["thing"] or found["what"] or ""


def finished(clause: str) -> str:
    """The thing of which a clause says that it is over or up to standard (换届完成, 复查合格), or empty."""
    found = _FINISHED.fullmatch(clause) if len(clause) <= _SO_MANY else None
    return found["thing"] if found else ""


def as_before(text: str) -> bool:
    """同上月, 与上期一致, 上月已报: it points at another time's report."""
    return len(text) <= FEW and bool(_AS_BEFORE.fullmatch(text))


def told(text: str, words: Words) -> bool:
    """已电话汇报, 材料已发邮箱: it tells of reporting, not of doing."""
    return len(text) <= FEW and bool(_told(words).fullmatch(text))


def only_prompt(text: str) -> bool:
    """填写措施及进展: the form's own prompt or heading, shortened."""
    return len(text) <= FEW and bool(_ONLY_PROMPT.fullmatch(text))


def left_standing(text: str) -> bool:
    """示例：…, 填写说明：…, 提示：请写明…: what tells how to fill in the form was left where the answer belongs."""
    found = _OPENS.match(text)
    marked = found and found[0][-1] in ":)]】>》"
    return bool(found and marked and (found["shows"] or _INSTRUCTS.search(text)))


def only_deed(text: str) -> bool:
    """已召开会议, 排查中: that something was done, and nothing of what."""
    return len(text) <= FEW and bool(_ONLY_DEED.fullmatch(text))


def only_duty(text: str) -> bool:
    """落实河长制三级责任, 执行值班制度: that one does what one has to."""
    return len(text) <= FEW and bool(_DUTY.fullmatch(text))


def only_who(text: str) -> bool:
    """由水利局牵头负责: whose task it is, not what was done."""
    return len(text) <= FEW and bool(_WHOSE.fullmatch(text))


def only_house(text: str) -> bool:
    """县水利局; 水利站：东村: the name of a unit, or two."""
    parts = re.split("[:、,;和及]", text.rstrip("。"))
    return len(text) <= FEW and all(_HOUSE.fullmatch(part) and not _HOUSES_DEED.search(part) for part in parts)


def beside_stage(text: str, words: Words) -> str:
    """What a clause that says 正在 and names a stage says beside that: 渠道衬砌 of 渠道衬砌正在施工; or empty."""
    rest, found = _stage_word(words).subn("", text.replace("正在", ""))
    return rest if found and "正在" in text else ""


def cut_short(text: str) -> bool:
    """暂未, 目前正在: the sentence ends before it says what."""
    return len(text) <= FEW and bool(_TORSO.fullmatch(text))
