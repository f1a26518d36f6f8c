"""Comments: what they are, what keeps one from being quoted, and which a person chose."""

from trip_analytics.quoting.choice import Choice, chosen_quotes
from trip_analytics.quoting.comments import list_comments

__all__ = ["Choice", "chosen_quotes", "list_comments"]
