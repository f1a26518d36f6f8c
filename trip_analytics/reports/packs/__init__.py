"""A team's own feedback: its own answers and its own past, nobody else's."""

from trip_analytics.reports.packs.own_returns import OwnReturns, own_returns
from trip_analytics.reports.packs.team_pack import OWN_ANSWERS, PackRequest, team_pack

__all__ = ["OWN_ANSWERS", "OwnReturns", "PackRequest", "own_returns", "team_pack"]
