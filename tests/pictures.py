"""The pictures in README, made from the demo: run `python tests/pictures.py` after a change of looks.

Needs LibreOffice, pdftoppm, Chromium and the Noto fonts for Chinese.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops

import printing

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "examples" / "pictures"
PERIOD = "outbox/demo/outbox/2023-06"
WIDEST, MOST = 900, 140_000  # pixels and bytes
COLOURS = 160
# Picture → the workbook of the demo and its printed page.
WORKBOOKS = {
    "overview": ("汇总表.xlsx", 1),
    "task-list": ("汇总表.xlsx", 2),
    "form": ("下发/乌审旗人民医院-2023年6月填报表.xlsx", 1),
    "correction": ("退回补填/乌审旗卫生健康委员会人事股-2023年6月退回补填.xlsx", 1),
}
SCREENS = {"page-phone": (390, 1900), "page-desktop": (900, 1640)}  # picture → width and height of the window


def main() -> None:
    """Make every picture anew."""
    import demo

    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        assert demo.main(["--home", place, "--quiet"]) == 0
        for name, picture in (*workbooks(home), *screens(home)):
            save(picture, FOLDER / f"{name}.png")


def workbooks(home: Path) -> Iterator[tuple[str, Image.Image]]:
    """The pages of WORKBOOKS as LibreOffice prints them."""
    for name, (file, page) in WORKBOOKS.items():
        source = home / PERIOD / file
        pdf = printing.converted(source, "pdf", home / "print")
        run("pdftoppm", "-r", "110", "-f", page, "-l", page, "-singlefile", "-png", pdf, home / name)
        yield name, Image.open(home / f"{name}.png")


def screens(home: Path) -> Iterator[tuple[str, Image.Image]]:
    """一页纸.html as Chromium shows it in windows of these widths."""
    page = (home / PERIOD / "一页纸.html").as_uri()
    for name, (width, tall) in SCREENS.items():
        # A headless window is at least 500 pixels wide, so the page stands in a frame of the width wanted.
        frame = (
            f'<body style="margin:0"><iframe src="{page}" style="border:0;width:{width}px;height:{tall}px"></iframe>'
        )
        (home / "frame.html").write_text(frame, "utf-8")
        shot = home / f"{name}.png"
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={home / 'chromium'}", f"--window-size={max(width, 500)},{tall}", f"--screenshot={shot}",
            (home / "frame.html").as_uri())  # fmt: skip
        yield name, Image.open(shot).crop((0, 0, width, tall))


def run(*command: object) -> None:
    """Run a system program; what goes wrong is raised."""
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)


def save(picture: Image.Image, path: Path) -> None:
    """Cut off the empty margin, make it small, keep few colours."""
    plain = picture.convert("RGB")
    box = ImageChops.difference(plain, Image.new("RGB", plain.size, "white")).getbbox() or (0, 0, *plain.size)
    cut = plain.crop((max(box[0] - 12, 0), max(box[1] - 12, 0), box[2] + 12, box[3] + 12))
    if cut.width > WIDEST:
        cut = cut.resize((WIDEST, round(cut.height * WIDEST / cut.width)), Image.Resampling.LANCZOS)
    cut.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size <= MOST, f"{path.name}: {path.stat().st_size} bytes"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "scripts"))
    main()
