"""One sentence of a notice read: what it asks for, what it leaves open, whether it names a time that is not used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasklist.config.notice.amounts import AMOUNT, amounts
from tasklist.config.notice.clauses import AT_LEAST, NoticeClause, clauses
from tasklist.config.notice.facts import Count, DocumentDue, Notice, Rhythm, Said
from tasklist.config.notice.named_units import NamedUnits
from tasklist.config.notice.owing import OTHERS, VAGUE, Owing, everybody_or, is_stranger, owing, parts, without_spared
from tasklist.config.notice.papers import EVIDENCE, PROGRESS, QUANTITY, Sending, is_receiver, named_papers, sending
from tasklist.config.notice.times import TimePhrase
from tasklist.plan.quotas import RHYTHMS
from tasklist.text.normalize import number

_DOES = re.compile(
    r"^(?:至少|不少于|要|应(?!急|用)|须|需(?!求)|均|组织|开展|集中|召开|举办|报送|上报|提交|完成|进行|撰写|推荐|推送)+"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[:：时点]([0-5]\d)?)")
_LAST_WORKDAY = re.compile("最后一个工作日")
_ROLL = re.compile("(?:节假日|双休日|休息日|周末)[^，。；]{0,6}?(?:(?P<later>顺延|推迟|延后)|提前)")
_SOME_TIME = re.compile("(?<![之以提目当])前(?![往期列来提])|[之以日]内|期间|定期|每[^个一位名家项次人]|届时")
_INNER = str.maketrans("“”", "‘’")  # quotation marks within others
_RESPECTIVELY = re.compile("分别[于在]?$")
_TAKES = re.compile("将|把")
_WITH = re.compile(r"附(?:有|带|上|送|报)?[^，。；]{0,16}")
_LEAST = 12  # characters of a sentence that asks for something without a time: （三）按时报送。 is a heading


@dataclass
class Found:
    """What a sentence has said so far. `unused`: it names a time or asks for something, and no key came of it."""

    documents: list[DocumentDue] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    rhythms: list[Rhythm] = field(default_factory=list)
    open: list[Said] = field(default_factory=list)
    unused: bool = False


@dataclass(frozen=True)
class _Slot:
    """Somebody's time that waits for what is to be done by then. `who`: None where it says nobody."""

    who: Owing | None
    time: TimePhrase
    stranger: bool = False  # it names somebody who is no unit
    each: bool = False  # 分别于 stands before it: of as many units as days each may have one


def read_sentence(sentence: str, notice: Notice) -> Found:
    """What one sentence asks for."""
    reading = _Sentence(sentence, notice, NamedUnits(notice.office, notice.addressed))
    for clause in clauses(sentence):
        reading.clause(clause)
    return reading.closed()


