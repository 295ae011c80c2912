"""Whose file is it, which period, what kind: none, one, or ask.

Evidence comes as claims, strongest first (DESIGN §5): a person's decision ends the matter; then the form's own mark,
a 填报单位 cell, the contact, the file name, a title, the sheet name; last the folder the file arrived in and the sender
of its mail. Any two of the file's own that disagree set it aside with everyone named. Folder and sender never outrank
what the file is of one mind about: where they say otherwise that is told when it is the ordinary way of things, and
asked when it is not. Nothing is ever guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tasklist.model.book import Grid
from tasklist.model.plan import Deliverable, Kind, Quota
from tasklist.model.returns import COMPANY, Clue
from tasklist.plan.names_in_text import of_another
from tasklist.tables.marks import own_text
from tasklist.text.display import shorten
from tasklist.text.normalize import bare, fold, without_brackets

# What says whose a file is, or of which period, as the clerk is told it.
MARK, ROW_MARK, LABEL, FILE_NAME, TITLE = "表单标记", "行标记", "填报单位一栏", "文件名", "标题"
FOLDER, SENDER, CONTACT, SUBJECT, SHEET_NAME = "文件夹", "发件人", "联系人一栏", "邮件主题", "工作表名"
LETTER_OF_IT = "信里说到它的话"
SIGNATURE, SPAN_LABEL = "落款", "报送期一栏"
FORMS = "一起来的填报表"
WAYS = (FOLDER, SENDER, COMPANY, CONTACT, SUBJECT)  # how a file came and with what, not what it says of its unit
_UNIT_WORDS = r"(?:填报|填表|填写|报送|上报|呈报|申报|汇报|报告|制表|本|我)"
_UNIT_CELL = re.compile(rf"^{_UNIT_WORDS}?单位(?:名称|全称)?(?:[（(][^）)]*[）)])*[:：](.*)$")
_UNIT_LABEL = re.compile(rf"^(?:{_UNIT_WORDS}单位(?:名称|全称)?|单位(?:名称|全称))(?:[（(][^）)]*[）)])*[:：]?$")
_MEASURE = re.compile(  # 单位：万元 above a table is what its figures count
    r"(?:亿|[十百千]?万|[百千])?(?:美?元|人次?|次|张|个|项|件|家|份|台|套|户|%|平方米|亩|公里|吨|床)(?:[、/，\s].*)?"
)
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8}[:：]|^[\u4e00-\u9fff]{2}(?:日期|时间)$")
_DAY = re.compile(r"[\d年月日./-]+")
_SEAL = re.compile(r"[（(][^）)章]{0,40}章[^）)]{0,40}[）)]")
_AROUND = "：:。．，,；;、【】[]［］「」『』《》“”\"' "  # what may stand around a name, and is none of it
# Where the value ends: a gap, or the next label on the line.
_NEXT_LABEL = re.compile(r"\s{2,}|\s+[\u4e00-\u9fff]{2,8}[:：]|(?:报送期|报送时间|填报日期|填报时间|填报人|联系)")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one piece of evidence says. `candidates` may be several (then it narrows) or none (then `words`
    name somebody who is not known, which is a disagreement). `like`: whom to offer for somebody who is not known.
    `short`: the words are nobody's name in the roster and only mean the candidates; alone they decide nothing.
    """

    source: str
    candidates: tuple[str, ...]
    words: str
    final: bool = False
    like: tuple[str, ...] = ()
    short: bool = False

    @property
    def clue(self) -> Clue:
        """What it rests on, for a person."""
        return Clue(self.source, shorten(self.words, 30))


@dataclass(frozen=True, slots=True)
class Attribution:
    """The one answer with its evidence, or the reason there is none and `claimants`.

    `own`: what the file itself is of one mind about, also when the way it came says otherwise; `remark`: a sentence
    about a way that says otherwise and is ordinary.
    """

    value: str = ""
    evidence: tuple[Clue, ...] = ()
    reason: str = ""
    claimants: tuple[str, ...] = ()
    own: str = ""
    remark: str = ""


def never(value: str, claim: Claim) -> bool:  # noqa: ARG001  the shape of `ordinary`
    """Nothing but what the file says itself is ordinary."""
    return False


