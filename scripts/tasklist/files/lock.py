"""One run at a time writes to an outbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tasklist.files import outbox
from tasklist.model.errors import UserError, cause

PATIENCE = 30.0  # seconds a run waits for another to finish


class BusyError(UserError):
    """Another run holds the outbox."""


@contextmanager
def alone(home: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the outbox for one run that writes. Raises BusyError when another one holds it for `patience` seconds."""
    folder = home / outbox.FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=patience)
        lock.acquire()
    except Timeout:
        raise BusyError("另一个汇总或发送正在运行，请等它做完再试。") from None
    except OSError as error:
        raise UserError(f"{folder} 写不进去（{cause(error)}），请检查文件夹权限和磁盘空间。") from error
    try:
        yield
    finally:
        lock.release()
