"""Release of a monthly figure's control chart."""

from __future__ import annotations

import pandas as pd

from trip_analytics.disclosure.released import Released, refuse_teams, withhold
from trip_analytics.disclosure.rules import PROMISED, Policy
from trip_analytics.errors import DisclosureError


def release_chart(chart: pd.DataFrame, *, policy: Policy = PROMISED) -> Released:
    """A control chart of the trust's own monthly figures, as it is.

    They are no answers of teams. But a single team's chart, or one put together from those of
    fewer than 5 teams, stays at the desk.

    Parameters
    ----------
    chart : DataFrame
        As of ``control_chart``, for the trust.
    policy : Policy

    Returns
    -------
    Released
        The same columns and figures.

    Raises
    ------
    DisclosureError
        Its figures are those of fewer than 5 teams.
    """
    refuse_teams(chart)
    if chart["teams"].lt(policy.minimum_teams).fillna(False).any():
        raise DisclosureError(
            f"A chart of one team's figures, or of fewer than {policy.minimum_teams} teams' put "
            "together, is never released: give the trust's own figures, without a team."
        )
    return withhold("chart", chart, {}, {}, [])
