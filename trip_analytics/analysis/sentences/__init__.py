"""What each result says, in two or three plain sentences and how sure one may be.

One module for each kind of result. The report says the same sentences of the released
tables, in which a figure that is withheld is ``<NA>`` like one that cannot be given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pandas as pd

from trip_analytics.analysis.options import BREAKDOWNS
from trip_analytics.analysis.sentences import (
    change,
    effect,
    history,
    perspectives,
    priorities,
    progress,
    trend,
)
from trip_analytics.errors import AnalysisError

# By the function that made the table: the columns its sentences need, and who says them.
_IN_WORDS: Final[Mapping[str, tuple[Sequence[str], Callable[[pd.DataFrame], str]]]] = {
    "change_between": (change.NEEDS, change.in_words),
    "perspective_gap": (perspectives.NEEDS, perspectives.in_words),
    "practice_history": (history.NEEDS, history.in_words),
    "priority_effect": (effect.NEEDS, effect.in_words),
    "priority_progress": (progress.NEEDS, progress.in_words),
    "priority_themes": (priorities.NEEDS, priorities.in_words),
    "trend": (trend.NEEDS, trend.in_words),
}


def describe(result: pd.DataFrame) -> str:
    """What a result shows, in two or three plain sentences, and how sure one may be.

    Parameters
    ----------
    result : DataFrame
        What a function of the analysis returned, whole or some of its rows, or the
        ``table`` of a release.

    Returns
    -------
    str
        For a breakdown, a line for each part with its name. For a result without rows,
        why it has none.

    Raises
    ------
    AnalysisError
        The table is no result, or columns of it were taken away.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis import change_between
    >>> from trip_analytics.tables import Returns
    >>> ratings = pd.DataFrame({"team": list("ABCDE") * 2, "item_id": "choices"})
    >>> ratings = ratings.assign(year=[2024] * 5 + [2025] * 5, rating=[1, 2, 3, 2, 2] + [3] * 5)
    >>> change = change_between(Returns.from_tables(ratings=ratings), 2024, 2025)
    >>> print(describe(change.head(2)))
    Since 2024, own choices and decisions improved by 1.0 points on average (five teams), in the 5
    teams that rated in both years. Typically, the average change could be about 0.9 points higher
    or lower in other teams like these. For one practice no change can be given.
    """
    if not can_describe(result):
        raise AnalysisError(
            "This table cannot be described: give what a function of the analysis returned, "
            "with all its columns."
        )
    if result.empty:
        return " ".join(result.attrs.get("notes", []))
    in_words = _IN_WORDS[result.attrs["analysis"]][1]
    by = next((column for column in BREAKDOWNS if column in result), None)
    if by is None:
        return in_words(result)
    parts = result.groupby(result[by].fillna("Not known"), sort=False)
    return "\n".join(f"{part}: {in_words(rows)}" for part, rows in parts)


def can_describe(table: pd.DataFrame) -> bool:
    """Whether a table is a result with all the columns that its sentences need."""
    needs, _ = _IN_WORDS.get(table.attrs.get("analysis", ""), (None, None))
    return needs is not None and set(needs) <= set(table.columns)
