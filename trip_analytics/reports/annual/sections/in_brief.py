"""The summary for the Board: two pages that can be read alone, made of each section's part."""

from __future__ import annotations

from dataclasses import replace

from trip_analytics.analysis.scale import Scale
from trip_analytics.instruments import Instrument
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.annual.sections import in_turn
from trip_analytics.reports.model import Block, Figure, Paragraph, Section, Subheading, Table
from trip_analytics.words import number


def _write(data: ReportData) -> Section:
    lists = data.lists["ratings"]
    each_of = (
        f"each of {_practices(lists[0])} is in their team, {Scale.of(lists[0]).in_words}"
        if len(lists) == 1
        else "practices are in their team, by several lists that are never put together: "
        + "; ".join(
            f"{each.title} has {_practices(each)}, rated {Scale.of(each).in_words}"
            for each in lists
        )
    )
    opening = Paragraph(
        "Once a year our teams look at how far they work in ways that support people's "
        "recovery. Staff and people who use the service agree together how well developed "
        f"{each_of}. Then they choose what to work on. This report brings "
        "their answers together. It does not compare teams."
    )
    parts = [
        _named(block, title)
        for section, of_list, title in in_turn(data)
        for block in section.in_brief(of_list)
    ]
    return Section("In brief", (opening, *parts))


def _practices(instrument: Instrument) -> str:
    """How many practices a list has."""
    return f"{number(len(instrument.items))} practices"


def _named(block: Block, title: str) -> Block:
    """A part of the summary with the title of its list, where there are several."""
    if not title:
        return block
    if isinstance(block, Subheading):
        return replace(block, text=f"{block.text}: {title}")
    if isinstance(block, Figure | Table):
        return replace(block, title=f"{block.title} ({title})")
    return block


SECTION = ReportSection(place=10, write=_write)
