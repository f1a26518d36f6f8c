"""What a gap between two views says."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.sentences.sure import at_least_a_tenth, beyond_chance, named
from trip_analytics.words import VIEWS, spelled, spread

NEEDS: Final = ("practice", "year", "teams", "gap", "gap_low", "gap_high", "p_adjusted")


def in_words(gap: pd.DataFrame) -> str:
    """Which practices two groups see differently beyond chance, and how far off that may be."""
    of, over = VIEWS[gap.attrs["of"]], VIEWS[gap.attrs["over"]]
    year = gap["year"].iloc[0]
    given = gap.loc[gap["gap"].notna()]
    if given.empty:
        return f"Whether {of} and {over} see practices alike in {year} cannot be shown."
    tested = given.loc[given["p_adjusted"].notna()]
    teams = f"in the {spread(given['teams'], 'team', spelled)} that have both views"
    higher, lower = beyond_chance(tested, "gap")
    sentences: list[str] = []
    for rows, way in ((higher, "higher"), (lower, "lower")):
        if len(rows):
            said = f"rated {spelled(len(rows), 'practice')} {way} than {over} did"
            said += named(rows, "gap", _points)
            sentences.append(f"They {said}." if sentences else f"In {year}, {of} {said}, {teams}.")
    unsure = len(tested) - len(higher) - len(lower)
    if not sentences:
        sentences = [
            f"In {year} there is no difference that we can be sure of between what {of} and what "
            f"{over} say, {teams}.",
            "That is not the same as no difference.",
        ]
    elif unsure:
        sentences.append(
            f"For {spelled(unsure, 'other practice')} there is no difference that we can be sure "
            "of, which is not the same as no difference."
        )
    if untested := len(given) - len(tested):
        sentences.append(
            f"For {spelled(untested, 'practice')} chance cannot be judged, because all teams "
            "differ alike."
        )
    if missing := len(gap) - len(given):
        sentences.append(f"For {spelled(missing, 'practice')} no gap can be given.")
    return " ".join(sentences)


def _points(gap: float) -> str:
    return f"{at_least_a_tenth(gap)} points"
