"""The launcher as a module, for tests of what it does and says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

RUN = Path(__file__).parents[1] / "scripts" / "run.py"


def load(path: Path) -> ModuleType:
    """The script at `path`, imported under a name of its own."""
    spec = importlib.util.spec_from_file_location("launcher", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
