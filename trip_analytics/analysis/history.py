"""How well developed each practice was, year by year."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import CONFIDENCE, Figures, holm
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    NothingToSay,
    check_parts_hold_teams,
    check_perspective,
    check_returned,
)
from trip_analytics.analysis.practices import level_of
from trip_analytics.analysis.practices_in_words import typically_off
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import (
    about,
    about_parts,
    in_columns,
    in_printed_order,
    item_rows,
    result,
    typed,
    with_breakdown,
)
from trip_analytics.analysis.scale import Scale
from trip_analytics.analysis.significance import SURE
from trip_analytics.analysis.team_ratings import as_grid, team_ratings
from trip_analytics.analysis.wordings import meanings_of
from trip_analytics.returns.ratings_source import RatingsSource
from trip_analytics.tables.columns import BOOLEAN, FLOAT, TEXT, WHOLE
from trip_analytics.words import listed, nearest, number, spelled, spread, view_of

_FIGURES = [
    *("mean", "mean_low", "mean_high"),
    *("well_developed", "well_developed_low", "well_developed_high"),
]
_LEVELS = {
    "item_id": TEXT,
    "practice": TEXT,
    "year": WHOLE,
    "teams": WHOLE,
    **dict.fromkeys(_FIGURES, FLOAT),
}
COLUMNS = {**_LEVELS, "comparable_with_previous": BOOLEAN}

_NOT_CHANGE = (
    "Teams come and go between the years, so differences between years are not change in the same "
    "teams: change_between and trend show that."
)
_ROUNDING: Final = 0.05  # what half an interval may lose where its ends are rounded to tenths
NEEDS: Final = (
    "item_id",
    "year",
    "teams",
    "mean",
    "mean_low",
    "mean_high",
    "comparable_with_previous",
)


@in_columns(COLUMNS, "ratings")
def practice_history(
    returns: RatingsSource,
    *,
    by: str | None = None,
    perspective: str = "team",
    instrument: str | None = None,
) -> pd.DataFrame:
    """How well developed each practice was in every year, over the teams that rated it then.

    Parameters
    ----------
    returns : Returns
    by : {"service_line", "team_type"}, optional
        One breakdown, by where a team belonged in each year.
        A part of one team is left out.
    perspective : {"team", "staff", "people-using-services", "family-and-friends"}
        Whose view, as in :func:`practice_profile`.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each practice (and part) and year in which it was asked, in printed
        order and by year:

        - item_id, practice, [the ``by`` column], year;
        - teams, how many rated it in that year;
        - mean (on the scale) with its 95% interval mean_low, mean_high, and well_developed,
          the share (0-1) of teams that rate it well developed, with its 95% interval
          well_developed_low, well_developed_high: as in :func:`practice_profile`, `<NA>`
          in a year in which words that ask for different things were both rated;
        - comparable_with_previous, false where the words ask for something else than
          in the year before in which it was rated; `<NA>` in the first such year, and
          where nobody rated it.

        ``attrs["notes"]`` lists what a reader must know: that these are not the same
        teams in every year. Empty where there are no returns.

    Raises
    ------
    AnalysisError
        The breakdown or the perspective is not one that the returns have, or in the latest
        year each part would be a single team.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm", "Ash"],
    ...         "year": [2024, 2024, 2025],
    ...         "item_id": "choices",
    ...         "rating": [2, 3, 4],
    ...     }
    ... )
    >>> history = practice_history(Returns.from_tables(ratings=ratings, instruments=[]))
    >>> history[["year", "teams", "mean"]].astype(float).values.tolist()
    [[2024.0, 2.0, 2.5], [2025.0, 1.0, 4.0]]
    """
    check_perspective(returns, perspective)
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    check_returned(returns)
    ratings = team_ratings(returns, returns.years, perspective)
    if ratings.empty:
        raise NothingToSay("No return asks for ratings of practices.")
    check_parts_hold_teams(ratings.loc[ratings["year"] == ratings["year"].max()], by)

    years = sorted(ratings["year"].unique())
    by_year = [ratings.loc[ratings["year"] == year] for year in years]
    levels = [
        item_rows(
            returns,
            of_year,
            _LEVELS,
            by=by,
            year=int(year),
            figures=partial(_figures, of_list.scale),
        )
        for year, of_year in zip(years, by_year, strict=True)
    ]
    history = _in_order(returns, pd.concat(levels), by)
    compared = _with_comparable(history, returns, ratings, by)
    history = typed(with_breakdown(COLUMNS, by), compared)
    if history["teams"].any():
        notes = _notes(history, _mixed(compared))
    else:
        notes = [f"There are no ratings by {view_of(perspective)} in any year."]
    notes += about_parts(by, ratings, *by_year)
    family = {} if by is None else {"sure_up_to": _sure_up_to(history, by)}
    return result(
        "practice_history", history, notes, of_list=of_list, perspective=perspective, **family
    )


def _figures(scale: Scale, ratings: pd.DataFrame, items: list[str]) -> dict[str, Figures]:
    return level_of(as_grid(ratings, ratings["unit"].unique().tolist(), items), scale)


def _in_order(returns: RatingsSource, history: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Items as printed, their parts by name, the years of each in order."""
    place = {item: at for at, item in enumerate(in_printed_order(returns, history["item_id"]))}
    if by is not None:
        history = history.sort_values(by, key=lambda part: part.str.casefold(), kind="stable")
    return history.sort_values(
        "item_id", key=lambda items: items.map(place), kind="stable", ignore_index=True
    )


