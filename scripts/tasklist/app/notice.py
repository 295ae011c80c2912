"""What import_list makes of a notice's prose: config.yaml and roster of a new home, or a paper to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tasklist.config import new_home
from tasklist.config.notice.as_config import as_config
from tasklist.config.notice.demands import progress_owed
from tasklist.config.notice.facts import Count, DocumentDue, NoticeFacts, Said
from tasklist.config.yaml_file import FILE, LIST
from tasklist.files import atomic, disk
from tasklist.model.tasks import TaskList
from tasklist.plan.quotas import RHYTHMS
from tasklist.text.display import shorten
from tasklist.views.forms.roster import roster_workbook

BESIDE = "config（通知里读到的）.yaml"


@dataclass(frozen=True)
class Prose:
    """The prose of a notice in a home, and whether its settings are still as `new` made them (`fresh`)."""

    home: Path
    facts: NoticeFacts
    fresh: bool

    def beside(self, listed: TaskList | None) -> Prose:
        """The same beside its task list, or without one: called as the list calls itself, as everybody knows it."""
        facts = progress_owed(self.facts, listed=listed is not None)
        if listed and listed.title and (facts.found or self.fresh):
            facts = replace(facts, title=Said(listed.title, f"任务清单的标题：{listed.title}"))
        return replace(self, facts=facts)

    def write(self, listed: TaskList | None, *, dry: bool) -> list[str]:
        """Fill in what is still empty, never what a person has written; the lines to say of it."""
        text = as_config(self.facts, LIST if listed else "").encode()
        if not self.fresh:
            return self._compared(text, dry)
        lines = [f"{'将写入' if dry else '已写入'} {FILE}，读到的每一项上面都抄着通知的原句："]
        lines += [f"  {line}" for line in told(self.facts)]
        lines += [f"  没有读准，check 会问：{each.value}（“{shorten(each.sentence, 60)}”）" for each in self.facts.open]
        if self.facts.unused:
            lines.append(f"  另有 {len(self.facts.unused)} 句提到日期或报送、没有用上，抄在 {FILE} 末尾，请看一遍")
        roster = roster_workbook("单位名册", "", new_home.MADE, ())
        path = self.home / new_home.ROSTER
        if self.facts.named and path.is_file() and disk.read(path) == roster:
            lines.append(f"通知里点名的 {len(self.facts.named)} 家单位已写进 {new_home.ROSTER}，其余的请补上")
            roster = roster_workbook("单位名册", "", new_home.MADE, [(name,) for name in self.facts.named])
            if not dry:
                atomic.save(path, roster)
        if self.facts.spoken:
            lines.append(f"通知里称呼单位的说法：{'、'.join(self.facts.spoken)}；名册“类别”一栏照这样写，就能对上")
        if not dry:
            atomic.save(self.home / FILE, text)
        return lines

    def _compared(self, text: bytes, dry: bool) -> list[str]:
        """Settings a person keeps are left alone; what the notice says is put beside them once it says anything."""
        known = self.home / FILE
        if not self.facts.found or (known.is_file() and disk.read(known) == text):
            return []
        if not (self.facts.documents or self.facts.counts or self.facts.stages or self.facts.rhythm):
            return []
        if not dry:
            atomic.save(self.home / BESIDE, text)
        return [f"{FILE} 是人写的，没有动；通知正文里读到的{'将写' if dry else '写'}在“{BESIDE}”，可以对照着补"]


def told(facts: NoticeFacts) -> Iterator[str]:
    """Each fact that was read, in a line."""
    heads = (
        ("专项工作", facts.title),
        ("汇总单位", facts.office),
        ("文号", facts.document_number),
        ("印发日期", facts.issued_on),
        ("联系人", facts.contact),
    )
    yield from (f"{what}：{said.value}" for what, said in heads if said)
    if facts.rhythm:
        yield f"报送周期：{RHYTHMS[facts.rhythm.every]}，截止 {facts.rhythm.due}"
    for each in facts.documents:
        yield f"材料：{each.name}，{each.due}，{_owing(each)}{'，附佐证材料' if each.evidence else ''}"
    for count in facts.counts:
        yield f"频次：{count.name}，{RHYTHMS[count.per]}至少 {count.at_least} 次，{_owing(count)}"
    yield from (f"步骤：{name}，{said.value or '（日期没有读准）'}" for name, said in facts.stages)


def _owing(each: DocumentDue | Count) -> str:
    """Who owes it, in the notice's words."""
    spared = f"（{'、'.join(each.spared)}除外）" if each.spared else ""
    return f"{each.units or '全部单位'}{spared}"
