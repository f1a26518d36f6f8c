"""Where the organisational challenges stand (Template A)."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.intervals import divided
from trip_analytics.analysis.options import (
    check_breakdown,
    check_parts_hold_teams,
    chosen_year,
    nobody_returned,
)
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
from trip_analytics.analysis.team_ratings import answers_of, asked_items, low_median
from trip_analytics.returns import Returns

STAGES = (1, 2, 3)
TOP_PRIORITIES = 5

COLUMNS = {
    "item_id": TEXT,
    "challenge": TEXT,
    "year": YEAR,
    "teams": COUNT,
    "not_assessed": COUNT,
    **{f"stage_{stage}": COUNT for stage in STAGES},
    **{f"share_stage_{stage}": NUMBER for stage in STAGES},
    "prioritised": COUNT,
}


def stage_profile(
    returns: Returns, *, year: int | None = None, by: str | None = None
) -> pd.DataFrame:
    """How many returns place each challenge at each stage.

    Stages are three steps in order, not a measure: they are counted, never
    averaged.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The review year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown. A part of one team is left out.

    Returns
    -------
    DataFrame
        A row for each challenge (and part), in printed order:

        - item_id, challenge, [the ``by`` column], year;
        - teams, how many returns give its stage (a return may be a team's, a
          service line's or the organisation's); not_assessed, how many do not;
        - stage_1, stage_2, stage_3 (engagement, development, transformation),
          how many returns place it there, and share_stage_1 ... share_stage_3,
          the shares (0-1) of ``teams``, `<NA>` where nobody gave a stage;
        - prioritised, how many returns put it in their top five.

        ``attrs["notes"]`` lists what a reader must know. Empty where nobody
        returned in that year.

    Raises
    ------
    AnalysisError
        The breakdown or the year is none that returns have, or each part would
        be a single team.

    Examples
    --------
    >>> stages = pd.DataFrame(
    ...     {"team": ["Ash", "Elm"], "year": 2025, "item_id": "challenge-4", "stage": [1, 2]}
    ... )
    >>> profile = stage_profile(Returns.from_tables(stages=stages)).set_index("item_id")
    >>> profile.loc["challenge-4", ["stage_1", "stage_2", "stage_3"]].astype(int).tolist()
    [1, 1, 0]
    """
    check_breakdown(by)
    columns = with_breakdown(COLUMNS, by)
    year = chosen_year(returns, year)
    if (absent := nobody_returned(returns, year)) or year is None:
        return nothing("stage_profile", columns, absent)
    assessed = assessed_challenges(returns, year)
    if assessed.empty:
        return nothing(
            "stage_profile", columns, [f"No return of {year} asks for the stages of challenges."]
        )
    check_parts_hold_teams(assessed, by)

    profile = item_rows(returns, assessed, columns, by=by, year=year, figures=_figures)
    unassessed = profile.loc[profile["teams"] == 0, "challenge"]
    notes = about("No return gives a stage, so no shares", unassessed)
    return result("stage_profile", profile, notes + about_parts(by, assessed))


def assessed_challenges(returns: Returns, year: int) -> pd.DataFrame:
    """Each return's stage and priority of each challenge it was asked about."""
    where = ["unit", "year", "item_id"]
    table = asked_items(returns, "stages", [year])
    answers = answers_of(returns, "stages", [year])
    for answer in ("stage", "priority"):
        given = low_median(answers.loc[answers[answer].notna()], answer)
        table = table.merge(given[[*where, answer]], how="left", on=where)
    return table


def count_by_item(
    assessed: pd.DataFrame, items: list[str], which: pd.Series[bool]
) -> npt.NDArray[np.float64]:
    """How many rows each item has of those that are meant."""
    meant = assessed.loc[which.fillna(False).astype(bool), "item_id"]
    return np.asarray(meant.value_counts().reindex(items, fill_value=0), dtype=float)


def _figures(assessed: pd.DataFrame, items: list[str]) -> dict[str, object]:
    count = partial(count_by_item, assessed, items)
    teams = count(assessed["stage"].notna())
    stages = {stage: count(assessed["stage"] == stage) for stage in STAGES}
    return {
        "teams": teams,
        "not_assessed": count(assessed["stage"].isna()),
        **{f"stage_{stage}": counted for stage, counted in stages.items()},
        **{f"share_stage_{stage}": divided(counted, teams) for stage, counted in stages.items()},
        "prioritised": count(assessed["priority"] <= TOP_PRIORITIES),
    }
