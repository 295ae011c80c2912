"""The file cabinet 材料/: what was sent beside the forms of a period, by unit and task, and 材料目录.xlsx over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from tasklist.files import cache, inbox
from tasklist.files.cache import Cache
from tasklist.model.arrival import Arrival
from tasklist.model.book import Refusal
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Kind
from tasklist.model.returns import Return
from tasklist.readers import registry
from tasklist.text.file_names import free_name, safe_name
from tasklist.views.catalogue import Material, render
from tasklist.views.thumbnails import thumbnail

CATALOGUE = "材料目录.xlsx"


@dataclass(frozen=True)
class _Kept:
    """One thing for the cabinet: its name there, its bytes, what the catalogue says of it."""

    name: str
    data: bytes
    item: Material


def filed(home: Path, ledger: Ledger, returns: Iterable[Return], kept: Cache) -> dict[str, bytes]:
    """`UNIT/NAME` or `UNIT/任务N/NAME` → bytes, of this period, and the catalogue; nothing when nothing was sent.

    The same things in the same places whatever order they came in. `kept`: small pictures made before.
    """
    order = {unit.name: place for place, unit in enumerate(ledger.plan.roster.units)}
    wanted = [each for each in returns if each.unit and each.period == ledger.period.id]
    found: dict[str, bytes] = {}
    items: list[Material] = []
    for each in sorted(wanted, key=lambda each: each.arrival.path):
        for one in (*_whole(home, ledger, each), *_pictures(ledger, each)):
            name = _added(found, one.name, one.data)
            if name:
                items.append(replace(one.item, path=name, picture=_small(one.data, kept)))
    items.sort(key=lambda item: (order.get(item.unit, len(order)), item.task or 0, item.path))
    return {**found, CATALOGUE: render(ledger, items)} if items else {}


def _whole(home: Path, ledger: Ledger, made: Return) -> Iterator[_Kept]:
    """A document or photo that was sent as a file of its own."""
    if made.kind not in (Kind.DELIVERABLE, Kind.QUOTA) or made.answer_cells:
        return
    data = _bytes(home, made.arrival)
    if data is None:
        return
    task = next((entry.task for entry in made.entries if entry.field == "evidence"), None)
    said = "" if task is not None else "、".join(dict.fromkeys(entry.name for entry in made.entries if entry.name))
    yield _one(ledger, made, made.arrival.path.rsplit("/", 1)[-1].rsplit("!", 1)[-1], data, task=task, said=said)


def _pictures(ledger: Ledger, made: Return) -> Iterator[_Kept]:
    """The pictures inside a file."""
    stem = safe_name(made.arrival.path.rsplit("/", 1)[-1].rpartition(".")[0])
    for number, sent in enumerate(made.pictures, 1):
        name = f"{stem}-图{number}-{safe_name(sent.picture.name)}"
        yield _one(ledger, made, name, sent.picture.data, task=sent.task, said="表里的图片")


def _one(ledger: Ledger, made: Return, name: str, data: bytes, *, task: int | None, said: str) -> _Kept:
    folder = safe_name(made.unit) + (f"/任务{task}" if task is not None else "")
    came = ledger.plan.campaign.day(made.arrival.received)
    return _Kept(f"{folder}/{safe_name(name)}", data, Material(made.unit, "", came, made.arrival.path, task, said))


def _bytes(home: Path, arrival: Arrival) -> bytes | None:
    """The bytes of a file, out of the archive or mail it came in; None when they cannot be got there again."""
    if not arrival.inside:
        return inbox.content(home, arrival)
    data, around = inbox.kept(home, arrival), arrival.outer
    for name in arrival.inside:
        book = registry.read(data, around)
        members = {} if isinstance(book, Refusal) else dict(book.members)
        if name not in members:
            return None
        data, around = members[name], name
    return data if sha256(data).hexdigest() == arrival.sha256 else None


def _small(data: bytes, kept: Cache) -> bytes:
    """A photo made small, once."""
    key = cache.key("thumbnail", cache.program(), sha256(data).digest())
    known: bytes | None = kept.get(key)
    if known is None:
        known = thumbnail(data)
        kept.put(key, known)
    return known


def _added(found: dict[str, bytes], name: str, data: bytes) -> str:
    """Where it was put; two files of one name and different content both stay, the later ones numbered.

    Empty when the same lies there already.
    """
    if found.get(name) == data:
        return ""
    taken = {each.casefold() for each, kept in found.items() if kept != data}
    free = free_name(name, taken)
    if free in found:
        return ""
    found[free] = data
    return free
