"""The documents of a report: one of each format."""

from __future__ import annotations

from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Report
from trip_analytics.reports.pdf import can_write_pdf, to_pdf
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook


def documents_of(report: Report) -> dict[str, bytes]:
    """Every document of a report, by its name."""
    name = f"annual-report-{report.year}"
    end = "" if report.audience == "public" else f"-{report.audience}"
    documents = {
        f"{name}{end}.html": to_html(report),
        f"{name}{end}.docx": to_word(report),
        f"{name}-tables{end}.xlsx": to_workbook(report),
    }
    if can_write_pdf():
        documents[f"{name}{end}.pdf"] = to_pdf(report)
    return documents
