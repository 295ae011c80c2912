"""What a leader asks first, answered in words: the same parts on the master's first page, in the mail, on the phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tasklist.ledger.attention import Silent, Standing, Tardy
from tasklist.ledger.summary import Summary
from tasklist.model.finding import FindingKind
from tasklist.model.roster import Unit
from tasklist.plan import task_names
from tasklist.text.display import visible
from tasklist.text.moments import chinese, chinese_due, chinese_moment, month_day
from tasklist.text.phones import discreet

_OFTEN = 2  # periods running from which a leader is asked to speak to a unit
# An empty form or none; what came, in a sentence to forward; what the units did now, and those who did so again.
_SILENT = (
    (False, "尚未收到", "未报送", "连续两期以上未报", "连续两期以上未报送"),
    (True, "收到的是空表，没有填写内容", "交了空表", "连续两期以上没有报送内容", "连续两期以上没有报送内容"),
)
_ACHIEVED, _RAISED = 8, 5  # figures and problems told; 上报稿 has them all


ON_ONE_PAGE = 1000  # signs of answers that leave pictures their room on the same printed page


@dataclass(frozen=True, slots=True)
class Item:
    """One answer: whom to call about it, in brackets behind it; a sentence a leader may forward as it is."""

    text: str
    contact: str = ""
    ready: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The answers to one question. `joined`: they are short and stand in one paragraph."""

    heading: str
    items: tuple[Item, ...]
    joined: bool = True
    none: str = "没有。"


def parts(summary: Summary, contact: Callable[[Unit], str], *, chores: bool = True) -> tuple[Part, ...]:
    """All parts, in the order a leader asks. `contact`: how a unit's contact may be shown here, or empty.

    `chores`: with what the clerk has in hand, in a few words.
    """
    return tuple(_Answers(summary, contact, chores).parts())


def doubts(summary: Summary) -> Iterator[Part]:
    """Whose texts the clerk should look at."""
    known = summary.ledger.plan.task_list
    told = tuple(
        Item(visible(f"{unit}：{task_names.named(task for task in known.tasks if task.seq in tasks)}"))
        for unit, tasks in summary.doubts.items()
    )
    if told:
        yield Part(f"内容建议核实（{len(told)}家，由经办人核对）", told)


def signs(found: Iterable[Part]) -> int:
    """How much there is to read."""
    return sum(len(one.text) + len(one.contact) + len(one.ready) for part in found for one in part.items)


