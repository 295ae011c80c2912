"""The numbers by which a text names tasks: 任务3, 第二项, 序号2、4和7, 任务1至5."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.text.normalize import fold, number

_DIGITS, _WORDS = r"[0-9]{1,3}+(?![0-9])", r"[一二三四五六七八九十]{1,3}+(?![览些致起样般并直])"
_ONE = rf"(?:{_DIGITS}|{_WORDS})"
_COUNTS = r"[天日周月年期次家个人名场件处份例户所台套万千百元张%倍点时号]"  # behind a number: it counts something
_LEVELS = rf"(?:[.\-—–][0-9]{{1,3}}+(?![0-9]|{_COUNTS})){{0,19}}[)]?"
_NUMBER = rf"[(]?{_ONE}{_LEVELS}"
_TO = r"(?:至|到|~|[—–-]{1,2})"
_AND = rf"(?:[、和及与]|{_TO})"
# A number more without a word is written as the one before it: 任务8与二幼联合 is no task 2, nor 任务八与二幼.
_ALIKE = (
    rf"(?:(?<=[0-9)项条]){_AND}[(]?{_DIGITS}{_LEVELS}"
    rf"|(?<=[一二三四五六七八九十)项条]){_AND}[(]?{_WORDS}(?![中小幼院所附校园]){_LEVELS})"
)
_MORE = rf"(?:(?:{_AND}(?:任务|序号|第){_NUMBER}|{_ALIKE})(?!{_COUNTS}|[.][0-9]))"
# 6,7,8 and 1/2/3: such signs stand between other things, too; nothing of it is a task where the last counts something.
_MEASURES = (
    rf"(?:{_COUNTS}|[篇辆批支组班村镇课届轮册部封对米岁节讲亩只块类种元余多]"
    rf"|\.[0-9]|:[0-5][0-9](?!{_COUNTS}|[0-9])|[+0-9A-Za-z])"
)
_LOOSE = rf"(?:(?:[,/&][0-9]{{1,3}}+(?:{_TO}[0-9]{{1,3}}+)?+){{1,20}}+(?!{_MEASURES}))"
_LIST = rf"(?:{_MORE}|{_LOOSE})"
_CLAUSE = r"(?:^|(?<=[。！!；;？?，,：:]))"
# Without a word before it, only at the beginning of a clause that says something of them: 9到14项零报告.
_SAYS = r"(?:任务)?(?:[均都皆]|本[月期]|零报告|[无没未同不按暂拟]|申请|[:,。;]|$)"
NAMES = re.compile(
    rf"(?:任务|序号)(?P<said>{_NUMBER}{_LIST}{{0,20}})|第(?P<item>{_NUMBER}[项条]?{_LIST}{{0,20}})[项条]"
    rf"|{_CLAUSE}(?P<bare>{_ONE}{_MORE}{{1,20}})项(?={_SAYS})"
)
_ENDS = re.compile(r"[。！!；;？?\n]")
_NEXT = re.compile(rf"[，,](?=(?:任务|序号){_ONE}|第{_ONE}项)")
_BUT = re.compile(
    r"除了?(?P<tasks>[^。；;]{2,60}?)(?:以|之)?外(?!出|来|请|派|聘|包|宣)|(?P<but>[^。；;，,]{2,60}?)(?:除外|不算|另报)"
)
_LEFT_OUT = re.compile(rf"(?:{NAMES.pattern})(?:除外|不算|另报)")
_OTHERS = r"(?:其余|其他|其它|余下|剩余|(?<![特类个级性分区])别)的?"
_NOTHING_NEW = (
    r"(?=[,，]?(?:本月|本期|本季度|目前|暂时?|均|都|皆|为|按|仍|还|照){0,3}"
    r"(?:零报告|无|没有|同[上前]|[与和跟][上前]|上[月期次]|不变|照旧|不作?(?:修改|改动|调整|变)|维持|保持))"
)
# 其余任务, 其他各项, 其余3项, and 其余 where nothing to report or nothing new follows: all tasks not named beside.
OTHERS = re.compile(
    rf"{_OTHERS}(?:(?:各|所有|全部|几|[0-9一二三四五六七八九十]{{1,3}})?(?:项任务|项工作|任务|事项|项(?!目))"
    rf"|[各几]条(?![件款例])|(?:条目|序号)?{_NOTHING_NEW})|另外的?[各几]项(?!目)"
    rf"|(?:除了?(?:以上|上述|前述|上面)(?:各项|几项|任务|内容)?[以之]?外|{_CLAUSE}以外)的?(?:各项|任务)?{_NOTHING_NEW}"
)
_OF_ALL = re.compile(  # 各项任务均为零报告, 本月以上工作任务都没有开展: in so many words of every one
    r"(?:(?:(?:以上|上述|下列|本表)[各全]?(?:部)?|[各所全每][有部]?)(?:项|个)?(?:重点|主要)?(?:工作)?(?:任务|事项)|各项(?:重点)?工作)"
    r"(?:本[月期年]|[0-9]{1,2}月份?)?[，,]?(?:均|都|皆|全部|全都|一律)"
)
_BEGINS = "。！!；;？?\n，,、 \u3000：:"  # what stands before a task that a new part is about
_ASKED = re.compile(  # before the task meant: 2、另外，请将, 请删去
    r"(?:(?<![0-9])[0-9]{1,2}[、.．)）]\s*)?(?:(?:另外?|此外|还有|再|同时|其中)[，,]?)?(?:请|现|麻烦|烦请)?(?:帮忙|协助|予以)?"
    r"(?:[将把]|删[去除掉]|去[掉除]|剔除|撤[回销下]|取消|清空|作废)?$"
)
_LEAVING = re.compile(r"(?:外|不算|另报)[，,、]?$")
_GAP = re.compile(r"(?<=\d)\s(?=\s*\d)|(?<=\d\s)\s")
_PART = re.compile(rf"(?P<to>{_TO})?(?:[、和及与项条,/&]|任务|序号|第){{0,4}}(?P<number>{_NUMBER})")


def parted(text: str) -> str:
    """The text, as long as it was, where a gap between two figures is one that folding keeps: 任务6 6月15日."""
    return _GAP.sub("，", text)


def named(text: str) -> Iterator[tuple[str, str]]:
    """Every number a text names a task by, as it is said, and where a range of them ends (else empty)."""
    for found in NAMES.finditer(fold(parted(text))):
        yield from _listed(found["said"] or found["item"] or found["bare"])


def apart(text: str) -> list[str]:
    """The sentences of a text, parted where each is about tasks of its own: 任务1零报告，任务6拟延期."""
    return [part for sentence in _ENDS.split(text) for part in _apart(sentence)]


def _apart(sentence: str) -> list[str]:
    parts: list[str] = []
    for part in _NEXT.split(sentence):
        if parts and is_label(parts[-1]):  # 任务3，任务4申请延期: the one is no part without the other
            parts[-1] += f"，{part}"
        else:
            parts.append(part)
    return parts


def places(text: str) -> list[tuple[int, int]]:
    """Where a text names tasks, by number or as all others, in it as it was typed."""
    text = parted(text)
    typed = [place for place, char in enumerate(text) for _ in fold(char)]
    folded = "".join(map(fold, text))
    found = sorted(each.span() for pattern in (NAMES, OTHERS) for each in pattern.finditer(folded) if each[0])
    return [(typed[begin], typed[end - 1] + 1) for begin, end in found]


def starts(text: str) -> list[tuple[int, int]]:
    """Where parts of a text begin that are about tasks of their own, and where in each the name stands."""
    found: list[tuple[int, int]] = []
    for begin, _ in places(text):
        asked = _ASKED.search(text, 0, begin)
        at = asked.start() if asked else begin
        if (not at or text[at - 1] in _BEGINS) and not _left_out_before(text[:begin]):
            found.append((at, begin))
    return found


def _left_out_before(text: str) -> bool:
    """Do the words right before 其余任务 say which it leaves out?"""
    return bool(_LEAVING.search(fold(text)))


def parts(text: str) -> list[str]:
    """What a text says of tasks, one after the other: 任务3改为12家；任务5补充：另有2家. What names none goes with what
    stands before it, or first with what comes behind.
    """
    cuts = [at for at, _ in starts(text) if text[:at].strip()]
    found: list[str] = []
    for begin, end in zip((0, *cuts), (*cuts, len(text)), strict=True):
        part = text[begin:end]
        alone = found and (is_label(found[-1]) or _leaves_out(part))
        found = [*found[:-1], found[-1] + part] if alone else [*found, part]
    if len(found) > 1 and not places(found[0]):
        found[:2] = [found[0] + found[1]]
    return [part.strip() for part in found]


def of_the_rest(text: str) -> str:
    """The sentence of a text that says how all tasks, or all but those it names, stand: 各项任务均为零报告; or none."""
    folded = fold(text)
    sentences = (each for each in _ENDS.split(folded) if _OF_ALL.search(each) or OTHERS.search(each))
    return next(sentences, "").strip(_BEGINS)


def is_label(text: str) -> bool:
    """Is this but the name of tasks, of which the words behind speak: 任务3，任务4申请延期?"""
    return all(NAMES.fullmatch(fold(each).strip(_BEGINS)) for each in _NEXT.split(text))


def _leaves_out(text: str) -> bool:
    """Does it say of tasks only that they are left out: 任务3除外?"""
    return bool(_LEFT_OUT.fullmatch(fold(text).strip(_BEGINS)))


def but(text: str) -> tuple[str, str]:
    """The words of a text that name tasks it leaves out, meaning all others (除任务3外，其余任务…, 任务3除外), and the
    text without them; or nothing, and the text.
    """
    folded = fold(text)
    for found in _BUT.finditer(folded):
        if NAMES.search(said := found["tasks"] or found["but"]):
            return said, folded[: found.start()] + folded[found.end() :]
    return "", text


def _listed(said: str) -> Iterator[tuple[str, str]]:
    """The numbers of one list: 1、3至5 is 1, and 3 to 5."""
    first = ""
    for part in _PART.finditer(said):
        if part["to"] and first:
            yield first, part["number"]
            first = ""
            continue
        if first:
            yield first, ""
        first = part["number"]
    if first:
        yield first, ""


def between(first: str, last: str) -> range:
    """The whole numbers of a range; none when its ends are no such numbers, or it runs backwards."""
    begin, end = number(first.strip("()")), number(last.strip("()"))
    return range(begin, end + 1) if begin and end and begin < end < 1000 else range(0)
