"""Twenty returns of a list in the office's own columns, half of them damaged as units do, held against the truth.

The whole way is gone: import_list, check, fill, twenty files in the inbox, merge, 任务清单汇总.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

from openpyxl import Workbook, load_workbook

import own_lists
from damages import DAMAGES, Damage, damaged
from damages.drafts import Draft, correct
from laboratory import RECEIVED, Verdict, judge
from offices import verb
from own_lists import OwnList
from saved import as_xlsx
from tasklist.app.office import Office, furniture, open_office
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book
from tasklist.model.layout import AnswerKind, ListColumn
from tasklist.model.returns import Return
from tasklist.readers import registry
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.text.normalize import bare

AS_OF = "2023-06-24T09:00"
_TOWNS = ("嘎鲁图", "乌审召", "图克", "乌兰陶勒盖", "无定河", "苏力德", "河南", "黄陶勒盖", "呼吉尔特", "纳林河")
_OFFICES = ("医政股", "基层卫生健康股", "疾病预防控制股", "办公室", "机关党办", "规划信息股")
_OTHERS = ("旗人民医院", "旗疾病预防控制中心", "旗妇幼保健院", "旗蒙医综合医院")
UNITS = (*_OFFICES, *_OTHERS, *(f"{town}镇卫生院" for town in _TOWNS))
# Not every list has what these look for: numbers in figures, a title that only the official list has.
KINDS: list[Damage] = [each for each in DAMAGES if each.name not in ("write_numbers", "last_years_form", "second_list")]


def answer(column: ListColumn, unit: str, seq: int) -> str:
    """What a unit writes under a column: facts, a choice, a figure, a day, a person; nothing for another quarter."""
    salt = UNITS.index(unit) * 40 + seq
    if column.aside:
        return ""
    said: Mapping[AnswerKind | None, str] = {
        AnswerKind.TEXT: f"6月{seq % 9 + 3}日{bare(column.key)[:2]}走访企业{salt + 1}家，发放资料{salt * 7 + 2}份",
        AnswerKind.DATE: str(date(2023, 6, salt % 27 + 1)),
        AnswerKind.PERSON: f"联络员{salt:02d} 1390000{salt:04d}",
        AnswerKind.PERCENT: f"{salt % 90 + 10}%",
        AnswerKind.NUMBER: f"{salt + 100}",
        AnswerKind.CHOICE: column.choices[salt % len(column.choices)] if column.choices else "",
    }
    return said[column.kind]


@dataclass
class Counted:
    """What became of the answers of twenty returns. `blamed`: the damages of returns with anything asked or wrong."""

    pieces: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    clean: list[str] = field(default_factory=list)  # asked of undamaged returns
    blamed: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict, damages: tuple[str, ...]) -> None:
        """Count one return."""
        for name in ("right", "asked", "excused", "misplaced", "lost"):
            self.pieces[name] += len(getattr(verdict, name))
        self.faults += verdict.faults
        if not damages:
            self.clean += verdict.asked
        if verdict.faults or verdict.asked:
            self.blamed.update(damages)


def home_of(folder: Path, own: OwnList) -> Path:
    """A home with this list imported, its first task everybody's, checked, and the forms of twenty units made."""
    home = own_lists.home(folder)
    config = home / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("2024-01-15", "2023-04-04"), "utf-8")
    roster = Workbook()
    sheet = roster.worksheets[0]
    sheet.append(["单位名称", "简称", "类别"])
    for unit in UNITS:
        sheet.append([unit, own_lists.ALIASES.get(unit, ""), "卫生健康单位" + ("、镇卫生院" if "镇" in unit else "")])
    roster.save(home / "templates/单位名册.xlsx")
    rows = [list(row) for row in own.rows]
    if own.owing in own.roles:
        place = own.roles.index(own.owing)
        first = next(at for at, row in enumerate(rows[own.heading :]) if row[place])
        rows[own.heading + first][place] = "各卫生健康单位"
    source = home / ("清单.docx" if own.led else "清单.xlsx")
    everybody = replace(own, rows=tuple(map(tuple, rows)))
    source.write_bytes(everybody.word() if own.led else everybody.excel())
    assert verb("import_list", home, str(source))[0] in (0, 1)
    assert verb("check", home, "--as-of", AS_OF)[0] in (0, 1)
    assert verb("fill", home, "--as-of", AS_OF)[0] == 0
    return home


def drafts(home: Path, office: Office) -> list[Draft]:
    """The form of every unit as `fill` made it, every answer written."""
    layout, made = office.plan.task_list.layout.during(date(2023, 6, 25)), []
    for unit in UNITS:
        path = next((home / "outbox/2023-06/下发").glob(f"{unit}-*.xlsx"))
        book = registry.read(path.read_bytes(), path.name)
        assert isinstance(book, Book)
        said = {
            (seq, column.key): answer(column, unit, seq)
            for seq in office.plan.duties[unit]
            for column in layout.columns
            if column.kind
        }
        neighbour = UNITS[(UNITS.index(unit) + 1) % len(UNITS)]
        made.append(correct(path.name, book.grids, said, neighbour, layout))
    return made


def lived(folder: Path, own: OwnList, seed: int = 1, most: int = 2) -> Counted:
    """Twenty returns, every second damaged in up to `most` ways, all merged; what became of every answer."""
    home = home_of(folder, own)
    office = open_office(home)
    layout = office.plan.task_list.layout
    context = Context(office.plan, furniture(office.template, layout), office.words)
    heads = {bare(part) for column in layout.columns for part in column.heading}
    chance, counted, placed = Random(f"{seed}{own.name}"), Counted(), []
    for turn, draft in enumerate(drafts(home, office)):
        chosen = chance.sample(KINDS, chance.randint(1, most)) if turn % 2 else []
        broken = damaged(draft, chosen, chance.randrange(10**6))
        if "contact" not in layout.answers:  # a contact somebody wrote all the same has no column
            broken = replace(
                broken, may_ask=broken.may_ask | {(seq, "contact") for seq in office.plan.duties[draft.unit]}
            )
        made = _received(broken, turn, context)
        verdict = judge(broken, made, draft.unit)
        lost = tuple(each for each in verdict.lost if bare(each.removeprefix("own: ")) not in heads)
        counted.add(replace(verdict, lost=lost), tuple(each.name for each in chosen))
        placed += [entry.text for entry in made.entries if entry.span == "2023-06"]
        (home / "inbox" / Path(broken.name).name).write_bytes(as_xlsx(broken))
    answer = json.loads(verb("merge", home, "--as-of", AS_OF, "--json")[1])
    cells = [file["cells"] for file in answer["files"]]
    assert all(
        each["seen"] == each["merged"] + each["template"] + each["superseded"] + each["unplaced"] for each in cells
    )
    sheet = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["任务清单汇总"]
    shown = bare("".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell))
    counted.pieces["shown"] = sum(all(bare(line) in shown for line in text.splitlines()) for text in placed)
    counted.pieces["placed"] = len(placed)
    counted.pieces["superseded"] = sum(each["superseded"] for each in cells)  # by a form in somebody else's workbook
    return counted


def _received(draft: Draft, turn: int, context: Context) -> Return:
    return interpret(Arrival(f"inbox/{draft.name}", f"{turn:064d}", RECEIVED, RECEIVED, 1), draft.book(), context)
