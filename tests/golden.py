"""Runs an example through its waves and writes down what came of it: `python tests/golden.py` regenerates.

An example is a folder under tests/examples/ with config.yaml, templates/, and arrivals/WHEN/… whose files come at
the moment the folder is named after. What a clerk would see is kept under expected/ as text.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples"
sys.path.insert(0, str(HERE.parent / "scripts"))

import flag  # noqa: E402
import merge  # noqa: E402
import remind  # noqa: E402
import send  # noqa: E402
from tasklist.files import inbox  # noqa: E402
from tasklist.model.book import Book, Grid  # noqa: E402
from tasklist.readers import registry  # noqa: E402
from tasklist.tables import upward_table  # noqa: E402

ZONE = ZoneInfo("Asia/Shanghai")
WAVE = "%Y-%m-%dT%H%M"
LONGEST = 26  # characters of one cell in the text of a sheet
ROWS = {"任务清单汇总": 20, "版本与冲突": 12, "未归位内容": 25}  # of the others, every row
NOTHING = " | 未报 | 红 | "  # rows of a unit that sent nothing say nothing: a few are enough
A_FEW = 3
SHOWN = 1  # reminders written out
MISSING = 12  # findings of this kind that are written out


@dataclass(frozen=True)
class Case:
    """An example, the period it is about, and the moments at which it is looked at; the first one in full."""

    name: str
    period: str
    looks: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return EXAMPLES / self.name


CASES = (
    Case("demo-2023", "2023-06", ("2023-06-26T09:00",)),
    Case("nation-2022", "2022-06", ("2022-07-01T09:00", "2022-12-21T09:00")),
)

Verb = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Run:
    """What one example came to: its home, the JSON of the last merge of each look, and the texts by name."""

    home: Path
    answers: tuple[dict[str, Any], ...]
    texts: dict[str, str]


def set_up(case: Case, home: Path) -> Path:
    """A home with the example's settings and an empty inbox."""
    (home / "inbox").mkdir(parents=True)
    (home / "outbox").mkdir()
    shutil.copyfile(case.folder / "config.yaml", home / "config.yaml")
    shutil.copytree(case.folder / "templates", home / "templates")
    return home


def waves(case: Case) -> list[tuple[datetime, Path]]:
    """The folders of arrivals/ in order, each with its moment."""
    found = sorted(path for path in (case.folder / "arrivals").iterdir() if path.is_dir())
    return [(datetime.strptime(path.name, WAVE).replace(tzinfo=ZONE), path) for path in found]


def receive(home: Path, moment: datetime, wave: Path, *, backwards: bool = False) -> None:
    """Put a wave into the inbox, dated as it came."""
    for source in sorted((path for path in wave.rglob("*") if path.is_file()), reverse=backwards):
        target = home / "inbox" / source.relative_to(wave)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        os.utime(target, (moment.timestamp(), moment.timestamp()))


def heard(verb: Verb, home: Path, as_of: str, *options: str) -> tuple[int, str]:
    """A verb's exit code and what it printed. The files were put there by ourselves and are whole: no waiting."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), mock.patch.object(inbox, "QUIET_SECONDS", 0.0):
        code = verb(["--home", str(home), "--as-of", as_of, *options])
    return code, said.getvalue()


def run(case: Case, home: Path) -> Run:
    """Play an example in `home`, which does not exist yet."""
    set_up(case, home)
    coming = waves(case)
    summaries: list[str] = []
    answers: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    for place, look in enumerate(case.looks):
        until = datetime.fromisoformat(look).replace(tzinfo=ZONE)
        while coming and coming[0][0] <= until:
            moment, wave = coming.pop(0)
            receive(home, moment, wave)
            summaries.append(_merged(home, f"{moment:%Y-%m-%dT%H:%M}"))
        period = case.period if place == 0 else look[:7]
        answer = json.loads(heard(merge.main, home, look, "--period", period, "--json")[1])
        answers.append(answer)
        summaries.append(_merged(home, look, "--period", period))
        master = (home / answer["master"]).read_bytes()
        if place == 0:
            texts["state.txt"] = state_text(answer)
            texts["master.txt"] = "\n".join(sheet_text(grid, ROWS.get(grid.sheet, 999)) for grid in grids(master))
            texts["upward.txt"] = upward_text(home, period)
            texts["flag.txt"] = heard(flag.main, home, look, "--period", period)[1]
            texts["mail.txt"] = mail_text(home, look, period)
        else:
            texts[f"state-{look[:10]}.txt"] = state_text(answer)
    texts["merge.txt"] = "\n".join(summaries)
    return Run(home, tuple(answers), {name: _lines(text) for name, text in sorted(texts.items())})


def upward_text(home: Path, period: str) -> str:
    """上报稿 as it is read back from disk: each task's texts whole, then how long the lists behind it are."""
    name = "上报稿.xlsx"
    if not (home / "outbox" / period / name).exists():
        return "（没有任务清单，没有上报稿）"
    data = (home / "outbox" / period / name).read_bytes()
    book = registry.read(data, name)
    assert isinstance(book, Book)
    words = {"progress": "进展", "contact": "联络员", "remark": "备注"}
    lines = [f"任务{seq} {words[field]}：{text}" for (seq, field), text in upward_table.texts(book).items() if text]
    lines += [f"==== {grid.sheet}：{len({row for row, _ in grid.cells})} 行" for grid in grids(data)]
    return "\n".join(lines)


