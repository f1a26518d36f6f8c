"""Phrases that titles and alternative texts share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from trip_analytics.words import counted, interval, one_decimal

# What a full dot and a ring mean.
BEYOND_CHANCE = ("unlikely to be chance", "could be chance")

# Alternative text is listened to: of many rows it gives the ends, the table the rest.
_MOST = 10
_ENDS = 3


def years_of(table: pd.DataFrame) -> str:
    """The year of a table as the end of a title: ", 2025"."""
    years = [int(year) for year in table["year"].dropna().unique()]
    return f", {years[0]}" if len(years) == 1 else ""


def years_from_to(table: pd.DataFrame) -> str:
    """The two years of a change as the end of a title: ", 2024 to 2025"."""
    if table.empty:
        return ""
    first = table.iloc[0]
    return f", {first['from_year']} to {first['to_year']}"


def in_a_sentence(rows: Sequence[str]) -> str:
    """What rows say as one sentence, with a space before it; nothing without rows."""
    if not rows:
        return ""
    if len(rows) > _MOST:
        between = f"then {len(rows) - 2 * _ENDS} more, in the table"
        rows = [*rows[:_ENDS], between, *rows[-_ENDS:]]
    return f" {'; '.join(rows)}."


def changes_in_words(
    drawn: pd.DataFrame,
    figure: str,
    ends: tuple[str, str],
    written: Callable[[float], str],
    sure: pd.Series[bool],
) -> list[str]:
    """Each practice with its change, how sure that is, and its number of teams."""
    return [
        f"{row['practice']} {written(row[figure])}{interval(row, *ends, written)}, "
        f"{counted(row['teams'], 'team')}{', ' + BEYOND_CHANCE[0] if beyond else ''}"
        for (_, row), beyond in zip(drawn.iterrows(), sure, strict=True)
    ]


def averages_said(drawn: pd.DataFrame, name: str) -> list[str]:
    """Each average of ratings with its interval and its teams; ``name`` is the column of names."""
    ends = ("mean_low", "mean_high")
    return [
        f"{row[name]} {one_decimal(row['mean'])}{interval(row, *ends, one_decimal)}, "
        f"{counted(row['teams'], 'team')}"
        for _, row in drawn.iterrows()
    ]


def heading(own: str | None, title: str, subtitle: str) -> tuple[str, str]:
    """What stands over a picture: a caller's own title if there is one; nothing if it is empty."""
    if own is None:
        return title, subtitle
    return own, subtitle if own else ""
