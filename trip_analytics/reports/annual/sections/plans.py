"""What is planned for the ten challenges (Template B)."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.analysis.describe import describe
from trip_analytics.reports.annual.blocks import as_table
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection, Withheld
from trip_analytics.reports.model import Column, Paragraph, Section


def _write(data: ReportData) -> Section | None:
    """How many plans there are for each challenge, and how much they hold."""
    plans = data.tables.get("plans")  # a year published before there was such a table has none
    if plans is None or plans.table.empty:
        return None
    return Section(
        "What is planned for the challenges",
        (
            Paragraph(
                "Template B holds the plan for one challenge: goals, actions, and the evidence by "
                f"which progress will be seen. {describe(plans)}"
            ),
            as_table(
                plans,
                f"Plans for each challenge, {data.year}",
                (
                    (Column("Challenge"), "challenge"),
                    (Column("Plans", "whole"), "plans"),
                    (Column("Goals", "whole"), "goals"),
                    (Column("Actions", "whole"), "actions"),
                    (Column("Sources of evidence", "whole"), "evidence"),
                ),
            ),
        ),
    )


def _withheld(data: ReportData) -> Iterator[Withheld]:
    if plans := data.tables.get("plans"):
        yield Withheld("what is planned for {}", plans, plans.withheld["plans"], "challenge")


SECTION = ReportSection(place=67, write=_write, withheld=_withheld)
