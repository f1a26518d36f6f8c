"""What a change of stages between two years says."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.sentences.stages import named, returns_behind
from trip_analytics.analysis.stages import STAGES
from trip_analytics.words import listed, number, spelled

NEEDS: Final = ("challenge", "from_year", "from_stage", "to_stage", "teams")


def in_words(change: pd.DataFrame) -> str:
    """In which challenges most moved on or back, and how many steps there were in all."""
    if (change.groupby("challenge").size() < len(STAGES) ** 2).any():
        return "These are some of the steps alone: the whole result says how the stages changed."
    since = int(change["from_year"].iloc[0])
    every = directions(change)
    given = every.dropna()
    if given.empty:
        return f"How the stages changed since {since} cannot be shown."
    sentences = [_moved(given, since), _in_all(given)]
    if missing := len(every) - len(given):
        sentences.append(f"For {spelled(missing, 'challenge')} no change can be given.")
    sentences.append(
        "Stages are the views of those who filled in the form; a step may also mean that other "
        "people did."
    )
    return " ".join(sentences)


def directions(change: pd.DataFrame) -> pd.DataFrame:
    """How many moved back, stayed and moved on in each challenge, in its order.

    ``<NA>`` where any of the nine counts is not given, or nobody is compared.
    """
    moves = {
        "moved_back": change["to_stage"] < change["from_stage"],
        "stayed": change["to_stage"] == change["from_stage"],
        "moved_on": change["to_stage"] > change["from_stage"],
    }
    counted = pd.DataFrame(
        {
            move: change["teams"].where(rows, 0).groupby(change["challenge"], sort=False).sum()
            for move, rows in moves.items()
        }
    )
    of_challenge = change["teams"].groupby(change["challenge"], sort=False)
    whole = (of_challenge.count() == len(STAGES) ** 2) & (of_challenge.sum() > 0)
    counted.loc[~whole] = pd.NA
    return counted


def _moved(given: pd.DataFrame, since: int) -> str:
    teams = given.sum(axis="columns")
    said = [
        f"{named(challenges)} {moved.replace('_', ' ')}"
        for moved in ("moved_on", "moved_back")
        if len(challenges := given.index[given[moved] * 2 > teams])
    ]
    where = f"in {returns_behind(teams)} that can be compared with an earlier one"
    return f"Since {since}, {listed(said) if said else 'no challenge moved'} {where}."


def _in_all(given: pd.DataFrame) -> str:
    back, same, on = (int(given[move].sum()) for move in ("moved_back", "stayed", "moved_on"))
    return (
        f"Of {spelled(back + same + on, 'stage')} over all challenges, {number(on)} moved on, "
        f"{number(same)} stayed and {number(back)} moved back."
    )
