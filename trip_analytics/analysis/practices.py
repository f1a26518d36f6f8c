"""How well developed each practice is, over teams."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import (
    Figures,
    divided,
    mean_interval,
    mean_of,
    share_interval,
)
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    NothingToSay,
    check_parts_hold_teams,
    check_perspective,
    is_whole,
    year_returned,
)
from trip_analytics.analysis.participation import expected_teams
from trip_analytics.analysis.practices_in_words import NEEDS, in_words
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.rank_sets import rank_sets
from trip_analytics.analysis.results import (
    about,
    about_parts,
    in_columns,
    in_printed_order,
    item_rows,
    names_of,
    result,
    with_breakdown,
)
from trip_analytics.analysis.scale import Scale, agreement
from trip_analytics.analysis.team_ratings import as_grid, team_ratings
from trip_analytics.analysis.wordings import apart_by_wording, reworded_items
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import RatingsSource
from trip_analytics.returns.worked_out_once import worked_out_once
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE


def practice_profile(
    returns: RatingsSource,
    *,
    year: int | str | None = None,
    by: str | None = None,
    perspective: str = "team",
    population: int | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """How well developed each practice is, over the teams that rated it.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown; ranks are then within each part. A part of one team is left out.
    perspective : {"team", "staff", "people-using-services", "family-and-friends"}
        Whose view. ``team`` is what teams agreed; a team that sent individual
        answers alone counts with their low median.
    population : int, optional
        How many teams were asked. The intervals are then about these teams
        (finite population correction) and no longer about teams like them. The
        rank sets stay as they are, on the safe side.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each practice (and part), in printed order; where teams rated wordings of
        a practice that the instrument calls not comparable, one for each of them:

        - item_id, practice (with the wording's year where it has several rows), [the ``by``
          column], year;
        - teams, how many rated it; not_rated, how many returned and did not (where there are
          several wordings: those that rated none of them, with the newest);
        - rated_1 ... rated_5, or a column for each other point of the list's scale
          (``rated_-2``, ``rated_10``), how many gave each rating;
        - mean (on the scale) with its 95% interval mean_low, mean_high, `<NA>` where one
          team rated or all agree: t on logit((mean - low) / (high - low)), with the scale's
          ends, by the delta method;
        - well_developed, the share (0-1) of teams at the points that the list counts as well
          developed (of TRIP 4 and 5), with its 95% interval well_developed_low,
          well_developed_high (Wilson);
        - agreement, how far teams agree: van der Eijk's A, 1 where all gave the same rating,
          0 where each rating was given as often, -1 where half gave the lowest and half the
          highest; `<NA>` of one team;
        - rank_low, rank_high, the ranks it may hold (1 the strongest) among the
          practices that any team rated: simultaneous 95% rank sets by sign-flip
          max-T step-down on differences within teams.

        ``attrs["instrument"]`` is the list, ``attrs["scale"]`` its scale; ``attrs["notes"]``
        lists what a reader must know, such as why a figure is not given. Empty where nobody
        returned in that year.

    Raises
    ------
    AnalysisError
        The breakdown, the perspective, the year or the list is not one that the returns have,
        each part would be a single team, or ``population`` cannot be.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm", "Oak"], "year": 2025, "item_id": "choices", "rating": [4, 2, 3]}
    ... )
    >>> profile = practice_profile(Returns.from_tables(ratings=ratings)).set_index("item_id")
    >>> profile.loc["choices", ["mean", "mean_low", "mean_high"]].astype(float).round(2).tolist()
    [3.0, 1.31, 4.69]
    """
    return _profile(returns, year, by, perspective, population, instrument, with_ranks=True)


def parts_without_ranks(returns: Returns, year: int, by: str) -> pd.DataFrame:
    """What :func:`practice_profile` says of parts, with ``<NA>`` for each rank.

    A release has no ranks in parts, and they are what takes longest.
    """
    return _profile(returns, year, by, "team", None, None, with_ranks=False)


@worked_out_once
@in_columns(
    lambda by, of_list: with_breakdown(_columns(of_list.scale), by),
    "ratings",
    name="practice_profile",
)
def _profile(
    returns: RatingsSource,
    year: int | str | None,
    by: str | None,
    perspective: str,
    population: int | None,
    instrument: str | None,
    *,
    with_ranks: bool,
) -> pd.DataFrame:
    check_perspective(returns, perspective)
    of_list = one_list(returns, instrument)
    returns, scale = of_list.returns, of_list.scale
    year = year_returned(returns, year)
    ratings = team_ratings(returns, [year], perspective)
    if ratings.empty:
        raise NothingToSay(f"No return of {year} asks for ratings of practices.")
    check_parts_hold_teams(ratings, by)
    _check_population(population, by, ratings)

    reworded = reworded_items(returns, ratings)
    rows = None
    if reworded:
        ratings, rows = apart_by_wording(returns, ratings, reworded)
    profile = item_rows(
        returns,
        ratings,
        _columns(scale),
        by=by,
        year=year,
        rows=rows,
        figures=lambda rows, items: _figures(rows, items, scale, population, with_ranks=with_ranks),
    )
    notes = _notes(profile, perspective, population)
    known = names_of(returns)
    notes += about(
        "Teams rated wordings that ask for different things, so each has a row of its own; teams "
        "that rated none of them count as not having rated the newest",
        [known.get(item_id, item_id) for item_id in in_printed_order(returns, reworded)],
    )
    notes += about_parts(by, ratings)
    silent = not_returned(returns, year, ratings, population) if by is None else 0
    return result(
        "practice_profile",
        profile,
        notes,
        of_list=of_list,
        perspective=perspective,
        not_returned=silent,
    )


def _columns(scale: Scale) -> dict[str, str]:
    return {
        **dict.fromkeys(("item_id", "practice"), TEXT),
        "year": WHOLE,
        **dict.fromkeys(("teams", "not_rated", *scale.counts), WHOLE),
        **dict.fromkeys(("mean", "mean_low", "mean_high"), FLOAT),
        **dict.fromkeys(("well_developed", "well_developed_low", "well_developed_high"), FLOAT),
        "agreement": FLOAT,
        **dict.fromkeys(("rank_low", "rank_high"), WHOLE),
    }


def _figures(
    ratings: pd.DataFrame,
    items: list[str],
    scale: Scale,
    population: int | None,
    *,
    with_ranks: bool,
) -> dict[str, Any]:
    grid = as_grid(ratings, ratings["unit"].unique().tolist(), items)
    asked = ratings["item_id"].value_counts().reindex(items, fill_value=0).to_numpy(int)
    levels = level_of(grid, scale, population)
    rank_low, rank_high = rank_sets(grid) if with_ranks else (np.nan, np.nan)
    counts = {
        name: (grid == point).sum(axis=0)
        for name, point in zip(scale.counts, scale.points, strict=True)
    }
    return {
        **levels,
        "not_rated": asked - levels["teams"],
        **counts,
        "agreement": agreement(np.column_stack(list(counts.values()))),
        "rank_low": rank_low,
        "rank_high": rank_high,
    }


def not_returned(
    returns: RatingsSource, year: int, ratings: pd.DataFrame, population: int | None
) -> int:
    """How many teams were asked and sent no ratings, as far as that is known."""
    if population is not None:
        return population - ratings["unit"].nunique()
    if not isinstance(returns, Returns) or returns.teams.empty:  # a file of ratings has no register
        return 0
    expected = expected_teams(returns.teams, year).index
    return int((~expected.isin(ratings["team_id"].dropna())).sum())


def level_of(grid: Figures, scale: Scale, population: int | None = None) -> dict[str, Figures]:
    """How well developed each column's practice is: mean and share, with their intervals."""
    teams, mean = mean_of(grid)
    mean_low, mean_high = mean_interval(grid, population, ends=(scale.low, scale.high))
    well = (grid >= scale.well_developed[0]).sum(axis=0).astype(float)
    well_low, well_high = share_interval(well, teams, population)
    return {
        "teams": teams,
        "mean": mean,
        "mean_low": mean_low,
        "mean_high": mean_high,
        "well_developed": divided(well, teams),
        "well_developed_low": well_low,
        "well_developed_high": well_high,
    }


def _check_population(population: int | None, by: str | None, ratings: pd.DataFrame) -> None:
    if population is None:
        return
    if by is not None:
        raise AnalysisError(
            "population is the number of teams asked in the whole trust: leave it or `by` out."
        )
    returned = ratings["unit"].nunique()
    if not is_whole(population) or population < returned:
        raise AnalysisError(
            f"population is the number of teams asked: a whole number, and {returned} returned."
        )


def _notes(profile: pd.DataFrame, perspective: str, population: int | None) -> list[str]:
    notes = []
    rated = profile["teams"] > 0
    if not rated.any():
        whose = "agreed by teams" if perspective == "team" else f"from {perspective}"
        return [f"There are no ratings {whose} in this year."]
    if population is not None:
        notes.append(f"The intervals are about the {population} teams asked, no others.")
    unrated = profile.loc[~rated, "practice"]
    notes += about("Nobody rated, so no figures", unrated)
    certain = rated & profile["mean_low"].isna()
    notes += about(
        "No interval for the mean, because only one team rated it or all gave the same rating",
        profile.loc[certain, "practice"],
    )
    return notes


QUESTION: Final = Question(practice_profile, in_words, NEEDS, "ratings")
