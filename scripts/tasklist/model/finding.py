"""A finding: what a person should know, with its severity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error means something is missing or set aside."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The severity in Chinese."""
        return {"error": "须处理", "warning": "请核实", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """核查问题: what was seen, where, why it matters and what to do. `code` is declared in catalogue.py."""

    code: str
    severity: Severity
    message: str
    unit: str = ""
    task: int | None = None
    place: str = ""
    why: str = ""
    todo: str = ""
