"""What the import log asks of teams, as each kind of entry says it in ``import_log/kinds.toml``."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.desk.queries import QueryKind
from trip_analytics.import_log import kinds

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
