"""At which stages returns place the organisational challenges (Template A)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.intervals import divided
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import NothingToSay, check_parts_hold_teams, year_returned
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about, about_parts, in_columns, item_rows, result
from trip_analytics.analysis.team_ratings import answers_of, asked_items, low_median
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns
from trip_analytics.returns.worked_out_once import worked_out_once
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import listed, mid_sentence, spelled, spread

STAGES = (1, 2, 3)
TOP_PRIORITIES = 5

COLUMNS = {
    "item_id": TEXT,
    "challenge": TEXT,
    "year": WHOLE,
    "teams": WHOLE,
    "not_assessed": WHOLE,
    **{f"stage_{stage}": WHOLE for stage in STAGES},
    **{f"share_stage_{stage}": FLOAT for stage in STAGES},
    "prioritised": WHOLE,
}
NEEDS: Final = (
    "challenge",
    "teams",
    "share_stage_1",
    "share_stage_2",
    "share_stage_3",
)

# More names than this are counted, not listed.
_MOST_NAMED: Final = 4


@in_columns(COLUMNS, "stages")
def stage_profile(
    returns: Returns,
    *,
    year: int | str | None = None,
    by: str | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """How many returns place each challenge at each stage.

    Stages are three steps in order, not a measure: they are counted, never
    averaged.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown. A part of one team is left out.
    instrument : str, optional
        Which list of challenges, by its id, where there are several: by default the only one
        there is; of several, Template A (then a note names the others).

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
        The breakdown or the year is not one that the returns have, or each part would
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
    of_list = one_list(returns, instrument, "stages")
    returns = of_list.returns
    year = year_returned(returns, year)
    assessed = assessed_challenges(returns, year)
    if assessed.empty:
        raise NothingToSay(f"No return of {year} asks for the stages of challenges.")
    check_parts_hold_teams(assessed, by)

    profile = item_rows(returns, assessed, COLUMNS, by=by, year=year, figures=_figures)
    unassessed = profile.loc[profile["teams"] == 0, "challenge"]
    notes = about("No return gives a stage, so no shares", unassessed)
    notes += about_parts(by, assessed)
    return result("stage_profile", profile, notes, of_list=of_list)


@worked_out_once
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


def in_words(stages: pd.DataFrame) -> str:
    """Which challenges most returns place at each stage."""
    assessed = stages.loc[stages["teams"] > 0]
    shown = assessed.loc[assessed["share_stage_1"].notna()]
    if assessed.empty:
        return "No return gives the stage of a challenge."
    if shown.empty:
        return (
            "How many returns are at each stage is withheld: there are too few of them to "
            "show without showing single returns."
        )
    sentences = [most_returns(shown), *_undecided(shown)]
    if withheld := len(assessed) - len(shown):
        sentences.append(
            f"The stages of {spelled(withheld, 'challenge')} are withheld, because too few returns "
            "give a stage or nearly all give the same one."
        )
    if unassessed := len(stages) - len(assessed):
        sentences.append(f"Of {spelled(unassessed, 'challenge')} no return gives a stage.")
    sentences.append("Stages are the views of those who filled in the form.")
    return " ".join(sentences)


def stage_names() -> dict[int, str]:
    """What each stage is called inside a sentence."""
    return {point.value: point.label.lower() for point in load_instrument("template-a").scale}


def named(challenges: Iterable[str]) -> str:
    """A few challenges by their names, many by their number."""
    names = [mid_sentence(name) for name in challenges]
    return spelled(len(names), "challenge") if len(names) > _MOST_NAMED else listed(names)


def returns_behind(teams: pd.Series) -> str:
    """Most of the returns that the rows rest on: "most of the five to six returns"."""
    if teams.max() == 1:
        return "the one return"
    return f"most of the {spread(teams, 'return', spelled)}"


def most_returns(shown: pd.DataFrame) -> str:
    """Which challenges most returns place at each stage."""
    most = _at_each_stage(shown)
    returns = returns_behind(shown["teams"])
    give, place = ("gives", "places") if shown["teams"].max() == 1 else ("give", "place")
    said = [f"{named(names)} at {stage}" for stage, names in most.items() if len(names)]
    if not said:
        return "There is no challenge that most returns place at the same stage."
    return f"{returns.capitalize()} that {give} a stage {place} {'; '.join(said)}."


def _at_each_stage(shown: pd.DataFrame) -> dict[str, pd.Series]:
    """The challenges that most returns place at each stage, by the stage's name."""
    return {
        name: shown.loc[shown[f"share_stage_{stage}"] > 0.5, "challenge"]
        for stage, name in stage_names().items()
    }


def _undecided(shown: pd.DataFrame) -> list[str]:
    """How many challenges are at no stage in most returns, where others are at one."""
    decided = sum(map(len, _at_each_stage(shown).values()))
    if not decided or decided == len(shown):
        return []
    undecided = spelled(len(shown) - decided, "challenge")
    return [f"On {undecided} they are divided, with no stage given by most of them."]


QUESTION: Final = Question(stage_profile, in_words, NEEDS, "stages")
