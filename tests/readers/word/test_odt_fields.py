"""Controls, fields and forms of an OpenDocument text are read where they stand, each once."""

# ruff: noqa: E501  one document a line

from __future__ import annotations

import io
import shutil
import zipfile

import pytest

from tasklist.model.book import Book, Leftover
from tasklist.readers.registry import read
from tasklist.readers.word.odt_fields import written_out, written_out_flat

URN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{URN}{name}:1.0"' for name in ("office", "table", "text", "form"))
SPACES += f' xmlns:draw="{URN}drawing:1.0" xmlns:xforms="http://www.w3.org/2002/xforms"'
PLACE = '<draw:control draw:control="k1"/>'


def document(body: str) -> bytes:
    return f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body></office:document-content>".encode()


def paragraph(inside: str) -> str:
    return f"<text:p>{inside}</text:p>"


def control(kind: str, looks: str = "", inside: str = "") -> str:
    return (
        f'<office:forms><form:form><form:{kind} form:id="k1" {looks}>{inside}</form:{kind}></form:form></office:forms>'
    )


def shown(body: str) -> str:
    """The words of a document once they are written out; nothing is beside them."""
    content, beside = written_out_flat(document(body))
    assert beside == ()
    text = content.decode().partition("</office:forms>")[2] or content.decode().partition("<office:text>")[2]
    return "".join(piece.partition(">")[2] for piece in text.split("<"))


@pytest.mark.parametrize(
    ("forms", "words"),
    [
        (control("checkbox", 'form:label="已完成" form:current-state="checked"'), "☑已完成"),
        (control("checkbox", 'form:label="已完成"'), "□已完成"),
        (control("radio", 'form:label="是" form:current-selected="true"'), "☑是"),
        (control("textarea", 'form:current-value="培训3次"'), "培训3次"),
        (control("text", 'form:value="走访9家"'), "走访9家"),
        (
            control(
                "listbox",
                "",
                '<form:option form:label="已完成" form:current-selected="true"/><form:option form:label="否"/>',
            ),
            "已完成",
        ),
    ],
)
def test_a_control_is_read_where_it_stands(forms: str, words: str) -> None:
    assert shown(forms + paragraph(f"6月5日{PLACE}。")) == f"6月5日{words}。"
    assert shown(forms + PLACE) == words


def test_what_an_xforms_model_holds_is_read_where_its_control_stands() -> None:
    model = (
        '<xforms:model><xforms:instance><data xmlns=""><progress>培训3次</progress><done>true</done></data>'
        '</xforms:instance><xforms:bind id="b1" nodeset="progress"/><xforms:bind id="b2" nodeset="/data/done"/></xforms:model>'
    )
    typed = '<form:form><form:text form:id="k1" xforms:bind="b1"/><form:checkbox form:id="k2" form:label="完成" xforms:bind="b2"/></form:form>'
    forms = f"<office:forms>{model}{typed}</office:forms>"
    assert shown(forms + paragraph(PLACE + '<draw:control draw:control="k2"/>')) == "培训3次☑完成"


def test_an_input_field_is_read_once_and_a_prompt_not_at_all() -> None:
    field = '<text:text-input text:description="进展">培训<text:s/>3次</text:text-input>'
    prompt = '<text:placeholder text:placeholder-type="text">&lt;请填写&gt;</text:placeholder>'
    assert shown(paragraph(f"{field}{prompt}。")) == "培训3次。"


def test_a_control_that_stands_nowhere_and_hidden_words_are_told() -> None:
    hidden = '<text:hidden-text text:string-value="暂不上报" text:is-hidden="true"/>'
    forms = control("textarea", 'form:current-value="培训3次"')
    _, beside = written_out_flat(document(forms + paragraph(f"已完成{hidden}")))
    assert beside == (Leftover("编辑框", "培训3次"), Leftover("隐藏文字", "暂不上报"))


def test_a_document_without_such_things_is_handed_on_as_it_is() -> None:
    content = document(paragraph("已完成"))
    assert written_out_flat(content)[0] is content


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_document_with_a_form_is_read_through_libreoffice() -> None:
    data = io.BytesIO()
    cell = f"<table:table-row><table:table-cell><text:p>{PLACE}</text:p></table:table-cell></table:table-row>"
    forms = control("checkbox", 'form:label="已完成" form:current-state="checked"')
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest xmlns:manifest="{URN}manifest:1.0">{listed}</manifest:manifest>'
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml", document(f'{forms}<table:table table:name="表"><table:table-column/>{cell}</table:table>')
        )
        package.writestr("META-INF/manifest.xml", manifest)
    assert written_out(data.getvalue())[0] != data.getvalue()
    book = read(data.getvalue(), "a.odt")
    assert isinstance(book, Book)
    assert book.grids[0].cells == {(1, 1): "☑已完成"}
