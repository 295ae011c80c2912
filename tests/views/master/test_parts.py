"""The master part by part against a stored reference: `python tests/test_master_parts.py` writes it anew.

A difference here is a change of what a spreadsheet program is given: look at it in LibreOffice before storing it.
"""

from __future__ import annotations

import io
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
REFERENCE = HERE / "examples" / "master-parts"
if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent / "scripts")]

import worlds  # noqa: E402
from tasklist.ledger.summary import Summary  # noqa: E402
from tasklist.views.master.workbook import render  # noqa: E402

# Parts that are the library's own and say nothing of the ledger.
IGNORED = {
    "docProps/app.xml": "names the program the library pretends to be",
    "xl/theme/theme1.xml": "the library's stock colours and fonts",
}


@cache
def parts() -> dict[str, str]:
    """Every part of a small master as text, one element a line."""
    made = Summary(worlds.world(4, 2, 90), (worlds.world(4, 2, 90, seed=2, month=5),))
    archive = zipfile.ZipFile(io.BytesIO(render(made)))
    read = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name not in IGNORED}
    return {name: text.replace("><", ">\n<").rstrip("\n") + "\n" for name, text in read.items()}


def stored() -> dict[str, str]:
    """The reference, by part name."""
    files = sorted(path for path in REFERENCE.rglob("*") if path.is_file() and path.name != "README.md")
    return {path.relative_to(REFERENCE).as_posix(): path.read_text("utf-8") for path in files}


def test_the_master_has_the_parts_of_the_reference() -> None:
    assert sorted(parts()) == sorted(stored())


@pytest.mark.parametrize("name", sorted(stored()))
def test_a_part_is_as_it_was_stored(name: str) -> None:
    assert parts()[name].splitlines() == stored()[name].splitlines()


def main() -> None:
    """Write the reference anew."""
    for name, text in parts().items():
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
