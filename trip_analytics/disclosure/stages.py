"""Release of where the organisational challenges stand."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.disclosure.released import Released, refuse_teams, release
from trip_analytics.disclosure.rules import (
    INSIDERS,
    MINIMUM_TEAMS,
    SHARE_DECIMALS,
    gives_away,
    refuse_breakdown,
    rounded,
)
from trip_analytics.tables import Returns

_COUNTS: Final = ["stage_1", "stage_2", "stage_3"]
_SHARES: Final = [f"share_{column}" for column in _COUNTS]
_ABOUT: Final = ["item_id", "challenge", "year", "teams", "not_assessed"]


def release_stages(stages: pd.DataFrame, returns: Returns) -> Released:
    """Stages of the challenges with every figure withheld that would give a team away.

    Template A is the organisation's own statement of where it stands, made together
    with commissioners and the people who use it in order to be shared: a return for
    the organisation or for a service line is no team's answer, and how many stand at
    each stage names none of them. Those counts are released as they are. Where teams
    filled in the form, their answers are theirs: the rules for teams hold.

    Parameters
    ----------
    stages : DataFrame
        As of ``stage_profile``, for the whole organisation.
    returns : Returns
        The returns that it is of, which tell whether teams filled in the form.

    Returns
    -------
    Released
        The same columns. Counts exact, shares (0-1) to whole percents. Of teams'
        returns, how many chose a challenge as a priority is a count of its own,
        chosen or not.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis import stage_profile
    >>> from trip_analytics.tables import Returns
    >>> stages = pd.DataFrame(
    ...     {"return_id": ["a", "b"], "year": 2025, "item_id": "challenge-3", "stage": [1, 2]}
    ... )
    >>> returns = Returns.from_tables(stages=stages)
    >>> release_stages(stage_profile(returns), returns).table.loc[2, "stage_1":"stage_3"].tolist()
    [1, 1, 0]
    """
    refuse_teams(stages)
    refuse_breakdown(stages, [*_ABOUT, *_COUNTS, *_SHARES, "prioritised"])
    table = stages.reset_index(drop=True)
    for column in (*_COUNTS, "teams", "not_assessed", "prioritised"):
        table[column] = table[column].astype("Int64")
    for column in _SHARES:
        table[column] = rounded(table[column], SHARE_DECIMALS)
    notes = ["Shares are given to whole percents."]
    withhold = _of_teams(table) if _teams_returned(returns, table) else {}
    if any(rows.any() for rows in withhold.values()):
        notes.append(
            f"A figure is withheld where there are fewer than {MINIMUM_TEAMS} returns, or where "
            f"so many say the same that readers who know {INSIDERS} of them could work out "
            "another."
        )
    together = {"stages": [*_COUNTS, *_SHARES], "prioritised": ["prioritised"]}
    figures = {name: together[name] for name in withhold}
    return release("stages", table, figures, withhold, notes)


def _teams_returned(returns: Returns, table: pd.DataFrame) -> bool:
    """Whether any return behind the table is a team's."""
    of_year = returns.stages["year"].isin(table["year"].dropna())
    return bool(returns.stages.loc[of_year, "team_id"].notna().any())


def _of_teams(table: pd.DataFrame) -> dict[str, pd.Series[bool]]:
    """The rows to withhold where the answers are teams'."""
    chosen = table["prioritised"].fillna(0)
    choice = pd.DataFrame(
        {"chosen": chosen, "not": table["teams"] + table["not_assessed"] - chosen}
    )
    return {
        "stages": gives_away(table[_COUNTS], at_least=MINIMUM_TEAMS),
        "prioritised": gives_away(choice, at_least=MINIMUM_TEAMS),
    }
