"""The rules of disclosure as named numbers, and the tests that all releases share.

A trust may wish for higher numbers; lower ones would break the promise that
nobody can work out a team's answers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from numbers import Integral
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.errors import DisclosureError

# Below this, "the trust" is a handful of teams who know one another's answers.
MINIMUM_TEAMS: Final = 5

# A service line is a smaller circle than the trust, and reports follow one another
# every year: a part needs more teams than the whole does.
MINIMUM_GROUP: Final = 10

# Teams that joined or left between two years are what is left when the teams of both
# years are taken from all teams: they are a group like any other.
MINIMUM_MOVERS: Final = MINIMUM_GROUP

# Every reader knows a team's answers, their own; two readers may tell one another.
INSIDERS: Final = 2

# What small parts are merged into, and what the whole is called beside its parts.
OTHER: Final = "Other services"
ALL_TEAMS: Final = "All teams"

# Exact counts stand beside a mean, so its rounding is for reading; a matched change has
# no counts beside it, and there the rounding is what protects.
MEAN_DECIMALS: Final = 1
SHARE_DECIMALS: Final = 2
CHANGE_SHARE_DECIMALS: Final = 1

# A p-value of three digits, with the mean change and its interval, pins the sum of the
# changes that rounding hid. A reader needs to know only which of these it is below.
P_VALUE_BANDS: Final = (0.001, 0.01, 0.05, 1.0)


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of the rules, which a trust may raise and never lower.

    Attributes
    ----------
    minimum_teams : int, default 5
        Teams behind a figure for the whole trust.
    minimum_group : int, default 10
        Teams in each part of a breakdown.
    insiders : int, default 2
        Readers who may tell one another what their own teams answered.
    minimum_movers : int, default 10
        Teams that joined or left, each, to show their part in a change (or none).

    Raises
    ------
    DisclosureError
        A number is lower than the promise allows, or is not whole.

    Examples
    --------
    >>> Policy(minimum_teams=8).minimum_teams
    8
    """

    minimum_teams: int = MINIMUM_TEAMS
    minimum_group: int = MINIMUM_GROUP
    insiders: int = INSIDERS
    minimum_movers: int = MINIMUM_MOVERS

    def __post_init__(self) -> None:
        for rule in fields(self):
            number = getattr(self, rule.name)
            if isinstance(number, bool) or not isinstance(number, Integral):
                raise DisclosureError(f"{rule.name} is a whole number, such as {rule.default}.")
            if number < rule.default:
                raise DisclosureError(
                    f"{rule.name} may be raised, not lowered: {rule.default} is the least that "
                    "keeps the promise that nobody can work out a team's answers."
                )


PROMISED: Final = Policy()


def gives_away(counts: pd.DataFrame, *, at_least: int, insiders: int = INSIDERS) -> pd.Series[bool]:
    """Which rows of exact counts would give single answers away.

    ``insiders`` teams that pool what they know infer everybody else's answer as
    soon as all but that many answered alike. A row of nobody gives nobody away.

    Parameters
    ----------
    counts : DataFrame
        A column for each possible answer, in each the number of teams.
    at_least : int
        The teams that a row needs.
    insiders : int
        How many put their knowledge together.

    Returns
    -------
    Series of bool

    Examples
    --------
    >>> rows = pd.DataFrame({"yes": [9, 7, 2, 0], "no": [1, 3, 2, 0]})
    >>> gives_away(rows, at_least=5).tolist()
    [True, False, True, False]
    """
    exact = counts.fillna(0).astype(int)
    teams = exact.sum(axis=1)
    alike = teams - exact.max(axis=1) <= insiders
    return (teams > 0) & ((teams < at_least) | alike)


def with_companions(
    withheld: pd.Series[bool], counts: pd.Series[int], policy: Policy
) -> pd.Series[bool]:
    """Rows to withhold besides, until a known total of all rows tells nothing of any.

    Two rows at least are withheld, which hold more between them than insiders know: else
    the lowest of the others are withheld too.

    Examples
    --------
    >>> chosen = pd.Series([8, 12, 2, 5])
    >>> with_companions(chosen < 3, chosen, PROMISED).tolist()
    [False, False, True, True]
    """
    withheld = withheld.copy()
    if not withheld.any():
        return withheld
    for row in counts.loc[~withheld].sort_values(kind="stable").index:
        if withheld.sum() > 1 and counts.loc[withheld].sum() > policy.insiders:
            break
        withheld.loc[row] = True
    return withheld


def rounded(figures: pd.Series, decimals: int) -> pd.Series:
    """Figures to a number of decimals, halves away from nought as people round them.

    Examples
    --------
    >>> rounded(pd.Series([3.25, -0.25, None], dtype="Float64"), 1).tolist()
    [3.3, -0.3, <NA>]
    """
    values = figures.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    # A hair more than a half: 0.425 * 100 is 42.49999999999999 to the machine.
    whole = np.floor(np.abs(values) * 10**decimals + 0.5 + 1e-9)
    # Adding nought makes the nought that -0.04 rounds to a plain one.
    nearest = np.round(np.sign(values) * whole / 10**decimals, decimals) + 0.0
    return pd.Series(nearest, index=figures.index, name=figures.name).astype("Float64")


def rounded_up(figures: pd.Series, decimals: int) -> pd.Series:
    """Figures rounded up to a number of decimals.

    Examples
    --------
    >>> rounded_up(pd.Series([0.31, 0.3, None], dtype="Float64"), 1).tolist()
    [0.4, 0.3, <NA>]
    """
    return rounded(
        np.ceil(figures.astype("Float64") * 10**decimals - 1e-9) / 10**decimals, decimals
    )


def banded(p_values: pd.Series) -> pd.Series:
    """P-values rounded up to the next of ``P_VALUE_BANDS``.

    Examples
    --------
    >>> banded(pd.Series([0.0002, 0.03, 0.4, None], dtype="Float64")).tolist()
    [0.001, 0.05, 1.0, <NA>]
    """
    values = p_values.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    bands = np.asarray(P_VALUE_BANDS)
    upper = bands[np.minimum(np.searchsorted(bands, values), len(bands) - 1)]
    upper = np.where(np.isnan(values), np.nan, upper)
    return pd.Series(upper, index=p_values.index, name=p_values.name).astype("Float64")
