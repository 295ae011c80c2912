"""Writes what the units of demo-2023 send back in May and in June: `python tests/examples/make_demo.py`.

The same files every time. The .xls and the .ods are made by LibreOffice when it is there; without it the shipped
ones stay.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import make_templates
from demo_units import (
    DISEASE,
    ENFORCERS,
    GALUT,
    GENERAL,
    GRASSROOTS,
    HERE,
    HOSPITAL,
    HUJIRT,
    MEDICAL,
    MONGOLIAN,
    MOTHERS,
    OFFICE,
    PARTY,
    STAFF,
    SULDE,
    TUKE,
    WUDING,
    WULAN,
    WUSHENZHAO,
    form,
    office,
    told,
)
from making import column, document, fill_in, gbk_zip, opened, own_table, put, saved, task_rows
from openpyxl.comments import Comment

# When files come; no colon: Windows forbids it in names.
MAY, MAY_LATE = "2023-05-25T1700", "2023-05-29T0900"
FIRST, SECOND, LATE = "2023-06-20T1630", "2023-06-24T1700", "2023-06-26T0830"
DAY = date(2023, 4, 4)

SLOGANS = (
    "高度重视，加强领导，统一思想，提高认识。",
    "切实增强责任感和使命感，扎实推进各项工作。",
    "加强组织领导，强化责任落实，确保取得实效。",
    "进一步提高政治站位，持续推动工作走深走实。",
    "认真贯彻落实上级要求，积极推进。",
)


# --- May, in a few words ------------------------------------------------------------------------

IN_TIME = (PARTY, GENERAL, STAFF, MEDICAL, HOSPITAL, MONGOLIAN, MOTHERS, DISEASE, GALUT, WUSHENZHAO)
AFTERWARDS = (ENFORCERS, TUKE, SULDE)
OTHERWISE = {  # unit → task → what it wrote instead of a full answer
    STAFF: {5: "", 12: "无", 14: ""},
    MEDICAL: {3: SLOGANS[3], 6: SLOGANS[0], 10: SLOGANS[1], 12: SLOGANS[4]},
    MOTHERS: {11: ""},
    ENFORCERS: {6: "已完成。", 9: "已按要求落实到位。"},
    SULDE: {5: "", 6: "/", 11: ""},
    GALUT: {task: told(GALUT)[task][0] for task in (4, 9)},  # what it sends again in June, word for word
}


def may() -> Iterator[tuple[str, bytes]]:
    """Path below arrivals/ → the May form of everyone who returned one, kept in the folder of the period."""
    for wave, at, units in ((MAY, "2023-05-24T08:00", IN_TIME), (MAY_LATE, "2023-05-28T07:00", AFTERWARDS)):
        for unit in units:
            answers = told(unit, 5)
            answers |= {task: (text, *answers[task][1:]) for task, text in OTHERWISE.get(unit, {}).items()}
            yield f"{wave}/2023-05/{unit}-2023年5月填报表.xlsx", form(unit, answers, at, 5)


# --- June, unit by unit -------------------------------------------------------------------------


def with_blanks() -> bytes:
    """Two cells left empty, two with a sign for nothing, one with the task's own words."""
    answers = told(STAFF)
    for task, text in ((5, ""), (6, "无"), (9, "/"), (12, ""), (14, "纳入基层党支部重点工作，党支部带头抓落实。")):
        answers[task] = (text, *answers[task][1:])
    return form(STAFF, answers, "2023-06-24T02:10")


def slogans_only() -> bytes:
    """Every cell filled, and nothing said."""
    answers = told(MEDICAL)
    spoken = {task: (SLOGANS[place % len(SLOGANS)], *texts[1:]) for place, (task, texts) in enumerate(answers.items())}
    return form(MEDICAL, spoken, "2023-06-24T03:00")


def first_version() -> bytes:
    """The hospital's first try: task 5 forgotten, task 13 with a slip that is corrected later."""
    answers = told(HOSPITAL)
    answers[5] = ("", "", "")
    answers[13] = ("双语导诊纳入门诊流程，配导诊员2名，本月服务30人次。", *answers[13][1:])
    return form(HOSPITAL, answers, "2023-06-19T08:30")