@dataclass(frozen=True)
class _Answers:
    summary: Summary
    contact: Callable[[Unit], str]
    chores: bool

    def parts(self) -> Iterator[Part]:
        found = self.summary.attention
        silent = tuple(map(self._silent, found.silent))
        empty = sum(one.empty for one in found.silent)
        among = f"，其中交了空表的{empty}家" if empty else ""
        yield Part(f"{'未报送' if self._past_due else '还没有报送'}的单位（{len(silent)}家{among}）", silent)
        late = tuple(Item(f"{visible(one.unit)}{_late(one)}") for one in found.tardy)
        units = len({one.unit for one in found.tardy})
        yield Part(f"迟报（{units}家）", late)
        incomplete = tuple(Item(f"{visible(unit)}：{visible(words)}") for unit, words in found.incomplete)
        yield Part(f"报了但不完整（{len(incomplete)}家）", incomplete, joined=False)
        waiting = [Item(visible(unit)) for unit in found.pending]
        if self.chores:
            waiting += [Item(f"{one.title}{one.count}件，{one.leader}") for one in self.summary.matters]
        files = f"，待处理的文件{found.files}个" if found.files else ""
        known = len(set(found.pending).intersection(self.summary.now.returned))
        more = f"，其中{known}家另有已报的" if known else ""
        yield Part(f"等汇总单位核对的（{len(found.pending)}家{more}{files}）", tuple(waiting))
        if found.standings:
            yield Part("报送材料和频次", tuple(map(_standing, found.standings)), joined=False)
        yield Part("请领导决定", tuple(self._decisions()), joined=False)
        achieved = tuple(self._achieved())
        if achieved:
            yield Part("本期做成的（各单位填报的合计，出处见上报稿）", achieved)
        if self.chores:
            yield from doubts(self.summary)

    @property
    def _past_due(self) -> bool:
        return self.summary.ledger.as_of > self.summary.ledger.period.due

    def _silent(self, one: Silent) -> Item:
        often = f"（连续{one.running}期）" if one.running >= _OFTEN else ""
        if not self._past_due:
            often = f"（前{one.running}期未报）" if one.running >= _OFTEN else "（上期未报）" * one.running
        unit = self.summary.ledger.plan.roster.by_name.get(one.unit)
        empty = "（交了空表）" if one.empty else ""
        return Item(f"{visible(one.unit)}{empty}{often}", visible(self.contact(unit)) if unit else "")

    # --- what a leader must decide, each with a sentence to forward ---

    def _decisions(self) -> Iterator[Item]:
        found, ledger = self.summary.attention, self.summary.ledger
        title = visible(ledger.plan.campaign.title)
        as_of, due = chinese_moment(ledger.as_of), chinese_due(ledger.period.due)
        form = f"《{title}》{ledger.period.name}填报表应于{due}前报送，截至{as_of}"
        for empty, came, did, again, named in _SILENT:
            units = [one for one in found.silent if one.empty is empty and self._past_due]
            often = [one.unit for one in units if one.running >= _OFTEN]
            once = [one.unit for one in units if one.running < _OFTEN]
            if once:
                ready = f"{_names(once)}：{form}{came}，请立即补报并说明原因。"
                yield Item(f"本期{did}的{len(once)}家是否催办", ready=ready)
            if often:
                said = f"{form}{came}，且已{again}，请主要负责同志过问，立即补报并书面说明原因。"
                yield Item(f"{named}的{len(often)}家是否约谈、通报", ready=f"{_names(often)}：{said}")
        for late in ([one for one in found.tardy if bool(one.what) is what] for what in (False, True)):
            slow = list(dict.fromkeys(one.unit for one in late if one.running >= _OFTEN))
            if slow:
                owed = "应报的材料" if late[0].what else "填报表"
                said = f"《{title}》{owed}已连续两期以上迟报，请说明原因，并按时报送。"
                yield Item(f"连续两期以上迟报的{len(slow)}家是否提醒", ready=f"{_names(slow)}：{said}")
        for one in found.standings:
            silent = [unit for unit, lacks in one.lacking if not lacks]
            if one.due and silent:
                said = f"《{visible(one.name)}》应于{chinese(one.due)}前报送，截至{as_of}尚未收到，请于三日内补报。"
                yield Item(f"《{visible(one.name)}》逾期未报的{len(silent)}家", ready=f"{_names(silent)}：{said}")
        kinds: dict[FindingKind, list[str]] = {}
        for each in found.decisions:
            kinds.setdefault(each.kind, []).append(visible(each.brief(discreet, placed=False)))
        for kind, told in kinds.items():
            yield Item(f"{kind.title}{len(told)}件", ready=f"{'；'.join(told)}。{kind.leader}。")
        yield from self._raised()

    def _raised(self) -> Iterator[Item]:
        """Problems and requests that units raised, in their own words."""
        if self.summary.upward is None:
            return
        raised = [
            (row.task.name, one)
            for row in self.summary.upward.tasks
            for one in row.remark
            if one.sources and not one.note
        ]
        for task, one in raised[:_RAISED]:
            units = _names(dict.fromkeys(source.unit for source in one.sources))
            said = visible(discreet(one.text))
            ready = f"{units}在{task}中反映：“{said}”，请研究并答复。"
            yield Item(f"{units}提出的困难或请求是否研究（{task}）", ready=ready)
        if len(raised) > _RAISED:
            yield Item(f"另有困难或请求{len(raised) - _RAISED}条，见上报稿“备注”")

    def _achieved(self) -> Iterator[Item]:
        rows = self.summary.upward.tasks if self.summary.upward else ()
        told = [Item(visible(f"{row.task.name}{each}")) for row in rows for each in row.counted[:2]]
        yield from told[:_ACHIEVED]


def _names(units: Iterable[str]) -> str:
    return "、".join(map(visible, units))


def _late(one: Tardy) -> str:
    often = f"（连续{one.running}期）" if one.running >= _OFTEN else ""
    what = visible(one.what) if one.counted or not one.what else f"《{visible(one.what)}》"
    return f"{what}迟{one.days}天{often}"


def _standing(one: Standing) -> Item:
    """已报12家/应报15家, and who lacks what: every name."""
    name = visible(one.name) if one.counted else f"《{visible(one.name)}》"
    if one.counted:
        head = f"{name}：应有{one.owing}条，已有{one.came}条"
    else:
        when = f"（{month_day(one.due)}{'到期' if one.open else '前'}）" if one.due else ""
        head = f"{name}{when}：应报{one.owing}家，已报{one.came}家"
    more = [f"{word}{count}{'条' if one.counted else '家'}" for word, count in (("其中迟报", one.late),) if count]
    more += [f"待核对{one.pending}{'期' if one.counted else '家'}"] * bool(one.pending)
    lacks = "、".join(f"{visible(unit)}{words}" for unit, words in one.lacking)
    more += [f"{'不足' if one.counted else '欠'}：{lacks}"] * bool(lacks)
    return Item("，".join((head, *more)))
