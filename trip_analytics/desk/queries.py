"""The queries of a check: what to ask a team, or to settle oneself.

What the import log asks of teams, each kind of entry says in ``import_log/kinds.toml``. A list of
several teams shows of an answer what is unclear, and covers the marks around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import pandas as pd

from trip_analytics.import_log import kinds


class QueryKind(Enum):
    """What a query is about, in the order in which a team is asked."""

    MISSING_RETURN = "Return missing"
    TO_CONFIRM = "Return to confirm"
    COPY = "Perhaps a copy of last year's"
    UNCLEAR = "Unclear answer"
    BLANK = "Left blank"
    ABSENT = "Statement not on the form"
    OVERDUE = "Date passed"
    PERSONAL_DATA = "Personal data"
    TEAM_NAME = "Team name to confirm"
    OTHER = "Not in the tables"
    NOT_READ = "File or form not read"


@dataclass(frozen=True, slots=True)
class Query:
    """A data query: something about a return for a person to settle."""

    kind: QueryKind
    ask: str
    """What to ask the team, or what to do oneself."""
    who: str | None = None
    """The team; or the service line or organisation, if the return is its own."""
    for_team: bool = True
    """Whether it is for the team to answer."""
    year: int | None = None
    statement: str | None = field(default=None, repr=False)  # a priority is in people's words
    """The short name of the statement it is about; the priority or plan, with its dates."""
    # Where it is.
    source_file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    found: str | None = field(default=None, repr=False)  # a cell may hold a patient's words
    """What is written there, if it may be repeated."""
    around: str | None = field(default=None, repr=False)
    """The cells around it, as lines of text."""


_COLUMNS: Final = (
    "team",
    "what",
    "settled_by",
    "ask",
    "statement",
    "source_file",
    "sheet",
    "cell",
)


@dataclass(frozen=True, slots=True)
class Check:
    """All there is to chase for one review year.

    Attributes
    ----------
    year : int
    queries : tuple of Query
        In the order of their owners' names, never of numbers; those without an owner last.
    expected : str
        Which teams' returns are expected, as a sentence.
    warnings_besides : int
        How many more warnings the year's import log has, each a judgement to check.
    errors_of_other_years : mapping of int to int
        How many errors the import log has for years that were not looked at.
    """

    year: int
    queries: tuple[Query, ...]
    expected: str
    warnings_besides: int
    errors_of_other_years: Mapping[int, int]

    def of(self, *kinds: QueryKind) -> tuple[Query, ...]:
        """The queries of these kinds."""
        return tuple(query for query in self.queries if query.kind in kinds)

    @property
    def table(self) -> pd.DataFrame:
        """A row for each query, without what people wrote: that stays in its form.

        Of a team's dates that have passed it has one row.

        team, what (the kind), settled_by (``the team`` or ``you``), ask (what to ask or do),
        statement (its short name), source_file, sheet, cell.
        """
        rows = [
            (
                query.who,
                query.kind.value,
                "the team" if query.for_team else "you",
                query.ask,
                None if query.kind is QueryKind.OVERDUE else query.statement,
                query.source_file,
                query.sheet,
                query.cell,
            )
            for query in self.queries
        ]
        return pd.DataFrame(list(dict.fromkeys(rows)), columns=_COLUMNS, dtype="string")

    @property
    def counts(self) -> pd.DataFrame:
        """How many queries there are of each kind: what, queries."""
        found = {kind.value: len(self.of(kind)) for kind in QueryKind if self.of(kind)}
        return pd.DataFrame({"what": [*found], "queries": [*found.values()]})

    @property
    def needs_a_person(self) -> bool:
        """Whether anything is open but dates that have passed."""
        return any(query.kind is not QueryKind.OVERDUE for query in self.queries)


BETWEEN_CELLS: Final = " | "
THE_MARKS_ROW: Final = ">"
COVERED: Final = "•"


def covered(around: str, found: str | None) -> str:
    """A picture of the cells around a mark, with every other mark in it covered.

    A team sees its own answers. A list of several teams must not put them side by side. ``around``
    are lines of cells: headings, whose first cell is empty, then statements with their answers; the
    line of the mark begins with an arrow. ``found`` is the mark, or marks, that stay visible.

    Examples
    --------
    >>> covered("> Own choices | 4     | 3-4", "3-4")
    '> Own choices | •     | 3-4'
    """
    seen = [mark.strip() for mark in (found or "").split(BETWEEN_CELLS)]
    lines = []
    for line in around.splitlines():
        first, *answers = line.split(BETWEEN_CELLS)
        if first.strip():
            of_mark = seen if line.startswith(THE_MARKS_ROW) else []
            answers = [_covered(answer, of_mark) for answer in answers]
        lines.append(BETWEEN_CELLS.join([first, *answers]).rstrip())
    return "\n".join(lines)


def _covered(answer: str, seen: list[str]) -> str:
    text = answer.strip()
    uncut = text.removesuffix("…")
    if not text or any(mark == text or (uncut != text and mark.startswith(uncut)) for mark in seen):
        return answer
    return COVERED.ljust(len(answer))


_WORDS: Final = re.compile(r"[^\W\d_]{2}")
_UNCLEAR: Final = "unclear-"


def request(kind: str, what_to_do: str, used: str | None = None) -> str | None:
    """What the log tells the desk to do, as a request to the team; None where the desk settles it.

    Examples
    --------
    >>> request("unclear-mark", "Ask the team for one answer from 1 to 5: it is a range.")
    'Which one answer from 1 to 5 is meant? (It is a range.)'
    >>> request("duplicate-return", "The same answers are in a.xlsx: they count once.")
    """
    asked = (each.asked(what_to_do, used) for each in kinds().values() if each.kind == kind)
    return next(filter(None, asked), None)


def query_named(kind: str) -> QueryKind | None:
    """What an entry is listed as by its kind alone: judgements of the import to be confirmed.

    Other warnings are counted, but not listed.
    """
    named = (each.query for each in kinds().values() if each.kind == kind)
    query = next(filter(None, named), None)
    return QueryKind[query.upper().replace("-", "_")] if query else None


def query_of(kind: str, *, for_team: bool, in_a_return: bool) -> QueryKind:
    """What an entry of the log is listed as."""
    if named := query_named(kind):
        return named
    if kind.startswith(_UNCLEAR) or (for_team and in_a_return):
        return QueryKind.UNCLEAR
    return QueryKind.OTHER if in_a_return else QueryKind.NOT_READ


def repeatable(kind: str, found: str | None) -> str | None:
    """What was found, if it may be repeated.

    Not repeated are words that may identify a person, and marks that are clear: no list
    shows how a team rated anything.

    Examples
    --------
    >>> repeatable("unclear-mark", "3-4"), repeatable("unknown-statement", "4")
    ('3-4', None)
    """
    if found is None or query_named(kind) is QueryKind.PERSONAL_DATA:
        return None
    return found if kind.startswith(_UNCLEAR) or _WORDS.search(found) else None
