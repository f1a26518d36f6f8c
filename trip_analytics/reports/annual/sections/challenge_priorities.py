"""Which of the organisational challenges are put first (Template A)."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.analysis.challenge_priorities import put_first
from trip_analytics.analysis.questions import describe
from trip_analytics.plots.challenge_priorities import plot_challenge_priorities
from trip_analytics.reports.annual.blocks import as_table, enough_to_draw, picture
from trip_analytics.reports.annual.report_data import NO_STAGES, ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, withheld_figures
from trip_analytics.reports.model import Column, Paragraph, Section

_HEADING = "Which challenges come first"


def _write(data: ReportData) -> Section | str:
    """How many returns put each challenge among their first five."""
    if data.nobody_gave_stages:
        return NO_STAGES
    priorities = data.tables.get("challenge_priorities")
    if priorities is None or not priorities.table["returns"].gt(0).any():
        return f"{_HEADING}: no return ranks the challenges."
    if not enough_to_draw(priorities, "in_top_five"):
        return f"{_HEADING}: too few returns rank the challenges to show it."
    return Section(
        _HEADING,
        (
            Paragraph(describe(priorities)),
            picture(
                plot_challenge_priorities,
                priorities,
                f"Challenges among the first five priorities, {data.year}",
            ),
            as_table(
                priorities,
                f"Number of returns that put each challenge first, {data.year}",
                (
                    (Column("Challenge"), "challenge"),
                    (Column("Among the first five of", "whole"), "in_top_five"),
                    (Column("Share of returns", "share"), "share"),
                    (Column("Ranked first by", "whole"), "ranked_first"),
                    (Column("Typical place", "whole"), "typical_place"),
                ),
                notes=(
                    "Typical place: the middle one of the places that returns give it, 1 for the "
                    "first priority.",
                ),
            ),
        ),
    )


def _messages(data: ReportData) -> Iterator[Message]:
    priorities = data.tables.get("challenge_priorities")
    if data.anybody_rated or priorities is None or not enough_to_draw(priorities, "in_top_five"):
        return
    if said := put_first(priorities.table):
        yield Message("next", said)


SECTION = ReportSection(
    place=62,
    about="stages",
    write=_write,
    messages=_messages,
    withheld=withheld_figures(
        "how many put {} among their first five", "challenge_priorities", "in_top_five", "challenge"
    ),
)
