"""In which half of the scale the average of a withheld row lies, where that may be said.

A row of ratings fails the rule because nearly all teams agree. Which rating they agree on is
what is kept back; that it is one of the lower or one of the higher is said where, even to
insiders who pool what they know, two ratings or more remain possible for everybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from trip_analytics.disclosure.rules import Rule

# With more teams than this, a half that may not be said never may be.
_ENOUGH: Final = 100


def halves(
    counts: pd.DataFrame, points: Sequence[int], withheld: pd.Series[bool], rule: Rule
) -> pd.Series:
    """The half in which the average of each withheld row lies; ``<NA>`` where it is not said.

    Parameters
    ----------
    counts : DataFrame
        A column for each point of the scale, in its order.
    points : sequence of int
        The scale, lowest first.
    withheld : Series of bool
        The rows that fail the rule.
    rule : Rule

    Returns
    -------
    Series of str
        "up to 3" or "above 3" on a scale of 1 to 5.

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
