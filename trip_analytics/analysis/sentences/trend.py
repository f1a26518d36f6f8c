"""What a trend over the years says."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.sentences.sure import at_least_a_tenth, beyond_chance, named
from trip_analytics.words import listed, spelled, spread

NEEDS: Final = (
    "practice",
    "first_year",
    "last_year",
    "teams",
    "slope",
    "slope_low",
    "slope_high",
    "p_adjusted",
)


def in_words(trend: pd.DataFrame) -> str:
    """Which practices rose or fell over the years beyond chance, and how far off that may be."""
    given = trend.loc[trend["slope"].notna()]
    if given.empty:
        return "How practices moved over the years cannot be shown."
    tested = given.loc[given["p_adjusted"].notna()]
    if tested.empty:
        return (
            f"{_years(given)} no trend can be seen in the {_teams(given)}: that takes "
            "three years or more, and teams that do not all move alike."
        )
    rose, fell = beyond_chance(tested, "slope")
    said = [
        f"{spelled(len(rows), 'practice')} {verb}{named(rows, 'slope', _a_year)}"
        for rows, verb in ((rose, "rose"), (fell, "fell"))
        if len(rows)
    ]
    unsure = len(tested) - len(rose) - len(fell)
    if said:
        sentences = [f"{_years(tested)}, {listed(said)}, in the {_teams(tested)}."]
        if unsure:
            sentences.append(
                f"For {spelled(unsure, 'other practice')} there is no trend we can be sure of, "
                "which is not the same as no trend."
            )
    else:
        sentences = [
            f"{_years(tested)} there is no trend we can be sure of, in the {_teams(tested)}.",
            "That is not the same as no trend.",
        ]
    if missing := len(trend) - len(tested):
        sentences.append(f"For {spelled(missing, 'practice')} no trend can be given.")
    return " ".join(sentences)


def _years(trend: pd.DataFrame) -> str:
    return f"From {trend['first_year'].min()} to {trend['last_year'].max()}"


def _teams(trend: pd.DataFrame) -> str:
    return f"{spread(trend['teams'], 'team', spelled)} that rated in two years or more"


def _a_year(slope: float) -> str:
    return f"about {at_least_a_tenth(slope)} points a year"
