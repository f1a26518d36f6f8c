"""How well developed the parts of a list are, over teams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import Figures, mean_interval, mean_of
from trip_analytics.analysis.one_list import OneList, one_list
from trip_analytics.analysis.options import (
    NothingToSay,
    check_parts_hold_teams,
    check_perspective,
    year_returned,
)
from trip_analytics.analysis.practices_in_words import typically_off
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about, about_parts, in_columns, parts_of, result, typed
from trip_analytics.analysis.team_ratings import as_grid, team_ratings
from trip_analytics.instruments import Instrument
from trip_analytics.returns.ratings_source import RatingsSource
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import few_named, one_decimal, spelled, spread

NEEDS: Final = ("domain", "year", "teams", "mean", "mean_low", "mean_high")
_MOST_NAMED: Final = 3
_HALF: Final = "A team counts in a domain where it rated half or more of its practices."


@in_columns(lambda by, _: _columns(by), "ratings")
def domain_profile(
    returns: RatingsSource,
    *,
    year: int | None = None,
    by: str | None = None,
    perspective: str = "team",
    instrument: str | None = None,
) -> pd.DataFrame:
    """How well developed the domains of a list are: each team's mean over a domain's practices.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The review year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown. A part of one team is left out.
    perspective : {"team", "staff", "people-using-services", "family-and-friends"}
        Whose view, as in :func:`practice_profile`.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each domain (and part), in printed order:

        - domain, [the ``by`` column], year;
        - items, how many practices the domain has;
        - teams, how many rated half or more of them;
        - mean (on the scale), over these teams, of each team's mean over the practices of the
          domain that it rated, with its 95% interval mean_low, mean_high: as the mean of
          :func:`practice_profile`, `<NA>` where one team counts or all have the same mean.

        Reverse practices are turned round, as a note says. Empty where the list has no domains,
        or nobody returned in that year.

    Raises
    ------
    AnalysisError
        The breakdown, the perspective, the year or the list is not one that the returns have, or
        each part would be a single team.

    Examples
    --------
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame({"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices"})
    >>> profile = domain_profile(Returns.from_tables(ratings=ratings.assign(rating=[2, 3])))
    >>> profile.attrs["notes"]
    ['The practices of Team Recovery Implementation Plan are in no domains.']
    """
    check_perspective(returns, perspective)
    of_list = one_list(returns, instrument)
    returns, columns = of_list.returns, _columns(by)
    year = year_returned(returns, year)
    domains = domains_of(of_list.definition)
    if not domains:
        raise NothingToSay(f"The practices of {of_list.definition.title} are in no domains.")
    ratings = team_ratings(returns, [year], perspective)
    if ratings.empty:
        raise NothingToSay(f"No return of {year} asks for ratings of practices.")
    check_parts_hold_teams(ratings, by)
    tables = [
        typed(columns, {**_figures(rows, domains, of_list), str(by): part, "year": year})
        for part, rows in parts_of(ratings, by)
    ]
    profile = pd.concat(tables or [typed(columns, {name: [] for name in columns})])
    profile = profile.sort_index(kind="stable").reset_index(drop=True)
    notes = [_HALF, *_notes(profile), *about_parts(by, ratings)]
    return result("domain_profile", profile, notes, of_list=of_list, perspective=perspective)


def domains_of(instrument: Instrument) -> dict[str, list[str]]:
    """The items of each domain, in printed order."""
    return {
        domain: [item.item_id for item in instrument.items if item.domain == domain]
        for domain in instrument.domains
    }


def _team_means(ratings: pd.DataFrame, domains: Mapping[str, list[str]]) -> Figures:
    """The mean of each team (rows) over each domain (columns), NaN where it rated under half."""
    units = ratings["unit"].unique().tolist()
    columns = []
    for items in domains.values():
        of_domain = ratings.loc[ratings["item_id"].isin(items)]
        rated, mean = mean_of(as_grid(of_domain, units, items).T)
        columns.append(np.where((rated > 0) & (2 * rated >= len(items)), mean, np.nan))
    return np.column_stack(columns)


def _figures(
    ratings: pd.DataFrame, domains: Mapping[str, list[str]], of_list: OneList[Any]
) -> dict[str, Any]:
    means = _team_means(ratings, domains)
    teams, mean = mean_of(means)
    low, high = mean_interval(means, ends=(of_list.scale.low, of_list.scale.high))
    return {
        "domain": list(domains),
        "items": [len(items) for items in domains.values()],
        "teams": teams,
        "mean": mean,
        "mean_low": low,
        "mean_high": high,
    }


def _columns(by: str | None) -> dict[str, str]:
    return {
        "domain": TEXT,
        **({by: TEXT} if by else {}),
        "year": WHOLE,
        **dict.fromkeys(("items", "teams"), WHOLE),
        **dict.fromkeys(("mean", "mean_low", "mean_high"), FLOAT),
    }


def _notes(profile: pd.DataFrame) -> list[str]:
    nobody = profile["teams"] == 0
    alike = ~nobody & profile["mean_low"].isna()
    return [
        *about("No team rated half of it, so no figures", profile.loc[nobody, "domain"]),
        *about(
            "No interval for the mean, because only one team counts or all have the same mean",
            profile.loc[alike, "domain"],
        ),
    ]


def in_words(profile: pd.DataFrame) -> str:
    """From where to where domains are rated, and how far chance could move that."""
    year = int(profile["year"].iloc[0])
    given = profile.loc[profile["mean"].notna()]
    if given.empty:
        return f"How the domains were rated in {year} cannot be shown."
    shown = given["mean"].map(one_decimal)
    low, high = (one_decimal(end) for end in (given["mean"].min(), given["mean"].max()))
    by = f" on average by {spread(given['teams'], 'team', spelled)}"
    if low == high:
        sentences = [f"In {year}, {_names(given)} {_were(given)} rated {low}{by}."]
    else:
        ends = " to ".join(f"{end} ({_names(given.loc[shown == end])})" for end in (low, high))
        sentences = [f"In {year}, domains were rated from {ends}{by}."]
    if off := typically_off(given):
        sentences.append(
            f"Typically, chance could have moved an average by about {off} points either way."
        )
    if missing := len(profile) - len(given):
        sentences.append(f"For {spelled(missing, 'domain')} no average can be given.")
    return " ".join(sentences)


def _names(domains: pd.DataFrame) -> str:
    return few_named(domains["domain"], _MOST_NAMED)


def _were(domains: pd.DataFrame) -> str:
    return "was" if len(domains) == 1 else "were"


QUESTION: Final = Question(domain_profile, in_words, NEEDS, "ratings")
