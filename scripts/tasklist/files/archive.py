"""Where copies of what was received are kept."""

from __future__ import annotations

ARCHIVE = "outbox/archive"  # every version ever received, once, by its hash


def archived(path: str, sha256: str) -> str:
    """Where a version received at this path is kept, relative to the home, with the ending of its name then."""
    stem, dot, ending = path.rsplit("/", 1)[-1].rpartition(".")
    safe = stem and ending.isascii() and ending.isalnum()
    return f"{ARCHIVE}/{sha256[:2]}/{sha256}{dot + ending.lower() if safe else ''}"
