"""What there is to chase: returns missing, blank statements, dates passed, entries of the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Literal

import pandas as pd

from trip_analytics.analysis.options import chosen_year, nobody_returned
from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.results import names_of
from trip_analytics.analysis.reviews_due import reviews_due
from trip_analytics.desk.log_queries import LogOfYear, owner_of
from trip_analytics.desk.queries import Check, Query, QueryKind
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import Instrument
from trip_analytics.people import find_personal_data
from trip_analytics.returns import Returns
from trip_analytics.words import day_name, mid_sentence

_NONE_YET = (
    "No form has come back yet: name the year that you ask about (--year), and every team that the "
    "register has as open in it is listed."
)


def check_returns(
    returns: Returns, *, year: int | str | None = None, on: dt.date | str | None = None
) -> Check:
    """Everything to chase for a review year.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    on : date or str, optional
        The day that counts as today, such as "2026-03-31"; today by default.

    Returns
    -------
    Check
        Returns missing, statements without an answer, priorities and plans of that year or
        before whose date has passed, and what the import log has of that year, or of no year,
        that a team or the desk must settle.

    Raises
    ------
    AnalysisError
        Nobody returned in that year, and there is no register of the teams to expect; the message
        lists the years there are. Or ``on`` is no date.

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
    if year is None:
        raise AnalysisError(_NONE_YET)
    teams = participation(returns, year=year)
    if teams.empty and (absent := nobody_returned(returns, year)):
        raise AnalysisError(absent[0])
    log = LogOfYear(returns, year)
    queries = [
        *_missing(list(teams.loc[~teams["returned"], "team"]), log, year),
        *_lists_missing(returns, teams, year),
        *_unanswered_statements(returns, year),
        # A team may name the same priority on the forms of two lists.
        *dict.fromkeys(overdue_queries(returns, year, set(teams["team"]), on=on)),
        *log.queries(),
    ]
    return Check(
        year=year,
        queries=tuple(sorted(queries, key=_order)),
        expected=teams.attrs["notes"][0],
        warnings_besides=log.warnings_besides(),
        errors_of_other_years=log.errors_of_other_years(),
    )


def _missing(teams: list[str], log: LogOfYear, year: int) -> list[Query]:
    return [
        Query(QueryKind.MISSING_RETURN, _missing_words(team, log, year), team, year=year)
        for team in teams
    ]


def _lists_missing(returns: Returns, teams: pd.DataFrame, year: int) -> Iterator[Query]:
    """A query for each team that returned a form, but not a list that most others returned."""
    there_are = returns.select(years=year).returned("ratings") if year in returns.years else ()
    titles = {each.instrument_id: each.title for each in returns.instruments}
    for instrument in there_are if len(there_are) > 1 else ():
        of_list = participation(returns, year=year, instrument=instrument)
        came = set(of_list.loc[of_list["returned"], "team"])
        others = [team for team in teams.loc[teams["returned"], "team"] if team not in came]
        if len(others) < len(came):
            words = (
                f'We have had another form from you for {year}, but not "'
                f'{titles.get(instrument, instrument)}": please send it.'
            )
            yield from (Query(QueryKind.MISSING_RETURN, words, team, year=year) for team in others)


def _missing_words(team: str, log: LogOfYear, year: int) -> str:
    """What to ask for, and what was had that may be it."""
    if unread := log.unread_files_of(team):
        file, asked = unread[0]
        return f'We could not read "{PurePosixPath(file).name}". {asked}'
    words = f"We have not had a return from you for {year}: please send it."
    for file, other in log.taken_for_another_year(team):
        words += f' Or is "{PurePosixPath(file).name}" the one for {year}? We took it as {other}.'
    return words


