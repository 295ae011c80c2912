"""What lacks in the set-up is said once, with everybody it is said of."""

from __future__ import annotations

import json
from pathlib import Path

from offices import CONFIG, ROSTER, UNITS, office, verb


def test_one_cause_is_one_line_whoever_it_is_said_of(tmp_path: Path) -> None:
    rows = [ROSTER[0], *([*row[:4], "", "", *row[6:]] for row in ROSTER[1:])]
    home = office(tmp_path / "home", CONFIG, rows)
    _, out, _ = verb("check", home, "--json", "--as-of", "2023-06-01")
    told = [(one["unit"], one["message"]) for one in json.loads(out)["findings"] if one["code"] == "no_address"]
    assert told == [
        ("", f"5家单位没有联络员、联系电话：{'、'.join(UNITS)}"),
        (UNITS[3], f"{UNITS[3]}没有邮箱"),
    ]


def test_a_document_due_before_the_notice_was_issued_is_asked_about(tmp_path: Path) -> None:
    config = f"{CONFIG}deliverables: [{{name: 工作计划, due: 2月20日前}}, {{name: 工作总结, due: 12月20日前}}]\n"
    _, out, _ = verb("check", office(tmp_path / "home", config), "--json", "--as-of", "2023-06-01")
    told = [one["message"] for one in json.loads(out)["findings"] if one["code"] == "unsettled"]
    assert told == ["工作计划的日期 2023-02-20 早于通知印发日期 2023-04-04"]


def test_what_a_notice_left_open_is_told_where_nothing_could_be_taken_from_it(tmp_path: Path) -> None:
    config = CONFIG.replace("task_list: templates/任务清单.xlsx", 'task_list: ""') + "unsettled: [每两周报什么]\n"
    home = office(tmp_path / "home", config)
    (home / "templates/任务清单.xlsx").unlink()
    code, out, err = verb("check", home)
    assert code == 2 and "要您定的是：每两周报什么" in out + err
