"""Evidence of fact in a progress text: days, quantities, named documents. Length is never evidence.

Works on folded text (see `wording.fold`). Policy phrases that carry numerals (二十大, 十四五, 两个维护), list
numbers, deadlines (12月底前), as-of dates (截至6月25日) and requirements (不少于2次) are not facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasklist.text.memory import remembered
from tasklist.text.normalize import fold
from tasklist.text.patterns import quick


def _any(words: str) -> str:
    """The alternatives of a pattern, written as words between spaces."""
    return "|".join(words.split())


_NUMERAL = "[一二两三四五六七八九十百千万零〇]"

_POLICY_PHRASES = r"""
    第[一二三四五六七八九十百零0-9]{1,4}(?:届|次全|个?五年|个?百年)
    第[一1](?:责任人|议题|书记|时间|要务|位|线|梯队|关口|道防线|方阵|资源|要素|感)
    第[一二三四1-4](?:人民医院|医院|中医|附属)
    (?:党的)?(?:二十|十[六七八九])(?:大|届[一二三四五六七]?中?全?会?)(?!厅|楼|道|门)
    [一二三四五六七八九十]{1,3}(?:中全会|个五年) 十[二三四五]五(?:规划|时期|期间)?
    [三四五六七八九十]进(?=活动|工作|宣|、|,|"|”|$) 四风 五位一体 四个全面 三会一课 两学一做 三重一大 一岗双责
    双随机,?一公开 八项规定 一把手 三严三实 四下基层 两新 两微一端 两微 六稳 六保 一条主线 两件大事 五大任务
    六大工程 一体化 一盘棋 一张网 一张图 一站式 一窗 一人一[档策案] 一户一 [一两]手抓 三全育人 十八项 九项准则
    核心制度 (?<!\d)365天 [二三四五六七八九十]大(?:攻坚战|战役|工程|行动|体系|提升|专项)
    [二三四五六七八九十]项(?:专项)?行动 三基三严 三不伤害 三个不 两不愁 三保障
    三级[甲乙查医网护] [二三]级(?:医院|公立|综合|护理|网络)
    一级抓一级 一抓到底 一以贯之 一如既往 一丝不苟 一心一意 万无一失 万众一心 千方百计 百年 百姓 百分之百 三令五申
    四不两直 [一三五六十]个一 一体推进 一线 两手 \d{1,3}(?:\+(?:\d{1,3}|n|x)){1,6} 互联网\+ 24小时 7[*×x]24
    (?<!\d)100(?:\.0+)?%
"""
_COUNTED_POLICY = """
    意识 自信 全面 维护 确立 坚持 结合 到位 务必 必须 明确 责任 离不开 认同 与共 打造 共同 毫不动摇 清单 关键 环节
    方面 层面 率先 注重 带头 模范 强化 规范 覆盖 提升 不 一 百分 100 重点 转变 文明 面向 服务 确保 安全 加强 聚焦
"""
_POLICY = quick(f"{_any(_POLICY_PHRASES)}|[二两三四五六七八九十]个(?:{_any(_COUNTED_POLICY)})", re.IGNORECASE)
_ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_LIST_NUMBER = quick(
    rf"[(\[【]{_ORDINAL}[)\]】]|(?:^|(?<=[。;:!?,])){_ORDINAL}[、.](?!\d)|(?:^|(?<=[。;,:]))[一二三四五六七八九十]{{1,2}}是"
)
_NEW_ITEM = quick(rf"(?<![\r\n])[\r\n]++(?=\s{{0,20}}{_ORDINAL}\s{{0,5}}[、.．])|[①-⒛㈠-㈩❶-❿]+")
_UNFILLED = quick(r"[x×_*○〇]{1,4}(?=[年月日次场期人名份个项])|[x×]{2,}|_{2,}|某月|某日|几月几日", re.IGNORECASE)

_MONTH = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,2}})月"
_DAY = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}})[日号]"
_PACKED = r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"  # 20240320
_DATE = quick(
    rf"(?<![\d.]){_PACKED}|{_MONTH}(?:份)?{_DAY}|\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?"
    rf"|\d{{1,2}}[./]\d{{1,2}}(?:日|(?=召开|组织|开展|举办))"
    rf"|(?:上|本|这|每|逢)(?:周|星期)[一二三四五六日天]|{_MONTH}[上中下]旬(?!前)"
    rf"|(?<![\d年月])\d{{1,2}}[日号](?!前)|昨[天日]|前天"
)
_COARSE_DATE = re.compile(rf"{_MONTH}(?!底?前)|[一二三四]季度|第[一二三四1-4]季度|(?:上|下)半年|20\d\d年|年初|年中")
_AS_OF = re.compile(
    rf"截[至止]到?(?:目前|今日?|现在|日前|(?:\d{{1,4}}|{_NUMERAL}{{1,4}}|[年月]){{1,6}}[日号底]?)|目前为止|到目前"
)
_DEADLINE_AFTER = re.compile(r"(?:之|以)?前(?!往|去|来|期)|底前|止")

_UNITS = """
    人次 人天 万人 万元 亿元 千元 学时 课时 小时 分钟 个工作日 工作日 平方米 公里 余人 余次 余份 班次 期次 例次
    次(?!要|序|性|日|月|年) 场(?!地|所|景) 期(?!间|限|待|满|望|盼) 人(?!员|民|才|事|力|物|性|均|口)
    名(?!单|义|称|额) 家(?!庭|属|长|园|具) 份(?!额|子) 篇(?!章) 条(?!件|例) 个(?!人|别|性|体) 项(?!目)
    例(?!会|行|如) 起(?!草|来|到|步|码|点) 台(?!账|阶) 套(?!路) 本(?!院|单|期|月|科|着|级|职|次|地|年|人) 册
    张(?!贴|扬) 块 处(?!理|置|室|方|于|罚|分|长) 户(?!外) 所(?!有|以|在|需|属) 辆 盏 具(?!体|备|有) 幅(?!度)
    面(?!对|向|临|上|积|貌|试) 支(?!部|持|队|付|出|援|撑) 间(?!隔|接) 床 批次 批(?!评|准|复|示|次)
    部(?!门|署|分|长|位|队) 轮(?!流|换|训|岗|转) 讲(?!话|座|解|究|政|堂) 堂 节(?!约|能|日|假|水|点|省|目) 届
    天(?!然) 周(?!密|边|到|全|期|知) 组(?!织|长|建|成|合) 队(?!伍|员|长) 类(?!似|别|型) 件(?!事) 宗 步(?!骤|伐) 岁
    箱 盒 袋 瓶 只(?!有|要|是) 米 吨 公斤 kg 科(?!学|技|室|普) 村(?!级) 点(?!击|评|面|位) 版(?!面|本) 遍 页 字(?!面)
    眼(?!科|睛|前|镜|看) 口(?!号|头|径|腔|服|述|岸|碑) 座(?!谈|位|机|右) 根(?!据|本|治|除)
    段(?!时间) 孔 头(?!脑|部|等) 枚 颗
    艘 架(?!构|设) 羽
    把(?!关|握|好|手) 副(?!主|局|院|县|镇|书|校|所|科|乡) 立方 公顷 千瓦 方(?!案|面|式|便|法|向|针|位|可)
    票 位 % ‰ 元 年级 号楼 层楼 平米 亩 班(?!子|组) 门(?!诊|类) 笔
    分(?!类|析|布|工|为|别|解|管|担|享|级|层|发|清|明|子|歧|院) 对(?!照|标|接|于|口|象|外|比) 顶 双(?!向|方) 株 棵
    桶 筐 条次 人份 剂 针 管 杯 卷 摞 封 通(?!过|知|报) 趟 回 桌 车(?!辆)
"""
_ONE_UNITS = "次(?!性) 场(?!地|所) 期 名 份 例(?!外) 家 台 篇 堂 节 部 辆 轮"
_UNIT = _any(_UNITS)
_QUANTITY = quick(
    rf"(?<![\d.\-第])\d[\d,]{{0,14}}(?:\.\d{{1,6}})?(?:余|多|几|来)?[万千百亿]?(?:余|多|个)?(?:{_UNIT})"
    rf"|(?<![第每唯同任哪统专单这那逐有进])[一](?:{_any(_ONE_UNITS)})"
    rf"|(?<=[案件故纷诉])一起|一起(?=[^,。;]{{0,8}}(?:案|事件|事故|纠纷|投诉))"
    rf"|(?<![第一]){_NUMERAL.replace('一', '')}{_NUMERAL}{{0,8}}(?:余|多|来)?(?:{_UNIT})"
    rf"|(?<![第]){_NUMERAL}{{2,9}}(?:余|多|来)?(?:{_UNIT})",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{1,9}(?:\.\d{1,6})?:\d{1,9}(?:\.\d{1,6})?|第\d{1,6}(?:期|次|场|批|轮|号)(?!全|党)")
_REQUIREMENT_BEFORE = re.compile(r"(?:不少于|至少|不低于|不超过|不得少于)$")
_REQUIREMENT_AFTER = re.compile(r"(?:以上|及以上)")
_PHONE = quick(rf"(?:1[3-9]\d{{9}}|(?<!\d)0\d{{2,3}}-?\d{{7,8}}|(?<!\d)(?!{_PACKED})[2-8]\d{{6,7}})(?:\.0)?(?!\d)")
_DOCUMENT = re.compile(r"《[^》]{2,80}》|[〔\[(【]20\d\d[〕\])】]\d{1,6}号|\d{1,6}号文")
# What one acts on: its numbers and days are another's (按照第3次常务会议精神, 收到5月6日通知后).
_ACTED_ON = quick(
    r"(?:根据|按照?|依照|依据|遵照|对照|贯彻(?:落实)?|落实|执行)[^,。;:了已]{1,24}?(?:精神|要求|部署|规定|方案|通知|文件|方式|标准|指示|批示|意见)"
    r"(?=[,。;]|$|[^\d]{0,12}$)"
    r"|(?:收到|接到|接)[^,。;了已]{1,16}?(?:通知|文件|任务|要求|函|方案|电话)(?:之?后|以来|,)"
)
_OF_THAT_TIME = re.compile(  # 2024年目标任务, 一季度工作情况: what it is of, not when it was
    r"度?的?(?:目标|任务|责任[书制状]|计划|重点|工作(?!组|专班|队)|指标|要点|方案|各项)"
)
_BASIS = re.compile(r"(?:根据|按照|依据|对照|遵照|依照|贯彻|落实|执行|遵守|围绕|按|学懂弄通)[^,。;]{0,12}$")


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence: `kind` is date, coarse (a month, quarter or year), quantity or document."""

    kind: str
    words: str
    at: int

    @property
    def solid(self) -> bool:
        """Enough by itself; a month alone is not."""
        return self.kind != "coarse"


@lru_cache(maxsize=16384)  # a unit's other rows are read again for each of its rows
def prepared(text: str) -> str:
    """Folded text in which list numbers and circled numbers became breaks."""
    return _LIST_NUMBER.sub(";", fold(_NEW_ITEM.sub(";", text)))


@lru_cache(maxsize=1024)  # for the facts and for the clauses of a text
def without_policy(text: str) -> str:
    """The same text, length kept, with policy phrases, as-of dates and unfilled blanks covered by `~`."""
    for pattern in (_POLICY, _AS_OF, _UNFILLED, _PHONE):
        text = pattern.sub(lambda match: "~" * len(match[0]), text)
    return text


def without_documents(text: str) -> str:
    """The same text, length kept, with named documents covered too: their words name no act."""
    return _DOCUMENT.sub(lambda match: "~" * len(match[0]), without_policy(text))


def beside_basis(text: str) -> str:
    """The same text without what one acts on: 按照“双随机”要求开展监管 says 开展监管."""
    return _ACTED_ON.sub("", text)


def unfilled(text: str) -> str:
    """The first blank of a specimen sentence nobody filled in (X月X日, XX次), or empty."""
    found = _UNFILLED.search(text)
    return found[0] if found else ""


def phones(text: str) -> list[str]:
    """The telephone numbers in a text."""
    return _PHONE.findall(text)


READ = 10_000  # characters of one answer that are read: the longest honest one had a third of it
_NEAR = 16  # characters before and after a find that may take its force


@lru_cache(maxsize=16384)
def facts(text: str) -> tuple[Fact, ...]:
    """The evidence in a prepared text, in reading order; no two overlap."""
    covered = _ACTED_ON.sub(lambda match: "~" * len(match[0]), without_policy(text))
    found: list[Fact] = []
    for kind, pattern in (
        ("document", _DOCUMENT),
        ("date", _DATE),
        ("quantity", _SERIAL),
        ("quantity", _QUANTITY),
        ("coarse", _COARSE_DATE),
    ):
        matches = [*pattern.finditer(covered)]
        if not matches:
            continue
        hidden = _covered(covered, matches)  # what was found is covered as the search goes on
        for match in matches:
            start, end = match.span()
            if _counts(kind, hidden[max(0, start - _NEAR) : start], covered[end : end + _NEAR]):
                found.append(Fact(kind, match[0], start))
        covered = hidden
    return tuple(sorted(found, key=lambda fact: fact.at))


def _covered(text: str, matches: Sequence[re.Match[str]]) -> str:
    """The same text, length kept, with what was found covered by `~`."""
    parts: list[str] = []
    at = 0
    for match in matches:
        start, end = match.span()
        parts += (text[at:start], "~" * (end - start))
        at = end
    return "".join((*parts, text[at:]))


def evidence(text: str) -> frozenset[str]:
    """The words of every fact in a text as it was typed."""
    return remembered(
        ("evidence", text), lambda: frozenset(fact.words for fact in facts(prepared(text))), sorted, frozenset
    )


def without(text: str, found: Sequence[Fact]) -> str:
    """A prepared text with the facts found in it taken out."""
    ends = [0, *(fact.at + len(fact.words) for fact in found)]
    starts = [*(fact.at for fact in found), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _counts(kind: str, before: str, after: str) -> bool:
    if kind == "document":
        return not _BASIS.search(before)
    if kind == "coarse" and _OF_THAT_TIME.match(after):
        return False
    if kind in ("date", "coarse"):
        return not _DEADLINE_AFTER.match(after)
    return not (_REQUIREMENT_BEFORE.search(before) or _REQUIREMENT_AFTER.match(after))
