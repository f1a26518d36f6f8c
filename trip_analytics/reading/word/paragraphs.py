"""The text of paragraphs, with how each piece of it looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from trip_analytics.reading.formatted_text import Look, Run, SeenText, marks_in, seen, symbol_font
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element
from trip_analytics.reading.word.content_controls import PickedDate, PickedDates, field_answer
from trip_analytics.reading.word.text_formats import PLAIN, Format, Styles, read_format
from trip_analytics.reading.word.word_elements import (
    NAMES,
    Parent,
    attribute,
    child,
    children,
    chosen,
    within,
)

OBJECT: Final = "\ufffc"
"""Unicode's character for an object in the text: a control or an embedded sheet."""

MOST_TABS: Final = 63  # in a paragraph; a table of Word has as many columns

_BULLET: Final = re.compile(r"\s*(?:[•·◦▪■●○§*o–—-]|\(?[a-z\d]{1,3}[.)])\s*", re.IGNORECASE)
_ORDINARY: Final = Look()
_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_REFERENCES: Final = {
    "commentReference": "comment",
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
}


class Text:
    """What was read of a paragraph, or of all those of a cell.

    Attributes
    ----------
    runs : list of Run
        What is shown.
    hidden : list of Run
        What is stored but not shown.
    boxes, tables : list of Element
        The text boxes that hang on it, and the tables within its cell.
    references : list of (kind, id)
        The comments, footnotes and endnotes that hang on it.
    dates : list of PickedDate
    """

    __slots__ = ("boxes", "dates", "hidden", "paragraphs", "references", "runs", "tables")

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.hidden: list[Run] = []
        self.boxes: list[Element] = []
        self.tables: list[Element] = []
        self.references: list[tuple[str, str]] = []
        self.dates: list[PickedDate] = []
        self.paragraphs = 0

    def new_paragraph(self) -> None:
        """Begin a line, unless it is the first."""
        self.paragraphs += 1
        if self.paragraphs > 1:
            self.runs.append(Run("\n"))
            if self.hidden:
                self.hidden.append(Run("\n"))

    @property
    def holds_anything(self) -> bool:
        """Whether any text was read, or anything hangs on it."""
        return bool(self.runs or self.hidden or self.boxes or self.tables or self.references)


def shown(runs: Sequence[Run]) -> SeenText:
    """Pieces of text as a person sees them together."""
    if any([look is not None for _, look in runs]):  # noqa: C419 # a list is made faster
        return seen(tuple(runs), _ORDINARY)
    return SeenText("".join([text for text, _ in runs]))


def at_tabs(runs: Sequence[Run]) -> list[list[Run]]:
    """The stretches of a paragraph between its tabs, empty ones too; the last takes the rest.

    A bullet or a number typed before the first tab stays with the words behind it.
    """
    stretches: list[list[Run]] = [[]]
    left = MOST_TABS
    for text, look in runs:
        first, *others = text.split("\t", left)
        left -= len(others)
        stretches[-1].append(Run(first, look))
        stretches += [[Run(other, look)] for other in others]
    if len(stretches) > 1 and _BULLET.fullmatch("".join([text for text, _ in stretches[0]])):
        stretches[:2] = [[*stretches[0], Run("\t"), *stretches[1]], []]
    return stretches


class TextReader:
    """Reads paragraphs. A class, to know the document's styles and the field it is in."""

    def __init__(self, styles: Styles, dates: PickedDates) -> None:
        self._styles = styles
        self._dates = dates
        self._paragraph = PLAIN
        self._fields = 0  # that have begun and not ended, one within the other
        self._answered: int | None = None  # the one of them whose own text is not shown ...
        self._unshown: list[Run] = []  # ... and that text, should its end be missing

    def read(self, paragraph: Element, text: Text, *, struck: bool = False) -> None:
        """Add a paragraph to a text; ``struck`` where all of it is struck through."""
        self._paragraph = PLAIN
        self._fields, self._answered = 0, None
        self._read_line(paragraph, text, struck=struck)
        if self._answered is not None:
            text.runs += self._unshown

    def _read_line(self, line: Parent, text: Text, *, struck: bool) -> None:
        for element in children(line):
            name = NAMES.get(element.tag)
            if name == "r":
                if self._dates and element in self._dates:
                    text.dates.append(self._dates[element])
                self._read_run(element, text, self._paragraph, struck=struck)
            elif name == "pPr":
                style = child(element, "pStyle")
                if style is not None:
                    self._paragraph = self._styles.of(style)
            elif name in ("del", "moveFrom"):
                self._read_line(element, text, struck=True)
            elif name == "AlternateContent":
                self._read_line(chosen(element), text, struck=struck)
            elif name == "oMath":
                self._add(
                    "".join(map(str, element.itertext())), text, self._paragraph, struck=struck
                )
            elif name == "subDoc":
                raise UnreadableFile("document-within")
            elif len(element):
                self._read_line(element, text, struck=struck)

    def _read_run(self, run: Parent, text: Text, look: Format, *, struck: bool) -> None:
        for element in children(run):
            name = NAMES.get(element.tag)
            if name in ("t", "delText"):
                self._add(element.text, text, look, struck=struck)
            elif name == "rPr":
                look = read_format(element, self._styles, self._paragraph)
            elif name in _CHARACTERS:
                self._add(_CHARACTERS[name], text, look, struck=struck)
            elif name == "br":
                if attribute(element, "type") in (None, "textWrapping"):
                    self._add("\n", text, look, struck=struck)
            elif name in ("sym", "symEx"):
                font = symbol_font(attribute(element, "font")) or ""
                self._add(_symbol(element), text, look._replace(font=font), struck=struck)
            elif name == "fldChar":
                self._meet_field(element, text, look, struck=struck)
            elif name in _REFERENCES:
                text.references.append((_REFERENCES[name], attribute(element, "id") or ""))
            elif name in ("drawing", "pict", "object"):
                embedded = list(within(element, ("txbxContent", "control")))
                text.boxes += [box for kind, box in embedded if kind == "txbxContent"]
                if name == "object" or any(kind == "control" for kind, _ in embedded):
                    self._add(OBJECT, text, look, struck=struck)
            elif name == "AlternateContent":
                self._read_run(chosen(element), text, look, struck=struck)
            elif name == "ruby":  # the text above gives the pronunciation, and is no part of it
                for kind, base in within(element, ("rubyBase", "rt")):
                    self._read_line(base if kind == "rubyBase" else (), text, struck=struck)

    def _meet_field(self, mark: Element, text: Text, look: Format, *, struck: bool) -> None:
        """Go into a field or out of it; what a check box or a list shows is in its beginning."""
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            answer = field_answer(mark)
            if answer is not None and self._answered is None:
                self._add(answer, text, look, struck=struck)
                self._answered = self._fields
                self._unshown = []
            self._fields += 1
        elif kind == "end":
            self._fields -= 1
            if self._answered == self._fields:
                self._answered = None

    def _add(self, letters: str | None, text: Text, look: Format, *, struck: bool) -> None:
        if not letters:
            return
        struck = struck or bool(look.struck)
        font = look.font or None
        if font is not None and (marks := marks_in(letters, font)) is not None:
            letters, font = marks, None
        run = Run(letters, Look(struck, font) if struck or font else None)
        if self._answered is not None:
            self._unshown.append(run)
        else:
            (text.hidden if look.hidden else text.runs).append(run)


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    # The halves of surrogate pairs and control characters are no text.
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""
