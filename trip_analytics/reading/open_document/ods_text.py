"""The text of a cell or a note: paragraphs, and pieces of them with a look of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from trip_analytics.reading.formatted_text import Look, Run, StoredText
from trip_analytics.reading.open_document.ods_styles import OpenStream, Styles, named
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.safe_xml import Attributes

MOST_SPACES: Final = 32_767  # at once; no cell holds more characters

_STYLE, _COUNT = named("text:style-name"), named("text:c")
_LINE_END: Final = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_SHAPES: Final = tuple(  # drawn beside a cell, with text of their own
    f"draw:{name}"
    for name in (
        *("frame", "g", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle"),
        *("regular-polygon", "ellipse", "connector", "measure", "caption", "control"),
    )
)


@dataclass(slots=True)
class _Text:
    runs: list[Run] = field(default_factory=list)
    paragraphs: int = 0
    in_paragraph: bool = False
    looks: list[Look | None] = field(default_factory=list)


class TextReader:
    """Puts together the paragraphs of the elements that it is told to listen to.

    Those of a note are not its cell's, and those of a shape are nobody's.
    """

    def __init__(self, stream: OpenStream, styles: Styles) -> None:
        self._stream = stream
        self._styles = styles
        self._texts: list[_Text] = []
        self._shapes = 0
        stream.follow(
            {
                "text:p": self._paragraph_starts,
                "text:span": self._span_starts,
                "text:s": self._spaces,
                "text:tab": lambda _: self._character("\t"),
                "text:line-break": lambda _: self._character("\n"),
                **dict.fromkeys(_SHAPES, self._shape_starts),
            },
            {
                "text:p": self._paragraph_ends,
                "text:span": self._span_ends,
                **dict.fromkeys(_SHAPES, self._shape_ends),
            },
        )

    def start(self) -> None:
        """Listen to the element that begins, until its text is taken."""
        self._pause()
        self._texts.append(_Text())

    def taken(self) -> StoredText:
        """The text of the element that ends."""
        runs = self._texts.pop().runs
        self._resume()
        return tuple(runs) if any(run.look for run in runs) else "".join(run.text for run in runs)

    def _open(self) -> _Text | None:
        """What has a paragraph open whose characters count."""
        text = self._texts[-1] if self._texts and not self._shapes else None
        return text if text is not None and text.in_paragraph else None

    def _pause(self) -> None:
        if text := self._open():
            self._add(text, self._stream.heard())

    def _resume(self) -> None:
        if self._open():
            self._stream.listen({})

    def _paragraph_starts(self, _: Attributes) -> None:
        if self._texts and not self._shapes and not self._open():
            text = self._texts[-1]
            if text.paragraphs:
                text.runs.append(Run("\n"))
            text.paragraphs += 1
            text.in_paragraph, text.looks = True, [None]
            self._stream.listen({})

    def _paragraph_ends(self) -> None:
        self._pause()
        if text := self._open():
            text.in_paragraph = False

    def _span_starts(self, attributes: Attributes) -> None:
        self._pause()
        if text := self._open():
            look = self._styles.look("text", attributes.get(_STYLE, ""))
            text.looks.append(text.looks[-1] if look == Look() else look)
        self._resume()

    def _span_ends(self) -> None:
        self._pause()
        if text := self._open():
            text.looks.pop()
        self._resume()

    def _spaces(self, attributes: Attributes) -> None:
        count = int(attributes.get(_COUNT, 1))
        if count > MOST_SPACES:
            raise refusal("damaged")
        self._character(" " * count)

    def _character(self, character: str) -> None:
        self._pause()
        if text := self._open():
            text.runs.append(Run(character, text.looks[-1]))
        self._resume()

    def _shape_starts(self, _: Attributes) -> None:
        self._pause()
        self._shapes += 1

    def _shape_ends(self) -> None:
        self._shapes -= 1
        self._resume()

    def _add(self, text: _Text, heard: str) -> None:
        """Characters as they count: a line's end and its indentation are one space."""
        first = not text.runs or text.runs[-1].text == "\n"
        piece = _LINE_END.sub(lambda end: "" if first and not end.start() else " ", heard)
        if piece:
            text.runs.append(Run(piece, text.looks[-1]))
