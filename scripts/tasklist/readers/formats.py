"""Every format, declared once: how its files begin, who reads them, or why they are not read and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasklist.model.finding import Advice
from tasklist.readers.limits import SAVE_AS


@dataclass(frozen=True, slots=True)
class Format:
    """One format. What does not `begin` with bytes of its own is told by what is inside (`sniff`).

    `reader`: module and function of this room, imported when the first such file comes: Word costs nobody who has none.
    Without one it is recognised and not read: `seen` says what it is, `advice` what to do.
    """

    name: str
    reader: str = ""
    begins: tuple[bytes, ...] = ()
    seen: str = ""
    advice: Advice = SAVE_AS


_UNPACK = Advice("请解压后把里面的文件放进收件夹，或重新压缩成 .zip", "重新压缩成 .zip 后重报")
_FORMATS = (
    Format("xlsx", "xlsx:read_xlsx"),
    Format("xlsm", "xlsx:read_xlsx"),
    Format("xlsb", "xlsb:read_xlsb"),
    Format("xls", "xls:read_xls"),
    Format("ods", "ods:read_ods"),
    Format("csv", "text:read_text"),
    Format("html", "text:read_html"),
    Format("docx", "doc:read_word"),
    Format("flatdocx", "doc:read_flat"),
    Format("doc", "doc:read_by_office"),
    Format("rtf", "doc:read_by_office", begins=(b"{\\rtf",)),
    Format("odt", "doc:read_by_office"),
    Format("wordxml", "doc:read_by_office"),
    Format("zip", "archive:read_zip"),
    Format("eml", "archive:read_eml"),
    Format("pdf", begins=(b"%PDF",), seen="这是 PDF 文件，表格内容读不出来"),
    Format(
        "picture",
        begins=(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"),
        seen="这是一张图片，里面的文字读不出来",
    ),
    Format("rar", begins=(b"Rar!\x1a\x07",), seen="这是 RAR 压缩包", advice=_UNPACK),
    Format("7z", begins=(b"7z\xbc\xaf\x27\x1c",), seen="这是 7z 压缩包", advice=_UNPACK),
    Format("gz", begins=(b"\x1f\x8b\x08",), seen="这是 gz 压缩包", advice=_UNPACK),
    Format("pptx", seen="这是演示文稿，不是表格"),
    Format("ppt", seen="这是演示文稿，不是表格"),
    Format("ofd", seen="这是 OFD 版式文件，表格内容读不出来"),
    Format("msg", seen="这是 Outlook 邮件", advice=Advice("请把其中的附件另存后放进收件夹", "把其中的附件另存后重报")),
    Format("xml", seen="这是 XML 格式的表格"),
    Format("unknown", seen="认不出是什么格式的文件"),
)
FORMATS: Mapping[str, Format] = {each.name: each for each in _FORMATS}


def by_beginning(data: bytes) -> str:
    """The format whose files begin like this one, or empty."""
    return next((each.name for each in _FORMATS if each.begins and data.startswith(each.begins)), "")
