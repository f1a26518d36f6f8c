from __future__ import annotations

import io
import zipfile

from trip_analytics.reports.reproducible import without_clock_times


def archive(year):
    core = (
        f"<cp><dc:title>A</dc:title><dcterms:created t='d'>{year}-01-02T03:04:05Z</dcterms:created>"
        f"<dcterms:modified t='d'>{year}-02-03T04:05:06Z</dcterms:modified></cp>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr(zipfile.ZipInfo("docProps/core.xml", (year, 1, 2, 3, 4, 5)), core)
        target.writestr(zipfile.ZipInfo("word/document.xml", (year, 1, 2, 3, 4, 5)), "text")
    return packed.getvalue()


def test_the_day_of_writing_leaves_no_trace():
    assert archive(2024) != archive(2025)
    assert without_clock_times(archive(2024)) == without_clock_times(archive(2025))


def test_all_else_is_kept():
    with zipfile.ZipFile(io.BytesIO(without_clock_times(archive(2025)))) as kept:
        assert kept.read("word/document.xml") == b"text"
        assert kept.read("docProps/core.xml") == b"<cp><dc:title>A</dc:title></cp>"
