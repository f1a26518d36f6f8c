"""Public change and history: of published averages, year by year.

Change since a year is the difference of the two averages as they were published. What single
teams did between the years has no part in it, but for one correlation in tenths for the whole
report, to which noise was added.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.history import COLUMNS as HISTORY
from trip_analytics.analysis.history import practice_history
from trip_analytics.analysis.intervals import CONFIDENCE, Figures, holm
from trip_analytics.analysis.results import (
    COUNT,
    NUMBER,
    TEXT,
    YEAR,
    in_printed_order,
    names_of,
    result,
    typed,
)
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.analysis.wordings import reworded_items
from trip_analytics.disclosure.correlation import published_correlation, teams_in_both
from trip_analytics.disclosure.practices import KEY, counts_of, points_of, release_practices
from trip_analytics.disclosure.published_figures import published_profile
from trip_analytics.disclosure.released import Released, notes_of, withhold
from trip_analytics.disclosure.rules import MEAN_DECIMALS, Rule, rounded
from trip_analytics.errors import DisclosureError
from trip_analytics.ratings_source import with_unit
from trip_analytics.returns import Returns

COLUMNS: Final = {
    "item_id": TEXT,
    "practice": TEXT,
    "from_year": YEAR,
    "to_year": YEAR,
    "teams": COUNT,
    "teams_before": COUNT,
    "teams_after": COUNT,
    "mean_before": NUMBER,
    "mean_after": NUMBER,
    **dict.fromkeys(("mean_change", "change_low", "change_high", "p_value", "p_adjusted"), NUMBER),
}
_FIGURES: Final = [name for name in COLUMNS if name.startswith(("mean_", "change_", "p_"))]


def practices_of(returns: Returns, year: int, rule: Rule, by: str | None = None) -> Released:
    """The practices of a year: as they were published, else as they may be.

    With ``by`` as they may be beside the parts of the year's breakdown, where it has such parts.
    """
    known = published_profile(returns, year)
    if known is not None:
        return known
    if by is not None:
        with contextlib.suppress(DisclosureError):
            return release_practices(returns, year, by=by, rule=rule).profile
    return release_practices(returns, year, rule=rule).profile


def years_before(returns: Returns, year: int, rule: Rule) -> list[int]:
    """The years before one that have enough ratings to be shown, the earliest first."""
    ratings = returns.ratings.loc[returns.ratings["rating"].notna()]
    ratings = with_unit(ratings.loc[ratings["year"] < year], "ratings")
    teams = ratings.groupby("year")["unit"].nunique()
    return [
        int(each)
        for each in sorted(teams.index)
        if teams[each] >= rule.minimum_teams or published_profile(returns, int(each)) is not None
    ]


def release_change(
    returns: Returns,
    from_year: int,
    to_year: int,
    *,
    rule: Rule,
    profiles: Mapping[int, Released] | None = None,
    bridge_wordings: bool = False,
) -> Released:
    """How the averages of two years differ, by what was published of each.

    Parameters
    ----------
    returns : Returns
    from_year, to_year : int
        The earlier and the later year.
    rule : Rule
    profiles : mapping of int to Released, optional
        The practices of years, as far as they are released already.
    bridge_wordings : bool
        Compare also where the words of the two years ask for different things.

    Returns
    -------
    Released
        A row for each practice: teams_before and teams_after, how many rated it in each year
        (who they were may differ), and teams, the fewer of the two; mean_before and mean_after;
        mean_change, the difference of the two averages (rating points) with its 95% interval
        change_low, change_high, its p_value and p_adjusted (Holm over the table). Withheld where
        one of the two is.
        ``attrs["correlation"]`` is what the interval takes for the correlation between a team's
        ratings of the two years, ``attrs["teams_both"]`` how many teams returned in both.
    """
    known = profiles or {}
    before, after = (
        known.get(year) or practices_of(returns, year, rule) for year in (from_year, to_year)
    )
    # At most as many as were asked for ratings, as published: some sent another form alone.
    asked = ((each.table["teams"] + each.table["not_rated"]).max() for each in (before, after))
    both = int(min(len(teams_in_both(returns, (from_year, to_year))), *asked))
    correlation = published_correlation(returns, before, after, (from_year, to_year))
    table, hidden = _compared(before, after, both, correlation)
    if not bridge_wordings:
        ratings = team_ratings(returns, [from_year, to_year], "team")
        reworded = table["item_id"].isin(reworded_items(returns, ratings))
        figures = [name for name in _FIGURES if name in table]
        table[figures] = table[figures].mask(reworded)
        hidden &= ~reworded
    table["p_adjusted"] = holm(table["p_value"].to_numpy(float))
    table = typed(COLUMNS, table.assign(from_year=from_year, to_year=to_year))
    for column in _FIGURES:
        if not column.startswith("p_"):
            table[column] = rounded(table[column], MEAN_DECIMALS)
    about = {"correlation": correlation, "teams_both": both}
    table = result("change_between", table, [], bridge_wordings=bridge_wordings, **about)
    notes = _notes(bool(hidden.any()), correlation)
    return withhold("change_between", table, {"figures": _FIGURES}, {"figures": hidden}, notes)


def release_history(returns: Returns, profiles: Mapping[int, Released]) -> Released:
    """The average of each practice in each year, as it was published.

    Parameters
    ----------
    returns : Returns
    profiles : mapping of int to Released
        The practices of each year, the earliest first.

    Returns
    -------
    Released
        As ``practice_history``.
    """
    of_year = pd.concat([each.table for each in profiles.values()], ignore_index=True)
    withheld = pd.concat([each.withheld["mean"] for each in profiles.values()], ignore_index=True)
    figures = [name for name in HISTORY if name.startswith(("mean", "well_developed"))]
    # Wordings that cannot be compared have rows of their own in a profile, and no figures here.
    several = of_year.duplicated(["item_id", "year"], keep=False)
    of_year[figures] = of_year[figures].mask(several)
    hidden = (withheld & ~several).loc[~of_year.duplicated(["item_id", "year"])]
    of_year = of_year.drop_duplicates(["item_id", "year"])
    names = names_of(returns)
    of_year["practice"] = [names.get(item, item) for item in of_year["item_id"]]
    words = practice_history(returns)[["item_id", "year", "comparable_with_previous"]]
    table = of_year.merge(words, how="left", on=["item_id", "year"])
    order = {item: at for at, item in enumerate(in_printed_order(returns, table["item_id"]))}
    table["place"] = table["item_id"].map(order)
    table["hidden"] = hidden.to_numpy(bool)
    table = table.sort_values(["place", "year"], kind="stable", ignore_index=True)
    hidden = table["hidden"].astype(bool)
    table = result("practice_history", typed(HISTORY, table), [], perspective="team")
    notes = notes_of([note for each in profiles.values() for note in each.notes])
    return withhold("practice_history", table, {"year": figures}, {"year": hidden}, notes)


def _compared(
    before: Released, after: Released, both: int, correlation: float
) -> tuple[pd.DataFrame, pd.Series[bool]]:
    """The difference of two years' averages by practice, and which rows are withheld."""
    key = pd.MultiIndex.from_frame(after.table[KEY])
    was = before.table.set_index(KEY).reindex(key)
    now = after.table.set_index(KEY)
    hidden = after.withheld["mean"].to_numpy(bool) | (
        before.withheld["mean"].set_axis(pd.MultiIndex.from_frame(before.table[KEY]))
    ).reindex(key, fill_value=False).to_numpy(bool)
    points = np.array(points_of(after.table), dtype=float)
    n_was, mean_was, spread_was = _moments(was, points)
    n_now, mean_now, spread_now = _moments(now, points)
    returned = [(each["teams"] + each["not_rated"]).max() for each in (was, now)]
    # Of the teams that returned in both years as many rated in each as of all teams.
    matched = both * (n_was / float(returned[0] or 1)) * (n_now / float(returned[1] or 1))
    change = mean_now - mean_was
    low, high, p_value = difference_of_means(
        change, (n_was, n_now), (spread_was, spread_now), matched, correlation
    )
    table = pd.DataFrame(
        {
            "item_id": key.get_level_values(0),
            "practice": key.get_level_values(1),
            "teams": np.fmin(n_was, n_now),
            "teams_before": was["teams"].fillna(0).to_numpy(),
            "teams_after": now["teams"].to_numpy(),
            "mean_before": mean_was,
            "mean_after": mean_now,
            "mean_change": change,
            "change_low": low,
            "change_high": high,
            "p_value": p_value,
        }
    )
    return table, pd.Series(hidden)


