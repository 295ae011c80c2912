# ruff: noqa: T201  a measurement speaks to a person
"""How much of a damaged return is placed, asked about, misplaced or lost.

python tests/bench/damage_rates.py [N [SEED]]: N damaged returns a row; with a seed the damaged sheets of that one are
shown. The rows: slight and heavy damage, in the shipped world and in one of near twins. Each damaged return is also
received after an undamaged older one: what it says of a task must stand, never the older answer.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "scripts")]

from damages import DAMAGES, damaged  # noqa: E402
from damages.drafts import Draft  # noqa: E402
from laboratory import Verdict, World, form, judge, overtaken, received, shipped  # noqa: E402
from twins import twins  # noqa: E402

KINDS = {"slight": (1, 2), "heavy": (3, 6)}  # how many damages at once
SHOWN = 12  # examples a row
EVERY = 8  # one in so many is also set against an older return


def main(count: int, wanted: str = "") -> None:
    """Print the rates of slight and heavy damage in both worlds, and which damages stand behind what is asked."""
    for name, world in (("shipped", shipped()), ("twins", twins())):
        for kind in KINDS:
            _measure(f"{name} {kind}", world, kind, count, wanted)


def _measure(row: str, world: World, kind: str, count: int, wanted: str) -> None:
    total: Counter[str] = Counter()
    blamed: Counter[str] = Counter()
    pool = [each for each in DAMAGES if each.slight or kind == "heavy"]
    shown = 0
    for seed in range(count):
        chance = Random(f"{kind}{seed}")
        unit = world.units[seed % len(world.units)]
        chosen = chance.sample(pool, chance.randint(*KINDS[kind]))
        draft = damaged(form(unit, world), chosen, seed)
        made = received(draft, world=world)
        verdict = judge(draft, made, unit)
        for field in ("right", "asked", "excused", "misplaced", "lost"):
            found = getattr(verdict, field)
            total[field] += len(found)
            total[f"contacts {field}"] += sum("'contact')" in each for each in found)
        total["unbalanced"] += bool(verdict.unbalanced)
        if seed % EVERY == 0:
            total["overtaken"] += len(overtaken(made, unit, world))
        names = [each.name for each in chosen]
        if verdict.asked or verdict.faults:
            blamed.update(names)
            shown += 1
            if shown <= SHOWN or verdict.faults:
                print(row, seed, names, len(verdict.asked), made.reason[:80], (verdict.faults or verdict.asked)[:2])
            if str(seed) == wanted:
                _show(draft, verdict)
    for part in ("", "contacts "):
        right, asked = total[f"{part}right"], total[f"{part}asked"]
        print(f"{row}: {100 * right / (right + asked + total[f'{part}lost']):.3f} % of {part or 'answers '}right")
    print("  ", dict(total))
    print("   behind what was asked:", blamed.most_common(8))


def _show(draft: Draft, verdict: Verdict) -> None:
    """The damaged sheets as text, and what was not right."""
    for page in draft.pages:
        print("==", page.name, page.hidden, page.grid().merged)
        for row in sorted({row for row, _ in page.grid().cells}):
            cells = sorted((cell[1], text) for cell, text in page.grid().cells.items() if cell[0] == row)
            print(row, " | ".join(f"{column}:{text[:14]}".replace("\n", "⏎") for column, text in cells))
    print(verdict.asked, verdict.faults)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500, *sys.argv[2:3])
