"""A whole campaign, twenty units over three months as they really send, against a list kept by hand.

The list below is no output of the program: who sent what in which way is written down beside what must come of it.
"""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from offices import CONFIG, DETAILS, merged, office, sheet, verb
from tasklist.config.task_list import HEADINGS
from todo_book import offered, open_rows, todo

# Parents come before their branches; nobody else is called like another.
UNITS = (
    "乌审旗人民医院", "乌审旗人民医院河南分院", "图克镇中心卫生院", "图克镇中心卫生院呼吉尔特分院",
    "嘎鲁图镇中心卫生院", "乌兰陶勒盖镇卫生院", "无定河镇卫生院", "苏力德苏木卫生院", "乌审召镇中心卫生院",
    "乌审旗蒙医综合医院", "乌审旗妇幼保健院", "乌审旗疾病预防控制中心", "乌审旗卫生监督所", "巴图湾卫生院",
    "纳林河卫生院", "黄陶勒盖卫生院", "沙尔利格卫生院", "陶利卫生院", "达布察克社区卫生服务中心", "红十字备灾中心",
)  # fmt: skip
PARENTS = {UNITS[1]: UNITS[0], UNITS[3]: UNITS[2]}
MONTHS = ("2023-06", "2023-07", "2023-08")
ACTS = (
    "举办义诊", "开展家庭医生签约", "组织技能比武", "进行消毒供应检查", "召开患者座谈会", "上门随访慢病患者",
    "培训村医", "排查消防隐患", "更新宣传橱窗", "发放健康包",
)  # fmt: skip
WHERE = (
    "东街广场",
    "北湾嘎查",
    "牧民之家",
    "职工食堂",
    "中心小学",
    "敬老院",
    "工业园区",
    "边防哨所",
    "老年大学",
    "汽车站",
)


class Way(NamedTuple):
    """How a unit sends: the statuses of its three tasks before anything is answered and after, what is asked of it
    (事项 → the answer that a clerk who knows gives). `late`: it comes after the due day.
    """

    before: str
    after: str
    asks: dict[str, str]
    late: bool = False


ALL, LATE, NONE, WAITS = "已报 已报 已报", "迟报 迟报 迟报", "未报 未报 未报", "待核对 待核对 待核对"
BLANKS = "漏项 漏项 漏项"
WAYS = {
    "plain": Way(ALL, ALL, {}),
    "town folder": Way(ALL, ALL, {}),
    "own folder": Way(ALL, ALL, {}),
    "parent's folder": Way(ALL, ALL, {}),
    "parent's mail": Way(ALL, ALL, {}),
    "next month's folder": Way(LATE, LATE, {}, late=True),
    "late": Way(LATE, LATE, {}, late=True),
    "nothing": Way(NONE, NONE, {}),
    "empty": Way(BLANKS, BLANKS, {}),
    "two of three": Way("已报 已报 漏项", "已报 已报 漏项", {}),
    "nil": Way("零报告 已报 已报", "零报告 已报 已报", {}),
    "colleague's form": Way(WAITS, ALL, {"是哪个单位的": "its own"}),
    "stranger's folder": Way(WAITS, ALL, {"是哪个单位的": "its own"}),
    "photo": Way(WAITS, NONE, {"这个文件怎么办": "作为附件"}),
    "two months named": Way(WAITS, ALL, {"是哪一期的": "its month"}),
    "own task": Way(ALL, ALL, {"单位自加的任务": "不采用"}),
    "two rows": Way("已报 待核对 已报", ALL, {"是哪一项任务": "任务2"}),
    "slogan": Way(ALL, ALL, {"内容行不行": "认可"}),
    "sent back": Way(ALL, "漏项 已报 已报", {"内容行不行": "退回"}),
    "words": Way(WAITS, "零报告 零报告 已报", {"是哪一项任务": "its part"}),
    "mended": Way(ALL, ALL, {"是哪一项任务": "2"}),
    "more time": Way("已报 已报 待核对", "已报 已报 未到期", {"是否同意延期": "2023-12-10"}),
}
# The list kept by hand: what each unit did, month by month.
DONE: dict[str, tuple[str, str, str]] = {
    UNITS[0]: ("plain", "own folder", "plain"),
    UNITS[1]: ("parent's folder", "parent's folder", "parent's mail"),
    UNITS[2]: ("plain", "town folder", "plain"),
    UNITS[3]: ("parent's mail", "late", "parent's folder"),
    UNITS[4]: ("town folder", "mended", "colleague's form"),
    UNITS[5]: ("colleague's form", "plain", "words"),
    UNITS[6]: ("plain", "stranger's folder", "nothing"),
    UNITS[7]: ("late", "plain", "late"),
    UNITS[8]: ("nothing", "words", "plain"),
    UNITS[9]: ("empty", "plain", "slogan"),
    UNITS[10]: ("photo", "plain", "own folder"),
    UNITS[11]: ("two of three", "two months named", "plain"),
    UNITS[12]: ("nil", "photo", "two of three"),
    UNITS[13]: ("next month's folder", "town folder", "town folder"),
    UNITS[14]: ("two months named", "nil", "empty"),
    UNITS[15]: ("own task", "own folder", "sent back"),
    UNITS[16]: ("two rows", "empty", "nil"),
    UNITS[17]: ("slogan", "next month's folder", "more time"),
    UNITS[18]: ("sent back", "own task", "stranger's folder"),
    UNITS[19]: ("more time", "two rows", "own task"),
}


