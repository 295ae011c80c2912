"""Mails of every make: body and enclosures come out whole, under the names their senders gave."""

from __future__ import annotations

import binascii
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.model.book import Book
from tasklist.readers import registry
from tasklist.readers.limits import Refused
from tasklist.readers.mails.mail import read_mail
from tasklist.readers.sniff import sniff

TABLE = "<table><tr><td>序号<td>任务<td>进展</tr><tr><td>1<td>培训<td>3月5日培训45人</tr></table>"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def mail(body: str = "请查收\n附件两份", html: str = "", subject: str = "6月进展") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "第一医院 <Unit01@Example.org>"
    message["Subject"] = subject
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def body(book: Book) -> list[str]:
    return [text for grid in book.grids if grid.sheet == "邮件正文" for text in grid.cells.values()]


def test_attachments_sender_subject_and_body_are_read() -> None:
    message = mail()
    message.add_attachment(
        b"PK1", maintype="application", subtype="octet-stream", filename="进展情况表（第一医院）.xlsx"
    )
    message.add_attachment(b"pic", maintype="image", subtype="png", disposition="inline", cid="<1@x>")
    book = read_mail(message.as_bytes(), "a.eml")
    assert (book.format, book.sender, book.subject) == ("eml", "unit01@example.org", "6月进展")
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
    assert read_mail(data, "a.eml").members == (("进展情况.xlsx", b"PK1"),)


def test_a_name_that_says_gb2312_and_means_gbk_is_read() -> None:
    name = "呼吉尔特喆镕.xlsx"  # 喆 and 镕 are not in gb2312
    quoted = "".join(f"%{byte:02X}" for byte in name.encode("gbk"))
    data = (
        f"From: a@b.cn\r\nSubject: x\r\nContent-Disposition: attachment; filename*=gb2312''{quoted}\r\n\r\nPK".encode()
    )
    assert read_mail(data, "a.eml").members[0][0] == name


def test_a_mail_inside_a_mail_is_a_member_named_after_its_subject() -> None:
    outer = mail("转发")
    outer.add_attachment(mail())
    ((name, inner),) = read_mail(outer.as_bytes(), "a.eml").members
    assert name == "6月进展.eml"
    assert read_mail(inner, name).grids[0].cells[1, 1] == "请查收"


def test_a_table_pasted_into_the_mail_is_a_grid() -> None:
    book = read_mail(mail("您好\n序号\n任务", f"<p>您好</p>{TABLE}").as_bytes(), "a.eml")
    assert [grid.sheet for grid in book.grids] == ["邮件正文表1", "邮件正文"]
    assert book.grids[0].cells[2, 3] == "3月5日培训45人"


@pytest.mark.parametrize(
    "table",
    [
        "序号\t任务\t进展\n1\t培训\t3月5日培训45人",
        "序号 | 任务 | 进展\n1 | 培训 | 3月5日培训45人",
        "序号   任务   进展\n1      培训   3月5日培训45人",
        "序号　　任务　　进展\n1　　培训　　3月5日培训45人",
    ],
)
def test_a_table_typed_into_a_plain_mail_is_a_grid(table: str) -> None:
    book = read_mail(mail(f"您好：\n{table}\n王晓明").as_bytes(), "a.eml")
    assert list(book.grids[0].cells.values()) == ["序号", "任务", "进展", "1", "培训", "3月5日培训45人"]
    assert body(book) == ["您好：", "王晓明"]


def test_text_behind_an_attachment_is_read_beside_a_table() -> None:
    message = mail("您好", TABLE)
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="a.zip")
    message.add_attachment("任务1应为培训46人", filename="ATT00002.txt", disposition="inline")
    book = read_mail(message.as_bytes(), "a.eml")
    assert body(book) == ["任务1应为培训46人", "您好"]  # which the page with the table does not say
    assert book.grids[0].cells[2, 3] == "3月5日培训45人"


