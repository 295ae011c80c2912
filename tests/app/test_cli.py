"""The contract of every verb: flags, exit codes, one JSON object, one Chinese sentence for a mistake."""

from __future__ import annotations

import errno
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from offices import CONFIG, FACT, ROSTER, UNITS, answered, launched, office, sheet, verb
from tasklist.app import cli
from tasklist.files import state
from tasklist.model.errors import UserError

AS_OF = ("--as-of", "2023-06-26T09:00")
READING = ("check", "merge", "fill", "flag", "remind", "send", "tick")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


@pytest.mark.parametrize("name", READING)
def test_json_is_one_object_and_nothing_else(home: Path, name: str) -> None:
    answered(home, UNITS[0], {1: FACT, 2: "无"})
    code, out, err = verb(name, home, *AS_OF, "--json")
    assert isinstance(json.loads(out), dict)
    assert (code in (0, 1), err) == (True, "")


@pytest.mark.parametrize("name", READING)
def test_quiet_says_nothing(home: Path, name: str) -> None:
    assert verb(name, home, *AS_OF, "--quiet")[1] == ""


@pytest.mark.parametrize("name", ["merge", "fill", "flag", "remind", "send", "tick"])
def test_a_dry_run_writes_nothing(home: Path, name: str) -> None:
    answered(home, UNITS[0], {1: FACT})
    before = sorted(path for path in (home / "outbox").rglob("*") if path.name not in (".lock",))
    verb(name, home, *AS_OF, "--dry-run")
    assert sorted(path for path in (home / "outbox").rglob("*") if path.name not in (".lock",)) == before


@pytest.mark.parametrize("name", [*READING, "why", "import_list", "collect", "demo"])
def test_help_is_chinese_and_exits_with_0(name: str) -> None:
    from contextlib import redirect_stdout
    from importlib import import_module
    from io import StringIO

    out = StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit) as ended:
        import_module(name).main(["--help"])
    assert ended.value.code == 0
    said = out.getvalue()
    assert said.startswith("用法：") and "显示这份说明" in said
    assert not re.search("usage|options|positional", said)


def test_the_json_of_merge_has_the_agreed_keys(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT, 2: ""})
    answer = json.loads(verb("merge", home, *AS_OF, "--json")[1])
    assert list(answer) == ["period", "as_of", "master", "units", "obligations", "files", "findings"]
    assert (answer["period"], answer["as_of"]) == ("2023-06", "2023-06-26T09:00:00+08:00")
    assert answer["master"] == "outbox/2023-06/汇总表.xlsx"
    assert set(answer["obligations"]) == {
        "expected", "reported", "late", "nil", "partial", "missing", "not_due", "exempt", "pending"
    }  # fmt: skip
    assert {"path", "outcome", "kind", "unit", "period", "reason", "cells"} <= set(answer["files"][0])
    assert {"code", "severity", "unit", "task", "place", "message"} <= set(answer["findings"][0])
    places = [one["place"] for one in answer["findings"] if one["code"] == "blank"]
    assert all(place.startswith("inbox/") and place.count("!") == 2 for place in places)


def test_the_json_of_check_has_the_agreed_keys(home: Path) -> None:
    answer = json.loads(verb("check", home, *AS_OF, "--json")[1])
    assert answer["tasks"][2]["deadline"] | {"words": ""} == {
        "text": "2月底前，常态化推进", "due": ["2023-02-28"], "start": None, "ongoing": True, "every": None,
        "ask": False, "note": "下发时已过", "words": "",
    }  # fmt: skip
    assert answer["tasks"][1]["units"] == list(UNITS[:4])
    assert answer["units"][4] == {"name": UNITS[4], "owes": {"tasks": 2, "deliverables": 0, "quotas": 0}}


def test_a_day_alone_means_the_whole_of_it(home: Path) -> None:
    answer = json.loads(verb("merge", home, "--as-of", "2023-06-25", "--json")[1])
    assert answer["as_of"] == "2023-06-25T23:59:59+08:00"
    assert answer["obligations"]["missing"] == 0


