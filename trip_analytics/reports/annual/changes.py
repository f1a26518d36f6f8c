"""What changed, in the teams that returned in both years."""

from __future__ import annotations

from trip_analytics.analysis.sentences import describe
from trip_analytics.analysis.sentences.change import lines
from trip_analytics.disclosure import Released
from trip_analytics.plots import alt_text_change, plot_change
from trip_analytics.reports.annual.findings import Findings
from trip_analytics.reports.annual.pictures import picture
from trip_analytics.reports.annual.tables import as_table
from trip_analytics.reports.model import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Section,
    Subheading,
    Table,
)

# A table in which fewer rows than this show anything says too little.
MOSTLY = 0.5
_CHANGE = Column("Average change", "change")


def what_changed(findings: Findings) -> Section:
    """A part for each earlier year that the report looks back to."""
    if not findings.changes:
        return Section(
            "What changed",
            (
                Paragraph(
                    f"There are no earlier ratings to compare {findings.year} with, so this year's "
                    "report says nothing about change."
                ),
            ),
        )
    blocks: list[Block] = [
        Paragraph(
            "To see change, we look only at teams that rated a practice in both years. Otherwise "
            "a change could simply mean that other teams had answered."
        )
    ]
    if len(findings.changes) == 1:
        since = int(findings.changes[0].table["from_year"].iloc[0])
        blocks.append(Paragraph(f"{since} is the only earlier year with ratings."))
    for change in findings.changes:
        blocks += _since(change)
    return Section("What changed", tuple(blocks))


def _since(change: Released) -> list[Block]:
    since, until = (int(change.table[year].iloc[0]) for year in ("from_year", "to_year"))
    years = f"{since} to {until}"
    blocks: list[Block] = [Subheading(f"Since {since}"), Paragraph(describe(change))]
    if sure := lines(change.table):
        blocks.append(Bullets(sure))
    blocks += [
        picture(
            plot_change,
            alt_text_change,
            change,
            f"Average change in rating, {years}, in teams that rated in both years",
            caption="A line that crosses nought means that the practice may not have changed.",
        ),
        as_table(
            change,
            f"Change in teams that rated in both years, {years}",
            (
                (Column("Practice"), "practice"),
                (Column("Teams in both years", "whole"), "teams"),
                (_CHANGE, "mean_change"),
                (
                    Column("Change: 95% interval", "change", ("Change from", "Change to")),
                    ("change_low", "change_high"),
                ),
                (
                    Column("p, at most", "probability"),
                    "p_adjusted",
                ),
                (Column("Teams higher", "share"), "improved"),
                (Column("Teams the same", "share"), "same"),
                (Column("Teams lower", "share"), "declined"),
            ),
            notes=(
                "Changes are in rating points. p: how often luck alone would give so clear a "
                "change, allowing for how many practices we look at.",
            ),
        ),
    ]
    if change.table["joiners_part"].notna().mean() >= MOSTLY:
        blocks.append(_parts(change, years))
    return blocks


def _parts(change: Released, years: str) -> Table:
    """What the teams of both years, those that joined and those that left added."""
    return as_table(
        change,
        f"How the average over all teams moved, {years}",
        (
            (Column("Practice"), "practice"),
            (Column("All teams", "change"), "overall_change"),
            (Column("Teams in both years", "change"), "matched_part"),
            (Column("Added by teams that joined", "change"), "joiners_part"),
            (Column("Taken away with teams that left", "change"), "leavers_part"),
        ),
        notes=(
            "The change over all teams is that of the teams in both years, plus what joining "
            "teams added, less what went with those that left.",
        ),
    )
