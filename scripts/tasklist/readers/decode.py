"""Bytes to text: byte order marks, a declared character set, UTF-8, GB18030, Big5, UTF-16 without a mark."""

from __future__ import annotations

import codecs
import re

from tasklist.readers.limits import SAVE_AS, SEND_AGAIN, Refused

GB18030_REMARK = "文字按 GB18030（国标码）解码，请核对有无乱码"
BIG5_REMARK = "文字按 Big5（繁体码）解码，请核对有无乱码"
UTF16_REMARK = "文字按 UTF-16 解码，文件里没有编码标记，请核对有无乱码"

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_PER_CHARACTER = 0.01  # pasted text has a stray control character now and then, binary data a third of it
_CONTROL_PER_LETTER = 0.15  # other programs end every field with one; all the rest must be letters then, and whole
_CHINESE_LABELS = {"gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312"}
_USUAL = re.compile(r"[\t\n\r\x20-\x7e\u1800-\u18aa\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_USUAL_SHARE = 0.95  # of a text in the right encoding; in a wrong one the characters lie all over the planes
# What a text in Big5 is full of when it is read as GB18030, and a Chinese text is not.
_FOREIGN = re.compile(r"[\ue000-\uf8ff\u3040-\u30ff\u0370-\u052f]")
_FOREIGN_SHARE = 0.05  # of all that is not ASCII
_SAMPLE = 4_096


def plain(data: bytes, name: str, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of `data` and the remarks a person should see.

    Order: byte order mark, the declared `charset`, UTF-16 without a mark, UTF-8, GB18030, Big5. Raises Refused:
    `half_copied` for text cut or damaged in the middle, `unreadable` for what is no text.
    """
    text, remarks = _decoded(data, name, charset)
    if text.rstrip("\x00") != text:
        raise Refused("half_copied", f"{name} 后半段是空的，像是没有拷贝完", SEND_AGAIN)
    if len(_CONTROL.findall(text)) > len(text) * _CONTROL_PER_CHARACTER and not words_with_signs(data[:_SAMPLE]):
        raise Refused("unreadable", f"{name} 不是文字文件", SAVE_AS)
    return text.replace("\x00", ""), remarks


def with_damage(data: bytes, charset: str = "") -> str:
    """The text of `data` as mail programs show it though a few of its bytes are broken, each as �; empty where most of
    it would be none.
    """
    for encoding in dict.fromkeys((declared(charset) or "utf-8", "utf-8", "gb18030")):
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            continue
        if len(_USUAL.findall(text)) >= len(text) * _USUAL_SHARE:
            return text
    return ""


def words_with_signs(sample: bytes) -> bool:
    """Is this UTF-8 with control characters between its words, as some programs export, and no binary data?"""
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(sample)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    strange = len(_CONTROL.findall(text))
    words = len(_USUAL.findall(text))
    return strange < len(text) * _CONTROL_PER_LETTER and words + strange >= len(text) * _USUAL_SHARE


def unmarked_utf16(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` when data without a byte order mark is surely that, else empty."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if b"\x00" not in sample or len(data) % 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if "\n" in text and len(_USUAL.findall(text)) >= len(text) * _USUAL_SHARE:
            return encoding
    return ""


def declared(charset: str) -> str:
    """A declared character set as Python knows it; the Chinese ones mean their common superset."""
    label = charset.strip().lower()
    return "gb18030" if label in _CHINESE_LABELS else label


def _decoded(data: bytes, name: str, charset: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name), ()
    if wide := unmarked_utf16(data):
        return _marked(data, wide, name), (UTF16_REMARK,)
    said = declared(charset)
    for encoding in (*([said] if said else []), "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            if encoding == "utf-8" and _damaged_utf8(data):
                raise Refused("half_copied", f"{name} 中间有损坏的字", SEND_AGAIN) from None
            continue
        guessed = encoding == "gb18030" != said and not text.isascii()
        if guessed and (traditional := _from_big5(data, text)):
            return traditional, (BIG5_REMARK,)
        return text, (GB18030_REMARK,) if guessed else ()
    if with_damage(data, charset):
        raise Refused("half_copied", f"{name} 中间有损坏的字", SEND_AGAIN)
    raise Refused("unreadable", f"{name} 的文字编码认不出来", SAVE_AS)


def _from_big5(data: bytes, text: str) -> str:
    """What Big5 makes of data whose `text` in GB18030 is full of signs no Chinese text has; empty when it is not so."""
    wide = sum(1 for char in text if char > "\x7f")
    if len(_FOREIGN.findall(text)) < wide * _FOREIGN_SHARE:
        return ""
    try:
        other = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return ""
    return other if len(_USUAL.findall(other)) >= len(other) * _USUAL_SHARE and not _FOREIGN.search(other) else ""


def _marked(data: bytes, encoding: str, name: str) -> str:
    if encoding != "utf-8" and len(data) % 2 and data.endswith((b"\n", b"\r")):
        data = data[:-1]  # a program that knows no wide characters has ended the last line
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("half_copied", f"{name} 中间有损坏的字", SEND_AGAIN) from None


def _damaged_utf8(data: bytes) -> bool:
    """Was this UTF-8 before a byte was lost? GB18030 would decode it too, into wrong words."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    wide = sum(1 for char in text if ord(char) > 0x7FF) - bad
    return wide > 2 * bad