def test_what_only_one_of_two_alternatives_says_is_read_too() -> None:
    page = '<p>见附件，详情<a href="https://example.org/a">在此</a></p><p>任务3应为培训46人</p>'
    book = read_mail(mail("见附件，详情在此 <https://example.org/a>\n补充：任务2走访9家", page).as_bytes(), "a.eml")
    assert body(book) == ["见附件，详情在此 <https://example.org/a>", "补充：任务2走访9家", "任务3应为培训46人"]


def test_words_a_page_of_a_mail_hides_are_told() -> None:
    book = read_mail(mail("", "<p>请查收</p><div style='display:none'>任务3作废</div>").as_bytes(), "a.eml")
    assert body(book) == ["请查收"]
    assert [(each.what, each.text) for each in book.leftovers] == [("隐藏文字", "任务3作废")]


def test_lines_a_program_broke_are_whole_again() -> None:
    message = EmailMessage()
    message.set_content("任务3请 \n改为培训 \n46人。\n-- \n王晓明\n", params={"format": "flowed", "delsp": "yes"})
    assert body(read_mail(message.as_bytes(), "a.eml")) == ["任务3请改为培训46人。", "--", "王晓明"]


def test_a_table_of_a_mail_that_is_quoted_is_read_without_the_signs_of_quoting() -> None:
    book = read_mail(mail("转发如下：\n> 序号\t任务\t进展\n> 1\t培训\t3月5日培训45人").as_bytes(), "a.eml")
    assert list(book.grids[0].cells.values()) == ["序号", "任务", "进展", "1", "培训", "3月5日培训45人"]


@pytest.mark.parametrize("blanks", [True, False])
def test_a_file_written_into_the_text_of_a_mail_is_an_attachment(blanks: bool) -> None:
    data = bytes(range(256)) * 3 + b"\0\0"
    lines = [binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45)]
    written = "".join(line if blanks else f"{line.rstrip()}\n" for line in lines)
    message = EmailMessage()
    message.set_content(f"见附件\n\nbegin 644 6月任务清单.xlsx\n{written}`\nend\n王晓明\n")
    book = read_mail(message.as_bytes(), "a.eml")
    assert book.members == (("6月任务清单.xlsx", data),)
    assert body(book) == ["见附件", "王晓明"]


def test_what_only_looks_like_a_file_stays_text() -> None:
    message = EmailMessage()
    message.set_content("begin 644 a.xlsx\n#不是\nend\n")
    assert read_mail(message.as_bytes(), "a.eml").members == ()


def test_a_name_that_was_encoded_twice_is_read() -> None:
    once = "=?utf-8?B?" + binascii.b2a_base64("一院6月.xlsx".encode(), newline=False).decode() + "?="
    twice = "=?utf-8?B?" + binascii.b2a_base64(once.encode(), newline=False).decode() + "?="
    part = f'Content-Type: application/octet-stream; name="{twice}"\nContent-Disposition: attachment\n\nx\n'
    data = f"From: u@example.org\nTo: o@example.org\nContent-Type: multipart/mixed; boundary=B\n\n--B\n{part}--B--\n"
    assert read_mail(data.encode(), "a.eml").members == (("一院6月.xlsx", b"x"),)


def test_a_layout_table_of_the_mail_program_does_not_replace_the_plain_body() -> None:
    book = read_mail(mail("您好", "<table><tr><td>您好</td></tr></table>").as_bytes(), "a.eml")
    assert [(grid.sheet, grid.cells) for grid in book.grids] == [("邮件正文", {(1, 1): "您好"})]


def test_a_gbk_body_without_a_declared_charset_is_read() -> None:
    data = b"From: =?gbk?B?" + binascii.b2a_base64("一院".encode("gbk"), newline=False) + b"?= <u@example.org>\r\n\r\n"
    book = read_mail(data + "进展情况".encode("gbk"), "a.eml")
    assert (book.sender, book.grids[0].cells) == ("u@example.org", {(1, 1): "进展情况"})


