"""What a table of aggregated outcomes may not say: each mistake, and the rows that make it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

Mistake = tuple[str, "pd.Series[bool]"]

_KEY = ["measure", "month", "timing", "level"]
# A hair, because means and deviations are rounded as people write them.
_ROUNDED = 0.051


def mistakes_in(outcomes: pd.DataFrame) -> Iterator[Mistake]:
    """Each mistake that some rows make, with those rows.

    Parameters
    ----------
    outcomes : DataFrame
        In the columns and types of the table of outcomes.
    """
    for sentence, wrong in (*_of_rows(outcomes), *_of_measures(outcomes)):
        rows = wrong.fillna(False).astype(bool)
        if rows.any():
            yield sentence, rows


def _of_rows(table: pd.DataFrame) -> Iterator[Mistake]:
    by_level, n, mean, sd = table["level"].notna(), table["n"], table["mean"], table["sd"]
    lowest, highest, change = table["lowest"], table["highest"], table["timing"].eq("change")
    yield "n is below zero; give how many people", n < 0
    yield "n is zero; leave the line out where nobody answered", ~by_level & (n == 0)
    yield (
        "there is neither a mean nor a level; give mean and sd, or a line for each level",
        ~by_level & mean.isna(),
    )
    yield (
        "a line of one level says how many people gave it; leave mean and sd empty",
        by_level & (mean.notna() | sd.notna()),
    )
    yield "a change is given as mean and sd, not by level", by_level & change
    yield "sd is below zero", sd < 0
    yield "lowest is not below highest", lowest >= highest
    width = highest - lowest
    beyond = (mean < lowest) | (mean > highest)
    yield "mean is beyond the ends of the scale", ~change.fillna(False) & beyond
    yield "mean is a change that the scale has no room for", change & (mean.abs() > width)
    yield (
        "level is beyond the ends of the scale",
        (table["level"] < lowest) | (table["level"] > highest),
    )
    # No set of figures between two ends is spread more than one half of it at either end.
    widest = width / 2 * np.sqrt(n / (n - 1).where(n > 1)) + _ROUNDED
    yield (
        "sd is larger than answers on this scale can be spread; is it another figure?",
        ~change.fillna(False) & (sd > widest),
    )


def _of_measures(table: pd.DataFrame) -> Iterator[Mistake]:
    about = table.assign(measure=_names(table))
    yield (
        "this is said twice; keep one line for each measure, period, time and level",
        about.duplicated(_KEY, keep=False),
    )
    grouped = about.groupby("measure", dropna=False)
    for column in ("lowest", "highest", "better", "frequency"):
        yield (
            f"lines of one measure differ in {column.replace('frequency', 'their kind of period')}",
            grouped[column].transform("nunique") > 1,
        )
    yield (
        "some lines of this measure are by level and some have a mean; give all in one way",
        about["level"].notna().groupby(about["measure"]).transform("nunique") > 1,
    )


def _names(table: pd.DataFrame) -> pd.Series:
    """The measures, spellings that differ in capitals and spaces alike."""
    names: pd.Series = table["measure"].str.split().str.join(" ").str.casefold()
    return names
