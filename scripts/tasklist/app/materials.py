"""The file cabinet 材料/: what was sent beside the forms of a period, by unit and task, and 材料目录.xlsx over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tasklist.app import sent_bytes
from tasklist.app.sent_bytes import Sent
from tasklist.files import cache
from tasklist.files.cache import Cache
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Kind
from tasklist.model.returns import Return
from tasklist.text.file_names import free_name, safe_name
from tasklist.views.catalogue import Material, render

CATALOGUE = "材料目录.xlsx"
SHOWN = 150_000_000  # dots of the photos of one file that are made small: fifty of a telephone


@dataclass(frozen=True)
class _Thing:
    """One thing for the cabinet: what it is called there, where its bytes are, what the catalogue says of it."""

    name: str
    sent: Sent
    item: Material


def filed(
    home: Path, ledger: Ledger, returns: Iterable[Return], kept: Cache, holds: Callable[[str, str], bool]
) -> Iterator[tuple[str, bytes | None]]:
    """`UNIT/NAME` or `UNIT/任务N/NAME` and bytes, one after another, of this period, last the catalogue; or nothing.

    The same things in the same places whatever order they came in. `kept`: small pictures made before. `holds`: does
    the cabinet hold this digest under this name? Then its bytes are None.
    """
    order = {unit.name: place for place, unit in enumerate(ledger.plan.roster.units)}
    things = list(_named(_things(ledger, returns)))
    items: list[Material] = []
    shown: Counter[str] = Counter()  # file that came → dots of its photos that were made small
    with sent_bytes.opened(home) as source:
        following = [thing.sent for thing in things]
        for place, thing in enumerate(things, 1):
            known, held = _small(thing.sent, kept), holds(thing.name, thing.sent.sha256)
            data = None
            if known is None or not held:
                data = source.of(thing.sent, following[place:])
                if data is None:
                    continue
            cost = known[0] if known else _dots(data or b"")
            outer = thing.sent.arrival.outer
            shown[outer] += cost
            small = known[1] if known else b""
            if shown[outer] > SHOWN:
                small = b""
            elif data is not None and not known:
                small = _made_small(thing.sent, cost, data, kept)
            items.append(replace(thing.item, path=thing.name, picture=small))
            yield thing.name, None if held else data
    items.sort(key=lambda item: (order.get(item.unit, len(order)), item.task or 0, item.path))
    if items:
        yield CATALOGUE, render(ledger, items)


def _things(ledger: Ledger, returns: Iterable[Return]) -> Iterator[_Thing]:
    wanted = [each for each in returns if each.unit and each.period == ledger.period.id]
    for each in sorted(wanted, key=lambda each: each.arrival.path):
        yield from _whole(ledger, each)
        yield from _pictures(ledger, each)


def _whole(ledger: Ledger, made: Return) -> Iterator[_Thing]:
    """A document or photo that was sent as a file of its own."""
    if made.kind not in (Kind.DELIVERABLE, Kind.QUOTA) or made.answer_cells:
        return
    arrival = made.arrival
    task = next((entry.task for entry in made.entries if entry.field == "evidence" and not entry.placed), None)
    said = "" if task is not None else "、".join(dict.fromkeys(entry.name for entry in made.entries if entry.name))
    sent = Sent(arrival, picture=False, sha256=arrival.sha256, size=arrival.size)
    yield _thing(ledger, made, arrival.path.rsplit("/", 1)[-1].rsplit("!", 1)[-1], sent, task=task, said=said)


def _pictures(ledger: Ledger, made: Return) -> Iterator[_Thing]:
    """The pictures inside a file."""
    stem = safe_name(made.arrival.path.rsplit("/", 1)[-1].rpartition(".")[0])
    for number, (picture, task) in enumerate(((each.picture, each.task) for each in made.pictures), 1):
        name = f"{stem}-图{number}-{safe_name(picture.name)}"
        sent = Sent(made.arrival, picture=True, sha256=picture.sha256, size=picture.size)
        yield _thing(ledger, made, name, sent, task=task, said="表里的图片")


def _thing(ledger: Ledger, made: Return, name: str, sent: Sent, *, task: int | None, said: str) -> _Thing:
    folder = safe_name(made.unit) + (f"/任务{task}" if task is not None else "")
    came = ledger.plan.campaign.day(made.arrival.received)
    return _Thing(f"{folder}/{safe_name(name)}", sent, Material(made.unit, "", came, made.arrival.path, task, said))


def _named(things: Iterable[_Thing]) -> Iterator[_Thing]:
    """Each under a name of its own: of one name and different content both stay, the later ones numbered.

    What lies there already is not put there twice.
    """
    found: dict[str, str] = {}
    for thing in things:
        sha256 = thing.sent.sha256
        if found.get(thing.name) == sha256:
            continue
        free = free_name(thing.name, {each.casefold() for each, kept in found.items() if kept != sha256})
        if free not in found:
            found[free] = sha256
            yield replace(thing, name=free)


def _small(sent: Sent, kept: Cache) -> tuple[int, bytes] | None:
    """What a photo made small before cost, and what came of it."""
    known: tuple[int, bytes] | None = kept.get(_key(sent))
    return known


def _dots(data: bytes) -> int:
    """What it costs to make a photo small."""
    from tasklist.views.thumbnails import dots  # noqa: PLC0415  most campaigns have no photos, and Pillow takes its time

    return dots(data)


def _made_small(sent: Sent, cost: int, data: bytes, kept: Cache) -> bytes:
    from tasklist.views.thumbnails import thumbnail  # noqa: PLC0415

    small = thumbnail(data) if cost else b""
    kept.put(_key(sent), (cost, small))
    return small


def _key(sent: Sent) -> bytes:
    return cache.key("thumbnail", cache.program(), sent.sha256)
