"""The house rules: who may know whom, pure rooms stay pure, every package has its home."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
PACKAGE = SCRIPTS / "tasklist"

# Room → the rooms it may import from, beside itself.
ROOMS = {
    "model": "",
    "text": "",
    "plan": "model text",
    "tables": "model text",
    "substance": "model text",
    "readers": "model text",
    "files": "model text",
    "returns": "model text plan tables substance",
    "ledger": "model text plan tables substance",
    "config": "model text plan tables substance readers",
    "mail": "model text files",
    "agenda": "model text plan files",
    "views": "model text plan tables ledger",
    "app": "model text plan tables substance readers files returns ledger config mail agenda views",
}
# Room → its sub-rooms, lowest first: each knows those below it, and what stands in the room itself.
FLOORS = {
    "returns": ("rows", "belonging", "accounts", "prose", "entries", "masters"),
    "readers": ("sheets", "word", "mails"),
}
IMPURE_ROOMS = {"readers", "files", "config", "mail", "agenda", "app"}

# Each third-party package has one home, two at the most; openpyxl and XlsxWriter three.
OWNERS = {
    "openpyxl": {"views.forms.sheet", "views.forms.rules", "views.forms.template"},
    "xlsxwriter": {"views.master.sheet", "views.master.rows", "views.master.charts"},
    "pandas": {"ledger.pivot"},
    "PIL": {"views.thumbnails"},
    "jinja2": {"views.reports.page"},
    "docx": {"views.word"},
    "xlrd": {"readers.sheets.xls"},
    "python_calamine": {"readers.sheets.calamine"},
    "olefile": {"readers.limits"},
    "msoffcrypto": {"readers.sniff"},
    "lxml": {"readers.xml", "readers.html", "readers.html_page"},
    "rapidfuzz": {"returns.rows.task_matching", "substance.copies"},
    "yaml": {"config.yaml_file"},
    "pydantic": {"config.schema", "config.yaml_file"},
    "pydantic_core": {"config.yaml_file"},
    "chinese_calendar": {"config.holidays"},
    "yagmail": {"mail.smtp"},
    "imap_tools": {"mail.imap", "mail.imap_line"},
    "filelock": {"files.lock"},
    "rich": {"app.reading"},
    "distributed": {"app.cluster"},
    "schedule": {"on_schedule"},
}
VERBS = {path.stem for path in SCRIPTS.glob("*.py")}
IMPURE = {"os", "io", "pathlib", "shutil", "tempfile", "subprocess", "socket", "time", "random", "sqlite3", "glob"}
CLOCKS = {"now", "today", "utcnow"}
CLOCK = "app.cli"  # the one place that asks what time it is


def name_of(path: Path) -> str:
    if PACKAGE not in path.parents:
        return path.stem
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


def room(name: str) -> str:
    return name.split(".", 1)[0]


PURE = [path for path in modules() if room(name_of(path)) not in IMPURE_ROOMS]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def neighbours(path: Path) -> set[str]:
    """The modules of the house a module imports."""
    known = {name_of(each) for each in modules()}
    return {name.removeprefix("tasklist.") for name in imported(path)} & known


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_room_imports_only_from_the_rooms_it_may_know(path: Path) -> None:
    here = room(name_of(path))
    assert here in ROOMS, f"{here} is no room of the house"
    strangers = {name for name in neighbours(path) if room(name) not in {here, *ROOMS[here].split()}}
    assert not strangers


@pytest.mark.parametrize("path", [path for path in modules() if room(name_of(path)) in FLOORS], ids=name_of)
def test_a_sub_room_knows_only_those_below_it(path: Path) -> None:
    here, *within = name_of(path).split(".")
    floors = FLOORS[here]
    if len(within) == 1:
        return
    above = floors[floors.index(within[0]) + 1 :]
    assert not {name for name in neighbours(path) if name.startswith(tuple(f"{here}.{each}." for each in above))}


def test_no_modules_import_one_another_in_a_circle() -> None:
    arrows = {name_of(path): neighbours(path) for path in modules()}
    while free := {name for name, others in arrows.items() if not others & arrows.keys()}:
        for name in free:
            del arrows[name]
    assert not arrows


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_a_pure_module_opens_no_file_and_reads_no_clock(path: Path) -> None:
    # The pages' templates are part of the program: Jinja's loader takes them from beside views.reports.page.
    tree = ast.parse(path.read_text("utf-8"))
    imports = imported(path) - {"io", "io.BytesIO"}
    assert not {name.split(".")[0] for name in imports} & IMPURE
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    assert {use.attr for use in uses if isinstance(use.value, ast.Name) and use.value.id == "io"} <= {"BytesIO"}
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id in ("open", "print", "input")]


@pytest.mark.parametrize("path", [path for path in modules() if name_of(path) != CLOCK], ids=name_of)
def test_only_one_module_asks_what_time_it_is(path: Path) -> None:
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


TOUCHES = {
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "unlink",
    "mkdir",
    "rmdir",
    "chmod",
    "fsync",
    "touch",
    "walk",  # passes over what it cannot list
}


@pytest.mark.parametrize(
    "path", [path for path in modules() if room(name_of(path)) in ("files", "mail", "agenda", "app")], ids=name_of
)
def test_the_disk_is_touched_in_one_module_so_that_tests_can_make_every_call_fail(path: Path) -> None:
    uses = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    assert name_of(path) == "files.disk" or not uses & TOUCHES
    assert "tasklist.files.disk.attempt" not in imported(path), "a test could not take its place"


def definitions(path: Path) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def test_no_class_name_lives_in_two_modules() -> None:
    names = Counter(node.name for path in modules() for node in definitions(path) if isinstance(node, ast.ClassDef))
    assert not {name for name, times in names.items() if times > 1}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_of_more_than_300_lines_is_two_ideas(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
