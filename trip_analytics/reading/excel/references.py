"""References to cells as formulas have them, and where in a workbook they lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from trip_analytics.reading.addresses import area
from trip_analytics.reading.document import Cell, Sheet
from trip_analytics.reading.safe_xml import Element


class Target(NamedTuple):
    """Where a reference leads: a sheet by its position, and a range."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int


class References:
    """The sheets of a workbook, to look references up in."""

    def __init__(self, root: Element, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self._numbers = {(sheet.name or "").casefold(): n for n, sheet in enumerate(sheets)}
        self._names = {
            element.get("name", "").casefold(): element.text or ""
            for element in root.iter("{*}definedName")
        }

    def target(self, reference: str, sheet: int) -> Target | None:
        """Where a reference on a sheet leads, a name too; None for other workbooks."""
        reference = self._names.get(reference.casefold(), reference).lstrip("=")
        name, _, cells = reference.rpartition("!")
        if name:
            name = name.strip("'").replace("''", "'").casefold()
            if name not in self._numbers:
                return None
            sheet = self._numbers[name]
        try:
            return Target(sheet, *area(cells))
        except ValueError:
            return None

    def cell(self, target: Target | None) -> Cell | None:
        """The first cell of where a reference leads."""
        return target and self.sheets[target.sheet].cells.get((target.top, target.left))
