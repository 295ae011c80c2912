"""A campaign as files: everything of a home folder that is worth keeping, copied, packed, verified and unpacked.

The state is taken through the database's own backup, so that it is whole whatever else is going on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from tasklist.files import cache, disk, outbox
from tasklist.files.tree import Tree, below
from tasklist.model.arrival import MAILS
from tasklist.model.errors import UserError, cause
from tasklist.text.display import visible

KEPT = ("config.yaml", "templates", "inbox", "outbox")
MANIFEST = "tasklist-backup.json"
_BY_BYTES = "names-by-bytes"  # where an archive keeps files whose names a zip cannot hold as they are
_STATE = PurePosixPath(outbox.STATE)
_PRIVATE = (outbox.STATE, "outbox/archive", "outbox/mail", "outbox/log", MAILS)
_LEFT_OUT = ("outbox/demo/", "outbox/.", f"{outbox.STATE}-", cache.CACHE)  # made anew, or of a run that is going on
_CHUNK = 1 << 20
# What a zip with flipped bytes can raise, from its directory down to the packed data.
_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError, RuntimeError, struct.error)


def kept(home: Path) -> Iterator[PurePosixPath]:
    """The files of a campaign, relative to its home, in a fixed order; no links, no lock files. Raises UserError."""
    for top in KEPT:
        root = home / top
        for path in [root] if root.is_file() else _files(root):
            name = PurePosixPath(path.relative_to(home).as_posix())
            if not (path.is_symlink() or path.name.startswith("~$") or str(name).startswith(_LEFT_OUT)):
                yield name


def _files(root: Path) -> list[Path]:
    """The files below a folder, if it is there. Raises UserError for a folder that cannot be listed."""
    tree = below(root) if root.is_dir() else Tree([], {})
    for folder, error in tree.closed.items():
        raise UserError(f"{folder} 打不开（{cause(error)}），没有备份：请检查权限后再运行。") from error
    return [path for path in tree.files if path.is_file()]


@contextlib.contextmanager
def _source(home: Path, name: PurePosixPath) -> Iterator[Path]:
    """The file to be read for `name`: the state as one whole copy of it, everything else as it stands."""
    if name != _STATE:
        yield home / name
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "state.sqlite3"
        with (
            contextlib.closing(sqlite3.connect(f"file:{(home / name).as_posix()}?mode=ro", uri=True)) as live,
            contextlib.closing(sqlite3.connect(copy)) as whole,
        ):
            live.backup(whole)
        yield copy


def copied(home: Path, folder: Path) -> int:
    """Copy a campaign into an empty folder, each file compared after; how many. Raises UserError, OSError."""
    number = 0
    for name in kept(home):
        target = _place(folder, name)
        with _source(home, name) as source:
            shutil.copy2(source, target)
            if _digest(source) != _digest(target):
                raise UserError(f"{name} 搬过去之后对不上，请检查磁盘后把 {folder} 删掉重来。")
        number += 1
    _own(folder)
    return number


def packed(home: Path, target: Path) -> int:
    """Write one archive of the campaign, with the digest of every file in it; how many files. Raises OSError."""
    beside = target.with_name(f"~${target.name}.tmp")
    digests: dict[str, str] = {}
    disk.folder(target.parent)
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            for name in kept(home):
                with _source(home, name) as source:
                    archive.write(source, _stored(str(name)))
                    digests[str(name)] = _digest(source)
            archive.writestr(MANIFEST, json.dumps({"files": digests}, indent=1))
        disk.own(beside)
        _verified(beside)
        disk.rename(beside, target)
    finally:
        disk.remove(beside)
    return len(digests)


def unpacked(source: Path, folder: Path) -> int:
    """Restore an archive into an empty folder, every file verified before one is written; how many files.

    Raises UserError for a file that is no backup, is damaged, or holds anything its list does not name.
    """
    digests = _verified(source)
    with zipfile.ZipFile(source) as archive:
        for name in digests:
            target = _place(folder, PurePosixPath(name))
            with archive.open(_stored(name)) as packed_file, target.open("wb") as out:
                shutil.copyfileobj(packed_file, out, _CHUNK)
            if _digest(target) != digests[name]:
                raise UserError(f"{name} 写出来之后对不上，请检查磁盘后把 {folder} 删掉重来。")
    _own(folder)
    return len(digests)


def _place(folder: Path, name: PurePosixPath) -> Path:
    """Where a file goes, its folder made; what only its owner may read is so from the start."""
    target = folder / name
    disk.folder(target.parent)
    if str(name).startswith(_PRIVATE):
        if name != _STATE:
            disk.own(target.parent)
        disk.own_from_the_start(target)
    return target


def _own(folder: Path) -> None:
    """What only its owner may read stays so, whatever it was where it came from."""
    for private in _PRIVATE:
        for path in (folder / private, *(folder / private).rglob("*")):
            if path.exists():
                disk.own(path)


def checked(source: Path) -> int:
    """How many files an archive holds, each verified. Raises UserError."""
    return len(_verified(source))


def _verified(source: Path) -> dict[str, str]:
    """The files an archive names, each there and unchanged. Raises UserError."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = [each.filename for each in archive.infolist() if each.filename != MANIFEST]
            digests = dict(json.loads(archive.read(MANIFEST))["files"])
            bad = [name for name in digests if not _safe(name)] or sorted(set(names) ^ set(map(_stored, digests)))
            bad = bad or [name for name in digests if _digest_in(archive, _stored(name)) != digests[name]]
    except _DAMAGED as error:
        raise UserError(f"{source} 不是完整的备份文件，请换一份备份。") from error
    if bad:
        raise UserError(f"{source} 里的 {visible(bad[0])} 与备份时的记录对不上，这份备份不能用，请换一份。")
    return digests


def _safe(name: str) -> bool:
    """May an archive put a file there: under one of the four names of a campaign, never above or outside it."""
    parts = PurePosixPath(name).parts
    elsewhere = os.name == "nt" and ("\\" in name or ":" in name)  # there they lead to other folders and drives
    return bool(parts) and parts[0] in KEPT and ".." not in parts and not elsewhere


def _stored(name: str) -> str:
    """What a file is called in the archive: its name, or the bytes of one that is no text, or no name everywhere."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return f"{_BY_BYTES}/{quote(os.fsencode(name))}"
    return f"{_BY_BYTES}/{quote(name)}" if "\\" in name or ":" in name else name


def _digest_in(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while block := file.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
