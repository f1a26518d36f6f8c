"""Questions to talk over, written from the results by rule: no targets, no marks."""

from __future__ import annotations

from typing import Final

from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.annual.sections import in_turn
from trip_analytics.reports.model import Bullets, Paragraph, Section

# More than these are not talked over in a meeting.
_MOST: Final = 8


def _write(data: ReportData) -> Section | str:
    """What each section asks, in the order of the report."""
    asked = [
        f"{title}: {question}" if title else question
        for section, of_list, title in in_turn(data)
        for question in section.to_talk_over(of_list)
    ]
    if not asked:
        return "What to talk over: nothing stands out from the results that could be shown."
    return Section(
        "What to talk over",
        (
            Paragraph(
                "These questions follow from what stands out in the results. They are not targets, "
                "and no answer is the right one. Teams, and the people who use their services, may "
                "have better ones."
            ),
            Bullets(tuple(asked[:_MOST])),
        ),
    )


SECTION = ReportSection(place=85, write=_write)
