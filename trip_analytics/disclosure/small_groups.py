"""One fixed partition of the teams in which no part is small."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd

from trip_analytics.disclosure.rules import MINIMUM_GROUP, OTHER
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns

_BREAKDOWNS: Final = {"service_line": "service lines", "team_type": "team types"}


def merge_small_groups(
    returns: Returns, by: str, *, year: int, least: int = MINIMUM_GROUP
) -> Returns:
    """The same returns with small service lines or team types merged, for every year in them.

    Decided by sizes alone, before any rating is looked at, so that the partition
    itself says nothing about answers. A size is the number of teams with a
    current return of the year. Every part under 10 teams joins "Other services";
    while that has under 10 itself, the next smallest part joins too. Teams
    without a service line (team type) are in "Other services" from the start.
    A part with no return of that year joins as well: it may have had few before.

    The names are changed in every table and in the register. Returns that belong
    to no team (an organisation's or a whole service line's Template A) keep theirs.

    Raises DisclosureError: there is no such breakdown, or fewer than two parts would be left.

    Examples
    --------
    >>> ratings = pd.DataFrame({"team": [f"Team {n:02}" for n in range(36)]})
    >>> ratings["service_line"] = ["Adult"] * 14 + ["Older adult"] * 12 + ["Forensic"] * 10
    >>> ratings.loc[30:, "service_line"] = "Rehabilitation"
    >>> returns = Returns.from_tables(
    ...     ratings=ratings.assign(year=2025, item_id="choices", rating=3)
    ... )
    >>> merged = merge_small_groups(returns, "service_line", year=2025)
    >>> merged.ratings["service_line"].value_counts().sort_index().to_dict()
    {'Adult': 14, 'Older adult': 12, 'Other services': 10}
    """
    if by not in _BREAKDOWNS:
        raise DisclosureError(
            "Teams are never shown apart: choose service_line or team_type to show them by."
        )
    merged = _to_merge(_sizes(returns, by, year), least)
    if merged is None:
        raise DisclosureError(
            f"The {_BREAKDOWNS[by]} are too small to be shown apart in {year}: fewer than two "
            f"parts of {least} teams would be left, so report on the whole trust."
        )
    tables: dict[str, Any] = {
        name: _relabelled(table, by, merged)
        for name, table in vars(returns).items()
        if isinstance(table, pd.DataFrame) and by in table
    }
    return replace(returns, **tables)


def _sizes(returns: Returns, by: str, year: int) -> dict[str, int]:
    """How many teams of each part returned in the year, every part of any year named."""
    listed = returns.returns.loc[returns.returns["team_id"].notna()]
    this_year = listed.loc[(listed["year"] == year) & (listed["status"] == "current")]
    teams = this_year.assign(**{by: this_year[by].fillna(OTHER)}).groupby(by)["team_id"].nunique()
    named = pd.concat([listed[by], returns.teams[by]]).dropna().unique()
    return {str(part): int(teams.get(part, 0)) for part in sorted({*named, *teams.index})}


def _to_merge(sizes: dict[str, int], least: int) -> set[str] | None:
    """The parts that become "Other services"; None where fewer than two parts remain."""
    by_size = sorted(sizes, key=lambda part: (sizes[part], part))
    merged = {part for part in by_size if sizes[part] < least or part == OTHER}
    waiting = [part for part in by_size if part not in merged]
    # With nobody in it this year, "Other services" has nobody to protect.
    while 0 < sum(sizes[part] for part in merged) < least and waiting:
        merged.add(waiting.pop(0))
    parts = len(waiting) + (sum(sizes[part] for part in merged) > 0)
    return None if parts < 2 else merged


def _relabelled(table: pd.DataFrame, by: str, merged: set[str]) -> pd.DataFrame:
    of_a_team = table["team_id"].notna()
    small = of_a_team & (table[by].isna() | table[by].isin(merged))
    return table.assign(**{by: table[by].mask(small, OTHER)})
