# ruff: noqa: T201  a measurement speaks to a person
"""Every list in columns of its own, lived through: twenty returns each, half of them damaged.

python tests/bench/own_lists_lived.py [FOLDER [SEED [NAME]]]: the homes are made in FOLDER (else in a temporary one), so
that their 任务清单汇总 can be looked at; NAME: only lists with this in their name.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "scripts")]

from further_lists import FURTHER, PARTED  # noqa: E402
from own_lists import LISTS, MORE  # noqa: E402
from own_returns import lived  # noqa: E402
from public_lists import ALL as PUBLIC  # noqa: E402
from six_lists import SIX  # noqa: E402
from stranger_lists import STRANGERS  # noqa: E402


def main(folder: Path, seed: int, name: str = "") -> None:
    """Print a line per list: what became of every answer, and which damages stand behind what was asked."""
    total: Counter[str] = Counter()
    for place, own in enumerate((*LISTS, *MORE, *FURTHER, PARTED, *SIX, *PUBLIC, *STRANGERS)):
        if name in own.name:
            found = lived(folder / f"{place:02}-{own.name}", own, seed)
            total += found.pieces
            print(own.name, dict(found.pieces), found.faults[:2], found.clean[:2], dict(found.blamed))
    print("all", dict(total))


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    main(where, int(sys.argv[2]) if len(sys.argv) > 2 else 1, sys.argv[3] if len(sys.argv) > 3 else "")
