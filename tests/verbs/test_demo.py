"""The demo in a copy of the checkout, and what must hold of every run: inputs untouched, order does not matter."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

import demo
import flag
import golden
import merge
import remind
import send
from tasklist.files import inbox
from tasklist.model.book import Book
from tasklist.readers import registry

ROOT = Path(__file__).parents[2]
LONGEST = 70  # lines
PERIOD = "outbox/2023-06"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone holds of the demo, in a folder with a Chinese name and a space."""
    place = tmp_path_factory.mktemp("clone") / "任务 清单"
    skip = shutil.ignore_patterns("__pycache__", "expected")
    shutil.copytree(ROOT / "scripts", place / "scripts", ignore=skip)
    shutil.copytree(ROOT / "tests" / "examples" / "demo-2023", place / "tests" / "examples" / "demo-2023", ignore=skip)
    return place


def run_demo(checkout: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(checkout / "scripts" / "demo.py"), *options],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


@pytest.fixture(scope="module")
def told(checkout: Path) -> subprocess.CompletedProcess[str]:
    return run_demo(checkout)


def test_the_demo_tells_its_story_to_the_end(told: subprocess.CompletedProcess[str], checkout: Path) -> None:
    assert (told.returncode, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert len(lines) <= LONGEST
    assert str(checkout) not in told.stdout
    files = [line.strip() for line in lines[-10:] if line.strip().startswith("outbox/demo/")]
    assert len(files) == 5
    assert all((checkout / name).is_file() for name in files)


def test_the_demo_reads_the_same_on_any_day_and_in_any_place(
    told: subprocess.CompletedProcess[str], checkout: Path
) -> None:
    again = run_demo(checkout, TZ="America/New_York", PYTHONHASHSEED="7", LC_ALL="C")
    assert again.stdout == told.stdout


def test_the_demo_answers_in_json(tmp_path: Path) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert demo.main(["--home", str(tmp_path), "--json"]) == 0
    files = json.loads(said.getvalue())["files"]
    assert len(files) == 5 and all((tmp_path / name).is_file() for name in files)


def test_june_stands_beside_may_wherever_figures_and_forms_go_out(
    told: subprocess.CompletedProcess[str], checkout: Path
) -> None:
    assert "上一期（5月）已收过：按时 10 家，迟报 3 家，未报 7 家" in told.stdout
    home = checkout / "outbox" / "demo"
    page = (home / PERIOD / "一页纸.html").read_text("utf-8")
    assert [change for change in ("持平", "▲2", "▲4", "▼3", "▲7") if f"较上期 {change}</div>" not in page] == []
    form = registry.read((home / PERIOD / "下发" / demo.FORM).read_bytes(), demo.FORM)
    assert isinstance(form, Book)
    (last,) = [grid for grid in form.grids if grid.sheet == "上期填报"]
    assert sum(text.count("5月") for text in last.cells.values()) >= 14


def test_the_demo_does_not_wait_for_files_it_put_there_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "QUIET_SECONDS", 1.5)
    with demo.whole_files():
        assert inbox.QUIET_SECONDS == 0
    assert inbox.QUIET_SECONDS == 1.5


def test_the_demo_can_be_silent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "play", lambda stage: stage.say("一行"))
    monkeypatch.setattr(demo, "to_open", lambda _: {"汇总表": "a.xlsx"})
    assert demo.main(["--home", str(tmp_path), "--quiet"]) == 0
    assert demo.main(["--home", str(tmp_path), "--quiet"]) == 0  # a former demo is replaced
    assert capsys.readouterr().out == ""


def test_the_demo_never_removes_a_folder_it_did_not_make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "outbox" / "demo" / "重要.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("留着", "utf-8")
    assert demo.main(["--home", str(tmp_path)]) == 2
    assert "不是以前的演示" in capsys.readouterr().err
    assert mine.read_text("utf-8") == "留着"


# --- what must hold of every run, on the demo's files --------------------------------------------

CASE = golden.CASES[0]
LOOK = CASE.looks[0]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def played(home: Path, *, backwards: bool = False) -> Path:
    golden.set_up(CASE, home)
    for moment, wave in golden.waves(CASE):
        golden.receive(home, moment, wave, backwards=backwards)
        golden.heard(merge.main, home, f"{moment:%Y-%m-%dT%H:%M}")
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(tmp_path_factory.mktemp("one") / "home")


def test_what_was_put_in_stays_byte_for_byte_through_every_verb(home: Path) -> None:
    before = [digests(home / name) for name in ("inbox", "templates")]
    for verb in (merge.main, flag.main, remind.main, send.main):
        code, _ = golden.heard(verb, home, LOOK)
        assert code in (0, 1)
        assert [digests(home / name) for name in ("inbox", "templates")] == before


def test_merging_twice_and_in_another_order_gives_the_same_master(home: Path, tmp_path: Path) -> None:
    masters = []
    for place in (home, home, played(tmp_path / "home", backwards=True)):
        golden.heard(merge.main, place, LOOK)
        masters.append(digests(place / PERIOD)["汇总表.xlsx"])
    assert len(set(masters)) == 1


def test_untouched_forms_come_back_as_blank_and_nothing_else(tmp_path: Path) -> None:
    import fill

    home = golden.set_up(CASE, tmp_path / "home")
    golden.heard(fill.main, home, "2023-06-01T09:00")
    for form in (home / PERIOD / "下发").iterdir():
        shutil.copyfile(form, home / "inbox" / form.name)
    answer = json.loads(golden.heard(merge.main, home, "2023-06-20T09:00", "--json")[1])
    assert answer["units"]["missing"] == []
    assert answer["obligations"]["partial"] == answer["obligations"]["expected"] == 246
    for each in answer["files"]:
        assert (each["cells"]["merged"], each["cells"]["unplaced"]) == (0, 0), each["path"]
        assert each["cells"]["seen"] == each["cells"]["template"] > 0


def test_the_mails_open_as_plain_text_html_and_attachment_with_chinese_intact(home: Path) -> None:
    golden.heard(remind.main, home, LOOK)
    golden.heard(send.main, home, LOOK)
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in golden.mail_files(home)]
    assert len(mails) > 5
    for mail in mails:
        assert isinstance(mail, EmailMessage)
        plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain and html
        assert "乌审旗" in mail["Subject"] and "乌审旗卫生健康委员会" in plain.get_content()
        assert "<table" in html.get_content() or "<p" in html.get_content()
        (workbook,) = list(mail.iter_attachments())
        assert (workbook.get_filename() or "").endswith(".xlsx")
        assert workbook.get_content().startswith(b"PK")
    report = next(mail for mail in mails if mail["To"] == "leader@example.org")
    (attached,) = [part.get_content() for part in report.iter_attachments()]
    assert attached == (home / PERIOD / "汇总表.xlsx").read_bytes()
