"""What there is to chase in a set of returns."""

from __future__ import annotations

from pathlib import PurePosixPath

from trip_analytics.analysis.options import chosen_year, nobody_returned
from trip_analytics.analysis.participation import participation
from trip_analytics.desk.log_queries import Entries
from trip_analytics.desk.queries import Check, Query, QueryKind
from trip_analytics.desk.requests_to_teams import request
from trip_analytics.desk.unanswered import unanswered_statements
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns


def check_returns(returns: Returns, *, year: int | None = None) -> Check:
    """Everything to chase for a review year.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The review year; the latest in the returns by default.

    Returns
    -------
    Check
        Returns missing, statements without an answer, and what the import log has
        of that year, or of no year, that a team or the desk must settle.

    Raises
    ------
    AnalysisError
        Nobody returned in that year; the message lists the years there are.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm"], "year": [2025, 2024], "item_id": "choices", "rating": 3}
    ... )
    >>> found = check_returns(Returns.from_tables(ratings=ratings), year=2025)
    >>> [(query.who, query.kind.value) for query in found.of(QueryKind.MISSING_RETURN)]
    [('Elm', 'Return missing')]
    """
    year = chosen_year(returns, year)
    if (absent := nobody_returned(returns, year)) or year is None:
        raise AnalysisError(absent[0])
    entries = Entries(returns, year)
    teams = participation(returns, year=year)
    queries = [
        *_missing(list(teams.loc[~teams["returned"], "team"]), entries, year),
        *unanswered_statements(returns, year),
        *entries.queries(),
    ]
    return Check(
        year=year,
        queries=tuple(sorted(queries, key=_order)),
        expected=teams.attrs["notes"][0],
        warnings_besides=entries.warnings_besides(),
        errors_of_other_years=entries.errors_of_other_years(),
    )


def _missing(teams: list[str], entries: Entries, year: int) -> list[Query]:
    return [
        Query(QueryKind.MISSING_RETURN, _missing_words(team, entries, year), team, year=year)
        for team in teams
    ]


def _missing_words(team: str, entries: Entries, year: int) -> str:
    """What to ask for, and what was had that may be it."""
    if unread := entries.unread_files_of(team):
        file, what_to_do = unread[0]
        return f'We could not read "{PurePosixPath(file).name}". {request("", what_to_do, None)}'
    words = f"We have not had a return from you for {year}: please send it."
    for file, other in entries.taken_for_another_year(team):
        words += f' Or is "{PurePosixPath(file).name}" the one for {year}? We took it as {other}.'
    return words


def _order(query: Query) -> tuple[object, ...]:
    """By name, then in the order in which a team is asked, then as the form has it."""
    return (
        query.who is None,
        (query.who or "").casefold(),
        list(QueryKind).index(query.kind),
        query.source_file or "",
        query.sheet or "",
    )
