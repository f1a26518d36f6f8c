"""One form found in a file: what it says of itself, and its rows by table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from trip_analytics.import_log import Entry
from trip_analytics.instruments import Instrument
from trip_analytics.understanding.fields.fields import Fields

Row = dict[str, Any]


@dataclass(slots=True)
class Form:
    """One form found in a file: what it says of itself, and its rows by table."""

    instrument: Instrument
    sheet: str | None
    fields: Fields
    rows: dict[str, list[Row]] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    """The entries of the document's log that are about this form's own answers."""
    years_ago: int = 0
    """How many years before the form's own year these answers are of ("last year")."""
    answerable: bool = True
    """Whether anything but the statements is on their lines, or is there to be answered."""
    unlike: bool = False
    """Whether more than half of its lines are unknown, so that it is not this instrument."""
    earlier: bool = False
    """Whether these are an earlier year's answers, copied beside this year's."""
    columns: list[Row] = field(default_factory=list)
    """The columns that may be printed or answered, where other forms of the layout can tell."""

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to one of the form's tables."""
        self.rows.setdefault(table, []).extend(rows)

    @property
    def answers(self) -> list[Row]:
        """Its rows of ratings, or of stages."""
        return self.rows.get("stages" if self.instrument.kind == "stages" else "ratings", [])
