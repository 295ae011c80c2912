"""One hostile file among good ones: the good ones merge exactly as without it, and the hostile one has its outcome.

A sample of `hostile.files`; `tests/bench/hostile_files.py` tries each of them alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

import hostile
import hostile_further
import inert
from offices import FACT, UNITS, answered, merged, office, sheet, verb
from saved import zipped
from tasklist.app import inbox_reading, questions
from tasklist.app.file_work import FileWork
from tasklist.app.known_returns import KnownReturns
from tasklist.app.office import open_office
from tasklist.files.cache import Cache
from tasklist.model.arrival import Arrival
from tasklist.model.book import LETTER, Book
from tasklist.readers.limits import SECONDS, Allowance
from tasklist.readers.pool import Pool
from tasklist.readers.registry import read
from tasklist.returns.context import Context
from todo_book import say
from worlds import moment

ROOT = Path(__file__).parents[1]
SAMPLE = (
    "answers of breaks.xlsx", "answers of label brackets.xlsx", "answers of plans.xlsx", "answers of escapes.xlsx",
    "page of opening and a word.csv", "page of telephones.csv", "sixty thousand cells.xlsx", "a stray cell.xlsx",
    "merges across one another.xlsx", "cells named twice.xlsx", "cells named beyond.xlsx", "twice itself.xlsx",
    "a sheet's name of a megabyte.xlsx", "sheets of one name.xlsx", "spans of everything.html", "quotes.csv",
    "a hundred thousand rows.csv", "mails in mails.eml", "received without end.eml", "encoded names.eml",
    "an old workbook of ones.xls", "names that climb.zip", "names that deceive.zip", "programs.zip", "six levels.zip",
    "one member, a thousand entries.zip", "tables in tables.docx", "a page saved by Word.xml", "elements.xml",
)  # fmt: skip

ACTING = (
    "everything that is live.xlsx", "escaped controls.xlsx", "a page that would act.html", "fields that act.docx",
    "a subject that breaks the line.eml", "answers of formulas.xlsx", "programs.zip", "names on every path.zip",
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    answered(made, UNITS[0], {1: FACT})
    answered(made, UNITS[1], {1: "6月15日走访企业12家"})
    return made


def test_there_are_a_hundred_and_fifty_hostile_files_at_least() -> None:
    made = hostile.files(b"")
    assert len(made) >= 150 and set(SAMPLE) <= set(made)


def test_good_files_merge_among_hostile_ones_exactly_as_without_them(home: Path) -> None:
    form = answered(home, UNITS[2], {1: FACT, 2: "无"}, into="elsewhere").read_bytes()
    alone: Any = merged(home)
    made = hostile.files(form)
    for name in SAMPLE:
        (home / "inbox" / name).write_bytes(made[name]())
    answer: Any = merged(home)
    records = {record["path"].removeprefix("inbox/"): record for record in answer["files"]}
    for record in alone["files"]:
        assert records[record["path"].removeprefix("inbox/")] == record
    assert set(SAMPLE) <= set(records)
    for record in records.values():
        cells = record["cells"]
        assert cells["seen"] == cells["merged"] + cells["template"] + cells["superseded"] + cells["unplaced"]
        assert record["outcome"] in ("merged", "superseded") or record["reason"]
        assert "内部错误" not in record["reason"]
    live(home / answer["master"])


def live(master: Path) -> None:
    """Nothing in the master calculates, and no link leads to a program."""
    for page in load_workbook(master).worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or cell.value.startswith(("=SUBTOTAL(", "=SUM(", "=COUNT", "=IF")), (
                    cell.value
                )
                if cell.hyperlink and cell.hyperlink.target:
                    assert not re.search(r"\.(?:exe|js|vbs|hta|lnk|bat|scr)(?:$|#)", cell.hyperlink.target)


def test_nothing_a_file_brings_acts_in_anything_that_goes_out(home: Path) -> None:
    form = answered(home, UNITS[2], {1: FACT, 2: "无"}, into="elsewhere").read_bytes()
    made = hostile.files(form) | hostile_further.files(form)

    def run() -> set[str]:
        for name in ("merge", "flag", "remind", "send"):
            assert verb(name, home, "--as-of", "2023-06-26T09:00", *(("--again",) * (name == "send")))[0] in (0, 1)
        return inert.acting(home)

    before = run()
    for name in ACTING:
        (home / "inbox" / name).write_bytes(made[name]())
    assert run() - before == set()
    (home / "outbox/2023-06/x.xlsx").write_bytes(made[ACTING[0]]())
    kinds = {said.split(":")[0] for said in inert.acting(home) - before}
    assert kinds >= {"part", "formula", "name", "link"}, "what looks for it would find it"


def test_a_file_of_very_many_cells_is_told_with_its_range_and_counted_whole(home: Path) -> None:
    form = answered(home, UNITS[2], {1: FACT}, into="elsewhere").read_bytes()
    (home / "inbox/多.xlsx").write_bytes(hostile.files(form)["sixty thousand cells.xlsx"]())
    answer: Any = merged(home)
    record = next(each for each in answer["files"] if each["path"] == "inbox/多.xlsx")
    assert record["outcome"] == "merged" and record["unit"] == UNITS[2] and record["cells"]["seen"] > 60_000
    told = [one["message"] for one in answer["findings"] if one["code"] == "remark" and "多.xlsx" in one["place"]]
    assert any(re.search(r"[A-Z]+\d+:[A-Z]+\d+ 里还有 \d+ 处内容", said) for said in told), told
    listed = list(load_workbook(home / answer["master"])["未归位内容"].iter_rows(values_only=True))
    assert len(listed) < 2_100


def test_odd_names_are_names(home: Path) -> None:
    form = answered(home, UNITS[2], {1: FACT}, into="elsewhere").read_bytes()
    written = []
    for name in hostile.names():
        path = home / "inbox" / name if "\ud800" not in name else os.fsencode(home / "inbox") + b"/\xff\xfe.xlsx"
        try:
            with open(path, "wb") as file:  # noqa: PTH123  one of them is bytes
                file.write(form)
        except OSError:
            continue
        written.append(name)
    answer: Any = merged(home)
    assert len([record for record in answer["files"] if "填报表" not in record["path"]]) == len(written)
    live(home / answer["master"])
    (home / "inbox/what\x1b[2J\u202eis this.txt").write_text("words")
    _, out, _ = verb("merge", home, "--as-of", "2023-06-26T09:00")
    assert "is this.txt" in out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", out), "a terminal would obey"


def test_the_corpus_runner_counts_outcomes_and_finds_what_is_not_as_expected(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "letter.txt").write_text("各位领导：工作正常开展", "utf-8")
    (folder / "half.xlsx").write_bytes(b"PK\x03\x04" + bytes(50))
    ledger = tmp_path / "ledger.tsv"

    def run(*ledgers: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "scripts/test.py"), "--corpus", str(folder), *map(str, ledgers)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert "2 files: 2 set_aside" in run().stdout
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"], "nothing is written that was not asked for"
    first = run(ledger)
    assert first.returncode == 0 and "2 files: 2 set_aside" in first.stdout, first.stdout + first.stderr
    ledger.write_text("merged\tletter.txt\nset_aside\thalf.xlsx\n", "utf-8")
    second = run(ledger)
    assert second.returncode == 1 and "DIFFERS letter.txt: expected merged, found set_aside" in second.stdout


def test_a_mail_its_server_calls_forged_is_nobodys_by_its_sender() -> None:
    def mail(result: str) -> bytes:
        head = f"Authentication-Results: mx.example.org; spf=pass;\r\n\tdmarc={result} header.from=example.org\r\n"
        return f"{head}From: unit03@example.org\r\nSubject: x\r\n\r\n6月进展\r\n".encode()

    good, bad = read(mail("pass"), "a.eml"), read(mail("fail"), "a.eml")
    assert (good.sender, bad.sender) == ("unit03@example.org", "")  # type: ignore[union-attr]
    assert any("冒用" in said for said in bad.remarks)  # type: ignore[union-attr]


def test_the_time_what_an_archive_holds_takes_is_summed_and_the_rest_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "inbox/慢.zip").write_bytes(zipped(*[(f"{number}.txt", f"第{number}件".encode()) for number in range(3)]))
    monkeypatch.setattr(inbox_reading, "Allowance", lambda: Allowance(seconds=0.0))
    answer: Any = merged(home)
    told = {each["path"]: each["reason"] for each in answer["files"]}
    assert all("加起来读了" in told[f"inbox/慢.zip!{number}.txt"] for number in range(3))
    assert [each["outcome"] for each in answer["files"] if "填报表" in each["path"]] == ["merged", "merged"]


def test_what_a_letter_says_is_found_behind_the_same_wall_and_in_the_same_time(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enclosed = (
        'Content-Type: text/csv; name="a.csv"\r\nContent-Disposition: attachment; filename="a.csv"\r\n\r\n1,2\r\n'
    )
    letter = hostile.mail("Content-Type: text/plain; charset=utf-8\r\n\r\n任务1：6月12日学习1次\r\n", enclosed)
    (home / "inbox/信.eml").write_bytes(letter)

    def letters() -> dict[str, str]:
        answer: Any = merged(home)
        return {each["path"]: each["reason"] for each in answer["files"] if "!正文" in each["path"]}

    here = inbox_reading.interpret

    def refuses(arrival: Any, content: Any, *more: Any) -> Any:
        assert getattr(content, "format", "") != LETTER, "not here"
        return here(arrival, content, *more)

    monkeypatch.setattr(inbox_reading, "interpret", refuses)
    (said,) = letters().values()
    assert "内部错误" not in said
    monkeypatch.setattr(inbox_reading, "Allowance", lambda: Allowance(seconds=0.0))
    (home / "outbox/cache.sqlite3").unlink()
    (said,) = letters().values()
    assert "加起来读了" in said


def test_an_edited_master_is_compared_behind_the_same_wall_and_in_the_same_time(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged(home)
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    page = book["明细台账"]
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == "6月15日走访企业12家"]
    page.cell(cell.row, cell.column, "6月15日走访企业13家")
    book.save(home / "inbox/改过的.xlsx")
    here = inbox_reading.interpret

    def refuses(arrival: Any, content: Any, *more: Any) -> Any:
        assert not isinstance(content, Book) or content.members, "not here"
        return here(arrival, content, *more)

    def master() -> dict[str, Any]:
        answer: Any = merged(home)
        return next(each for each in answer["files"] if "改过的" in each["path"])

    monkeypatch.setattr(inbox_reading, "interpret", refuses)
    assert (master()["outcome"], master()["cells"]["merged"]) == ("merged", 1)
    monkeypatch.setattr(inbox_reading, "Allowance", lambda: Allowance(seconds=0.0))
    (home / "outbox/cache.sqlite3").unlink()
    made = master()
    assert (made["outcome"], "没有读完" in made["reason"]) == ("set_aside", True)


def test_what_a_person_saved_in_the_outbox_is_read_behind_the_same_wall(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet(home / "inbox/不知道谁的.xlsx", [["随便写的"]])
    merged(home)
    say(home, "是哪个单位的", UNITS[2])
    report = load_workbook(home / "outbox/2023-06/上报稿.xlsx")
    report.save(home / "outbox/2023-06/上报稿.xlsx")
    read_here = list[str]()

    def noted(data: bytes, name: str) -> Any:
        read_here.append(name)
        return read(data, name)

    monkeypatch.setattr(questions, "registry", SimpleNamespace(read=noted))
    answer: Any = merged(home)
    assert [each["unit"] for each in answer["files"] if "不知道" in each["path"]] == [UNITS[2]]
    assert read_here == []


def test_what_reading_a_file_took_is_gone_from_the_time_of_all_that_is_in_it(home: Path) -> None:
    context = Context(open_office(home).plan)
    with Pool(FileWork(context), 1) as pool:
        reading = inbox_reading.InboxReading(home, pool, context, KnownReturns(Cache(), b"", {}, {}), {})
        pool.spent["inbox/一.zip"] = 5.0
        came = Arrival("inbox/一.zip!二.xlsx", "0" * 64, moment(20), moment(20), 1, inside=("二.xlsx",))
        assert reading.allowance(came).seconds == pytest.approx(SECONDS - 5.0, abs=0.1)
        assert reading.allowance(came) is reading.allowance(
            replace(came, path="inbox/一.zip!三.xlsx", inside=("三.xlsx",))
        )


def test_what_an_archive_holds_is_summed_over_all_its_levels(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped(*[(f"{number}.txt", bytes(400_000)) for number in range(2)])
    (home / "inbox/层.zip").write_bytes(zipped(("一.zip", inner), ("二.zip", inner)))
    (home / "inbox/平.zip").write_bytes(inner)
    monkeypatch.setattr(inbox_reading, "Allowance", lambda: Allowance(room=1_000_000))
    answer: Any = merged(home)
    told = {each["path"]: each["reason"] for each in answer["files"] if each["path"].endswith(".zip")}
    assert "里外各层" in told["inbox/层.zip!二.zip"]
    assert "里外各层" not in told["inbox/层.zip!一.zip"] + told["inbox/平.zip"]
