"""Figures and lists as people write them: the same in labels and alternative texts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd


def one_decimal(figure: Any) -> str:
    """A figure to one decimal, halves upwards, "3.3" for 3.25."""
    return f"{math.floor(abs(float(figure)) * 10 + 0.5 + 1e-9) / 10:.1f}"


def signed(figure: Any) -> str:
    """A change to one decimal with its sign, a true minus."""
    shown = one_decimal(figure)
    return shown if shown == "0.0" else ("−" if float(figure) < 0 else "+") + shown


def percent(share: Any) -> str:
    """A share (0-1) in whole percents."""
    return f"{math.floor(float(share) * 100 + 0.5 + 1e-9)}%"


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


def listed(names: Sequence[str]) -> str:
    """Names in a row: "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def years_of(table: pd.DataFrame) -> str:
    """The year of a table as the end of a title: ", 2025"."""
    years = table["year"].dropna().unique() if "year" in table else []
    return f", {int(years[0])}" if len(years) == 1 else ""


def sentences(rows: Sequence[str], *, most: int = 10) -> list[str]:
    """One part for each row, or of many rows the first and the last three."""
    if len(rows) <= most:
        return list(rows)
    return [*rows[:3], f"(then {len(rows) - 6} more)", *rows[-3:]]
