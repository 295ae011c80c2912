"""What came under a file's name and is not the file: a page to log in, a message of an error, one volume of many."""

from __future__ import annotations

import io
import json
import re
import zipfile

_PACKAGED = re.compile(r"\.(?:xls[xmb]|doc[xm]|zip|ods|odt)$", re.IGNORECASE)  # no program writes a page or a text so
_VOLUME = re.compile(r"\.(?:z\d\d|r\d\d|(?:zip|7z|rar)\.\d{3}|part\d{1,3}\.rar)$", re.IGNORECASE)
_LONG = 200_000  # bytes: an error is told in fewer
_WORDS = 400  # characters: a longer page says something of its own
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"type\s*=\s*[\"']?password|登录|登陆|过期|失效|已(?:被)?(?:删除|取消)|不存在|无权|没有(?:访问|下载)?权限|未授权|出错|错误"
    r"|\b(?:log ?in|sign ?in|expired?|denied|forbidden|unauthorized|not found|error|40[134])\b",
    re.IGNORECASE,
)
_MESSAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:error|html|response|result)\b", re.IGNORECASE)


def stands_instead(data: bytes, name: str) -> bool:
    """Is this, under the name of a workbook, document or archive, what a server answers that has no such file to give?

    A page with a table, or without any word of why there is nothing else, is read as what it is.
    """
    if not _PACKAGED.search(name) or len(data) > _LONG:
        return False
    text = next(filter(None, (_decoded(data, code) for code in ("utf-8-sig", "gb18030"))), "")
    if _is_json(text):
        return True
    page = bool(_MESSAGE.match(text)) or "<html" in text.lower()
    bare = page and not _TABLE.search(text) and bool(_INSTEAD.search(text))
    return bare and len(_visible(text)) <= _WORDS


def is_volume(data: bytes, name: str, kind: str) -> bool:
    """Is this one volume of an archive that was split, and no whole archive under such a name?"""
    if not _VOLUME.search(name) or kind not in ("zip", "rar", "7z", "unknown"):
        return False
    return kind != "zip" or not zipfile.is_zipfile(io.BytesIO(data))


def _visible(text: str) -> str:
    """The words of a page, without its programs and styles, and without blanks."""
    for tag in ("script", "style"):
        before, *others = re.split(rf"<{tag}\b", text, flags=re.IGNORECASE)
        text = before + "".join(re.split(f"</{tag}>", each, maxsplit=1, flags=re.IGNORECASE)[-1] for each in others)
    return "".join(re.sub(r"<[^<>]{0,4000}>", " ", text).split())


def _decoded(data: bytes, code: str) -> str:
    try:
        return data.decode(code)
    except UnicodeDecodeError:
        return ""


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
