"""Odd files of every kind in one inbox: each ends with an outcome and a reason, and the good ones merge."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import MAKERS, Odd, Stock, table
from offices import FACT, UNITS, answered, merged, office
from tasklist.model.book import Book, Grid
from tasklist.readers import registry

SOFFICE = shutil.which("soffice")
CLERK = ("请", "取消", "重", "拖", "核对", "没有", "忽略", "临时", "不是", "对不上")


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    home = office(tmp_path_factory.mktemp("stock"))
    path = answered(home, UNITS[2], {1: FACT, 2: "6月8日建教育点1个", 3: "4月2日签订责任书12份"})
    return Stock(path.read_bytes(), tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def batch(stock: Stock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """One merge of everything, with two ordinary returns, a link and a pipe among it: path → record."""
    home = office(tmp_path_factory.mktemp("batch"))
    inbox = home / "inbox"
    for odd in table():
        if odd.needs_soffice and not SOFFICE:
            continue
        (inbox / odd.name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / odd.name).write_bytes(MAKERS[odd.made](stock))
    answered(home, UNITS[0], {1: FACT})
    answered(home, UNITS[4], {1: "开会2次，研究部署3项"})
    if hasattr(os, "mkfifo"):
        os.mkfifo(inbox / "管道.xlsx")
        (inbox / "链接.xlsx").symlink_to("/etc/hostname")
    answer: Any = merged(home)
    Path(os.environ.get("ODD_FILES_SEEN", os.devnull)).write_text(
        json.dumps(answer["files"], ensure_ascii=False), "utf-8"
    )
    yield {record["path"].removeprefix("inbox/"): record for record in answer["files"]}
    shutil.rmtree(home)


@pytest.mark.parametrize("odd", table(), ids=lambda odd: odd.name)
def test_an_odd_file_ends_as_the_table_says(odd: Odd, batch: dict[str, dict[str, Any]]) -> None:
    if odd.needs_soffice and not SOFFICE:
        pytest.skip("LibreOffice (soffice) is not installed")
    record = batch[odd.name]
    # All the good ones are of one unit and say the same: which of them stands is decided by the clock of the disk.
    outcome = "merged" if record["outcome"] in ("superseded", "duplicate") else record["outcome"]
    assert outcome == odd.outcome, record["reason"]
    cells = record["cells"]
    # In a form, beside each answer stands the contact that fill knew of.
    assert cells["merged"] + cells["superseded"] == odd.answers
    inside = [each["reason"] for path, each in batch.items() if path.startswith(f"{odd.name}!")]
    told = "；".join([record["reason"], *inside])
    assert odd.words in told
    if odd.outcome == "set_aside":
        assert any(word in told for word in CLERK), "a clerk must read what to do"
        assert "Error" not in told and "Traceback" not in told
    assert cells["seen"] == cells["merged"] + cells["template"] + cells["superseded"] + cells["unplaced"]


def test_the_ordinary_returns_among_them_merge(batch: dict[str, dict[str, Any]]) -> None:
    for unit in (UNITS[0], UNITS[4]):
        record = next(each for path, each in batch.items() if path.startswith(f"{unit}-2023"))
        assert (record["outcome"], record["unit"], record["cells"]["merged"]) == ("merged", unit, 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes exist on POSIX only")
def test_links_and_pipes_are_named_and_left(batch: dict[str, dict[str, Any]]) -> None:
    assert {batch[name]["outcome"] for name in ("管道.xlsx", "链接.xlsx")} == {"set_aside"}


def test_the_corpus_holds_forty_files_at_least() -> None:
    assert len(table()) >= 40
    assert {odd.made for odd in table()} == set(MAKERS), "every maker is used, and every line can be made"


def cells(data: bytes, name: str) -> dict[str, Grid] | None:
    book = registry.read(data, name)
    return {grid.sheet: dict(grid.cells) for grid in book.grids} if isinstance(book, Book) else None  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["form", "libreoffice xls", "libreoffice ods"])
def test_a_file_cut_at_any_sixteenth_never_passes_with_fewer_cells(kind: str, stock: Stock) -> None:
    if kind.startswith("libreoffice") and not SOFFICE:
        pytest.skip("LibreOffice (soffice) is not installed")
    data = MAKERS[kind](stock)
    whole = cells(data, "表")
    assert whole
    for sixteenth in range(1, 16):
        cut = len(data) * sixteenth // 16
        assert cells(data[:cut], "表") in (None, whole), f"{kind} cut at {sixteenth}/16"
        assert cells(data[:cut] + bytes(len(data) - cut), "表") in (None, whole), f"{kind} zeros from {sixteenth}/16"
