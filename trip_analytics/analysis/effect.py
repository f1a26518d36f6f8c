"""Whether practices that teams chose as priorities improved more than their others."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from trip_analytics.analysis.effect_estimates import (
    Effect,
    ancova,
    gain_of_teams,
    prior_year_baseline,
)
from trip_analytics.analysis.intervals import Answers, Figures, holm
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import NothingToSay, check_returned
from trip_analytics.analysis.priorities import named_priorities
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import (
    about,
    in_columns,
    in_printed_order,
    names_of,
    result,
    typed,
)
from trip_analytics.analysis.significance import POINTS, SURE
from trip_analytics.analysis.team_ratings import grids_by_year, team_ratings
from trip_analytics.analysis.wordings import reworded_items
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import counted, interval, number, one_decimal, percent, signed, spelled

COLUMNS: Final = {
    "chosen_year": WHOLE,
    "teams": WHOLE,
    "method": TEXT,
    **dict.fromkeys(("effect", "effect_low", "effect_high", "p_value"), FLOAT),
    "caveat": TEXT,
}

PRIOR_YEAR: Final = "prior-year-baseline"
ANCOVA: Final = "ancova"

# In trials without any effect the first of these methods reports one in at most 6 of 100 from
# 5 teams on; the second in 8 of 100 with 8 teams and 8 practices, in 6 from 10 teams on.
FEWEST_TEAMS: Final = {PRIOR_YEAR: 5, ANCOVA: 10}

CAVEATS: Final = {
    PRIOR_YEAR: (
        "Even a clear difference would not prove that choosing a practice improved it: one that "
        "moves in every team, chosen or not, counts too."
    ),
    ANCOVA: ("Two years of ratings cannot allow for how teams choose: read it as an association."),
}
_NEEDED: Final = {
    PRIOR_YEAR: "in the year before the choice and in the year after it",
    ANCOVA: "in the year of the choice and in the year after it",
}
_RAW_GAIN: Final = (
    "The plain gain of chosen practices is not given: teams choose what they rated low, and what "
    "is rated low tends to rise by itself, chosen or not."
)
_YEARS: Final = (
    "A choice of one year is set against the ratings of the very next year; teams that did not "
    "return in it do not count."
)
NEEDS: Final = (
    "chosen_year",
    "teams",
    "method",
    "effect",
    "effect_low",
    "effect_high",
    "p_value",
    "caveat",
)


@in_columns(COLUMNS, "ratings")
def priority_effect(returns: Returns, *, instrument: str | None = None) -> pd.DataFrame:
    """Whether practices rose more in the teams that chose them as priorities.

    Where a team has ratings of the years before, of and after a choice: how much more the
    chosen practices rose from the year before to the year after than the same team's others.
    Else, from the ratings of two years alone: what choice adds beside what the rating of the
    year of the choice leads one to expect, which cannot remove all that comes of choosing.

    The plain gain of what was chosen is given nowhere: it is large where choosing does
    nothing, because teams choose what they rated low.

    Parameters
    ----------
    returns : Returns
        Practices as teams rate them (:func:`practice_profile` says how) and the priorities
        that are about one of them.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each year in which teams chose practices and whose next year has ratings:

        - chosen_year, the year of the choice;
        - teams, how many have both chosen and other practices in all the years needed,
          which are years in a row (calendar years of the review);
        - method, ``prior-year-baseline`` (the three years before, of and after the choice;
          where at least 5 teams have them) or else ``ancova`` (two years; at least 10);
        - effect, how much more the chosen practices rose, in rating points (of TRIP -8 to 8; 0: no
          more than the others), with its 95% interval effect_low, effect_high and p_value:
          paired t over teams, or for ``ancova`` t with errors clustered by team. `<NA>` where
          the teams are too few, or chose and rated so alike that nothing can be told;
        - caveat, what must be said with the row, or why it has no figures.

        Practices whose wordings in these years are not comparable are left out, as
        ``attrs["notes"]`` says. Empty where no choice is followed by ratings.

    Notes
    -----
    The ratings of the year before had no part in the choice. The ``ancova`` is least squares
    of the later rating on choice, earlier rating, the team's mean earlier rating and practice.

    Examples
    --------
    >>> ratings = pd.DataFrame(
    ...     [
    ...         (team, year, item, 3 + (item == "hope-stories") * (year == 2025) * (team != "E"))
    ...         for team in "ABCDE"
    ...         for year in (2023, 2024, 2025)
    ...         for item in ("choices", "hope-stories")
    ...     ],
    ...     columns=["team", "year", "item_id", "rating"],
    ... )
    >>> chosen = pd.DataFrame({"team": list("ABCDE"), "year": 2024, "item_id": "hope-stories"})
    >>> effect = priority_effect(Returns.from_tables(ratings=ratings, priorities=chosen))
    >>> effect[["chosen_year", "teams", "method", "effect"]].values.tolist()
    [[2024, 5, 'prior-year-baseline', 0.8]]
    """
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    check_returned(returns)
    years = _choices(returns)
    if not years:
        raise NothingToSay(
            "No year in which teams chose practices is followed by a year with ratings."
        )
    rows: list[dict[str, Any]] = []
    notes = [_RAW_GAIN, _YEARS]
    for choice in years:
        rows.append({"chosen_year": choice.year, **_figures(choice)})
        notes += about(
            f"Left out for {choice.year}, as their words ask for different things over these years",
            choice.reworded,
        )
    table = typed(COLUMNS, pd.DataFrame(rows))
    return result("priority_effect", table, notes, of_list=of_list)


class _Choice(NamedTuple):
    """A year's choices and the ratings around it: a row for each team, a column for each item."""

    year: int
    before: Figures
    now: Figures
    after: Figures
    chosen_before: Answers
    chosen: Answers
    reworded: list[str]


