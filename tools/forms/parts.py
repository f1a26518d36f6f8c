"""What tables of statements are made of: whose they are, their columns and their rows."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tools.forms import wordings
from tools.forms.entries import LABELS, PLAIN_MARKS, WORKBOOK_MARKS, Entry, KeptBy, Marks
from tools.forms.paper import Content, Page
from tools.forms.people import OWN_STATEMENTS, in_words
from tools.forms.wordings import STATEMENTS, exact

STATEMENT: Final = (
    "Good practice statement",
    "Good practice statements",
    "Statement",
    "Statements",
    "Practice",
    "Recovery practice",
    "What good practice looks like",
    "Practice statement",
    "Standard",
    "Area of practice",
    "Question",
)
RATING: Final = (
    "Rating (1-5)",
    "Rating",
    "Rating 1 to 5",
    "Score",
    "Score 1-5",
    "Our rating",
    "Team rating",
    "Rating\n(1–5)",
    "Rate 1-5",
    "Agreed rating (1 = not yet, 5 = very well developed)",
    "Self-rating",
    "Where are we now? (1-5)",
    "RATING",
    "Score (out of 5)",
    "Rating /5",
    "Current rating",
)
COMMENT: Final = (
    "Comments",
    "Comments / evidence",
    "Evidence",
    "Comment",
    "Notes",
    "Why we think so",
    "Reasons",
    "Comments and examples",
    "Evidence / examples",
    "Any comments?",
)
NUMBER: Final = ("No.", "", "#", "Ref", "Number", "No", "Item", "Q")
TABS: Final = ("TRIP", "Sheet1", "Form", "TRIP form", "Benchmarking", "Review", "Tabelle1")
VIEWS: Final = {
    "staff": (
        "Staff",
        "Staff rating",
        "Staff view",
        "Staff score",
        "Staff members",
        "STAFF",
        "Rating by staff",
        "What staff think",
        "Staff (1-5)",
        "Staff team's view",
    ),
    "people-using-services": (
        "People using the service",
        "People using services",
        "Service users",
        "Service user rating",
        "Service users' view",
        "Patients",
        "People who use the service",
        "Clients",
        "Residents",
        "Service users (1-5)",
        "What people using the service think",
    ),
    "family-and-friends": (
        "Carers",
        "Family and friends",
        "Families",
        "Relatives",
        "Carers' rating",
        "Family / carers",
        "Family, friends and carers",
        "Carers and family",
        "Carers' view",
    ),
    "team": (
        "Agreed",
        "Agreed rating",
        "Overall rating",
        "Team rating",
        "Joint score",
        "Agreed score",
        "Agreed by all",
        "Final agreed rating",
        "Agreed (1-5)",
        "Team (agreed)",
    ),
}

Kind = Literal["number", "statement", "rest", "printed", "rating", "points", "comment", "words"]
SavedAs = Literal["openpyxl", "xlsxwriter", "csv", "html", "docx"]


@dataclass(frozen=True)
class Column:
    """A column of the table, or five where each point has its own."""

    kind: Kind
    heading: Content = None
    perspective: str = "team"
    year: int | None = None
    group: Content = None
    """What stands above its heading, over the neighbours that share it too."""
    points: tuple[Content, ...] = (1, 2, 3, 4, 5)
    na: Content = None
    known: bool = True
    """Whether a person can tell whose answers of which year these are."""
    fill: Callable[[random.Random], Content] | None = None
    entry: Callable[[random.Random], Entry] | None = None
    span: int = 1

    @property
    def width(self) -> int:
        """How many columns of the sheet it takes up."""
        if self.kind != "points":
            return self.span
        return len(self.points) + (self.na is not None)


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    kind: Literal["item", "section", "blank", "own", "heading", "total", "average"]
    item_id: str | None = None
    text: str | None = None
    rest: str | None = None
    number: Content = None
    hidden: bool = False
    empty: bool = False


@dataclass
class Team:
    """Who fills in the form, of which year, and how."""

    name: str
    year: int
    chance: random.Random
    service_line: str | None = None
    odd: float = 0.08
    saved_as: SavedAs = "openpyxl"
    remarks: float = 0.4
    marks: Marks | None = None
    names: Iterator[str] | None = None
    """Where other teams' names come from, for who returns on one form with this one."""
    file: str | None = None
    """What the file is called, without its ending, where the name says something."""

    @property
    def kept_by(self) -> KeptBy:
        """What a cell of the file can hold."""
        keeps: dict[str, KeptBy] = {"openpyxl": "program", "xlsxwriter": "excel"}
        return keeps.get(self.saved_as, "text")

    def page(self, name: str | None = None) -> Page:
        """A sheet to write on."""
        if self.saved_as == "csv":
            return Page(None)
        return Page("table 1" if self.saved_as == "html" else name or self.chance.choice(TABS))

    def __post_init__(self) -> None:
        """Everybody ticks in one way."""
        if self.marks is None:
            known = PLAIN_MARKS if self.kept_by == "text" else WORKBOOK_MARKS
            self.marks = self.chance.choice(known)


