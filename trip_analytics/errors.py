"""What can go wrong in a way that a person can put right.

Every message is one plain sentence (or a list of them) that says what to do
next. The command line prints the message alone; a traceback means a fault of
ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class TripAnalyticsError(Exception):
    """Anything that a caller can cause and put right."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows, which asks for this by name: the message, and no traceback."""
        return [str(self)]

    @classmethod
    def from_problems(cls, heading: str, problems: Iterable[str]) -> Self:
        """Say every problem at once, one a line, below a heading."""
        return cls("\n".join([heading, *(f"  - {problem}" for problem in problems)]))


class SourceError(TripAnalyticsError):
    """There is nothing to read where the caller pointed."""


class InstrumentError(TripAnalyticsError):
    """An instrument's definition cannot be used as it stands."""


class TableError(TripAnalyticsError):
    """A table lacks columns or holds values that its definition does not allow."""


class TeamRegisterError(TripAnalyticsError):
    """The register of teams cannot be used as it stands."""


class SettingsError(TripAnalyticsError):
    """The file of settings cannot be used as it stands."""


class AnalysisError(TripAnalyticsError):
    """A question was asked that the returns or the methods cannot answer."""


class DisclosureError(TripAnalyticsError):
    """Something asked for would show single teams' answers."""


class OutputError(TripAnalyticsError):
    """The output could not be written."""


class StoreError(TripAnalyticsError):
    """The returns store cannot be read or written."""


class DecisionError(TripAnalyticsError):
    """A decision is about nothing that can be decided, or says nothing that can be."""


class QuoteError(TripAnalyticsError):
    """A choice of comments to quote cannot be read, or chooses what cannot be quoted."""
