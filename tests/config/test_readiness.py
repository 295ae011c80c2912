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
