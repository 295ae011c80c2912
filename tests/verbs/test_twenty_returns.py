"""Twenty returns of a list in the office's own columns, half of them damaged: every answer where it belongs, or asked.

All lists are lived through by `tests/bench/own_lists_lived.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from further_lists import DEMANDS, QUARTERS, ROOTS
from own_lists import OwnList
from own_returns import lived


@pytest.mark.parametrize("own", [ROOTS, QUARTERS, DEMANDS], ids=lambda own: own.name)
def test_twenty_returns_half_of_them_damaged_lose_and_misplace_nothing(own: OwnList, tmp_path: Path) -> None:
    found = lived(tmp_path / "home", own)
    assert (found.faults, found.clean) == ([], [])
    assert found.pieces["shown"] + found.pieces["superseded"] >= found.pieces["placed"] == found.pieces["right"]
    assert found.pieces["right"] >= 4 * found.pieces["asked"]
