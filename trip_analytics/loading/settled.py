"""What can only be told of all returns together."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.loading.alike import log_teams_alike
from trip_analytics.loading.current import Return, decide_current
from trip_analytics.loading.last_year import log_same_as_last_year
from trip_analytics.loading.merged import carry_forward
from trip_analytics.teams import TeamRegister


def settle(returns: Sequence[Return], register: TeamRegister) -> None:
    """Decide which returns are current and whose past they are; log what looks amiss.

    May be called again with more returns: it begins anew. The order of the returns
    makes no difference.
    """
    ordered = sorted(returns, key=Return.sort_key)
    decide_current(ordered)
    current = [one for one in ordered if one.status == "current"]
    carry_forward(current, register)
    log_same_as_last_year(current)
    if register.is_empty:
        log_teams_alike(current)
