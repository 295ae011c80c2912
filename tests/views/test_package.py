"""A package is the same bytes wherever it is written."""

from __future__ import annotations

import io
import zipfile

from tasklist.views.package import of_one_system

WINDOWS, UNIX = 0, 3


def _written_on(system: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in ("[Content_Types].xml", "xl/worksheets/表.xml", "xl/media/image1.png"):
            info = zipfile.ZipInfo(name)
            info.create_system, info.comment = system, b"beside"
            package.writestr(info, name * 50)
    return stream.getvalue()


def test_a_package_written_on_windows_has_the_bytes_of_one_written_elsewhere() -> None:
    assert _written_on(WINDOWS) != _written_on(UNIX)
    assert of_one_system(_written_on(WINDOWS)) == of_one_system(_written_on(UNIX)) == _written_on(UNIX)
