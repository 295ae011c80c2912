from __future__ import annotations

import ast
import base64
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from launching import RUN, load

VERB = """\
import sys
import greeting
print(greeting.WORDS, sys.argv[1:], sys.flags.utf8_mode, sys.prefix != sys.base_prefix)
sys.exit(int(sys.argv[1]) if sys.argv[1:] else 0)
"""


def wheel(folder: Path, version: str, words: str) -> None:
    """The smallest package there can be, so that the first use needs no network."""
    folder.mkdir(exist_ok=True)
    info = f"greeting-{version}.dist-info"
    members = {
        "greeting.py": f"WORDS = {words!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: greeting\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{info}/RECORD,,"]
    with zipfile.ZipFile(folder / f"greeting-{version}-py3-none-any.whl", "w") as archive:
        for name, text in members.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(text.encode())}")
            archive.writestr(name, text)
        archive.writestr(f"{info}/RECORD", "\n".join(rows) + "\n")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A checkout of its own: the launcher, one verb, one requirement that lies in wheels/."""
    home = tmp_path / "任务 清单"
    (home / "scripts").mkdir(parents=True)
    (home / "scripts/run.py").write_bytes(RUN.read_bytes())
    (home / "scripts/check.py").write_text(VERB, "utf-8")
    (home / "requirements.txt").write_text("greeting>=1\n", "utf-8")
    wheel(home / "wheels", "1.0", "你好")
    return home


def run(world: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(world / "scripts/run.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=world.parent)


def test_first_use_installs_offline_says_so_once_and_passes_arguments_and_exit_code_through(world: Path) -> None:
    first = run(world, "check", "3", "--选项", "值 值")
    assert (first.returncode, first.stdout) == (3, "你好 ['3', '--选项', '值 值'] 1 True\n")
    assert first.stderr.count("首次使用") == 1
    assert len(first.stderr.splitlines()) == 1
    second = run(world, "check")
    assert (second.returncode, second.stdout, second.stderr) == (0, "你好 [] 1 True\n", "")
    # new requirements are installed into what is there
    wheel(world / "wheels", "2.0", "您好")
    (world / "requirements.txt").write_text("greeting>=2\n", "utf-8")
    assert run(world, "check").stdout == "您好 [] 1 True\n"
    # a half-made or broken .venv is made anew: no stamp, its Python gone, packages missing
    launcher = load(world / "scripts/run.py")
    launcher.PYTHON.unlink()
    assert not launcher._ready("requirements.txt", "stamp")
    (launcher.VENV / "stamp").unlink()
    next(launcher.VENV.rglob("greeting.py")).unlink()
    third = run(world, "check")
    assert (third.stdout, third.stderr.count("首次使用")) == ("您好 [] 1 True\n", 1)


def test_two_launches_at_once_install_once_and_both_work(world: Path) -> None:
    command = [sys.executable, str(world / "scripts/run.py"), "check"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    both = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    answers = [process.communicate() for process in both]
    assert [out for out, _ in answers] == ["你好 [] 1 True\n"] * 2
    assert sum("首次使用" in err for _, err in answers) == 1


def test_what_cannot_be_installed_is_one_sentence_that_says_what_to_do(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    (world / "requirements.txt").write_text("greeting>=9\n", "utf-8")
    done = run(world, "check")
    assert (done.returncode, done.stdout) == (2, "")
    _, sentence = done.stderr.splitlines()
    assert "greeting" in sentence
    assert "wheels" in sentence
    assert not (world / ".venv/stamp").exists()


Runner = Callable[[list[str]], str]


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        ((), ["{python}", "-m", "pip"]),
        (("venv-with-pip",), ["{base}", "-m", "pip", "--python", "{python}"]),
        (("venv-with-pip", "--python"), ["{python}", "{wheels}/pip-99-py3-none-any.whl/pip"]),
    ],
)
def test_without_ensurepip_another_pip_is_found(world: Path, refused: tuple[str, ...], expected: list[str]) -> None:
    launcher = load(world / "scripts/run.py")
    (world / "wheels/pip-99-py3-none-any.whl").touch()
    made: list[bool] = []

    def answer(command: list[str]) -> str:
        if "venv" in command:
            made.append("--without-pip" in command)
            return "no ensurepip" if "venv-with-pip" in refused and not made[-1] else ""
        own = command[1:3] == ["-m", "pip"] and "--python" not in command
        return "no" if (own and made[-1]) or any(word in command for word in refused) else ""

    launcher._run = answer  # type: ignore[attr-defined]
    names = {"python": str(launcher.PYTHON), "base": launcher.BASE, "wheels": str(world / "wheels")}
    assert launcher._rebuild() == [part.format(**names) for part in expected]


def test_without_venv_and_pip_one_sentence_says_what_to_install(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    launcher = load(world / "scripts/run.py")
    launcher._run = lambda _: "No module named venv"  # type: ignore[attr-defined]
    assert launcher.main(["check"]) == 2
    assert "python3-venv" in capsys.readouterr().err.splitlines()[-1]


def test_without_a_verb_every_verb_is_listed_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    launcher = load(RUN)
    assert launcher.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    for verb in launcher.VERBS:
        assert sum(line.split()[:1] == [verb] for line in lines) == 1


def test_a_misspelt_verb_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert load(RUN).main(["merg"]) == 2
    assert "merge" in capsys.readouterr().err


def test_every_verb_has_its_script_with_a_main() -> None:
    for verb in load(RUN).VERBS:
        tree = ast.parse((RUN.parent / f"{verb}.py").read_text("utf-8"))
        assert "main" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, verb


def test_an_old_python_gets_a_sentence_and_no_traceback() -> None:
    source = RUN.read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    old = "import runpy, sys; sys.version_info = (3, 8, 10); runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", old, str(RUN)], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (2, "需要 Python 3.11 或更新的版本，这里是 3.8，请安装新版后重试。\n")


def test_what_the_lock_names_is_installed_by_its_hash_when_it_lies_in_wheels(world: Path) -> None:
    kept = world / "wheels/greeting-1.0-py3-none-any.whl"
    wheel(world / "wheels", "1.5", "新的")
    digest = hashlib.sha256(kept.read_bytes()).hexdigest()
    (world / "requirements.lock").write_text(f"greeting==1.0 \\\n    --hash=sha256:{digest}\n", "utf-8")
    assert run(world, "check").stdout.startswith("你好")
