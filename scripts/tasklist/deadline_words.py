"""The words of 完成时限 phrases: a phrase becomes a row of tokens, and every character lands in one.

Order is meaning: a longer word hides a shorter one (提前 is not 前, 及时 is not 时), and right after a
date its marks come first (6月底前 + 提交, never 前提). What no table knows is `text` (free words around a
date) or, when it could bind a date we cannot read (前, 后, 期, 若 …), `danger`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tasklist.wording import fold, number


class Token(NamedTuple):
    """One word: its kind, the text it was read from, and its numbers."""

    kind: str
    text: str
    value: tuple[int, ...] = ()


N = r"(?:\d+|[零〇○一二三四五六七八九十百两]+)"
WEEK = "(?:周|星期|礼拜)"
WEEKDAYS = {
    name: day for day, names in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7"), 1) for name in names
}
ISSUE = (
    r"(?:本?(?:通知|文件|任务清单|清单|文)|本(?:方案|意见|办法|计划))?"
    r"(?:印发|下发|发文|发布|公布|发出|制发)"
)
WITHIN = "(?P<within>之内|以内|内)"
MEASURES = (
    "[%‰次家个人项级类批轮条种件份篇场户台张套处名例万亿元所支座期版岁大员站馆倍步块组幢栋辆床米吨期](?!工作日|月|季|星期|小时)"
    "|以上|以下|平方|公里|方面|阶段|院"
)

DATE_KINDS = frozenset(
    "full ym plan year rel_year next_year year_end half quarter rel_quarter month rel_month month_end rel_week day md "
    "third edge".split()
)
DURATIONS = frozenset("workdays months quarters weeks days years".split())

# (kind, pattern): the first that fits at a place wins. Groups: y, m, d, n are numbers; others are looked up.
DATES: tuple[tuple[str, str], ...] = (
    (
        "issue",
        rf"[自从]?{ISSUE}(?:(?:之日|当日|之时)(?:起|(?:之|以)?后)?|起|(?:之|以)?后(?!续))|自(?:即日|通知之日)起(?={N})",
    ),
    ("now", "[自从]?即日起?|从现在起|自现在起"),
    ("workdays", rf"(?<![\d第])(?P<n>{N})个?工作日{WITHIN}?"),
    ("months", rf"(?<![\d第])(?P<n>{N})个月{WITHIN}|(?P<half>半)年{WITHIN.replace('within', 'also')}"),
    ("quarters", rf"(?<![\d第])(?P<n>{N})个季度{WITHIN}"),
    ("weeks", rf"(?<![\d第])(?P<n>{N})个?{WEEK}{WITHIN}"),
    ("days", rf"(?<![\d第月])(?P<n>{N})(?:个?(?:自然日|日历日)|[日天]){WITHIN}"),
    ("years", rf"(?<![\d第])(?P<n>\d{{1,2}}|[一二三四五六七八九十两]{{1,2}})年(?:时间)?{WITHIN}"),
    (
        "full",
        r"(?<![\d.])(?P<y>\d{4})(?P<s>[-./])(?P<m>\d{1,2})(?P=s)"
        r"(?:(?P<clock>\d{1,2}T?\d{0,2})(?::\d{2}){1,2}|(?P<d>\d{1,2})(?![\d:月]))[日号]?",
    ),
    ("full", r"(?<![\d.])(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?![\d.])"),
    ("ym", r"(?<![\d.])(?P<y>\d{4})[-./](?P<m>\d{1,2})(?![\d.])月?份?"),
    ("ym", r"(?<![\d.])(?P<y>20\d{2})(?P<m>\d{2})(?![\d.])"),
    ("plan", "十(?P<n>[一二三四五六七])五(?:规划)?(?:(?:期间|时期|期末|末|底)|(?=结束|以?前|之前|内|$|[,;。、()]))"),
    (
        "every",
        rf"(?:每一?个?|逐){WEEK}(?:(?P<wd>[二三四五六日天](?![次篇条场轮份个项家])|一(?=[前之以上中下晚\d,;。、()]|报送|上报|报告|$)))?",
    ),
    ("every", "(?:每一?个?|逐)(?P<u>季度|季|半年|年度|年|月)(?P<closed>(?:结束|终了)?后)?"),
    ("every", "(?:一|1)?个?(?P<u>半年|季度|季|月|年|周)(?:至少)?(?:一|1)次(?!性)"),
    ("every", "按(?P<u>周|月|季度|季|半年|年度?)(?=报|上报|调度|通报|$)"),
    ("nth_month", "(?P<n>首)个?月|第(?P<m>[一二三123])个?月|(?:最后一?个|末)(?P<last>月)"),
    ("half", "(?P<n>上|下)半年(?:度)?"),
    ("quarter", "第?(?P<n>[1-4一二三四])季度?|Q(?P<m>[1-4])|(?P<first>首)季度?"),
    ("rel_quarter", "(?P<rel>本|当前|下)(?:一|个)?季度?"),
    ("year", r"(?<!\d)(?P<y>\d{4}|[一二][〇零○一二三四五六七八九]{3}|[12]\d)年度?(?!轻|级|龄)"),
    ("rel_year", "(?P<rel>今|本|当|明|来|后)年度?"),
    ("next_year", "(?:次|翌|第二)年度?"),
    ("year_end", "年度?(?P<e>底|末|终|内|中)|(?P<all>全)年度?|岁末"),
    ("month", rf"(?<![\d.])(?P<n>{N})月份?"),
    ("rel_month", "(?P<rel>本|当|下)个?月份?"),
    ("month_end", "月(?:底|末)"),
    ("rel_week", rf"(?P<rel>本|这|下){WEEK}(?P<wd>[一二三四五六日天](?!次))?(?!末)"),
    ("day", rf"(?<![\d.])(?P<n>{N})[日号]"),
    ("md", r"(?<![\d.])(?P<m>\d{1,2})[./](?P<d>\d{1,2})(?![\d.%‰万亿元个倍公米分版:])[日号]?"),
    ("third", "(?P<t>上中|中上|中下|上|中|下)旬|(?P<h>上|下)半月"),
    ("weekday", rf"(?<![每本下]){WEEK}(?P<wd>[一二三四五六日天])"),
    (
        "time",
        r"(?:上午|下午|中午|晚上|早上|傍晚|晚)?(?:(?P<n>\d{1,2})(?::\d{2}(?::\d{2})?|[时点](?!\d{4})(?:\d{1,2}分?|半|整|正)?)|下班)"
        "|[上下]午|中午|晚上",
    ),
    ("count", rf"\d+(?:\.\d+)?[余多]?(?:{MEASURES})"),
    ("num", f"第?(?P<n>{N})"),
)
MARKS: tuple[tuple[str, str], ...] = (
    ("mark", r"(?:或)?(?:以前|之前)|前后|左右|前夕|前(?!夕)|之内|以内|内|期间|时期|期内|为止|止|间|许"),
    ("start", r"(?:正式)?(?:启动|开始)|起(?!草|步|底|诉)(?:开始|实施|执行|施行)?"),
    (
        "edge",
        r"(?P<e>底|末(?!月)|初(?!步|审|选|评|验|稿|心|级|中|期))(?!数|端)|中(?!旬|午|期|层|心|小|医|央|标)|最后(?:一|1)[天日]",
    ),
    ("after", r"(?:之|以)?后(?!续|勤|备)"),
)


def _words(text: str) -> str:
    return "|".join(sorted(text.split(), key=lambda word: (-len(word), word)))


WORDS: tuple[tuple[str, str], ...] = (
    (
        "roll",
        r"(?:如|若)?(?:遇|逢)?(?:法定|国家法定)?(?:节假日|双休日|周末|休息日)(?:和|或|及)?(?:周末|双休日|休息日)?(?:则)?顺延",
    ),
    ("extend", r"(?:现|已经?)*(?:延期|延长|顺延|推迟|延后|调整|变更|提前|改)(?:到|至|为)|(?:已)?延(?:至|到)|现为"),
    ("was", "原(?:定|计划|为|时限)?(?!则|因|料|有|来|文|始|件|发|地|位|点|创|计|定)"),
    (
        "object",
        r"(?:常态|长效)化?(?:、?(?:长效|规范|制度|常态)化?)*(?:工作|管理|运行|监管|防控|推进)?(?:机制|制度|体系)|中长期|长期护理|日常工作|日常管理",
    ),
    (
        "ongoing",
        _words(
            "常态化 常态长效 常态 长期 持续 坚持不懈 常抓不懈 经常性 经常 日常 始终 贯穿 常年 不间断 一以贯之 长效 "
            "滚动推进 永久 不断 久久为功"
        ),
    ),
    (
        "then",
        r"(?:完成|建成|到位|达标|结束)?(?:之后|此后|以后|其后|今后|后)(?=,?(?:再|并|要|继续|全面|转入|进入|实行|实施|纳入)*(?:长期|持续|常态|坚持|不断|经常|日常|始终))",
    ),
    (
        "danger",
        _words(
            "拟延期 可延 最长延 视情 视工作 视进展 视需要 视实际 视疫情 另行 另有 待定 未定 待通知 收到 接到 获悉 当天 当日 当季 如遇 如有 如需 如果 "
            "倘若 假如 或者 春节 元旦 国庆 中秋 端午 五一 十一 七一 八一 清明 劳动节 建军节 建党节 汛期 双月 单月 隔月 隔周 隔年 申请 经批准 "
            "取消 作废 删除 暂停 终止 不含 不再 暂不 次月 次周 次日 周末 半年 逐年 逐月 逐季 逐周 以来 天前 周前 除外 以外 滞后 不得早于 "
            "结束后 完成后 实施后 后的 隔周 每次 每批 每轮 每期 每天 每日 每旬 每两周 每两月 每两个月 每双月 每双周 每单月 每隔 今明两年 近两年 "
            "节前 会前 会后 年前 年后 事后 赛前 课前 考前 开学 放假 寒假 暑假 入冬 入夏 入秋 雨季 旺季 淡季 冬季 夏季 秋季 春季 去冬今春 今冬明春"
        ),
    ),
    (
        "vague",
        _words(
            "适时 择机 酌情 及早 尽早 近期 中期 远期 短期 立即 立行立改 马上 即刻 即时 按照 按上级 按省 按市 按国家 按要求 按进度 按计划 按规定 "
            "按实际 按 根据 依据 待 视 届时 随时"
        ),
    ),
    (
        "past",
        _words("上年度 上一年度 上年 去年 前年 往年 历年 上一季度 上季度 上个季度 上一月 上个月 上月 上周 上半月"),
    ),
    (
        "hedge",
        _words("力争 原则上 确保 争取 务必 预计 拟于 拟 计划 暂定 一般 尽量 尽可能 大约 约 最好 初步定于 暂定于"),
    ),
    (
        "prep",
        _words(
            "不得晚于 不得迟于 不晚于 不迟于 不超过 最迟 最晚 至迟 截止时间 截止日期 截止到 截至到 截止于 截止 截至 赶在 务于 定于 须于 应于 于 在 自 从 由 分别 "
            "请 均 都 各 的 须 应 需 要 可 完成时限 完成时间 办结时限 整改时限 时限 时间 日期 为 按期 如期 按时 准时 提前 必须 即 直至 直到 并 且 同时 其中 另外"
        ),
    ),
    (
        "subject",
        _words(
            "各单位 各部门 各科室 各股室 各县区 各地 各级 各有关单位 全市 全县 全省 全区 全系统 其它事项 其他事项 其余事项 其它 其他 其余 所有 全体"
        ),
    ),
    (
        "done",
        _words(
            "全部完成 全面完成 基本完成 初步完成 完成 全面 全部 基本 取得 实现 达到 到位 办结 销号 建成 落实 见效 初见成效 明显 成效 整改 结束 投用 投入 收官"
        ),
    ),
    (
        "noun",
        _words(
            "总结 情况 报告 考核 评估 工作 任务 目标 计划 数据 方案 进展 材料 台账 报表 指标 重点 要点 培训 项目 资金 检查 自评 自查 统计 信息 小结 预算 "
            "述职 清单 动态 汇总"
        ),
    ),
    ("soft", _words("最后 及时 尽快 抓紧 稳步 逐步 有序 定期 不定期 分批 分期 分步 同步 统筹 实时 加快 抓好")),
    (
        "neutral",
        _words(
            "试点 重点 要点 热点 难点 堵点 痛点 网点 地点 特点 亮点 站点 节点 起点 定点 "
            "小时 临时 平时 新时代 时代 时效 限时 按时 同时 逾期 预期 前期 后期工作 分期 二期 一期 三期 孕产期 任期制 期刊 长期性 "
            "内容 内部 院内 省内 市内 县内 区内 国内 辖区内 系统内 范围内 行业内 科内 室内 内控 境内 域内 内科 内镜 内涵 内设 内审 内外 "
            "后续 后勤 后备 落后 售后 先后 善后 产后 背后 术后 "
            "目前 当前 前列 前沿 前移 前置 超前 前往 空前 术前 产前 前瞻 先前 前端 "
            "起草 发起 引起 掀起 起步 建起 提起 一起 起到 起底 "
            "主题党日 节日 生日 纪念日 工作日志 宣传月 活动月 生产月 宣传周 宣传日 活动周 活动日 活动年 "
            "年度总结 年度工作 年度考核 年度任务 年度目标 年度计划 年度报告 年度预算 半年总结 半年工作 半年度 年终总结 年终考核 年底考核 年末考核 年底总结 "
            "三年行动 三年计划 五年规划 三年规划 年轻 青年 老年 少年 成年人 未成年 多年 近年 年鉴 年报 年龄 年级 中青年 "
            "周边 周围 周密 周转 四周 周全 周到 一周岁 季度总结 季度报告 季度分析 季度小结 季度情况 季报 月报 周报 日报 "
            "天然 账号 信号 符号 口号 文号 一号 号召 型号 "
            "除险 消除 清除 排除 拆除 解除 根除 扫除 免除 接待 等待 待遇 招待 期待 对待 看待 优待 待办 待业 "
            "统一 唯一 同一 一体化 一体 一律 一次性 一并 一流 单一 专一 之一 三医 双一流 统筹 第一批 第二批 第三批 首批 "
            "如期 例如 诸如 已有 已建 已经 在建 未完成 成效 至少 甚至 以至 到底 得到 做到 感到 直达 报至 报送至 送至 报到 发至 到人 到岗 逢场 "
            "重视 巡视 监视 电视 视频 视力 视野 视察 视为 视同 视听 按摩 按键 当地 应当 担当 适当 相当 正当 当好 当事 当选 恰当 早期 初期 周期 "
            "印发 下发 发布 公布 转发 全周期 全过程 全流程 全覆盖 常住 长期照护 内生 内在 分类 不少于 不低于 不漏 不留 之间"
        ),
    ),
    ("to", r"-{1,2}|—{1,2}|–|―|−|‐|~|〜|至|到"),
    ("list", r"[、和及与]|以及|/|&|\+"),
    ("sep", r"[,;。:()\[\]|!?·…]+?"),
    ("danger", r"[前后内期时除若如或每逢已未日月年周季旬天节]|\d|之日|起"),
    ("text", r"."),
)


def _compile(*tables: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for table in tables for kind, pattern in table)


_LEADING = tuple(entry for entry in WORDS if entry[0] in ("roll", "neutral", "was", "then", "past")) + tuple(
    entry for entry in WORDS if entry[0] == "extend"
)
_ANYWHERE = _compile(_LEADING, DATES, WORDS)
_AFTER_DATE = _compile(MARKS, _LEADING, DATES, WORDS)
_MARKABLE = DATE_KINDS | {"every", "time", "nth_month", "weekday"}
_ASIDE = re.compile(rf"\((?:(?P<day>{WEEK}[一二三四五六日天])|含.{{0,3}})\)")
_CIRCLED = re.compile(r"[\u2460-\u249b]")
_QUOTES = re.compile(r"[“”‘’\"'「」『』〝〞`]")
_TITLE = re.compile(r"《[^》]*》?")
_ENUMERATOR = re.compile(r"(?:(?<=^)|(?<=[;,。]))\(?\d{1,2}[.)](?=\d{1,2}月|20\d\d年|每)")


def clean(text: str) -> str:
    """`text` folded, quotes dropped, 《titles》 and ① turned into words and separators that hold no date."""
    folded = fold(_CIRCLED.sub("；", text))
    folded = _TITLE.sub("某", _QUOTES.sub("", folded)).replace("【", "(").replace("】", ")")
    folded = _ASIDE.sub(lambda aside: aside["day"] or "", folded)
    return _ENUMERATOR.sub("", folded).strip(",;。、")


def tokens(text: str) -> tuple[Token, ...]:
    """Every character of `text` (as `clean` left it) in tokens, bare numbers of lists given their unit (3、4月)."""
    return _with_units(list(_scan(text)))


def _scan(text: str) -> Iterator[Token]:
    place, after_date = 0, False
    while place < len(text):
        for kind, pattern in _AFTER_DATE if after_date else _ANYWHERE:
            match = pattern.match(text, place)
            if match and match.end() > place:
                token = _token(kind, match)
                yield token
                place, after_date = match.end(), token.kind in _MARKABLE
                break
        else:
            yield Token("danger", text[place])
            place, after_date = place + 1, False


def _token(kind: str, match: re.Match[str]) -> Token:
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    value = _VALUES[kind](found) if kind in _VALUES else ()
    return Token("danger", match.group()) if None in value else Token(kind, match.group(), value)


def _numbers(found: dict[str, str]) -> tuple[int | None, ...]:
    return tuple(number(found[name]) for name in "ymdn" if name in found)


def _full(found: dict[str, str]) -> tuple[int | None, ...]:
    """A date whose day runs into the hour (2023-06-3000:00:00) counts only when it splits in one way."""
    year, month, clock = found["y"], found["m"], found.get("clock", "")
    if not clock:
        return _numbers(found)
    before, mark, _ = clock.partition("T")
    if mark or len(clock) == 2:
        day = before if mark else clock[0]
    elif len(clock) == 4 or (len(clock) == 3 and len(month) == 2 and month < "10"):
        day = clock[:2]
    else:
        return (None,)
    return number(year), number(month), number(day)


def _year(found: dict[str, str]) -> tuple[int | None, ...]:
    year = number(found["y"])
    return (year + 2000 if year is not None and year < 100 else year,)


def _every(found: dict[str, str]) -> tuple[int, ...]:
    """(months, weekday, closed): months 0 is a week; `closed`: counted from the end of the span."""
    months = {"周": 0, "月": 1, "季": 3, "季度": 3, "半年": 6, "年": 12, "年度": 12}[found.get("u", "周")]
    return months, WEEKDAYS.get(found.get("wd", ""), 0), int("closed" in found)


_VALUES: dict[str, Callable[[dict[str, str]], tuple[int | None, ...]]] = {
    "full": _full,
    "every": _every,
    "year": _year,
    "plan": lambda found: (2005 + 5 * (number(found["n"]) or 0),),
    "months": lambda found: (6,) if "half" in found else _numbers(found),
    "nth_month": lambda found: (3,) if "last" in found else (1,) if "n" in found else _numbers(found),
    "half": lambda found: (1 if found["n"] == "上" else 2,),
    "quarter": lambda found: (1,) if "first" in found else _numbers(found),
    "rel_quarter": lambda found: (int(found["rel"] == "下"),),
    "rel_year": lambda found: ({"明": 1, "来": 1, "后": 2}.get(found["rel"], 0),),
    "rel_month": lambda found: (int(found["rel"] == "下"),),
    "rel_week": lambda found: (int(found["rel"] == "下"), WEEKDAYS.get(found.get("wd", ""), 0)),
    "weekday": lambda found: (WEEKDAYS[found["wd"]],),
    "third": lambda found: (
        ({"上": 10, "上中": 20, "中上": 20, "中": 20}.get(found["t"], 31),)
        if "t" in found
        else (15 if found["h"] == "上" else 31,)
    ),
} | dict.fromkeys("ym md month day num time workdays quarters weeks days years".split(), _numbers)


def _with_units(row: list[Token]) -> tuple[Token, ...]:
    """A bare number before 、 or — takes the unit of the number after it: 3、4月, 2023—2025年, 15—20日."""
    for place in range(len(row) - 3, -1, -1):
        token, link, other = row[place : place + 3]
        if (
            token.kind != "num"
            or link.kind not in ("list", "to")
            or other.kind not in ("year", "quarter", "month", "day")
        ):
            continue
        finer = place + 3 < len(row) and row[place + 3].kind in ("day", "third") and other.kind == "month"
        if not (finer and link.kind == "list"):
            row[place] = Token(other.kind, token.text, token.value)
    return tuple(row)
