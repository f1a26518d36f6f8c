"""What a change between two years says."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.intervals import CONFIDENCE
from trip_analytics.analysis.significance import at_least_a_tenth, beyond_chance, points
from trip_analytics.words import listed, mid_sentence, one_decimal, percent, spelled, spread

NEEDS: Final = (
    "practice",
    "from_year",
    "teams",
    "mean_change",
    "change_low",
    "change_high",
    "p_adjusted",
)

_MOST_NAMED: Final = 3
# In rating points: a whole step of the scale is a large change, and no team can move more
# than from one of its ends to the other.
_LARGE: Final = 1.0
_LARGEST: Final = 4.0


def in_words(change: pd.DataFrame) -> str:
    """Which practices changed beyond chance, and how large a change could have been seen at all."""
    since = int(change["from_year"].iloc[0])
    given = change.loc[change["mean_change"].notna()]
    if given.empty:
        return f"What changed since {since} cannot be shown."
    improved, declined = beyond_chance(given, "mean_change")
    others = given.drop(index=[*improved.index, *declined.index])
    unsure = others.loc[others["p_adjusted"].notna()]
    teams = f"in the {spread(given['teams'], 'team', spelled)} that rated in both years"
    if not of_same_teams(change):
        of_years = pd.concat([given["teams_before"], given["teams_after"]])
        teams = f"comparing the averages of each year's teams ({spread(of_years, 'team', spelled)})"
    if sure := [*_changed(improved, "improved"), *_changed(declined, "declined")]:
        sentences = [f"Since {since}, {listed(sure)}, {teams}."]
        if len(unsure):
            practices = spelled(len(unsure), "other practice")
            sentences.append(
                f"For {practices} there is no change we can be sure of, which is "
                f"{_not_the_same(unsure)}."
            )
    else:
        sentences = [f"Since {since} there is no change we can be sure of, {teams}."]
        if len(unsure):
            sentences.append(f"That is {_not_the_same(unsure)}.")
    return " ".join([*sentences, *_not_said(len(change) - len(given), len(others) - len(unsure))])


def of_same_teams(change: pd.DataFrame) -> bool:
    """Whether a change is that of the same teams, not of each year's average over all."""
    return "teams_before" not in change


def lines(change: pd.DataFrame) -> tuple[str, ...]:
    """A line for each practice that changed beyond chance, with how many teams moved which way."""
    changed = zip(beyond_chance(change, "mean_change"), ("improved", "declined"), strict=True)
    if not of_same_teams(change):
        return tuple(
            f"{row['practice']} {verb} by {points(row['mean_change'])}, from "
            f"{one_decimal(row['mean_before'])} ({spelled(row['teams_before'], 'team')}) to "
            f"{one_decimal(row['mean_after'])} ({spelled(row['teams_after'], 'team')})."
            for rows, verb in changed
            for row in _rows(rows)
        )
    return tuple(
        f"{row['practice']} {verb} by {points(row['mean_change'])} on average in "
        f"{spelled(row['teams'], 'team')}: {_share(row['improved'])} of them rated it higher than "
        f"before, {_share(row['declined'])} lower."
        for rows, verb in changed
        for row in _rows(rows)
    )


def _changed(rows: pd.DataFrame, verb: str) -> list[str]:
    """Practices that changed one way, each by how much; of many, the two that changed most."""
    names = [mid_sentence(row["practice"]) for row in _rows(rows)]
    by = [
        f"by {points(row['mean_change'])} on average (give or take {at_least_a_tenth(half)}, "
        f"{spelled(row['teams'], 'team')})"
        for row, half in zip(_rows(rows), _half_widths(rows), strict=True)
    ]
    if len(rows) <= _MOST_NAMED:
        return [f"{name} {verb} {change}" for name, change in zip(names, by, strict=True)]
    furthest = listed(f"{name} {change}" for name, change in zip(names[:2], by, strict=False))
    return [f"{spelled(len(rows), 'practice')} {verb}, most of all {furthest}"]


def _not_the_same(unsure: pd.DataFrame) -> str:
    """That chance may hide a change, and how large one must have been to be seen."""
    smallest = _smallest_seen(unsure)
    if pd.isna(smallest):
        return "not the same as no change"
    if smallest > _LARGEST:
        could = "with so few teams, no average change"
    elif smallest >= _LARGE:
        could = (
            "with so few teams, only a large average change, of about "
            f"{at_least_a_tenth(smallest)} points or more,"
        )
    else:
        could = f"only an average change of about {at_least_a_tenth(smallest)} points or more"
    return f"not the same as no change: {could} could have been seen"


def _smallest_seen(unsure: pd.DataFrame) -> float:
    """The mean change that would typically have passed the test.

    The intervals give the standard errors; the largest of these changes would have to pass
    Holm's test against the others that have not.
    """
    from scipy import special

    freedom = unsure["teams"].astype(float) - 1
    outside = 1 - CONFIDENCE
    to_pass = special.stdtrit(freedom, 1 - outside / 2 / len(unsure))
    smallest = _half_widths(unsure) / special.stdtrit(freedom, 1 - outside / 2) * to_pass
    return float(smallest.dropna().median())


def _half_widths(change: pd.DataFrame) -> pd.Series[float]:
    # Of the ends as they are released, so that report and notebook say the same.
    width = change["change_high"].round(1) - change["change_low"].round(1)
    return width.astype(float) / 2


def _share(share: float) -> str:
    """A share that is rounded to tenths where it is released."""
    tenths = percent(math.floor(share * 10 + 0.5 + 1e-9) / 10)
    return {"0%": "hardly any", "100%": "nearly all"}.get(tenths, f"about {tenths}")


def _not_said(missing: int, untested: int) -> list[str]:
    said = []
    if untested:
        said.append(
            f"For {spelled(untested, 'practice')} chance cannot be judged, because one team alone "
            "rated in both years or all changed alike."
        )
    if missing:
        said.append(f"For {spelled(missing, 'practice')} no change can be given.")
    return said


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")
