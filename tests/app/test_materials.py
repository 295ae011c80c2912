"""What is sent beside a form is filed under unit and task, 材料目录.xlsx shows it all; what says nothing is asked."""

from __future__ import annotations

import io
import warnings
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from openpyxl.drawing.image import Image as Drawing
from PIL import Image

from offices import FACT, UNITS, answered, merged, office
from tasklist.app import materials
from tasklist.readers import registry
from tasklist.views.thumbnails import TALL, WIDE, dots, thumbnail

FIRST, SECOND = UNITS[:2]
CABINET = Path("outbox/2023-06/材料")


def photo(size: tuple[int, int] = (400, 300), colour: str = "red", kind: str = "JPEG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    return stream.getvalue()


def document(*lines: str) -> bytes:
    stream, made = io.BytesIO(), Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(stream)
    return stream.getvalue()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    answered(made, FIRST, {1: FACT})
    return made


def put(home: Path, path: str, data: bytes) -> None:
    target = home / "inbox" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def outcomes(answer: Any) -> dict[str, str]:
    return {each["path"].removeprefix("inbox/"): each["outcome"] for each in answer["files"]}


def cabinet(home: Path) -> set[str]:
    return {path.relative_to(home / CABINET).as_posix() for path in (home / CABINET).rglob("*") if path.is_file()}


def catalogue(home: Path) -> list[tuple[str, str, str, str]]:
    """Unit, task, day and file of every line."""
    sheet = openpyxl.load_workbook(home / CABINET / "材料目录.xlsx").worksheets[0]
    return [tuple(str(cell.value) for cell in row[1:5]) for row in sheet.iter_rows(min_row=5)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (f"{FIRST}-任务1佐证.jpg", photo()),
        (f"{FIRST}/任务1/培训现场照片.jpg", photo()),
        (f"{FIRST}/任务1/IMG_20230612_1030.jpg", photo()),
        (f"{FIRST}/第1项任务签到表.pdf", b"%PDF-1.4 no more"),
        (f"{FIRST}/说明.docx", document("任务1佐证材料", "6月12日培训签到45人。")),
    ],
)
def test_what_says_by_name_folder_or_text_which_task_it_proves_is_filed_there(
    home: Path, path: str, data: bytes
) -> None:
    put(home, path, data)
    answer = merged(home, "2023-06-20")
    assert outcomes(answer)[path] == "merged"
    name = path.rsplit("/", 1)[-1]
    assert cabinet(home) == {f"{FIRST}/任务1/{name}", "材料目录.xlsx"}
    assert (home / CABINET / FIRST / "任务1" / name).read_bytes() == data
    ((unit, task, day, file),) = catalogue(home)
    assert (unit, task.split("　")[0], day[:5], file) == (FIRST, "任务1", "2023-", name)
    assert answer["obligations"]["reported"] == 1, "evidence answers nothing"  # type: ignore[index]


@pytest.mark.parametrize(
    "name",
    ["培训现场.jpg", "任务1、任务2照片.jpg", "任务1进展照片.jpg", "任务99照片.jpg", "任务3月照片.jpg", "任务1.jpg"],
)
def test_what_says_none_or_several_or_may_be_the_answer_itself_is_asked(home: Path, name: str) -> None:
    put(home, f"{FIRST}/{name}", photo())
    assert outcomes(merged(home))[f"{FIRST}/{name}"] == "set_aside"
    assert not (home / CABINET).exists()


def test_a_picture_in_the_row_of_a_task_is_filed_under_the_task(home: Path) -> None:
    path = answered(home, SECOND, {1: FACT, 2: FACT})
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (row,) = [cell.row for line in sheet for cell in line if str(cell.value) == "2" and cell.column == 1]
    sheet.add_image(Drawing(io.BytesIO(photo(kind="PNG"))), f"L{row}")
    book.save(path)
    merged(home)
    (found,) = [name for name in cabinet(home) if name.startswith(SECOND)]
    assert found.startswith(f"{SECOND}/任务2/")


