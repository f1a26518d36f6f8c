"""Release of where the organisational challenges stand."""

from __future__ import annotations

from functools import partial
from typing import Final

import pandas as pd

from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    PROMISED,
    SHARE_DECIMALS,
    Policy,
    gives_away,
    rounded,
    with_companions,
)
from trip_analytics.tables import Returns

_COUNTS: Final = ["stage_1", "stage_2", "stage_3"]
_SHARES: Final = [f"share_{column}" for column in _COUNTS]
_ABOUT: Final = ["item_id", "challenge", "year", "teams", "not_assessed"]


def release_stages(
    stages: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED
) -> Released:
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
    policy : Policy

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
    table = for_whole_trust(stages, [*_ABOUT, *_COUNTS, *_SHARES, "prioritised"])
    for column in (*_COUNTS, "teams", "not_assessed", "prioritised"):
        table[column] = table[column].astype("Int64")
    for column in _SHARES:
        table[column] = rounded(table[column], SHARE_DECIMALS)
    notes = ["Shares are given to whole percents."]
    hidden = _of_teams(table, policy) if teams_returned(returns, table["year"]) else {}
    if any(rows.any() for rows in hidden.values()):
        notes.append(
            f"A figure is withheld where there are fewer than {policy.minimum_teams} returns, "
            "where so many say the same that readers who know "
            f"{policy.insiders} of them could work out another, or where the total would tell it."
        )
    together = {"stages": [*_COUNTS, *_SHARES], "prioritised": ["prioritised"]}
    figures = {name: together[name] for name in hidden}
    return withhold("stages", table, figures, hidden, notes)


def teams_returned(returns: Returns, years: pd.Series) -> bool:
    """Whether any return of Template A in these years is a team's."""
    of_year = returns.stages["year"].isin(years.dropna())
    return bool(returns.stages.loc[of_year, "team_id"].notna().any())


def _of_teams(table: pd.DataFrame, policy: Policy) -> dict[str, pd.Series[bool]]:
    """The rows to withhold where the answers are teams'."""
    chosen = table["prioritised"].fillna(0)
    choice = pd.DataFrame(
        {"chosen": chosen, "not": table["teams"] + table["not_assessed"] - chosen}
    )
    alike = partial(gives_away, at_least=policy.minimum_teams, insiders=policy.insiders)
    # Returns choose five: the total of all choices is as good as known.
    return {
        "stages": alike(table[_COUNTS]),
        "prioritised": with_companions(alike(choice), chosen.astype(int), policy),
    }
