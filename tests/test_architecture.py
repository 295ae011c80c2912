"""The house rules: data flows one way, pure modules stay pure, every package has its home."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
PACKAGE = SCRIPTS / "tasklist"

# In the order data flows: a module imports only what stands above it.
FLOW = """
workdays model errors catalogue wording
deadline_lexicon deadline_words deadline_dates deadline_recurrence deadline_reading deadline_doubts
deadline_grammar deadlines responsible_names responsible
periods plan
mark headings heading_rows form furniture identity matching lexicon context placing counted evidence balance
corrections answers asking returns
facts clauses progress substance versions status records ledger figures gaps checks story
views.style views.measure views.paper views.board views.lines views.annex views.blank views.correction views.looks
views.sheet views.official views.detail views.difference views.listings views.matrix views.overview views.master
views.brief views.templates views.pages views.circular views.letters views.calls
readers.bounds readers.sniff readers.markup readers.shown readers.sheet readers.parts readers.workbook
readers.opendocument readers.xlsb readers.drawings readers.xls readers.text readers.wordml readers.numbering
readers.convert readers.word readers.archive readers.registry readers.isolation
tables roster official vocabulary schema settings config store receipts inbox outbox queue
imap mailbox mime courier mail
slots agenda
readiness forms publishing loader reminding cli
"""
ORDER = FLOW.split()
PURE = ORDER[: ORDER.index("readers.bounds")]

# Each third-party package has one home, two at the most.
OWNERS = {
    "openpyxl": {"views.paper"},
    "xlsxwriter": {"views.sheet", "views.overview"},
    "pandas": {"figures"},
    "jinja2": {"views.pages"},
    "docx": {"readers.word", "views.circular"},
    "xlrd": {"readers.xls"},
    "olefile": {"readers.bounds"},
    "msoffcrypto": {"readers.sniff"},
    "lxml": {"readers.markup", "readers.text"},
    "rapidfuzz": {"matching", "substance"},
    "yaml": {"settings"},
    "pydantic": {"schema", "settings"},
    "pydantic_core": {"settings"},
    "chinese_calendar": {"config"},
    "yagmail": {"courier"},
    "imap_tools": {"imap", "mailbox"},
    "filelock": {"agenda"},
    "rich": {"cli"},
    "schedule": {"on_schedule"},
}
VERBS = {path.stem for path in SCRIPTS.glob("*.py")}
IMPURE = {"os", "io", "pathlib", "shutil", "tempfile", "subprocess", "socket", "time", "random", "sqlite3", "glob"}
BYTES_IN_MEMORY = {"views.paper", "views.master", "views.circular", "views.calls", "views.sheet"}  # io.BytesIO only
CLOCKS = {"now", "today", "utcnow"}


def name_of(path: Path) -> str:
    if PACKAGE not in path.parents:
        return path.stem
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(path: Path) -> set[str]:
    found = set()
    for name in imported(path):
        if name.startswith("tasklist."):
            rest = name.removeprefix("tasklist.")
            found |= {known for known in ORDER if rest == known or rest.startswith(known + ".")}
    return found


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    name = name_of(path)
    assert name in ORDER, f"{name} has no place in the flow: give it one in ORDER"
    below = {other for other in own(path) if ORDER.index(other) >= ORDER.index(name)}
    assert not below


@pytest.mark.parametrize("path", [path for path in modules() if name_of(path) in PURE], ids=name_of)
def test_a_pure_module_opens_no_file_and_reads_no_clock(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    roots = {name.split(".")[0] for name in imported(path)}
    allowed = {"io"} if name_of(path) in BYTES_IN_MEMORY else set()
    assert not (roots & IMPURE) - allowed
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id in ("open", "print", "input")]
    assert not [call for call in calls if isinstance(call, ast.Attribute) and call.attr in CLOCKS]


@pytest.mark.parametrize("path", [path for path in modules() if name_of(path) != "cli"], ids=name_of)
def test_only_cli_asks_what_time_it_is(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Attribute) and call.attr in CLOCKS]


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.py")), ids=lambda path: str(path.relative_to(SCRIPTS)))
def test_a_third_party_package_is_imported_only_at_home(path: Path) -> None:
    name = name_of(path)
    third_party = {
        root
        for root in (module.split(".")[0] for module in imported(path))
        if root not in sys.stdlib_module_names and root not in {"tasklist", *VERBS}
    }
    strangers = {root for root in third_party if name not in OWNERS.get(root, set())}
    assert not strangers, f"{name} imports {strangers}, whose home is elsewhere"


def test_no_script_hides_a_module_it_imports() -> None:
    for path in SCRIPTS.glob("*.py"):
        hidden = {root.split(".")[0] for root in imported(path)} & {path.stem}
        assert not hidden
    assert not {path.stem for path in SCRIPTS.glob("*.py")} & (sys.stdlib_module_names | OWNERS.keys())
