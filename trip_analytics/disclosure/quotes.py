"""Comments that a person chose to be published, each in its own words."""

from __future__ import annotations

from typing import NamedTuple


class Quote(NamedTuple):
    """A comment that a person chose."""

    item_id: str
    """The practice or challenge that it is about."""
    about: str
    """Its name."""
    words: str
    """The comment as it is printed."""
    # Where it is in the returns. Never printed.
    source_file: str | None
    sheet: str | None
    cell: str | None

    @property
    def place(self) -> str:
        """Where it is, as a person would look it up."""
        return place_of(self.source_file, self.sheet, self.cell)

    def __repr__(self) -> str:
        # People's own words stay out of tracebacks.
        return f"Quote({self.place}: {self.item_id})"


def place_of(*address: str | None) -> str:
    """A file, sheet and cell as a person would look them up.

    Examples
    --------
    >>> place_of("Ash 2025.xlsx", "TRIP", "C7"), place_of("Ash.docx", None, "paragraph 3")
    ('Ash 2025.xlsx, TRIP, C7', 'Ash.docx, paragraph 3')
    """
    return ", ".join(part for part in address if part) or "no known place"
