from __future__ import annotations

from dataclasses import replace
from importlib import resources

import pytest

from trip_analytics.reports.model import Figure

pytest.importorskip("typst", reason="the extra pdf is not installed")

from trip_analytics.reports.pdf import to_pdf


def test_pdf_says_that_it_meets_pdf_ua(small_report):
    pdf = to_pdf(small_report)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    assert b"/MarkInfo" in pdf


def test_a_picture_without_alternative_text_is_refused(small_report):
    *before, last = small_report.sections
    blocks = tuple(
        replace(block, alt="") if isinstance(block, Figure) else block for block in last.blocks
    )
    silent = replace(small_report, sections=(*before, replace(last, blocks=blocks)))
    with pytest.raises(RuntimeError, match="alt"):
        to_pdf(silent)


def test_template_asks_for_no_package():
    template = resources.files("trip_analytics.reports") / "templates" / "report.typ"
    assert "import" not in template.read_text(encoding="utf-8")


def test_same_report_same_bytes(small_report):
    assert to_pdf(small_report) == to_pdf(small_report)
