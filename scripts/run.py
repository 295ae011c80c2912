#!/usr/bin/env python3
"""The launcher: makes .venv on first use, installs requirements.txt into it, and runs a verb there.

Standard library only, and no syntax newer than Python 3.6 above the version check, so that an old Python
gets a sentence and not a traceback. After first use it only compares a stamp and starts the verb.
"""

import os
import sys
from pathlib import Path

for _stream in (sys.stdout, sys.stderr):
    if hasattr(_stream, "reconfigure"):
        _stream.reconfigure(encoding="utf-8", errors="replace")
if sys.version_info < (3, 11):  # noqa: UP036
    _sentence = "需要 Python 3.11 或更新的版本，这里是 {}.{}，请安装新版后重试。\n".format(*sys.version_info[:2])
    sys.stderr.buffer.write(_sentence.encode("utf-8"))  # 3.6 cannot be told to write Chinese in any other way
    sys.exit(2)

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BASE = getattr(sys, "_base_executable", "") or sys.executable
VERSION = "{}.{}".format(*sys.version_info[:2])

VERBS = {
    "new": "新建一个放专项工作的文件夹，在程序之外，升级不会碰到它",
    "import_list": "把通知（.docx）或清单（.xlsx）读成 templates/任务清单.xlsx；新文件夹的 config.yaml 也照通知填好",
    "check": "检查设置、名册和任务清单，逐条说明时限和责任单位是怎么理解的",
    "fill": "给每个单位生成一份填好抬头的表，放在 outbox/报送期/下发/",
    "collect": "从邮箱取回新邮件，整封放进 inbox/邮件/",
    "merge": "汇总 inbox/ 里收到的表，生成 outbox/报送期/汇总表.xlsx",
    "flag": "列出空白和存疑的格子，给有问题的单位生成补填表",
    "remind": "给还没报齐的单位各发一封提醒",
    "send": "把汇总报告发给领导，每期每人只发一次",
    "why": "查一个格子的来历：哪些版本、何时收到、怎样判定",
    "audit": "核对留存副本、收件、汇总表、决定和邮件的记录，列出缺的和多的",
    "backup": "把一个专项工作的全部文件（含收件时间、已发邮件）打成一个备份文件",
    "restore": "从备份恢复到一个新的文件夹，逐个核对",
    "tick": "做定时任务里到点还没做的事（给 cron 或计划任务调用）",
    "on_schedule": "一直开着，到点自动做定时任务（给没有 cron 的电脑）",
    "demo": "演示：用自带的样例走一遍全过程，不连网、不发邮件",
    "wheels": "下载组件，放进 wheels/，给不能上网的电脑安装用",
    "test": "运行测试",
}


class CannotStartError(Exception):
    """One Chinese sentence: why no verb can run here, and what to install."""


