"""How practices moved over the years, team by team."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    NothingToSay,
    check_parts_hold_teams,
    check_perspective,
    check_returned,
)
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import (
    about,
    about_parts,
    in_columns,
    is_of_all,
    item_rows,
    result,
)
from trip_analytics.analysis.significance import (
    Measure,
    about_family,
    all_together,
    as_sentences,
    claims,
    moved,
    moved_alike,
    some,
    with_adjusted,
)
from trip_analytics.analysis.slopes import lines_of, mean_slope, with_all_practices
from trip_analytics.analysis.team_ratings import (
    grids_by_year,
    in_latest_part,
    never_met,
    team_ratings,
)
from trip_analytics.analysis.wordings import asks_as_now, reworded_items
from trip_analytics.returns.ratings_source import RatingsSource
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import opening, spelled, spread, view_of

COLUMNS = {
    "item_id": TEXT,
    "practice": TEXT,
    "first_year": WHOLE,
    "last_year": WHOLE,
    "years": WHOLE,
    "teams": WHOLE,
    **dict.fromkeys(("slope", "slope_low", "slope_high", "p_value", "p_adjusted"), FLOAT),
}

# Two years show a change; that it goes on from year to year takes a third.
MINIMUM_YEARS: Final = 3
_MANY_YEARS: Final = 7  # after which what a practice would move in ten is no longer a guess
NEEDS: Final = (
    "practice",
    "first_year",
    "last_year",
    "teams",
    "slope",
    "slope_low",
    "slope_high",
    "p_adjusted",
)


@in_columns(COLUMNS, "ratings")
def trend(
    returns: RatingsSource,
    *,
    by: str | None = None,
    perspective: str = "team",
    bridge_wordings: bool = False,
    instrument: str | None = None,
) -> pd.DataFrame:
    """How far each practice moved a year, in teams that rated it in two years or more.

    Parameters
    ----------
    returns : Returns
    by : {"service_line", "team_type"}, optional
        One breakdown, by where a team belongs in the last year it returned.
        A part of one team is left out.
    perspective : {"team", "staff", "people-using-services", "family-and-friends"}
        Whose view, as in :func:`practice_profile`.
    bridge_wordings : bool
        Take all years even where the instrument says that the words of some ask
        for different things. Otherwise a practice counts with the words it was
        last rated in, and others that ask for the same.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each practice (and part), in printed order:

        - item_id, practice, [the ``by`` column];
        - teams, how many rated it in two years or more; first_year and last_year,
          the first and the last year in which any of them did (`<NA>` where there
          are none); years, in how many years any of them did;
        - slope, in rating points a year (of TRIP -4 to 4): the random-effects mean over these
          teams of each team's own least-squares slope, in which long histories weigh
          more than short ones, with its 95% interval slope_low, slope_high and p_value
          (Hartung and Knapp's t over teams); p_adjusted is Holm's over all rows of the
          table. Where all teams moved alike there is no interval, and the p-value is the
          exact sign test's. All of them are `<NA>` where there are fewer than three years,
          or one team, and then not among Holm's tests.

        Last (in each part) a row "All practices", item_id ``all``, in which each team's
        slope is the mean of its slopes over the practices: one test, outside Holm's family
        (with ``by``, Holm's over these rows of the parts).

        ``attrs["notes"]`` lists what a reader must know, such as words that
        changed. Empty where there are returns of fewer than two years.

    Raises
    ------
    AnalysisError
        The breakdown or the perspective is not one that the returns have, or each part
        would be a single team.

    Notes
    -----
    Slopes within teams are not moved by teams that join or leave, as a line through the
    yearly averages is. Where all teams rated in the same years, the slope is their plain
    mean, with the plain t interval over teams.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Ash", "Ash", "Elm", "Elm"],
    ...         "year": [2023, 2024, 2025, 2023, 2025],
    ...         "item_id": "choices",
    ...         "rating": [1, 2, 3, 3, 4],
    ...     }
    ... )
    >>> of_choices = trend(Returns.from_tables(ratings=ratings)).set_index("item_id").loc["choices"]
    >>> of_choices[["years", "teams", "slope"]].astype(float).tolist()
    [3.0, 2.0, 0.75]
    """
    check_perspective(returns, perspective)
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    check_returned(returns)
    if len(returns.years) == 1:
        raise NothingToSay(
            "A trend needs returns of two years or more: there are only those of "
            f"{returns.years[0]}."
        )
    ratings = in_latest_part(team_ratings(returns, returns.years, perspective), by)
    if ratings.empty:
        raise NothingToSay("No return asks for ratings of practices.")
    check_parts_hold_teams(ratings, by)

    reworded = reworded_items(returns, ratings)
    if not bridge_wordings:
        ratings = with_words_of_now(returns, ratings)
    found = item_rows(
        returns,
        ratings,
        COLUMNS,
        by=by,
        with_all=True,
        figures=lambda rows, items: _figures(rows, returns.years, items),
    )
    found = with_adjusted(found)
    if ratings["rating"].notna().any():
        nobody = not found["teams"].gt(0).any()
        notes = never_met(ratings, returns.years) if nobody else []
        notes = notes or _notes(found, reworded, bridge_wordings)
    else:
        notes = [f"There are no ratings by {view_of(perspective)} in any year."]
    notes += about_parts(by, ratings) + about_family(found, by)
    asked = {"perspective": perspective, "bridge_wordings": bridge_wordings}
    return result("trend", found, notes, of_list=of_list, **asked)


def with_words_of_now(returns: RatingsSource, ratings: pd.DataFrame) -> pd.DataFrame:
    """Ratings without those of words that ask for something else than the last ones rated."""
    if not reworded_items(returns, ratings):
        return ratings
    return ratings.assign(rating=ratings["rating"].where(asks_as_now(returns, ratings)))


def _figures(ratings: pd.DataFrame, years: Sequence[int], items: list[str]) -> dict[str, Any]:
    cube = grids_by_year(ratings, years, ratings["unit"].unique().tolist(), items)
    lines = with_all_practices(lines_of(cube, np.array(years, dtype=float) - years[0]))
    slope, low, high, p_value = mean_slope(lines)
    rated = ~np.isnan(lines.residual).all(axis=1)
    in_years = rated.sum(axis=0)
    when = np.where(rated, np.array(years, dtype=float)[:, None], np.nan)
    # Of two years not even that all teams moved alike shows how they would go on.
    low, high, p_value = (
        np.where(in_years >= MINIMUM_YEARS, figure, np.nan) for figure in (low, high, p_value)
    )
    return {
        "first_year": np.fmin.reduce(when),
        "last_year": np.fmax.reduce(when),
        "years": in_years,
        "teams": (~np.isnan(lines.slope)).sum(axis=0),
        "slope": slope,
        "slope_low": low,
        "slope_high": high,
        "p_value": p_value,
        "p_adjusted": np.nan,  # of the whole table, once all parts are known
    }


def _notes(found: pd.DataFrame, reworded: Collection[str], bridged: bool) -> list[str]:
    found = found.loc[~is_of_all(found)]
    names = found.loc[found["item_id"].isin(reworded), "practice"]
    if bridged:
        notes = about("The words differ over the years, and are compared as asked", names)
    else:
        notes = about(
            "The words changed so that they ask for different things, and only ratings of what "
            "is asked for now are counted (bridge_wordings=True counts all)",
            names,
        )
    none = found["teams"] == 0
    notes += about("No team rated in two years or more, so no trend", found.loc[none, "practice"])
    short = ~none & (found["years"] < MINIMUM_YEARS)
    notes += about(
        "Rated in only two years, so there is no interval and no test, and no trend is claimed",
        found.loc[short, "practice"],
    )
    notes += about(
        "No interval and no test, because only one team rated in two years or more",
        found.loc[~short & (found["teams"] == 1), "practice"],
    )
    alike = ~none & ~short & (found["teams"] > 1) & found["slope_low"].isna()
    return notes + about(
        "No interval, as all teams moved alike; the test counts teams (sign test)",
        found.loc[alike, "practice"],
    )


def in_words(trend: pd.DataFrame) -> str:
    """Which practices rose or fell over the years beyond chance, and how far off that may be."""
    known = claims(trend, "slope", "slope_low")
    given = trend.loc[trend["slope"].notna() & ~is_of_all(trend)]
    if given.empty:
        why = ": no team rated in two years or more" if trend["teams"].eq(0).all() else ""
        return f"How practices moved over the years cannot be shown{why}."
    if len(known.untested) == len(given):
        return opening(
            f"{_years(given)}, no trend can be seen in the {_teams(given)}: that takes three years "
            "and two teams or more."
        )
    measure = _measure(trend)
    tested = given.drop(index=known.untested.index)
    parts = [
        *moved(known.above, "rose", "slope", measure),
        *moved(known.below, "fell", "slope", measure),
    ]
    if len(known.unsure):
        which = "no practice shows a clear trend"
        if parts or len(tested) == 1:
            show = "shows" if len(known.unsure) == 1 else "show"
            which = f"{some(known.unsure, others=bool(parts))} {show} no clear trend"
        parts.append(f"{which}, which does not mean that there is none")
    parts += moved_alike(known.alike, ("rose", "fell", "did not change"), "slope", measure)
    parts += all_together(trend, "slope", ("rose", "fell", "show no clear trend"), measure)
    if missing := len(known.missing) + len(known.untested):
        parts.append(f"for {spelled(missing, 'practice')} no trend can be given")
    return as_sentences([f"{_years(tested)}, in the {_teams(tested)}, {parts[0]}", *parts[1:]])


def _measure(trend: pd.DataFrame) -> Measure:
    """How slopes are written: what a year brings is small, and over many years a lot."""
    years = trend["last_year"].max() - trend["first_year"].min()
    if years >= _MANY_YEARS:
        return Measure("points in ten years", given=2, times=10)
    return Measure("points a year", places=2, given=2)


def _years(trend: pd.DataFrame) -> str:
    return f"from {trend['first_year'].min()} to {trend['last_year'].max()}"


def _teams(trend: pd.DataFrame) -> str:
    return f"{spread(trend['teams'], 'team', spelled)} that rated in two or more years"


QUESTION: Final = Question(trend, in_words, NEEDS, "ratings")