def with_comment() -> bytes:
    """One answer stands in a comment instead of its cell; one comment stands beside an answer."""
    answers = told(MONGOLIAN)
    answers[11] = ("", *answers[11][1:])
    workbook = opened(office(6)[2][MONGOLIAN])
    sheet = fill_in(workbook, answers)
    rows, progress = task_rows(sheet), column(sheet, "工作任务推进措施")
    sheet.cell(rows[11], progress).comment = Comment("6月9日印发半年考核办法，此项占5分。", "联络员09")
    sheet.cell(rows[4], progress).comment = Comment("数字以蒙医科台账为准", "联络员09")
    return saved(workbook, "2023-06-20T01:20")


def in_other_words() -> bytes:
    """The unit's own table: columns in another order, headings in its own words, no numbers, a picture below."""
    from made_workbooks import picture

    details = {task: detail for task, (_, detail, _, _) in enumerate(make_templates.MODEL_TASKS, 1)}
    rows = [
        (details[task], texts[1], texts[0], texts[2], "90" if task == 3 else "")
        for task, texts in told(MOTHERS).items()
    ]
    headings = ("工作任务", "联系人及电话", "目前进展情况", "备注", "自评分")
    return own_table("旗妇幼中心6月工作进展", headings, rows, "2023-06-24T06:40", picture=picture(), sheet="进展")


def renamed_and_sorted() -> bytes:
    """The sheet has a new name, and somebody sorted the rows from last to first."""
    workbook = opened(form(DISEASE, told(DISEASE), "2023-06-20T02:00"))
    sheet = workbook.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        if area.min_row > min(task_rows(sheet).values()) - 1:
            sheet.unmerge_cells(area.coord)
    rows = sorted(task_rows(sheet).values())
    values = [[sheet.cell(row, at).value for at in range(1, sheet.max_column + 1)] for row in rows]
    for row, line in zip(rows, reversed(values), strict=True):
        for at, value in enumerate(line, 1):
            sheet.cell(row, at).value = value
    sheet.title = "疾控6月"
    return saved(workbook, "2023-06-20T02:00")


def in_word() -> bytes:
    """A Word document with the table retyped."""
    details = {task: detail for task, (_, detail, _, _) in enumerate(make_templates.MODEL_TASKS, 1)}
    head = ("序号", "具体任务", "工作任务推进措施及进展情况", "联络员及联系电话", "备注")
    rows = [(str(task), details[task], *texts) for task, texts in told(GRASSROOTS).items()]
    lines = ("建设“模范自治区”工作进展情况", "填报单位：基层卫生健康股", "报送期：2023年6月")
    return document("2023-06-23T09:00", *lines, table=(head, *rows))


def on_a_colleagues_copy() -> bytes:
    """Filled in on the neighbour's form: the marks say 嘎鲁图, 填报单位 says 乌审召."""
    workbook = opened(form(GALUT, told(WUSHENZHAO), "2023-06-24T07:00"))
    sheet = workbook.worksheets[0]
    for row in sheet.iter_rows(max_row=4):
        for cell in row:
            if "填报单位" in str(cell.value or ""):
                cell.value = f"填报单位：{WUSHENZHAO}"
    return saved(workbook, "2023-06-24T07:00")


def half_copied() -> bytes:
    """The drive was pulled out: right size, zeros at the end."""
    whole = form(SULDE, told(SULDE), "2023-06-24T08:00")
    kept = len(whole) * 3 // 5
    return whole[:kept] + bytes(len(whole) - kept)


def with_a_task_of_its_own() -> bytes:
    """Below the official lines, one the unit added itself."""
    workbook = opened(office(6)[2][WUDING])
    sheet = fill_in(workbook, told(WUDING))
    below = max(task_rows(sheet).values()) + 1
    signature = [area for area in sheet.merged_cells.ranges if area.min_row >= below]
    sheet.insert_rows(below)  # leaves merged ranges where they were; a spreadsheet program moves them
    for area in signature:
        area.shift(row_shift=1)
    own = ("15", "健康小院", "", "打造健康小院示范点3个，培训中心户长", "无定河镇中心卫生院", "各嘎查村", "年底前")
    for at, value in enumerate(own, 1):
        sheet.cell(below, at).value = value or None
    sheet.cell(below, column(sheet, "工作任务推进措施")).value = "6月16日建成第1个示范点，培训中心户长18人。"
    return saved(workbook, "2023-06-20T03:15")


