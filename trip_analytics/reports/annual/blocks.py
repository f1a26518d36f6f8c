"""Released tables as tables and pictures of the report."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import pandas as pd
from pandas.api.types import is_integer_dtype

from trip_analytics.disclosure.practices import HALF, HALVES_SHOWN
from trip_analytics.disclosure.released import Released, check_released
from trip_analytics.disclosure.rules import AVERAGES_ROUNDED, SHARES_ROUNDED
from trip_analytics.plots.drawing.picture import Plot, draw_part
from trip_analytics.plots.drawing.theme import rows_on_page
from trip_analytics.reports.model import Cell, Column, Figure, Missing, Table
from trip_analytics.reports.pictures import picture_of
from trip_analytics.words import listed

# A picture of a smaller share of rows would be one of what is withheld.
_ENOUGH_ROWS: Final = 0.5

# What a note is about: it is left out of a table without such figures.
_ABOUT: Final = {AVERAGES_ROUNDED: "rating", HALVES_SHOWN: "rating", SHARES_ROUNDED: "share"}

# Why a whole column may have no figure, as its note begins.
_NO_FIGURE: Final = {
    Missing.WITHHELD: "Withheld in every row",
    Missing.NOT_AVAILABLE: "Not available in any row",
}

# A column of the report, and the released column (or the two ends) that it shows.
Shown = tuple[Column, str | tuple[str, str]]


def as_table(
    released: Released, title: str, columns: Sequence[Shown], *, notes: Sequence[str] = ()
) -> Table:
    """The released figures under the report's titles, ``[c]`` where one is withheld.

    A column without any figure is left out, and a note says why. The release's own notes follow
    ``notes``, but for those about figures that are not shown, and those that say why some are
    withheld where none is.

    Raises DisclosureError: it is no release.
    """
    check_released(released)
    cells = {column: _cells(released, source) for column, source in columns}
    gone = {
        why: [column for column, some in cells.items() if set(some) == {why}] for why in _NO_FIGURE
    }
    left_out = tuple(
        f"{_NO_FIGURE[why]}, and so left out: {listed([column.title for column in some])}."
        for why, some in gone.items()
        if some
    )
    shown = {
        column: some
        for column, some in cells.items()
        if not any(column in others for others in gone.values())
    }
    rows = tuple(zip(*shown.values(), strict=True))
    kinds = {None, *(column.shows for column in shown)}
    lacks = any(Missing.WITHHELD in some for some in cells.values())
    own = (
        note
        for note in released.notes
        if _ABOUT.get(note) in kinds and (lacks or "is withheld" not in note)
    )
    return Table(title, tuple(shown), rows, (*notes, *own, *left_out))


def enough_to_draw(released: Released, figure: str, *, fewest: int = 1) -> bool:
    """Whether a picture would say more than which rows are withheld: half of them are known."""
    if figure not in released.table:
        return False
    known = released.table[figure].notna()
    return bool(known.sum() >= fewest and known.mean() >= _ENOUGH_ROWS)


def picture(plot: Plot, released: Released, title: str, *, caption: str = "") -> Figure:
    """A plot of a release with its alternative text.

    Raises DisclosureError: it is no release.
    """
    check_released(released)
    return picture_of(partial(plot, released), title, plot.in_words(released), caption=caption)


def pictures(
    plot: Plot,
    released: Released,
    title: str,
    *,
    caption: str = "",
    by: str | None = None,
    ascending: bool = False,
) -> tuple[Figure, ...]:
    """A plot of a release as one picture, or as several where its practices do not fit on a page.

    They follow one another in the order of the table, or where the plot has another one, ``by``
    the column that it goes by, and all have the axis of the whole.

    Raises DisclosureError: it is no release.
    """
    check_released(released)
    table = released.table
    if by is not None:
        table = table.sort_values(by, ascending=ascending, kind="stable")
    items = table["item_id"].drop_duplicates().tolist()
    parts = math.ceil(len(items) / rows_on_page(table["practice"].map(str).tolist()))
    if parts < 2:
        return (picture(plot, released, title, caption=caption),)
    most = math.ceil(len(items) / parts)
    shown = [
        released.rows(released.table["item_id"].isin(items[at : at + most]))
        for at in range(0, len(items), most)
    ]
    return tuple(
        picture_of(
            partial(draw_part, plot, released, some),
            f"{title} ({number} of {parts})",
            plot.in_words(some),
            caption=caption,
        )
        for number, some in enumerate(shown, 1)
    )


def _cells(released: Released, source: str | tuple[str, str]) -> list[Cell]:
    """A released column, or the intervals between two, as cells.

    Where an average is withheld, the half of the scale is shown instead, if it may be.
    """
    if isinstance(source, tuple):
        low, high = (_cells(released, end) for end in source)
        return [_interval(*ends) for ends in zip(low, high, strict=True)]
    figures, withheld = released.table[source], released.withheld[source]
    whole = is_integer_dtype(figures)
    cells = [
        _cell(figure, is_withheld, whole)
        for figure, is_withheld in zip(figures, withheld, strict=True)
    ]
    if source == "mean" and HALF in released.table:
        halves = released.table[HALF]
        cells = [cell if pd.isna(half) else half for cell, half in zip(cells, halves, strict=True)]
    return cells


def _interval(low: Cell, high: Cell) -> Cell:
    if isinstance(low, int | float) and isinstance(high, int | float):
        return (low, high)
    return low


def _cell(figure: Any, is_withheld: bool, whole: bool) -> Cell:  # noqa: ANN401 # as pandas holds it
    if is_withheld:
        return Missing.WITHHELD
    if pd.isna(figure):
        return Missing.NOT_AVAILABLE
    if isinstance(figure, str):
        return figure
    return int(figure) if whole else float(figure)
