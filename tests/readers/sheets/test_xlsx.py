"""Spreadsheets as units send them: every cell as a person sees it, or a sentence why not."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msoffcrypto
import olefile
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.exceptions import FileFormatError
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

import made_workbooks as made
from tasklist.model.book import Book, Grid, Refusal
from tasklist.model.finding_kinds import KINDS
from tasklist.readers.formats import FORMATS
from tasklist.readers.registry import read
from tasklist.readers.sheets.number_formats import LOCAL, Show, aware, number, show_of, shown
from tasklist.readers.sniff import sniff
from tasklist.text.display import visible

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
needs_office = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The rich workbook as LibreOffice saves it, once per format."""
    saved: dict[str, bytes] = {}

    def save(target: str) -> bytes:
        if target not in saved:
            folder = tmp_path_factory.mktemp("soffice")
            saved[target] = made.converted(SOFFICE, made.rich(), target, folder)
        return saved[target]

    return save


def book_of(data: bytes, *passwords: str) -> Book:
    result = read(data, "回收表", passwords)
    assert isinstance(result, Book), result
    return result


def refusal_of(data: bytes, *passwords: str) -> Refusal:
    result = read(data, "回收表", passwords)
    assert isinstance(result, Refusal), result
    assert result.code in KINDS
    assert re.search("[一-龥]", result.reason)
    return result


def first(data: bytes) -> Grid:
    return book_of(data).grids[0]


def content(book: Book) -> list[object]:
    return [(grid.sheet, dict(grid.cells), dict(grid.broken), dict(grid.notes), grid.merged) for grid in book.grids]


# --- what a person sees -----------------------------------------------------------------------------


def assert_rich(book: Book) -> None:
    grid = book.grids[0]
    assert dict(grid.cells) == made.RICH_CELLS
    assert grid.broken == {(4, 1): "#N/A", (4, 2): "#DIV/0!"}
    assert grid.merged == ((5, 1, 7, 3),)
    assert grid.hidden_rows == {8}
    assert grid.hidden_columns == {6}
    assert grid.notes == {(10, 2): "请核实\n第二行"}
    assert grid.struck == {(3, 1): "删去", (3, 2): "全删"}
    assert grid.floating == ("文本框内容\n第二段",)
    assert [picture.cell for picture in grid.pictures] == [(16, 3), (21, 5)]
    assert [picture.data for picture in grid.pictures] == [made.picture(), made.picture(20)]
    assert [(page.sheet, page.hidden) for page in book.grids] == [("进展", ""), ("隐藏表", "hidden")]
    assert book.grids[1].cells == {(3, 4): "藏"}


def test_everything_in_an_xlsx_is_read_as_a_person_sees_it() -> None:
    book = book_of(made.rich())
    assert_rich(book)
    assert book.format == "xlsx"
    assert book.modified == datetime(2023, 6, 20, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("target", "form"),
    [
        pytest.param("xlsx:Calc MS Excel 2007 XML", "xlsx", marks=needs_office),
        pytest.param("ods", "ods", marks=needs_office),
        pytest.param("xls", "xls", marks=needs_office),
    ],
)
def test_the_same_workbook_saved_by_another_program_reads_the_same(
    foreign: Callable[[str], bytes], target: str, form: str
) -> None:
    book = book_of(foreign(target))
    assert_rich(book)
    assert book.format == form
    assert book.modified is not None
    assert book.modified.tzinfo is not None


def test_a_binary_workbook_is_read_and_what_cannot_be_told_is_said() -> None:
    book = book_of(made.binary())
    grid, meta = book.grids
    assert dict(grid.cells) == {
        (1, 1): "共享\n文字",
        (1, 2): "行内",
        (1, 3): "42",
        (1, 4): "25.5",
        (1, 5): "13800000000",
        (1, 6): "2023-06-30",
        (1, 7): "0.25",
        (2, 1): "TRUE",
        (2, 3): "公式",
        (2, 4): "3.5",
        (5, 4): "藏",
    }
    assert (book.format, meta.sheet, meta.hidden) == ("xlsb", "_meta", "very")
    assert all(word in book.remarks[-1] for word in ("出错公式", "批注", "隐藏的行列"))