def text(unit: str, month: str, task: int) -> str:
    """What a unit writes: of its own in every cell, so that a word in a wrong place is seen."""
    at, number = UNITS.index(unit), int(month[-2:])
    act, where = ACTS[(at + 3 * task + number) % 10], WHERE[(at * 7 + task + number * 3) % 10]
    return f"{number}月{task + 2 + at // 4}日在{where}{act}，{10 * at + task}人参加，解决问题{number + at}件"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    head = ["单位名称", "简称", "类别", "上级单位", "联络员", "联系电话", "邮箱"]
    rows = [
        [
            unit,
            "",
            "卫生健康单位",
            PARENTS.get(unit, ""),
            f"联络员{at:02d}",
            f"139000000{at:02d}",
            f"u{at:02d}@example.org",
        ]
        for at, unit in enumerate(UNITS, 1)
    ]
    return office(tmp_path_factory.mktemp("trial"), CONFIG, [head, *rows])


def form(
    home: Path, unit: str, month: str, answers: dict[int, str], into: str, name: str = "", remark: str = ""
) -> Path:
    """The unit's issued form of a month, answered, where it is put."""
    source = next((home / f"outbox/{month}/下发").glob(f"{unit}-*"))
    book = load_workbook(source)
    page = next(each for each in book.worksheets if "任务" in each.title)
    row = next(cell.row for line in page.iter_rows(max_row=8) for cell in line if cell.value == "序号")
    heads = {str(cell.value): cell.column for cell in page[row] if cell.value}
    for task, said in answers.items():
        page.cell(row + task, heads[HEADINGS[6]]).value = said
    if remark:
        page.cell(row + 3, heads["备注"]).value = remark
    target = home / into / (name or source.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def own(home: Path, unit: str, rows: list[tuple[str, str, str]], name: str) -> None:
    """A table of the unit's own making."""
    made = [[f"填报单位：{unit}"], list(HEADINGS)]
    made += [[seq, "", detail, "", "", "", said, "", ""] for seq, detail, said in rows]
    sheet(home / "inbox" / name, made)


def send(home: Path, unit: str, month: str, way: str) -> None:
    """Put into the inbox what the unit sends, as it sends it."""
    texts = {task: text(unit, month, task) for task in (1, 2, 3)}
    rows = [(str(task), DETAILS[task - 1], said) for task, said in texts.items()]
    parent, other = PARENTS.get(unit, ""), UNITS[(UNITS.index(unit) + 7) % 20]
    following = f"2023-{int(month[-2:]) + 1:02d}"
    match way:
        case "plain" | "late":
            form(home, unit, month, texts, "inbox")
        case "town folder":
            form(home, unit, month, texts, f"inbox/南部片区/{month}")
        case "own folder":
            form(home, unit, month, texts, f"inbox/{unit}")
        case "parent's folder":
            form(home, unit, month, texts, f"inbox/{parent}")
        case "parent's mail":
            mail(home, parent, form(home, unit, month, texts, "inbox"))
        case "next month's folder":
            form(home, unit, month, texts, f"inbox/{following}")
        case "empty":
            form(home, unit, month, {}, "inbox")
        case "two of three":
            form(home, unit, month, {1: texts[1], 2: texts[2]}, "inbox")
        case "nil":
            form(home, unit, month, texts | {1: "本期无此类情况（零报告）。"}, "inbox")
        case "colleague's form":
            form(home, other, month, texts, "inbox", f"{unit}{month}.xlsx")
        case "stranger's folder":
            form(home, unit, month, texts, f"inbox/{other}", f"{month}进展.xlsx")
        case "photo":
            (home / f"inbox/{unit}").mkdir(exist_ok=True)
            (home / f"inbox/{unit}/{month}.jpg").write_bytes(b"\xff\xd8\xff" + unit.encode() + month.encode())
        case "two months named":
            number = int(month[-2:])
            own(home, unit, rows, f"{unit}{number}月{number - 1}月.xlsx")
        case "own task":
            own(
                home,
                unit,
                [*rows, ("9", "本院食堂改造与后勤社会化", f"{month[-2:]}月更换灶具4台")],
                f"{unit}{int(month[-2:])}月.xlsx",
            )
        case "two rows":
            rows.insert(1, ("2", DETAILS[1], f"{texts[2]}，另走访牧户9户"))
            own(home, unit, rows, f"{unit}{int(month[-2:])}月.xlsx")
        case "slogan" | "sent back":
            form(home, unit, month, texts | {1: "已按要求开展相关工作。"}, "inbox")
        case "words":
            mail(home, unit, None, f"您好！{REST}，任务3：{texts[3]}", month)
        case "mended":
            wrong = texts | {2: texts[2].replace("解决", "处理")}
            mail(home, unit, form(home, unit, month, wrong, "inbox"), "任务2中“处理问题”应为“解决问题”。")
        case "more time":
            form(home, unit, month, {1: texts[1], 2: texts[2]}, "inbox", remark="数据未出，申请延期报送")


REST = "其余任务零报告"


def mail(home: Path, sender: str, enclosed: Path | None, words: str = "您好，请查收附件。", month: str = "") -> None:
    """A mail with a form in it, a parent's with its branch's, or with words alone."""
    made = EmailMessage()
    made["From"], made["Subject"] = f"u{UNITS.index(sender) + 1:02d}@example.org", "转发填报表" if enclosed else "进展"
    made.set_content(words)
    name = enclosed.stem if enclosed else f"{sender}{month}"
    if enclosed:
        data = enclosed.read_bytes()
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=enclosed.name)
        enclosed.unlink()
    (home / f"inbox/{name}.eml").write_bytes(bytes(made))


