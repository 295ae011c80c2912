"""What came instead of a file is told for what it is; what can be read is read, whatever it is called."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from tasklist.model.book import Book, Refusal
from tasklist.readers import registry

LOGIN = "<html><head><title>登录</title></head><body><form><input type='password'></form>请先登录</body></html>"
EXPIRED = "<!DOCTYPE html><html><body><h1>链接已过期</h1></body></html>"
DENIED = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'
LETTER = "<html><body><p>任务3：6月8日组织专题学习1次，参加40人。</p></body></html>"
TABLE = "<html><body><table><tr><td>序号</td><td>错误</td></tr></table></body></html>"


def whole() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("说明.txt", "6月")
    return made.getvalue()


@pytest.mark.parametrize("text", [LOGIN, EXPIRED, DENIED, json.dumps({"code": 403, "message": "expired"})])
@pytest.mark.parametrize("name", ["6月清单.xlsx", "6月清单.docx", "各单位.zip"])
@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_what_a_server_answered_is_no_workbook_and_no_damaged_one(text: str, name: str, code: str) -> None:
    refused = registry.read(text.encode(code), name)
    assert isinstance(refused, Refusal)
    assert refused.code == "not_sent"
    assert "没有下载到" in refused.seen


LONG = f"<html><body>{'<p>6月8日组织学习1次，整改错误3处，参加40人。</p>' * 40}</body></html>"
SCRIPTED = LOGIN.replace("<body>", f"<body><script>{'var a = 1;' * 200}</script>")


def test_the_programs_of_a_page_are_none_of_its_words() -> None:
    assert isinstance(registry.read(SCRIPTED.encode(), "6月.xlsx"), Refusal)


@pytest.mark.parametrize("text", [LETTER, TABLE, LONG])
@pytest.mark.parametrize("name", ["6月清单.xlsx", "6月清单.docx"])
def test_a_page_that_says_something_is_read_whatever_it_is_called(text: str, name: str) -> None:
    assert isinstance(registry.read(text.encode(), name), Book)


@pytest.mark.parametrize("name", ["6月.html", "6月.xls", "6月.doc", "6月.txt"])
def test_a_page_under_a_name_programs_write_pages_under_is_read(name: str) -> None:
    assert isinstance(registry.read(EXPIRED.encode(), name), Book)


@pytest.mark.parametrize("name", ["6月.zip.001", "6月.z01", "6月.Z02"])
def test_one_volume_of_an_archive_is_not_called_damaged(name: str) -> None:
    refused = registry.read(whole()[:40], name)
    assert isinstance(refused, Refusal)
    assert "分卷" in refused.seen


@pytest.mark.parametrize(
    ("name", "data"), [("6月.part1.rar", b"Rar!\x1a\x07\x01\0"), ("6月.7z.001", b"7z\xbc\xaf\x27\x1c")]
)
def test_one_volume_of_an_archive_nobody_reads_here_is_told_too(name: str, data: bytes) -> None:
    refused = registry.read(data + bytes(range(256)), name)
    assert isinstance(refused, Refusal)
    assert "分卷" in refused.seen


def test_a_whole_archive_is_opened_whatever_it_is_called() -> None:
    assert isinstance(registry.read(whole(), "6月.zip.001"), Book)
