"""What a check finds: one thing a person should chase, and all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class What(Enum):
    """What there is to do about a thing, in the order in which a team is asked."""

    MISSING_RETURN = "Return missing"
    TO_CONFIRM = "Return to confirm"
    COPY = "Perhaps a copy of last year's"
    UNCLEAR = "Unclear answer"
    BLANK = "Left blank"
    ABSENT = "Statement not on the form"
    PERSONAL_DATA = "Personal data"
    TEAM_NAME = "Team name to confirm"
    OTHER = "Not in the tables"
    NOT_READ = "File or form not read"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to chase.

    Attributes
    ----------
    what : What
    ask : str
        What to ask the team, or what to do oneself.
    who : str or None
        The team, or the service line or organisation whose own return it is.
    for_team : bool
        Whether it is for the team to answer.
    year : int or None
    statement : str or None
        The short name of the statement it is about.
    source_file, sheet, cell : str or None
        Where it stands.
    found : str or None
        What stands there, where it may be repeated.
    around : str or None
        The cells around it, as lines of text.
    """

    what: What
    ask: str
    who: str | None = None
    for_team: bool = True
    year: int | None = None
    statement: str | None = None
    source_file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    found: str | None = field(default=None, repr=False)  # a cell may hold a patient's words
    around: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """All there is to chase for one review year.

    Attributes
    ----------
    year : int
    things : tuple of Thing
        By the name of whose they are, never by number; those of nobody last.
    expected : str
        Which teams' returns are expected, as a sentence.
    warnings_besides : int
        How many more warnings the year's import log has, each a judgement to check.
    errors_of_other_years : mapping of int to int
        How many errors the import log has for years that were not looked at.
    """

    year: int
    things: tuple[Thing, ...]
    expected: str
    warnings_besides: int
    errors_of_other_years: Mapping[int, int]

    def of(self, *kinds: What) -> tuple[Thing, ...]:
        """The things of these kinds."""
        return tuple(thing for thing in self.things if thing.what in kinds)