def _merged(home: Path, as_of: str, *options: str) -> str:
    code, said = heard(merge.main, home, as_of, *options)
    return f"$ merge --as-of {as_of} {' '.join(options)}  → {code}\n{said}"


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def state_text(answer: dict[str, Any]) -> str:
    """The JSON of a merge, one line per thing."""
    units, counts = answer["units"], answer["obligations"]
    lines = [f"{answer['period']} 截至 {answer['as_of']}", f"单位 应报{units['expected']} 已报{units['returned']}"]
    lines += [f"  未报 {name}" for name in units["missing"]]
    lines += ["应报项 " + " ".join(f"{name}={count}" for name, count in counts.items()), "文件"]
    lines += [line for each in answer["files"] for line in _file_lines(each)]
    lines.append("问题")
    missing = [_finding_line(one) for one in answer["findings"] if one["code"] == "missing"]
    lines += [*missing[:MISSING], f"  （未报共 {len(missing)} 条）"]
    lines += [_finding_line(one) for one in answer["findings"] if one["code"] != "missing"]
    return "\n".join(lines)


def _finding_line(one: dict[str, Any]) -> str:
    task = f"任务{one['task']}" if one["task"] else ""
    return f"  [{one['severity']} {one['code']}] {one['unit']} {task} {one['message']} @ {one['place']}"


def _file_lines(each: dict[str, Any]) -> Iterator[str]:
    cells = each["cells"]
    balance = f"{cells['seen']}={cells['merged']}+{cells['template']}+{cells['superseded']}+{cells['unplaced']}"
    yield f"  {each['outcome']} {each['path'].removeprefix('inbox/')}"
    yield f"      {each['kind'] or '-'} {each['unit'] or '-'} {each['period'] or '-'} {balance} {each['reason']}"


def grids(master: bytes) -> tuple[Grid, ...]:
    """The visible sheets of a master, read back."""
    book = registry.read(master, "汇总表.xlsx")
    assert isinstance(book, Book)
    return tuple(grid for grid in book.grids if not grid.hidden)


def sheet_text(grid: Grid, most: int) -> str:
    """A sheet as lines, one per row, its texts shortened; at most `most` rows."""
    rows: dict[int, list[str]] = {}
    for (row, _), text in sorted(grid.cells.items()):
        rows.setdefault(row, []).append(_short(text))
    lines = [f"{row:>4}  {' | '.join(texts)}" for row, texts in rows.items()]
    nothing = [line for line in lines if NOTHING in line]
    shown = [line for line in lines if line not in nothing[A_FEW:]][:most]
    more = [f"      …… 另有 {len(lines) - len(shown)} 行"] if len(shown) < len(lines) else []
    return "\n".join([f"==== {grid.sheet}", *shown, *more, ""])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"


def mail_text(home: Path, look: str, period: str) -> str:
    """What remind and send say, then the plain text of the report and of the first reminders."""
    said = [heard(verb, home, look, "--period", period)[1] for verb in (remind.main, send.main)]
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in mail_files(home)]
    reports = [mail for mail in mails if "leader@example.org" in mail["To"]]
    others = [mail for mail in mails if mail not in reports]
    for mail in (*reports, *others[:SHOWN]):
        body = mail.get_body(("plain",))
        assert body
        attached = "、".join(part.get_filename() or "" for part in mail.iter_attachments())
        said.append(f"---- 给 {mail['To']}\n标题：{mail['Subject']}\n附件：{attached}\n\n{body.get_content()}")
    said.append(f"（另有 {len(others[SHOWN:])} 封提醒）")
    return "\n".join(said)


def mail_files(home: Path) -> list[Path]:
    """The mails written, in order of their names."""
    return sorted((home / "outbox" / "mail").glob("*.eml"))


def main() -> None:
    """Regenerate every expected/ folder."""
    import tiers

    for case in CASES:
        with tempfile.TemporaryDirectory() as work:
            _keep(case.folder, run(case, Path(work, "home")).texts)
    with tempfile.TemporaryDirectory() as work:
        _keep(tiers.FOLDER, tiers.play(Path(work)).texts)


def _keep(folder: Path, texts: dict[str, str]) -> None:
    expected = folder / "expected"
    shutil.rmtree(expected, ignore_errors=True)
    expected.mkdir()
    for name, text in texts.items():
        (expected / name).write_text(text, "utf-8", newline="\n")
    print(f"{folder.name}/expected: {len(texts)}")  # noqa: T201


if __name__ == "__main__":
    main()
