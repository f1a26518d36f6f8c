"""How a result looks in a notebook: what it says, the table, what to know of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.sentences import can_describe, describe
from trip_analytics.words import percent

# Longer tables end after so many rows, with a line that says so: they are for working on.
_ROWS: Final = 60
_ABSENT: Final = "–"
_SHARES: Final = ("share", "well_developed", "improved", "same", "declined")
_QUIET: Final = "color: #4C6272; text-align: left; max-width: 60em"


def as_html(result: pd.DataFrame) -> str:
    """A result as HTML: its sentences above, its notes below."""
    said = describe(result) if can_describe(result) else ""
    notes = [] if result.empty else result.attrs["notes"]
    # A result without rows has said why already.
    table = "" if result.empty else _table(result)
    return "".join(
        [
            *(f"<p>{escape(line)}</p>" for line in said.splitlines()),
            table,
            _list(notes),
        ]
    )


def _table(result: pd.DataFrame) -> str:
    plain = pd.DataFrame(result).reset_index(drop=True)
    style = plain.style.format(_written(plain), na_rep=_ABSENT).hide(axis="index")
    text = [name for name in plain if isinstance(plain[name].dtype, pd.StringDtype)]
    figures = [name for name in plain if name not in text]
    style = style.set_properties(subset=text, **{"text-align": "left"})
    style = style.set_properties(subset=figures, **{"text-align": "right"})
    html: str = style.to_html(max_rows=_ROWS)
    more = len(plain) - _ROWS
    return html if more <= 0 else f"{html}<p>{more} more rows are in the table.</p>"


def _written(table: pd.DataFrame) -> dict[Any, str | Callable[[object], str] | None]:
    """How the figures of each column are written."""
    written: dict[Any, str | Callable[[Any], str] | None] = {}
    for name in table:
        if isinstance(table[name].dtype, pd.StringDtype):
            written[name] = escape
        elif str(name).startswith("p_"):
            written[name] = _probability
        elif pd.api.types.is_datetime64_dtype(table[name].dtype):
            written[name] = "{:%B %Y}"
        elif pd.api.types.is_float_dtype(table[name].dtype):
            written[name] = percent if str(name).startswith(_SHARES) else _two_decimals
    return written


def _two_decimals(figure: float) -> str:
    return f"{figure:.2f}".replace("-", "−")


def _probability(p_value: float) -> str:
    return "<0.001" if p_value < 0.001 else f"{p_value:.3f}"


def _list(notes: list[str]) -> str:
    if not notes:
        return ""
    return f'<ul style="{_QUIET}">{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>'