def test_a_garbled_body_does_not_cost_the_attachments() -> None:
    data = (
        b"From: u@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n"
        + bytes(range(128, 256)) * 9
    )
    data += b"\r\n--x\r\nContent-Type: application/zip\r\n\r\nPK\r\n--x--\r\n"
    book = read_mail(data, "a.eml")
    assert book.members == (("附件1.zip", b"PK"),)
    assert "正文" in book.remarks[0]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_body_of_which_a_byte_is_broken_is_read_as_mail_programs_show_it(charset: str) -> None:
    said = "各位领导：任务3已于6月12日完成，参加人数45人，材料见附件，请审阅。联系人王新。"
    data = said.encode(charset).replace("材".encode(charset), "材".encode(charset)[:1] + b"\xff")
    head = f"From: unit01@example.org\r\nSubject: 6\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    book = read_mail(head.encode() + data, "a.eml")
    (line,) = body(book)
    assert line.startswith("各位领导：任务3已于6月12日完成") and "�" in line and line.endswith("联系人王新。")
    assert any("有损坏的字" in remark for remark in book.remarks)


def test_an_invitation_is_an_attachment_not_the_body() -> None:
    message = mail()
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", disposition="inline")
    assert [name for name, _ in read_mail(message.as_bytes(), "a.eml").members] == ["附件1.ics"]


def test_unsafe_and_double_attachment_names_are_mended() -> None:
    message = mail()
    for name in ("../../a.xlsx", "a.xlsx"):
        message.add_attachment(b"", maintype="application", subtype="x", filename=name)
    assert [name for name, _ in read_mail(message.as_bytes(), "a.eml").members] == ["a.xlsx", "a（2）.xlsx"]


# --- packing ------------------------------------------------------------------------------------


def test_a_small_picture_the_body_shows_is_packing_and_a_photograph_is_not() -> None:
    message = mail("见附件", '<p>见附件<img src="cid:logo@x"><img src="CID:big@x"></p>')
    for name, data, cid in (
        ("logo.png", PNG, "<logo@x>"),
        ("现场.jpg", PNG * 900, "<big@x>"),
        ("photo.png", PNG, "<p@x>"),
    ):
        message.add_attachment(data, maintype="image", subtype="png", filename=name, cid=cid)
    assert set(read_mail(message.as_bytes(), "a.eml").packing) == {"logo.png"}


def test_cards_and_signatures_are_packing() -> None:
    message = mail()
    for name in ("王晓明.vcf", "smime.p7s", "表.xlsx"):
        message.add_attachment(b"x", maintype="application", subtype="x", filename=name)
    assert set(read_mail(message.as_bytes(), "a.eml").packing) == {"王晓明.vcf", "smime.p7s"}


# --- moments and forwarded mails ----------------------------------------------------------------


def test_both_moments_of_a_mail_are_known() -> None:
    message = mail()
    message["Date"] = "Sat, 24 Jun 2023 09:30:00 +0000"
    data = b"Received: by relay.example.net; Sat, 24 Jun 2023 02:31:00 -0700\r\n" + message.as_bytes()
    book = read_mail(data, "a.eml")
    assert book.written == datetime(2023, 6, 24, 9, 30, tzinfo=UTC)
    assert book.delivered == datetime(2023, 6, 24, 9, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    "date",
    [
        "2023-06-24 16:00:00",
        "2023-06-24T08:00:00+00:00",
        "2023/6/24 16:00",
        "2023年6月24日 16:00",
        "2023年6月24日（星期六） 下午16:00",
        "星期六, 24 6月 2023 16:00:00 +0800",
        "Sat, 24 Jun 2023 16:00:00 CST",
        "Sat Jun 24 16:00:00 CST 2023",
        "Sat, 24 Jun 2023 16:00:00 +0800 (CST)",
    ],
)
def test_a_date_that_is_no_mails_is_read_and_without_a_zone_is_of_the_clock_here(date: str) -> None:
    book = read_mail(f"From: a@b.cn\r\nSubject: x\r\nDate: {date}\r\n\r\n您好".encode(), "a.eml")
    assert book.written == datetime(2023, 6, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "torn", [b"X-Seal: abc\r\ndef\r\n", b"Received: by a\nfor b; c\n", "X-Note: 甲\n乙\n".encode("gbk")]
)
def test_a_header_broken_without_a_space_ends_no_headers(torn: bytes) -> None:
    book = read_mail(torn + mail("您好", html="<p>您好</p>").as_bytes(), "a.eml")
    assert (book.sender, body(book)) == ("unit01@example.org", ["您好"])