def _with_comparable(
    history: pd.DataFrame, returns: RatingsSource, ratings: pd.DataFrame, by: str | None
) -> pd.DataFrame:
    """The history with whether each year's words ask for the same as the year's before."""
    of_item = ["item_id"] if by is None else ["item_id", by]
    meaning = ratings.assign(oldest=meanings_of(returns, ratings))
    meaning["newest"] = meaning["oldest"]
    words = meaning.groupby([*of_item, "year"], dropna=False, observed=True, as_index=False).agg(
        {"oldest": "min", "newest": "max"}
    )
    history = history.merge(words, how="left", on=[*of_item, "year"])
    rated = history.loc[history["teams"] > 0]
    # Words that are not known count as those before.
    known = rated.groupby(of_item, dropna=False)[["oldest", "newest"]].ffill()
    before = known.groupby([rated[name] for name in of_item], dropna=False).shift()
    same = pd.Series(
        ~(np.fmin(known["oldest"], before["oldest"]) < np.fmax(known["newest"], before["newest"])),
        index=rated.index,
        dtype=BOOLEAN,
    )
    is_first = rated.groupby(of_item, dropna=False).cumcount() == 0
    history["comparable_with_previous"] = same.mask(is_first)
    history[_FIGURES] = history[_FIGURES].mask(_mixed(history))
    return history


def _mixed(history: pd.DataFrame) -> pd.Series[bool]:
    """Where words that ask for different things were rated in the same year."""
    mixed: pd.Series[bool] = history["oldest"] < history["newest"]
    return mixed


def _notes(history: pd.DataFrame, mixed: pd.Series[bool]) -> list[str]:
    in_year = history["practice"] + " (" + history["year"].astype("string") + ")"
    reworded = history["comparable_with_previous"].eq(False).fillna(False)
    notes = [_NOT_CHANGE] if history["year"].min() < history["year"].max() else []
    notes += about(
        "The words ask for something else than in the year before, so that the two years cannot "
        "be compared",
        in_year[reworded],
    )
    notes += about(
        "Words that ask for different things were rated in the same year, so no figures "
        "(practice_profile keeps them apart)",
        in_year[mixed],
    )
    rated = history["teams"] > 0
    notes += about("Nobody rated, so no figures", in_year[~rated])
    return notes + about(
        "No interval for the mean, because only one team rated it or all gave the same rating",
        in_year[rated & ~mixed & history["mean_low"].isna()],
    )


