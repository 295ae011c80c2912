"""Nouns packed quickly, on their way between processes and into the cache: as the values of their fields in order.

By itself Python asks every single noun for the names of its fields, packing it and unpacking it, and that takes longer
than all the rest. Whoever packs nouns imports this.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any

from tasklist.model import arrival, book, finding, ledger, place, question, returns, unplaced

_PACKED: tuple[ModuleType, ...] = (arrival, book, finding, ledger, place, question, returns, unplaced)


def _by_values(noun: type) -> Callable[[Any], tuple[type, tuple[object, ...]]]:
    names = [field.name for field in fields(noun)]
    values = attrgetter(*names)
    if len(names) == 1:
        return lambda one: (noun, (values(one),))
    return lambda one: (noun, values(one))


for _module in _PACKED:
    for _noun in vars(_module).values():
        if isinstance(_noun, type) and is_dataclass(_noun) and _noun.__module__ == _module.__name__ and fields(_noun):
            copyreg.pickle(_noun, _by_values(_noun))
