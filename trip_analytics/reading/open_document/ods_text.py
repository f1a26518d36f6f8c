"""The text of a cell or a note: paragraphs, and pieces of them with a look of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trip_analytics.reading.formatted_text import Look, Run, StoredText
from trip_analytics.reading.open_document.ods_styles import Styles, named
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element

MOST_SPACES: Final = 32_767  # at once; no cell holds more characters

_PARAGRAPH, _SPAN, _SPACES = named("text:p"), named("text:span"), named("text:s")
_STYLE, _COUNT = named("text:style-name"), named("text:c")
_CHARACTERS: Final = {named("text:tab"): "\t", named("text:line-break"): "\n"}
_LINE_END: Final = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
NOTE: Final = named("office:annotation")
_ASIDE: Final = {NOTE} | {  # shapes are drawn beside a cell, with text of their own
    named(f"draw:{name}")
    for name in (
        *("frame", "g", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle"),
        *("regular-polygon", "ellipse", "connector", "measure", "caption", "control"),
    )
}


def outside_shapes(parent: Element, wanted: str) -> Iterator[Element]:
    """The elements of this name in another, but not those in its shapes or its notes."""
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag not in _ASIDE:
            yield from outside_shapes(element, wanted)


def stored_text(parent: Element, styles: Styles) -> StoredText:
    """The paragraphs of a cell or a note, each on a line."""
    text = _Text(styles)
    for number, paragraph in enumerate(outside_shapes(parent, _PARAGRAPH)):
        if number:
            text.runs.append(Run("\n"))
        text.read(paragraph, None)
        text.end_piece(None)
    if any(run.look for run in text.runs):
        return tuple(text.runs)
    return "".join([run.text for run in text.runs])


class _Text:
    """Puts together the pieces of paragraphs; a piece may run through links and the like."""

    def __init__(self, styles: Styles) -> None:
        self.runs: list[Run] = []
        self._styles = styles
        self._piece: list[str] = []

    def read(self, parent: Element, look: Look | None) -> None:
        """Add what an element holds."""
        self._piece.append(parent.text or "")
        for element in parent:
            tag = element.tag
            if tag == _SPAN:
                self.end_piece(look)
                own = self._styles.look("text", element.get(_STYLE, ""))
                inner = look if own == Look() else own
                self.read(element, inner)
                self.end_piece(inner)
            elif tag == _SPACES or tag in _CHARACTERS:
                self.end_piece(look)
                self.runs.append(Run(_CHARACTERS.get(tag) or _spaces(element), look))
            elif tag in _ASIDE:
                self.end_piece(look)
            else:
                self.read(element, look)
            self._piece.append(element.tail or "")

    def end_piece(self, look: Look | None) -> None:
        """Add the piece as it counts: a line's end and its indentation are one space."""
        first = not self.runs or self.runs[-1].text == "\n"
        heard = "".join(self._piece)
        self._piece.clear()
        piece = _LINE_END.sub(lambda end: "" if first and not end.start() else " ", heard)
        if piece:
            self.runs.append(Run(piece, look))


def _spaces(element: Element) -> str:
    count = int(element.get(_COUNT, 1))
    if count > MOST_SPACES:
        raise UnreadableFile("damaged")
    return " " * count
