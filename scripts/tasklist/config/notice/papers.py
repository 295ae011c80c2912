"""What is to be sent in: the things named behind 报送, or between 将 and 报送, and to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasklist.config.notice.clauses import SENDS
from tasklist.config.notice.owing import is_office

_JOINED = re.compile(r"[、，,]|以及|[和及与]")
_GIVEN = re.compile(r"(?:分别)?[至到给]")
QUANTITY = r"(?:(?:不少于|至少)?\d{1,3}[张个份篇幅条段件])"
_DESK = re.compile(r"[\u4e00-\u9fff]{0,8}(?:[科股处]室?|办公室|专班)(?:[（(].*[)）])?")
_MAILBOX = re.compile("邮箱|@")
_PAPER = re.compile(
    r"(?:案|计划|规划|总结|报告|情况|材料|台账|单|名单|名册|花名册|要点|例|制度|信息|简报|表|意见|小结|资料|做法|成果|回执|通知书|承诺书|"
    r"责任书|申请书|建议|照片|图片|视频|课件|论文|数据|线索|稿|稿件|文件|目录|记录|纪要|证明|联系人|联络员|办法|手册|档案|附件)"
    rf"{QUANTITY}?(?:[（(].{{0,60}}[)）])?$"
)
_TITLED = re.compile(r"《([^《》]+)》")  # 《联络员登记表》
_SENT = re.compile(rf"^(?P<who>.*?)(?P<each>分别)?{SENDS}(?P<what>.*)$")
_TAKEN = re.compile(
    rf"^(?P<who>.{{0,80}}?)(?P<each>分别)?(?:将|把)(?P<what>.{{0,200}}?)(?P<then>分别)?{SENDS}(?P<to>.*)$"
)
_ADVERB = "一并|统一|书面|同步|集中|(?:汇总|签字|盖章|加盖公章|加盖印章)后"
_MANNER = re.compile(
    r"(?:以|通过|采取|采用)[^，,；;]{1,24}?(?:形式|方式|渠道|系统|平台|邮箱|邮件)|经[^，,；;]{1,30}?(?:签字|盖章|审核|审定|同意)[^，,；;]{0,8}?后|"
    rf"(?:{_ADVERB})(?=(?:{_ADVERB}){{0,3}}(?:以|通过|采取|采用|经|将|把|至|到|{SENDS}))"  # 报送集中整治小结 has none
)
EVIDENCE = re.compile(r"佐证|印证|证明材料|支撑材料|(?:附|含)[^（()）]{0,12}(?:影像|图片|照片|印证|证明)[^（()）]{0,4}")
PROGRESS = re.compile(r"(?:进展|推进|落实|完成|贯彻|工作|整改)(?:.{0,4})情况|进展$|填报表|进度|台账")


@dataclass(frozen=True, slots=True)
class Sending:
    """One verb of sending: what stands before it, the papers it names, whom they go to; 分别 stood with it or not."""

    before: str
    papers: tuple[str, ...]
    to: str
    each: bool

    @property
    def known(self) -> bool:
        """Are there papers, and are all of them things one can send?"""
        return bool(self.papers) and all(_PAPER.search(paper) for paper in self.papers)

    def elsewhere(self, office: str) -> bool:
        """Do they go to somebody who is not the office?"""
        return bool(self.to) and not is_receiver(self.to, office)


def sending(text: str) -> Sending | None:
    """The sending a stretch of a clause asks for; None when it asks for none."""
    plain = _MANNER.sub("", text)
    match = _TAKEN.match(plain) or _SENT.match(plain)
    if not match:
        return None
    taken = "to" in match.groupdict()
    before, to = match["who"], match["to"] if taken else ""
    towards = re.search(r"向(?P<to>[^，,；;]+)$", before)
    if towards:
        before, to = before[: towards.start()], towards["to"]
    given = _papers(match["what"])
    papers = tuple(paper for paper, _ in given if paper)
    to = to or next((receiver for _, receiver in given if receiver), "")
    return Sending(before, papers, re.sub(r"^[至到给]", "", to), bool(match["each"] or (taken and match["then"])))


def is_receiver(text: str, office: str) -> bool:
    """Is this the office, a desk of it (民政科), or a mailbox?"""
    return is_office(text, office) or bool(_DESK.fullmatch(text) or _MAILBOX.search(text))


def named_papers(text: str) -> tuple[str, ...]:
    """The papers a stretch names that is nothing else: 工作总结 of 工作总结于6月30日前报送…, 名单 of 并将名单于…."""
    text = re.sub(r"^.*?(?:将|把)", "", text)
    found = tuple(paper for paper, _ in _papers(re.sub(r"(?:应|须|请|要|务必|[于在])+$", "", text)) if paper)
    return found if found and all(_PAPER.search(paper) for paper in found) else ()


def _papers(text: str) -> list[tuple[str, str]]:
    """The things named in a row with their brackets, each with whom it is given to where that is said."""
    depth, place = 0, 0
    parts = [""]
    while place < len(text):
        char = text[place]
        depth += (char in "（(") - (char in "）)")
        cut = _JOINED.match(text, place) if depth == 0 and char not in "）)" else None
        if cut:
            parts.append("")
            place = cut.end()
            continue
        parts[-1] += char
        place += 1
    return [_given(part) for part in parts if part]


def _given(part: str) -> tuple[str, str]:
    """A thing and whom it is given to: 总结至市卫健委 → 总结, 市卫健委."""
    part = _TITLED.sub(r"\1", part)
    brackets = re.search(r"[（(].*[)）]", part)
    plain = part[: brackets.start()] if brackets else part
    match = _GIVEN.search(plain)
    if not match:
        return part, ""
    return part[: match.start()], part[match.end() :]
