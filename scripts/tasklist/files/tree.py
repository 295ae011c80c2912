"""Every file below a folder, links not followed. A folder that cannot be listed is told, never passed over."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from tasklist.files import disk

_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)  # a link to a folder, as Windows has them


@dataclass(frozen=True, slots=True)
class Tree:
    """`files`: everything that is no folder, and links to folders; `closed`: the folders that could not be listed."""

    files: list[Path]
    closed: dict[Path, OSError]


def below(root: Path) -> Tree:
    """What lies below a folder, however deep, in the order of names."""
    tree, waiting = Tree([], {}), [root]
    while waiting:
        folder = waiting.pop()
        try:
            with disk.attempt(os.scandir, folder) as entries:
                for entry in entries:
                    inside = entry.is_dir(follow_symlinks=False) and not _is_junction(entry)
                    (waiting if inside else tree.files).append(Path(entry.path))
        except OSError as error:
            tree.closed[folder] = error
    tree.files.sort(key=lambda path: path.relative_to(root).as_posix())
    return tree


def _is_junction(entry: os.DirEntry[str]) -> bool:
    return _JUNCTION is not None and getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION
