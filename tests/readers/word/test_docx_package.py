"""A Word document is opened wherever Word, WPS or LibreOffice open it, and nowhere else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tasklist.model.book import Book, Refusal
from tasklist.readers.limits import Refused
from tasklist.readers.registry import read
from tasklist.readers.word import doc
from word_files import MAIN, links, p, packed, parts, root, tbl

Parts = dict[str, bytes]
BODY = p("填报单位：第一医院") + tbl(("序号", "进展"), ("1", "已完成"))


def strict(content: Parts) -> None:
    for name in content:
        for old, new in (
            (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
            (
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
                b"http://purl.oclc.org/ooxml/wordprocessingml/",
            ),
            (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
        ):
            content[name] = content[name].replace(old, new)


def a_link_to_null(content: Parts) -> None:
    content["word/_rels/document.xml.rels"] = links(("rId9", "image", "../NULL"), ("rId8", "image", "NULL"))


def links_to_parts_that_are_not_there(content: Parts) -> None:
    gone = [("rId1", "styles", "styles.xml"), ("rId2", "numbering", "/word/numbering.xml"), ("rId3", "header", "h.xml")]
    content["word/_rels/document.xml.rels"] = links(*gone)


def a_missing_thumbnail(content: Parts) -> None:
    thumbnail = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    content["_rels/.rels"] = links(("t", thumbnail, "docProps/t.jpeg"), ("d", "officeDocument", "word/document.xml"))


def parts_without_a_type(content: Parts) -> None:
    content["word/media/photo.heic"] = b"x"
    content["customXml/item1.bin"] = b"x"


def a_document_without_a_type(content: Parts) -> None:
    content["[Content_Types].xml"] = b"<Types/>"


def no_types_at_all(content: Parts) -> None:
    del content["[Content_Types].xml"]


def no_links_at_all(content: Parts) -> None:
    del content["_rels/.rels"], content["word/_rels/document.xml.rels"]


def a_link_to_a_document_of_another_name(content: Parts) -> None:
    content["_rels/.rels"] = links(("rId1", "officeDocument", "word/document22.xml"))


def backslashes_in_names(content: Parts) -> None:
    for name in list(content):
        content[name.replace("/", "\\")] = content.pop(name)


def backslashes_in_targets(content: Parts) -> None:
    content["_rels/.rels"] = links(("rId1", "officeDocument", "word\\document.xml"))


def odd_case_of_names(content: Parts) -> None:
    content["Word/Document.XML"] = content.pop("word/document.xml")


def a_document_with_macros(content: Parts) -> None:
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        MAIN.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    content["word/vbaProject.bin"] = b"x"


def a_template(content: Parts) -> None:
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(b"document.main", b"template.main")


def a_template_with_macros(content: Parts) -> None:
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        MAIN.encode(), b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    )


def an_embedded_binary_workbook_among_its_types(content: Parts) -> None:
    default = b'<Types><Default Extension="xlsb" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.12"/>'
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(b"<Types>", default)


def zeros_behind_the_end_of_every_part(content: Parts) -> None:
    for name in content:
        content[name] += bytes(64)


FORGIVEN = (
    zeros_behind_the_end_of_every_part,
    strict,
    a_link_to_null,
    links_to_parts_that_are_not_there,
    a_missing_thumbnail,
    parts_without_a_type,
    a_document_without_a_type,
    no_types_at_all,
    no_links_at_all,
    a_link_to_a_document_of_another_name,
    backslashes_in_names,
    backslashes_in_targets,
    odd_case_of_names,
    a_document_with_macros,
    a_template,
    a_template_with_macros,
    an_embedded_binary_workbook_among_its_types,
)


@pytest.mark.parametrize("fault", FORGIVEN, ids=lambda fault: fault.__name__)
def test_what_other_programs_forgive_is_forgiven(fault: Callable[[Parts], None]) -> None:
    content = parts(BODY)
    fault(content)
    book = read(packed(content), "a.docx")
    assert isinstance(book, Book)
    assert [dict(grid.cells) for grid in book.grids] == [
        {(1, 1): "序号", (1, 2): "进展", (2, 1): "1", (2, 2): "已完成"},
        {(1, 1): "填报单位：第一医院"},
    ]
    assert (book.leftovers, book.remarks) == ((), ())


@pytest.mark.parametrize("kind", ["styles", "numbering", "header"])
def test_a_damaged_part_beside_the_text_is_named_and_the_rest_is_read(kind: str) -> None:
    content = parts(BODY, {f"word/{kind}.xml": b"<w:broken"}, [("rId5", kind, f"{kind}.xml")])
    book = read(packed(content), "a.docx")
    assert isinstance(book, Book)
    assert len(book.grids) == 2
    assert f"{kind}.xml" in book.remarks[0]


def test_damaged_links_are_named_and_the_rest_is_read() -> None:
    book = read(packed(parts(BODY) | {"word/_rels/document.xml.rels": b"<Relationships"}), "a.docx")
    assert isinstance(book, Book)
    assert "document.xml.rels" in book.remarks[0]


@pytest.mark.parametrize("office", ["", "/nowhere/soffice"])
def test_a_document_word_cannot_open_either_is_asked_for_anew(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: office)
    monkeypatch.setattr(doc, "converted", lambda *_: None)
    refusal = read(packed(parts("") | {"word/document.xml": b"<w:document><w:body>"}), "a.docx")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "unreadable"
    assert "重新发来" in refusal.reason


def test_what_libreoffice_can_still_read_is_read_and_said_to_be_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: "soffice")
    monkeypatch.setattr(doc, "converted", lambda *_: packed(parts(BODY)))
    book = read(packed(parts("") | {"word/document.xml": b"<w:document>"}), "a.docx")
    assert isinstance(book, Book)
    assert book.grids[0].cells[2, 2] == "已完成"
    assert "LibreOffice" in book.remarks[-1]


def test_a_document_type_is_refused_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "converted", lambda *_: pytest.fail("no second look at what may do harm"))
    harm = b'<!DOCTYPE w [<!ENTITY a "b">]>' + root("document", "<w:body/>").partition(b"?>")[2]
    for name in ("word/document.xml", "word/document.dat"):
        content = parts("") | {name: harm, "_rels/.rels": links(("rId1", "officeDocument", name))}
        refusal = read(packed(content), "a.docx")
        assert isinstance(refusal, Refusal)
        assert "DOCTYPE" in refusal.reason


def test_a_checksum_that_differs_is_no_small_fault() -> None:
    data = packed(parts(BODY))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    at = info.header_offset + 30 + len("word/document.xml") + 5
    refusal = read(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], "a.docx")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "half_copied"


def test_without_a_document_the_sentence_says_so() -> None:
    with pytest.raises(Refused) as refused:
        doc.read_word(packed({"[Content_Types].xml": b"<Types/>"}), "a.docx")
    assert "没有 Word 文档的正文" in refused.value.refusal.reason
