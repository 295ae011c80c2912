"""`why` on every cell of a real example tells what the master says, and helps a clerk who mistypes.

Both outputs are read here from what is printed and from the workbook on disk, with nothing of the program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

import why
import worlds
from corrected import BRANCH, BUREAU, HOSPITAL, LONG, MASTER, MONGOLIAN, TUKE, june
from offices import CONFIG, UNITS, answered, launched, merged, office, own_table, verb
from tasklist.model.errors import UserError
from tasklist.model.plan import Plan

TASKS = (1, 2, 3)
FIELDS = {"进展": "progress", "联络员": "contact", "备注": "remark"}
TIES, TWO_CORRECTIONS, ONE_WITHDRAWN = "2023-06-13T09:00", "2023-06-19T09:00", "2023-06-20T09:00"
MOMENTS = (TIES, TWO_CORRECTIONS, ONE_WITHDRAWN)


@dataclass(frozen=True)
class Told:
    """A version as one of the outputs tells it."""

    text: str
    place: str
    received: str
    office: bool


@dataclass(frozen=True)
class Lost:
    """A version that lost, the one it lost to, and the rule."""

    loser: Told
    winner: Told
    rule: str


# --- what the workbook says -----------------------------------------------------------------------


@dataclass
class Master:
    """The sheets of a master that tell of answers, by (unit, task, field)."""

    lost: dict[tuple[str, str, str], list[Lost]]
    same: int
    detail: dict[tuple[str, int, str], str]
    printed: dict[tuple[str, int, str], str]


def master(home: Path, as_of: str, period: str = "2023-06") -> Master:
    merged(home, as_of, "--period", period)
    book = load_workbook(home / MASTER.replace("2023-06", period))
    rows = [[str(cell or "") for cell in row] for row in book["版本与冲突"].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if row[0] == "单位")
    columns = {heading: place for place, heading in enumerate(rows[head])}
    joined: list[list[str]] = []
    for row in rows[head + 1 :]:
        if row[0] == "（没有）":
            continue
        if row[columns["依据"]]:
            joined.append(row)
        else:  # a text taller than a row goes on in the next one
            keys = 3
            joined[-1] = joined[-1][:keys] + [a + b for a, b in zip(joined[-1][keys:], row[keys:], strict=True)]
    lost: dict[tuple[str, str, str], list[Lost]] = {}
    for row in joined:
        key = (row[columns["单位"]], row[columns["事项"]], row[columns["栏目"]])
        old = listed(row[columns["原内容（未采用）"]], row[columns["原来源与收到时间"]])
        new = listed(row[columns["现内容（采用）"]], row[columns["现来源与收到时间"]])
        lost.setdefault(key, []).append(Lost(old, new, row[columns["依据"]]))
    counted = re.search(r"另有(\d+)处", rows[2][0])
    return Master(lost, int(counted[1]) if counted else 0, detail(book["明细台账"]), printed(book["任务清单汇总"]))


def listed(text: str, source: str) -> Told:
    place, received, *office = source.split("\n")
    assert office in ([], ["汇总单位更正"])
    return Told(text, place, received, bool(office))


def detail(sheet: Any) -> dict[tuple[str, int, str], str]:
    head, *rows = sheet.iter_rows(values_only=True)
    columns = {text: place for place, text in enumerate(head)}
    headings = {"工作任务推进措施及进展情况": "progress", "联络员及联系电话": "contact", "备注": "remark"}
    found: dict[tuple[str, int, str], str] = {}
    for row in rows:  # a text taller than a row goes on in the next ones
        for heading, field in headings.items():
            key = (row[0], int(row[columns["序号"]]), field)
            found[key] = found.get(key, "") + (row[columns[heading]] or "")
    return found


def printed(sheet: Any) -> dict[tuple[str, int, str], str]:
    """The official list: a task's number stands once over its block, a long text goes on in a row of （续）."""
    found: dict[tuple[str, int, str], str] = {}
    task = 0
    for row in sheet.iter_rows(min_row=4, values_only=True):
        task = int(row[0] or task)
        for field, column in (("progress", 6), ("contact", 7), ("remark", 8)):
            key = (row[4].removesuffix("（续）"), task, field)
            found[key] = found.get(key, "") + (row[column] or "")
    return found


# --- what `why` prints ----------------------------------------------------------------------------


