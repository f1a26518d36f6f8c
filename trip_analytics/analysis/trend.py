"""How practices moved over the years, team by team."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.intervals import Figures, divided, holm, mean_of, paired_t
from trip_analytics.analysis.options import (
    check_parts_hold_teams,
    check_perspective,
    nobody_returned,
)
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import (
    COUNT,
    NUMBER,
    TEXT,
    YEAR,
    about,
    about_parts,
    item_rows,
    nothing,
    result,
    with_breakdown,
)
from trip_analytics.analysis.significance import at_least_a_tenth, beyond_chance, named
from trip_analytics.analysis.team_ratings import grids_by_year, in_latest_part, team_ratings
from trip_analytics.analysis.wordings import asks_as_now, reworded_items
from trip_analytics.ratings_source import RatingsSource
from trip_analytics.words import VIEWS, listed, spelled, spread

COLUMNS = {
    "item_id": TEXT,
    "practice": TEXT,
    "first_year": YEAR,
    "last_year": YEAR,
    "years": COUNT,
    "teams": COUNT,
    **dict.fromkeys(("slope", "slope_low", "slope_high", "p_value", "p_adjusted"), NUMBER),
}

# Two years show a change; that it goes on from year to year takes a third.
MINIMUM_YEARS: Final = 3
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


def trend(
    returns: RatingsSource,
    *,
    by: str | None = None,
    perspective: str = "team",
    bridge_wordings: bool = False,
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

    Returns
    -------
    DataFrame
        A row for each practice (and part), in printed order:

        - item_id, practice, [the ``by`` column];
        - teams, how many rated it in two years or more; first_year and last_year,
          the first and the last year in which any of them did (`<NA>` where there
          are none); years, in how many years any of them did;
        - slope, in rating points a year (-4 to 4): the mean over these teams of
          each team's own least-squares slope, with its 95% interval slope_low,
          slope_high and p_value (t over teams); p_adjusted is Holm's over the
          practices of the part. `<NA>` where there are fewer than three years, or
          one team, or all teams moved alike, and then not among Holm's tests.

        ``attrs["notes"]`` lists what a reader must know, such as words that
        changed. Empty where there are returns of fewer than two years.

    Raises
    ------
    AnalysisError
        The breakdown or the perspective is none that returns have, or each part
        would be a single team.

    Notes
    -----
    Each team counts once, however many years it rated. Slopes within teams are not
    moved by teams that join or leave, as a line through the yearly averages is.

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
    columns = with_breakdown(COLUMNS, by)
    check_perspective(perspective)
    if too_few := nobody_returned(returns) or _one_year(returns):
        return nothing("trend", columns, too_few)
    ratings = in_latest_part(team_ratings(returns, returns.years, perspective), by)
    if ratings.empty:
        return nothing("trend", columns, ["No return asks for ratings of practices."])
    check_parts_hold_teams(ratings, by)

    reworded = reworded_items(returns, ratings)
    if not bridge_wordings:
        ratings = with_words_of_now(returns, ratings)
    found = item_rows(
        returns,
        ratings,
        columns,
        by=by,
        figures=lambda rows, items: _figures(rows, returns.years, items),
    )
    if ratings["rating"].notna().any():
        notes = _notes(found, reworded, bridge_wordings)
    else:
        notes = [f"There are no ratings by {VIEWS[perspective]} in any year."]
    notes += about_parts(by, ratings)
    asked = {"perspective": perspective, "bridge_wordings": bridge_wordings}
    return result("trend", found, notes, **asked)


def with_words_of_now(returns: RatingsSource, ratings: pd.DataFrame) -> pd.DataFrame:
    """Ratings without those of words that ask for something else than the last ones rated."""
    if not reworded_items(returns, ratings):
        return ratings
    return ratings.assign(rating=ratings["rating"].where(asks_as_now(returns, ratings)))


def slopes_of(ratings: Figures, years: npt.NDArray[np.float64]) -> Figures:
    """The least-squares slope of each team (rows) and item (columns) over the years.

    ``ratings`` has years, teams and items for axes. NaN where fewer than two
    years were rated.
    """
    known = ~np.isnan(ratings)
    year = np.where(known, years[:, None, None], 0)
    rating = np.where(known, ratings, 0)
    n = known.sum(axis=0)
    # Sums of whole numbers and one division: teams that moved alike have the very same slope.
    above = n * (year * rating).sum(axis=0) - year.sum(axis=0) * rating.sum(axis=0)
    below = n * (year**2).sum(axis=0) - year.sum(axis=0) ** 2
    return divided(above, below)


def _one_year(returns: RatingsSource) -> list[str]:
    if len(returns.years) > 1:
        return []
    return [
        f"A trend takes returns of two years or more: there are some for {returns.years[0]} alone."
    ]


def _figures(ratings: pd.DataFrame, years: Sequence[int], items: list[str]) -> dict[str, Any]:
    cube = grids_by_year(ratings, years, ratings["unit"].unique().tolist(), items)
    since_first = np.array(years, dtype=float) - years[0]
    slopes = slopes_of(cube, since_first)
    teams, slope = mean_of(slopes)
    rated = (~np.isnan(cube) & ~np.isnan(slopes)).any(axis=1)
    in_years = rated.sum(axis=0)
    low, high, p_value = paired_t(np.where(in_years >= MINIMUM_YEARS, slopes, np.nan))
    when = np.where(rated, np.array(years, dtype=float)[:, None], np.nan)
    return {
        "first_year": np.fmin.reduce(when),
        "last_year": np.fmax.reduce(when),
        "years": in_years,
        "teams": teams,
        "slope": slope,
        "slope_low": low,
        "slope_high": high,
        "p_value": p_value,
        "p_adjusted": holm(p_value),
    }


def _notes(found: pd.DataFrame, reworded: Collection[str], bridged: bool) -> list[str]:
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
        "Rated in two years alone, so there is no interval and no test, and no trend is claimed",
        found.loc[short, "practice"],
    )
    alike = ~none & ~short & found["p_value"].isna()
    return notes + about(
        "No interval and no test, as one team alone rated in two years or more or all moved alike",
        found.loc[alike, "practice"],
    )


def in_words(trend: pd.DataFrame) -> str:
    """Which practices rose or fell over the years beyond chance, and how far off that may be."""
    given = trend.loc[trend["slope"].notna()]
    if given.empty:
        return "How practices moved over the years cannot be shown."
    tested = given.loc[given["p_adjusted"].notna()]
    if tested.empty:
        return (
            f"{_years(given)} no trend can be seen in the {_teams(given)}: that takes "
            "three years or more, and teams that do not all move alike."
        )
    rose, fell = beyond_chance(tested, "slope")
    said = [
        f"{spelled(len(rows), 'practice')} {verb}{named(rows, 'slope', _a_year)}"
        for rows, verb in ((rose, "rose"), (fell, "fell"))
        if len(rows)
    ]
    unsure = len(tested) - len(rose) - len(fell)
    if said:
        sentences = [f"{_years(tested)}, {listed(said)}, in the {_teams(tested)}."]
        if unsure:
            sentences.append(
                f"For {spelled(unsure, 'other practice')} there is no trend we can be sure of, "
                "which is not the same as no trend."
            )
    else:
        sentences = [
            f"{_years(tested)} there is no trend we can be sure of, in the {_teams(tested)}.",
            "That is not the same as no trend.",
        ]
    if missing := len(trend) - len(tested):
        sentences.append(f"For {spelled(missing, 'practice')} no trend can be given.")
    return " ".join(sentences)


def _years(trend: pd.DataFrame) -> str:
    return f"From {trend['first_year'].min()} to {trend['last_year'].max()}"


def _teams(trend: pd.DataFrame) -> str:
    return f"{spread(trend['teams'], 'team', spelled)} that rated in two years or more"


def _a_year(slope: float) -> str:
    return f"about {at_least_a_tenth(slope)} points a year"


QUESTION: Final = Question(trend, in_words, NEEDS)