def _choices(returns: Returns) -> list[_Choice]:
    """The years in which teams chose practices and whose next year has ratings."""
    ratings = team_ratings(returns, returns.years, "team").dropna(subset="rating")
    items = in_printed_order(returns, ratings["item_id"].unique())
    units = ratings["unit"].unique().tolist()
    chosen = named_priorities(returns, *returns.years)
    chosen = chosen.loc[chosen["item_id"].isin(items) & chosen["unit"].isin(units)]
    nobody = np.full((len(units), len(items)), np.nan)
    grids = grids_by_year(ratings, returns.years, units, items)
    rated = dict(zip(returns.years, grids, strict=True))
    choices = {
        year: _grid_of(chosen.loc[chosen["year"] == year], units, items) for year in returns.years
    }
    wordings = ratings.drop_duplicates(["year", "item_id", "wording_id"])
    names = names_of(returns)
    found = []
    for year, choice in choices.items():
        if not choice.any() or np.isnan(rated.get(year + 1, nobody)).all():
            continue
        reworded = reworded_items(returns, wordings[wordings["year"].between(year - 1, year + 1)])
        is_reworded = np.array([item in reworded for item in items])
        before, now, after = (
            np.where(is_reworded, np.nan, rated.get(at, nobody))
            for at in (year - 1, year, year + 1)
        )
        earlier = choices.get(year - 1, np.zeros(nobody.shape, dtype=bool))
        left_out = [names.get(item, item) for item in items if item in reworded]
        found.append(_Choice(year, before, now, after, earlier, choice, left_out))
    return found


def gains_by_year(returns: Returns) -> dict[int, Figures]:
    """How much more each team's chosen practices rose than its others, by the year of choice.

    From the year before the choice where that is what :func:`priority_effect` rests on, else
    from the year of the choice. NaN for a team that has not both.
    """
    return {
        choice.year: gain_of_teams(
            choice.before if _method(choice)[0] == PRIOR_YEAR else choice.now,
            choice.after,
            choice.chosen,
        )
        for choice in _choices(returns)
    }


def _method(choice: _Choice) -> tuple[str, Effect]:
    """What choice did by the better method that enough teams allow."""
    effect = prior_year_baseline(choice.before, choice.after, choice.chosen)
    if effect.teams < FEWEST_TEAMS[PRIOR_YEAR]:
        of_two_years = ancova(choice.now, choice.after, choice.chosen)
        if of_two_years.teams >= FEWEST_TEAMS[ANCOVA] or np.isnan(choice.before).all():
            return ANCOVA, of_two_years
    return PRIOR_YEAR, effect