def asked(home: Path, unit: str, task: int, as_of: str, period: str = "2023-06") -> dict[str, Any]:
    code, out, err = verb("why", home, unit, str(task), "--as-of", as_of, "--period", period, "--json")
    assert (code, err) == (0, "")
    answer: dict[str, Any] = json.loads(out)
    return answer


@dataclass
class Cell:
    """One answer column as the printed lines tell it."""

    standing: Told | None
    lost: list[Lost]
    same: int


_HEAD = re.compile(r"(进展|联络员|备注)：(没有收到过|收到过(\d+)个版本.*采用(?:第(\d+)个)?)")
_VERSION = re.compile(r"  (\d+)\. (.+?)　(\d{4}-\d\d-\d\d \d\d:\d\d)(　汇总单位更正)?(?:　共(\d+)字)?(?:（[^（）]*）)?")
_VERDICT = re.compile(r"     → (?:采用|未采用(（内容相同）)?：(.+)；采用的是第(\d+)个)")


def read(lines: list[str]) -> dict[str, Cell]:
    """Every answer column of a printed story."""
    cells = {field: Cell(None, [], 0) for field in FIELDS.values()}
    starts = [(place, found) for place, line in enumerate(lines) if (found := _HEAD.fullmatch(line))]
    for (place, found), end in zip(starts, [*(place for place, _ in starts[1:]), len(lines)], strict=False):
        cell = cells[FIELDS[found[1]]]
        versions = list(_versions(lines[place + 1 : end]))
        assert len(versions) == int(found[3] or 0)
        if not versions:
            continue
        stands = int(found[4] or 1)
        cell.standing = versions[stands - 1][0]
        for number, (told, verdict) in enumerate(versions, 1):
            assert (verdict[2] is None) == (number == stands)
            if number != stands:
                assert int(verdict[3]) == stands
            if verdict[1]:
                assert told.text.strip() == cell.standing.text.strip()
                cell.same += 1
            elif number != stands:
                cell.lost.append(Lost(told, cell.standing, verdict[2]))
    return cells


def _versions(lines: list[str]) -> Iterator[tuple[Told, re.Match[str]]]:
    numbers = [place for place, line in enumerate(lines) if _VERSION.fullmatch(line)]
    for count, place in enumerate(numbers, 1):
        head = _VERSION.fullmatch(lines[place])
        verdict = next(at for at in range(place, len(lines)) if _VERDICT.fullmatch(lines[at]))
        found = _VERDICT.fullmatch(lines[verdict])
        assert head
        assert found
        assert int(head[1]) == count
        assert all(line.startswith("     │ ") for line in lines[place + 1 : verdict])
        text = "\n".join(line[7:] for line in lines[place + 1 : verdict])
        assert head[5] is None or int(head[5]) == len(text) > 100
        yield Told(text, head[2], head[3], bool(head[4])), found


def by_json(answer: dict[str, Any], field: str) -> Cell:
    """The same column as the JSON tells it."""
    told = []
    for each in answer["versions"][field]:
        place = "!".join(part for part in (each["file"], each["sheet"], each["cell"]) if part)
        told.append(Told(each["text"], place, each["received"][:16].replace("T", " "), each["office"]))
    pairs = list(zip(told, answer["versions"][field], strict=True))
    standing = [one for one, each in pairs if each["stands"]]
    assert len(standing) == bool(pairs)
    lost = [Lost(one, standing[0], each["rule"]) for one, each in pairs if not each["stands"] and not each["same_text"]]
    return Cell(standing[0] if standing else None, lost, sum(bool(each["same_text"]) for _, each in pairs))


# --- they agree -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("june") / "home"
    june(made)
    return made


@pytest.mark.parametrize("as_of", MOMENTS)
def test_why_on_every_cell_agrees_with_the_sheet_of_versions_and_with_the_texts_of_the_master(
    home: Path, as_of: str
) -> None:
    book = master(home, as_of)
    listed_, same = {key: rows for key, rows in book.lost.items() if "（" not in key[1]}, 0
    for unit in UNITS:
        for task in TASKS:
            answer = asked(home, unit, task, as_of)
            story = read(answer["life"])
            for word, field in FIELDS.items():
                cell, key = story[field], (unit, task, field)
                assert cell.lost == listed_.pop((unit, f"任务{task}", word), []), key
                standing = cell.standing.text if cell.standing else ""
                assert standing == book.detail.get(key, ""), key
                shown = book.printed.get(key, "")
                assert shown == standing or (not standing and re.fullmatch(r"（.*）.*", shown)), key
                assert cell == by_json(answer, field), key
                same += cell.same
    for task in TASKS:  # what was sent for May is counted in the sheet's own sentence too
        same += sum(cell.same for cell in read(asked(home, HOSPITAL, task, as_of, "2023-05")["life"]).values())
    assert listed_ == {}
    assert same == book.same


