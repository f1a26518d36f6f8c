"""What may leave the desk: a table in which every figure has passed the rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import InitVar, dataclass
from typing import Final, Self

import numpy as np
import pandas as pd

from trip_analytics.analysis.notebook_view import as_html
from trip_analytics.disclosure.rules import Audience
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns

# Whoever holds it has applied the rule; it stays in this module.
_RULE_APPLIED: Final = object()

FOR_THE_DESK: Final = "For the desk: exact figures, not to be passed on."


@dataclass(frozen=True, eq=False, repr=False)
class Released:
    """A table in which every figure has passed the rule: the only kind a report takes.

    Made by :func:`release` and the functions of this room alone; called by itself, or through
    ``dataclasses.replace``, it refuses. Python keeps nobody from reaching into a private name:
    this guards against mistakes, not against intent.

    In a notebook it shows itself with what it says, ``[c]`` where a figure is withheld.

    Attributes
    ----------
    name : str
        The function of the analysis whose result it is.
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
    _applied: InitVar[object] = None

    def __post_init__(self, _applied: object) -> None:
        if _applied is not _RULE_APPLIED:
            raise DisclosureError(
                "A released table is not made by hand: give what an analysis returned, with the "
                "returns, to release()."
            )

    def where(self, column: str, value: str) -> Self:
        """The rows of one part, such as ``where("service_line", "All teams")``.

        Raises
        ------
        DisclosureError
            There is no such column or part.
        """
        if column not in self.table or not self.table[column].eq(value).any():
            raise DisclosureError(f"This release has no {column} called {value!r}.")
        of_part = self.rows(self.table[column].eq(value).fillna(False).astype(bool))
        table, withheld = (each.drop(columns=column) for each in (of_part.table, of_part.withheld))
        return type(self)(self.name, table, withheld, self.notes, _RULE_APPLIED)

    def rows(self, which: pd.Series[bool]) -> Self:
        """Some of the rows: fewer of what has passed the rule have passed it too."""
        table, withheld = (
            each.loc[which.to_numpy()].reset_index(drop=True)
            for each in (self.table, self.withheld)
        )
        return type(self)(self.name, table, withheld, self.notes, _RULE_APPLIED)

    def _repr_html_(self) -> str:
        return as_html(self.table, self.notes, self.withheld)

    def __repr__(self) -> str:
        rows = int(self.withheld.any(axis=1).sum())
        return f"Released({self.name!r}, {len(self.table)} rows, {rows} with withheld figures)"


def check_released(given: object) -> Released:
    """What has passed the rule; refuse what has not. For what writes reports."""
    if not isinstance(given, Released):
        raise DisclosureError(
            "Only released tables go into a report, so that it gives no team away: make one with "
            "release(result, returns)."
        )
    return given


def keep_rows(released: Released, like: pd.DataFrame, key: Sequence[str]) -> Released:
    """The rows of a release that are in a result, too."""
    wanted = pd.MultiIndex.from_frame(like[list(key)].astype(object))
    there = pd.MultiIndex.from_frame(released.table[list(key)].astype(object))
    return released.rows(pd.Series(there.isin(wanted)))


def refuse_teams(table: pd.DataFrame) -> None:
    """Refuse a table that names teams or returns."""
    if {"team", "team_id", "return_id", "source_file"} & set(table.columns):
        raise DisclosureError("A table that names teams or returns is never released.")


def refuse_part_of_trust(returns: Returns, audience: Audience) -> None:
    """Refuse returns of some service lines alone to anybody but the desk."""
    if returns.part_of_trust and audience != "desk":
        raise DisclosureError(
            "These are the returns of only some service lines, which are for the desk: taken from "
            "those of the whole trust, their figures would give away those of the other teams. "
            "Release a result of all returns, with by='service_line'."
        )


def withhold(
    name: str,
    table: pd.DataFrame,
    figures: Mapping[str, Collection[str]],
    rows: Mapping[str, pd.Series[bool]],
    notes: Sequence[str],
) -> Released:
    """A release of a table, some of its figures withheld. For this room alone.

    ``figures`` are the columns that are withheld together, under a name; ``rows``, by the same
    names, those in which they are. The table's other columns stay as they are.
    """
    table = table.reset_index(drop=True)
    # A result's own notes may say of which practices every team thought alike.
    table.attrs = {key: value for key, value in table.attrs.items() if key != "notes"}
    hidden = {
        column: rows[together].to_numpy(dtype=bool)
        for together, columns in figures.items()
        for column in columns
    }
    for column, of_column in hidden.items():
        if of_column.any() and column in table:
            table[column] = table[column].mask(of_column, pd.NA)
    grid = np.zeros(table.shape, dtype=bool)
    for at, name_of_column in enumerate(table):
        grid[:, at] = hidden.get(str(name_of_column), False)
    withheld = pd.DataFrame(grid, index=table.index, columns=table.columns)
    return Released(name, table, withheld, tuple(notes), _RULE_APPLIED)


def as_published(
    name: str, table: pd.DataFrame, withheld: pd.DataFrame, notes: Sequence[str]
) -> Released:
    """A release that was published before, as a store kept it."""
    return Released(name, table, withheld, tuple(notes), _RULE_APPLIED)


def joined(releases: Sequence[Released]) -> Released:
    """Releases of the same table for several years, one below the other."""
    first = releases[0]
    table = pd.concat([each.table for each in releases], ignore_index=True)
    table.attrs = first.table.attrs
    withheld = pd.concat([each.withheld for each in releases], ignore_index=True)
    notes = notes_of([note for each in releases for note in each.notes])
    return Released(first.name, table, withheld, notes, _RULE_APPLIED)


def for_the_desk(result: pd.DataFrame) -> Released:
    """A result as it is, marked as not to be passed on."""
    notes = [FOR_THE_DESK, *result.attrs.get("notes", ())]
    table = result.reset_index(drop=True)
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns)
    name = str(result.attrs.get("analysis", ""))
    return Released(name, table, withheld, notes_of(notes), _RULE_APPLIED)


def notes_of(notes: Sequence[str]) -> tuple[str, ...]:
    """Each note once."""
    return tuple(dict.fromkeys(notes))