def _figures(choice: _Choice) -> dict[str, Any]:
    """The effect, and what must be said with it."""
    method, effect = _method(choice)
    caveat = CAVEATS[method]
    if effect.teams < FEWEST_TEAMS[method]:
        caveat = (
            f"No figures: fewer than {FEWEST_TEAMS[method]} teams rated both a practice that they "
            f"chose and one that they did not, {_NEEDED[method]}."
        )
        effect = Effect(effect.teams)
    elif np.isnan(effect.effect):
        caveat = "No figures: teams chose so alike that choice and practice cannot be told apart."
    elif np.isnan(effect.low):
        caveat = f"No interval, because all teams moved alike. {caveat}"
    elif method == PRIOR_YEAR:
        known = ~np.isnan(choice.after - choice.before)
        caveat += _carried_over(choice.chosen & known, choice.chosen_before)
    return {
        "teams": effect.teams,
        "method": method,
        "effect": effect.effect,
        "effect_low": effect.low,
        "effect_high": effect.high,
        "p_value": effect.p_value,
        "caveat": caveat,
    }


def _carried_over(chosen: Answers, chosen_before: Answers) -> str:
    """Of how many choices the rating of the year before may have had a part; or nothing."""
    share = (chosen & chosen_before).sum() / chosen.sum()
    if share == 0:
        return ""
    return (
        f" {percent(share)} of these practices had been chosen the year before too: where teams "
        "simply kept them, the effect looks larger than it is."
    )


def _grid_of(chosen: pd.DataFrame, units: list[str], items: list[str]) -> Answers:
    """What each unit chose."""
    grid = np.zeros((len(units), len(items)), dtype=bool)
    rows = pd.Index(units, dtype="string").get_indexer(pd.Index(chosen["unit"]))
    columns = pd.Index(items, dtype="string").get_indexer(pd.Index(chosen["item_id"]))
    grid[rows, columns] = True
    return grid


def in_words(effect: pd.DataFrame) -> str:
    """The latest choice of which something can be said, how often so far, and what limits it."""
    given = effect.loc[effect["effect"].notna()]
    if given.empty:
        last = effect.iloc[-1]
        why = "" if pd.isna(last["caveat"]) else f" {last['caveat']}"
        return (
            f"We cannot say whether practices improved more where teams chose them in "
            f"{last['chosen_year']}.{why}"
        )
    # One that is sure among several years must be clearer than one that is looked at alone.
    p_values = pd.Series(holm(given["p_value"].to_numpy(float, na_value=np.nan)))
    latest = given.iloc[-1]
    sentences = [f"{_compared(latest)}: {_how_sure(p_values.iloc[-1])}."]
    if len(given) > 1:
        sure = int(p_values.le(SURE).sum())
        sentences.append(
            f"Of {spelled(len(given), 'year')} of choice, {number(sure)} "
            f"{'show' if sure > 1 else 'shows'} a clear effect."
        )
    return " ".join([*sentences, latest["caveat"]])


def _compared(row: pd.Series) -> str:
    """What the figure compares, as its method does."""
    year, size = int(row["chosen_year"]), row["effect"]
    found = f" ({counted(int(row['teams']), 'team')}{_interval(row)})"
    is_zero = one_decimal(size) == "0.0"
    if row["method"] == "ancova":
        how = (
            "about as"
            if is_zero
            else f"{POINTS.far(size)} {'higher' if size > 0 else 'lower'} than"
        )
        return (
            f"What teams chose in {year} was rated {how} their ratings at the time would lead one "
            f"to expect in {year + 1}{found}"
        )
    how = "as much as" if is_zero else f"{POINTS.far(size)} {'more' if size > 0 else 'less'} than"
    return (
        f"From {year - 1} to {year + 1}, the practices that teams chose in {year} rose {how} the "
        f"same teams' other practices{found}"
    )


def _interval(row: pd.Series) -> str:
    shown = interval(row, "effect_low", "effect_high", signed).strip(" ()")
    return f"; 95% interval {shown}" if shown else ""


def _how_sure(p_value: float) -> str:
    if pd.isna(p_value):
        return "how clear that is cannot be tested"
    if p_value <= SURE:
        return "chance alone would seldom give so clear a difference"
    return "no clear effect"


QUESTION: Final = Question(priority_effect, in_words, NEEDS, "ratings")
