"""How a table looks in a notebook: what it says, its figures, what to know of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.questions import can_describe, describe
from trip_analytics.errors import AnalysisError
from trip_analytics.words import WITHHELD, decimals, nearest, percent, probability

# Longer tables end after so many rows, with a line that says so: they are for working on.
_ROWS: Final = 60
_ABSENT: Final = "–"
_SHARES: Final = ("share", "well_developed", "improved", "same", "declined")

# No colours: a notebook has its own, light or dark.
_LINE: Final = "text-align: left; max-width: 60em"
_NOTES: Final = f"{_LINE}; font-size: 90%"
# Wide enough for a name, so that a wide table scrolls and its words stay whole.
_WORDS: Final = "text-align: left; min-width: 12em; max-width: 36em"
_FIGURES: Final = "text-align: right; white-space: nowrap"


def can_show(table: pd.DataFrame) -> bool:
    """Whether a table is flat, as results are: not one turned round or with a second heading."""
    named = table.index.name is not None and table.index.name not in table.columns
    numbered = table.index.name is None and pd.api.types.is_integer_dtype(table.index)
    flat = table.columns.is_unique and all(isinstance(name, str) for name in table.columns)
    return flat and len(table.columns) > 0 and (named or numbered)


def as_html(table: pd.DataFrame, notes: Sequence[str], withheld: pd.DataFrame | None = None) -> str:
    """A table as HTML: its sentences above, its notes below.

    ``withheld`` is true where a figure is.
    """
    said = describe(table) if can_describe(table) else ""
    parts = [f'<p style="{_LINE}">{escape(line)}</p>' for line in said.splitlines()]
    if not table.empty:
        parts.append(
            f'<div style="overflow-x: auto" tabindex="0">{_figures(table, withheld)}</div>'
        )
    more = len(table) - _ROWS
    if more > 0:
        parts.append(f'<p style="{_LINE}">{more} more rows are in the table.</p>')
    # A result without rows has said its own notes already.
    repeated = said and table.empty and table.attrs.get("notes")
    if notes and not repeated:
        listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
        parts.append(f'<ul style="{_NOTES}">{listed}</ul>')
    return "".join(parts)


def browse(table: pd.DataFrame) -> None:
    """Show a long table ten rows at a time, to be searched and sorted.

    By the package itables, which comes with the extra ``lab`` and needs no internet; where it is
    not installed, the first 60 rows are shown.

    Parameters
    ----------
    table : DataFrame
        The import log, or any flat table.

    Raises
    ------
    AnalysisError
        It is no table.

    Examples
    --------
    >>> from trip_analytics.returns import Returns
    >>> log = Returns().import_log
    >>> browse(log)  # doctest: +SKIP
    """
    if not isinstance(table, pd.DataFrame):
        raise AnalysisError("Give a table to look through, such as returns.import_log.")
    from IPython.display import HTML, display

    try:
        import itables
    except ImportError:
        display(HTML(as_html(table, [])))  # type: ignore[no-untyped-call]
        return
    shown = table.reset_index(drop=table.index.name is None)
    words = pd.DataFrame({name: _written(shown[name]) for name in shown}, dtype=object)
    itables.init_notebook_mode(all_interactive=False, connected=False)
    to_the_left = [{"className": "dt-left", "targets": "_all"}]
    itables.show(
        words, connected=False, showIndex=False, maxBytes=0, classes="display compact",
        columnDefs=to_the_left,
    )  # fmt: skip


def _figures(table: pd.DataFrame, withheld: pd.DataFrame | None) -> str:
    shown = pd.DataFrame(table).head(_ROWS)
    shown = shown.reset_index(drop=shown.index.name is None)
    written = pd.DataFrame({name: _written(shown[name]) for name in shown}, dtype=object)
    if withheld is not None:
        written = written.mask(withheld.head(_ROWS).reset_index(drop=True), WITHHELD)
    columns = {
        name: [{"selector": "", "props": _WORDS if _holds_words(shown[name]) else _FIGURES}]
        for name in shown
    }
    # Imported here: an older pandas imports pyplot with it, which is slow.
    from pandas.io.formats.style import Styler

    style = Styler(written, cell_ids=False, escape="html").hide(axis="index")
    style = style.format_index(_title, axis="columns")
    # The dictionary names columns, which the stubs do not know.
    html: str = style.set_table_styles(columns).to_html()  # type: ignore[arg-type]
    return html


def _holds_words(column: pd.Series) -> bool:
    return any(isinstance(value, str) for value in column)


def _title(name: object) -> str:
    # A place to break, which is not copied with the name.
    return escape(str(name)).replace("_", "_<wbr>")


def _written(column: pd.Series) -> list[str]:
    """The values of a column as people write them."""
    figures = [float(value) for value in column if _is_fraction(value)]
    # A rounded figure shows no more decimals than it has.
    places = 1 if np.allclose(nearest(figures, 1), figures, rtol=0, atol=1e-9) else 2

    def write(value: Any) -> str:  # noqa: ANN401 # as a cell may hold it
        if pd.isna(value) is True:  # of a list it is one answer for each
            return _ABSENT
        if isinstance(value, bool | np.bool_):
            return "yes" if value else "no"
        if isinstance(value, date):
            return f"{value:%B %Y}" if column.name == "month" else f"{value.day} {value:%B %Y}"
        if not _is_fraction(value):
            return str(value)
        if str(column.name).startswith("p_"):
            return probability(value)
        if str(column.name).startswith(_SHARES):
            return percent(value)
        return decimals(value, places)

    return [write(value) for value in column]


def _is_fraction(value: object) -> bool:
    return isinstance(value, float) and math.isfinite(value)
