"""LibreOffice as a converter of legacy Word files, when the machine has it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_SECONDS = 15  # under the wall deadline of a reading process, which could not end LibreOffice's own worker

# No macro runs and no linked picture is fetched while LibreOffice converts.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def office_program() -> str:
    """The path of LibreOffice, or empty."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def to_docx(program: str, data: bytes) -> bytes | None:
    """A .doc as .docx, or None when LibreOffice cannot make one in time."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _convert(program, data, Path(folder))


def _convert(program: str, data: bytes, folder: Path) -> bytes | None:
    source = folder / "in.doc"
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)]
    process = subprocess.Popen(  # noqa: S603  the program is LibreOffice, the arguments are ours
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        _end(process)
        return None
    result = folder / "in.docx"
    return result.read_bytes() if result.is_file() else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the worker it started; on Windows there is no group to end."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
