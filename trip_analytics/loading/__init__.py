"""Many files to one set of returns: walk, read, understand, and decide which is current."""

from trip_analytics.loading.returns import load_returns

__all__ = ["load_returns"]