def test_versions_of_another_period_are_listed_under_its_name_and_told_when_that_period_is_asked(home: Path) -> None:
    june_, may = (master(home, ONE_WITHDRAWN, period) for period in ("2023-06", "2023-05"))
    (told,) = june_.lost[HOSPITAL, "任务1（2023-05）", "进展"]
    assert [told] == may.lost[HOSPITAL, "任务1", "进展"]
    answer = asked(home, HOSPITAL, 1, ONE_WITHDRAWN, "2023-05")
    assert read(answer["life"])["progress"].lost == [told]
    assert may.detail[HOSPITAL, 1, "progress"] == told.winner.text == "5月6日学习2次"
    assert answer["other_periods"] == ["2023-06"]
    assert "2023-05" in asked(home, HOSPITAL, 1, ONE_WITHDRAWN)["life"][-1]


def test_the_example_holds_every_kind_of_correction(home: Path) -> None:
    books = {as_of: master(home, as_of) for as_of in MOMENTS}
    rules = {one.rule for book in books.values() for rows in book.lost.values() for one in rows}
    assert rules == {
        "后收到的为准",
        "占位符不覆盖已有内容",
        "表里带的联系人不覆盖单位自己填的",
        "汇总单位的更正为准",
        "同一批收到，以文件自身的修改时间为准",
        "同一批收到，以文件时间为准",
        "同一批收到，以文件名先后为准",
    }
    cell = (HOSPITAL, "任务1", "进展")
    assert len(books[ONE_WITHDRAWN].lost[cell]) >= 5
    assert [book.lost[cell][0].winner.text for book in books.values()] == [
        "6月2日学习6次",
        "再核实：6月2日学习6次",
        "核实：6月2日学习5次，参训54人",
    ]
    assert any(one.loser.office for one in books[TWO_CORRECTIONS].lost[cell]), "the office may correct itself"
    last = books[ONE_WITHDRAWN]
    assert last.same > 5
    assert last.detail[BUREAU, 3, "progress"] == "6月7日培训25人", "exempt, and what it sent is shown all the same"
    assert last.detail[TUKE, 2, "progress"] == LONG.replace("第40次", "第四十次")
    assert last.detail[MONGOLIAN, 2, "remark"] == "电话核实过"
    assert last.detail[HOSPITAL, 3, "progress"] == "6月13日走访9户", "a blank erases nothing"
    assert last.detail[HOSPITAL, 1, "contact"] == "联络员09 13900000009", "nor does a placeholder, in any column"
    assert last.detail[HOSPITAL, 1, "remark"] == "=附照片3张\n→ 采用"
    assert not any(unit == BRANCH for unit, _, _ in last.lost)


def test_the_most_corrected_cell_is_told_as_it_happened(home: Path) -> None:
    answer = asked(home, HOSPITAL, 1, ONE_WITHDRAWN)
    tied = "inbox/同一天/人民医院"
    assert [
        (each["received"][:16], each["file"], each["cell"], each["text"], each["stands"])
        for each in answer["versions"]["progress"]
    ] == [
        ("2023-06-10T09:00", "inbox/人民医院.xlsx", "H4", "6月2日学习1次", False),
        ("2023-06-11T09:00", "inbox/人民医院.xlsx", "H4", "6月2日学习2次，参训45人", False),
        ("2023-06-12T09:00", "inbox/人民医院-补.xlsx", "H4", "6月2日学习2次，参训45人", False),
        ("2023-06-13T09:00", f"{tied}/甲/第0稿.xlsx", "H4", "6月2日学习3次", False),
        ("2023-06-13T09:00", f"{tied}/乙/第1稿.xlsx", "H4", "6月2日学习4次", False),
        ("2023-06-13T09:00", f"{tied}/丙/第2稿.xlsx", "H4", "6月2日学习5次", False),
        ("2023-06-13T09:00", f"{tied}/丁/第3稿.xlsx", "H4", "6月2日学习6次", False),
        ("2023-06-14T09:00", "inbox/人民医院-补.xlsx", "H4", "无", False),
        ("2023-06-18T09:00", "inbox/汇总表-更正.xlsx", "H2", "核实：6月2日学习5次，参训54人", True),
        ("2023-06-19T09:00", "inbox/人民医院.xlsx", "H4", "6月2日学习7次", False),
    ]
    lines = [line for line in answer["life"] if line.startswith("     → 未采用")]
    assert lines[:9] == ["     → 未采用：汇总单位的更正为准；采用的是第9个"] * 9


