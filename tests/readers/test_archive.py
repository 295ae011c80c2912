"""Zip archives and mails: every file inside comes out, under the name its sender typed."""

from __future__ import annotations

import binascii
import io
import struct
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.readers import archive
from tasklist.readers.archive import read_eml, read_zip
from tasklist.readers.limits import Refused

NAME = "第一医院/进展情况.xlsx"


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def zipped_raw(raw: bytes, extra: bytes = b"") -> bytes:
    """A stored zip whose one member has these raw name bytes and no utf-8 flag, as old zippers write it."""
    placeholder = "x" * len(raw)
    info = zipfile.ZipInfo(placeholder)
    info.extra = extra
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, b"data")
    return out.getvalue().replace(placeholder.encode(), raw)


def test_members_come_in_stored_order_without_folders() -> None:
    data = zipped(("乙/", b""), ("乙/二.xlsx", b"2"), ("__MACOSX/._一", b"m"), ("一.csv", b"1"))
    book = read_zip(data, "a.zip")
    assert book.format == "zip"
    assert book.members == (("乙/二.xlsx", b"2"), ("__MACOSX/._一", b"m"), ("一.csv", b"1"))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_name_without_the_utf8_flag_is_read_as_the_sender_typed_it(encoding: str) -> None:
    assert read_zip(zipped_raw(NAME.encode(encoding)), "a.zip").members == ((NAME, b"data"),)


def test_the_unicode_path_field_beats_the_raw_name() -> None:
    raw = b"?????.xlsx"
    body = b"\x01" + struct.pack("<L", binascii.crc32(raw)) + NAME.encode()
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert read_zip(zipped_raw(raw, extra), "a.zip").members[0][0] == NAME


@pytest.mark.parametrize(
    ("stored", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/a.xlsx", "root/a.xlsx"),
        ("C:\\表\\..\\a.xlsx", "表/a.xlsx"),
        ("./a/./b.xlsx", "a/b.xlsx"),
        ("...", "..."),
        ("..", "未命名"),
    ],
)
def test_a_name_never_leads_out_of_the_folder(stored: str, safe: str) -> None:
    assert read_zip(zipped((stored, b"x")), "a.zip").members == ((safe, b"x"),)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_kept() -> None:
    data = zipped(("表.xlsx", b"1"), ("./表.xlsx", b"2"), ("表.xlsx", b"3"))
    assert [name for name, _ in read_zip(data, "a.zip").members] == ["表.xlsx", "表（2）.xlsx", "表（3）.xlsx"]


