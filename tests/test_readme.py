"""The README and the program agree: every verb, every flag, every printed line."""

from __future__ import annotations

import importlib
import io
import re
from contextlib import redirect_stdout, suppress
from pathlib import Path

import pytest

import readme
from launching import RUN, load

VERBS = tuple(load(RUN).VERBS)
DOCUMENTS = [path.read_text("utf-8") for path in readme.READMES]


def options(verb: str) -> set[str]:
    """The long options a verb's own --help lists."""
    out = io.StringIO()
    with redirect_stdout(out), suppress(SystemExit):
        importlib.import_module(verb).main(["--help"])
    return set(re.findall(r"--[a-z][a-z-]+", out.getvalue()))


@pytest.mark.parametrize("document", readme.READMES, ids=lambda path: path.name)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_table_of_verbs(verb: str, document: Path) -> None:
    assert re.search(rf"^\| `{verb}\b", document.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("test", "on_schedule")])
def test_every_option_is_documented_in_both_languages(verb: str) -> None:
    for document in DOCUMENTS:
        assert {option for option in options(verb) if f"`{option}" not in document} == set()


def test_every_documented_option_exists() -> None:
    known = set().union(*(options(verb) for verb in VERBS if verb not in ("test", "on_schedule")))
    for document in DOCUMENTS:
        assert set(re.findall(r"`(--[a-z][a-z-]+)", document)) <= known


@pytest.mark.parametrize("verb", VERBS)
def test_the_launcher_describes_every_verb_in_one_line(verb: str) -> None:
    line = load(RUN).VERBS[verb]
    assert line and "\n" not in line


def test_what_the_readmes_print_is_what_the_demo_prints() -> None:
    output = readme.demo_output()
    assert [readme.printed(path) for path in readme.READMES] == [output, output]
