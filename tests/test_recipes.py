"""The recipes of the README are followed to the letter in a copy of the program, and what they promise works."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from offices import FACT, UNITS, answered, office
from tasklist.config.task_list import HEADINGS

ROOT = Path(__file__).parents[1]
RECIPE = re.compile(r"<!-- recipe: ([\w/.]+)(?:, (in|above) (\w+))? -->\n```python\n(.*?)```\n", re.DOTALL)
STEPS = RECIPE.findall((ROOT / "README.md").read_text("utf-8"))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the scripts."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def followed(program: Path, *places: str) -> None:
    """Do what the README says of these files, in its order."""
    steps = [step for step in STEPS if step[0].removeprefix("scripts/") in places]
    assert {step[0].removeprefix("scripts/") for step in steps} == set(places)
    for name, where, anchor, code in steps:
        path = program / name
        assert path.exists() == bool(where)
        path.write_text(changed(path.read_text("utf-8"), where, anchor, code) if where else code, "utf-8")


def changed(text: str, where: str, anchor: str, code: str) -> str:
    """`text` with the code put into the table `anchor`, or above its definition."""
    found = re.search(rf"^{anchor}\b[^=\n]*= [(\[{{]" if where == "in" else rf"^(?={anchor}\b)", text, re.MULTILINE)
    assert found, anchor
    new = f"{code.rstrip()} " if where == "in" else f"{code}\n\n"
    return text[: found.end()] + new + text[found.end() :]


def run(program: Path, verb: str, *arguments: str) -> str:
    """What the verb of the copy prints; it ends with 0 or 1."""
    command = [sys.executable, str(program / "scripts" / f"{verb}.py"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"PYTHONUTF8": "1"})
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def merged(program: Path, home: Path) -> dict[str, list[dict[str, object]]]:
    answer: dict[str, list[dict[str, object]]] = json.loads(
        run(program, "merge", "--home", str(home), "--as-of", "2023-06-26T09:00", "--json")
    )
    return answer


def test_a_new_file_format_is_a_reader_and_a_line(program: Path, home: Path) -> None:
    row = ["1", "主题一", "党组理论学习中心组每年专题学习不少于一次，书记讲专题课一次", "", "", "6月底前", FACT, "", ""]
    (home / "inbox" / f"{UNITS[0]}.bars").write_text(
        "\n".join(["%BARS", "¦".join(HEADINGS), "¦".join(row), ""]), "utf-8"
    )
    (before,) = merged(program, home)["files"]
    followed(program, "tasklist/readers/bars.py", "tasklist/readers/formats.py")
    (after,) = merged(program, home)["files"]
    assert (before["outcome"], after["outcome"]) == ("set_aside", "merged")


def test_a_new_check_is_a_function_and_a_declaration(program: Path, home: Path) -> None:
    answered(home, UNITS[0], {1: "6月12日培训约45人", 2: "6月3日义诊1次，接诊60人", 3: "6月5日走访12户"})
    followed(program, "tasklist/ledger/checks.py", "tasklist/model/finding_kinds.py")
    (told,) = [one for one in merged(program, home)["findings"] if one["code"] == "rounded"]
    assert (told["unit"], told["task"], told["todo"]) == (UNITS[0], 1, "向单位问清确数")


def test_a_new_verb_is_a_script_and_its_line_in_the_launcher(program: Path, home: Path) -> None:
    answered(home, UNITS[0], {1: FACT})
    followed(program, "count.py", "run.py")
    line = "数一数收到了多少个文件"
    assert line in run(program, "run", "--help") and line in run(program, "count", "--help")
    assert "收到 1 个文件。" in run(program, "count", "--home", str(home), "--as-of", "2023-06-26T09:00")
