"""Which return is current, whose past it is, and what only all returns together tell."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.loading.alike import log_teams_alike
from trip_analytics.loading.last_year import log_same_as_last_year
from trip_analytics.loading.merged import carry_forward, follow_mergers
from trip_analytics.loading.placed import Return
from trip_analytics.loading.rivals import decide_between
from trip_analytics.teams import TeamRegister

__all__ = ["Return", "decide_current"]


def decide_current(returns: Sequence[Return], register: TeamRegister) -> None:
    """Set each return's status, and log on it what a person should check.

    May be called again with more returns: it begins anew. The order of the returns
    makes no difference.
    """
    for one in returns:
        one.begin_anew()
    follow_mergers(returns, register)
    by_key: dict[tuple[object, ...], list[Return]] = {}
    for one in returns:
        by_key.setdefault(one.key(), []).append(one)
    for rivals in by_key.values():
        if len(rivals) > 1:
            decide_between(rivals)
    current = [one for one in returns if one.status == "current"]
    carry_forward(current, register)
    log_same_as_last_year(current)
    if register.is_empty:
        log_teams_alike(current)
