"""What units send is held once at most, and taken out of its file again when it is filed."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Drawing

from laboratory import RECEIVED
from made_workbooks import picture
from offices import FACT, UNITS, answered, merged, office
from saved import zipped
from tasklist.app import file_work, sent_bytes
from tasklist.app.sent_bytes import Sent
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book, Grid, Picture

FIRST = UNITS[0]
PHOTOS = {f"任务1佐证-{number}.jpg": b"\xff\xd8\xff\xe0" + bytes([number]) * 5_000 for number in range(4)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def member(way: tuple[str, ...], data: bytes) -> Sent:
    path = "!".join((f"inbox/{FIRST}.zip", *way))
    sha256 = hashlib.sha256(data).hexdigest()
    arrival = Arrival(path, sha256, RECEIVED, RECEIVED, len(data), inside=way)
    return Sent(arrival, picture=False, sha256=sha256, size=len(data))


def test_things_that_lie_together_are_taken_out_together_as_far_as_they_are_small(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zipped(*PHOTOS.items())
    (home / f"inbox/{FIRST}.zip").write_bytes(zipped(("内层.zip", inner), ("任务2佐证.pdf", b"%PDF-1.4")))
    things = [member(("内层.zip", name), data) for name, data in PHOTOS.items()]
    things += [member(("任务2佐证.pdf",), b"%PDF-1.4"), member(("任务2佐证.pdf",), b"something else")]
    monkeypatch.setattr(sent_bytes, "TOGETHER", 12_000)
    taken, held = [], []
    with sent_bytes.opened(home) as source:
        for place, thing in enumerate(things, 1):
            taken.append(source.of(thing, things[place:]))
            held.append(len(source.held))
    assert taken == [*PHOTOS.values(), b"%PDF-1.4", None]
    assert held == [2, 2, 2, 2, 1, 0]


def test_an_archive_that_holds_much_comes_as_one_that_holds_little(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = answered(home, FIRST, {1: FACT}, into="elsewhere").read_bytes()
    inner = zipped(("任务1佐证/现场.jpg", PHOTOS["任务1佐证-1.jpg"]))
    (home / f"inbox/{FIRST}.zip").write_bytes(zipped((f"{FIRST}.xlsx", form), ("照片.zip", inner)))
    little = merged(home)
    (home / "outbox/cache.sqlite3").unlink()
    monkeypatch.setattr(file_work, "HELD", 10)
    assert merged(home) == little
    photo = home / "outbox/2023-06/材料" / FIRST / "任务1/现场.jpg"
    assert photo.read_bytes() == PHOTOS["任务1佐证-1.jpg"]


def test_a_picture_leaves_its_data_behind_and_is_filed_all_the_same(home: Path) -> None:
    path = answered(home, FIRST, {1: FACT})
    book = openpyxl.load_workbook(path)
    book.worksheets[0].add_image(Drawing(io.BytesIO(picture())), "L4")
    book.save(path)
    merged(home)
    (photo,) = (home / "outbox/2023-06/材料" / FIRST).rglob("*.png")
    kept = photo.read_bytes()
    photo.unlink()
    merged(home, "2023-06-26T18:00")
    assert photo.read_bytes() == kept
    light = Book("xlsx", (Grid("a", {}, pictures=(Picture("p", picture(), (1, 1)),)),)).light()
    (left,) = light.grids[0].pictures
    assert (left.data, left.size, left.sha256) == (b"", len(picture()), Picture("q", picture()).sha256)
