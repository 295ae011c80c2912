"""What the READMEs promise under crash, full disk and the rest is shown by tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import readme

ROOT = readme.ROOT
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
EMERGENCIES = 9  # crash, full disk, two at once, slow copy, hostile file and text, lost network and state, other people


def rows(path: Path) -> list[str]:
    """The rows of the table of promises."""
    text = path.read_text("utf-8")
    section = text[text.index("PROMISES") :]
    table = section[section.index("|---|---|---|---|\n") :].split("\n\n", 1)[0]
    return table.splitlines()[1:]


@pytest.mark.parametrize("path", readme.READMES, ids=lambda path: path.name)
def test_every_promise_says_what_is_not_promised_and_names_tests_that_exist(path: Path) -> None:
    assert len(rows(path)) == EMERGENCIES
    for row in rows(path):
        _, when, promised, not_promised, shown, _ = re.split(r"(?<!\\)\|", row)
        assert all(each.strip() for each in (when, promised, not_promised))
        named = _NAMED.findall(shown)
        assert named, row
        for file, name in named:
            tree = ast.parse((ROOT / file).read_text("utf-8"))
            assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_both_languages_promise_what_the_same_tests_show() -> None:
    english, chinese = ([_NAMED.findall(row) for row in rows(path)] for path in readme.READMES)
    assert english == chinese
