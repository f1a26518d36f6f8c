"""Release of change: for the public that of published averages, for the board that of teams.

Change since a year is the difference of the two averages as they were published. What single
teams did between the years has no part in it, except for one correlation in tenths for the whole
report, to which noise was added.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.change import QUESTION, change_between, with_all_practices
from trip_analytics.analysis.intervals import CONFIDENCE, Figures, holm
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.results import ALL, result, typed
from trip_analytics.analysis.team_ratings import grids_by_year, team_ratings
from trip_analytics.analysis.wordings import reworded_items
from trip_analytics.disclosure.correlation import published_correlation, teams_in_both
from trip_analytics.disclosure.practices import KEY, practices_of
from trip_analytics.disclosure.published_figures import published_profile
from trip_analytics.disclosure.rating_counts import counts_of, moments_of, points_of
from trip_analytics.disclosure.released import Released, withhold
from trip_analytics.disclosure.releases import (
    ByRule,
    Values,
    already_published,
    both_years,
    one_of,
    values_in_columns,
)
from trip_analytics.disclosure.rules import MEAN_DECIMALS, Rule, rounded
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import with_unit
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE

_INTERVAL: Final = ["mean_change", "change_low", "change_high"]
_P_VALUES: Final = ["p_value", "p_adjusted"]
COLUMNS: Final = {
    "item_id": TEXT,
    "practice": TEXT,
    "from_year": WHOLE,
    "to_year": WHOLE,
    "teams": WHOLE,
    "teams_before": WHOLE,
    "teams_after": WHOLE,
    "mean_before": FLOAT,
    "mean_after": FLOAT,
    **dict.fromkeys([*_INTERVAL, *_P_VALUES], FLOAT),
}
_SHARES: Final = ["improved", "same", "declined"]
_PARTS: Final = ["overall_change", "matched_part", "joiners_part", "leavers_part"]
_FIGURES: Final = [name for name in COLUMNS if name.startswith(("mean_", "change_", "p_"))]


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

    A row for each practice: teams_before and teams_after, how many rated it in each year
    (who they were may differ), and teams, the fewer of the two; mean_before and mean_after;
    mean_change, the difference of the two averages (rating points) with its 95% interval
    change_low, change_high, its p_value and p_adjusted (Holm over the table). Withheld where
    one of the two is.
    ``attrs["correlation"]`` is what the interval takes for the correlation between a team's
    ratings of the two years, ``attrs["teams_both"]`` how many teams returned in both.

    ``profiles`` are the practices of years, as far as they are released already. With
    ``bridge_wordings`` years are compared also where their words ask for different things.
    """
    known = profiles or {}
    before, after = (
        known.get(year) or practices_of(returns, year, rule) for year in (from_year, to_year)
    )
    asked = _asked(before), _asked(after)
    # At most as many as were asked for ratings, as published: some sent another form alone.
    both = min(len(teams_in_both(returns, (from_year, to_year))), *asked)
    correlation = published_correlation(returns, before, after, (from_year, to_year))
    table, hidden = _compared(before, after, asked, both, correlation)
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
    about: dict[str, Any] = {"correlation": correlation, "teams_both": both}
    of_list = one_list(returns, None)
    table = result(
        QUESTION.name, table, [], of_list=of_list, bridge_wordings=bridge_wordings, **about
    )
    notes = _notes(bool(hidden.any()), correlation)
    return withhold(QUESTION.name, table, {"figures": _FIGURES}, {"figures": hidden}, notes)


def _asked(profile: Released) -> int:
    """How many teams were asked for ratings."""
    return int((profile.table["teams"] + profile.table["not_rated"]).max())


def _compared(
    before: Released, after: Released, asked: tuple[int, int], both: int, correlation: float
) -> tuple[pd.DataFrame, pd.Series[bool]]:
    """The difference of two years' averages by practice, and which rows are withheld."""
    key = pd.MultiIndex.from_frame(after.table[KEY])
    was = before.table.set_index(KEY).reindex(key)
    now = after.table.set_index(KEY)
    hidden = after.withheld["mean"].to_numpy(bool) | (
        before.withheld["mean"].set_axis(pd.MultiIndex.from_frame(before.table[KEY]))
    ).reindex(key, fill_value=False).to_numpy(bool)
    points = np.array(points_of(after.table), dtype=float)
    n_was, mean_was, spread_was = _mean_and_spread(was, points)
    n_now, mean_now, spread_now = _mean_and_spread(now, points)
    # Of the teams that returned in both years as many rated in each as of all teams.
    matched = both * (n_was / max(asked[0], 1)) * (n_now / max(asked[1], 1))
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


def _mean_and_spread(table: pd.DataFrame, points: Figures) -> tuple[Figures, Figures, Figures]:
    """How many teams rated, their mean and standard deviation."""
    counts = counts_of(table).to_numpy(dtype=float, na_value=np.nan)
    n, mean, squares = moments_of(counts, points)
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


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    """The change of each team, and the ratings of those that joined or left."""
    years = both_years(table)
    ratings = team_ratings(returns, years, "team")
    items = ratings["item_id"].cat.categories.tolist()
    before, after = grids_by_year(ratings, years, ratings["unit"].cat.categories, items)
    if not table.attrs["bridge_wordings"]:
        before[:, [item in reworded_items(returns, ratings) for item in items]] = np.nan
    before, after = with_all_practices(before, after)
    change = after - before
    grids = {
        "change": change,
        "joined": np.where(np.isnan(before), after, np.nan),
        "left": np.where(np.isnan(after), before, np.nan),
    }
    counts = {name: values_in_columns(grid, [*items, ALL], table) for name, grid in grids.items()}
    return {"change": [counts["change"]], "parts": list(counts.values())}


def _in_public(change: pd.DataFrame, returns: Returns, rule: Rule) -> Released:
    """The difference of published averages, instead of what the same teams did."""
    since, until = both_years(change)
    released = already_published(QUESTION.name, until, change, returns)
    if released is None or one_of(released.table, "from_year") != since:
        bridged = bool(change.attrs["bridge_wordings"])
        released = release_change(returns, since, until, rule=rule, bridge_wordings=bridged)
    return released.rows(released.table["item_id"].isin(change["item_id"]))


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, returns: change_between(
        returns, *both_years(it), bridge_wordings=it.attrs["bridge_wordings"]
    ),
    figures={"change": [*_INTERVAL, *_P_VALUES, *_SHARES], "parts": _PARTS},
    values=_values,
    decimals=dict.fromkeys([*_INTERVAL, *_PARTS, *_SHARES], MEAN_DECIMALS)
    | dict.fromkeys(_P_VALUES, 2),
    did="rated the practice in both years",
    audience="board",
    in_public=_in_public,
    left_out=("mean_before", "mean_after"),
)
