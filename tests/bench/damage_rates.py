# ruff: noqa: T201  a measurement speaks to a person
"""How much of a damaged return is placed, asked about, misplaced or lost: python tests/bench/damage_rates.py [N]."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "scripts")]

from damages import DAMAGES, damaged  # noqa: E402
from damages.drafts import Draft  # noqa: E402
from laboratory import UNITS, Verdict, form, judge, received  # noqa: E402

KINDS = {"slight": (1, 2), "heavy": (3, 6)}  # how many damages at once


def main(count: int) -> None:
    """Print the rates of slight and heavy damage, and which damages stand behind what is asked."""
    for kind, (least, most) in KINDS.items():
        total: Counter[str] = Counter()
        blamed: Counter[str] = Counter()
        shown = 0
        pool = [each for each in DAMAGES if each.slight or kind == "heavy"]
        for seed in range(count):
            chance = Random(f"{kind}{seed}")
            unit = UNITS[seed % 2]
            chosen = chance.sample(pool, chance.randint(least, most))
            draft = damaged(form(unit), chosen, seed)
            verdict = judge(draft, received(draft), unit)
            for field in ("right", "asked", "excused", "misplaced", "lost"):
                total[field] += len(getattr(verdict, field))
            total["unbalanced"] += bool(verdict.unbalanced)
            names = [each.name for each in chosen]
            if verdict.asked or verdict.faults:
                blamed.update(names)
                if shown < 12 or verdict.unbalanced:
                    shown += 1
                    if len(sys.argv) > 2 and str(seed) == sys.argv[2]:
                        _show(draft, verdict)
                    print(kind, seed, names, len(verdict.asked), (verdict.faults or verdict.asked)[:2])
        asked_of = total["right"] + total["asked"] + total["lost"]
        print(f"{kind}: {100 * total['right'] / asked_of:.3f} % right of {asked_of}", dict(total))
        print("  behind what was asked:", blamed.most_common(8))


def _show(draft: Draft, verdict: Verdict) -> None:
    """The damaged sheets as text, and what was not right."""
    for page in draft.pages:
        print("==", page.name, page.hidden, page.grid().merged)
        for row in sorted({row for row, _ in page.grid().cells}):
            cells = sorted((cell[1], text) for cell, text in page.grid().cells.items() if cell[0] == row)
            print(row, " | ".join(f"{column}:{text[:14]}".replace("\n", "⏎") for column, text in cells))
    print(verdict.asked, verdict.faults)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500)
