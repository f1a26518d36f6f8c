"""What to chase after an import, team by team, in words that a team can act on."""

from trip_analytics.checking.letters import as_text
from trip_analytics.checking.things import Check, Thing, What
from trip_analytics.checking.to_chase import check_returns
from trip_analytics.checking.workbook import write_check

__all__ = ["Check", "Thing", "What", "as_text", "check_returns", "write_check"]