@pytest.mark.parametrize("date", ["", "昨天", "Sat, 99 Jun 2023", "Sat, 24 Jun 2023 99:00"])
def test_a_moment_nobody_can_read_is_not_told(date: str) -> None:
    book = read_mail(f"From: a@b.cn\r\nSubject: x\r\nDate: {date}\r\n\r\n您好".encode(), "a.eml")
    assert (book.written, book.delivered) == (None, None)


def test_whose_mail_is_passed_on_is_told() -> None:
    text = "转发\n---原始邮件---\n发件人: 图克卫生院 <tk@example.org>\n发送时间: 2023年6月20日 16:00\n主题: 6月\n\n"
    (said,) = read_mail(mail(text).as_bytes(), "a.eml").remarks
    assert "图克卫生院" in said
    assert "2023年6月20日 16:00" in said


# --- what mail programs call a mail -------------------------------------------------------------


def mailbox(*messages: EmailMessage, ending: bytes = b"\n") -> bytes:
    parts = (b"From - Sat Jun 24 16:00:00 2023\n" + each.as_bytes() + b"\n" for each in messages)
    return b"".join(parts).replace(b"\n", ending)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_every_mail_of_a_mailbox_is_a_member(ending: bytes) -> None:
    data = mailbox(mail("一", subject="甲"), mail("二"), mail("三\n>From 四", subject="甲"), ending=ending)
    assert sniff(data) == "eml"
    book = read_mail(data, "a.mbox")
    assert [name for name, _ in book.members] == ["甲.eml", "6月进展.eml", "甲（2）.eml"]
    assert [body(read_mail(inner, name))[0] for name, inner in book.members] == ["一", "二", "三"]


def test_a_mailbox_with_one_mail_is_that_mail() -> None:
    assert body(read_mail(mailbox(mail("一")), "a.mbox")) == ["一"]


def test_a_line_that_begins_with_from_ends_no_mail() -> None:
    data = mailbox(mail("一"), mail("甲\nFrom here to there 12:30\n乙"))
    assert len(read_mail(data, "a.mbox").members) == 2


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b" \n"])
def test_a_mark_or_empty_lines_before_a_mailbox_hide_no_mail(before: bytes) -> None:
    assert len(read_mail(before + mailbox(mail("一"), mail("二")), "a.mbox").members) == 2
    assert body(read_mail(before + mail("一").as_bytes(), "a.eml")) == ["一"]


@pytest.mark.parametrize("between", [b"", b"\n\n", b"\r\n", b"\nFrom - 2023-06-24\n", b"\nFrom someone\r\n"])
def test_a_mail_written_behind_the_end_of_another_is_one_of_its_own(between: bytes) -> None:
    mails = [mail(text, html=f"<p>{text}</p>", subject=text) for text in ("一", "二", "三")]
    book = read_mail(between.join(each.as_bytes() for each in mails), "a.eml")
    assert [name for name, _ in book.members] == ["一.eml", "二.eml", "三.eml"]
    assert [body(read_mail(inner, name)) for name, inner in book.members] == [["一"], ["二"], ["三"]]


def test_what_a_list_server_wrote_behind_the_end_of_a_mail_is_no_mail() -> None:
    data = mail("一", html="<p>一</p>").as_bytes() + b"\n_____\nlist: http://example.org\n"
    assert body(read_mail(data, "a.eml")) == ["一"]


def test_a_mail_of_apple_is_read_to_its_length() -> None:
    inner = mail("见附件").as_bytes()
    data = b"%d\n" % len(inner) + inner + b'<?xml version="1.0"?><plist><dict/></plist>'
    assert sniff(data) == "eml"
    assert body(read_mail(data, "a.emlx")) == ["见附件"]


@pytest.mark.parametrize("first", [b"ARC-Seal: i=1;\r\n b=" + b"Q" * 9000, b"Received: by x", b"X-QQ-SSF: 00"])
def test_headers_of_any_length_begin_a_mail(first: bytes) -> None:
    data = first + b"\r\n" + mail("您好").as_bytes().replace(b"\n", b"\r\n")
    assert sniff(data) == "eml"
    assert body(read_mail(data, "a.eml")) == ["您好"]


