"""Packing: what programs add to a return when it is sent or saved, told by its name alone."""

from __future__ import annotations

import re

_ENDINGS = {
    ".css": "网页的样式表",
    ".vcf": "电子名片",
    ".ics": "会议或日程的邀请",
    ".p7s": "数字签名",
    ".asc": "数字签名",
    ".sig": "数字签名",
}
# What Office and WPS put into the folder beside a page they saved; the sheets and pictures there are content.
_PAGE_FOLDER = re.compile(r"(?:^|[/\\])(?P<page>[^/\\]+)[._]files[/\\][^/\\]+$", re.IGNORECASE)
_PAGE_FILES = re.compile(
    r"(?:filelist\.xml|tabstrip\.html?|plchdr\.html?|.*\.(?:thmx|mso|(?:[cm]?js|css|woff2?|ttf|eot|map|ico)(?:\.(?:下载|download))?)"
    r"|themedata\.xml|colorschememapping\.xml|(?:item|props)\d+\.xml)",
    re.IGNORECASE,
)


def packing(path: str) -> str:
    """What a file is when its name says that no unit means it as a return, or empty."""
    name = re.split(r"[/\\]", path)[-1]
    stem, dot, ending = name.rpartition(".")
    if stem and dot and (known := _ENDINGS.get(f".{ending.lower()}")):
        return known
    return "网页自带的文件" if _PAGE_FOLDER.search(path) and _PAGE_FILES.fullmatch(name) else ""


def page_of(path: str) -> str:
    """What the page is called beside which a file was saved, in the folder of its pictures and sheets; or empty."""
    found = _PAGE_FOLDER.search(path)
    return found["page"] if found else ""
