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
    some,
)
from trip_analytics.words import nearest, one_decimal, spelled, spread

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
    parts = [
        *moved(known.above, "improved", "mean_change"),
        *moved(known.below, "declined", "mean_change"),
    ]
    if len(known.unsure):
        which = "no practice clearly changed"
        if parts or len(given) == 1:
            which = f"{some(known.unsure, others=bool(parts))} did not clearly change"
        hidden = _could_be_hidden(known.unsure, Scale.of_result(change))
        parts.append(f"{which}, which does not mean that nothing changed{hidden}")
    parts += moved_alike(known.alike, ("improved", "declined", "did not change"), "mean_change")
    if len(known.untested):
        only = "because only one team rated in both years"
        parts.append(f"{some(known.untested)} cannot be tested, {only}")
    verbs = ("improved", "declined", "did not clearly change")
    parts += all_together(change, "mean_change", verbs)
    if missing := len(known.missing):
        parts.append(f"for {spelled(missing, 'practice')} no change can be given")
    lead = f"since {since}{_compared(change, given)}"
    return as_sentences([f"{lead}, {parts[0]}", *parts[1:]])


def _compared(change: pd.DataFrame, given: pd.DataFrame) -> str:
    """Which teams' ratings are compared, and how many these are."""
    if not of_same_teams(change):
        of_years = pd.concat([given["teams_before"], given["teams_after"]])
        return f", comparing each year's teams ({spread(of_years, 'team', spelled)})"
    if given["teams"].max() == 1:
        return ""
    return f", in the {spread(given['teams'], 'team', spelled)} that rated in both years"


def of_same_teams(change: pd.DataFrame) -> bool:
    """Whether a change is that of the same teams, not of each year's average over all."""
    return "teams_before" not in change


def _could_be_hidden(unsure: pd.DataFrame, scale: Scale) -> str:
    """How large a change must have been to be seen."""
    smallest = _smallest_seen(unsure)
    if pd.isna(smallest):
        return ""
    if smallest > scale.width:  # no team can move further than from one end to the other
        could = "with so few teams, not even the largest change"
    elif smallest >= _LARGE * scale.width:
        could = (
            "with so few teams, only a large average change, of about "
            f"{one_decimal(max(smallest, 0.1))} points or more,"
        )
    else:
        could = f"only an average change of about {one_decimal(max(smallest, 0.1))} points or more"
    return f": {could} would have shown"


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
