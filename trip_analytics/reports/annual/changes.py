"""What changed, in the teams that returned in both years."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from trip_analytics.analysis.sentences.change import changed_for_sure, points
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
    shown,
)
from trip_analytics.words import spelled

# A table in which fewer rows than this show anything says too little.
MOSTLY = 0.5
_CHANGE = Column("Average change", "change")
_SHARE = Column("Share", "share")


@dataclass(frozen=True, slots=True)
class Changes:
    """The practices of a change by what can be said of them."""

    since: int
    improved: pd.DataFrame
    declined: pd.DataFrame
    unsure: int
    not_shown: int


def sort_out(change: Released) -> Changes:
    """Which practices changed for sure, and which way."""
    table = change.table
    improved, declined = changed_for_sure(table)
    not_shown = int(table["mean_change"].isna().sum())
    return Changes(
        since=int(table["from_year"].iloc[0]),
        improved=improved,
        declined=declined,
        unsure=len(table) - not_shown - len(improved) - len(declined),
        not_shown=not_shown,
    )


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
    found = sort_out(change)
    years = f"{found.since} to {int(change.table['to_year'].iloc[0])}"
    blocks: list[Block] = [Subheading(f"Since {found.since}")]
    if sure := (*_lines(found.improved, "rose"), *_lines(found.declined, "fell")):
        blocks += [Paragraph(f"We can be sure of {spelled(len(sure), 'change')}:"), Bullets(sure)]
    if others := _other_practices(found, "other practice" if sure else "practice"):
        blocks.append(Paragraph(others))
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


def _other_practices(found: Changes, practice: str) -> str:
    said = []
    if found.unsure:
        said.append(f"For {spelled(found.unsure, practice)} there is no change we can be sure of.")
    if found.not_shown:
        said.append(
            f"For {spelled(found.not_shown, practice)} the change is withheld or not available."
        )
    return " ".join(said)


def _about(share: float) -> str:
    """A share that was rounded to tenths."""
    return {0.0: "hardly any", 1.0: "nearly all"}.get(share, f"about {shown(share, _SHARE)}")


def _lines(rows: pd.DataFrame, verb: str) -> tuple[str, ...]:
    return tuple(
        f"{row['practice']} {verb} by {points(row['mean_change'])} on average in "
        f"{row['teams']} teams: {_about(row['improved'])} of them rated it higher than before, "
        f"{_about(row['declined'])} lower."
        for row in rows.to_dict("records")
    )
