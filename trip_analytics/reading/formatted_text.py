"""Stored text as a person sees it: what is struck through, and letters that are symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from trip_analytics.reading.addresses import address_of
from trip_analytics.reading.document import Cell, Kind, Value

_MARKS: Mapping[str, Mapping[str, str]] = {
    "Wingdings": {"ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "¨": "☐", "o": "☐"},
    "Wingdings 2": {"P": "✓", "O": "✗", "R": "☑", "Q": "☒", "S": "☒", "T": "☒", "£": "☐"},
    "Webdings": {"a": "✓", "r": "✗", "c": "☐"},
    "Marlett": {"a": "✓", "b": "✓"},
    "Symbol": {"Ö": "√"},
}

CONTROL_MARKS: Mapping[str, Mapping[bool | None, str]] = {
    "box": {False: "☐", True: "☑", None: "▣"},
    "option": {False: "○", True: "●", None: "◍"},
}
"""How check boxes and option buttons are shown; a grey one by a mark that nobody types."""

_SYMBOL_FONTS: Mapping[str, str] = {
    name.lower(): name
    for name in ("Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Marlett", "Symbol")
}


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks, as far as it matters: struck through or not, and a font of symbols."""

    struck: bool = False
    font: str | None = None


class Run(NamedTuple):
    """A piece of text, and its look where it has one other than its cell's."""

    text: str
    look: Look | None = None


StoredText = str | tuple[Run, ...]
"""Text in one piece and the cell's own look, or in runs."""


def plain_text(stored: StoredText) -> str:
    """The characters alone."""
    return stored if isinstance(stored, str) else "".join([run.text for run in stored])


class SeenText(NamedTuple):
    """Text as a person sees it in its cell."""

    whole: str
    struck: str = ""
    unstruck: str | None = None
    font: str | None = None

    def in_cell(
        self,
        row: int,
        column: int,
        value: Value,
        kind: Kind,
        *,
        address: str = "",
        hidden: bool = False,
        formula: str | None = None,
    ) -> Cell:
        """The cell that shows it; its address is A1 style unless another is given."""
        return Cell(
            row=row,
            column=column,
            address=address or address_of(row, column),
            text=self.whole,
            value=value,
            kind=kind,
            struck=self.struck,
            font=self.font,
            hidden=hidden,
            formula=formula,
            unstruck=self.unstruck,
        )


def seen(stored: StoredText, look: Look) -> SeenText:
    """Stored text with the look of its cell.

    Where there are ordinary words beside symbols, ticks, crosses and boxes become those
    of Unicode; a cell of symbols alone keeps its letters, and names the font.
    """
    if isinstance(stored, str):
        if not look.struck and look.font is None:
            return SeenText(stored.replace("\r\n", "\n"))
        stored = (Run(stored),)
    runs = stored
    looks = [run.look or look for run in runs]
    fonts = [of_run.font for of_run in looks]
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
        return SeenText(text, font=font)
    struck = "".join(piece for piece, out in zip(pieces, is_struck, strict=True) if out)
    kept = "".join(piece for piece, out in zip(pieces, is_struck, strict=True) if not out)
    return SeenText(text, struck, kept, font)


def marks_in(letters: str, font: str) -> str | None:
    r"""The ticks, crosses and boxes that letters show in a symbol font; None if one shows another.

    Examples
    --------
    >>> marks_in("\uf0fc", "Wingdings"), marks_in("J", "Wingdings")
    ('✓', None)
    """
    marks = _MARKS.get(font, {})
    plain = _plain(letters)
    if all(letter in marks or letter.isspace() for letter in plain):
        return "".join(marks.get(letter, letter) for letter in plain)
    return None


def _piece(text: str, font: str, *, mixed: bool) -> str:
    plain = _plain(text)
    marks = _MARKS.get(font, {})
    return "".join(marks.get(letter, letter) for letter in plain) if mixed else plain


def _plain(text: str) -> str:
    # Symbols may be stored in Unicode's private range, U+F000 onwards.
    return "".join(chr(ord(c) - 0xF000) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)


def symbol_font(name: str | None) -> str | None:
    """The font's usual name if it is a font of symbols, else None."""
    return _SYMBOL_FONTS.get(name.lower()) if name else None
