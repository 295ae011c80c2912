"""One June as a folder on disk: five units, eleven runs, and every way a cell comes to be answered twice."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from offices import CONFIG, UNITS, answered, merged, office, own_table, verb

HOSPITAL, MONGOLIAN, TUKE, BRANCH, BUREAU = UNITS
EXEMPT = f"exempt:\n  - {{unit: {BUREAU}, task: 3, reason: 机关股室不承担此项}}\n"
LONG = "\n".join(f"第{turn}次下乡义诊{turn + 20}人次，发放蒙汉双语宣传册{turn * 7}份。" for turn in range(1, 60))
TIED = "inbox/同一天/人民医院"
MASTER = "outbox/2023-06/汇总表.xlsx"


def june(home: Path) -> None:
    """Build the home: every step, and the merge after it, on a day of its own from 10 June."""
    office(home, CONFIG + EXEMPT)
    for day, step in enumerate(_STEPS, 10):
        step(home)
        merged(home, f"2023-06-{day}T09:00", "--period", "2023-06")


def _the_forms_come(home: Path) -> None:
    answered(home, HOSPITAL, {1: "6月2日学习1次", 2: "无", 3: "6月3日走访8户"}, "人民医院.xlsx")
    answered(home, MONGOLIAN, {1: "6月2日讲专题课1次", 2: "6月5日建成教育点1个", 3: "6月6日义诊30人"})
    own_table(home / "inbox/办公室.xlsx", {1: "6月1日开会1次", 3: "6月7日培训20人"}, contact="联络员05")
    own_table(home / "inbox/进展.xlsx", {1: "6月8日学习1次", 2: LONG, 3: "=A1"}, contact="联络员03")
    own_table(home / "inbox/2023-05/人民医院5月.xlsx", {1: "5月6日学习1次", 3: "5月7日走访2户"})


def _the_same_file_with_one_cell_changed(home: Path) -> None:
    changed(home / "inbox/人民医院.xlsx", {1: "6月2日学习2次，参训45人", 3: ""})


def _another_file_with_other_contacts_and_a_remark(home: Path) -> None:
    path = home / "inbox/人民医院-补.xlsx"
    shutil.copy(home / "inbox/人民医院.xlsx", path)
    changed(path, {1: "6月2日学习2次，参训45人", 2: "6月11日建成教育点2个"})
    changed(path, {1: "联络员09 13900000009"}, "联络员")
    changed(path, {1: "=附照片3张\n→ 采用"}, "备注")
    changed(home / "inbox/办公室.xlsx", {1: "6月1日开会1次，6月12日开会1次", 3: "6月7日培训25人"})


def _three_versions_at_once(home: Path) -> None:
    for place, (text, modified, mtime) in enumerate(
        (
            ("6月2日学习3次", "2023-06-12T01:00:00Z", 1686600000),
            ("6月2日学习4次", "2023-06-12T02:00:00Z", 1686600000),
            ("6月2日学习5次", "2023-06-12T02:00:00Z", 1686603600),
            ("6月2日学习6次", "2023-06-12T02:00:00Z", 1686603600),
        )
    ):
        # The names run one way and the folders the other: only the name decides.
        path = home / f"{TIED}/{'甲乙丙丁'[place]}/第{place}稿.xlsx"
        path.parent.mkdir(parents=True)
        shutil.copy(home / "inbox/人民医院.xlsx", path)
        changed(path, {1: text})
        dated(path, modified, mtime)


def _a_placeholder_after_real_text(home: Path) -> None:
    changed(home / "inbox/人民医院-补.xlsx", {1: "无", 2: "/", 3: "6月13日走访9户"})
    changed(home / "inbox/人民医院-补.xlsx", {1: "/"}, "联络员")
    changed(home / "inbox/人民医院-补.xlsx", {1: "无"}, "备注")


def _the_clerk_moves_a_file_into_a_units_folder(home: Path) -> None:
    (home / "inbox/图克卫生院").mkdir()
    (home / "inbox/进展.xlsx").rename(home / "inbox/图克卫生院/进展.xlsx")
    own_table(home / "inbox/2023-05/人民医院5月.xlsx", {1: "5月6日学习2次", 3: "5月7日走访2户"})


def _text_is_sent_blank_and_doubtful(home: Path) -> None:
    changed(home / "inbox/图克卫生院/进展.xlsx", {2: ""})
    answered(home, MONGOLIAN, {1: "6月2日讲专题课1次", 2: "/", 3: "加强领导，提高认识"}, "蒙医医院-再报.xlsx")


def _the_correction_workbook_comes_back_and_a_long_text(home: Path) -> None:
    verb("flag", home, "--as-of", "2023-06-16T10:00", "--period", "2023-06")
    made = next(path for path in (home / "outbox/2023-06/退回补填").iterdir() if path.name.startswith(MONGOLIAN))
    shutil.copy(made, home / "inbox")
    changed(home / "inbox" / made.name, {3: "6月16日义诊36人，发放宣传册200份"})
    changed(home / "inbox/图克卫生院/进展.xlsx", {2: LONG.replace("第40次", "第四十次")})


def _the_office_corrects(home: Path) -> None:
    corrected(
        home,
        "汇总表-更正.xlsx",
        {
            (HOSPITAL, 1, "progress"): "核实：6月2日学习5次，参训54人",
            (HOSPITAL, 3, "contact"): "联络员08 13900000008",
            (MONGOLIAN, 2, "remark"): "电话核实过",
        },
    )


def _the_unit_sends_again_and_the_office_once_more(home: Path) -> None:
    changed(home / "inbox/人民医院.xlsx", {1: "6月2日学习7次"})
    corrected(
        home,
        "汇总表-二次更正.xlsx",
        {(HOSPITAL, 1, "progress"): "再核实：6月2日学习6次", (BUREAU, 3, "progress"): "核实：6月7日培训26人"},
    )


def _the_second_correction_is_withdrawn(home: Path) -> None:
    (home / "inbox/汇总表-二次更正.xlsx").unlink()


_STEPS = (
    _the_forms_come,
    _the_same_file_with_one_cell_changed,
    _another_file_with_other_contacts_and_a_remark,
    _three_versions_at_once,
    _a_placeholder_after_real_text,
    _the_clerk_moves_a_file_into_a_units_folder,
    _text_is_sent_blank_and_doubtful,
    _the_correction_workbook_comes_back_and_a_long_text,
    _the_office_corrects,
    _the_unit_sends_again_and_the_office_once_more,
    _the_second_correction_is_withdrawn,
)


# --- what people do to files --------------------------------------------------------------------


def changed(path: Path, answers: Mapping[int, str], heading: str = "进展") -> None:
    """Type into one answer column of a returned table."""
    book = load_workbook(path)
    page = next(each for each in book.worksheets if _heads(each))
    row, columns = _heads(page)
    column = next(place for text, place in columns.items() if heading in text)
    for each in page.iter_rows(min_row=row + 1):
        seq = str(each[0].value or "")
        if seq.isdigit() and int(seq) in answers:
            cell = page.cell(each[0].row, column)
            cell.value = answers[int(seq)] or None
            if str(cell.value).startswith("="):
                cell.data_type = "s"
    book.save(path)


def _heads(page: Any) -> Any:
    for row in page.iter_rows(max_row=6):
        columns = {str(cell.value): cell.column for cell in row if cell.value}
        if "序号" in columns and any("进展" in text for text in columns):
            return row[0].row, columns
    return None


def corrected(home: Path, name: str, said: Mapping[tuple[str, int, str], str]) -> None:
    """The master that was last written, with some answers changed in 明细台账, put into the inbox."""
    headings = {"progress": "工作任务推进措施及进展情况", "contact": "联络员及联系电话", "remark": "备注"}
    book = load_workbook(home / MASTER)
    page = book["明细台账"]
    columns = {cell.value: cell.column for cell in page[1]}
    rows = {(row[0].value, row[columns["序号"] - 1].value): row[0].row for row in page.iter_rows(min_row=2)}
    for (unit, task, field), text in said.items():
        page.cell(rows[unit, task], columns[headings[field]]).value = text
    book.save(home / "inbox" / name)


def dated(path: Path, modified: str, mtime: int) -> None:
    """Give a workbook the stamp of its program, and the file its time."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + modified.encode(), data)  # noqa: PLW2901
            new.writestr(name, data)
    os.utime(path, (mtime, mtime))
