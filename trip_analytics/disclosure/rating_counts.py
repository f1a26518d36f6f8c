"""What follows from how many teams gave each rating: means, spreads, and the half of the scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import Figures
from trip_analytics.disclosure.rules import Rule


def points_of(table: pd.DataFrame) -> list[int]:
    """The points of the scale that a profile counts, lowest first."""
    return sorted(
        int(str(name).removeprefix("rated_")) for name in table if str(name).startswith("rated_")
    )


def counts_of(table: pd.DataFrame) -> pd.DataFrame:
    """How many teams gave each rating: the per-team values behind a profile's rows."""
    return table[[f"rated_{point}" for point in points_of(table)]]


def moments_of(counts: Figures, points: Figures) -> tuple[Figures, Figures, Figures]:
    """How many teams rated, their mean, and their squared distances from it, added up.

    ``counts`` has the points in its last place. NaN where nobody rated, or a count is withheld.

    Examples
    --------
    >>> [figure.tolist() for figure in moments_of(np.array([[1, 0, 3]]), np.array([1.0, 2.0, 3.0]))]
    [[4.0], [2.5], [3.0]]
    """
    n = counts.sum(axis=-1).astype(float)
    n = np.where(n > 0, n, np.nan)
    mean = counts @ points / n
    return n, mean, (counts * (points - mean[..., np.newaxis]) ** 2).sum(axis=-1)


# With more teams than this, a half that may not be said never may be.
_ENOUGH: Final = 100


def halves(
    counts: pd.DataFrame, points: Sequence[int], withheld: pd.Series[bool], rule: Rule
) -> pd.Series:
    """The half in which the average of each withheld row lies; ``<NA>`` where it is not said.

    ``counts`` have a column for each of the scale's points, the lowest first; ``withheld`` are the
    rows that fail the rule. On a scale of 1 to 5 a half is "up to 3" or "above 3".

    Examples
    --------
    >>> counts = pd.DataFrame([[0, 9, 1, 0, 0], [0, 0, 0, 5, 0]])
    >>> halves(counts, range(1, 6), pd.Series([True, True]), Rule()).tolist()
    ['up to 3', <NA>]
    """
    exact = counts.fillna(0).to_numpy(int)
    teams = exact.sum(axis=1)
    middle = (points[0] + points[-1]) / 2
    least = fewest_teams(points, rule.insiders)
    may_say = withheld.to_numpy(bool) & (least is not None) & (teams >= (least or 0))
    upper = exact @ list(points) > middle * teams
    of_scale = f"{middle:g}".replace("-", "−")
    words = [
        (f"above {of_scale}" if above else f"up to {of_scale}") if said else None
        for above, said in zip(upper, may_say, strict=True)
    ]
    return pd.Series(words, index=counts.index, dtype="string")


def fewest_teams(points: Sequence[int], insiders: int) -> int | None:
    """From how many teams on the half may be said; None if it never may be.

    The hardest case is that of insiders who gave the other end of the scale and know that
    everybody else agrees: then the two ratings nearest to the end of the half must both leave
    the average within it.

    Examples
    --------
    >>> [fewest_teams(range(points), 2) for points in (2, 3, 4, 5, 7)]
    [None, None, 9, 7, 6]
    """
    low, high = points[0], points[-1]
    middle = (low + high) / 2

    def leaves_two(teams: int) -> bool:
        others = teams - insiders
        second_lowest = others * (low + 1) + insiders * high
        second_highest = others * (high - 1) + insiders * low
        return second_lowest <= middle * teams and second_highest > middle * teams

    return next((n for n in range(insiders + 1, _ENOUGH) if leaves_two(n)), None)
