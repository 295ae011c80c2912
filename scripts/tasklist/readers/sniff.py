"""What a file is, by its content; its ending is only what someone called it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tasklist.model.finding import Advice
from tasklist.readers.decode import unmarked_utf16, words_with_signs
from tasklist.readers.formats import by_beginning
from tasklist.readers.limits import HALF_COPIED, ZERO_TAIL, OleFile, Refused, is_cut_short, open_ole
from tasklist.readers.mails.mail_headers import is_mail
from tasklist.readers.sheets.old_sheets import old_kind
from tasklist.readers.zips import begins, open_zip, part_names

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENCIPHERED = re.compile(rb"E-SafeNet|CHINASEC|This Document is encrypted and protected", re.IGNORECASE)
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
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
    (b"ms-visio", "drawing"),
)
# Without that part, by the main part itself.
_MAIN_PARTS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("content.xml", "ods"),
    ("ofd.xml", "ofd"),
    ("index/document.iwa", "iwork"),
    ("index.zip", "iwork"),
    ("index.apxl", "iwork"),
    ("buildversionhistory.plist", "iwork"),
    ("androidmanifest.xml", "program"),
)
_OPEN_DOCUMENT = (
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.text", "odt"),
    (b"vnd.sun.xml.calc", "sxc"),  # what came before it
    (b"vnd.sun.xml.writer", "sxw"),
    (b"opendocument.presentation", "pptx"),
    (b"opendocument.graphics", "drawing"),
    (b"epub+zip", "booklet"),
)
_MANIFEST = "meta-inf/manifest.xml"
_OPEN_PARTS = {"content.xml", _MANIFEST}  # of those, too, that some programs write without their type in front
_WHOLE_PACKAGE = re.compile(rb"<[^<>]*full-path=[\"']/[\"'][^<>]*>")
_MIND_MAP = {"content.json", "metadata.json"}
_STREAMS = (
    ("\x09DRMContent", "rights"),
    ("EncryptedPackage", "password"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("MN0", "olddoc"),  # Works 3 and 4
)
_WORKS = b"CHNKWKS"  # Works 5 and later
# Encrypted without a password: the key is with the server that knows who may read ([MS-OFFCRYPTO] 2.2).
_RIGHTS = "\x06DataSpaces/TransformInfo/DRMEncryptedTransform"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
# One XML file: Word's of today (part after part) and of 2003, the national format UOF, OpenDocument; tables.
_MARKUPS = (
    (b"schemas.microsoft.com/office/2006/xmlPackage", "flatdocx"),
    (b"schemas.microsoft.com/office/word/2003/wordml", "wordxml"),
    (b"vnd.uof.text", "wordxml"),
    (b'mimetype="application/vnd.oasis.opendocument.text"', "wordxml"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "xml"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "xml"),
    (b"schemas.uof.org", "xml"),
)
_ADDRESS = re.compile(rb"https?://[^\s<>\"']+", re.IGNORECASE)
_SHARED_AT = re.compile(
    rb"pan\.baidu\.com|kdocs\.cn|docs\.qq\.com|share\.weiyun\.com|(?:alipan|aliyundrive)\.com|pan\.quark\.cn|cloud\.189\.cn"
    rb"|lanzou|123pan\.|caiyun\.139\.com|mail\.qq\.com/cgi-bin/ftnExs|dashi\.163\.com|shimo\.im|feishu\.cn|1drv\.ms|sharepoint\.com",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(rb"<meta[^>]{1,400}http-equiv=.?refresh|<key>URL</key>|window\.location", re.IGNORECASE)
_SHORTCUT = re.compile(
    rb"(?:^|\n)\[(?:InternetShortcut|Desktop Entry)[\].]", re.IGNORECASE
)  # behind other sections, too
_KEPT_ONLINE = re.compile(rb'\s*\{[^{}]{0,2000}"doc_id"\s{0,9}:[^{}]{0,2000}\}\s*')  # what a Google sheet leaves
_BINARY_LIST = b"bplist00"
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BOMS = b"\xef\xbb\xbf\xff\xfe"  # whatever of them begins a file
_STRANGE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 4_096
_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")  # a workbook stream without OLE around it
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
    if found := "xls" if _BIFF.match(data) else _by_bytes(data) or ("eml" if is_mail(data) else ""):
        return found
    return _zipped(data) if begins(data) > 0 else _text(data[:_HEAD])


def _by_bytes(data: bytes) -> str:
    """What the first bytes of a file say it is, or empty."""
    known = by_beginning(data)
    if known and (not known.lettered or _STRANGE.search(data[:_HEAD])):
        return known.name
    if data[4:8] == b"ftyp":
        return "picture" if data[8:12] in _PICTURE_BRANDS else "recording"
    if data.startswith(b"RIFF"):
        return "picture" if data[8:12] == b"WEBP" else "recording"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "picture"
    if data[257:262] == b"ustar":
        return "packed"
    enciphered = _ENCIPHERED.search(data[:_HEAD]) and _STRANGE.search(data[:_HEAD])
    return "enciphered" if enciphered else _apples(data) or old_kind(data)


def _apples(data: bytes) -> str:
    """What a list of Apple's stands for: a file that stayed in the cloud, a place in the web; or empty."""
    if not data.startswith(_BINARY_LIST):
        return ""
    return "placeholder" if b"NSURL" in data else "link" if b"URL" in data else ""


