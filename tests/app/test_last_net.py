"""Whatever fails on one file's content costs that file alone; no traceback and no word of a unit reaches anybody."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offices import FACT, UNITS, answered, merged, office, verb
from tasklist.app import inner_errors, materials, publish, reading, upward
from tasklist.returns import interpret
from tasklist.substance import judge, progress_text
from tasklist.views.forms import content, plates
from tasklist.views.master import detail, task_list
from tasklist.views.reports import circular, letters, page

SECRET = "请勿外传的话"
AS_OF = ("--as-of", "2023-06-26T09:00")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    answered(made, UNITS[0], {1: FACT})
    answered(made, UNITS[1], {1: SECRET})
    answered(made, UNITS[2], {1: "6月15日走访企业12家"})
    return made


def tripping(real: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, that fails where the secret word is shown to it."""

    def failing(*args: Any, **more: Any) -> Any:
        if SECRET in repr(args):
            raise AssertionError(f"cells do not balance: {SECRET}")
        return real(*args, **more)

    return failing


def reports(home: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((home / inner_errors.FOLDER).glob("内部错误-*.txt"))]


@pytest.mark.parametrize(
    ("module", "name"),
    [(interpret, "_interpreted"), (progress_text, "facts"), (judge, "judge"), (detail, "write"), (task_list, "write")],
)
def test_a_file_that_makes_the_program_fail_costs_that_file_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    monkeypatch.setattr(module, name, tripping(getattr(module, name)))
    answer: Any = merged(home)
    outcomes = {record["path"]: record for record in answer["files"]}
    bad = next(record for path, record in outcomes.items() if UNITS[1] in path)
    assert bad["outcome"] == "set_aside" and "内部错误" in bad["reason"]
    cells = bad["cells"]
    assert cells["seen"] == cells["merged"] + cells["template"] + cells["superseded"] + cells["unplaced"] > 0
    assert {record["outcome"] for path, record in outcomes.items() if UNITS[1] not in path} == {"merged"}
    assert (home / answer["master"]).exists()
    assert reports(home) and all(SECRET not in said and "AssertionError" in said for said in reports(home))


@pytest.mark.parametrize(
    ("module", "name", "file"),
    [
        (page, "page", publish.PAGE),
        (circular, "render", publish.CIRCULAR),
        (upward, "publish", upward.NAMES[0]),
        (materials, "filed", "材料"),
    ],
)
def test_a_companion_that_cannot_be_made_is_named_and_the_master_comes_out(
    home: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, file: str
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise KeyError(SECRET)

    monkeypatch.setattr(module, name, failing)
    code, out, err = verb("merge", home, *AS_OF, "--json")
    answer = json.loads(out)
    assert (code, err) == (1, "")
    assert [one["place"].rpartition("/")[2] for one in answer["findings"] if one["code"] == "not_made"] == [file]
    assert (home / answer["master"]).exists() and SECRET not in reports(home)[0]


@pytest.mark.parametrize(
    ("name", "module", "function"),
    [("flag", content, "asked"), ("fill", plates.Press, "form"), ("send", letters, "report")],
)
def test_an_inner_error_is_one_sentence_and_a_report_without_a_word_of_a_unit(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: Any, function: str
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise AssertionError(SECRET)

    monkeypatch.setattr(module, function, failing)
    code, out, err = verb(name, home, *AS_OF, "--json")
    said = json.loads(out)["error"]
    assert code == 2 and "内部错误" in said and said in err
    assert SECRET not in out + err + "".join(reports(home)) and "Traceback" not in err
    assert "frames:" in reports(home)[0]


@pytest.mark.parametrize("error", [OSError(28, "No space left"), sqlite3.OperationalError("database is locked")])
def test_a_disk_or_a_locked_state_is_told_in_json_too(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(reading, "look", failing)
    code, out, err = verb("merge", home, *AS_OF, "--json")
    assert code == 2 and json.loads(out)["error"] in err
    assert not reports(home)
