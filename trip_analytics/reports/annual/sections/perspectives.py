"""What staff and people using services see differently."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.significance import POINTS, claims
from trip_analytics.plots.perspectives import plot_perspectives
from trip_analytics.reports.annual.blocks import as_table, enough_to_draw, pictures
from trip_analytics.reports.annual.report_data import NO_RATINGS, ReportData
from trip_analytics.reports.annual.section import ReportSection, withheld_figures
from trip_analytics.reports.annual.sections.practices import about_turned_round
from trip_analytics.reports.model import Block, Column, Paragraph, Section
from trip_analytics.words import mid_sentence, opening, view_of

_HEADING = "Views of staff and of people using services"
_MOST_ASKED = 2


def _write(data: ReportData) -> Section | str:
    """How each practice is rated from two points of view, in the same teams."""
    if not data.anybody_rated:
        return NO_RATINGS
    gap = data.tables.get("perspective_gap")
    if gap is None or gap.table["teams"].eq(0).all():
        return f"{_HEADING}: no team gave the ratings of both."
    if gap.table["gap"].isna().all():
        return f"{_HEADING}: too few teams gave the ratings of both, or nearly all gave the same."
    of, over = (opening(view_of(gap.table.attrs[name])) for name in ("of", "over"))
    blocks: list[Block] = [
        Paragraph(
            f"Some teams also gave the views of each group. {describe(gap)} A difference is no "
            "fault of either: it is something to talk about."
        ),
        *about_turned_round(data),
    ]
    if enough_to_draw(gap, "gap"):
        title = f"Practices as each group rates them, {data.year}"
        blocks += pictures(plot_perspectives, gap, title)
    ends = ("Difference from", "Difference to")
    blocks.append(
        as_table(
            gap,
            f"Average ratings by each group in the teams that have both, {data.year}",
            (
                (Column("Practice"), "practice"),
                (Column("Teams", "whole"), "teams"),
                (Column(of, "rating"), "mean_of"),
                (Column(over, "rating"), "mean_over"),
                (Column("Difference", "change"), "gap"),
                (Column("Difference: 95% interval", "change", ends), ("gap_low", "gap_high")),
                (Column("p, at most", "probability"), "p_adjusted"),
            ),
            notes=(
                "p: how often luck alone would give so clear a difference, allowing for how many "
                "practices we look at. An interval without zero in it is not enough to be sure.",
            ),
        )
    )
    return Section(_HEADING, tuple(blocks))


def _to_talk_over(data: ReportData) -> Iterator[str]:
    gap = data.tables.get("perspective_gap")
    if gap is None or gap.table.empty:
        return
    of, over = (view_of(gap.table.attrs[name]) for name in ("of", "over"))
    known = claims(gap.table, "gap", "gap_low")
    for row in pd.concat([known.below, known.above]).head(_MOST_ASKED).to_dict("records"):
        way = "lower" if row["gap"] < 0 else "higher"
        yield (
            f"{opening(of)} rate {mid_sentence(row['practice'])} {POINTS.far(row['gap'])} {way} "
            f"than {over} do. What do they see that {over} do not?"
        )


SECTION = ReportSection(
    place=74,
    about="ratings",
    write=_write,
    to_talk_over=_to_talk_over,
    withheld=withheld_figures(
        "how staff and people using services see {}", "perspective_gap", "gap"
    ),
)
