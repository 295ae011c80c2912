"""What a page's styles make of its words: hidden, struck through, or white on nothing. Only plain rules are known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.readers.xml import Element

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)  # td, .hidden, span.hidden
_HIDES = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)", re.IGNORECASE)
_STRIKES = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through", re.IGNORECASE)
_WHITE = re.compile(r"(?:white|#fff(?:fff)?|rgb\(255,255,255\))(?:!important)?", re.IGNORECASE)
_COLOR = re.compile(r"(?:^|;)color:([^;]+)", re.IGNORECASE)
_GROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:([^;]+)", re.IGNORECASE)
_NO_GROUND = re.compile(r"none|transparent|inherit|initial|auto", re.IGNORECASE)
_STRUCK = ("s", "strike", "del")


class PageLooks:
    """The styles of one page: those of its elements, and the rules of its own sheet for tags and classes."""

    def __init__(self, root: Element) -> None:
        self._rules: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str, str], str] = {}
        for sheet in root.iter("style"):
            for rule in _without_comments(sheet.text or "").split("}"):
                selectors, _, said = rule.rpartition("{")
                for selector in selectors.rpartition("{")[2].split(","):
                    if (found := _SELECTOR.fullmatch(selector.strip())) and found[0]:
                        key = ((found[1] or "").lower(), found[2] or "")
                        self._rules[key] = f"{self._rules.get(key, '')};{said}"

    def hides(self, element: Element) -> bool:
        """Is nothing of this element seen?"""
        return element.get("hidden") is not None or bool(_HIDES.search(self._of(element)))

    def strikes(self, element: Element) -> bool:
        """Are the words of this element struck through?"""
        return element.tag in _STRUCK or bool(_STRIKES.search(self._of(element)))

    def whitens(self, element: Element) -> bool:
        """Does this element make its words white, on a ground that nothing colours?"""
        said = [*_COLOR.findall(self._of(element)), *(element.get("color") or "").split()]
        if not (said and _WHITE.fullmatch(said[-1].strip())):
            return False
        return not any(self._coloured(each) for each in (element, *element.iterancestors()))

    def _coloured(self, element: Element) -> bool:
        said = [element.get("bgcolor") or "", *_GROUND.findall(self._of(element))]
        return any(each and not _WHITE.fullmatch(each) and not _NO_GROUND.fullmatch(each) for each in said)

    def _of(self, element: Element) -> str:
        """Everything said of an element's looks, the closest last, without blanks."""
        key = (str(element.tag), element.get("class") or "", element.get("style") or "")
        if key not in self._known:
            self._known[key] = re.sub(r"\s+", "", ";".join(self._said(*key)))
        return self._known[key]

    def _said(self, tag: str, classes: str, style: str) -> Iterator[str]:
        for name in ("", *classes.split()):
            yield self._rules.get((tag, name), "")
            yield self._rules.get(("", name), "")
        yield style


def _without_comments(css: str) -> str:
    first, *others = css.replace("<!--", "").replace("-->", "").split("/*")
    return "".join((first, *(each.partition("*/")[2] for each in others)))
