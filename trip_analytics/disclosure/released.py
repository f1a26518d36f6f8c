"""What may leave the desk: a table in which every figure has passed the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from typing import Final, Self

import pandas as pd

from trip_analytics.analysis.showing import as_html
from trip_analytics.errors import DisclosureError

# Whoever holds it has applied the rules; it stays in this module.
_RULES_APPLIED: Final = object()


@dataclass(frozen=True, eq=False, repr=False)
class Published:
    """A table that somebody published, by the rules or not: what an audit looks at.

    Attributes
    ----------
    name : str
        What the table is, such as ``profile`` or ``change``.
    table : DataFrame
        The figures; ``<NA>`` where one is withheld or not available.
    withheld : DataFrame of bool
        Same rows and columns: true where a figure is withheld.
    notes : tuple of str
        What is withheld and why, and how figures are rounded, in plain sentences.
    """

    name: str
    table: pd.DataFrame
    withheld: pd.DataFrame
    notes: tuple[str, ...]

    def where(self, column: str, value: str) -> Self:
        """The rows of one part, such as ``where("service_line", "All teams")``.

        Raises
        ------
        DisclosureError
            There is no such column or part.
        """
        if column not in self.table or not self.table[column].eq(value).any():
            raise DisclosureError(f"This release has no {column} called {value!r}.")
        rows = self.table[column].eq(value).fillna(False).astype(bool)
        table, withheld = (
            each.loc[rows].drop(columns=column).reset_index(drop=True)
            for each in (self.table, self.withheld)
        )
        return self._with(table, withheld, self.notes)

    def without(
        self, rows: pd.Series[bool], columns: Iterable[str] | None = None, *, note: str
    ) -> Self:
        """The same with more withheld: some columns of some rows, or the rows themselves."""
        table, withheld = self.table.copy(), self.withheld.copy()
        if columns is None:
            table, withheld = (each.loc[~rows].reset_index(drop=True) for each in (table, withheld))
        else:
            for column in table.columns.intersection(list(columns)):
                table.loc[rows, column] = pd.NA
                withheld.loc[rows, column] = True
        return self._with(table, withheld, tuple(dict.fromkeys((*self.notes, note))))

    def _with(self, table: pd.DataFrame, withheld: pd.DataFrame, notes: tuple[str, ...]) -> Self:
        return type(self)(self.name, table, withheld, notes)

    def _repr_html_(self) -> str:
        return as_html(self.table, self.notes, self.withheld)

    def __repr__(self) -> str:
        rows = int(self.withheld.any(axis=1).sum())
        kind = type(self).__name__
        return f"{kind}({self.name!r}, {len(self.table)} rows, {rows} with withheld figures)"


@dataclass(frozen=True, eq=False, repr=False)
class Released(Published):
    """A table in which every figure has passed the rules: the only kind a report takes.

    Made by :func:`release` and the ``release_*`` functions alone; called by itself, or
    through ``dataclasses.replace``, it refuses. Python keeps nobody from reaching into a
    private name, or from writing into the table of a release that was made: so the audit
    reads the files that were written, and this guards against mistakes, not against intent.

    In a notebook it shows itself with what it says, ``[c]`` where a figure is withheld.
    """

    _applied: InitVar[object] = None

    def __post_init__(self, _applied: object) -> None:
        if _applied is not _RULES_APPLIED:
            raise DisclosureError(
                "A released table is not made by hand: give what an analysis returned, with the "
                "returns, to release()."
            )

    def _with(self, table: pd.DataFrame, withheld: pd.DataFrame, notes: tuple[str, ...]) -> Self:
        # Fewer rows or figures of what has passed the rules have passed them too.
        return type(self)(self.name, table, withheld, notes, _RULES_APPLIED)


def check_released(given: object) -> Released:
    """What has passed the rules; refuse what has not. For what writes reports."""
    if not isinstance(given, Released):
        raise DisclosureError(
            "Only released tables go into a report, so that it gives no team away: make one with "
            "release(result, returns)."
        )
    return given


def refuse_teams(table: pd.DataFrame) -> None:
    """Refuse a table that names teams or returns."""
    if {"team", "team_id", "return_id", "source_file"} & set(table.columns):
        raise DisclosureError("A table that names teams or returns is never released.")


def for_whole_trust(table: pd.DataFrame, columns: Collection[str]) -> pd.DataFrame:
    """A copy with rows numbered from 0; refuse what names teams, or has more than these columns."""
    refuse_teams(table)
    if set(table.columns) - set(columns):
        raise DisclosureError(
            "These figures are released for the whole trust only: work them out without `by`."
        )
    return table.reset_index(drop=True)


def withhold(
    name: str,
    table: pd.DataFrame,
    figures: Mapping[str, Sequence[str]],
    rows: Mapping[str, pd.Series[bool]],
    notes: Sequence[str],
) -> Released:
    """A release of a table, some of its figures withheld. For the rules alone.

    Parameters
    ----------
    table : DataFrame
        Its other columns stay as they are.
    figures : mapping of str to sequence of str
        Columns that are withheld together, under a name.
    rows : mapping of str to Series of bool
        By the same names, the rows in which they are.
    """
    table = table.reset_index(drop=True)
    # A result's own notes may say of which practices every team thought alike.
    table.attrs = {key: value for key, value in table.attrs.items() if key != "notes"}
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns)
    for together, columns in figures.items():
        hidden = rows[together].astype(bool).to_numpy()
        for column in columns:
            withheld[column] = hidden
            table[column] = table[column].mask(withheld[column], pd.NA)
    return Released(name, table, withheld, tuple(notes), _RULES_APPLIED)
