"""Tables in the types of numpy, for libraries that do not know those of pandas."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import pandas as pd

from trip_analytics.errors import AnalysisError
from trip_analytics.tables.columns import TABLES

# Names that put the rows of a table into an order worth keeping.
_NAMES: Final = ("item_id", "practice", "challenge", "domain")
# Answers are measured on a scale: they stay fractions whether or not one is missing.
_ANSWERS: Final = ("rating", "stage")
# The few words that a column of a tidy table may hold, in their order.
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    column.name: column.one_of for columns in TABLES.values() for column in columns if column.one_of
}


def plain(table: pd.DataFrame, *, axes: Collection[str] = ()) -> pd.DataFrame:
    """The same table in plain numpy types, for seaborn, statsmodels and scipy.

    The tables of this package keep whole numbers beside gaps and text as ``<NA>``, in types of
    pandas that other libraries may refuse.

    Parameters
    ----------
    table : DataFrame
        A tidy table, such as ``returns.ratings``, or the result of an analysis.
    axes : collection of str, optional
        Columns to make ordered categories as well, lowest first: ``["year"]`` for a picture, whose
        axis then has no half years. For a model, leave years as the numbers they are.

    Returns
    -------
    DataFrame
        The same rows and columns. Ratings, stages and whatever else has gaps are ``float64``
        (a gap is NaN), other whole numbers ``int64``, yes and no ``bool`` (with gaps ``float64``,
        1 and 0), text ``object`` (a gap is None), dates as they were. Practices, challenges and
        domains are ordered categories in the order of the rows, which is the printed one in most
        tables; so are columns with few words, such as perspective and state.

    Raises
    ------
    AnalysisError
        The table has no column of a name in ``axes``.

    Examples
    --------
    >>> ratings = pd.DataFrame({"item_id": ["choices", "hope"], "year": 2025, "rating": [4, None]})
    >>> plain(ratings.convert_dtypes()).dtypes.astype(str).to_dict()
    {'item_id': 'category', 'year': 'int64', 'rating': 'float64'}
    """
    if absent := [name for name in axes if name not in table]:
        raise AnalysisError(
            f"The table has no column {absent[0]!r} for an axis: name one of "
            f"{', '.join(map(str, table.columns))}."
        )
    columns = {name: _plain(str(name), table[name], axes) for name in table}
    return pd.DataFrame(columns, index=table.index)


def _plain(name: str, column: pd.Series, axes: Collection[str]) -> pd.Series:
    if name in _WORDS and set(column.dropna()) <= set(_WORDS[name]):
        return _ordered(column, _WORDS[name])
    if name in axes and pd.api.types.is_numeric_dtype(column):
        return _ordered(column, sorted(column.dropna().unique().tolist()))
    if name in _NAMES or name in axes:
        return _ordered(column, column.dropna().unique().tolist())
    gaps = bool(column.isna().any())
    if pd.api.types.is_bool_dtype(column):
        return column.astype("float64" if gaps else "bool")
    if pd.api.types.is_integer_dtype(column):
        return column.astype("float64" if gaps or name in _ANSWERS else "int64")
    if pd.api.types.is_float_dtype(column):
        return column.astype("float64")
    if isinstance(column.dtype, pd.StringDtype):
        return column.astype("object").where(column.notna(), None)
    return column


def _ordered(column: pd.Series, order: Collection[object]) -> pd.Series:
    values = column.astype("object").where(column.notna(), None)
    return values.astype(pd.CategoricalDtype(list(order), ordered=True))
