"""The documents of a report: one of each format."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Report
from trip_analytics.reports.pdf import can_write_pdf, to_pdf
from trip_analytics.reports.pictures import with_pictures
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook


def documents_of(report: Report) -> dict[str, bytes]:
    """Every document of a report and of its summary, by its name."""
    reports = [report] if report.summary is None else [report, report.summary]
    # Workbooks have no pictures, and are written while others draw them.
    workbooks = [to_workbook(each) if each.tables else None for each in reports]
    reports = list(map(with_pictures, reports))
    documents = {}
    # typst lets other threads work while it sets a PDF.
    with ThreadPoolExecutor(max_workers=1) as beside:
        pdfs = [beside.submit(to_pdf, each) for each in reports if can_write_pdf()]
        for at, (each, workbook) in enumerate(zip(reports, workbooks, strict=True)):
            documents[f"{each.file_name}.html"] = to_html(each)
            documents[f"{each.file_name}.docx"] = to_word(each)
            if workbook:
                name = each.file_name.replace(f"{each.year}", f"{each.year}-tables", 1)
                documents[f"{name}.xlsx"] = workbook
            if pdfs:
                documents[f"{each.file_name}.pdf"] = pdfs[at].result()
    return documents
