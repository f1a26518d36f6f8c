"""Whether practices changed more where teams introduced something: an association, no effect."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import Answers, Figures, holm, mean_of
from trip_analytics.analysis.least_squares import ALMOST_NONE, last_coefficient
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import NothingToSay, check_returned, rows_about, years_in_order
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import (
    ALL_PRACTICES,
    about,
    in_columns,
    in_printed_order,
    names_of,
    result,
    typed,
)
from trip_analytics.analysis.significance import POINTS, SURE, is_sure
from trip_analytics.analysis.team_ratings import grids_by_year, team_ratings
from trip_analytics.analysis.wordings import reworded_items
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import (
    interval,
    listed,
    mid_sentence,
    number,
    opening,
    signed,
    spelled,
    spread,
)

FEWEST: Final = 5
"""Teams that each of the two groups must hold."""

COLUMNS = {
    "item_id": TEXT,
    "practice": TEXT,
    "innovation": TEXT,
    "from_year": WHOLE,
    "to_year": WHOLE,
    "adopters": WHOLE,
    "others": WHOLE,
    **dict.fromkeys(("difference", "difference_low", "difference_high"), FLOAT),
    **dict.fromkeys(("p_value", "p_adjusted"), FLOAT),
    "caveat": TEXT,
}
_CAVEAT: Final = (
    "An association, not an effect: teams that take something up differ in other ways too."
)
_NO_TABLE: Final = (
    "There is no table of innovations: give one with Returns.from_tables(innovations=...), or put "
    "innovations.csv beside the returns."
)
NEEDS: Final = (
    "item_id",
    "practice",
    "innovation",
    "from_year",
    "to_year",
    "adopters",
    "others",
    "difference",
    "difference_low",
    "difference_high",
    "p_value",
    "p_adjusted",
    "caveat",
)


@in_columns(COLUMNS, "ratings")
def innovation_link(
    returns: Returns,
    innovation: str,
    from_year: int | str,
    to_year: int | str,
    *,
    instrument: str | None = None,
) -> pd.DataFrame:
    """Whether practices changed more in teams that introduced something than in others.

    Parameters
    ----------
    returns : Returns
        With a table of innovations. A team that it does not list has not introduced it.
    innovation : str
        Which of them, such as ``"peer workers"``.
    from_year, to_year : int or str
        The earlier and the later review year. Adopters introduced it in one of these years or
        between; teams that had it before, or on no known date, are left out.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each practice, in printed order, and a last one without item_id, "All
        practices", over each team's mean of those that it rated in both years:

        - item_id, practice, innovation, from_year, to_year;
        - adopters, others: how many teams with ratings in both years;
        - difference, how many rating points more the adopters changed than others who began
          at the same rating, with its 95% interval difference_low, difference_high and
          p_value; p_adjusted is Holm's over the practices, `<NA>` for all practices together.
          `<NA>` where either group is under 5 teams, where the first ratings tell the groups
          apart, or where nothing is left to chance;
        - caveat: what it does not show.

        ``attrs["notes"]`` says how many teams were left out, and why figures are missing.
        Empty where nobody returned in one of the years.

    Raises
    ------
    AnalysisError
        There is no such innovation, or the years are not in order.

    Notes
    -----
    Least squares of the change on the first rating and on being an adopter; heteroscedasticity
    robust standard errors (HC3) with t quantiles.

    Examples
    --------
    >>> teams = [f"Team {n}" for n in range(12)]
    >>> ratings = pd.DataFrame({"team": teams * 2, "year": [2023] * 12 + [2025] * 12})
    >>> ratings = ratings.assign(
    ...     item_id="choices", rating=[1, 2, 3, 2] * 3 + [3, 4, 5, 3, 3, 4, 3, 2, 3, 1, 3, 2]
    ... )
    >>> introduced = pd.DataFrame({"team": teams[:6], "introduced": "2024-03-01"})
    >>> introduced = introduced.assign(innovation="peer workers")
    >>> link = innovation_link(
    ...     Returns.from_tables(ratings=ratings, innovations=introduced), "Peer workers", 2023, 2025
    ... )
    >>> link.tail(1)[["adopters", "others"]].values.tolist()
    [[6, 6]]
    """
    earlier, later = years_in_order(from_year, to_year)
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    check_returned(returns, earlier, later)
    if returns.innovations.empty:
        raise NothingToSay(_NO_TABLE)
    rows = rows_about(returns.innovations, "innovation", innovation)
    ratings = team_ratings(returns, [earlier, later], "team")
    if ratings.empty:
        raise NothingToSay(f"No return of {earlier} or {later} asks for ratings.")
    items = in_printed_order(returns, ratings["item_id"])
    reworded = reworded_items(returns, ratings)
    units = ratings["unit"].unique().tolist()
    before, after = grids_by_year(ratings, (earlier, later), units, items)
    matched = ~np.isnan(after - before) & [item not in reworded for item in items]
    seen = matched.any(axis=1)
    year_of = _years_introduced(rows).reindex(units).to_numpy(float)
    undated, had_it = np.isnan(year_of), year_of < earlier
    undated &= np.isin(units, rows["team_id"].dropna())
    kept = seen & ~undated & ~had_it
    adopter = ((year_of >= earlier) & (year_of <= later))[kept]
    before, after = (
        _with_all(np.where(matched, ratings_of, np.nan)[kept]) for ratings_of in (before, after)
    )
    known = names_of(returns)
    links = [_compared(*columns, adopter) for columns in zip(before.T, after.T, strict=True)]
    p_values = np.array([link.p_value for link in links])
    table = typed(
        COLUMNS,
        {
            "item_id": [*items, pd.NA],
            "practice": [*(known.get(item, item) for item in items), ALL_PRACTICES],
            "innovation": [str(rows["innovation"].iloc[0])] * len(links),
            "from_year": [earlier] * len(links),
            "to_year": [later] * len(links),
            **{name: [getattr(link, name) for link in links] for name in _Link._fields},
            "p_adjusted": [*holm(p_values[:-1]), np.nan],
            "caveat": [_CAVEAT] * len(links),
        },
    )
    left_out = int((seen & had_it).sum()), int((seen & undated).sum())
    notes = _notes(table, earlier, reworded, *left_out)
    return result("innovation_link", table, notes, of_list=of_list)


class _Link(NamedTuple):
    """How much more adopters changed, from teams with ratings in both years."""

    adopters: int
    others: int
    difference: float = np.nan
    difference_low: float = np.nan
    difference_high: float = np.nan
    p_value: float = np.nan


def _compared(before: Figures, after: Figures, adopter: Answers) -> _Link:
    matched = ~np.isnan(before)
    groups = int(adopter[matched].sum()), int((~adopter[matched]).sum())
    if min(groups) < FEWEST:
        return _Link(*groups)
    start, change = before[matched], (after - before)[matched]
    design = np.column_stack([np.ones(len(start)), start, adopter[matched]])
    if np.linalg.matrix_rank(design) == np.linalg.matrix_rank(design[:, :2]):
        return _Link(*groups)
    if np.ptp(start) == 0:
        design = design[:, [0, 2]]
    found = last_coefficient(design, change)
    if found.error < ALMOST_NONE:
        return _Link(*groups, round(found.value, 9))  # a rest of rounding is no difference
    return _Link(*groups, found.value, *found.interval(), found.p_value())


def _with_all(ratings: Figures) -> Figures:
    """Ratings with each team's mean of them in a last column."""
    return np.column_stack([ratings, mean_of(ratings.T)[1]])


