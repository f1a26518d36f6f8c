"""Who returned a review and how they went about it, team by team, by name. No ratings."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from trip_analytics.disclosure import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable
from trip_analytics.plots.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKS: Final = {"returned": "Returned", "complete": "Complete"}
_HEADINGS: Final = [*_MARKS.values(), "Both leads"]
_NEEDED: Final = {"team", *_MARKS, "priorities", "with_both_leads"}
_NOT_FOR_RELEASE: Final = "It names teams: it is for chasing and support, not for release."

# Letters of a name.
_LONGEST: Final = 50
_NOTHING: Final = "–"

# A block is as long as a page, inches.
_ROWS: Final = 45
_ROW: Final = 0.19
_CELL: Final = (0.57, 0.75)
# Points.
_PRINT: Final = 8


def plot_participation_grid(table: pd.DataFrame) -> Figure:
    """Draw who returned a review, whether it was complete and made with both leads, by name.

    It names teams, so it stays on the recovery lead's desk: no release or report draws it.

    Parameters
    ----------
    table : DataFrame
        As of ``participation``.

    Returns
    -------
    Figure
        A row for each team by name alone, in blocks of 45 at most. Whether it returned, and
        whether its return is complete: a full dot for yes, a ring for no. How many of its
        priorities have a staff and a service-user lead, as "1 of 3", or that it named none.
        A dash where there is nothing to say.

    Raises
    ------
    AnalysisError
        The table is not of participation.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.participation import participation
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Elm", "Ash"], "year": [2024, 2025], "item_id": "choices", "rating": 3}
    ... )
    >>> figure = plot_participation_grid(participation(Returns.from_tables(ratings=ratings)))
    >>> [label.get_text() for label in figure.axes[0].get_yticklabels()]
    ['Ash', 'Elm']
    """
    from trip_analytics.plots.figures import MARGIN, WIDTH, label_width
    from trip_analytics.plots.panels import GAP, panels

    teams = _by_name(table)
    names = max((label_width(name, _PRINT) for name in teams["team"]), default=0.0) + 0.1
    closest, widest = (names + cell * len(_HEADINGS) + GAP for cell in _CELL)
    page = WIDTH - 2 * MARGIN
    columns = max(1, int(page / closest))
    # Blocks of one length, so that the last is not much shorter than the others.
    rows = -(-len(teams) // max(1, -(-len(teams) // _ROWS)))
    blocks = [teams.iloc[start : start + rows] for start in range(0, len(teams), rows or 1)]
    figure, axes = panels(
        len(blocks),
        title=f"{_returned(teams)} returned a review",
        subtitle="Teams by name. Both leads: priorities with a staff and a service-user lead, of "
        f"all it named. {_NOT_FOR_RELEASE}",
        columns=columns,
        width=min(page / columns, widest),
        body=_ROW * rows,
        above=0.34,
        below=0.1,
        left=names,
        legend=_legend(),
    )
    for ax, block in zip(axes, blocks, strict=True):
        _draw(ax, block.reset_index(drop=True), rows)
    return figure


def alt_text_participation_grid(table: pd.DataFrame) -> str:
    """What ``plot_participation_grid`` shows, in sentences for those who cannot see it."""
    teams = _by_name(table)
    said = [_told(row) for _, row in teams.iterrows()]
    return (
        f"A grid of teams by name: {_returned(teams)} returned a review. {_NOT_FOR_RELEASE}"
        f"{told(said)}"
    )


def _told(row: pd.Series) -> str:
    if not row["returned"]:
        return f"{row['team']} has not returned"
    whole = {True: ", complete", False: ", not complete"}.get(row["complete"], "")
    return f"{row['team']} has returned{whole}, priorities with both leads: {_both_leads(row)}"


def _both_leads(row: Mapping[Any, Any] | pd.Series) -> str:
    if pd.isna(row["priorities"]) or pd.isna(row["with_both_leads"]):
        return _NOTHING
    if not row["priorities"]:
        return "none"
    return f"{row['with_both_leads']} of {row['priorities']}"


def _draw(ax: Axes, block: pd.DataFrame, rows: int) -> None:
    ax.set_yticks(range(len(block)), block["team"].tolist(), parse_math=False)
    ax.set_ylim(rows - 0.5, -0.5)
    ax.set_xlim(-0.5, len(_HEADINGS) - 0.5)
    ax.set_xticks(range(len(_HEADINGS)), _HEADINGS)
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelsize=_PRINT, colors=palette.TEXT)
    ax.tick_params(axis="x", labelsize=_PRINT - 0.5, colors=palette.QUIET_TEXT)
    ax.spines[:].set_visible(False)
    ax.hlines(
        [place + 0.5 for place in range(len(block))],
        -0.5,
        len(_HEADINGS) - 0.5,
        color=palette.GUIDE,
        linewidth=0.6,
    )
    for across, column in enumerate(_MARKS):
        for answer, look in ((True, _YES), (False, _NO)):
            places = block.index[block[column].eq(answer).fillna(False).astype(bool)]
            ax.plot([across] * len(places), places, linestyle="none", **look)
    for place, row in enumerate(block.to_dict("records")):
        words = [_NOTHING if pd.isna(row[column]) else "" for column in _MARKS]
        for across, text in enumerate([*words, _both_leads(row)]):
            ax.text(across, place, text, ha="center", va="center_baseline", fontsize=_PRINT)


_YES: Final[dict[str, Any]] = {"marker": "o", "markersize": 6.5, "color": palette.FINDING}
_NO: Final[dict[str, Any]] = {**_YES, "markerfacecolor": palette.PAGE, "markeredgewidth": 1.4}


def _legend() -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], linestyle="none", label=label, **look)
        for label, look in (("yes", _YES), ("no", _NO))
    ]


def _returned(teams: pd.DataFrame) -> str:
    return f"{int(teams['returned'].sum())} of {len(teams)} teams"


def _by_name(table: Drawable) -> pd.DataFrame:
    if isinstance(table, Released) or not _NEEDED.issubset(table.columns):
        raise AnalysisError("This plot draws teams by name: give it what participation returned.")
    teams = table.assign(team=table["team"].astype("string"))
    teams = teams.sort_values("team", key=lambda names: names.str.casefold(), kind="stable")
    shortened = [textwrap.shorten(name, _LONGEST, placeholder=" …") for name in teams["team"]]
    return teams.assign(team=pd.array(shortened, dtype="string"))
