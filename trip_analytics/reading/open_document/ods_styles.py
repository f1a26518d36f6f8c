"""OpenDocument's names of elements, and what its styles say of cells, text and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trip_analytics.reading.formatted_text import Look, symbol_font
from trip_analytics.reading.safe_xml import Attributes, End, Start, Stream

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES: Mapping[str, str] = {
    **{prefix: f"{_OASIS}{prefix}:1.0" for prefix in ("office", "table", "text", "style")},
    "draw": f"{_OASIS}drawing:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def named(name: str) -> str:
    """The whole name of ``table:table-cell``."""
    prefix, _, local = name.partition(":")
    return f"{_SPACES[prefix]} {local}"


class OpenStream(Stream):
    """Calls back for elements of OpenDocument's namespaces."""

    def follow(self, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
        """Say what to call, by an element's name with its usual prefix."""
        for name, start in starts.items():
            prefix, _, local = name.partition(":")
            self.on({local: start}, {}, [_SPACES[prefix]])
        for name, end in ends.items():
            prefix, _, local = name.partition(":")
            self.on({}, {local: end}, [_SPACES[prefix]])


_LONGEST_DESCENT: Final = 16  # styles that rest on each other

_FACE, _FAMILY = named("style:name"), named("svg:font-family")
_NAME, _KIND, _PARENT = (named(f"style:{of}") for of in ("name", "family", "parent-style-name"))
_LINE = (named("style:text-line-through-style"), named("style:text-line-through-type"))
_FONT, _FONT_FAMILY = named("style:font-name"), named("fo:font-family")
_DISPLAY = named("table:display")


class Styles:
    """The styles that parts of a workbook define, by what they are for and by name."""

    def __init__(self) -> None:
        self._fonts: dict[str, str] = {}
        self._looks: dict[tuple[str, str], tuple[bool | None, str | None]] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._hidden: set[str] = set()
        self._current: tuple[str, str] | None = None

    def listen_to(self, stream: OpenStream) -> None:
        """Take the styles from a part as it is read."""
        stream.follow(
            {
                "style:font-face": self._font_face,
                "style:style": self._style_starts,
                "style:text-properties": self._text_properties,
                "style:table-properties": self._table_properties,
            },
            {"style:style": self._style_ends},
        )

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

    def _font_face(self, attributes: Attributes) -> None:
        family = attributes.get(_FAMILY, "").partition(",")[0].strip("'\" ")
        self._fonts[attributes.get(_FACE, "")] = family

    def _style_starts(self, attributes: Attributes) -> None:
        self._current = attributes.get(_KIND, ""), attributes.get(_NAME, "")
        if _PARENT in attributes:
            self._parents[self._current] = attributes[_PARENT]

    def _style_ends(self) -> None:
        self._current = None

    def _text_properties(self, attributes: Attributes) -> None:
        if self._current is None:
            return
        lines = [attributes[line] != "none" for line in _LINE if line in attributes]
        font = attributes.get(_FONT_FAMILY, "").strip("'\" ") or attributes.get(_FONT)
        self._looks[self._current] = (
            all(lines) if lines else None,
            self._fonts.get(font, font) if font else None,
        )

    def _table_properties(self, attributes: Attributes) -> None:
        if self._current is not None and attributes.get(_DISPLAY) == "false":
            self._hidden.add(self._current[1])
