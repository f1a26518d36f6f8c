"""What a change between two years says."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.intervals import CONFIDENCE
from trip_analytics.analysis.results import is_of_all
from trip_analytics.analysis.scale import Scale
from trip_analytics.analysis.significance import (
    all_together,
    as_sentences,
    claims,
    moved,
    moved_alike,
)
from trip_analytics.words import (
    listed,
    mid_sentence,
    nearest,
    one_decimal,
    spelled,
    spread,
)

NEEDS: Final = (
    "practice",
    "from_year",
    "teams",
    "mean_change",
    "change_low",
    "change_high",
    "p_adjusted",
)

# Of the scale's width: on one of 1 to 5, a whole point is a large change.
_LARGE: Final = 0.25


def in_words(change: pd.DataFrame) -> str:
    """Which practices changed beyond chance, and how large a change could have been seen at all."""
    since = int(change["from_year"].iloc[0])
    known = claims(change, "mean_change", "change_low")
    given = change.loc[change["mean_change"].notna() & ~is_of_all(change)]
    if given.empty:
        nobody = of_same_teams(change) and change["teams"].eq(0).all()
        why = ": no team rated in both years" if nobody else ""
        return f"What changed since {since} cannot be shown{why}."
    teams = f"in the {spread(given['teams'], 'team', spelled)} that rated in both years"
    if not of_same_teams(change):
        of_years = pd.concat([given["teams_before"], given["teams_after"]])
        teams = f"comparing the averages of each year's teams ({spread(of_years, 'team', spelled)})"
    sure = [
        *moved(known.above, "improved", "mean_change"),
        *moved(known.below, "declined", "mean_change"),
    ]
    parts = [f"{listed(sure)}, {teams}"] if sure else []
    if unsure := len(known.unsure):
        if sure:
            parts.append(
                f"for {spelled(unsure, 'other practice')} there is no change we can be sure of, "
                f"which is {_not_the_same(known.unsure, Scale.of_result(change))}"
            )
        else:
            parts.append(f"there is no change we can be sure of, {teams}")
            parts.append(f"that is {_not_the_same(known.unsure, Scale.of_result(change))}")
    parts += moved_alike(
        known.alike, ("improved", "declined", "there is no change in"), "mean_change"
    )
    if len(known.untested):
        parts.append(
            f"for {_those(known.untested)} chance cannot be judged, because one team alone "
            "rated in both years"
        )
    parts += all_together(change, "mean_change", ("improved", "declined"), "change")
    if missing := len(known.missing):
        parts.append(f"for {spelled(missing, 'practice')} no change can be given")
    return as_sentences([f"since {since}, {parts[0]}", *parts[1:]])


def _those(rows: pd.DataFrame) -> str:
    """One practice by its name, several by their number."""
    if len(rows) == 1:
        return mid_sentence(rows["practice"].iloc[0])
    return spelled(len(rows), "practice")


def of_same_teams(change: pd.DataFrame) -> bool:
    """Whether a change is that of the same teams, not of each year's average over all."""
    return "teams_before" not in change


def _not_the_same(unsure: pd.DataFrame, scale: Scale) -> str:
    """That chance may hide a change, and how large one must have been to be seen."""
    smallest = _smallest_seen(unsure)
    if pd.isna(smallest):
        return "not the same as no change"
    if smallest > scale.width:  # no team can move further than from one end to the other
        could = "with so few teams, no average change"
    elif smallest >= _LARGE * scale.width:
        could = (
            "with so few teams, only a large average change, of about "
            f"{one_decimal(max(smallest, 0.1))} points or more,"
        )
    else:
        could = f"only an average change of about {one_decimal(max(smallest, 0.1))} points or more"
    return f"not the same as no change: {could} could have been seen"


def _smallest_seen(unsure: pd.DataFrame) -> float:
    """The mean change that would typically have passed the test.

    The intervals give the standard errors; the largest of these changes would have to pass
    Holm's test against all others of the table that have not.
    """
    from scipy import special

    freedom = unsure["teams"].astype(float) - 1
    outside = 1 - CONFIDENCE
    tests = max(len(unsure), unsure.attrs.get("not_sure", 0))
    to_pass = special.stdtrit(freedom, 1 - outside / 2 / tests)
    smallest = _half_widths(unsure) / special.stdtrit(freedom, 1 - outside / 2) * to_pass
    return float(smallest.dropna().median())


def _half_widths(change: pd.DataFrame) -> pd.Series[float]:
    # Of the ends as they are released, so that report and notebook say the same.
    high, low = (nearest(change[end], 1) for end in ("change_high", "change_low"))
    return pd.Series((high - low) / 2, index=change.index)
