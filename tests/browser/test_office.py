from __future__ import annotations

import subprocess

import pytest

from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def converted(report, soffice, tmp_path_factory):
    """Both documents as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "report.docx").write_bytes(to_word(report))
    (folder / "tables.xlsx").write_bytes(to_workbook(report))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "report.docx"),
            str(folder / "tables.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    return folder


def pages(pdf):
    """How many pages a PDF's page tree counts."""
    return pdf.read_bytes().count(b"/Type/Page\n") + pdf.read_bytes().count(b"/Type/Page/")


def test_word_document_opens_with_all_its_pages(converted):
    assert 8 <= pages(converted / "report.pdf") <= 20


def test_workbook_opens_with_every_sheet(converted, report):
    assert pages(converted / "tables.pdf") >= 3 + len(report.tables)
