from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from trip_analytics.documents import without_clock_times

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


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


@pytest.mark.slow
def test_the_same_returns_and_settings_give_the_same_bytes_on_another_day_and_machine(tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text("[report]\ndate = 2026-03-31\n", encoding="utf-8")
    made = []
    for seed, zone in (("0", "UTC"), ("4242", "Asia/Tokyo")):
        out = tmp_path / seed
        subprocess.run(
            [
                sys.executable,
                "-m",
                "trip_analytics",
                "report",
                SAMPLE / "2025",
                "--settings",
                settings,
                "--out",
                out,
            ],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
        )
        made.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert {name.rpartition(".")[2] for name in made[0]} >= {"html", "docx", "xlsx"}
    assert b"31 March 2026" in made[0]["annual-report-2025.html"]
    assert made[0] == made[1]


def test_all_else_is_kept():
    with zipfile.ZipFile(io.BytesIO(without_clock_times(archive(2025)))) as kept:
        assert kept.read("word/document.xml") == b"text"
        assert kept.read("docProps/core.xml") == b"<cp><dc:title>A</dc:title></cp>"