def _unanswered_statements(returns: Returns, year: int) -> Iterator[Query]:
    """A query for each statement that nobody answered in a return of that year.

    A statement that one perspective answered, or marked unclearly, is not blank.
    """
    current = returns.returns.loc[
        returns.returns["status"].eq("current") & returns.returns["year"].eq(year)
    ].set_index("return_id")
    instruments = {one.instrument_id: one for one in returns.instruments}
    kinds: tuple[Literal["ratings", "stages"], ...] = ("ratings", "stages")
    for kind in kinds:
        answers = getattr(returns, kind)
        answers = answers.loc[answers["return_id"].isin(current.index)]
        blank = answers["state"].eq("not-answered").fillna(False)
        statement_of_return = [answers["return_id"], answers["item_id"]]
        nobody = blank.groupby(statement_of_return).transform("all")
        for row in answers.loc[nobody].drop_duplicates(["return_id", "item_id"]).itertuples():
            of_return = current.loc[row.return_id]
            yield _unanswered(row, of_return, instruments.get(str(of_return["instrument"])), year)


def _unanswered(
    row: object, of_return: pd.Series, instrument: Instrument | None, year: int
) -> Query:
    values = {
        name: None if pd.isna(value := getattr(row, name)) else str(value)
        for name in ("source_file", "sheet", "cell", "wording_id", "team", "item_id")
    }
    item_id = str(values["item_id"])
    # Tables that a person made have no addresses of answers: then nothing is known of the form.
    on_form = (
        values["wording_id"] is not None
        or values["cell"] is not None
        or values["source_file"] is None
    )
    return Query(
        QueryKind.BLANK if on_form else QueryKind.ABSENT,
        f'Please give an answer{_scale(instrument)}, or "n/a".',
        values["team"] or owner_of(of_return),
        year=year,
        statement=_label(instrument, item_id),
        source_file=values["source_file"],
        sheet=values["sheet"],
        cell=values["cell"],
    )


def _label(instrument: Instrument | None, item_id: str) -> str:
    return instrument.labels.get(item_id, item_id) if instrument else item_id


def _scale(instrument: Instrument | None) -> str:
    if instrument is None or not instrument.scale:
        return ""
    return f" from {instrument.scale[0].value} to {instrument.scale[-1].value}"


def _order(query: Query) -> tuple[object, ...]:
    """By name, then in the order in which a team is asked, then as the form has it."""
    return (
        query.who is None,
        (query.who or "").casefold(),
        list(QueryKind).index(query.kind),
        query.source_file or "",
        query.sheet or "",
    )


_ASK = {
    "priority": "Please tell us how far each is: not started, started, achieved or stopped.",
    "plan": "Please look at each again, and send us the plan as it is now.",
}


def overdue_queries(
    returns: Returns, year: int, teams: Collection[str], *, on: dt.date | str | None = None
) -> Iterator[Query]:
    """A query for each priority and each plan, of that year or before, whose date has passed.

    ``teams`` are those there are in that year: one that has closed is not asked. Words that may
    identify a person are not repeated.
    """
    due = reviews_due(returns, on=on)
    due = due.loc[due["overdue"].fillna(False).astype(bool) & due["year"].le(year)]
    due = due.loc[due["team"].isna() | due["team"].isin(teams)]
    names = names_of(returns)
    for row in due.astype(object).where(due.notna(), None).to_dict("records"):
        named = (row["team"], row["service_line"])
        is_plan = row["what"] == "plan"
        about = _plan(names.get(row["item_id"])) if is_plan else _priority(row["text"])
        yield Query(
            QueryKind.OVERDUE,
            _ASK[row["what"]],
            next(filter(None, named), "The organisation"),
            year=int(row["year"]),
            statement=f"{about} ({_dates(row['due'], row['review_on'])})",
        )


def _priority(text: object) -> str:
    if not isinstance(text, str) or find_personal_data(text):
        return "a priority"
    return f'"{" ".join(text.split())}"'


def _plan(challenge: str | None) -> str:
    return f"the plan for {mid_sentence(challenge)}" if challenge else "the plan for a challenge"


def _dates(due: pd.Timestamp | None, review_on: pd.Timestamp | None) -> str:
    dates = (("by", due), ("review on", review_on))
    return ", ".join(f"{word} {day_name(day)}" for word, day in dates if day)
