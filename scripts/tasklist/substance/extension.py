"""Does a text ask for more time to report, and until when? A meeting put off is no such thing."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tasklist.text import task_numbers
from tasklist.text.memory import remembered
from tasklist.text.normalize import fold, number

_LATER = r"(?:延期|延后|延缓|推迟|缓报|晚报|迟报|后报|宽限|顺延|延长|延(?=[至到]))"
_REPORTS = r"(?:报送|上报|填报|补报|报告|提交|上交|交表|交报|完成|报(?!名|到|销|警|废))"
_ASKS = re.compile(
    rf"(?:申请|请求|恳请|恳求)(?:予以|批准|同意)?(?:适当)?{_LATER}"
    rf"|(?:申请|请求|恳[请求]|请予|望|希望|拟|需要?|要求|能否|可否|可不可以).{{0,20}}?{_LATER}.{{0,16}}?{_REPORTS}"
    rf"|(?:申请|请求|恳[请求]|请予|望|希望|拟|需要?|能否|可否|可不可以).{{0,12}}?{_REPORTS}.{{0,8}}?{_LATER}"
    r"|(?:申请|请求|恳[请求]|请予|希望|拟|能否|可否|可不可以).{0,8}?(?:缓报|晚报|迟报|后报)"
    r"|(?:申请|请求|恳请|恳求|建议|希望)(?:将|把)?[^,。;]{0,10}?(?:时限|期限|(?:完成|报送|上报|办结|整改)时间|任务)(?:适当|再)?(?:调整|变更|延长|改)(?:到|至|为)"
    rf"|建议(?:予以|适当)?{_LATER}(?:到|至|于)"
    rf"|{_LATER}(?:到|至|于).{{0,16}}?{_REPORTS}"
    rf"|(?:申请|请求|恳[请求]|请予|望|希望|拟|能否|可否).{{0,12}}?(?:清单|报表|月报|填报).{{0,8}}?{_LATER}[至到][0-9]"
    rf"|(?:同意|准予|准许|批准)(?:我.{{0,4}}?)?{_LATER}[^。!;]{{0,24}}?(?:吗|么|\?)"
    rf"|请(?:予以?)?(?:准予|准许|允许|同意|批准|照顾).{{0,10}}?{_LATER}"
    rf"|(?:申请|恳请|请|望|希望|能否|可否)(?:再|予以|给予)?(?:宽限|宽延|缓).{{0,4}}?(?:天|日|周|期|报)"
    rf"|暂(?:时)?[缓不]{_REPORTS}|下(?:个)?[月周期].{{0,4}}?补报(?!名)"
)
_NOT = re.compile(
    rf"(?:不|无|未|没有|杜绝|避免|严禁|勿)(?:再|予|得|能|需|须|要|会|申请|要求|请求|同意|批准){{0,3}}{_LATER}|{_LATER}.{{0,6}}(?:通报|问责|扣)"
)
# Who speaks and of what, that it will be, how much later or when, and that it is handed in then: 可能晚两天,
# 预计下周一报, 表稍后补发. Said of anything but a report (项目可能推迟两天) it is no such thing.
_WHO = (
    r"(?:(?:我|本|俺)(?:单位|院|中心|站|所|局|委|科室?|处|们|校|支部|方|这边)?"
    r"|任务[0-9一二三四五六七八九十、和至到]{1,9}|\d{1,2}月(?:份)?"
    r"|(?:本|这)(?:月|期|次|季度?)|的|(?:填报|任务)?(?:报表|表格?|清单|填报)|(?:工作)?(?:进展)(?:情况)?|材料|数据"
    r"|报送|上报|时间|任务){0,6}"
)
_WILL = (
    r"(?:拟|将|要|会|想|打算|计划|可能|也许|恐怕|估计|预计|大概|只能|只好|得|需要?|争取|准备|暂定|申请|能否"
    r"|可否|希望|请求){1,2}"
)
_MUCH = r"(?:[几两一二三四五六七八九十半]|\d{1,2}){1,2}个?(?:工作日|天|日|周|星期|礼拜|月)"
_WHEN = (
    r"(?:(?:下|这|本)个?(?:周|星期|礼拜|月)(?:[一二三四五六日天末初底]|[上中下]旬)?|月[底初末]|[明后]天|明[日早]|大后天"
    r"|节后|假期?后"
    rf"|过{_MUCH}|{_MUCH}(?:以|之)?[后内]|(?:\d{{1,2}}月)?\d{{1,2}}[日号])(?:上午|下午|前后|左右|之?前|以前)?"
)
_HANDS_IN = (
    r"(?:报送|上报|填报|报上|报齐|补[报发交齐上]|提交|上交|交表|发送|[报交发送补])"
    r"(?:[上来去出齐给]|过来|您|你们?){0,3}(?:表格?|材料|数据|清单|进展)?了?"
)
_SOFTLY = r"(?:吧|呢|请(?:谅解|理解|见谅|知悉)|望(?:谅解|理解)|可以吗|行吗|好吗)?"
_PLAINLY = re.compile(
    rf"{_WHO}{_WILL}(?:再|稍|略)?(?:延期|延后|延迟|推迟|晚|迟|缓|拖)(?:一?点|一?些|{_MUCH})?"
    rf"(?:才能?|再)?(?:{_HANDS_IN})?{_SOFTLY}"
    rf"|{_WHO}(?:{_WILL}(?:于|在|到)?{_WHEN}(?:才能?|再|可以?|能)?|{_WHEN}(?:才能?|再)|(?:稍后|随后|晚点|晚些|回头|过后)再?)"
    rf"{_HANDS_IN}{_SOFTLY}"
)
_SENTENCE = re.compile(r"(?<=[。！!；;？?\n])")
_CLAUSE = re.compile(r"[,，、]")
_SOON = re.compile(
    r"(?P<week>下个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天]))|(?P<morrow>明[天日早])|(?<!大)(?P<after>后天)"
)
_DONE = re.compile(r"已|完成了|开展了|召开了")  # beside what was done, the rest of a sentence is an answer
_SHORT = 40  # characters: a clause that says no more than that
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")


def asks_for_time(text: str) -> bool:
    """Does a sentence of the text ask for its report to be due later?"""
    return remembered(("asks for time", text), lambda: bool(_asking(text)), bool, bool)


def told_apart(text: str) -> list[str]:
    """What a text says of tasks, one after the other (`task_numbers.parts`), and by itself each sentence behind one
    that asks for more time for something else: 任务3零报告；方案延期至7月5日报送.
    """
    found: list[str] = []
    for part in task_numbers.parts(text):
        first, *others = filter(None, _SENTENCE.split(part)) if asks_for_time(part) else [part]
        found.append(first)
        for sentence in others:
            apart = asks_for_time(sentence) != asks_for_time(found[-1]) and not task_numbers.places(sentence)
            found[-1:] = [found[-1], sentence] if apart else [found[-1] + sentence]
    return [part.strip() for part in found]


def only_asks_for_time(text: str) -> bool:
    """Does a text ask for more time and tell of nothing else?"""
    if not asks_for_time(text):
        return False
    said = [part for part in task_numbers.apart(text) if fold(part).strip()]
    return len(_asking(text)) == len(said) and not _DONE.search(fold(text))


def tasks_named(text: str) -> tuple[int, ...]:
    """The numbers of the tasks the text asks more time for (任务3、4, 第三项, 任务1至5), in order, each once."""
    found: list[int | None] = []
    for first, last in (pair for sentence in _asking(text) for pair in task_numbers.named(sentence)):
        found += task_numbers.between(first, last) or [number(first), number(last)]
    return tuple(dict.fromkeys(each for each in found if each))


def until(text: str, received: date) -> date | None:
    """The day the text asks for: the last one it names behind the word, the next such day when it has no year."""
    named: date | None = None
    for sentence in _asking(text):
        word = re.search(_LATER, sentence)
        for found in _DAY.finditer(sentence, word.start() if word else 0):
            named = _day(found, received) or named
        named = named or next((_soon(found, received) for found in _SOON.finditer(sentence)), None)
    return named


def _soon(found: re.Match[str], received: date) -> date:
    """The day meant by 下周一, 明天 or 后天."""
    if found["week"]:
        return received + timedelta(
            days=7 - received.weekday() + "一二三四五六日".index(found["day"].replace("天", "日"))
        )
    return received + timedelta(days=1 if found["morrow"] else 2)


def _asking(text: str) -> list[str]:
    parts = map(fold, task_numbers.apart(text))
    return [part for part in parts if (_ASKS.search(part) or _plainly(part)) and not _NOT.search(part)]


def _plainly(sentence: str) -> bool:
    """Does a clause of it say that the report will come later, and nothing else?"""
    return any(_PLAINLY.fullmatch(clause) for clause in _CLAUSE.split(sentence) if len(clause) <= _SHORT)


def _day(found: re.Match[str], received: date) -> date | None:
    try:
        if found[1]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        this = date(received.year, int(found[2]), int(found[3]))
        return this if this >= received else this.replace(year=received.year + 1)
    except ValueError:
        return None
