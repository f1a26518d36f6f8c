from __future__ import annotations

from pathlib import Path

import pytest

REPORT = Path(__file__).parents[2] / "notebooks" / "05_annual_report.ipynb"


@pytest.mark.usefixtures("undrawn")
def test_writes_the_report_and_looks_through_it(run, tmp_path):
    shown = run(REPORT, year=2024, out=str(tmp_path / "report"))
    (names,) = shown["write"]
    assert {"annual-report-2024.html", "annual-report-2024.docx"} <= {*names}
    assert all((tmp_path / "report" / name).is_file() for name in names)
    (page,) = shown["look"]
    assert "nnual recovery report 2024" in page.data
    (found,) = shown["audit"]
    assert "Looked at " in str(found.attrs["notes"])
