"""What matters of how Word shows text: struck through, hidden, in a font of symbols."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from trip_analytics.reading.formatted_text import symbol_font
from trip_analytics.reading.safe_xml import Element, parse
from trip_analytics.reading.word.word_elements import (
    NAMES,
    attribute,
    child,
    children,
    switch,
    tags,
    value,
)

# Styles that say none of this, as nearly all, need not be looked at any closer.
_MATTERS: Final = (b"strike", b"vanish", b"dings", b'"Symbol"')
_LONGEST_CHAIN: Final = 32  # styles based on each other; Word allows 11


class Format(NamedTuple):
    """How text looks; None leaves it to the format below; the font "" is one of letters."""

    struck: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, below: Format) -> Format:
        """Lay one format on top of another."""
        return Format(
            below.struck if self.struck is None else self.struck,
            below.hidden if self.hidden is None else self.hidden,
            below.font if self.font is None else self.font,
        )


PLAIN: Final = Format()


class Styles:
    """The styles of a document, read once the first one is asked for."""

    def __init__(self, stored: Callable[[], bytes]) -> None:
        self._stored = stored

    @cached_property
    def _formats(self) -> Mapping[str, Format]:
        return read_styles(self._stored())

    def of(self, element: Element) -> Format:
        """The format of the style that an element names."""
        return self._formats.get(value(element) or "", PLAIN)


def read_format(properties: Element, styles: Styles | None = None, below: Format = PLAIN) -> Format:
    """The format that a run's properties give it, on top of its paragraph's."""
    struck, hidden, font = below
    direct: list[Element] = []
    for element in children(properties):
        name = NAMES.get(element.tag)
        if name == "rStyle" and styles is not None:
            struck, hidden, font = styles.of(element).over(below)
        elif name in ("strike", "dstrike", "vanish", "rFonts"):
            direct.append(element)
    double = False
    for element in direct:
        name = NAMES[element.tag]
        if name == "vanish":
            hidden = switch(element)
        elif name == "rFonts":
            said = attribute(element, "ascii") or attribute(element, "hAnsi")
            font = symbol_font(said) or "" if said else font
        else:
            struck = double = double or switch(element)
    return Format(struck, hidden, font)


@lru_cache(maxsize=4)  # the returns of one form have the same styles
def read_styles(data: bytes) -> Mapping[str, Format]:
    """Style id -> format, for the styles that say anything; what they are based on worked in."""
    plain = data.replace(b"\x00", b"")  # in UTF-16 too
    if not any(word in plain for word in _MATTERS):
        return {}
    own: dict[str, Format] = {}
    based_on: dict[str, str] = {}
    for style in parse(data).iter(*tags("style")):
        name = attribute(style, "styleId") or ""
        properties = child(style, "rPr")
        own[name] = PLAIN if properties is None else read_format(properties)
        below = child(style, "basedOn")
        if below is not None:
            based_on[name] = value(below) or ""
    found = {}
    for name in own:
        whole, below_name = own[name], based_on.get(name)
        for _ in range(_LONGEST_CHAIN):
            if below_name is None:
                break
            whole = whole.over(own.get(below_name, PLAIN))
            below_name = based_on.get(below_name)
        if whole != PLAIN:
            found[name] = whole
    return found
