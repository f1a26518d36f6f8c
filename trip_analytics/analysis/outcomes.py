"""Aggregated outcomes: what many people answered about themselves, before and after."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import CONFIDENCE, share_interval
from trip_analytics.analysis.options import NothingToSay, check_returns, name_key, rows_about
from trip_analytics.analysis.outcomes_in_words import NEEDS, in_words
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import in_columns, result, typed
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import DATE, FLOAT, TEXT, TIMINGS, WHOLE

COLUMNS = {
    "measure": TEXT,
    "month": DATE,
    "frequency": TEXT,
    "timing": TEXT,
    "level": WHOLE,
    "n": WHOLE,
    "mean": FLOAT,
    "mean_low": FLOAT,
    "mean_high": FLOAT,
    "sd": FLOAT,
    "basis": TEXT,
    "people": WHOLE,
    "share": FLOAT,
    "share_low": FLOAT,
    "share_high": FLOAT,
    "lowest": FLOAT,
    "highest": FLOAT,
    "better": TEXT,
}
_WORKED_OUT: Final = {**COLUMNS, "order": WHOLE}
_NO_TABLE: Final = (
    "There is no table of outcomes: give one with Returns.from_tables(outcomes=...), or put "
    "outcomes.csv beside the returns."
)
_KEY: Final = ["measure", "month", "timing"]
_OF_TWO: Final = "two-averages"
_NOT_PAIRED: Final = (
    "Where only the averages before and after are known, nobody knows who answered both times, so "
    "the interval of the change is wider than it need be."
)


@in_columns(COLUMNS)
def outcomes(returns: Returns, measure: str | None = None) -> pd.DataFrame:
    """What people answered about themselves, over the whole trust, with how sure that is.

    Parameters
    ----------
    returns : Returns
        With a table of outcomes.
    measure : str, optional
        One of them; by default all.

    Returns
    -------
    DataFrame
        By measure, period and timing. Of a measure that is given as means a row for each, and
        one for the change where there are figures before and after; of one that is given by
        level a row for each level.

        - measure; month, the first of the period; frequency, ``month``, ``quarter``, ``year``
          or ``financial-year``; timing, ``before``, ``after`` or ``change``, `<NA>` where people
          answered once; level, `<NA>` in rows of means;
        - n, how many people answered; for a change, how many are behind it (of two averages the
          smaller number);
        - mean, in points of the scale; mean_low, mean_high, its 95% t interval, within the ends
          of the scale where they are known, `<NA>` without sd or of one person; sd, the
          standard deviation as given;
        - basis, of a change: ``same-people``, the mean of each person's own change, as given;
          ``two-averages``, the difference of the averages, its interval as if nobody had
          answered twice (Welch), so wider than need be where many did;
        - people, how many gave the level; share (0-1) of n, share_low, share_high, its 95%
          interval by Wilson's method;
        - lowest, highest, the ends of the scale, and better, as given.

        Empty without a table of outcomes.

    Raises
    ------
    AnalysisError
        There is no such measure.

    Examples
    --------
    >>> table = pd.DataFrame({"measure": "Hope", "month": "2025-04", "timing": ["before", "after"]})
    >>> table = table.assign(n=[40, 36], mean=[2.1, 2.6], sd=[0.9, 0.8], lowest=0, highest=4)
    >>> found = outcomes(Returns.from_tables(outcomes=table))
    >>> found[["timing", "n", "mean", "basis"]].fillna("").to_numpy().tolist()
    [['before', 40, 2.1, ''], ['after', 36, 2.6, ''], ['change', 36, 0.5, 'two-averages']]
    """
    check_returns(returns)
    table = returns.outcomes
    if table.empty:
        raise NothingToSay(_NO_TABLE)
    if measure is not None:
        table = rows_about(table, "measure", measure)
    spelled = table.groupby(table["measure"].map(name_key))["measure"].transform("min")
    table = table.assign(measure=spelled, frequency=table["frequency"].fillna("month"))
    order = table["timing"].map({name: place for place, name in enumerate(TIMINGS)})
    table = table.assign(order=order.astype(WHOLE).fillna(-1))
    table = table.sort_values(["measure", "month", "order", "level"], kind="stable")
    by_level = table["level"].notna()
    rows = pd.concat([_means(table.loc[~by_level]), _levels(table.loc[by_level])])
    rows = rows.sort_values(["measure", "month", "order", "level"], kind="stable")
    found = typed(COLUMNS, rows.reset_index(drop=True))
    notes = [_NOT_PAIRED] if found["basis"].eq(_OF_TWO).any() else []
    return result("outcomes", found, notes)


def _means(table: pd.DataFrame) -> pd.DataFrame:
    """Means with their intervals, and the change where it is not given."""
    from scipy import special

    own = _filled(table)
    changed = own["timing"].eq("change").fillna(False)
    own["basis"] = pd.Series(pd.NA, own.index, TEXT).mask(changed, "same-people")
    n, mean, sd = (own[name].to_numpy(float, na_value=np.nan) for name in ("n", "mean", "sd"))
    error = np.where(sd > 0, sd, np.nan) / np.sqrt(n)
    reach = special.stdtrit(np.maximum(n - 1, 1), 0.5 + CONFIDENCE / 2) * error
    reach[n < 2] = np.nan
    own["mean_low"], own["mean_high"] = mean - reach, mean + reach
    at_ends = own["timing"].ne("change").fillna(True)
    for end, beyond in (("lowest", "mean_low"), ("highest", "mean_high")):
        limit = own[end].where(at_ends)
        past = own[beyond].lt(limit) if end == "lowest" else own[beyond].gt(limit)
        own[beyond] = own[beyond].mask(past.fillna(False).astype(bool), limit)
    changes = [
        change
        for _, rows in own.groupby(["measure", "month"], sort=False)
        if (change := _difference(rows)) is not None
    ]
    own = typed(_WORKED_OUT, own)
    return pd.concat([own, typed(_WORKED_OUT, pd.DataFrame(changes))]) if changes else own


def _difference(rows: pd.DataFrame) -> pd.Series | None:
    """The change of two averages, where no change is given."""
    from scipy import special

    before, after, change = (rows.loc[rows["timing"].eq(name).fillna(False)] for name in TIMINGS)
    if before.empty or after.empty or len(change):
        return None
    two = pd.concat([before, after])
    found = after.iloc[0].copy()
    found["timing"], found["order"], found["basis"] = "change", TIMINGS.index("change"), _OF_TWO
    found["n"] = two["n"].min()
    found["mean"] = after["mean"].iloc[0] - before["mean"].iloc[0]
    found[["sd", "mean_low", "mean_high"]] = pd.NA
    n, sd = two["n"].to_numpy(float), two["sd"].to_numpy(float, na_value=np.nan)
    if (n > 1).all() and (sd > 0).all():
        from scipy import special

        squares = sd**2 / n
        freedom = squares.sum() ** 2 / (squares**2 / (n - 1)).sum()
        reach = special.stdtrit(freedom, 0.5 + CONFIDENCE / 2) * np.sqrt(squares.sum())
        found["mean_low"], found["mean_high"] = found["mean"] - reach, found["mean"] + reach
    return found


def _levels(table: pd.DataFrame) -> pd.DataFrame:
    """How many people gave each level, of all who answered at that time."""
    own = _filled(table.assign(people=table["n"]))
    own["n"] = own.groupby(_KEY, dropna=False)["people"].transform("sum")
    people, n = own["people"].to_numpy(float), own["n"].to_numpy(float)
    own["share"] = np.divide(people, n, out=np.full(len(own), np.nan), where=n > 0)
    own["share_low"], own["share_high"] = share_interval(people, n)
    return typed(_WORKED_OUT, own)


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """A table with every column of the result."""
    return table.reindex(columns=[*table.columns, *(c for c in COLUMNS if c not in table)])


QUESTION: Final = Question(outcomes, in_words, NEEDS)