@pytest.mark.parametrize("make", [made.ordinary, made.rich])
def test_another_library_finds_text_in_the_same_cells(make: Callable[[], bytes]) -> None:
    data = make()
    other = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for place, grid in enumerate(book_of(data).grids):
        page = other.get_sheet_by_index(place)
        rows, columns = page.start or (0, 0)
        filled = {
            (row + rows + 1, column + columns + 1)
            for row, values in enumerate(page.to_python())
            for column, value in enumerate(values)
            if str(value).strip()
        }
        assert filled == set(grid.cells)


def test_a_workbook_of_excel_95_is_read() -> None:
    grid = first(made.ancient())
    assert (grid.sheet, dict(grid.cells)) == ("进展", {(1, 1): "单位", (1, 2): "2023-06-30", (2, 3): "25%"})
    assert refusal_of(made.ancient()[:-6]).code == "half_copied"


PLACES = st.tuples(st.integers(0, 300), st.integers(0, 40))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(max_examples=60)
@given(st.dictionaries(PLACES, WORDS, max_size=20))
def test_whatever_is_typed_is_read_at_its_place(texts: dict[tuple[int, int], str]) -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    for (row, column), text in texts.items():
        sheet.write_string(row, column, text)
    book.close()
    typed = {(row + 1, column + 1): visible(text) for (row, column), text in texts.items()}
    typed = {at: text for at, text in typed.items() if not text.isspace()}
    assert first(data.getvalue()).cells == typed


def test_errors_and_formulas_nobody_calculated_are_told_by_their_cell() -> None:
    book = Workbook()
    book.worksheets[0].append(["=1+1", '=IF(A1>1,"是","")', "文字", "#N/A"])
    data = io.BytesIO()
    book.save(data)
    grid = first(data.getvalue())
    assert grid.broken == {(1, 1): "无缓存值的公式", (1, 2): "无缓存值的公式", (1, 4): "#N/A"}
    assert grid.cells == {(1, 3): "文字"}


def test_a_formula_that_shows_nothing_is_blank_and_not_broken() -> None:
    rows = b'<row r="90"><c r="A90" t="str"><f>IF(1,"")</f><v></v></c></row>'
    grid = first(made.with_rows(made.ordinary(), rows))
    assert (90, 1) not in grid.broken
    assert (90, 1) not in grid.cells


def test_cells_without_addresses_stand_where_they_are_counted_to() -> None:
    rows = b"<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"
    cells = first(made.with_rows(made.ordinary(), rows)).cells
    assert (cells[17, 1], cells[17, 3], cells[18, 1]) == ("1", "3", "4")


def test_control_characters_surrogates_and_direction_marks_are_shown_safely() -> None:
    rows = (
        b'<row r="90"><c r="A90" t="inlineStr"><is><t>a_x0007_b_x000D__x000A_c</t></is></c>'
        b'<c r="B90" t="str"><v>_xD800_</v></c><c r="C90" t="str"><v>\xe2\x80\xaeabc</v></c></row>'
    )
    cells = first(made.with_rows(made.ordinary(), rows)).cells
    assert cells[90, 1] == "a␇b\nc"
    assert cells[90, 2] == "\\ud800"
    assert cells[90, 3] == "\\u202eabc"


def test_numbers_that_are_no_numbers_are_shown_as_text() -> None:
    rows = b'<row r="90"><c r="A90"><v>NaN</v></c><c r="B90"><v>1e999</v></c><c r="C90"><v>abc</v></c></row>'
    cells = first(made.with_rows(made.ordinary(), rows)).cells
    assert (cells[90, 1], cells[90, 2], cells[90, 3]) == ("nan", "inf", "abc")


def test_dates_count_from_1904_when_the_workbook_says_so() -> None:
    book = Workbook()
    book.epoch = datetime.fromisoformat("1904-01-01")
    book.worksheets[0]["B2"] = date(2023, 6, 30)
    data = io.BytesIO()
    book.save(data)
    assert first(data.getvalue()).cells == {(2, 2): "2023-06-30"}


def test_a_phonetic_guide_is_not_part_of_the_text() -> None:
    strings = "<si><r><t>单</t></r><r><t>位</t></r><rPh sb='0' eb='1'><t>dan</t></rPh></si></sst>".encode()
    edits = {
        "xl/sharedStrings.xml": lambda xml: xml.replace(b"</sst>", strings),
        made.SHEET: lambda xml: xml.replace(
            b"</sheetData>", b'<row r="90"><c r="A90" t="s"><v>%d</v></c></row></sheetData>' % count
        ),
    }
    data = made.ordinary()
    count = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").count(b"<si>")
    assert first(made.edited(data, edits)).cells[90, 1] == "单位"