@dataclass
class _Sentence:
    sentence: str
    notice: Notice
    who: NamedUnits
    found: Found = field(default_factory=Found)
    past: bool = False  # the last time named lies in a year gone by
    free: bool = False  # 鼓励 has been said, and no must since
    waiting: list[_Slot] = field(default_factory=list)
    last: Sending | None = None
    counted: TimePhrase | None = None  # the window of the last count
    named: list[str] = field(default_factory=list)  # units counts have named one by one, for 其他
    idle: bool = False  # a time no key came of
    starts: str = ""  # 从5月起 has been said
    asked: bool = False  # something is asked for without a time of its own

    def clause(self, clause: NoticeClause) -> None:
        """Read the next clause."""
        text, spared = without_spared(clause.text)
        if spared and not clause.times and not text.strip("，, "):
            self.who.spared += spared
            return
        if not (clause.times or clause.label or clause.says) and (whole := owing(clause.text)):
            self.who.row.append(whole)
            return
        self.free = (self.free or clause.free) and not clause.bound
        if EVIDENCE.search(clause.text) and _WITH.search(clause.text) and not clause.times and self.found.documents:
            self.found.documents[-1] = replace(self.found.documents[-1], evidence=True)
            return
        if self._aside(clause):
            self.idle |= bool(clause.times)
            return
        self.who.begin(clause.head)
        if clause.times:
            self._timed(clause)
        elif self.who.ours:
            self.idle |= clause.says
        else:
            self._untimed(clause)

    def _untimed(self, clause: NoticeClause) -> None:
        """A clause without a time: what is to be done by one before it, more of the same, or something left open."""
        amount, sent = AMOUNT.fullmatch(clause.text), sending(clause.text)
        if roll := _ROLL.search(clause.text):
            self._rolled(roll)
        elif self.waiting and (clause.says or amount):
            self._apply(clause.text, self.waiting)
        elif amount and self.counted and (who := self.who.take(amount["mid"])) and not amount["rest"]:
            self._count(_Slot(who, self.counted), amount, self.found.counts[-1].name)  # 市妇幼保健院3条
        elif (amount and self.counted) or (clause.says and AT_LEAST.search(clause.text) and (sent or self._some)):
            self._ask(f"“{clause.text}”怎么要求")
        elif self.last and named_papers(clause.text):
            self._ask(f"“{clause.text}”是不是也要报")
        elif sent and not clause.label and _SOME_TIME.search(clause.text):
            self._ask("哪天报什么材料、由谁报")
        else:
            self.asked |= clause.says or bool(clause.label and sent)

    def _rolled(self, roll: re.Match[str]) -> None:
        """遇节假日顺延 of the rhythm or the documents just named."""
        rhythms, documents = self.found.rhythms, self.found.documents
        if rhythms:
            rhythms[-1] = replace(rhythms[-1], roll="next" if roll["later"] else "previous")
        elif documents and roll["later"]:
            documents[:] = [replace(each, due=f"{each.due}，遇节假日顺延") for each in documents]
        elif documents:
            self._ask("遇节假日提前到哪天")

    def closed(self) -> Found:
        """What was found, with what still waits settled: the same things by other days, a question, or not used."""
        if self.waiting and self.last and all(slot.who for slot in self.waiting):
            waiting, self.waiting = self.waiting, []
            for slot in waiting:
                self._document(slot, self.last)
        if self.starts and self._some:
            self._ask(f"“{self.starts}”才开始报，之前的报不报")
        if (self.waiting or self.idle or self.starts) and self.asked:
            self._ask("哪天报什么材料、由谁报")
        elif self.waiting or self.idle or self.starts or (self.asked and len(self.sentence) > _LEAST):
            self.found.unused = not self.found.open
        return self.found

    @property
    def _some(self) -> bool:
        return bool(self.found.documents or self.found.counts or self.found.rhythms)

    # -- who

    def _aside(self, clause: NoticeClause) -> bool:
        """A clause nobody owes anything by: it tells what was, lies in a year gone by, or leaves it free."""
        if clause.times:
            self.past = any(self._gone(each.past) for each in clause.times)
        return (bool(clause.times) or clause.says) and (clause.tells or self.past or self.free)

    def _gone(self, year: str) -> bool:
        return year in ("去年", "上年") or (year.isdigit() and 0 < int(year) < self.notice.year)

    # -- a clause with a time

    def _timed(self, clause: NoticeClause) -> None:
        sent = sending(clause.tail)
        if self.who.ours and not (sent and self.who.take(sent.before)):
            self.idle = True  # what the office itself does by then
            return
        if clause.tail.startswith("起"):
            self.starts = clause.text
            return
        if len(clause.times) > 1:
            self.idle = True
            if clause.says:
                self._ask(f"“{clause.text}”里有几个时间，各管什么")
            return
        own = self.who.take(clause.head) if not clause.label else None
        papers = named_papers(clause.head) if own is None or _TAKES.search(clause.head) else ()
        slot = _Slot(own, clause.times[0], not clause.label and not papers and own is None and is_stranger(clause.head))
        if slot.stranger:
            self.who.lose()
        slot = replace(slot, each=bool(_RESPECTIVELY.search(clause.head)))
        if clause.tail.strip("，, "):
            self._apply(clause.tail, [*self.waiting, slot], papers)
        else:
            self.waiting.append(slot)
            self.asked |= clause.says

    def _ask(self, what: str) -> None:
        self.found.open.append(Said(what, self.sentence))

    # -- what is to be done by then

    def _apply(self, text: str, slots: Sequence[_Slot], papers: tuple[str, ...] = ()) -> None:
        """Do what a stretch says for every slot that waits for it."""
        found, sent = amounts(text), sending(text)
        if sent and not sent.papers and papers:
            sent = replace(sent, papers=papers, to=sent.to)
        elif sent and papers and all(is_receiver(paper, self.notice.office) for paper in sent.papers):
            sent = replace(sent, papers=papers)
        counted = bool(found) and all(slot.time.per for slot in slots)
        if not counted and not sent:
            self.idle = True
            return
        self.waiting = []
        for slot in slots:
            if counted:
                for amount in found:
                    self._count(slot, amount)
            elif slot.time.rhythm and sent:
                self._rhythm(slot, sent, counted=bool(found))
            elif sent:
                self._document(slot, sent, several=len(slots) > 1)
        self.last = sent if sent and any(slot.time.days for slot in slots) else self.last

    def _document(self, slot: _Slot, sent: Sending, *, several: bool = False) -> None:
        who, stranger = self.who.of(sent.before, slot.who, slot.stranger)
        days = slot.time.days or (slot.time.text,)
        dues = [self.notice.read(day).due for day in days]
        dated = all(dues) and slot.time.even and not slot.time.rhythm
        apart = sent.each or (slot.each and len(parts(who.units)) != len(days))
        pairs: list[tuple[str, str]] = []
        if len(days) == 1:
            pairs = [(paper, days[0]) for paper in sent.papers]
        elif apart and len(days) == len(sent.papers) and not several:
            pairs = list(zip(sent.papers, days, strict=True))
        elif apart and len(sent.papers) == 1:
            pairs = [(sent.papers[0], day) for day in days]
        open_ = {
            f"“{slot.time.text.translate(_INNER)}”是哪一天": not dated,
            "这几个日期各报什么": dated and not pairs,
            "报什么材料": not sent.known,
            "由谁报": stranger,
            "是不是报给本单位": sent.elsewhere(self.notice.office),
        }
        if any(open_.values()):
            self._ask("、".join(what for what, asked in open_.items() if asked))
            return
        if self.notice.since and any(due[-1] < self.notice.since for due in dues):
            self._ask(f"“{slot.time.text}”是哪一年的，按印发的那一年算已经过了")
            return
        settled = self._settled(who)
        if not settled:
            self._ask(f"“{who.units}”是哪些单位")
            return
        for paper, day in pairs:
            name = re.sub(rf"{QUANTITY}?(?:[（(].*)?$", "", paper)
            evidence = bool(EVIDENCE.search(paper))
            self.idle |= bool(re.search(QUANTITY, paper))  # 典型案例（不少于2个）: no key says how many
            self.found.documents.append(DocumentDue(name, day, settled.units, settled.spared, evidence, self.sentence))

    def _rhythm(self, slot: _Slot, sent: Sending, *, counted: bool) -> None:
        """Progress every month by a day is the period; anything else that comes back so is a question."""
        phrase = slot.time.text
        who, stranger = self.who.of(sent.before, slot.who, slot.stranger)
        last = _LAST_WORKDAY.search(phrase)
        every, _, due = (self.notice.read(_LAST_WORKDAY.sub("底", phrase)).every or "").partition(":")
        due = due.removeprefix("3-") if every == "quarter" else due  # a day of the quarter's last month
        exact = every and due and "-" not in due and not slot.time.per
        progress = any(PROGRESS.search(paper) for paper in sent.papers)
        if not every and slot.time.per not in RHYTHMS:
            self._ask(f"设置里没有“{phrase}”这样的周期，是把各期逐个列进 periods，还是把各份逐个列进 deliverables")
        elif counted or stranger or sent.elsewhere(self.notice.office) or not progress:
            self._ask(f"“{phrase}”报什么、由谁报")
        elif not exact:
            self._ask("多久报一次、哪一天截止" if slot.time.per else f"“{phrase}”是每期哪一天截止")
        else:
            clock = _CLOCK.search(phrase)
            at = f" {int(clock[1]):02}:{clock[2] or '00'}" if clock else ""
            name = re.sub(r"[（(].*", "", next(paper for paper in sent.papers if PROGRESS.search(paper)))
            roll = "previous" if last else ""
            self.found.rhythms.append(Rhythm(every, f"{due}{at}", roll, name, who.units, who.spared, self.sentence))

    def _count(self, slot: _Slot, amount: re.Match[str], name: str = "") -> None:
        """So many of something for the window of a slot; `name`: of what, where the amount does not say."""
        who = slot.who or self.who.carried()
        at_least = number(amount["number"])
        named = amount["rest"].strip("的") or _DOES.sub("", amount["mid"])
        name = name or re.sub(r"(?:不少于|至少|信息报送)$", "", named)
        if not name and self.found.counts:
            name = self.found.counts[-1].name  # 其他单位每月至少报送1条: of what, the half before says
        open_ = amount["range"] or amount["most"] or AMOUNT.fullmatch(name) or slot.time.per not in RHYTHMS
        if not who or slot.stranger or not at_least or open_ or len(name) < 2:
            self._ask(f"“{slot.time.text}”由谁报、报什么、报几次")
            return
        settled = self._settled(who)
        if not settled:
            self._ask(f"“{who.units}”是哪些单位")
            return
        self.counted = slot.time
        self.found.counts.append(Count(name, at_least, slot.time.per, settled.units, settled.spared, self.sentence))

    def _settled(self, who: Owing) -> Owing | None:
        """Who owes, with those the sentence has named before taken out of 其他; None when it has named nobody."""
        others = bool(OTHERS.search(who.units))
        if VAGUE.search(who.units) or (others and not (who.spared or self.named)):
            return None
        units = OTHERS.sub("", who.units)
        if others:
            who = Owing(everybody_or(units), who.spared or tuple(dict.fromkeys(self.named)))
        self.named += parts(who.units)
        return who