def test_an_encrypted_member_asks_for_the_password_to_be_lifted() -> None:
    data = bytearray(zipped(("a.xlsx", b"x" * 50)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused) as refused:
        read_zip(bytes(data), "a.zip")
    assert refused.value.refusal.code == "password"


def test_size_is_counted_while_inflating(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "UNZIPPED_BYTES", 1 << 20)
    data = zipped(("a.bin", b"\0" * (1 << 20)), ("b.bin", b"\0"))
    with pytest.raises(Refused) as refused:
        read_zip(data, "a.zip")
    assert refused.value.refusal.code == "too_large"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ZIP_MEMBERS", 3)
    with pytest.raises(Refused) as refused:
        read_zip(zipped(*((f"{n}", b"") for n in range(4))), "a.zip")
    assert refused.value.refusal.code == "too_large"


def test_an_unknown_compression_is_named_as_such() -> None:
    data = bytearray(zipped(("a.xlsx", b"x" * 50)))
    data[8] = 99
    data[data.index(b"PK\x01\x02") + 10] = 99
    with pytest.raises(Refused) as refused:
        read_zip(bytes(data), "a.zip")
    assert refused.value.refusal.code == "unsupported"


WHOLE = zipped(("a.xlsx", bytes(range(256)) * 20), ("b.csv", b"1,2\n" * 200))


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_damaged_zip_is_refused_or_gives_the_same_bytes(at: int, flip: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[at] ^= flip
    for data in (bytes(damaged), WHOLE[:at]):
        try:
            contents = [content for _, content in read_zip(data, "a.zip").members]
        except Refused:
            continue
        assert set(contents) <= {bytes(range(256)) * 20, b"1,2\n" * 200}


# --- mail ---------------------------------------------------------------------------------------


def mail(body: str = "请查收\n附件两份", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "第一医院 <Unit01@Example.org>"
    message["Subject"] = "6月进展"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_attachments_sender_and_body_are_read() -> None:
    message = mail()
    message.add_attachment(
        b"PK1", maintype="application", subtype="octet-stream", filename="进展情况表（第一医院）.xlsx"
    )
    message.add_attachment(b"pic", maintype="image", subtype="png", disposition="inline", cid="<1@x>")
    book = read_eml(message.as_bytes(), "a.eml")
    assert book.format == "eml"
    assert book.sender == "unit01@example.org"
    assert book.members == (("进展情况表（第一医院）.xlsx", b"PK1"), ("附件2.png", b"pic"))
    assert [(grid.sheet, grid.cells) for grid in book.grids] == [("邮件正文", {(1, 1): "请查收", (2, 1): "附件两份"})]


B2047 = "=?gb2312?B?{}?=".format(binascii.b2a_base64("进展情况.xlsx".encode("gbk"), newline=False).decode())


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=utf-8''%E8%BF%9B%E5%B1%95%E6%83%85%E5%86%B5.xlsx",
        "attachment; filename*0*=utf-8''%E8%BF%9B%E5%B1%95; filename*1*=%E6%83%85%E5%86%B5.xlsx",
        f'attachment; filename="{B2047}"',
        'attachment;\r\n filename="=?utf-8?B?6L+b5bGV?=\r\n =?utf-8?B?5oOF5Ya1Lnhsc3g=?="',
        'attachment; filename="进展情况.xlsx"'.encode("gbk"),
        'attachment; filename="进展情况.xlsx"'.encode(),
        "attachment; filename*=gb2312''%BD%F8%D5%B9%C7%E9%BF%F6.xlsx",
    ],
)
def test_every_way_of_writing_a_chinese_name_gives_that_name(disposition: str | bytes) -> None:
    header = disposition if isinstance(disposition, bytes) else disposition.encode()
    data = b"From: a@example.org\r\nContent-Type: application/octet-stream\r\nContent-Disposition: " + header
    data += b"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsx\r\n"
    assert read_eml(data, "a.eml").members == (("进展情况.xlsx", b"PK1"),)


def test_a_mail_inside_a_mail_is_a_member_named_after_its_subject() -> None:
    outer = mail("转发")
    outer.add_attachment(mail())
    ((name, inner),) = read_eml(outer.as_bytes(), "a.eml").members
    assert name == "6月进展.eml"
    assert read_eml(inner, name).grids[0].cells[1, 1] == "请查收"


def test_a_table_pasted_into_the_mail_is_a_grid() -> None:
    table = "<p>您好</p><table><tr><td>序号<td>任务<td>进展</tr><tr><td>1<td>培训<td>3月5日培训45人</tr></table>"
    book = read_eml(mail("您好\n序号\n任务", table).as_bytes(), "a.eml")
    assert [grid.sheet for grid in book.grids] == ["邮件正文表1", "邮件正文"]
    assert book.grids[0].cells[2, 3] == "3月5日培训45人"


def test_a_layout_table_of_the_mail_program_does_not_replace_the_plain_body() -> None:
    book = read_eml(mail("您好", "<table><tr><td>您好</td></tr></table>").as_bytes(), "a.eml")
    assert [(grid.sheet, grid.cells) for grid in book.grids] == [("邮件正文", {(1, 1): "您好"})]


def test_a_gbk_body_without_a_declared_charset_is_read() -> None:
    data = b"From: =?gbk?B?" + binascii.b2a_base64("一院".encode("gbk"), newline=False) + b"?= <u@example.org>\r\n\r\n"
    book = read_eml(data + "进展情况".encode("gbk"), "a.eml")
    assert (book.sender, book.grids[0].cells) == ("u@example.org", {(1, 1): "进展情况"})


def test_a_garbled_body_does_not_cost_the_attachments() -> None:
    data = (
        b"From: u@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n"
        + bytes(range(128, 256)) * 9
    )
    data += b"\r\n--x\r\nContent-Type: application/zip\r\n\r\nPK\r\n--x--\r\n"
    book = read_eml(data, "a.eml")
    assert book.members == (("附件1.zip", b"PK"),)
    assert "正文" in book.remarks[0]


def test_an_invitation_is_an_attachment_not_the_body() -> None:
    message = mail()
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", disposition="inline")
    assert [name for name, _ in read_eml(message.as_bytes(), "a.eml").members] == ["附件1.ics"]


def test_unsafe_and_double_attachment_names_are_mended() -> None:
    message = mail()
    for name in ("../../a.xlsx", "a.xlsx"):
        message.add_attachment(b"", maintype="application", subtype="x", filename=name)
    assert [name for name, _ in read_eml(message.as_bytes(), "a.eml").members] == ["a.xlsx", "a（2）.xlsx"]


def test_a_mail_nested_without_end_is_refused_or_read() -> None:
    data = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth) for depth in range(3000)
    )
    with pytest.raises(Refused) as refused:
        read_eml(data, "a.eml")
    assert refused.value.refusal.code == "unreadable"


@given(
    st.binary(max_size=200),
    st.sampled_from(["From: ", "Content-Type: multipart/mixed; boundary=", "Content-Disposition: "]),
)
def test_any_header_is_read_or_refused(data: bytes, header: str) -> None:
    try:
        assert read_eml(header.encode() + data, "a.eml").format == "eml"
    except Refused as refused:
        assert refused.refusal.code in ("unreadable", "half_copied", "too_large")