def decide(claims: Sequence[Claim], nothing: str, ordinary: Callable[[str, Claim], bool] = never) -> Attribution:
    """The one value the claims allow. `nothing` is the reason given when there is no claim at all.

    `ordinary`: may a file of this value well come by the way (folder, sender) that a claim names?
    """
    claims = [claim for claim in claims if claim.final] or claims
    if not claims:
        return Attribution(reason=nothing)
    inside = [claim for claim in claims if claim.final or claim.source not in WAYS]
    left = _common(inside or claims)
    if len(left) > 1:  # what the file leaves open, the way it came may settle
        left = _common(claims) or left
    if len(left) != 1:
        return _disagreement(claims)
    (value,) = left
    if inside and all(claim.short for claim in inside):
        words = "、".join(dict.fromkeys(map(str, _clues(inside))))
        reason = f"{words}不是名册上的名称，像是{value}"
        return Attribution(evidence=_clues(claims), reason=reason, claimants=(value,), own=value)
    odd = [claim for claim in claims if value not in claim.candidates]
    if all(ordinary(value, claim) for claim in odd):
        remark = (
            f"{'、'.join(str(claim.clue) for claim in odd)}与文件自己写的不同，按文件写的算作“{value}”" if odd else ""
        )
        return Attribution(value, _clues([claim for claim in claims if claim not in odd]), own=value, remark=remark)
    return replace(_disagreement(claims), own=value)


def _common(claims: Sequence[Claim]) -> tuple[str, ...]:
    """What all of the claims allow, in the order of the first."""
    return tuple(value for value in claims[0].candidates if all(value in each.candidates for each in claims))


def _disagreement(claims: Sequence[Claim]) -> Attribution:
    sides: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        sides.setdefault(claim.candidates, []).append(claim)
    said = "；".join(_says(candidates, side) for candidates, side in sides.items())
    likely = (name for claim in claims for name in claim.like)
    names = tuple(dict.fromkeys((*(name for claim in claims for name in claim.candidates), *likely)))
    return Attribution(evidence=_clues(claims), reason=said, claimants=names)


def _clues(claims: Sequence[Claim]) -> tuple[Clue, ...]:
    return tuple(claim.clue for claim in claims)


def _says(candidates: tuple[str, ...], claims: Sequence[Claim]) -> str:
    """表单标记、行标记是“甲”, or in their own words: 文件名“甲和乙”指向甲、乙."""
    if all((claim.words,) == candidates for claim in claims):
        return f"{'、'.join(dict.fromkeys(claim.source for claim in claims))}是“{candidates[0]}”"
    said: dict[str, dict[str, None]] = {}  # source → its words, each once
    for clue in _clues(claims):
        said.setdefault(clue.source, {}).update(dict.fromkeys(filter(None, (clue.words,))))
    clues = (source + "、".join(f"“{each}”" for each in words) for source, words in said.items())
    likely = "、".join(dict.fromkeys(unit for claim in claims for unit in claim.like))
    like = f"，像是{likely}" if likely and not candidates else ""
    return f"{'、'.join(clues)}指向{'、'.join(candidates) or '名册以外的单位'}{like}"


def _anybody(name: str) -> bool:  # noqa: ARG001  the shape of `known`
    return True


def is_measure(text: str) -> bool:
    """Does a text say in what something is counted (万元, 场次), and no name?"""
    return bool(_MEASURE.fullmatch(fold(text)))


def unit_cells(
    grid: Grid, headings: Collection[tuple[int, int]] = (), known: Callable[[str], bool] = _anybody
) -> Iterator[tuple[tuple[int, int], str]]:
    """What stands after 填报单位：, in the same cell or the next one to the right, and where; empty values left out.

    `headings`: the cells of table headings, where 填报单位 names a column. A value that is not `known` and is with what
    stands in the cells right of it was torn apart.
    """
    last = max((row for row, _ in headings), default=0)
    for (row, column), stands in sorted(grid.cells.items()):
        if (row, column) in headings:
            continue
        text = _whole_label(stands, grid, (row, column)) if row <= max(_HIGH, last) else stands
        if "单位" not in fold(text):
            continue
        said = ""
        first, *below = text.strip().splitlines() or ("",)
        inline = _UNIT_CELL.match(first)
        if inline and bare(_SEAL.sub("", inline[1])):
            value = _NEXT_LABEL.split(_SEAL.sub("  ", inline[1]).strip())[0].strip()
            if not _MEASURE.fullmatch(value):
                said = _mended(value, [*below[:1], *_right_of(grid, row, column)], known)
        elif inline or _UNIT_LABEL.match(fold(text)):
            beside, *further = _right_of(grid, row, column) or ("",)
            if row <= max(_HIGH, last) and len(beside) <= 40 and not _is_label(beside):
                said = _mended(_SEAL.sub("", beside).strip().lstrip("：:"), further, known)
        if bare(said):
            yield (row, column), said.strip(_AROUND)


