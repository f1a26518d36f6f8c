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

_COUNTS: Final = ["stage_1", "stage_2", "stage_3"]
_SHARES: Final = [f"share_{column}" for column in _COUNTS]
_ABOUT: Final = ["item_id", "challenge", "year", "teams", "not_assessed"]


def release_stages(stages: pd.DataFrame) -> Released:
    """Stages of the challenges with every figure withheld that would give a return away.

    The unit is a return of Template A, which an organisation or a service line
    fills in for itself, not a team. The thresholds are the same all the same:
    whoever filled in such a form is known by name in the trust, and knows the
    own answers, just as a team does; and some trusts have teams fill it in.
    How many chose a challenge as a priority is a count of its own: chosen or not.

    Parameters
    ----------
    stages : DataFrame
        As of ``stage_profile``, for the whole organisation.

    Returns
    -------
    Released
        The same columns. Counts exact, shares (0-1) to whole percents.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.
    """
    refuse_teams(stages)
    refuse_breakdown(stages, [*_ABOUT, *_COUNTS, *_SHARES, "prioritised"])
    table = stages.reset_index(drop=True)
    for column in (*_COUNTS, "teams", "not_assessed", "prioritised"):
        table[column] = table[column].astype("Int64")
    for column in _SHARES:
        table[column] = rounded(table[column], SHARE_DECIMALS)
    chosen = table["prioritised"].fillna(0)
    choice = pd.DataFrame(
        {"chosen": chosen, "not": table["teams"] + table["not_assessed"] - chosen}
    )
    withhold = {
        "stages": gives_away(table[_COUNTS], at_least=MINIMUM_TEAMS),
        "prioritised": gives_away(choice, at_least=MINIMUM_TEAMS),
    }
    notes = ["Shares are given to whole percents."]
    if any(rows.any() for rows in withhold.values()):
        notes.append(
            f"A figure is withheld where there are fewer than {MINIMUM_TEAMS} returns, or where "
            f"so many say the same that readers who know {INSIDERS} of them could work out "
            "another."
        )
    figures = {"stages": [*_COUNTS, *_SHARES], "prioritised": ["prioritised"]}
    return release("stages", table, figures, withhold, notes)
