"""What teams chose to work on."""

from __future__ import annotations

from trip_analytics.analysis.describe import describe
from trip_analytics.analysis.participation import leads
from trip_analytics.plots import alt_text_priorities, plot_priorities
from trip_analytics.reports.annual.blocks import Shown, as_table, picture
from trip_analytics.reports.annual.report_data import Findings
from trip_analytics.reports.annual.sections.participation import whole_trust
from trip_analytics.reports.model import Column, Paragraph, Section

# How firmly priorities were planned, which is for the desk.
_HOW: tuple[Shown, ...] = (
    (Column("With a staff lead", "whole"), "with_staff_lead"),
    (Column("With a lead who uses the service", "whole"), "with_service_user_lead"),
    (Column("With both leads", "whole"), "with_both_leads"),
    (Column("With a measure", "whole"), "with_measure"),
    (Column("With a date", "whole"), "with_due"),
)


def chosen_priorities(findings: Findings) -> Section:
    """How often each practice was chosen, and how firmly planned."""
    heading = "What teams chose as priorities"
    if not _named_any(findings):
        return Section(heading, (Paragraph(priorities_in_a_sentence(findings)),))
    return Section(
        heading,
        (
            Paragraph(
                "After the ratings, each team chooses up to three priorities for the year ahead. "
                f"{priorities_in_a_sentence(findings)} {leads(whole_trust(findings))}"
            ),
            Paragraph(
                "Teams often choose what they rated low. So a priority is a sign of where teams "
                "want to put their effort, not of failure."
            ),
            picture(
                plot_priorities,
                alt_text_priorities,
                findings.themes,
                f"Practices that teams chose as priorities, {findings.year}",
            ),
            as_table(
                findings.themes,
                f"Teams that chose each practice as a priority, {findings.year}",
                (
                    (Column("Practice or challenge"), "practice"),
                    (Column("Teams", "whole"), "teams"),
                    (Column("Share of teams", "share"), "share"),
                    *(each for each in _HOW if each[1] in findings.themes.table),
                ),
                notes=(
                    "A team may choose several practices. Share: of the teams that named any "
                    "priority.",
                ),
            ),
        ),
    )


def priorities_in_a_sentence(findings: Findings) -> str:
    """The practices that most teams chose."""
    if not _named_any(findings):
        return f"No team named a priority in {findings.year}."
    return describe(findings.themes.table)


def _named_any(findings: Findings) -> bool:
    """Whether any team named a priority."""
    return bool(whole_trust(findings)["priorities"].gt(0).any())