def no_config(home: Path) -> None:
    (home / "config.yaml").unlink()


def tab(home: Path) -> None:
    (home / "config.yaml").write_text("campaign:\n\ttitle: 工作\n", "utf-8")


def unknown_key(home: Path) -> None:
    (home / "config.yaml").write_text(CONFIG.replace("periods:", "peroids:"), "utf-8")


def impossible_date(home: Path) -> None:
    (home / "config.yaml").write_text(CONFIG.replace("2023-04-04", "2023-02-30"), "utf-8")


def no_names(home: Path) -> None:
    sheet(home / "templates/单位名册.xlsx", [["名字", *ROSTER[0][1:]], *ROSTER[1:]])


def doubled_unit(home: Path) -> None:
    sheet(home / "templates/单位名册.xlsx", [*ROSTER, ROSTER[1]])


def repeated_number(home: Path) -> None:
    path = home / "templates/任务清单.xlsx"
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        if str(row[0].value) == "3":
            row[0].value = "2"
    book.save(path)


def list_is_text(home: Path) -> None:
    (home / "templates/任务清单.xlsx").write_text("不是表格", "utf-8")


def broken_state(home: Path) -> None:
    (home / "outbox/state.sqlite3").mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (no_config, "config.yaml"),
        (tab, "第 2 行"),
        (unknown_key, "最接近的是 periods"),
        (impossible_date, "2023-02-30"),
        (no_names, "单位名称"),
        (doubled_unit, "重复"),
        (repeated_number, "序号2重复"),
        (list_is_text, "任务清单"),
        (broken_state, "state.sqlite3"),
    ],
)
def test_a_mistake_is_one_chinese_sentence_and_exit_code_2(
    home: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(home)
    code, out, err = verb("merge", home, *AS_OF)
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("没有完成：")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("merge", "--nosuch"), "不认识“--nosuch”"),
        (("merge", "--period", "2023-13"), "2023-13"),
        (("merge", "--as-of", "昨天"), "昨天"),
        (("why", "人民医院"), "还缺少 任务"),
        (("why", "没有的医院", "1"), "没有的医院"),
        (("why", "人民医院", "99"), "99"),
        (("send", "--settle", "maybe"), "--settle"),
        (("collect",), "mail.collect"),
        (("import_list", "没有.docx"), "没有.docx"),
    ],
)
def test_a_wrong_argument_is_one_chinese_sentence(home: Path, arguments: tuple[str, ...], words: str) -> None:
    ended = launched(home, *arguments)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EIO, "I/O error", "outbox/2023-06/汇总表.xlsx"), "磁盘读写出错：outbox/2023-06/汇总表.xlsx"),
        (sqlite3.OperationalError("database is locked"), "正被别的程序占用"),
        (UserError("没有收件夹"), "没有收件夹"),
    ],
)
def test_whatever_fails_with_json_one_object_says_so(
    error: Exception, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def act() -> int:
        raise error

    assert cli.guarded(act, as_json=True) == 2
    said = capsys.readouterr()
    assert words in json.loads(said.out)["error"]
    assert said.err.startswith("没有完成：") and said.err.count("\n") == 1


def test_what_fails_after_the_answer_is_the_one_object_with_json(capsys: pytest.CaptureFixture[str]) -> None:
    def late() -> int:
        cli.print_json({"files": []})
        raise OSError(5, "gone")

    assert cli.guarded(late, as_json=True) == 2
    assert "读写出错" in json.loads(capsys.readouterr().out)["error"]


def test_a_state_file_another_program_holds_is_one_object_with_json(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verb("merge", home, *AS_OF)
    monkeypatch.setattr(state, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(home / "outbox/state.sqlite3")) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, out, err = verb("merge", home, *AS_OF, "--json")
    assert code == 2
    assert "正被别的程序占用" in json.loads(out)["error"] and "state.sqlite3" in err


def test_time_zones_are_those_of_the_package_on_every_system() -> None:
    import zoneinfo

    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo("Asia/Shanghai").key == "Asia/Shanghai"