def usual_rows(
    chance: random.Random,
    hand: Callable[[str, random.Random], str] = exact,
    *,
    order: Sequence[str] | None = None,
    numbers: Literal["right", "own", "none", "letters"] = "right",
) -> list[Row]:
    """The eight statements in an order, written by somebody's hand."""
    ids = list(order or STATEMENTS)
    rows = []
    for at, item_id in enumerate(ids, start=1):
        right = list(STATEMENTS).index(item_id) + 1
        number = {"right": right, "own": at, "none": None, "letters": "ABCDEFGH"[at - 1]}[numbers]
        rows.append(Row("item", item_id, hand(STATEMENTS[item_id], chance), number))
    return rows


def rating_column(chance: random.Random, **said: object) -> Column:
    """One column for the rating."""
    return Column("rating", **{"heading": chance.choice(RATING), **said})  # type: ignore[arg-type]


def point_columns(chance: random.Random, **said: object) -> Column:
    """A column for each point of the scale, under one of many kinds of headings."""
    texts = dict(enumerate(LABELS, start=1))
    heads: tuple[Content, ...] = chance.choice(
        (
            (1, 2, 3, 4, 5),
            (1, 2, 3, 4, 5),
            ("1", "2", "3", "4", "5"),
            LABELS,
            tuple(f"{point} = {label.lower()}" for point, label in texts.items()),
            tuple(f"{point}\n{label}" for point, label in texts.items()),
            tuple(f"{point} - {label}" for point, label in texts.items()),
            tuple(f"{label} ({point})" for point, label in texts.items()),
            (5, 4, 3, 2, 1),
            ("1 (low)", "2", "3", "4", "5 (high)"),
        )
    )
    na = chance.choice((None, None, "N/A", "n/a", "Not applicable", "NA"))
    return Column("points", **{"points": heads, "na": na, **said})  # type: ignore[arg-type]


def around(
    chance: random.Random,
    answers: Sequence[Column],
    *,
    number: bool | None = None,
    comment: bool | None = None,
) -> list[Column]:
    """Answer columns with a number, a statement and perhaps comments about them."""
    number = chance.random() < 0.6 if number is None else number
    comment = chance.random() < 0.8 if comment is None else comment
    before = [Column("number", chance.choice(NUMBER))] if number else []
    after = [Column("comment", chance.choice(COMMENT))] if comment else []
    statement = Column("statement", chance.choice(STATEMENT))
    return [*before, statement, *answers, *after]


def own_rows(chance: random.Random, count: int, first_number: int) -> list[Row]:
    """Statements that a team has added."""
    return [
        Row("own", None, in_words(OWN_STATEMENTS, chance), first_number + at) for at in range(count)
    ]


def reworded(chance: random.Random) -> Callable[[str, random.Random], str]:
    """A hand that writes each statement in another way."""
    return lambda text, random_: chance.choice(wordings.HANDS)(text, random_)
