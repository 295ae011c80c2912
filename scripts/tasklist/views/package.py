"""The zip every workbook and document is: the same bytes for the same parts, written as the standard wants them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from html import escape, unescape

_FORMULA = re.compile(rb"><f>([^<]*)</f><v\s*(?:/>|></v>)</c>")
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
SHEETS = "xl/worksheets/sheet"  # how the names of the parts begin that come last, so that they can be exchanged
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3  # what Windows says 0 for
_RELATION = re.compile(rb"<Relationship [^>]*>")
_ABSOLUTE = re.compile(rb'(?<=Target=")/([^"]*)')
_COMMENTS = re.compile(rb"comments/comment(\d+)\.xml|drawings/commentsDrawing(\d+)\.vml")
_UNPREFIXED = re.compile(rb"(</?)(\w+)(?=[\s/>])")
_FONT = re.compile(rb"(?<=<font>)(?:<\w+[^<>]*/>)+(?=</font>)|(?<=<rPr>)(?:<\w+[^<>]*/>)+(?=</rPr>)")
_CHILD = re.compile(rb"<(\w+)[^<>]*/>")
_ORDER = b" b i strike condense extend outline shadow u vertAlign sz color name rFont family charset scheme "


def repacked(data: bytes, mended: Callable[[str, bytes], tuple[str, bytes]] = lambda *part: part) -> bytes:
    """The same package with each part as `mended(name, part)` gives it, and no clock and no system in its bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in sorted(old.namelist(), key=lambda name: name.startswith(SHEETS)):
            _write(new, *mended(member, old.read(member)))
    return stream.getvalue()


def _write(package: zipfile.ZipFile, name: str, part: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
    package.writestr(info, part, compresslevel=1)  # a form is made sooner than its bytes are few


def taken_apart(data: bytes, last: str) -> tuple[bytes, list[tuple[str, bytes]]]:
    """A package of ours without its last parts, and these, whose names begin with `last`; `joined` makes it whole."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        for name in names:
            if not name.startswith(last):
                _write(new, name, old.read(name))
        taken = [(name, old.read(name)) for name in names if name.startswith(last)]
    return stream.getvalue(), taken


def joined(package: bytes, parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A package of ours with more parts, its last."""
    stream = io.BytesIO(package)
    with zipfile.ZipFile(stream, "a") as new:
        for name, part in parts:
            _write(new, name, part)
    return stream.getvalue()


def spelled_out(data: bytes, mark: bytes, pieces: Mapping[str, Iterable[bytes]]) -> bytes:
    """A package XlsxWriter wrote, in some parts the pieces that are meant in the place of a mark, one at a time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            before, marked, after = old.read(name).partition(mark)
            with new.open(info, "w") as part:
                part.write(before)
                for piece in pieces[name] if marked else ():
                    part.write(piece)
                part.write(after)
    return stream.getvalue()


def of_one_system(data: bytes) -> bytes:
    """A package XlsxWriter wrote, its members said to be made on the same system wherever they were made.

    The system is a byte of each entry of the directory at the package's end (APPNOTE 4.3.12, "version made by").
    """
    package = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as written:
        at = written.start_dir
        for member in written.infolist():
            package[at + 5] = _UNIX
            at += 46 + len(member.filename.encode()) + len(member.extra) + len(member.comment)
    return bytes(package)


def conforming(name: str, part: bytes) -> tuple[str, bytes]:
    """A part as openpyxl wrote it, put right: fonts in the order of the schema, names and targets as Excel writes them.

    Excel forgives other ones; not every program does (exceljs opens no workbook with such comments or pictures).
    """
    if name.endswith(".rels"):
        part = _RELATION.sub(lambda found: _relative(name, found[0]), part)
    elif name.startswith("xl/drawings/drawing"):
        part = _UNPREFIXED.sub(
            rb"\1xdr:\2", part.replace(b"<avLst", b"<a:avLst").replace(b" xmlns=", b" xmlns:xdr=", 1)
        )
    elif name == "[Content_Types].xml":
        part = _COMMENTS.sub(_usual, part)
    elif name.endswith(".xml"):
        part = _FONT.sub(lambda found: _ordered(found[0]), part)
    return _COMMENTS.sub(_usual, name.encode()).decode(), part


def _usual(found: re.Match[bytes]) -> bytes:
    return b"comments%s.xml" % found[1] if found[1] else b"drawings/vmlDrawing%s.vml" % found[2]


def _relative(name: str, relation: bytes) -> bytes:
    folder = posixpath.dirname(posixpath.dirname(name))  # xl/_rels/workbook.xml.rels speaks for xl/workbook.xml
    if b'TargetMode="External"' in relation:
        return relation
    return _ABSOLUTE.sub(
        lambda found: posixpath.relpath(b"/" + found[1], f"/{folder}".encode()), _COMMENTS.sub(_usual, relation)
    )


def _ordered(font: bytes) -> bytes:
    """Its children, which hold nothing themselves, sorted."""
    children = sorted(_CHILD.finditer(font), key=lambda child: _ORDER.find(b" %s " % child[1]))
    return b"".join(child[0] for child in children)


def stamped(part: bytes, day: date) -> bytes:
    """The core properties of a package, said to be made and changed as `day` began, whatever the clock says."""
    return _STAMP.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), part)


def with_results(part: bytes, results: Mapping[str, str]) -> bytes:
    """A sheet's part, each formula of `results` with the text it gives: the library writes formulas without."""

    def shown(found: re.Match[bytes]) -> bytes:
        text = results.get("=" + unescape(found[1].decode()))
        return (
            found[0]
            if text is None
            else b' t="str"><f>%s</f><v>%s</v></c>' % (found[1], escape(text, quote=False).encode())
        )

    return _FORMULA.sub(shown, part)
