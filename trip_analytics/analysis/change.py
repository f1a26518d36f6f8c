"""What changed between two years, in the same teams."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from trip_analytics.analysis.change_in_words import NEEDS, in_words
from trip_analytics.analysis.intervals import Answers, Figures, divided, mean_of, paired_t, total_of
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    NothingToSay,
    check_parts_hold_teams,
    check_perspective,
    check_returned,
    years_in_order,
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
from trip_analytics.analysis.significance import about_family, not_sure, with_adjusted
from trip_analytics.analysis.team_ratings import (
    grids_by_year,
    in_latest_part,
    never_met,
    team_ratings,
)
from trip_analytics.analysis.wordings import reworded_items
from trip_analytics.returns.ratings_source import RatingsSource
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE

COLUMNS = {
    "item_id": TEXT,
    "practice": TEXT,
    "from_year": WHOLE,
    "to_year": WHOLE,
    "teams": WHOLE,
    **dict.fromkeys(("mean_change", "change_low", "change_high", "p_value", "p_adjusted"), FLOAT),
    **dict.fromkeys(("improved", "same", "declined"), FLOAT),
    **dict.fromkeys(("overall_change", "matched_part", "joiners_part", "leavers_part"), FLOAT),
    **dict.fromkeys(("mean_before", "mean_after"), FLOAT),
}


@in_columns(COLUMNS, "ratings")
def change_between(
    returns: RatingsSource,
    from_year: int | str,
    to_year: int | str,
    *,
    by: str | None = None,
    perspective: str = "team",
    bridge_wordings: bool = False,
    instrument: str | None = None,
) -> pd.DataFrame:
    """What changed between two years in the teams that rated a practice in both.

    Parameters
    ----------
    returns : Returns
    from_year, to_year : int or str
        The earlier and the later review year.
    by : {"service_line", "team_type"}, optional
        One breakdown, by where a team belongs in the later year (a team that
        left: in the earlier). A part of one team is left out.
    perspective : {"team", "staff", "people-using-services", "family-and-friends"}
        Whose view, as in :func:`practice_profile`.
    bridge_wordings : bool
        Compare the answers even where the instrument says that the words of
        the two years ask for different things.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each practice (and part), in printed order:

        - item_id, practice, [the ``by`` column], from_year, to_year;
        - teams, how many rated it in both years;
        - mean_change, their mean change in rating points (of TRIP -4 to 4), with its
          95% interval change_low, change_high and p_value (paired t); p_adjusted
          is Holm's over all rows of the table. Where all teams changed alike there
          is no interval, and the p-value is the exact sign test's. All of them are
          `<NA>` where one team is matched, and then not among Holm's tests;
        - improved, same, declined, shares (0-1) of those teams;
        - overall_change, the mean of all teams of to_year less that of all of
          from_year, and what it is made of: overall_change = matched_part +
          joiners_part - leavers_part. matched_part is mean_change; joiners_part
          and leavers_part are what teams that rated it in one year alone did to
          the mean (0 where there are none). All `<NA>` where no team is matched;
        - mean_before, mean_after, the mean rating (on the scale) that the teams of both years
          gave in each: mean_change = mean_after - mean_before. Other teams' ratings
          are not in them. `<NA>` where no team is matched.

        Last (in each part) a row "All practices", item_id ``all``: each team counts with its
        mean over the practices that it rated in both years, or, where there are none, over
        those that it rated. It is one test, outside Holm's family (with ``by``, Holm's over
        these rows of the parts).

        ``attrs["notes"]`` lists what a reader must know, such as wordings that
        cannot be compared. Empty where nobody returned in one of the years.

    Raises
    ------
    AnalysisError
        The years are not in order, the breakdown or the perspective is none
        that returns have, or each part would be a single team.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm", "Oak", "Ash", "Elm", "Yew"],
    ...         "year": [2024, 2024, 2024, 2025, 2025, 2025],
    ...         "item_id": "choices",
    ...         "rating": [2, 3, 1, 4, 4, 5],
    ...     }
    ... )
    >>> change = change_between(Returns.from_tables(ratings=ratings), 2024, 2025)
    >>> of_choices = change.set_index("item_id").loc["choices"]
    >>> of_choices[["teams", "mean_change", "overall_change"]].astype(float).round(2).tolist()
    [2.0, 1.5, 2.33]
    """
    check_perspective(returns, perspective)
    earlier, later = years_in_order(from_year, to_year)
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    check_returned(returns, earlier, later)
    ratings = team_ratings(returns, [earlier, later], perspective)
    if ratings.empty:
        raise NothingToSay(f"No return of {earlier} or {later} asks for ratings.")
    ratings = in_latest_part(ratings, by)
    check_parts_hold_teams(ratings, by)

    reworded = reworded_items(returns, ratings)
    withheld = set() if bridge_wordings else reworded
    matched = ratings if by is None else _in_both_years(ratings)
    change = item_rows(
        returns,
        ratings,
        COLUMNS,
        by=by,
        counted=matched,
        from_year=earlier,
        to_year=later,
        with_all=True,
        figures=lambda rows, items: _figures(rows, earlier, later, items, withheld),
    )
    change = with_adjusted(change)
    nobody = not change["teams"].gt(0).any()
    notes = never_met(ratings, (earlier, later)) if nobody else []
    notes = notes or _notes(change, reworded, bridge_wordings)
    notes += about_parts(by, ratings, matched)
    notes += about_family(change, by)
    asked = {"perspective": perspective, "bridge_wordings": bridge_wordings}
    return result(
        "change_between", change, notes, of_list=of_list, not_sure=not_sure(change), **asked
    )


def _in_both_years(ratings: pd.DataFrame) -> pd.DataFrame:
    """The rows of teams that gave a rating in both years: a change is theirs."""
    rated = ratings.loc[ratings["rating"].notna()]
    years = rated.groupby("unit", observed=True)["year"].nunique()
    return rated.loc[rated["unit"].isin(years.index[years > 1])]


def _figures(
    ratings: pd.DataFrame, earlier: int, later: int, items: list[str], withheld: Collection[str]
) -> dict[str, Any]:
    units = ratings["unit"].cat.categories  # of every part, which costs less than to look
    before, after = grids_by_year(ratings, (earlier, later), units, items)
    before[:, [item in withheld for item in items]] = np.nan
    before, after = with_all_practices(before, after)
    changes = after - before
    matched = ~np.isnan(changes)
    teams = matched.sum(axis=0).astype(float)
    mean, low, high, p_value = paired_t(changes)
    was, now = (_means(ratings, matched) for ratings in (before, after))
    return {
        "teams": teams,
        "mean_change": mean,
        "change_low": low,
        "change_high": high,
        "p_value": p_value,
        "p_adjusted": np.nan,  # of the whole table, once all parts are known
        "improved": divided((changes > 0).sum(axis=0), teams),
        "same": divided((changes == 0).sum(axis=0), teams),
        "declined": divided((changes < 0).sum(axis=0), teams),
        "overall_change": np.where(teams > 0, now.overall - was.overall, np.nan),
        "matched_part": mean,
        "joiners_part": now.part_of_others,
        "leavers_part": was.part_of_others,
        "mean_before": was.matched,
        "mean_after": now.matched,
    }


def with_all_practices(before: Figures, after: Figures) -> tuple[Figures, Figures]:
    """The ratings of two years with one column more: each team's mean over the practices.

    Over those that it rated in both years; where there are none, over those that it rated.
    """
    both = ~np.isnan(after - before)
    counted = both | ~both.any(axis=1, keepdims=True)

    def and_mean(ratings: Figures) -> Figures:
        return np.column_stack([ratings, mean_of(np.where(counted, ratings, np.nan).T)[1]])

    return and_mean(before), and_mean(after)


class _Means(NamedTuple):
    """Means of one year, NaN where no team is matched (``overall``: where nobody rated)."""

    overall: Figures
    matched: Figures
    part_of_others: Figures  # what the teams that are not matched add to the overall mean


def _means(ratings: Figures, matched: Answers) -> _Means:
    n, total = total_of(ratings)
    teams = matched.sum(axis=0).astype(float)
    of_matched = np.where(matched, ratings, 0).sum(axis=0)
    mean, others = divided(of_matched, teams), n - teams
    # Ratings are whole numbers, so that sums and their differences are exact.
    apart = divided(total - of_matched, others) - mean
    part = others / np.maximum(n, 1) * np.where(others > 0, apart, 0)
    return _Means(divided(total, n), mean, np.where(teams > 0, part, np.nan))


def _notes(change: pd.DataFrame, reworded: Collection[str], bridged: bool) -> list[str]:
    change = change.loc[~is_of_all(change)]
    is_reworded = change["item_id"].isin(reworded)
    names = change.loc[is_reworded, "practice"]
    if bridged:
        notes = about("The words of the two years differ, and are compared as asked", names)
        is_reworded &= False
    else:
        notes = about(
            "The words of the two years ask for different things, so no change is given "
            "(bridge_wordings=True compares them all the same)",
            names,
        )
    unmatched = (change["teams"] == 0) & ~is_reworded
    notes += about("No team rated in both years, so no change", change.loc[unmatched, "practice"])
    notes += about(
        "No interval and no test, because only one team rated in both years",
        change.loc[change["teams"] == 1, "practice"],
    )
    alike = (change["teams"] > 1) & change["change_low"].isna()
    return notes + about(
        "No interval, as all teams changed alike; the test counts teams (sign test)",
        change.loc[alike, "practice"],
    )


QUESTION: Final = Question(change_between, in_words, NEEDS, "ratings")
