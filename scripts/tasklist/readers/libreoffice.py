"""LibreOffice as a converter of what no reader of ours knows, when the machine has it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tasklist.model.errors import cause
from tasklist.model.finding import Advice
from tasklist.readers.limits import SECONDS, Refused
from tasklist.readers.processes import TICKS, at_work

_CLOCK = 15  # seconds of the clock, where the system does not tell of processor time
_IDLE = 10  # seconds in which it does nothing at all: under those a reading process may sleep, which could not end it

_MAKE_ROOM = Advice("请检查临时文件夹的空间和权限，再汇总一次", "不必重报")

# No macro runs and no linked picture is fetched while LibreOffice converts.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


# Where it is installed when it is not on the path: Windows (.com waits for the end, .exe need not), macOS.
_WINDOWS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
_MACOS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def office_program() -> str:
    """The path of LibreOffice, or empty."""
    folders = [Path(os.environ[name]) for name in _WINDOWS if os.environ.get(name)]
    usual = [folder / "LibreOffice" / "program" / f"soffice.{end}" for folder in folders for end in ("com", "exe")]
    usual += [Path(_MACOS), Path.home() / _MACOS.lstrip("/")]
    installed = (str(path) for path in usual if path.is_file())
    return shutil.which("soffice") or shutil.which("libreoffice") or next(installed, "")


def converted(program: str, data: bytes, ending: str, to: str) -> bytes | None:
    """A file as .docx or .xlsx (`to`), or None when LibreOffice cannot make one in time.

    `ending`: what a file of this kind is called (.doc, .rtf …); LibreOffice looks at it as well. Raises Refused when
    it is this computer that cannot: nothing is said of the file then.
    """
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return _convert(program, data, Path(folder), (ending, to))
    except OSError as error:
        seen = f"这台电脑现在不能用 LibreOffice 转换它（{cause(error)}），没有读取，不是文件的问题"
        raise Refused("unreadable", seen, _MAKE_ROOM) from error


def _convert(program: str, data: bytes, folder: Path, kinds: tuple[str, str]) -> bytes | None:
    ending, to = kinds
    source, results = folder / f"in{ending}", folder / "out"
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", _FILTERS[to], "--outdir", str(results), str(source)]
    process = subprocess.Popen(  # noqa: S603  the program is LibreOffice, the arguments are ours
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    before, left = _worked(), _left()
    ended = _ended(process, left or SECONDS)
    if not ended:
        _end(process)
    if left and sys.platform != "win32":  # what it used up is the file's own time
        signal.setitimer(signal.ITIMER_PROF, max(left - (_worked() - before), 0.001))
    if not ended:
        return None
    result = results / f"in.{to}"
    return result.read_bytes() if result.is_file() else None


def _left() -> float:
    """Seconds of processor time the file in hand has left; 0 where nobody counts them."""
    return signal.getitimer(signal.ITIMER_PROF)[0] if sys.platform != "win32" else 0.0


def _worked() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Does LibreOffice come to its end by itself, in the time it has? A busy machine changes no outcome."""
    used = idle = waited = 0
    while True:
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            waited += 1
        else:
            return True
        seen = at_work(process.pid)
        if seen is None:
            if waited >= _CLOCK:
                return False
            continue
        idle = 0 if seen[1] or seen[0] > used else idle + 1
        used = seen[0]
        if idle >= _IDLE or used > seconds * TICKS:
            return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the worker it started; on Windows there is no group to end."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
