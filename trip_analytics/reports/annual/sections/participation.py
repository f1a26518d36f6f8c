"""Who returned a review: numbers of teams, never who answered how."""

from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.participation import returned
from trip_analytics.disclosure import ALL_TEAMS
from trip_analytics.plots import alt_text_participation, plot_participation
from trip_analytics.reports.annual.blocks import as_table, picture
from trip_analytics.reports.annual.report_data import Findings
from trip_analytics.reports.model import Column, Paragraph, Section


def whole_trust(findings: Findings) -> pd.DataFrame:
    """The numbers of teams of the whole trust, as a table of one row."""
    return findings.participation.where("service_line", ALL_TEAMS).table


def who_returned(findings: Findings) -> Section:
    """Teams asked, returned and complete, by service line."""
    if findings.has_register:
        asked = (
            f"The teams asked are those in the trust's register that were open in {findings.year}."
        )
    else:
        asked = (
            "There is no register of teams, so the teams asked are taken to be those that have "
            "returned a review in this year or before. A team that has closed counts as not "
            "returned."
        )
    heading = "Who returned a review"
    if whole_trust(findings)["asked"].eq(0).all():
        return Section(heading, (Paragraph(returned(whole_trust(findings))),))
    return Section(
        heading,
        (
            Paragraph(f"{returned(whole_trust(findings))} {asked}"),
            picture(
                plot_participation,
                alt_text_participation,
                findings.participation,
                f"Teams that returned a review in {findings.year}, by service line",
            ),
            as_table(
                findings.participation,
                f"Teams asked and reviews returned in {findings.year}",
                (
                    (Column("Service line"), "service_line"),
                    (Column("Teams asked", "whole"), "asked"),
                    (Column("Returned", "whole"), "returned"),
                ),
            ),
            Paragraph(
                "Teams that did not return may differ from those that did. The rest of this "
                "report is about the teams that returned."
            ),
        ),
    )
