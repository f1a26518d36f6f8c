"""From which stage to which the challenges moved: nine counts a row."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd

from trip_analytics.analysis.stage_change import NEEDS, directions
from trip_analytics.analysis.stages import stage_names
from trip_analytics.disclosure import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_from_to
from trip_analytics.words import spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The nine pairs of stages from furthest back to furthest on, as a sentence reads.
_DIRECTIONS: Final = {
    "moved back": ((3, 1), (3, 2), (2, 1)),
    "stayed": ((1, 1), (2, 2), (3, 3)),
    "moved on": ((1, 2), (2, 3), (1, 3)),
}
_PAIRS: Final = tuple(pair for pairs in _DIRECTIONS.values() for pair in pairs)

# Between the directions, in widths of a tile.
_GAP: Final = 0.4


def plot_stage_change(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how many moved from which stage to which between two years.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``stage_change``, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        One row for each challenge in the table's order, and in it a tile with its number
        for each of the nine pairs of stages: who moved back on the left, who stayed in
        the middle, who moved on on the right.

    Raises
    ------
    AnalysisError
        The table is not a change of stages, or holds several parts.

    Examples
    --------
    >>> from trip_analytics.analysis.stage_change import stage_change
    >>> from trip_analytics.returns import Returns
    >>> stages = pd.DataFrame(
    ...     {"team": "Ash", "year": [2024, 2025], "item_id": "challenge-3", "stage": [1, 2]}
    ... )
    >>> result = stage_change(Returns.from_tables(stages=stages), 2024, 2025)
    >>> plot_stage_change(result).get_yticklabels()[0].get_text()
    'Recovery Education Centre'
    """
    from trip_analytics.plots.picture import across_label, column, sheet

    rows = _rows(table)
    stages = ", ".join(f"{stage} {name}" for stage, name in stage_names().items())
    ax = sheet(
        ax,
        rows,
        title=f"How the stages of the challenges moved{years_from_to(rows.table)}",
        subtitle="How many returns went from which stage to which, of "
        f"{spread(rows.table['teams'], 'return')} with an earlier one ({stages}). The darker, the "
        "larger their share",
        columns=1,
        legend=True,
    )
    drawn = rows.drawn()
    _cells(ax, drawn)
    column(ax, 0, "Returns", drawn["teams"].map(str))
    across_label(ax, "stage before → stage after")
    return ax


def alt_text_stage_change(table: Drawable) -> str:
    """What ``plot_stage_change`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    said = []
    for _, row in rows.drawn().iterrows():
        moves = [f"{row[_name(pair)]} {_said(*pair)}" for pair in _PAIRS if row[_name(pair)] > 0]
        said.append(f"{row['challenge']}: {', '.join(moves)} (of {row['teams']})")
    stages = ", ".join(f"{stage} is {name}" for stage, name in stage_names().items())
    return (
        f"A table of tiles: for each of {len(rows.names)} challenges, how many of the returns with "
        f"an earlier one went from which stage to which{years_from_to(rows.table)}; stage {stages}."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _cells(ax: Axes, drawn: pd.DataFrame) -> None:
    """A tile for each pair of stages, under the name of its direction."""
    ticks: dict[float, str] = {}
    directions: dict[float, str] = {}
    left = 0.0
    for direction, pairs in _DIRECTIONS.items():
        directions[left + len(pairs) / 2] = direction
        for pair in pairs:
            ticks[left + 0.5] = _name(pair)
            for place, count, teams in zip(
                drawn.index.to_numpy(), drawn[_name(pair)], drawn["teams"], strict=True
            ):
                _tile(ax, left + 0.5, place, int(count), _step(count / teams))
            left += 1
        left += _GAP
    ax.set_xlim(0, left - _GAP)
    ax.xaxis.tick_top()
    # The middle of a direction is the middle of a pair too.
    ax.xaxis.remove_overlapping_locs = False
    ax.set_xticks(list(ticks), list(ticks.values()))
    ax.set_xticks(list(directions), list(directions.values()), minor=True)
    ax.tick_params(which="minor", length=0, pad=17, labelsize=9, labelcolor=palette.TEXT)


def _tile(ax: Axes, middle: float, place: int, count: int, step: int) -> None:
    """A number on its colour; where it is nought, on the page."""
    ink = palette.QUIET_TEXT
    if count:
        ink = palette.ON_RATINGS[step]
        ax.barh(place, 0.94, left=middle - 0.47, height=0.84, color=palette.RATINGS[step], zorder=1)
    number = ax.text(middle, place, str(count), color=ink, fontsize=9)
    number.set(ha="center", va="center_baseline")


def _step(share: float) -> int:
    """Which of the colours: a fifth of the returns for each."""
    return max(0, math.ceil(share * len(palette.RATINGS) - 1e-9) - 1)


def _name(pair: tuple[int, int]) -> str:
    return f"{pair[0]}→{pair[1]}"


def _said(before: int, after: int) -> str:
    return f"stayed at {after}" if before == after else f"from {before} to {after}"


def _rows(given: Drawable) -> Rows:
    """A row for each challenge, with the nine counts beside each other."""
    table = given.table if isinstance(given, Released) else given
    if not {*NEEDS, "to_year"} <= set(table.columns):
        raise AnalysisError("This plot draws changes of stages: give it what stage_change returns.")
    of_pair = {
        (before, after): table.loc[(table["from_stage"] == before) & (table["to_stage"] == after)]
        for before, after in _PAIRS
    }
    rows = rows_of(of_pair[_PAIRS[0]], "challenge", "teams")
    wide = rows.table.assign(
        **{
            _name(pair): counts.set_index("challenge")["teams"].reindex(rows.names).array
            for pair, counts in of_pair.items()
        },
        teams=directions(table).sum(axis="columns", min_count=1).reindex(rows.names).array,
    )
    withheld = rows.withheld
    if isinstance(given, Released):
        hidden = given.withheld["teams"].groupby(table["challenge"]).any()
        withheld = hidden.reindex(rows.names, fill_value=False).reset_index(drop=True)
    return Rows(wide, rows.names, wide["teams"].notna(), withheld)
