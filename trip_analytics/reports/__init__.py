"""One report model, drawn as a web page, a Word document, a workbook and a PDF."""

from __future__ import annotations

from trip_analytics.reports.writing import write_report

__all__ = ["write_report"]
