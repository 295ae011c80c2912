"""What is known from the last run changes no outcome: warm, cold, or with a cache that was deleted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from offices import FACT, UNITS, answered, merged, office, verb
from tasklist.app import inbox_reading
from tasklist.files.cache import CACHE
from tasklist.views.forms import correction, unit_form
from tasklist.views.master import workbook

AT = "2023-06-26T09:00"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    answered(made, UNITS[0], {1: FACT})
    answered(made, UNITS[1], {1: "走访企业12家"})
    return made


def outputs(home: Path) -> dict[str, bytes]:
    folder = home / "outbox/2023-06"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_with_nothing_changed_does_nothing_and_says_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, before = merged(home, AT), outputs(home)
    monkeypatch.setattr(workbook, "render", lambda _: pytest.fail("it was rendered again"))
    assert merged(home, AT) == first
    assert outputs(home) == before


def test_warm_and_cold_runs_write_the_same_bytes(home: Path, tmp_path: Path) -> None:
    merged(home, AT)
    answered(home, UNITS[2], {1: FACT.replace("45", "46")})
    cold = tmp_path / "cold"
    shutil.copytree(home, cold)
    (cold / CACHE).unlink()
    assert merged(home, AT) == merged(cold, AT)
    assert outputs(home) == outputs(cold)


def test_only_what_changed_is_read_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merged(home, AT)
    read: list[str] = []
    content = inbox_reading.inbox.content
    monkeypatch.setattr(
        inbox_reading.inbox, "content", lambda home, arrival: read.append(arrival.path) or content(home, arrival)
    )
    answered(home, UNITS[2], {1: FACT})
    merged(home, AT)
    assert len(read) == 1
    assert UNITS[2] in read[0]
    for name in ("flag", "fill"):
        verb(name, home, "--as-of", AT)
    assert len(read) == 1


def test_a_form_is_drawn_once_and_again_only_for_another_content(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = unit_form.draw
    for module in (unit_form, correction):
        monkeypatch.setattr(
            module, "draw", lambda original, content: drawn.append(content.unit) or draw(original, content)
        )
    for name in ("fill", "flag"):
        verb(name, home, "--as-of", AT)
    first, before = len(drawn), outputs(home)
    assert first > 0
    for name in ("fill", "flag"):
        verb(name, home, "--as-of", AT)
    assert len(drawn) == first
    assert outputs(home) == before
    answered(home, UNITS[2], {1: FACT})
    verb("fill", home, "--as-of", AT)
    assert drawn[first:] == [UNITS[2]]  # its answers stand in it now


@pytest.mark.parametrize("name", ["汇总表.xlsx", "上报稿.docx", "一页纸.html"])
def test_what_was_taken_away_is_written_again(home: Path, name: str) -> None:
    merged(home, AT)
    before = outputs(home)
    (home / "outbox/2023-06" / name).unlink()
    merged(home, AT)
    assert outputs(home) == before


def test_another_office_file_another_moment_and_another_period_are_other_inputs(home: Path) -> None:
    first: Any = merged(home, AT)
    later: Any = merged(home, "2023-06-26T10:00")
    assert later["as_of"] != first["as_of"]
    config = home / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("试点工作", "另一项工作"), "utf-8")
    merged(home, "2023-06-26T10:00")
    assert "另一项工作" in (home / "outbox/2023-06/一页纸.html").read_text("utf-8")