def _years_introduced(rows: pd.DataFrame) -> pd.Series:
    """The year in which each team first had it."""
    dated = rows.dropna(subset=["team_id", "introduced"])
    first = dated.groupby("team_id")["introduced"].min()
    years: pd.Series = first.dt.year.astype(float)
    return years


def _notes(
    table: pd.DataFrame, earlier: int, reworded: set[str], had_it: int, undated: int
) -> list[str]:
    notes = []
    if had_it:
        teams, were = _teams_were(had_it)
        notes.append(f"{teams} that had it before {earlier} {were} left out.")
    if undated:
        teams, were = _teams_were(undated)
        notes.append(f"{teams} {were} left out because there is no date for when it began.")
    is_reworded = table["item_id"].isin(list(reworded))
    notes += about(
        "The words of the two years ask for different things, so nothing is given",
        table.loc[is_reworded, "practice"],
    )
    small = table[["adopters", "others"]].min(axis=1) < FEWEST
    notes += about(
        f"Fewer than {FEWEST} teams that introduced it, or that did not, rated in both years",
        table.loc[small & ~is_reworded, "practice"],
    )
    no_test = ~small & table["p_value"].isna()
    return notes + about(
        "No interval and no test, as the first ratings tell the two groups apart or nothing is "
        "left to chance",
        table.loc[no_test, "practice"],
    )


def _teams_were(count: int) -> tuple[str, str]:
    return opening(spelled(count, "team")), "is" if count == 1 else "are"


def in_words(link: pd.DataFrame) -> str:
    """How much more adopters changed over all practices, in which ones, and what it is not."""
    first = link.iloc[0]
    years = f"from {first['from_year']} to {first['to_year']}"
    who = f"teams that introduced {first['innovation']}"
    given = link.loc[link["difference"].notna()]
    if given.empty:
        return f"Whether {who} changed more {years} than others cannot be shown."
    sentences = [
        _overall(row, who, years) for _, row in given.loc[given["item_id"].isna()].iterrows()
    ]
    practices = given.loc[given["item_id"].notna()]
    if len(practices):
        sentences.append(_practice_by_practice(practices))
    if missing := int(link.loc[link["item_id"].notna(), "difference"].isna().sum()):
        sentences.append(f"For {spelled(missing, 'practice')} nothing can be given.")
    return " ".join([*sentences, str(first["caveat"])])


def _overall(row: pd.Series, who: str, years: str) -> str:
    range_of = interval(row, "difference_low", "difference_high", signed).strip(" ()")
    range_of = f" (95% interval {range_of})" if range_of else ""
    counts = (
        ""
        if row[["adopters", "others"]].isna().any()
        else (
            f" {opening(spelled(row['adopters'], 'team'))} introduced it, and "
            f"{number(row['others'])} did not."
        )
    )
    rose = f"Over all practices, the ratings of {who} rose {years} by"
    than = "than those of teams that began at the same rating"
    more = f"{POINTS.far(row['difference'])} {'more' if row['difference'] > 0 else 'less'}"
    if not bool(row[["p_value"]].le(SURE).fillna(False).iloc[0]):
        return f"{rose} {more} {than}{range_of}, which is no clear difference.{counts}"
    return f"{rose} {more} {than}{range_of}.{counts}"


def _practice_by_practice(practices: pd.DataFrame) -> str:
    sure = practices.loc[is_sure(practices)]
    rest = f"{spread(practices['adopters'], 'team', spelled)} that introduced it"
    if sure.empty:
        return f"Practice by practice there is no clear difference ({rest})."
    said = [
        f"{mid_sentence(row['practice'])} ({signed(row['difference'])})"
        for _, row in sure.iterrows()
    ]
    return f"Practice by practice, there is a clear difference for {listed(said)} ({rest})."


QUESTION: Final = Question(innovation_link, in_words, NEEDS, "ratings")
