"""The text of a cell or a note: paragraphs, and pieces of them with a look of their own."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.reading.markup import Attributes
from trip_analytics.reading.open_document.names import OpenStream, named
from trip_analytics.reading.open_document.styles import Styles
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.seen_text import Look, Run, StoredText

MOST_SPACES: Final = 32_767  # in one go; no cell holds more characters

_STYLE, _COUNT = named("text:style-name"), named("text:c")
_LINE_END: Final = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


class TextReader:
    """Puts together the paragraphs of the elements that it is told to listen to.

    Paragraphs further within are not theirs: text drawn beside a cell belongs to a shape.
    """

    def __init__(self, stream: OpenStream, styles: Styles) -> None:
        self._stream = stream
        self._styles = styles
        self._listening: list[tuple[int, list[Run]]] = []
        self._paragraph = 0
        self._at_start = False
        self._looks: list[Look | None] = []
        stream.follow(
            {
                "text:p": self._paragraph_starts,
                "text:span": self._span_starts,
                "text:s": self._spaces,
                "text:tab": lambda _: self._character("\t"),
                "text:line-break": lambda _: self._character("\n"),
            },
            {"text:p": self._paragraph_ends, "text:span": self._span_ends},
        )

    def start(self) -> None:
        """Listen to the element that begins, until its text is taken."""
        self._listening.append((self._stream.depth, []))

    def taken(self) -> StoredText:
        """The text of the element that ends."""
        _, runs = self._listening.pop()
        return tuple(runs) if any(run.look for run in runs) else "".join(run.text for run in runs)

    def _paragraph_starts(self, _: Attributes) -> None:
        if self._paragraph or not self._listening:
            return
        depth, runs = self._listening[-1]
        if self._stream.depth != depth + 1:
            return
        if runs:
            runs.append(Run("\n"))
        else:
            runs.append(Run(""))  # so that an empty first paragraph counts
        self._paragraph, self._at_start, self._looks = self._stream.depth, True, [None]
        self._stream.listen({})

    def _paragraph_ends(self) -> None:
        if self._paragraph == self._stream.depth + 1:
            self._add(self._stream.heard())
            self._paragraph = 0

    def _span_starts(self, attributes: Attributes) -> None:
        if self._paragraph:
            self._add(self._stream.heard())
            style = attributes.get(_STYLE)
            look = self._looks[-1] if style is None else self._styles.look("text", style)
            self._looks.append(look if look != Look() else None)
            self._stream.listen({})

    def _span_ends(self) -> None:
        if self._paragraph:
            self._add(self._stream.heard())
            self._looks.pop()
            self._stream.listen({})

    def _spaces(self, attributes: Attributes) -> None:
        count = int(attributes.get(_COUNT, 1))
        if count > MOST_SPACES:
            raise refusal("damaged")
        self._character(" " * count)

    def _character(self, character: str) -> None:
        if self._paragraph:
            self._add(self._stream.heard())
            self._listening[-1][1].append(Run(character, self._looks[-1]))
            self._at_start = False
            self._stream.listen({})

    def _add(self, heard: str) -> None:
        """Characters as they count: a line's end and its indentation are one space."""
        text = _LINE_END.sub(lambda line: "" if self._at_start and not line.start() else " ", heard)
        if text:
            self._listening[-1][1].append(Run(text, self._looks[-1]))
            self._at_start = False
