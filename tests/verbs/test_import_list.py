"""import_list: an official notice becomes templates/任务清单.xlsx, and what was read is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from notice import notice
from offices import office, sheet, verb
from shipped import SHIPPED, facts, read
from tasklist.config.task_list import HEADINGS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def test_a_word_notice_becomes_the_template_and_is_reported(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "通知.docx"
    source.write_bytes(notice(SHIPPED.title, SHIPPED.tasks))
    code, out, err = verb("import_list", home, str(source))
    assert (code, err) == (0, "")
    assert "14 项任务" in out and "已写入 templates/任务清单.xlsx" in out
    assert facts(read((home / "templates/任务清单.xlsx").read_bytes(), "任务清单.xlsx").task_list) == facts(SHIPPED)
    assert (home / "templates/任务清单（导入前）.xlsx").exists(), "the list that stood there is kept"


def test_its_own_output_can_be_imported_again_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "通知.docx"
    source.write_bytes(notice(SHIPPED.title, SHIPPED.tasks, tables=True))
    verb("import_list", home, str(source))
    made = home / "templates/任务清单.xlsx"
    before = made.read_bytes()
    assert verb("import_list", home, str(made))[0] == 0
    assert made.read_bytes() == before


def test_a_dry_run_writes_nothing(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "通知.docx"
    source.write_bytes(notice(SHIPPED.title, SHIPPED.tasks))
    before = (home / "templates/任务清单.xlsx").read_bytes()
    code, out, _ = verb("import_list", home, str(source), "--dry-run", "--json")
    answer = json.loads(out)
    assert code == 0
    assert [task["seq"] for task in answer["tasks"]] == list(range(1, 15))
    assert answer["tasks"][3]["themes"] == list(SHIPPED.tasks[3].themes)
    assert answer["doubts"] == []
    assert (home / "templates/任务清单.xlsx").read_bytes() == before


def test_doubts_are_told_and_the_exit_code_asks_for_a_look(home: Path, tmp_path: Path) -> None:
    rows = [
        [*HEADINGS],
        ["1", "主题", "组织学习一次", "委", "各卫生健康单位", "6月底前"],
        ["3", "主题", "走访企业", "委", "", "6月底前"],
    ]
    code, out, _ = verb("import_list", home, str(sheet(tmp_path / "清单.xlsx", rows)))
    assert code == 1
    assert "缺2" in out and "任务3没有责任单位" in out


@pytest.mark.parametrize("name", ["没有这个文件.docx", "坏的.docx"])
def test_a_file_that_cannot_be_read_is_one_sentence(name: str, home: Path, tmp_path: Path) -> None:
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04half")
    code, out, err = verb("import_list", home, str(tmp_path / name))
    assert (code, out) == (2, "")
    assert "Traceback" not in err and name in err
