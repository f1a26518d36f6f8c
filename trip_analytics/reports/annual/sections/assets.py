"""What teams can draw on, in numbers of teams: never in their words."""

from __future__ import annotations

from trip_analytics.analysis.questions import describe
from trip_analytics.reports.annual.blocks import as_table
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.model import Column, Paragraph, Section

_HEADING = "What teams can draw on"


def _write(data: ReportData) -> Section | str:
    """Under which headings of the form teams listed something."""
    categories = data.tables.get("asset_categories")
    if categories is None or categories.table.empty:
        return f"{_HEADING}: too few teams listed anything under a heading, or nearly all did."
    return Section(
        _HEADING,
        (
            Paragraph(
                "Teams list the people, skills, places and groups that they can draw on. What they "
                f"wrote stays with them. {describe(categories)}"
            ),
            as_table(
                categories,
                f"Teams that listed something under each heading, {data.year}",
                (
                    (Column("Heading"), "category"),
                    (Column("Teams", "whole"), "teams"),
                    (Column("Share of teams", "share"), "share"),
                ),
                notes=("Share: of the teams that returned a review.",),
            ),
        ),
    )


SECTION = ReportSection(place=76, write=_write)
