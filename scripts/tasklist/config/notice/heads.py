"""What a notice says of itself: its title, office, number and day, whom to call, the stages of the work.

A fact is taken when the notice has one answer. Two answers are handed back open, with both.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tasklist.config.notice.facts import NoticeFacts, Said
from tasklist.config.notice.paragraphs import ABOVE_DAY, DATE, SIGNED, sentences
from tasklist.text.normalize import number

_BODY = "(?:委员会|卫健委|卫生健康委|局|厅|办公室|领导小组|政府|党组|党委|中心|医院|院|部|会)"
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[（(【]\d{4}[〕\]）)】]第?\d{1,5}号")
_HEAD = re.compile(rf"([\u4e00-\u9fff]{{2,30}}{_BODY})文件")
_TITLE = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{4,40})?关于(?P<what>.+?)的?(?:紧急|补充|预备)?(?:通知|函|意见|决定|通报)"
)
_JOINT = re.compile(  # 东川市水利局东川市农业农村局: two of one place who issue it together
    r"((?:中共)?(?=([\u4e00-\u9fff]{1,6}[省市县区旗盟州]))[\u4e00-\u9fff]{3,24}?)((?:中共)?\2[\u4e00-\u9fff]{1,20})"
)
_ISSUES = re.compile(r"(?:印发|下发|转发|发布|分解下达|下达|报送)《?(?P<name>[^《》]+)》?")
_STARTS = re.compile(r"(?:进一步|认真|切实|扎实)?(?:做好|开展|加强|推进|组织开展|抓好)")
_TITLE_LINES, _HEAD_LINES = 4, 14
PRINTED = re.compile(rf"(?:.{{0,40}}?){DATE}印发")
_SIGNER = re.compile(rf"[\u4e00-\u9fff]{{2,40}}{_BODY}")
_STEPS = re.compile(r"[一二三四五六七八九十]+、.{0,12}(?:步骤|阶段|进度安排|时间安排|安排)")
_ANNOUNCES = re.compile(
    r"[^：:，。；（(]{0,30}分(?:为|成)?[两一二三四五六七八九\d]+个?(?:阶段|步骤)[^：:，。；（(]{0,8}[：:，]"
)
_BETWEEN = re.compile(r"(?:[、，；]|(?<=[）)])(?:和|及|以及|与))(?![^（(]{0,60}[）)])")  # not within brackets
_STAGE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,4}[)）、.．]{1,3})?(?P<name>(?:第[一二三四五]阶段[：:，])?[^（()）：:，。；]{2,20})"
    r"(?:[（(](?P<when>[^（()）]{0,60}\d{1,2}月[^（()）]{0,60})[)）]|[：:](?P<then>[^，。；]{0,60}\d{1,2}月[^，。；]{0,60})[，。；])"
)


def heads(found: Sequence[str], whole: Sequence[str], dated: Callable[[str], bool]) -> NoticeFacts:
    """The facts a notice says of itself. `dated`: does a phrase give a day at all (plan.deadlines)?"""
    unsettled: list[Said] = []
    title = _title(found)
    office = _only("汇总单位", _offices(found, title), unsettled)
    return NoticeFacts(
        title=_name(title),
        office=office,
        document_number=_only("文号", [Said(line, line) for line in found if _NUMBER.fullmatch(line)], unsettled),
        issued_on=_only("印发日期", _days(found, office), unsettled),
        stages=tuple(_stages(whole, dated)),
        open=tuple(unsettled),
    )


def _only(what: str, found: Sequence[Said], unsettled: list[Said]) -> Said | None:
    """The one answer there is; several are left open."""
    values = dict.fromkeys(each.value for each in found)
    if len(values) > 1:
        both = "；".join(dict.fromkeys(each.sentence for each in found))
        unsettled.append(Said(f"{what}有几种写法：{'、'.join(values)}", both))
    return found[0] if len(values) == 1 else None


def _title(found: Sequence[str]) -> re.Match[str] | None:
    """The title of the notice, over as many lines as it stands on."""
    for place, line in enumerate(found[:_HEAD_LINES]):
        if "关于" not in line:
            continue
        alone = line.startswith("关于") and place > 0 and _SIGNER.fullmatch(found[place - 1])
        start = place - 1 if alone else place  # the office's name may have a line of its own above 关于
        for last in range(place + 1, min(place + _TITLE_LINES, len(found)) + 1):
            if match := _TITLE.fullmatch("".join(found[start:last])):
                return match
    return None


def _name(title: re.Match[str] | None) -> Said | None:
    if not title:
        return None
    issued = _ISSUES.fullmatch(title["what"])
    return Said(issued["name"] if issued else _STARTS.sub("", title["what"], count=1), title[0])


def _offices(found: Sequence[str], title: re.Match[str] | None) -> list[Said]:
    """The office in the red head, before 关于, and above the day."""
    names = [Said(match[1], line) for line in found[:_HEAD_LINES] if (match := _HEAD.fullmatch(line))]
    if title and title["office"]:
        names.append(Said(title["office"], title[0]))
    names += [Said(who, f"{who}　{line}") for who, line in _signatures(found)]
    joint = [(each, _JOINT.fullmatch(each.value)) for each in names]
    return [
        Said(name, each.sentence) for each, both in joint for name in ((both[1], both[3]) if both else (each.value,))
    ]


def _signatures(found: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line that is a day and nothing else, with the office signing above it."""
    for above, line in itertools.pairwise(found):
        if SIGNED.fullmatch(line) and ABOVE_DAY.fullmatch(above):
            yield above, line


def _days(found: Sequence[str], office: Said | None) -> list[Said]:
    """The day it was printed (…印发), else the day under the signature, else the one that has a line of its own."""
    printed = [(match, line) for line in found if (match := PRINTED.fullmatch(line))]
    signed = [
        (match, f"{who}　{line}")
        for who, line in _signatures(found)
        if (match := SIGNED.fullmatch(line)) and (office is None or who == office.value)
    ]
    alone = [(match, line) for line in found if (match := SIGNED.fullmatch(line))]
    return [Said(day, line) for match, line in printed or signed or alone if (day := _day(match))]


def _day(match: re.Match[str]) -> str:
    year, month, on = (number(match[name].replace("○", "〇")) or 0 for name in ("year", "month", "day"))
    try:
        return date(year, month, on).isoformat()
    except ValueError:
        return ""


def _stages(whole: Sequence[str], dated: Callable[[str], bool]) -> Iterator[tuple[str, Said]]:
    """Stages say their name and until when: under a heading of steps any name will do, elsewhere 某某阶段.

    Behind 分三个阶段： they stand in one sentence, one after the other; and so they may where it holds nothing else.
    """
    within = False
    for paragraph in whole:
        if re.match(r"[一二三四五六七八九十]+、", paragraph):
            within = bool(_STEPS.match(paragraph))
        for sentence in sentences((paragraph,)):
            announced = _ANNOUNCES.match(sentence)
            parts = _BETWEEN.split(sentence[announced.end() if announced else 0 :])
            if not (announced or all(_STAGE.fullmatch(part.rstrip("。")) for part in parts)):
                parts = [sentence]
            for match in filter(None, map(_STAGE.match, parts)):
                if within or match["name"].endswith("阶段"):
                    until = match["when"] or match["then"]
                    yield match["name"], Said(until if dated(until) else "", sentence if len(parts) > 1 else match[0])
