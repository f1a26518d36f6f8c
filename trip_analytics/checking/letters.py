"""A check as plain text: for each team what to ask it, ready to paste into an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from textwrap import TextWrapper
from typing import Final

from trip_analytics.checking.things import Check, Thing, What
from trip_analytics.words import counted, listed

WIDTH: Final = 88  # columns: what e-mails and terminals show without breaking lines again
LONGEST_QUOTE: Final = 160  # characters
MOST_PLACES: Final = 20  # of one thing that the desk is to settle

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_A1 = re.compile(r"[A-Z]{1,3}\d+(:[A-Z]{1,3}\d+)?")
_ALIKE = (What.BLANK, What.ABSENT)


def as_text(check: Check) -> str:
    """A check as text of at most 88 columns, but for the pictures of cells.

    Teams stand by name. Each has a heading, then what to ask it.

    Parameters
    ----------
    check : Check

    Returns
    -------
    str

    Examples
    --------
    >>> ash = Thing(What.MISSING_RETURN, "Please send it.", "Ash Ward", year=2025)
    >>> print(as_text(Check(2025, (ash,), "All are expected.", 0, {})))
    To chase for 2025: 1 return missing.
    All are expected.
    <BLANKLINE>
    Ash Ward, 2025
    --------------
    <BLANKLINE>
    1. Please send it.
    """
    teams = [thing for thing in check.things if thing.for_team]
    desk = [thing for thing in check.things if not thing.for_team]
    parts = ["\n".join(_summary(check))]
    for who, things in groupby(teams, key=lambda thing: thing.who):
        parts.append("\n".join(_letter(f"{who}, {check.year}", list(things))))
    if desk:
        parts.append("\n".join(_for_the_desk(desk)))
    return "\n\n".join(parts)


def _summary(check: Check) -> Iterator[str]:
    counts = [_counted(what, len(found)) for what in What if (found := check.of(what))]
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


def _counted(what: What, count: int) -> str:
    one, several = {
        What.MISSING_RETURN: ("return missing", "returns missing"),
        What.TO_CONFIRM: ("return to confirm", "returns to confirm"),
        What.COPY: ("return like last year's", "returns like last year's"),
        What.UNCLEAR: ("unclear answer", "unclear answers"),
        What.BLANK: ("statement left blank", "statements left blank"),
        What.ABSENT: ("statement not on its form", "statements not on their forms"),
        What.PERSONAL_DATA: ("cell with personal data", "cells with personal data"),
        What.TEAM_NAME: ("team name to confirm", "team names to confirm"),
        What.OTHER: ("cell not in the tables", "cells not in the tables"),
        What.NOT_READ: ("file or form not read", "files or forms not read"),
    }[what]
    return f"{count} {one if count == 1 else several}"


def _letter(title: str, things: Sequence[Thing]) -> Iterator[str]:
    yield from _heading(title)
    number = 0
    several_files = len({thing.source_file for thing in things if thing.source_file}) > 1
    for file, of_file in groupby(things, key=lambda thing: thing.source_file):
        if several_files and file:
            yield ""
            yield from _wrapped(f"In {_quoted(PurePosixPath(file).name)}:")
        for _, alike in groupby(of_file, key=_unlike):
            number += 1
            yield ""
            yield from _asked(number, list(alike))


def _unlike(thing: Thing) -> object:
    """What tells things apart: blanks of one form are asked for together."""
    return (thing.what, thing.sheet, thing.ask) if thing.what in _ALIKE else id(thing)


def _asked(number: int, things: Sequence[Thing]) -> Iterator[str]:
    first = things[0]
    if first.what in _ALIKE:
        names = "; ".join(thing.statement or "?" for thing in things)
        heading = "Left blank" if first.what is What.BLANK else "Not on your form"
        sheet = f" (sheet {_quoted(first.sheet)})" if first.sheet else ""
        text = f"{heading}{sheet}: {names}. {first.ask}"
    else:
        text = _said(first) + first.ask
    yield from _wrapped(text, f"{number}. ")
    if first.around:
        yield ""
        yield from ("   " + _UNPRINTABLE.sub(" ", line) for line in first.around.splitlines())


def _said(thing: Thing) -> str:
    """Where something stands and what it is, as the beginning of a request."""
    place = _place(thing.sheet, thing.cell)
    about = f" ({thing.statement})" if thing.statement else ""
    opening = place[:1].upper() + place[1:] if place else "On your form"
    if thing.found is not None:
        return f"{opening}{about}: you wrote {_quoted(thing.found)}. "
    return f"{opening}{about}. " if thing.cell else ""


def _place(sheet: str | None, cell: str | None) -> str:
    parts = []
    if sheet:
        parts.append(f"sheet {_quoted(sheet)}")
    if cell:
        parts.append(f"cell{'s' * (':' in cell)} {cell}" if _A1.fullmatch(cell) else cell)
    return ", ".join(parts)


def _for_the_desk(things: Iterable[Thing]) -> Iterator[str]:
    """What no team is asked: each thing to do once, with all its places."""
    yield from _heading("For you, not for a team")
    by_what_to_do: dict[str, list[Thing]] = {}
    for thing in things:
        by_what_to_do.setdefault(thing.ask, []).append(thing)
    for number, (what_to_do, places) in enumerate(by_what_to_do.items(), 1):
        yield ""
        yield from _wrapped(what_to_do, f"{number}. ")
        for thing in places[:MOST_PLACES]:
            where = ", ".join(
                filter(None, (_quoted(thing.source_file or ""), _place(thing.sheet, thing.cell)))
            )
            whose = f"{thing.who}: " if thing.who else ""
            found = f": {_quoted(thing.found)}" if thing.found is not None else ""
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
