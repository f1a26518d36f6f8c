"""What says who may have a report is on every page that is printed."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess

import pytest

from trip_analytics.reports.html import to_html

NOTICE = "For the desk: not to be passed on."


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext reads the pages")
@pytest.mark.slow
def test_a_notice_is_on_every_printed_page(report, chromium, tmp_path):
    page, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_bytes(to_html(dataclasses.replace(report, notice=NOTICE)))
    chrome = (chromium, "--headless", "--no-sandbox", "--disable-gpu")
    subprocess.run([*chrome, f"--print-to-pdf={printed}", page.as_uri()], check=True)
    words = subprocess.run(["pdftotext", printed, "-"], check=True, capture_output=True, text=True)
    pages = words.stdout.split("\f")[:-1]
    assert len(pages) > 5
    assert all(NOTICE in each for each in pages)