def test_what_is_printed_is_what_the_json_calls_life(home: Path) -> None:
    for unit, task in ((HOSPITAL, 1), (BRANCH, 2), (BUREAU, 2)):
        done = launched(home, "why", unit, str(task), "--as-of", ONE_WITHDRAWN, "--period", "2023-06")
        assert done.returncode == 0
        assert done.stdout.splitlines() == asked(home, unit, task, ONE_WITHDRAWN)["life"]


# --- what a clerk wants to know -------------------------------------------------------------------


def told(home: Path, unit: str, task: int) -> str:
    return "\n".join(asked(home, unit, task, ONE_WITHDRAWN)["life"])


def test_a_unit_that_never_answered_an_exempt_one_and_one_that_does_not_owe_are_told_apart(home: Path) -> None:
    assert "还没有交来" in told(home, BRANCH, 1)
    assert "没有收到过这一项的内容" in told(home, BRANCH, 1)
    assert "应报：免报（机关股室不承担此项）" in told(home, BUREAU, 3)
    assert "不欠这一项" in told(home, BUREAU, 2)


def test_a_version_whose_file_was_replaced_says_where_it_is_kept(home: Path) -> None:
    answer = asked(home, TUKE, 2, ONE_WITHDRAWN)
    first, last = answer["versions"]["progress"]
    assert last["opens"] == last["file"] == first["file"]
    assert f"（这个文件后来换过，这一版存为 {first['opens']}）" in "\n".join(answer["life"])
    assert load_workbook(home / first["opens"]).worksheets[0]["G3"].value == LONG


def test_every_link_of_the_master_opens_the_very_words_it_stands_beside(home: Path) -> None:
    merged(home, ONE_WITHDRAWN, "--period", "2023-06")
    book = load_workbook(home / MASTER)
    told = [
        (row[source], row[text].value)
        for row in book["版本与冲突"].iter_rows(min_row=5)
        for text, source in ((3, 7), (4, 9))
        if row[5].value and len(row[text].value) < 300  # a longer text goes on in the next row
    ]
    told += [(row[14], row[7].value) for row in book["明细台账"].iter_rows(min_row=2) if len(row[7].value or "") < 300]
    checked, read_before = 0, cache(load_workbook)
    for cell, text in told:
        if cell.hyperlink and text:
            target, _, place = unquote(cell.hyperlink.target.replace("\\", "/")).partition("#")
            sheet, cell_name = re.fullmatch(r"'(.+)'!([A-Z]+\d+)", place or cell.hyperlink.location).groups()  # type: ignore[union-attr]
            path = ((home / MASTER).parent / target).resolve()
            assert read_before(path)[sheet][cell_name].value == text, (cell.coordinate, target)
            checked += 1
    assert checked > 40


