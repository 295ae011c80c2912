"""The pictures in README: there, small, and made by the command that makes all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

import pictures
import readme

NAMES = {*pictures.WORKBOOKS, *pictures.SCREENS}


@pytest.mark.parametrize("document", readme.READMES, ids=lambda path: path.name)
def test_the_readme_shows_four_pictures_that_exist(document: Path) -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", document.read_text("utf-8"))
    assert sum(path.endswith(".png") for path in shown) == 4
    assert all((readme.ROOT / path).is_file() for path in shown)


def test_every_picture_is_one_the_command_makes_and_is_small() -> None:
    files = {path.stem: path for path in pictures.FOLDER.glob("*.png")}
    assert set(files) == NAMES
    for path in files.values():
        assert path.stat().st_size <= pictures.MOST
        with Image.open(path) as picture:
            assert picture.width <= pictures.WIDEST