def lines(home: Path, month: str) -> dict[str, list[tuple[str, str]]]:
    """Unit → the (status, progress) of its three tasks, as 明细台账 has them."""
    page = load_workbook(home / f"outbox/{month}/汇总表.xlsx", read_only=True)["明细台账"]
    rows = list(page.iter_rows(values_only=True))
    heads = {name: at for at, name in enumerate(rows[0])}
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows[1:]:
        found.setdefault(str(row[0]), []).append((str(row[heads["状态"]]), str(row[heads[HEADINGS[6]]] or "")))
    return found


def answer_all(home: Path, month: str) -> None:
    """What a clerk who knows the units writes beside every row of 待办.xlsx that is open."""
    path = home / "outbox/待办.xlsx"
    book = load_workbook(path)
    page = book["待办"]
    heads = {str(cell.value): cell.column for cell in page[4] if cell.value}
    for row in range(5, page.max_row + 1):
        asked, seen = (str(page.cell(row, heads[name]).value or "") for name in ("事项", "看到的情况"))
        if not asked or page.cell(row, heads["决定"]).value:
            continue
        file = str(page.cell(row, heads["文件"]).value)
        if asked == "由哪些单位负责":  # the list names 委机关各股室, and this roster has none
            page.cell(row, heads["决定"]).value = "不落到任何单位"
            continue
        unit, way = meant(month, asked, file, seen)
        said = {"its own": unit, "its month": month}.get(WAYS[way].asks[asked], WAYS[way].asks[asked])
        if way == "two rows" and "另走访" in seen:
            said = "不采用"
        if said == "its part":
            said = "任务1、2（按零报告）" if REST in seen else "3"
        page.cell(row, heads["决定"]).value = said
    book.save(path)


