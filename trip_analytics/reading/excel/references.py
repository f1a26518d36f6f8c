"""References to cells, as formulas have them: where they lead, and how they move."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from trip_analytics.reading.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    area,
    column_letters,
    column_number,
)
from trip_analytics.reading.document import Cell, Sheet
from trip_analytics.reading.safe_xml import Element

# Text in quotes, quoted sheet names and function names are left as they are.
_REFERENCE: Final = re.compile(
    r"""(?P<kept>"[^"]*"|'[^']*'|\[[^\]]*\]|[A-Za-z_\\][\w.\\]*(?=\())
    | (?<![\w.$])(?:
        (?P<column>\$?[A-Za-z]{1,3})(?P<row>\$?[0-9]{1,7})(?![\w.(!])
      | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!$])
      | (?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!])
    ) | [A-Za-z_\\][\w.\\]*""",
    re.VERBOSE,
)


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


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows further down and columns to the right.

    Examples
    --------
    >>> moved('SUM(A1:$B$2)&"A1"', 1, 2)
    'SUM(C2:$B$2)&"A1"'
    """

    def move(match: re.Match[str]) -> str:
        if match["column"]:
            column, row = _column(match["column"], columns), _row(match["row"], rows)
            return f"{column}{row}" if column and row else "#REF!"
        if match["columns"]:
            ends = [_column(end, columns) for end in match["columns"].split(":")]
        elif match["rows"]:
            ends = [_row(end, rows) for end in match["rows"].split(":")]
        else:
            return match[0]
        return ":".join(ends) if all(ends) else "#REF!"

    return _REFERENCE.sub(move, formula)


def _column(letters: str, by: int) -> str:
    if letters.startswith("$"):
        return letters
    number = column_number(letters.upper()) + by
    return column_letters(number) if 1 <= number <= LAST_COLUMN else ""


def _row(digits: str, by: int) -> str:
    if digits.startswith("$"):
        return digits
    number = int(digits) + by
    return str(number) if 1 <= number <= LAST_ROW else ""
