"""The test suite: ruff, mypy, then pytest (arguments go to pytest). The worst exit code is ours.

`--corpus DIR [LEDGER]` instead puts every file of a folder through the inbox and tells how each fared; nothing is
written but the LEDGER of what came of each, where one is named and is not there yet.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(argv: list[str] | None = None) -> int:
    """Style and types first, so that pytest's closing line is the last one printed."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["--corpus"]:
        command = [sys.executable, str(ROOT / "tests/bench/whole_corpus.py"), *arguments[1:]]
        return _code(subprocess.run(command, check=False).returncode)  # noqa: S603
    if set(arguments) & {"-h", "--help"}:
        print("用法：run.py test [pytest 的选项]\n\n依次运行 ruff、mypy、pytest，最后一行写着多少项通过（passed）。")
        print("test --corpus 文件夹 [结果表]：把那个文件夹里的每个文件都走一遍收件夹，说出每个的结果。")
        print("写了结果表：还没有这个文件就记下各个结果，已有就与它对照，有不同时退出码为 1。不写就什么也不留下。")
        return 0
    parallel = ["-n", "auto"] if importlib.util.find_spec("xdist") and (os.cpu_count() or 1) > 1 else []
    tools = (["ruff", "check", "."], ["mypy"], ["pytest", *parallel, *arguments])
    return max(_run(tool) for tool in tools)


def _run(command: list[str]) -> int:
    return _code(subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode)  # noqa: S603


def _code(code: int) -> int:
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