CELL_IMAGES = (
    '<etc:cellImages xmlns:etc="e" xmlns:xdr="x" xmlns:a="a" xmlns:r="r"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
    '<xdr:cNvPr id="1" name="ID_ABC"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic>'
    "</etc:cellImage></etc:cellImages>"
)
IMAGE_LINK = '<Relationships><Relationship Id="rId1" Type="http://x/image" Target="media/image1.png"/></Relationships>'


def test_a_picture_that_wps_puts_into_a_cell_is_found_there() -> None:
    rows = (
        b'<row r="90"><c r="G90" t="str"><f>_xlfn.DISPIMG("ID_ABC",1)</f><v>=DISPIMG("ID_ABC",1)</v></c>'
        b'<c r="H90" t="str"><f>_xlfn.DISPIMG("ID_GONE",1)</f><v>=DISPIMG("ID_GONE",1)</v></c></row>'
    )
    parts = {
        "xl/cellimages.xml": CELL_IMAGES.encode(),
        "xl/_rels/cellimages.xml.rels": IMAGE_LINK.encode(),
        "xl/media/image1.png": made.picture(),
    }
    grid = first(made.edited(made.with_rows(made.ordinary(), rows), {}, parts))
    assert [(picture.cell, picture.data) for picture in grid.pictures] == [((90, 7), made.picture())]
    assert grid.broken == {(90, 8): "单元格内的图片不在文件里"}
    assert (90, 7) not in grid.cells


def test_a_picture_that_excel_places_in_a_cell_is_found_there() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.add_worksheet().embed_image(4, 6, "a.png", {"image_data": io.BytesIO(made.picture())})
    book.close()
    grid = first(data.getvalue())
    assert [(picture.cell, picture.data) for picture in grid.pictures] == [((5, 7), made.picture())]
    assert not grid.broken


def test_macros_are_named_and_never_run() -> None:
    book = book_of(made.edited(made.ordinary(), {}, {"xl/vbaProject.bin": b"Sub Auto_Open()"}))
    assert book.format == "xlsm"
    assert "宏" in book.remarks[0]


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    link = f'<Relationship Id="rId1" Type="http://x/image" Target="{secret.as_uri()}" TargetMode="External"/>'
    parts = {
        "xl/cellimages.xml": CELL_IMAGES.encode(),
        "xl/_rels/cellimages.xml.rels": f"<Relationships>{link}</Relationships>".encode(),
    }
    rows = b'<row r="90"><c r="G90"><f>DISPIMG("ID_ABC",1)</f></c></row>'
    grid = first(made.edited(made.with_rows(made.ordinary(), rows), {}, parts))
    assert not grid.pictures


# --- how a number is written ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "show"),
    [
        ("General", Show.NUMBER),
        ("@", Show.NUMBER),
        ("0.00E+00", Show.NUMBER),
        ('0"年"', Show.NUMBER),
        ("#,##0.00;[Red]-#,##0.00", Show.NUMBER),
        ("0.0%", Show.PERCENT),
        ("yyyy/m/d", Show.MOMENT),
        ('[$-804]yyyy"年"m"月"d"日";@', Show.MOMENT),
        ("[DBNum1][$-804]m月d日", Show.MOMENT),
        ("mmm", Show.MOMENT),
        ("h:mm AM/PM", Show.CLOCK),
        ("mm:ss", Show.CLOCK),
        ("[h]:mm:ss", Show.ELAPSED),
    ],
)
def test_a_number_format_is_told_by_its_letters(code: str, show: Show) -> None:
    assert show_of(code) is show


