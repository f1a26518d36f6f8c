"""What stands behind a document, where a reader who looks can find it."""

from trip_analytics.auditing.behind.any import behind

__all__ = ["behind"]
