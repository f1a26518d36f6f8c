"""What is public of a question, every question there is, and what any result says.

The report says the same sentences of the released tables, in which a figure that is withheld
is ``<NA>`` like one that cannot be given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, TypeVar

import pandas as pd

from trip_analytics.analysis.options import BREAKDOWNS
from trip_analytics.errors import AnalysisError
from trip_analytics.returns.ratings_source import Kind

Declared = TypeVar("Declared")


@dataclass(frozen=True)
class Question:
    """A question, declared once in the module that answers it."""

    function: Callable[..., pd.DataFrame]
    """Answers it: returns first, a flat table back. It is public under its own name, which its
    tables bear as ``attrs["analysis"]``."""
    in_words: Callable[[pd.DataFrame], str]
    """Says in two or three sentences what such a table shows."""
    needs: Sequence[str]
    """The columns that the sentences need."""
    about: Kind | None = None
    """Which kind of list its results are about: of several such lists, each has its own."""

    @property
    def name(self) -> str:
        """What the function is called."""
        return self.function.__name__


@cache
def questions() -> Mapping[str, Question]:
    """Every question by the name of its function."""
    return {each.name: each for each in declared_in("trip_analytics.analysis", Question)}


def declared_in(room: str, kind: type[Declared]) -> list[Declared]:
    """What the modules of a room declare of a kind, module by module.

    So a new module is found by what it holds: there is no list to put it in.
    """
    modules = [
        import_module(f"{room}.{module.name}")
        for module in iter_modules(import_module(room).__path__)
    ]
    return [each for module in modules for each in vars(module).values() if isinstance(each, kind)]


class Release(Protocol):
    """What passed the rules of disclosure: a table in which figures may be withheld."""

    @property
    def table(self) -> pd.DataFrame:
        """The figures."""

    @property
    def notes(self) -> Sequence[str]:
        """What is withheld and why."""


def describe(result: pd.DataFrame | Release) -> str:
    """What a result shows, in two or three plain sentences, and how sure one may be.

    Parameters
    ----------
    result : DataFrame or release
        What a function of the analysis returned, whole or some of its rows, or what
        was released of it.

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
    >>> from trip_analytics.analysis.change import change_between
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame({"team": list("ABCDE") * 2, "item_id": "choices"})
    >>> ratings = ratings.assign(year=[2024] * 5 + [2025] * 5, rating=[1, 2, 3, 2, 2] + [3] * 5)
    >>> change = change_between(Returns.from_tables(ratings=ratings), 2024, 2025)
    >>> print(describe(change.head(2)))
    Since 2024, in the five teams that rated in both years, own choices and decisions improved by
    1.0 points on average (95% interval 0.1 to 1.9, five teams). For one practice no change can be
    given.
    """
    table = result if isinstance(result, pd.DataFrame) else getattr(result, "table", None)
    if not isinstance(table, pd.DataFrame) or not can_describe(table):
        raise AnalysisError(
            "This table cannot be described: give what a function of the analysis returned, "
            "with all its columns."
        )
    if table.empty:
        return " ".join(table.attrs.get("notes", [])) or "There are no figures that can be shown."
    in_words = questions()[table.attrs["analysis"]].in_words
    # A list of teams is of all of them, whatever part each belongs to.
    by = next((column for column in BREAKDOWNS if column in table and "team" not in table), None)
    if by is None:
        return in_words(table)
    parts = table.groupby(table[by].fillna("Not known"), sort=False)
    return "\n".join(f"{part}: {in_words(rows)}" for part, rows in parts)


def can_describe(table: pd.DataFrame) -> bool:
    """Whether a table is a result with all the columns that its sentences need."""
    question = questions().get(table.attrs.get("analysis", ""))
    return question is not None and set(question.needs) <= set(table.columns)
