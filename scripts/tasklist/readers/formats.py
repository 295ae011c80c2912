"""Every format, declared once: how its files begin, who reads them, or why they are not read and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasklist.model.finding import Advice, by_unit
from tasklist.readers.limits import SAVE_AS


@dataclass(frozen=True, slots=True)
class Format:
    """One format. What does not `begin` with bytes of its own is told by what is inside (`sniff`).

    `reader`: module and function of this room, imported when the first such file comes: Word costs nobody who has none.
    Without one, or where that finds nothing, it is recognised and not read: the finding is of the kind `code`, `seen`
    says what it is, `advice` what to do. `lettered`: a text may begin with the same letters.
    """

    name: str
    reader: str = ""
    begins: tuple[bytes, ...] = ()
    seen: str = ""
    advice: Advice = SAVE_AS
    code: str = "unsupported"
    lettered: bool = False


_UNPACK = Advice("请解压后把里面的文件放进收件夹，或重新压缩成 .zip", "重新压缩成 .zip 后重报")
_ITSELF = "重新发送文件本身"
_FORM = by_unit("报送填好的表格文件（.xlsx）")
_SHOWN = Advice(f"拍下来的表，{_FORM.clerk}；佐证照片、录音录像，在 outbox/待办.xlsx 里选它是哪一项的", _FORM.unit)
_FILL_IN = by_unit("把内容填进任务清单表格（.xlsx）后重报")
SLIDES = Format("pptx", "slides:read_slides", seen="这是演示文稿，不是表格", advice=_FILL_IN)
_FORMATS = (
    Format("xlsx", "sheets.xlsx:read_xlsx"),
    Format("xlsm", "sheets.xlsx:read_xlsx"),
    Format("xlsb", "sheets.calamine:read_xlsb"),
    Format("xls", "sheets.xls:read_xls"),
    Format("ods", "sheets.ods:read_ods"),
    Format("xml", "sheets.flat_sheets:read_flat_sheets"),
    Format("sylk", "sheets.office_sheets:read_old_sheets"),
    Format("dif", "sheets.office_sheets:read_old_sheets"),
    Format("lotus", "sheets.office_sheets:read_old_sheets"),
    Format("dbf", "sheets.office_sheets:read_old_sheets"),
    Format("sxc", "sheets.office_sheets:read_old_sheets"),
    Format("csv", "text:read_text"),
    Format("html", "html:read_html"),
    Format("docx", "word.doc:read_word"),
    Format("flatdocx", "word.doc:read_flat"),
    Format("doc", "word.doc:read_by_office"),
    Format("rtf", "word.doc:read_by_office", begins=(b"{\\rtf",)),
    Format("odt", "word.doc:read_by_office"),
    Format("sxw", "word.doc:read_by_office"),
    Format("wordxml", "word.doc:read_by_office"),
    Format(
        "olddoc",  # WordPerfect, Word 1 and 2, Word for DOS, Write, Works for DOS
        "word.doc:read_by_office",
        begins=(
            *(b"\xffWPC", b"\x9b\xa5\x21\0", b"\xdb\xa5\x2d\0"),
            *(b"\x31\xbe\0\0\0\xab", b"\x32\xbe\0\0\0\xab", b"\x01\xfe\x01\0"),
        ),
    ),
    Format("zip", "archive:read_zip"),
    Format("eml", "mails.mail:read_mail"),
    Format("msg", "mails.outlook:read_msg"),
    Format("tnef", "mails.outlook:read_winmail", begins=(b"\x78\x9f\x3e\x22",)),
    Format("pdf", begins=(b"%PDF",), seen="这是 PDF 文件，表格内容读不出来"),
    Format(
        "picture",
        begins=(
            *(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"8BPS"),
            *(b"\x01\0\0\0\x6c\0\0\0", b"\xd7\xcd\xc6\x9a"),
        ),
        seen="这是一张图片，里面的文字读不出来",
        advice=_SHOWN,
    ),
    Format(
        "recording",
        begins=(b"ID3", b"OggS", b"fLaC", b"#!AMR"),
        seen="这是音频或视频文件，不是表格",
        advice=_SHOWN,
        lettered=True,
    ),
    Format("rar", begins=(b"Rar!\x1a\x07",), seen="这是 RAR 压缩包", advice=_UNPACK),
    Format("7z", begins=(b"7z\xbc\xaf\x27\x1c",), seen="这是 7z 压缩包", advice=_UNPACK),
    Format(
        "packed",
        begins=(b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"BZh", b"\x28\xb5\x2f\xfd", b"MSCF"),
        seen="这是压缩包（tar、gz、xz、bz2、cab 一类）",
        advice=_UNPACK,
        lettered=True,
    ),
    SLIDES,
    Format("ppt", seen="这是演示文稿，不是表格", advice=_FILL_IN),
    Format("ofd", seen="这是 OFD 版式文件，表格内容读不出来", advice=by_unit("报送转成 OFD 之前的 .xlsx 或 .docx")),
    Format(
        "iwork",
        seen="这是苹果 Numbers（或 Pages）文件",
        advice=by_unit("在苹果电脑或手机上用“文件—导出为”存成 Excel（.xlsx，Pages 存成 Word）后重报"),
    ),
    Format("drawing", begins=(b"AC10",), seen="这是图纸、流程图或思维导图，不是表格", advice=_FILL_IN, lettered=True),
    Format(
        "booklet",
        begins=(b"CAJ\0", b"HN\0\0", b"KDH ", b"ITSF\x03\0", b"AT&TFORM"),
        seen="这是电子书或论文（CAJ、EPUB 一类），表格内容读不出来",
        advice=_FILL_IN,
        lettered=True,
    ),
    Format(
        "onenote",
        begins=(b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", b"\xa1\x2f\xff\x43\xd9\xef\x76\x4c"),
        seen="这是 OneNote 笔记，不是表格",
        advice=_FILL_IN,
    ),
    Format(
        "outlook_data",
        begins=(b"!BDN",),
        seen="这是 Outlook 的整个邮箱（.pst、.ost），不是一封邮件",
        advice=Advice("请在 Outlook 里打开它，把要报的邮件另存为 .msg 放进收件夹", "把邮件里的附件直接重报"),
    ),
    Format(
        "database",
        begins=(b"\0\x01\0\0Standard Jet DB", b"\0\x01\0\0Standard ACE DB", b"SQLite format 3\0"),
        seen="这是数据库文件，不是表格",
        advice=_FORM,
    ),
    Format(
        "program",
        begins=(b"MZ", b"\x7fELF"),
        seen="这是程序文件，不是表格",
        advice=Advice(f"请不要打开它，并{_FORM.clerk}", _FORM.unit),
        lettered=True,
    ),
    Format(
        "shortcut",
        begins=(b"L\0\0\0\x01\x14\x02\0", b"XSym\n", b"!<symlink>", b"book\0\0\0\0mark", b"\0\0\0\0alis"),
        seen="发来的是快捷方式，只记着文件在对方电脑或网上的位置，文件本身没有来",
        advice=by_unit(_ITSELF),
        code="not_sent",
    ),
    Format(
        "link",
        seen="发来的是网盘或在线文档的链接，链接会过期，文件本身没有来",
        advice=Advice("请趁有效打开链接，把文件下载后放进收件夹", _ITSELF),
        code="not_sent",
    ),
    Format(
        "page",
        seen="下载下来的是一个网页或出错提示（要登录、已过期、没有权限一类），文件本身没有下载到",
        advice=Advice("请重新下载，能正常打开了再放进收件夹", _ITSELF),
        code="not_sent",
    ),
    Format(
        "volume",
        seen="这是分卷压缩包里的一卷，单独解不开",
        advice=Advice("请把各卷放在一起解压后，把里面的文件放进收件夹", "不分卷，重新压缩成 .zip 后重报"),
    ),
    Format(
        "placeholder",
        seen="这是网盘（如 iCloud）留在电脑里的占位文件，文件本身还在网盘上，没有来",
        advice=Advice(f"请先在网盘里把它下载下来，或请单位{_ITSELF}", _ITSELF),
        code="not_sent",
    ),
    Format(
        "rights",
        begins=(b".pfile",),  # any file under a label of Azure
        seen="文件受权限管理（IRM）或敏感度标签保护，只有被授权的账号能打开，不是文件坏了",
        advice=by_unit("在“文件—信息—保护”里改为不限制访问，或取消敏感度标签的加密后重报"),
        code="protected",
    ),
    Format(
        "enciphered",
        begins=(
            b"%TSD-Header-###%",  # 绿盾
            b"\x62\x14\x23\x65",  # 亿赛通
            *(b"<## NASCA DRM FILE", b"\x9b\x20DRMONE"),  # Fasoo
            b"SCDSA00",  # SoftCamp
        ),
        seen="文件被单位电脑上的文档加密（防泄密）软件加密，离开那台电脑就打不开，不是文件坏了",
        advice=by_unit("走解密或外发审批后重报"),
        code="protected",
    ),
    Format(
        "unknown",
        seen="认不出是什么格式的文件，单位自己能打开的，可能是被文档加密软件加密了",
        advice=by_unit("用表格软件打开，另存为 .xlsx 后重报，装了文档加密软件的先解密"),
    ),
)
FORMATS: Mapping[str, Format] = {each.name: each for each in _FORMATS}


def by_beginning(data: bytes) -> Format | None:
    """The format whose files begin like this one."""
    return next((each for each in _FORMATS if each.begins and data.startswith(each.begins)), None)
