"""Formulas that several cells share: written once, moved for each of the others."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number

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
