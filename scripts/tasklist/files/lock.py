"""One run at a time writes to an outbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tasklist.agenda.runs import PATIENCE
from tasklist.files import outbox
from tasklist.model.errors import UserError, cause


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the outbox for one run that writes. Raises UserError when another one holds it for half a minute."""
    folder = home / outbox.FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=PATIENCE)
        lock.acquire()
    except Timeout:
        raise UserError("另一个汇总或发送正在运行，请等它做完再试。") from None
    except OSError as error:
        raise UserError(f"{folder} 写不进去（{cause(error)}），请检查文件夹权限和磁盘空间。") from error
    try:
        yield
    finally:
        lock.release()