def meant(month: str, asked: str, file: str, seen: str) -> tuple[str, str]:
    """Whose row it is: by the words only that unit writes, or the only one that sent so."""
    at = MONTHS.index(month)
    able = [(unit, ways[at]) for unit, ways in DONE.items() if asked in WAYS[ways[at]].asks]
    assert able, f"nobody is asked about: {asked} {file} {seen}"
    named = [pair for pair in able if pair[0] in file.partition("!")[0] and pair[1] != "stranger's folder"]
    return (named or [pair for pair in able if pair[0] in seen] or able)[0]


def test_every_line_of_three_months_is_as_the_list_kept_by_hand_has_it(home: Path) -> None:
    for at, month in enumerate(MONTHS):
        assert verb("fill", home, "--as-of", f"{month}-01T09:00", "--period", month)[0] == 0
        for late in (False, True):
            for unit, ways in DONE.items():
                if WAYS[ways[at]].late is late:
                    send(home, unit, month, ways[at])
            merged(home, f"{month}-{'28' if late else '24'}T09:00", "--period", month)
        check(home, month, "before")
        named = verb("remind", home, "--as-of", f"{month}-28T09:10", "--period", month, "--dry-run")[1]
        named = named.partition("先不催的")[0]  # those are told apart
        waiting = [unit for unit, ways in DONE.items() if WAYS[ways[at]].before == WAITS]
        assert not [unit for unit in waiting if unit in named], "nobody is reminded of what lies in the office"
        answer_all(home, month)
        answer: Any = merged(home, f"{month}-28T10:00", "--period", month)
        assert not open_rows(home), [row for row in todo(home) if not row["决定"]]
        assert answer["obligations"]["pending"] == 0
        check(home, month, "after")
    for month in MONTHS:  # what came later changed nothing of it
        merged(home, "2023-09-05T09:00", "--period", month)
        check(home, month, "after")
    assert offered(home)


def check(home: Path, month: str, when: str) -> None:
    """Every line against the list, and every word against who wrote it: none may stand with another unit."""
    at, found = MONTHS.index(month), lines(home, month)
    assert list(found) == list(UNITS)
    wrong = []
    for unit, ways in DONE.items():
        way = WAYS[ways[at]]
        expected = (way.before if when == "before" else way.after).split()
        states = [state for state, _ in found[unit]]
        if states != expected:
            wrong.append((unit, ways[at], when, states, expected))
        for task, (_, said) in enumerate(found[unit], 1):
            told = ("", text(unit, month, task), "已按要求开展相关工作。", "本期无此类情况（零报告）。", REST)
            mine = said in told or (when == "before" and said.replace("处理", "解决") in told)
            if not mine:
                wrong.append((unit, ways[at], when, [said], [text(unit, month, task)]))
    assert not wrong, "\n".join(map(str, wrong))