def _is_label(text: str) -> bool:
    """Is this the next label of the line, with its colon or in a cell of its own (报送期 | 2023年6月), or a day?"""
    told = fold(text)
    return bool(_LABEL.match(told) or _NEXT_LABEL.match(told) or _DAY.fullmatch(told) or own_text(f"{text}："))


def _whole_label(text: str, grid: Grid, at: tuple[int, int]) -> str:
    """A label torn in the middle (填报单 | 位：…) with what stands in the cells right of it; other text as it is."""
    told = fold(text)
    if not 0 < len(told) <= _TORN or ":" in told or _UNIT_LABEL.match(told):
        return text
    beside = _right_of(grid, *at)
    joined = (text.rstrip() + beside[0].lstrip(), text.rstrip() + "".join(beside[:2])) if beside else ()
    return next((each for each in joined if _UNIT_CELL.match(each) and not _UNIT_CELL.match(beside[0])), text)


def _mended(value: str, beside: Sequence[str], known: Callable[[str], bool]) -> str:
    """A name torn into neighbouring cells, whole; else as it stands. One that is known is torn when what stands right
    of it makes it another's (市人民医院 | 北区), or closes the brackets it opens.
    """
    joined = [value + "".join(beside[:count]) for count in (1, 2)[: len(beside)]]
    torn = bool(value and joined) and (of_another("", value, fold(beside[0]), "") or _open(value))
    if known(value) and not torn:
        return value
    return next((name for name in joined if known(name) and not _open(name)), joined[0] if torn else value)


def _open(name: str) -> bool:
    """Does a name open brackets that it does not close?"""
    said = fold(name)
    return said.count("(") > said.count(")")


def _right_of(grid: Grid, row: int, column: int) -> list[str]:
    """The texts in the cells right of one."""
    return [grid.cells[row, right] for right in range(column + 1, column + 9) if (row, right) in grid.cells]


_AND = re.compile(r"以及|[和与及暨、+&]")
_HIGH = 12  # the last row in which a label may stand that has its value in the next cell and no headings below it
_TORN = 12  # characters of the first piece of a label
_GENERIC = ("工作", "情况", "报告", "相关", "有关", "材料", "信息", "的", "及")


def things_named(
    text: str, deliverables: Sequence[Deliverable], quotas: Sequence[Quota]
) -> tuple[tuple[Kind, str], ...]:
    """The deliverables and quotas a folder or file name means: by full name, else by what sets them apart.

    工作总结 is meant by 总结 when no other deliverable has that word; 工作动态信息（每周） by 动态信息.
    Quotas that differ only in brackets are one thing here: the unit decides which of them it owes.
    方案及总结 means both.
    """
    names = [(Kind.DELIVERABLE, each.name) for each in deliverables] + [(Kind.QUOTA, each.name) for each in quotas]
    parts = _AND.split(fold(text))
    joined = dict.fromkeys(pair for part in parts for pair in _meant(bare(part), names)) if len(parts) > 1 else {}
    whole = _meant(bare(text), names)
    return whole if set(joined) <= set(whole) else tuple(joined)


def _meant(said: str, names: Sequence[tuple[Kind, str]]) -> tuple[tuple[Kind, str], ...]:
    """What one bare text means."""
    full = {bare(name) for _, name in names if bare(name) in said}
    whole = {each for each in full if not any(each in other for other in full - {each})}
    if whole:
        return tuple(pair for pair in names if bare(pair[1]) in whole)
    for key in (without_brackets, _core, _tail):
        meant = tuple(pair for pair in names if len(key(pair[1])) >= 2 and key(pair[1]) in said)
        if meant:
            return meant
    return ()


def _core(name: str) -> str:
    core = without_brackets(name)
    for word in _GENERIC:
        core = core.replace(word, "")
    return core


def _tail(name: str) -> str:
    tail = without_brackets(name)[-2:]
    return "" if tail in _GENERIC else tail