@pytest.mark.parametrize(
    "text", ["序号,任务\n1,培训\n", "联系人: 王\n电话: 139\n", "From: a\n你好\nSubject: b 是什么\n呢\n吧\n"]
)
def test_a_text_is_no_mail(text: str) -> None:
    assert sniff(text.encode()) == "csv"


# --- pages saved as one file --------------------------------------------------------------------


def page(*parts: tuple[str, str, str]) -> bytes:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n此文档是单个文件网页。\r\n"
    inner = (
        f"--b\r\nContent-Location: file:///C:/t.files/{name}\r\nContent-Type: {kind}; charset=gb2312\r\n\r\n{text}\r\n"
        for name, kind, text in parts
    )
    return (head + "".join(inner) + "--b--\r\n").encode("gbk")


FRAMES = '<html><x:Name>任务清单</x:Name><head></head><frameset><frame src="sheet001.htm"></frameset></html>'


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.mht"])
def test_a_saved_page_is_read_whatever_it_is_called(name: str) -> None:
    data = page(
        ("t.htm", "text/html", FRAMES),
        ("stylesheet.css", "text/css", "td{}"),
        ("tabstrip.htm", "text/html", "<table><tr><td>任务清单</table>"),
        ("sheet001.htm", "text/html", TABLE),
        ("header.htm", "text/html", "<p>第一医院</p>"),
        ("image001.png", "image/png", "PNG"),
        ("filelist.xml", "text/xml", "<xml/>"),
    )
    book = registry.read(data, name)
    assert isinstance(book, Book)
    (sheet,) = book.grids
    assert (book.format, book.members, sheet.sheet) == ("mht", (), "任务清单")
    assert sheet.cells[2, 3] == "3月5日培训45人"
    assert [picture.name for picture in sheet.pictures] == ["image001.png"]
    assert [(one.what, one.text) for one in book.leftovers] == [("页眉页脚", "第一医院")]
    (said,) = book.remarks
    assert all(part in said for part in ("t.htm", "stylesheet.css", "tabstrip.htm", "filelist.xml"))


def test_what_a_saved_page_hides_is_told_with_its_sheet() -> None:
    hidden = "<p hidden>旧稿</p><img src=image001.png>"
    data = page(
        ("t.htm", "text/html", FRAMES),
        ("sheet001.htm", "text/html", TABLE.replace("<td>", f"<td>{hidden}", 1)),
        ("header.htm", "text/html", "<p>第一医院</p>"),
        ("note.htm", "text/html", "<p style='display:none'>附注</p>"),
    )
    book = registry.read(data, "a.mht")
    assert isinstance(book, Book)
    told = [(one.what, one.text, one.sheet) for one in book.leftovers]
    assert told == [("页眉页脚", "第一医院", ""), ("隐藏文字", "旧稿", "任务清单"), ("隐藏文字", "附注", "")]
    assert "note.htm" not in book.remarks[0]


def test_a_mail_with_a_page_and_its_pictures_is_no_saved_page() -> None:
    message = mail("您好", TABLE)
    message["To"] = "office@example.org"
    message.add_header("Content-Location", "x")
    assert read_mail(message.as_bytes(), "a.eml").format == "eml"


# --- hostile ------------------------------------------------------------------------------------


def test_a_mail_nested_without_end_is_refused_or_read() -> None:
    data = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth) for depth in range(3000)
    )
    with pytest.raises(Refused) as refused:
        read_mail(data, "a.eml")
    assert refused.value.refusal.code == "unreadable"


@given(
    st.binary(max_size=200),
    st.sampled_from(["From: ", "Content-Type: multipart/mixed; boundary=", "Content-Disposition: ", "Date: ", "12\n"]),
)
def test_any_header_is_read_or_refused(data: bytes, header: str) -> None:
    try:
        assert read_mail(header.encode() + data, "a.eml").format in ("eml", "mbox", "mht")
    except Refused as refused:
        assert refused.refusal.code in ("unreadable", "half_copied", "too_large", "frames")
