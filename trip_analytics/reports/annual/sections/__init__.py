"""The sections of the annual report, one module each.

A module here holds ``SECTION``, a :class:`trip_analytics.reports.annual.section.ReportSection`:

- ``place``: sections come in the order of their places (10, 20, 30: one may go in between);
- ``write``: the section from the year's :class:`ReportData`; None where this report has none;
- ``in_brief``, if it has a part in the summary: that part's blocks;
- ``withheld``, if some of its figures may be withheld: which, for whoever makes the report;
- ``absent``, if the report may have no such section: what is missing, and why.

The report, its summary and the list of what is withheld are made of these: no section is named
anywhere else.
"""

from __future__ import annotations

from typing import Final

from trip_analytics.analysis.questions import declared_in
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection

# How the figures are to be read goes with every one of them.
ALWAYS: Final = "how_to_read"


def report_sections() -> list[ReportSection]:
    """Every section, in the order of the report."""
    return sorted(declared_in(__name__, ReportSection), key=lambda section: section.place)


def sections_of(data: ReportData) -> list[ReportSection]:
    """The sections that a report has: those that are asked for, if any are."""
    chosen = data.request.sections
    return [each for each in report_sections() if not chosen or each.name in (*chosen, ALWAYS)]


def withheld_in_words(data: ReportData) -> tuple[str, ...]:
    """What a report withholds, a clause for each kind of figure; empty where nothing is withheld.

    Written from the released tables alone, so that it says no more than the report does: such as
    ``"all figures of 'Shared safety planning'"`` and ``"the change since 2024 of 12 practices"``.
    """
    clauses = (each.in_words() for section in sections_of(data) for each in section.withheld(data))
    return tuple(filter(None, clauses))
