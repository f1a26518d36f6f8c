"""The summary for the Board: two pages that can be read alone, made of each section's part."""

from __future__ import annotations

from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.annual.sections import sections_of
from trip_analytics.reports.model import Paragraph, Section
from trip_analytics.words import number


def _write(data: ReportData) -> Section:
    practices = data.practices
    lowest, highest = practices.scale[0], practices.scale[-1]
    opening = Paragraph(
        "Once a year our teams look at how far they work in ways that support people's "
        "recovery. Staff and people who use the service agree together how well developed "
        f"each of {number(len(practices.items))} practices is in their team, from "
        f"{lowest.value} ({lowest.label.lower()}) to {highest.value} "
        f"({highest.label.lower()}). Then they choose what to work on. This report brings "
        "their answers together. It does not compare teams."
    )
    parts = (block for section in sections_of(data) for block in section.in_brief(data))
    return Section("In brief", (opening, *parts))


SECTION = ReportSection(place=10, write=_write)
