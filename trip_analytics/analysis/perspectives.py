"""How differently staff and people using services see the same team's practices."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import mean_of, paired_t
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    NothingToSay,
    check_parts_hold_teams,
    check_perspective,
    year_returned,
)
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about, about_parts, in_columns, item_rows, result
from trip_analytics.analysis.significance import (
    about_family,
    as_sentences,
    claims,
    moved,
    moved_alike,
    some,
    with_adjusted,
)
from trip_analytics.analysis.team_ratings import answers_of, as_grid, asked_items, with_turned_round
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.returns.worked_out_once import worked_out_once
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import spelled, spread, view_of

COLUMNS = {
    "item_id": TEXT,
    "practice": TEXT,
    "year": WHOLE,
    "teams": WHOLE,
    **dict.fromkeys(("mean_of", "mean_over", "gap", "gap_low", "gap_high"), FLOAT),
    **dict.fromkeys(("p_value", "p_adjusted"), FLOAT),
}

# With fewer, the views are those of a few people.
MINIMUM_TEAMS: Final = 5
NEEDS: Final = ("practice", "year", "teams", "gap", "gap_low", "gap_high", "p_adjusted")


@in_columns(COLUMNS, "ratings")
def perspective_gap(
    returns: Returns,
    *,
    year: int | str | None = None,
    of: str = "people-using-services",
    over: str = "staff",
    by: str | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """How far one group's view of a practice lies over another's, within the same teams.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    of, over : {"staff", "people-using-services", "family-and-friends", "team"}
        Whose view, and whose it is held against; ``team`` is what teams agreed.
    by : {"service_line", "team_type"}, optional
        One breakdown. A part of one team is left out.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each practice (and part), in printed order:

        - item_id, practice, [the ``by`` column], year;
        - teams, how many have both views;
        - mean_of, mean_over, the mean (on the scale) of each view over these teams: a team
          counts with the median of its answers, the middle of the two middle ones
          where they are even (the lower of the two would read as a gap wherever more
          people answered on one side);
        - gap, mean_of less mean_over (of TRIP -4 to 4), with its 95% interval gap_low,
          gap_high and p_value (paired t over teams); p_adjusted is Holm's over all
          rows of the table. All of these and both means are `<NA>` where fewer
          than five teams have both views, and then not among Holm's tests. Where all
          teams differ alike there is no interval, and the p-value is the exact sign test's.

        ``attrs["of"]`` and ``attrs["over"]`` are the two perspectives,
        ``attrs["notes"]`` lists what a reader must know. Empty where nobody returned
        in that year.

    Raises
    ------
    AnalysisError
        The breakdown, a perspective or the year is not one that the returns have, both
        perspectives are the same, or each part would be a single team.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame({"team": list("ABCDE") * 2, "year": 2025, "item_id": "choices"})
    >>> ratings["perspective"] = ["staff"] * 5 + ["people-using-services"] * 5
    >>> ratings["rating"] = [3, 4, 3, 5, 4, 3, 3, 2, 4, 2]
    >>> gap = perspective_gap(Returns.from_tables(ratings=ratings, instruments=[]))
    >>> gap[["mean_of", "mean_over", "gap"]].astype(float).round(1).values.tolist()
    [[2.8, 3.8, -1.0]]
    """
    check_perspective(returns, of)
    check_perspective(returns, over)
    if of == over:
        raise AnalysisError(
            f"A gap lies between two views, and both are {view_of(of)}: give another one as `over`."
        )
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    year = year_returned(returns, year)
    both = both_views(returns, year, of, over)
    if both.empty:
        raise NothingToSay(f"No return of {year} asks for ratings of practices.")
    check_parts_hold_teams(both, by)

    gap = with_adjusted(item_rows(returns, both, COLUMNS, by=by, year=year, figures=_figures))
    silent = [
        view_of(perspective)
        for perspective, column in ((of, "of"), (over, "over"))
        if both[column].isna().all()
    ]
    if silent:
        notes = [f"There are no ratings by {' or by '.join(silent)} in {year}."]
    else:
        notes = _notes(gap, of, over)
    notes += about_parts(by, both) + about_family(gap, by)
    return result("perspective_gap", gap, notes, of_list=of_list, of=of, over=over)


@worked_out_once
def both_views(returns: Returns, year: int, of: str, over: str) -> pd.DataFrame:
    """Who was asked what, with the middle answer of each perspective (NaN where there is none)."""
    answers = answers_of(returns, "ratings", [year])
    rated = answers.loc[answers["rating"].notna() & answers["state"].fillna("rated").eq("rated")]
    rated = with_turned_round(returns, rated)
    views = asked_items(returns, "ratings", [year])
    for perspective, column in ((of, "of"), (over, "over")):
        says = rated.loc[rated["perspective"] == perspective].astype({"rating": float})
        middle = says.groupby(["unit", "item_id"])["rating"].median().rename(column)
        views = views.merge(middle, how="left", on=["unit", "item_id"])
    return views


def _figures(both: pd.DataFrame, items: list[str]) -> dict[str, Any]:
    units = both["unit"].unique().tolist()
    of, over = (
        as_grid(both.assign(rating=both[column]), units, items) for column in ("of", "over")
    )
    teams = (~np.isnan(of - over)).sum(axis=0)
    shown = ~np.isnan(of - over) & (teams >= MINIMUM_TEAMS)
    of, over = np.where(shown, of, np.nan), np.where(shown, over, np.nan)
    gap, low, high, p_value = paired_t(of - over)
    return {
        "teams": teams,
        "mean_of": mean_of(of)[1],
        "mean_over": mean_of(over)[1],
        "gap": gap,
        "gap_low": low,
        "gap_high": high,
        "p_value": p_value,
        "p_adjusted": np.nan,  # of the whole table, once all parts are known
    }


def _notes(gap: pd.DataFrame, of: str, over: str) -> list[str]:
    few = gap["teams"] < MINIMUM_TEAMS
    alike = ~few & gap["gap_low"].isna()
    return [
        f"The gap is what {view_of(of)} say less what {view_of(over)} say, in the same teams.",
        *about(
            f"Fewer than {MINIMUM_TEAMS} teams have both views, so no gap is given",
            gap.loc[few, "practice"],
        ),
        *about(
            "No interval, as the two views differ alike in all teams; the test counts teams (sign "
            "test)",
            gap.loc[alike, "practice"],
        ),
    ]


def in_words(gap: pd.DataFrame) -> str:
    """Which practices two groups see differently beyond chance, and how far off that may be."""
    of, over = view_of(gap.attrs["of"]), view_of(gap.attrs["over"])
    year = gap["year"].iloc[0]
    given = gap.loc[gap["gap"].notna()]
    if given.empty:
        return f"Whether {of} and {over} see practices alike in {year} cannot be shown."
    known = claims(gap, "gap", "gap_low")
    teams = f"in the {spread(given['teams'], 'team', spelled)} that have both views"
    compared = f"{of} rated "
    ways = (f"higher than {over}", f"lower than {over}", "shows no difference")
    parts = [
        f"{compared}{said}"
        for rows, way in ((known.above, ways[0]), (known.below, ways[1]))
        for said in moved(rows, way, "gap")
    ]
    if len(known.unsure):
        which = "no practice was"
        if parts or len(given) == 1:
            was = "was" if len(known.unsure) == 1 else "were"
            which = f"{some(known.unsure, others=bool(parts))} {was} not"
        parts.append(
            f"{which} rated clearly differently by {of} and by {over}, which does not mean that "
            "they agree"
        )
    parts += moved_alike(known.alike, ways, "gap", lead=compared)
    if missing := len(known.missing):
        parts.append(f"for {spelled(missing, 'practice')} no gap can be given")
    return as_sentences([f"in {year}, {teams}, {parts[0]}", *parts[1:]])


QUESTION: Final = Question(perspective_gap, in_words, NEEDS, "ratings")
