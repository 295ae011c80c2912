"""A home folder as `new` makes it: what its config.yaml and roster are before anybody has filled them in."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from tasklist.config.notice.as_config import as_config
from tasklist.config.notice.facts import NoticeFacts
from tasklist.config.yaml_file import FILE, LIST

ROSTER = "templates/单位名册.xlsx"
FOLDERS = ("templates", "inbox", "outbox")
SHIPPED = "a1c7c93a5a6b7ef33dff180a628f6b48978250641bec2c14a5e7f11d48a88dcd"  # the digest of the sample
MADE = date(2000, 1, 1)  # the stamp of a roster nobody has filled in: no day of the campaign is known yet


def blank_config() -> bytes:
    """The config.yaml of a new home: every key that must be written is empty, and says so."""
    return as_config(NoticeFacts(), LIST).encode()


def sample(home: Path) -> bool:
    """Does `home` hold the sample campaign just as it comes with the program: settings, list and roster?"""
    papers = (home / FILE, home / LIST, home / ROSTER)
    if not all(path.is_file() for path in papers):
        return False
    settings, *books = (path.read_bytes() for path in papers)
    return hashlib.sha256(b"".join((settings.replace(b"\r\n", b"\n"), *books))).hexdigest() == SHIPPED


def untouched(home: Path) -> bool:
    """Is the config.yaml of `home` still the one that `new` wrote?"""
    path = home / FILE
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == blank_config()
