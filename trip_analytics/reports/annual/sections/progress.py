"""What became of the priorities that teams named."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from trip_analytics.analysis.questions import describe
from trip_analytics.plots.progress import plot_progress
from trip_analytics.reports.annual.blocks import as_table, enough_to_draw, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, withheld_figures
from trip_analytics.reports.model import Block, Column, Paragraph, Section
from trip_analytics.words import percent

_HEADING = "What became of priorities"
# If the returns leave out more than this share, what they say may be far from the whole.
_MOSTLY_SAID = 0.5


def _write(data: ReportData) -> Section | str:
    """How far the priorities of each year have come."""
    progress = data.tables.get("progress_so_far")
    if progress is None or not progress.table["priorities"].gt(0).any():
        return f"{_HEADING}: no team has named a priority."
    table = progress.table
    said = table["priorities"] - table["not_said"]
    if table["achieved"].notna().any() and said.fillna(0).eq(0).all():
        return f"{_HEADING}: no return says how far they have come."
    if table["achieved"].isna().all():
        return f"{_HEADING}: too few teams say, or nearly all say the same."
    blocks: list[Block] = [
        Paragraph(
            f"{describe(progress)} Priorities that were named this year have only just begun."
        )
    ]
    if enough_to_draw(progress, "achieved"):
        title = f"How far the priorities of each year have come, up to {data.year}"
        blocks.append(picture(plot_progress, progress, title))
    blocks.append(
        as_table(
            progress,
            f"What became of the priorities of each year, up to {data.year}",
            (
                (Column("Named in", "year"), "year"),
                (Column("Priorities", "whole"), "priorities"),
                (Column("Achieved", "whole"), "achieved"),
                (Column("Started", "whole"), "started"),
                (Column("Not started", "whole"), "not_started"),
                (Column("Stopped", "whole"), "stopped"),
                (Column("Not said", "whole"), "not_said"),
            ),
        )
    )
    return Section(_HEADING, tuple(blocks))


def _of_last_year(data: ReportData) -> pd.DataFrame:
    """The last year before this one with priorities, where most returns say what became of them."""
    progress = data.tables.get("progress_so_far")
    if progress is None or progress.table.empty:
        return pd.DataFrame()
    table = progress.table
    known = table.loc[
        table["year"].lt(data.year)
        & table["priorities"].gt(0)
        & table["not_said"].le(table["priorities"] * _MOSTLY_SAID)
    ]
    return known.tail(1)


def _messages(data: ReportData) -> Iterator[Message]:
    for row in _of_last_year(data).to_dict("records"):
        achieved, named = row["achieved"], row["priorities"]
        yield Message(
            "next",
            f"Of the {named} priorities named in {row['year']}, {achieved} "
            f"({percent(achieved / named)}) have been achieved.",
        )


def _to_talk_over(data: ReportData) -> Iterator[str]:
    for row in _of_last_year(data).to_dict("records"):
        if row["achieved"] and row["stopped"]:
            yield (
                f"Of the {row['priorities']} priorities named in {row['year']}, {row['achieved']} "
                f"were achieved and {row['stopped']} stopped. What made the difference?"
            )


SECTION = ReportSection(
    place=72,
    about="ratings",
    write=_write,
    messages=_messages,
    to_talk_over=_to_talk_over,
    withheld=withheld_figures(
        "what became of the priorities of {}", "progress_so_far", "achieved", "year"
    ),
)
