"""What the program is made of: bounded ranges, one lock by hash that names no registry, licences listed."""

from __future__ import annotations

import re

import pytest

from readme import ROOT

WANTED = [line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LOCKED = dict(re.findall(r"^([\w.-]+)==([^ ]+)", LOCK, re.MULTILINE))


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize("line", WANTED, ids=lambda line: re.split("[>=]", line)[0])
def test_every_package_has_a_range_with_a_reason_and_the_lock_is_within_it(line: str) -> None:
    found = re.fullmatch(r"([\w-]+)>=([\d.]+),<([\d.]+) +# .+", line)
    assert found, line
    name, least, below = found.groups()
    assert numbers(least) <= numbers(LOCKED[name.lower()]) < numbers(below)


def test_every_locked_package_has_its_hashes_and_no_registry_is_named() -> None:
    pinned = re.split(r"\n(?=[\w.-]+==)", LOCK)[1:]
    assert len(pinned) >= len(WANTED)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", each) for each in pinned)
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted", LOCK)


def test_the_licence_of_every_package_is_listed() -> None:
    section = (ROOT / "README.md").read_text("utf-8").split("## Supply")[1]
    listed = set(re.findall(r"[\w-]+", section))
    assert {re.split("[>=]", line)[0] for line in WANTED} <= listed
