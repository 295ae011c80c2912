"""What cannot be read is called what it is, with a cure that works; 损坏 and 认不出 are said only when that is so."""

# ruff: noqa: E501  one file a line

from __future__ import annotations

import io
import zipfile

import pytest

from tasklist.model.book import Refusal
from tasklist.model.finding_kinds import KINDS
from tasklist.readers.registry import read

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def compound(*names: str) -> bytes:
    """An OLE file with empty streams of these names, each inside the storages its path tells."""
    entries: list[tuple[str, int, list[str]]] = [("Root Entry", 5, [])]
    paths = [""]
    for name in names:
        parts = name.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            if path not in paths:
                paths.append(path)
                entries.append((parts[depth - 1], 2 if depth == len(parts) else 1, []))
    content = b""
    for place, (name, kind, _) in enumerate(entries):
        inside = [at for at, path in enumerate(paths) if path and path.rpartition("/")[0] == paths[place]]
        inside = inside if kind != 2 else []
        siblings = [
            at for at, path in enumerate(paths) if path and path.rpartition("/")[0] == paths[place].rpartition("/")[0]
        ]
        later = [at for at in siblings if at > place] if place else []
        right = later[0] if later else FREE
        text = name.encode("utf-16-le")
        content += text.ljust(64, b"\0") + (len(text) + 2).to_bytes(2, "little") + bytes((kind, 1))
        content += b"".join(each.to_bytes(4, "little") for each in (FREE, right, inside[0] if inside else FREE))
        content += bytes(36) + END.to_bytes(4, "little") + bytes(8)
    sectors = -(-len(content) // 512)
    content = content.ljust(sectors * 512, b"\0")
    chain = [*range(1, sectors), END, 0xFFFFFFFD]
    table = b"".join(each.to_bytes(4, "little") for each in chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(6)
    head += b"".join(each.to_bytes(4, "little") for each in (0, 1, 0, 0, 0x1000, END, 0, END, 0, sectors))
    return head.ljust(512, b"\xff") + content + table


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return data.getvalue()


def typed(kind: str) -> bytes:
    return _with("[Content_Types].xml", f'<Types><Override PartName="/a.xml" ContentType="{kind}"/></Types>')


def of_kind(kind: str) -> bytes:
    return _with("mimetype", kind)


def _with(name: str, text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr(name, text)
    return data.getvalue()


FILES = {
    "rights management, modern": (compound("EncryptedPackage", "\x06DataSpaces/TransformInfo/DRMEncryptedTransform/\x06Primary"), "protected", "权限管理"),
    "rights management, without a password's data": (compound("EncryptedPackage", "\x06DataSpaces"), "protected", "敏感度标签"),
    "rights management, old": (compound("\x09DRMContent", "Workbook"), "protected", "权限管理"),
    "rights management, an old document": (compound("\x09DRMContent", "WordDocument", "1Table"), "protected", "权限管理"),
    "绿盾": (b"%TSD-Header-###%" + bytes(200), "protected", "防泄密"),
    "亿赛通": (b"\x62\x14\x23\x65" + bytes(range(200)), "protected", "防泄密"),
    "亿赛通, named further on": (b"\x01\x02\x03" + b"E-SafeNet   LOCK" + bytes(100), "protected", "解密"),
    "Fasoo": (b"<## NASCA DRM FILE - VER1.00 ##>" + bytes(64), "protected", "防泄密"),
    "Numbers": (packed("Index/Document.iwa", "Metadata/Properties.plist"), "unsupported", "Numbers"),
    "Numbers, folded": (packed("Index.zip", "preview.jpg"), "unsupported", "导出为"),
    "CAD": (b"AC1027\0\0\0\0\0\x01" + bytes(range(200)), "unsupported", "图纸"),
    "Visio": (typed("application/vnd.ms-visio.drawing.main+xml"), "unsupported", "流程图"),
    "XMind": (packed("content.json", "metadata.json", "manifest.json"), "unsupported", "思维导图"),
    "a drawing": (of_kind("application/vnd.oasis.opendocument.graphics"), "unsupported", "图纸"),
    "slides": (of_kind("application/vnd.oasis.opendocument.presentation"), "unsupported", "演示文稿"),
    "EPUB": (of_kind("application/epub+zip"), "unsupported", "电子书"),
    "CAJ": (b"CAJ\0" + bytes(range(200)), "unsupported", "论文"),
    "HN, what CAJ is called inside": (b"HN\0\0" + bytes(range(200)), "unsupported", "论文"),
    "OneNote": (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" + bytes(range(200)), "unsupported", "OneNote"),
    "pst": (b"!BDN" + bytes(range(200)), "unsupported", "Outlook"),
    "apk": (packed("AndroidManifest.xml", "classes.dex"), "unsupported", "程序"),
    "iCloud": (b"bplist00\xd3" + b"_\x10\x14NSURLFileResourceType" + bytes(20), "not_sent", "占位文件"),
    "webloc, binary": (b"bplist00\xd1\x01\x02SURL_\x10\x1chttps://example.org/s/123" + bytes(20), "not_sent", "链接"),
    "gsheet": (b'{"url":"https://docs.google.com/open?id=1a","doc_id":"1a","email":"a@example.org"}', "not_sent", "在线文档"),
    "gsheet of today": (b'{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1a","resource_key":""}', "not_sent", "在线文档"),
    "tar": (b"a.xlsx".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), "unsupported", "压缩包"),
    "xz": (b"\xfd7zXZ\0" + bytes(64), "unsupported", "压缩包"),
    "gz": (b"\x1f\x8b\x08" + bytes(64), "unsupported", "压缩包"),
    "bz2": (b"BZh9" + bytes(64), "unsupported", "压缩包"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(64), "unsupported", "图片"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(64), "unsupported", "图片"),
    "bmp": (b"BM\x36\x10\0\0\0\0\0\0\x36\0" + bytes(64), "unsupported", "图片"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "unsupported", "图片"),
    "mp4": (b"\0\0\0\x18ftypisom" + bytes(64), "unsupported", "视频"),
    "voice of WeChat": (b"#!AMR\n" + bytes(64), "unsupported", "音频"),
    "access": (b"\0\x01\0\0Standard ACE DB\0" + bytes(64), "unsupported", "数据库"),
    "program": (b"MZ\x90\0" + bytes(100), "unsupported", "程序"),
    "ofd": (packed("OFD.xml"), "unsupported", "OFD"),
    "fods": (b'<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">', "unreadable", "XML"),
    "shortcut of Windows": (b"L\0\0\0\x01\x14\x02\0" + bytes(200), "not_sent", "快捷方式"),
    "shortcut to a page": (b"[InternetShortcut]\r\nURL=https://docs.example.com/sheet/x\r\n", "not_sent", "快捷方式"),
    "shortcut to a page, behind another section": (b"[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nIDList=\r\nURL=https://x.cn/a\r\n", "not_sent", "快捷方式"),
    "shortcut to a page, with a mark": (b"\xef\xbb\xbf[InternetShortcut]\r\nURL=https://x.cn/a\r\n", "not_sent", "快捷方式"),
    "shortcut to a page, in UTF-16": ("[InternetShortcut]\r\nURL=file:///C:/表.xlsx\r\n".encode("utf-16"), "not_sent", "快捷方式"),
    "shortcut of Linux that runs": (b"#!/usr/bin/env xdg-open\n[Desktop Entry]\nType=Link\nURL=file:///x\n", "not_sent", "快捷方式"),
    "alias of macOS": (b"book\0\0\0\0mark\0\0\0\0" + bytes(400), "not_sent", "快捷方式"),
    "link of a Mac's share": (b"XSym\n0012\n0f1d\n/home/a/x.xlsx\n", "not_sent", "快捷方式"),
    "a label of Azure around any file": (b".pfile\x01\0" + bytes(range(256)), "protected", "敏感度标签"),
    "shortcut of Linux": (b"[Desktop Entry]\nType=Link\nURL=https://example.com/a.xlsx\n", "not_sent", "快捷方式"),
    "shortcut of macOS": (b'<?xml version="1.0"?><plist><dict><key>URL</key><string>https://a.example.com/x</string></dict></plist>', "not_sent", "链接"),
    "net disk": ("链接: https://pan.baidu.com/s/1abcDEF 提取码: ab12\n复制这段内容后打开百度网盘手机App".encode(), "not_sent", "过期"),
    "table kept online": ("【腾讯文档】6月任务清单 https://docs.qq.com/sheet/DABC".encode("gbk"), "not_sent", "下载"),
    "page that leads on": (b'<html><head><meta http-equiv="refresh" content="0;url=https://example.com/f"></head></html>', "not_sent", "链接"),
    "noise": (bytes((place * 197 + 31) % 251 for place in range(4096)), "unsupported", "认不出"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_called_what_it_is(name: str) -> None:
    data, code, words = FILES[name]
    refusal = read(data, "回收表.xlsx")
    assert isinstance(refusal, Refusal)
    assert (refusal.code, words in refusal.reason) == (code, True), refusal
    assert code in KINDS
    assert "损坏" not in refusal.reason
    assert name == "noise" or "认不出" not in refusal.reason


@pytest.mark.parametrize(
    "text",
    ["BM,单位\r\n1,旗医院\r\n", "序号,进展\r\n1,详见 https://example.com/a 已发布信息3条\r\n", "\t序号\t进展\r\n\t1\t开会\r\n", "MZ医院,1\r\n"],
)  # fmt: skip
def test_a_table_in_text_is_not_taken_for_another_thing(text: str) -> None:
    assert not isinstance(read(text.encode(), "表.csv"), Refusal)
