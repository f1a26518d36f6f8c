"""What a report is made of, whatever the document it becomes.

Content is written once, in these blocks; HTML, Word, the workbook and the PDF are
drawn from the same report, so that they cannot disagree.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal

from trip_analytics import words
from trip_analytics.settings.look_of_reports import Logo, WordTemplate

Shows = Literal[
    "text",
    "lines",
    "whole",
    "year",
    "rating",
    "change",
    "slope",
    "share",
    "probability",
    "agreement",
]


# Of the items of a list.
_MOST_TOGETHER: Final = 8
# Of a picture, the height for its width.
_HALF_PAGE: Final = 0.7


class Missing(Enum):
    """Why a figure is not there, in the government's shorthand."""

    WITHHELD = words.WITHHELD
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"

    @property
    def meaning(self) -> str:
        """The shorthand in words, for the notes below a table."""
        return {
            "[c]": "withheld, so that nobody can work out a single team's answers",
            "[x]": "not available: it cannot honestly be worked out from these returns",
            "[z]": "not applicable",
        }[self.value]


Interval = tuple[float, float]
Cell = str | int | float | Interval | Missing


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts in no order."""

    items: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        """Whether it is not broken over pages."""
        return len(self.items) <= _MOST_TOGETHER


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its alternative text, and the same drawn for a phone, if it is."""

    title: str
    png: bytes = field(repr=False)
    alt: str
    caption: str = ""
    phone: bytes = field(default=b"", repr=False)

    @property
    def is_high(self) -> bool:
        """Whether it takes about half a page or more, drawn as wide as the page."""
        width, height = struct.unpack(">II", self.png[16:24])  # where a PNG says its size
        return bool(height > _HALF_PAGE * width)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title and how its figures are written.

    A column with ``ends`` holds intervals: documents write "3.1 to 3.6", the
    workbook has a column for each end, under these two titles.
    """

    title: str
    shows: Shows = "text"
    ends: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The first column says what each row is about."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("A row holds more or fewer cells than the table has columns.")

    @property
    def shorthand(self) -> tuple[Missing, ...]:
        """The kinds of missing figure in the table, each to be explained below it."""
        cells = {cell for row in self.rows for cell in row if isinstance(cell, Missing)}
        return tuple(kind for kind in Missing if kind in cells)

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes, and what the shorthand in the table means."""
        return (*self.notes, *(f"{kind.value} {kind.meaning}." for kind in self.shorthand))


@dataclass(frozen=True, slots=True)
class Quotations:
    """What people wrote about a practice or challenge, each in its own words.

    The words may have several lines. A subheading before them says what they are about.
    """

    about: str
    texts: tuple[str, ...]


Block = Paragraph | Subheading | Bullets | Figure | Table | Quotations


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report."""

    heading: str
    blocks: tuple[Block, ...]

    def introduces(self, at: int, *, large: bool = False) -> bool:
        """Whether a block is a paragraph that is kept on the page of the list or picture after it.

        A picture that takes half a page or more brings the words with which its section begins:
        alone they would leave most of the page before it empty. In large letters every picture has
        its words with it.
        """
        before, after = self.blocks[: at + 1], self.blocks[at + 1 :]
        if not after or not isinstance(before[-1], Paragraph):
            return False
        if isinstance(after[0], Bullets) or (large and isinstance(after[0], Figure)):
            return True
        begins = all(isinstance(block, Paragraph) for block in before)
        first = next((block for block in after if not isinstance(block, Paragraph)), None)
        return begins and isinstance(first, Figure) and first.is_high


@dataclass(frozen=True, slots=True)
class Look:
    """What a trust adds to the head of its report, and the colour of its headings.

    ``colour`` is for headings and lines, ``dark`` for titles; white text can be read on both.
    Word documents are written in its ``template``, if it has one.
    """

    colour: str = "#005EB8"
    dark: str = "#003087"
    logo: Logo | None = None
    template: WordTemplate | None = None
    contact: str = ""
    date: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The date and whom to ask, as they are below the title."""
        contact = f"Contact: {self.contact}" if self.contact else ""
        return tuple(filter(None, (self.date, contact)))


# As a report looks for which nothing is set.
PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: who published it, about what, in which parts.

    ``withheld`` says, for whoever makes it, what of its figures is withheld. ``notice`` is
    on every page: who may have the report, if not everybody; empty of a public one. ``name`` is
    what its documents are called; one that ``is_large`` is short, in large letters, without
    contents and numbers. ``summary`` is a report beside it, in documents of its own.
    """

    title: str
    organisation: str
    year: int
    sections: tuple[Section, ...]
    language: str = "en-GB"
    withheld: tuple[str, ...] = ()
    audience: str = "public"
    notice: str = ""
    look: Look = PLAIN
    name: str = "annual-report"
    is_large: bool = False
    summary: Report | None = None

    @property
    def file_name(self) -> str:
        """What its documents are called, but for how they end."""
        end = "" if self.audience == "public" else f"-{self.audience}"
        return f"{self.name}-{self.year}{end}"

    def heading_of(self, number: int) -> str:
        """The heading of a section, numbered from 1 but in a short report."""
        heading = self.sections[number - 1].heading
        return heading if self.is_large else f"{number}. {heading}"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in the order in which they are numbered."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def number(self, block: Figure | Table) -> int:
        """The number of a figure among the figures, of a table among the tables."""
        alike = [each for each in self.blocks if type(each) is type(block)]
        return 1 + next(at for at, each in enumerate(alike) if each is block)


def shown(cell: Cell, column: Column) -> str:
    """A cell as a reader sees it.

    Examples
    --------
    >>> shown((3.14, 3.6), Column("95% interval", "rating"))
    '3.1 to 3.6'
    >>> shown(-0.25, Column("Change", "change")), shown(0.425, Column("Share", "share"))
    ('−0.3', '43%')
    >>> shown(0.05, Column("p", "probability")), shown(Missing.WITHHELD, Column("Share", "share"))
    ('0.05', '[c]')
    >>> shown((8, 8), Column("Places", "whole"))
    '8'
    """
    if isinstance(cell, Missing):
        return cell.value
    if isinstance(cell, tuple):
        low, high = cell
        if column.shows == "whole" and low == high:
            return shown(low, column)
        return f"{shown(low, column)} to {shown(high, column)}"
    if isinstance(cell, str):
        return cell
    match column.shows:
        case "rating":
            return words.one_decimal(cell)
        case "change" | "slope":
            return words.signed(cell, 1 if column.shows == "change" else 2)
        case "share":
            return words.percent(cell)
        case "agreement":
            return words.decimals(cell, 2)
        case "probability":
            return f"{float(words.rounded_up(cell, 3)):g}"
        case _:
            return str(cell)
