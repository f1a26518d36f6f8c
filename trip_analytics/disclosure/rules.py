"""The one rule of disclosure, its named numbers, and how figures are rounded.

Behind each row of a table is one value for each team: its rating, its stage, yes or no.
The row is shown if enough teams are behind it and enough of them differ from the most
common value. ``docs/disclosure.md`` has the promise that follows from this, and its proof.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from numbers import Integral
from typing import Final, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics import words
from trip_analytics.errors import DisclosureError

Audience = Literal["public", "board", "desk"]
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)

# Fewer teams than this are a handful who know one another's answers.
MINIMUM_TEAMS: Final = 5

# Parts of a breakdown have this many teams at least: a service line is a smaller circle than
# the trust.
MINIMUM_GROUP: Final = 10

# Every reader knows one team's answers, their own; two readers may pool what they know.
INSIDERS: Final = 2

# What small parts are merged into, and what the whole is called beside its parts.
OTHER: Final = "Other services"
ALL_TEAMS: Final = "All teams"

MEAN_DECIMALS: Final = 1
SHARE_DECIMALS: Final = 2
AVERAGES_ROUNDED: Final = "Averages are rounded to one decimal place."
SHARES_ROUNDED: Final = "Shares are rounded to the nearest 1%."


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of the rule, which a trust may raise and never lower.

    Attributes
    ----------
    minimum_teams : int, default 5
        Teams behind a row.
    minimum_group : int, default 10
        Teams in each part of a breakdown.
    insiders : int, default 2
        Readers who may pool what their own teams answered. For the board it is one less.

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

    def __post_init__(self) -> None:
        for rule in fields(self):
            number = getattr(self, rule.name)
            if isinstance(number, bool) or not isinstance(number, Integral):
                raise DisclosureError(f"{rule.name} is a whole number, such as {rule.default}.")
            if number < rule.default:
                raise DisclosureError(
                    f"{rule.name} may be raised, not lowered: {rule.default} is the least that "
                    "keeps the promise to the teams."
                )


class Rule(NamedTuple):
    """The numbers that hold for one audience: as the policy's, with its insiders."""

    minimum_teams: int = MINIMUM_TEAMS
    minimum_group: int = MINIMUM_GROUP
    insiders: int = INSIDERS


PROMISED: Final = Policy()
PUBLIC: Final = Rule()


def rule_for(audience: Audience, policy: Policy = PROMISED) -> Rule:
    """The numbers that hold for an audience.

    The board's readers are named, few and bound by their office: one insider fewer is assumed.
    At the desk everything may be seen.

    Raises DisclosureError: there is no such audience.

    Examples
    --------
    >>> rule_for("board").insiders
    1
    """
    if audience not in AUDIENCES:
        raise DisclosureError(f"There is no such audience: choose {', '.join(AUDIENCES)}.")
    if audience == "desk":
        return Rule(minimum_teams=0, minimum_group=1, insiders=-1)
    fewer = 1 if audience == "board" else 0
    return Rule(policy.minimum_teams, policy.minimum_group, policy.insiders - fewer)


def passes(counts: pd.DataFrame, rule: Rule = PUBLIC) -> pd.Series[bool]:
    """The one rule: which rows may be shown.

    With ``n`` teams behind a row, it is shown if ``n`` is 5 or more and if at least 3 of them (one
    more than the 2 who may pool what they know) differ from the most common value. Then each team
    has at least 3 partners who answered otherwise. ``counts`` have a column for each value that a
    team may have, in each the number of teams.

    Examples
    --------
    >>> rows = pd.DataFrame({"yes": [9, 7, 2, 0], "no": [1, 3, 2, 0]})
    >>> passes(rows).tolist()
    [False, True, False, False]
    """
    exact = counts.to_numpy(int, na_value=0)
    teams = exact.sum(axis=1)
    alike = exact.max(axis=1, initial=0)
    shown = (teams >= rule.minimum_teams) & (teams - alike > rule.insiders)
    return pd.Series(shown, index=counts.index)