def test_what_came_in_a_mail_or_an_archive_is_filed_too(home: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("任务1佐证/现场.jpg", photo(colour="blue"))
    put(home, f"{FIRST}.zip", stream.getvalue())
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", f"{SECOND}任务1照片"
    mail.set_content("见附件")
    mail.add_attachment(photo(colour="green"), "image", "jpeg", filename=f"{SECOND}任务1现场照片.jpg")
    put(home, "来信.eml", mail.as_bytes())
    merged(home)
    assert cabinet(home) == {
        "材料目录.xlsx", f"{FIRST}/任务1/现场.jpg", f"{SECOND}/任务1/{SECOND}任务1现场照片.jpg"
    }  # fmt: skip


def test_the_catalogue_shows_small_pictures_and_is_the_same_every_time(home: Path) -> None:
    put(home, f"{FIRST}/任务1照片一.jpg", photo())
    put(home, f"{FIRST}/任务1照片二.jpg", photo((30, 900), "blue"))
    put(home, f"{FIRST}/任务2照片.jpg", b"\xff\xd8\xff\xe0 cut off")
    merged(home)
    data = (home / CABINET / "材料目录.xlsx").read_bytes()
    assert [line[3] for line in catalogue(home)] == ["任务1照片一.jpg", "任务1照片二.jpg", "任务2照片.jpg"]
    book = registry.read(data, "a.xlsx")
    assert [picture.cell for grid in book.grids for picture in grid.pictures] == [(5, 1), (6, 1)]  # type: ignore[union-attr]
    (home / "outbox/cache.sqlite3").unlink()
    (home / CABINET / "材料目录.xlsx").unlink()
    merged(home)
    assert (home / CABINET / "材料目录.xlsx").read_bytes() == data
    for path in (home / "inbox" / FIRST).iterdir():
        path.unlink()
    merged(home, "2023-06-26T10:00")
    assert cabinet(home) == set(), "what was withdrawn is filed no more"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP"])
def test_a_thumbnail_is_small_upright_and_the_same_bytes_each_time(kind: str) -> None:
    small = thumbnail(photo((1200, 500), kind=kind))
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.format == "JPEG" and picture.width <= WIDE and picture.height <= TALL
    assert small == thumbnail(photo((1200, 500), kind=kind))


def test_a_photo_that_takes_much_memory_to_unpack_has_no_thumbnail_and_nobody_is_warned() -> None:
    stream = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(stream, "PNG")  # a few kilobytes
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert thumbnail(stream.getvalue()) == b""
    assert dots(photo((1200, 500), kind="JPEG")) < dots(photo((1200, 500), kind="PNG")) == 600_000


def test_the_photos_of_one_file_are_made_small_as_far_as_they_cost_no_more_than_many_of_a_telephone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [photo((100, 100), colour, "PNG") for colour in ("red", "blue", "green", "black")]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, data in enumerate(photos[:3]):
            archive.writestr(f"任务1佐证/{number}.png", data)
    put(home, f"{FIRST}.zip", stream.getvalue())
    put(home, f"{FIRST}/任务1佐证.png", photos[3])
    monkeypatch.setattr(materials, "SHOWN", 25_000)
    merged(home)
    book = registry.read((home / CABINET / "材料目录.xlsx").read_bytes(), "a.xlsx")
    assert len(catalogue(home)) == 4
    assert sum(len(grid.pictures) for grid in book.grids) == 3  # type: ignore[union-attr]


def test_what_is_no_photo_or_says_it_is_enormous_has_no_thumbnail() -> None:
    bomb = photo((8, 8), kind="BMP")
    bomb = bomb[:18] + (60_000).to_bytes(4, "little") * 2 + bomb[26:]
    assert [thumbnail(data) for data in (b"", b"%PDF-1.4", photo()[:200], bomb)] == [b""] * 4
