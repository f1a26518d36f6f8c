"""What stands behind a document of any kind, and what its sheets hide."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from trip_analytics.auditing.behind.office import HIDDEN_TEXT, NAMED, Behind, behind_office
from trip_analytics.auditing.behind.web import behind_page
from trip_analytics.auditing.tables import has_more_digits
from trip_analytics.reading import Cell, Document, Sheet
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.markup import local_name
from trip_analytics.words import few_listed


def behind(what: str, data: bytes, document: Document) -> Iterator[Behind]:
    """Everything that a reader may find behind a document.

    Parameters
    ----------
    what : {"office", "html", "other"}
        Of other kinds of file (.xls, .xlsb, .ods, .csv) only hidden sheets, rows, columns
        and notes are found.
    """
    shown = " ".join(
        cell.text.lower() for sheet in document.sheets for cell in sheet.cells.values()
    )
    very_hidden = set()
    if what == "office":
        yield from behind_office(data, shown)
        very_hidden = _very_hidden(data)
    elif what == "html":
        yield from behind_page(data, shown)
    elif any(sheet.notes for sheet in document.sheets):
        yield Behind("comment", "", "It has comments.", "Delete the comments.")
    for sheet in document.sheets:
        yield from _hidden(sheet, sheet.name in very_hidden)


def _very_hidden(data: bytes) -> set[str]:
    archive = Archive(io.BytesIO(data))
    if "xl/workbook.xml" not in archive:
        return set()
    sheets = archive.tree("xl/workbook.xml").iter()
    return {
        str(each.get("name"))
        for each in sheets
        if local_name(each) == "sheet" and each.get("state") == "veryHidden"
    }


def _hidden(sheet: Sheet, is_very_hidden: bool) -> Iterator[Behind]:
    place = sheet.name or ""
    if sheet.hidden:
        how = "so that Excel's menus do not show it" if is_very_hidden else "but can be shown"
        yield Behind("hidden-sheet", place, f"The sheet is hidden, {how}.", "Delete the sheet.")
        return
    hidden = [cell for cell in sheet.cells.values() if cell.hidden and cell.text.strip()]
    if hidden and sheet.name is None:
        yield HIDDEN_TEXT
    elif hidden:
        yield Behind(
            "hidden-cells",
            place,
            f"Rows or columns are hidden: {few_listed(_lines(hidden), NAMED)}.",
            "Delete them.",
        )
    closer = [cell.address for cell in sheet.cells.values() if has_more_digits(cell)]
    if closer:
        yield Behind(
            "more-digits",
            place,
            f"Figures hold more digits than they show: {few_listed(closer, NAMED)}.",
            "Round the figures themselves, not only how they look.",
        )


def _lines(cells: Sequence[Cell]) -> list[str]:
    return [cell.address for cell in cells]