def _zipped(data: bytes) -> str:
    try:
        with open_zip(data) as archive:
            names = {part: name for name, part in part_names(archive.namelist()).items()}
            if "[content_types].xml" in names:
                types = _read(archive, names["[content_types].xml"]).lower().replace(b"\0", b"")
                known = next((name for mark, name in _CONTENT_TYPES if mark in types), "")
                if known:
                    return known
            if "mimetype" in names or names.keys() >= _OPEN_PARTS:
                return _open_document(archive, names)
            other = "drawing" if names.keys() >= _MIND_MAP else "zip"
            return next((kind for part, kind in _MAIN_PARTS if part in names), other)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, struct.error, zlib.error):
        return "zip"


def _open_document(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    manifest = _read(archive, names[_MANIFEST]) if _MANIFEST in names else b""
    whole = _WHOLE_PACKAGE.search(manifest)
    kind = _read(archive, names["mimetype"]) if "mimetype" in names else whole[0] if whole else b""
    found = next((name for mark, name in _OPEN_DOCUMENT if mark in kind), "zip" if "mimetype" in names else "ods")
    if found != "zip" and b"encryption-data" in manifest and not _reads(archive, names):
        return "password"
    return found


def _reads(archive: zipfile.ZipFile, names: dict[str, str]) -> bool:
    """Can the content be read as it is? A library of macros may have a password of its own."""
    return "content.xml" in names and b"document-content" in _read(archive, names["content.xml"])[:_HEAD]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(1 << 20)


def _compound(data: bytes) -> str:
    try:
        with open_ole(data) as ole:
            found = next((name for stream, name in _STREAMS if ole.exists(stream)), "unknown")
            if found == "password" and (ole.exists(_RIGHTS) or not ole.exists("EncryptionInfo")):
                return "rights"
            if found == "xls" and _file_pass(ole):
                return "password"
            if found == "doc" and _word_encrypted(ole):
                return "password"
            if found == "unknown" and ole.exists("CONTENTS") and _WORKS in data:
                return "olddoc"
            cut = found == "unknown" and (is_cut_short(ole, data) or not data[-ZERO_TAIL:].strip(b"\0"))
            return "damaged" if cut else found
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
    if _SHORTCUT.search(head.lstrip(_BOMS).replace(b"\0", b"")):
        return "shortcut"
    if head.startswith(_MARKS):
        return "csv"
    if markup := _xml(head):
        return markup
    if _is_link(head):
        return "link"
    if _MARKUP.search(head):
        return "html"
    return "csv" if not _STRANGE.search(head) or unmarked_utf16(head) or words_with_signs(head) else "unknown"


def _xml(head: bytes) -> str:
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return ""
    drawing = "picture" if b"<svg" in head and not _MARKUP.search(head) else ""
    return next((kind for mark, kind in _MARKUPS if mark in head), drawing)


def _is_link(text: bytes) -> bool:
    """Is this an address and hardly anything else: a file in a net disk, a page that leads on, a table kept online?"""
    if _KEPT_ONLINE.fullmatch(text):
        return True
    if len(text) >= _HEAD or not _ADDRESS.search(text) or b"<table" in text.lower():
        return False
    return bool(_SHARED_AT.search(text) or _LEADS_ON.search(text)) or not _ADDRESS.sub(b"", text).strip()


def unlock(data: bytes, passwords: tuple[str, ...]) -> bytes:
    """A file without its password, trying each of `passwords`. Raises Refused when none fits, or it is cut short."""
    if data.startswith(OLE):
        with open_ole(data) as ole:
            if is_cut_short(ole, data):
                raise Refused(*HALF_COPIED)
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
    from xml.parsers.expat import ExpatError  # noqa: PLC0415  raised for a key in a scheme that is not written in XML

    import msoffcrypto  # noqa: PLC0415  few files have a password
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError  # noqa: PLC0415

    opened = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        locked.load_key(password=password)
        locked.decrypt(opened)
    except (InvalidKeyError, DecryptionError, FileFormatError, ExpatError, ValueError, AttributeError):
        return b""  # the password is wrong, or the file is encrypted in a way the library does not know
    except (ParseError, OSError, KeyError, struct.error) as error:
        raise Refused(*HALF_COPIED) from error
    content = opened.getvalue()
    return content if sniff(content) not in ("unknown", "password", "damaged", "empty") else b""
