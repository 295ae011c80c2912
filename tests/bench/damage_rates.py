# ruff: noqa: T201  a measurement speaks to a person
"""How much of a damaged return is placed, asked about, misplaced or lost.

python tests/bench/damage_rates.py [N] [--from SEED] [--rows WORD] [--show SEED]: N damaged returns a row, from SEED on,
of the rows whose name holds WORD: slight and heavy damage, in the shipped world and in one of near twins. What was
mended on some seeds is measured on others. Each damaged return is also received after an undamaged older one: what it
says of a task must stand, never the older answer. --show prints the damaged sheets of one seed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
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


def main() -> None:
    """Print the rates of the rows asked for, and which damages stand behind what is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=1500, metavar="N", help="damaged returns a row")
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="SEED", help="the first seed")
    parser.add_argument("--rows", default="", metavar="WORD", help="only rows whose name holds it: heavy, twins, …")
    parser.add_argument("--show", type=int, metavar="SEED", help="the damaged sheets of this one, and it alone")
    asked = parser.parse_args()
    seeds = range(asked.start, asked.start + asked.count) if asked.show is None else (asked.show,)
    for name, world in (("shipped", shipped()), ("twins", twins())):
        for kind in KINDS:
            if asked.rows in (row := f"{name} {kind}"):
                _measure(row, world, kind, seeds, shown=asked.show is not None)


def _measure(row: str, world: World, kind: str, seeds: Iterable[int], *, shown: bool) -> None:
    total: Counter[str] = Counter()
    blamed: Counter[str] = Counter()
    pool = [each for each in DAMAGES if each.slight or kind == "heavy"]
    told = 0
    for seed in seeds:
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
        late = overtaken(made, unit, world) if shown or seed % EVERY == 0 else []
        total["overtaken"] += len(late)
        names = [each.name for each in chosen]
        faults = (*verdict.faults, *(f"overtaken {text}" for text in late))
        if verdict.asked or faults:
            blamed.update(names)
            told += 1
            if told <= SHOWN or faults:
                print(row, seed, names, len(verdict.asked), made.reason[:80], (faults or verdict.asked)[:2])
        if shown:
            _show(draft, verdict)
    for part in ("", "contacts "):
        right, asked, lost = (total[f"{part}{became}"] for became in ("right", "asked", "lost"))
        print(f"{row}: {100 * right / max(1, right + asked + lost):.3f} % of {part or 'answers '}right")
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
    main()
