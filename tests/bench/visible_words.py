# ruff: noqa: T201  a measurement speaks to a person
"""Is every word a person sees in a file somewhere in the master that was written of it?

Run: python tests/bench/visible_words.py DIR [N [SEED]]
N files of a folder, chosen by chance, are shown by LibreOffice (sheets cell by cell, documents as printed pages) and
put through the inbox one at a time; then every word of two letters and more, and every figure of three and more, is
sought in the written master. Needs LibreOffice and pdftotext. Files that are refused are counted and not compared; of
one with more than two thousand words without a place the master names the places of the rest, not their words.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import whole_corpus
from whole_corpus import Endless, rendered

import offices
from tasklist.files import inbox
from tasklist.readers.libreoffice import office_program
from tasklist.text.normalize import fold

SHEETS = frozenset((".xlsx", ".xlsm", ".xls", ".ods", ".fods", ".xlsb", ".csv", ".sxc", ".ots", ".xltx"))
DOCUMENTS = frozenset((".docx", ".doc", ".odt", ".ott", ".dotx", ".rtf", ".docm", ".fodt", ".html", ".htm"))
TOGETHER = 20  # files that one run of LibreOffice shows
PATIENCE = 300.0  # seconds for those
SHOWN = 6  # words told of a file

_CELLS = "csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,true,false,false,false,-1"
_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"(?<![\d.,E+-])\d[\d,]{1,20}\d(?![\d.,E])")  # fractions are shown shorter than they are kept
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]|\d\d[-/]\d\d[-/]\d\d|^(?:19|20)\d\d$")  # written in another order there


@dataclass(frozen=True)
class Compared:
    """What became of one file, the words that are seen of it, and those the master lacks."""

    path: str
    outcome: str
    seen: tuple[str, ...]
    missing: tuple[str, ...]
    reason: str = ""


def main(folder: Path, count: int, seed: int) -> int:
    """Compare, and print the files whose words are missing, the most words first."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in SHEETS | DOCUMENTS]
    Random(seed).shuffle(files)
    compared = list(each(folder, files[:count]))
    merged = [one for one in compared if one.outcome != "refused"]
    for one in sorted((one for one in merged if one.missing), key=lambda one: -len(one.missing)):
        few = "、".join(one.missing[:SHOWN])
        print(f"{len(one.missing):5d} of {len(one.seen):5d}  {one.outcome:10} {one.path}  {few}")
    for one in compared:
        if one.outcome == "refused":
            print(f"refused, though LibreOffice shows {len(one.seen)} words: {one.path}  {one.reason[:80]}")
    seen, missing = sum(len(one.seen) for one in merged), sum(len(one.missing) for one in merged)
    print(f"{len(compared)} files that LibreOffice shows: {dict(Counter(one.outcome for one in compared))}")
    print(f"{seen} words seen, {missing} not in the master, in {sum(bool(one.missing) for one in merged)} files")
    return int(bool(missing))


def each(folder: Path, files: Sequence[Path]) -> Iterator[Compared]:
    """The files LibreOffice shows, each held against the master made of it."""
    signal.signal(signal.SIGVTALRM, whole_corpus.stop)
    inbox.QUIET_SECONDS = 0.0
    with tempfile.TemporaryDirectory() as temporary:
        home = offices.office(Path(temporary) / "home")
        for at in range(0, len(files), TOGETHER):
            for path, text in shown(files[at : at + TOGETHER], Path(temporary) / "shown").items():
                try:
                    yield one_file(home, folder, path, text)
                except Endless:
                    print(f"endless: {path}", file=sys.stderr)
            print(f"  {min(at + TOGETHER, len(files))} …", file=sys.stderr, flush=True)


def shown(files: Sequence[Path], work: Path) -> dict[Path, str]:
    """What LibreOffice shows of the files; those it does not open are left out."""
    found: dict[Path, str] = {}
    for endings, target in ((SHEETS, _CELLS), (DOCUMENTS, "pdf")):
        shutil.rmtree(work, ignore_errors=True)
        (work / "in").mkdir(parents=True)
        names = {f"f{number}": path for number, path in enumerate(files) if path.suffix.lower() in endings}
        for name, path in names.items():
            shutil.copyfile(path, work / "in" / f"{name}{path.suffix.lower()}")
        command = [office_program(), "--headless", "--norestore", f"-env:UserInstallation={(work / 'user').as_uri()}"]
        command += ["--convert-to", target, "--outdir", str(work / "out"), *map(str, sorted((work / "in").iterdir()))]
        if names:
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
        for made in sorted((work / "out").glob("*")) if (work / "out").exists() else ():
            path = names[re.split(r"[-.]", made.name)[0]]
            found[path] = f"{found.get(path, '')}\n{_text(made)}"
    return found


def _text(made: Path) -> str:
    if made.suffix != ".pdf":
        return made.read_text("utf-8", "replace")
    command = ["pdftotext", "-enc", "UTF-8", str(made), "-"]
    return subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace")


def one_file(home: Path, folder: Path, path: Path, text: str) -> Compared:
    """The words of a file that its master lacks."""
    inside = home / "inbox" / path.name
    shutil.copyfile(path, inside)
    signal.setitimer(signal.ITIMER_VIRTUAL, whole_corpus.ENDLESS)
    try:
        record, master = rendered(home)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        inside.unlink()
    with zipfile.ZipFile(io.BytesIO(master)) as package:
        parts = "\n".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    told = _letters(html.unescape(" ".join(_TEXT.findall(parts))))
    words = tuple(dict.fromkeys(_words(text)))
    missing = tuple(word for word in words if _letters(word) not in told)
    cells = record.cells
    outcome = record.outcome.value if cells.seen or not words else "refused"
    return Compared(path.relative_to(folder).as_posix(), outcome, words, missing, record.reason)


def _words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from _WORD.findall(line)
        for cell in line.split("\t"):
            if not _DAY.search(cell):
                yield from _FIGURE.findall(cell)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text)).casefold()  # small letters may be shown as capitals


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int((*sys.argv[2:3], "200")[0]), int((*sys.argv[3:4], "1")[0])))
