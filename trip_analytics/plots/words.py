"""Figures and lists as people write them: the same in labels and alternative texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

# Alternative text is listened to: of many rows it gives the ends, the table the rest.
_MOST = 10
_ENDS = 3


def one_decimal(figure: float) -> str:
    """A figure to one decimal, halves upwards: "3.3" for 3.25."""
    return f"{math.floor(abs(figure) * 10 + 0.5 + 1e-9) / 10:.1f}"


def signed(figure: float) -> str:
    """A change to one decimal with its sign, a true minus."""
    shown = one_decimal(figure)
    return shown if shown == "0.0" else ("−" if figure < 0 else "+") + shown


def percent(share: float) -> str:
    """A share (0-1) in whole percents."""
    return f"{math.floor(share * 100 + 0.5 + 1e-9)}%"


def interval(row: pd.Series, low: str, high: str, written: Callable[[float], str]) -> str:
    """The interval of a row in brackets, with a space before it; nothing where it has none."""
    if row[[low, high]].isna().any():
        return ""
    return f" ({written(row[low])} to {written(row[high])})"


def counted(number: int, word: str) -> str:
    """A number with its word: "1 team", "2 teams"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def spread(counts: pd.Series, word: str) -> str:
    """On how many the rows rest: "45 teams", "41 to 45 teams"."""
    some = [int(count) for count in counts.dropna() if count > 0]
    if not some:
        return f"no {word}s"
    low, high = min(some), max(some)
    return counted(low, word) if low == high else f"{low} to {high} {word}s"


def listed(things: Iterable[str]) -> str:
    """Things in a row, the last one after "and".

    Examples
    --------
    >>> listed(["A", "B", "C"]), listed(["A"])
    ('A, B and C', 'A')
    """
    *before, last = things
    return f"{', '.join(before)} and {last}" if before else last


def years_of(table: pd.DataFrame) -> str:
    """The year of a table as the end of a title: ", 2025"."""
    years = [int(year) for year in table["year"].dropna().unique()]
    return f", {years[0]}" if len(years) == 1 else ""


def told(rows: Sequence[str]) -> str:
    """What the rows say as one sentence, with a space before it; nothing without rows."""
    if not rows:
        return ""
    if len(rows) > _MOST:
        between = f"then {len(rows) - 2 * _ENDS} more, in the table"
        rows = [*rows[:_ENDS], between, *rows[-_ENDS:]]
    return f" {'; '.join(rows)}."
