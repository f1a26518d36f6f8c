"""For the desk alone: what to chase after an import, and which comments to choose from."""

from trip_analytics.checking.comments import write_comments
from trip_analytics.checking.letters import as_text
from trip_analytics.checking.things import Check, Thing, What
from trip_analytics.checking.to_chase import check_returns
from trip_analytics.checking.workbook import write_check

__all__ = ["Check", "Thing", "What", "as_text", "check_returns", "write_check", "write_comments"]
