"""wheels: fills wheels/ with the packages another computer needs, for an installation without a network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import run
from tasklist.app.arguments import VerbParser

SYSTEMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "linux-arm": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "mac": ("macosx_14_0_arm64", "macosx_11_0_arm64"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Download what requirements.lock names, each by its hash, and pip itself. 2: it could not."""
    made = VerbParser("wheels", run.VERBS["wheels"])
    made.add_argument("-h", "--help", action="help", help="显示这份说明")
    made.add_argument("--system", choices=tuple(SYSTEMS), help="那台电脑的系统（默认：与这台相同）")
    made.add_argument(
        "--python", metavar="版本", default=run.VERSION, help="那台电脑的 Python 版本，如 3.12（默认：与这台相同）"
    )
    made.add_argument(
        "--into", metavar="文件夹", type=Path, default=run.ROOT / "wheels", help="放在哪里（默认：wheels/）"
    )
    asked = made.parse_args(argv)
    problem = fill(asked.into, SYSTEMS.get(asked.system or "", ()), asked.python)
    if problem:
        print(f"没有完成：组件下载不了（{problem}），请连上网络后重试。", file=sys.stderr)
        return 2
    names = sorted(path.name for path in asked.into.glob("*.whl"))
    print(f"已下载 {len(names)} 个组件到 {asked.into}/。把整个文件夹拷到那台电脑的程序文件夹里，再运行任何命令即可。")
    return 0


def fill(folder: Path, platforms: Sequence[str], version: str) -> str:
    """Download into `folder`, for other `platforms` when there are any; what went wrong, or ""."""
    pip = run.working_pip()
    if pip is None:
        return "没有 pip"
    download = [
        *pip,
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--dest",
        str(folder),
        "--only-binary=:all:",
    ]
    target = [*(part for each in platforms for part in ("--platform", each)), "--python-version", version]
    lock = ["--require-hashes", "-r", str(run.ROOT / "requirements.lock")]
    for what in (["--no-deps", *lock], ["--no-deps", "pip"]):
        done = subprocess.run([*download, *target, *what], capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
            return (lines or ["pip"])[0][:200]
    return ""


if __name__ == "__main__":
    sys.exit(main())