@pytest.mark.parametrize(
    ("value", "text"),
    [(13800000000.0, "13800000000"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (1e-7, "0.0000001"), (1.5e300, "1.5e+300")],
)
def test_a_number_is_written_in_full(value: float, text: str) -> None:
    assert number(value) == text


@given(st.datetimes(datetime.fromisoformat("1900-03-01"), datetime.fromisoformat("9999-12-31")))
def test_a_date_survives_being_a_number(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    days = (moment - datetime.fromisoformat("1899-12-30")) / timedelta(days=1)
    written = shown(days, Show.MOMENT)
    assert datetime.fromisoformat(written) == moment


@given(st.floats(), st.sampled_from(list(Show)))
def test_every_number_can_be_shown(value: float, show: Show) -> None:
    assert shown(value, show)


def test_a_stamp_without_a_zone_is_china_time() -> None:
    assert aware("2023-06-20T08:00:00.123456789") == datetime(2023, 6, 20, 8, 0, 0, 123456, tzinfo=LOCAL)
    assert aware("2023-06-20T08:00:00Z") == datetime(2023, 6, 20, 8, 0, tzinfo=UTC)
    assert aware("yesterday") is None


# --- what a file is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (bytes(5000), "empty"),
        (b"\xef\xbb\xbf\xe5\xba\x8f\xe5\x8f\xb7,a\r\n", "csv"),
        ("序号,进展\r\n".encode("gb18030"), "csv"),
        ("序号\t进展".encode("utf-16"), "csv"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nbody", "eml"),
        (b"%PDF-1.7", "pdf"),
        (made.picture(), "picture"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"\x01\x02\x03\x04binary", "unknown"),
        (made.ordinary(), "xlsx"),
        (made.binary(), "xlsb"),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_a_workbook_is_read_whatever_it_is_called() -> None:
    assert isinstance(read(made.ordinary(), "return.xls"), Book)
    assert isinstance(read(made.ordinary(), "照片.jpg"), Book)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", made.picture(), b"Rar!\x1a\x07\x00", b"\x01\x02\x03\x04", b"7z\xbc\xaf\x27\x1c"]
)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(data: bytes) -> None:
    assert refusal_of(data).code == "unsupported"


def test_every_format_has_its_reader_or_says_what_it_is() -> None:
    from importlib import import_module

    assert all(each.reader or each.seen for each in FORMATS.values())
    for entry in filter(None, (each.reader for each in FORMATS.values())):
        module, _, function = entry.partition(":")
        assert callable(getattr(import_module(f"tasklist.readers.{module}"), function))


# --- passwords --------------------------------------------------------------------------------------


def locked(data: bytes, password: str) -> bytes:
    opened = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, opened)
    return opened.getvalue()


def test_a_password_is_tried_and_otherwise_the_way_to_lift_it_is_told() -> None:
    data = locked(made.ordinary(), "2023密码")
    assert olefile.isOleFile(data)
    assert msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted()
    refusal = refusal_of(data)
    assert (refusal.code, "清空密码" in refusal.reason) == ("password", True)
    assert "2 个密码都打不开" in refusal_of(data, "wrong", "again").reason
    assert content(book_of(data, "wrong", "2023密码")) == content(book_of(made.ordinary()))


def test_a_file_that_is_only_protected_against_changes_needs_no_password() -> None:
    assert content(book_of(locked(made.ordinary(), "VelvetSweatshop"))) == content(book_of(made.ordinary()))


@pytest.mark.parametrize("fault", [ValueError("Invalid key size (160) for AES."), FileFormatError("unknown")])
def test_an_encryption_the_library_does_not_know_is_a_password_and_no_damage(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise fault

    monkeypatch.setattr(msoffcrypto, "OfficeFile", unknown)
    data = locked(made.ordinary(), "2023密码")
    assert refusal_of(data).code == "password"
    assert refusal_of(data[: len(data) * 3 // 4]).code == "half_copied"


def test_an_encrypted_ods_says_how_to_lift_the_password() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", os.urandom(200))
        package.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert refusal_of(data.getvalue()).code == "password"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("vnd.oasis.opendocument.spreadsheet", "ods"),
        ("vnd.oasis.opendocument.text", "odt"),
        ("vnd.sun.xml.calc", "sxc"),
        ("vnd.sun.xml.writer", "sxw"),
        ("", "ods"),
    ],
)
def test_an_open_document_without_its_type_in_front_is_known_by_its_list_of_parts(said: str, kind: str) -> None:
    data = io.BytesIO()
    inner = "<manifest:file-entry manifest:media-type='application/vnd.oasis.opendocument.spreadsheet' full-path='O/'/>"
    whole = f"<manifest:file-entry manifest:media-type='application/{said}' manifest:full-path='/'/>"
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("content.xml", '<?xml version="1.0"?><office:document-content xmlns:office="o"/>')
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest>{inner}{whole}</manifest:manifest>")
    assert sniff(data.getvalue()) == kind


@pytest.mark.parametrize("kind", ["spreadsheet", "text"])
def test_an_open_document_of_which_only_the_macros_have_a_password_is_read(kind: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", '<?xml version="1.0"?><office:document-content xmlns:office="o"/>')
        package.writestr("Basic/Library1/Module1.xml", os.urandom(200))
        package.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert sniff(data.getvalue()) == {"spreadsheet": "ods", "text": "odt"}[kind]


@pytest.mark.parametrize("sample", [pytest.param("xls", marks=needs_office)], indirect=True)
def test_an_encrypted_xls_is_told_by_its_first_records(sample: bytes) -> None:
    stream = olefile.OleFileIO(io.BytesIO(sample)).openstream("Workbook").read()
    (size,) = struct.unpack_from("<H", stream, 2)
    second = sample.index(stream[:64]) + 4 + size
    data = sample[:second] + struct.pack("<H", 0x2F) + sample[second + 2 :]
    assert sniff(data) == "password"
    assert refusal_of(data, "秘密").code in ("password", "half_copied")


# --- damage -----------------------------------------------------------------------------------------


def whole_or_refused(data: bytes, good: list[object]) -> None:
    result = read(data, "回收表")
    assert isinstance(result, Refusal) or content(result) == good


SAMPLES = [
    pytest.param("xlsx", id="xlsx"),
    pytest.param("xlsb", id="xlsb"),
    pytest.param("ods", marks=needs_office, id="ods"),
    pytest.param("xls", marks=needs_office, id="xls"),
]


@pytest.fixture
def sample(request: pytest.FixtureRequest) -> bytes:
    made_here = {"xlsx": made.rich, "xlsb": made.binary}
    form = request.param
    if form in made_here:
        return made_here[form]()
    data: bytes = request.getfixturevalue("foreign")(form)
    return data


@pytest.mark.parametrize("sample", SAMPLES, indirect=True)
def test_a_file_cut_short_never_reads_with_fewer_cells(sample: bytes) -> None:
    good = content(book_of(sample))
    for sixteenth in range(1, 16):
        at = len(sample) * sixteenth // 16
        assert isinstance(read(sample[:at], "回收表"), Refusal)
        whole_or_refused(sample[:at] + bytes(len(sample) - at), good)
    for few in (1, 2, 22, 100, 512, 1024, 1025):
        whole_or_refused(sample[:-few], good)
        whole_or_refused(sample[:-few] + bytes(few), good)


@pytest.mark.parametrize("sample", SAMPLES[:3], indirect=True)
def test_a_flipped_bit_never_reads_with_other_cells(sample: bytes) -> None:
    good = content(book_of(sample))
    chance = random.Random(20230630)
    for _ in range(300):
        broken = bytearray(sample)
        broken[chance.randrange(len(sample))] ^= 1 << chance.randrange(8)
        whole_or_refused(bytes(broken), good)


@pytest.mark.parametrize("sample", SAMPLES[3:], indirect=True)
def test_a_flipped_bit_in_an_old_workbook_never_stops_the_program(sample: bytes) -> None:
    chance = random.Random(20230630)
    for _ in range(150):
        broken = bytearray(sample)
        broken[chance.randrange(len(sample))] ^= 1 << chance.randrange(8)
        assert isinstance(read(bytes(broken), "回收表"), Book | Refusal)


@pytest.mark.parametrize("part", [made.SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_workbook_that_lacks_a_part_with_words_is_refused(part: str) -> None:
    assert refusal_of(made.without(made.ordinary(), part)).code in ("unreadable", "half_copied")


def test_a_workbook_without_its_styles_is_read_and_the_clerk_is_told() -> None:
    book = book_of(made.without(made.ordinary(), "xl/styles.xml"))
    assert book.grids[0].cells == first(made.ordinary()).cells
    assert "样式" in book.remarks[0]


def test_a_cell_with_two_texts_has_neither_and_shows_both() -> None:
    twice = b'<c r="A90"><v>1</v></c><c r="A90"><v>2</v></c><c r="B90"><v>3</v></c><c r="B90"><v>3</v></c>'
    rows = b'<row r="90">' + twice + b"</row>"
    grid = first(made.with_rows(made.ordinary(), rows))
    assert "“1”“2”" in grid.broken[90, 1]
    assert ((90, 1) in grid.cells, grid.cells[90, 2]) == (False, "3")


# --- hostile files ----------------------------------------------------------------------------------


def test_a_stray_cell_in_the_last_row_and_column_costs_one_cell() -> None:
    cells = first(made.with_rows(made.ordinary(), b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')).cells
    assert cells[1048576, 16384] == "1"
    assert len(cells) == len(first(made.ordinary()).cells) + 1


def test_a_hundred_thousand_styled_blank_rows_are_no_cells() -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(100, 100_100))
    assert first(made.with_rows(made.ordinary(), rows)).cells == first(made.ordinary()).cells


def test_a_count_of_strings_that_lies_is_not_believed() -> None:
    lie = {"xl/sharedStrings.xml": lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', xml)}
    assert content(book_of(made.edited(made.ordinary(), lie))) == content(book_of(made.ordinary()))


def test_a_sheet_in_another_encoding_is_read() -> None:
    def recoded(xml: bytes) -> bytes:
        return xml.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    assert content(book_of(made.edited(made.ordinary(), {made.SHEET: recoded}))) == content(book_of(made.ordinary()))


@pytest.mark.parametrize("behind", [bytes(64), b"rest", b"<rest/>"], ids=["zeros", "words", "element"])
@pytest.mark.parametrize("part", [made.SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_what_stands_behind_the_end_of_a_part_keeps_nobody_from_reading_it(part: str, behind: bytes) -> None:
    data = made.edited(made.ordinary(), {part: lambda xml: xml + behind})
    assert content(book_of(data)) == content(book_of(made.ordinary()))


BOMB = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><worksheet"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_entities_are_refused_in_every_encoding(encoding: str) -> None:
    def bomb(xml: bytes) -> bytes:
        return xml.decode().replace('encoding="UTF-8"', "").replace("<worksheet", BOMB, 1).encode(encoding)

    assert refusal_of(made.edited(made.ordinary(), {made.SHEET: bomb})).code == "unreadable"


def test_a_file_of_the_machine_is_not_drawn_in_by_an_entity() -> None:
    reference = "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><worksheet"
    edit = {made.SHEET: lambda xml: xml.replace(b"<worksheet", reference.encode(), 1)}
    assert "DOCTYPE" in refusal_of(made.edited(made.ordinary(), edit)).reason


@pytest.mark.parametrize("depth", [200, 5000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    nest = b"</sheetData>" + b"<x>" * depth + b"</x>" * depth
    data = made.edited(made.ordinary(), {made.SHEET: lambda xml: xml.replace(b"</sheetData>", nest)})
    whole_or_refused(data, content(book_of(made.ordinary())))


def test_what_unzips_to_more_than_the_limit_is_refused_while_counting() -> None:
    data = io.BytesIO(made.ordinary())
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/media/z.bin", "w") as member:
        for _ in range(76):
            member.write(bytes(8 << 20))
    assert refusal_of(data.getvalue()).code == "too_large"


def test_too_many_members_are_refused() -> None:
    data = made.edited(made.ordinary(), {}, {f"xl/media/{number}": b"" for number in range(10_000)})
    assert refusal_of(data).code == "too_large"


URN = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = (
    f'<office:document-content xmlns:office="{URN}office:1.0" xmlns:table="{URN}table:1.0" xmlns:text="{URN}text:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods(tables: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", ODS.format(tables))
    return data.getvalue()


def test_repeated_rows_and_columns_stand_where_a_person_sees_them() -> None:
    number = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/>'
    table = (
        '<table:table table:name="表">'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="4"/>{number}'
        '</table:table-row><table:table-row table:number-rows-repeated="1048571"><table:table-cell/></table:table-row>'
        "</table:table><table:table table:name=\"'file:///other.ods'#表\"><table:table-row>"
        '<table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>'
    )
    book = book_of(ods(table))
    assert [grid.sheet for grid in book.grids] == ["表"]
    assert book.grids[0].cells == {(4, 5): "5", (4, 6): "5", (5, 5): "5", (5, 6): "5"}


def test_one_cell_repeated_over_the_whole_sheet_is_refused() -> None:
    table = (
        '<table:table table:name="表"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="5"/></table:table-row>'
        "</table:table>"
    )
    assert refusal_of(ods(table)).code == "too_large"


def test_a_formula_that_a_plain_writer_left_without_value_is_broken() -> None:
    cell = '<table:table-cell table:formula="of:=1+1"/>'
    table = f'<table:table table:name="表"><table:table-row>{cell}</table:table-row></table:table>'
    assert book_of(ods(table)).grids[0].broken == {(1, 1): "无缓存值的公式"}
