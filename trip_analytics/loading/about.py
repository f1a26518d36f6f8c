"""What the priorities of all returns are about, by the examples and by a lead's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from trip_analytics.instruments import Example, Instrument
from trip_analytics.store import Decision, StoredFile
from trip_analytics.understanding.matching.priority_themes import Theme, theme_matchers

Row = dict[str, Any]

NO_ITEM: Final = "none"
"""What a decision says of a priority that is about no practice and no challenge."""


def words_of(priority: Row) -> str:
    """The words that tell what a priority is about: its own, or else what is to be done."""
    return str(priority.get("priority") or priority.get("action") or "")


def tell_themes(
    priorities: Sequence[Row], instruments: Sequence[Instrument], decided: Iterable[Example] = ()
) -> None:
    """Say in each row of the table ``priorities`` which item it is about, and by what."""
    if not priorities:
        return
    matchers = theme_matchers(instruments, decided)
    told: dict[tuple[str, str], Theme | None] = {}
    for row in priorities:
        said = row["instrument"], words_of(row)
        if said not in told:
            matcher = matchers.get(row["instrument"])
            told[said] = matcher.match(said[1]) if matcher else None
        theme = told[said]
        row["item_id"] = theme.item_id if theme else None
        row["matched_by"] = theme.matched_by if theme else None


def decided_examples(files: Iterable[StoredFile], decisions: Iterable[Decision]) -> list[Example]:
    """The priorities of which a lead said what they are about, each with that item."""
    said = {
        (each.source_file, each.sha256, each.sheet, each.cell): each.value
        for each in decisions
        if each.kind == "about"
    }
    return [
        Example(None if said[place] == NO_ITEM else said[place], words_of(row))
        for file in (files if said else ())
        for form in file.forms
        for row in form.rows.get("priorities", ())
        if (place := (file.name, file.sha256, form.sheet, row.get("cell"))) in said
    ]
