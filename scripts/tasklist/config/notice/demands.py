"""What a notice asks for in its prose: documents by their days, counts by their windows, progress by its rhythm.

Only the grammars written here are taken; a sentence that asks for something and fits none is handed back open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tasklist.config.notice.facts import Count, DocumentDue, NoticeFacts, Rhythm, Said
from tasklist.model.tasks import Deadline
from tasklist.text.normalize import number

_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
_IN_YEAR = rf"{_MONTH}(?:\d{{1,2}}[日号]|[上中下]旬|底|末|初)?|年底|年末"
_DAY = rf"(?:(?:\d{{4}}年|今年|本年|次年|明年)?(?:{_IN_YEAR}))(?:[之以]?前)?"
_DAYS = rf"{_DAY}(?:(?:[、，,]|以?及|和|与){{1,3}}{_DAY}){{0,20}}"
_SENDS = "(?:报送|上报|提交|送交|报)"
_URGED = "(?:要|应|须|需|请|务必|按要求|按时|及时|统一|均){0,6}"
_THEN = re.compile(
    rf"(?P<days>{_DAYS})[，,]?(?P<who>[^，,。；;：:]{{0,120}}?){_URGED}(?P<each>分别)?{_URGED}{_SENDS}(?P<what>[^。；;]{{1,400}})"
)
_TAKING = re.compile(
    rf"(?P<days>{_DAYS})[，,]?(?P<who>[^，,。；;：:将]{{0,120}}?){_URGED}(?P<each>分别)?将(?P<what>[^。；;]{{1,400}}?)(?:分别)?{_SENDS}"
)
_BEFORE = re.compile(
    r"(?:[^，,。；;：:]*[，,；;：:])*(?:请|由|要求)?(?P<who>[^，,。；;：:]*?)(?:请|应|须|要|需)?[于在]?$"
)
_GIVEN = re.compile(r"[至到给]|(?:我委|我局|市卫|旗卫|县卫|区卫|省卫|邮箱)")
_PAPER = re.compile(
    r"(?:方案|计划|总结|报告|情况|材料|台账|清单|名单|要点|案例|预案|制度|信息|简报|报表|统计表|汇总表|意见|小结|资料|做法|成果)"
    r"(?:[（(].{0,60}[)）])?"
)
_EVIDENCE = re.compile(r"佐证|印证|证明材料|支撑材料")
_JOINED = re.compile(r"[、，,]|以及|[和及与]")

_WINDOW = re.compile(r"每(?P<per>周|月|季度?|年度?|半年|个月|个季度|学期|旬|天|日)(?![一二三四五六日天末初底\d])")
_PER = {"周": "week", "月": "month", "个月": "month", "季": "quarter", "季度": "quarter", "个季度": "quarter"}
_PER |= {"年": "year", "年度": "year"}
_AMOUNT = re.compile(
    r"(?P<mid>.*?)(?P<least>不少于|不得少于|不低于|至少)?(?P<number>\d{1,6}|[一二两三四五六七八九十]{1,6})(?P<range>[-—~至到]\d{1,6})?"
    r"(?P<unit>[条次篇期场件份节堂])(?P<most>以内|以下)?(?:以上|及以上)?(?P<rest>.*)"
)
_DOES = re.compile(r"^(?:至少|不少于|要|应|须|需|均|组织|开展|集中|召开|举办|报送|上报|提交|完成|进行|撰写)+")
_ORGANISATION = re.compile(
    r"(?:单位|机构|医院|中心|卫生院|保健院|血站|支队|大队|站|局|所|校|学院|[科股处]室|[科股处]|支部|党组|党委|部门|街道|乡镇|[市区县旗]|协会|公司)"
)
_CLASS = re.compile(r"各|全|其他|其它|其余|所有|有关|相关|(?:单位|机构|部门|[科股处]室)$")
_RECURRING = re.compile(
    r"每(?:周|月|季度?|半年|年)(?:度?末月?)?(?:\d{1,2}[日号]|[一二三四五六日天]|底|末)?(?:[之以]?前)?"
)
_EVERY = re.compile(
    rf"每(?:周|月|季|半年|年)[^，,。；;]{{0,40}}{_SENDS}[^，,。；;\d一二两三]{{0,40}}(?:进展|推进|落实|完成).{{0,4}}情况"
)
_PROGRESS = re.compile(r"(?:进展|推进|落实|完成|贯彻|工作)(?:.{0,4})情况|填报表|进度|台账")


@dataclass
class Asked:
    """What has been found so far, sentence by sentence. `read`: how plan.deadlines reads a phrase."""

    read: Callable[[str], Deadline]
    documents: list[DocumentDue] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    rhythms: list[Rhythm] = field(default_factory=list)
    open: list[Said] = field(default_factory=list)


def demands(facts: NoticeFacts, sentences: Iterator[str], read: Callable[[str], Deadline]) -> NoticeFacts:
    """The facts with what the sentences ask for added to them."""
    asked = Asked(read)
    for sentence in sentences:
        if not _rhythm(asked, sentence):
            _documents(asked, sentence)
        _counts(asked, sentence)
    rhythm = asked.rhythms[0] if len({(each.every, each.due) for each in asked.rhythms}) == 1 else None
    if asked.rhythms and rhythm is None:
        said = "、".join(f"{each.every} {each.due}" for each in asked.rhythms)
        asked.open.append(Said(f"多久报一次有几种说法（{said}）", "；".join(each.sentence for each in asked.rhythms)))
    return replace(
        facts,
        rhythm=rhythm,
        documents=tuple(_told_apart(asked.documents)),
        counts=tuple(_counts_apart(asked.counts)),
        open=(*facts.open, *asked.open),
    )


# --- progress, by its rhythm ----------------------------------------------------------------------


def _rhythm(asked: Asked, sentence: str) -> bool:
    """A sentence that asks for progress every month by a day; False when it does not."""
    if not (re.search(_SENDS, sentence) and _PROGRESS.search(sentence)):
        return False
    found = [
        match[0] for match in _RECURRING.finditer(sentence) if re.search(r"\d|前|底|末|周[一二三四五六日天]", match[0])
    ]
    for phrase in found:
        every, _, due = (asked.read(phrase if phrase.endswith("前") else f"{phrase}前").every or "").partition(":")
        if every and due and "-" not in due:
            asked.rhythms.append(Rhythm(every, due, sentence))
        else:
            asked.open.append(Said(f"“{phrase}”是每期哪一天截止", sentence))
    if not found and _EVERY.search(sentence):
        asked.open.append(Said("多久报一次、哪一天截止", sentence))
        return True
    return bool(found)


# --- documents, by their days ---------------------------------------------------------------------


def _documents(asked: Asked, sentence: str) -> None:
    """Documents in order with their days: 5月30日前和6月20日前，各单位分别报送方案和总结."""
    matches = list(_TAKING.finditer(sentence)) or list(_THEN.finditer(sentence))
    for match in matches:
        _paired(asked, sentence, match)
    if not matches and re.search(rf"{_DAY}.*?(?:报送|上报)", sentence):
        asked.open.append(Said("哪天报什么材料", sentence))


def _paired(asked: Asked, sentence: str, match: re.Match[str]) -> None:
    days = re.findall(_DAY, match["days"])
    papers = _papers(match["what"])
    units = _units(match["who"] or _who_before(sentence[: match.start()]))
    known = papers and all(_PAPER.search(paper) for paper in papers) and all(asked.read(day).due for day in days)
    pairs: list[tuple[str, str]] = []
    if len(days) == 1:
        pairs = [(paper, days[0]) for paper in papers]
    elif match["each"] and len(days) == len(papers):
        pairs = list(zip(papers, days, strict=True))
    elif match["each"] and len(papers) == 1:
        pairs = [(papers[0], day) for day in days]
    if not known or not pairs or units is None:
        asked.open.append(Said("哪天报什么材料、由谁报", sentence))
        return
    for paper, day in pairs:
        name = re.sub(r"[（(].*", "", paper)
        asked.documents.append(DocumentDue(name, day, units, bool(_EVIDENCE.search(paper)), sentence))


def _papers(text: str) -> list[str]:
    """The things named in a row with their brackets; what follows 至, or a comma outside brackets, is left out."""
    depth, place = 0, 0
    parts = [""]
    while place < len(text):
        char = text[place]
        depth += (char in "（(") - (char in "）)")
        cut = _JOINED.match(text, place) if depth == 0 and char not in "）)" else None
        if cut and cut[0] in "，,":
            break
        if cut:
            parts.append("")
            place = cut.end()
            continue
        parts[-1] += char
        place += 1
    tidy = [_GIVEN.split(part)[0] if depth == 0 and not re.search(r"[（(]", part) else part for part in parts]
    return [part for part in tidy if part]


def _who_before(text: str) -> str:
    match = _BEFORE.fullmatch(text)
    return match["who"] if match and _is_units(match["who"]) else ""


def _units(text: str) -> str | None:
    """The words for who owes it; empty for everybody, None when they are no units."""
    who = re.sub(rf"^(?:请|由|要求)|{_URGED}$", "", text)
    if not who or re.fullmatch(r"(?:全系统|系统内)?各(?:地、?各)?单位", who):
        return ""
    return who if _is_units(who) else None


def _is_units(text: str) -> bool:
    parts = [part for part in re.split(r"、|以及|[和及与]", text) if part]
    return bool(parts) and all(_ORGANISATION.search(part[-4:]) for part in parts)


def _told_apart(documents: Sequence[DocumentDue]) -> Iterator[DocumentDue]:
    """Names that are the same get their day behind them; what is said twice is one."""
    unique = list(dict.fromkeys(replace(each, sentence="") for each in documents))
    first = {replace(each, sentence=""): each.sentence for each in reversed(documents)}
    for each in unique:
        twice = sum(other.name == each.name for other in unique) > 1
        yield replace(each, name=f"{each.name}（{each.due}）" if twice else each.name, sentence=first[each])


# --- counts, by their windows ---------------------------------------------------------------------


def _counts(asked: Asked, sentence: str) -> None:
    earlier: list[str] = []
    for clause in re.split(r"[，,。；;！!？?：:]", sentence):
        window = _WINDOW.search(clause)
        amount = _AMOUNT.fullmatch(clause[window.end() :]) if window else None
        if not window or not amount:
            continue
        count = _count(clause[: window.start()], window["per"], amount, sentence)
        if count is None:
            asked.open.append(Said(f"“{clause}”由谁报、报几次", sentence))
            continue
        if re.search(r"其他|其它|其余", count.units):
            if not earlier:
                asked.open.append(Said(f"“{clause}”里的其他，是除谁以外", sentence))
                continue
            count = replace(count, units=re.sub(r"其他|其它|其余", "", count.units), spared=tuple(earlier))
        earlier += [part for part in re.split(r"、|以及|[和及与]", count.units) if part and not _CLASS.search(part)]
        asked.counts.append(count)


def _count(who: str, per: str, amount: re.Match[str], sentence: str) -> Count | None:
    """One count; None when who owes it, how many, or per what is open."""
    units, at_least = _units(who), number(amount["number"])
    named = amount["rest"].strip("的") or _DOES.sub("", amount["mid"])
    name = re.sub(r"(?:不少于|至少|信息报送)$", "", named)
    if (
        not who
        or units is None
        or not at_least
        or per not in _PER
        or amount["range"]
        or amount["most"]
        or len(name) < 2
    ):
        return None
    return Count(name, at_least, _PER[per], units, (), sentence)


_EACH = {"week": "每周", "month": "每月", "quarter": "每季度", "year": "每年"}


def _counts_apart(counts: Sequence[Count]) -> Iterator[Count]:
    unique = list(dict.fromkeys(counts))
    for each in unique:
        twice = sum(other.name == each.name for other in unique) > 1
        yield replace(each, name=f"{each.name}（{_EACH[each.per]}）") if twice else each


def unit_words(facts: NoticeFacts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units the demands name one by one, and their other words for units, each once and in order."""
    phrases = [each.units for each in facts.documents] + [each.units for each in facts.counts]
    parts = [part for phrase in phrases for part in re.split(r"、|以及|[和及与]", phrase) if part]
    named = dict.fromkeys(part for part in parts if not _CLASS.search(part))
    return tuple(named), tuple(dict.fromkeys(part for part in parts if part not in named))
