"""What README prints, made true: run `python tests/readme.py` after a change to the demo's output."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
BLOCK = re.compile(r"(<!-- output: demo -->\n```text\n)(.*?)(```\n<!-- end -->)", re.DOTALL)


def demo_output() -> str:
    """What `run.py demo` prints."""
    import demo

    out = io.StringIO()
    with tempfile.TemporaryDirectory() as home, redirect_stdout(out):
        assert demo.main(["--home", home]) == 0
    return out.getvalue()


def printed(readme: Path) -> str:
    """What a README says the demo prints."""
    found = BLOCK.search(readme.read_text("utf-8"))
    assert found, f"{readme.name} has no block for the demo's output"
    return found[2]


def main() -> None:
    """Write the demo's output into both READMEs."""
    output = demo_output()
    for readme in READMES:
        text = readme.read_text("utf-8")
        readme.write_text(BLOCK.sub(lambda found: found[1] + output + found[3], text), "utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "scripts"))
    main()
