"""What the words of the report mean."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.model import Column, Section, Table


def _write(data: ReportData) -> Section:
    """The words that this report may use, in the order of the alphabet."""
    text = files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8")
    there = {
        "ratings": data.anybody_rated,
        "stages": data.tables["stage_profile"].table["teams"].gt(0).any(),
    }
    rows = tuple(
        (each["word"], each["meaning"])
        for each in tomllib.loads(text)["word"]
        if there.get(each.get("about", ""), True)
    )
    table = Table("Words and what they mean here", (Column("Word"), Column("Meaning")), rows)
    return Section("Words that we use", (table,))


SECTION = ReportSection(place=95, write=_write, always=True)
