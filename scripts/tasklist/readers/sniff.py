"""What a file is, by its content; its ending is only what someone called it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from tasklist.model.finding import Advice
from tasklist.readers.formats import by_beginning
from tasklist.readers.limits import HALF_COPIED, OleFile, Refused, open_ole

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What `[Content_Types].xml` calls the main part of each format.
_CONTENT_TYPES = (
    (b"ms-excel.sheet.binary.macroenabled.main", "xlsb"),
    (b"ms-excel.sheet.macroenabled.main", "xlsm"),
    (b"ms-excel.template.macroenabled.main", "xlsm"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroenabled", "docx"),
    (b"ms-word.template.macroenabled", "docx"),
    (b"presentationml", "pptx"),
)
# Without that part, by the main part itself.
_MAIN_PARTS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("content.xml", "ods"),
    ("ofd.xml", "ofd"),
)
_OPEN_DOCUMENT = ((b"opendocument.spreadsheet", "ods"), (b"opendocument.text", "odt"))
_STREAMS = (
    ("EncryptedPackage", "password"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_HEADERS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:From |(?:Received|Return-Path|Delivered-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version"
    rb"|Content-Type|DKIM-Signature|X-[\w-]+|Reply-To|Sender):\s)",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(rb"^(?:From|Date|Subject|MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_STRANGE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Documents as one XML file: Word's of today (part after part) and of 2003, the national format UOF, OpenDocument.
_WORD_XML = (
    (b"schemas.microsoft.com/office/2006/xmlPackage", "flatdocx"),
    (b"schemas.microsoft.com/office/word/2003/wordml", "wordxml"),
    (b"vnd.uof.text", "wordxml"),
    (b'mimetype="application/vnd.oasis.opendocument.text"', "wordxml"),
)
_HEAD = 4_096
_BIFF_BEGINNINGS = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_FILE_PASS = 0x002F
_WORD_ENCRYPTED = 0x0100

# Excel itself tries this one first: files that are only protected against changes are encrypted with it.
_CLEAR = "在“文件—信息—保护工作簿—用密码进行加密”里清空密码后重报"
_BUILTIN_PASSWORD = "VelvetSweatshop"  # noqa: S105  published in [MS-OFFCRYPTO] 2.4.2.3


def sniff(data: bytes) -> str:
    """The format of a file: a name in `formats`, or `password`, `damaged` (an OLE file that falls apart), `empty`."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(OLE):
        return _compound(data)
    if data.startswith(_BIFF_BEGINNINGS):
        return "xls"
    return by_beginning(data) or _text(data[:_HEAD])


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
            if "[content_types].xml" in names:
                types = _read(archive, names["[content_types].xml"]).lower()
                typed = next((name for mark, name in _CONTENT_TYPES if mark in types), "")
                return typed or next((kind for part, kind in _MAIN_PARTS if part in names), "zip")
            if "mimetype" in names:
                return _open_document(archive, names)
            return next((kind for part, kind in _MAIN_PARTS if part in names), "zip")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return "zip"


def _open_document(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    kind = _read(archive, names["mimetype"])
    found = next((name for mark, name in _OPEN_DOCUMENT if mark in kind), "zip")
    manifest = names.get("meta-inf/manifest.xml")
    if found != "zip" and manifest and b"encryption-data" in _read(archive, manifest):
        return "password"
    return found


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(1 << 20)


def _compound(data: bytes) -> str:
    try:
        with open_ole(data) as ole:
            found = next((name for stream, name in _STREAMS if ole.exists(stream)), "unknown")
            if found == "xls" and _file_pass(ole):
                return "password"
            if found == "doc" and _word_encrypted(ole):
                return "password"
            return found
    except (Refused, OSError):
        return "damaged"


def _file_pass(ole: OleFile) -> bool:
    """Does the workbook begin with the record that says it is encrypted ([MS-XLS] 2.4.117)?"""
    start = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read(_HEAD)
    return any(kind == _FILE_PASS for kind in _record_kinds(start))


def _record_kinds(stream: bytes) -> Iterator[int]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind
        at += 4 + size


def _word_encrypted(ole: OleFile) -> bool:
    start = ole.openstream("WordDocument").read(12)
    return len(start) == 12 and bool(struct.unpack_from("<H", start, 10)[0] & _WORD_ENCRYPTED)


def _text(head: bytes) -> str:
    if head.startswith(_MARKS):
        return "csv"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and any(mark in head for mark, _ in _WORD_XML):
        return next(kind for mark, kind in _WORD_XML if mark in head)
    if _HEADERS.match(head) and len(_HEADER_LINE.findall(head)) > 1:
        return "eml"
    if _MARKUP.search(head):
        return "html"
    return "unknown" if _STRANGE.search(head) else "csv"


def unlock(data: bytes, passwords: tuple[str, ...]) -> bytes:
    """A file without its password, trying each of `passwords`. Raises Refused when none fits."""
    for password in (_BUILTIN_PASSWORD, *passwords):
        opened = _decrypted(data, password)
        if opened:
            return opened
    tried = f"，给出的 {len(passwords)} 个密码都打不开" if passwords else ""
    raise Refused(
        "password",
        f"文件有密码{tried}",
        Advice(f"请单位{_CLEAR}，或把密码列入配置所指的环境变量", _CLEAR),
    )


def _decrypted(data: bytes, password: str) -> bytes:
    if not data.startswith(OLE):
        return b""
    opened = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        locked.load_key(password=password)
        locked.decrypt(opened)
    except (InvalidKeyError, DecryptionError):
        return b""
    except (FileFormatError, ParseError, OSError, ValueError, KeyError, struct.error, AttributeError) as error:
        raise Refused(*HALF_COPIED) from error
    content = opened.getvalue()
    return content if sniff(content) not in ("unknown", "password", "damaged", "empty") else b""
