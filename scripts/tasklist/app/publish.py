"""What a merge writes: the master, its companions, and the evidence sorted by unit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from tasklist.app import last_net, materials, questions, upward
from tasklist.app.questions import ClerkAnswers
from tasklist.files import masters, outbox
from tasklist.files.cache import Cache
from tasklist.files.outbox import Put
from tasklist.ledger.summary import Summary
from tasklist.model.book import Refusal
from tasklist.model.errors import UserError
from tasklist.model.returns import Return
from tasklist.readers import registry
from tasklist.views.master import detail_csv
from tasklist.views.reports import circular, page

PAGE, CIRCULAR = "一页纸.html", "通报（草稿）.docx"


def publish(
    home: Path,
    connection: sqlite3.Connection,
    *,
    summary: Summary,
    returns: Iterable[Return],
    workbook: bytes,
    answers: ClerkAnswers,
    kept: Cache,
    as_csv: bool = False,
) -> tuple[Put, ...]:
    """Write outbox/PERIOD/: the master (`workbook`) first, then 上报稿, the page, the circular, and 材料/ by unit.

    And 待办.xlsx, which is of no one period. `kept`: small pictures made before. `as_csv`: 明细.csv, too.
    """
    ledger = summary.ledger
    folder, as_of = f"{outbox.FOLDER}/{ledger.period.id}", ledger.as_of

    def put(name: str, data: bytes) -> Put:
        return outbox.put(home, connection, f"{folder}/{name}", data, as_of)

    masters.keep_original(home, connection, summary.digest, workbook)
    asked = list(summary.each_question)  # 上报稿 adds its own

    def reported() -> Sequence[Put]:
        paper, disputed = upward.publish(home, connection, ledger, summary.upward)
        asked.extend(disputed)
        return paper

    def filed() -> Sequence[Put]:
        cabinet = f"{folder}/{outbox.MATERIALS}"
        holds = partial(outbox.holds, home, connection)
        found = materials.filed(home, ledger, returns, kept, lambda name, sha256: holds(f"{cabinet}/{name}", sha256))
        return outbox.put_each(home, connection, cabinet, found, as_of)

    companions: tuple[tuple[str, Callable[[], Sequence[Put]]], ...] = (
        (f"{folder}/{upward.NAMES[0]}", reported),
        (f"{folder}/{PAGE}", lambda: [put(PAGE, page.page(summary).encode())]),
        (f"{folder}/{CIRCULAR}", lambda: [put(CIRCULAR, circular.render(summary))]),
        (f"{folder}/{outbox.MATERIALS}", filed),
        *([(f"{folder}/{outbox.CSV}", lambda: [put(outbox.CSV, detail_csv.render(summary))])] if as_csv else []),
        (outbox.QUESTIONS, lambda: questions.publish(home, connection, ledger, answers, asked)),
    )
    written = [put(outbox.MASTER, workbook)]
    for name, write in companions:
        written += last_net.companion(home, name, write)
    return tuple(written)


def original(summary: Summary) -> str:
    """Where the master of a ledger is kept as it was written, relative to the home."""
    return masters.original(summary.digest)


def verify(data: bytes, summary: Summary) -> None:
    """Reopen a rendered master and look for its balance lines. Raises UserError: a broken report is never mailed."""
    book = registry.read(data, outbox.MASTER)
    said = set() if isinstance(book, Refusal) else {text for grid in book.grids[:1] for text in grid.cells.values()}
    if not all(any(line in text for text in said) for line in summary.balances[:2]):
        raise UserError(
            "生成的汇总表重新打开后核对不上平衡数，没有发出；请运行 merge 看看提示，并把这件事告诉维护人员。"
        )