def main(argv: list[str] | None = None) -> int:
    """Run the verb named first with the arguments after it; its exit code is ours (2: it could not start)."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        return _list_verbs()
    verb, *rest = arguments
    if verb not in VERBS:
        return _unknown(verb)
    try:
        _prepare("requirements.txt", "stamp", "首次使用或组件有更新，正在安装，约一两分钟……")
        if verb == "test":
            _prepare("tests/requirements.txt", "stamp-tests", "正在安装测试用的组件……")
    except (CannotStartError, OSError) as error:
        ours = isinstance(error, CannotStartError)
        print(error if ours else f"{ROOT} 里不能写入（{error}），请检查权限和磁盘空间。", file=sys.stderr)
        return 2
    python = PYTHON
    if os.name == "nt" and Path(sys.executable).name.lower() == "pythonw.exe":  # no window here, none for the verb
        python = PYTHON.with_name("pythonw.exe")
    return _start([str(python), str(SCRIPTS / f"{verb}.py"), *rest])


def _list_verbs() -> int:
    print("用法：python3 scripts/run.py 命令 [选项]      某个命令的选项：python3 scripts/run.py 命令 --help\n")
    for verb, does in VERBS.items():
        print(f"  {verb:<12} {does}")
    return 0


def _unknown(verb: str) -> int:
    import difflib  # noqa: PLC0415 (only a slip of the pen pays for it)

    close = difflib.get_close_matches(verb, VERBS, n=1)
    advice = f"最接近的是 {close[0]}" if close else f"可用的命令：{'、'.join(VERBS)}"
    print(f"没有“{verb}”这个命令，{advice}。", file=sys.stderr)
    return 2


def _start(command: list[str]) -> int:
    """Run to the end, whatever signal comes: the verb answers it, and the launcher waits."""
    import signal  # noqa: PLC0415 (a verb asks this module for VERBS alone, and --help is to be there at once)
    import subprocess  # noqa: PLC0415

    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal sends it to the verb as well
    process = subprocess.Popen(command, env={**os.environ, "PYTHONUTF8": "1"})  # noqa: S603 (our own script)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return 128 - code if code < 0 else code


# --- first use ------------------------------------------------------------------------------------


def _prepare(requirements: str, stamp: str, notice: str) -> None:
    """Leave a .venv that holds `requirements`. Raises CannotStartError, OSError."""
    if _ready(requirements, stamp):
        return
    with (ROOT / ".venv.lock").open("a+b") as lock:
        _hold(lock.fileno())
        if not _ready(requirements, stamp):  # another launch may have done it meanwhile
            print(notice, file=sys.stderr, flush=True)
            _install(requirements, stamp)


def _ready(requirements: str, stamp: str) -> bool:
    """Is there a .venv whose Python still stands and whose stamp tells these very requirements?"""
    version, _, wanted = _read(VENV / stamp).partition("\n")
    settings = _read(VENV / "pyvenv.cfg").splitlines()
    homes = [line.partition("=")[2].strip() for line in settings if line.startswith("home ")]
    if not PYTHON.exists() or not homes or not Path(homes[0]).is_dir() or wanted != _read(ROOT / requirements):
        return False
    return version == VERSION or version == _version_inside()


def _version_inside() -> str:
    """The version of .venv's own Python: another one may have made it, and it is as good."""
    import subprocess  # noqa: PLC0415

    command = [str(PYTHON), "-c", "import sys; print('{}.{}'.format(*sys.version_info[:2]))"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    except OSError:
        return ""


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _hold(descriptor: int) -> None:
    """Wait until no other launch installs. The operating system lets go of a dead one's hold."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415
        import time  # noqa: PLC0415

        for _ in range(600):
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(1)
            else:
                break
    else:
        import contextlib  # noqa: PLC0415
        import fcntl  # noqa: PLC0415

        with contextlib.suppress(OSError):  # some network drives know no locks: better to go on than to refuse
            fcntl.flock(descriptor, fcntl.LOCK_EX)


def _install(requirements: str, stamp: str) -> None:
    path = ROOT / requirements
    version = VERSION if _read(VENV / "stamp") and _version_inside() == VERSION else ""
    _remove(VENV / stamp)
    pip = working_pip() if version else None
    problem = _pip_install(pip, path) if pip else "pip"
    if problem and stamp == "stamp":
        problem = _pip_install(_rebuild(), path)
    if problem:
        raise CannotStartError(
            f"需要的组件装不上（{problem}）：请连上网络后重试；不能上网的，在能上网的电脑上运行"
            f" python3 scripts/run.py wheels（系统不同的加 --system），把 wheels 文件夹拷到 {ROOT} 再试。"
        )
    (VENV / stamp).write_text(f"{VERSION}\n{_read(path)}", "utf-8")


def _rebuild() -> list[str]:
    """A new .venv, and the pip command that installs into it."""
    for options in ([], ["--without-pip"]):
        _remove(VENV)
        made = _run([BASE, "-m", "venv", *options, str(VENV)])
        pip = working_pip() if not made else None
        if pip:
            return pip
    raise CannotStartError(
        "这台电脑的 Python 缺少 venv 或 pip，请先安装：Debian、Ubuntu、统信、麒麟运行"
        " sudo apt install python3-venv python3-pip，Windows 从 python.org 重装 Python 并勾选 pip。"
    )


def working_pip() -> list[str] | None:
    """.venv's own pip, the system's working on .venv from outside, or one lying in wheels/."""
    ways = [[str(PYTHON), "-m", "pip"], [BASE, "-m", "pip", "--python", str(PYTHON)]]
    ways += [[str(PYTHON), str(wheel / "pip")] for wheel in _wheels("pip-*.whl")]
    return next((way for way in ways if not _run([*way, "--version"])), None)


def _wheels(pattern: str) -> list[Path]:
    return sorted((ROOT / "wheels").glob(pattern))


def _pip_install(pip: list[str], path: Path) -> str:
    """Install what `path` lists: from wheels/ when it can, by hash if it may, else online. What went wrong, or ""."""
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile", "--retries", "2"]
    links = ["--find-links", str(ROOT / "wheels")] if _wheels("*.whl") else []
    install = [*pip, "install", *quiet, *links]
    lock = path.with_suffix(".lock")
    locked = ["--require-hashes", "-r", str(lock)] if lock.exists() else ["-r", str(path)]
    for what in (locked, ["-r", str(path)]):
        if links and not _run([*install, "--no-index", *what]):
            return ""
    return _run([*install, "-r", str(path)])


def _run(command: list[str]) -> str:
    """Run quietly. The last line it complained with, or "" when it succeeded."""
    import subprocess  # noqa: PLC0415

    strange = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "__PYVENV_LAUNCHER__")
    env = {name: value for name, value in os.environ.items() if name not in strange}
    env |= {"PYTHONUTF8": "1", "PIP_USER": "0"}
    try:
        done = subprocess.run(  # noqa: S603
            command, env=env, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or [f"退出码 {done.returncode}"])[-1][:200]


def _remove(path: Path) -> None:
    import shutil  # noqa: PLC0415 (first use pays for it)

    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotStartError(f"{path} 删不掉（{error}），请关掉正在运行的本程序后重试。") from error


if __name__ == "__main__":
    sys.exit(main())
