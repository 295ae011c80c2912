"""Mistakes a person can mend. Everything else is a bug and may be a traceback."""

from __future__ import annotations

import errno


class UserError(Exception):
    """One plain Chinese sentence that says what was seen, where, and what to change (exit code 2)."""


_CAUSES = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "那里已经有同名的文件",
    errno.EBUSY: "正被别的程序占用",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EAGAIN: "系统一时忙不过来",
}


_PHRASES = {
    "full": "磁盘已满",
    "readonly": "磁盘或文件是只读的",
    "locked": "正被别的程序占用",
    "unable to open": "打不开",
    "disk I/O": "磁盘读写出错",
}


def cause(error: Exception) -> str:
    """Why the system, or the state file, refused, in a few Chinese words."""
    if not isinstance(error, OSError):
        return next((words for phrase, words in _PHRASES.items() if phrase in str(error)), str(error))
    if getattr(error, "winerror", None) in (32, 33):
        return "正被别的程序打开"
    return _CAUSES.get(error.errno or 0) or error.strerror or type(error).__name__
