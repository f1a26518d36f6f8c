"""What the overall change is made of: bars to either side of nought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_from_to
from trip_analytics.words import counted, signed, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# What teams that left had added to the average is what their going takes from it.
_SIGNS: Final = {"matched_part": 1, "joiners_part": 1, "leavers_part": -1}
_NAMES: Final = ("the same teams changed", "teams joined", "teams left")
_LOOKS: Final[tuple[dict[str, Any], ...]] = (
    {"facecolor": palette.MATCHED, "edgecolor": palette.MATCHED},
    {"facecolor": palette.PAGE, "edgecolor": palette.JOINED, "hatch": "/////"},
    {"facecolor": palette.PAGE, "edgecolor": palette.LEFT, "hatch": "....."},
)


def plot_change_parts(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how much of each practice's overall change is change, how much coming and going.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``change_between``, or its release for the board, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        For each practice three bars behind one another, to the left of nought where they lower
        the average and to the right where they raise it (rating points): matched_part,
        joiners_part and minus leavers_part. A line marks overall_change, which they add up to.

    Raises
    ------
    AnalysisError
        The table is not a change, or holds several parts of a breakdown.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.change import change_between
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm", "Ash", "Oak"],
    ...         "year": [2024, 2024, 2025, 2025],
    ...         "item_id": "choices",
    ...         "rating": [2, 3, 4, 4],
    ...     }
    ... )
    >>> result = change_between(Returns.from_tables(ratings=ratings), 2024, 2025)
    >>> plot_change_parts(result).get_yticklabels()[1].get_text()
    'Own choices and decisions'
    """
    from matplotlib.patheffects import withStroke

    from trip_analytics.plots.picture import across_label, column, legend, sheet
    from trip_analytics.plots.scales import about_nought

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"What the overall change is made of{years_from_to(rows.table)}",
        subtitle="Points added to or taken from the average of all teams; "
        f"{spread(rows.table['teams'], 'team')} rated in both years",
        columns=2,
        legend=True,
    )
    drawn = rows.drawn()
    places = drawn.index.to_numpy()
    added = _added(drawn)
    ups, downs = added.clip(lower=0), added.clip(upper=0)
    # Bars of one direction stand behind one another, from nought outwards.
    ahead = ups.cumsum(axis=1).shift(1, axis=1, fill_value=0.0)
    below = downs.cumsum(axis=1).shift(1, axis=1, fill_value=0.0)
    for part, name, look in zip(_SIGNS, _NAMES, _LOOKS, strict=True):
        starts = ahead[part].where(added[part] > 0, below[part])
        ax.barh(places, added[part], left=starts, height=0.5, linewidth=1.2, label=name, **look)
    overall = drawn["overall_change"].to_numpy(dtype=float)
    ax.plot(
        overall,
        places,
        linestyle="none",
        marker="|",
        markersize=19,
        markeredgewidth=2.6,
        color=palette.TEXT,
        # It would not stand out from a full bar by itself.
        path_effects=[withStroke(linewidth=5.5, foreground=palette.PAGE)],
        label="overall change",
    )
    about_nought(ax, pd.concat([ups.sum(axis=1), downs.sum(axis=1)], axis=1), signed, least=0.5)
    across_label(ax, "lower average   ←   change   →   higher average")
    legend(ax)
    column(ax, 0, "Overall", drawn["overall_change"].map(signed))
    column(ax, 1, "Teams", drawn["teams"].map(str))
    return ax


def alt_text_change_parts(table: Drawable) -> str:
    """What ``plot_change_parts`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    drawn = rows.drawn()
    said = [
        f"{row['practice']} {signed(row['overall_change'])} overall: {signed(same)} from change in "
        f"the same {counted(row['teams'], 'team')}, {signed(joined)} from teams that joined, "
        f"{signed(left)} from teams that left"
        for (_, row), (same, joined, left) in zip(
            drawn.iterrows(), _added(drawn).to_numpy(), strict=True
        )
    ]
    return (
        f"Bars: what the change in the average of each of {len(rows.names)} practices is made of"
        f"{years_from_to(rows.table)}, in rating points.{told(said)}{rows.missing_in_words()}"
    )


def _added(drawn: pd.DataFrame) -> pd.DataFrame:
    """What each part adds to the overall change."""
    return drawn[list(_SIGNS)].astype(float) * pd.Series(_SIGNS)


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "joiners_part")