def by_libreoffice(folder: Path, name: str, data: bytes) -> bytes:
    """The workbook saved in the format `name` ends in; the shipped file when LibreOffice is absent."""
    if not shutil.which("soffice"):
        return (HERE / "arrivals" / folder / name).read_bytes()
    with tempfile.TemporaryDirectory() as work:
        source = Path(work, "a.xlsx")
        source.write_bytes(data)
        ending = name.rpartition(".")[2]
        command = ["soffice", f"-env:UserInstallation={Path(work, 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", ending, "--outdir", work, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(f".{ending}").read_bytes()


BY_LIBREOFFICE = {  # path → how the .xlsx was made that LibreOffice saved
    f"{FIRST}/嘎鲁图卫生院6月.xls": lambda: form(GALUT, told(GALUT), "2023-06-20T02:30"),
    f"{SECOND}/乌兰陶勒盖卫生院-2023年6月填报表.ods": lambda: form(WULAN, told(WULAN), "2023-06-24T02:30"),
}


def arrivals() -> dict[str, bytes]:
    """Path below arrivals/ → file, all but what LibreOffice makes."""
    wuding = with_a_task_of_its_own()
    branches = {
        "图克镇中心卫生院6月.xlsx": form(TUKE, told(TUKE), "2023-06-24T07:30"),
        "呼吉尔特分院6月.xlsx": form(HUJIRT, told(HUJIRT), "2023-06-24T07:40"),
    }
    return dict(may()) | {
        f"{FIRST}/{PARTY}-2023年6月填报表.xlsx": form(PARTY, told(PARTY), "2023-06-20T00:40"),
        f"{FIRST}/{GENERAL}-2023年6月填报表.xlsx": form(GENERAL, told(GENERAL), "2023-06-20T01:00"),
        f"{FIRST}/{HOSPITAL}-2023年6月填报表.xlsx": first_version(),
        f"{FIRST}/{MONGOLIAN}-2023年6月填报表.xlsx": with_comment(),
        f"{FIRST}/疾控中心报送.xlsx": renamed_and_sorted(),
        f"{FIRST}/{WUDING}-2023年6月填报表.xlsx": wuding,
        f"{FIRST}/{WUDING}-2023年6月填报表 - 副本.xlsx": wuding,
        f"{SECOND}/{STAFF}-2023年6月填报表.xlsx": with_blanks(),
        f"{SECOND}/{MEDICAL}-2023年6月填报表.xlsx": slogans_only(),
        f"{SECOND}/基层股6月进展.docx": in_word(),
        f"{SECOND}/旗人民医院6月填报表（修改后）.xlsx": form(HOSPITAL, told(HOSPITAL), "2023-06-23T07:00"),
        f"{SECOND}/旗妇幼中心6月进展.xlsx": in_other_words(),
        f"{SECOND}/图克镇两家.zip": gbk_zip(branches),
        f"{SECOND}/6月任务清单.xlsx": on_a_colleagues_copy(),
        f"{SECOND}/{SULDE}-2023年6月填报表.xlsx": half_copied(),
        f"{SECOND}/~${SULDE}-2023年6月填报表.xlsx": b"\x08" + "联络员18".encode("utf-16-le").ljust(164, b"\0"),
        f"{LATE}/{ENFORCERS}-2023年6月填报表.xlsx": form(ENFORCERS, told(ENFORCERS), "2023-06-26T00:10"),
    }


def templates() -> None:
    """The task list and the roster, as at the top level."""
    tasks = make_templates.task_list(make_templates.MODEL_TITLE, "卫健委", make_templates.MODEL_TASKS)
    make_templates.write_list(HERE / "templates", OFFICE, DAY, tasks)
    make_templates.write_roster(HERE / "templates", OFFICE, DAY, make_templates.MODEL_UNITS)


def main() -> None:
    """Write everything."""
    templates()
    put(HERE / "arrivals", arrivals())
    for path, source in BY_LIBREOFFICE.items():
        folder, _, name = path.rpartition("/")
        put(HERE / "arrivals", {path: by_libreoffice(Path(folder), name, source())})


if __name__ == "__main__":
    main()
