"""What teams chose to work on."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.analysis.describe import describe
from trip_analytics.analysis.participation import leads
from trip_analytics.plots.priorities import alt_text_priorities, plot_priorities
from trip_analytics.reports.annual.blocks import Shown, as_table, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection, Withheld
from trip_analytics.reports.annual.sections.participation import whole_trust
from trip_analytics.reports.model import Block, Column, Paragraph, Section, Subheading

# How firmly priorities were planned, which is for the desk.
_HOW: tuple[Shown, ...] = (
    (Column("With a staff lead", "whole"), "with_staff_lead"),
    (Column("With a lead who uses the service", "whole"), "with_service_user_lead"),
    (Column("With both leads", "whole"), "with_both_leads"),
    (Column("With a measure", "whole"), "with_measure"),
    (Column("With a date", "whole"), "with_due"),
)


def _write(data: ReportData) -> Section:
    """How often each practice was chosen, and how firmly planned."""
    heading = "What teams chose as priorities"
    if not _named_any(data):
        return Section(heading, (Paragraph(_in_a_sentence(data)),))
    return Section(
        heading,
        (
            Paragraph(
                "After the ratings, each team chooses up to three priorities for the year ahead. "
                f"{_in_a_sentence(data)} {leads(whole_trust(data))}"
            ),
            Paragraph(
                "Teams often choose what they rated low. So a priority is a sign of where teams "
                "want to put their effort, not of failure."
            ),
            picture(
                plot_priorities,
                alt_text_priorities,
                data.tables["priority_themes"],
                f"Practices that teams chose as priorities, {data.year}",
            ),
            as_table(
                data.tables["priority_themes"],
                f"Teams that chose each practice as a priority, {data.year}",
                (
                    (Column("Practice or challenge"), "practice"),
                    (Column("Teams", "whole"), "teams"),
                    (Column("Share of teams", "share"), "share"),
                    *(each for each in _HOW if each[1] in data.tables["priority_themes"].table),
                ),
                notes=(
                    "A team may choose several practices. Share: of the teams that named any "
                    "priority.",
                ),
            ),
        ),
    )


def _in_a_sentence(data: ReportData) -> str:
    """The practices that most teams chose."""
    if not _named_any(data):
        return f"No team named a priority in {data.year}."
    return describe(data.tables["priority_themes"].table)


def _named_any(data: ReportData) -> bool:
    """Whether any team named a priority."""
    return bool(whole_trust(data)["priorities"].gt(0).any())


def _in_brief(data: ReportData) -> tuple[Block, ...]:
    words = f"{_in_a_sentence(data)} {leads(whole_trust(data))}".strip()
    return Subheading("What teams chose to work on"), Paragraph(words)


def _withheld(data: ReportData) -> Iterator[Withheld]:
    priorities = data.tables["priority_themes"]
    yield Withheld("how many teams chose {}", priorities, priorities.withheld["teams"])


SECTION = ReportSection(
    place=70, about="ratings", write=_write, in_brief=_in_brief, withheld=_withheld
)
