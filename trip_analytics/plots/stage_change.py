"""From which stage to which the challenges moved: nine counts a row."""

from __future__ import annotations

import math
from typing import Final

from trip_analytics.analysis.stage_change import NEEDS, directions
from trip_analytics.analysis.stages import stage_names
from trip_analytics.disclosure.released import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.grid import Grid
from trip_analytics.plots.drawing.phrases import years_from_to
from trip_analytics.plots.drawing.picture import Column, Picture, plotted_in_segments
from trip_analytics.plots.drawing.rows import Drawable, Rows, rows_of
from trip_analytics.words import spread

# The nine pairs of stages from furthest back to furthest on, as a sentence reads.
_DIRECTIONS: Final = {
    "moved back": ("3→1", "3→2", "2→1"),
    "stayed": ("1→1", "2→2", "3→3"),
    "moved on": ("1→2", "2→3", "1→3"),
}
_PAIRS: Final = [pair for pairs in _DIRECTIONS.values() for pair in pairs]


@plotted_in_segments
def plot_stage_change(table: Drawable) -> Picture:
    """Draw how many moved from which stage to which between two years.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``stage_change``, one part.

    Returns
    -------
    Axes
        One row for each challenge in the table's order, and in it a tile with its number
        for each of the nine pairs of stages: who moved back on the left, who stayed in
        the middle, who moved on on the right.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.stage_change import stage_change
    >>> from trip_analytics.returns import Returns
    >>> stages = pd.DataFrame(
    ...     {"team": "Ash", "year": [2024, 2025], "item_id": "challenge-3", "stage": [1, 2]}
    ... )
    >>> result = stage_change(Returns.from_tables(stages=stages), 2024, 2025)
    >>> plot_stage_change(result).get_yticklabels()[0].get_text()
    'Recovery Education Centre'
    """
    rows = _rows(table)
    drawn, years, names = rows.drawn(), years_from_to(rows.table), stage_names()
    counts = rows.table.loc[:, _PAIRS].where(rows.shown)
    shares = counts.astype("Float64").div(rows.table["teams"], axis=0)
    return Picture(
        rows,
        title=f"How the stages of the challenges moved{years}",
        subtitle="How many returns went from which stage to which, of "
        f"{spread(rows.table['teams'], 'return')} with an earlier one "
        f"({', '.join(f'{stage} {name}' for stage, name in names.items())}). The darker, the "
        "larger their share",
        marks=Grid(
            # A fifth of the returns for each colour; where there are none, the page's.
            shares.map(lambda share: math.ceil(5 * share - 1e-9), na_action="ignore"),
            counts.astype("string").fillna(""),
            (palette.PAGE, *palette.RATINGS),
            (palette.QUIET_TEXT, *palette.ON_RATINGS),
            groups={direction: len(pairs) for direction, pairs in _DIRECTIONS.items()},
            label="stage before → stage after",
        ),
        columns=(Column("Returns", drawn["teams"].map(str)),),
        summary=f"A table of tiles: for each of {len(rows.names)} challenges, how many of the "
        f"returns with an earlier one went from which stage to which{years}; stage "
        f"{', '.join(f'{stage} is {name}' for stage, name in names.items())}.",
        said=[
            f"{row['challenge']}: "
            + ", ".join(
                f"{row[pair]} {_said(*pair.split('→'))}" for pair in _PAIRS if row[pair] > 0
            )
            + f" (of {row['teams']})"
            for _, row in drawn.iterrows()
        ],
    )


def _said(before: str, after: str) -> str:
    return f"stayed at {after}" if before == after else f"from {before} to {after}"


def _rows(given: Drawable) -> Rows:
    """A row for each challenge, with the nine counts beside each other."""
    table = given.table if isinstance(given, Released) else given
    if not {*NEEDS, "to_year"} <= set(table.columns):
        raise AnalysisError("This plot draws changes of stages: give it what stage_change returns.")
    pairs = table["from_stage"].astype(str) + "→" + table["to_stage"].astype(str)
    of_pair = {pair: table.loc[pairs == pair] for pair in _PAIRS}
    rows = rows_of(of_pair[_PAIRS[0]], "challenge", "teams")
    wide = rows.table.assign(
        **{
            pair: counts.set_index("challenge")["teams"].reindex(rows.names).array
            for pair, counts in of_pair.items()
        },
        teams=directions(table).sum(axis="columns", min_count=1).reindex(rows.names).array,
    )
    withheld = rows.withheld
    if isinstance(given, Released):
        hidden = given.withheld["teams"].groupby(table["challenge"]).any()
        withheld = hidden.reindex(rows.names, fill_value=False).reset_index(drop=True)
    return Rows(wide, rows.names, wide["teams"].notna(), withheld)
