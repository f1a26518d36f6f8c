"""The import log as a lead reads it: gravest first, what needs nothing folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from trip_analytics.import_log import Entry, kinds
from trip_analytics.reading.addresses import column_letters, place
from trip_analytics.tables.columns import SEVERITIES

# Of these a form has one row with all its cells: nobody reads them one by one.
FOLDED: Final = ("name-not-kept", "computed", "other-time", "test-row")
# The same words in the forms of so many teams were printed there, not written by them.
TEAMS_OF_PRINTED_WORDS: Final = 3


def readable(log: Iterable[Entry]) -> list[Entry]:
    """Errors first, then warnings, then notes; those that need nothing in one row a form."""
    return sorted(
        _folded(_spare_printed_words(log)), key=lambda entry: SEVERITIES.index(entry.severity)
    )


def _folded(log: Iterable[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for entry in log:
        if entry.kind not in FOLDED or entry.severity != "note" or entry.cell is None:
            kept.append(entry)
            continue
        key = (entry.kind, entry.source_file, entry.sheet, entry.team, entry.year)
        alike.setdefault(key, []).append(entry)
    return kept + [_one(entries) for entries in alike.values()]


def _one(entries: Sequence[Entry]) -> Entry:
    """Several entries as one, with all their cells and all that was found there."""
    found = dict.fromkeys(entry.found for entry in entries if entry.found)
    cells = list(dict.fromkeys(entry.cell for entry in entries if entry.cell))
    return entries[0]._replace(cell=_ranges(cells), found=" | ".join(found) or None, used=None)


def _ranges(cells: Sequence[str]) -> str:
    """Cells as a person names them: those below each other as a range."""
    try:
        places = sorted((column, row) for row, column in map(place, cells))
    except ValueError:  # of a Word document, or a range already
        return ", ".join(cells)
    ranges: list[str] = []
    for column, below in groupby(places, key=lambda at: at[0]):
        rows = [row for _, row in below]
        letters = column_letters(column)
        for _, together in groupby(enumerate(rows), key=lambda at: at[1] - at[0]):
            run = [row for _, row in together]
            last = f":{letters}{run[-1]}" if len(run) > 1 else ""
            ranges.append(f"{letters}{run[0]}{last}")
    return ", ".join(ranges)


def _spare_printed_words(log: Iterable[Entry]) -> list[Entry]:
    """The log with a note instead of each flag on words that many teams' forms have.

    "Return to recovery@trust.example" on a blank form identifies nobody.
    """
    log = list(log)
    teams: dict[str | None, set[str | None]] = {}
    for entry in log:
        if entry.kind == "personal-data":
            teams.setdefault(entry.found, set()).add(entry.team)
    printed = {text for text, having in teams.items() if len(having) >= TEAMS_OF_PRINTED_WORDS}
    return [
        _as_printed(entry) if entry.kind == "personal-data" and entry.found in printed else entry
        for entry in log
    ]


def _as_printed(entry: Entry) -> Entry:
    kind = kinds()["printed-contact"]
    return entry._replace(severity=kind.severity, kind=kind.kind, what_to_do=kind.what_to_do)
