"""What returns say, as tidy tables: read from forms, given as tables, or left in a file."""

from trip_analytics.returns.returns import PublishedYear, Returns

__all__ = ["PublishedYear", "Returns"]
