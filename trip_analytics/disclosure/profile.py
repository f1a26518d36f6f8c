"""Release of how well developed the practices are."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.disclosure.released import Released, refuse_teams, withhold
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    MEAN_DECIMALS,
    PROMISED,
    SHARE_DECIMALS,
    Policy,
    gives_away,
    rounded,
)
from trip_analytics.errors import DisclosureError

COUNTS: Final = [f"rated_{rating}" for rating in range(1, 6)]
_MEANS: Final = ["mean", "mean_low", "mean_high"]
_SHARES: Final = ["well_developed", "well_developed_low", "well_developed_high"]
_RANKS: Final = ["rank_low", "rank_high"]
# What a row is about: wordings of an item that cannot be compared have rows of their own.
_KEY: Final = ["item_id", "practice"]
_ABOUT: Final = ["item_id", "practice", "year", "teams", "not_rated"]
FIGURES: Final = [*COUNTS, *_MEANS, *_SHARES, *_RANKS]


def release_profile(
    profile: pd.DataFrame, *, groups: pd.DataFrame | None = None, policy: Policy = PROMISED
) -> Released:
    """A profile of practices with every figure withheld that would give a team away.

    Trust-wide a practice needs 5 teams, and 3 of them (one more than the 2 who may
    pool what they know) must have rated it otherwise than most did. The same
    holds for each part, which needs 10 teams that returned as well; where one part
    fails, the practice is withheld in all parts, since the whole less the others
    would give it away. Teams that belong to no part are what the whole leaves over,
    and count as one.

    Parameters
    ----------
    profile : DataFrame
        As of ``practice_profile`` or ``strongest_practices``, trust-wide. In the
        latter a withheld practice is left out: its place would tell its mean.
    groups : DataFrame, optional
        ``practice_profile`` of the same returns and year, with ``by``.
    policy : Policy

    Returns
    -------
    Released
        The profile's columns; with ``groups``, their column behind ``practice``,
        ``"All teams"`` in the rows of the whole trust, and ranks are withheld.
        Means to 1 decimal, shares (0-1) to whole percents, counts exact.

    Raises
    ------
    DisclosureError
        A table names teams, or the groups are not parts of the profile.

    Examples
    --------
    >>> row = {"item_id": "choices", "practice": "Own choices", "year": 2025, "not_rated": 0}
    >>> counts = {"rated_1": 0, "rated_2": 3, "rated_3": 9, "rated_4": 0, "rated_5": 0}
    >>> profile = pd.DataFrame([{**row, "teams": 12, **counts, "mean": 2.75}])
    >>> release_profile(profile).table["mean"].tolist()
    [2.8]
    >>> profile[["rated_2", "rated_3"]] = [2, 10]
    >>> release_profile(profile).table["mean"].tolist()
    [<NA>]
    """
    table = _prepared(profile)
    withheld = too_alike(table, policy)
    notes = _notes(bool(withheld.any()), policy)
    if "standing" in table:
        table, withheld = table.loc[~withheld], withheld.loc[~withheld]
    if groups is not None:
        by = _breakdown(groups, profile)
        parts = _prepared(groups, by)
        failing = _failing(table, parts, policy)
        notes += _notes_on_parts(by, bool(failing), policy)
        table.insert(2, by, pd.Series(ALL_TEAMS, index=table.index, dtype="string"))
        withheld = pd.concat([withheld, pd.Series(_keys(parts).isin(failing))], ignore_index=True)
        table = pd.concat([table, parts], ignore_index=True)
        order = _keys(profile).get_indexer(_keys(table)).argsort(kind="stable")
        table = table.iloc[order]
        withheld = withheld.loc[table.index]
    table.attrs = profile.attrs
    ranks = [column for column in table if column in _RANKS]
    figures = [column for column in table if column in (*FIGURES, "standing")]
    # Beside parts, places would be among practices of which some are withheld in all parts.
    placed = withheld if groups is None else pd.Series(True, index=withheld.index)
    return withhold(
        "profile",
        table,
        {"figures": figures, "ranks": ranks},
        {"figures": withheld, "ranks": placed},
        notes,
    )


def _prepared(table: pd.DataFrame, *more: str) -> pd.DataFrame:
    """The columns that have a rule, rounded; what has none does not leave."""
    refuse_teams(table)
    allowed = {*_ABOUT, *FIGURES, "standing", *more}
    table = table[[column for column in table if column in allowed]].reset_index(drop=True)
    for column in table.columns:
        if column in (*COUNTS, *_RANKS, "teams", "not_rated"):
            table[column] = table[column].astype("Int64")
        elif column in _MEANS:
            table[column] = rounded(table[column], MEAN_DECIMALS)
        elif column in _SHARES:
            table[column] = rounded(table[column], SHARE_DECIMALS)
    return table


def _breakdown(groups: pd.DataFrame, profile: pd.DataFrame) -> str:
    added = [str(column) for column in groups if column not in profile]
    if len(added) != 1 or added[0] not in ("service_line", "team_type"):
        raise DisclosureError(
            "A release holds one breakdown at most, by service line or by team type: give "
            "`groups` as practice_profile(returns, by=...) of the same year."
        )
    return added[0]


def _keys(table: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(table[_KEY])


def _failing(whole: pd.DataFrame, parts: pd.DataFrame, policy: Policy) -> list[tuple[str, str]]:
    """The keys of what one part, or the teams in none, would give away."""
    counts = [*COUNTS, "not_rated"]
    totals = parts.groupby(_KEY)[counts].sum()
    left_over = whole.set_index(_KEY)[counts].sub(totals, fill_value=0)
    same_year = set(parts["year"].dropna()) <= set(whole["year"].dropna())
    unknown = set(totals.index) - set(_keys(whole))
    if not same_year or unknown or (left_over < 0).any(axis=None):
        raise DisclosureError(
            "The groups are not parts of the profile: work out both from the same returns "
            "and the same year."
        )
    return [*_keys(parts.loc[_told(parts, policy)]), *left_over.index[_told(left_over, policy)]]


def too_alike(table: pd.DataFrame, policy: Policy) -> pd.Series[bool]:
    """The rows whose counts would give an answer away."""
    return gives_away(table[COUNTS], at_least=policy.minimum_teams, insiders=policy.insiders)


def _told(parts: pd.DataFrame, policy: Policy) -> pd.Series[bool]:
    """Parts of which a practice tells too much: small ones, and those much alike."""
    rated = parts[COUNTS].sum(axis=1)
    small = (rated > 0) & (rated + parts["not_rated"] < policy.minimum_group)
    told: pd.Series[bool] = too_alike(parts, policy) | small.astype(bool)
    return told


def _notes(any_withheld: bool, policy: Policy) -> list[str]:
    notes = ["Averages are given to one decimal, shares to whole percents."]
    if any_withheld:
        # One sentence for both reasons: which of the two it is would be an answer.
        notes.append(
            f"A practice is withheld where fewer than {policy.minimum_teams} teams rated it, or "
            "where so many rated it alike that readers who know the ratings of "
            f"{policy.insiders} teams could work out those of another."
        )
    return notes


def _notes_on_parts(by: str, any_withheld: bool, policy: Policy) -> list[str]:
    if not any_withheld:
        return []
    word = by.replace("_", " ")
    return [
        f"A practice is withheld in every {word} where it would be withheld in one, or where one "
        f"has fewer than {policy.minimum_group} teams: the others, taken from all teams, would "
        "give it away. The figures for all teams stay."
    ]
