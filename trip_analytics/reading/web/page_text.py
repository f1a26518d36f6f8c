"""Text as a browser shows it: white space collapsed, lines broken where elements break them."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.reading.document import MOST_CELLS, Cell, Sheet
from trip_analytics.reading.formatted_text import Look, Run, SeenText, seen
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.web.css_styles import ComputedStyle

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")  # a no-break space is none of these
PLAIN: Final = Look()
_ENDS: Final = " \t\n\r\f"


class Words:
    """Puts together the text of a cell, or of a line outside tables, as it is read."""

    def __init__(self) -> None:
        self._runs: list[tuple[list[str], Look]] = []
        self._breaks = 0
        self._space = False

    def add(self, text: str, look: Look, *, preformatted: bool = False) -> None:
        """Add text; its line ends are kept where it is preformatted."""
        if preformatted:
            self._put(text, look)
            return
        text = _SPACE.sub(" ", text)
        words = text.strip(" ")
        self._space = self._space or text.startswith(" ")
        if words:
            self._put(words, look)
            self._space = text.endswith(" ")

    def break_line(self) -> None:
        """A ``<br>``: the next words are a line further down."""
        self._breaks += 1

    def break_block(self) -> None:
        """An element on lines of its own begins or ends."""
        self._breaks = self._breaks or 1

    def taken(self) -> SeenText | None:
        """What was put together, if anything, without space around it; then it begins anew."""
        if not self._runs:
            self._breaks, self._space = 0, False
            return None
        put, self._runs = self._runs, []
        self._breaks, self._space = 0, False
        texts = ["".join(pieces) for pieces, _ in put]
        texts[0] = texts[0].lstrip(_ENDS)
        texts[-1] = texts[-1].rstrip(_ENDS)
        if len(put) == 1:
            text = seen(texts[0], put[0][1])
        else:
            looks = [look for _, look in put]
            text = seen(tuple(map(Run, texts, looks)), PLAIN)
        return text if text.whole and not text.whole.isspace() else None

    def _put(self, text: str, look: Look) -> None:
        before = ""
        if self._runs:
            before = "\n" * self._breaks or " " * self._space
        self._breaks, self._space = 0, False
        if self._runs and (self._runs[-1][1] is look or self._runs[-1][1] == look):
            self._runs[-1][0].append(before + text)
        else:
            self._runs.append(([before + text], look))


class Lines:
    """The lines outside tables, one below the other: a sheet without a name."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self._shown, self._unseen = Words(), Words()

    def add(self, text: str, style: ComputedStyle) -> None:
        """Add text to the line; what is preformatted may be several."""
        words = self._unseen if style.hidden else self._shown
        first, *others = text.split("\n") if style.preformatted else [text]
        words.add(first, style.look, preformatted=style.preformatted)
        for line in others:
            self.break_line()
            words.add(line, style.look, preformatted=True)

    def break_line(self) -> None:
        """End the line; the hidden text in it is a line of its own."""
        for words, hidden in ((self._shown, False), (self._unseen, True)):
            text = words.taken()
            if text is None:
                continue
            row = len(self.cells) + 1
            if row > MOST_CELLS:
                raise UnreadableFile("too-large")
            self.cells[row, 1] = text.in_cell(
                row, 1, text.whole, "text", address=f"paragraph {row}", hidden=hidden
            )

    break_block = break_line

    def sheet(self) -> Sheet:
        """The lines read so far."""
        names = {row: cell.address for (row, _), cell in self.cells.items()}
        return Sheet(None, self.cells, (), row_names=names)