def in_words(history: pd.DataFrame) -> str:
    """How the averages of the last year compare with those of the first, and what that is worth."""
    given = history.loc[history["mean"].notna()]
    if given.empty:
        return "How practices were rated over the years cannot be shown."
    first, last = given["year"].min(), given["year"].max()
    teams = f"each practice was rated by {spread(given['teams'], 'team', spelled)}"
    if first == last:
        return f"In {last}, {teams}; there is no other year to compare with."
    sentences = [f"From {first} to {last}, {teams} a year."]
    sentences += _then_and_now(given, first, last, history.attrs.get("sure_up_to"))
    if off := typically_off(given):
        sentences.append(f"Typically, an average could be about {off} points off.")
    sentences.append(
        "Teams come and go between the years, so these differences are not change in the same "
        "teams."
    )
    return " ".join(sentences)


def _then_and_now(
    given: pd.DataFrame, first: int, last: int, sure_up_to: float | None
) -> list[str]:
    """How many practices are rated higher and lower, of those whose words ask for the same.

    ``sure_up_to`` is the largest p-value that passes, where other parts are shown beside these.
    """
    both, broken = _of_both(given, first, last)
    p_values = _p_values(both)
    clear = p_values <= (_passing(p_values) if sure_up_to is None else sure_up_to)
    known = ~np.isnan(p_values)
    up = (both["mean_now"] > both["mean_then"]).to_numpy(bool)
    counts = {
        "clearly higher": (clear & up).sum(),
        "clearly lower": (clear & ~up).sum(),
        "not clearly different": (known & ~clear).sum(),
    }
    said = [
        f"{how} for {spelled(n, 'practice') if at == 0 else number(n)}"
        for at, (how, n) in enumerate((how, n) for how, n in counts.items() if n)
    ]
    sentences = [f"Compared with {first}, the average in {last} is {listed(said)}."] if said else []
    if reworded := len(broken):
        sentences.append(
            f"For {spelled(reworded, 'practice')} the words changed so that the years before and "
            "after cannot be compared."
        )
    return sentences


def _of_both(given: pd.DataFrame, first: int, last: int) -> tuple[pd.DataFrame, set[str]]:
    """Practices with figures of both years, and those whose words changed in between."""
    broken = given.loc[given["comparable_with_previous"].eq(False).fillna(False), "item_id"]
    given = given.loc[~given["item_id"].isin(broken)]
    then, now = (given.loc[given["year"] == year] for year in (first, last))
    return then.merge(now, on="item_id", suffixes=("_then", "_now")), set(broken)


def _sure_up_to(history: pd.DataFrame, by: str) -> float:
    """The largest p-value that passes Holm's test among those of all parts together."""
    tests = []
    for _, part in history.loc[history["mean"].notna()].groupby(by, dropna=False):
        both, _ = _of_both(part, part["year"].min(), part["year"].max())
        tests.append(_p_values(both))
    return _passing(np.concatenate([*tests, []]))


def _passing(p_values: Figures) -> float:
    """The largest p-value that passes Holm's test; below zero where none does."""
    passed = p_values[holm(p_values) <= SURE]
    return float(passed.max(initial=-1))


def _p_values(both: pd.DataFrame) -> Figures:
    """Of the difference between two years' averages, NaN where it cannot be tested.

    By their intervals as they are released, each taken for as wide as rounding may have made
    it, as those of different teams.
    """
    from scipy import special

    teams = {year: both[f"teams_{year}"].to_numpy(float) for year in ("then", "now")}
    errors = []
    for year, n in teams.items():
        low, high = (nearest(both[f"mean_{end}_{year}"], 1) for end in ("low", "high"))
        reach = (high - low) / 2 + _ROUNDING
        errors.append(reach / special.stdtrit(np.maximum(n - 1, 1), 0.5 + CONFIDENCE / 2))
    apart = nearest(both["mean_now"], 1) - nearest(both["mean_then"], 1)
    freedom = np.maximum(np.minimum(*teams.values()) - 1, 1)
    return np.asarray(2 * special.stdtr(freedom, -np.abs(apart) / np.hypot(*errors)))


QUESTION: Final = Question(practice_history, in_words, NEEDS, "ratings")
