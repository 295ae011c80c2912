"""Documents of other kinds are read through LibreOffice, and what it shows of a document is in what is handed on."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tasklist.model.book import Book, Refusal
from tasklist.readers import libreoffice
from tasklist.readers.registry import read
from tasklist.readers.sniff import sniff
from tasklist.readers.word import doc
from word_files import MAIN, Link, p, packed, parts, r, root, tbl, tc, word_file

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
FLAT = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{}</pkg:package>'
)
_ROW = r"\trowd\cellx2000\cellx6000 1\intbl\cell \'d2\'d1\'cd\'ea\'b3\'c9\intbl\cell\row"
RTF = r"{\rtf1\ansi\ansicpg936 {" + _ROW + r"}\pard end\par}"
WORD_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>已完成</w:t></w:r></w:p></w:body></w:wordDocument>"
)


def words(book: Book) -> str:
    """Everything handed on, without its blanks."""
    grids = (text for grid in book.grids for text in (*grid.cells.values(), *grid.notes.values(), *grid.floating))
    return "".join("".join((*grids, *(each.text for each in book.leftovers))).split())


def flat(content: dict[str, bytes]) -> bytes:
    """A document as one XML file."""
    inside = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="a"><pkg:xmlData>{re.sub("^<[?].*?[?]>", "", data.decode())}'
        "</pkg:xmlData></pkg:part>"
        for name, data in content.items()
        if not name.startswith("[")
    )
    picture = '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>iVBO\nRw==</pkg:binaryData></pkg:part>'
    return FLAT.format(inside + picture).encode()


def test_a_docx_saved_as_one_xml_file_is_read() -> None:
    data = flat(parts(p("正文") + tbl(("1", "已完成"))))
    assert sniff(data) == "flatdocx"
    book = read(data, "a.xml")
    assert isinstance(book, Book)
    assert [dict(grid.cells) for grid in book.grids] == [{(1, 1): "1", (1, 2): "已完成"}, {(1, 1): "正文"}]


def test_another_program_in_one_xml_file_is_no_document() -> None:
    refusal = read(FLAT.format("").encode(), "a.xml")
    assert isinstance(refusal, Refusal)
    assert "没有 Word 文档的正文" in refusal.reason


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (RTF.encode(), "rtf"),
        (WORD_2003.encode(), "wordxml"),
        (b'<?xml version="1.0"?>\n<uof:UOF uof:mimetype="vnd.uof.text"/>', "wordxml"),
        (b'<office:document office:mimetype="application/vnd.oasis.opendocument.text"/>', "wordxml"),
        (b"\xffWPC\x0a\x0b" + bytes(60), "olddoc"),
        (b"\xdb\xa5\x2d\0" + bytes(60), "olddoc"),
        (b"\x31\xbe\0\0\0\xab" + bytes(60), "olddoc"),
    ],
)
def test_without_libreoffice_the_kind_is_named_and_the_cure_works(
    data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sniff(data) == kind
    monkeypatch.setattr(doc, "office_program", lambda: "")
    refusal = read(data, "a.bin")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "unsupported"
    assert "另存为 .docx" in refusal.reason


def test_an_old_document_of_which_libreoffice_shows_no_word_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: "soffice")
    monkeypatch.setattr(doc, "converted", lambda *_: word_file(p("")))
    refusal = read(b"\xffWPC\x0a\x0b" + bytes(60), "a.wps")
    assert isinstance(refusal, Refusal)
    assert "旧式文档" in refusal.reason and "另存为 .docx" in refusal.reason


def test_what_libreoffice_cannot_convert_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: "soffice")
    monkeypatch.setattr(doc, "converted", lambda *_: None)
    refusal = read(RTF.encode(), "a.rtf")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "unreadable"


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize("data", [RTF.encode(), WORD_2003.encode()], ids=["rtf", "2003"])
def test_rtf_and_xml_are_read_through_libreoffice(data: bytes) -> None:
    book = read(data, "a.doc")
    assert isinstance(book, Book)
    assert "已完成" in words(book)
    assert book.format == sniff(data)


# --- where LibreOffice is -----------------------------------------------------------------------


@pytest.fixture
def nothing_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: None)
    for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(libreoffice, "_MACOS", "/nowhere/soffice")


@pytest.mark.usefixtures("nothing_on_the_path")
@pytest.mark.parametrize("variable", ["ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"])
def test_libreoffice_is_found_where_windows_installs_it(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path))
    assert libreoffice.office_program() == ""
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    assert libreoffice.office_program() == str(program)


@pytest.mark.usefixtures("nothing_on_the_path")
def test_libreoffice_is_found_where_macos_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.touch()
    monkeypatch.setattr(libreoffice, "_MACOS", str(program))
    assert libreoffice.office_program() == str(program)


# --- every word LibreOffice shows ---------------------------------------------------------------


def _box(text: str) -> str:
    fill = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    style = 'style="position:absolute;width:120pt;height:40pt"'
    return f"<w:r><w:pict><v:rect {style}><v:textbox>{fill}</v:textbox></v:rect></w:pict></w:r>"


def _field(kind: str, settings: str, result: str = "") -> str:
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="a"/>{settings}</w:ffData></w:fldChar></w:r>'
    )
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return f'{begin}<w:r><w:instrText> {kind} </w:instrText></w:r>{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _forms() -> dict[str, bytes]:
    listed = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='未开展'/><w:listEntry w:val='已办结'/></w:ddList>"
    ticked = "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"
    rows = [
        ("1", tc(p("培训21人。", r(" 内部备注", "<w:vanish/>")))),
        ("2", tc(p(_field("FORMCHECKBOX", ticked), "已完成"))),
        ("3", tc(p(_field("FORMDROPDOWN", listed)))),
        ("4", tc(p(_field("FORMTEXT", "<w:textInput/>", r("填写的字"))))),
        ("5", tc(p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件里的字')}</w:sdtContent></w:sdt>"))),
    ]
    return parts(p("任务清单") + tbl(*rows, widths=(900, 5000)) + p("填报人：联络员01"))


def _layout() -> dict[str, bytes]:
    inner = p("外层") + tbl(("内一", "内二"), widths=(900, 900)) + p("")
    rows = [
        ("序号", "任务", "进展"),
        ("1", tc("横并", '<w:gridSpan w:val="2"/>')),
        ("2", tc(inner), tc(p("有框", _box("格里的框")))),
        ("3", "任务三", tc(p(f'<w:ins w:id="1" w:author="a">{r("插入的字")}</w:ins>'))),
    ]
    return parts(p("标题", _box("框里的字")) + tbl(*rows, widths=(900, 2000, 3000)) + p("（续）") + p("末行"))


def _notes() -> dict[str, bytes]:
    apart = '<w:{0} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    more = {
        f"word/{kind}s.xml": root(f"{kind}s", apart.format(kind) + f'<w:{kind} w:id="2">{p(text)}</w:{kind}>')
        for kind, text in (("footnote", "脚注的话"), ("endnote", "尾注的话"))
    }
    linked: list[Link] = [("rId1", "footnotes", "footnotes.xml"), ("rId2", "endnotes", "endnotes.xml")]
    marks = ('<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>')
    link = f'<w:hyperlink w:anchor="x">{r("链接的字")}</w:hyperlink>'
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    body = p("之前 ", marks[0], " 之后 ", marks[1]) + p(link, formula) + p(r("删去", "<w:strike/>"))
    return parts(body, more, linked)


DOCUMENTS: dict[str, Callable[[], dict[str, bytes]]] = {"forms": _forms, "layout": _layout, "notes": _notes}


def _typed(content: dict[str, bytes]) -> bytes:
    """The document with the type of every part said, which LibreOffice wants."""
    plain = MAIN.replace("document.main", "{}")
    names = [name[5:-4] for name in content if re.fullmatch(r"word/\w+\.xml", name)]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN if name == "document" else plain.format(name)}"/>'
        for name in names
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    head = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    return packed(content | {"[Content_Types].xml": f"{head}{rels}{types}</Types>".encode()})


@pytest.fixture(scope="module")
def converted_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document as LibreOffice writes it: as text and in the older formats."""
    folder = tmp_path_factory.mktemp("documents")
    for name, made in DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(_typed(made()))
    every = [f"{name}.docx" for name in DOCUMENTS]
    for kind, files in (("txt:Text (encoded):UTF8", every), ("doc", ["layout.docx"]), ("odt", ["forms.docx"])):
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to"]
        subprocess.run([*command, kind, *files], cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize("file", [*(f"{name}.docx" for name in DOCUMENTS), "layout.doc", "forms.odt"])
def test_every_word_libreoffice_shows_is_handed_on(file: str, converted_files: Path) -> None:
    name = file.partition(".")[0]
    shown = (converted_files / f"{name}.txt").read_text("utf-8-sig")
    book = read((converted_files / file).read_bytes(), file)
    assert isinstance(book, Book)
    handed = words(book)
    said = [word for word in re.findall(r"[\w+：（）。]+", shown) if word not in ("1", "i")]  # marks of the notes
    assert len(said) > 3
    assert [word for word in said if word not in handed] == []
    assert "☑已完成" in handed or name != "forms"


def test_a_document_of_words_and_no_more_is_read_the_same_each_time() -> None:
    data = word_file(p("甲") + tbl(("1", "乙")))
    assert read(data, "a.docx") == read(data, "b.docx")