def withheld_because(rule: Rule, did: str) -> str:
    """Why a row is withheld, in a sentence for readers: ``did`` is what its teams did."""
    return (
        f"A row is withheld where fewer than {rule.minimum_teams} teams {did}, or where fewer than "
        f"{rule.insiders + 1} of them differ from what most of them answered."
    )


def with_companions(
    withheld: pd.Series[bool], counts: pd.DataFrame, most: int | None, rule: Rule
) -> pd.Series[bool]:
    """Rows to withhold as well, where teams choose a few of the rows.

    Companions are the rows with fewest choices, and all that have as many: so which rows are
    withheld follows from how many choices there are, never from which row has them, and a
    withheld row may be a companion. One number of choices is enough where nobody knows how many
    choices there are in all. Where that is known, the total less the rows shown is what the
    withheld rows have between them: then there are as many companions as it takes for each
    withheld row to have any of the withheld numbers.

    ``withheld`` are the rows that fail the rule; ``counts`` (``yes`` and ``no``) how many teams
    chose each row, and how many did not; ``most`` how many rows each team chooses, None where they
    may choose fewer.

    Examples
    --------
    >>> chosen = pd.Series([8, 12, 2, 5])
    >>> counts = pd.DataFrame({"yes": chosen, "no": 20 - chosen})
    >>> with_companions(chosen < 3, counts, None, Rule()).tolist()
    [False, False, True, True]
    """
    hidden = withheld.copy()
    if not withheld.any():
        return hidden
    for chosen in sorted(set(counts.loc[~withheld, "yes"])):
        if (hidden & ~withheld).any() and (
            most is None
            or (
                _hide_each_other(counts.loc[hidden, "yes"], most, rule)
                and _hide_each_other(counts.loc[hidden, "no"], int(hidden.sum()), rule)
            )
        ):
            break
        hidden |= counts["yes"].eq(chosen)
    return hidden


def _hide_each_other(numbers: pd.Series[int], most: int, rule: Rule) -> bool:
    """Whether rows may exchange these numbers, whatever a few teams are known to have answered.

    Each of those who pool what they know may have answered so to ``most`` rows: all of them to
    the same rows, or each to others.
    """
    few, rows = rule.insiders, len(numbers)
    return bool(
        numbers.max() > few
        and numbers.ge(few).sum() >= min(rows, most + 1)
        and numbers.ge(1).sum() >= min(rows, few * most + 1)
    )


def rounded(figures: pd.Series, decimals: int) -> pd.Series:
    """Figures to a number of decimals, halves away from zero as people round them.

    Examples
    --------
    >>> rounded(pd.Series([3.25, -0.25, None], dtype="Float64"), 1).tolist()
    [3.3, -0.3, <NA>]
    """
    return _as_they_came(words.nearest(figures, decimals), figures)


def _as_they_came(values: npt.NDArray[np.float64], figures: pd.Series) -> pd.Series:
    known = pd.arrays.FloatingArray(values, np.isnan(values))
    return pd.Series(known, index=figures.index, name=figures.name)


def rounded_shares(shares: pd.Series) -> pd.Series:
    """Shares to the nearest 1%; to a tenth of one where that would say none or all, and is not so.

    Examples
    --------
    >>> rounded_shares(pd.Series([0.425, 1 / 300, None], dtype="Float64")).tolist()
    [0.43, 0.003, <NA>]
    """
    return pd.Series(words.nearest_share(shares), index=shares.index, name=shares.name).astype(
        "Float64"
    )


def rounded_up(figures: pd.Series, decimals: int) -> pd.Series:
    """Figures rounded up to a number of decimals.

    Examples
    --------
    >>> rounded_up(pd.Series([0.031, 0.03, None], dtype="Float64"), 2).tolist()
    [0.04, 0.03, <NA>]
    """
    return _as_they_came(words.rounded_up(figures, decimals), figures)
