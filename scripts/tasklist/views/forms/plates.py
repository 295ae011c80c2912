"""Forms that differ in their unit's own words alone are drawn once: in the others those words are exchanged.

The words a unit's form has for itself are its name, the marks that name it and the contacts; they stand in the cells of
its sheets, so every other part is the same. Drawn is a form of nobody: for each of these words a stand-in that takes
just the same room, and that no template and no list holds. A form made so is, to the byte, what would have been drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache, partial
from itertools import chain, zip_longest

from tasklist.tables import marks
from tasklist.text.display import visible
from tasklist.views.forms.unit_form import FormSheet, Original, drawn, study
from tasklist.views.package import SHEETS, joined, taken_apart

_FIRST = 0x3400  # of the rare ideographs that stand for a unit's own; as wide as any other
_MOST = 1000
_IDEOGRAPH, _DIGIT = re.compile("[\u4e00-\u9fff]"), re.compile("[0-9]")
_WRITTEN_APART = re.compile("[<>&\"']|[^\\S \u3000]|_x")  # signs the package writes in a way of its own


def _now(_: FormSheet, draw: Callable[[], bytes]) -> bytes:
    return draw()


@dataclass
class Press:
    """Makes the forms of one template. `remembered`: what was drawn of a content before, or is drawn now."""

    template: bytes
    remembered: Callable[[FormSheet, Callable[[], bytes]], bytes] = _now
    _original: Original | None = None
    _plates: dict[Hashable, Plate | None] = field(default_factory=dict)

    def form(self, content: FormSheet) -> bytes:
        """One unit's form, the same bytes alone and among others. Raises UserError as `unit_form.form` does."""
        nobody = of_nobody(content)
        plate = self._plate(nobody) if nobody else None
        return plate.form(content) if plate else self._drawn(content)

    def _plate(self, nobody: FormSheet) -> Plate | None:
        if (key := _looks(nobody)) not in self._plates:
            self._plates[key] = Plate.of(nobody, self._drawn(nobody))
        return self._plates[key]

    def _drawn(self, content: FormSheet) -> bytes:
        return self.remembered(content, partial(self._draw, content))

    def _draw(self, content: FormSheet) -> bytes:
        self._original = self._original or study(self.template, content.layout)
        return drawn(self._original, content)


def _looks(nobody: FormSheet) -> Hashable:
    """What two contents of nobody have in common whose forms are the same; the tasks and columns of a run are there
    once, and told by where they are.
    """
    given = tuple((task, answer["contact"]) for task, answer in nobody.answers.items())
    rest = {one.name: getattr(nobody, one.name) for one in fields(nobody)}
    for shared in ("answers", "last", "tasks", "layout"):
        del rest[shared]
    return given, tuple(map(id, nobody.tasks)), id(nobody.layout), tuple(rest.values())


def of_nobody(content: FormSheet) -> FormSheet | None:
    """The content with a stand-in for each word of the unit's own; None when it says more of the unit than these.

    Two contents with the same stand-ins make forms that are alike.
    """
    given = [answer for answer in content.answers.values() if any(answer.values())]
    if content.last or any(set(answer) != {"contact"} for answer in given):
        return None
    contacts = sorted({answer["contact"] for answer in given})
    words = [content.unit, *contacts]
    if content.unit in contacts or len(words) > _MOST or not all(map(_can_be_stood_in, words)):
        return None
    stand_ins = {word: _stand_in(word, number) for number, word in enumerate(words)}
    if sorted(stand_ins.values()) != list(stand_ins.values()):  # a form holds its contacts in their order, too
        return None
    answers = {
        task: {"contact": stand_ins[answer["contact"]]} for task, answer in content.answers.items() if answer in given
    }
    return replace(content, unit=stand_ins[content.unit], answers=answers)


@lru_cache(1 << 12)
def _can_be_stood_in(word: str) -> bool:
    """Does a word stand in the package as it is, and can it be told from every other?"""
    plain = visible(word) == word == word.strip() and not _WRITTEN_APART.search(word)
    return plain and bool(_IDEOGRAPH.search(word))


def _stand_in(word: str, number: int) -> str:
    """A word as wide, sign by sign, as this one, that no other number has."""
    return _DIGIT.sub("0", _IDEOGRAPH.sub(chr(_FIRST + number), word))


@dataclass(frozen=True)
class Plate:
    """A form of nobody, ready for any unit's words.

    `package`: all parts but the sheets. `sheets`: the name of each, its text cut at the stand-ins, which of the words
    stands behind each piece.
    """

    package: bytes
    sheets: tuple[tuple[str, tuple[bytes, ...], tuple[int, ...]], ...]

    @classmethod
    def of(cls, content: FormSheet, drawn: bytes) -> Plate | None:
        """The plate of a form of nobody, as it was drawn; None when the words are not where they should be."""
        package, sheets = taken_apart(drawn, SHEETS)
        words = list(map(_written, _words(content)))
        number = {word: at for at, word in reversed(list(enumerate(words)))}
        # The name also stands in a line with other words (填报单位：…), every other word by itself.
        name, alone = (b"|".join(map(re.escape, some)) for some in (words[:1], words[1:]))
        stand_in = re.compile(rb"(%s|(?<=>)(?:%s)(?=<))" % (name, alone))
        cut = [(part, stand_in.split(text)) for part, text in sheets]
        found = tuple((part, tuple(pieces[::2]), tuple(number[one] for one in pieces[1::2])) for part, pieces in cut)
        told = {place for _, _, places in found for place in places}
        return cls(package, found) if told == set(number.values()) else None

    def form(self, content: FormSheet) -> bytes:
        """The form of a unit whose content has the same stand-ins."""
        words = list(map(_written, _words(content)))
        told = ((part, zip_longest(pieces, map(words.__getitem__, places))) for part, pieces, places in self.sheets)
        return joined(self.package, ((part, b"".join(filter(None, chain.from_iterable(each)))) for part, each in told))


def _written(word: str) -> bytes:
    """A word as it stands in a sheet of the package."""
    return word.encode("ascii", "xmlcharrefreplace")


def _words(content: FormSheet) -> list[str]:
    """The words of a unit's own in its form, its name first; of two contents with the same stand-ins, word for word."""
    given = [answer["contact"] for answer in content.answers.values()]
    facts = marks.meta(content.list_digest, content.unit, content.period, content.title, given)
    own = [text for name, text in facts if name == "check"]
    tasks = [*(task.seq for task in content.tasks), *([0] if content.quotas or not content.tasks else [])]
    tokens = [marks.token(content.list_digest, content.unit, content.period, task) for task in tasks]
    return [content.unit, *own, *tokens, *given]
