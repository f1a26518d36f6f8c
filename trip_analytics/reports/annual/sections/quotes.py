"""The comments that a person chose to quote."""

from __future__ import annotations

from itertools import groupby

from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.model import Block, Paragraph, Quotations, Section, Subheading


def _write(data: ReportData) -> Section | str:
    """The comments, by practice; none where none was chosen."""
    if not data.request.quotes:
        return "Comments in teams' own words: nobody chose any to be quoted."
    blocks: list[Block] = [
        Paragraph(
            "Somebody read these comments and chose each of them to be quoted here. Under each "
            "practice or challenge they are in alphabetical order. We do not say which teams "
            "wrote them, or how those teams rated themselves."
        )
    ]
    for about, quotes in groupby(data.request.quotes, key=lambda quote: quote.about):
        words = tuple(dict.fromkeys(quote.words for quote in quotes))
        blocks += [Subheading(about), Quotations(about, words)]
    return Section("In teams' own words", tuple(blocks))


SECTION = ReportSection(place=80, write=_write)
