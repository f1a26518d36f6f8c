"""Who took part: returned of asked, in counts, and team by team for the desk. No ratings."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import pandas as pd

from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.rules import ALL_TEAMS, PUBLIC
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import bar_plot, palette
from trip_analytics.plots.drawing.grid import Grid
from trip_analytics.plots.drawing.phrases import heading, in_a_sentence
from trip_analytics.plots.drawing.picture import Picture, plotted, with_words
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.plots.drawing.theme import in_force

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEADINGS: Final = ("Returned", "Complete", "Both leads")
_NEEDED: Final = {"team", "returned", "complete", "priorities", "with_both_leads"}
_NOT_FOR_RELEASE: Final = "It names teams: it is for chasing and support, not for release."
_NOTHING: Final = "–"

# Letters of a name.
_LONGEST: Final = 50

# A block is as long as a page, inches.
_ROWS: Final = 45
_ROW: Final = 0.19
_CELL: Final = (0.57, 0.75)
# Points.
_PRINT: Final = 8


@plotted
def plot_participation(table: Drawable) -> Picture:
    """Draw how many of the teams asked returned a review, part by part, by name.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``participation``, whose teams are counted by service line, or its release; the
        title says the row "All teams".

    Returns
    -------
    Axes
        For each part an outlined bar as long as the number of teams asked, filled as
        far as they returned.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.participation import participation
    >>> from trip_analytics.disclosure.releasing import release
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm"], "service_line": "Adult", "year": 2025, "item_id": "choices"}
    ... )
    >>> returns = Returns.from_tables(ratings=ratings.assign(rating=[4, 2]))
    >>> result = release(participation(returns), returns)
    >>> plot_participation(result).get_yticklabels()[0].get_text()
    'Adult'
    """
    counts = table.table if isinstance(table, Released) else table
    if set(counts.columns) >= _NEEDED:
        counts = release_participation(counts, rule=PUBLIC).table
    if not {"asked", "returned"} <= set(counts.columns):
        raise AnalysisError(
            "This plot draws who took part: give it what participation returned, or its release."
        )
    about = str(counts.columns[0])
    is_whole = counts[about].eq(ALL_TEAMS).fillna(False).astype(bool)
    whole = _returned_of_asked(counts.loc[is_whole])
    back = f"{whole.iloc[0] + ' teams' if len(whole) else 'The teams that'} returned a review"
    rows = rows_of(counts.loc[~is_whole], about, "returned")
    drawn = rows.drawn()
    of = _returned_of_asked(drawn)
    return Picture(
        rows,
        title=back,
        subtitle=f"Teams by {about.replace('_', ' ')}",
        marks=bar_plot.counted_bars(
            "Teams",
            of,
            bar_plot.Bars(drawn["returned"], bar_plot.FULL, "returned"),
            bar_plot.Bars(drawn["asked"], bar_plot.OUTLINE, "asked"),
        ),
        summary=f"Bars: {back}.",
        said=[f"{part} {count}" for part, count in zip(drawn[about], of, strict=True)],
    )


def _returned_of_asked(table: pd.DataFrame) -> pd.Series[str]:
    return table["returned"].astype("string") + " of " + table["asked"].astype("string")


def _grid_in_words(table: pd.DataFrame) -> str:
    teams = _by_name(table)
    said = [_told(row) for _, row in teams.iterrows()]
    return (
        f"A grid of teams by name: {_returned(teams)} returned a review. {_NOT_FOR_RELEASE}"
        f"{in_a_sentence(said)}"
    )


@with_words(_grid_in_words)
def plot_participation_grid(table: pd.DataFrame, *, title: str | None = None) -> Figure:
    """Draw who returned a review, whether it was complete and made with both leads, by name.

    It names teams, so it stays on the recovery lead's desk: no release or report draws it.

    Parameters
    ----------
    table : DataFrame
        As of ``participation``.
    title : str, optional
        Instead of its own; ``""`` for no heading.

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
    from trip_analytics.plots.drawing.figures import label_width
    from trip_analytics.plots.drawing.panels import GAP, panels
    from trip_analytics.plots.drawing.sheet import bare, name_rows
    from trip_analytics.plots.drawing.theme import MARGIN, medium

    teams = _by_name(table)
    names = max((label_width(name, _PRINT) for name in teams["team"]), default=0.0) + 0.1
    closest, widest = (names + cell * len(_HEADINGS) + GAP for cell in _CELL)
    page = medium().width - 2 * MARGIN
    columns = max(1, int(page / closest))
    # Blocks of one length, so that the last is not much shorter than the others.
    rows = -(-len(teams) // max(1, -(-len(teams) // _ROWS)))
    blocks = [teams.iloc[start : start + rows] for start in range(0, len(teams), rows or 1)]
    with in_force():
        figure, axes = panels(
            len(blocks),
            heading=heading(
                title,
                f"{_returned(teams)} returned a review",
                "Teams by name. Both leads: priorities with a staff and a service-user lead, "
                f"of all it named. {_NOT_FOR_RELEASE}",
            ),
            columns=columns,
            width=min(page / columns, widest),
            body=_ROW * rows,
            above=0.34,
            below=0.1,
            left=names,
        )
        for ax, block in zip(axes, blocks, strict=True):
            bare(ax)
            _grid(block).draw(ax)
            name_rows(ax, block["team"].tolist(), Grid.middle, places=rows)
            ax.tick_params(axis="y", labelsize=_PRINT)
    return figure


def _grid(teams: pd.DataFrame) -> Grid:
    """A row for each team: what it did in full cells, what it did not in empty ones."""
    answers = teams[["returned", "complete"]].astype("boolean")
    yes_or_no = answers.astype("object").replace({True: "yes", False: "no"}).fillna(_NOTHING)
    steps = answers.fillna(False).astype(int).assign(both=0)
    words = yes_or_no.assign(both=[_both_leads(row) for _, row in teams.iterrows()])
    return Grid(
        steps.set_axis(_HEADINGS, axis="columns"),
        words,
        colours=(palette.PAGE, palette.FINDING),
        inks=(palette.TEXT, palette.PAGE),
        size=_PRINT,
    )


def _told(row: pd.Series) -> str:
    if not row["returned"]:
        return f"{row['team']} has not returned"
    whole = {True: ", complete", False: ", not complete"}.get(row["complete"], "")
    return f"{row['team']} has returned{whole}, priorities with both leads: {_both_leads(row)}"


def _both_leads(row: pd.Series) -> str:
    if pd.isna(row["priorities"]) or pd.isna(row["with_both_leads"]):
        return _NOTHING
    if not row["priorities"]:
        return "none"
    return f"{row['with_both_leads']} of {row['priorities']}"


def _returned(teams: pd.DataFrame) -> str:
    return f"{int(teams['returned'].sum())} of {len(teams)} teams"


def _by_name(table: Drawable) -> pd.DataFrame:
    if isinstance(table, Released) or not _NEEDED.issubset(table.columns):
        raise AnalysisError("This plot draws teams by name: give it what participation returned.")
    teams = table.assign(team=table["team"].astype("string"))
    teams = teams.sort_values("team", key=lambda names: names.str.casefold(), kind="stable")
    shortened = [textwrap.shorten(name, _LONGEST, placeholder=" …") for name in teams["team"]]
    return teams.assign(team=pd.array(shortened, dtype="string"))