def test_a_file_that_waits_for_the_clerk_is_named_where_its_text_is_missed(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    broken = answered(home, HOSPITAL, {1: "6月2日学习1次"})
    broken.write_bytes(broken.read_bytes()[:2000])
    disputed = own_table(home / "inbox/呼吉尔特分院.xlsx", {1: "6月3日学习1次"}, f"填报单位：{MONGOLIAN}")
    for unit, path in ((HOSPITAL, broken), (BRANCH, disputed), (MONGOLIAN, disputed)):
        life = "\n".join(asked(home, unit, 1, "2023-06-24T09:00")["life"])
        assert f"inbox/{path.name} 还没有并入" in life
    assert "还没有并入" not in "\n".join(asked(home, TUKE, 1, "2023-06-24T09:00")["life"])


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office(tmp_path_factory.mktemp("plain") / "home", CONFIG)


@pytest.mark.parametrize(
    ("unit", "task", "said"),
    [
        ("人民医院", "任务2", (HOSPITAL, "任务2")),
        ("蒙医", "二", (MONGOLIAN, "任务2")),
        ("呼吉尔特", "第２项", (BRANCH, "任务2")),
        ("旗医院", "党员活动中心", (HOSPITAL, "任务2")),
        (" 人民医院 ", "专题课一次", (HOSPITAL, "任务1")),
    ],
)
def test_a_short_name_and_a_number_however_written_will_do(
    plain: Path, unit: str, task: str, said: tuple[str, str]
) -> None:
    code, out, err = verb("why", plain, unit, task, "--as-of", "2023-06-24")
    assert (code, err) == (0, "")
    assert out.startswith("　".join(said))


@pytest.mark.parametrize(
    ("unit", "task", "named"),
    [
        ("乌审旗人名医院", "1", [HOSPITAL]),
        ("图克中心卫生院", "1", [TUKE]),
        ("卫生院", "1", [TUKE, BRANCH]),
        ("市妇幼保健所", "1", ["“市妇幼保健所”"]),
        ("蒙医院", "1", [MONGOLIAN]),
        ("1", "人民医院", ["先写单位"]),
        ("财政局", "1", ["全称或简称"]),
        ("", "1", ["名册"]),
        ("人民医院", "4", ["“4”", "1 到 3"]),
        ("人民医院", "开展", ["“开展”", "1 到 3"]),
        ("人民医院", "，", ["“，”", "1 到 3"]),
        ("人民医院", "利用", ["任务2", "任务3"]),
        ("人民医院", "", ["1 到 3"]),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_one_sentence_that_names_the_nearest(
    plain: Path, unit: str, task: str, named: list[str]
) -> None:
    code, out, err = verb("why", plain, unit, task, "--as-of", "2023-06-24")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert all(name in err for name in named), err


def with_details(*details: str) -> Plan:
    made = worlds.plan(2, len(details))
    tasks = zip(made.task_list.tasks, details, strict=True)
    return replace(made, task_list=replace(made.task_list, tasks=tuple(replace(one, detail=say) for one, say in tasks)))


def test_a_number_that_is_no_tasks_is_looked_for_in_the_text() -> None:
    plan = with_details("完善120急救体系", "推进12个旗区信息互通", "开展3次演练")
    assert [why.named_task(plan, asked)[0].seq for asked in ("120", "１２０", "12", "3", "2")] == [1, 1, 2, 3, 2]
    with pytest.raises(UserError, match="任务清单里没有“20”"):
        why.named_task(plan, "20")


def test_of_tasks_with_one_number_the_one_the_unit_owes_is_told_and_the_others_named() -> None:
    plan = with_details("开展主题党日", "开展廉政谈话", "推进智慧医院", "检查医疗质量")
    numbered = tuple(replace(task, number=str((task.seq - 1) % 2 + 1)) for task in plan.task_list.tasks)
    plan = replace(plan, task_list=replace(plan.task_list, tasks=numbered))
    first, second = plan.roster.order
    plan = replace(plan, duties={first: {1: "", 2: ""}, second: {1: "", 3: "", 4: ""}})
    task, said = why.named_task(plan, "1", first)
    assert task.seq == 1 and "有2项" in said[0] and "任务3（推进智慧医院）" in said[0]
    with pytest.raises(
        UserError, match="有2项：“任务1（开展主题党日）”、“任务3（推进智慧医院）”，请写是哪一项，如：任务1"
    ):
        why.named_task(plan, "1", second)
    assert why.named_task(plan, "任务3", first) == (plan.task_list.tasks[2], ())
    task, said = why.named_task(plan, "4", second)
    assert task.seq == 4 and "没有印着“4”的序号" in said[0]


def test_other_periods_come_in_the_order_they_were_opened(tmp_path: Path) -> None:
    listed = "".join(
        f"\n- {{id: {name}, name: {name}, opens: 2023-{month:02d}-01, due: 2023-{month:02d}-25}}"
        for name, month in (("第二批", 5), ("第十批", 6), ("第三批", 7))
    )
    home = office(tmp_path / "home", CONFIG.replace("periods: {every: month, due: 25}", f"periods:{listed}"))
    for name, month in (("第十批", 6), ("第二批", 5), ("第三批", 7)):
        own_table(home / f"inbox/{HOSPITAL}/{name}.xlsx", {1: f"{month}月2日学习1次"})
    answer = asked(home, HOSPITAL, 1, "2023-07-20T09:00", "第三批")
    assert answer["other_periods"] == ["第二批", "第十批"]
    assert answer["life"][-1].endswith("--period 第十批。")
