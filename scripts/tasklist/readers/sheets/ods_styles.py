"""What the styles of an OpenDocument workbook do to its words: struck through, hidden, white, in signs."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasklist.readers.sheets.symbol_fonts import signs_of
from tasklist.readers.xml import Element, attribute, local

_WHITE = "#ffffff"


@dataclass
class OdsStyles:
    """The names of styles that strike text through, hide a table or a text, colour the ground, or show signs; were
    formulas calculated?
    """

    struck: set[str] = field(default_factory=set)
    hiding: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)
    coloured: set[str] = field(default_factory=set)
    fonts: dict[str, str] = field(default_factory=dict)
    calculated: bool = False

    def add(self, style: Element) -> None:
        """Take note of one `style:style`."""
        name = attribute(style, "name")
        colors = {(local(each), key.rpartition("}")[2]): value for each in style for key, value in each.attrib.items()}
        ground = colors.get(("table-cell-properties", "background-color"), "transparent").lower()
        if ground not in (_WHITE, "transparent"):
            self.coloured.add(name)
        elif colors.get(("text-properties", "color"), "").lower() == _WHITE:
            self.unseen.add(name)
        font = colors.get(("text-properties", "font-name"), "")
        if signs_of(font):
            self.fonts[name] = font
        for properties in style:
            line = attribute(properties, "text-line-through-style") or attribute(properties, "text-line-through-type")
            if line not in ("", "none"):
                self.struck.add(name)
            if local(properties) == "table-properties" and attribute(properties, "display") == "false":
                self.hiding.add(name)
