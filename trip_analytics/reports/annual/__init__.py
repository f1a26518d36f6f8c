"""What the annual trust report says."""

from __future__ import annotations

from trip_analytics.reports.annual.report_data import (
    PUBLIC_REPORT,
    ReportData,
    ReportRequest,
    gather_data,
)
from trip_analytics.reports.annual.sections import report_sections, withheld_in_words
from trip_analytics.reports.model import Report
from trip_analytics.returns import Returns


def annual_report(returns: Returns, request: ReportRequest = PUBLIC_REPORT) -> Report:
    """Compose the annual trust report of a year.

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year; the message lists the years there are.
    DisclosureError
        Fewer than 5 teams rated their practices, or the breakdown would show single teams.
    """
    return compose(gather_data(returns, request))


def compose(data: ReportData) -> Report:
    """The report that a year's data make."""
    draft = "Draft: " if data.is_draft else ""
    written = (section.write(data) for section in report_sections())
    return Report(
        title=f"{draft}{'a' if draft else 'A'}nnual recovery report {data.year}",
        organisation=data.organisation,
        year=data.year,
        sections=tuple(section for section in written if section is not None),
        withheld=withheld_in_words(data),
        audience=data.request.audience,
        notice=_notice(data),
    )


def _notice(data: ReportData) -> str:
    """What each page says of who may have the report; empty for a public one."""
    if data.request.audience == "desk":
        return (
            "For the desk: not to be passed on. These figures may show what a single team answered."
        )
    draft = "Draft, not published and not to be passed on." if data.is_draft else ""
    if data.request.audience == "board":
        board = (
            f"For {data.request.readers} only. A reader who also has the public reports may guess "
            "what a team that is new this year answered."
        )
        return f"{board} {draft}".strip()
    return draft