def _moments(table: pd.DataFrame, points: Figures) -> tuple[Figures, Figures, Figures]:
    """How many teams rated, their mean and standard deviation, from the counts."""
    counts = counts_of(table).to_numpy(dtype=float, na_value=np.nan)
    n = counts.sum(axis=1)
    n = np.where(n > 0, n, np.nan)
    mean = counts @ points / n
    squares = (counts * (points - mean[:, None]) ** 2).sum(axis=1)
    return n, mean, np.sqrt(squares / np.where(n > 1, n - 1, np.nan))


def difference_of_means(
    change: Figures,
    teams: tuple[Figures, Figures],
    spreads: tuple[Figures, Figures],
    matched: Figures,
    correlation: float,
) -> tuple[Figures, Figures, Figures]:
    """95% interval and p-value of the difference of two means of which some teams are in both.

    The variance is s1^2 / n1 + s2^2 / n2 - 2 r m s1 s2 / (n1 n2), with m teams in both and r
    their correlation; t with the smaller n - 1 degrees of freedom.
    """
    from scipy import special

    (n_was, n_now), (s_was, s_now) = teams, spreads
    shared = 2 * correlation * np.minimum(matched, np.fmin(n_was, n_now)) / (n_was * n_now)
    variance = s_was**2 / n_was + s_now**2 / n_now - shared * s_was * s_now
    error = np.sqrt(np.where(variance > 0, variance, np.nan))
    freedom = np.fmin(n_was, n_now) - 1
    reach = special.stdtrit(freedom, 0.5 + CONFIDENCE / 2) * error
    p_value = 2 * special.stdtr(freedom, -np.abs(change) / error)
    return change - reach, change + reach, p_value


def _notes(any_withheld: bool, correlation: float) -> list[str]:
    notes = [
        "A change is the difference of the two years' averages over all teams that rated in each. "
        "It is worked out before averages are rounded. If teams that rate themselves high joined, "
        "or left, the average moves with them."
    ]
    if correlation:
        notes.append(
            "The interval allows for teams that answered in both years, with a correlation of "
            f"{correlation:.1f} between their two ratings."
        )
    else:
        notes.append(
            "The interval is wider than it needs to be, because it treats the teams of the two "
            "years as different ones."
        )
    if any_withheld:
        notes.append("A change is withheld where the average of one of the years is.")
    return notes
