"""Sections of the report declare themselves, each in a module of its own."""

import sys

import pytest

from trip_analytics.reports.annual import compose, sections
from trip_analytics.reports.annual.sections import report_sections

A_SECTION = """
from trip_analytics.reports.annual.section import Message, ReportSection, Withheld
from trip_analytics.reports.model import Paragraph, Section


def _withheld(data):
    stages = data.tables["stage_profile"]
    yield Withheld("the gardens of {}", stages, stages.withheld["stage_1"].eq(False), "challenge")


SECTION = ReportSection(
    place=25,
    write=lambda data: Section("Gardens", (Paragraph("Many."),)),
    messages=lambda data: [Message("strong", "Many gardens.", is_sure=True)],
    to_talk_over=lambda data: ["Whose gardens?"],
    withheld=_withheld,
)
"""


def test_each_section_has_a_place_of_its_own():
    places = [section.place for section in report_sections()]
    assert len(places) > 5
    assert places == sorted(set(places))


@pytest.mark.usefixtures("undrawn")
def test_a_module_is_all_that_a_section_takes(found, tmp_path, monkeypatch):
    (tmp_path / "gardens.py").write_text(A_SECTION, encoding="utf-8")
    monkeypatch.setattr(sections, "__path__", [*sections.__path__, str(tmp_path)])
    try:
        report = compose(found)
    finally:
        sys.modules.pop("trip_analytics.reports.annual.sections.gardens", None)
    headings = [section.heading for section in report.sections]
    assert headings[1:4] == ["Who took part", "Gardens", "Strongest and weakest practices"]
    assert "Many gardens." in report.sections[0].blocks[1].items
    asked = report.sections[headings.index("What to talk over")].blocks[1].items
    assert "Whose gardens?" in asked
    assert "the gardens of each challenge" in report.withheld
