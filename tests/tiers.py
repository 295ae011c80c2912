"""Plays the example with three tiers: each office merges what came to it and hands its master up.

`python tests/golden.py` writes what it comes to under tests/examples/tiers-2023/expected/.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import golden
import merge

FOLDER = golden.EXAMPLES / "tiers-2023"
SHOWN = ("报送情况", "频次台账", "明细台账")  # 文件清单 holds the hashes of masters


@dataclass(frozen=True)
class Tier:
    """An office, when it looks at what has come, and the office its master is handed up to."""

    name: str
    look: str
    above: str


TIERS = (
    Tier("东县", "2023-06-22T09:00", "市"),
    Tier("西县", "2023-06-22T10:00", "市"),
    Tier("市", "2023-06-23T18:00", "省"),
    Tier("省", "2023-06-26T09:00", ""),
)


@dataclass(frozen=True)
class Played:
    """What the merge of each office said, and the texts by name."""

    answers: dict[str, Any]
    texts: dict[str, str]


def play(work: Path) -> Played:
    """Every office in its turn, the lowest first; `work` is an empty folder."""
    for tier in TIERS:
        home = work / tier.name
        for name in ("inbox", "outbox", "templates"):
            (home / name).mkdir(parents=True)
        shutil.copyfile(FOLDER / tier.name / "config.yaml", home / "config.yaml")
        shutil.copyfile(FOLDER / tier.name / "单位名册.xlsx", home / "templates/单位名册.xlsx")
        shutil.copyfile(FOLDER / "任务清单.xlsx", home / "templates/任务清单.xlsx")
    answers: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for tier in TIERS:
        home, case = work / tier.name, golden.Case(f"tiers-2023/{tier.name}", "2023-06", (tier.look,))
        for moment, wave in golden.waves(case) if (case.folder / "arrivals").is_dir() else ():
            golden.receive(home, moment, wave)
            golden.heard(merge.main, home, f"{moment:%Y-%m-%dT%H:%M}")
        answer = json.loads(golden.heard(merge.main, home, tier.look, "--json")[1])
        master = home / answer["master"]
        if tier.above:
            above = work / tier.above
            shutil.copyfile(master, above / "inbox" / f"{tier.name}汇总表.xlsx")
            golden.heard(merge.main, above, tier.look)
        sheets = {grid.sheet: grid for grid in golden.grids(master.read_bytes())}
        said = [golden.state_text(answer), *(golden.sheet_text(sheets[name], 99) for name in SHOWN)]
        answers[tier.name] = answer
        texts[f"{tier.name}.txt"] = "\n".join(line.rstrip() for line in "\n".join(said).strip().splitlines()) + "\n"
    return Played(answers, texts)
