"""The documents of a report: one of each format."""

from __future__ import annotations

from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Report
from trip_analytics.reports.pdf import can_write_pdf, to_pdf
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook


def documents_of(report: Report) -> dict[str, bytes]:
    """Every document of a report and of its summary, by its name."""
    documents = {
        f"{report.file_name}.html": to_html(report),
        f"{report.file_name}.docx": to_word(report),
    }
    if report.tables:
        name = report.file_name.replace(f"{report.year}", f"{report.year}-tables", 1)
        documents[f"{name}.xlsx"] = to_workbook(report)
    if can_write_pdf():
        documents[f"{report.file_name}.pdf"] = to_pdf(report)
    return documents if report.summary is None else documents | documents_of(report.summary)
