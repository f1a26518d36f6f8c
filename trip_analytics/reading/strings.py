"""Text as cells store it: shared or in line, in one piece or in runs of several fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Final

from trip_analytics.reading.markup import Stream, switched_on

TEXT_ELEMENTS: Final = ("t", "r", "rPr", "strike", "rFont", "rPh")

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Look:
    """What matters of how text looks: struck through or not, and the font's name."""

    struck: bool = False
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, and its look where it has one other than its cell's."""

    text: str
    look: Look | None = None


StoredText = str | tuple[Run, ...]
"""Text in one piece and the cell's own look, or in runs."""


class TextReader:
    """Puts together the text of one string item from its elements as they come by."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._runs: list[Run] = []
        self._look: Look | None = None
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "t":
            self._stream.listen()
        elif name == "r":
            self._look = None
        elif name == "rPr":
            self._look = Look()
        elif name == "rPh":  # how to say it, above the text in Japanese: not the text
            self._phonetic = True
        elif name == "strike":
            font = self._look.font if self._look else None
            self._look = Look(switched_on(attributes.get("val")), font)
        elif name == "rFont":
            struck = self._look is not None and self._look.struck
            self._look = Look(struck, attributes.get("val"))

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            text = self._stream.heard()
            if text and not self._phonetic:
                self._runs.append(Run(unescaped(text), self._look))
        elif name == "rPh":
            self._phonetic = False

    def taken(self) -> StoredText:
        """What was put together; the next item starts empty."""
        runs, self._runs, self._look = self._runs, [], None
        if all(run.look is None for run in runs):
            return "".join([run.text for run in runs])
        return tuple(runs)


def read_shared_strings(source: IO[bytes]) -> list[StoredText]:
    """The workbook's table of strings, to which cells refer by number."""
    strings: list[StoredText] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name != "si":
            reader.start(name, attributes)

    def end(name: str) -> None:
        if name == "si":
            strings.append(reader.taken())
        else:
            reader.end(name)

    stream = Stream(("si", *TEXT_ELEMENTS), start, end)
    reader = TextReader(stream)
    stream.read(source)
    return strings


def unescaped(text: str) -> str:
    r"""Text with the characters that XML cannot hold, which Excel writes ``_x000D_``.

    Examples
    --------
    >>> unescaped("3_x0009_4"), unescaped("_x005F_x0009_")
    ('3\t4', '_x0009_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


_SYMBOL_FONTS: Mapping[str, str] = {
    name.lower(): name for name in ("Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Symbol")
}
_MARKS: Mapping[str, Mapping[str, str]] = {
    "Wingdings": {"ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "¨": "☐", "o": "☐"},
    "Wingdings 2": {"P": "✓", "O": "✗", "R": "☑", "Q": "☒", "S": "☒", "T": "☒", "£": "☐"},
    "Webdings": {"a": "✓", "r": "✗", "c": "☐"},
    "Symbol": {"Ö": "√"},
}


def symbol_font(name: str | None) -> str | None:
    """The font's usual name if its letters are pictures, else None."""
    return _SYMBOL_FONTS.get(name.lower()) if name else None


@dataclass(frozen=True, slots=True)
class SeenText:
    """Text as a person sees it in its cell."""

    text: str
    struck: str
    unstruck: str | None
    font: str | None


def seen(stored: StoredText, look: Look) -> SeenText:
    """Stored text with the look of its cell.

    Where symbols stand beside ordinary words, the ticks, crosses and boxes among them
    are given as Unicode has them; a cell of symbols alone keeps its letters, and says
    the font.
    """
    runs = (Run(stored),) if isinstance(stored, str) else stored
    looks = [run.look or look for run in runs]
    fonts = [symbol_font(of_run.font) for of_run in looks]
    visible = {font for run, font in zip(runs, fonts, strict=True) if run.text.strip()}
    mixed = len(visible) > 1
    pieces = [
        _piece(run.text, font, mixed=mixed) if font else run.text.replace("\r\n", "\n")
        for run, font in zip(runs, fonts, strict=True)
    ]
    text = "".join(pieces)
    is_struck = [of_run.struck and bool(piece) for of_run, piece in zip(looks, pieces, strict=True)]
    font = None if mixed or not visible else visible.pop()
    if not any(out and piece.strip() for out, piece in zip(is_struck, pieces, strict=True)):
        return SeenText(text, "", None, font)
    struck = "".join(piece for piece, out in zip(pieces, is_struck, strict=True) if out)
    kept = "".join(piece for piece, out in zip(pieces, is_struck, strict=True) if not out)
    return SeenText(text, struck, kept, font)


def _piece(text: str, font: str, *, mixed: bool) -> str:
    # Symbols may be stored in Unicode's private range, U+F000 onwards.
    plain = "".join(chr(ord(c) - 0xF000) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)
    marks = _MARKS.get(font, {})
    return "".join(marks.get(letter, letter) for letter in plain) if mixed else plain
