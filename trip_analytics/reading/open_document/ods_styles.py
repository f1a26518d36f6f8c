"""OpenDocument's names of elements, and what its styles say of cells, text and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trip_analytics.reading.formatted_text import Look, symbol_font
from trip_analytics.reading.safe_xml import Element, Source, begun_and_ended, drop

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES: Final[Mapping[str, str]] = {
    **{prefix: f"{_OASIS}{prefix}:1.0" for prefix in ("office", "table", "text", "style")},
    "draw": f"{_OASIS}drawing:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_LONGEST_DESCENT: Final = 16  # styles that rest on each other


def named(name: str) -> str:
    """The whole name of ``table:table-cell``."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


_FONT_FACE, _STYLE = named("style:font-face"), named("style:style")
_TEXT, _TABLE = named("style:text-properties"), named("style:table-properties")
_FACE, _FAMILY = named("style:name"), named("svg:font-family")
_NAME, _KIND, _PARENT = (named(f"style:{of}") for of in ("name", "family", "parent-style-name"))
_LINE = (named("style:text-line-through-style"), named("style:text-line-through-type"))
_FONT, _FONT_FAMILY = named("style:font-name"), named("fo:font-family")
_DISPLAY = named("table:display")

STYLES: Final = frozenset({_FONT_FACE, _STYLE})
"""The elements to give to :meth:`Styles.add`."""


class Styles:
    """The styles that parts of a workbook define, by what they are for and by name."""

    def __init__(self) -> None:
        self._fonts: dict[str, str] = {}
        self._looks: dict[tuple[str, str], tuple[bool | None, str | None]] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._hidden: set[str] = set()

    def read(self, source: Source) -> None:
        """Add the styles of a part that has nothing else."""
        for element, ended in begun_and_ended(source, STYLES):
            if ended:
                self.add(element)
                drop(element)

    def add(self, element: Element) -> None:
        """Add a style, or the name of a font."""
        if element.tag == _FONT_FACE:
            family = element.get(_FAMILY, "").partition(",")[0].strip("'\" ")
            self._fonts[element.get(_FACE, "")] = family
            return
        name = element.get(_NAME, "")
        style = element.get(_KIND, ""), name
        if (parent := element.get(_PARENT)) is not None:
            self._parents[style] = parent
        for text in element.iter(_TEXT):
            lines = [text.get(line) != "none" for line in _LINE if text.get(line) is not None]
            font = text.get(_FONT_FAMILY, "").strip("'\" ") or text.get(_FONT)
            self._looks[style] = (
                all(lines) if lines else None,
                self._fonts.get(font, font) if font else None,
            )
        if any(table.get(_DISPLAY) == "false" for table in element.iter(_TABLE)):
            self._hidden.add(name)

    def look(self, kind: str, name: str) -> Look:
        """How text in this style looks; ``kind`` is ``table-cell`` or ``text``."""
        struck: bool | None = None
        font: str | None = None
        for _ in range(_LONGEST_DESCENT):
            says_struck, says_font = self._looks.get((kind, name), (None, None))
            struck = says_struck if struck is None else struck
            font = says_font if font is None else font
            name = self._parents.get((kind, name), "")
            if not name:
                break
        return Look(bool(struck), symbol_font(font))

    def hides(self, name: str) -> bool:
        """Whether a sheet in this style is hidden."""
        return name in self._hidden
