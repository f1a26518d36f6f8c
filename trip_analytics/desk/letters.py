"""A check as plain text: for each team what to ask it, ready to paste into an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from textwrap import TextWrapper
from typing import Final

from trip_analytics.desk.queries import Check, Query, QueryKind
from trip_analytics.words import counted, listed

WIDTH: Final = 88  # columns: what e-mails and terminals show without breaking lines again
LONGEST_QUOTE: Final = 160  # characters
MOST_PLACES: Final = 20  # of one task of the desk

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_A1 = re.compile(r"[A-Z]{1,3}\d+(:[A-Z]{1,3}\d+)?")
# Asked for together, each under these words.
_ALIKE: Final = {
    QueryKind.BLANK: "Left blank",
    QueryKind.ABSENT: "Not on your form",
    QueryKind.OVERDUE: "The date has passed for",
}


def as_text(check: Check) -> str:
    """A check as text of at most 88 columns, except for pictures of cells.

    Teams are in the order of their names. Each has a heading, then what to ask it.

    Examples
    --------
    >>> ash = Query(QueryKind.MISSING_RETURN, "Please send it.", "Ash Ward", year=2025)
    >>> print(as_text(Check(2025, (ash,), "All are expected.", 0, {})))
    To chase for 2025: 1 return missing.
    All are expected.
    <BLANKLINE>
    Ash Ward, 2025
    --------------
    <BLANKLINE>
    1. Please send it.
    """
    teams = [query for query in check.queries if query.for_team]
    desk = [query for query in check.queries if not query.for_team]
    parts = ["\n".join(_summary(check))]
    for who, queries in groupby(teams, key=lambda query: query.who):
        parts.append("\n".join(_letter(f"{who}, {check.year}", list(queries))))
    if desk:
        parts.append("\n".join(_for_the_desk(desk)))
    return "\n\n".join(parts)


def _summary(check: Check) -> Iterator[str]:
    counts = [_counted(what, len(found)) for what in QueryKind if (found := check.of(what))]
    if counts:
        yield from _wrapped(f"To chase for {check.year}: {listed(counts)}.")
    else:
        yield f"There is nothing to chase for {check.year}."
    yield from _wrapped(check.expected)
    if check.warnings_besides:
        yield from _wrapped(
            f"The import log has {counted(check.warnings_besides, 'more warning')} of that year: "
            "judgements to look over, which the workbook lists (--out)."
        )
    if others := check.errors_of_other_years:
        years = listed(f"{count} of {year}" for year, count in others.items())
        yield from _wrapped(
            f"Errors of other years are not listed here: {years}. Look at a year with --year."
        )


def _counted(what: QueryKind, count: int) -> str:
    one, several = {
        QueryKind.MISSING_RETURN: ("return missing", "returns missing"),
        QueryKind.TO_CONFIRM: ("return to confirm", "returns to confirm"),
        QueryKind.COPY: ("return like last year's", "returns like last year's"),
        QueryKind.UNCLEAR: ("unclear answer", "unclear answers"),
        QueryKind.BLANK: ("statement left blank", "statements left blank"),
        QueryKind.ABSENT: ("statement not on its form", "statements not on their forms"),
        QueryKind.OVERDUE: (
            "priority or plan past its date",
            "priorities and plans past their dates",
        ),
        QueryKind.PERSONAL_DATA: ("cell with personal data", "cells with personal data"),
        QueryKind.TEAM_NAME: ("team name to confirm", "team names to confirm"),
        QueryKind.OTHER: ("cell not in the tables", "cells not in the tables"),
        QueryKind.NOT_READ: ("file or form not read", "files or forms not read"),
    }[what]
    return f"{count} {one if count == 1 else several}"


def _letter(title: str, queries: Sequence[Query]) -> Iterator[str]:
    yield from _heading(title)
    number = 0
    several_files = len({query.source_file for query in queries if query.source_file}) > 1
    for file, of_file in groupby(queries, key=lambda query: query.source_file):
        if several_files and file:
            yield ""
            yield from _wrapped(f"In {_quoted(PurePosixPath(file).name)}:")
        for _, alike in groupby(of_file, key=_unlike):
            number += 1
            yield ""
            yield from _asked(number, list(alike))


def _unlike(query: Query) -> object:
    """What separates queries: statements left blank on one form are asked for together."""
    return (query.kind, query.sheet, query.ask) if query.kind in _ALIKE else id(query)


def _asked(number: int, queries: Sequence[Query]) -> Iterator[str]:
    first = queries[0]
    if first.kind in _ALIKE:
        names = "; ".join(query.statement or "?" for query in queries)
        sheet = f" (sheet {_quoted(first.sheet)})" if first.sheet else ""
        text = f"{_ALIKE[first.kind]}{sheet}: {names}. {first.ask}"
    else:
        text = _opening(first) + first.ask
    yield from _wrapped(text, f"{number}. ")
    if first.around:
        yield ""
        yield from ("   " + _UNPRINTABLE.sub(" ", line) for line in first.around.splitlines())


def _opening(query: Query) -> str:
    """Where something is and what it says, as the beginning of a request."""
    place = _place(query.sheet, query.cell)
    about = f" ({query.statement})" if query.statement else ""
    opening = place[:1].upper() + place[1:] if place else "On your form"
    if query.found is not None:
        return f"{opening}{about}: you wrote {_quoted(query.found)}. "
    return f"{opening}{about}. " if query.cell else ""


def _place(sheet: str | None, cell: str | None) -> str:
    parts = []
    if sheet:
        parts.append(f"sheet {_quoted(sheet)}")
    if cell:
        parts.append(f"cell{'s' * (':' in cell)} {cell}" if _A1.fullmatch(cell) else cell)
    return ", ".join(parts)


def _for_the_desk(queries: Iterable[Query]) -> Iterator[str]:
    """What no team is asked: each task once, with all the places it is about."""
    yield from _heading("For you, not for a team")
    by_what_to_do: dict[str, list[Query]] = {}
    for query in queries:
        by_what_to_do.setdefault(query.ask, []).append(query)
    for number, (what_to_do, places) in enumerate(by_what_to_do.items(), 1):
        yield ""
        yield from _wrapped(what_to_do, f"{number}. ")
        for query in places[:MOST_PLACES]:
            where = ", ".join(
                filter(None, (_quoted(query.source_file or ""), _place(query.sheet, query.cell)))
            )
            whose = f"{query.who}: " if query.who else ""
            found = f": {_quoted(query.found)}" if query.found is not None else ""
            yield from _wrapped(f"{whose}{where}{found}", "   - ")
        if len(places) > MOST_PLACES:
            yield f"   - and {len(places) - MOST_PLACES} more, in the workbook (--out)"


def _heading(title: str) -> list[str]:
    title = _UNPRINTABLE.sub(" ", title)
    return [title, "-" * len(title)]


def _quoted(text: str) -> str:
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    if len(text) > LONGEST_QUOTE:
        text = f"{text[:LONGEST_QUOTE].rstrip()} ..."
    return f'"{text}"'


def _wrapped(text: str, opening: str = "") -> list[str]:
    return TextWrapper(
        width=WIDTH,
        initial_indent=opening,
        subsequent_indent=" " * len(opening),
        break_on_hyphens=False,
    ).wrap(_UNPRINTABLE.sub(" ", text))
